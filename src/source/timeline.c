#include "source/timeline.h"

#include "base/buf.h"
#include "source/csv.h"
#include "source/date.h"
#include "source/key.h"
#include "source/meta.h"
#include "source/yaml.h"

/* An event that may stand in the timeline, and where it was read. */
struct candidate {
    struct doc_event event;
    const struct datum *data; /* NULL: of the metadata */
    size_t index;             /* in the metadata */
};

struct choice {
    struct call *c;
    struct reading *r;
    VEC(struct candidate) all;
    struct doc_timeline *more;
};

/* --- data
 * ----------------------------------------------------------------------------------------- */

/* The bytes from..from+n of a file, as YAML or CSV. */
static struct datum *read_bytes(struct call *c, struct lines *lines, size_t from, size_t n,
                                bool yaml, const char *const *lists) {
    bool broken;
    struct csv csv;
    if (yaml) return yaml_read(c->r->arena, c->r->ds, lines, from, n, &broken);
    csv_read(&csv, c->r->arena, c->r->ds, lines, from, n);
    return csv_data(c->r, &csv, lists);
}

static bool is_yaml(struct str text) {
    text = str_trim(text);
    return str_starts(text, "- ") || str_starts(text, "timeline:");
}

struct datum *timeline_data(struct call *c, const char *const *lists) {
    const struct option *file = call_option(c, "file");
    struct datum *d = NULL;
    if (file) {
        struct lines *lines = call_file(c, "file");
        bool yaml = str_ends(file->value.text, ".yaml") || str_ends(file->value.text, ".yml");
        if (lines) d = read_bytes(c, lines, 0, lines->text.n, yaml, lists);
    } else if (str_trim(c->body.text).n && c->body.lines) {
        size_t from = passage_file_offset(&c->body, 0);
        size_t to = passage_file_offset(&c->body, c->body.text.n - 1) + 1;
        d = read_bytes(c, c->body.lines, from, to - from, is_yaml(c->body.text), lists);
    }
    if (d && d->kind == DATUM_MAPPING) d = datum_get(d, "timeline");
    if (d && d->kind != DATUM_SEQUENCE) {
        diag_add(c->r->ds, DIAG_WRONG_TYPE, d->pos, "write each row as a mapping in a list",
                 "this must be a list of mappings, and is %s", datum_kind_name(d));
        return NULL;
    }
    return d;
}

static void read_candidates(struct choice *ch) {
    static const char *const lists[] = {"actors", "cite", NULL};
    struct reading *r = ch->r;
    const struct datum *d = timeline_data(ch->c, lists);
    for (size_t i = 0; d && i < d->items.n; i++) {
        struct candidate one = {.data = d->items.v[i]};
        if (meta_read_event(r, &one.event, one.data)) *vec_push(r->arena, &ch->all) = one;
    }
    if (d || call_option(ch->c, "file")) return;
    for (size_t i = 0; i < r->event_count; i++)
        *vec_push(r->arena, &ch->all) =
            (struct candidate){.event = r->doc->meta.events[i], .index = i};
}

/* --- dates
 * ---------------------------------------------------------------------------------------- */

static int compare_numbers(int a, int b) {
    return a < b ? -1 : a > b;
}

int timeline_compare(const struct work_date_part *a, const struct work_date_part *b) {
    if (a->year != b->year) return compare_numbers(a->year, b->year);
    if (!a->month || !b->month || a->month != b->month)
        return a->month && b->month ? compare_numbers(a->month, b->month) : 0;
    return a->day && b->day ? compare_numbers(a->day, b->day) : 0;
}

/* For sorting, what is not said comes first. */
static int compare_events(const struct candidate *a, const struct candidate *b) {
    const struct work_date_part *x = &a->event.date.value.from, *y = &b->event.date.value.from;
    if (x->year != y->year) return compare_numbers(x->year, y->year);
    if (x->month != y->month) return compare_numbers(x->month, y->month);
    return compare_numbers(x->day, y->day);
}

