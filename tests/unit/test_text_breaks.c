/* Line breaks and clusters: known cases, and simple.c beside ICU over all of its repertoire and
 * over random text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/breaker.h"
#include "text/simple.h"

static struct arena arena;
static struct text_breaker *breaker;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    breaker = text_breaker_new(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    text_breaker_free(breaker);
    arena_done(&arena);
    return 0;
}

/* The text with a bar where a break is allowed and a double one where it must be. */
static void show(struct buf *out, struct str s, const unsigned char *breaks) {
    buf_clear(out);
    for (size_t i = 0; i < s.n; i++) {
        if (breaks[i] == TEXT_BREAK_ALLOWED) buf_add_char(out, '|');
        if (breaks[i] == TEXT_BREAK_MUST) buf_add_c(out, "||");
        buf_add_char(out, s.p[i]);
    }
}

static void expect(const char *text, const char *lang, const char *shown) {
    struct str s = str_of(text);
    struct buf out = {0};
    unsigned char *breaks = arena_alloc(&arena, s.n + 1);
    text_line_breaks(breaks, breaker, s, str_of(lang));
    show(&out, s, breaks);
    assert_string_equal(out.p ? out.p : "", shown);
    assert_int_equal(breaks[s.n], TEXT_BREAK_MUST);
    buf_done(&out);
}

static void lines_of_prose(void **state) {
    (void)state;
    expect("", "en", "");
    expect("a", "en", "a");
    expect("one two  three", "en-GB", "one |two  |three");
    expect("well-known, e-mail", "en", "well-|known, |e-|mail");
    expect("end.\nnext", "en", "end.\n||next");
    expect("US$5 and 5 % (five)", "en", "US$5 |and |5 |% |(five)");
    expect("and/or 1/2 24/7", "en", "and/|or |1/2 |24/7");
    expect("2014–2022 and so – on", "en", "2014–|2022 |and |so |– |on");
    expect("then—now", "en", "then|—|now");
    expect("“quoted” (in brackets) ‘so’", "en", "“quoted” |(in |brackets) |‘so’");
    expect("1,000.50 −5 -5 .5 x.5", "en", "1,000.50 |−5 |-5 |.5 |x.5");
    expect("№ 5, §\u00A07, 100\u202F000", "ru", "№ |5, |§\u00A07, |100\u202F000");
    expect("«\u202Foui\u202F» (non)", "fr", "«\u202Foui\u202F» |(non)");
    expect("https://www.example.org/a/b?c=d&e=f#g", "en",
           "https://|www.example.org/|a/|b?|c=d&e=f#g");
    expect("Кыргыз Республикасы, өкмөт-ү", "ky", "Кыргыз |Республикасы, |өкмөт-|ү");
    expect("so … and … so...", "en", "so |… |and |… |so...");
}

static void lines_of_other_scripts(void **state) {
    (void)state;
    expect("日本語の文。「引用」です", "ja", "日|本|語|の|文。|「引|用」|で|す");
    expect("中文文本，标点", "zh", "中|文|文|本，|标|点");
    expect("한국어 문장", "ko", "한|국|어 |문|장");
    expect("ภาษาไทย", "th", "ภาษา|ไทย");
    expect("👨‍👩‍👧 🇰🇬🇷🇺", "en", "👨‍👩‍👧 |🇰🇬|🇷🇺");
    expect("الاتحاد الأوروبي", "ar", "الاتحاد |الأوروبي");
    expect("a\u0301b c\u0301", "en", "a\u0301b |c\u0301");
    expect("ab\u200Bcd e\u2060 f", "en", "ab\u200B|cd |e\u2060 |f");
}

