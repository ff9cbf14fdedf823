/* diag: counting, levels, order, suggestions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "base/diag.h"

static struct arena arena;
static struct diags ds;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena);
    diags_init(&ds, &arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_done(&arena);
    return 0;
}

static void every_code_has_an_entry(void **state) {
    (void)state;
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
        const struct diag_info *info = &diag_infos[i];
        assert_non_null(info->name);
        assert_true(strspn(info->name, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
                    strlen(info->name));
        size_t n = strlen(info->explanation);
        assert_true(n > 20 && info->explanation[n - 1] == '.');
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(info->name, diag_infos[j].name);
    }
}

static void files_are_numbered_once(void **state) {
    (void)state;
    char path[] = "a.md";
    uint32_t a = diags_add_file(&ds, str_of(path), STR_NONE);
    path[0] = 'x'; /* the path was copied */
    assert_int_equal(a, 1);
    assert_int_equal(diags_add_file(&ds, STR("b.md"), STR("b")), 2);
    assert_int_equal(diags_add_file(&ds, STR("a.md"), STR("text")), 1);
    assert_true(str_is(ds.files.v[0].text, "text"));
    assert_int_equal(ds.files.n, 2);
}

static void status_is_whose_mistake_it_was(void **state) {
    (void)state;
    struct pos none = {0};
    assert_int_equal(diags_status(&ds), 0);
    diag_add(&ds, DIAG_MISSING_TITLE, none, NULL, "no title");
    assert_int_equal(diags_status(&ds), 0);
    assert_int_equal(ds.warnings, 1);
    diag_add(&ds, DIAG_FILE_MISSING, none, NULL, "no %s", "file");
    assert_int_equal(diags_status(&ds), 1);
    diag_add(&ds, DIAG_WRITE_FAILED, none, NULL, "disk");
    diag_add(&ds, DIAG_FILE_MISSING, none, NULL, "again");
    assert_int_equal(diags_status(&ds), 3);
    assert_int_equal(ds.errors, 3);
    assert_int_equal(ds.machine_errors, 1);
    assert_true(str_is(ds.list.v[1].message, "no file"));
}

static void strict_makes_warnings_errors(void **state) {
    (void)state;
    ds.strict = true;
    diag_add(&ds, DIAG_MISSING_TITLE, (struct pos){0}, NULL, "w");
    diag_add(&ds, DIAG_CITE_UNUSED, (struct pos){0}, NULL, "note");
    assert_int_equal(ds.errors, 1);
    assert_int_equal(ds.warnings, 0);
    assert_int_equal(ds.list.v[0].level, DIAG_ERROR);
    assert_int_equal(ds.list.v[1].level, DIAG_NOTE);
    assert_int_equal(diags_status(&ds), 1);
}

static void many_of_one_code_are_only_counted(void **state) {
    (void)state;
    assert_int_equal(ds.limit_per_code, 50);
    for (int i = 0; i < 1000; i++)
        diag_add(&ds, DIAG_FILE_MISSING, (struct pos){0}, NULL, "%d", i);
    diag_add(&ds, DIAG_DEAD_LINK, (struct pos){0}, NULL, "link");
    assert_int_equal(ds.list.n, 51);
    assert_int_equal(ds.errors, 1001);
    assert_int_equal(ds.seen[DIAG_FILE_MISSING], 1000);
    ds.limit_per_code = 0;
    diag_add(&ds, DIAG_FILE_MISSING, (struct pos){0}, NULL, "kept");
    assert_int_equal(ds.list.n, 52);
}

static void says_nothing_twice(void **state) {
    (void)state;
    struct pos pos = {1, 2, 3};
    for (int pass = 0; pass < 3; pass++) {
        diag_add(&ds, DIAG_DEAD_LINK, pos, NULL, "here");
        diag_add(&ds, DIAG_DEAD_LINK, pos, NULL, "there");
        diag_add(&ds, DIAG_DUPLICATE_ID, pos, NULL, "here");
        diag_add(&ds, DIAG_DEAD_LINK, (struct pos){1, 2, 4}, NULL, "here");
        for (int i = 0; i < 200; i++)
            diag_add(&ds, DIAG_CITE_UNDEFINED, pos, NULL, "%d", i);
    }
    assert_int_equal(ds.list.n, 54);
    assert_int_equal(ds.errors, 204);
}

