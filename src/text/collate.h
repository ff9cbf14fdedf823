/* collate: the order of words in a language, by the Unicode Collation Algorithm with CLDR's rules.
 *
 * Takes a language tag and UTF-8 text; gives comparisons and sort keys (byte strings that order by
 * memcmp). A collator is used by one thread at a time. Knows nothing of what is sorted. */
#ifndef CHANCERY_TEXT_COLLATE_H
#define CHANCERY_TEXT_COLLATE_H

#include "base/arena.h"
#include "base/str.h"

struct collator;

/* A collator for a BCP 47 tag; an unknown language gives the root order. Free it with
 * collator_free. NULL only if ICU has no data at all. */
struct collator *collator_new(struct str lang);
void collator_free(struct collator *c);

/* The sort key of s, in the arena; compare keys with str_cmp. */
struct str collate_key(struct arena *a, const struct collator *c, struct str s);

/* Negative, zero or positive. */
int collate_compare(const struct collator *c, struct str x, struct str y);

#endif