static void simple_classes_are_icus(void **state) {
    (void)state;
    static const int32_t classes[] = {
        [SIMPLE_AL] = U_LB_ALPHABETIC,        [SIMPLE_B2] = U_LB_BREAK_BOTH,
        [SIMPLE_BA] = U_LB_BREAK_AFTER,       [SIMPLE_BB] = U_LB_BREAK_BEFORE,
        [SIMPLE_CL] = U_LB_CLOSE_PUNCTUATION, [SIMPLE_CP] = U_LB_CLOSE_PARENTHESIS,
        [SIMPLE_EX] = U_LB_EXCLAMATION,       [SIMPLE_GL] = U_LB_GLUE,
        [SIMPLE_HH] = U_LB_BREAK_AFTER,       [SIMPLE_HY] = U_LB_HYPHEN,
        [SIMPLE_IN] = U_LB_INSEPARABLE,       [SIMPLE_IS] = U_LB_INFIX_NUMERIC,
        [SIMPLE_LF] = U_LB_LINE_FEED,         [SIMPLE_NS] = U_LB_NONSTARTER,
        [SIMPLE_NU] = U_LB_NUMERIC,           [SIMPLE_OP] = U_LB_OPEN_PUNCTUATION,
        [SIMPLE_PO] = U_LB_POSTFIX_NUMERIC,   [SIMPLE_PR] = U_LB_PREFIX_NUMERIC,
        [SIMPLE_QU] = U_LB_QUOTATION,         [SIMPLE_SP] = U_LB_SPACE,
        [SIMPLE_SY] = U_LB_BREAK_SYMBOLS,
    };
    size_t simple = 0;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        enum simple_class c = simple_class_of(cp);
        if (c == SIMPLE_NOT) continue;
        simple++;
        int32_t icu = u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK);
        if (icu == U_LB_AMBIGUOUS || icu == U_LB_UNKNOWN) icu = U_LB_ALPHABETIC;
        if (icu != classes[c]) fail_msg("U+%04X: %d, ICU has %d", cp, (int)c, (int)icu);
    }
    assert_in_range(simple, 2000, 4000);
}

