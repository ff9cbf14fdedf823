/* A relay filled by one thread while others look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/relay.h"
#include "base/thread.h"

enum { KEYS = 4000, READERS = 3 };

struct test {
    struct arena arena;
    struct relay relay;
    char keys[KEYS][16];
    int values[KEYS];
    atomic_bool done;
};

static struct str key_of(const struct test *t, int i) {
    return str_of(t->keys[i]);
}

static void *fill(void *closure) {
    struct test *t = closure;
    for (int i = 0; i < KEYS; i++)
        assert_true(relay_put(&t->relay, key_of(t, i), &t->values[i]));
    atomic_store(&t->done, true);
    return NULL;
}

/* What is found is right, and what was found once stays. */
static void *look(void *closure) {
    struct test *t = closure;
    int known = 0;
    for (bool last = false; !last;) {
        last = atomic_load(&t->done);
        while (known < KEYS) {
            const int *value = relay_get(&t->relay, key_of(t, known));
            if (!value) break;
            assert_ptr_equal(value, &t->values[known]);
            known++;
        }
        for (int i = 0; i < known; i += 97)
            assert_ptr_equal(relay_get(&t->relay, key_of(t, i)), &t->values[i]);
    }
    assert_int_equal(known, KEYS);
    return NULL;
}

static void init(struct test *t, size_t most) {
    arena_init(&t->arena);
    relay_init(&t->relay, &t->arena, most);
    for (int i = 0; i < KEYS; i++)
        snprintf(t->keys[i], sizeof t->keys[i], "word %d", i);
}

static void entries_are_seen_whole(void **state) {
    (void)state;
    static struct test t;
    struct thread filler, readers[READERS];
    init(&t, KEYS);
    for (int i = 0; i < READERS; i++)
        thread_start(&readers[i], look, &t);
    thread_start(&filler, fill, &t);
    thread_join(&filler);
    for (int i = 0; i < READERS; i++)
        thread_join(&readers[i]);
    assert_null(relay_get(&t.relay, STR("word")));
    assert_null(relay_get(&t.relay, STR_NONE));
    arena_done(&t.arena);
}

static void what_does_not_fit_is_refused(void **state) {
    (void)state;
    static struct test t;
    init(&t, 100);
    int n = 0;
    while (n < KEYS && relay_put(&t.relay, key_of(&t, n), &t.values[n]))
        n++;
    assert_in_range(n, 100, 256);
    assert_ptr_equal(relay_get(&t.relay, key_of(&t, 0)), &t.values[0]);
    assert_null(relay_get(&t.relay, key_of(&t, n)));
    arena_done(&t.arena);
}

static void the_first_value_stays(void **state) {
    (void)state;
    static struct test t;
    init(&t, 4);
    assert_true(relay_put(&t.relay, STR(""), &t.values[0]));
    assert_false(relay_put(&t.relay, STR(""), &t.values[1]));
    assert_ptr_equal(relay_get(&t.relay, STR("")), &t.values[0]);
    arena_done(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_seen_whole),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(the_first_value_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
