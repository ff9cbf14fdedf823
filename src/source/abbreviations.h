/* abbreviations: what the metadata's `abbreviations` says, and where the text says them.
 *
 * Takes a mapping from abbreviations to what they stand for. In the text each of them becomes a
 * DOC_ABBR, so that a screen reader can say it in full; nothing of it is seen in print. */
#ifndef CHANCERY_SOURCE_ABBREVIATIONS_H
#define CHANCERY_SOURCE_ABBREVIATIONS_H

#include "source/key.h"

/* Fills the metadata from the mapping, which may be NULL. */
void abbreviations_read(struct reading *r, const struct datum *mapping);

/* Adds one that the prose explains, `*[WTO]: World Trade Organization`. */
void abbreviations_add(struct reading *r, struct pos pos, struct str name, struct str expansion);

/* Marks them in the whole document. */
void abbreviations_mark(struct reading *r);

#endif
