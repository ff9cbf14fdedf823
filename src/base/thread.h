/* thread: starting and joining threads, and waiting for what another thread does.
 *
 * The only home of threads, with lock.h. Out of threads is arena_fail. */
#ifndef CHANCERY_BASE_THREAD_H
#define CHANCERY_BASE_THREAD_H

#include <stdbool.h>
#include <stddef.h>
#include "base/lock.h"

struct thread {
    pthread_t id;
};

/* Starts work(closure) on a thread of its own, with as much stack as a main thread usually has. */
void thread_start(struct thread *t, void *(*work)(void *), void *closure);

/* The same for work of a few milliseconds beside the caller's, which can go on without: false if
 * the system has no more threads. It begins on another processor than this, where there is one, and
 * may move later. A new thread is else often put behind the one that made it, till the scheduler
 * sees after some milliseconds that a processor is idle. */
bool thread_start_aside(struct thread *t, void *(*work)(void *), void *closure);

/* Waits until it has returned. */
void thread_join(struct thread *t);

/* Whether this program's first thread has as much stack as one that thread_start starts: then it
 * may do itself what one thread does. */
bool thread_first_has_stack(void);

/* How many processors this process may use, at least 1. */
size_t thread_processors(void);

/* Something that threads wait for, under a lock. */
struct signal {
    pthread_cond_t cond;
};

void signal_init(struct signal *s);
void signal_done(struct signal *s);

/* Wakes all who wait. */
void signal_all(struct signal *s);

/* Waits for signal_all, with l left meanwhile; what was waited for must be looked at again. */
void signal_wait(struct signal *s, struct lock *l);

#endif
