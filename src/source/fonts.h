/* fonts: fonts.yaml → which families the roles use. */
#ifndef CHANCERY_SOURCE_FONTS_H
#define CHANCERY_SOURCE_FONTS_H

#include "base/diag.h"
#include "style/fonts.h"

/* Reads text, the contents of path; false after a diagnostic. Lists live in the arena. */
bool source_read_fonts(struct style_fonts *out, struct arena *a, struct diags *ds, struct str path,
                       struct str text);

#endif
