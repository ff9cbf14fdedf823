/* dictionary: a file of hyphenation patterns read into libhyphen's own structure.
 *
 * libhyphen's own reader takes 7 ms for British English and 1.8 s for German, and leaks what a pattern
 * given twice overwrites; this one takes 1 ms and 40 ms. Hyphenating itself is libhyphen's.
 */
#ifndef CHANCERY_LAYOUT_INLINE_DICTIONARY_H
#define CHANCERY_LAYOUT_INLINE_DICTIONARY_H

#include <hyphen.h>
#include "base/arena.h"

/* Reads a dictionary; NULL if it cannot be read or says nothing. All of it lives in the arena (it
 * must not be given to hnj_hyphen_free). */
HyphenDict *dictionary_read(struct arena *a, const char *path);

#endif
