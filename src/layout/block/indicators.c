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
#include "layout/block/shapes.h"

#include "base/buf.h"
#include "layout/block/values.h"
#include "text/locale.h"

/* Least width of a cell, and the height of a drawn mark's line. */
#define CELL_LEAST SP(100)
#define MARK_LINE  SP(10.5)

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

/* --- lines of a cell ----------------------------------------------------------------------------
 */

static void add_content(struct flow *in, struct inline_content *c, enum style_type_id type) {
    struct block_paragraph p = block_paragraph_of(in, type);
    p.keep = true;
    block_add_lines(in, c, &p);
}

static void add_text_line(struct flow *in, struct str words, enum style_type_id type) {
    struct flow at = *in;
    if (str_empty(words)) return;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    add_content(&at, block_words(&at, words, at.node, type), type);
}

static void add_span_line(struct flow *in, const struct doc_node *span, enum style_type_id type) {
    struct flow at = *in;
    if (!span) return;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    add_content(&at, block_content(&at, span, at.node, type), type);
}

/* True if the citation is set as words, which go to the source line where there is one. */
static bool is_in_words(const struct doc_indicator *ind) {
    for (const struct doc_node *n = ind->citation; n; n = doc_next(ind->citation, n))
        if (n->kind == DOC_NOTE_MARK) return false;
    return ind->citation != NULL;
}

/* What it is, with its source's mark. */
static void add_label(struct flow *in, const struct doc_indicator *ind) {
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    enum style_type_id type = STYLE_TYPE_INDICATOR;
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    if (ind->label) inline_add_children(c, at.node, ind->label, type);
    if (ind->citation && !(in->l->job.style->box_source_line && is_in_words(ind)))
        inline_add_children(c, at.node, ind->citation, type);
    inline_content_finish(c);
    add_content(&at, c, type);
}

/* --- figures ------------------------------------------------------------------------------------
 */

/* The figure in that type, and its unit smaller on the same baseline if it is to stand there. */
static struct inline_content *figure_content(struct flow *in, const struct doc_indicator *ind,
                                             uint32_t node, enum style_type_id type, bool unit) {
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    struct str after = STR_NONE;
    if (ind->figure.kind == DOC_VALUE_TEXT && ind->value)
        inline_add_children(c, node, ind->value, type);
    else if (ind->figure.kind != DOC_VALUE_NONE)
        inline_add_text(c, block_text_leaf(in, node), value_words(in, &ind->figure, &after), type,
                        ind->figure.pos);
    if (unit && !str_empty(after)) {
        after = str_printf(in->galley->arena, "\xC2\xA0%.*s", STR_ARG(after));
        inline_add_text(c, block_text_leaf(in, node), after, STYLE_TYPE_UNIT, ind->figure.pos);
    }
    if (unit && ind->unit) {
        inline_add_text(c, block_text_leaf(in, node), STR("\xC2\xA0"), STYLE_TYPE_UNIT, ind->pos);
        inline_add_children(c, node, ind->unit, STYLE_TYPE_UNIT);
    }
    inline_content_finish(c);
    return c;
}

static sp figure_width(struct flow *in, const struct doc_indicator *ind, enum style_type_id type,
                       bool unit) {
    sp least, natural;
    struct inline_content *c = figure_content(in, ind, FRAME_ARTIFACT, type, unit);
    inline_content_widths(&least, &natural, c, false);
    return natural;
}

/* How a figure fits its cell. */
struct fit {
    enum style_type_id type;
    bool unit; /* beside it, else below */
    bool over; /* it does not fit, even in the smallest size */
};

static struct fit fit_figure(struct flow *in, const struct doc_indicator *ind) {
    static const enum style_type_id types[] = {STYLE_TYPE_VALUE, STYLE_TYPE_VALUE_SMALL,
                                               STYLE_TYPE_VALUE_LEAST};
    for (size_t i = 0; i < 3; i++) {
        for (int unit = 1; unit >= 0; unit--)
            if (figure_width(in, ind, types[i], unit) <= in->measure)
                return (struct fit){types[i], unit, false};
    }
    return (struct fit){STYLE_TYPE_VALUE_LEAST, false, true};
}

