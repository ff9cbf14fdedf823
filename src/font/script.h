/* script: which fallback families serve a character. Private to font/. */
#ifndef CHANCERY_FONT_SCRIPT_H
#define CHANCERY_FONT_SCRIPT_H

#include <stdbool.h>
#include "base/str.h"

/* True if a family for the script (ISO 15924; NULL: any) is to be asked for cp in a text of lang.
 * Han characters go by the language; what is common to all scripts goes with the language's own. */
bool script_serves(const char *script, uint32_t cp, struct str lang);

#endif
