#include "layout/page/column.h"

struct column column_begin(const struct galley_box *first, sp grid) {
    return (struct column){
        .grid = grid, .y = first->repeat ? first->repeat->height : 0, .table = first->table};
}

bool column_ends_table(const struct column *c, const struct galley_box *box) {
    return c->under > 0 && box->table != c->table;
}

sp column_add(struct column *c, const struct galley_box *box) {
    if (column_ends_table(c, box)) {
        c->y += c->under;
        c->under = 0;
    }
    if (c->begun) c->y += box->space;
    if (box->snap && c->grid > 0 && c->y % c->grid) c->y += c->grid - c->y % c->grid;
    sp top = c->y;
    c->y += box->height;
    c->table = box->table;
    if (box->height > 0) c->begun = true; /* space above the first thing seen vanishes */
    if (box->under) c->under += (c->under ? 0 : COLUMN_UNDER_GAP) + box->under->height;
    return top;
}

sp column_depth(const struct column *c) {
    return c->y + c->under;
}
