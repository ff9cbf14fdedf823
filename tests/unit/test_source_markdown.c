/* source/markdown: blocks and inlines, and that nothing written is lost. */
#include "source_sample.h"

static void paragraphs_and_headings(void **state) {
    (void)state;
    assert_string_equal(shown_of("# One\n\na\nb\n\nTwo\n---\n"),
                        "heading(One)paragraph(a_b)heading(Two)");
    assert_int_equal(doc->root->first->u.heading.level, 1);
    assert_int_equal(doc->root->last->u.heading.level, 2);
}

static void emphasis(void **state) {
    (void)state;
    assert_string_equal(shown_of("*a* __b__ ~~c~~ ***d***"),
                        "paragraph(emph(a) strong(b) strike(c) emph(strong(d)))");
}

static void lists(void **state) {
    (void)state;
    assert_string_equal(shown_of("3) a\n4) b\n"), "list(item(paragraph(a))item(paragraph(b)))");
    const struct doc_node *list = doc->root->first;
    assert_true(list->u.list.ordered && list->u.list.tight);
    assert_int_equal(list->u.list.start, 3);
    assert_int_equal(list->u.list.delimiter, ')');
    assert_int_equal(list->last->u.item.number, 4);
    shown_of("- a\n\n- b\n");
    assert_false(doc->root->first->u.list.tight);
}

static void tasks(void **state) {
    (void)state;
    assert_string_equal(shown_of("- [x] a\n- [ ] b\n"),
                        "list(item(paragraph(task-mark()a))item(paragraph(task-mark()b)))");
    const struct doc_node *mark = first_of(doc->root, DOC_TASK_MARK);
    assert_true(mark->u.task.done);
    assert_string_equal(place(mark), "1:3");
}

static void tables(void **state) {
    (void)state;
    assert_string_equal(shown_of("| a | b |\n|:--|--:|\n| `x\\|y` | *z* |\n| short |\n"),
                        "table(row(cell(a)cell(b))row(cell(code(x|y))cell(emph(z)))"
                        "row(cell(short)cell()))");
    const struct doc_node *table = doc->root->first;
    assert_int_equal(table->u.table.aligns[1], DOC_ALIGN_RIGHT);
    assert_true(table->first->u.row.header);
    assert_string_equal(place(first_of(doc->root, DOC_EMPH)), "3:12");
}

static void code(void **state) {
    (void)state;
    assert_string_equal(shown_of("``` c\na\tb\n```\n\n    x\n\n`p  q`\n"),
                        "code-block(a\tb\n)code-block(x\n)paragraph(code(p  q))");
    assert_true(str_is(doc->root->first->u.code.language, "c"));
    shown_of("``` {.python #id}\n```\n");
    assert_true(str_is(doc->root->first->u.code.language, "python"));
    assert_true(str_is(doc->root->first->id, "id"));
}

static void honoured_html(void **state) {
    (void)state;
    assert_string_equal(shown_of("H<sub>2</sub>O<br>x<sup>*2*</sup> "
                                 "<abbr title=\"European Union\">EU</abbr><!-- no -->"),
                        "paragraph(Hsub(2)Oline-break()xsup(emph(2)) abbr(EU))");
    assert_true(str_is(first_of(doc->root, DOC_ABBR)->u.abbr.expansion, "European Union"));
    assert_null(diag_of(DIAG_RAW_HTML));
}

static void other_html_keeps_its_words(void **state) {
    (void)state;
    assert_string_equal(shown_of("a <u>b</u>\n\n<div>\n*c*\n</div>\n\n<!-- silent -->\n"),
                        "paragraph(a b)paragraph(emph(c))");
    assert_string_equal(place_of(DIAG_RAW_HTML), "1:3");
    shown_of("x\n\n<script>a</script>\n");
    assert_string_equal(place_of(DIAG_RAW_HTML), "3:1");
}

static void html_blocks_lose_no_words(void **state) {
    (void)state;
    assert_string_equal(shown_of("<table><tr><td>\n<pre>\n- *x*\n\ny\n</pre>\n"),
                        "paragraph(- emph(x))paragraph(y)");
    assert_string_equal(shown_of("<div></div>\n``` c\nint x;\n"), "paragraph(``` c int x;)");
    assert_string_equal(shown_of("<![CDATA[\na < b\n\nc\n]]>\n"), "paragraph(a < b  c)");
}

static void values_lose_no_words(void **state) {
    (void)state;
    read_text("---\ntitle: |\n  a\n  - b\\\n  c\n\n  d\n\n  1. e\n  # f\n---\nx");
    assert_string_equal(show(doc->meta.title),
                        "span(a - bline-break()cline-break()dline-break()1. e # f)");
}

static void places_after_definitions(void **state) {
    (void)state;
    shown_of("[Link](#) *a*\nb\n");
    assert_string_equal(place(first_of(doc->root, DOC_EMPH)), "1:11");
    shown_of("[r]: /u\n  'title'\n[s]: /v\ntext *a*\n");
    assert_string_equal(place(first_of(doc->root, DOC_EMPH)), "4:6");
    shown_of("[r]: /u\n[r] *a*\n");
    assert_string_equal(place(first_of(doc->root, DOC_EMPH)), "2:5");
    shown_of("<div>\nsome *a*\n</div>\n");
    assert_string_equal(place(first_of(doc->root, DOC_TEXT)), "2:1");
}

