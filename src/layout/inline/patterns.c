/* A word has few stretches of letters, a dictionary has many patterns, and of these a briefing
 * meets but some: so every stretch of the word is looked for in a table of the patterns, by a code
 * that grows with each letter, and a pattern's digits are read where it was found. Of folded
 * patterns the table also holds what they begin with. It is filled in one pass over the file.
 * Rejected: an automaton with fallbacks (Aho and Corasick, CACM 18, 1975), which is faster for each
 * letter, but took as long to make as dividing ten briefings. */
#include "layout/inline/patterns.h"

#include <stdlib.h>

#define LINE_BYTES  4 /* a slot for each: lines are longer, so that half of the slots are free */
#define OFFSET_BITS 24
#define TAG_SHIFT   16 /* which bits of a code tell patterns apart; the highest tell the slot */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* What ends a pattern's letters and digits: space, the end of the line, a change of letters. */
static bool is_end(char c) {
    unsigned char b = (unsigned char)c;
    return b < '0' && (b <= ' ' || b == '/'); /* for most bytes the first says it */
}

static uint64_t add_letter(uint64_t code, char letter) {
    return (code + (unsigned char)letter + 1) * 0x9e3779b97f4a7c15u;
}

static uint32_t tag_of(uint64_t code) {
    return (uint32_t)(code >> TAG_SHIFT) << OFFSET_BITS;
}

void patterns_init(struct patterns *p, struct arena *a, const char *text, size_t bytes, bool utf8,
                   bool folded) {
    *p = (struct patterns){.arena = a, .text = text, .utf8 = utf8, .folded = folded, .bits = 4};
    while ((size_t)1 << p->bits < bytes / (folded ? LINE_BYTES / 2 : LINE_BYTES))
        p->bits++;
    p->slots = arena_new_array(a, (size_t)1 << p->bits, uint32_t);
}

static size_t offset_of(uint32_t slot) {
    return slot & (PATTERNS_TEXT_MOST - 1);
}

/* True if the pattern begins with these letters, which have no digits among them; says whether it
 * has no others. */
static inline bool begins_with(bool *whole, const char *pattern, const char *letters, size_t n) {
    for (; !is_end(*pattern); pattern++) {
        if (is_digit(*pattern)) continue;
        if (n == 0) break;
        if (*pattern != *letters) return false;
        letters++;
        n--;
    }
    *whole = n == 0 && is_end(*pattern);
    return n == 0;
}

/* The slot of what begins with these letters, or the free one where it belongs; says whether it is
 * a pattern. */
static inline uint32_t *slot_of(bool *whole, const struct patterns *p, uint64_t code,
                                const char *letters, size_t n) {
    size_t at = (size_t)(code >> (64 - p->bits)), last = ((size_t)1 << p->bits) - 1;
    for (uint32_t slot; (slot = p->slots[at]) != 0; at = (at + 1) & last) {
        if ((slot ^ tag_of(code)) >> OFFSET_BITS) continue;
        if (begins_with(whole, p->text + offset_of(slot), letters, n)) break;
    }
    return &p->slots[at];
}

/* Moves what stood in an old slot: for as many letters as it was found by there. */
static void move(struct patterns *p, const struct patterns *old, const uint32_t *slot) {
    char letters[PATTERN_MOST];
    size_t n = 0;
    uint64_t code = 0;
    bool whole = false;
    for (const char *c = p->text + offset_of(*slot); !is_end(*c); c++) {
        if (is_digit(*c)) continue;
        letters[n++] = *c;
        code = add_letter(code, *c);
        if (slot_of(&whole, old, code, letters, n) == slot)
            *slot_of(&whole, p, code, letters, n) = *slot;
    }
}

static void grow(struct patterns *p) {
    struct patterns old = *p;
    p->bits++;
    p->slots = arena_new_array(p->arena, (size_t)1 << p->bits, uint32_t);
    for (size_t i = 0; i < (size_t)1 << old.bits; i++)
        if (old.slots[i]) move(p, &old, &old.slots[i]);
}

static uint32_t *free_slot(const struct patterns *p, uint64_t code) {
    size_t at = (size_t)(code >> (64 - p->bits)), last = ((size_t)1 << p->bits) - 1;
    while (p->slots[at])
        at = (at + 1) & last;
    return &p->slots[at];
}

/* Puts in the pattern at the offset, of n letters, and what it begins with; so many letters of it
 * are known to the table. What is there already gives way to a pattern that says something. */
static void put(struct patterns *p, size_t offset, size_t known, size_t n, bool says) {
    bool whole = false, fresh = false; /* what begins with something fresh is fresh */
    for (size_t k = p->folded && known < n ? known : n - 1; k < n; k++) {
        uint64_t code = p->codes[k];
        uint32_t *slot = fresh ? free_slot(p, code) : slot_of(&whole, p, code, p->letters, k + 1);
        fresh = *slot == 0;
        p->n += fresh;
        if (fresh || (says && k + 1 == n)) *slot = (uint32_t)offset | tag_of(code);
    }
    unsigned char *longest = &p->longest[(unsigned char)p->letters[0]];
    if (*longest < n) *longest = (unsigned char)n;
}

