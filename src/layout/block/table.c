/* table: GFM tables, ruled by hairlines, broken between rows, their head set again on each page.
 *
 * A cell is a flow like any other, set at its column's width into a galley of its own that the row's
 * box absorbs. Widths come from the same contents asked for their least and natural widths. A row
 * taller than half a page is cut into slices where no line of any cell is divided. */
#include "layout/block/block.h"

#include "layout/block/columns.h"

struct table {
    const struct doc_node *node;
    int columns;
    sp *widths, *lefts; /* lefts from the flow's left edge; paddings are inside the widths */
    sp x, width, pad;
    struct galley_repeat *repeat;
};

/* --- widths ------------------------------------------------------------------------------------- */

static enum style_type_id row_type(const struct doc_node *row) {
    return row->u.row.header ? STYLE_TYPE_TABLE_HEAD : STYLE_TYPE_TABLE;
}

/* What a cell's blocks need; a trial, so an artifact in the arena for trials. */
static void measure_cell(struct flow *f, struct column_need *need, const struct doc_node *cell,
                         enum style_type_id type, sp padding) {
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, type,
                                                  doc_lang_of(f->l->job.doc, cell));
    inline_add_children(c, FRAME_ARTIFACT, cell, type);
    inline_content_finish(c);
    sp least, natural;
    inline_content_widths(&least, &natural, c, type == STYLE_TYPE_TABLE);
    need->least = sp_max(need->least, least + padding);
    need->natural = sp_max(need->natural, natural + padding);
}

static void measure(struct flow *f, struct table *t, struct column_need *needs) {
    struct galley trial;
    galley_init(&trial, &f->l->trial);
    struct flow in = *f;
    in.galley = &trial;
    for (const struct doc_node *row = t->node->first; row; row = row->next) {
        struct arena_mark mark = arena_mark(&f->l->trial);
        int i = 0;
        for (const struct doc_node *cell = row->first; cell && i < t->columns; cell = cell->next, i++)
            measure_cell(&in, &needs[i], cell, row_type(row), 2 * t->pad + SP(1));
        arena_reset(&f->l->trial, mark);
    }
    for (int i = 0; i < t->columns; i++)
        if (t->node->u.table.widths) needs[i].share = (int)(t->node->u.table.widths[i] * 1000);
}

/* The table stands on the text column, or on the full width when it needs it. */
static void solve(struct flow *f, struct table *t) {
    const struct style *s = f->l->job.style;
    size_t n = (size_t)t->columns;
    struct column_need *needs = arena_new_array(f->galley->arena, n, struct column_need);
    t->widths = arena_new_array(f->galley->arena, n, sp);
    t->lefts = arena_new_array(f->galley->arena, n, sp);
    measure(f, t, needs);
    sp natural = 0;
    for (int i = 0; i < t->columns; i++)
        natural += needs[i].natural;
    bool main = f->grid > 0;
    t->x = f->x;
    t->width = f->measure;
    if (main && natural > f->measure) {
        t->x -= s->hang;
        t->width += s->hang;
    }
    if (!columns_solve(t->widths, needs, t->columns, t->width))
        diag_add(f->l->job.diags, DIAG_OVERFULL, t->node->pos,
                 "shorten the longest words, or give fewer columns",
                 "the table is wider than the page's measure");
    sp x = t->x;
    for (int i = 0; i < t->columns; i++) {
        t->lefts[i] = x;
        x += t->widths[i];
    }
    t->width = x - t->x;
}

/* --- rows ---------------------------------------------------------------------------------------- */

static enum style_align cell_align(const struct table *t, int column) {
    switch (t->node->u.table.aligns ? t->node->u.table.aligns[column] : DOC_ALIGN_DEFAULT) {
    case DOC_ALIGN_RIGHT:
    case DOC_ALIGN_DECIMAL: return STYLE_RIGHT;
    case DOC_ALIGN_CENTER: return STYLE_CENTER;
    default: return STYLE_LEFT;
    }
}

/* Sets a cell into a galley of its own. Cells of plain inlines are one paragraph with the column's
 * alignment; others are blocks. */
