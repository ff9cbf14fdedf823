/* arena, vec, buf, hash: memory that grows, and what happens when there is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/heap.h"
#include "base/vec.h"

/* Runs f in a child with stderr caught; returns the exit status, -1 if it died of a signal. */
static int status_of(void (*f)(void), char *message, size_t size) {
    int fds[2];
    assert_int_equal(pipe(fds), 0);
    fflush(NULL);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(fds[1], STDERR_FILENO);
        f();
        _exit(99);
    }
    close(fds[1]);
    size_t n = 0;
    ssize_t k;
    while (n < size - 1 && (k = read(fds[0], message + n, size - 1 - n)) > 0)
        n += (size_t)k;
    message[n] = '\0';
    close(fds[0]);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void assert_out_of_memory(void (*f)(void)) {
    char message[200];
    assert_int_equal(status_of(f, message, sizeof message), 3);
    assert_string_equal(message, "chancery: out of memory\n");
}

static void gives_zeroed_aligned_memory(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t size = 0; size < 300; size++) {
        unsigned char *p = arena_alloc(&a, size);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
    }
    assert_ptr_not_equal(arena_alloc(&a, 0), arena_alloc(&a, 0));
    arena_done(&a);
}

static void keeps_what_it_gave_over_many_chunks(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    enum { COUNT = 3000 };
    unsigned char *given[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        given[i] = arena_alloc(&a, i % 1500 + 1);
        memset(given[i], (int)(i % 251), i % 1500 + 1);
    }
    size_t huge = (size_t)5 << 20;
    char *big = arena_alloc(&a, huge);
    memset(big, 'x', huge);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(given[i][0], i % 251);
        assert_int_equal(given[i][i % 1500], i % 251);
    }
    assert_true(a.used >= huge);
    arena_done(&a);
    assert_int_equal(a.used, 0);
    assert_non_null(arena_alloc(&a, 1)); /* may be used again */
    arena_done(&a);
}

static void resets_to_a_mark(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct arena_mark empty = arena_mark(&a);
    char *kept = arena_copy(&a, "kept", 4);
    struct arena_mark mark = arena_mark(&a);
    size_t used = a.used;
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < 400; i++) {
            char *p = arena_alloc(&a, 1000);
            assert_int_equal(p[0], 0);
            assert_int_equal(p[999], 0);
            memset(p, 'y', 1000);
        }
        arena_reset(&a, mark);
        assert_int_equal(a.used, used);
        assert_string_equal(kept, "kept");
    }
    arena_reset(&a, empty);
    assert_int_equal(a.used, 0);
    arena_done(&a);
}

/* Whatever lies between, what grows keeps its bytes and gets zeros. */
#ifndef CHANCERY_ARENA_DEBUG
static void reset_keeps_a_chunk_at_hand(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct arena_mark empty = arena_mark(&a);
    const char *first = arena_alloc(&a, 1000);
    memset(arena_alloc(&a, 1000), 'x', 1000);
    arena_reset(&a, empty);
    void *others = malloc((size_t)64 << 10); /* would take what was given back */
    char *again = arena_alloc(&a, 2000);
    assert_ptr_equal(again, first);
    for (size_t i = 0; i < 2000; i++)
        assert_int_equal(again[i], 0);
    arena_alloc(&a, (size_t)3 << 20); /* more than is kept at hand */
    arena_reset(&a, empty);
    assert_ptr_equal(arena_alloc(&a, 10), first);
    free(others);
    arena_done(&a);
    arena_done(&a);
}
#endif

static void grows_what_it_gave(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t between = 0; between < 2; between++) {
        unsigned char *p = NULL;
        size_t n = 0;
        for (size_t grown = 3; grown < 300000; grown = grown * 2 + 1) {
            if (between) memset(arena_alloc(&a, 40), 0xAA, 40);
            p = arena_grow(&a, p, n, grown);
            for (size_t i = 0; i < grown; i++)
                assert_int_equal(p[i], i < n ? i % 251 : 0);
            for (n = grown; grown-- > 0;)
                p[grown] = (unsigned char)(grown % 251);
            grown = n;
        }
    }
    char *text = arena_copy(&a, "ab", 2), *more = arena_grow(&a, text, 3, 6);
    more[2] = 'c';
    assert_string_equal(more, "abc");
    arena_done(&a);
}

