/* Content streams, read back by an interpreter of their text operators: every glyph must stand
 * where its frame says, to a hundredth of a point, however long the line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <math.h>
#include "base/buf.h"
#include "font/font.h"
#include "frame/frame.h"
#include "image/image.h"
#include "pdf/content.h"
#include "pdf/pages.h"
#include "pdf/pdf.h"
#include "pdf_sample.h"

/* A glyph as a reader of the PDF places it. */
struct shown {
    unsigned code;
    double x, y, size, scale;
    int mark;      /* MCID; -1 in an artifact */
    bool replaced; /* within /ActualText */
};

struct graphics {
    double size, scale, rise;
    unsigned face;
};

struct reader {
    const struct pdf_fonts *fonts;
    const char *p;
    double stack[16];
    size_t depth;
    double x, y, line_x, line_y, size, scale, rise;
    unsigned face;
    struct graphics saved;
    int mark, open_marks;
    bool in_text, replaced;
    struct shown *shown;
    size_t count, cap;
};

/* In thousandths of the em. */
static double advance_of(const struct pdf_face *face, unsigned code) {
    for (size_t i = 0; i < face->uses.n; i++)
        if (face->uses.v[i].code == code) return face->uses.v[i].advance;
    fail_msg("code %u is no use's", code);
    return 0;
}

static void show(struct reader *r, unsigned code) {
    if (r->count == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 256;
        r->shown = realloc(r->shown, r->cap * sizeof *r->shown);
        assert_non_null(r->shown);
    }
    r->shown[r->count++] =
        (struct shown){code, r->x, r->y + r->rise, r->size, r->scale, r->mark, r->replaced};
    r->x += advance_of(&r->fonts->faces[r->face], code) / 1000 * r->size * r->scale;
}

static unsigned read_byte(struct reader *r) {
    unsigned c = (unsigned char)*r->p++;
    if (c != '\\') return c;
    c = (unsigned char)*r->p++;
    return c == 'r' ? '\r' : c;
}

static void read_array(struct reader *r) {
    if (!r->in_text) { /* dashes */
        r->p = strchr(r->p, ']') + 1;
        return;
    }
    for (r->p++; *r->p != ']';) {
        if (*r->p == '(') {
            r->p++;
            while (*r->p != ')') {
                unsigned high = read_byte(r);
                show(r, high << 8 | read_byte(r));
            }
            r->p++;
        } else {
            char *end;
            r->x -= strtod(r->p, &end) / 1000 * r->size * r->scale;
            assert_ptr_not_equal(end, r->p);
            r->p = end;
        }
    }
    r->p++;
}

/* Marks do not nest. */
static void begin_mark(struct reader *r, const char *properties) {
    const char *id = strstr(properties, "/MCID ");
    assert_true(++r->open_marks <= (r->mark < 0 ? 2 : 1)); /* an artifact may hold one */
    assert_false(r->in_text);
    r->mark = id ? (int)strtol(id + 6, NULL, 10) : -1;
    r->replaced = strstr(properties, "/ActualText") != NULL;
}

static void end_mark(struct reader *r) {
    assert_true(r->open_marks > 0);
    assert_false(r->in_text);
    r->open_marks--;
    r->replaced = false;
}

static void operate(struct reader *r, const char *op) {
    if (strcmp(op, "BT") == 0) {
        assert_false(r->in_text);
        r->in_text = true;
        r->x = r->y = r->line_x = r->line_y = 0;
    } else if (strcmp(op, "ET") == 0) {
        assert_true(r->in_text);
        r->in_text = false;
    } else if (strcmp(op, "Td") == 0) {
        r->x = r->line_x += r->stack[0];
        r->y = r->line_y += r->stack[1];
    } else if (strcmp(op, "Tf") == 0) {
        r->size = r->stack[0];
    } else if (strcmp(op, "Tz") == 0) {
        r->scale = r->stack[0] / 100;
    } else if (strcmp(op, "Ts") == 0) {
        r->rise = r->stack[0];
    } else if (strcmp(op, "q") == 0) {
        r->saved = (struct graphics){r->size, r->scale, r->rise, r->face};
    } else if (strcmp(op, "Q") == 0) {
        r->size = r->saved.size;
        r->scale = r->saved.scale;
        r->rise = r->saved.rise;
        r->face = r->saved.face;
    } else if (strcmp(op, "EMC") == 0) {
        end_mark(r);
    }
    r->depth = 0;
}

