/* resolve: ties what names something to what it names, once everything has been read.
 *
 * Note marks to notes, citations to works, links to identifiers; places what no directive has
 * placed and the briefing asks for. */
#ifndef CHANCERY_SOURCE_RESOLVE_H
#define CHANCERY_SOURCE_RESOLVE_H

#include "source/reading.h"

void resolve(struct reading *r);

#endif
