#include "layout/inline/features.h"

struct feature_bit {
    unsigned bit;
    struct font_feature feature;
};

static const struct feature_bit feature_bits[FEATURES_MOST] = {
    {FEATURE_OLD_STYLE, {"onum", 1}},    {FEATURE_LINING, {"lnum", 1}},
    {FEATURE_TABULAR, {"tnum", 1}},      {FEATURE_PROPORTIONAL, {"pnum", 1}},
    {FEATURE_SMALLCAPS, {"smcp", 1}},    {FEATURE_SUPERIOR, {"sups", 1}},
    {FEATURE_INFERIOR, {"subs", 1}},     {FEATURE_NO_LIGATURES, {"liga", 0}},
    {FEATURE_NO_LIGATURES, {"clig", 0}}, {FEATURE_ALL_SMALL, {"c2sc", 1}},
    {FEATURE_CODE, {"liga", 0}},         {FEATURE_CODE, {"clig", 0}},
    {FEATURE_CODE, {"calt", 0}},
};

unsigned features_of_figures(enum style_figures figures) {
    switch (figures) {
    case STYLE_OLD_STYLE: return FEATURE_OLD_STYLE | FEATURE_PROPORTIONAL;
    case STYLE_LINING: return FEATURE_LINING | FEATURE_PROPORTIONAL;
    case STYLE_TABULAR: return FEATURE_LINING | FEATURE_TABULAR;
    case STYLE_DEFAULT: break;
    }
    return 0;
}

int features_strong_weight(int weight) {
    return weight < 600 ? 700 : weight;
}

size_t features_of(struct font_feature *out, unsigned bits) {
    size_t n = 0;
    for (size_t i = 0; i < FEATURES_MOST; i++)
        if (bits & feature_bits[i].bit) out[n++] = feature_bits[i].feature;
    return n;
}
