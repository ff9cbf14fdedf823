/* table_rows: a box for each row, with what repeats above it and what a break after it costs.
 *
 * A cell over several rows stands in the box of its first; the rows it covers keep together as far
 * as they must for it to be whole, and the last of them grows if it needs more. Where a page ends
 * among them it is set again, under the head that is repeated, if the row there is tall enough. */
#include "layout/block/table.h"

#define ABOVE       SP(3)
#define BELOW       SP(3)
#define GROUP_ABOVE SP(8)

/* Costs of breaks that are not forbidden: inside what spans rows; before a total. */
enum { COST_SPANNED = GALLEY_ROW * 40, COST_TOTAL = GALLEY_WIDOW, COST_SMALL = GALLEY_ROW * 400 };

/* A table of no more rows is better moved than divided: it costs as much as 14 lines left empty. */
#define SMALL_ROWS 10

struct row_job {
    struct table *t;
    size_t index;
    sp tallest; /* of those that cover this row alone */
};

/* --- structure
 * -------------------------------------------------------------------------------------- */

static uint32_t cell_node(struct flow *f, const struct table_row *row,
                          const struct table_cell *cell, uint32_t row_node) {
    if (row_node == FRAME_ARTIFACT) return FRAME_ARTIFACT;
    bool in_head = row->node->u.row.header, group = row->node->u.row.group;
    bool header = in_head || group || cell->node->u.cell.header;
    uint32_t node =
        frame_add_node(f->l->out, row_node, header ? FRAME_ROLE_HEADER_CELL : FRAME_ROLE_CELL);
    struct frame_node *n = &f->l->out->nodes.v[node];
    n->colspan = cell->span;
    n->rowspan = cell->rows;
    n->row_header = header && !in_head && !group;
    n->named = in_head || group;
    return node;
}

/* --- one row
 * ---------------------------------------------------------------------------------------- */

static void set_cells(struct flow *f, struct row_job *job, uint32_t row_node) {
    struct table *t = job->t;
    const struct table_row *row = &t->rows[job->index];
    struct layout_passing passing = layout_begin_passing(f->l);
    job->tallest = f->l->job.style->types[table_row_type(row->node)].leading;
    for (int i = 0; i < row->count; i++) {
        const struct table_cell *cell = &row->cells[i];
        t->nodes[i] = cell_node(f, row, cell, row_node);
        galley_clear(&t->cells[i], f->galley->arena);
        table_set_cell(f, t, &t->cells[i], row->node, cell, t->nodes[i]);
        if (cell->rows == 1) job->tallest = sp_max(job->tallest, galley_height(&t->cells[i], 0));
    }
    layout_end_passing(f->l, passing);
    if (row_node != FRAME_ARTIFACT) table_name_heads(f, t, row, t->nodes);
}

/* How far cells from rows above reach below the top of this row; those that end here make it tall
 * enough. Keeps account of them. */
static sp open_height(struct table *t, sp height) {
    for (int i = 0; i < t->columns; i++)
        if (t->open_rows[i] == 1) height = sp_max(height, t->open[i]);
    return height;
}

static void close_row(struct table *t, const struct row_job *job, sp height) {
    const struct table_row *row = &t->rows[job->index];
    for (int i = 0; i < t->columns; i++) {
        t->open[i] = sp_max(t->open[i] - height, 0);
        if (t->open_rows[i] && !--t->open_rows[i]) t->open_repeat = NULL;
    }
    for (int i = 0; i < row->count; i++) {
        const struct table_cell *cell = &row->cells[i];
        for (int k = 0; k < cell->span && cell->rows > 1; k++) {
            t->open_rows[cell->column + k] = cell->rows - 1;
            t->open_cells[cell->column + k] = cell;
            t->open_in = row->node;
            t->open_repeat = NULL;
            t->open[cell->column + k] =
                sp_max(ABOVE + galley_height(&t->cells[i], 0) + BELOW - height, 0);
        }
    }
}

