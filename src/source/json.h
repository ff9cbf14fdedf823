/* json: JSON text (RFC 8259) → a datum, with the place of every value.
 *
 * A reader of our own, since a JSON library keeps no places. Numbers, true, false and null stay
 * text, unquoted, for the key to type; depth is bounded; a key that stands twice is refused. */
#ifndef CHANCERY_SOURCE_JSON_H
#define CHANCERY_SOURCE_JSON_H

#include "source/datum.h"

enum { JSON_DEPTH_MAX = 64 };

/* Reads the whole file, which must be valid UTF-8. NULL after a diagnostic. */
struct datum *json_read(struct arena *a, struct diags *ds, struct lines *l);

#endif
