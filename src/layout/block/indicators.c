/* indicators: the summary box, a grid of cells with a large figure each.
 *
 * A cell says its label, value and unit, then what it is compared with: a bar on its scale, a line
 * through its series, its trend, its level, its date and its note. Every drawn mark has words beside
 * it, so a screen reader is told what the picture tells. Rows are of equal height; the box is a
 * multiple of the grid and is never broken. */
#include "layout/block/shapes.h"

#include "text/locale.h"

#define LEVELS 5

struct box {
    const struct doc_node *node;
    size_t count, columns, rows;
    sp left, width, cell_width, pad, gutter;
};

/* --- words ---------------------------------------------------------------------------------------- */

/* A number as the language writes it. */
static struct str number_words(struct flow *f, double value, int decimals) {
    const struct locale_number how = {.kind = LOCALE_DECIMAL, .decimals = decimals};
    return locale_format_number(f->galley->arena, f->l->locale, value, &how);
}

/* The level's place among those that have one (0..4), or -1. */
static int level_rank(struct str level) {
    static const char *const names[LEVELS] = {"very low", "low", "moderate", "high", "very high"};
    for (int i = 0; i < LEVELS; i++)
        if (str_is(level, names[i])) return i;
    return -1;
}

static struct str level_words(struct flow *f, struct str level) {
    static const enum style_word_id words[LEVELS] = {STYLE_WORD_VERY_LOW, STYLE_WORD_LOW,
                                                     STYLE_WORD_MODERATE, STYLE_WORD_HIGH,
                                                     STYLE_WORD_VERY_HIGH};
    int rank = level_rank(level);
    if (rank >= 0) return block_word(f, words[rank]);
    if (str_is(level, "not applicable")) return block_word(f, STYLE_WORD_NOT_APPLICABLE);
    if (str_is(level, "unknown")) return block_word(f, STYLE_WORD_UNKNOWN);
    return level;
}

static struct str trend_words(struct flow *f, enum doc_trend trend) {
    return block_word(f, trend == DOC_TREND_UP     ? STYLE_WORD_RISING
                         : trend == DOC_TREND_DOWN ? STYLE_WORD_FALLING
                                                   : STYLE_WORD_UNCHANGED);
}

/* --- lines of a cell ------------------------------------------------------------------------------- */

static void add_text_line(struct flow *in, struct str words, enum style_type_id type) {
    uint32_t node = block_node(in, FRAME_ROLE_PARAGRAPH);
    struct flow at = *in;
    at.node = node;
    struct block_paragraph p = block_paragraph_of(&at, type);
    block_add_lines(&at, block_words(&at, words, node, type), &p);
}

static void add_span_line(struct flow *in, const struct doc_node *span, enum style_type_id type) {
    if (!span) return;
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    struct block_paragraph p = block_paragraph_of(&at, type);
    block_add_lines(&at, block_content(&at, span, at.node, type), &p);
}

/* What it is, with its source's mark. */
static void add_label(struct flow *in, const struct doc_indicator *ind) {
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    enum style_type_id type = STYLE_TYPE_INDICATOR;
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    if (ind->label) inline_add_children(c, at.node, ind->label, type);
    if (ind->citation) inline_add_children(c, at.node, ind->citation, type);
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(&at, type);
    block_add_lines(&at, c, &p);
}

/* The figure, and its unit smaller on the same baseline. */
static void add_value(struct flow *in, const struct doc_indicator *ind) {
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    struct inline_content *c =
        inline_content_new(in->l, in->galley->arena, STYLE_TYPE_VALUE, STR_NONE);
    if (ind->value) inline_add_children(c, at.node, ind->value, STYLE_TYPE_VALUE);
    if (ind->unit) {
        inline_add_text(c, block_text_leaf(&at, at.node), STR("\xC2\xA0"), STYLE_TYPE_UNIT,
                        ind->pos);
        inline_add_children(c, at.node, ind->unit, STYLE_TYPE_UNIT);
    }
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(&at, STYLE_TYPE_VALUE);
    p.keep = true;
    block_add_lines(&at, c, &p);
}

/* --- pictures of a cell ----------------------------------------------------------------------------- */

/* Where a value falls on the scale, within the bar. */
static sp scale_place(const struct doc_indicator *ind, double value, sp width) {
    double from = ind->scale_from.value, to = ind->scale_to.value;
    if (!(to > from)) return 0;
    double share = (value - from) / (to - from);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return (sp)((double)width * share);
}

