/* brief_fonts: the fonts of one briefing: which families the roles use, where files are looked for.
 *
 * A part of the conductor. Briefings that look in the same folders share one library of fonts. The
 * user's own files are in the nearest folder `fonts` from the
 * briefing's folder upward, and in the folders that CHANCERY_FONTS names. The roles are those of
 * the fonts.yaml in that folder, else of the one compiled in. */
#ifndef CHANCERY_BRIEF_FONTS_H
#define CHANCERY_BRIEF_FONTS_H

#include "base/diag.h"
#include "style/fonts.h"

struct font_set;
struct shared_library;
struct trace;

/* The libraries that briefings share; safe between threads. */
struct brief_libraries;

struct brief_libraries *brief_libraries_new(void);
void brief_libraries_free(struct brief_libraries *l);

struct brief_fonts {
    struct brief_libraries *libraries;
    struct shared_library *shared; /* borrowed from libraries */
    struct font_set *set;
    struct style_fonts families;
};

/* Opens a font set for the briefing at path. */
void brief_fonts_init(struct brief_fonts *f, struct brief_libraries *l, struct arena *a,
                      struct diags *ds, const char *path);

/* Notes in the trace the fonts that were used, and the user's folders, where a better one may
 * appear. Each file is read once for all briefings. */
void brief_fonts_trace(struct brief_fonts *f, struct trace *t);

/* Puts the families that the house style names before the roles' own. */
void brief_fonts_use(struct brief_fonts *f, struct arena *a, const struct style *s);

void brief_fonts_done(struct brief_fonts *f);

#endif