static void interpret(struct reader *r) {
    while (*r->p) {
        if (isspace((unsigned char)*r->p)) {
            r->p++;
        } else if (*r->p == '[') {
            read_array(r);
        } else if (*r->p == '/') {
            const char *line = strchr(r->p, '\n');
            if (r->p[1] == 'F' && isdigit((unsigned char)r->p[2])) {
                r->face = (unsigned)strtoul(r->p + 2, (char **)(uintptr_t)&r->p, 10);
                continue;
            }
            char properties[4096];
            assert_non_null(line);
            assert_true((size_t)(line - r->p) < sizeof properties);
            memcpy(properties, r->p, (size_t)(line - r->p));
            properties[line - r->p] = '\0';
            if (strstr(properties, "BDC")) begin_mark(r, properties);
            r->p = line;
        } else if (isalpha((unsigned char)*r->p) || *r->p == '*') {
            char op[8] = {0};
            for (size_t i = 0; i < 7 && isalpha((unsigned char)*r->p); i++)
                op[i] = *r->p++;
            operate(r, op);
        } else {
            char *end;
            double value = strtod(r->p, &end);
            assert_ptr_not_equal(end, r->p);
            assert_true(r->depth < 16);
            r->stack[r->depth++] = value;
            r->p = end;
        }
    }
    assert_int_equal(r->open_marks, 0);
    assert_false(r->in_text);
}

/* The parts that pdf_put_content needs, made as pdf.c makes them. */
struct fixture {
    struct sample s;
    struct arena arena;
    struct pdf_file *file;
    struct pdf_pages pages;
    struct pdf_fonts fonts;
    struct pdf_structure structure;
    struct buf content;
    struct reader reader;
};

static void fixture_init(struct fixture *f) {
    memset(f, 0, sizeof *f);
    sample_init(&f->s);
    arena_init(&f->arena);
    f->file = pdf_file_new(&f->arena, &f->s.ds, false);
    assert_non_null(f->file);
    sample_page(&f->s);
}

static void fixture_read(struct fixture *f) {
    pdf_fonts_learn(&f->fonts, f->file, f->s.d, f->s.fonts);
    assert_true(pdf_fonts_begin(&f->fonts, f->file, f->s.fonts));
    pdf_pages_init(&f->pages, f->file, f->s.d->pages.n);
    pdf_structure_init(&f->structure, f->file, f->s.d, f->pages.objects);
    struct pdf_content_context context = {f->s.d, &f->fonts, &f->s.images, &f->structure};
    pdf_put_content(&f->content, &context, 0);
    f->reader = (struct reader){.fonts = &f->fonts, .p = f->content.p, .scale = 1, .mark = -1};
    interpret(&f->reader);
}

static void fixture_done(struct fixture *f) {
    free(f->reader.shown);
    buf_done(&f->content);
    pdf_file_free(f->file);
    pdf_fonts_done(&f->fonts);
    arena_done(&f->arena);
    sample_done(&f->s);
}

/* Codes have bytes of zero, so strstr would stop early. */
static bool holds(const struct fixture *f, const char *text) {
    return str_find(buf_str(&f->content), str_of(text)) != SIZE_MAX;
}

