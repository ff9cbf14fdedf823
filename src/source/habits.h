/* habits: marks of other dialects of Markdown that are not set as their author means them.
 *
 * Looks at the source of one block as it stands: mathematics between dollar signs, commands of
 * LaTeX, tables drawn in characters, lists with marks that Markdown does not know. Each is said
 * once per block, and its text is set as it stands. */
#ifndef CHANCERY_SOURCE_HABITS_H
#define CHANCERY_SOURCE_HABITS_H

#include "source/reading.h"

/* Looks at the inlines that stand in the passage from one byte to another. */
void habits_in_inlines(struct reading *r, const struct passage *p, size_t from, size_t to);

/* Looks at a paragraph. */
void habits_in_paragraph(struct reading *r, const struct passage *p, size_t from, size_t to);

/* Looks at the rule that begins at that byte: a simple table of pandoc's has lines like rules. */
void habits_in_rule(struct reading *r, const struct passage *p, size_t from);

#endif
