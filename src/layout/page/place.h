/* place: cut pages to frames: boxes and notes at their places, destinations, facts, furniture. */
#ifndef CHANCERY_LAYOUT_PAGE_PLACE_H
#define CHANCERY_LAYOUT_PAGE_PLACE_H

#include "layout/page/break.h"

/* Places every page of the cuts into l->out and fills facts. Adds pages to the cuts where notes in
 * the margin are left over. */
void page_place(struct layout *l, struct page_cuts *cuts, const struct note_list *notes,
                const struct page_measure *m, struct page_facts *facts);

/* The depth that what spans the columns of the first page takes: whole lines of the grid. */
sp page_front_depth(const struct galley *front, sp grid);

/* What a page is being filled with; shared by place.c and furniture.c. */
struct placing {
    struct layout *l;
    struct frame_page *page;
    uint32_t number; /* from 1 */
    uint32_t count;  /* of all pages */
    struct page_facts *facts;
    sp x, top; /* of the column that is being filled, from the page's corner */
};

/* Adds a line of items at x, y of its baseline; artifacts_only: no links, destinations or works. */
void place_line(struct placing *p, const struct inline_line *line, sp x, sp y);

/* Adds a box with its top left corner there: x is the text column's edge. */
void place_box(struct placing *p, const struct galley_box *box, sp x, sp y);

/* Adds a path whose points are relative to x, y. */
void place_path(struct placing *p, const struct frame_path *path, sp x, sp y, uint32_t node);

/* Adds a filled rectangle, an artifact. */
void place_rule(struct placing *p, sp x, sp y, sp width, sp height, uint32_t colour);

/* --- furniture: running head and folio, artifacts ----------------------------------------------
 */

struct furniture;

/* Sets the words that are the same on every page. */
struct furniture *furniture_new(struct layout *l);

void furniture_place(struct furniture *f, struct placing *p);

/* --- what --show draws --------------------------------------------------------------------------
 */

void show_grid(struct placing *p, const struct page_measure *m);
void show_box(struct placing *p, const struct galley_box *box, sp y);

#endif
