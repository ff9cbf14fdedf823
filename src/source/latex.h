/* latex: the LaTeX that stands in BibTeX fields → UTF-8 with CSL's inline HTML.
 *
 * Accents, special letters, dashes, quotes, escaped characters and the common font commands. Other
 * commands go, their arguments stay, so that no word is lost. */
#ifndef CHANCERY_SOURCE_LATEX_H
#define CHANCERY_SOURCE_LATEX_H

#include "base/arena.h"
#include "base/str.h"

enum latex_mode {
    LATEX_TEXT,     /* braces group */
    LATEX_TITLE,    /* braces at the first level keep case: <span class="nocase"> */
    LATEX_VERBATIM, /* URLs and identifiers: only the escapes of & % _ # $ { } */
};

struct str latex_decode(struct arena *a, struct str text, enum latex_mode mode);

#endif
