/* What a dictionary means is what libhyphen makes of it, but for two things: its loader takes 1.8 s
 * for German, and it loses digits of patterns that end within longer ones unless the file has been
 * prepared (by its substrings.pl). Not all are, and a prepared one has no mark. But for those that
 * are prepared throughout the two ways agree; one with levels, which nothing but libhyphen reads,
 * can only have been written to its way (as the German one, to whose prepared patterns others were
 * added by hand); and the others are lists made for TeX, where every pattern counts. */
#include "layout/inline/dictionary.h"

#include <stdlib.h>
#include "base/charset.h"
#include "base/file.h"
#include "base/utf8.h"
#include "layout/inline/patterns.h"

#define LETTERS_END 0x1000 /* no 8-bit character set has letters from here on */
#define USUAL_LEAST 2      /* letters before and after a hyphen */

enum minimum { LEFT, RIGHT, COMPOUND_LEFT, COMPOUND_RIGHT, MINIMA };

struct dictionary {
    bool utf8;
    unsigned char *bytes;      /* of an 8-bit set: those of characters; 0: it has none */
    struct patterns compounds; /* where there are levels */
    struct patterns patterns;
    bool folded; /* see patterns.h */
    bool has_levels;
    struct str no_hyphen; /* beside these, apart by commas, no hyphen stands */
    size_t least[MINIMA]; /* letters; 0: not set */
};

/* --- the file --------------------------------------------------------------------------------- */

static const char *const minima[MINIMA] = {"LEFTHYPHENMIN", "RIGHTHYPHENMIN",
                                           "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN"};

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

/* Settings count before NEXTLEVEL only; true if the line is one. */
static bool read_setting(struct dictionary *d, struct str line) {
    struct dictionary none;
    if (d->has_levels) d = &none;
    if (str_starts(line, "NOHYPHEN")) {
        d->no_hyphen = str_trim(str_slice(line, 8, line.n));
        return true;
    }
    for (int i = 0; i < MINIMA; i++) {
        if (!str_starts(line, minima[i])) continue;
        long n = strtol(line.p + strlen(minima[i]), NULL, 10);
        d->least[i] = n < 0 ? 0 : n > 20 ? 20 : (size_t)n;
        return true;
    }
    return false;
}

/* The rest of the line from an offset on. */
static struct str line_at(struct str text, size_t from) {
    if (from < text.n && text.p[from] == '\n') return STR("");
    struct str rest = str_slice(text, from, text.n);
    return str_slice(rest, 0, str_find_char(rest, '\n'));
}

/* What was read so far is of compounds; now come patterns of their parts. */
static void begin_level(struct dictionary *d, struct arena *a, struct str text, size_t from) {
    d->compounds = d->patterns;
    d->has_levels = true;
    patterns_init(&d->patterns, a, text.p, text.n - from, d->utf8, d->folded);
}

/* Reads the lines from an offset on. */
static void read_lines(struct dictionary *d, struct arena *a, struct str text, size_t from) {
    while (from < text.n) {
        size_t at = from;
        char first = text.p[from];
        if (is_capital(first)) {
            struct str line = line_at(text, from);
            bool next = str_starts(line, "NEXTLEVEL");
            if (next && !d->has_levels) begin_level(d, a, text, from);
            if (next || read_setting(d, line)) at += line.n;
        }
        if (at == from && first != '%' && first != '#') at = patterns_add(&d->patterns, from);
        from = at + line_at(text, at).n + 1;
    }
}

/* Makes the table of the bytes of an 8-bit set's characters. */
static bool read_charset(struct dictionary *d, struct arena *a, struct str name) {
    uint32_t table[256];
    d->utf8 = str_is(name, "UTF-8");
    if (d->utf8) return true;
    if (name.n == 0 || !charset_table(table, str_to_c(a, name))) return false;
    d->bytes = arena_alloc(a, LETTERS_END);
    for (unsigned b = 255; b > 0; b--)
        if (table[b] < LETTERS_END) d->bytes[table[b]] = (unsigned char)b;
    return true;
}

const struct dictionary *dictionary_of(struct arena *a, struct str text) {
    struct dictionary *d = arena_new(a, struct dictionary);
    struct str first = line_at(text, 0);
    if (text.n > PATTERNS_TEXT_MOST || !read_charset(d, a, str_trim(first))) return NULL;
    struct str rest = str_slice(text, first.n, text.n);
    size_t level = str_find(rest, STR("NEXTLEVEL"));
    d->folded = level != SIZE_MAX;
    patterns_init(&d->patterns, a, text.p, d->folded ? level : rest.n, d->utf8, d->folded);
    read_lines(d, a, text, first.n + 1);
    return d;
}

