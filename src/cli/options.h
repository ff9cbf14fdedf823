/* options: the command line, read into values.
 *
 * Takes argv, makes struct options; owns the table of options, from which the help is written too.
 * Knows nothing of files: whether a PATH is there is for inputs.h to find out. */
#ifndef CHANCERY_CLI_OPTIONS_H
#define CHANCERY_CLI_OPTIONS_H

#include "base/buf.h"
#include "base/vec.h"
#include "batch/batch.h"
#include "brief.h"

enum command {
    COMMAND_NONE,
    COMMAND_BUILD,
    COMMAND_CHECK,
    COMMAND_WATCH,
    COMMAND_EXPLAIN,
    COMMAND_HELP,
    COMMAND_VERSION
};

/* How diagnostics are written. */
enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_GITHUB };

struct options {
    enum command command;
    VEC(const char *) paths; /* or codes to explain; borrowed from argv, as all texts here */
    const char *folder;      /* -o; NULL: beside the source */
    bool quiet, strict, draft, force, verify;
    bool languages; /* of check: list them instead */
    size_t jobs; /* 0: one for each processor */
    enum format format;
    const char *depfile;                  /* or NULL */
    VEC(const char *) reports;            /* end in .json or .xml */
    unsigned char rules[DIAG_CODE_COUNT]; /* --allow and --deny: a batch_rule for each code */
    unsigned show;                        /* bits of brief.h */
    enum brief_dump dump;
};

/* What is wrong with the command line; both without line ends, the hint perhaps empty. */
struct usage_error {
    struct buf message, hint;
};

/* Reads the arguments. False on a usage error, which is then described. */
bool options_read(struct options *o, struct usage_error *error, struct arena *a, int argc,
                  char *const *argv);

/* How the program is called: the text of --help. */
void options_help(struct buf *out);

#endif
