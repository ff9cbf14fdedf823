#include "style/words.h"

#include "style/words_table.h"

/* A language's column. A tag may add subtags to another's and then comes before it. */
struct column {
    const char *tag;
    const char *const *words;
};

static const struct column columns[] = {
    {"en", words_en},           {"fr", words_fr},         {"de", words_de},
    {"es", words_es},           {"ru", words_ru},         {"ky", words_ky},
    {"kk", words_kk},           {"uk", words_uk},         {"hy", words_hy},
    {"ka", words_ka},           {"tr", words_tr},         {"ar", words_ar},
    {"zh-Hant", words_zh_hant}, {"zh-TW", words_zh_hant}, {"zh-HK", words_zh_hant},
    {"zh-MO", words_zh_hant},   {"zh", words_zh},
};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* True if lang is the tag or begins with it as whole subtags; case does not count in BCP 47. */
static bool tag_matches(struct str lang, const char *tag) {
    size_t n = strlen(tag);
    if (lang.n < n || (lang.n > n && lang.p[n] != '-')) return false;
    for (size_t i = 0; i < n; i++)
        if (fold(lang.p[i]) != fold(tag[i])) return false;
    return true;
}

struct str style_word(struct str lang, enum style_word_id id, bool *fallback) {
    const char *found = NULL;
    for (size_t i = 0; i < COLUMN_COUNT && !found; i++)
        if (tag_matches(lang, columns[i].tag)) found = columns[i].words[id];
    if (fallback) *fallback = !found;
    return str_of(found ? found : words_en[id]);
}

const char *style_word_language(size_t i) {
    return i < COLUMN_COUNT ? columns[i].tag : NULL;
}

size_t style_word_gaps(struct str lang) {
    size_t gaps = 0;
    for (int id = 0; id < STYLE_WORD_COUNT; id++) {
        bool fallback;
        style_word(lang, (enum style_word_id)id, &fallback);
        gaps += fallback;
    }
    return gaps;
}
