/* batch: many briefings in one process, on several threads.
 *
 * Takes a list of jobs (a briefing and the PDF it is to become), has each set by brief.h, and hands
 * the results to its caller one by one in the order of the jobs, on the caller's own thread,
 * whichever was ready first. A briefing that fails stops no other. What is set does not depend on
 * how many threads there are. A briefing whose PDF is still what its sources give is not set again
 * (state.h). Must not know how anything is printed. */
#ifndef CHANCERY_BATCH_BATCH_H
#define CHANCERY_BATCH_BATCH_H

#include "base/diag.h"
#include "base/trace.h"
#include "brief.h"

struct batch_job {
    const char *path;   /* a folder that holds briefing.md, or a .md file */
    const char *output; /* the PDF it is to become */
};

enum batch_outcome {
    BATCH_SET,       /* a PDF was set (written, if that was asked for) */
    BATCH_UNCHANGED, /* the PDF that stands there is still right */
    BATCH_FAILED,    /* there is no PDF; the diagnostics say why */
};

/* What came of a job. */
struct batch_item {
    const struct batch_job *job;
    size_t number; /* of the job, from 0 */
    enum batch_outcome outcome;
    struct brief_result result;
    double ms; /* how long it took */
    struct diags diags;
    struct trace trace;       /* what it read; empty unless asked for */
    struct brief_lines lines; /* empty unless asked for */
    struct buf dump;
    struct arena arena; /* holds the diagnostics and the trace */
};

/* Where a batch stands. */
struct batch_progress {
    size_t jobs, done, failed, unchanged;
    const struct batch_job *const *running; /* of each thread; NULL: none */
    size_t threads;
    double ms; /* since the beginning */
};

enum batch_mode {
    BATCH_CHECK, /* writes nothing */
    BATCH_BUILD,
    BATCH_VERIFY, /* writes nothing, and compares with what stands there */
};

/* What the reader of diagnostics says of a code, besides the house style. */
enum batch_rule { BATCH_USUAL, BATCH_ALLOW, BATCH_DENY };

struct batch_options {
    enum batch_mode mode;
    struct brief_options brief; /* for each briefing; where the PDF goes is the job's */
    const unsigned char *rules; /* a batch_rule for each diagnostic's code, or NULL */
    size_t threads;             /* 0: one for each processor */
    bool force;                 /* set also what is unchanged */
    bool traces;                /* the caller wants to know what was read, with all digests */
    bool lines;                 /* the caller wants to know what stands on the pages */
    void *closure;
    /* Takes each item, which is gone afterwards. */
    void (*done)(void *closure, struct batch_item *item);
    /* Told whenever a job begins or ends; may be NULL. */
    void (*progress)(void *closure, const struct batch_progress *p);
};

/* Sets all jobs. shared outlives the batch and may serve others before and after it. */
void batch_run(struct brief_shared *shared, const struct batch_job *jobs, size_t n,
               const struct batch_options *options);

#endif
