/* columns: the widths of a table's columns, from what its cells need. */
#ifndef CHANCERY_LAYOUT_BLOCK_COLUMNS_H
#define CHANCERY_LAYOUT_BLOCK_COLUMNS_H

#include "base/units.h"

/* What one column needs: its widest unbreakable piece, its width without a break, and its share if
 * the author gave one (of all columns, in thousandths; 0: none). Paddings included. */
struct column_need {
    sp least, natural;
    int share;
};

/* Fills widths[0..count) to a sum of at most available. Columns keep their natural width where all
 * fit; else what is over the least widths is dealt out by need. False if the least widths alone do
 * not fit: then they are scaled down and something will stand over. */
int columns_solve(sp *widths, const struct column_need *needs, int count, sp available);

#endif
