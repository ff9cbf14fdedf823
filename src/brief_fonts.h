/* brief_fonts: the fonts of one briefing: which families the roles use, where files are looked for.
 *
 * A part of the conductor. The user's own files are in the nearest folder `fonts` from the
 * briefing's folder upward, and in the folders that CHANCERY_FONTS names. The roles are those of
 * the fonts.yaml in that folder, else of the one compiled in. */
#ifndef CHANCERY_BRIEF_FONTS_H
#define CHANCERY_BRIEF_FONTS_H

#include "base/diag.h"
#include "style/fonts.h"

struct font_library;
struct font_set;

struct brief_fonts {
    struct font_library *library;
    struct font_set *set;
    struct style_fonts families;
};

/* Opens a font set for the briefing at path. */
void brief_fonts_init(struct brief_fonts *f, struct arena *a, struct diags *ds, const char *path);

/* Puts the families that the house style names before the roles' own. */
void brief_fonts_use(struct brief_fonts *f, struct arena *a, const struct style *s);

void brief_fonts_done(struct brief_fonts *f);

#endif
