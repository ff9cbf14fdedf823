/* breaker: text.h's breaker, asked past its short cuts; for the tests that compare the two. Private
 * to text/. */
#ifndef CHANCERY_TEXT_BREAKER_H
#define CHANCERY_TEXT_BREAKER_H

#include "text/text.h"

/* As text_line_breaks, always by ICU. */
void breaker_line_breaks_by_icu(unsigned char *breaks, struct text_breaker *b, struct str s,
                                struct str lang);

/* As text_next_cluster, always by ICU; i < s.n. */
size_t breaker_next_cluster_by_icu(struct text_breaker *b, struct str s, size_t i);

#endif