/* A vec that is the last in its arena grows where it stands. */
static void last_grows_in_place(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    VEC(int) v = {0};
    *vec_push(&a, &v) = 1;
    int *first = v.v;
    for (int i = 0; i < 1000; i++)
        *vec_push(&a, &v) = i;
    assert_int_equal(v.v[0], 1);
    assert_int_equal(v.v[1000], 999);
#ifdef CHANCERY_ARENA_DEBUG /* each allocation stands apart */
    assert_ptr_not_equal(v.v, first);
#else
    assert_ptr_equal(v.v, first);
    assert_int_equal(a.used, v.cap * sizeof *v.v);
#endif
    arena_done(&a);
}

static void populating_leaves_what_is_there(void **state) {
    (void)state;
    enum { SIZE = 5 << 12 };
    char *p = malloc(SIZE);
    assert_non_null(p);
    for (size_t i = 0; i < SIZE; i++)
        p[i] = (char)i;
    heap_populate(p + 100, SIZE - 100);
    heap_populate(p, 0);
    for (size_t i = 0; i < SIZE; i++)
        assert_int_equal(p[i], (char)i);
    free(p);
}

static void copies_and_formats(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    const char with_nul[] = {'a', '\0', 'b'};
    char *copy = arena_copy(&a, with_nul, 3);
    assert_memory_equal(copy, "a\0b\0", 4);
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    assert_string_equal(arena_printf(&a, "%s-%d", "x", 7), "x-7");
    for (int n = 230; n < 250; n++) /* about the end of what is printed once */
        assert_int_equal(strlen(arena_printf(&a, "%0*d", n, 1)), n);
    char *wide = arena_printf(&a, "%0*d", 200000, 1);
    assert_int_equal(strlen(wide), 200000);
    arena_done(&a);
}

static void ask_for_too_many(void) {
    struct arena a;
    arena_init(&a);
    arena_array(&a, SIZE_MAX / 4 + 1, 4);
}

static void ask_for_everything(void) {
    struct arena a;
    arena_init(&a);
    arena_alloc(&a, SIZE_MAX - 8);
}

static void copy_everything(void) {
    struct arena a;
    arena_init(&a);
    arena_copy(&a, "", SIZE_MAX);
}

static void reserve_too_many(void) {
    struct arena a;
    arena_init(&a);
    VEC(uint64_t) v = {0};
    vec_reserve(&a, (void **)&v.v, &v.cap, SIZE_MAX / 2, sizeof *v.v);
}

static void grow_a_buf_past_all(void) {
    struct buf b = {0};
    buf_add(&b, "x", 1);
    buf_add(&b, "x", SIZE_MAX - 1);
}

static void fail_at_the_third(void) {
    struct arena a;
    arena_init(&a);
    arena_fail_after(3);
    arena_alloc(&a, 1);
    arena_alloc(&a, 1);
    fputs("2 went well\n", stderr);
    arena_alloc(&a, 1);
}

static void fails_in_one_way(void **state) {
    (void)state;
    assert_out_of_memory(ask_for_too_many);
    assert_out_of_memory(ask_for_everything);
    assert_out_of_memory(copy_everything);
    assert_out_of_memory(reserve_too_many);
    assert_out_of_memory(grow_a_buf_past_all);
    char message[200];
    assert_int_equal(status_of(fail_at_the_third, message, sizeof message), 3);
    assert_string_equal(message, "2 went well\nchancery: out of memory\n");
}

static void array_of_nothing_is_no_overflow(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    assert_non_null(arena_array(&a, SIZE_MAX, 0));
    assert_non_null(arena_array(&a, 0, SIZE_MAX));
    arena_done(&a);
}

static void vec_grows_and_zeroes(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct item {
        int x;
        char pad[13];
    };
    VEC(struct item) v = {0};
    for (int i = 0; i < 10000; i++) {
        struct item *item = vec_push(&a, &v);
        assert_int_equal(item->x, 0);
        assert_int_equal(item->pad[12], 0);
        item->x = i;
        item->pad[12] = 1;
    }
    assert_int_equal(v.n, 10000);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(v.v[i].x, i);
    arena_done(&a);
}

