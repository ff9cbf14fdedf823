/* table_heads: which heads a cell stands under and beside, for those who hear the table.
 *
 * Where every head is over its column or before its row its scope says enough. Where cells span, or
 * heads are of several rows, or groups come and go, each cell names its heads. Rows come from top
 * to bottom; what is open above is kept by column. Lists share their ends, so that a cell costs
 * nothing but two pointers.
 * Source: ISO 32000-1, 14.8.5.7; ISO 14289-1, 7.5. */
#include "layout/block/table.h"

struct table_heads {
    const struct frame_header **columns; /* by column: the heads over it */
    const struct frame_header *group;    /* the sub-heading under way */
    const struct frame_header **spanned; /* by column: a row's head from above that covers it */
    int *rows_left;                      /* by column: how many more rows it covers */
};

static bool is_irregular(const struct table *t) {
    if (t->head_count > 1) return true;
    for (size_t r = 0; r < t->row_count; r++) {
        const struct table_row *row = &t->rows[r];
        if (row->node->u.row.group) return true;
        for (int i = 0; i < row->count; i++) {
            const struct table_cell *cell = &row->cells[i];
            bool beside = cell->node->u.cell.header && !row->node->u.row.header;
            if (cell->span > 1 || cell->rows > 1 || (beside && cell->column > 0)) return true;
        }
    }
    return false;
}

void table_begin_heads(struct flow *f, struct table *t) {
    struct arena *a = f->galley->arena;
    size_t n = (size_t)t->columns;
    if (t->own == FRAME_ARTIFACT || !is_irregular(t)) return;
    t->heads = arena_new(a, struct table_heads);
    t->heads->columns = arena_new_array(a, n, const struct frame_header *);
    t->heads->spanned = arena_new_array(a, n, const struct frame_header *);
    t->heads->rows_left = arena_new_array(a, n, int);
}

static const struct frame_header *add(struct flow *f, const struct frame_header *outer,
                                      uint32_t node) {
    return frame_add_header(f->l->out, outer, node);
}

static bool holds(const struct frame_header *list, uint32_t node) {
    while (list && list->node != node)
        list = list->outer;
    return list != NULL;
}

/* The heads over all columns that the cell covers, each once. */
static const struct frame_header *heads_over(struct flow *f, const struct table *t,
                                             const struct table_cell *cell) {
    const struct frame_header *all = t->heads->columns[cell->column];
    for (int i = 1; i < cell->span; i++)
        for (const struct frame_header *h = t->heads->columns[cell->column + i]; h; h = h->outer)
            if (!holds(all, h->node)) all = add(f, all, h->node);
    return all;
}

/* A row of the head: what each cell stands under is over those that follow below it. */
static void name_in_head(struct flow *f, struct table *t, const struct table_row *row,
                         const uint32_t *nodes) {
    struct table_heads *heads = t->heads;
    for (int i = 0; i < row->count; i++) {
        const struct table_cell *cell = &row->cells[i];
        f->l->out->nodes.v[nodes[i]].column_heads = heads_over(f, t, cell);
        if (!cell->node->first) continue; /* a corner without words heads nothing */
        for (int k = 0; k < cell->span; k++)
            heads->columns[cell->column + k] = add(f, heads->columns[cell->column + k], nodes[i]);
    }
}

/* Heads of rows that reach down from above come before those of the row itself. */
static const struct frame_header *heads_from_above(struct flow *f, const struct table *t) {
    struct table_heads *heads = t->heads;
    const struct frame_header *list = heads->group;
    for (int i = 0; i < t->columns; i++) {
        if (!heads->rows_left[i]) continue;
        heads->rows_left[i]--;
        if (!holds(list, heads->spanned[i]->node)) list = add(f, list, heads->spanned[i]->node);
    }
    return list;
}

static void name_in_body(struct flow *f, struct table *t, const struct table_row *row,
                         const uint32_t *nodes) {
    struct frame_node *all = f->l->out->nodes.v;
    const struct frame_header *beside = heads_from_above(f, t);
    for (int i = 0; i < row->count; i++) {
        const struct table_cell *cell = &row->cells[i];
        struct frame_node *node = &all[nodes[i]];
        node->column_heads = heads_over(f, t, cell);
        node->row_heads = beside;
        if (node->role != FRAME_ROLE_HEADER_CELL) continue;
        node->named = true;
        beside = add(f, beside, nodes[i]);
        for (int k = 0; k < cell->span && cell->rows > 1; k++) {
            t->heads->spanned[cell->column + k] = beside;
            t->heads->rows_left[cell->column + k] = cell->rows - 1;
        }
    }
    for (int i = 0; i < row->count; i++)
        if (all[nodes[i]].role == FRAME_ROLE_CELL) all[nodes[i]].row_heads = beside;
}

void table_name_heads(struct flow *f, struct table *t, const struct table_row *row,
                      const uint32_t *nodes) {
    if (!t->heads) return;
    if (row->node->u.row.header)
        name_in_head(f, t, row, nodes);
    else if (row->node->u.row.group) {
        t->heads->group = row->count ? add(f, NULL, nodes[0]) : NULL;
        memset(t->heads->rows_left, 0, (size_t)t->columns * sizeof *t->heads->rows_left);
    } else
        name_in_body(f, t, row, nodes);
}
