/* inline: from a paragraph's inlines to set lines.
 *
 * collect → itemise → shape → break → justify. A content is collected and shaped once and may be
 * broken at several measures (a table tries widths; the page breaker asks for a line more or less).
 * Lines come as frame items relative to the line: x from the left edge of the measure, y from the
 * baseline; whoever places the line adds its origin. Knows nothing of pages: it only says which
 * notes, works and destinations a line bears.
 *
 * Total-fit line breaking after Knuth and Plass, “Breaking Paragraphs into Lines”, Software:
 * Practice and Experience 11 (1981). */
#ifndef CHANCERY_LAYOUT_INLINE_INLINE_H
#define CHANCERY_LAYOUT_INLINE_INLINE_H

#include "layout/state.h"

/* Faces by type, word cache, hyphenation patterns, break iterators: one per briefing. */
struct inline_context *inline_context_new(struct layout *l);
void inline_context_free(struct inline_context *c);

/* Lets go of what only passes need, when there is to be no further one; shaped words stay. */
void inline_context_rest(struct inline_context *c);

/* True when every family the style asks for has a face; else FONT_MISSING has been said. */
bool inline_context_ready(const struct inline_context *c);

/* The face and metrics that a type is set with (its upright or italic, at its weight). */
uint32_t inline_face(struct inline_context *c, enum style_type_id type);
struct font_metrics;
struct font_metrics inline_metrics(struct inline_context *c, enum style_type_id type);

/* --- content ---------------------------------------------------------------------------------- */

struct inline_content;

/* An empty content whose lines live in the arena a (the galley's), set in type, in lang (empty: the
 * document's). It lives there too, or until layout_end_passing if it is set in passing. */
struct inline_content *inline_content_new(struct layout *l, struct arena *a,
                                          enum style_type_id type, struct str lang);

/* Adds all children of parent (inlines), set in type. Structure: text goes to FRAME_ROLE_TEXT nodes
 * under struct_parent in reading order, links, note marks, language changes and abbreviations to
 * elements of their own. struct_parent FRAME_ARTIFACT: everything is an artifact and marks,
 * destinations and works are left out (for repeated headers and furniture); but in a content of the
 * layout's trial arena marks take their room, so that what is measured is what will be set. */
void inline_add_children(struct inline_content *c, uint32_t struct_parent,
                         const struct doc_node *parent, enum style_type_id type);

/* The size in sp that the image with that index is printed at: as node says, else by its own
 * resolution, never over measure (which percentages are of) or highest. */
void inline_image_size(sp *width, sp *height, const struct layout *l, const struct doc_node *node,
                       uint32_t index, sp measure, sp highest);

/* Adds text of the program's own (labels, numerals), set in type, belonging to node (a
 * FRAME_ROLE_TEXT or FRAME_ARTIFACT). pos: for a missing glyph's diagnostic. */
void inline_add_text(struct inline_content *c, uint32_t node, struct str text,
                     enum style_type_id type, struct pos pos);

/* Adds horizontal space that neither stretches nor breaks. */
void inline_add_space(struct inline_content *c, sp width);

/* Adds a link's text to a destination of the briefing (a page, a heading), as a LINK element;
 * raised: as a superior. */
void inline_add_link(struct inline_content *c, uint32_t struct_parent, struct str text,
                     uint32_t destination, struct str alt, enum style_type_id type, bool raised,
                     struct pos pos);

/* Says that all is there: nothing may be added afterwards. What breaking needs is made when it is
 * first asked for, and made anew (a microsecond a word) when another content was broken between. */
void inline_content_finish(struct inline_content *c);

/* True if it has nothing to set. */
bool inline_content_empty(const struct inline_content *c);

/* The widest unbreakable piece (hyphens allowed if hyphens), and the width on one line. */
void inline_content_widths(sp *least, sp *natural, struct inline_content *c, bool hyphens);

/* --- lines ------------------------------------------------------------------------------------ */

/* How to break: the measure and what may vary along it. */
struct inline_shape {
    sp measure;
    sp first_indent; /* of the first line, may be negative (hanging into the margin) */
    sp indent;       /* of every other line */
    enum style_align align;
    bool hyphens;
    int looseness;   /* lines more (+) or fewer (-) than the best, where the tolerance allows */
    bool no_overfull_diagnostic; /* a trial: nothing is said */
};

struct inline_link_area {
    sp x, width;
    uint32_t node;
    struct str url;       /* external, or empty: then destination */
    uint32_t destination;
};

struct inline_line {
    const struct frame_item *items; /* relative: x from the measure's left edge, y from the baseline */
    size_t item_count;
    const struct inline_link_area *links;
    size_t link_count;
    struct doc_note *const *notes; /* whose marks stand on this line, in order */
    size_t note_count;
    const size_t *works;           /* numbers of works cited on this line in the text itself */
    size_t work_count;
    const uint32_t *destinations;  /* whose place is this line */
    size_t destination_count;
    sp ascent, descent; /* of what the line really bears (an image, a large figure); at least the
                           strut of its type */
    sp measure;         /* that it was set to */
    sp left, right;     /* extent of its ink, roughly: from the measure's left edge */
    bool hyphenated;    /* ends in a hyphen that the typesetter put */
};

struct inline_paragraph {
    const struct inline_line *lines;
    size_t count;
    sp leading;          /* of its type */
    int64_t demerits;    /* total, to compare variants */
    bool can_be_looser, can_be_tighter; /* a variant of one line more or less exists at low cost */
    int looser_cost, tighter_cost;      /* how much worse its lines are, from 0 to 6 */
};

/* Breaks and justifies. Lines live in the content's arena. */
struct inline_paragraph *inline_break(struct inline_content *c, const struct inline_shape *shape);

#endif
