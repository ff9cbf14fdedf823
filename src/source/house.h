/* house: house.yaml → a style. The house style of an institute, as data.
 *
 * A house.yaml is looked for in the briefing's folder and in the folders above it; all that are
 * found are read, the nearest last, so that a ministry sets its style once and a series departs
 * from it where it must. `root: yes` in one ends the search upward. Keys and their checks are those
 * of the style's own table (style/style_values.h). */
#ifndef CHANCERY_SOURCE_HOUSE_H
#define CHANCERY_SOURCE_HOUSE_H

#include "base/diag.h"
#include "style/style.h"

/* Fills *s (defaults first) for a briefing in folder; mistakes go to ds. Strings in the style live
 * in the arena. */
void source_read_house(struct style *s, struct arena *a, struct diags *ds, const char *folder);

/* The same from the text of one file, without the file system. */
void source_read_house_text(struct style *s, struct arena *a, struct diags *ds, struct str name,
                            struct str text);

#endif
