/* locator: what in a work is cited, at the start of a citation's suffix: “pp. 3–5”, “§ 12”, “33”.
 */
#ifndef CHANCERY_SOURCE_LOCATOR_H
#define CHANCERY_SOURCE_LOCATOR_H

#include "base/str.h"

struct locator {
    struct str label; /* CSL's name: "page", "chapter"…; empty if there is no locator */
    struct str value;
    struct str rest; /* of the suffix, with its leading comma or space */
};

/* Splits a suffix. A number without a label is a page, as with pandoc; text in braces is a locator
 * whatever it looks like. */
struct locator locator_parse(struct str suffix);

#endif
