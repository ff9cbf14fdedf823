/* place: cut pages to frames: boxes and notes at their places, destinations, facts, furniture. */
#ifndef CHANCERY_LAYOUT_PAGE_PLACE_H
#define CHANCERY_LAYOUT_PAGE_PLACE_H

#include "layout/page/plan.h"

struct furniture;

/* Places every region of the plan into the layout's document and fills facts. Adds pages where
 * notes in the margin are left over. */
void page_place(struct plan *plan, struct page_facts *facts);

/* A work whose reference stands at the foot, and the element behind whose paragraph it is read. */
struct foot_work {
    size_t number;
    uint32_t node;
};

/* The references of the page or column that is being filled (foot.c). */
struct foot {
    const struct block_references *references; /* NULL: none stand at the feet */
    size_t *printed; /* by work number - 1: the last cut that has its reference, from 1 */
    size_t cut;      /* the one that is being filled, counted from 1 */
    VEC(struct foot_work) works; /* those of its foot, by number */
    bool carried;                /* the front's wait for the region behind it */
};

/* What a page is being filled with; shared by place.c and furniture.c. */
struct placing {
    struct layout *l;
    struct frame_page *page;
    uint32_t number;     /* from 1 */
    uint32_t short_page; /* the last that was told to be short, of however many columns; or 0 */
    uint32_t count;      /* of all pages */
    struct page_facts *facts;
    struct plan *plan;
    struct furniture *furniture;
    const struct style *left; /* of pages at the left, where pages face each other; else NULL */
    struct furniture *left_furniture; /* theirs; made when it is needed */
    const struct plan_region *region; /* that is being filled */
    sp x, top;                        /* its corner, from the page's */
    sp turned_height;                 /* of what stands on a page that lies on its side; or 0 */
    struct foot foot;
};

/* Where something of that width stands that is at x from the edge that lines begin at: pages in a
 * language that is written from the right are mirrored as they are placed, so that nothing before
 * has to know. All that is placed below takes such an x. */
sp place_across(const struct placing *p, sp x, sp width);

/* Adds a line of items at x, y of its baseline; artifacts_only: no links, destinations or works. */
void place_line(struct placing *p, const struct inline_line *line, sp x, sp y);

/* Adds a box with its top left corner there: x is the text column's edge. */
void place_box(struct placing *p, const struct galley_box *box, sp x, sp y);

/* Adds a path whose points are relative to x, y. */
void place_path(struct placing *p, const struct frame_path *path, sp x, sp y, uint32_t node);

/* Adds a filled rectangle, an artifact. */
void place_rule(struct placing *p, sp x, sp y, sp width, sp height, uint32_t colour);

/* --- the foot: notes, and references below them -------------------------------------------------
 */

/* Learns from the layout which works have references at the feet. */
void foot_init(struct placing *p);

/* Finds the references of the region that is being filled, before anything of it is placed. Those
 * of the front stand at the foot of the region behind it. */
void foot_gather(struct placing *p);

/* Places notes and references at the foot of the region. */
void foot_place(struct placing *p);

/* True if the reference of the work stands at the foot of what is being filled. */
bool foot_has(const struct placing *p, size_t work);

/* The destination of the first citation of such a work on the page or column. */
struct str foot_mark_id(const struct placing *p, size_t work);

/* Where a link to that destination leads: to the reference at the foot where it leads to the same
 * one in the list. */
uint32_t foot_target(struct placing *p, uint32_t destination);

/* --- furniture: running head and folio, artifacts ----------------------------------------------
 */

/* Sets the words that are the same on every page. */
struct furniture *furniture_new(struct layout *l);

void furniture_place(struct furniture *f, struct placing *p);

/* --- what --show draws --------------------------------------------------------------------------
 */

void show_grid(struct placing *p, const struct page_measure *m);
void show_box(struct placing *p, const struct galley_box *box, sp y);

#endif