static void millions_of_mistakes_fit_in_memory(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 1000000; i++)
        diag_add(&ds, DIAG_CITE_UNDEFINED, (struct pos){1, i, 1}, "hint", "no %u", i);
    assert_int_equal(ds.errors, 1000000);
    assert_int_equal(ds.list.n, 50);
    assert_true(arena.used < 8 << 20);
}

static void errors_past_the_limit_still_fail(void **state) {
    (void)state;
    ds.limit_per_code = 1;
    diag_add(&ds, DIAG_MISSING_TITLE, (struct pos){0}, NULL, "w");
    ds.strict = true;
    diag_add(&ds, DIAG_MISSING_TITLE, (struct pos){0}, NULL, "e");
    assert_int_equal(ds.list.n, 1);
    assert_int_equal(diags_status(&ds), 1);
}

static void sorts_by_place_and_keeps_the_order_within(void **state) {
    (void)state;
    enum { COUNT = 1000 };
    ds.limit_per_code = 0;
    uint32_t random = 12345;
    for (int i = 0; i < COUNT; i++) {
        random = random * 1664525u + 1013904223u;
        struct pos pos = {random >> 30, random >> 28 & 3, random >> 26 & 3};
        diag_add(&ds, DIAG_DEAD_LINK, pos, NULL, "%04d", i);
    }
    diags_sort(&ds);
    assert_int_equal(ds.list.n, COUNT);
    bool seen[COUNT] = {false};
    for (size_t i = 0; i < COUNT; i++) {
        const struct diag *d = &ds.list.v[i];
        int number;
        assert_int_equal(sscanf(d->message.p, "%d", &number), 1);
        assert_false(seen[number]);
        seen[number] = true;
        if (i == 0) continue;
        const struct diag *before = d - 1;
        uint32_t key = d->pos.file << 8 | d->pos.line << 4 | d->pos.col;
        uint32_t key_before = before->pos.file << 8 | before->pos.line << 4 | before->pos.col;
        assert_true(key_before <= key);
        if (key_before == key) assert_true(str_cmp(before->message, d->message) < 0);
    }
    diag_add(&ds, DIAG_DEAD_LINK, (struct pos){0}, NULL, "still grows");
    assert_int_equal(ds.list.n, COUNT + 1);
}

static void sorts_none_and_one(void **state) {
    (void)state;
    diags_sort(&ds);
    assert_int_equal(ds.list.n, 0);
    diag_add(&ds, DIAG_DEAD_LINK, (struct pos){1, 1, 1}, "hint", "one");
    diags_sort(&ds);
    assert_int_equal(ds.list.n, 1);
    assert_true(str_is(ds.list.v[0].hint, "hint"));
}

static void suggests_the_nearest(void **state) {
    (void)state;
    static const char *const keys[] = {"title", "subtitle", "author", "date", "lang", "timeline"};
    size_t n = sizeof keys / sizeof *keys;
    assert_string_equal(diag_nearest(STR("titel"), keys, n), "title");
    assert_string_equal(diag_nearest(STR("Title"), keys, n), "title");
    assert_string_equal(diag_nearest(STR("DATE"), keys, n), "date");
    assert_string_equal(diag_nearest(STR("time-line"), keys, n), "timeline");
    assert_string_equal(diag_nearest(STR("autor"), keys, n), "author");
    assert_null(diag_nearest(STR("keywords"), keys, n));
    assert_null(diag_nearest(STR("xy"), keys, n));
    assert_null(diag_nearest(STR(""), keys, n));
    assert_null(diag_nearest(STR("title"), keys, 0));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_code_has_an_entry),
        TEST(files_are_numbered_once),
        TEST(status_is_whose_mistake_it_was),
        TEST(strict_makes_warnings_errors),
        TEST(many_of_one_code_are_only_counted),
        TEST(says_nothing_twice),
        TEST(millions_of_mistakes_fit_in_memory),
        TEST(errors_past_the_limit_still_fail),
        TEST(sorts_by_place_and_keeps_the_order_within),
        TEST(sorts_none_and_one),
        TEST(suggests_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
