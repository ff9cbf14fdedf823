/* smart: typographic quotes, apostrophes, dashes and ellipses of straight ones, by language. */
#ifndef CHANCERY_SOURCE_SMART_H
#define CHANCERY_SOURCE_SMART_H

#include "source/reading.h"

/* Sets the live text below root: quotes pair across the marks within it. */
void smart_punctuate(struct reading *r, struct doc_node *root);

/* The same of a text by itself, in the document's language. Text with inline HTML stays as it is.
 */
struct str smart_text(struct reading *r, struct str text);

#endif
