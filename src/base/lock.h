/* lock: one thread at a time, for the few once-builds that threads share. */
#ifndef CHANCERY_BASE_LOCK_H
#define CHANCERY_BASE_LOCK_H

#include <pthread.h>

struct lock {
    pthread_mutex_t mutex;
};

/* For a lock that lives as long as the program. */
#define LOCK_INIT {PTHREAD_MUTEX_INITIALIZER}

void lock_init(struct lock *l);
void lock_done(struct lock *l);

/* Waits until no other thread holds it; not to be entered twice by one thread. */
void lock_enter(struct lock *l);
void lock_leave(struct lock *l);

#endif