static void buf_holds_any_bytes(void **state) {
    (void)state;
    struct buf b = {0};
    assert_true(str_eq(buf_str(&b), STR("")));
    buf_clear(&b);
    buf_add(&b, NULL, 0);
    assert_string_equal(b.p, "");
    buf_add(&b, "a\0b", 3);
    buf_add_c(&b, "cd");
    buf_add_char(&b, 'e');
    buf_add_str(&b, STR_NONE);
    buf_add_str(&b, STR("f"));
    buf_printf(&b, "%d%%", 42);
    buf_add_cp(&b, 0x20AC);
    buf_add_cp(&b, 0xD800);
    assert_true(str_eq(buf_str(&b), STR("a\0bcdef42%\xE2\x82\xAC\xEF\xBF\xBD")));
    assert_int_equal(b.p[b.n], 0);
    buf_clear(&b);
    for (int i = 0; i < 100000; i++)
        buf_printf(&b, "%05d", i);
    assert_int_equal(b.n, 500000);
    assert_string_equal(b.p + b.n - 5, "99999");
    buf_done(&b);
    assert_null(b.p);
}

static void hash_finds_what_was_put(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct hash h;
    hash_init(&h, &a);
    assert_null(hash_get(&h, STR("nothing")));
    static int values[20000];
    for (int i = 0; i < 20000; i++) {
        struct str key = str_printf(&a, "key%d", i);
        assert_null(hash_put(&h, key, &values[i]));
    }
    assert_int_equal(h.n, 20000);
    for (int i = 0; i < 20000; i++)
        assert_ptr_equal(hash_get(&h, str_printf(&a, "key%d", i)), &values[i]);
    assert_null(hash_get(&h, STR("key20000")));
    assert_ptr_equal(hash_put(&h, STR("key7"), &values[0]), &values[7]);
    assert_ptr_equal(hash_get(&h, STR("key7")), &values[0]);
    assert_int_equal(h.n, 20000);
    arena_done(&a);
}

static void hash_tells_odd_keys_apart(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct hash h;
    hash_init(&h, &a);
    int empty, nul, two_nuls, letter;
    hash_put(&h, STR_NONE, &empty);
    hash_put(&h, STR("\0"), &nul);
    hash_put(&h, STR("\0\0"), &two_nuls);
    hash_put(&h, STR("a"), &letter);
    assert_ptr_equal(hash_get(&h, STR("")), &empty);
    assert_ptr_equal(hash_get(&h, STR("\0")), &nul);
    assert_ptr_equal(hash_get(&h, STR("\0\0")), &two_nuls);
    assert_ptr_equal(hash_get(&h, STR("a")), &letter);
    assert_null(hash_get(&h, STR("A")));
    arena_done(&a);
}

static void hash_bytes_is_the_same_everywhere(void **state) {
    (void)state;
    assert_true(hash_bytes("hexadecimal", 11) == 0xb26bea1502a61a65u);
    assert_true(hash_bytes("", 0) == hash_bytes(NULL, 0));
    struct hash_wide wide = hash_bytes_wide("hexadecimal", 11),
                     other = hash_bytes_wide("hexadecimaL", 11);
    assert_true(wide.halves[0] == hash_bytes("hexadecimal", 11));
    assert_true(wide.halves[0] != other.halves[0] && wide.halves[1] != other.halves[1]);
    assert_true(wide.halves[0] != wide.halves[1]);
    assert_true(hash_bytes("a", 1) != hash_bytes("b", 1));
    /* Every bit of the result depends on the last byte. */
    uint64_t ones = 0, zeros = 0;
    for (int c = 0; c < 256; c++) {
        char byte = (char)c;
        ones |= hash_bytes(&byte, 1);
        zeros |= ~hash_bytes(&byte, 1);
    }
    assert_true(ones == UINT64_MAX && zeros == UINT64_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory),
        cmocka_unit_test(keeps_what_it_gave_over_many_chunks),
        cmocka_unit_test(resets_to_a_mark),
#ifndef CHANCERY_ARENA_DEBUG
        cmocka_unit_test(reset_keeps_a_chunk_at_hand),
#endif
        cmocka_unit_test(grows_what_it_gave),
        cmocka_unit_test(last_grows_in_place),
        cmocka_unit_test(populating_leaves_what_is_there),
        cmocka_unit_test(copies_and_formats),
        cmocka_unit_test(fails_in_one_way),
        cmocka_unit_test(array_of_nothing_is_no_overflow),
        cmocka_unit_test(vec_grows_and_zeroes),
        cmocka_unit_test(buf_holds_any_bytes),
        cmocka_unit_test(hash_finds_what_was_put),
        cmocka_unit_test(hash_tells_odd_keys_apart),
        cmocka_unit_test(hash_bytes_is_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
