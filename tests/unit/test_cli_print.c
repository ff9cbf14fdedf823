/* cli/print, cli/width: diagnostics as a terminal shows them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include "cli/print.h"
#include "cli/width.h"

static struct arena arena;
static struct diags ds;
static struct buf out;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena);
    diags_init(&ds, &arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    buf_done(&out);
    arena_done(&arena);
    return 0;
}

/* One diagnostic in a file of that text, printed without colour. */
static const char *printed(struct str text, uint32_t line, uint32_t col) {
    diags_init(&ds, &arena);
    buf_clear(&out);
    uint32_t file = diags_add_file(&ds, STR("a.md"), text);
    diag_add(&ds, DIAG_DEAD_LINK, (struct pos){file, line, col}, NULL, "m");
    print_diags(&out, &ds, true, false);
    return out.p;
}

#define HEAD(place) "a.md" place ": error[dead-link]: m\n"

static void shows_line_and_caret(void **state) {
    (void)state;
    struct str text = STR("one\ntwo words\n");
    assert_string_equal(printed(text, 2, 5), HEAD(":2:5") "    2 | two words\n"
                                                          "      |     ^\n");
    assert_string_equal(printed(text, 1, 1), HEAD(":1:1") "    1 | one\n"
                                                          "      | ^\n");
    /* one past the end, and far past it */
    assert_string_equal(printed(text, 1, 4), HEAD(":1:4") "    1 | one\n"
                                                          "      |    ^\n");
    assert_string_equal(printed(text, 1, 99), HEAD(":1:99") "    1 | one\n"
                                                            "      |    ^\n");
}

static void shows_less_when_it_knows_less(void **state) {
    (void)state;
    struct str text = STR("one\ntwo\n");
    assert_string_equal(printed(text, 2, 0), HEAD(":2") "    2 | two\n");
    assert_string_equal(printed(text, 0, 0), HEAD(""));
    assert_string_equal(printed(text, 3, 1), HEAD(":3:1")); /* after the last line end */
    assert_string_equal(printed(text, 9, 1), HEAD(":9:1"));
    assert_string_equal(printed(STR_NONE, 1, 1), HEAD(":1:1"));
    diags_init(&ds, &arena);
    buf_clear(&out);
    diag_add(&ds, DIAG_FILE_MISSING, (struct pos){0}, "look elsewhere", "no file");
    print_diags(&out, &ds, true, false);
    assert_string_equal(out.p, "chancery: error[file-missing]: no file\nhint: look elsewhere\n");
}

static void knows_all_line_ends(void **state) {
    (void)state;
    struct str text = STR("a\r\nb\rc\n\nd");
    static const char *const lines[] = {"a", "b", "c", "", "d"};
    for (uint32_t line = 1; line <= 5; line++) {
        char expected[100];
        snprintf(expected, sizeof expected, "    %u | %s\n", (unsigned)line, lines[line - 1]);
        assert_non_null(strstr(printed(text, line, 1), expected));
    }
}

static void puts_the_caret_under_any_character(void **state) {
    (void)state;
    /* Cyrillic: one cell each */
    assert_non_null(strstr(printed(STR("Бишкек @x"), 1, 8), "|        ^\n"));
    /* East Asian: two cells each */
    assert_non_null(strstr(printed(STR("中文@x"), 1, 3), "|     ^\n"));
    assert_non_null(strstr(printed(STR("中文@x"), 1, 2), "|   ^\n"));
    /* a combining accent takes none; a caret at it stands under its letter */
    assert_non_null(strstr(printed(STR("e\u0301@x"), 1, 3), "|  ^\n"));
    assert_non_null(strstr(printed(STR("ae\u0301@x"), 1, 3), "|  ^\n"));
    /* an emoji takes two */
    assert_non_null(strstr(printed(STR("\U0001F600@x"), 1, 2), "|   ^\n"));
    /* tabs go to the next stop */
    assert_non_null(strstr(printed(STR("a\t@x"), 1, 3), "| a   @x\n      |     ^\n"));
    assert_non_null(strstr(printed(STR("\t\t@x"), 1, 3), "|         @x\n      |         ^\n"));
}

