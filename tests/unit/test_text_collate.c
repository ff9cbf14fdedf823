/* The order of words by language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "text/collate.h"

/* Checks that the words stand in the language's order, both by comparing and by keys. */
static void assert_order(const char *lang, const char *const *words, size_t n) {
    struct arena a;
    arena_init(&a);
    struct collator *c = collator_new(str_of(lang));
    assert_non_null(c);
    for (size_t i = 1; i < n; i++) {
        struct str x = str_of(words[i - 1]), y = str_of(words[i]);
        assert_true(collate_compare(c, x, y) < 0);
        assert_true(collate_compare(c, y, x) > 0);
        assert_true(str_cmp(collate_key(&a, c, x), collate_key(&a, c, y)) < 0);
    }
    collator_free(c);
    arena_done(&a);
}

#define ASSERT_ORDER(lang, ...)                                                                    \
    assert_order((lang), (const char *const[]){__VA_ARGS__},                                       \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void test_languages(void **state) {
    (void)state;
    ASSERT_ORDER("en-GB", "Andersson", "Ångström", "Bie", "de Gaulle", "Ott", "van Dyke", "Zola");
    ASSERT_ORDER("sv", "Andersson", "Zola", "Ångström", "Äpple", "Öst");
    ASSERT_ORDER("ru", "Абай", "Ёлкин", "Иванов", "Яшин");
    ASSERT_ORDER("ky", "нан", "ңц", "ой", "өт", "уй", "үй");
}

static void test_unknown(void **state) {
    (void)state;
    ASSERT_ORDER("xx-no-such-language", "a", "b");
    ASSERT_ORDER("", "a", "B", "c");
}

static void test_empty(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct collator *c = collator_new(STR("en"));
    assert_int_equal(collate_compare(c, STR_NONE, STR_NONE), 0);
    assert_true(collate_compare(c, STR_NONE, STR("a")) < 0);
    assert_int_equal(collate_key(&a, c, STR_NONE).n, 0);
    assert_true(collate_key(&a, c, STR("\xFF\xFE broken")).n > 0);
    collator_free(c);
    collator_free(NULL);
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_languages),
                                       cmocka_unit_test(test_unknown),
                                       cmocka_unit_test(test_empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
