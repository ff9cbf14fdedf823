/* print: diagnostics and other text, as a terminal is to show them.
 *
 * Takes diagnostics and makes lines of text in a buf. What an author wrote is shown, never obeyed:
 * control characters and ill-formed bytes come out escaped. Knows nothing of files or streams. */
#ifndef CHANCERY_CLI_PRINT_H
#define CHANCERY_CLI_PRINT_H

#include "base/buf.h"
#include "base/diag.h"

/* Each diagnostic as
 *
 *     path:line:col: error[code]: message
 *        12 | the source line
 *           |     ^
 *     hint: what to write instead
 *
 * sorted by place, then how many of a code were left out. Notes only if they are wanted. */
void print_diags(struct buf *out, struct diags *ds, bool notes, bool colour);

/* "2 errors, 1 warning" and a line end; nothing if there is neither. */
void print_counts(struct buf *out, size_t errors, size_t warnings);

/* s with everything that a terminal would act on escaped: \x1B, \u202E. */
void print_safely(struct buf *out, struct str s);

/* The cells that print_safely's text takes. */
size_t print_width(struct str s);

#endif