static void check_glyph(const struct fixture *f, const struct shown *shown,
                        const struct frame_run *run, uint32_t i, sp along) {
    const struct frame_glyph *glyph = &run->word->glyphs[i];
    const struct pdf_face *face = &f->fonts.faces[run->word->face];
    const uint32_t *uses = pdf_fonts_find_uses(&f->fonts, run);
    double scale = (1000 + run->expansion) / 1000.0;
    const struct pdf_use *use = &face->uses.v[uses[i] & ~PDF_USE_SPAN];
    assert_int_equal(use->glyph, glyph->id);
    assert_int_equal(shown->code, use->code);
    double x = sp_to_pt(run->x) + sp_to_pt(along + glyph->x_offset) * scale;
    double y = 841.89 - sp_to_pt(run->y) + sp_to_pt(glyph->y_offset);
    if (fabs(shown->x - x) >= 0.01 || fabs(shown->y - y) >= 0.01)
        fail_msg("glyph %u at %f,%f, not %f,%f", glyph->id, shown->x, shown->y, x, y);
    assert_true(fabs(shown->size - sp_to_pt(run->word->size)) < 0.001);
    assert_true(fabs(shown->scale - scale) < 1e-9);
}

/* All glyphs of a run in the order of the text, and a space where one is due. */
static void check_run(const struct fixture *f, const struct frame_run *run, size_t *at) {
    const struct frame_word *word = run->word;
    const struct pdf_face *face = &f->fonts.faces[word->face];
    sp along = 0;
    assert_true(*at + word->glyph_count <= f->reader.count);
    for (uint32_t g = 0; g < word->glyph_count; g++) {
        uint32_t order = word->rtl ? word->glyph_count - 1 - g : g;
        check_glyph(f, &f->reader.shown[*at + order], run, g, along);
        along += word->glyphs[g].advance;
    }
    *at += word->glyph_count;
    if (!(run->flags & FRAME_SPACE_AFTER)) return;
    assert_true(*at < f->reader.count);
    assert_int_equal(f->reader.shown[(*at)++].code, face->uses.v[face->space - 1].code);
}

static void check_places(const struct fixture *f) {
    size_t at = 0;
    const struct frame_page *page = &f->s.d->pages.v[0];
    for (size_t i = 0; i < page->items.n; i++)
        if (page->items.v[i].kind == FRAME_RUN) check_run(f, &page->items.v[i].u.run, &at);
    assert_int_equal(at, f->reader.count);
}

/* What a shown code reads as. */
static struct str text_of(const struct fixture *f, uint32_t face, size_t at) {
    const struct pdf_face *used = &f->fonts.faces[face];
    for (size_t i = 0; i < used->uses.n; i++)
        if (used->uses.v[i].code == f->reader.shown[at].code) return used->uses.v[i].text;
    return STR_NONE;
}

static const char prose[] = "AVATAR Tokyo, Wolga “Type” office fjord 1,234.5 VAT To. ff fi (a\\b) "
                            "Договор ГУТТА Ünïcödé Yes, We. P.T.O. ";

static void test_places_by_size_and_expansion(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    uint32_t p = frame_add_node(f.s.d, 0, FRAME_ROLE_PARAGRAPH);
    for (int i = 0; i < 40; i++) {
        struct sample_style style = {.face = i % 2 ? f.s.sans : f.s.serif,
                                     .size = SP(6) + i * i * SP(0.1) + 7 * i,
                                     .expansion = i - 20,
                                     .stretch = i * 1237};
        sample_text(&f.s, p, &style, SP(62) + i * 331, SP(40) + i * SP(19) + i * 77, prose);
    }
    fixture_read(&f);
    check_places(&f);
    fixture_done(&f);
}

static void test_places_over_a_very_long_line(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    uint32_t p = frame_add_node(f.s.d, 0, FRAME_ROLE_PARAGRAPH);
    struct sample_style style = {
        .face = f.s.serif, .size = SP(10.95), .expansion = 7, .stretch = 3};
    sp x = SP(62);
    for (int i = 0; i < 200; i++)
        x = sample_text(&f.s, p, &style, x, SP(100), prose);
    fixture_read(&f);
    check_places(&f);
    assert_true(f.reader.count > 20000);
    fixture_done(&f);
}

