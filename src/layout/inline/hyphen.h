/* hyphen: where words may be divided, by language, with the dictionaries of /usr/share/hyphen.
 *
 * Patterns are read when a language first needs them and shared by the whole process. A language
 * without patterns simply has no hyphens. A briefing that uses them notes their files in its trace,
 * whoever it was that read them. */
#ifndef CHANCERY_LAYOUT_INLINE_HYPHEN_H
#define CHANCERY_LAYOUT_INLINE_HYPHEN_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

struct hyphenator;

/* Reads a language's patterns now, as the first word of it would; on any thread. */
void hyphenator_load(struct str lang);

/* True if they were read already (or are being read: then it waits). */
bool hyphenator_has(struct str lang);

/* Remembers the words it divided; memory is from the arena. For one thread. */
struct hyphenator *hyphenator_new(struct arena *a);
void hyphenator_free(struct hyphenator *h);

/* Places in word (letters only, UTF-8) where a hyphen may be put: ascending byte offsets, *n of
 * them, good as long as the hyphenator. At least left and right letters stay before and after one;
 * the language's own minima count too. */
const unsigned char *hyphenator_divide(size_t *n, struct hyphenator *h, struct str word,
                                       struct str lang, int left, int right);

#endif
