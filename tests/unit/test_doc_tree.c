/* doc/node, walk, ask: the tree, its order and its words. */
#include "source_sample.h"

static struct doc_node *node(enum doc_kind kind) {
    return doc_node_new(&arena, kind, (struct pos){1, 1, 1});
}

static struct doc_node *text(const char *words) {
    return doc_text_new(&arena, str_of(words), (struct pos){1, 1, 1});
}

static void joining_and_parting(void **state) {
    (void)state;
    struct doc_node *p = node(DOC_PARAGRAPH), *a = text("a"), *b = text("b"), *c = text("c");
    doc_append(p, a);
    doc_insert_after(a, c);
    doc_insert_after(a, b);
    assert_string_equal(show(p), "paragraph(abc)");
    doc_unlink(b);
    doc_unlink(b);
    assert_ptr_equal(a->next, c);
    assert_ptr_equal(c->prev, a);
    doc_insert_before(a, b);
    assert_string_equal(show(p), "paragraph(bac)");
    assert_ptr_equal(p->first, b);
    doc_replace(c, text("d"));
    assert_string_equal(show(p), "paragraph(bad)");
    assert_null(c->parent);
    assert_true(str_is(p->last->u.text, "d"));
}

static void cloning(void **state) {
    (void)state;
    struct doc_node *top = node(DOC_GROUP), *p = node(DOC_PARAGRAPH), *e = node(DOC_EMPH);
    doc_append(top, p);
    doc_append(p, e);
    doc_append(e, text("a"));
    doc_append(p, text("b"));
    doc_append(top, node(DOC_RULE));
    struct doc_node *copy = doc_clone(&arena, top);
    assert_string_equal(show(copy), "group(paragraph(emph(a)b)rule())");
    assert_null(copy->parent);
    doc_append(p, text("c"));
    assert_string_equal(show(copy), "group(paragraph(emph(a)b)rule())");
    assert_ptr_equal(copy->first->first->first->parent, copy->first->first);
    assert_string_equal(show(doc_clone(&arena, e)), "emph(a)");
}

static void deep_trees_cost_no_stack(void **state) {
    (void)state;
    struct doc_node *top = node(DOC_GROUP), *at = top;
    for (int i = 0; i < 200000; i++) {
        struct doc_node *child = node(DOC_QUOTE);
        doc_append(at, child);
        at = child;
    }
    doc_append(at, text("deep"));
    struct doc_node *copy = doc_clone(&arena, top);
    struct buf words = {0};
    doc_plain_text(&words, copy);
    assert_string_equal(words.p, "deep");
    buf_done(&words);
}

/* Writes "<" and ">" and takes emphases out on leaving them. */
static void unwrap(void *closure, enum doc_event_kind event, struct doc_node *n) {
    struct buf *out = closure;
    buf_printf(out, "%s%s ", event == DOC_ENTER ? "<" : ">", doc_kind_name(n->kind));
    if (n->kind != DOC_EMPH || event != DOC_EXIT) return;
    while (n->first) {
        struct doc_node *child = n->first;
        doc_unlink(child);
        doc_insert_before(n, child);
    }
    doc_unlink(n);
}

static void visitors_may_change_what_they_leave(void **state) {
    (void)state;
    shown_of("a *b* c");
    struct buf out = {0};
    doc_walk(doc->root, unwrap, &out);
    assert_string_equal(out.p, "<root <paragraph <text >text <emph <text >text >emph <text >text "
                               ">paragraph >root ");
    assert_string_equal(show(doc->root), "root(paragraph(a b c))");
    buf_done(&out);
}

static void add_words(void *closure, enum doc_event_kind event, struct doc_node *n) {
    struct buf *out = closure;
    if (event == DOC_ENTER && n->kind == DOC_TEXT) buf_printf(out, "%.*s|", STR_ARG(n->u.text));
}

