/* pdf_write on frames made by hand: everything that a briefing holds, in one file. What outside
 * checkers say of the file is tests/pdf/check.sh's to ask. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "font/font.h"
#include "frame/frame.h"
#include "image/image.h"
#include "pdf/pdf.h"
#include "jpeg_sample.h"
#include "pdf_sample.h"

static uint32_t node_in(struct sample *s, uint32_t parent, enum frame_role role) {
    return frame_add_node(s->d, parent, role);
}

static void set_head(struct sample *s) {
    struct sample_style small = {.face = s->sans, .size = SP(8), .colour = 0x7a1f2b};
    sample_text(s, frame_artifact_node(FRAME_ARTIFACT_HEADER), &small, SP(62), SP(40),
                "Sample and proof");
    sample_rule(s, FRAME_ARTIFACT, SP(62), SP(44), SP(471), SP(0.5), 0x7a1f2b);
    sample_text(s, frame_artifact_node(FRAME_ARTIFACT_FOOTER), &small, SP(500), SP(810), "1 / 2");
}

/* A paragraph with emphasis, a link, small capitals, ligatures, Cyrillic, a hyphen and a note. */
static void set_paragraph(struct sample *s, uint32_t section, uint32_t note_target,
                          uint32_t mark_target) {
    struct sample_style body = {.face = s->serif, .size = SP(11), .stretch = SP(0.7)};
    struct sample_style caps = body, sups = body, tight = body;
    caps.feature = "smcp";
    sups.feature = "sups";
    tight.expansion = -15;

    uint32_t p = node_in(s, section, FRAME_ROLE_PARAGRAPH);
    uint32_t text = node_in(s, p, FRAME_ROLE_TEXT);
    sp x =
        sample_text(s, text, &body, SP(62), SP(140), "The office finds five difficult fjords in ");
    uint32_t em = node_in(s, p, FRAME_ROLE_EMPH);
    x = sample_text(s, em, &body, x, SP(140), "AVATAR ");
    uint32_t rest = node_in(s, p, FRAME_ROLE_TEXT);
    x = sample_text(s, rest, &caps, x, SP(140), "nato ");
    x = sample_text(s, rest, &body, x, SP(140), "and of infor-");
    s->d->pages.v[0].items.v[s->d->pages.v[0].items.n - 1].u.run.flags |= FRAME_SOFT_HYPHEN;
    x = sample_text(s, rest, &tight, SP(62), SP(154), "mation, Договор о дружбе ");
    uint32_t link = node_in(s, p, FRAME_ROLE_LINK);
    frame_say(s->d, link)->alt = STR("The treaty’s text");
    sp from = x;
    x = sample_text(s, link, &tight, x, SP(154), "the treaty ");
    sample_link(s, link, from, SP(154), x - from, SP(11), "https://example.org/a(b)?c=é&d", 0);
    from = SP(62);
    x = sample_text(s, link, &body, from, SP(168), "itself.");
    sample_link(s, link, from, SP(168), x - from, SP(11), "https://example.org/a(b)?c=é&d", 0);
    uint32_t reference = node_in(s, p, FRAME_ROLE_REFERENCE);
    uint32_t mark = node_in(s, reference, FRAME_ROLE_LINK);
    frame_say(s->d, mark)->alt = STR("Note 1");
    from = x;
    x = sample_text(s, mark, &sups, x, SP(168), "1");
    sample_link(s, mark, from, SP(168), x - from, SP(11), NULL, note_target);
    struct frame_destination *d = &s->d->destinations.v[mark_target];
    d->page = 0, d->x = from, d->y = SP(157);
}

static void set_note(struct sample *s, uint32_t parent, uint32_t note_target) {
    struct sample_style small = {.face = s->serif, .size = SP(8.5)};
    uint32_t note = node_in(s, parent, FRAME_ROLE_NOTE);
    uint32_t label = node_in(s, note, FRAME_ROLE_LABEL);
    sample_text(s, label, &small, SP(62), SP(780), "1 ");
    uint32_t text = node_in(s, note, FRAME_ROLE_PARAGRAPH);
    sample_text(s, text, &small, SP(74), SP(780), "See the note (with \\ and brackets).");
    struct frame_destination *d = &s->d->destinations.v[note_target];
    d->page = 0, d->x = SP(62), d->y = SP(770);
}

