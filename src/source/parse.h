/* parse: cmark-gfm, called safely.
 *
 * cmark-gfm changes process-wide tables during a parse, so one lock of this module is held from
 * making the parser to finishing it. Before the parse the source is looked through for what cmark
 * would lose: the labels of notes, and definitions that no mark in this passage refers to. */
#ifndef CHANCERY_SOURCE_PARSE_H
#define CHANCERY_SOURCE_PARSE_H

#include <cmark-gfm.h>

#include "source/reading.h"

/* A line that begins with `[^label]:`. */
struct parse_definition {
    struct str label;
    size_t line;   /* from 0 */
    size_t offset; /* of the bracket, in the passage */
    bool kept;     /* cmark has made a definition of it */
    bool covered;  /* it stands within code or a paragraph, and defines nothing */
};

struct parsed {
    cmark_node *root;   /* freed by parse_done */
    VEC(size_t) starts; /* of the passage's lines */
    VEC(struct parse_definition) definitions;
    bool hidden; /* cmark was given PARSE_CARET or PARSE_ANGLE somewhere */
};

/* Stand for a caret and an opening angle bracket that cmark is not to see. Passages hold no control
 * characters. */
#define PARSE_CARET '\x01'
#define PARSE_ANGLE '\x02'

void parse_passage(struct parsed *out, struct reading *r, const struct passage *p,
                   const char *before);
void parse_done(struct parsed *parsed);

/* A literal of cmark's, or its copy with what was hidden back in place. */
struct str parse_literal(const struct parsed *parsed, struct arena *a, const char *literal);

/* The definition that begins on line (from 0), or NULL. */
struct parse_definition *parse_definition_at(struct parsed *parsed, size_t line);

/* True for one of cmark-gfm's extension types, told by its name. */
bool parse_is(cmark_node *node, const char *type);

#endif
