/* div: blocks between lines of colons, pandoc's fenced divs.
 *
 *     ::: warning            ::: {.note title="What was asked"}         ::: {lang=ru}
 *     Mind the gap.          …                                          …
 *     :::                    :::                                        :::
 * One whose name is a directive's is that directive; any other only lends its blocks a language or
 * an identifier. The lines are found before cmark sees the text, which is then read in parts; lines
 * within fenced code are no divs. */
#ifndef CHANCERY_SOURCE_DIV_H
#define CHANCERY_SOURCE_DIV_H

#include "source/reading.h"

/* True if a line of the text begins with three colons. */
bool div_may_be_in(struct str text);

/* Reads the passage in parts, and appends what it holds to into. */
void div_read(struct reading *r, const struct passage *p, struct doc_node *into);

#endif
