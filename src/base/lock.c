/* lock: see lock.h. */
#include "base/lock.h"

#include "base/arena.h"

void lock_init(struct lock *l) {
    if (pthread_mutex_init(&l->mutex, NULL) != 0) arena_fail();
}

void lock_done(struct lock *l) {
    pthread_mutex_destroy(&l->mutex);
}

void lock_enter(struct lock *l) {
    pthread_mutex_lock(&l->mutex);
}

void lock_leave(struct lock *l) {
    pthread_mutex_unlock(&l->mutex);
}
