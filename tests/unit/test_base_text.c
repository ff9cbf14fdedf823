/* str and utf8: pieces of text, well-formed and not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

#define assert_str(s, literal) assert_true(str_eq((s), STR(literal)))

static void slices_clip(void **state) {
    (void)state;
    struct str s = STR("abcdef");
    assert_str(str_slice(s, 0, 3), "abc");
    assert_str(str_slice(s, 4, 100), "ef");
    assert_str(str_slice(s, 4, SIZE_MAX), "ef");
    assert_str(str_slice(s, 6, 1), "");
    assert_str(str_slice(s, 7, 1), "");
    assert_str(str_slice(s, SIZE_MAX, SIZE_MAX), "");
    assert_str(str_slice(STR_NONE, 3, 3), "");
}

static void starts_and_ends(void **state) {
    (void)state;
    assert_true(str_starts(STR("briefing.md"), "brief"));
    assert_true(str_starts(STR("x"), ""));
    assert_true(str_starts(STR_NONE, ""));
    assert_false(str_starts(STR("brie"), "brief"));
    assert_true(str_ends(STR("briefing.md"), ".md"));
    assert_true(str_ends(STR(".md"), ".md"));
    assert_false(str_ends(STR("md"), ".md"));
    assert_false(str_ends(STR_NONE, ".md"));
}

static void compares_by_unsigned_bytes(void **state) {
    (void)state;
    assert_true(str_cmp(STR("a"), STR("b")) < 0);
    assert_true(str_cmp(STR("ab"), STR("a")) > 0);
    assert_true(str_cmp(STR(""), STR_NONE) == 0);
    assert_true(str_cmp(STR("z"), STR("\xC3\xA9")) < 0);
    assert_true(str_cmp(STR("a\0b"), STR("a\0c")) < 0);
    assert_false(str_eq(STR("a\0b"), STR("a\0c")));
    assert_true(str_eq(STR_NONE, STR("")));
}

static void finds(void **state) {
    (void)state;
    assert_int_equal(str_find_char(STR("a=b=c"), '='), 1);
    assert_int_equal(str_find_char(STR("abc"), '='), 3);
    assert_int_equal(str_find_char(STR("ab\xE9"), '\xE9'), 2);
    assert_int_equal(str_find_char(STR_NONE, 'x'), 0);
    assert_int_equal(str_find(STR("aaab"), STR("aab")), 1);
    assert_int_equal(str_find(STR("abc"), STR("c")), 2);
    assert_int_equal(str_find(STR("abc"), STR("")), 0);
    assert_true(str_find(STR("abc"), STR("abcd")) == SIZE_MAX);
    assert_true(str_find(STR("abab"), STR("ac")) == SIZE_MAX);
    assert_true(str_find(STR_NONE, STR("a")) == SIZE_MAX);
}

static void trims_ascii_space_only(void **state) {
    (void)state;
    assert_str(str_trim(STR(" \t\r\n\v\fa b\n ")), "a b");
    assert_str(str_trim(STR("  ")), "");
    assert_str(str_trim(STR_NONE), "");
    assert_str(str_trim(STR("\xC2\xA0x")), "\xC2\xA0x");
}

static void copies_join_and_format(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    assert_str(str_copy(&a, STR("abc")), "abc");
    assert_int_equal(str_copy(&a, STR("abc")).p[3], 0);
    assert_string_equal(str_to_c(&a, STR_NONE), "");
    assert_str(str_join(&a, STR("ab"), STR("cd")), "abcd");
    assert_str(str_join(&a, STR_NONE, STR("cd")), "cd");
    assert_str(str_join(&a, STR_NONE, STR_NONE), "");
    assert_str(str_printf(&a, "%.*s|%zu", STR_ARG(STR_NONE), (size_t)3), "|3");
    arena_done(&a);
}

static void reads_whole_numbers(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    long v = 77;
    assert_true(str_to_long(&v, STR("0")) && v == 0);
    assert_true(str_to_long(&v, STR("-0")) && v == 0);
    assert_true(str_to_long(&v, STR("+12")) && v == 12);
    assert_true(str_to_long(&v, STR("007")) && v == 7);
    assert_true(str_to_long(&v, str_printf(&a, "%ld", LONG_MAX)) && v == LONG_MAX);
    assert_true(str_to_long(&v, str_printf(&a, "%ld", LONG_MIN)) && v == LONG_MIN);
    static const char *const wrong[] = {
        "",
        "-",
        "+",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x10",
        "--1",
        "+-1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999",
    };
    v = 77;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(str_to_long(&v, str_of(wrong[i])));
    assert_false(str_to_long(&v, STR("1\0")));
    assert_int_equal(v, 77);
    arena_done(&a);
}

static void measures_typing_mistakes(void **state) {
    (void)state;
    assert_int_equal(str_distance(STR("title"), STR("title")), 0);
    assert_int_equal(str_distance(STR("titel"), STR("title")), 1);
    assert_int_equal(str_distance(STR("tile"), STR("title")), 1);
    assert_int_equal(str_distance(STR("tiitle"), STR("title")), 1);
    assert_int_equal(str_distance(STR("tutle"), STR("title")), 1);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting")), 3);
    assert_int_equal(str_distance(STR(""), STR("abc")), 3);
    assert_int_equal(str_distance(STR("abc"), STR_NONE), 3);
    assert_int_equal(str_distance(STR("ca"), STR("abc")), 3);
    struct arena a;
    arena_init(&a);
    struct str huge = str_printf(&a, "%0*d", 1000000, 0);
    assert_int_equal(str_distance(huge, STR("title")), 1000000);
    assert_int_equal(str_distance(huge, huge), 0);
    struct str longest = str_slice(huge, 0, 128);
    assert_int_equal(str_distance(longest, str_slice(huge, 0, 120)), 8);
    arena_done(&a);
}

/* Reads s forwards and backwards; both must give the same code points, and the same as expected
 * (ended by 0). */