static void set_list(struct sample *s, uint32_t parent) {
    struct sample_style body = {.face = s->serif, .size = SP(11)};
    uint32_t list = node_in(s, parent, FRAME_ROLE_LIST);
    for (int i = 0; i < 3; i++) {
        sp y = SP(200) + i * SP(14);
        uint32_t item = node_in(s, list, FRAME_ROLE_ITEM);
        sample_text(s, node_in(s, item, FRAME_ROLE_LABEL), &body, SP(62), y, "• ");
        sample_text(s, node_in(s, item, FRAME_ROLE_BODY), &body, SP(74), y, "An item of a list ");
    }
}

static void set_table(struct sample *s, uint32_t parent) {
    struct sample_style cell = {.face = s->sans, .size = SP(9)};
    uint32_t table = node_in(s, parent, FRAME_ROLE_TABLE);
    uint32_t head = node_in(s, table, FRAME_ROLE_TABLE_HEAD);
    uint32_t body = node_in(s, table, FRAME_ROLE_TABLE_BODY);
    for (int r = 0; r < 4; r++) {
        uint32_t row = node_in(s, r ? body : head, FRAME_ROLE_ROW);
        sp y = SP(300) + r * SP(12);
        for (int c = 0; c < 3; c++) {
            if (r == 3 && c == 2) continue; /* taken by the cell before */
            bool header = r == 0 || c == 0;
            uint32_t node = node_in(s, row, header ? FRAME_ROLE_HEADER_CELL : FRAME_ROLE_CELL);
            s->d->nodes.v[node].row_header = r > 0 && c == 0;
            s->d->nodes.v[node].colspan = r == 3 && c == 1 ? 2 : 0;
            if (r == 2 && c == 2) continue; /* an empty cell */
            sample_text(s, node, &cell, SP(62) + c * SP(100), y, header ? "Head" : "1,234.5");
        }
    }
}

static void set_figure(struct sample *s, uint32_t parent) {
    enum { SIDE = 16 };
    char *samples = arena_alloc(&s->arena, SIDE * SIDE * 3);
    char *alpha = arena_alloc(&s->arena, SIDE * SIDE);
    for (int i = 0; i < SIDE * SIDE * 3; i++)
        samples[i] = (char)(i * 7);
    for (int i = 0; i < SIDE * SIDE; i++)
        alpha[i] = (char)i;
    *vec_push(&s->arena, &s->images.images) = (struct image){.kind = IMAGE_PNG,
                                                             .width = SIDE,
                                                             .height = SIDE,
                                                             .components = 3,
                                                             .turn = 1,
                                                             .data = {samples, SIDE * SIDE * 3},
                                                             .alpha = {alpha, SIDE * SIDE}};
    uint32_t figure = node_in(s, parent, FRAME_ROLE_FIGURE);
    frame_say(s->d, figure)->alt = STR("A pattern of colours – “quoted”");
    struct frame_item *item = vec_push(&s->arena, &s->d->pages.v[s->d->pages.n - 1].items);
    item->kind = FRAME_IMAGE;
    item->node = figure;
    item->u.image = (struct frame_image){0, {SP(62), SP(400), SP(100), SP(100)}};
}

