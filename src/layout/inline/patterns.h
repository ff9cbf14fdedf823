/* patterns: one level of a hyphenation dictionary, after Liang, “Word Hy-phen-a-tion by Com-put-er”
 * (1983): letters with digits between them, such as "1na" or ".ab4i". Where the letters stand in a
 * word (a point is either end of it), the digits weigh the places between its letters; the highest
 * of a place counts, and where it is odd, a hyphen may stand.
 *
 * Private to inline/. Patterns stay where they are, in the dictionary's text. */
#ifndef CHANCERY_LAYOUT_INLINE_PATTERNS_H
#define CHANCERY_LAYOUT_INLINE_PATTERNS_H

#include "base/arena.h"
#include "base/str.h"

#define PATTERN_MOST       100               /* bytes of its letters */
#define PATTERNS_WORD_MOST 250               /* bytes of a word */
#define PATTERNS_TEXT_MOST ((size_t)1 << 24) /* bytes of a dictionary */

struct patterns {
    struct arena *arena;
    const char *text; /* in which they stand; ends in NUL */
    bool utf8;
    bool changes;    /* some change letters */
    bool folded;     /* see patterns_init */
    uint32_t *slots; /* of patterns and, where folded, what they begin with: the offset of a pattern
                        in the text and 8 bits of the letters' code; 0: free */
    unsigned bits;   /* there are 2^bits slots */
    size_t n;
    unsigned char longest[256];   /* bytes of the longest pattern that begins with a byte */
    size_t last, last_bytes;      /* where the pattern added last stands, digits and all */
    char letters[PATTERN_MOST];   /* its letters */
    uint64_t codes[PATTERN_MOST]; /* of its beginnings, by the number of letters less 1 */
};

/* No patterns yet, of a text that stays; those to come fill about so many of its bytes. Folded
 * ones are made for libhyphen: each says also what those say that end with it, and of the
 * stretches of a word that end at a place only the longest counts with which any pattern begins,
 * even if it is none itself. Otherwise every pattern counts, as for TeX. */
void patterns_init(struct patterns *p, struct arena *a, const char *text, size_t bytes, bool utf8,
                   bool folded);

/* Adds the pattern that begins at the offset (not 0) and returns where it ends; one of the same
 * letters gives way. One of too many letters, or without a digit, says nothing. */
size_t patterns_add(struct patterns *p, size_t offset);

/* Fills weights[i] for the place after byte i of a word that is not empty (0 after its last
 * byte). */
void patterns_weigh(unsigned char *weights, const struct patterns *p, struct str word);

/* A weight is twice the digit, plus one where a hyphen would change letters (“Schif-fahrt”). */
static inline bool weight_parts(unsigned char weight) {
    return weight & 2;
}
static inline bool weight_divides(unsigned char weight) {
    return (weight & 3) == 2;
}

#endif