static void unclosed_tags_are_closed(void **state) {
    (void)state;
    assert_string_equal(shown_of("*a <sub>b* c"), "paragraph(emph(a sub(b)) c)");
    assert_string_equal(place_of(DIAG_RAW_HTML), "1:4");
}

static void entities_and_escapes(void **state) {
    (void)state;
    assert_string_equal(shown_of("&amp; &eacute; \\*a\\* \\@b &#x263a;"),
                        "paragraph(& é *a* @b ☺)");
}

static void attributes(void **state) {
    (void)state;
    assert_string_equal(shown_of("[слово]{lang=ru} [EU]{.smallcaps} [x]{.a #i}"),
                        "paragraph(span(слово) smallcaps(EU) span(x))");
    const struct doc_node *span = first_of(doc->root, DOC_SPAN);
    assert_true(str_is(span->lang, "ru"));
    assert_non_null(doc_find_id(doc, STR("i")));
}

static void wrong_attributes(void **state) {
    (void)state;
    shown_of("[x]{lnag=ru}");
    assert_string_equal(place_of(DIAG_BAD_ATTRIBUTES), "1:5");
    assert_string_equal(hint_of(DIAG_BAD_ATTRIBUTES), "did you mean `lang`?");
    assert_string_equal(shown_of("a {b} [c] {d=}"), "paragraph(a {b} [c] {d=})");
}

static void images(void **state) {
    (void)state;
    shown_of("a ![*alt* text](x.png \"t\"){width=60%} b");
    const struct doc_node *image = first_of(doc->root, DOC_IMAGE);
    assert_true(str_is(image->u.image.path, "x.png"));
    assert_true(str_is(image->u.image.title, "t"));
    assert_int_equal(image->u.image.width.kind, DOC_LENGTH_PERCENT);
    assert_string_equal(show(image), "image(alt text)");
    shown_of("a ![](x.png) b");
    assert_string_equal(place_of(DIAG_IMAGE_NO_ALT), "1:3");
}

static void figures(void **state) {
    (void)state;
    assert_string_equal(shown_of("![A *map*](x.png){#f height=2in}"),
                        "figure(image(A map)A emph(map))");
    assert_true(str_is(doc->root->first->id, "f"));
    assert_true(first_of(doc->root, DOC_IMAGE)->u.image.height.value == 144);
    assert_string_equal(shown_of("![Caption](x.png){alt=\"What it shows\"}"),
                        "figure(image(What it shows)Caption)");
    shown_of("![](x.png){.decorative}");
    assert_null(diag_of(DIAG_IMAGE_NO_ALT));
}

static void identifiers(void **state) {
    (void)state;
    shown_of("# Élite ties & *levers*, 2.0\n\n# 1990s\n\n# 1990s\n\n# Given {#own .unnumbered}\n");
    const struct doc_node *n = doc->root->first;
    assert_true(str_is(n->id, "élite-ties--levers-2.0"));
    assert_true(str_is(n->next->id, "s"));
    assert_true(str_is(n->next->next->id, "s-1"));
    assert_true(str_is(n->next->next->next->id, "own"));
    assert_false(n->next->next->next->u.heading.numbered);
    assert_string_equal(show(n->next->next->next), "heading(Given)");
}

static void east_asia(void **state) {
    (void)state;
    assert_string_equal(shown_of("第一行\n第二行，*强调*\n说\"我们\"。"),
                        "paragraph(第一行第二行，emph(强调)说“我们”。)");
    assert_string_equal(shown_of("あとに word\n空白"), "paragraph(あとに word_空白)");
    assert_string_equal(shown_of("\"우리\"고 '파리'은\n둘째"), "paragraph(“우리”고 ‘파리’은_둘째)");
}

static void links(void **state) {
    (void)state;
    assert_string_equal(
        shown_of("# A\n\n[x](#a) [y](#b) <http://z.org> www.w.org [r]\n\n[r]: doi:1/u\n"),
        "heading(A)paragraph(link(x) span(y) link(http://z.org) link(www.w.org) "
        "link(r))");
    assert_string_equal(place_of(DIAG_DEAD_LINK), "3:9");
}

static void duplicate_identifiers(void **state) {
    (void)state;
    shown_of("# A {#x}\n\n# B {#x}\n");
    assert_string_equal(place_of(DIAG_DUPLICATE_ID), "3:5");
}

static void depth_is_bounded(void **state) {
    (void)state;
    char *deep = arena_alloc(&arena, 3001);
    memset(deep, '>', 3000);
    strcpy(deep + 2990, " text");
    read_text(deep);
    assert_non_null(diag_of(DIAG_TOO_DEEP));
    struct buf words = {0};
    doc_plain_text(&words, doc->root);
    assert_string_equal(words.p, "text");
    buf_done(&words);
}

