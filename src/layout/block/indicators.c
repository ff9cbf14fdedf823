/* indicators: the summary box, a grid of cells with a large figure each.
 *
 * A cell says its label, value and unit, then what it is compared with: a bar on its scale, a line
 * through its series, its change, its trend, its level, its date and its note. Every drawn mark has
 * words beside it or within it, so that a screen reader is told what the picture tells and nothing
 * is lost in grey.
 *
 * Rows are equal. Figures stand on the baselines of the page; small text is three quarters of the
 * grid, so that four of its lines are three of the grid, and its first line stands on the grid. The
 * box is a multiple of the grid and is kept whole; only one that is taller than a page is set as
 * several boxes. */
#include "layout/block/indicator.h"

/* Least width of a cell. */
#define CELL_LEAST SP(100)

/* Least space between rows and below the last. */
#define ROW_GAP  SP(9)
#define FOOT_GAP SP(7)

/* From the last baseline of the label to that of the figure, in grid lines times two. */
#define LABEL_LIFT 3

struct box {
    const struct doc_node *node;
    size_t count, columns, rows;
    sp left, width, cell_width, pad, gutter;
    sp label, body;  /* heights of the labels and of what stands below figures, in all rows */
    sp first, pitch; /* the first figures' baseline from the box's top; from row to row */
    sp above, below; /* room above and below a figure's baseline */
};

/* --- cells --------------------------------------------------------------------------------------
 */

/* A cell's label, figure and what stands below: apart, so that the figures of a row share a
 * baseline however many lines their labels have. */
struct cell {
    struct galley label, figure, body;
    uint32_t node;
};

static struct flow cell_flow(struct flow *f, const struct box *b, struct galley *g, uint32_t node) {
    struct flow in = flow_apart(f, g, node, b->cell_width, f->type);
    in.hyphens = false;
    return in;
}

static void set_cell(struct flow *f, const struct box *b, struct cell *cell,
                     const struct doc_indicator *ind) {
    struct flow in = cell_flow(f, b, &cell->label, cell->node);
    indicator_add_label(&in, ind);
    in = cell_flow(f, b, &cell->figure, cell->node);
    struct indicator_fit fit = indicator_fit_figure(&in, ind);
    indicator_add_figure(&in, ind, &fit);
    in = cell_flow(f, b, &cell->body, cell->node);
    bool number = ind->figure.kind == DOC_VALUE_NUMBER || ind->figure.kind == DOC_VALUE_RANGE;
    if (!fit.unit) indicator_add_unit(&in, ind);
    if (ind->scale_from.given && number) indicator_add_scale(&in, ind);
    if (ind->series_count > 1) indicator_add_series(&in, ind);
    indicator_add_standing(&in, ind);
    indicator_add_span(&in, ind->note, STYLE_TYPE_INDICATOR_NOTE);
    indicator_add_source(&in, ind);
}

/* --- the grid of cells --------------------------------------------------------------------------
 */

/* Baselines of lines of the small type, of figures and of the body within their boxes. */
static sp small_baseline(struct flow *f, enum style_type_id type) {
    return block_baseline(f->l, type, f->l->job.style->types[type].leading);
}

/* The lines of a figure after its first push what stands below down. */
static sp extra_lines(const struct cell *c) {
    sp extra = 0;
    for (size_t i = 1; i < c->figure.boxes.n; i++)
        extra += c->figure.boxes.v[i].height;
    return extra;
}

/* Sets all cells and takes the heights that all rows have. */
static struct cell *set_cells(struct flow *f, struct box *b, uint32_t own) {
    struct cell *cells = arena_new_array(f->galley->arena, b->count, struct cell);
    for (size_t i = 0; i < b->count; i++) {
        cells[i].node =
            own == FRAME_ARTIFACT ? own : frame_add_node(f->l->out, own, FRAME_ROLE_GROUP);
        set_cell(f, b, &cells[i], doc_indicator_at(f->l->job.doc, b->node, i));
        b->label = sp_max(b->label, galley_height(&cells[i].label, 0));
        b->body = sp_max(b->body, galley_height(&cells[i].body, 0) + extra_lines(&cells[i]));
    }
    return cells;
}

