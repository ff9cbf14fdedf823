/* Case by language, and what kind of letter a code point is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "arena_sample.h"
#include "text/case.h"

static void assert_str(struct str s, const char *expected) {
    assert_string_equal(str_to_c(&arena, s), expected);
}

static void test_upper(void **state) {
    (void)state;
    assert_str(case_upper(&arena, STR("Brief 7a"), STR("en-GB")), "BRIEF 7A");
    assert_str(case_upper(&arena, STR("Straße"), STR("de")), "STRASSE");
    assert_str(case_upper(&arena, STR("бишкек"), STR("ky")), "БИШКЕК");
    assert_str(case_upper(&arena, STR("istanbul"), STR("tr")), "İSTANBUL");
    assert_str(case_upper(&arena, STR("istanbul"), STR("en")), "ISTANBUL");
    assert_str(case_upper(&arena, STR_NONE, STR("en")), "");
}

static void test_lower(void **state) {
    (void)state;
    assert_str(case_lower(&arena, STR("ОШ and NARYN"), STR("ru")), "ош and naryn");
    assert_str(case_lower(&arena, STR("ISI"), STR("tr-TR")), "ısı");
    assert_str(case_lower(&arena, STR("ΟΔΟΣ"), STR("el")), "οδος");
}

static void test_capital(void **state) {
    (void)state;
    assert_str(case_capital(&arena, STR("ibid."), STR("en")), "Ibid.");
    assert_str(case_capital(&arena, STR("там же"), STR("ru")), "Там же");
    assert_str(case_capital(&arena, STR("izmir"), STR("tr")), "İzmir");
    assert_str(case_capital(&arena, STR("ǆ"), STR("hr")), "ǅ");
    assert_str(case_capital(&arena, STR("7th"), STR("en")), "7th");
}

static void test_kinds(void **state) {
    (void)state;
    assert_true(case_is_upper('A') && !case_is_upper('a') && !case_is_upper('1'));
    assert_true(case_is_lower(0x44F) && !case_is_lower(0x42F));
    assert_true(case_is_letter(0x10D0) && !case_is_upper(0x4E2D) && !case_is_lower(0x4E2D));
    assert_true(case_is_alnum('7') && !case_is_alnum('-'));
    assert_true(case_is_east_asian(0x4E2D) && case_is_east_asian(0xAC00));
    assert_false(case_is_east_asian(0x430) || case_is_east_asian('x'));
    assert_true(case_is_european(0x561) && case_is_european(0x10D0) && case_is_european('x'));
    assert_false(case_is_european(0x5D0) || case_is_european('1'));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_upper), cmocka_unit_test(test_lower),
                                       cmocka_unit_test(test_capital),
                                       cmocka_unit_test(test_kinds)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
