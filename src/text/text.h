/* text: what Unicode and its locales say of text, through ICU.
 *
 * Line-break opportunities (UAX #14), bidirectional order (UAX #9), scripts (UAX #24), grapheme
 * clusters (UAX #29). Case and collation are text/case.h and text/collate.h; numbers and dates by
 * locale text/locale.h. The only home of ICU. Works on UTF-8 with byte offsets. Iterators are
 * opened once per struct text_breaker, which belongs to one thread. */
#ifndef CHANCERY_TEXT_TEXT_H
#define CHANCERY_TEXT_TEXT_H

#include "base/arena.h"
#include "base/str.h"

struct text_breaker;

struct text_breaker *text_breaker_new(struct arena *a);
void text_breaker_free(struct text_breaker *b);

enum text_break { TEXT_BREAK_NONE, TEXT_BREAK_ALLOWED, TEXT_BREAK_MUST };

/* Fills breaks[0..s.n]: what UAX #14 allows before byte i; breaks[s.n] is MUST. For Latin, Greek,
 * Cyrillic, Armenian and Georgian text without combining marks the answer comes without ICU and is
 * the same. One rule is Unicode 15.1's: a line may end between a closing quotation mark and an
 * opening bracket. lang tailors (ja, zh strictness); th, km, lo, my go by dictionary. */
void text_line_breaks(unsigned char *breaks, struct text_breaker *b, struct str s, struct str lang);

/* A run of one script and one embedding level, by bytes. */
struct text_run {
    size_t from, to;
    unsigned char level; /* odd: right to left */
    char script[5];      /* ISO 15924; Common and Inherited take their neighbour's */
};

/* Splits a paragraph into runs in logical order. rtl: its base direction, in which a figure keeps its
 * sign and its percent at their sides. Plain Latin text takes a path without ICU. */
struct text_run *text_itemise(size_t *count, struct arena *a, struct str s, bool rtl);

/* Reorders runs of one line for display: order[i] is the index of the i-th run from the left. */
void text_reorder(size_t *order, const unsigned char *levels, size_t count);

/* Byte offset of the grapheme cluster boundary after i. */
size_t text_next_cluster(struct text_breaker *b, struct str s, size_t i);

/* True for scripts that run right to left. lang: BCP 47. */
bool text_lang_is_rtl(struct str lang);

/* General properties of one code point. */
bool text_is_letter(uint32_t cp);
bool text_is_upper(uint32_t cp);
bool text_is_digit(uint32_t cp);
bool text_is_space(uint32_t cp); /* White_Space, no-break ones included */
bool text_is_default_ignorable(uint32_t cp);
bool text_is_punctuation(uint32_t cp);

/* Hangul; and with Han, kana, and the marks and forms that are as wide as they are. */
bool text_is_hangul(uint32_t cp);
bool text_is_east_asian(uint32_t cp);

/* The English name of the script that a character is of, or NULL if it is of several or none. */
const char *text_script_name(uint32_t cp);

#endif
