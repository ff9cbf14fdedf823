#include "source/date.h"

static const char no_form[] = "is not a date";
static const char no_day[] = "is a day that does not exist";
static const char no_month[] = "has a month that does not exist";
static const char backwards[] = "ends before it begins";

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_exists(int year, int month, int day) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year == 0 || year < -9999 || year > 9999) return false;
    if (month == 0) return day == 0;
    if (month < 1 || month > 12) return false;
    return day >= 0 && day <= days[month - 1] + (month == 2 && is_leap(year));
}

/* Digits at the start of *s, at most four, taken off it; -1 if there are not `least` of them. */
static int take_number(struct str *s, size_t least, size_t most) {
    int value = 0;
    size_t n = 0;
    while (n < s->n && n < most && s->p[n] >= '0' && s->p[n] <= '9')
        value = value * 10 + s->p[n++] - '0';
    if (n < least || (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')) return -1;
    *s = str_slice(*s, n, s->n);
    return value;
}

static bool take_char(struct str *s, char c) {
    if (!s->n || s->p[0] != c) return false;
    *s = str_slice(*s, 1, s->n);
    return true;
}

/* Year, month and day, or fewer of them. */
static const char *parse_point(struct work_date_part *out, struct str s) {
    *out = (struct work_date_part){0};
    bool negative = take_char(&s, '-');
    out->year = take_number(&s, 1, 4);
    if (out->year <= 0) return no_form;
    if (negative) out->year = -out->year;
    if (take_char(&s, '-')) {
        out->month = take_number(&s, 2, 2);
        if (out->month < 0) return no_form;
        if (out->month < 1 || out->month > 12) return no_month;
        if (take_char(&s, '-')) {
            out->day = take_number(&s, 2, 2);
            if (out->day < 0) return no_form;
            if (out->day == 0) return no_day;
        }
    }
    if (s.n) return no_form;
    return date_exists(out->year, out->month, out->day) ? NULL : no_day;
}

/* Takes “c. ”, “ca. ”, “circa ” or “≈” off the start, or “~” off the end. */
static bool take_circa(struct str *s) {
    static const char *const words[] = {"c. ", "c.", "ca. ", "ca.", "circa ", "≈", "~"};
    for (size_t i = sizeof words / sizeof *words; i-- > 0;) {
        if (!str_starts(*s, words[i])) continue;
        *s = str_trim(str_slice(*s, strlen(words[i]), s->n));
        return true;
    }
    if (!s->n || s->p[s->n - 1] != '~') return false;
    s->n--;
    return true;
}

/* Where the mark between two dates stands, and its length; s.n if there is none. */
static size_t find_range(struct str s, size_t *length) {
    static const char *const marks[] = {"/", "–", "—", "--", " - "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = str_find(s, str_of(marks[i]));
        *length = strlen(marks[i]);
        if (at != SIZE_MAX && at > 0) return at;
    }
    return s.n;
}

static bool is_before(const struct work_date_part *a, const struct work_date_part *b) {
    if (a->year != b->year) return a->year < b->year;
    if (!a->month || !b->month || a->month != b->month)
        return a->month && b->month && a->month < b->month;
    return a->day && b->day && a->day < b->day;
}

const char *date_parse(struct work_date *out, struct str text) {
    *out = (struct work_date){0};
    struct str s = str_trim(text);
    out->circa = take_circa(&s);
    size_t length, at = find_range(s, &length);
    const char *wrong = parse_point(&out->from, str_trim(str_slice(s, 0, at)));
    if (wrong || at == s.n) return wrong;
    struct str end = str_trim(str_slice(s, at + length, s.n));
    if (!end.n || str_is(end, "..") || str_is(end, "…")) {
        out->open_end = true;
        return NULL;
    }
    out->circa |= take_circa(&end);
    wrong = parse_point(&out->to, end);
    if (!wrong && is_before(&out->to, &out->from)) wrong = backwards;
    return wrong;
}
