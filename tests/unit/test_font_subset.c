/* A subset opened again by HarfBuzz must draw and measure each glyph as the original does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <hb-ot.h>

#include "base/buf.h"
#include "base/file.h"
#include "font/cff.h"
#include "font_sample.h"

static const char *const vollkorn[] = {"Vollkorn", NULL};
static const char *const inter[] = {"Inter", NULL};
static const char *const jetbrains[] = {"JetBrains Mono", NULL};

static int compare_ids(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The distinct glyphs of a text, ascending. */
static uint32_t *glyphs_of(size_t *count, struct fixture *f, uint32_t id, struct str text) {
    struct font_shape_request r = {.face = id, .text = text, .lang = STR("ru")};
    size_t n;
    const struct font_glyph *g = font_shape(&n, f->set, &f->arena, &r);
    uint32_t *ids = arena_new_array(&f->arena, n, uint32_t);
    for (size_t i = 0; i < n; i++)
        ids[i] = g[i].id;
    qsort(ids, n, sizeof *ids, compare_ids);
    *count = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || ids[i] != ids[i - 1]) ids[(*count)++] = ids[i];
    return ids;
}

/* --- outlines as text --- */

static void move_to(hb_draw_funcs_t *d, void *data, hb_draw_state_t *s, float x, float y, void *u) {
    (void)d, (void)s, (void)u;
    buf_printf(data, "M%g,%g ", (double)x, (double)y);
}

static void line_to(hb_draw_funcs_t *d, void *data, hb_draw_state_t *s, float x, float y, void *u) {
    (void)d, (void)s, (void)u;
    buf_printf(data, "L%g,%g ", (double)x, (double)y);
}

static void quadratic_to(hb_draw_funcs_t *d, void *data, hb_draw_state_t *s, float cx, float cy,
                         float x, float y, void *u) {
    (void)d, (void)s, (void)u;
    buf_printf(data, "Q%g,%g,%g,%g ", (double)cx, (double)cy, (double)x, (double)y);
}

static void cubic_to(hb_draw_funcs_t *d, void *data, hb_draw_state_t *s, float ax, float ay,
                     float bx, float by, float x, float y, void *u) {
    (void)d, (void)s, (void)u;
    buf_printf(data, "C%g,%g,%g,%g,%g,%g ", (double)ax, (double)ay, (double)bx, (double)by,
               (double)x, (double)y);
}