static void set_two_pages(struct sample *s) {
    struct sample_style title = {.face = s->sans, .size = SP(25)};
    struct sample_style heading = {.face = s->sans, .size = SP(13)};
    struct sample_style body = {.face = s->serif, .size = SP(11)};
    uint32_t note_target = frame_add_destination(s->d, STR("note-1"));
    uint32_t mark_target = frame_add_destination(s->d, STR("mark-1"));
    uint32_t section_target = frame_add_destination(s->d, STR("section"));
    sample_page(s);
    set_head(s);
    sample_text(s, node_in(s, 0, FRAME_ROLE_TITLE), &title, SP(62), SP(90), "A sample");
    uint32_t section = node_in(s, 0, FRAME_ROLE_SECTION);
    uint32_t h1 = node_in(s, section, FRAME_ROLE_HEADING);
    s->d->nodes.v[h1].level = 1;
    sample_text(s, h1, &heading, SP(62), SP(120), "First heading");
    s->d->destinations.v[section_target] =
        (struct frame_destination){STR("section"), 0, SP(62), SP(107), h1};
    set_paragraph(s, section, note_target, mark_target);
    set_list(s, section);
    set_table(s, section);
    set_figure(s, section);
    node_in(s, section, FRAME_ROLE_PARAGRAPH); /* empty: no element */
    /* a hyphen of the typesetter's in the face with CFF outlines, beside one of the author's */
    uint32_t sans = node_in(s, section, FRAME_ROLE_PARAGRAPH);
    sample_text(s, sans, &heading, SP(62), SP(560), "In a well-known typo-");
    s->d->pages.v[0].items.v[s->d->pages.v[0].items.n - 1].u.run.flags |= FRAME_SOFT_HYPHEN;
    sample_text(s, sans, &heading, SP(62), SP(576), "graphy ");
    uint32_t over = node_in(s, section, FRAME_ROLE_PARAGRAPH);
    sample_text(s, over, &body, SP(62), SP(760), "A paragraph that goes on ");
    set_note(s, section, note_target);
    sample_page(s);
    set_head(s);
    sample_text(s, over, &body, SP(62), SP(80), "over the page.");
    *vec_push(&s->arena, &s->d->outline) =
        (struct frame_outline){STR("First heading"), 1, section_target};
    *vec_push(&s->arena, &s->d->outline) =
        (struct frame_outline){STR("Ein Unterpunkt – ü"), 2, note_target};
    s->d->meta.created = (struct frame_date){2026, 1, 2, 3, 4, 5};
    static struct str authors[] = {{"A. Author", 9}, {"Ö. Zweite", 10}};
    s->d->meta.authors = authors;
    s->d->meta.author_count = 2;
    s->d->meta.subject = STR("What it is about");
}

static void test_everything(void **state) {
    (void)state;
    struct sample s;
    struct buf first = {0}, second = {0};
    sample_init(&s);
    set_two_pages(&s);
    assert_true(sample_write(&s, &first, "everything"));
    assert_int_equal(s.ds.list.n, 0);
    assert_memory_equal(first.p, "%PDF-1.7\n", 9);
    assert_true(pdf_write(&second, s.d, s.fonts, &s.images, &s.ds, true)); /* by two threads */
    assert_int_equal(first.n, second.n);
    assert_memory_equal(first.p, second.p, first.n);
    buf_done(&first);
    buf_done(&second);
    sample_done(&s);
}

static void place_image(struct sample *s, uint32_t image, sp x, sp y, sp width, sp height) {
    uint32_t figure = node_in(s, 0, FRAME_ROLE_FIGURE);
    frame_say(s->d, figure)->alt = STR("Four fields: white, black; grey, dark");
    struct frame_item *item = vec_push(&s->arena, &s->d->pages.v[s->d->pages.n - 1].items);
    item->kind = FRAME_IMAGE;
    item->node = figure;
    item->u.image = (struct frame_image){image, {x, y, width, height}};
}

