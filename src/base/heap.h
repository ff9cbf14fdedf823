/* heap: how malloc keeps memory between the system and the program. */
#ifndef CHANCERY_BASE_HEAP_H
#define CHANCERY_BASE_HEAP_H

#include <stddef.h>

/* Asks malloc to take memory from the system in large steps and to keep what is freed, for all
 * threads; once, before there are any. Where malloc cannot be asked, nothing. */
void heap_keep(void);

/* Asks the system for the pages of the n bytes at p, which are about to be written, all at once:
 * half the cost of a fault at the first touch of each. Where the system refuses, nothing. */
void heap_populate(void *p, size_t n);

#endif
