/* links: where the links of a briefing lead, once all of it has been read.
 *
 * Within the briefing they must name a place that is there; outside they may lead to the web, to
 * mail and telephones, and to little else. The words of a heading in brackets, [Losses], are a link
 * to it, as with pandoc. */
#ifndef CHANCERY_SOURCE_LINKS_H
#define CHANCERY_SOURCE_LINKS_H

#include "base/buf.h"
#include "source/reading.h"

/* Says that a heading of these words will come: words in brackets may then be a link to it. */
void links_expect_heading(struct reading *r, struct str words);

/* Says which heading it is, for the first that has these words. */
void links_add_heading(struct reading *r, struct doc_node *heading);

/* True if a heading of these words is expected; then link, a DOC_LINK, will lead to it. */
bool links_to_heading(struct reading *r, struct doc_node *link, struct str words);

/* Ends what was begun: links to headings get their address. */
void links_resolve(struct reading *r);

/* True if a work may give that address, which need not say how it is reached; else it is said. */
bool links_check_address(struct reading *r, struct str url, struct pos pos);

/* Looks at a DOC_LINK or DOC_REF; one that leads nowhere becomes its text, or in a draft a mark. */
void links_check(struct reading *r, struct doc_node *node);

#endif