/* A JPEG in all eight turns, each stored so; twice on two pages, but once in the file. */
static void test_jpeg_turns(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0};
    struct buf files[8] = {{0}};
    sample_init(&s);
    struct sample_style style = {.face = s.sans, .size = SP(9)};
    for (int page = 0; page < 2; page++) {
        sample_page(&s);
        sample_text(&s, FRAME_ARTIFACT, &style, SP(62), SP(50), "Turns");
        for (int i = 0; i < 8; i++) {
            const char *why;
            if (page == 0) jpeg_make(&files[i], &(struct jpeg_options){.orientation = i + 1});
            uint32_t image = image_set_add(&s.images, buf_str(&files[i]), &why);
            assert_int_equal(image, i);
            place_image(&s, image, SP(62), SP(60) + i * SP(90), SP(100), SP(50));
        }
    }
    assert_true(sample_write(&s, &out, "turns"));
    size_t images = 0;
    for (struct str rest = buf_str(&out); str_find(rest, STR("/DCTDecode")) != SIZE_MAX; images++)
        rest = str_slice(rest, str_find(rest, STR("/DCTDecode")) + 1, rest.n);
    assert_int_equal(images, 8);
    for (int i = 0; i < 8; i++)
        buf_done(&files[i]);
    buf_done(&out);
    sample_done(&s);
}

static bool holds(const struct buf *b, const char *text) {
    return str_find(buf_str(b), str_of(text)) != SIZE_MAX;
}

/* Labels i, ii, 1, 2, A-3, 7, 8: runs of numbers take one entry. */
static void test_page_labels(void **state) {
    (void)state;
    static const char *const labels[] = {"i", "ii", "1", "2", "A-3", "7", "8"};
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    struct sample_style style = {.face = s.sans, .size = SP(9)};
    for (int i = 0; i < 7; i++) {
        sample_page(&s)->label = str_of(labels[i]);
        sample_text(&s, FRAME_ARTIFACT, &style, SP(62), SP(50), labels[i]);
    }
    assert_true(sample_write(&s, &out, "labels"));
    assert_true(holds(&out, "/Nums[0 <</P(i)>>\n1 <</P(ii)>>\n2 <</S/D/St 1>>\n4 <</P(A-3)>>\n"
                            "5 <</S/D/St 7>>]"));
    buf_done(&out);
    for (size_t i = 0; i < 7; i++)
        s.d->pages.v[i].label = str_printf(&s.arena, "%zu", i + 1);
    assert_true(pdf_write(&out, s.d, s.fonts, &s.images, &s.ds, false));
    assert_false(holds(&out, "/PageLabels"));
    buf_done(&out);
    sample_done(&s);
}

/* The text of the element that begins so, up to its end. */
static struct str element_of(const struct buf *b, const char *beginning) {
    size_t at = str_find(buf_str(b), str_of(beginning));
    assert_true(at != SIZE_MAX);
    struct str rest = str_slice(buf_str(b), at, b->n);
    return str_slice(rest, 0, str_find(rest, STR(">>\nendobj")));
}

static bool ends_in_kids(struct arena *a, struct str element, const char *format) {
    unsigned first = 0, second = 0;
    size_t at = str_find(element, STR("/K["));
    int got = sscanf(str_to_c(a, str_slice(element, at, element.n)), format, &first, &second);
    return got == 2 && first > 0 && second > 0;
}

/* Kids in reading order: text before, in and after an element, and over the page; a link's content
 * before its annotations; nothing of what has no content but cells. */