static void report_long(struct flow *in, const struct doc_indicator *ind) {
    diag_add(in->l->job.diags, DIAG_INDICATOR_VALUE, ind->figure.pos,
             "shorten it, move words into `unit` or `note`, or give the box fewer columns",
             "the value is wider than its cell of %.0f pt", sp_to_pt(in->measure));
}

/* The unit below its figure, where the two do not fit on a line. */
static void add_unit(struct flow *in, const struct doc_indicator *ind) {
    add_text_line(in, ind->figure.after, STYLE_TYPE_INDICATOR_NOTE);
    add_span_line(in, ind->unit, STYLE_TYPE_INDICATOR_NOTE);
}

/* --- pictures -----------------------------------------------------------------------------------
 */

/* A structure node for a drawn mark that a screen reader is told in words. */
static uint32_t picture_node(struct flow *in, struct str words) {
    uint32_t node = block_node(in, FRAME_ROLE_FIGURE);
    if (node != FRAME_ARTIFACT) in->l->out->nodes.v[node].alt = str_copy(in->l->job.arena, words);
    return node;
}

static void add_bar(struct flow *in, struct galley_box *box, sp x, sp y, sp width, sp height,
                    uint32_t colour, uint32_t node) {
    const struct frame_segment rectangle[] = {
        {FRAME_MOVE, {{0, 0}}},      {FRAME_LINE, {{width, 0}}}, {FRAME_LINE, {{width, height}}},
        {FRAME_LINE, {{0, height}}}, {FRAME_CLOSE, {{0, 0}}},
    };
    block_add_path(in, box, block_path_new(in, rectangle, 5, colour), x, y, node);
}

/* Where a value falls on the scale, within the bar. */
static sp scale_place(const struct doc_indicator *ind, double value, sp width) {
    double from = ind->scale_from.value, to = ind->scale_to.value;
    double share = (value - from) / (to - from);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return (sp)((double)width * share);
}

/* The stretch of the bar that the figure covers: up to it, from it on, or the range itself. */
static void scale_stretch(sp *from, sp *to, const struct doc_indicator *ind, sp width) {
    const struct doc_value *v = &ind->figure;
    *from = 0;
    *to = scale_place(ind, v->from.value, width);
    if (v->kind == DOC_VALUE_RANGE) {
        *from = *to;
        *to = scale_place(ind, v->to.value, width);
    }
    if (*to - *from < SP(1)) *to = *from + SP(1);
}

/* “scale 0 to 100, target 80”. */
static struct str scale_words(struct flow *in, const struct doc_indicator *ind) {
    struct arena *a = in->galley->arena;
    const struct doc_value *v = &ind->figure;
    struct str words =
        str_printf(a, "%.*s %.*s %.*s %.*s", STR_ARG(block_word(in, STYLE_WORD_SCALE)),
                   STR_ARG(value_number(in, v, ind->scale_from.value, ind->scale_from.decimals)),
                   STR_ARG(block_word(in, STYLE_WORD_TO)),
                   STR_ARG(value_number(in, v, ind->scale_to.value, ind->scale_to.decimals)));
    if (!ind->target.given) return words;
    return str_printf(a, "%.*s, %.*s %.*s", STR_ARG(words),
                      STR_ARG(block_word(in, STYLE_WORD_TARGET)),
                      STR_ARG(value_number(in, v, ind->target.value, ind->target.decimals)));
}

/* A bar on its scale with the target as a tick; an open end where the figure is only a bound. */
static void add_scale(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    sp width = in->measure, thick = SP(4), top = SP(4), from, to;
    struct galley_box *box = galley_add(in->galley, MARK_LINE);
    scale_stretch(&from, &to, ind, width);
    block_add_rule(in, box, 0, top, width, thick, s->rule);
    block_add_rule(in, box, from, top, to - from, thick, s->accent);
    enum doc_bound b = ind->figure.bound;
    if ((b == DOC_BOUND_MORE || b == DOC_BOUND_AT_LEAST) && to + SP(4) < width) {
        const struct frame_segment tip[] = {{FRAME_MOVE, {{0, 0}}},
                                            {FRAME_LINE, {{SP(4), thick / 2}}},
                                            {FRAME_LINE, {{0, thick}}},
                                            {FRAME_CLOSE, {{0, 0}}}};
        block_add_path(in, box, block_path_new(in, tip, 4, s->accent), to, top, FRAME_ARTIFACT);
    }
    if (ind->target.given) {
        sp at = scale_place(ind, ind->target.value, width);
        block_add_rule(in, box, at - SP(0.6), top - SP(2), SP(1.2), thick + SP(4), s->ink);
    }
    add_text_line(in, scale_words(in, ind), STYLE_TYPE_INDICATOR_NOTE);
}