static void set_cell(struct flow *f, const struct table *t, struct galley *g,
                     const struct doc_node *cell, int column, enum style_type_id type,
                     uint32_t node) {
    galley_init(g, f->galley->arena);
    struct flow in = *f;
    in.galley = g;
    in.node = node;
    in.x = 0;
    in.measure = sp_max(t->widths[column] - 2 * t->pad, SP(4));
    in.grid = 0;
    in.type = type;
    in.depth++;
    in.indent_next = false;
    if (!cell->first) return;
    if (doc_is_block(cell->first->kind)) {
        block_set_children(&in, cell);
        return;
    }
    struct inline_content *c = block_content(&in, cell, node, type);
    struct block_paragraph p = block_paragraph_of(&in, type);
    p.align = cell_align(t, column);
    block_add_lines(&in, c, &p);
}

/* A box for the row, its cells absorbed; a hairline at its foot. */
static struct galley_box *set_row(struct flow *f, const struct table *t, const struct doc_node *row,
                                  uint32_t row_node) {
    const struct style *s = f->l->job.style;
    bool head = row->u.row.header;
    sp above = SP(3), below = SP(3);
    struct galley *cells =
        arena_new_array(f->galley->arena, (size_t)t->columns, struct galley);
    sp tallest = s->types[row_type(row)].leading;
    const struct doc_node *cell = row->first;
    for (int i = 0; i < t->columns; i++) {
        uint32_t node = row_node;
        if (row_node != FRAME_ARTIFACT)
            node = frame_add_node(f->l->out, row_node,
                                  head ? FRAME_ROLE_HEADER_CELL : FRAME_ROLE_CELL);
        galley_init(&cells[i], f->galley->arena);
        if (cell) set_cell(f, t, &cells[i], cell, i, row_type(row), node);
        tallest = sp_max(tallest, galley_height(&cells[i], 0));
        if (cell) cell = cell->next;
    }
    struct galley_box *box = galley_add(f->galley, above + tallest + below);
    for (int i = 0; i < t->columns; i++) {
        sp drop = head ? tallest - galley_height(&cells[i], 0) : 0;
        galley_absorb(f->galley, box, &cells[i], t->lefts[i] + t->pad, above + drop, 0);
    }
    sp thickness = head ? s->table_head_rule : s->table_rule;
    block_add_rule(f, box, t->x, box->height - thickness, t->width, thickness,
                   head ? s->ink : s->rule);
    return box;
}

/* Sets the head as artifacts, for the pages on which the table goes on. */
static void make_repeat(struct flow *f, struct table *t) {
    struct galley *g = arena_new(f->galley->arena, struct galley);
    galley_init(g, f->galley->arena);
    struct flow in = *f;
    in.galley = g;
    in.node = FRAME_ARTIFACT;
    struct galley_box *top = galley_add(g, f->l->job.style->table_head_rule);
    block_add_rule(&in, top, t->x, 0, t->width, f->l->job.style->table_head_rule,
                   f->l->job.style->ink);
    for (const struct doc_node *row = t->node->first; row && row->u.row.header; row = row->next)
        set_row(&in, t, row, FRAME_ARTIFACT);
    if (g->boxes.n < 2) return;
    t->repeat = arena_new(f->galley->arena, struct galley_repeat);
    *t->repeat = (struct galley_repeat){
        .boxes = g->boxes.v, .count = g->boxes.n, .height = galley_height(g, 0)};
}

/* --- tall rows ------------------------------------------------------------------------------------ */

/* True if no part of the box would be divided at y; parts are lines, whose ink is near. */
static bool can_cut(const struct galley_box *box, sp y) {
    for (size_t i = 0; i < box->part_count; i++) {
        const struct galley_part *p = &box->parts[i];
        if (p->kind == GALLEY_PATH) continue;
        sp top = p->y, bottom = p->y;
        if (p->kind == GALLEY_IMAGE)
            bottom += p->u.image.height;
        else
            top -= p->u.line->ascent, bottom += p->u.line->descent;
        if (top < y && bottom > y) return false;
    }
    return true;
}

/* The parts of box between from and to as a box of their own; the notes of its lines too. */
static void add_slice(struct flow *f, const struct galley_box *whole, sp from, sp to, bool first) {
    struct galley_box *box = galley_add(f->galley, to - from);
    for (size_t i = 0; i < whole->part_count; i++) {
        struct galley_part p = whole->parts[i];
        if (p.y < from || (p.y >= to && to < whole->height)) continue;
        p.y -= from;
        if (p.kind == GALLEY_LINE)
            block_add_line_part(f, box, p.u.line, p.x, p.y);
        else if (p.kind == GALLEY_PATH)
            block_add_path(f, box, p.u.path, p.x, p.y, p.node);
        else {
            struct galley_part *parts =
                arena_new_array(f->galley->arena, box->part_count + 1, struct galley_part);
            memcpy(parts, box->parts, box->part_count * sizeof *parts);
            parts[box->part_count] = p;
            box->parts = parts;
            box->part_count++;
        }
    }
    box->repeat = whole->repeat;
    if (first) {
        box->space = whole->space;
        box->snap = whole->snap;
        box->new_page = whole->new_page;
    }
    box->penalty = GALLEY_SHORT_LINE * 20;
}

