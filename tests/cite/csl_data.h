/* csl_data: CSL-JSON as the test suite writes it, as struct work. For the suite's runner only; what
 * authors write is read by source/. */
#ifndef CHANCERY_TESTS_CITE_CSL_DATA_H
#define CHANCERY_TESTS_CITE_CSL_DATA_H

#include <jansson.h>

#include "base/arena.h"
#include "doc/work.h"

/* The works of a JSON array, in the arena. */
struct work *csl_data_works(struct arena *a, const json_t *array, size_t *n);

/* A string, or a number as text; STR_NONE for anything else. */
struct str csl_data_text(struct arena *a, const json_t *v);

#endif
