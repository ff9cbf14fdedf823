#include "style/words.h"

static const char *const words_en[STYLE_WORD_COUNT] = {
    [STYLE_WORD_CONTINUED] = "continued",
    [STYLE_WORD_CONTENTS] = "Contents",
    [STYLE_WORD_LITERATURE] = "Literature",
    [STYLE_WORD_ABSTRACT] = "Summary",
    [STYLE_WORD_KEYWORDS] = "Keywords",
    [STYLE_WORD_KEY_INDICATORS] = "Key indicators",
    [STYLE_WORD_TIMELINE] = "Timeline",
    [STYLE_WORD_YEAR] = "Year",
    [STYLE_WORD_DATE] = "Date",
    [STYLE_WORD_EVENT] = "Event",
    [STYLE_WORD_ACCOUNT] = "What happened",
    [STYLE_WORD_CATEGORY] = "Category",
    [STYLE_WORD_TABLE] = "Table",
    [STYLE_WORD_FIGURE] = "Figure",
    [STYLE_WORD_PAGE] = "p.",
    [STYLE_WORD_PAGES] = "pp.",
    [STYLE_WORD_CITED_ON] = "cited on",
    [STYLE_WORD_ACCESSED] = "accessed",
    [STYLE_WORD_AS_OF] = "as of",
    [STYLE_WORD_SOURCE] = "Source",
    [STYLE_WORD_NOTE] = "Note",
    [STYLE_WORD_TIP] = "Tip",
    [STYLE_WORD_WARNING] = "Warning",
    [STYLE_WORD_IMPORTANT] = "Important",
    [STYLE_WORD_TARGET] = "target",
    [STYLE_WORD_PREVIOUS] = "previously",
    [STYLE_WORD_SCALE] = "scale",
    [STYLE_WORD_TO] = "to",
    [STYLE_WORD_FROM] = "from",
    [STYLE_WORD_RISING] = "rising",
    [STYLE_WORD_FALLING] = "falling",
    [STYLE_WORD_UNCHANGED] = "unchanged",
    [STYLE_WORD_VERY_LOW] = "very low",
    [STYLE_WORD_LOW] = "low",
    [STYLE_WORD_MODERATE] = "moderate",
    [STYLE_WORD_HIGH] = "high",
    [STYLE_WORD_VERY_HIGH] = "very high",
    [STYLE_WORD_NOT_APPLICABLE] = "not applicable",
    [STYLE_WORD_UNKNOWN] = "unknown",
    [STYLE_WORD_DRAFT] = "Draft",
    [STYLE_WORD_AND] = "and",
    [STYLE_WORD_LINK_BACK] = "back to the text",
    [STYLE_WORD_DONE] = "done",
    [STYLE_WORD_TO_DO] = "to do",
};

/* A language's column; the tag is matched from its start, the longest first. */
struct column {
    const char *tag;
    const char *const *words;
};

static const struct column columns[] = {
    {"en", words_en},
};

static bool tag_matches(struct str lang, const char *tag) {
    return str_starts(lang, tag) && (lang.n == strlen(tag) || lang.p[strlen(tag)] == '-');
}

struct str style_word(struct str lang, enum style_word_id id, bool *fallback) {
    const char *found = NULL;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && !found; i++)
        if (tag_matches(lang, columns[i].tag)) found = columns[i].words[id];
    if (fallback) *fallback = !found;
    return str_of(found ? found : words_en[id]);
}
