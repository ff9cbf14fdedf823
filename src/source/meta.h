/* meta: the metadata of a briefing, from its mapping to doc_meta.
 *
 * The tables of keys stand in meta.c: name, type, default, meaning. */
#ifndef CHANCERY_SOURCE_META_H
#define CHANCERY_SOURCE_META_H

#include "source/key.h"

/* The table of a briefing's own keys, for documentation and tests. */
extern const struct key_table meta_keys;
extern const struct key_table meta_author_keys, meta_event_keys;

/* Reads the language, which all other text depends on. */
void meta_read_lang(struct reading *r, const struct datum *mapping);

/* Checks and reads everything else but references. */
void meta_read(struct reading *r, const struct datum *mapping);

/* Reads one event of a timeline. False if it is no mapping, with a diagnostic. */
bool meta_read_event(struct reading *r, struct doc_event *event, const struct datum *d);

#endif