/* A bar from the scale's low end to the value, the target as a tick; then the ends in words. */
static void add_scale(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    sp width = in->measure, thick = SP(4);
    struct galley_box *box = galley_add(in->galley, SP(9));
    block_add_rule(in, box, 0, SP(3), width, thick, s->rule);
    block_add_rule(in, box, 0, SP(3), scale_place(ind, ind->number.value, width), thick, s->accent);
    if (ind->target.given) {
        sp at = scale_place(ind, ind->target.value, width);
        block_add_rule(in, box, at - SP(0.6), SP(1), SP(1.2), thick + SP(4), s->ink);
    }
    struct arena *a = in->galley->arena;
    struct str words =
        str_printf(a, "%.*s %.*s %.*s %.*s", STR_ARG(block_word(in, STYLE_WORD_SCALE)),
                   STR_ARG(number_words(in, ind->scale_from.value, ind->scale_from.decimals)),
                   STR_ARG(block_word(in, STYLE_WORD_TO)),
                   STR_ARG(number_words(in, ind->scale_to.value, ind->scale_to.decimals)));
    if (ind->target.given)
        words = str_printf(a, "%.*s, %.*s %.*s", STR_ARG(words),
                           STR_ARG(block_word(in, STYLE_WORD_TARGET)),
                           STR_ARG(number_words(in, ind->target.value, ind->target.decimals)));
    add_text_line(in, words, STYLE_TYPE_INDICATOR_NOTE);
}

/* A line through the series, its last point marked; then first and last value in words. */
static void add_series(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    sp width = in->measure * 2 / 3, height = SP(12);
    struct galley_box *box = galley_add(in->galley, height + SP(5));
    struct frame_path *line =
        shape_sparkline(in, ind->series, ind->series_count, width, height, s->accent);
    block_add_path(in, box, line, SP(2), SP(2), FRAME_ARTIFACT);
    const struct frame_point *end = &line->segments[line->count - 1].p[0];
    block_add_path(in, box, shape_mark(in, SHAPE_DISC, SP(2), s->accent), SP(2) + end->x,
                   SP(2) + end->y, FRAME_ARTIFACT);
    struct str words = str_printf(
        in->galley->arena, "%.*s %.*s %.*s %.*s", STR_ARG(block_word(in, STYLE_WORD_FROM)),
        STR_ARG(number_words(in, ind->series[0], -1)), STR_ARG(block_word(in, STYLE_WORD_TO)),
        STR_ARG(number_words(in, ind->series[ind->series_count - 1], -1)));
    add_text_line(in, words, STYLE_TYPE_INDICATOR_NOTE);
}

/* A line of words with a mark drawn before them. */
static void add_marked_line(struct flow *in, struct frame_path *mark, sp mark_width,
                            struct str words) {
    size_t first = in->galley->boxes.n;
    struct flow at = *in;
    at.x += mark_width;
    at.measure = sp_max(in->measure - mark_width, SP(8));
    add_text_line(&at, words, STYLE_TYPE_INDICATOR_NOTE);
    if (first == in->galley->boxes.n) return;
    struct galley_box *box = &in->galley->boxes.v[first];
    block_add_path(in, box, mark, in->x + mark_width / 2 - SP(1.5), box->height / 2,
                   FRAME_ARTIFACT);
}

/* Whether the trend goes the good way is told by the arrow's colour and by nothing else that
 * matters; the words say the trend. */
static void add_trend(struct flow *in, const struct doc_indicator *ind, struct str words) {
    const struct style *s = in->l->job.style;
    bool bad = ind->good != DOC_TREND_NONE && ind->trend != ind->good;
    struct frame_path *arrow = shape_arrow(in, ind->trend, SP(3), bad ? s->accent : s->ink);
    add_marked_line(in, arrow, SP(10), words);
}