static void assert_reads(struct str s, const uint32_t *expected) {
    size_t starts[64], count = 0;
    for (size_t i = 0; i < s.n; count++) {
        starts[count] = i;
        assert_int_equal(utf8_next(s, &i), expected[count]);
        assert_true(i > starts[count] && i <= s.n);
    }
    assert_int_equal(expected[count], 0);
    assert_int_equal(utf8_count(s), count);
    for (size_t i = s.n, k = count; i > 0;) {
        k--;
        assert_int_equal(utf8_prev(s, &i), expected[k]);
        assert_int_equal(i, starts[k]);
    }
}

#define R                         UTF8_REPLACEMENT
#define assert_utf8(literal, ...) assert_reads(STR(literal), (const uint32_t[]){__VA_ARGS__, 0})

static void reads_well_formed_text(void **state) {
    (void)state;
    assert_utf8("a\x7F", 'a', 0x7F);
    assert_utf8("\xC2\x80\xDF\xBF", 0x80, 0x7FF);
    assert_utf8("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF", 0x800, 0xD7FF, 0xE000, 0xFFFF);
    assert_utf8("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", 0x10000, 0x10FFFF);
    assert_utf8("x\xD0\x9A\xE2\x80\x93\xF0\x9F\x87\xB0y", 'x', 0x41A, 0x2013, 0x1F1F0, 'y');
    size_t i = 0;
    assert_int_equal(utf8_next(STR("\0"), &i), 0);
    assert_int_equal(i, 1);
}

/* The examples of Unicode 15, section 3.9: each maximal subpart is one replacement character. */
static void replaces_maximal_subparts(void **state) {
    (void)state;
    /* table 3-8: overlong forms */
    assert_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", R, R, R, R, R, R, R, R, 'A');
    /* table 3-9: surrogates */
    assert_utf8("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", R, R, R, R, R, R, R, R, 'A');
    /* table 3-10: out of range and stray bytes */
    assert_utf8("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", R, R, R, R, R, 'A', R, R, 'B');
    /* table 3-11: truncated sequences */
    assert_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", R, R, R, R, 'A');
    /* the example of the text */
    assert_utf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", 'a', R, R, R, 'b', R, 'c',
                R, R, 'd');
}

