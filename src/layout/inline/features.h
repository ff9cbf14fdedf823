/* features: the OpenType features that we set type with, as bits, and the weight of what is strong.
 * Private to layout/. */
#ifndef CHANCERY_LAYOUT_INLINE_FEATURES_H
#define CHANCERY_LAYOUT_INLINE_FEATURES_H

#include "font/font.h"
#include "style/style.h"

enum {
    FEATURE_OLD_STYLE = 1,
    FEATURE_LINING = 2,
    FEATURE_TABULAR = 4,
    FEATURE_PROPORTIONAL = 8,
    FEATURE_SMALLCAPS = 16,
    FEATURE_SUPERIOR = 32,
    FEATURE_INFERIOR = 64,
    FEATURE_NO_LIGATURES = 128,
    FEATURE_ALL_SMALL = 256, /* capitals too become small ones */
    FEATURE_CODE = 512       /* no ligatures, no contextual forms */
};

enum { FEATURES_MOST = 13 };

/* The bits that set figures so. */
unsigned features_of_figures(enum style_figures figures);

/* The weight of what is strong amid text of a weight. */
int features_strong_weight(int weight);

/* The features of all bits, at most FEATURES_MOST; returns how many. */
size_t features_of(struct font_feature *out, unsigned bits);

#endif
