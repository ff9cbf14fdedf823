/* Faces, metrics, coverage, shaping: each answer beside HarfBuzz asked directly, or a value read
 * from the font files themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <hb-ot.h>

#include "base/file.h"
#include "font_sample.h"
#include "font/script.h"

#define VOLLKORN "/usr/share/fonts/truetype/vollkorn/Vollkorn-Regular.ttf"
#define INTER    "/usr/share/fonts/opentype/inter/Inter-Regular.otf"

static const char *const text_families[] = {"Vollkorn", NULL};
static const char *const sans_families[] = {"Inter", NULL};
static const char *const mono_families[] = {"JetBrains Mono", "Noto Sans Mono", NULL};

static hb_font_t *open_directly(const char *path) {
    hb_blob_t *blob = hb_blob_create_from_file(path);
    hb_face_t *hb = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(hb);
    hb_face_destroy(hb);
    hb_blob_destroy(blob);
    return font;
}

static const struct font_glyph *shape(size_t *n, struct fixture *f, uint32_t id, const char *text,
                                const char *lang, const char *features) {
    struct font_feature list[8];
    size_t count = 0;
    for (const char *p = features; p && *p; p += 4 + (p[4] == ' '), count++) {
        memcpy(list[count].tag, p, 4);
        list[count].value = 1;
    }
    struct font_shape_request r = {.face = id,
                                   .text = str_of(text),
                                   .lang = str_of(lang),
                                   .features = list,
                                   .feature_count = count};
    return font_shape(n, f->set, &f->arena, &r);
}

static int32_t width(const struct font_glyph *g, size_t n) {
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += g[i].advance;
    return sum;
}

static void names_are_found(void **state) {
    struct fixture *f = *state;
    assert_int_equal(face(f, text_families, 400, false), 0);
    assert_int_equal(face(f, text_families, 400, true), 1);
    assert_int_equal(face(f, text_families, 700, false), 2);
    assert_int_equal(face(f, sans_families, 600, false), 3);
    assert_int_equal(face(f, mono_families, 400, false), 4);
    assert_int_equal(face(f, text_families, 400, false), 0);
    assert_int_equal(font_set_count(f->set), 5);
    static const char *const names[] = {"Vollkorn-Regular", "Vollkorn-Italic", "Vollkorn-Bold",
                                        "Inter-SemiBold", "JetBrainsMono-Regular"};
    for (uint32_t i = 0; i < 5; i++)
        assert_true(str_is(font_face_name(f->set, i), names[i]));
    assert_int_equal(f->diags.list.n, 0);
}

static void nearest_weight_is_taken(void **state) {
    struct fixture *f = *state;
    uint32_t light = face(f, text_families, 300, false);
    assert_true(str_is(font_face_name(f->set, light), "Vollkorn-Regular"));
    uint32_t heavy = face(f, text_families, 950, true);
    assert_true(str_is(font_face_name(f->set, heavy), "Vollkorn-BlackItalic"));
    uint32_t other = face(f, sans_families, 450, false);
    assert_true(str_is(font_face_name(f->set, other), "Inter-Medium"));
}

static void missing_family_names_the_package(void **state) {
    struct fixture *f = *state;
    static const char *const families[] = {"No Such Family", "Nor This", NULL};
    static const char *const packages[] = {"fonts-nosuch", NULL};
    struct font_request r = {
        .families = families, .packages = packages, .weight = 400, .role = "text"};
    assert_int_equal(font_set_face(f->set, &r), FONT_NONE);
    assert_int_equal(font_set_face(f->set, &r), FONT_NONE);
    assert_int_equal(f->diags.list.n, 1);
    assert_int_equal(f->diags.list.v[0].code, DIAG_FONT_MISSING);
    assert_true(str_find(f->diags.list.v[0].message, STR("Nor This")) != SIZE_MAX);
    assert_true(str_find(f->diags.list.v[0].hint, STR("fonts-nosuch")) != SIZE_MAX);
}

static void second_family_stands_in(void **state) {
    struct fixture *f = *state;
    static const char *const families[] = {"No Such Family", "DejaVu Serif", NULL};
    uint32_t id = face(f, families, 400, false);
    assert_int_not_equal(id, FONT_NONE);
    assert_true(str_is(font_face_name(f->set, id), "DejaVuSerif"));
    assert_int_equal(f->diags.list.n, 0);
}

static void metrics_are_the_files(void **state) {
    struct fixture *f = *state;
    static const struct {
        const char *const *families;
        const char *path;
    } faces[] = {{text_families, VOLLKORN}, {sans_families, INTER}};
    for (size_t i = 0; i < 2; i++) {
        uint32_t id = face(f, faces[i].families, 400, false);
        hb_font_t *font = open_directly(faces[i].path);
        int upem = (int)hb_face_get_upem(hb_font_get_face(font));
        struct font_metrics m = font_face_metrics(f->set, id, (sp)upem * 1000);
        hb_position_t cap, x, rise;
        assert_true(hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap));
        assert_true(hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_X_HEIGHT, &x));
        assert_true(
            hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_SUPERSCRIPT_EM_Y_OFFSET, &rise));
        assert_int_equal(font_face_upem(f->set, id), upem);
        assert_int_equal(m.cap_height, cap * 1000);
        assert_int_equal(m.x_height, x * 1000);
        assert_int_equal(m.superior_rise, rise * 1000);
        assert_true(m.ascent > m.cap_height && m.cap_height > m.x_height && m.descent > 0);
        assert_true(m.underline_position > 0 && m.strikeout_position > 0);
        assert_true(m.superior_size > 0 && m.superior_size < (sp)upem * 1000);
        hb_codepoint_t space;
        assert_true(hb_font_get_nominal_glyph(font, ' ', &space));
        assert_int_equal(m.space, hb_font_get_glyph_h_advance(font, space) * 1000);
        hb_font_destroy(font);
    }
}

static void shaping_is_harfbuzz(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false);
    size_t n;
    const struct font_glyph *g = shape(&n, f, id, "Handel", "en-GB", NULL);
    hb_font_t *font = open_directly(VOLLKORN);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++) {
        hb_codepoint_t glyph;
        char name[2] = {"Handel"[i], 0};
        assert_true(hb_font_get_glyph_from_name(font, name, 1, &glyph));
        assert_int_equal(g[i].id, glyph);
        assert_int_equal(g[i].cluster, i);
    }
    hb_font_destroy(font);
}

static void pairs_are_kerned(void **state) {
    struct fixture *f = *state;
    for (int i = 0; i < 2; i++) {
        uint32_t id = face(f, i ? sans_families : text_families, 400, false);
        size_t n, na, nv;
        const struct font_glyph *av = shape(&n, f, id, "AV", "en", NULL);
        const struct font_glyph *a = shape(&na, f, id, "A", "en", NULL);
        const struct font_glyph *v = shape(&nv, f, id, "V", "en", NULL);
        assert_int_equal(n, 2);
        assert_true(width(av, n) < width(a, na) + width(v, nv));
        assert_true(av[1].unsafe_to_break);
    }
}

static void ligatures_keep_clusters(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false);
    size_t n;
    const struct font_glyph *g = shape(&n, f, id, "afib", "en", NULL);
    assert_int_equal(n, 3);
    assert_int_equal(g[0].cluster, 0);
    assert_int_equal(g[1].cluster, 1);
    assert_int_equal(g[2].cluster, 3);
}

static void marks_keep_their_own_cluster(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false);
    size_t n;
    const struct font_glyph *g = shape(&n, f, id, "x\u0301y", "en", NULL);
    assert_int_equal(n, 3);
    assert_int_equal(g[0].cluster, 0);
    assert_int_equal(g[1].cluster, 1);
    assert_int_equal(g[2].cluster, 3);
}

static void ignorables_leave_no_glyph(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false);
    size_t n;
    const struct font_glyph *g = shape(&n, f, id, "a\u200Cb\u00ADc", "en", NULL);
    assert_int_equal(n, 3);
    assert_int_equal(g[1].cluster, 4);
    assert_int_equal(g[2].cluster, 7);
}

static void small_caps_are_where_they_are(void **state) {
    struct fixture *f = *state;
    uint32_t roman = face(f, text_families, 400, false), italic = face(f, text_families, 400, true);
    assert_true(font_face_has_feature(f->set, roman, "smcp"));
    assert_false(font_face_has_feature(f->set, italic, "smcp"));
    assert_true(font_face_has_feature(f->set, roman, "onum"));
    assert_true(font_face_has_feature(f->set, roman, "kern"));
    assert_false(font_face_has_feature(f->set, roman, "zzzz"));
    size_t n, m;
    const struct font_glyph *plain = shape(&n, f, roman, "nato", "en", NULL);
    const struct font_glyph *small = shape(&m, f, roman, "nato", "en", "smcp");
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++)
        assert_int_not_equal(plain[i].id, small[i].id);
}

static void language_chooses_forms(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, true);
    size_t n, m;
    const struct font_glyph *ru = shape(&n, f, id, "бгд", "ru", NULL);
    const struct font_glyph *sr = shape(&m, f, id, "бгд", "sr", NULL);
    assert_int_equal(n, 3);
    assert_int_equal(m, 3);
    bool differ = false;
    for (size_t i = 0; i < n; i++)
        differ = differ || ru[i].id != sr[i].id;
    assert_true(differ);
}

static void kyrgyz_is_covered(void **state) {
    struct fixture *f = *state;
    static const uint32_t letters[] = {0x4A2, 0x4A3, 0x4E8, 0x4E9, 0x4AE, 0x4AF, 0x451, 0x2013};
    for (int i = 0; i < 3; i++) {
        uint32_t id = face(f, i == 2 ? sans_families : text_families, 400, i == 1);
        for (size_t j = 0; j < sizeof letters / sizeof *letters; j++)
            assert_true(font_face_covers(f->set, id, letters[j]));
        assert_true(font_face_covers(f->set, id, 0x200D));
        assert_true(font_face_covers(f->set, id, 0x202F));
        assert_true(font_face_covers(f->set, id, 0x2011));
        assert_false(font_face_covers(f->set, id, 0x4E2D));
        assert_false(font_face_covers(f->set, id, 0x10FFFF));
    }
}

static void fallback_has_the_character(void **state) {
    struct fixture *f = *state;
    uint32_t text = face(f, text_families, 400, false);
    assert_int_equal(font_set_fallback(f->set, text, 'a', STR("en")), text);
    assert_int_equal(font_set_count(f->set), 1);
    static const uint32_t missing[] = {0x0531, 0x10D0, 0x0634, 0x2708};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        uint32_t id = font_set_fallback(f->set, text, missing[i], STR("en"));
        assert_int_not_equal(id, FONT_NONE);
        assert_int_not_equal(id, text);
        assert_true(font_face_covers(f->set, id, missing[i]));
        assert_int_equal(font_set_fallback(f->set, text, missing[i], STR("en")), id);
    }
    assert_int_equal(font_set_fallback(f->set, text, 0x10FFFF, STR("en")), FONT_NONE);
    assert_int_equal(font_set_fallback(f->set, FONT_NONE, 'a', STR("en")), FONT_NONE);
    assert_int_equal(f->diags.list.n, 0);
}

static void fallback_among_roles_keeps_the_style(void **state) {
    struct fixture *f = *state;
    static const char *const *const roles[] = {text_families, sans_families};
    font_set_use_roles(f->set, roles, 2);
    uint32_t text = face(f, text_families, 400, false);
    face(f, sans_families, 700, false);
    static const uint32_t arrow = 0x21B5; /* in Inter, not in Vollkorn */
    assert_false(font_face_covers(f->set, text, arrow));
    uint32_t id = font_set_fallback(f->set, text, arrow, STR("en"));
    assert_true(str_is(font_face_name(f->set, id), "Inter-Regular"));
}

