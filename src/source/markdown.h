/* markdown: a passage of Markdown → nodes of the document.
 *
 * CommonMark and GFM by cmark-gfm; on top of it our own inlines (source/inlines.h), attributes
 * and directives. Places are exact to the column. cmark-gfm's tree never leaves this module. */
#ifndef CHANCERY_SOURCE_MARKDOWN_H
#define CHANCERY_SOURCE_MARKDOWN_H

#include "source/reading.h"

enum {
    MARKDOWN_DEPTH_MAX = 100, /* nodes within nodes */
    MARKDOWN_NESTING_MAX = 8, /* Markdown in the bodies of directives */
    MARKDOWN_ROW_MAX = 32768, /* bytes of a line of a table */
};

/* Parses blocks. Gives a DOC_GROUP that holds them; never NULL. */
struct doc_node *markdown_blocks(struct reading *r, const struct passage *p);

/* The same for a passage in which no divs are looked for; appends to into. */
void markdown_plain_blocks(struct reading *r, const struct passage *p, struct doc_node *into);

/* Parses one paragraph's worth of inlines: a text value of the metadata. Gives a DOC_SPAN. Blocks
 * other than paragraphs are not made: what looks like one stays text. */
struct doc_node *markdown_inlines(struct reading *r, const struct passage *p);

#endif
