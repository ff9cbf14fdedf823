/* inline/kept: a pass finds the lines of the pass before, and never others than its own. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "inline_sample.h"
#include "layout/inline/kept.h"

static const char words[] = "The treaty of alliance and mutual assistance was signed in Bishkek.";

/* Another pass over the same document, told these facts; what the last one made is gone. */
static void begin_pass(struct sample *s, struct arena *pass, struct page_facts *facts) {
    struct layout *l = &s->layout;
    arena_done(pass);
    l->pass++;
    l->job.arena = pass;
    l->out = frame_document_new(pass);
    l->facts = facts;
    hash_init(&l->destinations, pass);
}

/* The paragraph's content, its text under a new node of a document that has `before` others. */
static struct inline_content *collect(struct sample *s, const struct doc_node *p, int before) {
    for (int i = 0; i < before; i++)
        frame_add_node(s->layout.out, 0, FRAME_ROLE_PARAGRAPH);
    return sample_content(s, p, STYLE_TYPE_BODY, "en-GB");
}

static const struct inline_paragraph *set(struct sample *s, const struct doc_node *p, int before,
                                          double measure) {
    struct inline_shape shape = sample_shape(measure, STYLE_JUSTIFY);
    return inline_break(collect(s, p, before), &shape);
}

static const struct frame_item *last_item(const struct inline_paragraph *p) {
    const struct inline_line *l = &p->lines[p->count - 1];
    return &l->items[l->item_count - 1];
}

static void lines_are_found_again(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct arena *whole = s->layout.job.arena, pass;
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, words);
    struct doc_node *link = sample_text_in(s, DOC_LINK, "text");
    link->u.link.url = STR("https://example.org/");
    doc_append(p, link);
    arena_init(&pass);
    begin_pass(s, &pass, &s->facts);
    const struct inline_paragraph *first = set(s, p, 0, 150);
    assert_true(first->count > 1);
    begin_pass(s, &pass, &s->facts);
    assert_ptr_equal(set(s, p, 0, 150), first);
    const struct inline_line *last = &first->lines[first->count - 1];
    assert_int_equal(last->link_count, 1);
    assert_true(str_is(last->links[0].url, "https://example.org/"));
    assert_ptr_not_equal(set(s, p, 0, 150), first); /* that one is under another node */
    s->layout.job.arena = whole;
    arena_done(&pass);
    sample_free(s);
}

/* Another shape, node, face or language is another paragraph. */
static void other_contents_are_set_anew(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct arena *whole = s->layout.job.arena, pass;
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, words), *slanted, *in_german;
    slanted = sample_node(s, DOC_PARAGRAPH);
    doc_append(slanted, sample_text_in(s, DOC_EMPH, words));
    in_german = sample_text_in(s, DOC_PARAGRAPH, words);
    in_german->first->lang = STR("de");
    arena_init(&pass);
    begin_pass(s, &pass, &s->facts);
    const struct inline_paragraph *first = set(s, p, 0, 150);
    const struct doc_node *others[] = {p, slanted, in_german};
    for (size_t i = 0; i < 3; i++) {
        begin_pass(s, &pass, &s->facts);
        const struct inline_paragraph *other = set(s, others[i], 0, i ? 150 : 151);
        assert_ptr_not_equal(other, first);
    }
    begin_pass(s, &pass, &s->facts);
    const struct inline_paragraph *moved = set(s, p, 3, 150);
    assert_ptr_not_equal(moved, first);
    assert_int_equal(last_item(moved)->node, last_item(first)->node + 3);
    begin_pass(s, &pass, &s->facts);
    assert_ptr_equal(set(s, p, 0, 150), first);
    s->layout.job.arena = whole;
    arena_done(&pass);
    sample_free(s);
}

/* A page number is that of its own pass, whatever was kept. */
static void page_numbers_are_of_their_pass(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct arena *whole = s->layout.job.arena, pass;
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, "see page ");
    struct doc_node *ref = sample_node(s, DOC_PAGE_REF);
    ref->u.page_ref.target = STR("there");
    doc_append(p, ref);
    arena_init(&pass);
    static const char *const expected[] = {"0", "7", "12", "7"};
    static const uint32_t pages[] = {0, 7, 12, 7};
    for (size_t i = 0; i < 4; i++) {
        struct page_facts facts;
        page_facts_init(&facts, &s->arena);
        if (pages[i]) page_facts_put(&facts, STR("there"), pages[i]);
        begin_pass(s, &pass, &facts);
        const struct frame_item *item = last_item(set(s, p, 0, 200));
        assert_int_equal(item->kind, FRAME_RUN);
        assert_true(str_is(item->u.run.word->text, expected[i]));
    }
    s->layout.job.arena = whole;
    arena_done(&pass);
    sample_free(s);
}

/* Memory is bounded by a pass, and trials leave none behind. */
static void only_the_first_pass_keeps(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct layout *l = &s->layout;
    struct arena *whole = l->job.arena, pass;
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, words);
    arena_init(&pass);
    begin_pass(s, &pass, &s->facts);
    struct inline_content *trial = inline_content_new(l, &l->trial, STYLE_TYPE_BODY, STR("en-GB"));
    inline_add_children(trial, FRAME_ARTIFACT, p, STYLE_TYPE_BODY);
    inline_content_finish(trial);
    assert_null(kept_of(trial));
    assert_ptr_equal(kept_arena(trial), &l->trial);
    assert_non_null(kept_of(collect(s, p, 0)));
    begin_pass(s, &pass, &s->facts);
    struct inline_content *late = collect(s, p, 1);
    assert_null(kept_of(late));
    assert_ptr_equal(kept_arena(late), &pass);
    s->layout.job.arena = whole;
    arena_done(&pass);
    sample_free(s);
}

/* What a table or a list asks of a content is known in the next pass too. */
static void widths_are_found_again(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct arena *whole = s->layout.job.arena, pass;
    struct doc_node *p = sample_text_in(s, DOC_PARAGRAPH, words);
    sp least[2][2], natural[2][2];
    arena_init(&pass);
    for (int i = 0; i < 2; i++) {
        begin_pass(s, &pass, &s->facts);
        for (int h = 0; h < 2; h++)
            inline_content_widths(&least[i][h], &natural[i][h], collect(s, p, 2 * h), h);
    }
    assert_memory_equal(least[0], least[1], sizeof least[0]);
    assert_memory_equal(natural[0], natural[1], sizeof natural[0]);
    assert_true(least[0][1] < least[0][0]); /* hyphens make the widest piece narrower */
    s->layout.job.arena = whole;
    arena_done(&pass);
    sample_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_found_again),
        cmocka_unit_test(other_contents_are_set_anew),
        cmocka_unit_test(page_numbers_are_of_their_pass),
        cmocka_unit_test(only_the_first_pass_keeps),
        cmocka_unit_test(widths_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
