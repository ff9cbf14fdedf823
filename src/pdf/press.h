/* press: streams being compressed, by a second thread where a processor is idle.
 *
 * Takes jobs: bytes, or a function that makes them, which then may take time too (a font's subset).
 * Without a second thread each is done as it comes; with one they wait their turn, and the first
 * thread helps where too much waits or it would have to. What comes of a job does not depend on who
 * did it.
 * The only home of libdeflate. Knows no objects. */
#ifndef CHANCERY_PDF_PRESS_H
#define CHANCERY_PDF_PRESS_H

#include "base/str.h"

struct pdf_press;

enum pdf_effort { PDF_QUICK, PDF_THOROUGH, PDF_EFFORT_COUNT };

/* Zeroed but for what it is given; it stays at its place until the press is freed. */
struct pdf_job {
    struct str bytes;                  /* given; borrowed only while it is added */
    struct str (*make)(void *closure); /* or gives them, which stay until the job is done */
    void *closure;
    enum pdf_effort effort;
    /* when it is done: */
    char *result; /* the press's, until it is freed */
    size_t size;
    bool deflated; /* it is a zlib stream; else the bytes as they were, for that is no smaller */
    /* the press's own: */
    char *copy;
    struct pdf_job *next;
};

/* spare: there may be a second thread. */
struct pdf_press *pdf_press_new(bool spare);

void pdf_press_add(struct pdf_press *p, struct pdf_job *job);

/* Returns when all jobs are done. */
void pdf_press_settle(struct pdf_press *p);

/* Bytes of all results, once it has settled. */
size_t pdf_press_size(const struct pdf_press *p);

void pdf_press_free(struct pdf_press *p);

#endif
