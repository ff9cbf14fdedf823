/* A document's citations through cite_document: what the default style prints, and hostile styles.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "cite/builtin.h"
#include "cite/cite.h"

struct world {
    struct arena arena;
    struct diags diags;
    struct doc *doc;
};

static bool load(void *closure, struct str *out, struct arena *a, struct str name, bool locale) {
    (void)closure;
    (void)a;
    return cite_builtin_find(out, name, locale);
}

static const struct cite_loader loader = {load, NULL};
static const struct pos nowhere = {0, 0, 0};

static void set_up(struct world *w) {
    arena_init(&w->arena);
    diags_init(&w->diags, &w->arena);
    w->doc = doc_new(&w->arena, &w->diags);
}

static void tear_down(struct world *w) {
    arena_done(&w->arena);
}

static struct work_field *add_field(struct world *w, struct work *work, const char *name) {
    (void)w;
    struct work_field *f = &work->fields[work->field_count++];
    f->name = str_of(name);
    return f;
}

static struct work *add_work(struct world *w, const char *id, const char *family,
                             const char *title) {
    struct work *work = arena_new(&w->arena, struct work);
    work->id = str_of(id);
    work->type = STR("article-newspaper");
    work->fields = arena_new_array(&w->arena, 8, struct work_field);
    struct work_field *f = add_field(w, work, "author");
    f->kind = WORK_NAMES;
    f->names = arena_new(&w->arena, struct work_name);
    f->names->family = str_of(family);
    f->names->given = STR("Stefan");
    f->name_count = 1;
    add_field(w, work, "title")->text = str_of(title);
    add_field(w, work, "container-title")->text = STR("The Guardian");
    add_field(w, work, "URL")->text = STR("https://example.org/a/b");
    f = add_field(w, work, "issued");
    f->kind = WORK_DATE;
    f->date.from.year = 2014;
    f = add_field(w, work, "accessed");
    f->kind = WORK_DATE;
    f->date.from = (struct work_date_part){2025, 8, 21};
    return work;
}

static struct doc_citation *add_citation(struct world *w, const struct work *work, bool in_text) {
    struct arena *a = &w->arena;
    struct doc_node *p = doc_node_new(a, DOC_PARAGRAPH, nowhere);
    struct doc_node *n = doc_node_new(a, DOC_CITATION, nowhere);
    struct doc_citation *c = arena_new(a, struct doc_citation);
    c->node = n;
    c->items = arena_new(a, struct doc_cite_item);
    c->item_count = 1;
    c->items[0].key = work->id;
    c->items[0].work = work;
    c->in_text = in_text;
    n->u.citation.citation = c;
    doc_append(p, n);
    doc_append(w->doc->root, p);
    return c;
}

static const struct cite_style *style(struct world *w, const char *name, const char *lang) {
    struct str xml;
    assert_true(cite_builtin_find(&xml, str_of(name), false));
    const struct cite_style *s =
        cite_style_parse(&w->arena, &w->diags, nowhere, xml, str_of(lang), loader);
    assert_non_null(s);
    return s;
}

static void cite(struct world *w, const char *name) {
    const struct cite_style *s = style(w, name, "en-GB");
    doc_number(w->doc, cite_style_is_note(s));
    cite_document(w->doc, s);
}

static void assert_prints(const struct doc_node *node, const char *expected) {
    struct buf b = {0};
    doc_plain_text(&b, node);
    assert_string_equal(b.p ? b.p : "", expected);
    buf_done(&b);
}

static void test_notes(void **state) {
    (void)state;
    struct world w;
    set_up(&w);
    struct work *ott = add_work(&w, "ott", "Ott", "Russia tightens control");
    struct work *bie = add_work(&w, "bie", "Bie", "The Kyrgyz Republic");
    struct doc_citation *first = add_citation(&w, ott, false);
    struct doc_citation *second = add_citation(&w, bie, true);
    struct doc_citation *third = add_citation(&w, ott, false);
    third->items[0].locator = STR("4-7");
    cite(&w, "notes");
    assert_prints(first->node, "S Ott, ‘Russia tightens control’ (The Guardian, 2014) "
                               "<https://example.org/a/b> accessed 21 August 2025.");
    assert_prints(second->author_node, "Bie");
    assert_prints(third->node, "Ott (n\u00A01), 4–7.");
    assert_int_equal(w.doc->literature.count, 2);
    assert_prints(w.doc->literature.entries[0].label, "1.");
    assert_prints(w.doc->literature.entries[1].body,
                  "S Bie, ‘The Kyrgyz Republic’ (The Guardian, 2014) "
                  "<https://example.org/a/b> accessed 21 August 2025.");
    assert_ptr_equal(w.doc->literature.entries[1].ref->work, bie);
    tear_down(&w);
}

/* The node of that kind below node, or NULL. */
static const struct doc_node *find_kind(const struct doc_node *node, enum doc_kind kind) {
    for (const struct doc_node *c = node->first; c; c = c->next) {
        if (c->kind == kind) return c;
        const struct doc_node *found = find_kind(c, kind);
        if (found) return found;
    }
    return NULL;
}

