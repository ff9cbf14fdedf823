/* break: a galley and its notes cut into pages, for the whole document at once. */
#ifndef CHANCERY_LAYOUT_PAGE_BREAK_H
#define CHANCERY_LAYOUT_PAGE_BREAK_H

#include "layout/page/galley.h"

/* One box of a note in the list of all notes, in the order of their marks. */
struct note_line {
    const struct galley_box *box;
    const struct doc_note *note;
    bool first, last; /* of its note */
    sp top, bottom;   /* in the list set in one piece; top is below the space before the box */
};

/* All notes of a galley as one list: which lines a page must hold is then two indices. */
struct note_list {
    VEC(struct note_line) lines;
    VEC(size_t) after; /* after.v[i]: lines of the notes marked in boxes before i; n + 1 of them */
};

/* Lists the notes that the boxes mark, each once, notes within notes behind the one that bears
 * their mark. */
void note_list_init(struct note_list *list, struct layout *l, const struct galley *g);

/* The height of lines from..to as they are set at a page's foot, without the gap above. */
sp note_list_height(const struct note_list *list, size_t from, size_t to);

/* What a page may hold. */
struct page_measure {
    sp height; /* of text and notes together; a multiple of the grid */
    sp grid;
    sp gap;    /* between text and notes */
};

/* A page: boxes from..to of the galley, note lines note_from..note_to. */
struct page_cut {
    size_t from, to, note_from, note_to;
    bool overfull; /* its one box is taller than the page */
};

struct page_cuts {
    VEC(struct page_cut) pages;
    int64_t cost;
};

/* The cut of least total cost. Cuts live in the arena; scratch is used and given back. */
void page_break(struct page_cuts *cuts, struct arena *a, struct arena *scratch,
                const struct galley *g, const struct note_list *notes,
                const struct page_measure *m);

#endif
