/* locale_date: dates of any precision and their ranges by language (locale.h).
 *
 * CLDR's patterns for a skeleton (which fields, how long) give the order and the words; ICU's
 * interval formats write what two dates share once. Its spacing of the dash has changed with
 * releases and is set anew: close where the ends are single words (6–8 January), spaced where they
 * are not. */
#include "text/locale_icu.h"

#include "base/buf.h"
#include "base/utf8.h"

#define EN_DASH "\xE2\x80\x93"
#define NBSP    "\xC2\xA0"

enum { UNITS_MAX = 256 };

enum precision { YEAR, MONTH, DAY };

static enum precision precision_of(struct locale_date d) {
    return d.month == 0 ? YEAR : d.day == 0 ? MONTH : DAY;
}

void locale_close_dates(struct locale *l) {
    for (size_t i = 0; i < l->patterns.n; i++) {
        if (l->patterns.v[i].date) udat_close(l->patterns.v[i].date);
        if (l->patterns.v[i].interval) udtitvfmt_close(l->patterns.v[i].interval);
    }
    if (l->generator) udatpg_close(l->generator);
    if (l->from) ucal_close(l->from);
    if (l->to) ucal_close(l->to);
}

/* The fields that are written, in CLDR's letters. */
static const char *skeleton_of(enum precision p, unsigned style, bool era) {
    static const char *const names[2][2][3] = {
        {{"y", "yMMMM", "yMMMMd"}, {"y", "yMMM", "yMMMd"}},
        {{"y", "MMMM", "MMMMd"}, {"y", "MMM", "MMMd"}},
    };
    static const char *const with_era[] = {"yG", "yMMMMG", "yMMMMdG"};
    if (era) return with_era[p];
    return names[(style & LOCALE_DATE_NO_YEAR) != 0][(style & LOCALE_DATE_SHORT) != 0][p];
}

static struct locale_pattern *pattern_for(struct locale *l, const char *skeleton) {
    for (size_t i = 0; i < l->patterns.n; i++)
        if (strcmp(l->patterns.v[i].skeleton, skeleton) == 0) return &l->patterns.v[i];
    struct locale_pattern *p = vec_push(l->arena, &l->patterns);
    p->skeleton = skeleton;
    return p;
}

/* True if ICU did what it was asked; without memory there is no going on. */
static bool succeeded(UErrorCode error) {
    if (error == U_MEMORY_ALLOCATION_ERROR) arena_fail();
    return U_SUCCESS(error);
}

/* A calendar without Julian days, set to the date; a missing month or day is the first. NULL if ICU
 * has none. */
static UCalendar *set_calendar(UCalendar **c, const struct locale *l, struct locale_date d) {
    static const UChar zone[] = {'G', 'M', 'T'};
    UErrorCode error = U_ZERO_ERROR;
    if (!*c) {
        *c = ucal_open(zone, 3, l->id, UCAL_GREGORIAN, &error);
        if (!succeeded(error)) return *c = NULL;
        ucal_setGregorianChange(*c, -1e15, &error);
    }
    ucal_clear(*c);
    ucal_set(*c, UCAL_EXTENDED_YEAR, d.year);
    ucal_set(*c, UCAL_MONTH, d.month ? d.month - 1 : 0);
    ucal_set(*c, UCAL_DATE, d.day ? d.day : 1);
    return *c;
}

static UDateFormat *open_date(struct locale *l, const char *skeleton) {
    static const UChar zone[] = {'G', 'M', 'T'};
    UErrorCode error = U_ZERO_ERROR;
    UChar pattern[UNITS_MAX];
    int32_t n;
    UChar *fields = locale_widen(&n, l->arena, str_of(skeleton));
    if (!l->generator) l->generator = udatpg_open(l->id, &error);
    int32_t length = udatpg_getBestPattern(l->generator, fields, n, pattern, UNITS_MAX, &error);
    UDateFormat *f = udat_open(UDAT_PATTERN, UDAT_PATTERN, l->id, zone, 3, pattern, length, &error);
    return succeeded(error) ? f : NULL;
}

/* What is left if ICU has no data: the digits, as ISO 8601 has them. */
static struct str plain_date(struct arena *a, struct locale_date d) {
    if (d.month == 0) return str_printf(a, "%d", d.year);
    if (d.day == 0) return str_printf(a, "%d-%02d", d.year, d.month);
    return str_printf(a, "%d-%02d-%02d", d.year, d.month, d.day);
}

