/* Dates written as one string: "2005-07-02", "May 2005", "spring 1999/2000", "ca. 1950", "50 BC".
 *
 * The words are read without regard to their order where that is safe: a month is a name or the
 * number after a hyphenated year; a number above 31 is a year. English names only: it is data
 * entered by catalogues. */
#include <stdlib.h>

#include "cite/render.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool starts_word(struct str w, const char *name) {
    if (w.n < 3) return false;
    for (size_t i = 0; i < w.n; i++)
        if (name[i] == '\0' || (w.p[i] | 32) != name[i]) return false;
    return true;
}

static int month_of(struct str w) {
    static const char *const names[] = {
        "january",   "february", "march",    "april",    "may",    "june",   "july",   "august",
        "september", "october",  "november", "december", "spring", "summer", "autumn", "winter"};
    for (int i = 0; i < 16; i++)
        if (starts_word(w, names[i])) return i + 1;
    return starts_word(w, "fall") ? 15 : 0;
}

struct scan {
    long numbers[3];
    size_t lengths[3];
    size_t n;
    int month;
    bool circa, bc, failed;
};

static void read_word(struct scan *s, struct str w) {
    int m = month_of(w);
    if (m) {
        if (s->month) s->failed = true;
        s->month = m;
    } else if (str_is(w, "circa") || str_is(w, "ca") || str_is(w, "c")) {
        s->circa = true;
    } else if (str_is(w, "BC") || str_is(w, "BCE") || str_is(w, "bc")) {
        s->bc = true;
    } else if (!str_is(w, "AD") && !str_is(w, "CE") && !str_is(w, "st") && !str_is(w, "nd") &&
               !str_is(w, "rd") && !str_is(w, "th") && !str_is(w, "of")) {
        s->failed = true;
    }
}

static size_t read_number(struct scan *s, struct str t, size_t i) {
    size_t from = i;
    long v = 0;
    while (i < t.n && is_digit(t.p[i]) && i - from < 6)
        v = v * 10 + (t.p[i++] - '0');
    if (s->n == 3)
        s->failed = true;
    else {
        s->numbers[s->n] = v;
        s->lengths[s->n++] = i - from;
    }
    return i;
}

static void read_all(struct scan *s, struct str t) {
    size_t i = 0;
    while (i < t.n && !s->failed) {
        size_t from = i;
        if (is_digit(t.p[i])) {
            i = read_number(s, t, i);
        } else if (is_letter(t.p[i])) {
            while (i < t.n && is_letter(t.p[i]))
                i++;
            read_word(s, str_slice(t, from, i - from));
        } else {
            unsigned char c = (unsigned char)t.p[i++];
            if (c == '~' || c == '?' || c == '[' || c == ']')
                s->circa = true;
            else if (c != ' ' && c != '-' && c != '/' && c != ',' && c != '.')
                s->failed = true;
        }
    }
}

/* Which of the numbers is the year: the longest, else the first. */
static size_t find_year(const struct scan *s) {
    for (size_t i = 0; i < s->n; i++)
        if (s->lengths[i] >= 3 || s->numbers[i] > 31) return i;
    return s->n == 1 ? 0 : s->n == 3 ? 2 : s->n - 1;
}

static bool is_month(long m) {
    return m >= 1 && m <= 12;
}

static bool place_numbers(struct work_date_part *d, const struct scan *s) {
    if (s->n == 0) return false;
    size_t y = find_year(s);
    d->year = (int)(s->bc ? -s->numbers[y] : s->numbers[y]);
    d->month = s->month;
    long rest[2] = {0, 0};
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (i != y) rest[n++] = s->numbers[i];
    if (s->month) {
        d->day = (int)rest[0];
        return n <= 1;
    }
    if (n == 2 && y != 0 && rest[0] > 12) {
        long swap = rest[0];
        rest[0] = rest[1];
        rest[1] = swap;
    }
    if (n && !is_month(rest[0]) && rest[0] != 0) return false;
    d->month = (int)rest[0];
    d->day = (int)rest[1];
    return d->day <= 31;
}

static bool read_end(struct work_date *out, struct work_date_part *d, struct str t) {
    struct scan s = {.n = 0};
    read_all(&s, str_trim(t));
    if (s.failed || s.month > 16) return false;
    if (s.circa) out->circa = true;
    return place_numbers(d, &s);
}

/* A place where a range is cut: a dash, two hyphens, or one slash or hyphen between years. */
static size_t find_cut(struct str t, size_t *width) {
    static const char *const cuts[] = {"–", "—", "--", " - ", "/", "-"};
    for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
        size_t at = str_find(t, str_of(cuts[k]));
        if (at == SIZE_MAX || at == 0) continue;
        size_t w = strlen(cuts[k]);
        if (w == 1) {
            struct str rest = str_slice(t, at + 1, t.n - at - 1);
            bool once = str_find_char(rest, cuts[k][0]) == rest.n;
            bool long_end = rest.n >= 4 && str_find_char(rest, t.p[at]) == rest.n;
            bool words = false;
            for (size_t i = 0; i < rest.n; i++)
                words = words || is_letter(rest.p[i]);
            if (cuts[k][0] == '-' && !(once && (long_end || words))) continue;
            if (cuts[k][0] == '/' && !(once && (long_end || words))) continue;
        }
        *width = w;
        return at;
    }
    return SIZE_MAX;
}

bool date_parse_raw(struct work_date *out, struct str raw) {
    struct str t = str_trim(raw);
    if (t.n == 0 || t.n > 80) return false;
    size_t width, cut = find_cut(t, &width);
    if (cut == SIZE_MAX) return read_end(out, &out->from, t);
    struct str left = str_slice(t, 0, cut), right = str_slice(t, cut + width, t.n);
    if (!read_end(out, &out->to, right)) return false;
    if (read_end(out, &out->from, left)) {
        if (out->from.year > 31 || !out->to.year) return true;
        if (out->from.month && !out->from.day) { /* "May 3–June 5, 2005": that was a day */
            out->from.day = out->from.year;
            out->from.year = out->to.year;
        }
        return true;
    }
    int m = month_of(str_trim(left));
    if (!m) return false;
    out->from = (struct work_date_part){out->to.year, m, 0};
    return true;
}
