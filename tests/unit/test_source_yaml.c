/* source/yaml, json, key, date, meta, works: data, their types and their places. */
#include "source/date.h"
#include "source/json.h"
#include "source/key.h"
#include "source/yaml.h"
#include "source_sample.h"

static bool broken;

static struct datum *read_yaml_text(const char *text) {
    diags_init(&ds, &arena);
    struct str s = str_of(text);
    struct lines *l = lines_new(&arena, diags_add_file(&ds, STR("a.yaml"), s), s);
    return yaml_read(&arena, &ds, l, 0, s.n, &broken);
}

static struct datum *read_json_text(const char *text) {
    diags_init(&ds, &arena);
    struct str s = str_of(text);
    return json_read(&arena, &ds, lines_new(&arena, diags_add_file(&ds, STR("a.json"), s), s));
}

static void trees(void **state) {
    (void)state;
    struct datum *d = read_yaml_text("a: no\nb: [1.10, '2']\nc: {d: 2022-01-06}\n");
    assert_true(str_is(datum_get(d, "a")->text, "no"));
    assert_true(str_is(datum_get(d, "b")->items.v[0]->text, "1.10"));
    assert_false(datum_get(d, "b")->items.v[0]->quoted);
    assert_true(datum_get(d, "b")->items.v[1]->quoted);
    const struct datum *date = datum_get(datum_get(d, "c"), "d");
    assert_true(str_is(date->text, "2022-01-06"));
    assert_int_equal(date->pos.line, 3);
    assert_int_equal(date->pos.col, 8);
}

static void empty_documents(void **state) {
    (void)state;
    assert_null(read_yaml_text("# only a comment\n"));
    assert_false(broken);
    assert_true(datum_is_null(read_yaml_text("~\n")));
}

/* The place of the byte at which `what` begins in the value of key a. */
static const char *place_in_value(const char *yaml, const char *what) {
    struct datum *d = datum_get(read_yaml_text(yaml), "a");
    size_t at = str_find(d->text, str_of(what));
    assert_true(at != SIZE_MAX);
    struct pos pos = passage_pos(&d->where, at);
    return arena_printf(&arena, "%u:%u", (unsigned)pos.line, (unsigned)pos.col);
}

static void places_within_scalars(void **state) {
    (void)state;
    assert_string_equal(place_in_value("a: één here\n", "here"), "1:8");
    assert_string_equal(place_in_value("a: \"één here\"\n", "here"), "1:9");
    assert_string_equal(place_in_value("a: \"\\u00e9 \\t here\"\n", "here"), "1:15");
    assert_string_equal(place_in_value("a: 'it''s here'\n", "here"), "1:11");
    assert_string_equal(place_in_value("a: one\n   two here\n", "here"), "2:8");
    assert_string_equal(place_in_value("a: &x !!str close here\n", "here"), "1:19");
    assert_string_equal(place_in_value("a: >-\n  one\n  two\n  here\n", "here"), "4:3");
    assert_string_equal(place_in_value("a: |\n  one\n   two\n\n  here\n", "here"), "5:3");
    assert_string_equal(place_in_value("a: \"one \\\n  two here\"\n", "here"), "2:7");
}

static void check_error(const char *yaml, enum diag_code code, const char *where) {
    read_yaml_text(yaml);
    assert_string_equal(place_of(code), where);
}

static void syntax_errors(void **state) {
    (void)state;
    check_error("a: \"x\nb: 1\n", DIAG_YAML_SYNTAX, "1:4");
    check_error("a:\n\tb: 1\n", DIAG_YAML_SYNTAX, "2:1");
    assert_string_equal(hint_of(DIAG_YAML_SYNTAX), "YAML is indented with spaces only");
    check_error("a: b: c\n", DIAG_YAML_SYNTAX, "1:5");
    check_error("a: [1, 2\nb: 1\n", DIAG_YAML_SYNTAX, "1:4");
    check_error("é: @x\n", DIAG_YAML_SYNTAX, "1:4");
    check_error("a: \"\\q\"\n", DIAG_YAML_SYNTAX, "1:5");
    check_error("a: 1\nx\ny: 1\n", DIAG_YAML_SYNTAX, "2:1");
    check_error("a: 1\n---\nb: 2\n", DIAG_YAML_SYNTAX, "2:1");
    assert_true(broken);
}

