#include "source/indicators.h"

#include "source/cites.h"
#include "source/date.h"

static const struct key indicator_rows[] = {
    {"label", KEY_INLINES, NULL, "what is measured", true},
    {"value", KEY_INLINES, NULL, "the figure: 27, ≈27%, 500–600, US$8 billion, n/a, a text", true},
    {"unit", KEY_INLINES, NULL, "its unit", false},
    {"date", KEY_DATE, NULL, "when it was measured", false},
    {"source", KEY_INLINES, NULL, "where it comes from", false},
    {"note", KEY_INLINES, NULL, "a line of explanation", false},
    {"previous", KEY_ANY, NULL, "the value before, or {value: 24, date: 2020}", false},
    {"series", KEY_ANY, NULL, "values in order of time, or {2010: 12, 2015: 14}", false},
    {"target", KEY_NUMBER, NULL, "the value aimed at", false},
    {"scale", KEY_NUMBERS, NULL, "the two ends of the bar: [0, 100]", false},
    {"level", KEY_TEXT, NULL, "a level, by a name of the house style", false},
    {"trend", KEY_TEXT, NULL, "up, down or flat", false},
    {"good", KEY_TEXT, NULL, "the direction that is good: up, down, flat or neither", false},
    {"group", KEY_TEXT, NULL, "the name by which a box chooses it: `:only: name`", false},
    {"cite", KEY_WORDS, NULL, "keys of references", false},
};

const struct key_table indicators_keys = {"an indicator", indicator_rows,
                                          sizeof indicator_rows / sizeof *indicator_rows, NULL};

/* --- figures ------------------------------------------------------------------------------------
 */

static struct doc_value read_figure(struct reading *r, const struct datum *d) {
    struct doc_value v = {0};
    if (!d || d->kind != DATUM_SCALAR || datum_is_null(d)) return v;
    v = indicators_parse_value(r->arena, d->text);
    v.pos = d->pos;
    if (v.kind == DOC_VALUE_RANGE && v.from.value > v.to.value)
        diag_add(r->ds, DIAG_BAD_VALUE, d->pos, "write the lower end first: 500–600",
                 "the range `%.*s` ends before it begins", STR_ARG(key_clip(d->text)));
    return v;
}

/* --- numbers ------------------------------------------------------------------------------------
 */

/* The number of a scalar; what cannot be read is said. */
static struct doc_number read_number(struct reading *r, const struct datum *d, const char *name) {
    struct doc_number n = {0};
    if (d && d->kind == DATUM_SCALAR && key_parse_number(&n, d->text)) return n;
    if (d)
        diag_add(r->ds, DIAG_WRONG_TYPE, d->pos, "write digits and a decimal point only: 12.5",
                 "`%s` must be made of numbers", name);
    return (struct doc_number){0};
}

static void read_scale(struct reading *r, struct doc_indicator *in, const struct datum *d) {
    const struct datum *scale = datum_get(d, "scale");
    if (!scale || scale->kind != DATUM_SEQUENCE) return;
    bool two = scale->items.n == 2;
    struct doc_number from = {0}, to = {0};
    if (two) from = read_number(r, scale->items.v[0], "scale");
    if (two) to = read_number(r, scale->items.v[1], "scale");
    if (two && !(from.given && to.given)) return;
    if (two && from.value < to.value) {
        in->scale_from = from;
        in->scale_to = to;
        return;
    }
    diag_add(r->ds, DIAG_BAD_VALUE, scale->pos, "write its two ends: [0, 100]",
             "`scale` must be two numbers, the lower first");
}

/* `previous: 24`, or with its date. */
static void read_previous(struct reading *r, struct doc_indicator *in, const struct datum *d) {
    static const struct key rows[] = {
        {"value", KEY_NUMBER, NULL, "the value before", true},
        {"date", KEY_DATE, NULL, "when it was measured", false},
    };
    static const struct key_table table = {"a previous value", rows, 2, NULL};
    const struct datum *previous = datum_get(d, "previous");
    if (!previous || datum_is_null(previous)) return;
    if (previous->kind == DATUM_SCALAR) {
        in->previous = read_number(r, previous, "previous");
    } else if (key_check(r, previous, &table)) {
        in->previous = key_number(r, previous, "value");
        in->previous_date = key_date(r, previous, "date");
    }
}

/* One point of a series; its date is text that stands at pos. */
static void add_point(struct reading *r, struct doc_indicator *in, const struct datum *value,
                      const struct str *date, struct pos pos) {
    struct doc_number n = read_number(r, value, "series");
    if (!n.given) return;
    if (date) {
        struct doc_date *at = &in->series_dates[in->series_count];
        at->pos = pos;
        at->written = str_copy(r->arena, str_trim(*date));
        const char *wrong = date_parse(&at->value, *date);
        if (wrong) {
            diag_add(r->ds, DIAG_BAD_DATE, pos, "write 2022, 2022-01 or 2022-01-06", "`%.*s` %s",
                     STR_ARG(key_clip(*date)), wrong);
            return;
        }
    }
    in->series[in->series_count++] = n.value;
}

