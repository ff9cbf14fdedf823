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

/* A directive that was written as a div (div.h). */
struct directive_div {
    struct str name, argument, id;
    struct pos pos;
    struct passage body;
};

/* Reads it; false, with nothing said, if there is no directive of that name. */
bool directive_read_div(struct reading *r, const struct directive_div *div, struct doc_node *into);

/* What to write instead of a name that no directive has. */
char *directive_hint(struct reading *r, struct str name);

#endif
