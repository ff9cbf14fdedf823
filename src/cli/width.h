/* width: how many cells of a terminal a character takes.
 *
 * Takes a code point, gives 0, 1 or 2. Owns a table made from the Unicode character data (general
 * category and East Asian width). Knows neither locales nor terminals: C's wcwidth depends on the
 * locale, which this program never sets. */
#ifndef CHANCERY_CLI_WIDTH_H
#define CHANCERY_CLI_WIDTH_H

#include <stdbool.h>
#include <stdint.h>

/* 0 for marks that combine with what stands before them, 2 for wide East Asian characters and
 * emoji, else 1. Not for control characters. */
unsigned width_of(uint32_t cp);

/* Whether a terminal would act on the character, or reorder or hide text by it, instead of showing
 * it: control characters, bidirectional controls, line separators, tags, noncharacters. */
bool width_is_control(uint32_t cp);

#endif