static void escapes_what_would_act_on_a_terminal(void **state) {
    (void)state;
    assert_non_null(strstr(printed(STR("\x1b[2J@"), 1, 5), "| \\x1B[2J@\n      |        ^\n"));
    assert_non_null(strstr(printed(STR("a\u202E@"), 1, 3), "| a\\u202E@\n      |        ^\n"));
    assert_non_null(strstr(printed(STR("\xC2\x9B@"), 1, 2), "| \\u009B@\n"));
    assert_non_null(strstr(printed(STR("\xFF\xE2\x82@"), 1, 3), "| \\xFF\\xE2\\x82@\n"
                                                                "      |             ^\n"));
    assert_non_null(strstr(printed(STR("a\0b"), 1, 3), "| a\\x00b\n      |      ^\n"));
    assert_non_null(strstr(printed(STR("a\vb\fc"), 1, 1), "| a\\x0Bb\\x0Cc\n"));
    /* U+FFFD itself is an ordinary character */
    assert_non_null(strstr(printed(STR("\uFFFD@"), 1, 2), "| \uFFFD@\n      |  ^\n"));
}

static void escapes_paths_messages_and_hints(void **state) {
    (void)state;
    uint32_t file = diags_add_file(&ds, STR("a\x1b]0;x\a\n.md"), STR("text"));
    diag_add(&ds, DIAG_DEAD_LINK, (struct pos){file, 0, 0}, "h\ri\tj", "m\nn \x7F %s", "\u2066");
    print_diags(&out, &ds, true, false);
    assert_string_equal(out.p, "a\\x1B]0;x\\x07\\x0A.md: error[dead-link]: m\\x0An \\x7F \\u2066\n"
                               "hint: h\\x0Di\\x09j\n");
    for (size_t i = 0; i < out.n; i++)
        assert_true(out.p[i] == '\n' || (unsigned char)out.p[i] >= 0x20);
}

/* The line with the text and the line with the caret. */
static void split(const char *all, struct str *shown, struct str *caret) {
    const char *line = strchr(all, '\n') + 1;
    const char *next = strchr(line, '\n') + 1;
    *shown = (struct str){line, (size_t)(next - line) - 1};
    *caret = (struct str){next, strcspn(next, "\n")};
}

static void windows_a_long_line_about_the_caret(void **state) {
    (void)state;
    char text[2001];
    for (uint32_t col = 1; col <= 2000; col++) {
        memset(text, 'x', 2000);
        text[col - 1] = '@';
        struct str shown, caret;
        split(printed((struct str){text, 2000}, 1, col), &shown, &caret);
        assert_int_equal(print_width(shown), 8 + 100);
        /* what stands above the caret is the character meant */
        size_t at = caret.n - 1, cell = 0, i = 0;
        while (cell < at) {
            i += str_starts(str_slice(shown, i, 3), "…") ? 3 : 1;
            cell++;
        }
        assert_int_equal(shown.p[i], '@');
        assert_int_equal(str_find(shown, STR("…")) < 20, col > 51);
        assert_int_equal(str_ends(shown, "…"), col < 1951);
    }
}

static void windows_wide_characters(void **state) {
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 500; i++)
        buf_add_c(&text, i == 250 ? "@" : "中");
    struct str shown, caret;
    split(printed(buf_str(&text), 1, 251), &shown, &caret);
    assert_int_equal(print_width(shown), 8 + 100);
    size_t before = str_find(shown, STR("@"));
    assert_int_equal(print_width(str_slice(shown, 0, before)), caret.n - 1);
    buf_done(&text);
}

static void bounds_marks_and_messages(void **state) {
    (void)state;
    struct buf text = {0};
    buf_add_char(&text, 'a');
    for (int i = 0; i < 100000; i++)
        buf_add_cp(&text, 0x0301);
    buf_add_char(&text, '@');
    assert_non_null(strstr(printed(buf_str(&text), 1, 100002), "|  ^\n"));
    assert_true(out.n < 200);
    diags_init(&ds, &arena);
    diag_add(&ds, DIAG_DEAD_LINK, (struct pos){0}, text.p, "%s%0*d", text.p, 100000, 1);
    buf_clear(&out);
    print_diags(&out, &ds, true, false);
    assert_true(out.n < 4000);
    assert_non_null(strstr(out.p, "…\n"));
    buf_done(&text);
}

