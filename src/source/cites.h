/* cites: pandoc's citations in Markdown.
 *
 * `[see @key, pp. 3–5; -@other]` and `@key [p. 4]`. Makes DOC_CITATION nodes, whose works are found
 * later (source/resolve.c). */
#ifndef CHANCERY_SOURCE_CITES_H
#define CHANCERY_SOURCE_CITES_H

#include "source/reading.h"

/* The citation that stands between two brackets of one list of siblings, not yet linked; NULL if
 * what stands there is none. */
struct doc_node *cites_group(struct reading *r, const struct passage *p, struct doc_node *opener,
                             struct doc_node *closer);

/* Makes citations of the at signs that are left anywhere below root. */
void cites_in_text(struct reading *r, const struct passage *p, struct doc_node *root);

/* A DOC_SPAN with a DOC_CITATION of bare keys, each with its place; NULL if there are none. */
struct doc_node *cites_of_keys(struct reading *r, const struct str *keys, const struct pos *places,
                               size_t n);

/* Inlines as text with CSL's inline HTML, in the arena. */
struct str cites_markup(struct arena *a, struct doc_node *inlines);

#endif
