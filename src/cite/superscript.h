/* superscript: characters that are themselves superscripts, as plain letters to be raised. */
#ifndef CHANCERY_CITE_SUPERSCRIPT_H
#define CHANCERY_CITE_SUPERSCRIPT_H

#include "base/str.h"

/* What cp raises ("ª" raises "a"), or NULL if it is no superscript. */
const char *superscript_base(uint32_t cp);

#endif
