/* markdown_parts: what the files that turn cmark's tree into nodes share.
 *
 * markdown.c walks the blocks, spans.c the inlines of one block, table.c a row's cells, html.c
 * what HTML there is. Included by those only. */
#ifndef CHANCERY_SOURCE_MARKDOWN_PARTS_H
#define CHANCERY_SOURCE_MARKDOWN_PARTS_H

#include "source/align.h"
#include "source/parse.h"

struct markdown {
    struct reading *r;
    const struct passage *p;
    struct parsed parsed;
    struct doc_node *at;          /* the node that takes what comes next */
    VEC(struct doc_node *) outer; /* what `at` was before each open cmark block */
    int quotes;                   /* block quotations that are open */
    bool too_deep;                /* said once */
};

/* The place of line and column as cmark counts them (lines from 1, columns in bytes from 1). */
size_t markdown_offset(const struct markdown *m, int line, int column);

/* Where a block of cmark's begins. */
size_t markdown_offset_of(const struct markdown *m, cmark_node *node);

/* An aligner at the first character of a block's inlines. */
struct aligner markdown_aligner(const struct markdown *m, cmark_node *node);

/* A block's literal, whose first line stands on that line of the passage (from 0), as a passage:
 * what containers put before each line is off. The text is copied. */
struct passage markdown_lines_of(struct markdown *m, struct str literal, size_t line);

/* Reads the inlines of a cmark block that begin at the aligner's cursor into parent, then our own
 * marks in them. prefixed: the first inline is a guard that markdown_inlines put there. */
void spans_read(struct markdown *m, struct doc_node *parent, cmark_node *block, struct aligner al,
                bool prefixed);

/* Reads a table, with the caption and the attributes that stand in its last lines or before it. */
void table_read(struct markdown *m, cmark_node *table, struct doc_node *node);

/* Reads a paragraph of cmark's, and makes of it what it turns out to be (paragraph.c). */
void paragraph_read(struct markdown *m, cmark_node *node);

/* True if the last block is a list of definitions, to which the indented text then belongs. */
bool paragraph_continue(struct markdown *m, const struct passage *text);

/* A quotation that begins with a line [!NOTE] or its like becomes a callout. */
void paragraph_make_alert(struct doc_node *quote);

/* Where the caption's words begin in a paragraph that has pandoc's form of a table's caption,
 * `Table: words` or `: words`; 0 if it has not. */
size_t paragraph_caption(struct str text);

/* Makes of the inlines of paragraph, but for the first `from` bytes, the table's caption. */
void paragraph_make_caption(struct markdown *m, struct doc_node *table, struct doc_node *paragraph,
                            size_t from);

/* An opening or closing tag, taken apart. */
struct html_tag {
    struct str name; /* as written; compare with html_is */
    bool closing, empty;
    struct str title;
};

/* True if literal is a tag; false for comments, declarations and the like. */
bool html_parse_tag(struct html_tag *tag, struct arena *a, struct str literal);
bool html_is(const struct html_tag *tag, const char *name);
bool html_is_comment(struct str literal);

/* Sets the words of a block of HTML as a paragraph, with a warning for each tag, unless it is a
 * comment. line: of the passage, from 0. */
void html_read_block(struct markdown *m, struct str literal, size_t line);

#endif
