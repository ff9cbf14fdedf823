/* plan: a document's galleys dealt out to the regions of its pages.
 *
 * A page is a list of regions, one beside or below the other: columns of text, and what spans them.
 * A galley is cut for its regions as a whole (break.h); where the next one spans the columns, or
 * nothing follows, the columns before it end alike, and the next begins below them. Takes galleys
 * in the order of reading; makes regions in the order of pages, which place.c fills. Everything
 * lives in the job's arena. */
#ifndef CHANCERY_LAYOUT_PAGE_PLAN_H
#define CHANCERY_LAYOUT_PAGE_PLAN_H

#include "layout/page/break.h"
#include "layout/page/references.h"

enum plan_kind {
    PLAN_COLUMNS, /* text in the style's columns */
    PLAN_SPANS,   /* across them; its notes stand at the foot of its own regions */
    PLAN_FRONT,   /* across them at the head of the first page; what it marks stands elsewhere */
};

/* A galley cut into pages. */
struct plan_part {
    enum plan_kind kind;
    struct galley *galley;
    struct note_list notes;
    struct references references;
    struct page_cuts cuts;
};

/* Where a cut stands. */
struct plan_region {
    const struct plan_part *part;
    size_t cut;    /* index in the part's cuts; its address would not hold */
    uint32_t page; /* from 1 */
    uint32_t column;
    sp top, height; /* from the first line's top on a page; notes stand at the foot of it */
    sp most;        /* of its text; the height, unless columns end alike */
};

struct plan {
    struct layout *l;
    struct page_measure measure;
    VEC(struct plan_part *) parts;
    VEC(struct plan_region) regions;
    bool *listed; /* notes that are in a part's list, by number - 1 */
    uint32_t page;
    sp y;    /* what of the page is taken */
    sp left; /* what stayed white of the page before, since too little was left to begin in */
};

void plan_init(struct plan *plan, struct layout *l, const struct page_measure *m);

/* Cuts a galley and deals it out below what is there; last: nothing follows it on its last page. */
void plan_add(struct plan *plan, struct galley *g, enum plan_kind kind, bool last);

/* Turns what a part's cuts became after more pages were added to them (notes in the margin) into
 * regions anew; the part must be the last. */
void plan_seat(struct plan *plan, struct plan_part *part);

/* The depth of the region's text and notes, without the references at its foot, but with the gap
 * above these. */
sp plan_depth(const struct plan *plan, const struct plan_region *r);

static inline const struct page_cut *plan_cut(const struct plan_region *r) {
    return &r->part->cuts.pages.v[r->cut];
}

#endif