/* The least of base, base + grid, base + 2 grid… that is not less than need. */
static sp round_up(sp need, sp base, sp grid) {
    return base + (sp_max(need - base, 0) + grid - 1) / grid * grid;
}

/* Where figures stand, once the heights are known: head is that of the box's heading. */
static void place_rows(struct flow *f, struct box *b, sp head) {
    sp grid = f->l->job.style->grid, base = block_baseline(f->l, STYLE_TYPE_BODY, grid);
    sp leading = f->l->job.style->types[STYLE_TYPE_INDICATOR].leading;
    b->above =
        b->label - (leading - small_baseline(f, STYLE_TYPE_INDICATOR)) + grid * LABEL_LIFT / 2;
    b->below = grid - small_baseline(f, STYLE_TYPE_INDICATOR_NOTE) + b->body;
    b->first = round_up(head + b->above + SP(5), base, grid);
    b->pitch = round_up(b->above + b->below + ROW_GAP, 0, grid);
}

/* As many columns as give full rows and cells in which every figure fits in its large size, and
 * every text in its small one; one that would need more than half the box does not count. */
static size_t choose_columns(struct flow *f, const struct box *b, sp width) {
    const struct style *s = f->l->job.style;
    sp need = CELL_LEAST;
    if (s->box_columns) return (size_t)s->box_columns;
    struct galley trial;
    galley_init(&trial, f->galley->arena);
    struct flow in = *f;
    in.galley = &trial;
    for (size_t i = 0; i < b->count; i++) {
        const struct doc_indicator *ind = doc_indicator_at(f->l->job.doc, b->node, i);
        bool text = ind->figure.kind == DOC_VALUE_TEXT;
        enum style_type_id type = text ? STYLE_TYPE_VALUE_LEAST : STYLE_TYPE_VALUE;
        need = sp_max(need, indicator_figure_width(&in, ind, type, false));
    }
    if (b->count > 1) need = sp_min(need, (width - b->gutter) / 2);
    size_t most = (size_t)sp_max(1, sp_min(4, (width + b->gutter) / (need + b->gutter)));
    if (b->count <= most) return b->count;
    size_t best = 1, best_gap = b->count;
    for (size_t n = 2; n <= most; n++) {
        size_t gap = (n - b->count % n) % n;
        if (n == 4 && b->count % 3 == 0) continue; /* six are better three by two */
        if (gap <= best_gap) best = n, best_gap = gap;
    }
    return best;
}

static void place_columns(struct flow *f, struct box *b) {
    const struct style *s = f->l->job.style;
    sp hang = f->grid > 0 ? s->hang : 0;
    b->left = f->x - hang;
    b->width = f->measure + hang;
    b->pad = s->box_padding;
    b->gutter = s->box_gutter;
    b->columns = choose_columns(f, b, b->width - 2 * b->pad);
    b->rows = (b->count + b->columns - 1) / b->columns;
    b->cell_width = (b->width - 2 * b->pad - b->gutter * (sp)(b->columns - 1)) / (sp)b->columns;
    b->cell_width = sp_max(b->cell_width, SP(8));
}

static struct galley set_heading(struct flow *f, const struct box *b, uint32_t own, bool more) {
    struct galley g;
    struct flow in = cell_flow(f, b, &g, own);
    struct arena *a = f->galley->arena;
    in.measure = b->width - 2 * b->pad;
    if (more)
        indicator_add_words(&in,
                            str_printf(a, "(%.*s)", STR_ARG(block_word(f, STYLE_WORD_CONTINUED))),
                            STYLE_TYPE_LABEL);
    else if (b->node->u.indicators.caption)
        indicator_add_span(&in, b->node->u.indicators.caption, STYLE_TYPE_LABEL);
    else
        indicator_add_words(&in, block_word(f, STYLE_WORD_KEY_INDICATORS), STYLE_TYPE_LABEL);
    return g;
}

/* --- the panel ----------------------------------------------------------------------------------
 */

