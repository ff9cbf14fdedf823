/* columns: the widths of a table's columns, from what its cells need.
 *
 * Knows nothing of cells' contents: takes for each column what it needs and, for a sample of rows,
 * how wide each cell is on one line. Paddings are included throughout. */
#ifndef CHANCERY_LAYOUT_BLOCK_COLUMNS_H
#define CHANCERY_LAYOUT_BLOCK_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/units.h"

/* What one column needs: its widest unbreakable piece, its width without a break; what the author
 * gave (0: nothing); whether it holds text, which may be wider than it needs, or figures. */
struct column_need {
    sp least, natural, given;
    bool text;
};

/* Cells of some rows: row after row, count columns each; 0 where there is none. padding: what each
 * has beside its text. */
struct column_sample {
    const sp *naturals;
    size_t rows;
    sp padding;
};

/* Fills widths[0..count) to a sum of at most available. Given widths are kept. Columns keep their
 * natural width where all fit; else what is over the least widths is dealt out by need, by the
 * square root of what each would still like. False if the least and given widths alone do not fit:
 * then the widest columns are cut down and something will stand over in them. */
bool columns_deal(sp *widths, const struct column_need *needs, int count, sp available);

/* Moves width from column to column as long as that makes the rows of the sample fewer lines in
 * sum, by estimate. */
void columns_improve(sp *widths, const struct column_need *needs, int count,
                     const struct column_sample *sample);

/* Widens columns that may be wider to a sum of available. */
void columns_fill(sp *widths, const struct column_need *needs, int count, sp available);

#endif
