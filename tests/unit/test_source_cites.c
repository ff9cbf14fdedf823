/* source/cites, note, smart: what stands on top of Markdown's inlines. */
#include "source/locator.h"
#include "source_sample.h"

#define REFS "---\ntitle: T\nreferences: [{id: a, type: book}, {id: b}, {id: ott2014}]\n---\n"

static void groups(void **state) {
    (void)state;
    assert_string_equal(shown_of(REFS "[@a]"), "paragraph(citation(@a))");
    assert_string_equal(shown_of(REFS "[@a; @b, p. 4]"), "paragraph(citation(@a; @b{page 4}))");
    assert_string_equal(shown_of(REFS "[see @a, pp. 3–5, and more]"),
                        "paragraph(citation(<see>@a{page 3–5}<, and more>))");
    assert_string_equal(shown_of(REFS "[-@a]"), "paragraph(citation(-@a))");
    assert_string_equal(shown_of(REFS "[see *also* @a]"),
                        "paragraph(citation(<see <i>also</i>>@a))");
    assert_string_equal(shown_of(REFS "[*x* @a *y*]"),
                        "paragraph(citation(<<i>x</i>>@a< <i>y</i>>))");
    assert_null(diag_of(DIAG_CITE_UNDEFINED));
}

static void the_list_has_a_heading(void **state) {
    (void)state;
    const struct doc_node *list = read_text(REFS "[@a]")->root->last;
    assert_int_equal(list->kind, DOC_LITERATURE);
    assert_int_equal(list->prev->kind, DOC_HEADING);
    assert_true(str_is(list->prev->id, "literature"));
    list = read_text(REFS "[@a]\n\n# Sources\n")->root->last;
    assert_int_equal(list->prev->prev->kind, DOC_PARAGRAPH); /* the author's heading serves */
}

static void in_the_text(void **state) {
    (void)state;
    assert_string_equal(shown_of(REFS "@a says"), "paragraph(citation(@a!) says)");
    assert_string_equal(shown_of(REFS "@a [p. 4] says"), "paragraph(citation(@a{page 4}!) says)");
    assert_string_equal(shown_of(REFS "@a\n[ch. 2; @b]."),
                        "paragraph(citation(@a{chapter 2}; @b!).)");
    assert_string_equal(shown_of(REFS "In -@a, x"), "paragraph(In citation(-@a), x)");
}

static void keys(void **state) {
    (void)state;
    assert_string_equal(shown_of("[@a_b:c/d.e-f]"), "paragraph(citation(@a_b:c/d.e-f))");
    assert_string_equal(shown_of("[@{a b, c}, 5]"), "paragraph(citation(@a b, c{page 5}))");
    assert_string_equal(shown_of("@a. @ключ, x"), "paragraph(citation(@a!). citation(@ключ!), x)");
}

static void not_citations(void **state) {
    (void)state;
    assert_string_equal(shown_of("`[@a]` \\@a [\\@a] x@y [a; b]"),
                        "paragraph(code([@a]) @a [@a] x@y [a; b])");
    assert_string_equal(shown_of("[-@ott.guardian]"), "paragraph(citation(-@ott.guardian))");
    assert_string_equal(shown_of("[cf. it's @a, \"so\"]"),
                        "paragraph(citation(<cf. it’s>@a<, “so”>))");
    assert_string_equal(shown_of("a.b@c.org"), "paragraph(link(a.b@c.org))");
    assert_null(diag_of(DIAG_CITE_UNDEFINED));
}

static void undefined_keys(void **state) {
    (void)state;
    shown_of(REFS "Text é [@a; @ot2014].");
    assert_string_equal(place_of(DIAG_CITE_UNDEFINED), "5:13");
    assert_string_equal(hint_of(DIAG_CITE_UNDEFINED), "did you mean `@ott2014`?");
}

static void unused_works(void **state) {
    (void)state;
    shown_of(REFS "[@a] [@ott2014]");
    assert_string_equal(place_of(DIAG_CITE_UNUSED), "3:40");
}