/* A value of the series with its date: “1000 (1995)”. */
static struct str point_words(struct flow *in, const struct doc_indicator *ind, size_t i) {
    struct str number = value_number(in, &ind->figure, ind->series[i], -1);
    if (!ind->series_dates) return number;
    const struct doc_date *date = &ind->series_dates[i];
    return str_printf(in->galley->arena, "%.*s (%.*s)", STR_ARG(number),
                      STR_ARG(block_date(in, date)));
}

/* All that the line shows. */
static struct str series_words(struct flow *in, const struct doc_indicator *ind) {
    struct buf words = {0};
    for (size_t i = 0; i < ind->series_count; i++) {
        if (i) buf_add_c(&words, ", ");
        buf_add_str(&words, point_words(in, ind, i));
    }
    struct str s = str_copy(in->galley->arena, buf_str(&words));
    buf_done(&words);
    return s;
}

/* Where the points stand on the axis of time, in years; NULL: one beside the other. */
static double *series_places(struct flow *in, const struct doc_indicator *ind) {
    if (!ind->series_dates) return NULL;
    double *at = arena_new_array(in->galley->arena, ind->series_count, double);
    for (size_t i = 0; i < ind->series_count; i++) {
        const struct work_date_part *d = &ind->series_dates[i].value.from;
        at[i] =
            d->year + (d->month ? (d->month - 1) / 12.0 : 0) + (d->day ? (d->day - 1) / 365.0 : 0);
        if (i && !(at[i] > at[i - 1])) return NULL;
    }
    return at;
}

/* A line through the series, its last point marked; first and last value and the change in words.
 */
static void add_series(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    sp width = in->measure * 2 / 3, height = SP(13);
    uint32_t node = picture_node(in, series_words(in, ind));
    struct galley_box *box = galley_add(in->galley, 2 * MARK_LINE);
    struct frame_path *line = shape_sparkline(in, ind->series, series_places(in, ind),
                                              ind->series_count, width, height, s->accent);
    block_add_path(in, box, line, SP(2), SP(3), node);
    const struct frame_point *end = &line->segments[line->count - 1].p[0];
    block_add_path(in, box, shape_mark(in, SHAPE_DISC, SP(2), s->accent), SP(2) + end->x,
                   SP(3) + end->y, node);
    struct str words = str_printf(
        in->galley->arena, "%.*s %.*s %.*s %.*s: %.*s", STR_ARG(block_word(in, STYLE_WORD_FROM)),
        STR_ARG(point_words(in, ind, 0)), STR_ARG(block_word(in, STYLE_WORD_TO)),
        STR_ARG(point_words(in, ind, ind->series_count - 1)),
        STR_ARG(value_series_change(in, ind)));
    add_text_line(in, words, STYLE_TYPE_INDICATOR_NOTE);
}

/* --- standing: level, trend, change, date -------------------------------------------------------
 */

/* Words with room for a mark of that width before them; the box of their first line, or NULL. */
static struct galley_box *add_marked_line(struct flow *in, sp room, struct str words) {
    size_t first = in->galley->boxes.n;
    struct flow at = *in;
    at.x += room;
    at.measure = sp_max(in->measure - room, SP(8));
    add_text_line(&at, words, STYLE_TYPE_INDICATOR_NOTE);
    return first < in->galley->boxes.n ? &in->galley->boxes.v[first] : NULL;
}

static void add_arrow_line(struct flow *in, enum doc_trend trend, uint32_t colour,
                           struct str words) {
    struct galley_box *box = add_marked_line(in, SP(10), words);
    if (!box) return;
    block_add_path(in, box, shape_arrow(in, trend, SP(3), colour), in->x + SP(3.5), box->height / 2,
                   FRAME_ARTIFACT);
}