static void test_kids(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    struct sample_style style = {.face = s.serif, .size = SP(11)};
    uint32_t p = node_in(&s, 0, FRAME_ROLE_PARAGRAPH);
    uint32_t before = node_in(&s, p, FRAME_ROLE_TEXT), em = node_in(&s, p, FRAME_ROLE_EMPH);
    uint32_t after = node_in(&s, p, FRAME_ROLE_TEXT);
    uint32_t link = node_in(&s, node_in(&s, 0, FRAME_ROLE_GROUP), FRAME_ROLE_LINK);
    uint32_t row = node_in(&s, node_in(&s, 0, FRAME_ROLE_TABLE), FRAME_ROLE_ROW);
    node_in(&s, row, FRAME_ROLE_CELL);
    uint32_t headed = node_in(&s, 0, FRAME_ROLE_TABLE);
    uint32_t head = node_in(&s, headed, FRAME_ROLE_TABLE_HEAD);
    node_in(&s, node_in(&s, head, FRAME_ROLE_ROW), FRAME_ROLE_HEADER_CELL);
    node_in(&s, headed, FRAME_ROLE_TABLE_BODY);
    node_in(&s, node_in(&s, 0, FRAME_ROLE_LIST), FRAME_ROLE_ITEM);
    sample_page(&s);
    /* painted in another order than read */
    sample_text(&s, after, &style, SP(162), SP(50), "after ");
    sample_text(&s, em, &style, SP(112), SP(50), "emphasis ");
    sample_text(&s, before, &style, SP(62), SP(50), "before ");
    sample_text(&s, link, &style, SP(62), SP(90), "linked ");
    sample_link(&s, link, SP(62), SP(90), SP(30), SP(11), "https://example.org/", 0);
    sample_page(&s);
    sample_text(&s, after, &style, SP(62), SP(50), "over the page");
    sample_text(&s, link, &style, SP(62), SP(90), "on");
    sample_link(&s, link, SP(62), SP(90), SP(30), SP(11), "https://example.org/", 0);
    assert_true(sample_write(&s, &out, "kids"));
    assert_true(ends_in_kids(&s.arena, element_of(&out, "/S/P/"),
                             "/K[2 %u 0 R 0 <</Type/MCR/MCID 0/Pg %u 0 R>>]"));
    assert_true(ends_in_kids(&s.arena, element_of(&out, "/S/Link/"),
                             "/K[3 <</Type/OBJR/Obj %u 0 R/Pg %u 0 R>> <</Type/MCR/MCID 1/Pg "));
    assert_true(str_ends(element_of(&out, "/S/TD/"), "/K[]"));
    assert_true(holds(&out, "/S/TBody/")); /* what was a head without a body */
    assert_false(holds(&out, "/S/THead/"));
    assert_false(holds(&out, "/S/LI/"));
    assert_false(holds(&out, "/S/L/"));
    buf_done(&out);
    sample_done(&s);
}

/* The identifier is the same for the same frames and another for others. */
static void test_identifier(void **state) {
    (void)state;
    struct buf out[3] = {{0}};
    struct str ids[3];
    for (int i = 0; i < 3; i++) {
        struct sample s;
        sample_init(&s);
        set_two_pages(&s);
        if (i == 2) s.d->meta.title = STR("Sample & <proog>");
        assert_true(pdf_write(&out[i], s.d, s.fonts, &s.images, &s.ds, false));
        size_t at = str_find(buf_str(&out[i]), STR("/ID[<"));
        assert_true(at != SIZE_MAX);
        ids[i] = str_slice(buf_str(&out[i]), at, 73);
        assert_true(str_ends(ids[i], ">]"));
        sample_done(&s);
    }
    assert_true(str_eq(buf_str(&out[0]), buf_str(&out[1])));
    assert_true(str_eq(ids[0], ids[1]));
    assert_false(str_eq(ids[0], ids[2]));
    for (int i = 0; i < 3; i++)
        buf_done(&out[i]);
}

/* A link whose target was never placed, one of no node, faces and images that are not there. */
static void test_loose_ends(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    struct sample_style style = {.face = s.sans, .size = SP(9)};
    sample_page(&s);
    uint32_t p = node_in(&s, 0, FRAME_ROLE_PARAGRAPH), link = node_in(&s, p, FRAME_ROLE_LINK);
    sample_text(&s, link, &style, SP(62), SP(50), "nowhere");
    sample_link(&s, link, SP(62), SP(50), SP(40), SP(9), NULL,
                frame_add_destination(s.d, STR("unplaced")));
    sample_link(&s, FRAME_NO_NODE, SP(62), SP(50), SP(40), SP(9), "https://example.org/", 0);
    struct frame_word *word = sample_word(&s, &style, STR("faceless"));
    word->face = 99;
    sample_run(&s, p, &style, word, SP(62), SP(60));
    place_image(&s, 5, SP(62), SP(60), SP(100), SP(50));
    *vec_push(&s.arena, &s.d->outline) = (struct frame_outline){STR("Nowhere"), 3, 0};
    *vec_push(&s.arena, &s.d->outline) = (struct frame_outline){STR("Nothing"), 1, 77};
    assert_true(sample_write(&s, &out, "loose"));
    assert_false(holds(&out, "/Dest["));
    assert_true(holds(&out, "/Contents(unplaced)"));
    assert_false(holds(&out, "example.org"));
    buf_done(&out);
    sample_done(&s);
}

