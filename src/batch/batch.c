/* One lock, one queue: a thread takes the next job's number, sets the briefing without the lock and
 * puts what came of it into the slot of that number. The caller's thread sleeps until the slot that
 * is next in order is full, and hands it on; so results are in order, and only those that were
 * ready too early are kept. Threads that each take a share of the jobs were rejected: briefings
 * differ in length by a hundred times. */
#include "batch/batch.h"

#include <stdlib.h>
#include <time.h>
#include "base/lock.h"
#include "base/thread.h"
#include "batch/state.h"

enum { THREADS_MAX = 256 };

struct batch {
    struct brief_shared *shared;
    const struct batch_options *options;
    const struct batch_job *jobs;
    size_t n;
    struct buf world; /* what all of them depend on */
    struct lock lock; /* of what follows */
    struct signal news;
    size_t next;  /* the job that the next free thread takes */
    size_t ahead; /* jobs that may be begun before their turn is printed */
    bool spare;   /* there are more processors than threads */
    size_t handed;
    struct batch_item **slots; /* by number; NULL: not ready, or handed on */
    const struct batch_job *running[THREADS_MAX];
    struct batch_progress progress;
    double start;
};

/* A thread's own view of the batch. */
struct worker {
    struct batch *batch;
    size_t number;
    struct thread thread;
};

static double now_in_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- one job ---- */

static void rule_diags(struct diags *ds, const unsigned char *rules) {
    for (int code = 0; rules && code < DIAG_CODE_COUNT; code++) {
        if (rules[code] == BATCH_ALLOW) diags_allow(ds, (enum diag_code)code);
        if (rules[code] == BATCH_DENY) diags_raise(ds, (enum diag_code)code);
    }
}

static struct batch_item *item_new(const struct batch *b, size_t number) {
    struct batch_item *item = calloc(1, sizeof *item);
    if (!item) arena_fail();
    item->job = &b->jobs[number];
    item->number = number;
    arena_init(&item->arena);
    diags_init(&item->diags, &item->arena);
    item->diags.strict = b->options->brief.strict;
    rule_diags(&item->diags, b->options->rules);
    trace_init(&item->trace, &item->arena);
    item->trace.all_digests = b->options->traces;
    return item;
}

static void item_free(struct batch_item *item) {
    buf_done(&item->dump);
    arena_done(&item->arena);
    free(item);
}

static void set_briefing(struct batch *b, struct batch_item *item, bool keeps_state) {
    const struct batch_options *o = b->options;
    struct brief_options options = o->brief;
    options.spare = b->spare;
    options.dump_out = &item->dump;
    options.trace = keeps_state || o->traces ? &item->trace : NULL;
    item->lines.arena = &item->arena;
    options.lines = o->lines ? &item->lines : NULL;
    if (o->mode == BATCH_BUILD) options.output = item->job->output;
    if (o->mode == BATCH_VERIFY) options.compare = item->job->output;
    item->result = brief_build(b->shared, &item->diags, item->job->path, &options);
    item->outcome = item->result.set ? BATCH_SET : BATCH_FAILED;
}

static void do_job(struct batch *b, struct batch_item *item) {
    const struct batch_options *o = b->options;
    bool keeps_state = o->mode == BATCH_BUILD;
    double start = now_in_ms();
    struct str key = STR_NONE;
    if (keeps_state) key = state_key(&item->arena, item->job->path, buf_str(&b->world), o);
    if (keeps_state && !o->force && state_holds(item, key)) {
        item->outcome = BATCH_UNCHANGED;
    } else {
        set_briefing(b, item, keeps_state);
        if (keeps_state && item->outcome == BATCH_SET) state_save(item, key);
    }
    item->ms = now_in_ms() - start;
}

/* ---- threads ---- */

/* The next job for the thread; false if there is none left. */
static bool take(struct worker *w, size_t *number) {
    struct batch *b = w->batch;
    lock_enter(&b->lock);
    while (b->next < b->n && b->next >= b->handed + b->ahead)
        signal_wait(&b->news, &b->lock);
    bool any = b->next < b->n;
    if (any) {
        *number = b->next++;
        b->running[w->number] = &b->jobs[*number];
        signal_all(&b->news);
    }
    lock_leave(&b->lock);
    return any;
}

static void give(struct worker *w, struct batch_item *item) {
    struct batch *b = w->batch;
    lock_enter(&b->lock);
    b->running[w->number] = NULL;
    b->slots[item->number] = item;
    b->progress.done++;
    if (item->outcome == BATCH_FAILED) b->progress.failed++;
    if (item->outcome == BATCH_UNCHANGED) b->progress.unchanged++;
    signal_all(&b->news);
    lock_leave(&b->lock);
}

static void *work(void *closure) {
    struct worker *w = closure;
    size_t number;
    while (take(w, &number)) {
        struct batch_item *item = item_new(w->batch, number);
        do_job(w->batch, item);
        give(w, item);
    }
    return NULL;
}

/* ---- the caller's thread ---- */

/* With the lock held. */
static void tell_progress(struct batch *b) {
    if (!b->options->progress) return;
    b->progress.ms = now_in_ms() - b->start;
    b->options->progress(b->options->closure, &b->progress);
}

static void hand_on(struct batch *b) {
    lock_enter(&b->lock);
    while (b->handed < b->n) {
        struct batch_item *item = b->slots[b->handed];
        if (!item) {
            tell_progress(b);
            signal_wait(&b->news, &b->lock);
            continue;
        }
        b->slots[b->handed++] = NULL;
        signal_all(&b->news);
        lock_leave(&b->lock);
        b->options->done(b->options->closure, item);
        item_free(item);
        lock_enter(&b->lock);
    }
    tell_progress(b);
    lock_leave(&b->lock);
}

/* A single briefing is set on the caller's thread: one of its own would have a heap of its own too,
 * where the memory that the start has freed is of no use. */
static void work_here(struct batch *b) {
    struct worker w = {.batch = b};
    b->running[0] = &b->jobs[0];
    tell_progress(b);
    work(&w);
}

static void start(struct worker *w, struct batch *b, size_t number) {
    w->batch = b;
    w->number = number;
    thread_start(&w->thread, work, w);
}

static size_t count_threads(const struct batch_options *o, size_t jobs) {
    size_t n = o->threads ? o->threads : thread_processors();
    if (n > jobs) n = jobs;
    return n < THREADS_MAX ? n : THREADS_MAX;
}

void batch_run(struct brief_shared *shared, const struct batch_job *jobs, size_t n,
               const struct batch_options *options) {
    if (n == 0) return;
    struct batch b = {.shared = shared, .options = options, .jobs = jobs, .n = n};
    size_t threads = count_threads(options, n);
    b.ahead = 64 + 4 * threads;
    b.spare = threads < thread_processors();
    b.start = now_in_ms();
    b.progress = (struct batch_progress){.jobs = n, .running = b.running, .threads = threads};
    b.slots = calloc(n, sizeof(struct batch_item *));
    struct worker *workers = calloc(threads, sizeof *workers);
    if (!b.slots || !workers) arena_fail();
    if (options->mode == BATCH_BUILD) brief_add_world(&b.world);
    lock_init(&b.lock);
    signal_init(&b.news);
    bool here = n == 1 && thread_first_has_stack();
    for (size_t i = 0; i < threads && !here; i++)
        start(&workers[i], &b, i);
    if (here) work_here(&b);
    hand_on(&b);
    for (size_t i = 0; i < threads && !here; i++)
        thread_join(&workers[i].thread);
    signal_done(&b.news);
    lock_done(&b.lock);
    buf_done(&b.world);
    free(workers);
    free(b.slots);
}