/* Merge sort, since equal dates must keep their order. */
static void sort(struct candidate *v, struct candidate *spare, size_t n) {
    if (n < 2) return;
    size_t half = n / 2, i = 0, k = half, out = 0;
    sort(v, spare, half);
    sort(v + half, spare, n - half);
    memcpy(spare, v, n * sizeof *v);
    while (i < half || k < n) {
        bool left = k == n || (i < half && compare_events(&spare[i], &spare[k]) <= 0);
        v[out++] = left ? spare[i++] : spare[k++];
    }
}

static void check_order(struct choice *ch) {
    for (size_t i = 1; i < ch->all.n; i++) {
        const struct doc_date *before = &ch->all.v[i - 1].event.date,
                              *date = &ch->all.v[i].event.date;
        if (!before->value.from.year || !date->value.from.year) continue;
        if (timeline_compare(&before->value.from, &date->value.from) <= 0) continue;
        diag_add(ch->r->ds, DIAG_EVENT_ORDER, date->pos,
                 "move it up, or let the program sort by `:order: date`",
                 "the event of %.*s stands after one of %.*s", STR_ARG(date->written),
                 STR_ARG(before->written));
    }
}

/* As written, to be sorted by date, or to be in order, which is what an author means who says
 * nothing. */
static void put_in_order(struct choice *ch) {
    static const char *const orders[] = {"check", "date", "given", NULL};
    int order = call_choice(ch->c, "order", orders);
    if (order == 1)
        sort(ch->all.v, arena_new_array(ch->r->arena, ch->all.n + 1, struct candidate), ch->all.n);
    else if (order <= 0)
        check_order(ch);
}

static struct doc_date option_date(struct call *c, const char *name) {
    const struct option *o = call_option(c, name);
    struct doc_date date = {0};
    if (!o) return date;
    date.pos = passage_pos(&o->value, 0);
    const char *wrong = date_parse(&date.value, o->value.text);
    if (wrong) {
        date.value = (struct work_date){0};
        diag_add(c->r->ds, DIAG_BAD_DATE, date.pos, "write 2022, 2022-01 or 2022-01-06",
                 "`%.*s` %s", STR_ARG(key_clip(o->value.text)), wrong);
    } else
        date.written = str_copy(c->r->arena, o->value.text);
    return date;
}

struct doc_date timeline_as_of(struct call *c) {
    return option_date(c, "as-of");
}

/* --- filters
 * -------------------------------------------------------------------------------------- */

struct filter {
    struct work_date_part from, to; /* year 0: none */
    struct passage *categories;
    size_t category_count;
};

static bool passes(const struct filter *f, const struct doc_event *event) {
    const struct work_date *d = &event->date.value;
    const struct work_date_part *end = d->to.year ? &d->to : &d->from;
    if (f->from.year && !d->open_end && timeline_compare(end, &f->from) < 0) return false;
    if (f->to.year && timeline_compare(&d->from, &f->to) > 0) return false;
    for (size_t i = 0; i < f->category_count; i++)
        if (str_eq(f->categories[i].text, event->category)) return true;
    return !f->category_count;
}

/* The latest are those that are kept of too many. */
static void keep_most(struct choice *ch) {
    const struct option *o = call_option(ch->c, "max");
    long most = 0;
    if (!o) return;
    if (!str_to_long(&most, o->value.text) || most < 1) {
        diag_add(ch->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&o->value, 0), NULL,
                 "`max` must be a number from 1 up");
        return;
    }
    if ((size_t)most >= ch->all.n) return;
    ch->all.v += ch->all.n - (size_t)most;
    ch->all.n = (size_t)most;
}

static void filter(struct choice *ch) {
    struct filter f = {.from = option_date(ch->c, "from").value.from};
    struct doc_date to = option_date(ch->c, "to");
    f.to = to.value.to.year ? to.value.to : to.value.from;
    f.categories = call_words(&f.category_count, ch->c, "category");
    size_t kept = 0;
    for (size_t i = 0; i < ch->all.n; i++)
        if (passes(&f, &ch->all.v[i].event)) ch->all.v[kept++] = ch->all.v[i];
    ch->all.n = kept;
}

