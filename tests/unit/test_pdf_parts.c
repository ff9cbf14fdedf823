/* The parts of pdf/ that stand alone: spelling, trees, the colour profile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pdf/icc.h"
#include "pdf/object.h"
#include "pdf/syntax.h"
#include "pdf/tree.h"

static void assert_buf(struct buf *b, const char *text) {
    assert_string_equal(b->p, text);
    buf_done(b);
    *b = (struct buf){0};
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        int64_t milli;
        const char *text;
    } cases[] = {{0, "0"},
                 {1000, "1"},
                 {-1000, "-1"},
                 {1500, "1.5"},
                 {1, ".001"},
                 {-1, "-.001"},
                 {10, ".01"},
                 {-120, "-.12"},
                 {123456, "123.456"},
                 {100, ".1"},
                 {1001, "1.001"},
                 {-100050, "-100.05"},
                 {INT64_MAX, "9223372036854775.807"},
                 {INT64_MIN, "-9223372036854775.808"}};
    struct buf b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pdf_put_milli(&b, cases[i].milli);
        assert_buf(&b, cases[i].text);
    }
    for (int64_t v = -4321; v < 4321; v++) {
        pdf_put_milli(&b, v);
        assert_true(fabs(strtod(b.p, NULL) * 1000 - (double)v) < 1e-6);
        buf_done(&b);
        b = (struct buf){0};
    }
    pdf_put_integer(&b, INT64_MIN);
    assert_buf(&b, "-9223372036854775808");
    pdf_put_reference(&b, 12);
    assert_buf(&b, "12 0 R");
}

static void test_strings(void **state) {
    (void)state;
    struct buf b = {0};
    pdf_put_text(&b, STR("plain (text) with \\"));
    assert_buf(&b, "(plain \\(text\\) with \\\\)");
    pdf_put_text(&b, STR("é\xF0\x9F\x87\xB0"));
    assert_buf(&b, "<FEFF00E9D83CDDF0>");
    pdf_put_text(&b, STR("bad\xFF"));
    assert_buf(&b, "<FEFF006200610064FFFD>");
    pdf_put_text(&b, STR_NONE);
    assert_buf(&b, "()");
    pdf_put_bytes(&b, STR("\x01\xFF\n"));
    assert_buf(&b, "(\\001\\377\\012)");
    pdf_put_name(&b, STR("A B#/(é"));
    assert_buf(&b, "/A#20B#23#2F#28#C3#A9");
    pdf_put_uri(&b, STR("https://example.org/a b(c)?d=é&e=%41#f"));
    assert_buf(&b, "(https://example.org/a%20b\\(c\\)?d=%C3%A9&e=%41#f)");
    pdf_put_date(&b, &(struct frame_date){2026, 1, 2, 3, 4, 5});
    assert_buf(&b, "(D:20260102030405Z)");
}

/* Strings end where PDF/A ends them, at a whole character. */
static void test_long_strings(void **state) {
    (void)state;
    struct buf text = {0}, b = {0};
    for (int i = 0; i < 20000; i++)
        buf_add_c(&text, "\xF0\x9F\x87\xB0");
    pdf_put_text(&b, buf_str(&text));
    assert_true(b.n <= 2 * 32767 + 2);
    assert_int_equal((b.n - 6) % 8, 0);
    assert_true(str_ends(buf_str(&b), "DDF0>"));
    buf_clear(&b);
    buf_clear(&text);
    for (int i = 0; i < 40000; i++)
        buf_add_char(&text, 'x');
    pdf_put_text(&b, buf_str(&text));
    assert_int_equal(b.n, 32767 + 2);
    buf_done(&text);
    buf_done(&b);
}

/* Walks a tree in the saved file, counting entries; limits must be right at every node. */
struct tree_walk {
    struct str file;
    long last;
    size_t entries, nodes, deepest;
};

static struct str object_in(const struct tree_walk *w, long number) {
    char head[32];
    int n = snprintf(head, sizeof head, "\n%ld 0 obj\n", number);
    size_t at = str_find(w->file, (struct str){head, (size_t)n});
    assert_true(at != SIZE_MAX);
    struct str rest = str_slice(w->file, at, w->file.n);
    return str_slice(rest, 0, str_find(rest, STR("endobj")));
}

