/* work_dates: the dates of references, in the forms that CSL and BibLaTeX have.
 *
 * What is made of figures must be a day, a month or a year that there is; if it is not, that is
 * diagnosed at its place, and the date is left out. Words stay as they are for the citation style. */
#ifndef CHANCERY_SOURCE_WORK_DATES_H
#define CHANCERY_SOURCE_WORK_DATES_H

#include "source/reading.h"

/* A date as CSL-YAML or CSL-JSON has it: a text, parts in lists, a mapping, a list of mappings. */
void work_dates_read(struct reading *r, struct work_date *date, const struct datum *d);

/* A date in one text. */
void work_dates_read_text(struct reading *r, struct work_date *date, struct str text,
                          struct pos pos);

/* True if the year (month, day: or 0) is there; otherwise it is diagnosed at pos. Seasons, 13 to 16
 * and 21 to 24 for a month, are there. */
bool work_dates_check(struct reading *r, const struct work_date_part *part, struct pos pos);

#endif
