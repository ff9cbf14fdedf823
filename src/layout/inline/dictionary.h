/* dictionary: a file of hyphenation patterns in libhyphen's format, and the words it divides.
 *
 * The file: a line with the character set; settings; comments after % or #; patterns (patterns.h).
 * Where NEXTLEVEL parts it, the patterns before it divide compounds, those after it their parts.
 * Divisions that change letters (“Schif-fahrt”) are left out: they would need another text than the
 * author's. */
#ifndef CHANCERY_LAYOUT_INLINE_DICTIONARY_H
#define CHANCERY_LAYOUT_INLINE_DICTIONARY_H

#include "base/arena.h"
#include "base/str.h"

struct dictionary;

/* Reads a dictionary; NULL if it cannot be read, says nothing, or is in an unknown character set.
 * All of it lives in the arena; nothing changes it afterwards, so threads may share it. */
const struct dictionary *dictionary_read(struct arena *a, const char *path);

/* The same from text, which stays and ends in NUL. */
const struct dictionary *dictionary_of(struct arena *a, struct str text);

/* Fills the byte offsets, ascending, where a hyphen may stand in a word (lower-case letters only,
 * UTF-8), and returns how many they are; there is room for one for each byte. A word of more than
 * 250 bytes has none. The dictionary's own minima hold, or the usual two letters on either side. */
size_t dictionary_divide(unsigned char *offsets, const struct dictionary *d, struct str word);

#endif
