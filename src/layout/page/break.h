/* break: a galley and its notes cut into pages, for the whole document at once. */
#ifndef CHANCERY_LAYOUT_PAGE_BREAK_H
#define CHANCERY_LAYOUT_PAGE_BREAK_H

#include "layout/page/note_list.h"

/* What a page, or a column of one, may hold. */
struct page_measure {
    sp height; /* of text and notes together; a multiple of the grid */
    sp grid;
    sp gap;          /* between text and notes */
    size_t columns;  /* to a page; each is broken as a page of its own. 0 is 1 */
    sp first_height; /* of the columns of the first page, where something stands above them; 0: as
                        the others */
    bool two_sided;  /* an even page and the next face each other; the first is odd */
    sp most;         /* of text alone, if less than height; 0: height */
};

/* A page or column: boxes from..to of the galley, note lines note_from..note_to. */
struct page_cut {
    size_t from, to, note_from, note_to;
    bool overfull; /* its one box is taller than the page */
    bool crowded;  /* a note marked on it begins overleaf */
};

struct page_cuts {
    VEC(struct page_cut) pages;
    const struct galley *galley; /* the one that was cut: paragraphs as they are to be set */
    int64_t cost;
    size_t tried;               /* ends of pages that were looked at: what the search did */
    size_t variants, stretches; /* how many paragraphs were set otherwise, how many spaces grew */
    size_t floats;              /* how many figures stand overleaf */
};

/* The cut of least total cost. Cuts, and the galley if it had to be changed, live in the galley's
 * arena; l's scratch is used and given back. Needs nothing else of l unless a paragraph of the
 * galley has variants. */
void page_break(struct page_cuts *cuts, struct layout *l, struct galley *g,
                const struct note_list *notes, const struct page_measure *m);

/* Cuts what begins with page `at` of the cuts into at most `columns` pages whose text is equally
 * deep, as far as it can be: at most `measure->height` with its notes, which stand at the foot of
 * that height, or of the text if they are `within`. The notes list must be that of cuts->galley.
 * Returns the depth, or 0 if there is no good way; then the cuts are as they were. */
sp page_balance(struct page_cuts *cuts, struct layout *l, const struct note_list *notes,
                const struct page_measure *m, size_t at, bool within);

#endif
