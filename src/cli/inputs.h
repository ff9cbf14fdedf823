/* inputs: from the PATHs of the command line to the briefings they name.
 *
 * Takes paths and the output folder, makes a list of briefings in the order given (those of a tree
 * sorted), each with the PDF it is to become. What is wrong with a path is a diagnostic, and the
 * rest go on. Only looks at names: it reads no file. */
#ifndef CHANCERY_CLI_INPUTS_H
#define CHANCERY_CLI_INPUTS_H

#include "base/diag.h"
#include "base/vec.h"
#include "batch/batch.h"

struct inputs {
    VEC(struct batch_job) list;
};

/* Finds the briefings under the n paths. folder is where the PDFs go; NULL: beside each source.
 * Under it the PDFs of a tree keep the tree's shape.
 * Everything lives in the arena. Two briefings that would become one file are an error, and
 * neither is in the list; a briefing named twice is in it once. */
void inputs_find(struct inputs *in, struct diags *ds, struct arena *a, const char *const *paths,
                 size_t n, const char *folder);

#endif
