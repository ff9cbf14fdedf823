/* What lines bear besides words: note marks, links, works, destinations, structure, boxes, rules,
 * characters that no font has. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <unistd.h>
#include "base/buf.h"
#include "base/file.h"
#include "inline_sample.h"

static const struct inline_paragraph *set(struct sample *s, const struct doc_node *paragraph,
                                          double measure) {
    struct inline_content *c = sample_content(s, paragraph, STYLE_TYPE_BODY, "en-GB");
    struct inline_shape shape = sample_shape(measure, STYLE_LEFT);
    return inline_break(c, &shape);
}

static const struct frame_node *node_of(const struct sample *s, const struct frame_item *item) {
    return &s->layout.out->nodes.v[item->node];
}

static const struct frame_node *parent_of(const struct sample *s, const struct frame_node *n) {
    return &s->layout.out->nodes.v[n->parent];
}

/* The item that shows exactly that text. */
static const struct frame_item *item_of(const struct inline_line *l, const char *text) {
    for (size_t i = 0; i < l->item_count; i++)
        if (l->items[i].kind == FRAME_RUN && str_is(l->items[i].u.run.word->text, text))
            return &l->items[i];
    fail_msg("no “%s” on the line", text);
    return NULL;
}

static size_t count_of(const struct sample *s, enum diag_code code) {
    size_t n = 0;
    for (size_t i = 0; i < s->diags.list.n; i++)
        n += s->diags.list.v[i].code == code;
    return n;
}

static struct doc_node *add(struct doc_node *parent, struct doc_node *child) {
    doc_append(parent, child);
    return child;
}

static void add_text(struct sample *s, struct doc_node *parent, const char *text) {
    doc_append(parent, doc_text_new(&s->arena, str_of(text), parent->pos));
}

static struct doc_note *add_mark(struct sample *s, struct doc_node *parent, struct doc_note *note) {
    struct doc_node *mark = add(parent, sample_node(s, DOC_NOTE_MARK));
    if (!note) {
        note = arena_new(&s->arena, struct doc_note);
        note->body = sample_node(s, DOC_GROUP);
        *vec_push(&s->arena, &s->doc->notes) = note;
        note->number = s->doc->notes.n;
    }
    note->mark_count++;
    mark->u.note_mark.note = note;
    s->layout.notes = arena_new_array(&s->arena, s->doc->notes.n + 1, struct set_note *);
    layout_mark_notes(&s->layout);
    return note;
}

/* A word is hyphenated though a note's mark stands at it, never within the mark. */
static void test_hyphen_before_mark(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    add_text(s, p, "intergovernmental");
    add_mark(s, p, NULL);
    add_text(s, p, " intergovernmental.");
    add_mark(s, p, NULL);
    struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
    struct inline_shape shape = sample_shape(60, STYLE_JUSTIFY);
    const struct inline_paragraph *q = inline_break(c, &shape);
    assert_int_equal(q->count, 4);
    assert_true(q->lines[0].hyphenated && q->lines[2].hyphenated);
    assert_int_equal(count_of(s, DIAG_OVERFULL), 0);
    sample_free(s);
}