static void test_links(void **state) {
    (void)state;
    struct world w;
    set_up(&w);
    struct doc_citation *c = add_citation(&w, add_work(&w, "ott", "Ott", "A title"), false);
    cite(&w, "notes");
    const struct doc_node *link = find_kind(c->node, DOC_LINK);
    assert_non_null(link);
    assert_true(str_is(link->u.link.url, "https://example.org/a/b"));
    assert_prints(link, "https://example.org/a/b");
    tear_down(&w);
}

static void test_numeric_and_author_date(void **state) {
    (void)state;
    struct world w;
    set_up(&w);
    struct work *ott = add_work(&w, "ott", "Ott", "One");
    struct work *bie = add_work(&w, "bie", "Bie", "Two");
    add_citation(&w, ott, false);
    struct doc_citation *second = add_citation(&w, bie, false);
    cite(&w, "numeric");
    assert_prints(second->node, "[2]");
    tear_down(&w);
    set_up(&w);
    ott = add_work(&w, "ott", "Ott", "One");
    struct work *more = add_work(&w, "ott2", "Ott", "Two");
    struct doc_citation *first = add_citation(&w, ott, false);
    second = add_citation(&w, more, true);
    cite(&w, "author-date");
    assert_prints(first->node, "(Ott 2014a)");
    assert_prints(second->node, "Ott (2014b)");
    tear_down(&w);
}

/* The languages below a node, in its order, of the texts that have one of their own. */
static void assert_languages(struct doc_node *top, const char *expected) {
    struct buf b = {0};
    for (struct doc_node *n = top; n; n = doc_next(top, n)) {
        if (!n->lang.n) continue;
        buf_printf(&b, "%.*s:", STR_ARG(n->lang));
        doc_plain_text(&b, n);
    }
    assert_string_equal(b.p ? b.p : "", expected);
    buf_done(&b);
}

/* What a cite says of a work in another language is in that language; what the style says is not.
 */
static void test_languages(void **state) {
    (void)state;
    struct world w;
    set_up(&w);
    w.doc->meta.lang = STR("en-GB");
    struct work *ott = add_work(&w, "ott", "Ott", "Russia"), *de = add_work(&w, "de", "Maß", "Maß");
    ott->lang = STR("en-US");
    de->lang = STR("de");
    struct doc_citation *own = add_citation(&w, ott, false), *first = add_citation(&w, de, false);
    struct doc_citation *again = add_citation(&w, de, false), *named = add_citation(&w, de, true);
    cite(&w, "notes");
    assert_languages(own->node, "");
    assert_languages(first->node, "de:S Maß, ‘Maß’ (The Guardian, 2014) <https://example.org/a/b> "
                                  "accessed 21 August 2025");
    assert_languages(again->node, "de:Maß (n\u00A02)");
    assert_languages(named->author_node, "de:Maß");
    tear_down(&w);
    set_up(&w);
    w.doc->meta.lang = STR("en-GB");
    de = add_work(&w, "de", "Maß", "Maß");
    de->lang = STR("de");
    first = add_citation(&w, de, false);
    cite(&w, "numeric");
    assert_languages(first->node, "");
    tear_down(&w);
}