static void duplicates_and_aliases(void **state) {
    (void)state;
    check_error("a: 1\nb: 2\na: 3\n", DIAG_YAML_DUPLICATE_KEY, "3:1");
    check_error("a: &x [*x]\n", DIAG_YAML_ALIAS, "1:8");
    check_error("a: *none\n", DIAG_YAML_ALIAS, "1:4");
    struct datum *d = read_yaml_text("a: &x [1]\nb: *x\n");
    assert_ptr_equal(datum_get(d, "a"), datum_get(d, "b"));
}

static void explosions_are_bounded(void **state) {
    (void)state;
    struct buf text = {0};
    buf_add_c(&text, "a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c <= 'j'; c++) {
        buf_printf(&text, "%c: &%c [", c, c);
        for (int i = 0; i < 10; i++)
            buf_printf(&text, "%s*%c", i ? ", " : "", c - 1);
        buf_add_c(&text, "]\n");
    }
    check_error(text.p, DIAG_YAML_ALIAS, "6:36");
    buf_clear(&text);
    for (int i = 0; i < 5000; i++)
        buf_add_char(&text, '[');
    read_yaml_text(text.p);
    assert_non_null(diag_of(DIAG_LIMIT));
    buf_done(&text);
}

static void json(void **state) {
    (void)state;
    struct datum *d =
        read_json_text("{\"a\": [1, true, null, \"\\ud83d\\ude00\\n\"],\n \"b\": {}}");
    struct datum *a = datum_get(d, "a");
    assert_int_equal(a->items.n, 4);
    assert_true(datum_is_null(a->items.v[2]));
    assert_true(str_is(a->items.v[3]->text, "\xF0\x9F\x98\x80\n"));
    assert_int_equal(datum_get(d, "b")->pos.line, 2);
    assert_int_equal(datum_get(d, "b")->pos.col, 7);
}

static void json_errors(void **state) {
    (void)state;
    static const char *const wrong[][2] = {
        {"{\"a\": 1,}", "1:9"}, {"[1 2]", "1:4"},      {"{a: 1}", "1:2"},    {"[\"x", "1:2"},
        {"[nul]", "1:2"},       {"[1] x", "1:5"},      {"\"\\x\"", "1:3"},   {"", "1:1"},
        {"\"\\ud800\"", "1:8"}, {"[\"é\", x]", "1:7"}, {"{\"a\" 1}", "1:6"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_null(read_json_text(wrong[i][0]));
        assert_string_equal(place_of(DIAG_JSON_SYNTAX), wrong[i][1]);
    }
    char *deep = arena_alloc(&arena, 100001);
    memset(deep, '[', 100000);
    assert_null(read_json_text(deep));
    read_json_text("{\"a\": 1, \"a\": 2}");
    assert_string_equal(place_of(DIAG_YAML_DUPLICATE_KEY), "1:10");
}

/* --- dates ------------------------------------------------------------------------------------ */

static void dates(void **state) {
    (void)state;
    struct work_date d;
    assert_null(date_parse(&d, STR("1992")));
    assert_int_equal(d.from.year, 1992);
    assert_null(date_parse(&d, STR("2024-02-29")));
    assert_int_equal(d.from.day, 29);
    assert_null(date_parse(&d, STR("2010/2012")));
    assert_int_equal(d.to.year, 2012);
    assert_null(date_parse(&d, STR("2010-03–2010-05")));
    assert_int_equal(d.to.month, 5);
    assert_null(date_parse(&d, STR("2010/..")));
    assert_true(d.open_end);
    assert_null(date_parse(&d, STR("c. 1992")));
    assert_true(d.circa);
    assert_null(date_parse(&d, STR("-44")));
    assert_int_equal(d.from.year, -44);
}

static void wrong_dates(void **state) {
    (void)state;
    static const char *const wrong[] = {"2023-02-29", "2022-13",   "2022-00-01", "2022-01-00",
                                        "2012/2010",  "yesterday", "22-1-1x",    "2022-01-06T00",
                                        "12345",      "0",         "",           "1 May 2022",
                                        "2022-1",     "2022-01-6"};
    struct work_date d;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_non_null(date_parse(&d, str_of(wrong[i])));
    }
}

