/* system: the fonts that the system knows, through fontconfig.
 *
 * The only home of fontconfig, which is loaded when first needed (dlopen): linking and asking it
 * costs a third of a short briefing's time, and mostly the index knows the files. Without
 * fontconfig the system has no fonts. Not safe between threads: library.c calls it under its lock.
 * Private to font/. */
#ifndef CHANCERY_FONT_SYSTEM_H
#define CHANCERY_FONT_SYSTEM_H

#include "font/index.h"

struct system_fonts;

/* Never NULL; owned by the caller. */
struct system_fonts *system_new(struct arena *a);
void system_free(struct system_fonts *s);

/* Adds the family's scalable outline faces, in byte order of their paths. */
void system_add_family(struct system_fonts *s, struct index *x, struct str family);

/* What a face for a missing character should be like. */
struct system_wish {
    bool fixed_pitch, serif, italic;
    int weight;
    struct str lang; /* BCP 47, or empty */
};

/* The nth face, from 0, that has cp, best first by fontconfig's order for the wish. False when
 * there are no more. */
bool system_find(struct index_entry *out, struct system_fonts *s, const struct system_wish *wish,
                 uint32_t cp, size_t nth);

#endif