static void test_note_marks(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    add_text(s, p, "First ");
    struct doc_note *one = add_mark(s, p, NULL);
    struct doc_note *two = add_mark(s, p, NULL);
    add_text(s, p, " then ");
    add_mark(s, p, one);
    const struct inline_paragraph *set_p = set(s, p, 300);
    const struct inline_line *l = &set_p->lines[0];
    assert_int_equal(set_p->count, 1);
    assert_int_equal(l->note_count, 3);
    assert_ptr_equal(l->notes[0], one);
    assert_ptr_equal(l->notes[1], two);
    assert_ptr_equal(l->notes[2], one);
    /* no space before a mark, a comma between two; LINK within REFERENCE, which leads to the note
     */
    assert_false(item_of(l, "First")->u.run.flags & FRAME_SPACE_AFTER);
    item_of(l, ",");
    const struct frame_node *link = parent_of(s, node_of(s, item_of(l, "2")));
    assert_int_equal(link->role, FRAME_ROLE_LINK);
    assert_true(str_is(frame_says_of(link)->alt, "Note 2"));
    assert_int_equal(parent_of(s, link)->role, FRAME_ROLE_REFERENCE);
    assert_int_equal(l->link_count, 3);
    const struct frame_destination *d = s->layout.out->destinations.v;
    assert_true(str_is(d[l->links[0].destination].id, "note-1"));
    assert_true(l->links[0].width > 0);
    assert_int_equal(l->destination_count, 3);
    assert_true(str_is(d[l->destinations[0]].id, "mark-1"));
    assert_true(str_is(d[l->destinations[1]].id, "mark-2"));
    assert_true(str_is(d[l->destinations[2]].id, "mark-1-2"));
    sample_free(s);
}

/* A mark goes with the word before it, whatever the measure. */
static void test_marks_stay(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    for (int i = 0; i < 30; i++) {
        add_text(s, p, i % 3 ? "word—" : "(said) ");
        add_mark(s, p, NULL);
        add_text(s, p, " and ");
    }
    for (double measure = 20; measure < 200; measure += 7) {
        const struct inline_paragraph *q = set(s, p, measure);
        size_t notes = 0;
        for (size_t i = 0; i < q->count; i++) {
            const struct frame_item *first = &q->lines[i].items[0];
            assert_true(first->kind == FRAME_RUN);
            char c = first->u.run.word->text.p[0];
            assert_false(c >= '0' && c <= '9');
            notes += q->lines[i].note_count;
        }
        assert_int_equal(notes, 30);
    }
    sample_free(s);
}

/* A citation that is a mark goes with the word before it, as a whole; one of words may part. */
static void test_citations_stay(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    for (int i = 0; i < 30; i++) {
        add_text(s, p, i % 3 == 1 ? "word " : "語");
        struct doc_node *mark = sample_node(s, DOC_SPAN);
        mark->classes = STR("csl-mark csl-whole");
        if (i % 3)
            add_text(s, mark, "[2]–[7]");
        else
            add(mark, sample_text_in(s, DOC_SUP, "2–7"));
        add(p, mark);
        add_text(s, p, " and ");
    }
    add_text(s, p, "then ");
    add(p, sample_text_in(s, DOC_SPAN, "[Ott"));
    for (double measure = 20; measure < 200; measure += 7) {
        const struct inline_paragraph *q = set(s, p, measure);
        for (size_t i = 0; i < q->count; i++) {
            struct str first = q->lines[i].items[0].u.run.word->text;
            assert_true(str_is(first, "語") || first.p[0] >= 'a' || str_is(first, "[Ott"));
        }
        if (measure == 20.0) item_of(&q->lines[q->count - 1], "[Ott");
    }
    sample_free(s);
}

/* Furniture shows no marks and reports nothing. */
static void test_artifacts(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    add_text(s, p, "Title");
    add_mark(s, p, NULL);
    struct doc_node *link = add(p, sample_text_in(s, DOC_LINK, " here"));
    link->u.link.url = STR("https://example.org");
    size_t nodes = s->layout.out->nodes.n;
    struct inline_content *c = inline_content_new(&s->layout, &s->arena, STYLE_TYPE_HEAD, STR_NONE);
    inline_add_children(c, FRAME_ARTIFACT, p, STYLE_TYPE_HEAD);
    inline_content_finish(c);
    struct inline_shape shape = sample_shape(300, STYLE_LEFT);
    const struct inline_line *l = &inline_break(c, &shape)->lines[0];
    assert_int_equal(l->item_count, 2);
    assert_int_equal(l->items[0].node, FRAME_ARTIFACT);
    assert_int_equal(l->note_count + l->link_count + l->destination_count, 0);
    assert_int_equal(s->layout.out->nodes.n, nodes);
    sample_free(s);
}

