/* The words the program prints: every language has all of them, and tags find their language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "style/words.h"

static void every_language_is_whole(void **state) {
    (void)state;
    static const char *const wanted[] = {"en-GB", "en-US", "fr", "de", "es", "ru", "ky",
                                         "kk",    "uk",    "hy", "ka", "tr", "ar", "zh"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(style_word_gaps(str_of(wanted[i])), 0);
    size_t n = 0;
    for (; style_word_language(n); n++)
        assert_int_equal(style_word_gaps(str_of(style_word_language(n))), 0);
    assert_true(n >= 13);
}

static void words_are_clean(void **state) {
    (void)state;
    for (size_t i = 0; style_word_language(i); i++)
        for (int id = 0; id < STYLE_WORD_COUNT; id++) {
            struct str w = style_word(str_of(style_word_language(i)), (enum style_word_id)id, NULL);
            assert_true(w.n > 0);
            assert_int_equal(utf8_check(w), w.n);
            assert_true(str_eq(str_trim(w), w));
        }
}

static void tags_find_their_language(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"en", "Contents"},     {"en-GB", "Contents"},     {"EN-us", "Contents"},
        {"fr-CA", "Sommaire"},  {"de-AT", "Inhalt"},       {"ru-KG", "Содержание"},
        {"ky", "Мазмуну"},      {"ky-Cyrl-KG", "Мазмуну"}, {"zh", "目录"},
        {"zh-Hans-CN", "目录"}, {"zh-Hant", "目錄"},       {"zh-tw", "目錄"},
        {"zh-HK", "目錄"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool fallback = true;
        struct str w = style_word(str_of(rows[i][0]), STYLE_WORD_CONTENTS, &fallback);
        assert_true(str_is(w, rows[i][1]));
        assert_false(fallback);
    }
}

static void an_unknown_language_falls_back(void **state) {
    (void)state;
    static const char *const tags[] = {"", "xx", "e", "eng", "enGB", "fru", "-"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        bool fallback = false;
        struct str w = style_word(str_of(tags[i]), STYLE_WORD_CONTINUED, &fallback);
        assert_true(str_is(w, "continued"));
        assert_true(fallback);
        assert_int_equal(style_word_gaps(str_of(tags[i])), STYLE_WORD_COUNT);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_is_whole),
        cmocka_unit_test(words_are_clean),
        cmocka_unit_test(tags_find_their_language),
        cmocka_unit_test(an_unknown_language_falls_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