/* A gauge of five steps, filled up to the level, before its name. */
static void add_level(struct flow *in, const struct doc_indicator *ind, struct str words) {
    const struct style *s = in->l->job.style;
    int rank = level_rank(ind->level);
    sp step = SP(6), side = SP(4.5), gauge = step * LEVELS + SP(4);
    if (rank < 0) {
        add_text_line(in, words, STYLE_TYPE_INDICATOR_NOTE);
        return;
    }
    size_t first = in->galley->boxes.n;
    struct flow at = *in;
    at.x += gauge;
    at.measure = sp_max(in->measure - gauge, SP(8));
    add_text_line(&at, words, STYLE_TYPE_INDICATOR_NOTE);
    if (first == in->galley->boxes.n) return;
    struct galley_box *box = &in->galley->boxes.v[first];
    for (int i = 0; i < LEVELS; i++) {
        sp height = SP(2) + SP(1) * i;
        block_add_rule(in, box, in->x + step * i, box->height / 2 + SP(3) - height, side, height,
                       i <= rank ? s->accent : s->rule);
    }
}

/* --- cells ------------------------------------------------------------------------------------------ */

/* The date, and what the value was before. */
static struct str date_words(struct flow *in, const struct doc_indicator *ind) {
    struct arena *a = in->galley->arena;
    struct str words = block_date(in, &ind->date);
    if (!ind->previous.given) return words;
    struct str before =
        str_printf(a, "%.*s %.*s", STR_ARG(block_word(in, STYLE_WORD_PREVIOUS)),
                   STR_ARG(number_words(in, ind->previous.value, ind->previous.decimals)));
    return str_empty(words) ? before : str_printf(a, "%.*s; %.*s", STR_ARG(words), STR_ARG(before));
}

/* "rising · 2016": the date ends the last line that there is, or has one of its own. */
static struct str joined(struct flow *in, struct str words, struct str date) {
    if (str_empty(words) || str_empty(date)) return str_empty(words) ? date : words;
    return str_printf(in->galley->arena, "%.*s · %.*s", STR_ARG(words), STR_ARG(date));
}

/* Level, trend and date. */
static void add_standing(struct flow *in, const struct doc_indicator *ind) {
    struct str date = date_words(in, ind);
    bool trend = ind->trend != DOC_TREND_NONE, level = !str_empty(ind->level);
    if (level)
        add_level(in, ind, joined(in, level_words(in, ind->level), trend ? STR_NONE : date));
    if (trend) add_trend(in, ind, joined(in, trend_words(in, ind->trend), date));
    if (!trend && !level && !str_empty(date)) add_text_line(in, date, STYLE_TYPE_INDICATOR_NOTE);
}

/* All of a cell below its label. */
static void set_body(struct flow *in, const struct doc_indicator *ind) {
    add_value(in, ind);
    if (ind->scale_from.given && ind->scale_to.given && ind->number.given) add_scale(in, ind);
    if (ind->series_count > 1) add_series(in, ind);
    add_standing(in, ind);
    add_span_line(in, ind->note, STYLE_TYPE_INDICATOR_NOTE);
    add_span_line(in, ind->source, STYLE_TYPE_INDICATOR_NOTE);
}

/* --- the box ---------------------------------------------------------------------------------------- */

/* As many columns as give full rows and cells of at least 100 pt. */
static size_t choose_columns(size_t count, sp width) {
    size_t most = (size_t)sp_max(1, sp_min(4, width / SP(100)));
    if (count <= most) return count;
    size_t best = 1, best_gap = count;
    for (size_t n = 2; n <= most; n++) {
        size_t gap = (n - count % n) % n;
        if (n == 4 && count % 3 == 0) continue; /* six are better three by two */
        if (gap <= best_gap) best = n, best_gap = gap;
    }
    return best;
}

/* A cell's label and what stands below it: apart, so that the figures of a row share a baseline
 * however many lines their labels have. */
struct cell {
    struct galley label, body;
};

/* The heights of a row's labels and of what stands below them. */
struct row {
    sp label, body;
};

static struct flow cell_flow(struct flow *f, const struct box *b, struct galley *g, uint32_t node) {
    galley_init(g, f->galley->arena);
    struct flow in = *f;
    in.galley = g;
    in.node = node;
    in.x = 0;
    in.measure = b->cell_width;
    in.grid = 0;
    in.depth++;
    in.hyphens = false;
    return in;
}