/* --- metadata --------------------------------------------------------------------------------- */

static struct doc *read_meta(const char *yaml) {
    return read_text(arena_printf(&arena, "---\n%s\n---\nText\n", yaml));
}

static void values(void **state) {
    (void)state;
    read_meta("title: A *b* 'c'\nauthor: [X, {name: Y, email: y@z.org}]\nkeywords: one\ntoc: yes\n"
              "number: 1.10\ndate: 2022-01-06");
    assert_int_equal(ds.list.n, 0);
    assert_string_equal(show(doc->meta.title), "span(A emph(b) ‘c’)");
    assert_int_equal(doc->meta.author_count, 2);
    assert_true(str_is(doc->meta.authors[1].email, "y@z.org"));
    assert_int_equal(doc->meta.keyword_count, 1);
    assert_true(doc->meta.toc);
    assert_int_equal(doc->root->first->kind, DOC_CONTENTS);
    assert_string_equal(show(doc->meta.number), "span(1.10)");
    assert_int_equal(doc->meta.date.value.from.month, 1);
}

static void what_looks_like_a_block_is_text(void **state) {
    (void)state;
    read_meta("title: '1. May'\nsubtitle: '# no'\nseries: '- x'\nnumber: '> y'");
    assert_string_equal(show(doc->meta.title), "span(1. May)");
    assert_string_equal(show(doc->meta.subtitle), "span(# no)");
    assert_string_equal(show(doc->meta.series), "span(- x)");
    assert_string_equal(show(doc->meta.number), "span(> y)");
}

static void wrong_keys(void **state) {
    (void)state;
    read_meta("titel: T");
    assert_string_equal(place_of(DIAG_UNKNOWN_KEY), "2:1");
    assert_string_equal(hint_of(DIAG_UNKNOWN_KEY), "did you mean `title`?");
    read_meta("title: [a]");
    assert_string_equal(place_of(DIAG_WRONG_TYPE), "2:8");
    read_meta("title: T\ntoc: maybe");
    assert_string_equal(place_of(DIAG_WRONG_TYPE), "3:6");
    read_meta("title: T\ndate: 2022-02-30");
    assert_string_equal(place_of(DIAG_BAD_DATE), "3:7");
    read_meta("title: T\nauthor: {email: x}");
    assert_string_equal(place_of(DIAG_MISSING_KEY), "3:9");
    read_meta("title: T\nlang: 1");
    assert_string_equal(place_of(DIAG_BAD_VALUE), "3:7");
    read_meta("- a");
    assert_string_equal(place_of(DIAG_WRONG_TYPE), "2:1");
}

static void missing_title(void **state) {
    (void)state;
    read_meta("lang: fr");
    assert_non_null(diag_of(DIAG_MISSING_TITLE));
}

static void indicators(void **state) {
    (void)state;
    read_meta(
        "title: T\nindicators:\n- {label: L, value: ≈27.50, series: [1, 2.5], scale: [0, 100],"
        " trend: up, good: neither, previous: −3, cite: b}\n- {label: M, value: a lot}\n"
        "references: [{id: b}]");
    assert_int_equal(ds.list.n, 0);
    const struct doc_indicator *in = doc->meta.indicators;
    assert_int_equal(doc->meta.indicator_count, 2);
    assert_true(in->figure.from.value == 27.5 && in->figure.from.decimals == 2);
    assert_int_equal(in->series_count, 2);
    assert_true(in->scale_to.value == 100 && in->previous.value == -3);
    assert_int_equal(in->trend, DOC_TREND_UP);
    assert_int_equal(in->good, DOC_TREND_NONE);
    assert_string_equal(show(in->citation), "span(citation(@b))");
    assert_int_equal(in->figure.bound, DOC_BOUND_ABOUT);
    assert_int_equal(doc->meta.indicators[1].figure.kind, DOC_VALUE_TEXT);
    assert_int_equal(doc->root->first->kind, DOC_INDICATORS);
}

