/* references: the works whose references stand at the foot of each page that cites them.
 *
 * Which these are follows from what stands on a page, so the page search needs nothing more in its
 * state: as a page grows by a box, so does its foot by the works that the box is first on the page
 * to cite. A reference is never divided. They stand below the notes, by number; works cited in a
 * note count where its lines stand, those cited in a note under a table or in the margin where its
 * mark does. */
#ifndef CHANCERY_LAYOUT_PAGE_REFERENCES_H
#define CHANCERY_LAYOUT_PAGE_REFERENCES_H

#include "layout/page/note_list.h"

/* The works cited in boxes, or in lines of notes; and where each work is. */
struct reference_index {
    size_t *from, *works;   /* of place i: works[from[i]] to before works[from[i + 1]], distinct */
    size_t *first, *places; /* of work w from 0: places[first[w]] to before…, ascending */
};

struct references {
    const sp *heights; /* by work number - 1; 0: it has none. NULL: there are none at all */
    size_t count;      /* of works */
    struct reference_index boxes, lines;
};

/* The boxes of a page: from..to without skip_from..skip_to, and also_from..also_to. */
struct reference_page {
    size_t from, to, skip_from, skip_to, also_from, also_to;
};

/* Lists the works that the boxes and the lines of notes cite; all is in the galley's arena. l may
 * be NULL where no note stands in the margin. */
void references_init(struct references *r, struct layout *l, const struct galley *g,
                     const struct note_list *notes, const sp *heights, size_t count);

/* The height of the references that box k adds to a page, whose `to` is k. */
sp references_of_box(const struct references *r, const struct reference_page *page, size_t k);

/* The height of those that the notes add which a page holds from line `from` to before `to`. */
sp references_of_notes(const struct references *r, const struct reference_page *page,
                       const struct note_list *notes, size_t from, size_t to);

/* Calls visit for each line of the box, of the notes under it, and of those that it has in the
 * margin. */
void references_visit(struct layout *l, const struct galley_box *box,
                      void (*visit)(void *closure, const struct inline_line *line), void *closure);

#endif
