/* timeline: events in rows beside a rail, years set once, categories by shape and word.
 *
 * Columns: year and event hang in the wide margin, the rail stands at the text's edge, the account
 * in the text column, aligned with the prose. To a screen reader it is a table of year, event and
 * account; rail, dots and repeated heads are artifacts. */
#include "layout/block/timeline.h"

#include <limits.h>
#include "base/buf.h"
#include "text/locale.h"

/* Of the column of years, and from it to the rail, whose marks are 3 pt to either side. */
#define YEAR_LEAST SP(22)
#define YEAR_MOST  SP(60)
#define RAIL_GAP   SP(9)

/* Of the column of events, which goes on into the text column if the years need much, and after it.
 */
#define EVENT_LEAST SP(64)
#define EVENT_GAP   SP(8)

#define PAD SP(4) /* above and below what stands in a row */

/* --- geometry
 * ------------------------------------------------------------------------------------- */

/* What the column of years says of each event, and how wide that makes it. */
static void find_years(struct flow *f, struct timeline *t) {
    sp widest = block_words_width(f, block_word(f, STYLE_WORD_YEAR), STYLE_TYPE_TABLE_HEAD);
    t->years = arena_new_array(f->galley->arena, t->count, struct str);
    for (size_t i = 0; i < t->count; i++) {
        t->years[i] = block_date_years(f, &t->events[i].date);
        widest = sp_max(widest, block_words_width(f, t->years[i], STYLE_TYPE_EVENT_YEAR));
    }
    t->year_width = sp_min(sp_max(widest, YEAR_LEAST), YEAR_MOST);
}

static void place_columns(struct flow *f, struct timeline *t) {
    const struct style *s = f->l->job.style;
    sp hang = f->grid > 0 ? s->hang : 0;
    t->left = f->x - hang;
    t->width = f->measure + hang;
    find_years(f, t);
    t->rail = t->left + t->year_width + RAIL_GAP;
    t->event_x = t->rail + SP(9);
    sp event = sp_max(EVENT_LEAST,
                      block_words_width(f, block_word(f, STYLE_WORD_EVENT), STYLE_TYPE_TABLE_HEAD));
    t->text_x = hang ? f->x : t->event_x + t->width / 4;
    t->text_x = sp_max(t->text_x, t->event_x + event + EVENT_GAP);
    t->event_width = t->text_x - t->event_x - EVENT_GAP;
    t->text_width = f->x + f->measure - t->text_x;
}

/* --- cells
 * ---------------------------------------------------------------------------------------- */

static uint32_t cell_node(struct flow *f, uint32_t row, enum frame_role role) {
    return row == FRAME_ARTIFACT ? row : frame_add_node(f->l->out, row, role);
}

/* Adds inlines as a paragraph of that type. */
static void add_inlines(struct flow *in, const struct doc_node *span, enum style_type_id type,
                        const struct doc_node *mark) {
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    if (span) inline_add_children(c, in->node, span, type);
    if (mark) block_add_citation(in, c, in->node, mark, type);
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(in, type);
    p.hyphens = type == STYLE_TYPE_EVENT_TEXT;
    block_add_lines(in, c, &p);
}

static void add_words(struct flow *in, struct str words, enum style_type_id type) {
    struct block_paragraph p = block_paragraph_of(in, type);
    block_add_lines(in, block_words(in, words, in->node, type), &p);
}

/* The account: text, with the citation's mark at the end of its last paragraph. */
static void add_account(struct flow *in, const struct doc_event *event) {
    const struct doc_node *text = event->text;
    const struct doc_node *last = text ? text->last : NULL;
    if (text && last && last->kind == DOC_PARAGRAPH) {
        for (const struct doc_node *n = text->first; n != last; n = n->next)
            block_set(in, n);
        add_inlines(in, last, STYLE_TYPE_EVENT_TEXT, event->citation);
    } else if (text) {
        block_set_children(in, text);
        if (event->citation) add_inlines(in, NULL, STYLE_TYPE_EVENT_TEXT, event->citation);
    } else if (event->citation)
        add_inlines(in, NULL, STYLE_TYPE_EVENT_TEXT, event->citation);
    if (event->actor_count)
        add_words(
            in,
            locale_format_list(in->galley->arena, in->l->locale, event->actors, event->actor_count),
            STYLE_TYPE_EVENT_CATEGORY);
}

/* --- rows
 * ----------------------------------------------------------------------------------------- */

/* A timeline of more events is a long one. */
#define KEPT_EVENTS 100

#define NO_PERIOD INT_MIN

/* The first year of the period that the event belongs to, 0 for the one that begins with the year
 * 1; NO_PERIOD: none. Those before are counted from the year -1 down. */
