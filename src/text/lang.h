/* lang: whether the tag of a language is one, by BCP 47 and what ICU knows of ISO 639 and 3166. */
#ifndef CHANCERY_TEXT_LANG_H
#define CHANCERY_TEXT_LANG_H

#include "base/arena.h"
#include "base/str.h"

enum { LANG_TAG_MAX = 64 }; /* bytes of a tag */

/* UNKNOWN: it begins with no language; MALFORMED: a part is empty, too long, or has signs. */
enum lang_state { LANG_GOOD, LANG_UNKNOWN, LANG_MALFORMED, LANG_SCRIPT, LANG_REGION };

/* Judges a tag. What was meant goes to *instead where it can be told (`english`, `en-UK`); else
 * empty. */
enum lang_state lang_check(struct str *instead, struct arena *a, struct str tag);

#endif
