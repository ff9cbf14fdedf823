/* brief_csl: which citation style a briefing asks for, and where its bytes come from.
 *
 * A part of the conductor: cite/ never sees a file. A style is one of ours (notes, numeric,
 * author-date), a file of the briefing, or one that the system knows. */
#ifndef CHANCERY_BRIEF_CSL_H
#define CHANCERY_BRIEF_CSL_H

#include "cite/cite.h"

/* The style of doc, or NULL after a diagnostic. Lives in the document's arena. */
const struct cite_style *brief_csl_style(struct doc *doc, struct diags *ds);

#endif
