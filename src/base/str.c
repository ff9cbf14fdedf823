#include "base/str.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include "base/arena.h"

int str_cmp(struct str a, struct str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

size_t str_find_char(struct str s, char c) {
    const char *p = s.n ? memchr(s.p, (unsigned char)c, s.n) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

size_t str_find(struct str s, struct str needle) {
    if (needle.n == 0) return 0;
    size_t at = 0;
    while (needle.n <= s.n - at) {
        at += str_find_char(str_slice(s, at, s.n), needle.p[0]);
        if (needle.n > s.n - at) break;
        if (memcmp(s.p + at, needle.p, needle.n) == 0) return at;
        at++;
    }
    return SIZE_MAX;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s) {
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    while (s.n && is_space(s.p[0]))
        s.p++, s.n--;
    return s;
}

struct str str_copy(struct arena *a, struct str s) {
    return (struct str){arena_copy(a, s.p, s.n), s.n};
}

char *str_to_c(struct arena *a, struct str s) {
    return arena_copy(a, s.p, s.n);
}

struct str str_printf(struct arena *a, const char *format, ...) {
    char most[80]; /* are shorter: they are formatted once */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(most, sizeof most, format, args);
    va_end(args);
    if (n < 0) arena_fail();
    char *out = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof most)
        memcpy(out, most, (size_t)n);
    else
        vsnprintf(out, (size_t)n + 1, format, again);
    va_end(again);
    return (struct str){out, (size_t)n};
}

struct str str_join(struct arena *a, struct str x, struct str y) {
    if (x.n > SIZE_MAX - 1 - y.n) arena_fail();
    char *out = arena_alloc(a, x.n + y.n + 1);
    if (x.n) memcpy(out, x.p, x.n);
    if (y.n) memcpy(out + x.n, y.p, y.n);
    return (struct str){out, x.n + y.n};
}

bool str_to_long(long *out, struct str s) {
    bool negative = s.n && s.p[0] == '-';
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    if (i == s.n) return false;
    long v = 0; /* counted down: LONG_MIN has no positive twin */
    for (; i < s.n; i++) {
        int digit = s.p[i] - '0';
        if (digit < 0 || digit > 9) return false;
        if (v < (LONG_MIN + digit) / 10) return false;
        v = v * 10 - digit;
    }
    if (!negative && v == LONG_MIN) return false;
    *out = negative ? v : -v;
    return true;
}

/* Three rows of the usual table suffice: this one, the one above, and for a swap the one above
 * that. Nobody mistypes a word of hundreds of letters, so long strings just count as far apart. */
size_t str_distance(struct str a, struct str b) {
    enum { LONGEST = 128 };
    if (a.n > LONGEST || b.n > LONGEST) {
        return str_eq(a, b) ? 0 : a.n > b.n ? a.n : b.n;
    }
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t best = above[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            if (above[j] + 1 < best) best = above[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1];
            if (swapped && above2[j - 2] + 1 < best) best = above2[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a.n % 3][b.n];
}