/* Whatever was set before, the same face stands in. */
static void fallback_does_not_depend_on_the_set(void **state) {
    struct fixture *f = *state;
    static const char *const *const roles[] = {text_families, sans_families};
    struct font_set *other = font_set_new(f->library, &f->arena, &f->diags);
    font_set_use_roles(f->set, roles, 2);
    font_set_use_roles(other, roles, 2);
    uint32_t text = face(f, text_families, 400, false);
    face(f, mono_families, 400, false);
    struct font_request request = {.families = text_families, .weight = 400, .role = "text"};
    uint32_t alone = font_set_face(other, &request);
    static const uint32_t missing[] = {0x21B5, 0x2500, 0x2318, 0x2713};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        uint32_t a = font_set_fallback(f->set, text, missing[i], STR("en"));
        uint32_t b = font_set_fallback(other, alone, missing[i], STR("en"));
        assert_true(str_eq(font_face_path(f->set, a), font_face_path(other, b)));
    }
    font_set_free(other);
}

static void fallback_families_are_asked_by_script(void **state) {
    struct fixture *f = *state;
    static const struct font_fallback list[] = {{"No Such Family", "Armn", "fonts-a"},
                                                {"DejaVu Sans Mono", "Armn", NULL},
                                                {"DejaVu Serif", "Geor", "fonts-g"},
                                                {"DejaVu Sans", NULL, "fonts-d"}};
    font_set_use_fallbacks(f->set, list, sizeof list / sizeof *list);
    uint32_t text = face(f, text_families, 700, false);
    uint32_t id = font_set_fallback(f->set, text, 0x10D0, STR("ka"));
    assert_true(str_is(font_face_name(f->set, id), "DejaVuSerif-Bold"));
    id = font_set_fallback(f->set, text, 0x2708, STR("en"));
    assert_true(str_is(font_face_name(f->set, id), "DejaVuSans-Bold"));
    assert_string_equal(font_set_package(f->set, 0x10D0, STR("en")), "fonts-g");
    assert_string_equal(font_set_package(f->set, 0x531, STR("en")), "fonts-a");
    assert_null(font_set_package(f->set, 0x915, STR("en")));
}

