/* line: one line while it is being set; shared by line.c and draw.c. Private to inline/. */
#ifndef CHANCERY_LAYOUT_INLINE_LINE_H
#define CHANCERY_LAYOUT_INLINE_LINE_H

#include "layout/inline/content.h"

/* A chunk, or what of a word stands on this line. */
struct piece {
    const struct chunk *chunk;
    const struct span *span;
    const struct inline_shaped *shaped;
    size_t from;
    sp x, width;
    uint32_t node;
    bool hyphen;
};

struct setter {
    struct inline_content *c;
    struct arena *scratch, *arena; /* arena: of what the line keeps */
    VEC(struct piece) pieces; /* in logical order */
    VEC(struct frame_item) items;
    size_t *order;          /* pieces from left to right */
    size_t from, to;        /* the line's text, the space after it included */
    sp indent, measure;     /* of this line; the measure is what the indent leaves */
    sp out_left, out_right; /* at its start and its end */
    int expansion;
};

/* draw.c: the box of a task, rules through and under text. Rules are artifacts. */
void line_draw_task(struct setter *s, const struct piece *p, const struct object *o);
void line_draw_rules(struct setter *s);

#endif
