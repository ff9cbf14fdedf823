/* Patterns after Liang, “Word Hy-phen-a-tion by Com-put-er” (1983), as libhyphen reads them.
 *
 * Dictionaries are in character sets of their own (ru KOI8-R, de ISO-8859-1): base/charset gives
 * the table of one when it is loaded, and words go through it. Divisions that change letters
 * (“Schif-fahrt”) are left alone: they would need another text than the author's. */
#include "layout/inline/hyphen.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/charset.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/lock.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "layout/inline/dictionary.h"
#include "text/case.h"

#define FOLDER         "/usr/share/hyphen"
#define LETTERS_MOST   125 /* of a word; longer ones are not words */
#define LANGUAGES_MOST 64

/* A language's patterns; shared, and kept till the program ends. */
struct patterns {
    struct arena arena;
    struct trace files; /* where they were looked for and found, for each briefing that uses them */
    char lang[24];
    HyphenDict *dict; /* NULL: there are none */
    bool utf8;
    uint32_t table[256]; /* of an 8-bit set: the characters of the bytes */
    int left, right;
};

static struct patterns *loaded[LANGUAGES_MOST];
static size_t loaded_count;
static struct lock loaded_lock = LOCK_INIT;

struct divided {
    size_t n;
    unsigned char offsets[];
};

/* A language as this briefing knows it. */
struct language {
    struct str lang;
    const struct patterns *patterns;
    struct hash words; /* lower-case word → struct divided */
};

struct hyphenator {
    struct arena *arena;
    struct arena scratch;
    VEC(struct language *) languages;
};

/* --- finding dictionaries --------------------------------------------------------------------- */

/* The region whose dictionary serves a language without one. */
static const char *const usual_regions[][2] = {
    {"en", "en_GB"}, {"de", "de_DE"}, {"fr", "fr"},    {"es", "es_ES"}, {"ru", "ru_RU"},
    {"uk", "uk_UA"}, {"pt", "pt_PT"}, {"nl", "nl_NL"}, {"it", "it_IT"}, {"pl", "pl_PL"},
    {"cs", "cs_CZ"}, {"sv", "sv_SE"}, {"da", "da_DK"}, {"nb", "nb_NO"}, {"el", "el_GR"},
};

static bool find_exact(char *path, size_t size, const char *name) {
    snprintf(path, size, FOLDER "/hyph_%s.dic", name);
    return file_kind_of(path) == FILE_REGULAR;
}

/* The dictionary for a BCP 47 tag: its own region's, the usual region's, the language's. */
static bool find_dictionary(char *path, size_t size, struct str lang) {
    char name[24];
    snprintf(name, sizeof name, "%.*s", STR_ARG(lang));
    for (char *p = name; *p; p++)
        if (*p == '-') *p = '_';
    if (strchr(name, '/')) return false;
    if (strchr(name, '_') && find_exact(path, size, name)) return true;
    name[strcspn(name, "_")] = '\0';
    for (size_t i = 0; i < sizeof usual_regions / sizeof *usual_regions; i++)
        if (strcmp(usual_regions[i][0], name) == 0 && find_exact(path, size, usual_regions[i][1]))
            return true;
    return find_exact(path, size, name);
}

/* Reads a dictionary. One without minima of its own gets the usual two letters each side. */
static void fill_patterns(struct patterns *p, struct str lang) {
    char path[96];
    if (!find_dictionary(path, sizeof path, lang)) return;
    p->dict = dictionary_read(&p->arena, path);
    if (!p->dict) return;
    p->utf8 = p->dict->utf8;
    if (!p->utf8 && !charset_table(p->table, p->dict->cset)) {
        p->dict = NULL;
        return;
    }
    p->left = p->dict->lhmin > 0 ? p->dict->lhmin : 2;
    p->right = p->dict->rhmin > 0 ? p->dict->rhmin : 2;
}

static struct patterns *load(struct str lang) {
    struct patterns *p = calloc(1, sizeof *p);
    if (!p) arena_fail();
    arena_init(&p->arena);
    snprintf(p->lang, sizeof p->lang, "%.*s", STR_ARG(lang));
    trace_init(&p->files, &p->arena);
    struct trace *before = trace_set(&p->files);
    fill_patterns(p, lang);
    trace_set(before);
    return p;
}

static const struct patterns *patterns_of(struct str lang) {
    const struct patterns *found = NULL;
    lock_enter(&loaded_lock);
    for (size_t i = 0; i < loaded_count && !found; i++)
        if (str_is(lang, loaded[i]->lang)) found = loaded[i];
    if (!found && loaded_count < LANGUAGES_MOST && lang.n < sizeof loaded[0]->lang)
        found = loaded[loaded_count++] = load(lang);
    lock_leave(&loaded_lock);
    return found;
}

