#include "base/utf8.h"

#include <assert.h>

/* What may follow a lead byte, by Unicode table 3-7: the number of continuation bytes and the range
 * of the first of them (later ones are 80..BF). count 0: not a lead byte. */
struct lead {
    unsigned count;
    unsigned char low, high;
};

static struct lead lead_of(unsigned char c) {
    if (c >= 0xC2 && c <= 0xDF) return (struct lead){1, 0x80, 0xBF};
    if (c == 0xE0) return (struct lead){2, 0xA0, 0xBF};
    if (c == 0xED) return (struct lead){2, 0x80, 0x9F};
    if (c >= 0xE1 && c <= 0xEF) return (struct lead){2, 0x80, 0xBF};
    if (c == 0xF0) return (struct lead){3, 0x90, 0xBF};
    if (c >= 0xF1 && c <= 0xF3) return (struct lead){3, 0x80, 0xBF};
    if (c == 0xF4) return (struct lead){3, 0x80, 0x8F};
    return (struct lead){0, 0, 0};
}

/* The code point at *i; also says whether the sequence was well-formed. */
static bool decode(uint32_t *cp, struct str s, size_t *i) {
    unsigned char c = (unsigned char)s.p[(*i)++];
    *cp = c;
    if (c < 0x80) return true;
    struct lead lead = lead_of(c);
    *cp = UTF8_REPLACEMENT;
    if (lead.count == 0) return false;
    uint32_t value = c & (0x3Fu >> lead.count);
    for (unsigned k = 0; k < lead.count; k++) {
        if (*i >= s.n) return false;
        unsigned char next = (unsigned char)s.p[*i];
        if (next < (k ? 0x80 : lead.low) || next > (k ? 0xBF : lead.high)) return false;
        value = value << 6 | (next & 0x3Fu);
        (*i)++;
    }
    *cp = value;
    return true;
}

uint32_t utf8_next_long(struct str s, size_t *i) {
    uint32_t cp;
    decode(&cp, s, i);
    return cp;
}

uint32_t utf8_prev(struct str s, size_t *i) {
    assert(*i > 0 && *i <= s.n);
    size_t start = *i - 1;
    if ((unsigned char)s.p[start] < 0x80) {
        *i = start;
        return (unsigned char)s.p[start];
    }
    while (start > 0 && *i - start < 4 && ((unsigned char)s.p[start] & 0xC0) == 0x80)
        start--;
    size_t end = start;
    uint32_t cp = utf8_next(s, &end);
    if (end == *i) {
        *i = start;
        return cp;
    }
    (*i)--; /* a continuation byte that belongs to nothing */
    return UTF8_REPLACEMENT;
}

size_t utf8_put(char *out, uint32_t cp) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = UTF8_REPLACEMENT;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t k = n - 1; k > 0; k--) {
        out[k] = (char)(unsigned char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    out[0] = (char)(unsigned char)((0xF00u >> n & 0xF0u) | cp);
    return n;
}

/* Where the run of ASCII characters that begins at i ends: eight bytes a step, then one. */
static size_t skip_ascii(struct str s, size_t i) {
    uint64_t word;
    for (; s.n - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s.p + i, sizeof word);
        if (word & 0x8080808080808080u) break;
    }
    while (i < s.n && (unsigned char)s.p[i] < 0x80)
        i++;
    return i;
}

size_t utf8_check(struct str s) {
    for (size_t i = 0; (i = skip_ascii(s, i)) < s.n;) {
        size_t start = i;
        uint32_t cp;
        if (!decode(&cp, s, &i)) return start;
    }
    return s.n;
}

size_t utf8_count(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; n++) {
        size_t end = skip_ascii(s, i);
        n += end - i;
        i = end;
        if (i == s.n) break;
        utf8_next(s, &i);
    }
    return n;
}