/* “rising, favourable”: whether the direction is good is said, not only shown. */
static struct str trend_words(struct flow *in, const struct doc_indicator *ind) {
    struct str way = block_word(in, ind->trend == DOC_TREND_UP     ? STYLE_WORD_RISING
                                    : ind->trend == DOC_TREND_DOWN ? STYLE_WORD_FALLING
                                                                   : STYLE_WORD_UNCHANGED);
    if (ind->good == DOC_TREND_NONE ||
        (ind->trend == DOC_TREND_FLAT && ind->good != DOC_TREND_FLAT))
        return way;
    struct str verdict =
        block_word(in, ind->trend == ind->good ? STYLE_WORD_FAVOURABLE : STYLE_WORD_UNFAVOURABLE);
    return str_printf(in->galley->arena, "%.*s, %.*s", STR_ARG(way), STR_ARG(verdict));
}

/* A gauge of as many steps as there are levels, filled up to this one. */
static void add_gauge(struct flow *in, struct galley_box *box, int rank, uint32_t colour) {
    const struct style *s = in->l->job.style;
    struct str words = str_printf(in->galley->arena, "%d/%zu", rank + 1, s->level_count);
    uint32_t node = picture_node(in, words);
    for (int i = 0; i < (int)s->level_count; i++) {
        sp height = SP(2) + SP(1) * i;
        add_bar(in, box, in->x + SP(6) * i, box->height / 2 + SP(3) - height, SP(4.5), height,
                i <= rank ? colour : s->rule, node);
    }
}

static struct str level_words(struct flow *in, const struct doc_indicator *ind,
                              const struct style_level *level) {
    if (!level) return ind->level; /* unknown to the style, and said so by lint/ */
    return level->word >= 0 ? block_word(in, (enum style_word_id)level->word) : level->name;
}

static void add_level(struct flow *in, const struct doc_indicator *ind, struct str date) {
    static const enum shape_kind shapes[] = {
        SHAPE_DISC, SHAPE_DISC, SHAPE_SQUARE, SHAPE_DIAMOND, SHAPE_TRIANGLE, SHAPE_RING, SHAPE_BOX};
    const struct style *s = in->l->job.style;
    int rank = style_find_level(s, ind->level);
    const struct style_level *level = style_level_at(s, rank);
    struct str words = level_words(in, ind, level);
    if (!str_empty(date))
        words = str_printf(in->galley->arena, "%.*s · %.*s", STR_ARG(words), STR_ARG(date));
    bool gauge = level && level->shape == STYLE_GAUGE && rank >= 0;
    sp room = !level ? 0 : gauge ? SP(6) * (sp)s->level_count + SP(4) : SP(10);
    struct galley_box *box = add_marked_line(in, room, words);
    if (!box || !level) return;
    uint32_t colour = level->coloured ? level->colour : s->accent;
    if (gauge)
        add_gauge(in, box, rank, colour);
    else
        block_add_path(in, box, shape_mark(in, shapes[level->shape], SP(3), colour),
                       in->x + SP(3.5), box->height / 2, FRAME_ARTIFACT);
}

/* “+3 points, previously 24% (2020)”. */
static struct str change_words(struct flow *in, const struct doc_indicator *ind) {
    struct arena *a = in->galley->arena;
    struct str change = value_change(in, ind), date = block_date(in, &ind->previous_date);
    struct str before = str_printf(
        a, "%.*s %.*s", STR_ARG(block_word(in, STYLE_WORD_PREVIOUS)),
        STR_ARG(value_number(in, &ind->figure, ind->previous.value, ind->previous.decimals)));
    if (!str_empty(date)) before = str_printf(a, "%.*s (%.*s)", STR_ARG(before), STR_ARG(date));
    return str_empty(change) ? before
                             : str_printf(a, "%.*s, %.*s", STR_ARG(change), STR_ARG(before));
}

/* Change, level and trend, a line each; the date ends the last line that there is. */
static void add_standing(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    struct str date = block_date(in, &ind->date);
    bool trend = ind->trend != DOC_TREND_NONE, level = !str_empty(ind->level);
    bool bad = ind->good != DOC_TREND_NONE && ind->trend != ind->good;
    if (ind->previous.given) add_text_line(in, change_words(in, ind), STYLE_TYPE_INDICATOR_NOTE);
    if (level) add_level(in, ind, trend ? STR_NONE : date);
    if (trend) {
        struct str words = trend_words(in, ind);
        if (!str_empty(date))
            words = str_printf(in->galley->arena, "%.*s · %.*s", STR_ARG(words), STR_ARG(date));
        add_arrow_line(in, ind->trend, bad ? s->accent : s->ink, words);
    }
    if (!trend && !level) add_text_line(in, date, STYLE_TYPE_INDICATOR_NOTE);
}

