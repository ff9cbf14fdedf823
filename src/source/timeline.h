/* timeline: a timeline by directive: its events chosen, checked and put in order; or, as a status
 * table, parties against what they did to a treaty.
 *
 * Events come from the metadata, or from a CSV or YAML file. The directive's entry is timeline_make
 * (source/call.h). */
#ifndef CHANCERY_SOURCE_TIMELINE_H
#define CHANCERY_SOURCE_TIMELINE_H

#include "source/call.h"
#include "source/datum.h"

/* The rows of the directive's file or body as a list of mappings; NULL if there are none, or none
 * can be read (said then). lists: keys whose CSV fields are lists. */
struct datum *timeline_data(struct call *c, const char *const *lists);

/* `:form: status`: a DOC_TABLE of parties (timeline_status.c). */
void timeline_make_status(struct call *c);

/* Takes the texts of events that only charts show out of doc; a note says so. To be called when
 * all that they refer to has been checked. */
void timeline_drop_texts(struct reading *r);

/* What `:as-of:` says, or a date that is not given. */
struct doc_date timeline_as_of(struct call *c);

/* Earlier, the same or later: -1, 0, 1, by what both dates say. */
int timeline_compare(const struct work_date_part *a, const struct work_date_part *b);

#endif
