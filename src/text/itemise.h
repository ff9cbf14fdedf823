/* itemise: text.h's text_itemise, asked past its short cut; for the tests that compare the two.
 * Private to text/. */
#ifndef CHANCERY_TEXT_ITEMISE_H
#define CHANCERY_TEXT_ITEMISE_H

#include "text/text.h"

/* As text_itemise, always by ICU. */
struct text_run *itemise_by_icu(size_t *count, struct arena *a, struct str s, bool rtl);

#endif