static void reads_text_cut_off_at_its_end(void **state) {
    (void)state;
    assert_utf8("\xF0\x9F\x87", R);
    assert_utf8("\xF0\x9F", R);
    assert_utf8("\xF0", R);
    assert_utf8("a\xE2\x82", 'a', R);
    assert_utf8("\xC2", R);
    assert_utf8("\x80\x80\x80\x80\x80", R, R, R, R, R);
    assert_utf8("\xE2\x82\xAC\x80", 0x20AC, R);
    assert_utf8("\xFE\xFF", R, R);
}

static void checks_where_text_is_ill_formed(void **state) {
    (void)state;
    assert_int_equal(utf8_check(STR_NONE), 0);
    assert_int_equal(utf8_check(STR("plain")), 5);
    assert_int_equal(utf8_check(STR("\xD0\x9A\xEF\xBF\xBD")), 5); /* U+FFFD itself is good */
    assert_int_equal(utf8_check(STR("ab\xFF")), 2);
    assert_int_equal(utf8_check(STR("ab\xE2\x82")), 2);
    assert_int_equal(utf8_check(STR("ab\xE2\x82X")), 2);
    assert_int_equal(utf8_check(STR("\xED\xA0\x80")), 0);
    assert_int_equal(utf8_check(STR("\xC0\x80")), 0);
}

static void writes_what_it_reads(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char out[4];
        size_t n = utf8_put(out, cp), i = 0;
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        struct str s = {out, n};
        if (utf8_next(s, &i) != (surrogate ? R : cp) || i != n || utf8_check(s) != n) {
            fail_msg("U+%04X does not survive", (unsigned)cp);
        }
        if (utf8_prev(s, &i) != (surrogate ? R : cp) || i != 0) {
            fail_msg("U+%04X does not survive backwards", (unsigned)cp);
        }
    }
    char out[4];
    assert_int_equal(utf8_put(out, 0x110000), 3);
    assert_int_equal(utf8_put(out, UINT32_MAX), 3);
    assert_memory_equal(out, "\xEF\xBF\xBD", 3);
}

/* All strings of up to four bytes of the interesting kinds read the same in both directions. */
static void reads_any_bytes_alike_both_ways(void **state) {
    (void)state;
    static const unsigned char kinds[] = {'a',  0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2,
                                          0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5};
    enum { KINDS = sizeof kinds };
    for (unsigned code = 0; code < KINDS * KINDS * KINDS * KINDS; code++) {
        char bytes[4];
        for (unsigned k = 0, c = code; k < 4; k++, c /= KINDS)
            bytes[k] = (char)kinds[c % KINDS];
        struct str s = {bytes, 4};
        size_t starts[4], count = 0;
        uint32_t cps[4];
        for (size_t i = 0; i < 4; count++) {
            starts[count] = i;
            cps[count] = utf8_next(s, &i);
        }
        for (size_t i = 4; i > 0;) {
            count--;
            uint32_t cp = utf8_prev(s, &i);
            if (cp != cps[count] || i != starts[count]) fail_msg("differs for code %u", code);
        }
        assert_int_equal(count, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_clip),
        cmocka_unit_test(starts_and_ends),
        cmocka_unit_test(compares_by_unsigned_bytes),
        cmocka_unit_test(finds),
        cmocka_unit_test(trims_ascii_space_only),
        cmocka_unit_test(copies_join_and_format),
        cmocka_unit_test(reads_whole_numbers),
        cmocka_unit_test(measures_typing_mistakes),
        cmocka_unit_test(reads_well_formed_text),
        cmocka_unit_test(replaces_maximal_subparts),
        cmocka_unit_test(reads_text_cut_off_at_its_end),
        cmocka_unit_test(checks_where_text_is_ill_formed),
        cmocka_unit_test(writes_what_it_reads),
        cmocka_unit_test(reads_any_bytes_alike_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
