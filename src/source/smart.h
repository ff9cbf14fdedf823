/* smart: typographic quotes, apostrophes, dashes and ellipses of straight ones, by language. */
#ifndef CHANCERY_SOURCE_SMART_H
#define CHANCERY_SOURCE_SMART_H

#include "source/reading.h"

/* Sets the live text below root: quotes pair across the marks within it. */
void smart_punctuate(struct reading *r, struct doc_node *root);

#endif