/* A small generator, the same on every machine. */
static uint32_t next_random(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void random_text(struct buf *out, uint64_t *seed, const uint32_t *cps, size_t n) {
    buf_clear(out);
    size_t length = 1 + next_random(seed) % 14;
    for (size_t i = 0; i < length; i++)
        buf_add_cp(out, cps[next_random(seed) % n]);
}

/* One character or more of each class, and spaces more often. */
static const uint32_t repertoire[] = {
    ' ',    ' ',    ' ',    'a',    'Z',    0x431,  0x3BB,  '0',    '7',    '!',    '?',
    '"',    '\'',   '$',    '%',    '(',    ')',    '[',    ']',    '{',    '}',    '+',
    ',',    '-',    '-',    '.',    '.',    ':',    '/',    '/',    '\\',   '|',    '\n',
    '\t',   0xA0,   0xA1,   0xA2,   0xAB,   0xBB,   0xAD,   0xB0,   0xB4,   0xBF,   0xE9,
    0x2009, 0x2007, 0x2010, 0x2010, 0x2011, 0x2013, 0x2014, 0x2014, 0x2018, 0x2019, 0x201A,
    0x201C, 0x201D, 0x2026, 0x202F, 0x2030, 0x203C, 0x2044, 0x207E, 0x20AC, 0x20BB, 0x2116,
    0x2212, 0x2190, 0x37E,  0x589,  0x2C8,  '1',    '2',    '&',    0x2C,
};

static void simple_breaks_are_icus(void **state) {
    (void)state;
    struct buf text = {0}, mine = {0}, icus = {0};
    uint64_t seed = 2022;
    unsigned char breaks[64];
    for (int i = 0; i < 120000; i++) {
        random_text(&text, &seed, repertoire, sizeof repertoire / sizeof *repertoire);
        struct str s = buf_str(&text);
        assert_true(simple_line_breaks(breaks, s));
        show(&mine, s, breaks);
        breaker_line_breaks_by_icu(breaks, breaker, s, STR("en"));
        show(&icus, s, breaks);
        if (strcmp(mine.p, icus.p) != 0) fail_msg("“%s”: “%s”, ICU “%s”", text.p, mine.p, icus.p);
    }
    buf_done(&text);
    buf_done(&mine);
    buf_done(&icus);
}

static void languages_share_the_simple_rules(void **state) {
    (void)state;
    static const char *const langs[] = {"en-GB", "en-US", "fr", "de", "es", "ru", "ky", "kk", "uk",
                                        "hy",    "ka",    "tr", "it", "pl", "cs", "el", "ar", "th"};
    struct buf text = {0};
    uint64_t seed = 7;
    unsigned char one[64], other[64];
    for (int i = 0; i < 1500; i++) {
        random_text(&text, &seed, repertoire, sizeof repertoire / sizeof *repertoire);
        struct str s = buf_str(&text);
        assert_true(simple_line_breaks(one, s));
        breaker_line_breaks_by_icu(other, breaker, s, str_of(langs[i % 18]));
        assert_memory_equal(one, other, s.n + 1);
    }
    buf_done(&text);
}

static void clusters_end_where_they_should(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t ends[4];
    } cases[] = {
        {"ab", {1, 2}},
        {"a\u0301b", {3, 4}},
        {"é", {2}},
        {"\r\nx", {2, 3}},
        {"👨‍👩‍👧x", {18, 19}},
        {"🇰🇬🇷🇺", {8, 16}},
        {"க்ஷி", {6, 12}},
        {"\u1100\u1161\u11A8", {9}},
        {"©\uFE0F!", {5, 6}},
        {"1\uFE0F\u20E3", {7}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str s = str_of(cases[i].text);
        size_t at = 0;
        for (int j = 0; j < 4 && cases[i].ends[j]; j++) {
            at = text_next_cluster(breaker, s, at);
            assert_int_equal(at, cases[i].ends[j]);
        }
        assert_int_equal(at, s.n);
        assert_int_equal(text_next_cluster(breaker, s, s.n), s.n);
    }
}

static void a_long_cluster_stays_whole(void **state) {
    (void)state;
    struct buf text = {0};
    buf_add_char(&text, 'a');
    for (int i = 0; i < 500; i++)
        buf_add_cp(&text, 0x301);
    buf_add_char(&text, 'b');
    assert_int_equal(text_next_cluster(breaker, buf_str(&text), 0), 1001);
    buf_done(&text);
}

static void quick_clusters_are_icus(void **state) {
    (void)state;
    struct buf text = {0};
    uint64_t seed = 11;
    static const uint32_t cps[] = {'a',     0x431,  ' ',    0x301,  0x200D, 0x1F468, 0xFE0F,
                                   0x1F1F0, 0xA9,   0x2190, 0x203C, '1',    0x20E3,  '\n',
                                   0xAD,    0x2122, 0x2139, 0x2194, 0x589,  0x10D0,  0x1100};
    for (int i = 0; i < 30000; i++) {
        random_text(&text, &seed, cps, sizeof cps / sizeof *cps);
        struct str s = buf_str(&text);
        for (size_t at = 0; at < s.n;) {
            size_t mine = text_next_cluster(breaker, s, at);
            size_t icus = breaker_next_cluster_by_icu(breaker, s, at);
            if (mine != icus) fail_msg("“%s” at %zu: %zu, ICU %zu", text.p, at, mine, icus);
            at = mine;
        }
    }
    buf_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_prose),
        cmocka_unit_test(lines_of_other_scripts),
        cmocka_unit_test(simple_classes_are_icus),
        cmocka_unit_test(simple_breaks_are_icus),
        cmocka_unit_test(languages_share_the_simple_rules),
        cmocka_unit_test(clusters_end_where_they_should),
        cmocka_unit_test(a_long_cluster_stays_whole),
        cmocka_unit_test(quick_clusters_are_icus),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
