/* font_sample: a library and a set of fonts for each test. */
#ifndef CHANCERY_TESTS_FONT_SAMPLE_H
#define CHANCERY_TESTS_FONT_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "font/font.h"

struct fixture {
    struct arena arena;
    struct diags diags;
    struct font_library *library;
    struct font_set *set;
};

static int setup(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    arena_init(&f->arena);
    diags_init(&f->diags, &f->arena);
    f->library = font_library_new(NULL);
    f->set = font_set_new(f->library, &f->arena, &f->diags);
    *state = f;
    return 0;
}

static int teardown(void **state) {
    struct fixture *f = *state;
    font_set_free(f->set);
    font_library_free(f->library);
    arena_done(&f->arena);
    free(f);
    return 0;
}

static uint32_t face(struct fixture *f, const char *const *families, int weight, bool italic) {
    struct font_request r = {
        .families = families, .weight = weight, .italic = italic, .role = "test"};
    return font_set_face(f->set, &r);
}

#endif
