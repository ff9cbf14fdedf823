/* values: the figures of indicators as the language writes them. */
#ifndef CHANCERY_LAYOUT_BLOCK_VALUES_H
#define CHANCERY_LAYOUT_BLOCK_VALUES_H

#include "layout/block/block.h"

/* The figure of an indicator: number, range, sign, currency, percent. *after is what stands smaller
 * beside it: “billion”, or empty. Empty for a text, which the author's inlines say. */
struct str value_words(struct flow *f, const struct doc_value *v, struct str *after);

/* Another number of the same kind, with the decimals given (-1: as many as there are). */
struct str value_number(struct flow *f, const struct doc_value *like, double value, int decimals);

/* How the indicator's figure differs from its value before: “+3 points”, “−12%”, “unchanged”. */
struct str value_change(struct flow *f, const struct doc_indicator *in);

/* How the last of the series differs from its first. */
struct str value_series_change(struct flow *f, const struct doc_indicator *in);

#endif
