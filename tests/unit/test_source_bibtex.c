/* source/bibtex, latex: works from BibTeX and BibLaTeX. */
#include "source/bibtex.h"
#include "source/input.h"
#include "source/latex.h"
#include "source_sample.h"

static struct reading reading;

static const struct work *read_bib(const char *text) {
    diags_init(&ds, &arena);
    reading = (struct reading){.arena = &arena, .ds = &ds, .doc = doc_new(&arena, &ds)};
    hash_init(&reading.work_ids, &arena);
    hash_init(&reading.broken_ids, &arena);
    bibtex_read(&reading, input_of_text(&arena, &ds, STR("a.bib"), str_of(text)));
    return reading.works.v;
}

static const char *text_of(const struct work *w, const char *variable) {
    const struct work_field *field = work_find(w, str_of(variable));
    return field ? str_to_c(&arena, field->text) : "none";
}

static const char *decoded(const char *latex, enum latex_mode mode) {
    return str_to_c(&arena, latex_decode(&arena, str_of(latex), mode));
}

static void letters(void **state) {
    (void)state;
    assert_string_equal(
        decoded("M{\\\"u}ller \\'etude {\\L}\\'od\\'z \\v{S} \\c ca \\ss{} \\i", LATEX_TEXT),
        "Müller étude Łódź Š ça ß ı");
    assert_string_equal(decoded("\\'{\\i} \\u g \\~n {\\aa}", LATEX_TEXT), "í ğ ñ å");
    assert_string_equal(decoded("\\'x", LATEX_TEXT), "x\xCC\x81");
}

static void marks(void **state) {
    (void)state;
    assert_string_equal(decoded("a--b---c ``d'' it's 5~km \\& \\% $x$", LATEX_TEXT),
                        "a–b—c “d” it’s 5\u00A0km & % x");
    assert_string_equal(decoded("\\emph{a {b}} \\textbf{c} \\foo{d}", LATEX_TEXT),
                        "<i>a b</i> <b>c</b> d");
    assert_string_equal(decoded("The {NATO} {\\\"u}", LATEX_TITLE),
                        "The <span class=\"nocase\">NATO</span> ü");
    assert_string_equal(decoded("http://a/~b\\_c--d", LATEX_VERBATIM), "http://a/~b_c--d");
    assert_string_equal(decoded("\\", LATEX_TEXT), "");
    assert_string_equal(decoded("{{{ \\emph{a", LATEX_TEXT), "<i>a</i>");
}

static void check_name(const char *written, const char *given, const char *particle,
                       const char *family, const char *suffix) {
    size_t n;
    const struct work_name *name = bibtex_names(&n, &arena, str_of(written));
    assert_int_equal(n, 1);
    assert_string_equal(str_to_c(&arena, name->given), given);
    assert_string_equal(str_to_c(&arena, name->non_dropping_particle), particle);
    assert_string_equal(str_to_c(&arena, name->family), family);
    assert_string_equal(str_to_c(&arena, name->suffix), suffix);
}

static void names(void **state) {
    (void)state;
    check_name("Ludwig van Beethoven", "Ludwig", "van", "Beethoven", "");
    check_name("van Beethoven, Ludwig", "Ludwig", "van", "Beethoven", "");
    check_name("de la Fontaine, Jr, Jean", "Jean", "de la", "Fontaine", "Jr");
    check_name("Ott", "", "", "Ott", "");
    check_name("Hans {M{\\\"u}ller Lang}", "Hans", "", "Müller Lang", "");
    check_name("family=Doe, given=Jane, suffix=III", "Jane", "", "Doe", "III");
    check_name("given={Ana}, prefix=\"de la\", family={Cruz, y}, useprefix=true", "Ana", "de la",
               "Cruz, y", "");
    check_name("a=b, C", "C", "", "a=b", "");
    size_t n;
    const struct work_name *list =
        bibtex_names(&n, &arena, STR("A B and {World Bank and Sons} and others and C, D"));
    assert_int_equal(n, 3);
    assert_true(str_is(list[1].literal, "World Bank and Sons"));
    assert_true(str_is(list[2].given, "D"));
}

static void entries(void **state) {
    (void)state;
    const struct work *w = read_bib(
        "@string{j = \"The Jour\"}\n% a comment\n@comment{x}\n"
        "@Article{k1, author = {A B}, title = {T: {X}}, journal = j # {nal}, number = 3,\n"
        "  year = 2010, month = jan, day = 5, pages = {1--2}}\n"
        "@online(k2, title = \"W\", date = {2014-09}, urldate = {2025-08-21}, url={http://x})");
    assert_int_equal(ds.list.n, 0);
    assert_int_equal(reading.works.n, 2);
    assert_true(str_is(w->id, "k1") && str_is(w->type, "article-journal"));
    assert_string_equal(text_of(w, "container-title"), "The Journal");
    assert_string_equal(text_of(w, "issue"), "3");
    assert_string_equal(text_of(w, "page"), "1–2");
    assert_int_equal(work_find(w, STR("issued"))->date.from.day, 5);
    assert_int_equal(w[1].pos.line, 6);
    assert_int_equal(w[1].pos.col, 9);
    assert_int_equal(work_find(&w[1], STR("accessed"))->date.from.month, 8);
}

