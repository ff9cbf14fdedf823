/* galley: one vertical list of boxes, set to a measure and not yet cut into pages.
 *
 * block/ fills it, page/ breaks it. A box is what a page break cannot divide: a line, a table row,
 * a figure, a heading's lines. The space before a box vanishes at the top of a page. A box that
 * snaps begins on the baseline grid, so whatever stands above it, body lines share one grid.
 * Coordinates of a box's parts: x from the left edge of the text column (negative: in the hanging
 * margin), y from the box's top. Owned by the arena that it was made with. */
#ifndef CHANCERY_LAYOUT_PAGE_GALLEY_H
#define CHANCERY_LAYOUT_PAGE_GALLEY_H

#include "base/units.h"
#include "base/vec.h"
#include "frame/frame.h"
#include "layout/inline/inline.h"

enum galley_part_kind { GALLEY_LINE, GALLEY_PATH, GALLEY_IMAGE };

/* One thing drawn in a box. */
struct galley_part {
    enum galley_part_kind kind;
    uint32_t node; /* of a path or an image; lines' items name their own */
    sp x, y;       /* a line: its baseline's left end; else the origin of path or image */
    union {
        const struct inline_line *line;
        const struct frame_path *path; /* relative to x, y */
        struct {
            uint32_t index;
            sp width, height;
        } image;
    } u;
};

/* What a break after a box costs. Costs add to the squared shortness of the page, where a page one
 * grid line short costs GALLEY_SHORT_LINE. */
enum {
    GALLEY_SHORT_LINE = 10,
    GALLEY_HYPHEN = 8,     /* a hyphen as a page's last sign: better than a page a line short */
    GALLEY_LIST = 15,      /* between the items of a list */
    GALLEY_ROW = 5,        /* between two rows of a table */
    GALLEY_ORPHAN = 20000, /* a paragraph's first line alone at a foot */
    GALLEY_WIDOW = 20000,  /* a paragraph's last line alone at a head */
    GALLEY_KEEP = 1000000, /* after a heading, inside what is kept whole */
};

struct galley_repeat;
struct galley_paragraph;
struct galley_under;

struct galley_box {
    sp height;
    sp space;                           /* before the box; vanishes at the top of a page */
    bool snap;                          /* begins on the grid */
    bool new_page;                      /* a forced break before it */
    bool turned;                        /* fills a page of its own that lies on its side */
    int penalty;                        /* of a break after it */
    const struct galley_repeat *repeat; /* set above it when it begins a page; or NULL */
    struct galley_part *parts;
    size_t part_count;
    struct doc_note *const *notes; /* whose marks it bears, in order */
    size_t note_count;
    sp space_alone;                     /* before it, if the figure above it stands elsewhere */
    const struct doc_node *block;       /* the innermost that it was made of; or NULL */
    const void *figure;                 /* the figure it is part of, which may stand overleaf */
    bool section;                       /* a heading: no figure passes it */
    int stretch;                        /* grid lines that the space before it may grow by */
    struct galley_paragraph *paragraph; /* whose line it is, where that can be set otherwise */
    uint32_t line;                      /* which of its lines, from 0 */
    const void *table;                  /* the table it is part of, whose notes stand under it */
    const struct galley_under *under;   /* notes of its own that do; note_list.c fills it */
};

/* Notes that stand under the part of a table which ends a page or the table. */
struct galley_under {
    const struct set_note *const *notes;
    size_t count;
    sp height; /* of all, one under the other */
};

/* A paragraph set one line longer or shorter. */
struct galley_variant {
    enum { GALLEY_UNKNOWN, GALLEY_GOOD, GALLEY_BAD } state; /* not set yet; set; not to be had */
    int cost; /* how much worse its lines are, from 0 to 6 */
    struct galley_box *boxes;
    size_t count;
};

/* A paragraph of full grid lines that may be set one line longer or shorter at low cost. The
 * variants are set only when the page breaker wants one. */
struct galley_paragraph {
    struct inline_content *content;
    struct inline_shape shape;
    enum style_type_id type;
    size_t count; /* lines as it stands in the galley */
    struct galley_variant looser, tighter;
};

/* What is set again at the head of each page on which a table goes on. */
struct galley_repeat {
    const struct galley_box *boxes;
    size_t count;
    sp height;
};

struct galley;

/* What base repeats (or nothing, if it is NULL), and under it the boxes of g; in g's arena. */
struct galley_repeat *galley_repeat_with(const struct galley_repeat *base, const struct galley *g);

struct galley {
    struct arena *arena;
    VEC(struct galley_box) boxes;
    sp pending_space; /* for the next box: the largest of what was asked */
    sp pending_alone; /* of what was asked since the last figure */
    bool pending_snap, pending_page;
    int pending_stretch;
};

void galley_init(struct galley *g, struct arena *a);

/* Empties g, which was begun in the arena or is all zero, and keeps its room: for many that are set
 * one after the other. What its boxes held is not touched. */
void galley_clear(struct galley *g, struct arena *a);

/* Asks for at least that much space before the next box. */
void galley_space(struct galley *g, sp space);

/* The space before the next box may grow by so many grid lines to fill a page. */
void galley_stretch(struct galley *g, int lines);

/* The next box begins on the grid. */
void galley_snap(struct galley *g);

/* The next box begins a page. */
void galley_new_page(struct galley *g);

/* Adds a box of that height, with the pending space; its address holds until the next one. */
struct galley_box *galley_add(struct galley *g, sp height);

/* Sets the penalty of a break after the last box, if it is greater than what it has. */
void galley_keep(struct galley *g, int penalty);

/* Makes breaks between the boxes from..end cost at least penalty. */
void galley_keep_range(struct galley *g, size_t from, int penalty);

/* Room for n parts in the box. */
struct galley_part *galley_parts(struct galley *g, struct galley_box *box, size_t n);

/* One more part of the box, zeroed. */
struct galley_part *galley_add_part(struct galley *g, struct galley_box *box);

/* The height of a galley set in one piece from y = 0, spaces and snaps counted; space before the
 * first box is not. */
sp galley_height(const struct galley *g, sp grid);

/* All of from's boxes as parts of one box of to, set at x, y; notes come along. Pending space of
 * from is dropped. */
void galley_absorb(struct galley *to, struct galley_box *box, const struct galley *from, sp x, sp y,
                   sp grid);

#endif
