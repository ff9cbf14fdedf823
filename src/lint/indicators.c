#include "lint/lint.h"

#include <math.h>
#include "base/buf.h"
#include "base/hash.h"

/* Changes of less than this share of the value before are no trend. */
#define FLAT 0.02

/* What the label says, for messages. */
static struct str name_of(const struct doc *doc, const struct doc_indicator *in) {
    struct buf words = {0};
    if (in->label) doc_plain_text(&words, in->label);
    struct str name = str_copy(doc->arena, buf_str(&words));
    buf_done(&words);
    return name;
}

/* --- scales -------------------------------------------------------------------------------------
 */

static bool outside(const struct doc_indicator *in, const struct doc_number *n) {
    return n->given && (n->value < in->scale_from.value || n->value > in->scale_to.value);
}

static void check_scale(const struct doc *doc, const struct doc_indicator *in) {
    if (!in->scale_from.given || !in->scale_to.given) return;
    char *hint = arena_printf(doc->arena, "the scale runs from %.15g to %.15g", in->scale_from.value,
                              in->scale_to.value);
    if (in->figure.kind == DOC_VALUE_TEXT)
        diag_add(doc->diags, DIAG_INDICATOR_SCALE, in->figure.pos,
                 "write the value as a number, or take the scale out",
                 "“%.*s” has a scale, but its value is no number", STR_ARG(name_of(doc, in)));
    else if (outside(in, &in->figure.from) || outside(in, &in->figure.to))
        diag_add(doc->diags, DIAG_INDICATOR_SCALE, in->figure.pos, hint,
                 "the value of “%.*s” lies outside its scale", STR_ARG(name_of(doc, in)));
    if (outside(in, &in->target))
        diag_add(doc->diags, DIAG_INDICATOR_SCALE, in->target_pos, hint,
                 "the target of “%.*s” lies outside its scale", STR_ARG(name_of(doc, in)));
}

/* --- trends -------------------------------------------------------------------------------------
 */

static enum doc_trend direction(double from, double to) {
    if (fabs(to - from) <= fabs(from) * FLAT) return DOC_TREND_FLAT;
    return to > from ? DOC_TREND_UP : DOC_TREND_DOWN;
}

/* True if the trend can be seen between the two. A small change may be called flat or a trend. */
static bool agrees(enum doc_trend trend, double from, double to) {
    if (trend == DOC_TREND_FLAT) return direction(from, to) == DOC_TREND_FLAT;
    return trend == DOC_TREND_UP ? to > from : to < from;
}

/* A series may have turned: its last step or its whole course may be the trend. */
static bool series_agrees(const struct doc_indicator *in) {
    size_t n = in->series_count;
    return agrees(in->trend, in->series[0], in->series[n - 1]) ||
           agrees(in->trend, in->series[n - 2], in->series[n - 1]);
}

static void check_trend(const struct doc *doc, const struct doc_indicator *in) {
    static const char *const words[] = {"", "up", "down", "flat"};
    if (in->trend == DOC_TREND_NONE) return;
    const char *against = NULL;
    if (in->series_count > 1 && !series_agrees(in)) against = "series";
    if (in->figure.kind == DOC_VALUE_NUMBER && in->previous.given &&
        !agrees(in->trend, in->previous.value, in->figure.from.value))
        against = "previous value";
    if (!against) return;
    diag_add(doc->diags, DIAG_INDICATOR_TREND, in->trend_pos, NULL,
             "the trend of “%.*s” is said to be %s, and its %s says otherwise",
             STR_ARG(name_of(doc, in)), words[in->trend], against);
}

/* --- what was before ----------------------------------------------------------------------------
 */

/* The last of the series is the value, as far as its decimals tell. */
static void check_series(const struct doc *doc, const struct doc_indicator *in) {
    if (!in->series_count || in->figure.kind != DOC_VALUE_NUMBER) return;
    if (in->figure.bound != DOC_BOUND_EXACT) return;
    double value = in->figure.from.value, last = in->series[in->series_count - 1];
    double step = pow(10, -in->figure.from.decimals);
    if (fabs(value - last) <= step / 2) return;
    diag_add(doc->diags, DIAG_INDICATOR_SERIES, in->figure.pos,
             "end the series with the value, or mend the one that is wrong",
             "the value of “%.*s” is %.15g, and its series ends in %.15g", STR_ARG(name_of(doc, in)),
             value, last);
}

