/* Dates of which something is true, beside the briefing's own date: never beside the clock's. */
#include "lint/lint.h"

#include <ctype.h>
#include "lint/place.h"

enum { WORDS_BETWEEN = 40 /* bytes from "as of" to its year: "the end of the first quarter of" */ };

struct dates {
    struct doc *doc;
    const struct style *style;
    struct str as_of; /* in the briefing's language */
    int now;          /* months from the year 0 to the briefing's date */
};

/* The last month of the date, or of the end of a range; a year runs to its December. */
static int month_of(const struct work_date *d) {
    struct work_date_part p = d->to.year ? d->to : d->from;
    return p.year * 12 + (p.month ? p.month : 12);
}

/* Months from then to the briefing, if they are more than the house allows; else 0. */
static int age(const struct dates *d, int then) {
    int months = d->now - then;
    return months > d->style->stale_years * 12 ? months : 0;
}

static void report(const struct dates *d, struct pos pos, int months, struct str written) {
    diag_add(d->doc->diags, DIAG_STALE_DATE, pos,
             "look for a later figure, or raise `check.stale-years` in house.yaml",
             "“%.*s” is %d years before the briefing's own date", STR_ARG(written), months / 12);
}

static void look_at_date(const struct dates *d, const struct doc_date *date) {
    if (!date->value.from.year || date->value.open_end) return;
    int months = age(d, month_of(&date->value));
    if (months) report(d, date->pos, months, date->written);
}

/* ---- in prose ---- */

/* The first year of four figures within the bytes after "as of", if only words and days stand
 * before it; *end: where it ends. */
static int year_after(struct str text, size_t *end) {
    for (size_t i = 0; i < text.n && i < WORDS_BETWEEN; i++) {
        size_t n = 0;
        while (i + n < text.n && isdigit((unsigned char)text.p[i + n]))
            n++;
        if (n == 4) {
            long year = 0;
            str_to_long(&year, str_slice(text, i, 4));
            *end = i + 4;
            return year >= 1000 && year < 2200 ? (int)year : 0;
        }
        if (n > 2 || strchr(";:!?()", text.p[i])) return 0;
        if (n) i += n - 1;
    }
    return 0;
}

static void look_for(const struct dates *d, const struct doc_node *node, struct str words) {
    struct str text = node->u.text;
    for (size_t from = 0, at; from < text.n; from += at + words.n) {
        struct str rest = str_slice(text, from, text.n);
        at = str_find(rest, words);
        if (at == SIZE_MAX) return;
        size_t end = 0;
        int year = year_after(str_slice(rest, at + words.n, rest.n), &end);
        int months = year ? age(d, year * 12 + 12) : 0;
        if (!months) continue;
        struct str written = str_slice(rest, at, words.n + end);
        report(d, place_of(d->doc->diags, node->pos, written), months, written);
    }
}

static void look_at(void *closure, enum doc_event_kind event, struct doc_node *node) {
    const struct dates *d = closure;
    if (event == DOC_EXIT) return;
    if (node->kind == DOC_TIMELINE && node->u.timeline.more)
        look_at_date(d, &node->u.timeline.more->as_of);
    if (node->kind == DOC_TABLE && node->u.table.more) look_at_date(d, &node->u.table.more->as_of);
    if (node->kind != DOC_TEXT) return;
    look_for(d, node, d->as_of);
    if (str_is(d->as_of, "as of")) look_for(d, node, STR("as at"));
}

void lint_dates(struct doc *doc, const struct style *s) {
    struct dates d = {.doc = doc,
                      .style = s,
                      .as_of = style_word(doc->meta.lang, STYLE_WORD_AS_OF, NULL),
                      .now = month_of(&doc->meta.date.value)};
    if (!doc->meta.date.value.from.year) return;
    for (size_t i = 0; i < doc->meta.indicator_count; i++)
        look_at_date(&d, &doc->meta.indicators[i].date);
    doc_walk_all(doc, look_at, &d);
}