static void reading_order(void **state) {
    (void)state;
    read_text("---\ntitle: title\nabstract: abstract[^b]\nindicators: [{label: label, value: v}]\n"
              "timeline: [{date: 1992, event: event, text: 'account[^a]'}]\ndisclaimer: end\n---\n"
              "body[^a]\n\n```{timeline}\n:caption: caption\n```\nlast[^b]\n\n"
              "[^a]: A\n[^b]: B[^c]\n[^c]: C\n");
    assert_int_equal(ds.errors, 0);
    for (int i = 0; i < 2; i++) {
        struct buf out = {0};
        doc_walk_all(doc, add_words, &out);
        assert_string_equal(out.p,
                            "title|abstract|B|C|label|v|body|A|caption|event|account|last|end|");
        buf_done(&out);
    }
}

static void plain_words(void **state) {
    (void)state;
    shown_of("a *b*\nc `d` ![e](x.png) f^[note]\n\nnext\n\n- item\n");
    struct buf words = {0};
    doc_plain_text(&words, doc->root);
    assert_string_equal(words.p, "a b c d e f next item");
    buf_done(&words);
}

/* A node that refers to a work: in the text by its author's name, or within brackets. */
static struct doc_node *citing(const char *words, bool in_text) {
    struct doc_node *n = node(DOC_CITATION);
    n->u.citation.citation = arena_new(&arena, struct doc_citation);
    n->u.citation.citation->in_text = in_text;
    doc_append(n, text(words));
    return n;
}

static void titles_without_references(void **state) {
    (void)state;
    struct doc_node *h = node(DOC_HEADING), *mark = node(DOC_SPAN);
    doc_append(h, citing("[1]", false));
    doc_append(h, text(" What "));
    doc_append(h, citing("Ott", true));
    doc_append(h->last, text(" "));
    doc_append(h->last, mark);
    mark->classes = STR("csl-mark csl-whole");
    doc_append(mark, text("[2]"));
    doc_append(h, text(", a jurist "));
    doc_append(h, citing("[3]", false));
    doc_append(h, text(", says "));
    doc_append(h, citing("[4]", false));
    assert_true(str_is(doc_title_text(&arena, h), "What Ott, a jurist, says"));
    assert_true(str_empty(doc_title_text(&arena, citing("[5]", false))));
}

static void languages(void **state) {
    (void)state;
    read_in("fr", "[*слово*]{lang=ru} mot");
    const struct doc_node *emph = first_of(doc->root, DOC_EMPH);
    assert_true(str_is(doc_lang_of(doc, emph), "ru"));
    assert_true(str_is(doc_lang_of(doc, doc->root), "fr"));
}

static void kinds_and_classes(void **state) {
    (void)state;
    for (int kind = DOC_ROOT; kind <= DOC_MISTAKE; kind++) {
        assert_non_null(doc_kind_name((enum doc_kind)kind));
    }
    assert_true(doc_is_block(DOC_GROUP) && !doc_is_block(DOC_TEXT));
    struct doc_node *n = node(DOC_SPAN);
    n->classes = STR("big red");
    assert_true(doc_has_class(n, "red") && doc_has_class(n, "big"));
    assert_false(doc_has_class(n, "re") || doc_has_class(n, "big red"));
}

static void dumps(void **state) {
    (void)state;
    read_text("---\ntitle: T\n---\n# A\n\n\"b\"[^n]\n\n[^n]: `c\\d`\n");
    doc_number(doc, false);
    struct buf out = {0};
    doc_dump(&out, doc);
    assert_non_null(strstr(out.p, "root 1:1\n"
                                  "  heading 4:1 id=\"a\" level=1 numbered\n"
                                  "    text 4:3 \"A\"\n"
                                  "  paragraph 6:1\n"
                                  "    text 6:1 \"“b”\"\n"
                                  "    note-mark 6:4 note=1 label=\"n\"\n"
                                  "notes\n"
                                  "  note 1 8:1 label=\"n\" marks=1\n"
                                  "    group 8:1\n"
                                  "      paragraph 8:7\n"
                                  "        code 8:7 \"c\\\\d\"\n"));
    buf_done(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(joining_and_parting),
        TEST(cloning),
        TEST(deep_trees_cost_no_stack),
        TEST(visitors_may_change_what_they_leave),
        TEST(reading_order),
        TEST(plain_words),
        TEST(titles_without_references),
        TEST(languages),
        TEST(kinds_and_classes),
        TEST(dumps),
    };
    return cmocka_run_group_tests_name("doc_tree", tests, NULL, NULL);
}
