/* Dictionaries are found by language, read once for the whole process, and asked once a briefing
 * for each word as it is written. */
#include "layout/inline/hyphen.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/file.h"
#include "base/hash.h"
#include "base/lock.h"
#include "base/relay.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "layout/inline/dictionary.h"
#include "text/case.h"
#include "text/text.h"

#define FOLDER         "/usr/share/hyphen"
#define LETTERS_MOST   125 /* of a word; longer ones are not words */
#define BYTES_MOST     250
#define LANGUAGES_MOST 64

/* What serves a language; shared, and kept till the program ends. */
struct source {
    struct arena arena;
    struct trace files; /* where it was looked for and found, for each briefing that uses it */
    char lang[24];
    const struct dictionary *dictionary; /* NULL: there is none */
};

static struct source *loaded[LANGUAGES_MOST];
static size_t loaded_count;
static struct lock loaded_lock = LOCK_INIT;

struct divided {
    size_t n;
    unsigned char offsets[];
};

/* A language as this briefing knows it, with the letters that it leaves on either side. */
struct language {
    struct str lang;
    int left, right;
    const struct source *source;
    struct hash words;         /* word → struct divided */
    const struct relay *ahead; /* the same, made by another thread; or NULL */
};

struct hyphen_ahead {
    struct arena arena, scratch;
    struct language language; /* its words are not used */
    struct relay words;       /* word → struct divided */
};