/* A link over two lines has an area on each; text after it is a new stretch of the paragraph's. */
static void test_links(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    add_text(s, p, "Before ");
    struct doc_node *link = add(p, sample_text_in(s, DOC_LINK, "some words that are linked"));
    link->u.link.url = STR("https://example.org/");
    add_text(s, p, " after ");
    struct doc_node *inner = add(p, sample_text_in(s, DOC_LINK, "inner"));
    inner->u.link.url = STR("#there");
    const struct inline_paragraph *q = set(s, p, 100);
    size_t areas = 0;
    for (size_t i = 0; i < q->count; i++)
        for (size_t k = 0; k < q->lines[i].link_count; k++) {
            const struct inline_link_area *a = &q->lines[i].links[k];
            assert_true(a->width > 0 && a->x >= -SP(2) && a->x + a->width <= SP(103));
            areas += str_is(a->url, "https://example.org/");
        }
    assert_true(areas >= 2);
    const struct frame_node *para = &s->layout.out->nodes.v[s->paragraph];
    const struct frame_node *nodes = s->layout.out->nodes.v;
    assert_int_equal(nodes[para->first].role, FRAME_ROLE_TEXT);
    const struct frame_node *second = &nodes[nodes[para->first].next];
    assert_int_equal(second->role, FRAME_ROLE_LINK);
    assert_true(str_is(frame_says_of(second)->alt, "some words that are linked"));
    assert_int_equal(nodes[second->first].role, FRAME_ROLE_TEXT);
    assert_int_equal(nodes[second->next].role, FRAME_ROLE_TEXT);
    assert_int_equal(nodes[nodes[second->next].next].role, FRAME_ROLE_LINK);
    uint32_t d = q->lines[q->count - 1].links[q->lines[q->count - 1].link_count - 1].destination;
    assert_true(str_is(s->layout.out->destinations.v[d].id, "there"));
    sample_free(s);
}

/* Long addresses divide without a hyphen and stay within the measure. */
static void test_long_address(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    struct doc_node *link =
        add(p, sample_text_in(
                   s, DOC_LINK,
                   "https://www.example.org/reports/2024/05/a-long-name_of_a_document.pdf?session="
                   "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef#page=4"));
    link->u.link.url = STR("https://www.example.org/");
    const struct inline_paragraph *q = set(s, p, 120);
    assert_true(q->count > 2);
    for (size_t i = 0; i < q->count; i++) {
        assert_false(q->lines[i].hyphenated);
        assert_true(q->lines[i].right <= SP(123));
    }
    assert_int_equal(s->diags.list.n, 0);
    sample_free(s);
}

static void test_languages_and_abbreviations(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    struct doc_node *span = add(p, sample_text_in(s, DOC_SPAN, "многовекторность"));
    span->lang = STR("ru");
    struct doc_node *abbr = add(p, sample_text_in(s, DOC_ABBR, "CIS"));
    abbr->u.abbr.expansion = STR("Commonwealth of Independent States");
    const struct inline_line *l = &set(s, p, 300)->lines[0];
    const struct frame_node *n = parent_of(s, node_of(s, item_of(l, "многовекторность")));
    assert_int_equal(n->role, FRAME_ROLE_SPAN);
    assert_true(str_is(frame_says_of(n)->lang, "ru"));
    n = parent_of(s, node_of(s, item_of(l, "CIS")));
    assert_true(str_is(frame_says_of(n)->expansion, "Commonwealth of Independent States"));
    sample_free(s);
}

