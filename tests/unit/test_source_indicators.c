/* What the figures of indicators mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "source/indicators.h"

struct row {
    const char *text;
    enum doc_value_kind kind;
    enum doc_bound bound;
    double from, to;
    const char *currency;
    bool percent;
    const char *after;
};

static void figures_are_typed(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"27", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 27, 0, "", false, ""},
        {" 27.50 ", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 27.5, 0, "", false, ""},
        {"27%", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 27, 0, "", true, ""},
        {"27 %", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 27, 0, "", true, ""},
        {"≈27", DOC_VALUE_NUMBER, DOC_BOUND_ABOUT, 27, 0, "", false, ""},
        {"~ 27", DOC_VALUE_NUMBER, DOC_BOUND_ABOUT, 27, 0, "", false, ""},
        {">50%", DOC_VALUE_NUMBER, DOC_BOUND_MORE, 50, 0, "", true, ""},
        {"≥50", DOC_VALUE_NUMBER, DOC_BOUND_AT_LEAST, 50, 0, "", false, ""},
        {"<= 5", DOC_VALUE_NUMBER, DOC_BOUND_AT_MOST, 5, 0, "", false, ""},
        {"-3.2", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, -3.2, 0, "", false, ""},
        {"−3", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, -3, 0, "", false, ""},
        {"+3", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 3, 0, "", false, ""},
        {"500–600", DOC_VALUE_RANGE, DOC_BOUND_EXACT, 500, 600, "", false, ""},
        {"5-7%", DOC_VALUE_RANGE, DOC_BOUND_EXACT, 5, 7, "", true, ""},
        {"US$5 – US$7 billion", DOC_VALUE_RANGE, DOC_BOUND_EXACT, 5, 7, "USD", false, "billion"},
        {"US$8 billion", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 8, 0, "USD", false, "billion"},
        {"€12.5", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 12.5, 0, "EUR", false, ""},
        {"12 €", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 12, 0, "EUR", false, ""},
        {"KGS 40", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 40, 0, "KGS", false, ""},
        {"25,000", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 25000, 0, "", false, ""},
        {"1 234 567", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 1234567, 0, "", false, ""},
        {"27 of each", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 27, 0, "", false, "of each"},
        {"n/a", DOC_VALUE_NO_DATA, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"22 of 57", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"3rd", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"12,5", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 12.5, 0, "", false, ""},
        {"1,5–2,75 %", DOC_VALUE_RANGE, DOC_BOUND_EXACT, 1.5, 2.75, "", true, ""},
        {"1 234,56", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 1234.56, 0, "", false, ""},
        {"1,234.56", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 1234.56, 0, "", false, ""},
        {"1.234.567", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 1234567, 0, "", false, ""},
        {"1.234.567,5", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 1234567.5, 0, "", false, ""},
        {"1.234", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 1.234, 0, "", false, ""},
        {"1'000'000", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, 1000000, 0, "", false, ""},
        {"–5%", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, -5, 0, "", true, ""},
        {"US$–5", DOC_VALUE_NUMBER, DOC_BOUND_EXACT, -5, 0, "USD", false, ""},
        {"-5–-2", DOC_VALUE_RANGE, DOC_BOUND_EXACT, -5, -2, "", false, ""},
        {"1.2.3", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"1.234.56", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"10:30", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"Partly free", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"27[^a]", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"≈", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"–", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
        {"5–", DOC_VALUE_TEXT, DOC_BOUND_EXACT, 0, 0, "", false, ""},
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc_value v = indicators_parse_value(&a, str_of(rows[i].text));
        if (v.kind != rows[i].kind) fail_msg("%s: kind %d", rows[i].text, v.kind);
        assert_int_equal(v.bound, rows[i].bound);
        if (v.from.value != rows[i].from || v.to.value != rows[i].to)
            fail_msg("%s: %g %g", rows[i].text, v.from.value, v.to.value);
        assert_string_equal(v.currency, rows[i].currency);
        assert_int_equal(v.percent, rows[i].percent);
        assert_true(str_is(v.after, rows[i].after));
    }
    arena_done(&a);
}

/* Whatever the bytes, reading ends and keeps within them. */
static void odd_bytes_do_no_harm(void **state) {
    (void)state;
    static const char *const texts[] = {
        "\xE2",      "\xE2\x88",
        "1\xE2\x80", "1\xC2",
        "$",         "US$",
        "A$-",       "1,",
        "1,23",      "1,234,",
        "1.",        ".",
        "-",         "--",
        "1--",       "1 - ",
        "EUR ",      "99999999999999999999999999999999999999999999999999999999999999999999"};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        indicators_parse_value(&a, str_of(texts[i]));
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_typed),
        cmocka_unit_test(odd_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
