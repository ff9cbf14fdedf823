#include "style/style.h"

#include <math.h>

/* Five levels, told by a gauge, and the two that are on no scale. */
static void init_levels(struct style *s) {
    static const struct {
        const char *name;
        enum style_word_id word;
    } rows[] = {
        {"very low", STYLE_WORD_VERY_LOW},   {"low", STYLE_WORD_LOW},
        {"moderate", STYLE_WORD_MODERATE},   {"high", STYLE_WORD_HIGH},
        {"very high", STYLE_WORD_VERY_HIGH},
    };
    s->level_count = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < s->level_count; i++)
        s->levels[i] =
            (struct style_level){.name = str_of(rows[i].name), .word = (int)rows[i].word};
    s->not_applicable = (struct style_level){
        .name = STR("not applicable"), .word = STYLE_WORD_NOT_APPLICABLE, .shape = STYLE_BOX};
    s->unknown = (struct style_level){
        .name = STR("unknown"), .word = STYLE_WORD_UNKNOWN, .shape = STYLE_RING};
}

void style_init(struct style *s) {
    *s = (struct style){
#define LENGTH(field, key, value, min, max, meaning) .field = SP(value),
#define NUMBER(field, key, value, min, max, meaning) .field = (value),
#define COLOUR(field, key, value, meaning)           .field = (value),
#define FLAG(field, key, value, meaning)             .field = (value),
#define TEXT(field, key, value, meaning)             .field = STR(value),
#define CHOICE(field, key, value, names, meaning)    .field = (value),
#define TYPE(id, key, family, weight, italic, size, leading, tracking, colour, align, hyphens,     \
             figures, meaning)
#include "style/style_values.h"
#undef LENGTH
#undef NUMBER
#undef COLOUR
#undef FLAG
#undef TEXT
#undef CHOICE
#undef TYPE
    };
    style_init_types(s);
    init_levels(s);
}

void style_init_types(struct style *s) {
#define LENGTH(field, key, value, min, max, meaning)
#define NUMBER(field, key, value, min, max, meaning)
#define COLOUR(field, key, value, meaning)
#define FLAG(field, key, value, meaning)
#define TEXT(field, key, value, meaning)
#define CHOICE(field, key, value, names, meaning)
#define TYPE(id, key, fam, wt, it, size_pt, leading_pt, track, col, al, hyph, figs, meaning)       \
    s->types[STYLE_TYPE_##id] = (struct style_type){.family = STYLE_##fam,                         \
                                                    .weight = (wt),                                \
                                                    .italic = (it),                                \
                                                    .size = SP(size_pt),                           \
                                                    .leading = SP(leading_pt),                     \
                                                    .tracking = (track),                           \
                                                    .colour = s->col,                              \
                                                    .align = STYLE_##al,                           \
                                                    .hyphens = (hyph),                             \
                                                    .figures = STYLE_##figs};
#include "style/style_values.h"
#undef LENGTH
#undef NUMBER
#undef COLOUR
#undef FLAG
#undef TEXT
#undef CHOICE
#undef TYPE
}

int style_find_level(const struct style *s, struct str name) {
    for (size_t i = 0; i < s->level_count; i++)
        if (str_eq(s->levels[i].name, name)) return (int)i;
    if (str_eq(s->not_applicable.name, name)) return STYLE_LEVEL_NOT_APPLICABLE;
    return str_eq(s->unknown.name, name) ? STYLE_LEVEL_UNKNOWN : STYLE_LEVEL_NONE;
}

const struct style_level *style_level_at(const struct style *s, int place) {
    if (place >= 0) return &s->levels[place];
    if (place == STYLE_LEVEL_NONE) return NULL;
    return place == STYLE_LEVEL_UNKNOWN ? &s->unknown : &s->not_applicable;
}

struct str style_own_word(const struct style *s, struct str lang, enum style_word_id id) {
    struct str found = STR_NONE, tag = STR_NONE; /* the longest tag knows best */
    for (size_t i = 0; i < s->words.n; i++) {
        const struct style_words *own = &s->words.v[i];
        bool matches = str_empty(own->lang) || style_lang_matches(lang, own->lang);
        if (!matches || str_empty(own->words[id])) continue;
        if (!str_empty(found) && own->lang.n < tag.n) continue;
        found = own->words[id];
        tag = own->lang;
    }
    return found;
}

struct str style_say(const struct style *s, struct str lang, enum style_word_id id) {
    struct str own = style_own_word(s, lang, id);
    return str_empty(own) ? style_word(lang, id, NULL) : own;
}

struct str style_say_of(struct arena *a, const struct style *s, struct str lang,
                        enum style_word_id id, struct str number) {
    struct str word = style_say(s, lang, id);
    size_t at = str_find(word, STR("{}"));
    if (at == SIZE_MAX) return str_printf(a, "%.*s\u00A0%.*s", STR_ARG(word), STR_ARG(number));
    return str_printf(a, "%.*s%.*s%.*s", STR_ARG(str_slice(word, 0, at)), STR_ARG(number),
                      STR_ARG(str_slice(word, at + 2, word.n)));
}

/* One channel of sRGB, made linear. */
static double linear(uint32_t channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb) {
    return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) +
           0.0722 * linear(rgb & 0xff);
}

double style_contrast(uint32_t a, uint32_t b) {
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

const struct style_key style_keys[] = {
#define LENGTH(field, key, value, min, max, meaning)                                               \
    {key, STYLE_LENGTH, offsetof(struct style, field), min, max, NULL, meaning},
#define NUMBER(field, key, value, min, max, meaning)                                               \
    {key, STYLE_NUMBER, offsetof(struct style, field), min, max, NULL, meaning},
#define COLOUR(field, key, value, meaning)                                                         \
    {key, STYLE_COLOUR, offsetof(struct style, field), 0, 0xffffff, NULL, meaning},
#define FLAG(field, key, value, meaning)                                                           \
    {key, STYLE_FLAG, offsetof(struct style, field), 0, 1, NULL, meaning},
#define TEXT(field, key, value, meaning)                                                           \
    {key, STYLE_STRING, offsetof(struct style, field), 0, 0, NULL, meaning},
#define CHOICE(field, key, value, names, meaning)                                                  \
    {key, STYLE_CHOICE, offsetof(struct style, field), 0, 0, names, meaning},
#define TYPE(id, key, family, weight, italic, size, leading, tracking, colour, align, hyphens,     \
             figures, meaning)                                                                     \
    {key, STYLE_TYPE, offsetof(struct style, types[STYLE_TYPE_##id]), 0, 0, NULL, meaning},
#include "style/style_values.h"
#undef LENGTH
#undef NUMBER
#undef COLOUR
#undef FLAG
#undef TEXT
#undef CHOICE
#undef TYPE
};

const size_t style_key_count = sizeof style_keys / sizeof *style_keys;