struct hyphenator {
    struct arena *arena;
    struct arena scratch;
    const struct hyphen_ahead *ahead;
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

static struct source *load(struct str lang) {
    char path[96];
    struct source *s = calloc(1, sizeof *s);
    if (!s) arena_fail();
    arena_init(&s->arena);
    snprintf(s->lang, sizeof s->lang, "%.*s", STR_ARG(lang));
    trace_init(&s->files, &s->arena);
    struct trace *before = trace_set(&s->files);
    if (find_dictionary(path, sizeof path, lang)) s->dictionary = dictionary_read(&s->arena, path);
    trace_set(before);
    return s;
}

static const struct source *source_of(struct str lang) {
    const struct source *found = NULL;
    lock_enter(&loaded_lock);
    for (size_t i = 0; i < loaded_count && !found; i++)
        if (str_is(lang, loaded[i]->lang)) found = loaded[i];
    if (!found && loaded_count < LANGUAGES_MOST && lang.n < sizeof loaded[0]->lang)
        found = loaded[loaded_count++] = load(lang);
    lock_leave(&loaded_lock);
    return found;
}

void hyphenator_load(struct str lang) {
    source_of(lang);
}

bool hyphenator_has(struct str lang) {
    bool has = false;
    lock_enter(&loaded_lock);
    for (size_t i = 0; i < loaded_count && !has; i++)
        has = str_is(lang, loaded[i]->lang);
    lock_leave(&loaded_lock);
    return has;
}

/* --- words ---------------------------------------------------------------------------------------
 */

static bool is_mark(uint32_t cp) {
    return cp >= 0x300 && cp <= 0x36F;
}

size_t hyphen_letters_end(bool *lower, struct str text, size_t i, size_t end) {
    size_t from = i;
    *lower = true;
    while (i < end) {
        size_t next = i;
        unsigned char b = (unsigned char)text.p[i];
        if (b < 0x80) {
            if (!isalpha(b)) break;
            if (b <= 'Z' && i > from) *lower = false;
            i++;
            continue;
        }
        uint32_t cp = utf8_next(text, &next);
        if (!text_is_letter(cp) && !is_mark(cp)) break;
        if (i > from && text_is_upper(cp)) *lower = false;
        i = next;
    }
    return i;
}

/* --- dividing --------------------------------------------------------------------------------- */

struct hyphenator *hyphenator_new(struct arena *a, const struct hyphen_ahead *ahead) {
    struct hyphenator *h = arena_new(a, struct hyphenator);
    h->arena = a;
    h->ahead = ahead;
    arena_init(&h->scratch);
    return h;
}

void hyphenator_free(struct hyphenator *h) {
    if (h) arena_done(&h->scratch);
}

static bool is_language(const struct language *l, struct str lang, int left, int right) {
    return l->left == left && l->right == right && str_eq(l->lang, lang);
}

static struct language *language_of(struct hyphenator *h, struct str lang, int left, int right) {
    for (size_t i = 0; i < h->languages.n; i++)
        if (is_language(h->languages.v[i], lang, left, right)) return h->languages.v[i];
    struct language *l = arena_new(h->arena, struct language);
    *l = (struct language){
        .lang = str_copy(h->arena, lang), .left = left, .right = right, .source = source_of(lang)};
    if (l->source) trace_note_all(&l->source->files);
    if (h->ahead && is_language(&h->ahead->language, lang, left, right))
        l->ahead = &h->ahead->words;
    hash_init(&l->words, h->arena);
    *vec_push(h->arena, &h->languages) = l;
    return l;
}

/* The offsets that leave enough letters on both sides: a stretch of those found. */
static const unsigned char *within(size_t *n, const unsigned char *offsets, struct str word,
                                   const struct language *l) {
    size_t first = 0, end = *n;
    while (first < end && utf8_count(str_slice(word, 0, offsets[first])) < (size_t)l->left)
        first++;
    while (end > first && utf8_count(str_slice(word, offsets[end - 1], word.n)) < (size_t)l->right)
        end--;
    *n = end - first;
    return offsets + first;
}

static struct divided *divide(struct arena *a, struct arena *scratch, const struct language *l,
                              struct str word) {
    unsigned char offsets[BYTES_MOST];
    const unsigned char *kept = offsets;
    size_t n = 0;
    struct arena_mark mark = arena_mark(scratch);
    struct str lower = case_lower(scratch, word, l->lang);
    if (lower.n == word.n && utf8_count(word) <= LETTERS_MOST) { /* offsets hold in both */
        n = dictionary_divide(offsets, l->source->dictionary, lower);
        kept = within(&n, offsets, word, l);
    }
    arena_reset(scratch, mark);
    struct divided *d = arena_alloc(a, sizeof *d + n);
    d->n = n;
    memcpy(d->offsets, kept, n);
    return d;
}

const unsigned char *hyphenator_divide(size_t *n, struct hyphenator *h, struct str word,
                                       struct str lang, int left, int right) {
    *n = 0;
    struct language *l = language_of(h, lang, left, right);
    if (!l->source || !l->source->dictionary || word.n > BYTES_MOST) return NULL;
    const struct divided *d = hash_get(&l->words, word);
    if (!d && l->ahead) d = relay_get(l->ahead, word);
    if (!d) {
        struct divided *made = divide(h->arena, &h->scratch, l, word);
        hash_put(&l->words, str_copy(h->arena, word), made);
        d = made;
    }
    *n = d->n;
    return d->offsets;
}

/* --- dividing ahead ----------------------------------------------------------------------------
 */

struct hyphen_ahead *hyphen_ahead_new(struct str lang, int left, int right, size_t most) {
    struct hyphen_ahead *a = calloc(1, sizeof *a);
    if (!a) arena_fail();
    arena_init(&a->arena);
    arena_init(&a->scratch);
    a->language = (struct language){
        .lang = str_copy(&a->arena, lang), .left = left, .right = right, .source = NULL};
    relay_init(&a->words, &a->arena, most);
    return a;
}

void hyphen_ahead_free(struct hyphen_ahead *a) {
    if (!a) return;
    arena_done(&a->scratch);
    arena_done(&a->arena);
    free(a);
}

static void divide_ahead(struct hyphen_ahead *a, struct str word) {
    if (relay_get(&a->words, word)) return;
    const struct divided *d = divide(&a->arena, &a->scratch, &a->language, word);
    relay_put(&a->words, str_copy(&a->arena, word), d);
}

void hyphen_ahead_divide(struct hyphen_ahead *a, struct str text) {
    if (!a->language.source) a->language.source = source_of(a->language.lang);
    if (!a->language.source || !a->language.source->dictionary) return;
    for (size_t i = 0; i < text.n;) {
        bool lower;
        size_t end = hyphen_letters_end(&lower, text, i, text.n);
        struct str word = str_slice(text, i, end - i);
        if (lower && word.n >= HYPHEN_BYTES_LEAST && word.n <= BYTES_MOST) divide_ahead(a, word);
        i = end;
        if (i < text.n) utf8_next(text, &i);
    }
}