/* Emphasis turns, strong is bolder, code is as tall, small capitals are upright and real. */
static void test_faces(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "plain ");
    struct doc_node *emph = add(p, sample_text_in(s, DOC_EMPH, "emph "));
    add(emph, sample_text_in(s, DOC_EMPH, "back "));
    add(emph, sample_text_in(s, DOC_SMALLCAPS, "small "));
    add(p, sample_text_in(s, DOC_STRONG, "strong "));
    struct doc_node *code = add(p, sample_node(s, DOC_CODE));
    code->u.text = STR("a  b");
    const struct inline_line *l = &set(s, p, 300)->lines[0];
    uint32_t plain = item_of(l, "plain")->u.run.word->face;
    assert_int_not_equal(item_of(l, "emph")->u.run.word->face, plain);
    assert_int_equal(item_of(l, "back")->u.run.word->face, plain);
    assert_int_equal(item_of(l, "small")->u.run.word->face, plain);
    assert_int_not_equal(item_of(l, "strong")->u.run.word->face, plain);
    const struct frame_word *mono = item_of(l, "a")->u.run.word;
    struct font_metrics text = font_face_metrics(s->set, plain, SP(11)),
                        code_metrics = font_face_metrics(s->set, mono->face, mono->size);
    sp difference = text.x_height - code_metrics.x_height;
    assert_true(difference > -SP(0.1) && difference < SP(0.1));
    sp gap = item_of(l, "b")->u.run.x - item_of(l, "a")->u.run.x;
    assert_true(gap > mono->width * 29 / 10 && gap < mono->width * 31 / 10);
    sample_free(s);
}

static void test_raised_and_lowered(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "km");
    add(p, sample_text_in(s, DOC_SUP, "2"));
    add_text(s, p, " H");
    add(p, sample_text_in(s, DOC_SUB, "жю"));
    add_text(s, p, "O");
    const struct inline_line *l = &set(s, p, 300)->lines[0];
    const struct frame_run *low = &item_of(l, "жю")->u.run;
    assert_true(low->y > 0 && low->word->size < SP(8));
    const struct frame_run *high = &item_of(l, "2")->u.run; /* Vollkorn has superiors */
    assert_int_equal(high->y, 0);
    assert_int_equal(high->word->size, SP(11));
    assert_int_equal(l->ascent,
                     set(s, sample_text_in(s, DOC_PARAGRAPH, "x"), 300)->lines[0].ascent);
    sample_free(s);
}

/* Figures are the face's superiors whatever stands beside them, and that stands on their foot. */
static void test_figures_among_signs(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "said");
    add(p, sample_text_in(s, DOC_SUP, "12,see 5–7"));
    const struct inline_line *l = &set(s, p, 300)->lines[0];
    static const char *const figures[] = {"12", "5", "7"}, *const others[] = {",see", "–"};
    for (size_t i = 0; i < 3; i++) {
        const struct frame_run *run = &item_of(l, figures[i])->u.run;
        assert_int_equal(run->y, 0);
        assert_int_equal(run->word->size, SP(11));
    }
    for (size_t i = 0; i < 2; i++) {
        const struct frame_run *run = &item_of(l, others[i])->u.run;
        assert_true(run->y < -SP(2) && run->y > -SP(6) && run->word->size < SP(9));
    }
    add(p, sample_text_in(s, DOC_SUP, "th"));
    assert_true(item_of(&set(s, p, 300)->lines[0], "th")->u.run.y < 0);
    sample_free(s);
}

static void test_forced_ends(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "one two ");
    add(p, sample_node(s, DOC_LINE_BREAK));
    add(p, sample_node(s, DOC_LINE_BREAK));
    add_text(s, p, " three");
    add(p, sample_node(s, DOC_LINE_BREAK));
    const struct inline_paragraph *q = set(s, p, 300);
    assert_int_equal(q->count, 3);
    assert_int_equal(q->lines[0].item_count, 2);
    assert_int_equal(q->lines[1].item_count, 0);
    assert_true(q->lines[1].ascent > 0);
    assert_int_equal(q->lines[2].items[0].u.run.x > SP(1), 0);
    sample_free(s);
}

