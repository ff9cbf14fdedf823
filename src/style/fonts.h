/* fonts: which families the roles of the house style use. Read by source/ from fonts.yaml, of which
 * the program carries a copy (style_fonts_default). */
#ifndef CHANCERY_STYLE_FONTS_H
#define CHANCERY_STYLE_FONTS_H

#include "style/style.h"

/* Families in the order they are tried, and the Debian packages that hold them, by STYLE_TEXT,
 * STYLE_SANS, STYLE_MONO; lists end with NULL. */
struct style_fonts {
    const char *const *families[STYLE_FAMILY_COUNT];
    const char *const *packages[STYLE_FAMILY_COUNT];
    const char *const *fallbacks; /* families asked, in order, for what the roles' own lack */
    const char *const *fallback_scripts; /* the script that each of them is for, NULL: any */
};

/* The text of the fonts.yaml that is compiled in. */
struct str style_fonts_default(void);

#endif