/* --- sources ------------------------------------------------------------------------------------
 */

/* “Clingendael Institute 2025”: what a source line says of a work. */
static void add_work(struct buf *out, const struct work *w) {
    const struct work_field *author = work_find(w, STR("author")), *issued;
    if (!author) author = work_find(w, STR("publisher"));
    if (!author) author = work_find(w, STR("title"));
    issued = work_find(w, STR("issued"));
    if (author && author->kind == WORK_NAMES && author->name_count) {
        const struct work_name *n = &author->names[0];
        buf_add_str(out, str_empty(n->literal) ? n->family : n->literal);
        if (author->name_count > 1) buf_add_c(out, " et al.");
    } else if (author)
        buf_add_str(out, author->text);
    if (issued && issued->kind == WORK_DATE && issued->date.from.year)
        buf_printf(out, " %d", issued->date.from.year);
}

static void add_cited(struct buf *out, const struct doc *doc, const struct doc_indicator *ind) {
    for (size_t i = 0; i < ind->cite_count; i++)
        for (size_t k = 0; k < doc->work_count; k++) {
            if (!str_eq(doc->works[k].id, ind->cite[i])) continue;
            if (i) buf_add_c(out, "; ");
            add_work(out, &doc->works[k]);
        }
}

/* The source in a line of its own, where the house style asks for one. */
static void add_source(struct flow *in, const struct doc_indicator *ind) {
    enum style_type_id type = STYLE_TYPE_INDICATOR_NOTE;
    if (!in->l->job.style->box_source_line || (!ind->source && !ind->cite_count)) return;
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    struct buf words = {0};
    buf_add_str(&words, block_word(in, STYLE_WORD_SOURCE));
    buf_add_c(&words, ": ");
    bool in_words = !ind->source && is_in_words(ind);
    if (!ind->source && !in_words) add_cited(&words, in->l->job.doc, ind);
    inline_add_text(c, block_text_leaf(&at, at.node), str_copy(in->galley->arena, buf_str(&words)),
                    type, ind->pos);
    buf_done(&words);
    if (ind->source) inline_add_children(c, at.node, ind->source, type);
    if (in_words) inline_add_children(c, at.node, ind->citation, type);
    inline_content_finish(c);
    add_content(&at, c, type);
}

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

static void set_figure(struct flow *in, const struct doc_indicator *ind, const struct fit *fit) {
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    if (fit->over) report_long(in, ind);
    add_content(&at, figure_content(&at, ind, at.node, fit->type, fit->unit), fit->type);
}

static void set_cell(struct flow *f, const struct box *b, struct cell *cell,
                     const struct doc_indicator *ind) {
    struct flow in = cell_flow(f, b, &cell->label, cell->node);
    add_label(&in, ind);
    in = cell_flow(f, b, &cell->figure, cell->node);
    struct fit fit = fit_figure(&in, ind);
    set_figure(&in, ind, &fit);
    in = cell_flow(f, b, &cell->body, cell->node);
    bool number = ind->figure.kind == DOC_VALUE_NUMBER || ind->figure.kind == DOC_VALUE_RANGE;
    if (!fit.unit) add_unit(&in, ind);
    if (ind->scale_from.given && number) add_scale(&in, ind);
    if (ind->series_count > 1) add_series(&in, ind);
    add_standing(&in, ind);
    add_span_line(&in, ind->note, STYLE_TYPE_INDICATOR_NOTE);
    add_source(&in, ind);
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
        need = sp_max(need, figure_width(&in, ind, type, false));
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
        add_text_line(&in, str_printf(a, "(%.*s)", STR_ARG(block_word(f, STYLE_WORD_CONTINUED))),
                      STYLE_TYPE_LABEL);
    else if (b->node->u.indicators.caption)
        add_span_line(&in, b->node->u.indicators.caption, STYLE_TYPE_LABEL);
    else
        add_text_line(&in, block_word(f, STYLE_WORD_KEY_INDICATORS), STYLE_TYPE_LABEL);
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
    sp room = s->page_height - s->margin_top - s->margin_bottom - b->first - b->below - s->grid;
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
