/* note: notes as they are defined, before anything marks them. */
#ifndef CHANCERY_SOURCE_NOTE_H
#define CHANCERY_SOURCE_NOTE_H

#include "source/parse.h"
#include "source/reading.h"

/* Makes a note with an empty body, known by its label. */
struct doc_note *note_define(struct reading *r, struct str label, struct pos pos);

/* Makes a note without a label: an inline one. */
struct doc_note *note_new(struct reading *r, struct pos pos);

/* The note of that label, or NULL. */
struct doc_note *note_find(const struct reading *r, struct str label);

/* Says which definitions are given twice. */
void note_judge(struct reading *r, const struct passage *p,
                const struct parse_definition *definitions, size_t n);

/* Gives each collected mark its note; says which marks have none, which notes have no mark, and
 * which notes refer to themselves. */
void note_resolve(struct reading *r);

#endif
