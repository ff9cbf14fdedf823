/* layout/ahead: what a second thread made ready is what layout asks for, and is found by it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>

#include "base/thread.h"
#include "inline_sample.h"
#include "layout/ahead.h"
#include "layout/inline/features.h"
#include "layout/inline/hyphen.h"
#include "text/locale.h"

static void *run(void *closure) {
    layout_ahead_run(closure);
    return NULL;
}

static uint32_t text_face(struct sample *s, int weight, bool italic) {
    struct font_request r = {.families = s->fonts.families[STYLE_TEXT],
                             .weight = weight,
                             .italic = italic,
                             .role = "text"};
    return font_set_face(s->set, &r);
}

/* Words shaped ahead lie where they lie; others are shaped anew each time. */
static bool is_ready(struct sample *s, const char *word, int weight, bool italic) {
    struct font_feature features[FEATURES_MOST];
    struct font_shape_request r = {
        .face = text_face(s, weight, italic),
        .text = str_of(word),
        .lang = s->doc->meta.lang,
        .script = "Latn",
        .features = features,
        .feature_count =
            features_of(features, features_of_figures(s->style.types[STYLE_TYPE_BODY].figures))};
    size_t n, again;
    return font_shape(&n, s->set, &s->arena, &r) == font_shape(&again, s->set, &s->arena, &r);
}

/* Waits for the second thread, which may be slow. */
static bool becomes_ready(struct sample *s, const char *word, int weight, bool italic) {
    for (int i = 0; i < 3000; i++) {
        if (is_ready(s, word, weight, italic)) return true;
        poll(NULL, 0, 10);
    }
    return false;
}

static struct doc_node *add(struct sample *s, struct doc_node *parent, enum doc_kind kind,
                            const char *text) {
    struct doc_node *n = sample_text_in(s, kind, text);
    doc_append(parent, n);
    return n;
}

static void words_of_the_text_are_ready(void **state) {
    (void)state;
    struct sample *s = sample_new("en-GB");
    struct thread thread;
    struct doc_node *p = add(s, s->doc->root, DOC_PARAGRAPH, "The ratification, ");
    add(s, p, DOC_EMPH, "inter alia");
    add(s, p, DOC_STRONG, "binding");
    add(s, p, DOC_CODE, "verbatim");
    struct doc_node *citation = add(s, p, DOC_CITATION, "Engvall");
    struct layout_ahead *a = layout_ahead_new(s->doc);
    assert_true(thread_start_aside(&thread, run, a));
    layout_ahead_give_text(a, s->doc, &s->style, &s->fonts, s->set);
    assert_true(becomes_ready(s, "ratification,", 400, false));
    assert_true(becomes_ready(s, "alia", 400, true));
    assert_true(becomes_ready(s, "binding", 700, false));
    assert_false(is_ready(s, "verbatim", 400, false));
    assert_false(is_ready(s, "Engvall", 400, false)); /* may print anything yet */
    doc_replace(citation->first, doc_text_new(&s->arena, STR("Pannier"), citation->pos));
    layout_ahead_give_citations(a, s->doc);
    assert_true(becomes_ready(s, "Pannier", 400, false));
    layout_ahead_stop(a);
    thread_join(&thread);
    assert_non_null(layout_ahead_locale(a));
    layout_ahead_rest(a);
    assert_false(is_ready(s, "ratification,", 400, false));
    layout_ahead_free(a);
    sample_free(s);
}

/* The same places as without it, for its own language, minima, and others. */
static void words_are_divided_alike(void **state) {
    static const char *const words[] = {"ratification", "Shanghai", "governments", "naïveté", "of"};
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct hyphen_ahead *a = hyphen_ahead_new(STR("en-GB"), 2, 3, 100);
    hyphen_ahead_divide(a, STR("(ratification) Shanghai-governments naïveté, of 12,000"));
    struct hyphenator *with = hyphenator_new(&arena, a), *without = hyphenator_new(&arena, NULL);
    size_t divided = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int left = 2; left < 4; left++) {
            size_t n, m;
            struct str word = str_of(words[i]);
            const unsigned char *p = hyphenator_divide(&n, with, word, STR("en-GB"), left, 3);
            const unsigned char *q = hyphenator_divide(&m, without, word, STR("en-GB"), left, 3);
            assert_int_equal(n, m);
            if (n) assert_memory_equal(p, q, n);
            divided += n;
        }
    assert_true(divided > 6);
    hyphenator_free(with);
    hyphenator_free(without);
    hyphen_ahead_free(a);
    arena_done(&arena);
}

/* Nothing is given, or all of it is stopped at once. */
static void it_stops_when_asked(void **state) {
    (void)state;
    for (int given = 0; given < 2; given++) {
        struct sample *s = sample_new("de");
        struct thread thread;
        for (int i = 0; i < 200; i++)
            add(s, s->doc->root, DOC_PARAGRAPH, "Die Donaudampfschifffahrtsgesellschaft tagt.");
        struct layout_ahead *a = layout_ahead_new(s->doc);
        thread_start(&thread, run, a);
        if (given) layout_ahead_give_text(a, s->doc, &s->style, &s->fonts, s->set);
        layout_ahead_stop(a);
        thread_join(&thread);
        layout_ahead_free(a);
        sample_free(s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_the_text_are_ready),
        cmocka_unit_test(words_are_divided_alike),
        cmocka_unit_test(it_stops_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