/* Offsets, as accents and raised figures have them. */
static void test_places_with_offsets(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    uint32_t p = frame_add_node(f.s.d, 0, FRAME_ROLE_PARAGRAPH);
    struct sample_style style = {.face = f.s.serif, .size = SP(11)};
    struct frame_word *word = sample_word(&f.s, &style, STR("offset"));
    struct frame_glyph *glyphs = arena_new_array(&f.s.arena, word->glyph_count, struct frame_glyph);
    memcpy(glyphs, word->glyphs, word->glyph_count * sizeof *glyphs);
    for (uint32_t i = 0; i < word->glyph_count; i++) {
        glyphs[i].x_offset = (int32_t)(i % 3) * 4000 - 4000;
        glyphs[i].y_offset = (int32_t)(i % 2) * 70000 - 35000;
    }
    word->glyphs = glyphs;
    sample_run(&f.s, p, &style, word, SP(62), SP(100))->flags = FRAME_SPACE_AFTER;
    sample_text(&f.s, p, &style, SP(120), SP(100), "and after ");
    fixture_read(&f);
    check_places(&f);
    fixture_done(&f);
}

/* Marks are counted from 0 in the order of paint, one for each stretch of the same node. */
static void test_marks(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct sample_style style = {.face = f.s.serif, .size = SP(11)};
    uint32_t p = frame_add_node(f.s.d, 0, FRAME_ROLE_PARAGRAPH);
    uint32_t first = frame_add_node(f.s.d, p, FRAME_ROLE_TEXT);
    uint32_t em = frame_add_node(f.s.d, p, FRAME_ROLE_EMPH);
    sp x = sample_text(&f.s, first, &style, SP(62), SP(100), "one two ");
    sample_rule(&f.s, FRAME_ARTIFACT, SP(62), SP(102), SP(90), SP(1), 0xff0000);
    x = sample_text(&f.s, em, &style, x, SP(100), "three ");
    x = sample_text(&f.s, first, &style, x, SP(100), "four ");
    sample_text(&f.s, frame_artifact_node(FRAME_ARTIFACT_FOOTER), &style, x, SP(800), "5");
    sample_text(&f.s, 12345, &style, x, SP(810), "of no node");
    fixture_read(&f);
    check_places(&f);
    assert_int_equal(f.structure.marks.n, 3);
    assert_int_equal(f.structure.marks.v[0].node, first);
    assert_int_equal(f.structure.marks.v[1].node, em);
    assert_int_equal(f.structure.marks.v[2].node, first);
    assert_int_equal(f.reader.shown[0].mark, 0);
    assert_int_equal(f.reader.shown[8].mark, 1);
    assert_int_equal(f.reader.shown[f.reader.count - 1].mark, -1);
    assert_true(holds(&f, "/P<</MCID 0>>BDC"));
    assert_true(holds(&f, "/Em<</MCID 1>>BDC"));
    assert_true(holds(&f, "/Subtype/Footer"));
    fixture_done(&f);
}

static void assert_reads(const struct fixture *f, uint32_t face, const char *text) {
    struct buf b = {0};
    for (size_t i = 0; i < f->reader.count; i++) {
        assert_false(f->reader.shown[i].replaced);
        buf_add_str(&b, text_of(f, face, i));
    }
    assert_string_equal(b.p, text);
    buf_done(&b);
}