static void scripts_choose_families(void **state) {
    (void)state;
    assert_true(script_serves(NULL, 'a', STR("en")));
    assert_true(script_serves("Armn", 0x531, STR("en")));
    assert_false(script_serves("Geor", 0x531, STR("ka")));
    assert_true(script_serves("Jpan", 0x4E2D, STR("ja")));
    assert_false(script_serves("Hans", 0x4E2D, STR("ja-JP")));
    assert_true(script_serves("Hans", 0x4E2D, STR("en")));
    assert_true(script_serves("Hant", 0x4E2D, STR("zh-TW")));
    assert_true(script_serves("Kore", 0xAC00, STR("en")));
    assert_true(script_serves("Jpan", 0x3042, STR("en")));
    assert_true(script_serves("Hans", 0x3002, STR("zh-CN")));
    assert_false(script_serves("Hans", 0x3002, STR("en")));
    assert_true(script_serves("Arab", 0x60C, STR("fa")));
    assert_false(script_serves("x", 'a', STR("en")));
}

static void context_reaches_across(void **state) {
    struct fixture *f = *state;
    static const char *const families[] = {"DejaVu Sans", NULL, "fonts-d"};
    uint32_t id = face(f, families, 400, false);
    struct font_shape_request r = {
        .face = id, .text = STR("ب"), .lang = STR("ar"), .script = "Arab", .rtl = true};
    size_t n;
    const struct font_glyph *alone = font_shape(&n, f->set, &f->arena, &r);
    assert_int_equal(n, 1);
    r.before = STR("ب");
    const struct font_glyph *last = font_shape(&n, f->set, &f->arena, &r);
    r.before = STR_NONE;
    r.after = STR("ب");
    const struct font_glyph *first = font_shape(&n, f->set, &f->arena, &r);
    assert_int_equal(n, 1);
    assert_int_not_equal(alone[0].id, last[0].id);
    assert_int_not_equal(alone[0].id, first[0].id);
    assert_int_not_equal(first[0].id, last[0].id);
}

