#include "base/heap.h"

#ifdef __linux__
#include <malloc.h>
#endif

/* glibc lets the heap of a second thread grow by a page at a time, each a call of the system that
 * stops the other threads' page faults meanwhile, and gives blocks of 128 KiB and more back at once
 * when they are freed: a chunk of an arena would be new pages each time. */
void heap_keep(void) {
#ifdef __GLIBC__
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}
