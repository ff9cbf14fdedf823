/* Where lines may end within text: customs of languages at spaces, addresses, code, and hyphens by
 * language. No fonts. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/trace.h"
#include "layout/inline/hyphen.h"
#include "layout/inline/opportunity.h"

/* The verdict on the n-th space of a text, from 0. */
static enum opportunity space(const char *c, size_t n, const char *lang) {
    struct str text = str_of(c);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == ' ' && n-- == 0) return opportunity_of_space(text, i, i + 1, str_of(lang));
    fail_msg("no such space in “%s”", c);
    return OPPORTUNITY_NONE;
}

static void test_stays_together(void **state) {
    (void)state;
    static const char *const kept[][2] = {
        {"5 km", "en"},
        {"27 %", "de"},
        {"$8 billion", "en"},
        {"2.5 million", "en"},
        {"(40 per", "en"},
        {"per cent", "en"},
        {"120 MW.", "en"},
        {"S. Ott", "en"},
        {"J.R.R. Tolkien", "en"},
        {"p. 4", "en"},
        {"pp. 3–5", "en"},
        {"Fig. 3", "en"},
        {"No. 5", "en"},
        {"Art. 12", "en"},
        {"§ 5", "de"},
        {"21 August", "en"},
        {"1. März", "de"},
        {"9–11 June", "en"},
        {"14 juillet", "fr"},
        {"21 августа", "ru"},
        {"August 21,", "en"},
        {"Dr Ott", "en"},
        {"г-н Отт", "ru"},
        {"№ 5", "ru"},
        {"25 000", "fr"},
        {"Quoi ?", "fr"},
        {"« Oui", "fr"},
        {"oui »", "fr"},
        {"Москва — столица", "ru"},
        {"v Praze", "cs"},
        {"З. Шевченко", "uk"},
        {"5 млн", "ru"},
        {"2022 году", "ru"},
        {"3 × 4", "en"},
        {"× 4", "en"},
        {"= 5", "en"},
        {"p. iv", "en"},
        {"n° 5", "fr"},
        {"1er mars", "fr"},
        {"z. B.", "de"},
        {"т. е.,", "ru"},
        {"e. g. this", "en"},
        {"v. Chr.", "de"},
        {"Prof. Ott", "en"},
        {"г. Бишкек", "ru"},
        {"д. 5", "ru"},
        {"5 M€", "fr"},
        {"+996 312 66", "en"},
    };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (space(kept[i][0], 0, kept[i][1]) != OPPORTUNITY_NONE)
            fail_msg("“%s” may be divided", kept[i][0]);
}

static void test_comes_apart(void **state) {
    (void)state;
    static const char *const apart[][2] = {
        {"the year", "en"},  {"in 2024", "en"},  {"2024 the", "en"},   {"a man", "en"},
        {"Plan b", "en"},    {"page 4", "en"},   {"300 people", "en"}, {"may go", "en"},
        {"May 2024", "en"},  {"2024 300", "en"}, {"was No", "en"},     {"Dr who", "en"},
        {"x. yes", "en"},    {"the § ", "en"},   {"Quoi ?", "en"},     {"100 Marches", "en"},
        {"дом стоит", "ru"}, {"b. A new", "en"}, {"p. ivy", "en"},     {"300 400", "en"},
        {"plus 3", "en"},    {"× wide", "en"},
    };
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (space(apart[i][0], 0, apart[i][1]) == OPPORTUNITY_NONE)
            fail_msg("“%s” may not be divided", apart[i][0]);
    assert_int_equal(space("one – two", 0, "en"), OPPORTUNITY_POOR);
    assert_int_equal(space("one – two", 1, "en"), OPPORTUNITY_USUAL);
    assert_int_equal(space("в доме", 0, "ru"), OPPORTUNITY_POOR);
    assert_int_equal(space("Table 5", 0, "en"), OPPORTUNITY_POOR);
    assert_int_equal(space("Table of", 0, "en"), OPPORTUNITY_USUAL);
}

/* Words beyond measure are looked at near the space only. */
static void test_endless_neighbours(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    char *text = arena_alloc(&a, 200001);
    memset(text, '1', 200000);
    text[100000] = ' ';
    for (int i = 0; i < 20000; i++)
        opportunity_of_space((struct str){text, 200000}, 100000, 100001, STR("en"));
    arena_done(&a);
}

/* The pieces of a word, joined by '|', that seams make of it; by ':' where only the last resort
 * does. */
static const char *pieces(struct arena *a, const char *word, bool code) {
    struct str text = str_of(word);
    unsigned char *o = arena_alloc(a, text.n + 2);
    memset(o, OPPORTUNITY_USUAL, text.n + 1);
    o[0] = o[text.n] = OPPORTUNITY_NONE;
    if (code)
        opportunity_in_code(o, text, 0, text.n);
    else if (!opportunity_in_address(o, text, 0, text.n))
        return "no address";
    char *out = arena_alloc(a, text.n * 2 + 1), *p = out;
    for (size_t i = 0; i < text.n; i++) {
        if (o[i] == OPPORTUNITY_LAST)
            *p++ = '^';
        else if (o[i] != OPPORTUNITY_NONE)
            *p++ = '|';
        *p++ = text.p[i];
    }
    return out;
}

