/* tongue: the tags of languages that authors write, judged. */
#ifndef CHANCERY_SOURCE_TONGUE_H
#define CHANCERY_SOURCE_TONGUE_H

#include "source/reading.h"

/* The tag, trimmed, or empty if it is not that of a language, which is said. Empty stays empty. */
struct str tongue_read(struct reading *r, struct str tag, struct pos pos);

#endif
