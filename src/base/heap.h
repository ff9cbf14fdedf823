/* heap: how malloc keeps memory between the system and the program. */
#ifndef CHANCERY_BASE_HEAP_H
#define CHANCERY_BASE_HEAP_H

/* Asks malloc to take memory from the system in large steps and to keep what is freed, for all
 * threads; once, before there are any. Where malloc cannot be asked, nothing. */
void heap_keep(void);

#endif