/* --- spaces --- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* True if one or two digits stand before i, with or without a point or the French “er”. */
static bool ends_in_day(struct str s, size_t i) {
    if (i > 0 && s.p[i - 1] == '.') i--;
    if (i > 2 && memcmp(s.p + i - 2, "er", 2) == 0) i -= 2;
    size_t digits = 0;
    while (digits < i && is_digit(s.p[i - 1 - digits]))
        digits++;
    return digits == 1 || digits == 2;
}

static bool ends_in_dash(struct str s, size_t i) {
    return str_ends((struct str){s.p, i}, EN_DASH);
}

static bool begins_with_day(struct str s, size_t i) {
    size_t digits = 0;
    while (i + digits < s.n && is_digit(s.p[i + digits]))
        digits++;
    return digits == 1 || digits == 2;
}

/* A short word with a point: “г.”, “ж.”, “թ.”, as years have them. */
static bool is_abbreviation(struct str s, size_t i) {
    size_t letters = 0;
    while (i < s.n && s.p[i] != '.' && s.p[i] != ' ' && letters < 4) {
        utf8_next(s, &i);
        letters++;
    }
    return letters > 0 && letters < 4 && i < s.n && s.p[i] == '.';
}

/* Is the space at i, i > 0, one that a line must not break at? */
static bool holds_date_together(struct str s, size_t i) {
    bool day_next = begins_with_day(s, i + 1);
    if (ends_in_day(s, i)) return !day_next;
    if (day_next) return s.p[i - 1] != ',' && !ends_in_dash(s, i);
    return is_digit(s.p[i - 1]) && is_abbreviation(s, i + 1);
}

/* A no-break space between a day and its month and before the word for year. */
static struct str bind_days(struct arena *a, struct str s) {
    struct buf out = {0};
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' && i > 0 && holds_date_together(s, i))
            buf_add_c(&out, NBSP);
        else
            buf_add_char(&out, s.p[i]);
    }
    struct str bound = str_copy(a, buf_str(&out));
    buf_done(&out);
    return bound;
}

/* In French the first of a month is an ordinal. A 1 that stands alone can only be a day. */
static struct str make_first_ordinal(struct arena *a, const struct locale *l, struct str s) {
    if (strncmp(l->id, "fr", 2) != 0 || (l->id[2] != '_' && l->id[2] != '@')) return s;
    struct buf out = {0};
    for (size_t i = 0; i < s.n; i++) {
        bool alone = s.p[i] == '1' && (i == 0 || !is_digit(s.p[i - 1])) &&
                     (i + 1 == s.n || !is_digit(s.p[i + 1]));
        buf_add_char(&out, s.p[i]);
        if (alone) buf_add_c(&out, "er");
    }
    s = str_copy(a, buf_str(&out));
    buf_done(&out);
    return s;
}

/* The house's rules over what CLDR gives; Armenian has two kinds of full stop there. */
static struct str finish(struct arena *a, const struct locale *l, struct str s) {
    s = locale_replace(a, s, STR("\xE2\x80\xA4"), STR("."));
    return bind_days(a, make_first_ordinal(a, l, s));
}

/* --- dates --- */

struct str locale_format_date(struct arena *a, struct locale *l, struct locale_date date,
                              unsigned style) {
    UErrorCode error = U_ZERO_ERROR;
    UChar units[UNITS_MAX];
    struct locale_pattern *p =
        pattern_for(l, skeleton_of(precision_of(date), style,
                                   date.year <= 0 || (style & LOCALE_DATE_ERA) != 0));
    if (!p->date) p->date = open_date(l, p->skeleton);
    UCalendar *c = set_calendar(&l->from, l, date);
    if (!p->date || !c) return plain_date(a, date);
    int32_t n = udat_formatCalendar(p->date, c, units, UNITS_MAX, NULL, &error);
    return succeeded(error) ? finish(a, l, locale_narrow(a, units, n)) : plain_date(a, date);
}

/* --- ranges --- */

/* True if the first field that differs is not the last one written, so that each end is more than
 * one word: 6 January – 8 March, but 6–8 January. */
static bool ends_are_phrases(struct locale_date from, struct locale_date to, enum precision p) {
    if (from.year != to.year) return p > YEAR;
    return from.month != to.month && p > MONTH;
}

/* Sets the space around the dash. */
static struct str space_dash(struct arena *a, struct str s, bool spaced) {
    static const char *const spaces[] = {" ", NBSP, "\xE2\x80\x89", "\xE2\x80\xAF"};
    size_t dash = str_find(s, STR(EN_DASH));
    if (dash == SIZE_MAX) return s;
    struct str left = str_slice(s, 0, dash), right = str_slice(s, dash + 3, s.n);
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        size_t n = strlen(spaces[i]);
        if (str_ends(left, spaces[i])) left.n -= n;
        if (str_starts(right, spaces[i])) right = str_slice(right, n, right.n);
    }
    return str_printf(a, spaced ? "%.*s" NBSP EN_DASH " %.*s" : "%.*s" EN_DASH "%.*s",
                      STR_ARG(left), STR_ARG(right));
}

