/* search: the least costly way through a galley; private to page/.
 *
 * break.c runs it, checks the variants it chose against the lines they turn out to have, and runs
 * it again with what was learnt. */
#ifndef CHANCERY_LAYOUT_PAGE_SEARCH_H
#define CHANCERY_LAYOUT_PAGE_SEARCH_H

#include "layout/page/break.h"
#include "layout/page/references.h"

/* Grid lines by which a page's text may be made longer or shorter than it stands in the galley. */
#define SEARCH_GIVE    3
#define SEARCH_OFFSETS (2 * SEARCH_GIVE + 1)

/* What the page that begins at a state faces at its left: it stands at the left itself, or pages do
 * not face each other; a page that ends where it must, or none; else the lines that it is short. */
enum { SEARCH_LEFT = -2, SEARCH_FACES_NONE = -1 };

/* The cost of a page that holds nothing but notes left over. */
#define SEARCH_NOTES_PAGE 4000

/* The cost of a note that cannot begin on its page, of a box over the page. */
#define SEARCH_BROKEN_RULE 10000000

/* A way to have set so many boxes and note lines; the ways to one breakpoint are a list. */
struct search_state {
    size_t boxes, notes;
    int64_t cost;
    struct search_state *before; /* where the page that ends here began */
    struct search_state *next;   /* another way to the same breakpoint */
    uint32_t floating; /* the next page begins with the figure whose first box this is, plus 1 */
    int8_t variant;    /* the paragraph that is cut here has so many lines more: -1, 0, 1 */
    uint8_t column;    /* the one that begins here, where those of the first page are lower */
    int8_t facing;     /* lines that the page at its left is short; or one of those above */
    int8_t offset;     /* grid lines that the page is longer by, the variant not counted */
    bool overfull, crowded;
};

enum search_give {
    SEARCH_RIGID, /* as the galley stands: to compare with */
    SEARCH_FREE,  /* with stretched spaces and variants */
    SEARCH_KNOWN, /* and only with variants that are set already */
};

struct search {
    const struct galley *galley;
    const struct note_list *notes;
    const struct page_measure *measure;
    struct arena *arena; /* scratch */
    enum search_give give;
    size_t start, start_notes; /* the box and the line of notes that the first page begins with */
    struct search_state **points; /* by boxes set from start on */
    int64_t limit;                /* no way that costs more is looked at */
    size_t tried;                 /* ends of pages, for tests */
};

/* Runs the search; returns the last state of the best way, whose notes may be short of all: they go
 * on pages of their own. */
const struct search_state *search_run(struct search *s);

/* What was done to one page: a paragraph set otherwise, or a space that grew. */
struct search_choice {
    size_t box; /* the paragraph's first, or the one below the space */
    int lines;  /* by how many */
    bool variant;
    size_t cut; /* the page ends after so many of the paragraph's lines; 0: it is whole */
};

/* Calls visit for each choice of the page that ends in state `end`, in any order. A paragraph that
 * is cut is met on each page that ends in it. */
void search_choices(const struct search *s, const struct search_state *end,
                    void (*visit)(void *closure, const struct search_choice *choice),
                    void *closure);

/* The end of the figure that begins with box `first`. */
size_t search_figure_end(const struct galley *g, size_t first);

/* The penalty of a page's end after line `line` (from 0) of a variant that is set, whose paragraph
 * begins with box `first`; -1 if its notes or citations would come to stand otherwise than the
 * galley has them. */
int search_cut_penalty(const struct search *s, const struct galley_variant *v, size_t first,
                       size_t line);

/* The lines of the list that fit from `from` on, at most `due`, with the references that they bring
 * to the page, into room. */
size_t search_fill_notes(const struct search *s, const struct reference_page *page, size_t from,
                         size_t due, sp room);

/* What the notes of a page come to, and the references at its foot. */
struct search_foot {
    size_t to; /* the line before which the page ends its notes */
    sp depth;  /* with the gap above */
    int64_t cost;
    bool crowded;
};

/* What a page owes its foot: the notes up to a line, of that height if all stand there, and the
 * references that its text brings. */
struct search_due {
    size_t to;
    sp height, references;
};

/* The foot of a page with that much room below its text; false if the notes or the references
 * cannot be there. must: the page has one box alone. */
bool search_set_foot(struct search_foot *out, const struct search *s,
                     const struct search_state *from, const struct reference_page *page,
                     const struct search_due *due, sp room, bool must);

#endif
