#include "pdf/press.h"

#include <libdeflate.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/thread.h"

/* Of text and fonts, libdeflate's quickest takes less than half the time of its usual level 6, and
 * makes them 5 % larger; pictures are worth that time. */
static const int levels[PDF_EFFORT_COUNT] = {[PDF_QUICK] = 1, [PDF_THOROUGH] = 6};

/* Bytes that may wait for the second thread; while more do, the first one compresses too. */
#define WAITING_MOST ((size_t)256 << 10)

/* What one thread compresses with; made when needed. */
struct tools {
    struct libdeflate_compressor *of[PDF_EFFORT_COUNT];
};

struct pdf_press {
    struct tools tools;
    bool spare, running; /* running: the thread is */
    struct thread thread;
    struct lock lock; /* of all below */
    struct signal signal;
    struct pdf_job *first, **last; /* that wait */
    size_t waiting;                /* their bytes */
    struct pdf_job *done;
    bool closed; /* no more will come */
};

/* --- compressing ----------------------------------------------------------------------------- */

static char *allocate(size_t n) {
    char *p = malloc(n ? n : 1);
    if (!p) arena_fail();
    return p;
}

static char *copy(struct str bytes) {
    char *p = allocate(bytes.n);
    if (bytes.n) memcpy(p, bytes.p, bytes.n);
    return p;
}

static struct libdeflate_compressor *find_tool(struct tools *t, enum pdf_effort effort) {
    if (!t->of[effort]) t->of[effort] = libdeflate_alloc_compressor(levels[effort]);
    if (!t->of[effort]) arena_fail();
    return t->of[effort];
}

static void free_tools(struct tools *t) {
    for (int i = 0; i < PDF_EFFORT_COUNT; i++)
        libdeflate_free_compressor(t->of[i]);
}

static void do_job(struct pdf_job *job, struct tools *tools) {
    struct str in = job->make ? job->make(job->closure) : job->bytes;
    char *out = allocate(in.n);
    job->size = libdeflate_zlib_compress(find_tool(tools, job->effort), in.p, in.n, out, in.n);
    job->deflated = job->size > 0;
    if (job->deflated) {
        char *fitting = realloc(out, job->size);
        job->result = fitting ? fitting : out;
    } else {
        free(out);
        job->result = copy(in);
        job->size = in.n;
    }
    free(job->copy);
}

/* --- threads --------------------------------------------------------------------------------- */

/* The next job; if none waits, NULL, and whoever may wait waits until there is one or the press is
 * closed. */
static struct pdf_job *take_job(struct pdf_press *p, bool may_wait) {
    lock_enter(&p->lock);
    while (may_wait && !p->first && !p->closed)
        signal_wait(&p->signal, &p->lock);
    struct pdf_job *job = p->first;
    if (job) p->first = job->next;
    if (job) p->waiting -= job->bytes.n;
    if (!p->first) p->last = &p->first;
    lock_leave(&p->lock);
    return job;
}

/* False, and it is not put there, if too much waits. */
static bool queue_job(struct pdf_press *p, struct pdf_job *job) {
    lock_enter(&p->lock);
    bool room = p->waiting <= WAITING_MOST;
    if (room) {
        if (!job->make) job->bytes.p = job->copy = copy(job->bytes);
        p->waiting += job->bytes.n;
        *p->last = job;
        p->last = &job->next;
    }
    lock_leave(&p->lock);
    return room;
}

static void finish_job(struct pdf_press *p, struct pdf_job *job, struct tools *tools) {
    do_job(job, tools);
    lock_enter(&p->lock);
    job->next = p->done;
    p->done = job;
    lock_leave(&p->lock);
}

static void *work(void *closure) {
    struct pdf_press *p = closure;
    struct tools tools = {0};
    for (struct pdf_job *job; (job = take_job(p, true));)
        finish_job(p, job, &tools);
    free_tools(&tools);
    return NULL;
}

struct pdf_press *pdf_press_new(bool spare) {
    struct pdf_press *p = calloc(1, sizeof *p);
    if (!p) arena_fail();
    p->spare = spare;
    p->last = &p->first;
    lock_init(&p->lock);
    signal_init(&p->signal);
    return p;
}

void pdf_press_add(struct pdf_press *p, struct pdf_job *job) {
    if (!p->spare || !queue_job(p, job)) {
        finish_job(p, job, &p->tools);
        return;
    }
    signal_all(&p->signal);
    if (p->running) return;
    p->running = p->spare = thread_start_aside(&p->thread, work, p);
}

void pdf_press_settle(struct pdf_press *p) {
    lock_enter(&p->lock);
    p->closed = true;
    lock_leave(&p->lock);
    signal_all(&p->signal);
    for (struct pdf_job *job; (job = take_job(p, false));)
        finish_job(p, job, &p->tools);
    if (p->running) thread_join(&p->thread);
    p->running = p->closed = false;
}

size_t pdf_press_size(const struct pdf_press *p) {
    size_t n = 0;
    for (const struct pdf_job *job = p->done; job; job = job->next)
        n += job->size;
    return n;
}

void pdf_press_free(struct pdf_press *p) {
    pdf_press_settle(p);
    for (struct pdf_job *job = p->done; job; job = job->next)
        free(job->result);
    free_tools(&p->tools);
    signal_done(&p->signal);
    lock_done(&p->lock);
    free(p);
}
