/* indicators: the cells of the summary box, from YAML to typed values.
 *
 * A value is typed here and nowhere else: “≈27%” is about 27 per cent, so that layout can print it
 * in any language and compare it. What is none of the forms below is a text and set as it stands.
 * Knows nothing of the house style: whether a level exists is for lint/ to say. */
#ifndef CHANCERY_SOURCE_INDICATORS_H
#define CHANCERY_SOURCE_INDICATORS_H

#include "source/key.h"

extern const struct key_table indicators_keys;

/* Reads the list under `indicators` into the metadata. */
void indicators_read(struct reading *r, const struct datum *list);

/* The figure that a text says, its strings in the arena:
 *
 *     27   27%   ≈27   >50 %   500–600   US$8 billion   EUR 12.5 million   n/a
 */
struct doc_value indicators_parse_value(struct arena *a, struct str text);

/* Gives a box the indicators that bear one of the names (ids of groups, separated by spaces or
 * commas), or all that no other box has, if there are no names. Says which names are not known. */
void indicators_choose(struct reading *r, struct doc_node *box, struct str names, struct pos pos);

#endif