/* True if a may be before b: a month and its year, for one, cannot be told apart. */
static bool may_precede(const struct work_date_part *a, const struct work_date_part *b) {
    if (a->year != b->year) return a->year < b->year;
    if (!a->month != !b->month || a->month != b->month) return !a->month || !b->month || a->month < b->month;
    return !a->day != !b->day || a->day < b->day;
}

static void check_previous(const struct doc *doc, const struct doc_indicator *in) {
    const struct work_date_part *before = &in->previous_date.value.from,
                                *now = &in->date.value.from;
    if (!before->year || !now->year || may_precede(before, now)) return;
    diag_add(doc->diags, DIAG_INDICATOR_SERIES, in->previous_date.pos, NULL,
             "the previous value of “%.*s” is not from before its date", STR_ARG(name_of(doc, in)));
}

/* Labels are compared as they print. */
static void check_labels(const struct doc *doc) {
    struct hash seen;
    hash_init(&seen, doc->arena);
    for (size_t i = 0; i < doc->meta.indicator_count; i++) {
        const struct doc_indicator *in = &doc->meta.indicators[i];
        struct str name = name_of(doc, in);
        if (str_empty(name)) continue;
        if (hash_put(&seen, name, in->label))
            diag_add(doc->diags, DIAG_INDICATOR_DUPLICATE, in->label->pos,
                     "say what it is apart from the other", "there are two indicators “%.*s”",
                     STR_ARG(name));
    }
}

/* --- what is missing ----------------------------------------------------------------------------
 */

/* True if a note mark, a citation or a link stands in the inlines. */
static bool refers(const struct doc_node *span) {
    for (const struct doc_node *at = span; at; at = doc_next(span, at))
        if (at->kind == DOC_NOTE_MARK || at->kind == DOC_CITATION || at->kind == DOC_LINK)
            return true;
    return false;
}

static void check_given(const struct doc *doc, const struct doc_indicator *in) {
    if (!in->date.pos.line) /* a wrong one is told already */
        diag_add(doc->diags, DIAG_INDICATOR_DATE, in->pos, "add `date: 2024`", "“%.*s” has no date",
                 STR_ARG(name_of(doc, in)));
    if (!in->source && !in->citation && !refers(in->label) && !refers(in->value) &&
        !refers(in->note))
        diag_add(doc->diags, DIAG_INDICATOR_SOURCE, in->pos,
                 "add `source:` with words, or `cite: [key]`", "“%.*s” has no source",
                 STR_ARG(name_of(doc, in)));
}

static void check_level(const struct doc *doc, const struct doc_indicator *in,
                        const struct style *s) {
    if (str_empty(in->level) || style_find_level(s, in->level) != STYLE_LEVEL_NONE) return;
    struct buf known = {0};
    for (size_t i = 0; i < s->level_count; i++)
        buf_printf(&known, "%.*s, ", STR_ARG(s->levels[i].name));
    buf_printf(&known, "%.*s or %.*s", STR_ARG(s->not_applicable.name), STR_ARG(s->unknown.name));
    char *hint = arena_printf(doc->arena, "write %.*s", (int)known.n, known.p);
    buf_done(&known);
    diag_add(doc->diags, DIAG_UNKNOWN_LEVEL, in->level_pos, hint,
             "the house style has no level `%.*s`", STR_ARG(in->level));
}

void lint_indicators(const struct doc *doc, const struct style *s) {
    for (size_t i = 0; i < doc->meta.indicator_count; i++) {
        const struct doc_indicator *in = &doc->meta.indicators[i];
        if (!in->label || !in->value) continue; /* an error already */
        check_scale(doc, in);
        check_trend(doc, in);
        check_series(doc, in);
        check_previous(doc, in);
        check_level(doc, in, s);
        check_given(doc, in);
    }
    check_labels(doc);
}