static void draw(struct buf *out, hb_font_t *font, uint32_t glyph) {
    hb_draw_funcs_t *d = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(d, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(d, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(d, quadratic_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(d, cubic_to, NULL, NULL);
    buf_clear(out);
    hb_font_get_glyph_shape(font, glyph, d, out);
    hb_draw_funcs_destroy(d);
}

/* --- a bare CFF table in an OpenType wrapper, so that HarfBuzz can read it --- */

static hb_blob_t *table_of(const unsigned char *p, unsigned n) {
    return hb_blob_create((const char *)p, n, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
}

static hb_face_t *wrap_cff(struct str cff, uint32_t count, unsigned upem) {
    unsigned char head[54] = {0, 1, 0, 0}, maxp[6] = {0, 0, 0x50, 0};
    head[12] = 0x5F, head[13] = 0x0F, head[14] = 0x3C, head[15] = 0xF5;
    head[18] = (unsigned char)(upem >> 8), head[19] = (unsigned char)upem;
    maxp[4] = (unsigned char)(count >> 8), maxp[5] = (unsigned char)count;
    hb_face_t *face = hb_face_builder_create();
    hb_blob_t *blobs[3] = {
        hb_blob_create(cff.p, (unsigned)cff.n, HB_MEMORY_MODE_READONLY, NULL, NULL),
        table_of(head, sizeof head), table_of(maxp, sizeof maxp)};
    static const char *const tags[3] = {"CFF ", "head", "maxp"};
    for (int i = 0; i < 3; i++) {
        hb_face_builder_add_table(face, hb_tag_from_string(tags[i], 4), blobs[i]);
        hb_blob_destroy(blobs[i]);
    }
    hb_blob_t *whole = hb_face_reference_blob(face);
    hb_face_destroy(face);
    face = hb_face_create(whole, 0);
    hb_blob_destroy(whole);
    return face;
}

static bool make(struct font_subset *s, struct fixture *f, uint32_t id, const uint32_t *ids,
                 size_t n) {
    if (!font_face_subset(s, f->set, &f->arena, id, ids, n)) return false;
    font_subset_make(s);
    return font_subset_made(s, f->set);
}

static hb_font_t *reopen(const struct font_subset *s, bool cff, unsigned upem) {
    hb_blob_t *blob =
        hb_blob_create(s->data.p, (unsigned)s->data.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *hb = cff ? wrap_cff(s->data, s->count, upem) : hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(hb);
    hb_face_destroy(hb);
    hb_blob_destroy(blob);
    return font;
}

static hb_font_t *open_file(const char *path) {
    hb_blob_t *blob = hb_blob_create_from_file(path);
    hb_face_t *hb = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(hb);
    hb_face_destroy(hb);
    hb_blob_destroy(blob);
    return font;
}

static const char sample[] = "Difficult affairs, Ångström & Čapek: 0123456789 – “AVATAR” "
                             "Кыргыз Республикасы ңөүһ Ελληνικά ﬁ ½ §";

static void check(struct fixture *f, uint32_t id, const char *path) {
    size_t n;
    uint32_t *ids = glyphs_of(&n, f, id, str_of(sample));
    struct font_subset s;
    assert_true(make(&s, f, id, ids, n));
    bool cff = font_face_descriptor(f->set, id).cff;
    int32_t upem = font_face_upem(f->set, id);
    hb_font_t *old = open_file(path), *new = reopen(&s, cff, (unsigned)upem);
    struct buf a = {0}, b = {0};
    size_t drawn = 0;
    assert_true(n > 60 && s.count >= n);
    for (size_t i = 0; i < n; i++) {
        assert_true(s.new_ids[i] < s.count);
        assert_int_equal(s.new_ids[i] == 0, ids[i] == 0);
        draw(&a, old, ids[i]);
        draw(&b, new, s.new_ids[i]);
        assert_string_equal(a.p ? a.p : "", b.p ? b.p : "");
        drawn += a.n > 0;
        int32_t advance = hb_font_get_glyph_h_advance(old, ids[i]);
        assert_true(s.widths[s.new_ids[i]] == advance * 1000.0 / upem);
        if (!cff) assert_int_equal(hb_font_get_glyph_h_advance(new, s.new_ids[i]), advance);
    }
    assert_true(drawn > 50);
    buf_done(&a);
    buf_done(&b);
    hb_font_destroy(old);
    hb_font_destroy(new);
    font_subset_done(&s);
}

static void truetype_is_the_same(void **state) {
    struct fixture *f = *state;
    check(f, face(f, vollkorn, 400, false),
          "/usr/share/fonts/truetype/vollkorn/"
          "Vollkorn-Regular.ttf");
    check(f, face(f, jetbrains, 400, false),
          "/usr/share/fonts/truetype/jetbrains-mono/"
          "JetBrainsMono-Regular.ttf");
}

static void cff_is_the_same(void **state) {
    struct fixture *f = *state;
    check(f, face(f, inter, 600, false), "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf");
}

static void subset_is_small_and_bare(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, vollkorn, 400, false);
    size_t n;
    uint32_t *ids = glyphs_of(&n, f, id, STR("Hamburgefons"));
    struct font_subset s;
    assert_true(make(&s, f, id, ids, n));
    assert_in_range(s.data.n, 500, 6000);
    static const char *const gone[] = {"GSUB", "GPOS", "fpgm", "prep", "cvt ", "cmap", "name"};
    static const char *const kept[] = {"glyf", "loca", "head", "hhea", "hmtx", "maxp"};
    struct str directory = str_slice(s.data, 0, 300);
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_true(str_find(directory, str_of(gone[i])) == SIZE_MAX);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_true(str_find(directory, str_of(kept[i])) != SIZE_MAX);
    font_subset_done(&s);
    id = face(f, inter, 400, false);
    ids = glyphs_of(&n, f, id, STR("Hamburgefons"));
    assert_true(make(&s, f, id, ids, n));
    assert_in_range(s.data.n, 500, 6000);
    assert_int_equal(s.data.p[0], 1); /* CFF's major version, not "OTTO" */
    font_subset_done(&s);
}

static void subset_is_the_same_each_time(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 2; i++) {
        uint32_t id = face(f, i ? inter : vollkorn, 400, false);
        size_t n;
        uint32_t *ids = glyphs_of(&n, f, id, str_of(sample));
        struct font_subset a, b;
        assert_true(make(&a, f, id, ids, n));
        assert_true(make(&b, f, id, ids, n));
        assert_true(str_eq(a.data, b.data));
        assert_memory_equal(a.new_ids, b.new_ids, n * sizeof *a.new_ids);
        font_subset_done(&a);
        font_subset_done(&b);
    }
}

static void nothing_asked_is_notdef_alone(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 2; i++) {
        struct font_subset s;
        uint32_t id = face(f, i ? inter : vollkorn, 400, false);
        assert_true(make(&s, f, id, NULL, 0));
        assert_int_equal(s.count, 1);
        font_subset_done(&s);
    }
}

/* A CFF table made by hand: header, Name INDEX, Top DICT INDEX, then a charset. */
static size_t make_cff(unsigned char *p, bool cid, const unsigned char *charset, size_t n) {
    static const unsigned char ros[] = {0x8B, 0x8C, 0x8B, 12, 30};
    size_t at = 0, dict = cid ? 9 : 4;
    const unsigned char front[] = {1, 0, 4, 1, 0, 1, 1, 1, 2, 'F', 0, 1, 1, 1};
    memcpy(p, front, sizeof front);
    at = sizeof front;
    p[at++] = (unsigned char)(1 + dict);
    if (cid) memcpy(p + at, ros, sizeof ros), at += sizeof ros;
    p[at++] = 28;
    p[at++] = 0;
    p[at] = (unsigned char)(at + 2);
    at++;
    p[at++] = 15;
    memcpy(p + at, charset, n);
    return at + n;
}

static void cids_become_glyph_ids(void **state) {
    (void)state;
    unsigned char p[64];
    const unsigned char list[] = {0, 0x12, 0x34, 0x20, 0x00, 0x30, 0x01};
    size_t n = make_cff(p, true, list, sizeof list);
    assert_true(cff_make_identity(p, n, 4));
    const unsigned char list_after[] = {0, 0, 1, 0, 2, 0, 3};
    assert_memory_equal(p + n - sizeof list, list_after, sizeof list);

    const unsigned char ranges[] = {2, 0x12, 0x34, 0x00, 0x02, 0x30, 0x00, 0x00, 0x04};
    n = make_cff(p, true, ranges, sizeof ranges);
    assert_true(cff_make_identity(p, n, 9));
    const unsigned char ranges_after[] = {2, 0, 1, 0, 7};
    assert_memory_equal(p + n - sizeof ranges, ranges_after, sizeof ranges_after);

    n = make_cff(p, false, list, sizeof list);
    assert_true(cff_make_identity(p, n, 4));
    assert_memory_equal(p + n - sizeof list, list, sizeof list);
}

static void cut_cff_is_refused(void **state) {
    (void)state;
    unsigned char p[64], q[64];
    const unsigned char list[] = {0, 0x12, 0x34, 0x20, 0x00, 0x30, 0x01};
    size_t n = make_cff(p, true, list, sizeof list);
    for (size_t i = 0; i < n; i++) {
        memcpy(q, p, n);
        unsigned char *exact = malloc(i + 1); /* so that the sanitizer sees a read past the end */
        memcpy(exact, q, i);
        assert_false(cff_make_identity(exact, i, 4));
        free(exact);
    }
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(truetype_is_the_same),
        T(cff_is_the_same),
        T(subset_is_small_and_bare),
        T(subset_is_the_same_each_time),
        T(nothing_asked_is_notdef_alone),
        cmocka_unit_test(cids_become_glyph_ids),
        cmocka_unit_test(cut_cff_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
