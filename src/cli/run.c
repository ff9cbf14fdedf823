/* run: see run.h. */
#include "cli/run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void run_raise_status(struct run *r, int status) {
    if (status > r->status) r->status = status;
}

/* If even this fails there is nobody left to tell. */
void run_flush_to_stderr(struct run *r) {
    if (r->text.n) fwrite(r->text.p, 1, r->text.n, stderr);
    buf_clear(&r->text);
}

void run_flush_to_stdout(struct run *r) {
    bool ok = r->text.n == 0 || fwrite(r->text.p, 1, r->text.n, stdout) == r->text.n;
    if (fflush(stdout) != 0) ok = false;
    int error = errno;
    buf_clear(&r->text);
    if (ok || r->mute) return;
    r->mute = true; /* said once */
    run_raise_status(r, 3);
    if (error == EPIPE) return;
    buf_printf(&r->text, "chancery: cannot write to standard output: %s\n", strerror(error));
    run_flush_to_stderr(r);
}

double run_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}
