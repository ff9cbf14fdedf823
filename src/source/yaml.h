/* yaml: YAML text → a datum, through libyaml's events.
 *
 * Makes a tree with exact places; adds diagnostics for what cannot be read. Depth, number of data
 * and alias expansion are bounded; a key that stands twice in one mapping is refused. Types
 * nothing: see datum.h. */
#ifndef CHANCERY_SOURCE_YAML_H
#define CHANCERY_SOURCE_YAML_H

#include "source/datum.h"

enum { YAML_DEPTH_MAX = 64, YAML_DATA_MAX = 1000000 };

/* Reads one YAML document from bytes from..from+n of the file, which must be valid UTF-8. NULL if
 * it is empty or cannot be read. *broken: some of it cannot be read, which is said; what is read then
 * lacks the outermost keys in which the mistakes are. */
struct datum *yaml_read(struct arena *a, struct diags *ds, struct lines *l, size_t from, size_t n,
                        bool *broken);

#endif
