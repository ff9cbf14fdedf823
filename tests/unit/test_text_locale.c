/* Numbers, dates and lists in the briefing's languages. In the expected texts ~ is U+00A0 and _ is
 * U+202F. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/locale.h"

static struct arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_done(&arena);
    return 0;
}

static void check(struct str got, const char *expected, const char *lang) {
    struct buf visible = {0};
    buf_add_c(&visible, "");
    for (size_t i = 0; i < got.n; i++) {
        if (i + 1 < got.n && memcmp(got.p + i, "\u00A0", 2) == 0)
            buf_add_char(&visible, '~'), i++;
        else if (i + 2 < got.n && memcmp(got.p + i, "\u202F", 3) == 0)
            buf_add_char(&visible, '_'), i += 2;
        else
            buf_add_char(&visible, got.p[i]);
    }
    if (strcmp(visible.p, expected) != 0)
        fail_msg("%s: “%s” instead of “%s”", lang, visible.p, expected);
    buf_done(&visible);
}

static void dates_of_any_precision(void **state) {
    (void)state;
    static const struct {
        const char *lang, *year, *month, *day;
    } rows[] = {
        {"en-GB", "2022", "January 2022", "6~January 2022"},
        {"en-US", "2022", "January 2022", "January~6, 2022"},
        {"fr", "2022", "janvier 2022", "6~janvier 2022"},
        {"de", "2022", "Januar 2022", "6.~Januar 2022"},
        {"es", "2022", "enero de 2022", "6~de enero de 2022"},
        {"ru", "2022", "январь 2022_г.", "6~января 2022_г."},
        {"ky", "2022", "2022-ж., январь", "2022-ж., 6-январь"},
        {"kk", "2022", "2022_ж. қаңтар", "2022_ж.~6~қаңтар"},
        {"uk", "2022", "січень 2022_р.", "6~січня 2022_р."},
        {"hy", "2022", "2022~թ. հունվար", "6~հունվարի, 2022~թ."},
        {"ka", "2022", "იანვარი, 2022", "6~იანვარი, 2022"},
        {"tr", "2022", "Ocak 2022", "6~Ocak 2022"},
        {"ar", "2022", "يناير 2022", "6~يناير 2022"},
        {"ar-u-nu-arab", "٢٠٢٢", "يناير ٢٠٢٢", "٦ يناير ٢٠٢٢"},
        {"zh", "2022年", "2022年1月", "2022年1月6日"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct locale *l = locale_new(&arena, str_of(rows[i].lang));
        assert_true(locale_is_known(l));
        struct locale_date d = {2022, 0, 0};
        check(locale_format_date(&arena, l, d, 0), rows[i].year, rows[i].lang);
        d.month = 1;
        check(locale_format_date(&arena, l, d, 0), rows[i].month, rows[i].lang);
        d.day = 6;
        check(locale_format_date(&arena, l, d, 0), rows[i].day, rows[i].lang);
        locale_free(l);
    }
}

static void shorter_dates(void **state) {
    (void)state;
    struct locale *l = locale_new(&arena, STR("en-GB"));
    struct locale_date day = {2022, 1, 6}, month = {2022, 1, 0}, year = {2022, 0, 0};
    check(locale_format_date(&arena, l, day, LOCALE_DATE_SHORT), "6~Jan 2022", "en-GB");
    check(locale_format_date(&arena, l, day, LOCALE_DATE_NO_YEAR), "6~January", "en-GB");
    check(locale_format_date(&arena, l, month, LOCALE_DATE_NO_YEAR), "January", "en-GB");
    check(locale_format_date(&arena, l, year, LOCALE_DATE_NO_YEAR), "2022", "en-GB");
    check(locale_format_date(&arena, l, day, LOCALE_DATE_NO_YEAR | LOCALE_DATE_SHORT), "6~Jan",
          "en-GB");
    locale_free(l);
}

static void old_and_odd_dates(void **state) {
    (void)state;
    struct locale *l = locale_new(&arena, STR("en-GB"));
    struct locale_date ides = {-43, 3, 15}, julian = {1500, 2, 28}, future = {12032, 0, 0};
    check(locale_format_date(&arena, l, ides, 0), "15~March~44~BC", "en-GB");
    check(locale_format_date(&arena, l, julian, 0), "28~February 1500", "en-GB");
    check(locale_format_date(&arena, l, future, 0), "12032", "en-GB");
    locale_free(l);
    l = locale_new(&arena, STR("fr"));
    struct locale_date first = {2022, 2, 1}, eleventh = {2022, 2, 11};
    check(locale_format_date(&arena, l, first, 0), "1er~février 2022", "fr");
    check(locale_format_date(&arena, l, eleventh, 0), "11~février 2022", "fr");
    locale_free(l);
}

static void ranges_of_dates(void **state) {
    (void)state;
    static const struct {
        const char *lang;
        const char *ranges[6]; /* days, over a month, over a year, months, years, mixed */
    } rows[] = {
        {"en-GB",
         {"6–8~January 2022", "6~January~– 8~March 2022", "6~January 2022~– 1~February 2023",
          "January–March 2022", "2022–2032", "2022~– March 2023"}},
        {"en-US",
         {"January~6–8, 2022", "January~6~– March~8, 2022", "January~6, 2022~– February~1, 2023",
          "January–March 2022", "2022–2032", "2022~– March 2023"}},
        {"fr",
         {"6–8~janvier 2022", "6~janvier~– 8~mars 2022", "6~janvier 2022~– 1er~février 2023",
          "janvier–mars 2022", "2022–2032", "2022~– mars 2023"}},
        {"de",
         {"6.–8.~Januar 2022", "6.~Januar~– 8.~März 2022", "6.~Januar 2022~– 1.~Februar 2023",
          "Januar–März 2022", "2022–2032", "2022~– März 2023"}},
        {"ru",
         {"6–8~января 2022_г.", "6~января~– 8~марта 2022_г.",
          "6~января 2022_г.~– 1~февраля 2023_г.", "январь–март 2022_г.", "2022–2032",
          "2022~– март 2023_г."}},
        {"ky",
         {"6–8-январь 2022-ж.", "6-январь~– 8-март 2022-ж.",
          "2022-ж., 6-январь~– 2023-ж., 1-февраль", "январь–март, 2022-ж.", "2022–2032",
          "2022~– 2023-ж., март"}},
        {"ka",
         {"6–8~იანვარი, 2022", "6~იანვარი~– 8~მარტი 2022", "6~იანვარი 2022~– 1~თებერვალი 2023",
          "იანვარი–მარტი, 2022", "2022–2032", "2022~– მარტი, 2023"}},
        {"zh",
         {"2022年1月6日至8日", "2022年1月6日至3月8日", "2022年1月6日至2023年2月1日",
          "2022年1月至3月", "2022–2032年", "2022年~– 2023年3月"}},
    };
    static const struct locale_date ends[6][2] = {
        {{2022, 1, 6}, {2022, 1, 8}}, {{2022, 1, 6}, {2022, 3, 8}}, {{2022, 1, 6}, {2023, 2, 1}},
        {{2022, 1, 0}, {2022, 3, 0}}, {{2022, 0, 0}, {2032, 0, 0}}, {{2022, 0, 0}, {2023, 3, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct locale *l = locale_new(&arena, str_of(rows[i].lang));
        for (int j = 0; j < 6; j++)
            check(locale_format_date_range(&arena, l, ends[j][0], ends[j][1], 0), rows[i].ranges[j],
                  rows[i].lang);
        check(locale_format_date_range(&arena, l, ends[4][0], ends[4][0], 0),
              strcmp(rows[i].lang, "zh") ? "2022" : "2022年", rows[i].lang);
        locale_free(l);
    }
}

static void decimals_and_thousands(void **state) {
    (void)state;
    static const struct {
        const char *lang, *five, *negative;
    } rows[] = {
        {"en-GB", "25,000", "−1,234,567.89"},    {"en-US", "25,000", "−1,234,567.89"},
        {"fr", "25_000", "−1_234_567,89"},       {"de", "25.000", "−1.234.567,89"},
        {"es", "25.000", "−1.234.567,89"},       {"ru", "25_000", "−1_234_567,89"},
        {"ky", "25_000", "−1_234_567,89"},       {"kk", "25_000", "−1_234_567,89"},
        {"uk", "25_000", "−1_234_567,89"},       {"hy", "25_000", "−1_234_567,89"},
        {"ka", "25_000", "−1_234_567,89"},       {"tr", "25.000", "−1.234.567,89"},
        {"ar", "25,000", "\u200E−1,234,567.89"}, {"zh", "25,000", "−1,234,567.89"},
        {"ar-u-nu-arab", "٢٥٬٠٠٠", "\u061C−١٬٢٣٤٬٥٦٧٫٨٩"},
    };
    struct locale_number how = {LOCALE_DECIMAL, -1, false, ""};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct locale *l = locale_new(&arena, str_of(rows[i].lang));
        bool arabic = strcmp(rows[i].lang, "ar-u-nu-arab") == 0;
        check(locale_format_number(&arena, l, 2032, &how), arabic ? "٢٠٣٢" : "2032", rows[i].lang);
        check(locale_format_number(&arena, l, 25000, &how), rows[i].five, rows[i].lang);
        check(locale_format_number(&arena, l, -1234567.89, &how), rows[i].negative, rows[i].lang);
        locale_free(l);
    }
}

