/* frame: building a document, and its dump. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "frame/frame.h"

static struct str name_of(void *closure, uint32_t face) {
    (void)closure;
    return face ? STR("Sans") : STR("Serif");
}

static void assert_dump(const struct frame_document *d, const char *text) {
    struct buf b = {0};
    frame_dump(&b, d, name_of, NULL);
    assert_string_equal(b.p, text);
    buf_done(&b);
}

static void test_nodes(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct frame_document *d = frame_document_new(&a);
    assert_int_equal(d->nodes.n, 1);
    assert_int_equal(d->nodes.v[0].role, FRAME_ROLE_DOCUMENT);
    uint32_t first = frame_add_node(d, 0, FRAME_ROLE_SECTION);
    uint32_t inner = frame_add_node(d, first, FRAME_ROLE_PARAGRAPH);
    uint32_t second = frame_add_node(d, 0, FRAME_ROLE_SECTION);
    assert_int_equal(d->nodes.v[0].first, first);
    assert_int_equal(d->nodes.v[0].last, second);
    assert_int_equal(d->nodes.v[first].next, second);
    assert_int_equal(d->nodes.v[first].first, inner);
    assert_int_equal(d->nodes.v[inner].parent, first);
    assert_int_equal(d->nodes.v[second].next, FRAME_NO_NODE);
    assert_int_equal(d->nodes.v[second].first, FRAME_NO_NODE);
    uint32_t target = frame_add_destination(d, STR("here"));
    assert_int_equal(d->destinations.v[target].page, UINT32_MAX);
    arena_done(&a);
}

static void test_artifacts(void **state) {
    (void)state;
    assert_true(frame_is_artifact(FRAME_ARTIFACT));
    assert_int_equal(frame_artifact_of(FRAME_ARTIFACT), FRAME_ARTIFACT_LAYOUT);
    for (int kind = 0; kind < FRAME_ARTIFACT_COUNT; kind++) {
        uint32_t node = frame_artifact_node((enum frame_artifact)kind);
        assert_true(frame_is_artifact(node));
        assert_int_equal(frame_artifact_of(node), kind);
    }
    assert_false(frame_is_artifact(0));
    assert_false(frame_is_artifact(1000000000));
}

static struct frame_item *add_item(struct frame_document *d, enum frame_item_kind kind,
                                   uint32_t node) {
    struct frame_item *item = vec_push(d->arena, &d->pages.v[0].items);
    item->kind = kind;
    item->node = node;
    return item;
}

static void add_word(struct frame_document *d, uint32_t node, const struct frame_word *word) {
    add_item(d, FRAME_RUN, node)->u.run = (struct frame_run){.word = word,
                                                             .x = SP(62),
                                                             .y = SP(100.5),
                                                             .expansion = -12,
                                                             .colour = 0x7a1f2b,
                                                             .flags = FRAME_SPACE_AFTER};
}

static void test_dump(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct frame_document *d = frame_document_new(&a);
    static struct str authors[] = {{"A \"B\" C", 7}};
    d->meta = (struct frame_meta){.title = STR("Title\nof it"),
                                  .authors = authors,
                                  .author_count = 1,
                                  .lang = STR("en-GB"),
                                  .created = {2026, 1, 2, 3, 4, 5}};
    *vec_push(&a, &d->pages) =
        (struct frame_page){.width = SP(595.276), .height = SP(841.89), .label = STR("i")};
    uint32_t h = frame_add_node(d, 0, FRAME_ROLE_HEADING);
    d->nodes.v[h].level = 2;
    uint32_t link = frame_add_node(d, h, FRAME_ROLE_LINK);
    frame_say(d, link)->alt = STR("Where");
    uint32_t cell = frame_add_node(d, 0, FRAME_ROLE_HEADER_CELL);
    d->nodes.v[cell].row_header = true;
    d->nodes.v[cell].colspan = 3;

    struct frame_word word = {.size = SP(11), .width = SP(50), .text = STR("word")};
    struct frame_word wrong = {.face = 1, .size = SP(8.5), .rtl = true, .text = STR("\\")};
    add_word(d, h, &word);
    add_word(d, frame_artifact_node(FRAME_ARTIFACT_HEADER), &wrong);
    struct frame_segment segments[] = {{FRAME_MOVE, {{SP(1), SP(-2)}}},
                                       {FRAME_CURVE, {{0, 0}, {SP(1), 0}, {0, SP(0.0006)}}},
                                       {.op = FRAME_CLOSE}};
    struct frame_path path = {.segments = segments,
                              .count = 3,
                              .fill = true,
                              .fill_colour = 0xf4efe6,
                              .stroke = true,
                              .stroke_width = SP(0.25),
                              .dash_on = SP(2),
                              .dash_off = SP(1),
                              .round = true};
    add_item(d, FRAME_PATH, FRAME_ARTIFACT)->u.path = &path;
    add_item(d, FRAME_IMAGE, cell)->u.image = (struct frame_image){7, {0, SP(1), SP(2), SP(3)}};
    uint32_t target = frame_add_destination(d, STR("there"));
    frame_add_destination(d, STR("nowhere"));
    d->destinations.v[target] = (struct frame_destination){STR("there"), 0, SP(1), SP(2), h};
    struct frame_rect rect = {SP(1), SP(2), SP(3), SP(4)};
    *vec_push(&a, &d->pages.v[0].links) = (struct frame_link){rect, link, STR("u:v"), 0};
    *vec_push(&a, &d->pages.v[0].links) = (struct frame_link){rect, link, STR_NONE, target};
    *vec_push(&a, &d->outline) = (struct frame_outline){STR("Mark"), 1, target};

    assert_dump(d,
                "meta\n"
                "  title \"Title\\x0aof it\"\n"
                "  author \"A \\\"B\\\" C\"\n"
                "  lang \"en-GB\"\n"
                "  created 2026-01-02T03:04:05Z\n"
                "page 1 595.276,841.890 label \"i\"\n"
                "  run 62.000,100.500 #1 Serif 11.000 w 49.400 x-12 #7a1f2b \"word\" space\n"
                "  run 62.000,100.500 header Sans 8.500 w 0.000 x-12 #7a1f2b rtl \"\\\\\" space\n"
                "  path artifact fill #f4efe6 stroke #000000 0.250 dash 2.000,1.000 round"
                " m 1.000,-2.000 c 0.000,0.000 1.000,0.000 0.000,0.001 z\n"
                "  image 0.000,1.000 2.000,3.000 #3 7\n"
                "  link 1.000,2.000 3.000,4.000 #2 url \"u:v\"\n"
                "  link 1.000,2.000 3.000,4.000 #2 to \"there\"\n"
                "structure\n"
                "  #0 document\n"
                "    #1 heading 2\n"
                "      #2 link alt \"Where\"\n"
                "    #3 header-cell colspan 3 row-header\n"
                "destinations\n"
                "  \"there\" page 1 1.000,2.000 #1\n"
                "  \"nowhere\" unplaced\n"
                "outline\n"
                "  1 \"Mark\" to \"there\"\n");
    arena_done(&a);
}

/* A tree deeper than any stack. */
static void test_deep(void **state) {
    (void)state;
    struct arena a;
    struct buf b = {0};
    arena_init(&a);
    struct frame_document *d = frame_document_new(&a);
    uint32_t at = 0;
    for (int i = 0; i < 200000; i++)
        at = frame_add_node(d, at, FRAME_ROLE_GROUP);
    frame_dump(&b, d, name_of, NULL);
    assert_true(str_ends(buf_str(&b), "#200000 group\n"));
    buf_done(&b);
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nodes),
        cmocka_unit_test(test_artifacts),
        cmocka_unit_test(test_dump),
        cmocka_unit_test(test_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
