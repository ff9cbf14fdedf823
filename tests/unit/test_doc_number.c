/* doc/number: notes, citations and works in the order in which they are read. */
#include "source_sample.h"

#define REFS "---\ntitle: T\nreferences: [{id: a}, {id: b}, {id: c}]\n---\n"

/* The root with each note's mark as its number. */
static const char *numbered(const char *text, bool in_notes) {
    read_text(text);
    doc_number(doc, in_notes);
    for (struct doc_node *n = doc->root; n; n = doc_next(doc->root, n)) {
        if (n->kind != DOC_NOTE_MARK) continue;
        char *number = arena_printf(&arena, "^%zu", n->u.note_mark.note->number);
        n->kind = DOC_TEXT;
        n->u.text = str_of(number);
    }
    return show_root();
}

static void notes_by_first_mark(void **state) {
    (void)state;
    assert_string_equal(numbered("a[^y] b[^x] c[^y]\n\n[^x]: X\n[^y]: Y\n", false),
                        "paragraph(a^1 b^2 c^1)");
    assert_true(str_is(doc->notes.v[0]->label, "y"));
    assert_int_equal(doc->notes.v[0]->mark_count, 2);
}

static void notes_within_notes(void **state) {
    (void)state;
    assert_string_equal(numbered("a[^x] b[^z]\n\n[^x]: X[^y]\n[^y]: Y\n[^z]: Z\n", false),
                        "paragraph(a^1 b^3)");
}

static void unmarked_notes_come_last(void **state) {
    (void)state;
    numbered("a[^x]\n\n[^u]: U\n[^x]: X\n", false);
    assert_int_equal(doc->notes.v[0]->number, 1);
    assert_int_equal(doc->notes.v[1]->number, 0);
}

static void works_by_first_citation(void **state) {
    (void)state;
    assert_string_equal(numbered(REFS "[@b] [@a; @b] [@c]", false),
                        "paragraph(citation(@b) citation(@a; @b) citation(@c))");
    assert_int_equal(doc->cited.n, 3);
    assert_true(str_is(doc->cited.v[0]->work->id, "b"));
    assert_int_equal(doc->cited.v[0]->citations.n, 2);
    assert_int_equal(doc->citations.n, 3);
    assert_int_equal(doc->citations.v[2]->note_number, 0);
}

static void citations_become_notes(void **state) {
    (void)state;
    assert_string_equal(
        numbered(REFS "One [@a]. Two[^n] [@b], three\n[@c]\n\n[^n]: see [@a]\n", true),
        "paragraph(One.^1 Two^2,^3 three^4)");
    assert_int_equal(doc->citations.n, 4);
    assert_int_equal(doc->citations.v[1]->note_number, 2);
    assert_string_equal(show(doc->notes.v[1]->body), "group(paragraph(see citation(@a)))");
    assert_string_equal(show(doc->notes.v[2]->body), "group(paragraph(citation(@b)))");
    assert_ptr_equal(doc->notes.v[2]->citation, doc->citations.v[2]);
}

static void marks_follow_punctuation(void **state) {
    (void)state;
    assert_string_equal(
        numbered(REFS "“Said” [@a]. “So [@b].” Dots [@c]... *It [@a]*; (x [@b])", true),
        "paragraph(“Said”.^1 “So.”^2 Dots…^3 emph(It^4); (x^5))");
}

static void one_stop_is_enough(void **state) {
    (void)state;
    assert_string_equal(
        numbered(REFS "Etc. [@a]. *Why?* [@b]. “So!” [@c]. Oh! [@a], etc. [@b].” P. [@c]...", true),
        "paragraph(Etc.^1 emph(Why?)^2 “So!”^3 Oh!,^4 etc.”^5 P.…^6)");
}

static void authors_in_the_text(void **state) {
    (void)state;
    assert_string_equal(numbered(REFS "As @a [p. 3], and @b say", true),
                        "paragraph(As span(),^1 and span()^2 say)");
    assert_non_null(doc->citations.v[0]->author_node);
    assert_ptr_equal(doc->citations.v[0]->author_node->parent, doc->root->first);
}

static void directives_cite_where_they_stand(void **state) {
    (void)state;
    read_text("---\ntitle: T\nreferences: [{id: a}, {id: b}, {id: c}]\n"
              "timeline: [{date: 1992, event: E, cite: [b, "
              "c]}]\n---\n[@a]\n\n```{timeline}\n```\n[@c]\n");
    doc_number(doc, true);
    assert_int_equal(doc->citations.n, 3);
    assert_true(str_is(doc->citations.v[1]->items[1].key, "c"));
    assert_int_equal(doc->citations.v[1]->note_number, 2);
    assert_string_equal(show(doc->meta.events[0].citation), "span(note-mark())");
}

static void headings_and_captions(void **state) {
    (void)state;
    assert_string_equal(numbered(REFS "# H [@a]\n\n![C [@b]](x.png)\n", true),
                        "heading(H^1)figure(image(C)C^2)");
}

static void long_chains(void **state) {
    (void)state;
    struct buf text = {0};
    buf_add_c(&text, "x[^0]\n\n");
    for (int i = 0; i < 5000; i++)
        buf_printf(&text, "[^%d]: y[^%d]\n\n", i, i + 1);
    buf_add_c(&text, "[^5000]: z\n");
    read_text(text.p);
    doc_number(doc, true);
    assert_int_equal(doc->notes.v[5000]->number, 5001);
    buf_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(notes_by_first_mark),      TEST(notes_within_notes),
        TEST(unmarked_notes_come_last), TEST(works_by_first_citation),
        TEST(citations_become_notes),   TEST(marks_follow_punctuation),
        TEST(authors_in_the_text),      TEST(directives_cite_where_they_stand),
        TEST(headings_and_captions),    TEST(long_chains),
        TEST(one_stop_is_enough),
    };
    return cmocka_run_group_tests_name("doc_number", tests, NULL, NULL);
}
