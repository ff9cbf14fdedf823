/* CSV: fields, quotes, line ends, and the place of every byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "arena_sample.h"
#include "source/csv.h"
#include "source/input.h"

static struct diags ds;
static struct csv csv;
static bool whole;

static void read(const char *text) {
    diags_init(&ds, &arena);
    struct lines *l = input_of_text(&arena, &ds, STR("a.csv"), str_of(text));
    whole = csv_read(&csv, &arena, &ds, l, 0, l->text.n);
}

static void assert_field(size_t record, size_t field, const char *text) {
    assert_true(record < csv.records.n && field < csv.records.v[record].count);
    struct str got = csv.records.v[record].fields[field].text;
    if (!str_is(got, text)) fail_msg("got `%.*s`, not `%s`", STR_ARG(got), text);
}

static void assert_place(size_t record, size_t field, size_t byte, uint32_t line, uint32_t col) {
    struct pos pos = passage_pos(&csv.records.v[record].fields[field], byte);
    assert_int_equal(pos.line, line);
    assert_int_equal(pos.col, col);
}

static void fields_and_places(void **state) {
    (void)state;
    read("a, b ,c\r\nд,é,\r\n");
    assert_true(whole);
    assert_int_equal(csv.records.n, 2);
    assert_int_equal(csv.records.v[1].count, 3);
    assert_field(0, 1, "b");
    assert_field(1, 0, "д");
    assert_field(1, 2, "");
    assert_place(0, 1, 0, 1, 4);
    assert_place(1, 1, 0, 2, 3);
}

static void quotes(void **state) {
    (void)state;
    read("x,\"a \"\"b\"\", c\"\n\"two\nlines\",y\n");
    assert_true(whole);
    assert_field(0, 1, "a \"b\", c");
    assert_field(1, 0, "two\nlines");
    assert_field(1, 1, "y");
    assert_place(0, 1, 0, 1, 4);
    assert_place(0, 1, 3, 1, 8); /* the b, behind a doubled quote */
    assert_place(1, 0, 4, 3, 1);
    assert_place(1, 1, 0, 3, 8);
}

static void other_delimiters(void **state) {
    (void)state;
    read("a;b;c,d\n1;2;3\n");
    assert_int_equal(csv.records.v[0].count, 3);
    assert_field(0, 2, "c,d");
    read("a\tb\n1\t2");
    assert_field(1, 1, "2");
}

static void line_ends(void **state) {
    (void)state;
    read("\n\na,b\n\n\r\n1,2");
    assert_int_equal(csv.records.n, 2);
    assert_field(0, 0, "a");
    assert_place(0, 0, 0, 3, 1);
    assert_field(1, 1, "2");
    assert_place(1, 0, 0, 6, 1);
}

static void broken(void **state) {
    (void)state;
    read("a,b\n1,\"2\n3,4\n");
    assert_false(whole);
    assert_int_equal(ds.errors, 1);
    assert_int_equal(ds.list.v[0].pos.line, 2);
    assert_int_equal(ds.list.v[0].pos.col, 3);
    read("a,b\n1,\"x\"y\n");
    assert_false(whole);
    assert_int_equal(ds.list.v[0].pos.line, 2);
    read("");
    assert_int_equal(csv.records.n, 0);
}

/* Any bytes: no crash, and every field lies where it says. */
static void any_bytes(void **state) {
    (void)state;
    static const char signs[] = "a\",;\n\r \tb\"\",\xC3\xA9";
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[41];
        size_t n = (seed >> 9) % 40;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = signs[(seed >> 8) % (sizeof signs - 1)];
        }
        text[n] = '\0';
        seed = seed * 1664525u + 1013904223u;
        read(text);
        for (size_t r = 0; r < csv.records.n; r++)
            for (size_t f = 0; f < csv.records.v[r].count; f++) {
                const struct passage *p = &csv.records.v[r].fields[f];
                for (size_t i = 0; i < p->text.n; i++) {
                    size_t at = passage_file_offset(p, i);
                    assert_true(p->lines->text.p[at] == p->text.p[i]);
                }
            }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fields_and_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(quotes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_delimiters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(line_ends, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_bytes, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
