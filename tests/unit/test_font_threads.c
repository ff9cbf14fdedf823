/* One library, several briefings at once: each thread must get what a lone one gets. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "font/font.h"

enum { THREADS = 4, ROUNDS = 60 };

struct worker {
    struct font_library *library;
    uint64_t digest; /* of all glyphs, widths and subsets */
};

static uint64_t add(uint64_t digest, const void *p, size_t n) {
    uint64_t both[2] = {digest, hash_bytes(p, n)};
    return hash_bytes(both, sizeof both);
}

/* Asks for faces, shapes, falls back and subsets, as a briefing does. */
static uint64_t set_briefing(struct font_library *library) {
    static const char *const families[][2] = {
        {"Vollkorn", NULL}, {"Inter", NULL}, {"JetBrains Mono", NULL}, {"DejaVu Serif", NULL}};
    struct arena a;
    struct diags ds;
    uint64_t digest = 0;
    arena_init(&a);
    diags_init(&ds, &a);
    struct font_set *set = font_set_new(library, &a, &ds);
    for (size_t i = 0; i < 8; i++) {
        struct font_request r = {
            .families = families[i % 4], .weight = i % 3 ? 400 : 700, .italic = i > 5, .role = "x"};
        uint32_t face = font_set_face(set, &r);
        struct font_shape_request q = {
            .face = face, .text = STR("Office, офис"), .lang = i % 2 ? STR("ky") : STR("en")};
        size_t n;
        const struct font_glyph *g = font_shape(&n, set, &a, &q);
        for (size_t j = 0; j < n; j++) {
            digest = add(digest, &g[j].id, sizeof g[j].id);
            digest = add(digest, &g[j].advance, sizeof g[j].advance);
        }
        uint32_t other = font_set_fallback(set, face, 0x10D0, STR("ka"));
        digest = add(digest, &other, sizeof other);
        struct font_subset s;
        assert_true(font_face_subset(&s, set, &a, face, &g[0].id, 1));
        font_subset_make(&s);
        digest = add(digest, s.data.p, s.data.n);
        font_subset_done(&s);
    }
    font_set_free(set);
    arena_done(&a);
    return digest;
}

static void *work(void *closure) {
    struct worker *w = closure;
    w->digest = set_briefing(w->library);
    return NULL;
}

static void threads_agree(void **state) {
    (void)state;
    struct font_library *lone = font_library_new(NULL);
    uint64_t expected = set_briefing(lone);
    font_library_free(lone);
    for (int round = 0; round < ROUNDS; round++) {
        struct font_library *shared = font_library_new(NULL);
        struct worker workers[THREADS];
        pthread_t threads[THREADS];
        for (int i = 0; i < THREADS; i++) {
            workers[i] = (struct worker){.library = shared};
            assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
        }
        for (int i = 0; i < THREADS; i++) {
            pthread_join(threads[i], NULL);
            assert_true(workers[i].digest == expected);
        }
        font_library_free(shared);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
