/* style: a CSL style or locale as a tree of nodes with their attributes, and the style made of it.
 *
 * Takes XML bytes (untrusted: no DTD, no network, bounded size, depth and count), makes nodes in an
 * arena. After cite_style_parse a style is never written again, so threads may share it. Knows
 * nothing of works: what a node means is render.h's business. The only file that sees Expat is
 * style_xml.c. */
#ifndef CHANCERY_CITE_STYLE_H
#define CHANCERY_CITE_STYLE_H

#include "base/hash.h"
#include "cite/cite.h"

#define STYLE_ELEMENTS(X)                                                                          \
    X(STYLE, "style")                                                                              \
    X(LOCALE, "locale")                                                                            \
    X(STYLE_OPTIONS, "style-options")                                                              \
    X(TERMS, "terms")                                                                              \
    X(TERM, "term")                                                                                \
    X(SINGLE, "single")                                                                            \
    X(MULTIPLE, "multiple")                                                                        \
    X(MACRO, "macro")                                                                              \
    X(CITATION, "citation")                                                                        \
    X(BIBLIOGRAPHY, "bibliography")                                                                \
    X(SORT, "sort")                                                                                \
    X(KEY, "key")                                                                                  \
    X(LAYOUT, "layout")                                                                            \
    X(TEXT, "text")                                                                                \
    X(NUMBER, "number")                                                                            \
    X(LABEL, "label")                                                                              \
    X(DATE, "date")                                                                                \
    X(DATE_PART, "date-part")                                                                      \
    X(NAMES, "names")                                                                              \
    X(NAME, "name")                                                                                \
    X(NAME_PART, "name-part")                                                                      \
    X(ET_AL, "et-al")                                                                              \
    X(INSTITUTION, "institution")                                                                  \
    X(SUBSTITUTE, "substitute")                                                                    \
    X(GROUP, "group")                                                                              \
    X(CHOOSE, "choose")                                                                            \
    X(IF, "if")                                                                                    \
    X(ELSE_IF, "else-if")                                                                          \
    X(ELSE, "else")                                                                                \
    X(INFO, "info")                                                                                \
    X(LINK, "link")

#define STYLE_ATTRIBUTES(X)                                                                        \
    X(AFTER_COLLAPSE_DELIMITER, "after-collapse-delimiter")                                        \
    X(AND, "and")                                                                                  \
    X(AT_FOOT, "at-foot")                                                                          \
    X(CITE_GROUP_DELIMITER, "cite-group-delimiter")                                                \
    X(CLASS, "class")                                                                              \
    X(COLLAPSE, "collapse")                                                                        \
    X(DATE_PARTS, "date-parts")                                                                    \
    X(DEFAULT_LOCALE, "default-locale")                                                            \
    X(DELIMITER, "delimiter")                                                                      \
    X(DELIMITER_PRECEDES_ET_AL, "delimiter-precedes-et-al")                                        \
    X(DELIMITER_PRECEDES_LAST, "delimiter-precedes-last")                                          \
    X(DEMOTE_NON_DROPPING_PARTICLE, "demote-non-dropping-particle")                                \
    X(DISAMBIGUATE, "disambiguate")                                                                \
    X(DISAMBIGUATE_ADD_GIVENNAME, "disambiguate-add-givenname")                                    \
    X(DISAMBIGUATE_ADD_NAMES, "disambiguate-add-names")                                            \
    X(DISAMBIGUATE_ADD_YEAR_SUFFIX, "disambiguate-add-year-suffix")                                \
    X(DISPLAY, "display")                                                                          \
    X(ENTRY_SPACING, "entry-spacing")                                                              \
    X(ET_AL_MIN, "et-al-min")                                                                      \
    X(ET_AL_SUBSEQUENT_MIN, "et-al-subsequent-min")                                                \
    X(ET_AL_SUBSEQUENT_USE_FIRST, "et-al-subsequent-use-first")                                    \
    X(ET_AL_USE_FIRST, "et-al-use-first")                                                          \
    X(ET_AL_USE_LAST, "et-al-use-last")                                                            \
    X(FONT_STYLE, "font-style")                                                                    \
    X(FONT_VARIANT, "font-variant")                                                                \
    X(FONT_WEIGHT, "font-weight")                                                                  \
    X(FORM, "form")                                                                                \
    X(GENDER, "gender")                                                                            \
    X(GENDER_FORM, "gender-form")                                                                  \
    X(GIVENNAME_DISAMBIGUATION_RULE, "givenname-disambiguation-rule")                              \
    X(HANGING_INDENT, "hanging-indent")                                                            \
    X(HREF, "href")                                                                                \
    X(INITIALIZE, "initialize")                                                                    \
    X(INITIALIZE_WITH, "initialize-with")                                                          \
    X(INITIALIZE_WITH_HYPHEN, "initialize-with-hyphen")                                            \
    X(IS_NUMERIC, "is-numeric")                                                                    \
    X(IS_UNCERTAIN_DATE, "is-uncertain-date")                                                      \
    X(LANG, "lang")                                                                                \
    X(LIMIT_DAY_ORDINALS, "limit-day-ordinals-to-day-1")                                           \
    X(LINE_SPACING, "line-spacing")                                                                \
    X(LOCATOR, "locator")                                                                          \
    X(MACRO, "macro")                                                                              \
    X(MATCH, "match")                                                                              \
    X(NAME, "name")                                                                                \
    X(NAME_AS_SORT_ORDER, "name-as-sort-order")                                                    \
    X(NAME_DELIMITER, "name-delimiter")                                                            \
    X(NAME_FORM, "name-form")                                                                      \
    X(NAMES_DELIMITER, "names-delimiter")                                                          \
    X(NAMES_MIN, "names-min")                                                                      \
    X(NAMES_USE_FIRST, "names-use-first")                                                          \
    X(NAMES_USE_LAST, "names-use-last")                                                            \
    X(NEAR_NOTE_DISTANCE, "near-note-distance")                                                    \
    X(PAGE_RANGE_FORMAT, "page-range-format")                                                      \
    X(PLURAL, "plural")                                                                            \
    X(POSITION, "position")                                                                        \
    X(PREFIX, "prefix")                                                                            \
    X(PUNCTUATION_IN_QUOTE, "punctuation-in-quote")                                                \
    X(QUOTES, "quotes")                                                                            \
    X(RANGE_DELIMITER, "range-delimiter")                                                          \
    X(REL, "rel")                                                                                  \
    X(SECOND_FIELD_ALIGN, "second-field-align")                                                    \
    X(SORT, "sort")                                                                                \
    X(SORT_SEPARATOR, "sort-separator")                                                            \
    X(STRIP_PERIODS, "strip-periods")                                                              \
    X(SUBSEQUENT_AUTHOR_SUBSTITUTE, "subsequent-author-substitute")                                \
    X(SUBSEQUENT_AUTHOR_SUBSTITUTE_RULE, "subsequent-author-substitute-rule")                      \
    X(SUFFIX, "suffix")                                                                            \
    X(TERM, "term")                                                                                \
    X(TEXT_CASE, "text-case")                                                                      \
    X(TEXT_DECORATION, "text-decoration")                                                          \
    X(TYPE, "type")                                                                                \
    X(VALUE, "value")                                                                              \
    X(VARIABLE, "variable")                                                                        \
    X(VERSION, "version")                                                                          \
    X(VERTICAL_ALIGN, "vertical-align")                                                            \
    X(YEAR_SUFFIX_DELIMITER, "year-suffix-delimiter")