/* --- checks
 * --------------------------------------------------------------------------------------- */

static void check_category(struct choice *ch, const struct candidate *one) {
    const struct doc_timeline *more = ch->more;
    if (!more->category_count || str_empty(one->event.category)) return;
    const char **names = arena_new_array(ch->r->arena, more->category_count, const char *);
    for (size_t i = 0; i < more->category_count; i++) {
        if (str_eq(more->categories[i], one->event.category)) return;
        names[i] = str_to_c(ch->r->arena, more->categories[i]);
    }
    const struct datum *d = one->data ? datum_get(one->data, "category") : NULL;
    const char *near = diag_nearest(one->event.category, names, more->category_count);
    char *hint = near ? arena_printf(ch->r->arena, "did you mean `%s`?", near)
                      : arena_printf(ch->r->arena, "add it to `:categories:`");
    diag_add(ch->r->ds, DIAG_UNKNOWN_CATEGORY, d ? d->pos : one->event.pos, hint,
             "`%.*s` is not among the categories of the timeline",
             STR_ARG(key_clip(one->event.category)));
}

static void check_events(struct choice *ch) {
    struct hash seen;
    hash_init(&seen, ch->r->arena);
    for (size_t i = 0; i < ch->all.n; i++) {
        struct candidate *one = &ch->all.v[i];
        check_category(ch, one);
        struct buf words = {0};
        buf_add_str(&words, one->event.date.written);
        buf_add_char(&words, '\t');
        if (one->event.event) doc_plain_text(&words, one->event.event);
        struct str key = str_copy(ch->r->arena, buf_str(&words));
        buf_done(&words);
        if (hash_put(&seen, key, one))
            diag_add(ch->r->ds, DIAG_EVENT_DUPLICATE, one->event.pos, "take one of them out",
                     "an event of this date and name stands in the timeline already");
    }
}

/* Labels come down a chart in the order of time, which its events must be in. */
static void check_chart(struct choice *ch) {
    bool fits = true;
    for (size_t i = 0; i < ch->all.n && fits; i++)
        fits = ch->all.v[i].event.date.value.from.year &&
               (!i || compare_events(&ch->all.v[i - 1], &ch->all.v[i]) <= 0);
    if (fits || ch->more->form != DOC_TIMELINE_CHART) return;
    ch->more->form = DOC_TIMELINE_ROWS;
    diag_add(ch->r->ds, DIAG_TOO_TALL, ch->c->pos, "say `:order: date`",
             "the chart of the timeline has events out of order or without a year, so its events "
             "are set in rows");
}

/* --- the node
 * ------------------------------------------------------------------------------------- */

static void read_more(struct choice *ch) {
    static const char *const forms[] = {"rows", "chart", "status", NULL};
    static const char *const answers[] = {"no", "yes", NULL};
    struct call *c = ch->c;
    ch->more = arena_new(ch->r->arena, struct doc_timeline);
    if (call_choice(c, "form", forms) == 1) ch->more->form = DOC_TIMELINE_CHART;
    size_t n;
    struct passage *words = call_words(&n, c, "categories");
    ch->more->categories = arena_new_array(ch->r->arena, n, struct str);
    ch->more->category_count = n;
    for (size_t i = 0; i < n; i++)
        ch->more->categories[i] = str_copy(ch->r->arena, words[i].text);
    ch->more->legend = call_choice(c, "legend", answers) == 1;
    ch->more->as_of = timeline_as_of(c);
    long years = 0;
    const struct option *o = call_option(c, "period");
    if (o && str_to_long(&years, o->value.text) && years >= 1 && years <= 1000)
        ch->more->period = (int)years;
    else if (o)
        diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&o->value, 0),
                 "write how many years: 10", "`period` must be a number of years");
}

/* True if nothing was left out, moved or placed before, so that the metadata's events serve as they
 * stand. */
static bool is_whole(const struct choice *ch) {
    if (ch->all.n != ch->r->event_count) return false;
    for (size_t i = 0; i < ch->all.n; i++)
        if (ch->all.v[i].data || ch->all.v[i].index != i || ch->r->event_used[i]) return false;
    return true;
}