static int period_of(const struct timeline *t, size_t index) {
    int year = t->events[index].date.value.from.year, period = t->more ? t->more->period : 0;
    if (!period || !year) return NO_PERIOD;
    return year > 0 ? year / period * period : -((-year - 1) / period + 1) * period;
}

/* “1990–1999”, “100–1 BC”. */
static struct str period_words(struct flow *f, const struct timeline *t, size_t index) {
    int from = period_of(t, index), to = from + t->more->period - 1;
    struct doc_date years = {.value.from.year = from ? from : 1, .value.to.year = to};
    return block_date_years(f, &years);
}

/* The rail through the row, and on it the event's mark, beside the first line. */
static void add_rail(struct flow *f, struct timeline *t, struct galley_box *box, size_t index,
                     sp first_line) {
    const struct style *s = f->l->job.style;
    bool opens = index == 0 || period_of(t, index) != period_of(t, index - 1);
    bool closes = index + 1 == t->count || period_of(t, index) != period_of(t, index + 1);
    sp from = opens ? first_line : 0, to = closes ? first_line : box->height;
    sp thickness = s->table_rule * 3 / 2;
    block_add_rule(f, box, t->rail - thickness / 2, from, thickness, to - from, s->rule);
    enum shape_kind kind = timeline_shape(t, &t->events[index]);
    block_add_path(f, box, shape_mark(f, kind, SP(3), s->accent), t->rail, first_line,
                   FRAME_ARTIFACT);
}

/* True if the event's year is that of the one before, and so not set again. */
static bool year_goes_on(const struct timeline *t, size_t index) {
    return index > 0 && t->events[index].date.value.from.year &&
           period_of(t, index) == period_of(t, index - 1) &&
           str_eq(t->years[index], t->years[index - 1]);
}

/* How many events from here on share the year. */
static int year_span(const struct timeline *t, size_t index) {
    int span = 1;
    while (index + (size_t)span < t->count && year_goes_on(t, index + (size_t)span))
        span++;
    return span;
}

/* Years span rows, so every cell names its heads: of its column; period and year. */
static void name_heads(struct flow *f, const struct timeline *t, uint32_t node, int column) {
    if (node == FRAME_ARTIFACT) return;
    f->l->out->nodes.v[node].column_heads = t->heads[column];
    f->l->out->nodes.v[node].row_heads = column ? t->year : t->period;
}

/* The head that others name, within outer; outer of an artifact. */
static const struct frame_header *add_head(struct flow *f, const struct frame_header *outer,
                                           uint32_t node) {
    if (node == FRAME_ARTIFACT) return outer;
    f->l->out->nodes.v[node].named = true;
    return frame_add_header(f->l->out, outer, node);
}

/* A cell of an event. */
static uint32_t event_node(struct flow *f, const struct timeline *t, uint32_t row, int column) {
    uint32_t node = cell_node(f, row, column ? FRAME_ROLE_CELL : FRAME_ROLE_HEADER_CELL);
    name_heads(f, t, node, column);
    return node;
}

/* The year, once for the rows that share it. */
static void set_year(struct flow *f, struct timeline *t, size_t index, uint32_t row,
                     struct galley *cell) {
    uint32_t node = event_node(f, t, row, 0);
    if (node != FRAME_ARTIFACT) {
        f->l->out->nodes.v[node].row_header = true;
        f->l->out->nodes.v[node].rowspan = year_span(t, index);
    }
    t->year = add_head(f, t->period, node);
    struct flow in = flow_apart(f, cell, node, t->year_width, STYLE_TYPE_EVENT_YEAR);
    add_words(&in, t->years[index], STYLE_TYPE_EVENT_YEAR);
    t->year_repeat = NULL;
}

/* What stands above an event that begins a page: heads; the year too, if it is that of the event
 * before, in a box of no height, so that it stands beside the event. */
static const struct galley_repeat *repeat_of(struct flow *f, struct timeline *t, size_t index) {
    if (!year_goes_on(t, index)) return t->period_repeat;
    if (t->year_repeat) return t->year_repeat;
    struct galley g, cell;
    galley_init(&g, f->galley->arena);
    struct flow in = flow_apart(f, &cell, FRAME_ARTIFACT, t->year_width, STYLE_TYPE_EVENT_YEAR);
    add_words(&in, t->years[index], STYLE_TYPE_EVENT_YEAR);
    galley_absorb(&g, galley_add(&g, 0), &cell, t->left, PAD, 0);
    return t->year_repeat = galley_repeat_with(t->period_repeat, &g);
}

