/* thread: work on a thread of its own, and how much stack there is for it. */
#define _GNU_SOURCE /* pthread_getattr_np */
#include "base/thread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <cmocka.h>

static void *measure_stack(void *closure) {
    pthread_attr_t attributes;
    assert_int_equal(pthread_getattr_np(pthread_self(), &attributes), 0);
    pthread_attr_getstacksize(&attributes, closure);
    pthread_attr_destroy(&attributes);
    return NULL;
}

static void first_thread_is_asked_by_its_limit(void **state) {
    (void)state;
    struct rlimit limit, small, enough;
    size_t size = 0;
    struct thread t;
    thread_start(&t, measure_stack, &size);
    thread_join(&t);
    assert_true(size >= (size_t)1 << 20);
    assert_int_equal(getrlimit(RLIMIT_STACK, &limit), 0);
    if (limit.rlim_max < size) skip();
    small = enough = limit;
    small.rlim_cur = size / 2;
    enough.rlim_cur = size;
    assert_int_equal(setrlimit(RLIMIT_STACK, &small), 0);
    assert_false(thread_first_has_stack());
    assert_int_equal(setrlimit(RLIMIT_STACK, &enough), 0);
    assert_true(thread_first_has_stack());
    assert_int_equal(setrlimit(RLIMIT_STACK, &limit), 0);
}

/* A sanitizer needs memory where this takes it away. */
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
static void *set_flag(void *closure) {
    *(bool *)closure = true;
    return NULL;
}

/* Without memory for its stack a thread cannot be. What sanitizers need memory for could not
 * either.
 */
static void refused_work_is_left_to_the_caller(void **state) {
    (void)state;
    struct rlimit limit, none;
    struct thread t;
    bool done = false;
    assert_int_equal(getrlimit(RLIMIT_AS, &limit), 0);
    none = limit;
    none.rlim_cur = 1;
    assert_int_equal(setrlimit(RLIMIT_AS, &none), 0);
    bool refused = !thread_start_aside(&t, set_flag, &done);
    assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
    assert_true(refused);
    assert_false(done);
    assert_true(thread_start_aside(&t, set_flag, &done));
    thread_join(&t);
    assert_true(done);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
        cmocka_unit_test(refused_work_is_left_to_the_caller), /* before stacks are kept */
#endif
        cmocka_unit_test(first_thread_is_asked_by_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
