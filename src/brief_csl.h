/* brief_csl: which citation style a briefing asks for, and where its bytes come from.
 *
 * A part of the conductor: cite/ never sees a file. A style is one of ours (notes, numeric,
 * author-date), a file of the briefing, or one that the system knows. */
#ifndef CHANCERY_BRIEF_CSL_H
#define CHANCERY_BRIEF_CSL_H

#include "cite/cite.h"

/* The styles that briefings share, each parsed once for a language; safe between threads. */
struct brief_styles;

struct brief_styles *brief_styles_new(void);
void brief_styles_free(struct brief_styles *s);

/* The style of doc, or NULL after a diagnostic. A file of the briefing lives in the document's arena,
 * any other as long as the shared ones. */
const struct cite_style *brief_csl_style(struct brief_styles *shared, struct doc *doc,
                                         struct diags *ds);

#endif