static void test_addresses(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    assert_string_equal(pieces(&a, "https://en.odkb-csto.org/countries/kyrgyzstan/", false),
                        "https://|en|.odkb|-csto|.org|/countries|/kyrgyzstan/");
    assert_string_equal(pieces(&a, "(www.example.org/a_b?x=1&y=2#top).", false),
                        "(www.example|.org|/a|_b|?x=|1&|y=|2|#top).");
    assert_string_equal(pieces(&a, "https://doi.org/10.1000/abcdefghijklmnop", false),
                        "https://|doi|.org|/10|.1000|/abc^d^e^f^g^h^i^j^k^l^m^nop");
    assert_string_equal(pieces(&a, "doi:10.1080/026349", false), "doi:10|.1080|/026349");
    assert_string_equal(pieces(&a, "<first.name@long-example.org>,", false),
                        "<first|.name|@long|-example|.org>,");
    assert_string_equal(pieces(&a, "@name", false), "no address");
    assert_string_equal(pieces(&a, "name@", false), "no address");
    assert_string_equal(pieces(&a, "a@b", false), "no address");
    assert_string_equal(pieces(&a, "well-known", false), "no address");
    assert_string_equal(pieces(&a, "http", false), "no address");
    assert_string_equal(pieces(&a, "", false), "no address");
    assert_string_equal(pieces(&a, "http://", false), "http://");
    assert_string_equal(pieces(&a, "struct.field->name[index];", true),
                        "struct.|field->name[index];");
    arena_done(&a);
}

/* --- hyphens ---------------------------------------------------------------------------------- */

/* The word with its hyphens. */
static const char *divided(struct arena *a, struct hyphenator *h, const char *word,
                           const char *lang) {
    size_t n;
    const unsigned char *at = hyphenator_divide(&n, h, str_of(word), str_of(lang), 2, 3);
    char *out = arena_alloc(a, strlen(word) * 2 + 1), *p = out;
    for (size_t i = 0, k = 0; word[i]; i++) {
        if (k < n && at[k] == i) {
            *p++ = '-';
            k++;
        }
        *p++ = word[i];
    }
    return out;
}

static void test_hyphens(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct hyphenator *h = hyphenator_new(&a, NULL);
    assert_string_equal(divided(&a, h, "hyphenation", "en-US"), "hy-phen-ation");
    /* patterns that end within longer ones hold too, in a file that is not prepared for it */
    assert_string_equal(divided(&a, h, "сокращения", "ru"), "со-кра-ще-ния");
    assert_string_equal(divided(&a, h, "беспрецедентный", "ru"), "бес-пре-це-дент-ный");
    assert_string_equal(divided(&a, h, "government", "en-GB"), "gov-ern-ment");
    assert_string_equal(divided(&a, h, "Government", "en-GB"), "Gov-ern-ment");
    assert_string_equal(divided(&a, h, "into", "en-GB"), "into");
    assert_string_equal(divided(&a, h, "Silbentrennung", "de"), "Sil-ben-tren-nung");
    assert_string_equal(divided(&a, h, "öffentlich", "de-DE"), "öf-fent-lich");
    assert_string_equal(divided(&a, h, "développement", "fr"), "dé-ve-lop-pe-ment");
    assert_string_equal(divided(&a, h, "правительство", "ru"), "пра-ви-тель-ство");
    assert_string_equal(divided(&a, h, "gobierno", "es"), "go-bierno");
    /* a letter that the dictionary's character set lacks; languages without patterns */
    assert_string_equal(divided(&a, h, "правительḉство", "ru"), "правительḉство");
    assert_string_equal(divided(&a, h, "government", "xx"), "government");
    assert_string_equal(divided(&a, h, "government", ""), "government");
    assert_string_equal(divided(&a, h, "government", "../../etc/passwd"), "government");
    /* what is too long for a word */
    char endless[131] = {0};
    for (int i = 0; i < 130; i++)
        endless[i] = "government"[i % 10];
    assert_string_equal(divided(&a, h, endless, "en-GB"), endless);
    endless[120] = '\0';
    assert_true(strlen(divided(&a, h, endless, "en-GB")) > 120);
    hyphenator_free(h);
    arena_done(&a);
}

/* Whoever read a dictionary: each briefing that uses it depends on it, and on the places where one
 * was looked for. */
static void test_traced(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (int i = 0; i < 2; i++) {
        struct trace trace;
        trace_init(&trace, &a);
        trace_set(&trace);
        struct hyphenator *h = hyphenator_new(&a, NULL);
        assert_string_equal(divided(&a, h, "gobierno", "es-XX"), "go-bierno");
        assert_string_equal(divided(&a, h, "government", "xy"), "government");
        hyphenator_free(h);
        trace_set(NULL);
        const struct trace_entry *there =
            hash_get(&trace.by_path, STR("/usr/share/hyphen/hyph_es_ES.dic"));
        assert_non_null(there);
        assert_int_equal(there->kind, TRACE_FILE);
        assert_true(trace_holds(there));
        const struct trace_entry *absent =
            hash_get(&trace.by_path, STR("/usr/share/hyphen/hyph_xy.dic"));
        assert_non_null(absent);
        assert_int_equal(absent->there, FILE_MISSING);
    }
    hyphenator_load(STR("fr"));
    assert_true(hyphenator_has(STR("fr")));
    assert_false(hyphenator_has(STR("nl")));
    arena_done(&a);
}

static void test_hyphen_minima(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct hyphenator *h = hyphenator_new(&a, NULL);
    size_t n;
    const unsigned char *at = hyphenator_divide(&n, h, STR("government"), STR("en-GB"), 4, 3);
    assert_int_equal(n, 1);
    assert_int_equal(at[0], 6);
    hyphenator_divide(&n, h, STR("government"), STR("en-GB"), 4, 5);
    assert_int_equal(n, 0);
    hyphenator_free(h);
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stays_together),
        cmocka_unit_test(test_comes_apart),
        cmocka_unit_test(test_endless_neighbours),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_hyphens),
        cmocka_unit_test(test_traced),
        cmocka_unit_test(test_hyphen_minima),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