/* True if every point's year (then month, then day) is after the one before. */
static bool ascends(const struct work_date_part *a, const struct work_date_part *b) {
    if (a->year != b->year) return a->year < b->year;
    return a->month != b->month ? a->month < b->month : a->day < b->day;
}

static void check_order(struct reading *r, const struct doc_indicator *in) {
    for (size_t i = 1; in->series_dates && i < in->series_count; i++) {
        const struct doc_date *d = in->series_dates;
        if (ascends(&d[i - 1].value.from, &d[i].value.from)) continue;
        diag_add(r->ds, DIAG_BAD_VALUE, d[i].pos, "put its values in the order of time",
                 "the series goes back in time at `%.*s`", STR_ARG(d[i].written));
        return;
    }
}

/* [12, 14, 19], or a mapping of dates to values. */
static void read_series(struct reading *r, struct doc_indicator *in, const struct datum *d) {
    const struct datum *series = datum_get(d, "series");
    if (!series || datum_is_null(series)) return;
    if (series->kind == DATUM_SCALAR) {
        diag_add(r->ds, DIAG_WRONG_TYPE, series->pos,
                 "write [12, 14, 19], or a mapping such as {2010: 12, 2015: 14}",
                 "`series` must be a list of numbers");
        return;
    }
    bool dated = series->kind == DATUM_MAPPING;
    size_t n = dated ? series->pairs.n : series->items.n;
    in->series = arena_new_array(r->arena, n, double);
    if (dated) in->series_dates = arena_new_array(r->arena, n, struct doc_date);
    for (size_t i = 0; i < n; i++) {
        if (dated)
            add_point(r, in, series->pairs.v[i].value, &series->pairs.v[i].key,
                      series->pairs.v[i].pos);
        else
            add_point(r, in, series->items.v[i], NULL, (struct pos){0});
    }
    check_order(r, in);
}

/* --- indicators ---------------------------------------------------------------------------------
 */

static enum doc_trend read_trend(struct reading *r, const struct datum *d) {
    static const char *const trends[] = {"up", "down", "flat", NULL};
    int choice = key_choice(r, d, "trend", trends);
    return choice < 0 ? DOC_TREND_NONE : (enum doc_trend)(DOC_TREND_UP + choice);
}

static enum doc_trend read_good(struct reading *r, const struct datum *d) {
    static const char *const ways[] = {"neither", "up", "down", "flat", NULL};
    int choice = key_choice(r, d, "good", ways);
    return choice < 0 ? DOC_TREND_NONE : (enum doc_trend)choice;
}

static struct pos place_of(const struct datum *d, const char *name) {
    const struct datum *value = datum_get(d, name);
    return value ? value->pos : d->pos;
}

/* False if it is no mapping. */
static bool read_indicator(struct reading *r, struct doc_indicator *in, const struct datum *d) {
    struct pos *places;
    in->pos = d->pos;
    if (!key_check(r, d, &indicators_keys)) return false;
    in->label = key_inlines(r, d, "label");
    in->value = key_inlines(r, d, "value");
    in->unit = key_inlines(r, d, "unit");
    in->note = key_inlines(r, d, "note");
    in->source = key_inlines(r, d, "source");
    in->date = key_date(r, d, "date");
    in->figure = read_figure(r, datum_get(d, "value"));
    in->target = key_number(r, d, "target");
    in->target_pos = place_of(d, "target");
    read_previous(r, in, d);
    read_series(r, in, d);
    read_scale(r, in, d);
    in->level = key_text(r, d, "level");
    in->level_pos = place_of(d, "level");
    in->trend = read_trend(r, d);
    in->trend_pos = place_of(d, "trend");
    in->good = read_good(r, d);
    in->group = key_text(r, d, "group");
    in->cite = key_words(&in->cite_count, &places, r, d, "cite");
    in->citation = cites_of_keys(r, in->cite, places, in->cite_count);
    return true;
}

void indicators_read(struct reading *r, const struct datum *list) {
    struct doc_meta *m = &r->doc->meta;
    if (!list || list->kind != DATUM_SEQUENCE) return;
    m->indicators_pos = list->pos;
    m->indicators = arena_new_array(r->arena, list->items.n, struct doc_indicator);
    for (size_t i = 0; i < list->items.n; i++) {
        struct doc_indicator *in = &m->indicators[m->indicator_count];
        if (read_indicator(r, in, list->items.v[i])) m->indicator_count++;
    }
}
