/* marking: how the briefing may be handled, from the mapping under `marking`. */
#ifndef CHANCERY_SOURCE_MARKING_H
#define CHANCERY_SOURCE_MARKING_H

#include "source/key.h"

extern const struct key_table marking_keys;

/* Reads the mapping, whose key stands at pos, into the metadata. */
void marking_read(struct reading *r, const struct datum *mapping, struct pos pos);

#endif