/* In the head cells stand on its foot: how far down. */
static sp drop_of(const struct table *t, const struct row_job *job, int i, sp height) {
    const struct table_row *row = &t->rows[job->index];
    sp room = height;
    if (!row->node->u.row.header) return 0;
    for (int k = 1; k < row->cells[i].rows && job->index + (size_t)k < t->head_count; k++)
        room += t->head_heights[job->index + (size_t)k];
    return sp_max(room - ABOVE - BELOW - galley_height(&t->cells[i], 0), 0);
}

/* --- rules
 * ------------------------------------------------------------------------------------------ */

/* A hairline at the row's foot, but where a cell goes on below it. */
static void rule_foot(struct flow *f, const struct table *t, struct galley_box *box, sp thickness,
                      uint32_t colour) {
    for (int i = 0; i < t->columns;) {
        int from = i;
        while (i < t->columns && !t->open_rows[i])
            i++;
        if (i > from)
            block_add_rule(f, box, t->lefts[from], box->height - thickness,
                           t->lefts[i - 1] + t->widths[i - 1] - t->lefts[from], thickness, colour);
        while (i < t->columns && t->open_rows[i])
            i++;
    }
}

/* Under a head over several columns, a rule as wide as they are. */
static void rule_spanners(struct flow *f, const struct table *t, const struct table_row *row,
                          struct galley_box *box) {
    const struct style *s = f->l->job.style;
    for (int i = 0; i < row->count; i++) {
        const struct table_cell *cell = &row->cells[i];
        if (cell->span < 2 || !cell->node->first) continue;
        block_add_rule(f, box, t->lefts[cell->column] + t->pad, box->height - s->table_rule,
                       table_cell_width(t, cell), s->table_rule, s->ink);
    }
}

/* What is behind a row: the fill of heads, the tint of every second row of the body. */
static void add_ground(struct flow *f, const struct table *t, size_t index,
                       struct galley_box *box) {
    const struct style *s = f->l->job.style;
    const struct doc_node *row = t->rows[index].node;
    bool stripe = s->table_stripes && index >= t->head_count && (index - t->head_count) % 2;
    if (row->u.row.header && s->table_head != s->paper)
        block_add_rule(f, box, t->x, 0, t->width, box->height, s->table_head);
    else if (stripe && !row->u.row.group && !row->u.row.total)
        block_add_rule(f, box, t->x, 0, t->width, box->height, s->tint);
}

static void add_rules(struct flow *f, const struct table *t, size_t index, struct galley_box *box) {
    const struct style *s = f->l->job.style;
    const struct table_row *row = &t->rows[index];
    if (s->table_rules == STYLE_RULES_NONE) return;
    bool last = index + 1 == t->row_count;
    if (row->node->u.row.total) block_add_rule(f, box, t->x, 0, t->width, s->table_rule, s->ink);
    if (row->node->u.row.header && index + 1 < t->head_count)
        rule_spanners(f, t, row, box);
    else if (row->node->u.row.header || last)
        rule_foot(f, t, box, s->table_head_rule, s->ink);
    else if (s->table_rules == STYLE_RULES_ROWS &&
             (row->node->u.row.group || !t->rows[index + 1].node->u.row.total))
        rule_foot(f, t, box, s->table_rule, s->rule);
}

/* --- boxes
 * ------------------------------------------------------------------------------------------ */

static struct galley_box *set_row(struct flow *f, struct table *t, size_t index,
                                  uint32_t row_node) {
    struct row_job job = {.t = t, .index = index};
    const struct table_row *row = &t->rows[index];
    sp above = row->node->u.row.group && index > t->head_count ? GROUP_ABOVE : ABOVE;
    set_cells(f, &job, row_node);
    sp height = open_height(t, above + job.tallest + BELOW);
    struct galley_box *box = galley_add(f->galley, height);
    add_ground(f, t, index, box);
    for (int i = 0; i < row->count; i++)
        galley_absorb(f->galley, box, &t->cells[i], t->lefts[row->cells[i].column] + t->pad,
                      above + drop_of(t, &job, i, height), 0);
    close_row(t, &job, height);
    add_rules(f, t, index, box);
    return box;
}