static void walk_tree(struct tree_walk *w, long number, size_t depth) {
    struct str object = object_in(w, number);
    size_t limits = str_find(object, STR("/Limits[")), kids = str_find(object, STR("/Kids["));
    size_t nums = str_find(object, STR("/Nums["));
    w->nodes++;
    w->deepest = depth > w->deepest ? depth : w->deepest;
    assert_int_equal(limits == SIZE_MAX, depth == 0);
    if (limits != SIZE_MAX) assert_int_equal(strtol(object.p + limits + 8, NULL, 10), w->last + 1);
    if (nums != SIZE_MAX) {
        char *at = (char *)(uintptr_t)object.p + nums + 6;
        for (; *at != ']'; w->entries++) {
            assert_int_equal(strtol(at, &at, 10), ++w->last);
            assert_int_equal(strtol(at, &at, 10), w->last * 2);
        }
    } else {
        assert_true(kids != SIZE_MAX);
        char *at = (char *)(uintptr_t)object.p + kids + 6;
        while (*at != ']') {
            walk_tree(w, strtol(at, &at, 10), depth + 1);
            at += strlen(" 0 R");
        }
    }
    if (limits == SIZE_MAX) return;
    const char *second = strchr(object.p + limits + 8, ' ');
    assert_int_equal(strtol(second, NULL, 10), w->last);
}

static void check_tree(size_t count, size_t depth) {
    struct arena a;
    struct diags ds;
    struct pdf_tree tree;
    struct buf out = {0};
    arena_init(&a);
    diags_init(&ds, &a);
    struct pdf_file *f = pdf_file_new(&a, &ds, false);
    pdf_tree_init(&tree, f, "Nums");
    for (size_t i = 0; i < count; i++)
        pdf_tree_add(&tree, str_printf(&a, "%zu", i), str_printf(&a, "%zu", 2 * i));
    uint32_t root = pdf_tree_finish(&tree);
    assert_int_equal(root == 0, count == 0);
    assert_true(pdf_file_save(f, &out));
    struct tree_walk walk = {.file = buf_str(&out), .last = -1};
    if (root) walk_tree(&walk, root, 0);
    assert_int_equal(walk.entries, count);
    assert_int_equal(walk.deepest, depth);
    pdf_file_free(f);
    buf_done(&out);
    arena_done(&a);
}

static void test_trees(void **state) {
    (void)state;
    check_tree(0, 0);
    check_tree(1, 1);
    check_tree(64, 1);
    check_tree(65, 1);
    check_tree(64 * 64, 1);
    check_tree(64 * 64 + 1, 2);
    check_tree(5000, 2);
}

/* Streams come back as they were given, compressed or not. */
static void check_streams(bool spare) {
    struct arena a;
    struct diags ds;
    struct buf out = {0};
    arena_init(&a);
    diags_init(&ds, &a);
    struct pdf_file *f = pdf_file_new(&a, &ds, spare);
    struct str bytes = STR("a stream\0of bytes >> endstream\n");
    pdf_object_set_stream(f, pdf_object_new(f), STR("/Kind/Plain"), bytes);
    /* would grow: stays plain */
    pdf_object_set_deflated(f, pdf_object_new(f), STR_NONE, STR("x"), PDF_QUICK);
    char *zeros = arena_alloc(&a, 10000);
    pdf_object_set_deflated(f, pdf_object_new(f), STR_NONE, (struct str){zeros, 10000}, PDF_QUICK);
    assert_true(pdf_file_save(f, &out));
    struct str file = buf_str(&out);
    assert_true(str_find(file, STR("/Kind/Plain/Length 31\n>>\nstream\na stream\0of")) != SIZE_MAX);
    assert_true(str_find(file, STR("/Length 1\n>>\nstream\nx\nendstream")) != SIZE_MAX);
    size_t at = str_find(file, STR("/Filter/FlateDecode\n/Length "));
    assert_true(at != SIZE_MAX);
    assert_true(strtol(file.p + at + 28, NULL, 10) < 50);
    assert_true(out.n < 2000);
    pdf_file_free(f);
    buf_done(&out);
    arena_done(&a);
}

static void test_streams(void **state) {
    (void)state;
    check_streams(false);
    check_streams(true);
}

