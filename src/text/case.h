/* case: upper and lower case of UTF-8 text by language, and what kind of letter a code point is.
 *
 * Works on strings, gives strings in the caller's arena (or the input itself where nothing
 * changes). Languages are BCP 47 tags; only their base matters (Turkish, Lithuanian, Greek and
 * Dutch differ). */
#ifndef CHANCERY_TEXT_CASE_H
#define CHANCERY_TEXT_CASE_H

#include "base/arena.h"
#include "base/str.h"

/* All of s in upper or lower case. */
struct str case_upper(struct arena *a, struct str s, struct str lang);
struct str case_lower(struct arena *a, struct str s, struct str lang);

/* s with its first code point in title case and the rest as it is. */
struct str case_capital(struct arena *a, struct str s, struct str lang);

/* What a code point is. Letters without case are letters and neither upper nor lower. */
bool case_is_upper(uint32_t cp);
bool case_is_lower(uint32_t cp);
bool case_is_letter(uint32_t cp);
bool case_is_alnum(uint32_t cp);

/* True for the scripts whose names are written family first and unspaced: Han, kana, Hangul. */
bool case_is_east_asian(uint32_t cp);

/* True for a code point of the Latin, Greek, Cyrillic, Armenian and Georgian scripts. */
bool case_is_european(uint32_t cp);

#endif