/* A figure without alternative text is no figure; its caption is still read. */
static void test_mute_figure(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0}, jpeg = {0};
    const char *why;
    sample_init(&s);
    struct sample_style style = {.face = s.sans, .size = SP(9)};
    jpeg_make(&jpeg, &(struct jpeg_options){0});
    uint32_t image = image_set_add(&s.images, buf_str(&jpeg), &why);
    sample_page(&s);
    for (int i = 0; i < 2; i++) {
        place_image(&s, image, SP(62), SP(60) + i * SP(200), SP(100), SP(50));
        uint32_t figure = (uint32_t)s.d->nodes.n - 1;
        frame_say(s.d, figure)->alt = STR_NONE;
        if (i)
            sample_text(&s, node_in(&s, figure, FRAME_ROLE_CAPTION), &style, SP(62), SP(400),
                        "Caption");
    }
    assert_true(sample_write(&s, &out, "mute"));
    assert_false(holds(&out, "/S/Figure"));
    assert_true(holds(&out, "/S/Div/"));
    assert_true(holds(&out, "/S/Caption/"));
    buf_done(&jpeg);
    buf_done(&out);
    sample_done(&s);
}

/* Hebrew and Arabic, a word of several glyphs for one character, private characters, in the order
 * of the text: a line's runs come as they are read, from the right. */
static void test_scripts(void **state) {
    (void)state;
    static const char *const families[] = {"DejaVu Sans", NULL};
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    struct font_request request = {.families = families, .weight = 400, .role = "other"};
    uint32_t face = font_set_face(s.fonts, &request);
    if (face == FONT_NONE || !font_face_covers(s.fonts, face, 0x5E9)) {
        sample_done(&s);
        skip();
    }
    static const char *const lines[][4] = {{"שלום", "עולם", "של", "ספרים"},
                                           {"مرحبا", "بالعالم", "لا", "إله"}};
    sample_page(&s);
    struct sample_style style = {.face = face, .size = SP(12), .rtl = true};
    for (int l = 0; l < 2; l++) {
        sp x = SP(500);
        uint32_t p = node_in(&s, 0, FRAME_ROLE_PARAGRAPH);
        frame_say(s.d, p)->lang = l ? STR("ar") : STR("he");
        style.lang = l ? "ar" : "he";
        for (int w = 0; w < 4; w++) {
            struct frame_word *word = sample_word(&s, &style, str_of(lines[l][w]));
            x -= word->width;
            sample_run(&s, p, &style, word, x, SP(100) + l * SP(30))->flags = FRAME_SPACE_AFTER;
            x -= SP(4);
        }
    }
    struct sample_style latin = {.face = face, .size = SP(12)};
    uint32_t p = node_in(&s, 0, FRAME_ROLE_PARAGRAPH);
    sample_text(&s, p, &latin, SP(62), SP(200),
                "x\xCC\xA3\xCC\x84 q\xCC\x83\xCC\xA7 co\xC2\xADop e\xE2\x80\x8D"
                "f end");
    assert_true(sample_write(&s, &out, "scripts"));
    assert_int_equal(s.ds.list.n, 0);
    buf_done(&out);
    sample_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything),  cmocka_unit_test(test_page_labels),
        cmocka_unit_test(test_kids),        cmocka_unit_test(test_identifier),
        cmocka_unit_test(test_loose_ends),  cmocka_unit_test(test_jpeg_turns),
        cmocka_unit_test(test_mute_figure), cmocka_unit_test(test_mute_figure),
        cmocka_unit_test(test_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