/* Hairlines above the event, the rail through it. */
static void draw_row(struct flow *f, struct timeline *t, size_t index, struct galley_box *box) {
    const struct style *s = f->l->job.style;
    sp line = s->types[STYLE_TYPE_EVENT].leading;
    bool opens = index == 0 || period_of(t, index) != period_of(t, index - 1);
    if (!year_goes_on(t, index) && !opens)
        block_add_rule(f, box, t->left, 0, t->year_width - SP(3), s->table_rule, s->rule);
    if (!opens)
        block_add_rule(f, box, t->event_x, 0, t->left + t->width - t->event_x, s->table_rule,
                       s->rule);
    add_rail(f, t, box, index, PAD + block_baseline(f->l, STYLE_TYPE_EVENT, line) - SP(3));
}

/* Cells in reading order: the year, the event, the account. */
static void set_cells(struct flow *f, struct timeline *t, size_t index, struct galley *cells) {
    const struct doc_event *event = &t->events[index];
    uint32_t row = cell_node(f, t->body, FRAME_ROLE_ROW);
    galley_init(&cells[0], f->galley->arena);
    if (!year_goes_on(t, index)) set_year(f, t, index, row, &cells[0]);
    struct flow in =
        flow_apart(f, &cells[1], event_node(f, t, row, 1), t->event_width, STYLE_TYPE_EVENT);
    add_inlines(&in, event->event, STYLE_TYPE_EVENT, NULL);
    struct str details = timeline_details(f, event);
    if (details.n) add_words(&in, details, STYLE_TYPE_EVENT_CATEGORY);
    in = flow_apart(f, &cells[2], event_node(f, t, row, 2), t->text_width, STYLE_TYPE_EVENT_TEXT);
    add_account(&in, event);
}

static void set_event(struct flow *f, struct timeline *t, size_t index) {
    const sp lefts[] = {t->left, t->event_x, t->text_x};
    struct galley cells[3];
    sp tallest = 0;
    set_cells(f, t, index, cells);
    for (int i = 0; i < 3; i++)
        tallest = sp_max(tallest, galley_height(&cells[i], 0));
    struct galley_box *box = galley_add(f->galley, PAD + tallest + PAD);
    draw_row(f, t, index, box);
    for (int i = 0; i < 3; i++)
        galley_absorb(f->galley, box, &cells[i], lefts[i], PAD, 0);
    bool joins = year_goes_on(t, index) && index + 1 < t->count;
    box->penalty = joins ? GALLEY_ROW * 4 : GALLEY_ROW;
    bool opens = index > 0 && period_of(t, index) != period_of(t, index - 1);
    if (index + 1 < t->count && (opens || !index) && period_of(t, index) == period_of(t, index + 1))
        box->penalty += GALLEY_ORPHAN; /* two events below heads */
    if (index > 0) box->repeat = repeat_of(f, t, index);
}

/* The lines of a short timeline are kept from pass to pass; a long one saves the memory. */
static void set_event_of_many(struct flow *f, struct timeline *t, size_t index) {
    struct layout_passing passing = layout_begin_passing(f->l);
    set_event(f, t, index);
    layout_end_passing(f->l, passing);
}

/* --- heads
 * ---------------------------------------------------------------------------------------- */

/* The column heads between rules, whose last lines stand beside each other. */
static void set_column_heads(struct flow *f, struct timeline *t, uint32_t head) {
    const struct style *s = f->l->job.style;
    uint32_t row = cell_node(f, head, FRAME_ROLE_ROW);
    const enum style_word_id words[] = {STYLE_WORD_YEAR, STYLE_WORD_EVENT, STYLE_WORD_ACCOUNT};
    const sp lefts[] = {t->left, t->event_x, t->text_x};
    const sp widths[] = {t->year_width, t->event_width, t->text_width};
    sp tallest = s->types[STYLE_TYPE_TABLE_HEAD].leading, heights[3];
    struct galley cells[3];
    for (int i = 0; i < 3; i++) {
        uint32_t node = cell_node(f, row, FRAME_ROLE_HEADER_CELL);
        if (node != FRAME_ARTIFACT) t->heads[i] = add_head(f, NULL, node);
        struct flow in = flow_apart(f, &cells[i], node, widths[i], STYLE_TYPE_TABLE_HEAD);
        add_words(&in, block_word(f, words[i]), STYLE_TYPE_TABLE_HEAD);
        heights[i] = galley_height(&cells[i], 0);
        tallest = sp_max(tallest, heights[i]);
    }
    struct galley_box *box = galley_add(f->galley, SP(3) + tallest + SP(3));
    if (s->table_head != s->paper) {
        block_add_rule(f, box, t->left - s->table_padding, 0, t->width + 2 * s->table_padding,
                       box->height, s->table_head);
    } else {
        block_add_rule(f, box, t->left, 0, t->width, s->table_head_rule, s->ink);
        block_add_rule(f, box, t->left, box->height - s->table_rule, t->width, s->table_rule,
                       s->ink);
    }
    for (int i = 0; i < 3; i++)
        galley_absorb(f->galley, box, &cells[i], lefts[i], SP(3) + tallest - heights[i], 0);
    box->penalty = GALLEY_KEEP;
}