static void sorts_and_says_what_it_leaves_out(void **state) {
    (void)state;
    uint32_t file = diags_add_file(&ds, STR("a.md"), STR("1\n2\n3\n"));
    ds.limit_per_code = 2;
    for (uint32_t line = 3; line >= 1; line--)
        diag_add(&ds, DIAG_DEAD_LINK, (struct pos){file, line, 1}, NULL, "m");
    diag_add(&ds, DIAG_CITE_UNUSED, (struct pos){file, 1, 1}, NULL, "n");
    print_diags(&out, &ds, false, false); /* without notes */
    assert_string_equal(out.p, HEAD(":2:1") "    2 | 2\n      | ^\n" HEAD(
                                   ":3:1") "    3 | 3\n      | ^\n"
                                           "chancery: 1 more of [dead-link] are not shown\n");
    buf_clear(&out);
    print_diags(&out, &ds, true, false);
    assert_non_null(strstr(out.p, "a.md:1:1: note[cite-unused]: n\n"));
}

static void colours_only_when_told(void **state) {
    (void)state;
    uint32_t file = diags_add_file(&ds, STR("a.md"), STR("1\n"));
    diag_add(&ds, DIAG_DEAD_LINK, (struct pos){file, 1, 1}, "h", "m");
    print_diags(&out, &ds, true, true);
    assert_non_null(strstr(out.p, "\x1b[1;31merror[dead-link]: "));
    /* whatever was switched on is off at each line's end */
    for (const char *c = strchr(out.p, '\n'); c; c = strchr(c + 1, '\n')) {
        const char *escape = c;
        while (escape > out.p && *escape != '\x1b')
            escape--;
        if (*escape == '\x1b') assert_memory_equal(escape, "\x1b[0m", 4);
    }
    buf_clear(&out);
    print_diags(&out, &ds, true, false);
    assert_null(strchr(out.p, '\x1b'));
}

static void counts_in_words(void **state) {
    (void)state;
    print_counts(&out, 0, 0);
    assert_int_equal(out.n, 0);
    print_counts(&out, 1, 0);
    print_counts(&out, 0, 2);
    print_counts(&out, 3, 1);
    assert_string_equal(out.p, "1 error\n2 warnings\n3 errors, 1 warning\n");
}

static void widths_are_those_of_unicode(void **state) {
    (void)state;
    static const struct {
        uint32_t cp;
        unsigned width;
    } cases[] = {{'a', 1},     {0xE9, 1},   {0x300, 0},  {0x36F, 0},  {0x370, 1},  {0x42F, 1},
                 {0x5B0, 0},   {0x5D0, 1},  {0x64B, 0},  {0x1100, 2}, {0x1160, 0}, {0x200B, 0},
                 {0x2014, 1},  {0x20AC, 1}, {0x231A, 2}, {0x3000, 2}, {0x3042, 2}, {0x4E00, 2},
                 {0xAC00, 2},  {0xFE0F, 0}, {0xFF21, 2}, {0xFF61, 1}, {0xFFFD, 1}, {0x1F600, 2},
                 {0x20000, 2}, {0xE0100, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (width_of(cases[i].cp) != cases[i].width) fail_msg("U+%04X", (unsigned)cases[i].cp);
    }
    assert_true(width_is_control(0) && width_is_control(0x1F) && width_is_control(0x7F));
    assert_true(width_is_control(0x80) && width_is_control(0x9F) && width_is_control(0x2029));
    assert_true(width_is_control(0x202A) && width_is_control(0x2069) && width_is_control(0xFEFF));
    assert_true(width_is_control(0x10FFFF));
    assert_false(width_is_control(0x20) || width_is_control(0x7E) || width_is_control(0xA0));
    assert_false(width_is_control(0x200D) || width_is_control(0x2030));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(shows_line_and_caret),
        TEST(shows_less_when_it_knows_less),
        TEST(knows_all_line_ends),
        TEST(puts_the_caret_under_any_character),
        TEST(escapes_what_would_act_on_a_terminal),
        TEST(escapes_paths_messages_and_hints),
        TEST(windows_a_long_line_about_the_caret),
        TEST(windows_wide_characters),
        TEST(bounds_marks_and_messages),
        TEST(sorts_and_says_what_it_leaves_out),
        TEST(colours_only_when_told),
        TEST(counts_in_words),
        TEST(widths_are_those_of_unicode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
