/* Sizes beyond libharu's arrays (32,767 items) and depths beyond any sane document. */
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
#include "pdf_sample.h"

enum { MANY = 33000 };

static size_t count_of(const struct buf *b, const char *needle) {
    size_t n = 0, at;
    struct str rest = buf_str(b);
    while ((at = str_find(rest, str_of(needle))) != SIZE_MAX) {
        rest = str_slice(rest, at + 1, rest.n - at - 1);
        n++;
    }
    return n;
}

/* As many pages, paragraphs, destinations, bookmarks, links, notes with identifiers, and page
 * labels that are no numbers. */
static void test_many_of_everything(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    struct sample_style style = {.face = s.serif, .size = SP(11)};
    struct frame_word *word = sample_word(&s, &style, STR("page"));
    for (uint32_t i = 0; i < MANY; i++) {
        struct frame_page *page = sample_page(&s);
        page->label = str_printf(&s.arena, "A-%u", i);
        uint32_t note = frame_add_node(s.d, 0, FRAME_ROLE_NOTE);
        uint32_t link = frame_add_node(s.d, note, FRAME_ROLE_LINK);
        sample_run(&s, link, &style, word, SP(62), SP(100));
        sample_link(&s, link, SP(62), SP(100), word->width, SP(11), NULL, i);
        uint32_t target = frame_add_destination(s.d, str_printf(&s.arena, "p%u", i));
        s.d->destinations.v[target].page = MANY - 1 - i;
        *vec_push(&s.arena, &s.d->outline) =
            (struct frame_outline){STR("Bookmark"), 1 + (int)(i % 7), target};
    }
    assert_true(sample_write(&s, &out, "many"));
    assert_int_equal(s.ds.list.n, 0);
    assert_int_equal(count_of(&out, "/Type/Page/"), MANY);
    assert_int_equal(count_of(&out, "/S/Note/"), MANY);
    assert_int_equal(count_of(&out, "/Subtype/Link"), MANY);
    buf_done(&out);
    sample_done(&s);
}

/* One page with as many stretches of content, rectangles of one link, and kids of one element. */
static void test_many_on_a_page(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    struct sample_style style = {.face = s.sans, .size = SP(8)};
    struct frame_word *word = sample_word(&s, &style, STR("word"));
    sample_page(&s);
    uint32_t p = frame_add_node(s.d, 0, FRAME_ROLE_PARAGRAPH);
    uint32_t link = frame_add_node(s.d, p, FRAME_ROLE_LINK);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t node =
            i % 3 == 2 ? link : frame_add_node(s.d, p, i % 3 ? FRAME_ROLE_TEXT : FRAME_ROLE_EMPH);
        sp x = SP(62) + i % 20 * SP(20), y = SP(60) + i / 20 * SP(0.4);
        sample_run(&s, node, &style, word, x, y)->flags = FRAME_SPACE_AFTER;
        if (i % 3 == 2) sample_link(&s, link, x, y, word->width, SP(8), "https://example.org/", 0);
    }
    assert_true(sample_write(&s, &out, "crowded"));
    assert_int_equal(count_of(&out, "/Subtype/Link"), 1);
    assert_int_equal(count_of(&out, "/S/Em/"), MANY / 3);
    buf_done(&out);
    sample_done(&s);
}

/* Elements within elements, as deep as nobody nests them: no recursion may follow them down. */
static void test_deep(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    struct sample_style style = {.face = s.serif, .size = SP(11)};
    sample_page(&s);
    uint32_t at = 0, text;
    for (int i = 0; i < 100000; i++)
        at = frame_add_node(s.d, at, FRAME_ROLE_GROUP);
    text = frame_add_node(s.d, at, FRAME_ROLE_PARAGRAPH);
    for (int i = 0; i < 100000; i++)
        text = frame_add_node(s.d, text, FRAME_ROLE_TEXT);
    sample_text(&s, text, &style, SP(62), SP(100), "at the bottom");
    assert_true(pdf_write(&out, s.d, s.fonts, &s.images, &s.ds, false));
    assert_int_equal(count_of(&out, "/S/Div/"), 100000);
    assert_int_equal(count_of(&out, "/S/P/"), 1);
    buf_done(&out);
    sample_done(&s);
}

/* Texts longer than PDF/A's strings, and of every kind of character. */
static void test_long_texts(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0}, text = {0};
    sample_init(&s);
    struct sample_style style = {.face = s.serif, .size = SP(11)};
    sample_page(&s);
    for (int i = 0; i < 40000; i++)
        buf_add_c(&text, "é");
    uint32_t p = frame_add_node(s.d, 0, FRAME_ROLE_PARAGRAPH);
    uint32_t link = frame_add_node(s.d, p, FRAME_ROLE_LINK);
    frame_say(s.d, link)->alt = buf_str(&text);
    frame_say(s.d, p)->title = STR("a\0b\x01\xFF\xF0\x9F\x87\xB0)(\\");
    sample_text(&s, link, &style, SP(62), SP(100), "linked");
    sample_link(&s, link, SP(62), SP(100), SP(40), SP(11), "https://example.org/\x01 <>é\"%41", 0);
    s.d->meta.title = buf_str(&text);
    s.d->meta.subject = STR("<&>]]>\x02\xED\xA0\x80 \xEF\xBF\xBE");
    s.d->meta.keywords = STR("plain");
    assert_true(sample_write(&s, &out, "long"));
    assert_int_equal(s.ds.list.n, 0);
    buf_done(&out);
    buf_done(&text);
    sample_done(&s);
}

/* No page, no item, an empty word: nothing to set is no error here. */
static void test_little(void **state) {
    (void)state;
    struct sample s;
    struct buf out = {0};
    sample_init(&s);
    assert_true(pdf_write(&out, s.d, s.fonts, &s.images, &s.ds, false));
    buf_done(&out);
    sample_page(&s);
    assert_true(pdf_write(&out, s.d, s.fonts, &s.images, &s.ds, false));
    buf_done(&out);
    struct sample_style style = {.face = s.serif, .size = SP(11), .flags = FRAME_SOFT_HYPHEN};
    struct frame_word *word = arena_new(&s.arena, struct frame_word);
    word->face = s.serif;
    word->size = SP(11);
    sample_run(&s, frame_add_node(s.d, 0, FRAME_ROLE_PARAGRAPH), &style, word, SP(1), SP(1));
    assert_true(pdf_write(&out, s.d, s.fonts, &s.images, &s.ds, false));
    buf_done(&out);
    sample_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_many_of_everything),
        cmocka_unit_test(test_many_on_a_page),
        cmocka_unit_test(test_deep),
        cmocka_unit_test(test_long_texts),
        cmocka_unit_test(test_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
