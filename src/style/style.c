#include "style/style.h"

#include <math.h>

void style_init(struct style *s) {
    *s = (struct style){
#define LENGTH(field, key, value, min, max, meaning) .field = SP(value),
#define NUMBER(field, key, value, min, max, meaning) .field = (value),
#define COLOUR(field, key, value, meaning)           .field = (value),
#define FLAG(field, key, value, meaning)             .field = (value),
#define TYPE(id, key, family, weight, italic, size, leading, tracking, colour, align, hyphens,     \
             figures, meaning)
#include "style/style_values.h"
#undef LENGTH
#undef NUMBER
#undef COLOUR
#undef FLAG
#undef TYPE
    };
    style_init_types(s);
}

void style_init_types(struct style *s) {
#define LENGTH(field, key, value, min, max, meaning)
#define NUMBER(field, key, value, min, max, meaning)
#define COLOUR(field, key, value, meaning)
#define FLAG(field, key, value, meaning)
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
#undef TYPE
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
    {key, STYLE_LENGTH, offsetof(struct style, field), min, max, meaning},
#define NUMBER(field, key, value, min, max, meaning)                                               \
    {key, STYLE_NUMBER, offsetof(struct style, field), min, max, meaning},
#define COLOUR(field, key, value, meaning)                                                         \
    {key, STYLE_COLOUR, offsetof(struct style, field), 0, 0xffffff, meaning},
#define FLAG(field, key, value, meaning)                                                           \
    {key, STYLE_FLAG, offsetof(struct style, field), 0, 1, meaning},
#define TYPE(id, key, family, weight, italic, size, leading, tracking, colour, align, hyphens,     \
             figures, meaning)                                                                     \
    {key, STYLE_TYPE, offsetof(struct style, types[STYLE_TYPE_##id]), 0, 0, meaning},
#include "style/style_values.h"
#undef LENGTH
#undef NUMBER
#undef COLOUR
#undef FLAG
#undef TYPE
};

const size_t style_key_count = sizeof style_keys / sizeof *style_keys;
