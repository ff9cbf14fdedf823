/* builtin: the styles and locales compiled into the program. The bytes are static. */
#ifndef CHANCERY_CITE_BUILTIN_H
#define CHANCERY_CITE_BUILTIN_H

#include <stdbool.h>

#include "base/str.h"

/* Finds a style by name ("notes", "numeric", "author-date") or a locale by tag ("ky"; "en-GB" and
 * "en-US" are short ones for machines without the system's). False: not ours. */
bool cite_builtin_find(struct str *out, struct str name, bool locale);

#endif