static void decimals_are_kept_as_asked(void **state) {
    (void)state;
    struct locale *l = locale_new(&arena, STR("en-GB"));
    struct locale_number two = {LOCALE_DECIMAL, 2, false, ""}, one = {LOCALE_DECIMAL, 1, true, ""};
    check(locale_format_number(&arena, l, 1.1, &two), "1.10", "en-GB");
    check(locale_format_number(&arena, l, 0.125, &two), "0.13", "en-GB");
    check(locale_format_number(&arena, l, 3.14, &one), "+3.1", "en-GB");
    check(locale_format_number(&arena, l, -3.14, &one), "−3.1", "en-GB");
    check(locale_format_number(&arena, l, -0.01, &one), "0.0", "en-GB");
    struct locale_number many = {LOCALE_DECIMAL, -1, false, ""};
    check(locale_format_number(&arena, l, 1.0 / 3, &many), "0.333333", "en-GB");
    struct str huge = locale_format_number(&arena, l, 1e300, &many);
    assert_int_equal(huge.n, 301 + 100);
    locale_free(l);
}

static void percent_and_currency(void **state) {
    (void)state;
    static const struct {
        const char *lang, *percent, *dollars, *range;
    } rows[] = {
        {"en-GB", "5.2%", "US$25,000", "5–7.5%"}, {"en-US", "5.2%", "$25,000", "5–7.5%"},
        {"fr", "5,2~%", "25_000~$US", "5–7,5~%"}, {"de", "5,2~%", "25.000~$", "5–7,5~%"},
        {"ru", "5,2~%", "25_000~$", "5–7,5~%"},   {"tr", "%5,2", "$25.000", "%5–7,5"},
        {"ky", "5,2%", "25_000~USD", "5–7,5%"},   {"zh", "5.2%", "US$25,000", "5–7.5%"},
        {"es", "5,2~%", "25.000~US$", "5–7,5~%"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct locale *l = locale_new(&arena, str_of(rows[i].lang));
        struct locale_number percent = {LOCALE_PERCENT, -1, false, ""};
        struct locale_number dollars = {LOCALE_CURRENCY, 0, false, "USD"};
        check(locale_format_number(&arena, l, 5.2, &percent), rows[i].percent, rows[i].lang);
        check(locale_format_number(&arena, l, 25000, &dollars), rows[i].dollars, rows[i].lang);
        check(locale_format_range(&arena, l, 5, 7.5, &percent), rows[i].range, rows[i].lang);
        locale_free(l);
    }
    struct locale *l = locale_new(&arena, STR("fr"));
    check(locale_currency_after(&arena, l, "USD"), "$US", "fr");
    locale_free(l);
    l = locale_new(&arena, STR("en-GB"));
    check(locale_currency_after(&arena, l, "USD"), "", "en-GB");
    struct locale_number soms = {LOCALE_CURRENCY, 2, false, "KGS"};
    check(locale_format_number(&arena, l, -5, &soms), "−KGS~5.00", "en-GB");
    locale_free(l);
}

static void ranges_of_numbers(void **state) {
    (void)state;
    struct locale *l = locale_new(&arena, STR("en-GB"));
    struct locale_number n = {LOCALE_DECIMAL, -1, false, ""};
    struct locale_number dollars = {LOCALE_CURRENCY, 0, false, "USD"};
    check(locale_format_range(&arena, l, 10, 12000, &n), "10–12,000", "en-GB");
    check(locale_format_range(&arena, l, -5, -2, &n), "−5~– −2", "en-GB");
    check(locale_format_range(&arena, l, 5, 7, &dollars), "US$5–7", "en-GB");
    locale_free(l);
}

static void units_stay_with_numbers(void **state) {
    (void)state;
    check(locale_with_unit(&arena, STR("5"), STR("km")), "5~km", "");
    check(locale_with_unit(&arena, STR("42"), STR("°")), "42°", "");
    check(locale_with_unit(&arena, STR("5"), STR("")), "5", "");
}

static void lists_have_their_and(void **state) {
    (void)state;
    static const char *const rows[][3] = {
        {"en-GB", "A, B and C", "A and B"}, {"en-US", "A, B, and C", "A and B"},
        {"fr", "A, B et C", "A et B"},      {"ru", "A, B и C", "A и B"},
        {"ky", "A, B жана C", "A жана B"},  {"zh", "A、B和C", "A和B"},
    };
    const struct str items[] = {STR("A"), STR("B"), STR("C")};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct locale *l = locale_new(&arena, str_of(rows[i][0]));
        check(locale_format_list(&arena, l, items, 3), rows[i][1], rows[i][0]);
        check(locale_format_list(&arena, l, items, 2), rows[i][2], rows[i][0]);
        check(locale_format_list(&arena, l, items, 1), "A", rows[i][0]);
        assert_int_equal(locale_format_list(&arena, l, items, 0).n, 0);
        locale_free(l);
    }
}

