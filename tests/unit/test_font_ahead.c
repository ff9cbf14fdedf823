/* Words that were shaped ahead are those that shaping would have made. */
#include "font_sample.h"

#include <string.h>

static const char *const text_families[] = {"Vollkorn", NULL};
static const char *const no_families[] = {"No Such Family", NULL};

static const struct font_feature old_style[] = {{"onum", 1}, {"pnum", 1}};
static const struct font_feature lining[] = {{"lnum", 1}, {"pnum", 1}};

static struct font_shape_request request(uint32_t id, const char *text, const char *lang,
                                         const struct font_feature *features) {
    return (struct font_shape_request){.face = id,
                                       .text = str_of(text),
                                       .lang = str_of(lang),
                                       .script = "Latn",
                                       .features = features,
                                       .feature_count = 2};
}

static const struct font_face *find_face(struct font_ahead *a, const char *const *families) {
    struct font_request r = {.families = families, .weight = 400, .role = "test"};
    return font_ahead_face(a, &r);
}

static void assert_same(const struct font_glyph *a, size_t n, const struct font_glyph *b,
                        size_t m) {
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(a[i].id, b[i].id);
        assert_int_equal(a[i].advance, b[i].advance);
        assert_int_equal(a[i].x_offset, b[i].x_offset);
        assert_int_equal(a[i].y_offset, b[i].y_offset);
        assert_int_equal(a[i].cluster, b[i].cluster);
        assert_int_equal(a[i].unsafe_to_break, b[i].unsafe_to_break);
    }
}

static void a_word_is_found_as_it_would_be_made(void **state) {
    static const char *const words[] = {"office,", "1991", "‘Wäre’", "x\u0301y", "AV"};
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n, m, k;
        struct font_shape_request r = request(id, words[i], "en-GB", old_style);
        const struct font_glyph *made = font_shape(&n, f->set, &f->arena, &r);
        struct font_ahead *a = font_ahead_new(f->set, 10);
        font_ahead_shape(a, find_face(a, text_families), &r);
        const struct font_glyph *found = font_shape(&m, f->set, &f->arena, &r);
        assert_same(found, m, made, n);
        assert_ptr_equal(font_shape(&k, f->set, &f->arena, &r), found); /* not made anew */
        font_ahead_free(a, f->set);
        assert_ptr_not_equal(font_shape(&k, f->set, &f->arena, &r), found);
    }
}

/* Another language, feature, script, direction, context or face is another word. */
static void what_shaping_looks_at_tells_words_apart(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false), bold = face(f, text_families, 700, false);
    struct font_ahead *a = font_ahead_new(f->set, 10);
    struct font_shape_request r = request(id, "1991fi", "en-GB", old_style), other[7];
    font_ahead_shape(a, find_face(a, text_families), &r);
    size_t n;
    const struct font_glyph *found = font_shape(&n, f->set, &f->arena, &r);
    for (size_t i = 0; i < 7; i++)
        other[i] = r;
    other[0].lang = STR("tr");
    other[1].features = lining;
    other[2].script = "Cyrl";
    other[3].rtl = true;
    other[4].after = STR("x");
    other[5].face = bold;
    other[6].feature_count = 1;
    for (size_t i = 0; i < 7; i++)
        assert_ptr_not_equal(font_shape(&n, f->set, &f->arena, &other[i]), found);
    assert_ptr_equal(font_shape(&n, f->set, &f->arena, &r), found);
    font_ahead_free(a, f->set);
}

/* Of what the face lacks another face would set a part; a family that is not there has none. */
static void what_cannot_be_known_is_left(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false);
    struct font_ahead *a = font_ahead_new(f->set, 10);
    struct font_shape_request r = request(id, "a漢b", "en-GB", old_style);
    assert_null(find_face(a, no_families));
    font_ahead_shape(a, find_face(a, text_families), &r);
    size_t n;
    const struct font_glyph *one = font_shape(&n, f->set, &f->arena, &r);
    assert_ptr_not_equal(font_shape(&n, f->set, &f->arena, &r), one);
    assert_int_equal(f->diags.list.n, 0);
    font_ahead_free(a, f->set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_word_is_found_as_it_would_be_made, setup, teardown),
        cmocka_unit_test_setup_teardown(what_shaping_looks_at_tells_words_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_known_is_left, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