static void test_boxes_and_rules(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    struct doc_node *task = add(p, sample_node(s, DOC_TASK_MARK));
    task->u.task.done = true;
    add_text(s, p, " do ");
    add(p, sample_text_in(s, DOC_STRIKE, "not this"));
    const struct inline_line *l = &set(s, p, 300)->lines[0];
    size_t artifacts = 0, boxes = 0;
    for (size_t i = 0; i < l->item_count; i++) {
        if (l->items[i].kind != FRAME_PATH) continue;
        if (l->items[i].node == FRAME_ARTIFACT)
            artifacts++;
        else if (str_is(frame_says_of(parent_of(s, node_of(s, &l->items[i])))->actual, "done"))
            boxes++;
    }
    assert_int_equal(artifacts, 1); /* one rule through both words and the space */
    assert_int_equal(boxes, 2);     /* the box and its tick */
    sample_free(s);
}

static void test_works(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct work *works = arena_new_array(&s->arena, 2, struct work);
    for (size_t i = 0; i < 2; i++) {
        struct doc_work_ref *ref = arena_new(&s->arena, struct doc_work_ref);
        *ref = (struct doc_work_ref){.work = &works[i], .number = i + 1};
        *vec_push(&s->arena, &s->doc->cited) = ref;
    }
    inline_context_free(s->layout.inl);
    s->layout.inl = inline_context_new(&s->layout);
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "a long first line and then ");
    struct doc_node *cite = add(p, sample_text_in(s, DOC_CITATION, "(Ott 2014)"));
    struct doc_cite_item *items = arena_new_array(&s->arena, 2, struct doc_cite_item);
    struct doc_citation *citation = arena_new(&s->arena, struct doc_citation);
    items[0].work = &works[1];
    items[1].work = NULL; /* undefined */
    *citation = (struct doc_citation){.node = cite, .items = items, .item_count = 2};
    cite->u.citation.citation = citation;
    const struct inline_paragraph *q = set(s, p, 130);
    assert_int_equal(q->lines[0].work_count, 0);
    assert_int_equal(q->lines[1].work_count, 1);
    assert_int_equal(q->lines[1].works[0], 2);
    sample_free(s);
}

/* Pages that are known become links; three in succession a range; unknown ones a figure as wide. */
static void test_page_references(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_work_ref ref = {.number = 1};
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    struct doc_node *n = add(p, sample_node(s, DOC_PAGE_REF));
    n->u.page_ref.work = &ref;
    const struct inline_line *l = &set(s, p, 300)->lines[0];
    assert_int_equal(l->item_count, 1);
    item_of(l, "0");
    static const uint32_t pages[] = {2, 5, 6, 7, 9, 10};
    for (size_t i = 0; i < 6; i++)
        page_facts_cite(&s->facts, 1, pages[i]);
    l = &set(s, p, 300)->lines[0];
    struct buf text = {0};
    for (size_t i = 0; i < l->item_count; i++) {
        buf_add_str(&text, l->items[i].u.run.word->text);
        if (l->items[i].u.run.flags & FRAME_SPACE_AFTER) buf_add_char(&text, ' ');
    }
    assert_string_equal(text.p, "2, 5–7, 9, 10");
    assert_int_equal(l->link_count, 5);
    assert_true(str_is(s->layout.out->destinations.v[l->links[1].destination].id, "page-5"));
    for (double measure = 20; measure < 60; measure += 2) { /* the last two on one line */
        const struct inline_paragraph *q = set(s, p, measure);
        item_of(&q->lines[q->count - 1], "9");
        item_of(&q->lines[q->count - 1], "10");
    }
    buf_done(&text);
    sample_free(s);
}

