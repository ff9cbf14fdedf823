/* findings: diagnostics in formats that machines read.
 *
 *     json     one array of objects: file, line, column, level, code, message, hint
 *     sarif    a log of one run (OASIS SARIF 2.1.0)
 *     github   workflow commands, which GitHub shows at the lines of a change
 *
 * Takes the diagnostics of one briefing after another, keeps only text, and gives the whole at the
 * end. Columns count code points from 1. */
#ifndef CHANCERY_CLI_FINDINGS_H
#define CHANCERY_CLI_FINDINGS_H

#include "batch/json.h"
#include "cli/options.h"

struct findings {
    enum format format;
    bool notes;      /* whether they are wanted */
    struct buf body; /* all so far */
    struct json json;
};

void findings_init(struct findings *f, enum format format, bool notes);
void findings_done(struct findings *f);
void findings_add(struct findings *f, const struct diags *ds);

/* The whole, as it goes to standard output. */
void findings_write(struct buf *out, struct findings *f);

#endif
