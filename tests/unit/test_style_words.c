/* The words the program prints: every language has all of them, and tags find their language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "source/house.h"
#include "style/style.h"

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
            bool sign = id == STYLE_WORD_COLON || id == STYLE_WORD_COMMA; /* with its spaces */
            assert_true(sign || str_eq(str_trim(w), w));
        }
}

static void every_word_has_a_key(void **state) {
    (void)state;
    for (int id = 0; id < STYLE_WORD_COUNT; id++)
        for (int other = 0; other <= id; other++) {
            const char *key = style_word_key((enum style_word_id)id);
            assert_non_null(key);
            assert_true(id == other || strcmp(key, style_word_key((enum style_word_id)other)) != 0);
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

static void a_word_takes_its_number(void **state) {
    (void)state;
    static const struct {
        const char *lang;
        enum style_word_id id;
        const char *words;
    } rows[] = {
        {"en", STYLE_WORD_PAGE, "p.\u00A05"},
        {"kk", STYLE_WORD_TABLE, "5-кесте"},
        {"zh", STYLE_WORD_PAGES, "第5页"},
        {"fr", STYLE_WORD_CIRCA, "vers 5"},
        {"tr", STYLE_WORD_EMBARGO, "5 tarihine kadar ambargolu"},
    };
    struct arena a;
    struct style s;
    arena_init(&a);
    style_init(&s);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(str_is(style_say_of(&a, &s, str_of(rows[i].lang), rows[i].id, STR("5")),
                           rows[i].words));
    arena_done(&a);
}

static void the_house_says_it_otherwise(void **state) {
    (void)state;
    struct arena a;
    struct style s;
    struct diags ds;
    arena_init(&a);
    diags_init(&ds, &a);
    source_read_house_text(&s, &a, &ds, STR("house.yaml"),
                           STR("words:\n  contents: All\n  de: {contents: Alles}\n"
                               "  de-AT: {source: Herkunft}\n"));
    assert_int_equal(ds.errors, 0);
    assert_true(str_is(style_say(&s, STR("en"), STYLE_WORD_CONTENTS), "All"));
    assert_true(str_is(style_say(&s, STR("de-AT"), STYLE_WORD_CONTENTS), "Alles"));
    assert_true(str_is(style_say(&s, STR("de-AT"), STYLE_WORD_SOURCE), "Herkunft"));
    assert_true(str_is(style_say(&s, STR("de"), STYLE_WORD_SOURCE), "Quelle"));
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_is_whole),
        cmocka_unit_test(words_are_clean),
        cmocka_unit_test(every_word_has_a_key),
        cmocka_unit_test(a_word_takes_its_number),
        cmocka_unit_test(the_house_says_it_otherwise),
        cmocka_unit_test(tags_find_their_language),
        cmocka_unit_test(an_unknown_language_falls_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