/* Sets all cells into galleys and takes the heights of the rows. */
static struct cell *set_cells(struct flow *f, const struct box *b, uint32_t own, struct row *rows) {
    const struct doc_indicator *first =
        f->l->job.doc->meta.indicators + b->node->u.indicators.first_indicator;
    struct cell *cells = arena_new_array(f->galley->arena, b->count, struct cell);
    for (size_t i = 0; i < b->count; i++) {
        uint32_t node =
            own == FRAME_ARTIFACT ? own : frame_add_node(f->l->out, own, FRAME_ROLE_GROUP);
        struct flow in = cell_flow(f, b, &cells[i].label, node);
        add_label(&in, &first[i]);
        in = cell_flow(f, b, &cells[i].body, node);
        set_body(&in, &first[i]);
        struct row *row = &rows[i / b->columns];
        row->label = sp_max(row->label, galley_height(&cells[i].label, 0));
        row->body = sp_max(row->body, galley_height(&cells[i].body, 0));
    }
    return cells;
}

static struct galley set_heading(struct flow *f, const struct box *b, uint32_t own) {
    struct galley g;
    galley_init(&g, f->galley->arena);
    struct flow in = *f;
    in.galley = &g;
    in.node = own;
    in.x = 0;
    in.measure = b->width - 2 * b->pad;
    in.grid = 0;
    in.depth++;
    if (b->node->u.indicators.caption)
        add_span_line(&in, b->node->u.indicators.caption, STYLE_TYPE_LABEL);
    else
        add_text_line(&in, block_word(f, STYLE_WORD_KEY_INDICATORS), STYLE_TYPE_LABEL);
    return g;
}

static void place_columns(struct flow *f, struct box *b) {
    const struct style *s = f->l->job.style;
    sp hang = f->grid > 0 ? s->hang : 0;
    b->left = f->x - hang;
    b->width = f->measure + hang;
    b->pad = s->box_padding;
    b->gutter = s->box_gutter;
    b->columns = choose_columns(b->count, b->width - 2 * b->pad);
    b->rows = (b->count + b->columns - 1) / b->columns;
    b->cell_width = (b->width - 2 * b->pad - b->gutter * (sp)(b->columns - 1)) / (sp)b->columns;
}

/* The panel, a rule of accent over it, hairlines between rows, then all cells. */
static void assemble(struct flow *f, const struct box *b, const struct galley *heading,
                     const struct cell *cells, const struct row *rows) {
    const struct style *s = f->l->job.style;
    sp grid = s->grid, gap = SP(12), top = b->pad + galley_height(heading, 0) + SP(6);
    sp height = top + b->pad;
    for (size_t r = 0; r < b->rows; r++)
        height += rows[r].label + rows[r].body + (r ? gap : 0);
    sp rounded = (height + grid - 1) / grid * grid;
    struct galley_box *box = galley_add(f->galley, rounded);
    block_add_rule(f, box, b->left, 0, b->width, rounded, s->tint);
    block_add_rule(f, box, b->left, 0, b->width, SP(1.2), s->accent);
    galley_absorb(f->galley, box, heading, b->left + b->pad, b->pad, 0);
    sp y = top + (b->rows ? (rounded - height) / 2 : 0);
    for (size_t r = 0; r < b->rows; r++) {
        if (r) {
            block_add_rule(f, box, b->left + b->pad, y + gap / 2 - s->table_rule,
                           b->width - 2 * b->pad, s->table_rule, s->rule);
            y += gap;
        }
        for (size_t i = r * b->columns; i < b->count && i < (r + 1) * b->columns; i++) {
            sp x = b->left + b->pad + (sp)(i % b->columns) * (b->cell_width + b->gutter);
            sp drop = rows[r].label - galley_height(&cells[i].label, 0);
            galley_absorb(f->galley, box, &cells[i].label, x, y + drop, 0);
            galley_absorb(f->galley, box, &cells[i].body, x, y + rows[r].label, 0);
        }
        y += rows[r].label + rows[r].body;
    }
}

void block_set_indicators(struct flow *f, const struct doc_node *node) {
    struct box b = {.node = node, .count = node->u.indicators.indicator_count};
    if (!b.count) return;
    place_columns(f, &b);
    uint32_t own = block_node(f, FRAME_ROLE_GROUP);
    galley_space(f->galley, f->l->job.style->grid);
    if (f->grid) galley_snap(f->galley);
    struct galley heading = set_heading(f, &b, own);
    struct row *rows = arena_new_array(f->galley->arena, b.rows, struct row);
    struct cell *cells = set_cells(f, &b, own, rows);
    assemble(f, &b, &heading, cells, rows);
    block_add_destination(f, &f->galley->boxes.v[f->galley->boxes.n - 1],
                          str_empty(node->id) ? STR("indicators") : node->id);
    galley_space(f->galley, f->l->job.style->grid);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