/* One glyph reads as "a" and as "A", as a hyphen and as a soft one; ligatures as their letters. */
static void test_uses(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    uint32_t p = frame_add_node(f.s.d, 0, FRAME_ROLE_PARAGRAPH);
    struct sample_style small = {.face = f.s.serif, .size = SP(11), .feature = "smcp"};
    struct sample_style caps = {.face = f.s.serif, .size = SP(11), .feature = "c2sc"};
    struct sample_style plain = {.face = f.s.serif, .size = SP(11)};
    sample_text(&f.s, p, &small, SP(62), SP(100), "nato ");
    sample_text(&f.s, p, &caps, SP(62), SP(120), "NATO ");
    struct frame_word *word = sample_word(&f.s, &plain, STR("infor-"));
    sample_run(&f.s, p, &plain, word, SP(62), SP(140))->flags = FRAME_SOFT_HYPHEN;
    sample_text(&f.s, p, &plain, SP(62), SP(160), "-mation office ");
    sample_run(&f.s, p, &plain, word, SP(62), SP(180));
    fixture_read(&f);
    check_places(&f);
    assert_int_equal(f.reader.shown[0].code >> 8, 0);
    assert_reads(&f, f.s.serif, "nato NATO infor\xC2\xAD-mation office infor-");
    fixture_done(&f);
}

/* Clusters made by hand: of two glyphs for one character, which needs /ActualText; of three glyphs
 * for three characters and of two for three, which do not. */
static void test_clusters(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    uint32_t p = frame_add_node(f.s.d, 0, FRAME_ROLE_PARAGRAPH);
    struct sample_style plain = {.face = f.s.serif, .size = SP(11)};
    struct frame_word *word = sample_word(&f.s, &plain, STR("abcde"));
    struct frame_glyph *glyphs = arena_new_array(&f.s.arena, 5, struct frame_glyph);
    static const uint32_t at[3][5] = {{0, 1, 1, 3, 4}, {0, 0, 0, 3, 4}, {0, 0, 3, 4, 4}};
    static const char *const texts[3] = {"aéde", "xy̱de", "xyzde"};
    for (int i = 0; i < 3; i++) {
        struct frame_word *made = arena_new(&f.s.arena, struct frame_word);
        memcpy(glyphs, word->glyphs, 5 * sizeof *glyphs);
        for (int g = 0; g < 5; g++)
            glyphs[g].cluster = at[i][g];
        *made = *word;
        made->glyphs = glyphs;
        made->text = str_of(texts[i]);
        if (i == 1) glyphs[3].cluster = 4, glyphs[4].cluster = 5;
        sample_run(&f.s, p, &plain, made, SP(62), SP(100) + i * SP(20))->flags = FRAME_SPACE_AFTER;
        glyphs = arena_new_array(&f.s.arena, 5, struct frame_glyph);
    }
    fixture_read(&f);
    check_places(&f);
    assert_false(f.reader.shown[0].replaced);
    assert_true(f.reader.shown[1].replaced);
    assert_true(f.reader.shown[2].replaced);
    assert_false(f.reader.shown[3].replaced);
    assert_true(holds(&f, "/Span<</MCID 1/ActualText<FEFF00E9>>>BDC"));
    assert_true(str_is(text_of(&f, f.s.serif, 6), "x"));
    assert_true(str_is(text_of(&f, f.s.serif, 7), "y"));
    assert_true(str_is(text_of(&f, f.s.serif, 8), "\xCC\xB1"));
    assert_true(str_is(text_of(&f, f.s.serif, 13), "yz"));
    assert_true(f.reader.shown[16].replaced); /* "e" for two glyphs */
    assert_int_equal(f.structure.marks.n, 5);
    fixture_done(&f);
}

