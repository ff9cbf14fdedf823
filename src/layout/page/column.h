/* column: where the boxes of a page come to stand, one under the other.
 *
 * Shared by the breaker, which wants the depth, and by placing, which wants each box's top, so that
 * the two cannot disagree. The notes of a table stand under the last of its boxes on the page. */
#ifndef CHANCERY_LAYOUT_PAGE_COLUMN_H
#define CHANCERY_LAYOUT_PAGE_COLUMN_H

#include "layout/page/galley.h"

/* Space between a table and the notes under it. */
#define COLUMN_UNDER_GAP SP(4)

struct column {
    sp grid, y;        /* y: the foot of the last box */
    const void *table; /* of the last box */
    sp under;          /* depth of that table's notes so far, the gap above them counted */
    bool begun;
};

/* A page that begins with this box: what is repeated above it has its room. */
struct column column_begin(const struct galley_box *first, sp grid);

/* Adds a box; returns its top. */
sp column_add(struct column *c, const struct galley_box *box);

/* True if the notes under a table come before this box. */
bool column_ends_table(const struct column *c, const struct galley_box *box);

/* The depth of the page if it ends here. */
sp column_depth(const struct column *c);

#endif
