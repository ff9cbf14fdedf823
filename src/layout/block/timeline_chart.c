/* timeline_chart: events on an axis that is true to scale.
 *
 * The axis runs down the page at the text's edge, years to its left. Each event has its mark where
 * its date falls and its label to the right, as near as it can be without touching another, joined
 * to the mark by a line. To a screen reader it is a list of dates and events. */
#include "layout/block/timeline.h"

#include "layout/chart/axis.h"
#include "text/locale.h"

#define LABEL_GAP   SP(3)
#define TICK_ROOM   SP(24)
#define LEADER      SP(22)
#define DATE_GAP    SP(8)
#define OPEN_RADIUS SP(3)
#define ABOVE_LINES 8 /* of a page, for a heading and the caption, with which the chart is kept */
#define LEAST       SP(160)

struct chart {
    struct timeline *t;
    struct axis_label *labels;
    struct galley *texts; /* date, then event, of each label */
    sp x, length;         /* of the axis */
    sp date_room;         /* what the dates take, with the gap to the events */
    int from, to; /* years, 0 the one before 1: the axis goes from the start of one to the end of
                     the other */
};

/* --- dates
 * ------------------------------------------------------------------------------------------ */

/* In the data there is no year 0; along the axis there is. */
static int year_of(const struct work_date_part *d) {
    return d->year < 0 ? d->year + 1 : d->year;
}

/* Thousandths of a year since the axis' start; the middle of what the date leaves open. */
static int64_t mille_of(const struct chart *c, const struct work_date_part *d) {
    int64_t within = 500;
    if (d->month) within = (d->month - 1) * 1000 / 12 + (d->day ? (d->day - 1) * 1000 / 372 : 41);
    return (int64_t)(year_of(d) - c->from) * 1000 + within;
}

static sp place_of(const struct chart *c, int64_t mille) {
    return sp_scale(c->length, mille, (int64_t)(c->to - c->from + 1) * 1000);
}

/* The events are in order and have years. */
static void find_years(struct chart *c) {
    const struct timeline *t = c->t;
    c->from = c->to = year_of(&t->events[0].date.value.from);
    for (size_t i = 0; i < t->count; i++) {
        const struct work_date *d = &t->events[i].date.value;
        int to = year_of(d->to.year ? &d->to : &d->from);
        if (to > c->to) c->to = to;
    }
}

/* --- labels
 * ----------------------------------------------------------------------------------------- */

static struct str date_words(struct flow *f, const struct chart *c, size_t index) {
    return block_date_as(f, &c->t->events[index].date, LOCALE_DATE_SHORT);
}

/* As much as the widest date needs, at most a third of the whole. */
static void find_date_room(struct flow *f, struct chart *c) {
    for (size_t i = 0; i < c->t->count; i++) {
        sp width = block_words_width(f, date_words(f, c, i), STYLE_TYPE_EVENT_YEAR);
        c->date_room = sp_max(c->date_room, width + DATE_GAP);
    }
    c->date_room = sp_min(c->date_room, c->t->width / 3);
}

static void set_label(struct flow *f, struct chart *c, size_t index, uint32_t list) {
    const struct doc_event *event = &c->t->events[index];
    struct galley *date = &c->texts[2 * index], *words = date + 1;
    uint32_t node = list;
    if (list != FRAME_ARTIFACT) {
        uint32_t item = frame_add_node(f->l->out, list, FRAME_ROLE_ITEM);
        node = frame_add_node(f->l->out, item, FRAME_ROLE_BODY);
    }
    struct flow in = flow_apart(f, date, node, c->date_room - DATE_GAP, STYLE_TYPE_EVENT_YEAR);
    struct str when = date_words(f, c, index);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_EVENT_YEAR);
    block_add_lines(&in, block_words(&in, when, node, STYLE_TYPE_EVENT_YEAR), &p);
    in = flow_apart(f, words, node, c->t->left + c->t->width - c->x - LEADER - c->date_room,
                    STYLE_TYPE_EVENT);
    struct inline_content *content =
        inline_content_new(f->l, f->galley->arena, STYLE_TYPE_EVENT, STR_NONE);
    if (event->event) inline_add_children(content, node, event->event, STYLE_TYPE_EVENT);
    if (event->citation) block_add_citation(&in, content, node, event->citation, STYLE_TYPE_EVENT);
    if (event->category.n) {
        struct str category = str_printf(f->galley->arena, "\u2002%.*s", STR_ARG(event->category));
        inline_add_text(content, block_text_leaf(&in, node), category, STYLE_TYPE_EVENT_CATEGORY,
                        event->pos);
    }
    inline_content_finish(content);
    p = block_paragraph_of(&in, STYLE_TYPE_EVENT);
    block_add_lines(&in, content, &p);
    sp height = sp_max(galley_height(date, 0), galley_height(words, 0));
    c->labels[index].size = height + LABEL_GAP;
}

/* --- drawing
 * ---------------------------------------------------------------------------------------- */

static void draw_leader(struct flow *f, struct galley_box *box, sp x, sp from, sp to) {
    const struct style *s = f->l->job.style;
    const struct frame_segment line[] = {{FRAME_MOVE, {{SP(4), from}}},
                                         {FRAME_LINE, {{SP(8), from}}},
                                         {FRAME_LINE, {{LEADER - SP(8), to}}},
                                         {FRAME_LINE, {{LEADER - SP(3), to}}}};
    struct frame_path *path = block_path_new(f, line, 4, s->rule);
    path->fill = false;
    path->stroke = true;
    path->stroke_colour = s->rule;
    path->stroke_width = s->table_rule;
    block_add_path(f, box, path, x, 0, FRAME_ARTIFACT);
}