/* A date that is not certain says so, in the words of the language. */
static void test_circa(void **state) {
    (void)state;
    static const struct {
        const char *style, *lang, *prints;
    } rows[] = {
        {"notes", "en-GB", "Ott, ‘A map’ (The Guardian, c. 2014)"},
        {"numeric", "en-GB", "Ott, ‘A map’, The Guardian, c. 2014."},
        {"author-date", "en-GB", "Ott, S. (c. 2014). ‘A map’"},
        {"author-date", "ky", "Ott, S. (болж. 2014)."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w;
        set_up(&w);
        struct work *ott = add_work(&w, "ott", "Ott", "A map");
        for (size_t k = 0; k < ott->field_count; k++)
            if (str_is(ott->fields[k].name, "issued")) ott->fields[k].date.circa = true;
        add_citation(&w, ott, false);
        const struct cite_style *s = style(&w, rows[i].style, rows[i].lang);
        doc_number(w.doc, cite_style_is_note(s));
        cite_document(w.doc, s);
        struct buf b = {0};
        doc_plain_text(&b, w.doc->literature.entries[0].body);
        if (str_find(buf_str(&b), str_of(rows[i].prints)) == SIZE_MAX)
            fail_msg("“%s” is not in “%.*s”", rows[i].prints, STR_ARG(buf_str(&b)));
        buf_done(&b);
        tear_down(&w);
    }
}

/* What the author says of neighbours keeps them: cites sort only between such words. */
static void test_prefixes_in_order(void **state) {
    (void)state;
    static const char xml[] =
        "<style xmlns='http://purl.org/net/xbiblio/csl' class='in-text' version='1.0'>"
        "<info><title>t</title><id>t</id><updated>2025-01-01T00:00:00+00:00</updated></info>"
        "<citation><sort><key variable='title'/></sort>"
        "<layout delimiter='; '><text variable='title'/></layout></citation></style>";
    struct world w;
    set_up(&w);
    static const char *const titles[] = {"Delta", "Beta", "Charlie", "Alpha"};
    struct doc_citation *c = add_citation(&w, add_work(&w, "none", "Ott", "None"), false);
    c->items = arena_new_array(&w.arena, 4, struct doc_cite_item);
    c->item_count = 4;
    for (size_t i = 0; i < 4; i++) {
        c->items[i].work = add_work(&w, titles[i], "Ott", titles[i]);
        c->items[i].key = str_of(titles[i]);
    }
    c->items[2].prefix = STR("see also");
    const struct cite_style *s =
        cite_style_parse(&w.arena, &w.diags, nowhere, str_of(xml), STR_NONE, loader);
    doc_number(w.doc, false);
    cite_document(w.doc, s);
    assert_prints(c->node, "Beta; Delta; Alpha; see also Charlie");
    tear_down(&w);
}

/* A note begins with a capital, but for words that have theirs elsewhere. */
static void test_notes_begin(void **state) {
    (void)state;
    struct world w;
    set_up(&w);
    struct work *ott = add_work(&w, "ott", "Ott", "A map");
    struct work *shop = add_work(&w, "shop", "eBay", "A shop");
    struct doc_citation *one = add_citation(&w, ott, false), *two = add_citation(&w, shop, false);
    struct doc_citation *three = add_citation(&w, shop, false);
    one->items[0].prefix = STR("see");
    cite(&w, "notes");
    struct buf b = {0};
    doc_plain_text(&b, one->node);
    assert_true(str_starts(buf_str(&b), "See S Ott"));
    buf_done(&b);
    assert_prints(three->node, "eBay (n\u00A02).");
    (void)two;
    tear_down(&w);
}

static void test_missing_fields(void **state) {
    (void)state;
    struct world w;
    set_up(&w);
    struct work *bare = arena_new(&w.arena, struct work);
    bare->id = STR("bare");
    bare->type = STR("book");
    bare->pos = (struct pos){0, 7, 3};
    add_citation(&w, bare, false);
    cite(&w, "notes");
    assert_int_equal(w.diags.seen[DIAG_CITE_FIELD], 1); /* one for all that is missing */
    assert_non_null(strstr(str_to_c(&w.arena, w.diags.list.v[0].message),
                           "has no title, date or publisher, which"));
    assert_string_equal(str_to_c(&w.arena, w.diags.list.v[0].hint),
                        "add `title:`, `issued:` and `publisher:` to the reference");
    assert_int_equal(w.diags.list.v[0].pos.line, 7);
    tear_down(&w);
}

static void assert_refused(const char *xml) {
    struct world w;
    set_up(&w);
    assert_null(cite_style_parse(&w.arena, &w.diags, nowhere, str_of(xml), STR_NONE, loader));
    assert_int_equal(w.diags.seen[DIAG_CSL_BROKEN], 1);
    tear_down(&w);
}

static void test_hostile_styles(void **state) {
    (void)state;
    assert_refused("");
    assert_refused("no XML");
    assert_refused("<locale/>");
    assert_refused("<style><citation/></style>");
    assert_refused("<!DOCTYPE style [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><style>&b;</style>");
    assert_refused("<style><citation><layout><text macro='m'/></layout></citation></style>");
    assert_refused("<style><macro name='m'><text macro='n'/></macro>"
                   "<macro name='n'><group><text macro='m'/></group></macro>"
                   "<citation><layout><text macro='m'/></layout></citation></style>");
}

static void test_deep_style(void **state) {
    (void)state;
    struct buf b = {0};
    buf_add_c(&b, "<style><citation><layout>");
    for (int i = 0; i < 200; i++)
        buf_add_c(&b, "<group>");
    for (int i = 0; i < 200; i++)
        buf_add_c(&b, "</group>");
    buf_add_c(&b, "</layout></citation></style>");
    assert_refused(b.p);
    buf_done(&b);
}

/* Macros that double at each level print nothing rather than for ever. */
static void test_doubling_macros(void **state) {
    (void)state;
    struct world w;
    set_up(&w);
    struct buf b = {0};
    buf_add_c(&b, "<style class='in-text'>");
    for (int i = 0; i < 60; i++)
        buf_printf(&b, "<macro name='m%d'><text macro='m%d'/><text macro='m%d'/></macro>", i, i + 1,
                   i + 1);
    buf_add_c(&b, "<macro name='m60'><text value='x'/></macro>"
                  "<citation><layout><text macro='m0'/></layout></citation></style>");
    const struct cite_style *s =
        cite_style_parse(&w.arena, &w.diags, nowhere, buf_str(&b), STR_NONE, loader);
    assert_non_null(s);
    add_citation(&w, add_work(&w, "ott", "Ott", "One"), false);
    doc_number(w.doc, false);
    cite_document(w.doc, s);
    assert_int_equal(w.diags.seen[DIAG_LIMIT], 1);
    buf_done(&b);
    tear_down(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_numeric_and_author_date),
        cmocka_unit_test(test_circa),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_prefixes_in_order),
        cmocka_unit_test(test_notes_begin),
        cmocka_unit_test(test_missing_fields),
        cmocka_unit_test(test_hostile_styles),
        cmocka_unit_test(test_deep_style),
        cmocka_unit_test(test_doubling_macros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