static void drafts_show_mistakes(void **state) {
    (void)state;
    struct source_options opt = {.draft = true};
    doc = source_read_markdown_text(&arena, &ds, STR("a.md"), STR("x [@a] [^n]"), &opt);
    assert_string_equal(show_root(), "paragraph(x mistake(@a?) mistake(^n?))");
}

static void check_locator(const char *suffix, const char *label, const char *value,
                          const char *rest) {
    struct locator l = locator_parse(str_of(suffix));
    assert_string_equal(str_to_c(&arena, l.label), label);
    assert_string_equal(str_to_c(&arena, l.value), value);
    assert_string_equal(str_to_c(&arena, l.rest), rest);
}

static void locators(void **state) {
    (void)state;
    check_locator(", p. 4", "page", "4", "");
    check_locator(", p.4", "page", "4", "");
    check_locator(", pp. 33-35, 38 and passim", "page", "33-35, 38", " and passim");
    check_locator(" 12", "page", "12", "");
    check_locator(", § 5", "section", "5", "");
    check_locator(", §5", "section", "5", "");
    check_locator(", ch. IV", "chapter", "IV", "");
    check_locator(", vol. 2", "volume", "2", "");
    check_locator(", art. 3a", "article-locator", "3a", "");
    check_locator(", с. 7–9", "page", "7–9", "");
    check_locator("{ii, A, D-Z}, x", "page", "ii, A, D-Z", ", x");
    check_locator(", emphasis added", "", "", ", emphasis added");
    check_locator(", pat", "", "", ", pat");
    check_locator("", "", "", "");
}

/* --- notes ------------------------------------------------------------------------------------ */

static void locators_have_dashes(void **state) {
    (void)state;
    shown_of(REFS "[@a, pp. 1--3]");
    doc_number(doc, false);
    assert_true(str_is(doc->citations.v[0]->items[0].locator, "1–3"));
}

static void notes(void **state) {
    (void)state;
    assert_string_equal(shown_of("a[^n] b^[in *line*].\n\n[^n]: x\n\n    y\n"),
                        "paragraph(anote-mark() bnote-mark().)");
    assert_int_equal(doc->notes.n, 2);
    doc_number(doc, false);
    assert_true(str_is(doc->notes.v[0]->label, "n"));
    assert_string_equal(show(doc->notes.v[0]->body), "group(paragraph(x)paragraph(y))");
    assert_string_equal(show(doc->notes.v[1]->body), "group(paragraph(in emph(line)))");
}

static void note_mistakes(void **state) {
    (void)state;
    shown_of("é[^none] [^a]\n\n[^a]: see [^a]\n\n[^a]: again\n\n[^b]: unused\n\n`[^c]: code`\n\n   "
             " [^d]: code\n");
    assert_string_equal(place_of(DIAG_NOTE_UNDEFINED), "1:2");
    assert_string_equal(place_of(DIAG_NOTE_NESTED), "3:11");
    assert_string_equal(place_of(DIAG_NOTE_DUPLICATE), "5:1");
    assert_string_equal(place_of(DIAG_NOTE_UNUSED), "7:1");
    assert_int_equal(ds.seen[DIAG_NOTE_DUPLICATE], 1);
    assert_int_equal(ds.seen[DIAG_NOTE_UNUSED], 1);
}

static void notes_reach_across_passages(void **state) {
    (void)state;
    read_text(
        "---\ntitle: A title[^t]\n---\n```{note}\nx[^n]\n```\n\n[^n]: body\n[^t]: of the title\n");
    assert_int_equal(ds.list.n, 0);
    doc_number(doc, false);
    assert_true(str_is(doc->notes.v[0]->label, "t"));
}

static void cyclic_notes_are_cut(void **state) {
    (void)state;
    read_text("x[^a]\n\n[^a]: [^b]\n[^b]: [^c]\n[^c]: [^a]\n");
    assert_string_equal(place_of(DIAG_NOTE_NESTED), "5:7");
    doc_number(doc, false);
    assert_int_equal(doc->notes.v[2]->number, 3);
}

/* --- quotes and dashes --------------------------------------------------------------------------
 */

static void check_smart(const char *lang, const char *text, const char *want) {
    read_in(lang, text);
    struct buf words = {0};
    doc_plain_text(&words, doc->root);
    assert_string_equal(words.p, want);
    buf_done(&words);
}