void hyphenator_load(struct str lang) {
    patterns_of(lang);
}

bool hyphenator_has(struct str lang) {
    bool has = false;
    lock_enter(&loaded_lock);
    for (size_t i = 0; i < loaded_count && !has; i++)
        has = str_is(lang, loaded[i]->lang);
    lock_leave(&loaded_lock);
    return has;
}

/* --- dividing --------------------------------------------------------------------------------- */

struct hyphenator *hyphenator_new(struct arena *a) {
    struct hyphenator *h = arena_new(a, struct hyphenator);
    h->arena = a;
    arena_init(&h->scratch);
    return h;
}

void hyphenator_free(struct hyphenator *h) {
    if (h) arena_done(&h->scratch);
}

static struct language *language_of(struct hyphenator *h, struct str lang) {
    for (size_t i = 0; i < h->languages.n; i++)
        if (str_eq(h->languages.v[i]->lang, lang)) return h->languages.v[i];
    struct language *l = arena_new(h->arena, struct language);
    l->lang = str_copy(h->arena, lang);
    l->patterns = patterns_of(lang);
    if (l->patterns) trace_note_all(&l->patterns->files);
    hash_init(&l->words, h->arena);
    *vec_push(h->arena, &h->languages) = l;
    return l;
}

/* The word in the dictionary's character set; 0 if some letter is not in it. */
static size_t encode(char *out, const struct patterns *p, struct str word) {
    if (p->utf8) {
        memcpy(out, word.p, word.n);
        return word.n;
    }
    size_t n = 0;
    for (size_t i = 0; i < word.n;) {
        uint32_t cp = utf8_next(word, &i);
        unsigned b = 1;
        while (b < 256 && p->table[b] != cp)
            b++;
        if (b == 256) return 0;
        out[n++] = (char)(unsigned char)b;
    }
    return n;
}

/* Fills points[i] for letter i: may a hyphen follow it? */
static void find_points(bool *points, const struct patterns *p, struct str word) {
    char encoded[LETTERS_MOST * 4 + 8], hyphens[LETTERS_MOST * 4 + 16];
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    size_t letters = utf8_count(word), n = encode(encoded, p, word);
    if (n == 0) return;
    encoded[n] = '\0';
    if (hnj_hyphen_hyphenate3(p->dict, encoded, (int)n, hyphens, NULL, &rep, &pos, &cut, p->left,
                              p->right, 0, 0) == 0)
        for (size_t i = 0; i < letters; i++)
            points[i] = (hyphens[i] & 1) && !(rep && rep[i]);
    for (size_t i = 0; rep && i < n; i++)
        free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
}

static struct divided *divide(struct hyphenator *h, const struct patterns *p, struct str word) {
    bool points[LETTERS_MOST * 4] = {false};
    find_points(points, p, word);
    struct divided *d = arena_alloc(h->arena, sizeof *d + utf8_count(word));
    size_t letter = 0;
    for (size_t i = 0; i < word.n; letter++) {
        utf8_next(word, &i);
        if (points[letter] && i < word.n) d->offsets[d->n++] = (unsigned char)i;
    }
    return d;
}

/* The offsets that leave enough letters on both sides: a stretch of those found. */
static const unsigned char *within(size_t *n, const struct divided *d, struct str word, int left,
                                   int right) {
    size_t first = 0, end = d->n;
    while (first < end && utf8_count(str_slice(word, 0, d->offsets[first])) < (size_t)left)
        first++;
    while (end > first && utf8_count(str_slice(word, d->offsets[end - 1], word.n)) < (size_t)right)
        end--;
    *n = end - first;
    return d->offsets + first;
}

const unsigned char *hyphenator_divide(size_t *n, struct hyphenator *h, struct str word,
                                       struct str lang, int left, int right) {
    *n = 0;
    struct language *l = language_of(h, lang);
    if (!l->patterns || !l->patterns->dict || word.n > 250 || utf8_count(word) > LETTERS_MOST)
        return NULL;
    struct arena_mark mark = arena_mark(&h->scratch);
    struct str lower = case_lower(&h->scratch, word, lang);
    const struct divided *d = NULL;
    if (lower.n == word.n) { /* offsets of one hold in the other */
        d = hash_get(&l->words, lower);
        if (!d) {
            struct divided *made = divide(h, l->patterns, lower);
            hash_put(&l->words, str_copy(h->arena, lower), made);
            d = made;
        }
    }
    arena_reset(&h->scratch, mark);
    return d ? within(n, d, word, left, right) : NULL;
}