/* The process's own language must not show through. */
static void unknown_languages_are_english(void **state) {
    (void)state;
    static const char *const tags[] = {"xx",
                                       "",
                                       "not a tag at all",
                                       "zzz-ZZ",
                                       "123",
                                       "-",
                                       ("a-very-long-tag-that-goes-on-and-on-and-on-and-on-and-on-"
                                        "and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on")};
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    struct locale_date d = {2022, 5, 6};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct locale *l = locale_new(&arena, str_of(tags[i]));
        assert_false(locale_is_known(l));
        check(locale_format_date(&arena, l, d, 0), "6~May 2022", tags[i]);
        locale_free(l);
    }
    struct locale *l = locale_new(&arena, STR("th"));
    check(locale_format_date(&arena, l, d, 0), "6~พฤษภาคม 2022", "th"); /* not 2565 */
    locale_free(l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_any_precision),
        cmocka_unit_test(shorter_dates),
        cmocka_unit_test(old_and_odd_dates),
        cmocka_unit_test(ranges_of_dates),
        cmocka_unit_test(decimals_and_thousands),
        cmocka_unit_test(decimals_are_kept_as_asked),
        cmocka_unit_test(percent_and_currency),
        cmocka_unit_test(ranges_of_numbers),
        cmocka_unit_test(units_stay_with_numbers),
        cmocka_unit_test(lists_have_their_and),
        cmocka_unit_test(unknown_languages_are_english),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