static void wrong_indicators(void **state) {
    (void)state;
    read_meta("title: T\nindicators:\n- {label: L, value: 1, trend: upp, scale: [3, 1]}\n- text\n"
              "- {label: L}");
    assert_int_equal(doc->meta.indicator_count, 2);
    assert_int_equal(ds.seen[DIAG_BAD_VALUE], 2);
    assert_string_equal(place_of(DIAG_WRONG_TYPE), "5:3");
    assert_string_equal(place_of(DIAG_MISSING_KEY), "6:3");
}

static void timelines(void **state) {
    (void)state;
    read_text(
        "---\ntitle: T\ntimeline:\n- {date: 1992, event: E, text: 'a *b* [@x]', actors: [A, B]}\n"
        "references: [{id: x}]\n---\n```{timeline}\n:caption: The *c*\n```\n");
    assert_int_equal(ds.list.n, 0);
    const struct doc_node *node = doc->root->first;
    assert_int_equal(node->kind, DOC_TIMELINE);
    assert_int_equal(node->u.timeline.event_count, 1);
    assert_string_equal(show(node->u.timeline.caption), "span(The emph(c))");
    assert_string_equal(show(doc->meta.events[0].text), "group(paragraph(a emph(b) citation(@x)))");
    read_meta("title: T\ntimeline: [{date: 1992, event: E}]");
    assert_string_equal(place_of(DIAG_UNPLACED), "3:1");
}

/* --- directives ------------------------------------------------------------------------------- */

static void directives(void **state) {
    (void)state;
    assert_string_equal(shown_of("```{pagebreak}\n```\n```{contents}\n:depth: 3\n```\n"
                                 "```{note} A title\nText *x*\n\n- y\n```\n"),
                        "page-break()contents()"
                        "callout(paragraph(Text emph(x))list(item(paragraph(y))))");
    const struct doc_node *callout = doc->root->last;
    assert_true(str_is(callout->u.callout.type, "note"));
    assert_string_equal(show(callout->u.callout.title), "span(A title)");
    assert_int_equal(doc->meta.toc_depth, 3);
    assert_string_equal(place(first_of(doc->root, DOC_EMPH)), "7:6");
}

static void figure_directive(void **state) {
    (void)state;
    assert_string_equal(
        shown_of("> ```{figure} a b.png\n> :alt: What\n> :width: 80%\n> :name: f\n>\n"
                 "> The *c*.\n> ```\n"),
        "quote(figure(image(What)The emph(c).))");
    assert_true(str_is(first_of(doc->root, DOC_IMAGE)->u.image.path, "a b.png"));
    assert_string_equal(place(first_of(doc->root, DOC_EMPH)), "6:7");
    assert_non_null(doc_find_id(doc, STR("f")));
}

static void wrong_directives(void **state) {
    (void)state;
    assert_string_equal(shown_of("```{timline}\nx\n```\n"), "code-block(x\n)");
    assert_string_equal(place_of(DIAG_UNKNOWN_DIRECTIVE), "1:4");
    assert_string_equal(hint_of(DIAG_UNKNOWN_DIRECTIVE), "did you mean {timeline}?");
    shown_of("```{timeline}\n```\n");
    assert_string_equal(place_of(DIAG_DIRECTIVE_EMPTY), "1:4");
    shown_of("  ```{figure} x.png\n  :alt: é\n  :widht: 3cm\n  ```\n");
    assert_string_equal(place_of(DIAG_DIRECTIVE_OPTION), "3:3");
    assert_string_equal(hint_of(DIAG_DIRECTIVE_OPTION), "did you mean `:width:`?");
    shown_of("```{figure} x.png\n:alt: é\n:width: wide\n```\n");
    assert_string_equal(place_of(DIAG_DIRECTIVE_OPTION), "3:9");
    shown_of("```{pagebreak}\n\ntext\n```\n");
    assert_string_equal(place_of(DIAG_DIRECTIVE_OPTION), "3:1");
}

