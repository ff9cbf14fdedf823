/* brief_lines: what stands on each line of each page, as a number, so that two settings of one
 * briefing can be compared. A part of the conductor. */
#ifndef CHANCERY_BRIEF_LINES_H
#define CHANCERY_BRIEF_LINES_H

#include "brief.h"

struct frame_document;

/* Appends the lines of all pages. */
void brief_lines_add(struct brief_lines *lines, const struct frame_document *frames);

#endif
