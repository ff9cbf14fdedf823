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
 *
 * A comma is a decimal point where not three digits follow it: 12,5. */
struct doc_value indicators_parse_value(struct arena *a, struct str text);

/* Takes down a box that a directive has placed; only: names of groups, separated by spaces or
 * commas, or empty; pos: where it is said. */
void indicators_add_box(struct reading *r, struct doc_node *node, struct str only, struct pos pos);

/* Once all boxes are known: fills those that name groups, then the first of the others with what is
 * left; where there is no other, rest, which is then to be placed (true). Says which names are not
 * known and which boxes are left empty. */
bool indicators_fill_boxes(struct reading *r, struct doc_node *rest);

#endif