/* The heights of the head's rows, before any is set: cells over several of them stand on the foot
 * of the last. */
static void measure_head(struct flow *f, struct table *t) {
    struct galley trial;
    galley_init(&trial, &f->l->trial);
    struct flow in = *f;
    in.galley = &trial;
    in.node = FRAME_ARTIFACT;
    t->head_heights = arena_new_array(f->galley->arena, t->head_count + 1, sp);
    struct arena_mark mark = arena_mark(&f->l->trial);
    for (size_t i = 0; i < t->head_count; i++)
        t->head_heights[i] = set_row(&in, t, i, FRAME_ARTIFACT)->height;
    arena_reset(&f->l->trial, mark);
}

static void reset_open(struct table *t) {
    memset(t->open, 0, (size_t)t->columns * sizeof *t->open);
    memset(t->open_rows, 0, (size_t)t->columns * sizeof *t->open_rows);
    t->open_repeat = NULL;
}

/* The rule above the head. */
static void set_top(struct flow *f, const struct table *t) {
    const struct style *s = f->l->job.style;
    struct galley_box *top = galley_add(f->galley, s->table_head_rule);
    if (s->table_rules != STYLE_RULES_NONE)
        block_add_rule(f, top, t->x, 0, t->width, s->table_head_rule, s->ink);
    top->penalty = GALLEY_KEEP;
}

/* --- what repeats
 * ----------------------------------------------------------------------------------- */

/* Caption, rule, head and, if there is one, the sub-heading, as artifacts. */
static const struct galley_repeat *set_repeat(struct flow *f, struct table *t, size_t heads,
                                              size_t group) {
    struct galley g;
    galley_init(&g, f->galley->arena);
    struct flow in = *f;
    in.galley = &g;
    in.node = FRAME_ARTIFACT;
    if (t->node->u.table.caption) table_set_caption(&in, t, true);
    set_top(&in, t);
    reset_open(t);
    for (size_t i = 0; i < heads; i++)
        set_row(&in, t, i, FRAME_ARTIFACT);
    if (group) set_row(&in, t, group, FRAME_ARTIFACT);
    reset_open(t);
    return galley_repeat_with(NULL, &g);
}

/* What is repeated, without a head that would fill half the page. */
static const struct galley_repeat *make_repeat(struct flow *f, struct table *t, size_t group) {
    const struct style *s = f->l->job.style;
    sp most = style_text_height(s) / 2;
    const struct galley_repeat *repeat = set_repeat(f, t, t->head_count, group);
    if (repeat->height > most) repeat = set_repeat(f, t, 0, group);
    return repeat->height > most ? NULL : repeat;
}

/* Adds the cells that cover the row from above to a box of no height, so that they stand beside it;
 * gives the height that they need. */
static sp set_covering(struct flow *f, struct table *t, struct galley *g) {
    struct flow in = *f;
    in.galley = g;
    in.node = FRAME_ARTIFACT;
    struct galley_box *box = galley_add(g, 0);
    const struct table_cell *last = NULL;
    sp tallest = 0;
    for (int i = 0; i < t->columns; i++) {
        const struct table_cell *cell = t->open_cells[i];
        if (!t->open_rows[i] || cell == last) continue;
        struct galley set;
        galley_init(&set, g->arena);
        table_set_cell(&in, t, &set, t->open_in, cell, FRAME_ARTIFACT);
        tallest = sp_max(tallest, galley_height(&set, 0));
        galley_absorb(g, box, &set, t->lefts[cell->column] + t->pad, ABOVE, 0);
        last = cell;
    }
    return ABOVE + tallest + BELOW;
}

/* What stands above a row that begins a page; asked for before the row is set. *needs: the height
 * that the row must have for cells that cover it to be set again. */
