/* live: which text may still hold our own marks.
 *
 * While inlines are being read, a DOC_TEXT is live if it stands unescaped in the source: only there
 * are brackets, at signs, carets, braces and straight quotes marks. Live text points into its
 * passage, so that its place is known to the byte. Liveness is kept in the classes of the node,
 * which text has no other use for, and taken off by live_end. */
#ifndef CHANCERY_SOURCE_LIVE_H
#define CHANCERY_SOURCE_LIVE_H

#include "doc/doc.h"
#include "source/passage.h"

/* Marks a DOC_TEXT. */
void live_begin(struct doc_node *text);
void live_end(struct doc_node *text);
bool live_is(const struct doc_node *node);

/* The place of the byte at offset of a text node, live or not. */
struct pos live_pos(const struct passage *p, const struct doc_node *text, size_t offset);

/* Cuts a text node in two before the byte at offset; gives the second, linked after the first.
 * With offset 0 or the whole length there is nothing to cut: gives the node itself, or its next. */
struct doc_node *live_split(struct arena *a, const struct passage *p, struct doc_node *text,
                            size_t offset);

#endif
