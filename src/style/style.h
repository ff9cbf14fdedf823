/* style: the house style as data. Values, their types, defaults and meaning stand in one table
 * (style_values.h), from which this struct, the defaults and the reader's checks are made.
 *
 * A style is filled once and then immutable; it may be shared between threads. It knows nothing of
 * files, fonts' faces or pages: source/ reads YAML into it through style_keys. */
#ifndef CHANCERY_STYLE_STYLE_H
#define CHANCERY_STYLE_STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"
#include "base/units.h"
#include "base/vec.h"
#include "style/words.h"

enum style_family { STYLE_TEXT, STYLE_SANS, STYLE_MONO, STYLE_FAMILY_COUNT };
enum style_align { STYLE_JUSTIFY, STYLE_LEFT, STYLE_CENTER, STYLE_RIGHT };

/* Which figures: the face's own, old-style proportional, lining proportional, lining tabular. */
enum style_figures { STYLE_DEFAULT, STYLE_OLD_STYLE, STYLE_LINING, STYLE_TABULAR };

/* Values of choices, in the order of their names. */
enum style_rules { STYLE_RULES_ROWS, STYLE_RULES_HEAD, STYLE_RULES_NONE };
enum style_numerals { STYLE_NUMERALS_FULL, STYLE_NUMERALS_SUPERIOR };
enum style_logo { STYLE_LOGO_TITLE, STYLE_LOGO_PAGES, STYLE_LOGO_BOTH };

/* How one kind of text is set. */
struct style_type {
    enum style_family family;
    int weight;
    bool italic;
    sp size, leading;
    int tracking; /* thousandths of an em; never set on lower-case running text */
    uint32_t colour;
    enum style_align align;
    bool capitals; /* set in capitals */
    bool hyphens;
    enum style_figures figures;
};

/* How a level of an indicator is drawn beside its name: a gauge filled up to it, or a mark. */
enum style_shape { STYLE_GAUGE, STYLE_DISC, STYLE_SQUARE, STYLE_DIAMOND, STYLE_TRIANGLE, STYLE_RING,
                   STYLE_BOX, STYLE_SHAPE_COUNT };

struct style_level {
    struct str name;    /* as briefings write it */
    int word;           /* the program's own word for it, translated (enum style_word_id), or -1 */
    bool coloured;      /* else the accent's colour */
    uint32_t colour;
    enum style_shape shape;
};

/* Words that the house says otherwise, in every language (lang is empty) or in one; those that it
 * does not name are empty. */
struct style_words {
    struct str lang;
    struct str words[STYLE_WORD_COUNT];
};

enum { STYLE_LEVELS_MAX = 9 };

/* The least size of what is to be read. */
#define STYLE_SIZE_LEAST SP(7)

/* Index of the two levels that stand beside the scale, after those on it. */
enum { STYLE_LEVEL_NOT_APPLICABLE = -1, STYLE_LEVEL_UNKNOWN = -2, STYLE_LEVEL_NONE = -3 };

#define LENGTH(field, key, value, min, max, meaning)
#define NUMBER(field, key, value, min, max, meaning)
#define COLOUR(field, key, value, meaning)
#define FLAG(field, key, value, meaning)
#define TEXT(field, key, value, meaning)
#define CHOICE(field, key, value, names, meaning)
#define TYPE(id, key, family, weight, italic, size, leading, tracking, colour, align, hyphens,     \
             figures, meaning)                                                                     \
    STYLE_TYPE_##id,
enum style_type_id {
#include "style/style_values.h"
    STYLE_TYPE_COUNT
};
#undef LENGTH
#undef NUMBER
#undef COLOUR
#undef FLAG
#undef TEXT
#undef CHOICE
#undef TYPE

#define LENGTH(field, key, value, min, max, meaning) sp field;
#define NUMBER(field, key, value, min, max, meaning) int field;
#define COLOUR(field, key, value, meaning)           uint32_t field;
#define FLAG(field, key, value, meaning)             bool field;
#define TEXT(field, key, value, meaning)             struct str field;
#define CHOICE(field, key, value, names, meaning)    int field;
#define TYPE(id, key, family, weight, italic, size, leading, tracking, colour, align, hyphens,     \
             figures, meaning)
struct style {
#include "style/style_values.h"
    struct style_type types[STYLE_TYPE_COUNT];
    struct style_level levels[STYLE_LEVELS_MAX]; /* from the lowest to the highest */
    size_t level_count;
    struct style_level not_applicable, unknown;
    VEC(struct style_words) words; /* the house's own */
    const char *const *families[STYLE_FAMILY_COUNT]; /* that stand before fonts.yaml's, or NULL */
};
#undef LENGTH
#undef NUMBER
#undef COLOUR
#undef FLAG
#undef TEXT
#undef CHOICE
#undef TYPE

/* The defaults of the table. */
void style_init(struct style *s);

/* The defaults of the types alone, in the colours that the style has now. */
void style_init_types(struct style *s);

/* The place of a level by its name, from 0, or one of the negative ones above. */
int style_find_level(const struct style *s, struct str name);

/* The level at that place; NULL for STYLE_LEVEL_NONE. */
const struct style_level *style_level_at(const struct style *s, int place);

/* The word that the house has for the language, or else for all languages; empty if it has none. */
struct str style_own_word(const struct style *s, struct str lang, enum style_word_id id);

/* The word that the house or the language has (style_word). */
struct str style_say(const struct style *s, struct str lang, enum style_word_id id);

/* The word with a number or a date: "p. 5", "1-кесте". In a. */
struct str style_say_of(struct arena *a, const struct style *s, struct str lang,
                        enum style_word_id id, struct str number);

/* Contrast of two colours, 1..21, as WCAG 2.2 defines it. */
double style_contrast(uint32_t a, uint32_t b);

enum style_value_kind { STYLE_LENGTH, STYLE_NUMBER, STYLE_COLOUR, STYLE_FLAG, STYLE_STRING,
                        STYLE_CHOICE, STYLE_TYPE };

/* A row of the table, for readers, checks and help. Limits are in points for lengths. */
struct style_key {
    const char *key;
    enum style_value_kind kind;
    size_t offset; /* of the field in struct style */
    double min, max;
    const char *choices; /* of STYLE_CHOICE: its names, "rows, head, none"; else NULL */
    const char *meaning;
};

extern const struct style_key style_keys[];
extern const size_t style_key_count;

/* Left edge of the (first) text column, its width, its height, and the full width with the hanging
 * margin; sp. */
static inline sp style_text_x(const struct style *s) {
    return s->margin_left + s->hang;
}
static inline sp style_text_width(const struct style *s) {
    sp all = s->page_width - s->margin_left - s->hang - s->margin_right;
    return (all - s->column_gap * (s->columns - 1)) / s->columns;
}
static inline sp style_text_height(const struct style *s) {
    return s->page_height - s->margin_top - s->margin_bottom;
}
static inline sp style_full_width(const struct style *s) {
    return s->page_width - s->margin_left - s->margin_right;
}

#endif
