/* margin: notes beside their line, in the hanging margin; private to page/.
 *
 * Takes the cut pages; decides for each note its page and place before anything is placed, for
 * notes that are left over at the end make pages of their own. */
#ifndef CHANCERY_LAYOUT_PAGE_MARGIN_H
#define CHANCERY_LAYOUT_PAGE_MARGIN_H

#include "layout/page/place.h"

struct margin;

/* Plans all notes that stand in the margin; adds pages to the cuts for those left over. */
struct margin *margin_plan(struct layout *l, struct page_cuts *cuts, const struct note_list *notes,
                           const struct page_measure *m);

/* Places the notes of the page that is being filled. */
void margin_place(const struct margin *margin, struct placing *p);

#endif