static void make_repeat(struct flow *f, struct timeline *t) {
    struct galley g;
    galley_init(&g, f->galley->arena);
    struct flow in = *f;
    in.galley = &g;
    in.node = FRAME_ARTIFACT;
    timeline_set_caption(&in, t, FRAME_ARTIFACT, true);
    set_column_heads(&in, t, FRAME_ARTIFACT);
    t->repeat = t->period_repeat = galley_repeat_with(NULL, &g);
}

/* --- the timeline
 * ---------------------------------------------------------------------------------- */

/* A line of ink under the last event. */
static void close_rule(struct flow *f, const struct timeline *t) {
    const struct style *s = f->l->job.style;
    struct galley_box *box = galley_add(f->galley, s->table_head_rule);
    block_add_rule(f, box, t->left, 0, t->width, s->table_head_rule, s->ink);
}

/* The words of a period in a box of f's galley, under node. */
static struct galley_box *add_period(struct flow *f, struct timeline *t, size_t index, sp above,
                                     uint32_t node) {
    const struct style *s = f->l->job.style;
    struct galley cell;
    struct flow in = flow_apart(f, &cell, node, t->width, STYLE_TYPE_TABLE_GROUP);
    add_words(&in, period_words(f, t, index), STYLE_TYPE_TABLE_GROUP);
    struct galley_box *box = galley_add(f->galley, above + galley_height(&cell, 0) + SP(3));
    galley_absorb(f->galley, box, &cell, t->left, above, 0);
    block_add_rule(f, box, t->left, box->height - s->table_rule, t->width, s->table_rule, s->rule);
    return box;
}

/* The heading of a period: a row over all columns, repeated where the period goes on. */
static void set_period(struct flow *f, struct timeline *t, size_t index) {
    uint32_t row = cell_node(f, t->body, FRAME_ROLE_ROW);
    uint32_t node = cell_node(f, row, FRAME_ROLE_HEADER_CELL);
    if (node != FRAME_ARTIFACT) f->l->out->nodes.v[node].colspan = 3;
    t->period = add_head(f, NULL, node);
    struct galley_box *box = add_period(f, t, index, index ? SP(9) : SP(3), node);
    if (index > 0) box->repeat = t->repeat;
    box->penalty = GALLEY_KEEP;
    struct galley g;
    galley_init(&g, f->galley->arena);
    struct flow in = *f;
    in.galley = &g;
    add_period(&in, t, index, SP(3), FRAME_ARTIFACT);
    t->period_repeat = galley_repeat_with(t->repeat, &g);
}

static void set_rows(struct flow *f, struct timeline *t) {
    set_column_heads(f, t, cell_node(f, t->own, FRAME_ROLE_TABLE_HEAD));
    make_repeat(f, t);
    t->body = cell_node(f, t->own, FRAME_ROLE_TABLE_BODY);
    for (size_t i = 0; i < t->count; i++) {
        int period = period_of(t, i);
        if (period != NO_PERIOD && (!i || period != period_of(t, i - 1))) set_period(f, t, i);
        (t->count > KEPT_EVENTS ? set_event_of_many : set_event)(f, t, i);
    }
    struct galley *g = f->galley; /* two events at the end, too */
    if (t->count > 3) g->boxes.v[g->boxes.n - 2].penalty += GALLEY_WIDOW;
    galley_keep(f->galley, GALLEY_KEEP);
    close_rule(f, t);
}

void block_set_timeline(struct flow *f, const struct doc_node *node) {
    const struct doc_meta *meta = &f->l->job.doc->meta;
    struct timeline t = {.node = node,
                         .more = node->u.timeline.more,
                         .events = meta->events + node->u.timeline.first_event,
                         .count = node->u.timeline.event_count};
    if (!t.count) return;
    const struct style *s = f->l->job.style;
    for (size_t i = 0; t.more && i < t.more->category_count && i < TIMELINE_CATEGORIES_MAX; i++)
        t.categories[t.category_count++] = t.more->categories[i];
    for (size_t i = 0; i < t.count; i++) /* shapes in the order in which categories are met */
        timeline_shape(&t, &t.events[i]);
    place_columns(f, &t);
    struct flow in = *f;
    in.table_x = t.left;
    in.table_width = t.width;
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    bool chart = t.more && t.more->form == DOC_TIMELINE_CHART;
    if (!chart || !timeline_set_chart(&in, &t)) {
        t.own = block_node(f, FRAME_ROLE_TABLE);
        timeline_set_caption(&in, &t, t.own, false);
        set_rows(&in, &t);
    }
    timeline_set_as_of(f, &t);
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
