/* explain: what a diagnostic's code means, with an example and what to do about it. */
#ifndef CHANCERY_CLI_EXPLAIN_H
#define CHANCERY_CLI_EXPLAIN_H

#include "base/buf.h"

/* Explains the n codes, which are known to be codes; without any lists all that there are. */
void explain_codes(struct buf *out, const char *const *codes, size_t n);

#endif
