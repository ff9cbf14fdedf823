/* marking: how the briefing may be handled, in capitals at the top and bottom of every page; the
 * label of the Traffic Light Protocol in its own colours; the word behind the text of a draft.
 *
 * On the first page the marking at the top is text that is read; everything else is an artifact. A
 * page that bears less than was asked for is an error. */
#ifndef CHANCERY_LAYOUT_PAGE_MARKING_H
#define CHANCERY_LAYOUT_PAGE_MARKING_H

#include "layout/page/place.h"

struct marking;

/* Sets the words of a pass; NULL if the briefing asks for none. */
struct marking *marking_new(struct layout *l);

/* Puts the marks on a page whose text is not placed yet, and checks that they are there. */
void marking_place(const struct marking *m, struct placing *p);

#endif
