/* place: where a piece of a text stands in the source.
 *
 * A text node knows where it begins; what is found in it is looked for from there on the same line
 * of the source, since marks and entities make the columns of the two differ. */
#ifndef CHANCERY_LINT_PLACE_H
#define CHANCERY_LINT_PLACE_H

#include "base/diag.h"

/* Where the piece stands, from pos on; pos itself if it is not found there as it is. */
struct pos place_of(const struct diags *ds, struct pos pos, struct str piece);

#endif