static void rows_are_bounded(void **state) {
    (void)state;
    struct buf text = {0};
    for (int line = 0; line < 2; line++) {
        for (int i = 0; i < 20000; i++)
            buf_add_c(&text, line ? "|-" : "|a");
        buf_add_c(&text, "|\n");
    }
    read_text(text.p);
    assert_string_equal(place_of(DIAG_LIMIT), "1:1");
    buf_done(&text);
}

static void bad_bytes(void **state) {
    (void)state;
    assert_string_equal(shown_of("a\n\xD1\x8F \xFF b\x07"), "paragraph(a_я \xEF\xBF\xBD b)");
    assert_string_equal(place_of(DIAG_INVALID_UTF8), "2:3");
    assert_string_equal(place_of(DIAG_CONTROL_CHARACTER), "2:6");
}

static void empty_briefings(void **state) {
    (void)state;
    assert_null(read_text(" \n\n"));
    assert_non_null(diag_of(DIAG_FILE_EMPTY));
    assert_null(source_read_briefing(&arena, &ds, "/nowhere/at/all", NULL));
    assert_non_null(diag_of(DIAG_FILE_MISSING));
}

static void labels_over_line_ends_stay(void **state) {
    (void)state;
    assert_string_equal(shown_of("a [^foo\nbar] `[^x` z"), "paragraph(a [^foo_bar] code([^x) z)");
}

/* Numbers that stand for no character are said, where they do. */
static void numbers_of_no_character(void **state) {
    (void)state;
    assert_string_equal(shown_of("a &amp; \\&#0; `&#0;` \uFFFD"),
                        "paragraph(a & &#0; code(&#0;) \uFFFD)");
    assert_string_equal(place_of(DIAG_CONTROL_CHARACTER), "none");
    assert_string_equal(shown_of("a\nb &#0; c"), "paragraph(a_b \uFFFD c)");
    assert_string_equal(place_of(DIAG_CONTROL_CHARACTER), "2:3");
    shown_of("# A &#xD800;");
    assert_string_equal(place_of(DIAG_CONTROL_CHARACTER), "1:5");
}

/* The language that attributes at a block's end give it is that of its quotation marks. */
static void quotes_by_attributes(void **state) {
    (void)state;
    read_in("en-GB", "A \"b\" c. {lang=de}\n\n## \"T\" {#x lang=de}\n\n\"b\" \\{lang=de}\n");
    assert_string_equal(show_root(), "paragraph(A „b“ c.)heading(„T“)paragraph(“b” {lang=de})");
    assert_true(str_is(doc->root->first->lang, "de"));
    assert_true(str_empty(doc->root->last->lang));
}

/* A title that is there and wrong is not missed, too. */
static void wrong_titles(void **state) {
    (void)state;
    read_text("---\ntitle: [a, b]\n---\nx");
    assert_string_equal(place_of(DIAG_MISSING_TITLE), "none");
    read_text("---\nTitle: x\n---\nx");
    assert_string_equal(place_of(DIAG_MISSING_TITLE), "none");
    assert_string_equal(place_of(DIAG_UNKNOWN_KEY), "2:1");
    read_text("---\ntitle:\n---\nx");
    assert_string_equal(place_of(DIAG_MISSING_TITLE), "1:1");
}

/* A column that data of CSV lack is told once, at their head; an empty cell where it is. */
static void columns_missing(void **state) {
    (void)state;
    read_in("en-GB", "```{timeline}\n\nevent,text\nA,b\nC,d\n```\n");
    assert_string_equal(place_of(DIAG_MISSING_KEY), "7:1");
    size_t n = 0;
    for (size_t i = 0; i < ds.list.n; i++)
        n += ds.list.v[i].code == DIAG_MISSING_KEY;
    assert_int_equal(n, 1);
    assert_string_equal(hint_of(DIAG_MISSING_KEY), "add the column `date` (when it happened)");
    read_in("en-GB", "```{timeline}\n\ndate,event\n2001,b\n,d\n```\n");
    assert_string_equal(place_of(DIAG_MISSING_KEY), "9:1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(paragraphs_and_headings),
        TEST(emphasis),
        TEST(lists),
        TEST(tasks),
        TEST(tables),
        TEST(code),
        TEST(honoured_html),
        TEST(other_html_keeps_its_words),
        TEST(html_blocks_lose_no_words),
        TEST(places_after_definitions),
        TEST(values_lose_no_words),
        TEST(unclosed_tags_are_closed),
        TEST(entities_and_escapes),
        TEST(attributes),
        TEST(wrong_attributes),
        TEST(images),
        TEST(figures),
        TEST(identifiers),
        TEST(links),
        TEST(east_asia),
        TEST(duplicate_identifiers),
        TEST(depth_is_bounded),
        TEST(rows_are_bounded),
        TEST(bad_bytes),
        TEST(empty_briefings),
        TEST(labels_over_line_ends_stay),
        TEST(numbers_of_no_character),
        TEST(quotes_by_attributes),
        TEST(wrong_titles),
        TEST(columns_missing),
    };
    return cmocka_run_group_tests_name("source_markdown", tests, NULL, NULL);
}