static const struct galley_repeat *repeat_above(struct flow *f, struct table *t, sp *needs) {
    bool covered = false;
    for (int i = 0; i < t->columns; i++)
        covered |= t->open_rows[i] > 0;
    *needs = 0;
    if (!covered) return t->group_repeat;
    if (!t->open_repeat) {
        struct galley g;
        galley_init(&g, f->galley->arena);
        t->open_needs = set_covering(f, t, &g);
        t->open_repeat = galley_repeat_with(t->group_repeat, &g);
    }
    *needs = t->open_needs;
    return t->open_repeat;
}

/* --- penalties
 * -------------------------------------------------------------------------------------- */

/* The cost of a break after a row, by what stands in it and what comes. */
static int penalty_of(const struct table *t, size_t index) {
    const struct doc_node *row = t->rows[index].node;
    const struct doc_node *next = index + 1 < t->row_count ? t->rows[index + 1].node : NULL;
    const struct doc_node *before = index ? t->rows[index - 1].node : NULL;
    if (row->u.row.header || row->u.row.group) return GALLEY_KEEP;
    int penalty = GALLEY_ROW;
    for (int i = 0; i < t->columns; i++) {
        if (t->open_rows[i] && t->open[i] > SP(4)) return GALLEY_KEEP;
        if (t->open_rows[i]) penalty = COST_SPANNED;
    }
    if (next && next->u.row.total) penalty += COST_TOTAL;
    if (before && before->u.row.group && next && !next->u.row.group) penalty += GALLEY_ORPHAN;
    return penalty;
}

/* Two rows at either end of the table; a table of three rows or fewer stays whole. */
static void keep_ends(struct flow *f, size_t first) {
    struct galley *g = f->galley;
    size_t rows = g->boxes.n - first;
    if (rows < 2) return;
    g->boxes.v[first].penalty += GALLEY_ORPHAN;
    if (rows > 2) g->boxes.v[g->boxes.n - 2].penalty += GALLEY_WIDOW;
    for (size_t i = first; rows <= SMALL_ROWS && i + 1 < g->boxes.n; i++)
        g->boxes.v[i].penalty += COST_SMALL;
}

/* --- all rows
 * --------------------------------------------------------------------------------------- */

static uint32_t child(struct flow *f, uint32_t parent, enum frame_role role) {
    return parent == FRAME_ARTIFACT ? parent : frame_add_node(f->l->out, parent, role);
}

void table_set_rows(struct flow *f, struct table *t) {
    struct arena *a = f->galley->arena;
    t->open = arena_new_array(a, (size_t)t->columns, sp);
    t->open_rows = arena_new_array(a, (size_t)t->columns, int);
    t->open_cells = arena_new_array(a, (size_t)t->columns, const struct table_cell *);
    measure_head(f, t);
    t->repeat = make_repeat(f, t, 0);
    set_top(f, t);
    if (!t->node->u.table.caption)
        block_add_destination(f, &f->galley->boxes.v[f->galley->boxes.n - 1], t->node->id);
    uint32_t head = FRAME_ARTIFACT, body = FRAME_ARTIFACT;
    if (t->head_count) head = child(f, t->own, FRAME_ROLE_TABLE_HEAD);
    if (t->head_count < t->row_count) body = child(f, t->own, FRAME_ROLE_TABLE_BODY);
    size_t first = 0;
    t->group_repeat = t->repeat;
    for (size_t i = 0; i < t->row_count; i++) {
        const struct doc_node *row = t->rows[i].node;
        bool in_head = i < t->head_count;
        if (i == t->head_count) first = f->galley->boxes.n;
        if (row->u.row.group) t->group_repeat = t->repeat;
        sp needs = 0;
        const struct galley_repeat *repeat = in_head ? NULL : repeat_above(f, t, &needs);
        struct galley_box *box = set_row(f, t, i, child(f, in_head ? head : body, FRAME_ROLE_ROW));
        if (box->height < needs) repeat = t->group_repeat;
        box->penalty = penalty_of(t, i);
        if (!in_head && i > t->head_count) box->repeat = repeat;
        if (row->u.row.group) t->group_repeat = make_repeat(f, t, i);
        if (!in_head) table_slice_last(f);
    }
    if (t->head_count < t->row_count) keep_ends(f, first);
}