static void extents_are_the_outlines(void **state) {
    struct fixture *f = *state;
    uint32_t id = face(f, text_families, 400, false);
    struct font_metrics m = font_face_metrics(f->set, id, font_face_upem(f->set, id));
    size_t n;
    const struct font_glyph *g = shape(&n, f, id, "H ", "en", NULL);
    int32_t x0, y0, x1, y1;
    assert_true(font_glyph_extents(&x0, &y0, &x1, &y1, f->set, id, g[0].id));
    assert_true(y0 >= -10 && y0 <= 0);
    assert_in_range(y1, m.cap_height - 10, m.cap_height + 10);
    assert_true(x0 >= 0 && x0 < x1 && x1 <= g[0].advance);
    assert_false(font_glyph_extents(&x0, &y0, &x1, &y1, f->set, id, g[1].id));
}

static void descriptors_are_true(void **state) {
    struct fixture *f = *state;
    struct font_descriptor d = font_face_descriptor(f->set, face(f, text_families, 400, true));
    assert_true(str_is(d.ps_name, "Vollkorn-Italic"));
    assert_true(d.italic && d.serif && !d.cff && !d.fixed_pitch);
    assert_true(d.italic_angle < 0);
    d = font_face_descriptor(f->set, face(f, sans_families, 600, false));
    assert_true(str_is(d.family, "Inter"));
    assert_true(!d.italic && !d.serif && d.cff && !d.fixed_pitch);
    assert_int_equal(d.weight, 600);
    assert_true(d.descent < 0 && d.ascent > d.cap_height && d.cap_height > d.x_height);
    assert_true(d.box[0] < 0 && d.box[1] < 0 && d.box[2] > 500 && d.box[3] > 500);
    d = font_face_descriptor(f->set, face(f, mono_families, 400, false));
    assert_true(d.fixed_pitch);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(names_are_found),
        T(nearest_weight_is_taken),
        T(missing_family_names_the_package),
        T(second_family_stands_in),
        T(metrics_are_the_files),
        T(shaping_is_harfbuzz),
        T(pairs_are_kerned),
        T(ligatures_keep_clusters),
        T(marks_keep_their_own_cluster),
        T(ignorables_leave_no_glyph),
        T(small_caps_are_where_they_are),
        T(language_chooses_forms),
        T(kyrgyz_is_covered),
        T(fallback_has_the_character),
        T(fallback_among_roles_keeps_the_style),
        T(fallback_does_not_depend_on_the_set),
        T(fallback_families_are_asked_by_script),
        cmocka_unit_test(scripts_choose_families),
        T(context_reaches_across),
        T(extents_are_the_outlines),
        T(descriptors_are_true),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
