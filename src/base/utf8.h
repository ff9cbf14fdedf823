/* utf8: code points in and out of UTF-8, by Unicode 15, section 3.9 (no surrogates, no overlongs).
 */
#ifndef CHANCERY_BASE_UTF8_H
#define CHANCERY_BASE_UTF8_H

#include <assert.h>
#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* utf8_next where the byte at *i is no ASCII character. */
uint32_t utf8_next_long(struct str s, size_t *i);

/* Reads the code point at *i and moves *i past it; *i < s.n. An ill-formed sequence gives
 * UTF8_REPLACEMENT and moves past its maximal subpart. */
static inline uint32_t utf8_next(struct str s, size_t *i) {
    assert(*i < s.n);
    unsigned char c = (unsigned char)s.p[*i];
    if (c >= 0x80) return utf8_next_long(s, i);
    ++*i;
    return c;
}

/* The code point that ends at *i (> 0); moves *i to its start. */
uint32_t utf8_prev(struct str s, size_t *i);

/* Writes cp to out (at least 4 bytes) and returns the number of bytes written. */
size_t utf8_put(char *out, uint32_t cp);

/* Offset of the first ill-formed byte, or s.n if there is none. */
size_t utf8_check(struct str s);

/* Number of code points. */
size_t utf8_count(struct str s);

#endif