/* Bytes that differ from job to job, some of them none, two of them many. */
static struct str make_bytes(void *closure) {
    static char many[64][400000];
    size_t i = *(size_t *)closure, n = i % 8 ? 50 * i : 0;
    if (i == 20 || i == 21) n = 400000;
    for (size_t at = 0; at < n; at++)
        many[i][at] = (char)(at * i / 7 % 11);
    return (struct str){many[i], n};
}

/* What comes of a job does not depend on who did it, nor on whether its bytes were given or made.
 */
static void test_press(void **state) {
    (void)state;
    static struct pdf_job jobs[2][64];
    struct pdf_press *presses[2];
    size_t numbers[64];
    for (int spare = 0; spare < 2; spare++) {
        presses[spare] = pdf_press_new(spare);
        pdf_press_settle(presses[spare]); /* of nothing */
        for (size_t i = 0; i < 64; i++) {
            struct pdf_job *job = &jobs[spare][i];
            numbers[i] = i;
            job->effort = i % 5 ? PDF_QUICK : PDF_THOROUGH;
            job->make = i % 2 == (size_t)spare ? NULL : make_bytes;
            job->closure = &numbers[i];
            if (!job->make) job->bytes = make_bytes(&numbers[i]);
            pdf_press_add(presses[spare], job);
            if (i == 40) pdf_press_settle(presses[spare]); /* more may come afterwards */
        }
    }
    pdf_press_settle(presses[1]);
    for (size_t i = 0; i < 64; i++) {
        const struct pdf_job *alone = &jobs[0][i], *helped = &jobs[1][i];
        size_t n = make_bytes(&numbers[i]).n;
        assert_true(alone->deflated ? alone->size < n : alone->size == n);
        assert_int_equal(alone->deflated, helped->deflated);
        assert_int_equal(alone->size, helped->size);
        assert_memory_equal(alone->result, helped->result, alone->size);
    }
    pdf_press_free(presses[0]);
    pdf_press_free(presses[1]);
}

static double fixed_at(const struct buf *b, size_t at) {
    int32_t v = 0;
    for (int i = 0; i < 4; i++)
        v = (int32_t)((uint32_t)v << 8 | (unsigned char)b->p[at + (size_t)i]);
    return v / 65536.0;
}

/* Colorants as anyone computes them who adapts sRGB to D50; the curve at its ends and middle. */
static void test_profile(void **state) {
    (void)state;
    static const double colorants[3][3] = {
        {0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}};
    struct buf b = {0};
    pdf_put_srgb_profile(&b);
    assert_int_equal((unsigned char)b.p[2] << 8 | (unsigned char)b.p[3], b.n);
    assert_memory_equal(b.p + 8, "\x02\x10\0\0mntrRGB XYZ ", 16);
    assert_memory_equal(b.p + 36, "acsp", 4);
    double sum[3] = {0};
    for (size_t tag = 0; tag < 9; tag++) {
        size_t entry = 132 + 12 * tag;
        size_t start = (size_t)(fixed_at(&b, entry + 4) * 65536);
        size_t size = (size_t)(fixed_at(&b, entry + 8) * 65536);
        assert_true(start % 4 == 0 && start + size <= b.n);
        if (memcmp(b.p + entry + 1, "XYZ", 3) == 0) {
            size_t colour = (size_t)(strchr("rgb", b.p[entry]) - "rgb");
            for (size_t i = 0; i < 3; i++) {
                double value = fixed_at(&b, start + 8 + 4 * i);
                assert_true(fabs(value - colorants[colour][i]) < 0.0006);
                sum[i] += value;
            }
        }
        if (memcmp(b.p + entry, "rTRC", 4) == 0) {
            const unsigned char *curve = (const unsigned char *)b.p + start + 12;
            assert_int_equal(size, 12 + 2 * 1024);
            assert_int_equal(curve[0] << 8 | curve[1], 0);
            assert_int_equal(curve[2046] << 8 | curve[2047], 65535);
            assert_true(abs((curve[1024] << 8 | curve[1025]) - 14060) < 40);
        }
    }
    assert_true(fabs(sum[0] - 0.9642) < 0.0002 && fabs(sum[1] - 1) < 0.0002);
    assert_true(fabs(sum[2] - 0.8249) < 0.0002);
    buf_done(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),      cmocka_unit_test(test_strings),
        cmocka_unit_test(test_long_strings), cmocka_unit_test(test_trees),
        cmocka_unit_test(test_streams),      cmocka_unit_test(test_press),
        cmocka_unit_test(test_profile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