static void test_paths(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct frame_segment *v = arena_new_array(&f.s.arena, 3, struct frame_segment);
    v[0] = (struct frame_segment){FRAME_MOVE, {{SP(10), SP(41.89)}}};
    v[1] = (struct frame_segment){FRAME_CURVE,
                                  {{SP(20), SP(41.89)}, {SP(30.5), SP(51.89)}, {SP(-40), SP(0)}}};
    v[2] = (struct frame_segment){.op = FRAME_CLOSE};
    struct frame_path path = {.segments = v,
                              .count = 3,
                              .stroke = true,
                              .stroke_colour = 0x808080,
                              .stroke_width = SP(0.5),
                              .dash_on = SP(2),
                              .dash_off = SP(1),
                              .round = true};
    for (int i = 0; i < 2; i++) {
        struct frame_item *item = vec_push(&f.s.arena, &f.s.d->pages.v[0].items);
        item->kind = FRAME_PATH;
        item->node = FRAME_ARTIFACT;
        item->u.path = &path;
    }
    fixture_read(&f);
    assert_string_equal(f.content.p,
                        "/Artifact<</Type/Layout>>BDC\n.502 G\n.5 w\n1 J 1 j\n[2 1]0 d\n"
                        "10 800 m\n20 800 30.5 790 -40 841.89 c\nh\nS\n"
                        "10 800 m\n20 800 30.5 790 -40 841.89 c\nh\nS\nEMC\n");
    fixture_done(&f);
}

/* Exif's eight turns, as transformations of the unit square into a box of 100 by 50. */
static void test_image_turns(void **state) {
    (void)state;
    static const char *const matrices[] = {
        "100 0 0 50 62 731.89 cm",  "-100 0 0 50 162 731.89 cm",  "-100 0 0 -50 162 781.89 cm",
        "100 0 0 -50 62 781.89 cm", "0 -50 -100 0 162 781.89 cm", "0 -50 100 0 62 781.89 cm",
        "0 50 100 0 62 731.89 cm",  "0 50 -100 0 162 731.89 cm"};
    struct fixture f;
    fixture_init(&f);
    for (uint32_t i = 0; i < 8; i++) {
        *vec_push(&f.s.arena, &f.s.images.images) =
            (struct image){.width = 2, .height = 1, .components = 1, .turn = (int)i + 1};
        struct frame_item *item = vec_push(&f.s.arena, &f.s.d->pages.v[0].items);
        item->kind = FRAME_IMAGE;
        item->node = FRAME_ARTIFACT;
        item->u.image = (struct frame_image){i, {SP(62), SP(60), SP(100), SP(50)}};
    }
    fixture_read(&f);
    for (int i = 0; i < 8; i++) {
        struct str painted = str_printf(&f.s.arena, "q\n%s\n/X%d Do\nQ\n", matrices[i], i);
        if (str_find(buf_str(&f.content), painted) == SIZE_MAX) fail_msg("no %s", painted.p);
    }
    fixture_done(&f);
}

/* A word up a slope of one to one, its text said once; what comes after it stands as before. */
static void test_a_turned_word(void **state) {
    (void)state;
    struct fixture f;
    fixture_init(&f);
    struct sample_style style = {.face = f.s.sans, .size = SP(20)};
    for (int i = 0; i < 2; i++)
        sample_text(&f.s, frame_artifact_node(FRAME_ARTIFACT_BACKGROUND), &style, SP(62), SP(41.89),
                    "DRAFT");
    f.s.d->pages.v[0].items.v[0].u.run.way = (struct frame_point){SP(500), -SP(500)};
    fixture_read(&f);
    assert_true(holds(&f, "q\n0.707107 0.707107 -0.707107 0.707107 62 800 cm\n"
                          "/Span<</ActualText<FEFF00440052004100460054>>>BDC\n"));
    assert_true(holds(&f, "EMC\nQ\nEMC\n/Artifact<</Type/Background>>BDC\n"));
    assert_int_equal(f.reader.count, 10);
    for (size_t i = 0; i < 5; i++) {
        assert_true(f.reader.shown[i].replaced);
        assert_true(fabs(f.reader.shown[i].x + 62 - f.reader.shown[i + 5].x) < 0.01);
        assert_true(fabs(f.reader.shown[i].y) < 0.01);
        assert_true(fabs(f.reader.shown[i + 5].y - 800) < 0.01);
    }
    fixture_done(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_by_size_and_expansion),
        cmocka_unit_test(test_places_over_a_very_long_line),
        cmocka_unit_test(test_places_with_offsets),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_uses),
        cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_image_turns),
        cmocka_unit_test(test_a_turned_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
