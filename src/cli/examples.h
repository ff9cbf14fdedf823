/* examples: for each diagnostic what brings it about, and what to write or do instead.
 *
 * A table of text, which `chancery explain` prints and a test runs: the example must bring the
 * diagnostic about in a briefing `grain`, and what stands instead must not. */
#ifndef CHANCERY_CLI_EXAMPLES_H
#define CHANCERY_CLI_EXAMPLES_H

#include "base/diag.h"

struct example {
    const char *where; /* the file that is shown; "shell": commands; NULL: told in words */
    const char *wrong, *right;
};

extern const struct example examples[DIAG_CODE_COUNT];

#endif