/* A year as its language writes it. */
static struct str year_words(struct flow *f, int year) {
    struct locale_date day = {year, 0, 0};
    return locale_format_date(f->galley->arena, f->l->locale, day, LOCALE_DATE_SHORT);
}

static void draw_axis(struct flow *f, const struct chart *c, struct galley_box *box) {
    const struct style *s = f->l->job.style;
    enum style_type_id type = STYLE_TYPE_EVENT_CATEGORY;
    sp leading = s->types[type].leading, thickness = s->table_rule * 3 / 2;
    int step = axis_step(c->to - c->from + 1, (int)(c->length / (2 * leading)));
    block_add_rule(f, box, c->x - thickness / 2, 0, thickness, c->length, s->rule);
    for (int year = c->from; year <= c->to + 1; year++) {
        if (year % step) continue;
        sp y = place_of(c, (int64_t)(year - c->from) * 1000);
        block_add_rule(f, box, c->x - SP(4), y - s->table_rule / 2, SP(4), s->table_rule, s->muted);
        struct inline_content *words = block_words(f, year_words(f, year), FRAME_ARTIFACT, type);
        struct inline_shape shape = {
            .measure = TICK_ROOM, .align = STYLE_RIGHT, .no_overfull_diagnostic = true};
        struct inline_paragraph *p = inline_break(words, &shape);
        if (p->count)
            block_add_line_part(f, box, &p->lines[0], c->x - SP(7) - TICK_ROOM, y + SP(2.6));
    }
}

static void draw_event(struct flow *f, const struct chart *c, struct galley_box *box, size_t i) {
    const struct style *s = f->l->job.style;
    const struct axis_label *label = &c->labels[i];
    const struct work_date *d = &c->t->events[i].date.value;
    sp top = label->at - label->size / 2 + LABEL_GAP / 2;
    sp first = block_baseline(f->l, STYLE_TYPE_EVENT, s->types[STYLE_TYPE_EVENT].leading) - SP(3);
    draw_leader(f, box, c->x, label->wanted, top + first);
    if (d->to.year) { /* a range: a bar along the axis */
        sp to = place_of(c, mille_of(c, &d->to));
        block_add_rule(f, box, c->x - SP(1.2), label->wanted, SP(2.4), to - label->wanted,
                       s->accent);
    }
    if (d->open_end) /* one that has not ended: an arrow */
        block_add_path(f, box, shape_arrow(f, DOC_TREND_DOWN, OPEN_RADIUS, s->accent), c->x,
                       label->wanted + SP(4) + OPEN_RADIUS, FRAME_ARTIFACT);
    block_add_path(f, box, shape_mark(f, timeline_shape(c->t, &c->t->events[i]), SP(3), s->accent),
                   c->x, label->wanted, FRAME_ARTIFACT);
    galley_absorb(f->galley, box, &c->texts[2 * i], c->x + LEADER, top, 0);
    galley_absorb(f->galley, box, &c->texts[2 * i + 1], c->x + LEADER + c->date_room, top, 0);
}

/* --- the chart
 * -------------------------------------------------------------------------------------- */

/* Says that it cannot be drawn. */
static void refuse(struct flow *f, const struct timeline *t) {
    diag_add(f->l->job.diags, DIAG_TOO_TALL, t->node->pos, "choose fewer by `:max:` or `:from:`",
             "the chart of the timeline has more labels than a page holds, so its events are set "
             "in rows");
}

bool timeline_set_chart(struct flow *f, struct timeline *t) {
    const struct style *s = f->l->job.style;
    struct arena *a = f->galley->arena;
    struct chart c = {.t = t, .x = t->left + TICK_ROOM + SP(12)};
    sp page = style_text_height(s) - ABOVE_LINES * s->grid;
    if ((sp)t->count * (s->types[STYLE_TYPE_EVENT].leading + LABEL_GAP) > page) {
        refuse(f, t);
        return false;
    }
    find_years(&c);
    find_date_room(f, &c);
    c.labels = arena_new_array(a, t->count, struct axis_label);
    c.texts = arena_new_array(a, 2 * t->count, struct galley);
    t->own = block_node(f, FRAME_ROLE_GROUP);
    timeline_set_caption(f, t, t->own, false);
    uint32_t list =
        t->own == FRAME_ARTIFACT ? t->own : frame_add_node(f->l->out, t->own, FRAME_ROLE_LIST);
    sp sizes = 0;
    for (size_t i = 0; i < t->count; i++) {
        set_label(f, &c, i, list);
        sizes += c.labels[i].size;
    }
    c.length = sp_min(sp_max(sizes * 5 / 4, LEAST), page);
    for (size_t i = 0; i < t->count; i++)
        c.labels[i].wanted = place_of(&c, mille_of(&c, &t->events[i].date.value.from));
    axis_spread(c.labels, t->count, c.length);
    galley_space(f->galley,
                 s->types[STYLE_TYPE_EVENT_CATEGORY].leading / 2); /* of its first year */
    struct galley_box *box = galley_add(f->galley, c.length);
    draw_axis(f, &c, box);
    for (size_t i = 0; i < t->count; i++)
        draw_event(f, &c, box, i);
    return true;
}