/* Each character that no font has is reported once, at its place; what has one is set. */
static void test_missing_glyphs(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH);
    struct doc_node *t = doc_text_new(&s->arena,
                                      STR("ab \xF3\xB0\x80\x80 x\xF3\xB0\x80\x80 "
                                          "y\xF3\xB0\x80\x81"),
                                      (struct pos){1, 7, 10});
    doc_append(p, t);
    set(s, p, 300);
    assert_int_equal(s->diags.list.n, 2);
    assert_int_equal(s->diags.list.v[0].code, DIAG_NO_GLYPH);
    assert_int_equal(s->diags.list.v[0].pos.line, 7);
    assert_int_equal(s->diags.list.v[0].pos.col, 13);
    assert_true(str_find(s->diags.list.v[0].message, STR("U+F0000")) != SIZE_MAX);
    assert_int_equal(s->diags.list.v[1].pos.col, 19);
    sample_free(s);
}

/* Right to left: a line begins at the right, and a Latin word in it still reads from the left. */
static void test_right_to_left(void **state) {
    (void)state;
    struct sample *s = sample_new("ar");
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "عام NATO ab مع");
    struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "ar");
    struct inline_shape shape = sample_shape(200, STYLE_JUSTIFY);
    shape.first_indent = SP(20);
    const struct inline_line *l = &inline_break(c, &shape)->lines[0];
    assert_int_equal(l->item_count, 4);
    sp x[4];
    for (size_t i = 0; i < 4; i++)
        x[i] = l->items[i].u.run.x;
    assert_true(x[0] > x[2] && x[2] > x[1] && x[1] > x[3]);
    assert_int_equal(l->right, SP(180));
    assert_true(l->items[0].u.run.word->rtl && !l->items[1].u.run.word->rtl);
    sample_free(s);
}

/* An inline image is 300 pt wide at 96 dots to the inch; smaller where the measure is. */
static void test_images(void **state) {
    (void)state;
    static const unsigned char png[] = {
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
        0x52, 0x00, 0x00, 0x01, 0x90, 0x00, 0x00, 0x00, 0x64, 0x08, 0x00, 0x00, 0x00, 0x00, 0x8d,
        0xa0, 0x39, 0xab, 0x00, 0x00, 0x00, 0xa0, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0xed, 0xd1,
        0x01, 0x0d, 0x00, 0x00, 0x0c, 0xc2, 0x30, 0xa4, 0x23, 0x1d, 0x1b, 0xcf, 0xd3, 0x49, 0x58,
        0x53, 0x9d, 0x2a, 0x16, 0x00, 0x11, 0x10, 0x20, 0x02, 0x02, 0x44, 0x40, 0x80, 0x08, 0x08,
        0x10, 0x01, 0x11, 0x10, 0x20, 0x02, 0x02, 0x44, 0x40, 0x80, 0x08, 0x08, 0x10, 0x01, 0x11,
        0x10, 0x20, 0x02, 0x02, 0x44, 0x40, 0x80, 0x08, 0x08, 0x10, 0x01, 0x11, 0x10, 0x20, 0x02,
        0x02, 0x44, 0x40, 0x80, 0x08, 0x08, 0x10, 0x01, 0x11, 0x10, 0x20, 0x02, 0x02, 0x44, 0x40,
        0x80, 0x08, 0x08, 0x10, 0x01, 0x11, 0x10, 0x20, 0x02, 0x02, 0x44, 0x40, 0x80, 0x08, 0x08,
        0x10, 0x01, 0x11, 0x10, 0x20, 0x02, 0x02, 0x44, 0x40, 0x80, 0x08, 0x08, 0x10, 0x01, 0x11,
        0x10, 0x20, 0x02, 0x02, 0x44, 0x40, 0x80, 0x08, 0x08, 0x10, 0x01, 0x11, 0x10, 0x20, 0x02,
        0x02, 0x44, 0x40, 0x80, 0x08, 0x08, 0x10, 0x01, 0x11, 0x10, 0x20, 0x02, 0x02, 0x44, 0x40,
        0x80, 0x08, 0x08, 0x10, 0x01, 0x01, 0x22, 0x20, 0x02, 0x02, 0x44, 0x40, 0x80, 0x08, 0xc8,
        0xf7, 0x06, 0x77, 0x47, 0x24, 0x93, 0x54, 0x92, 0xaa, 0x87, 0x00, 0x00, 0x00, 0x00, 0x49,
        0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};
    char folder[] = "/tmp/chancery-inline-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct sample *s = sample_new("en-GB");
    s->doc->folder = str_of(folder);
    char *path = file_join(&s->arena, folder, "a.png");
    assert_true(file_write_atomic(path, (struct str){(const char *)png, sizeof png}));
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "see ");
    struct doc_node *image = add(p, sample_text_in(s, DOC_IMAGE, "a grey field"));
    image->u.image.path = STR("a.png");
    add_text(s, p, " here");
    struct inline_content *c = sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
    for (double measure = 320; measure > 0; measure -= 110) {
        struct inline_shape shape = sample_shape(measure, STYLE_LEFT);
        const struct inline_paragraph *q = inline_break(c, &shape);
        const struct frame_item *item = NULL;
        for (size_t i = 0; i < q->count; i++)
            for (size_t k = 0; k < q->lines[i].item_count; k++)
                if (q->lines[i].items[k].kind == FRAME_IMAGE) {
                    item = &q->lines[i].items[k];
                    assert_int_equal(q->lines[i].ascent, item->u.image.rect.height);
                }
        sp wanted = sp_min(SP(192), SP(measure)); /* 400 pixels of 150 to the inch */
        assert_non_null(item);
        assert_int_equal(item->u.image.rect.width, wanted);
        assert_int_equal(item->u.image.rect.height, wanted / 4);
        assert_int_equal(node_of(s, item)->role, FRAME_ROLE_FIGURE);
        assert_true(str_is(frame_says_of(node_of(s, item))->alt, "a grey field"));
    }
    assert_int_equal(count_of(s, DIAG_OVERFULL), 0);
    unlink(path);
    rmdir(folder);
    sample_free(s);
}