/* What a pattern has in common with the one before need not be read again, which is most of it. */
size_t patterns_add(struct patterns *p, size_t offset) {
    size_t n = 0;
    bool says = false;
    const char *begin = p->text + offset, *c = begin, *last = p->text + p->last;
    for (const char *end = last + p->last_bytes; last < end && *c == *last; c++, last++) {
        bool digit = is_digit(*c);
        says |= digit && *c != '0';
        n += !digit;
    }
    size_t known = n;
    char *letters = p->letters;
    uint64_t *codes = p->codes, code = n ? codes[n - 1] : 0;
    for (; !is_end(*c) && n < PATTERN_MOST; c++) {
        if (is_digit(*c)) {
            says |= *c != '0';
            continue;
        }
        letters[n] = *c;
        codes[n++] = code = add_letter(code, *c);
    }
    bool fits = n > 0 && n < PATTERN_MOST;
    while (fits && p->n + n >= ((size_t)7 << p->bits) / 8)
        grow(p);
    if (fits && (says || p->folded)) put(p, offset, known, n, says);
    p->last = offset;
    p->last_bytes = fits && p->folded ? (size_t)(c - begin) : 0;
    p->changes = p->changes || *c == '/';
    return (size_t)(c - p->text);
}

/* --- weighing --------------------------------------------------------------------------------- */

/* Between which characters of a pattern letters would change: "f1f/ff=f,1,2" has them from the
 * first on, for two. Without such numbers it is all of them. */
struct change {
    long from, to;
};

static struct change change_of(const char *pattern) {
    struct change none = {1, 0}, all = {0, PATTERN_MOST};
    while (!is_end(*pattern))
        pattern++;
    if (*pattern != '/') return none;
    long numbers[2];
    for (int i = 0; i < 2; i++) {
        while (*pattern != ',' && *pattern != '\n' && *pattern)
            pattern++;
        if (*pattern != ',') return all;
        numbers[i] = strtol(++pattern, NULL, 10);
        if (numbers[i] < 1 || numbers[i] > PATTERN_MOST) return all;
    }
    return (struct change){numbers[0] - 1, numbers[0] - 1 + numbers[1]};
}

/* Marks the digits of a pattern that stand where letters change; `at` is before its first letter.
 */
static void apply_change(unsigned char *at, const struct patterns *p, const char *pattern) {
    struct change change = change_of(pattern);
    long chars = 0;
    for (const char *c = pattern; !is_end(*c); c++) {
        if (is_digit(*c)) {
            unsigned char weight = (unsigned char)((*c - '0') * 2 + 1);
            if (chars >= change.from && chars <= change.to && *at < weight) *at = weight;
            continue;
        }
        at++;
        if (*c != '.' && !(p->utf8 && ((unsigned char)*c & 0xC0) == 0x80)) chars++;
    }
}

/* Lets a pattern weigh the places of a word from the one before its first letter on. */
static void apply(unsigned char *at, const struct patterns *p, const char *pattern) {
    if (p->changes) apply_change(at, p, pattern);
    for (const char *c = pattern; !is_end(*c); c++) {
        unsigned char weight = (unsigned char)((*c - '0') * 2);
        if (!is_digit(*c))
            at++;
        else if (*at < weight)
            *at = weight;
    }
}

/* The end of the longest stretch from `from` that may be a pattern. */
static size_t reach(const struct patterns *p, const char *word, size_t from, size_t n) {
    size_t longest = p->longest[(unsigned char)word[from]];
    return longest < n - from ? from + longest : n;
}

void patterns_weigh(unsigned char *weights, const struct patterns *p, struct str word) {
    char letters[PATTERNS_WORD_MOST + 2];
    unsigned char places[PATTERNS_WORD_MOST + 3] = {0}; /* before each letter and after the last */
    size_t n = word.n + 2, done = 0; /* folded: up to where a longer stretch has been found */
    letters[0] = letters[n - 1] = '.';
    memcpy(letters + 1, word.p, word.n);
    for (size_t from = 0; from < n; from++) {
        uint64_t code = 0;
        size_t end = reach(p, letters, from, n);
        for (size_t to = from; to < end; to++) {
            bool whole = false;
            code = add_letter(code, letters[to]);
            if (to < done) continue;
            uint32_t slot = *slot_of(&whole, p, code, letters + from, to + 1 - from);
            if (whole) apply(places + from, p, p->text + offset_of(slot));
            if (!p->folded) continue;
            if (!slot) break;
            done = to + 1;
        }
    }
    memcpy(weights, places + 2, word.n);
    weights[word.n - 1] = 0;
}
