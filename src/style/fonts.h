/* fonts: which families the roles of the house style use. Read by source/ from fonts.yaml, of which
 * the program carries a copy (style_fonts_default). */
#ifndef CHANCERY_STYLE_FONTS_H
#define CHANCERY_STYLE_FONTS_H

#include "style/style.h"

/* A family asked for what the roles' own lack. */
struct style_fallback {
    const char *family;
    const char *script;  /* the one that it is for (ISO 15924), NULL: any */
    const char *package; /* the Debian package that holds it, or NULL */
};

/* Families in the order they are tried, and the Debian packages that hold them, by STYLE_TEXT,
 * STYLE_SANS, STYLE_MONO; lists end with NULL. */
struct style_fonts {
    const char *const *families[STYLE_FAMILY_COUNT];
    const char *const *packages[STYLE_FAMILY_COUNT];
    const struct style_fallback *fallbacks; /* in the order they are asked */
    size_t fallback_count;
};

/* The text of the fonts.yaml that is compiled in. */
struct str style_fonts_default(void);

#endif
