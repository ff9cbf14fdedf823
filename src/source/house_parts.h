/* house_parts: what a house style says beyond the table of values: levels, words, fonts, which
 * diagnostics count, and the least version of the program. */
#ifndef CHANCERY_SOURCE_HOUSE_PARTS_H
#define CHANCERY_SOURCE_HOUSE_PARTS_H

#include "source/key.h"
#include "style/style.h"

/* True if the key at the top of a house.yaml is one of these parts. */
bool house_part(struct str name);

/* Reads the part of that name into the style; diagnostics go to r->ds, which `diagnostics` also
 * changes. Strings live in r's arena. */
void house_read_part(struct reading *r, struct style *s, struct str name, const struct datum *d);

/* A colour as house.yaml writes it: a code in quotes or the name of one of the style's own; false
 * after a diagnostic that names key. */
bool house_read_colour(struct reading *r, const struct style *s, uint32_t *out,
                       const struct datum *d, const char *key);

#endif
