/* date: dates as authors write them: a year, a month, a day, a range of these, about a year.
 *
 *     1992   2022-01   2022-01-06   2010/2012   2010–2012   2010/..   c. 1992   1992~
 * Days are checked against the Gregorian calendar. Nothing is guessed: what is none of these forms
 * is refused with a reason. */
#ifndef CHANCERY_SOURCE_DATE_H
#define CHANCERY_SOURCE_DATE_H

#include "doc/work.h"

/* Reads text into out; NULL if that went well, otherwise what is wrong, as part of a sentence. */
const char *date_parse(struct work_date *out, struct str text);

/* True if that day (or month, with day 0; or year, with month 0) exists. */
bool date_exists(int year, int month, int day);

#endif
