/* arena_sample: an arena for each test. */
#ifndef CHANCERY_TESTS_ARENA_SAMPLE_H
#define CHANCERY_TESTS_ARENA_SAMPLE_H

#include "base/arena.h"

static struct arena arena;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_done(&arena);
    return 0;
}

#endif