/* Inlines within inlines to any depth cost no stack. */
static void test_deep(void **state) {
    (void)state;
    static const enum doc_kind kinds[] = {DOC_EMPH, DOC_STRONG, DOC_SPAN,     DOC_STRIKE,
                                          DOC_LINK, DOC_NOCASE, DOC_SMALLCAPS};
    struct sample *s = sample_new("en-GB");
    struct doc_node *p = sample_node(s, DOC_PARAGRAPH), *at = p;
    for (int i = 0; i < 50000; i++) {
        at = add(at, sample_node(s, kinds[i % 7]));
        if (at->kind == DOC_LINK) at->u.link.url = STR("https://example.org");
    }
    add_text(s, at, "deep");
    add_text(s, p, " after");
    const struct inline_paragraph *q = set(s, p, 300);
    assert_int_equal(q->count, 1);
    item_of(&q->lines[0], "after");
    sample_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note_marks),
        cmocka_unit_test(test_hyphen_before_mark),
        cmocka_unit_test(test_marks_stay),
        cmocka_unit_test(test_citations_stay),
        cmocka_unit_test(test_figures_among_signs),
        cmocka_unit_test(test_artifacts),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_long_address),
        cmocka_unit_test(test_languages_and_abbreviations),
        cmocka_unit_test(test_faces),
        cmocka_unit_test(test_raised_and_lowered),
        cmocka_unit_test(test_forced_ends),
        cmocka_unit_test(test_boxes_and_rules),
        cmocka_unit_test(test_works),
        cmocka_unit_test(test_page_references),
        cmocka_unit_test(test_missing_glyphs),
        cmocka_unit_test(test_right_to_left),
        cmocka_unit_test(test_images),
        cmocka_unit_test(test_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
