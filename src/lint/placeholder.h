/* placeholder: words that stand for what is still to be written. */
#ifndef CHANCERY_LINT_PLACEHOLDER_H
#define CHANCERY_LINT_PLACEHOLDER_H

#include "base/str.h"

/* True if the word is one. Elsewhere than in English two of the letter X may be a century. */
bool placeholder_is(struct str word, bool english);

#endif
