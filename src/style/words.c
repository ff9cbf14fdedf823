#include "style/words.h"

#include "style/words_table.h"

/* A language's column. A tag may add subtags to another's and then comes before it; words that it
 * lacks are the other's. */
struct column {
    const char *tag;
    const char *const *words;
};

static const struct column columns[] = {
    {"en-GB", words_en},      {"en-US", words_en_us},   {"en", words_en},
    {"fr", words_fr},         {"de", words_de},         {"es", words_es},
    {"ru", words_ru},         {"ky", words_ky},         {"kk", words_kk},
    {"uk", words_uk},         {"hy", words_hy},         {"ka", words_ka},
    {"tr", words_tr},         {"ar", words_ar},         {"zh-Hant", words_zh_hant},
    {"zh-TW", words_zh_hant}, {"zh-HK", words_zh_hant}, {"zh-MO", words_zh_hant},
    {"zh", words_zh},
};

static const char *const keys[STYLE_WORD_COUNT] = {
    [STYLE_WORD_CONTINUED] = "continued",
    [STYLE_WORD_CONTENTS] = "contents",
    [STYLE_WORD_LITERATURE] = "literature",
    [STYLE_WORD_ABSTRACT] = "abstract",
    [STYLE_WORD_KEYWORDS] = "keywords",
    [STYLE_WORD_KEY_INDICATORS] = "key-indicators",
    [STYLE_WORD_TIMELINE] = "timeline",
    [STYLE_WORD_YEAR] = "year",
    [STYLE_WORD_DATE] = "date",
    [STYLE_WORD_EVENT] = "event",
    [STYLE_WORD_ACCOUNT] = "account",
    [STYLE_WORD_CATEGORY] = "category",
    [STYLE_WORD_TABLE] = "table",
    [STYLE_WORD_FIGURE] = "figure",
    [STYLE_WORD_PAGE] = "page",
    [STYLE_WORD_PAGES] = "pages",
    [STYLE_WORD_CITED_ON] = "cited-on",
    [STYLE_WORD_ACCESSED] = "accessed",
    [STYLE_WORD_AS_OF] = "as-of",
    [STYLE_WORD_SOURCE] = "source",
    [STYLE_WORD_NOTE] = "note",
    [STYLE_WORD_TIP] = "tip",
    [STYLE_WORD_WARNING] = "warning",
    [STYLE_WORD_IMPORTANT] = "important",
    [STYLE_WORD_TARGET] = "target",
    [STYLE_WORD_PREVIOUS] = "previous",
    [STYLE_WORD_SCALE] = "scale",
    [STYLE_WORD_TO] = "to",
    [STYLE_WORD_FROM] = "from",
    [STYLE_WORD_RISING] = "rising",
    [STYLE_WORD_FALLING] = "falling",
    [STYLE_WORD_UNCHANGED] = "unchanged",
    [STYLE_WORD_VERY_LOW] = "very-low",
    [STYLE_WORD_LOW] = "low",
    [STYLE_WORD_MODERATE] = "moderate",
    [STYLE_WORD_HIGH] = "high",
    [STYLE_WORD_VERY_HIGH] = "very-high",
    [STYLE_WORD_NOT_APPLICABLE] = "not-applicable",
    [STYLE_WORD_UNKNOWN] = "unknown",
    [STYLE_WORD_DRAFT] = "draft",
    [STYLE_WORD_AND] = "and",
    [STYLE_WORD_LINK_BACK] = "link-back",
    [STYLE_WORD_DONE] = "done",
    [STYLE_WORD_TO_DO] = "to-do",
    [STYLE_WORD_NOTES] = "notes",
    [STYLE_WORD_POINTS] = "points",
    [STYLE_WORD_NO_DATA] = "no-data",
    [STYLE_WORD_FAVOURABLE] = "favourable",
    [STYLE_WORD_UNFAVOURABLE] = "unfavourable",
    [STYLE_WORD_EMBARGO] = "embargo",
    [STYLE_WORD_DISTRIBUTION] = "distribution",
    [STYLE_WORD_COPY] = "copy",
    [STYLE_WORD_CIRCA] = "circa",
    [STYLE_WORD_PARTY] = "party",
    [STYLE_WORD_SIGNATURE] = "signature",
    [STYLE_WORD_CONSENT] = "consent",
    [STYLE_WORD_ENTRY_INTO_FORCE] = "entry-into-force",
    [STYLE_WORD_UNTIL] = "until",
    [STYLE_WORD_REMARKS] = "remarks",
    [STYLE_WORD_RATIFICATION] = "ratification",
    [STYLE_WORD_ACCESSION] = "accession",
    [STYLE_WORD_ACCEPTANCE] = "acceptance",
    [STYLE_WORD_APPROVAL] = "approval",
    [STYLE_WORD_SUCCESSION] = "succession",
    [STYLE_WORD_DEFINITIVE_SIGNATURE] = "definitive-signature",
    [STYLE_WORD_FOUNDING_PARTY] = "founding-party",
    [STYLE_WORD_COLON] = "colon",
    [STYLE_WORD_COMMA] = "comma",
    [STYLE_WORD_PAGE_OF_PAGES] = "page-of-pages",
};

const char *style_word_key(enum style_word_id id) {
    return keys[id];
}

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool style_lang_matches(struct str lang, struct str tag) {
    if (lang.n < tag.n || (lang.n > tag.n && lang.p[tag.n] != '-')) return false;
    for (size_t i = 0; i < tag.n; i++)
        if (fold(lang.p[i]) != fold(tag.p[i])) return false;
    return true;
}

struct str style_word(struct str lang, enum style_word_id id, bool *fallback) {
    const char *found = NULL;
    for (size_t i = 0; i < COLUMN_COUNT && !found; i++)
        if (style_lang_matches(lang, str_of(columns[i].tag))) found = columns[i].words[id];
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