static void place_cell(struct flow *f, struct galley_box *box, const struct cell *c, sp x,
                       sp base) {
    sp grid = f->l->job.style->grid;
    sp label = base - grid * LABEL_LIFT / 2 - small_baseline(f, STYLE_TYPE_INDICATOR);
    sp last = f->l->job.style->types[STYLE_TYPE_INDICATOR].leading;
    galley_absorb(f->galley, box, &c->label, x, label + last - galley_height(&c->label, 0), 0);
    if (c->figure.boxes.n && c->figure.boxes.v[0].part_count)
        galley_absorb(f->galley, box, &c->figure, x, base - c->figure.boxes.v[0].parts[0].y, 0);
    galley_absorb(f->galley, box, &c->body, x,
                  base + grid + extra_lines(c) - small_baseline(f, STYLE_TYPE_INDICATOR_NOTE), 0);
}

/* The heading's first baseline: half a line below the first of the grid. */
static sp heading_lift(struct flow *f) {
    sp grid = f->l->job.style->grid;
    return block_baseline(f->l, STYLE_TYPE_BODY, grid) + grid / 2 -
           small_baseline(f, STYLE_TYPE_LABEL);
}

static void add_row(struct flow *f, struct galley_box *box, const struct box *b,
                    const struct cell *cells, size_t row, sp base) {
    for (size_t i = row * b->columns; i < b->count && i < (row + 1) * b->columns; i++)
        place_cell(f, box, &cells[i],
                   b->left + b->pad + (sp)(i % b->columns) * (b->cell_width + b->gutter), base);
}

/* Rows from..to in a panel of tint with a rule of accent over it, hairlines between rows. */
static void add_panel(struct flow *f, const struct box *b, const struct galley *heading,
                      const struct cell *cells, size_t from, size_t to) {
    const struct style *s = f->l->job.style;
    sp last = b->first + (sp)(to - from - 1) * b->pitch;
    sp height = round_up(last + b->below + FOOT_GAP, 0, s->grid);
    struct galley_box *box = galley_add(f->galley, height);
    block_add_rule(f, box, b->left, 0, b->width, height, s->tint);
    block_add_rule(f, box, b->left, 0, b->width, SP(1.2), s->accent);
    galley_absorb(f->galley, box, heading, b->left + b->pad, heading_lift(f), 0);
    for (size_t r = from; r < to; r++) {
        sp base = b->first + (sp)(r - from) * b->pitch;
        sp gap = b->pitch - b->above - b->below;
        if (r > from)
            block_add_rule(f, box, b->left + b->pad, base - b->above - gap / 2,
                           b->width - 2 * b->pad, s->table_rule, s->rule);
        add_row(f, box, b, cells, r, base);
    }
}

/* Rows that a panel may have and still stand on a page. */
static size_t rows_of_page(struct flow *f, const struct box *b) {
    const struct style *s = f->l->job.style;
    sp room = style_text_height(s) - b->first - b->below - s->grid;
    return 1 + (size_t)(sp_max(room, 0) / b->pitch);
}

void block_set_indicators(struct flow *f, const struct doc_node *node) {
    struct box b = {.node = node, .count = node->u.indicators.indicator_count};
    if (!b.count) return;
    place_columns(f, &b);
    uint32_t own = block_node(f, FRAME_ROLE_GROUP);
    struct galley heading = set_heading(f, &b, own, false);
    struct cell *cells = set_cells(f, &b, own);
    place_rows(f, &b, heading_lift(f) + galley_height(&heading, 0));
    size_t most = rows_of_page(f, &b);
    for (size_t from = 0; from < b.rows; from += most) {
        galley_space(f->galley, f->l->job.style->grid);
        if (f->grid) galley_snap(f->galley);
        if (from) heading = set_heading(f, &b, FRAME_ARTIFACT, true);
        add_panel(f, &b, &heading, cells, from, from + most < b.rows ? from + most : b.rows);
        if (!from)
            block_add_destination(f, &f->galley->boxes.v[f->galley->boxes.n - 1],
                                  str_empty(node->id) ? STR("indicators") : node->id);
    }
    galley_space(f->galley, f->l->job.style->grid);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
