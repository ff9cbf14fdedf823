/* Runs of script and level, their order for display, and properties: known cases, and the path
 * without ICU beside ICU. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uloc.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "text/itemise.h"
#include "text/simple.h"

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

/* Runs as "Latn0[text]". */
static void show(struct buf *out, struct str s, const struct text_run *runs, size_t n) {
    buf_clear(out);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%s%d[%.*s]", runs[i].script, runs[i].level,
                   (int)(runs[i].to - runs[i].from), s.p + runs[i].from);
}

static void expect(const char *text, bool rtl, const char *shown) {
    struct buf out = {0};
    struct str s = str_of(text);
    size_t n;
    struct text_run *runs = text_itemise(&n, &arena, s, rtl);
    show(&out, s, runs, n);
    assert_string_equal(out.p ? out.p : "", shown);
    buf_done(&out);
}

static void european_text(void **state) {
    (void)state;
    expect("", false, "");
    expect("Plain text, 5 km.", false, "Latn0[Plain text, 5 km.]");
    expect("2022–2024", false, "Zyyy0[2022–2024]");
    expect("“Союз” today", false, "Cyrl0[“Союз” ]Latn0[today]");
    expect("EAEU (ЕАЭС) and", false, "Latn0[EAEU (]Cyrl0[ЕАЭС]Latn0[) and]");
    expect("(Договор) of", false, "Cyrl0[(Договор) ]Latn0[of]");
    expect("100\u202F000 сом", false, "Cyrl0[100\u202F000 сом]");
    expect("Ελλάδα, Հայաստան, საქართველო", false,
           "Grek0[Ελλάδα, ]Armn0[Հայաստան, ]Geor0[საქართველო]");
    expect("cafe\u0301", false, "Latn0[cafe\u0301]");
}

static void asian_text(void **state) {
    (void)state;
    expect("日本カー12月", false, "Hani0[日本]Kana0[カー12]Hani0[月]");
    expect("中文 (text) 好", false, "Hani0[中文 (]Latn0[text]Hani0[) 好]");
    expect("한국 okay", false, "Hang0[한국 ]Latn0[okay]");
    expect("ไทย 10", false, "Thai0[ไทย 10]");
}

static void right_to_left_text(void **state) {
    (void)state;
    expect("abc שלום def", false, "Latn0[abc ]Hebr1[שלום]Hebr0[ ]Latn0[def]");
    expect("שלום 123 abc", true, "Hebr1[שלום ]Hebr2[123]Hebr1[ ]Latn2[abc]");
    expect("عام 2022.", true, "Arab1[عام ]Arab2[2022]Arab1[.]");
    expect("plain", true, "Latn2[plain]");
    expect("a (ب) c", false, "Latn0[a (]Arab1[ب]Latn0[) c]");
}

static void signs_stay_with_their_figures(void **state) {
    (void)state;
    expect("نحو −17% منها", true, "Arab1[نحو ]Arab2[−17%]Arab1[ منها]");
    expect("(+5)", true, "Zyyy1[(]Zyyy2[+5]Zyyy1[)]");
    expect("سنة 2020-06", true, "Arab1[سنة ]Arab2[2020]Arab1[-]Arab2[06]");
    expect("כ-80%", true, "Hebr1[כ-]Hebr2[80%]");
}

static void simple_scripts_are_icus(void **state) {
    (void)state;
    size_t simple = 0;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        const char *script = simple_script_of(cp);
        if (!script) continue;
        simple++;
        UErrorCode error = U_ZERO_ERROR;
        const char *icu = uscript_getShortName(uscript_getScript((UChar32)cp, &error));
        if (strcmp(script, icu) != 0) fail_msg("U+%04X: %s, ICU has %s", cp, script, icu);
    }
    assert_in_range(simple, 1800, 4000);
}

