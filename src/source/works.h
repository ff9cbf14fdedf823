/* works: references, from CSL's data model in YAML or JSON to struct work.
 *
 * All variables of CSL 1.0.2 are known by their kind; another one is a warning with the nearest
 * known. A broken reference is diagnosed and left out; the others are read. */
#ifndef CHANCERY_SOURCE_WORKS_H
#define CHANCERY_SOURCE_WORKS_H

#include "source/reading.h"

/* What kind a variable is; false if CSL has none of that name. */
bool works_kind_of(enum work_value_kind *kind, struct str variable);

/* True if CSL has that type of work. */
bool works_has_type(struct str type);

/* Reads a list of references, or a mapping that holds one under `references`. */
void works_read(struct reading *r, const struct datum *references);

/* Adds a work; CITE_DUPLICATE if its id is taken. */
void works_add(struct reading *r, const struct work *work);

/* The work of that id, or NULL. Valid until the next is added. */
const struct work *works_find(const struct reading *r, struct str id);

/* The id nearest to one that no work has, or NULL. */
const char *works_nearest(struct reading *r, struct str id);

#endif