enum style_kind {
    STYLE_UNKNOWN,
#define X(id, name) STYLE_##id,
    STYLE_ELEMENTS(X)
#undef X
};

enum style_attr {
#define X(id, name) ATTR_##id,
    STYLE_ATTRIBUTES(X)
#undef X
        ATTR_COUNT
};

enum style_case {
    CASE_NONE,
    CASE_LOWERCASE,
    CASE_UPPERCASE,
    CASE_CAPITALIZE_FIRST,
    CASE_CAPITALIZE_ALL,
    CASE_SENTENCE,
    CASE_TITLE,
};

/* What a decoration says: nothing, back to normal, or one of its values. */
enum style_slant { SLANT_UNSET, SLANT_NORMAL, SLANT_ITALIC, SLANT_OBLIQUE };
enum style_weight { WEIGHT_UNSET, WEIGHT_NORMAL, WEIGHT_BOLD, WEIGHT_LIGHT };
enum style_variant { VARIANT_UNSET, VARIANT_NORMAL, VARIANT_SMALL_CAPS };
enum style_line { LINE_UNSET, LINE_NONE, LINE_UNDER };
enum style_shift { SHIFT_UNSET, SHIFT_BASELINE, SHIFT_SUP, SHIFT_SUB };
enum style_display {
    DISPLAY_NONE,
    DISPLAY_BLOCK,
    DISPLAY_LEFT_MARGIN,
    DISPLAY_RIGHT_INLINE,
    DISPLAY_INDENT
};

/* The formatting attributes of an element, read once. */
struct style_format {
    enum style_slant slant;
    enum style_weight weight;
    enum style_variant variant;
    enum style_line line;
    enum style_shift shift;
    enum style_display display;
    enum style_case text_case;
    bool quotes, strip_periods;
    struct str prefix, suffix, delimiter;
};

struct style_attr_value {
    enum style_attr attr;
    struct str value;
};

struct style_node {
    enum style_kind kind;
    struct style_node *parent, *first, *last, *next;
    struct style_attr_value *attrs;
    size_t attr_count;
    const struct style_format *format;
    struct str text;                /* of a term, single or multiple */
    const struct style_node *macro; /* of a text or key that calls one */
    struct str *vars;               /* the words of `variable` (of `name` in a macro: none) */
    size_t var_count;
    bool cyclic_mark, cyclic_done; /* for the search for macros that call themselves */
};

struct locale;

struct cite_style {
    struct arena *arena;
    struct style_node *root, *citation, *bibliography;
    struct style_node *citation_layout, *bibliography_layout;
    struct locale *locale;
    struct str lang;
    bool is_note;
    bool has_disambiguate; /* some condition asks disambiguate="true" */
    bool has_year_suffix;  /* some text prints year-suffix */
    bool uses_citation_label;
};

/* XML bytes to nodes. NULL, with why in *why (static or in the arena), if they are no such tree. */
struct style_node *style_tree_parse(struct arena *a, struct str xml, const char **why);

/* The attribute's value; STR_NONE if it is not there (an empty value has p not NULL). */
struct str style_attr(const struct style_node *node, enum style_attr attr);
bool style_attr_is(const struct style_node *node, enum style_attr attr, const char *value);
bool style_has_attr(const struct style_node *node, enum style_attr attr);

/* The first child of that kind, or NULL. */
struct style_node *style_child(const struct style_node *node, enum style_kind kind);

/* An attribute as a count, or fallback if it is not there or no number. */
long style_attr_long(const struct style_node *node, enum style_attr attr, long fallback);

/* The words of a space-separated list, in the arena. */
size_t style_words(struct str **out, struct arena *a, struct str list);

#endif
