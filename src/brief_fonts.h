/* brief_fonts: the fonts of one briefing: which families the roles use, where files are looked for.
 *
 * A part of the conductor. The user's own files are in the nearest folder `fonts` from the
 * briefing's folder upward, and in the folders that CHANCERY_FONTS names. */
#ifndef CHANCERY_BRIEF_FONTS_H
#define CHANCERY_BRIEF_FONTS_H

#include "base/diag.h"
#include "layout/layout.h"

struct brief_fonts {
    struct font_library *library;
    struct font_set *set;
    struct layout_families families;
};

/* Opens a font set for the briefing at path. */
void brief_fonts_init(struct brief_fonts *f, struct arena *a, struct diags *ds, const char *path);
void brief_fonts_done(struct brief_fonts *f);

const struct layout_families *brief_fonts_families(const struct brief_fonts *f);

#endif