/* Cuts the last box into slices of at least a few lines, when it is taller than half a page. */
static void slice_last(struct flow *f) {
    const struct style *s = f->l->job.style;
    sp page = s->page_height - s->margin_top - s->margin_bottom;
    struct galley *g = f->galley;
    struct galley_box whole = g->boxes.v[g->boxes.n - 1];
    if (whole.height <= page / 2) return;
    g->boxes.n--;
    sp from = 0, step = s->types[STYLE_TYPE_TABLE].leading;
    for (sp y = 2 * step; y < whole.height - 2 * step; y += SP(1)) {
        if (y - from < step || !can_cut(&whole, y)) continue;
        add_slice(f, &whole, from, y, from == 0);
        from = y;
    }
    add_slice(f, &whole, from, whole.height, from == 0);
    g->boxes.v[g->boxes.n - 1].penalty = whole.penalty;
}

/* --- the table ------------------------------------------------------------------------------------ */

/* Rows into THead and TBody; the first and the last two rows stay together. */
static void set_rows(struct flow *f, struct table *t, uint32_t own) {
    uint32_t group = own;
    bool in_head = false, in_body = false;
    size_t body_first = 0, rows = 0;
    for (const struct doc_node *row = t->node->first; row; row = row->next) {
        bool head = row->u.row.header;
        if (own != FRAME_ARTIFACT && ((head && !in_head) || (!head && !in_body)))
            group = frame_add_node(f->l->out, own,
                                   head ? FRAME_ROLE_TABLE_HEAD : FRAME_ROLE_TABLE_BODY);
        in_head |= head;
        in_body |= !head;
        uint32_t node = own == FRAME_ARTIFACT
                            ? own
                            : frame_add_node(f->l->out, group, FRAME_ROLE_ROW);
        struct galley_box *box = set_row(f, t, row, node);
        box->penalty = head ? GALLEY_KEEP : GALLEY_ROW;
        if (head) continue;
        if (rows++ == 0) body_first = f->galley->boxes.n - 1;
        if (rows > 1) box->repeat = t->repeat;
        slice_last(f);
    }
    size_t n = f->galley->boxes.n;
    if (rows >= 4) {
        f->galley->boxes.v[body_first].penalty += GALLEY_ORPHAN;
        f->galley->boxes.v[n - 2].penalty += GALLEY_WIDOW;
    }
}

/* The caption above the table, kept with it. */
static void set_caption(struct flow *f, const struct table *t, uint32_t own) {
    const struct doc_node *caption = t->node->u.table.caption;
    if (!caption) return;
    struct flow in = *f;
    in.node = own;
    in.x = t->x;
    in.measure = sp_max(t->width, f->measure);
    uint32_t node = block_node(&in, FRAME_ROLE_CAPTION);
    struct inline_content *c = block_content(&in, caption, node, STYLE_TYPE_CAPTION);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_CAPTION);
    p.keep = true;
    in.node = node;
    block_add_lines(&in, c, &p);
    galley_keep(f->galley, GALLEY_KEEP);
    galley_space(f->galley, SP(4));
}

void block_set_table(struct flow *f, const struct doc_node *node) {
    const struct style *s = f->l->job.style;
    struct table t = {.node = node, .columns = (int)node->u.table.columns, .pad = s->table_padding};
    if (t.columns <= 0 || !node->first) return;
    uint32_t own = block_node(f, FRAME_ROLE_TABLE);
    solve(f, &t);
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    set_caption(f, &t, own);
    make_repeat(f, &t);
    struct galley_box *top = galley_add(f->galley, s->table_head_rule);
    block_add_rule(f, top, t.x, 0, t.width, s->table_head_rule, s->ink);
    top->penalty = GALLEY_KEEP;
    block_add_destination(f, top, node->id);
    set_rows(f, &t, own);
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
