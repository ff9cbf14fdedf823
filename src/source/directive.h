/* directive: fenced blocks, which are code or, in MyST's form, parts that the program places.
 *
 *     ```{figure} map.png
 *     :alt: A map of …
 *
 *     The caption, in Markdown.
 *     ```
 * The table of directives and their options is in directive.c. */
#ifndef CHANCERY_SOURCE_DIRECTIVE_H
#define CHANCERY_SOURCE_DIRECTIVE_H

#include "source/reading.h"

struct directive_source {
    size_t offset;       /* of the fence, in the passage */
    struct str info;     /* what stands after the fence */
    struct passage body; /* the lines between, without the containers' indentation */
};

/* Appends to into what the block is. */
void directive_read(struct reading *r, const struct passage *p,
                    const struct directive_source *source, struct doc_node *into);

#endif