const struct dictionary *dictionary_read(struct arena *a, const char *path) {
    struct str text;
    if (!file_read(&text, a, path, PATTERNS_TEXT_MOST)) return NULL;
    return dictionary_of(a, text);
}

/* --- dividing --------------------------------------------------------------------------------- */

/* The word in the dictionary's character set; empty if some letter is not in it. */
static struct str encode(char *out, const struct dictionary *d, struct str word) {
    if (d->utf8) return word;
    size_t n = 0;
    for (size_t i = 0; i < word.n;) {
        uint32_t cp = utf8_next(word, &i);
        if (cp >= LETTERS_END || !d->bytes[cp]) return STR_NONE;
        out[n++] = (char)d->bytes[cp];
    }
    return (struct str){out, n};
}

/* True if byte i is the first of a character. */
static bool is_start(const struct dictionary *d, struct str word, size_t i) {
    return !d->utf8 || ((unsigned char)word.p[i] & 0xC0) != 0x80;
}

/* Takes away what would leave fewer letters before it. */
static void keep_left(unsigned char *weights, const struct dictionary *d, struct str word,
                      size_t least) {
    size_t letters = 0;
    for (size_t i = 0; i < word.n; i++) {
        letters += is_start(d, word, i);
        if (letters >= least) break;
        weights[i] = 0;
    }
}

/* The same after it. */
static void keep_right(unsigned char *weights, const struct dictionary *d, struct str word,
                       size_t least) {
    size_t letters = 0;
    for (size_t i = word.n; i > 0 && letters < least; i--) {
        weights[i - 1] = 0;
        letters += is_start(d, word, i - 1);
    }
}

/* A word, or a part of one: what of it is at an end of the word. */
struct part {
    struct str text;
    bool first, last;
};

static void weigh(unsigned char *weights, const struct dictionary *d, struct part part);

/* Weighs within the parts of a compound; false if it has but one. */
static bool weigh_parts(unsigned char *weights, const struct dictionary *d, struct part whole) {
    size_t begin = 0, n = whole.text.n;
    for (size_t i = 0; i < n; i++) {
        unsigned char seam = weights[i];
        bool ends = begin > 0 && i + 1 == n;
        if (!weight_parts(seam) && !ends) continue;
        struct part part = {str_slice(whole.text, begin, i + 1 - begin), whole.first && begin == 0,
                            whole.last && ends};
        if (part.text.n > 1) weigh(weights + begin, d, part);
        weights[i] = seam;
        begin = i + 1;
    }
    return begin > 0;
}

/* Parts of compounds are looked at as compounds again; each is shorter than the whole. */
static void weigh(unsigned char *weights, const struct dictionary *d, struct part part) {
    if (d->has_levels) {
        patterns_weigh(weights, &d->compounds, part.text);
        if (weigh_parts(weights, d, part)) return;
    }
    patterns_weigh(weights, &d->patterns, part.text);
    if (!part.first) keep_left(weights, d, part.text, d->least[COMPOUND_LEFT]);
    if (!part.last) keep_right(weights, d, part.text, d->least[COMPOUND_RIGHT]);
}

/* Takes away the places beside what may have no hyphen. */
static void keep_no_hyphen(unsigned char *weights, struct str list, struct str word) {
    for (size_t n; list.n > 0; list = str_slice(list, n + 1, list.n)) {
        n = str_find_char(list, ',');
        struct str item = str_slice(list, 0, n);
        for (size_t i = 0; n > 0 && i + n <= word.n; i++) {
            if (memcmp(word.p + i, item.p, n) != 0) continue;
            weights[i + n - 1] = 0;
            if (i > 0) weights[i - 1] = 0;
        }
    }
}

static size_t least_of(const struct dictionary *d, enum minimum which) {
    return d->least[which] ? d->least[which] : USUAL_LEAST;
}

size_t dictionary_divide(unsigned char *offsets, const struct dictionary *d, struct str word) {
    char encoded[PATTERNS_WORD_MOST];
    unsigned char weights[PATTERNS_WORD_MOST];
    if (word.n == 0 || word.n > PATTERNS_WORD_MOST) return 0;
    struct str own = encode(encoded, d, word);
    if (own.n == 0) return 0;
    weigh(weights, d, (struct part){own, true, true});
    keep_left(weights, d, own, least_of(d, LEFT));
    keep_right(weights, d, own, least_of(d, RIGHT));
    keep_no_hyphen(weights, d->no_hyphen, own);
    size_t n = 0;
    for (size_t i = 0, letter = 0; i < word.n; letter++) {
        utf8_next(word, &i);
        if (weight_divides(weights[d->utf8 ? i - 1 : letter])) offsets[n++] = (unsigned char)i;
    }
    return n;
}