static void english(void **state) {
    (void)state;
    check_smart("en-GB", "'a' \"b\" it's", "‘a’ “b” it’s");
    check_smart("en-GB", "\"a 'b' c\"", "“a ‘b’ c”");
    check_smart("en-GB", "\"a 'b'\", c (\"a 'b'\"). 'a \"b\"'; d",
                "“a ‘b’”, c (“a ‘b’”). ‘a “b”’; d");
    check_smart("en-GB", "\"'a' b\". '\"a\" b'. \"a\"'s 6'2\"", "“‘a’ b”. ‘“a” b’. “a”’s 6'2\"");
    check_smart("de", "\"a 'b'\", c", "„a ‚b‘“, c");
    check_smart("en-GB", "the '90s, rock 'n' roll", "the ’90s, rock ‘n’ roll");
    check_smart("en-GB", "(\"a\") \"*b*\" \"`c`\"", "(“a”) “b” “c”");
    check_smart("en-GB", "the states' \"*emph* word\".", "the states’ “emph word”.");
    check_smart("en-GB", "\"Ott's 'client state',\" he said. Dogs' tails",
                "“Ott’s ‘client state’,” he said. Dogs’ tails");
    check_smart("en-GB", "\"...and\" *\"a\"* [\"b\"](c) \"a\". 'Tis -- \"x\"",
                "“…and” “a” “b” “a”. ’Tis – “x”");
    check_smart("en-GB", "5'10\" a---\"b\"", "5'10\" a—“b”");
    check_smart("en-GB", "a -- b---c... d-e ---- .. -->", "a – b—c… d-e ---- .. -->");
    check_smart("en-GB", "“typed” ‘left’ – alone", "“typed” ‘left’ – alone");
    check_smart("en-GB", "\\\"a\\\" `\"b\" -- '`", "\"a\" \"b\" -- '");
}

static void other_languages(void **state) {
    (void)state;
    check_smart("ru", "\"Он сказал: \"да\"\" и 'нет'", "«Он сказал: „да“» и „нет“");
    check_smart("fr", "\"oui\" : l'a ! 'b'", "«\u202Foui\u202F»\u00A0: l’a\u202F! “b”");
    check_smart("fr", "« oui » non", "«\u202Foui\u202F» non");
    check_smart("fr", "Que faire? Ceci: rien; (vraiment!) a?!",
                "Que faire\u202F? Ceci\u00A0: rien\u202F; (vraiment\u202F!) a\u202F?!");
    check_smart("fr", "de 14:30 et http://a.fr/?b=c:d", "de 14:30 et http://a.fr/?b=c:d");
    check_smart("fr-CA", "Que faire? Ceci: rien", "Que faire? Ceci\u00A0: rien");
    check_smart("de-DE", "\"a 'b'\"", "„a ‚b‘“");
    check_smart("de-CH", "\"a\"", "«a»");
    check_smart("es", "\"a\"", "«a»");
    check_smart("en-GB", "\"a\" [\"да\"]{lang=ru} \"c\"", "“a” «да» “c”");
}

static void places_after_dashes(void **state) {
    (void)state;
    read_text("a--b---*c* d...e");
    assert_string_equal(place(first_of(doc->root, DOC_EMPH)), "1:8");
    const struct doc_node *last = doc->root->first->last;
    assert_true(str_is(last->u.text, "e"));
    assert_string_equal(place(last), "1:16");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(groups),
        TEST(the_list_has_a_heading),
        TEST(in_the_text),
        TEST(keys),
        TEST(not_citations),
        TEST(undefined_keys),
        TEST(unused_works),
        TEST(drafts_show_mistakes),
        TEST(locators),
        TEST(locators_have_dashes),
        TEST(notes),
        TEST(note_mistakes),
        TEST(notes_reach_across_passages),
        TEST(cyclic_notes_are_cut),
        TEST(english),
        TEST(other_languages),
        TEST(places_after_dashes),
    };
    return cmocka_run_group_tests_name("source_cites", tests, NULL, NULL);
}