/* An event that is placed twice is read twice, so that each has its own nodes. */
static struct doc_event take(struct choice *ch, struct candidate *one) {
    struct reading *r = ch->r;
    if (one->data) return one->event;
    if (r->event_used[one->index]) meta_read_event(r, &one->event, r->event_data[one->index]);
    r->event_used[one->index] = true;
    return one->event;
}

/* Remembers whether the texts of the events are set here. */
static void note_texts(struct choice *ch, const struct doc_node *node) {
    for (size_t i = 0; i < ch->all.n; i++) {
        const struct candidate *one = &ch->all.v[i];
        size_t index = one->data ? SIZE_MAX : one->index, at = node->u.timeline.first_event + i;
        if (ch->more->form == DOC_TIMELINE_CHART)
            *vec_push(ch->r->arena, &ch->r->chart_events) =
                (struct reading_chart_event){node, at, index};
        else if (!one->data)
            ch->r->event_told[index] = true;
    }
}

/* A chart has no room for the texts of its events. They are taken out of doc, so that no mark in
 * them is counted, and it is said once a chart if they are set nowhere else. */
void timeline_drop_texts(struct reading *r) {
    const struct doc_node *said = NULL;
    for (size_t i = 0; i < r->chart_events.n; i++) {
        const struct reading_chart_event *one = &r->chart_events.v[i];
        struct doc_event *event = &r->doc->meta.events[one->at];
        bool told = one->index != SIZE_MAX && r->event_told[one->index];
        if (event->text && !told && said != one->chart) {
            diag_add(r->ds, DIAG_CHART_TEXT, event->pos,
                     "set the events in rows as well, or leave their `text` out",
                     "the text of this event is not set, since a chart shows names and dates only");
            said = one->chart;
        }
        event->text = NULL;
    }
}

static void place(struct choice *ch, struct doc_node *node) {
    struct doc_meta *m = &ch->r->doc->meta;
    node->u.timeline.event_count = ch->all.n;
    if (is_whole(ch)) {
        for (size_t i = 0; i < ch->all.n; i++)
            ch->r->event_used[i] = true;
        return;
    }
    if (!ch->r->event_room) ch->r->event_room = m->event_count;
    vec_reserve(ch->r->arena, (void **)&m->events, &ch->r->event_room, m->event_count + ch->all.n,
                sizeof *m->events);
    node->u.timeline.first_event = m->event_count;
    for (size_t i = 0; i < ch->all.n; i++)
        m->events[m->event_count + i] = take(ch, &ch->all.v[i]);
    m->event_count += ch->all.n;
}

/* A timeline that has no name is called `timeline`, if nothing else is. */
static void name(struct choice *ch, struct doc_node *node) {
    if (!str_empty(node->id) || hash_get(&ch->r->ids, STR("timeline"))) return;
    node->id = STR("timeline");
    hash_put(&ch->r->ids, node->id, node);
}

void timeline_make(struct call *c) {
    struct choice ch = {.c = c, .r = c->r};
    const struct option *form = call_option(c, "form");
    if (form && str_is(form->value.text, "status")) {
        timeline_make_status(c);
        return;
    }
    read_more(&ch);
    read_candidates(&ch);
    if (!ch.all.n) {
        if (!call_option(c, "file")) call_report_empty(c, "timeline");
        return;
    }
    put_in_order(&ch);
    filter(&ch);
    keep_most(&ch);
    check_events(&ch);
    check_chart(&ch);
    struct doc_node *node = call_append(c, DOC_TIMELINE);
    name(&ch, node);
    node->u.timeline.caption = call_inlines(c, "caption");
    node->u.timeline.more = ch.more;
    c->r->timeline = node;
    place(&ch, node);
    note_texts(&ch, node);
    if (ch.all.n) return;
    doc_unlink(node);
    diag_add(c->r->ds, DIAG_DIRECTIVE_EMPTY, c->pos, "widen `:from:`, `:to:` or `:category:`",
             "no event is left for the timeline");
}
