/* thread: see thread.h. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/thread.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#include "base/arena.h"

/* As a main thread's: what is nested within the limits fits. */
#define STACK_SIZE ((size_t)8 << 20)

static bool start(struct thread *t, pthread_attr_t *attributes, void *(*work)(void *),
                  void *closure) {
    pthread_attr_setstacksize(attributes, STACK_SIZE);
    return pthread_create(&t->id, attributes, work, closure) == 0;
}

void thread_start(struct thread *t, void *(*work)(void *), void *closure) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) arena_fail();
    if (!start(t, &attributes, work, closure)) arena_fail();
    pthread_attr_destroy(&attributes);
}

#ifdef __linux__
bool thread_start_aside(struct thread *t, void *(*work)(void *), void *closure) {
    pthread_attr_t attributes;
    cpu_set_t all, others;
    bool known = sched_getaffinity(0, sizeof all, &all) == 0;
    int here = sched_getcpu();
    if (pthread_attr_init(&attributes) != 0) arena_fail();
    others = all;
    if (known && here >= 0) CPU_CLR((size_t)here, &others);
    bool elsewhere = known && CPU_COUNT(&others) > 0;
    if (elsewhere) pthread_attr_setaffinity_np(&attributes, sizeof others, &others);
    bool started = start(t, &attributes, work, closure);
    if (started && elsewhere) pthread_setaffinity_np(t->id, sizeof all, &all);
    pthread_attr_destroy(&attributes);
    return started;
}
#else
bool thread_start_aside(struct thread *t, void *(*work)(void *), void *closure) {
    thread_start(t, work, closure);
    return true;
}
#endif

void thread_join(struct thread *t) {
    pthread_join(t->id, NULL);
}

bool thread_first_has_stack(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur >= STACK_SIZE;
}

size_t thread_processors(void) {
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (size_t)CPU_COUNT(&set);
#endif
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (size_t)n : 1;
}

void signal_init(struct signal *s) {
    if (pthread_cond_init(&s->cond, NULL) != 0) arena_fail();
}

void signal_done(struct signal *s) {
    pthread_cond_destroy(&s->cond);
}

void signal_all(struct signal *s) {
    pthread_cond_broadcast(&s->cond);
}

void signal_wait(struct signal *s, struct lock *l) {
    pthread_cond_wait(&s->cond, &l->mutex);
}