/* --- references ------------------------------------------------------------------------------- */

static const struct work *read_work(const char *yaml) {
    read_meta(arena_printf(&arena, "title: T\nreferences:\n- %s", yaml));
    return doc->work_count ? &doc->works[0] : NULL;
}

static const struct work_date *issued(const char *value) {
    const struct work *w = read_work(arena_printf(&arena, "{id: a, issued: %s}", value));
    return &work_find(w, STR("issued"))->date;
}

static void works(void **state) {
    (void)state;
    const struct work *w =
        read_work("{id: a, type: book, title: T <i>x</i>, volume: 3, author: "
                  "[{family: F, given: G, non-dropping-particle: de}, {literal: L},"
                  " P], language: ru}");
    assert_true(str_is(w->type, "book") && str_is(w->lang, "ru"));
    assert_true(work_find(w, STR("volume"))->numeric);
    const struct work_field *author = work_find(w, STR("author"));
    assert_int_equal(author->name_count, 3);
    assert_true(str_is(author->names[0].non_dropping_particle, "de"));
    assert_true(str_is(author->names[2].literal, "P"));
    assert_null(diag_of(DIAG_CITE_FIELD));
}

static void work_dates(void **state) {
    (void)state;
    assert_int_equal(issued("2014-09-18")->from.day, 18);
    assert_int_equal(issued("{date-parts: [[2014, 9], [2015]]}")->to.year, 2015);
    assert_int_equal(issued("{date-parts: [['2014', '9']]}")->from.month, 9);
    assert_int_equal(issued("{year: 2014, month: 3}")->from.month, 3);
    assert_int_equal(issued("2014-21")->season, 1);
    assert_true(issued("{raw: '1999~'}")->circa);
    assert_true(str_is(issued("{literal: n.d.}")->literal, "n.d."));
    assert_true(str_is(issued("some day")->raw, "some day"));
    assert_true(issued("{date-parts: [[2014]], circa: true}")->circa);
}

static void wrong_works(void **state) {
    (void)state;
    read_work("{id: a, tilte: x}");
    assert_string_equal(place_of(DIAG_CITE_FIELD), "4:11");
    assert_string_equal(hint_of(DIAG_CITE_FIELD), "did you mean `title`?");
    read_work("{title: x}");
    assert_string_equal(place_of(DIAG_CITE_ENTRY), "4:3");
    read_work("{id: a}\n- {id: b}\n- {id: a}");
    assert_string_equal(place_of(DIAG_CITE_DUPLICATE), "6:8");
    assert_int_equal(doc->work_count, 2);
    read_work("{id: a, type: boook}");
    assert_string_equal(hint_of(DIAG_CITE_FIELD), "did you mean `book`?");
}

static void front_matter(void **state) {
    (void)state;
    assert_string_equal(shown_of("---\ntitle: T\n...\nText"), "paragraph(Text)");
    assert_string_equal(place(doc->root->first), "4:1");
    assert_string_equal(shown_of("---\n\nText"), "rule()paragraph(Text)");
    shown_of("---\ntitle: T\n\nText");
    assert_string_equal(place_of(DIAG_YAML_SYNTAX), "1:1");
    shown_of("\xEF\xBB\xBF---\ntitle: T\n---\n@x");
    assert_string_equal(place_of(DIAG_CITE_UNDEFINED), "4:1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(trees),
        TEST(empty_documents),
        TEST(places_within_scalars),
        TEST(syntax_errors),
        TEST(duplicates_and_aliases),
        TEST(explosions_are_bounded),
        TEST(json),
        TEST(json_errors),
        TEST(dates),
        TEST(wrong_dates),
        TEST(values),
        TEST(what_looks_like_a_block_is_text),
        TEST(wrong_keys),
        TEST(missing_title),
        TEST(indicators),
        TEST(wrong_indicators),
        TEST(timelines),
        TEST(directives),
        TEST(figure_directive),
        TEST(wrong_directives),
        TEST(works),
        TEST(work_dates),
        TEST(wrong_works),
        TEST(front_matter),
    };
    return cmocka_run_group_tests_name("source_yaml", tests, NULL, NULL);
}
