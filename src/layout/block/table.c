/* table: any table: rows of cells that span and repeat, broken between rows.
 *
 * A cell is a flow like any other, set at its column's width into a galley of its own that the
 * row's box absorbs. Which columns a cell covers is found once, row by row, from the spans of the
 * rows above; a row that has too few cells is made full. See table.h for the parts. */
#include "layout/block/table.h"

#include "text/locale.h"

/* A table of more rows is worth making room for at once. */
#define MANY_ROWS 100

/* --- the grid
 * --------------------------------------------------------------------------------------- */

static size_t count_rows(const struct doc_node *table) {
    size_t n = 0;
    for (const struct doc_node *row = table->first; row; row = row->next)
        n += row->kind == DOC_ROW;
    return n;
}

static int clip(int value, int most) {
    return value < 1 ? 1 : value > most ? most : value;
}

/* The row's cells in their columns; taken: rows that cells from above still cover, by column. */
static void fill_row(struct flow *f, struct table *t, struct table_row *row, int *taken,
                     size_t rows_left) {
    static const struct doc_node empty = {.kind = DOC_CELL, .u.cell = {.colspan = 1, .rowspan = 1}};
    row->cells = arena_new_array(f->galley->arena, (size_t)t->columns, struct table_cell);
    const struct doc_node *cell = row->node->first;
    for (int i = 0; i < t->columns;) {
        if (taken[i]) {
            taken[i++]--;
            continue;
        }
        int room = 1; /* columns free side by side */
        while (i + room < t->columns && !taken[i + room])
            room++;
        struct table_cell *c = &row->cells[row->count++];
        *c = (struct table_cell){.node = cell ? cell : &empty, .column = i};
        c->span = clip(c->node->u.cell.colspan, room);
        c->rows = clip(c->node->u.cell.rowspan, rows_left < 10000 ? (int)rows_left : 10000);
        for (int k = 0; k < c->span; k++)
            taken[i + k] = c->rows - 1;
        i += c->span;
        if (cell) cell = cell->next;
    }
}

/* Rows of the same part of the table from this one on: a span does not leave head, body or group.
 */
static size_t rows_left(const struct table *t, size_t index) {
    const struct doc_node *row = t->rows[index].node;
    size_t n = 1;
    if (row->u.row.group) return 1;
    while (index + n < t->row_count && n < 10000) {
        const struct doc_node *next = t->rows[index + n].node;
        if (next->u.row.group || next->u.row.header != row->u.row.header) break;
        n++;
    }
    return n;
}

static bool has_spans(const struct doc_node *row) {
    for (const struct doc_node *c = row->first; c; c = c->next)
        if (c->u.cell.rowspan > 1) return true;
    return false;
}

static void fill_grid(struct flow *f, struct table *t) {
    int *taken = arena_new_array(f->galley->arena, (size_t)t->columns, int);
    size_t i = 0;
    t->row_count = count_rows(t->node);
    t->rows = arena_new_array(f->galley->arena, t->row_count, struct table_row);
    for (const struct doc_node *n = t->node->first; n; n = n->next)
        if (n->kind == DOC_ROW) t->rows[i++].node = n;
    while (t->head_count < t->row_count && t->rows[t->head_count].node->u.row.header)
        t->head_count++;
    for (i = 0; i < t->row_count; i++)
        fill_row(f, t, &t->rows[i], taken, has_spans(t->rows[i].node) ? rows_left(t, i) : 1);
}

/* The decimal sign of the language. */
static struct str decimal_sign(struct flow *f) {
    const struct locale_number how = {.kind = LOCALE_DECIMAL, .decimals = 1};
    struct str s = locale_format_number(f->galley->arena, f->l->locale, 1.5, &how);
    return s.n > 2 ? str_copy(f->galley->arena, str_slice(s, 1, s.n - 2)) : STR(".");
}

/* --- the table
 * -------------------------------------------------------------------------------------- */

static void set_summary(struct flow *f, const struct table *t) {
    if (t->own != FRAME_ARTIFACT && t->more) frame_say(f->l->out, t->own)->alt = t->more->summary;
}

/* Caption, rows and what stands under them, in a flow of any measure. */
static void set_parts(struct flow *f, struct table *t) {
    table_solve(f, t);
    struct flow in = *f;
    in.table_x = t->x;
    in.table_width = t->width;
    size_t first = f->galley->boxes.n;
    table_set_caption(&in, t, false);
    table_set_rows(&in, t);
    table_set_under(&in, t);
    if (t->more && t->more->keep) galley_keep_range(f->galley, first, GALLEY_KEEP);
}

void block_set_table(struct flow *f, const struct doc_node *node) {
    const struct style *s = f->l->job.style;
    struct table t = {.node = node,
                      .more = node->u.table.more,
                      .columns = (int)node->u.table.columns,
                      .pad = s->table_padding,
                      .point = decimal_sign(f)};
    if (t.columns <= 0 || !node->first || node->first->kind != DOC_ROW) return;
    fill_grid(f, &t);
    t.cells = arena_new_array(f->galley->arena, (size_t)t.columns, struct galley);
    t.nodes = arena_new_array(f->galley->arena, (size_t)t.columns, uint32_t);
    t.own = block_node(f, FRAME_ROLE_TABLE);
    if (t.own != FRAME_ARTIFACT && t.row_count > MANY_ROWS) /* a cell, its text; a row */
        frame_expect_nodes(f->l->out, t.row_count * (2 * (size_t)t.columns + 1));
    set_summary(f, &t);
    table_begin_heads(f, &t);
    bool turned = t.more && t.more->width == DOC_TABLE_LANDSCAPE;
    if (turned && table_set_turned(f, &t, set_parts)) return;
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    set_parts(f, &t);
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
