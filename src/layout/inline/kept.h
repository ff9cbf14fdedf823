/* kept: the lines of a pass are at hand in the next. Private to inline/.
 *
 * Passes differ in a few numbers of pages. A content that is the same to the last byte, font,
 * structure node and destination comes to the same lines at the same shape, so those that the first
 * pass makes are kept, under a hash of all that setting them looks at. A page number is part of
 * the text and so of the hash: nothing kept can be stale. Only the first pass adds, so that
 * memory is bounded by that of one pass. Not kept is what is set only to be measured or in passing
 * (its arena is not the pass's; a cell is set as fast as it is found), and what holds images, whose
 * sizes breaking changes. */
#ifndef CHANCERY_LAYOUT_INLINE_KEPT_H
#define CHANCERY_LAYOUT_INLINE_KEPT_H

#include "layout/inline/content.h"

/* What contents that are all alike came to. */
struct kept;

/* That of a finished content; NULL if it is new and nothing is to be kept of it. */
struct kept *kept_of(struct inline_content *c);

/* Where the lines of c are to live: till the last pass is done if they are kept, else as c says. */
struct arena *kept_arena(struct inline_content *c);

/* The paragraph of this shape, or NULL. */
struct inline_paragraph *kept_find(const struct kept *k, const struct inline_shape *shape);

/* Keeps a paragraph of c, where contents like it are kept. */
void kept_add(struct inline_content *c, const struct inline_shape *shape,
              struct inline_paragraph *p);

/* The same for inline_content_widths: false if they are not known. */
bool kept_find_widths(sp *least, sp *natural, const struct kept *k, bool hyphens);
void kept_add_widths(struct inline_content *c, sp least, sp natural, bool hyphens);

#endif
