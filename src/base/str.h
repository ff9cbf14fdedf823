/* str: a borrowed piece of UTF-8 text, pointer and length; not NUL-terminated.
 *
 * Who owns the bytes is said where the str is stored; mostly a document arena or a mapped file. */
#ifndef CHANCERY_BASE_STR_H
#define CHANCERY_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){("" literal), sizeof(literal) - 1})
#define STR_NONE     ((struct str){NULL, 0})

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).n, ((s).p ? (s).p : "")

static inline struct str str_of(const char *c) {
    return c ? (struct str){c, strlen(c)} : STR_NONE;
}

static inline bool str_eq(struct str a, struct str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(struct str a, const char *c) {
    return str_eq(a, str_of(c));
}

static inline bool str_empty(struct str s) {
    return s.n == 0;
}

/* Bytes from..from+n, clipped to the string. */
static inline struct str str_slice(struct str s, size_t from, size_t n) {
    if (!s.p) return STR_NONE;
    if (from > s.n) from = s.n;
    if (n > s.n - from) n = s.n - from;
    return (struct str){s.p + from, n};
}

static inline bool str_starts(struct str s, const char *prefix) {
    size_t n = strlen(prefix);
    return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

static inline bool str_ends(struct str s, const char *suffix) {
    size_t n = strlen(suffix);
    return s.n >= n && (n == 0 || memcmp(s.p + (s.n - n), suffix, n) == 0);
}

/* Byte order, for sorting keys; language order is text/collate.h. */
int str_cmp(struct str a, struct str b);

/* Offset of the first c, or s.n. */
size_t str_find_char(struct str s, char c);

/* Offset of the first needle, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle);

/* Without ASCII white space at either end. */
struct str str_trim(struct str s);

/* A copy in the arena, NUL-terminated. */
struct str str_copy(struct arena *a, struct str s);

/* A NUL-terminated copy in the arena. */
char *str_to_c(struct arena *a, struct str s);

/* As printf, into the arena. */
struct str str_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* a and b joined, in the arena. */
struct str str_join(struct arena *a, struct str x, struct str y);

/* Decimal integer of the whole string; false if it is anything else or does not fit. */
bool str_to_long(long *out, struct str s);

/* Fewest edits between a and b (a byte put in, taken out or replaced, two neighbours swapped), for
 * "did you mean". Over 128 bytes it is 0 or the longer length. */
size_t str_distance(struct str a, struct str b);

#endif