/* BibLaTeX's dates: about, before Christ (with a year 0); and a title's short form. */
static void biblatex(void **state) {
    (void)state;
    const struct work *w = read_bib("@book{a, title={Main}, subtitle={Sub}, date={1650~}}\n"
                                    "@book{b, title={B}, subtitle={C}, shorttitle={D}, "
                                    "date={-0049/-0043}}\n");
    assert_int_equal(ds.list.n, 0);
    assert_string_equal(text_of(w, "title"), "Main: Sub");
    assert_string_equal(text_of(w, "title-short"), "Main");
    assert_string_equal(text_of(&w[1], "title-short"), "D");
    assert_true(work_find(w, STR("issued"))->date.circa);
    assert_int_equal(work_find(w, STR("issued"))->date.from.year, 1650);
    assert_int_equal(work_find(&w[1], STR("issued"))->date.from.year, -50);
    assert_int_equal(work_find(&w[1], STR("issued"))->date.to.year, -44);
}

static void inheritance(void **state) {
    (void)state;
    const struct work *w = read_bib("@incollection{a, title={Part}, crossref={b}, xdata={x}}\n"
                                    "@book{b, title={Whole}, publisher={P}, crossref={a}}\n"
                                    "@xdata{x, location={L}}\n@book{c, crossref={nowhere}}\n");
    assert_int_equal(reading.works.n, 3);
    assert_string_equal(text_of(w, "title"), "Part");
    assert_string_equal(text_of(w, "container-title"), "Whole");
    assert_string_equal(text_of(w, "publisher-place"), "L");
    assert_int_equal(ds.seen[DIAG_CITE_FIELD], 2);
    assert_string_equal(place_of(DIAG_CITE_FIELD), "2:40"); /* back to a */
    assert_string_equal(text_of(&w[1], "title"), "Whole");
    assert_null(work_find(&w[1], STR("container-title")));
    read_bib("@book{c, crossref={nowhere}}\n@book{d, crossref={d}}\n");
    assert_int_equal(ds.seen[DIAG_CITE_FIELD], 2);
    assert_string_equal(place_of(DIAG_CITE_FIELD), "1:10");
}

static void broken_entries(void **state) {
    (void)state;
    read_bib(
        "@book{a, title = {unclosed\n@book{b, title = {B}}\n@book{, x={1}}\n@book{c, title {C}}\n"
        "@book{d, year = nosuch}\n@book{d}\n@book{e, title={E} year={1}}\n@book{f}\n");
    assert_int_equal(reading.works.n, 3);
    assert_string_equal(place_of(DIAG_CITE_ENTRY), "1:18");
    assert_int_equal(ds.seen[DIAG_CITE_ENTRY], 4);
    assert_string_equal(place_of(DIAG_CITE_FIELD), "5:17");
    assert_string_equal(place_of(DIAG_CITE_DUPLICATE), "6:7");
}

static void hostile_files(void **state) {
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 20000; i++)
        buf_add_c(&text, "@a{b,x={ ");
    read_bib(text.p);
    assert_non_null(diag_of(DIAG_LIMIT));
    buf_clear(&text);
    for (int i = 0; i < 200; i++) {
        buf_printf(&text, "@book{k%d, xdata={", i);
        for (int k = 0; k < 200; k++)
            buf_printf(&text, "k%d,", k);
        buf_add_c(&text, "}}\n");
    }
    read_bib(text.p);
    assert_int_equal(reading.works.n, 200);
    buf_clear(&text);
    buf_add_c(&text, "@book{a, title={");
    for (int i = 0; i < 100000; i++)
        buf_add_char(&text, '{');
    read_bib(text.p);
    assert_non_null(diag_of(DIAG_CITE_ENTRY));
    buf_done(&text);
}

/* Strings of strings, and a large value that thousands of entries inherit: both end at a limit. */
static void exploding_values(void **state) {
    (void)state;
    struct buf text = {0};
    buf_add_c(&text, "@string{s0 = \"xxxxxxxxxx\"}\n");
    for (int i = 1; i < 20; i++) {
        buf_printf(&text, "@string{s%d = s%d", i, i - 1);
        for (int k = 0; k < 9; k++)
            buf_printf(&text, " # s%d", i - 1);
        buf_add_c(&text, "}\n");
    }
    buf_add_c(&text, "@book{a, title = s19}\n");
    buf_add_char(&text, '\0');
    read_bib(text.p);
    assert_string_equal(place_of(DIAG_LIMIT), "7:27");
    buf_clear(&text);
    buf_add_c(&text, "@book{p, title = {");
    for (int i = 0; i < 100000; i++)
        buf_add_c(&text, "word ");
    buf_add_c(&text, "}}\n");
    for (int i = 0; i < 1000; i++)
        buf_printf(&text, "@inbook{k%d, crossref = {p}}\n", i);
    buf_add_char(&text, '\0');
    read_bib(text.p);
    assert_string_equal(place_of(DIAG_LIMIT), "1:7");
    assert_int_equal(ds.errors, 1);
    assert_int_equal(reading.works.n, 1001);
    buf_done(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(letters),        TEST(marks),         TEST(names),
        TEST(entries),        TEST(biblatex),      TEST(inheritance),
        TEST(broken_entries), TEST(hostile_files), TEST(exploding_values),
    };
    return cmocka_run_group_tests_name("source_bibtex", tests, NULL, NULL);
}
