/* input: the bytes of a source file, made fit to be read.
 *
 * The result is valid UTF-8 without byte order mark and without control characters other than tab
 * and line ends. What had to be replaced is diagnosed; code points are replaced one by one, so that
 * columns stay. */
#ifndef CHANCERY_SOURCE_INPUT_H
#define CHANCERY_SOURCE_INPUT_H

#include "source/passage.h"

enum { INPUT_SIZE_MAX = 64 * 1024 * 1024 };

/* Reads and registers a file; NULL after a diagnostic. at: the place that named it. */
struct lines *input_read(struct arena *a, struct diags *ds, const char *path, struct pos at);

/* The same of text that is at hand. */
struct lines *input_of_text(struct arena *a, struct diags *ds, struct str path, struct str text);

#endif
