#define _DEFAULT_SOURCE /* madvise */
#include "base/heap.h"

#include <stdint.h>

#ifdef __linux__
#include <malloc.h>
#include <sys/mman.h>
#endif

/* glibc lets the heap of a second thread grow by a page at a time, each a call of the system that
 * stops the other threads' page faults meanwhile. Blocks of 128 KiB and more, and as much at the
 * heap's end, it gives back when they are freed: a chunk of an arena would be new pages each time.
 */
void heap_keep(void) {
#ifdef __GLIBC__
    mallopt(M_TOP_PAD, 4 << 20); /* more than most briefings need on a second thread */
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}

void heap_populate(void *p, size_t n) {
#ifdef MADV_POPULATE_WRITE
    uintptr_t page = 4096, from = (uintptr_t)p & ~(page - 1);
    if (n <= page) return; /* one fault costs as much */
    madvise((void *)from, (size_t)((uintptr_t)p + n - from), MADV_POPULATE_WRITE);
#else
    (void)p;
    (void)n;
#endif
}
