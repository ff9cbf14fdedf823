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

/* Shorter words are not divided. */
enum { HYPHEN_BYTES_LEAST = 5 };

/* The end of the run of letters that starts at i; *lower: none but the first is a capital. */
size_t hyphen_letters_end(bool *lower, struct str text, size_t i, size_t end);

/* Words that a second thread divides while the briefing's own does something else: of one language,
 * with the letters that must stay before and after a hyphen. */
struct hyphen_ahead;
struct hyphen_ahead *hyphen_ahead_new(struct str lang, int left, int right, size_t most);
void hyphen_ahead_free(struct hyphen_ahead *a);

/* On the second thread: divides the words of letters in a piece of text, as hyphenator_divide
 * would.
 */
void hyphen_ahead_divide(struct hyphen_ahead *a, struct str text);

/* Remembers the words it divided, and finds those divided ahead (or NULL), which it must not
 * outlive; memory is from the arena. For one thread. */
struct hyphenator *hyphenator_new(struct arena *a, const struct hyphen_ahead *ahead);
void hyphenator_free(struct hyphenator *h);

/* Places in word (letters only, UTF-8) where a hyphen may be put: ascending byte offsets, *n of
 * them, good as long as the hyphenator. At least left and right letters stay before and after one;
 * the language's own minima count too. */
const unsigned char *hyphenator_divide(size_t *n, struct hyphenator *h, struct str word,
                                       struct str lang, int left, int right);

#endif