static uint32_t next_random(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void simple_runs_are_icus(void **state) {
    (void)state;
    static const uint32_t cps[] = {'a',    'Z',    '1',    ' ',    '(',    ')',    '[',
                                   ']',    '{',    '}',    0x431,  0x3BB,  0xE9,   0x2045,
                                   0x2046, 0x207D, 0x207E, 0x208D, 0x208E, 0x202F, 0x2013,
                                   0x201C, 0xAB,   0x561,  0x10D0, 0xB5,   0x2212, 0x1E9E};
    struct buf text = {0}, mine = {0}, icus = {0};
    uint64_t seed = 5;
    for (int i = 0; i < 20000; i++) {
        buf_clear(&text);
        size_t length = 1 + next_random(&seed) % 16, n;
        for (size_t j = 0; j < length; j++)
            buf_add_cp(&text, cps[next_random(&seed) % (sizeof cps / sizeof *cps)]);
        struct str s = buf_str(&text);
        struct arena_mark mark = arena_mark(&arena);
        struct text_run *runs = text_itemise(&n, &arena, s, false);
        show(&mine, s, runs, n);
        runs = itemise_by_icu(&n, &arena, s, false);
        show(&icus, s, runs, n);
        if (strcmp(mine.p, icus.p) != 0) fail_msg("“%s”: %s, ICU %s", text.p, mine.p, icus.p);
        arena_reset(&arena, mark);
    }
    buf_done(&text);
    buf_done(&mine);
    buf_done(&icus);
}

/* Whatever comes in, the runs cover it without gap or overlap. */
static void runs_cover_any_text(void **state) {
    (void)state;
    struct buf text = {0};
    uint64_t seed = 17;
    for (int i = 0; i < 3000; i++) {
        buf_clear(&text);
        size_t length = 1 + next_random(&seed) % 24, n, at = 0;
        for (size_t j = 0; j < length; j++) {
            uint32_t cp = next_random(&seed) % (j % 3 ? 0x11000 : 0x3000);
            buf_add_cp(&text, cp >= 0xD800 && cp < 0xE000 ? 0x5D0 : cp);
        }
        struct arena_mark mark = arena_mark(&arena);
        struct text_run *runs = text_itemise(&n, &arena, buf_str(&text), i % 2);
        for (size_t j = 0; j < n; at = runs[j++].to) {
            assert_int_equal(runs[j].from, at);
            assert_true(runs[j].to > at && strlen(runs[j].script) == 4);
        }
        assert_int_equal(at, text.n);
        arena_reset(&arena, mark);
    }
    buf_done(&text);
}

static void many_brackets_are_survived(void **state) {
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 2000; i++)
        buf_add_c(&text, "(я");
    for (int i = 0; i < 2000; i++)
        buf_add_c(&text, "a)");
    size_t n;
    text_itemise(&n, &arena, buf_str(&text), false);
    assert_true(n > 1);
    buf_done(&text);
}

static void lines_are_reordered(void **state) {
    (void)state;
    static const struct {
        size_t n;
        unsigned char levels[8];
        size_t order[8];
    } cases[] = {
        {1, {0}, {0}},
        {3, {0, 0, 0}, {0, 1, 2}},
        {3, {1, 1, 1}, {2, 1, 0}},
        {4, {0, 1, 1, 0}, {0, 2, 1, 3}},
        {5, {1, 2, 2, 1, 1}, {4, 3, 1, 2, 0}},
        {5, {0, 1, 2, 1, 0}, {0, 3, 2, 1, 4}},
        {6, {2, 2, 3, 3, 2, 1}, {5, 0, 1, 3, 2, 4}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t order[8];
        text_reorder(order, cases[i].levels, cases[i].n);
        assert_memory_equal(order, cases[i].order, cases[i].n * sizeof *order);
    }
    text_reorder(NULL, NULL, 0);
}

static void properties_of_ascii_are_icus(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp < 128; cp++) {
        UChar32 c = (UChar32)cp;
        assert_int_equal(text_is_letter(cp), !!u_isalpha(c));
        assert_int_equal(text_is_upper(cp), !!u_isupper(c));
        assert_int_equal(text_is_digit(cp), !!u_isdigit(c));
        assert_int_equal(text_is_space(cp), !!u_isUWhiteSpace(c));
        assert_int_equal(text_is_punctuation(cp), !!u_ispunct(c));
        assert_false(text_is_default_ignorable(cp));
    }
    assert_true(text_is_letter(0x4A3) && text_is_upper(0x4A2) && !text_is_upper(0x4A3));
    assert_true(text_is_space(0xA0) && text_is_space(0x202F) && !text_is_space(0x200B));
    assert_true(text_is_default_ignorable(0x200D) && text_is_default_ignorable(0xAD));
    assert_true(text_is_punctuation(0x2013) && text_is_punctuation(0xAB));
    assert_true(text_is_digit(0x663) && !text_is_digit(0xBD));
}

static void directions_are_known(void **state) {
    (void)state;
    static const char *const rtl[] = {"ar",      "he-IL",      "fa",     "ur-PK", "ug",
                                      "uz-Arab", "AR-eg",      "yi",     "ps",    "sd",
                                      "dv",      "az-Arab-IR", "pa-Arab"};
    static const char *const ltr[] = {"en-GB", "ru", "ky", "ky-Cyrl", "tr",      "zh-Hant",
                                      "ka",    "hy", "",   "x",       "sd-Deva", "en-x-arab"};
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++) {
        assert_true(text_lang_is_rtl(str_of(rtl[i])));
        assert_true(uloc_isRightToLeft(rtl[i]));
    }
    for (size_t i = 0; i < sizeof ltr / sizeof *ltr; i++)
        assert_false(text_lang_is_rtl(str_of(ltr[i])));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(european_text),           cmocka_unit_test(asian_text),
        cmocka_unit_test(right_to_left_text),      cmocka_unit_test(signs_stay_with_their_figures),
        cmocka_unit_test(simple_scripts_are_icus), cmocka_unit_test(simple_runs_are_icus),
        cmocka_unit_test(runs_cover_any_text),     cmocka_unit_test(many_brackets_are_survived),
        cmocka_unit_test(lines_are_reordered),     cmocka_unit_test(properties_of_ascii_are_icus),
        cmocka_unit_test(directions_are_known),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