static UDateIntervalFormat *open_interval(struct locale *l, const char *skeleton) {
    static const UChar zone[] = {'G', 'M', 'T'};
    UErrorCode error = U_ZERO_ERROR;
    int32_t n;
    UChar *fields = locale_widen(&n, l->arena, str_of(skeleton));
    UDateIntervalFormat *f = udtitvfmt_open(l->id, fields, n, zone, 3, &error);
    return succeeded(error) ? f : NULL;
}

/* Empty if ICU cannot. */
static struct str format_interval(struct arena *a, struct locale *l, struct locale_pattern *p,
                                  struct locale_date from, struct locale_date to) {
    UErrorCode error = U_ZERO_ERROR;
    if (!p->interval) p->interval = open_interval(l, p->skeleton);
    UCalendar *x = set_calendar(&l->from, l, from), *y = set_calendar(&l->to, l, to);
    UFormattedDateInterval *result = udtitvfmt_openResult(&error);
    struct str s = STR_NONE;
    if (succeeded(error) && p->interval && x && y) {
        int32_t n = 0;
        udtitvfmt_formatCalendarToResult(p->interval, x, y, result, &error);
        const UChar *units = ufmtval_getString(udtitvfmt_resultAsValue(result, &error), &n, &error);
        if (succeeded(error)) s = locale_narrow(a, units, n);
    }
    udtitvfmt_closeResult(result);
    return s;
}

/* CLDR's intervals are less well kept than its dates: in some languages days have a leading zero
 * (hy, ka), a whole month's name the point of its abbreviation (ka). */
static struct str mend(struct arena *a, struct str s, const UDateFormat *names) {
    struct buf out = {0};
    for (size_t i = 0; i < s.n; i++) {
        bool zero = s.p[i] == '0' && (i == 0 || !is_digit(s.p[i - 1])) && i + 1 < s.n &&
                    is_digit(s.p[i + 1]);
        if (!zero) buf_add_char(&out, s.p[i]);
    }
    s = str_copy(a, buf_str(&out));
    buf_done(&out);
    for (int32_t month = 0; names && month < 12; month++) {
        UChar name[64];
        UErrorCode error = U_ZERO_ERROR;
        int32_t n = udat_getSymbols(names, UDAT_STANDALONE_MONTHS, month, name, 64, &error);
        if (!succeeded(error) || n == 0 || name[n - 1] == '.') continue;
        struct str whole = locale_narrow(a, name, n);
        struct str pointed = str_printf(a, "%.*s.", STR_ARG(whole));
        if (str_find(s, pointed) != SIZE_MAX) s = locale_replace(a, s, pointed, whole);
    }
    return s;
}

static bool same_date(struct locale_date a, struct locale_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* Two dates that cannot be written as one, joined by a dash; of two eras, both have theirs. */
static struct str join(struct arena *a, struct locale *l, struct locale_date from,
                       struct locale_date to, unsigned style) {
    if (from.year <= 0 && to.year > 0) style |= LOCALE_DATE_ERA;
    struct str x = locale_format_date(a, l, from, style), y = locale_format_date(a, l, to, style);
    return str_printf(a, "%.*s" NBSP EN_DASH " %.*s", STR_ARG(x), STR_ARG(y));
}

struct str locale_format_date_range(struct arena *a, struct locale *l, struct locale_date from,
                                    struct locale_date to, unsigned style) {
    enum precision p = precision_of(from);
    if (same_date(from, to)) return locale_format_date(a, l, from, style);
    if (p != precision_of(to) || from.year <= 0 || to.year <= 0) return join(a, l, from, to, style);
    if (from.year != to.year) style &= ~(unsigned)LOCALE_DATE_NO_YEAR;
    struct locale_pattern *pattern = pattern_for(l, skeleton_of(p, style, false));
    struct str s = format_interval(a, l, pattern, from, to);
    if (str_empty(s) || str_find(s, STR(" - ")) != SIZE_MAX) return join(a, l, from, to, style);
    if (!pattern->date) pattern->date = open_date(l, pattern->skeleton);
    s = mend(a, s, pattern->date);
    return finish(a, l, space_dash(a, s, ends_are_phrases(from, to, p)));
}
