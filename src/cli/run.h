/* run: one run of the program: its options, its streams, its exit status. */
#ifndef CHANCERY_CLI_RUN_H
#define CHANCERY_CLI_RUN_H

#include "base/buf.h"
#include "cli/options.h"

struct run {
    const struct options *options;
    struct arena arena;
    struct buf text; /* scratch: what is about to be written */
    int status;
    bool colour; /* on standard error */
    bool mute;   /* standard output has failed */
};

/* The highest status wins. */
void run_raise_status(struct run *r, int status);

/* Writes the scratch text to standard error and empties it. */
void run_flush_to_stderr(struct run *r);

/* Writes the scratch text to standard output and empties it. A reader who has gone away (head, a
 * pager) is no news to anybody; a full disk is. What remains to be done is done all the same. */
void run_flush_to_stdout(struct run *r);

/* Milliseconds on a clock that only goes forward. */
double run_now(void);

#endif
