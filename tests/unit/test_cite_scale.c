/* Ten thousand citations of two thousand works: the time grows with the document, not with its
 * square. Many works share authors and years, so that disambiguation has its hands full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <time.h>

#include "base/file.h"
#include "cite/builtin.h"
#include "cite/cite.h"

enum { WORKS = 2000, CITATIONS = 10000 };

static const char system_folder[] = "/usr/share/citation-style-language";

static bool load(void *closure, struct str *out, struct arena *a, struct str name, bool locale) {
    (void)closure;
    const char *path =
        arena_printf(a, "%s/%s%.*s%s", system_folder, locale ? "locales/locales-" : "styles/",
                     STR_ARG(name), locale ? ".xml" : ".csl");
    return file_read(out, a, path, 8 << 20) || cite_builtin_find(out, name, locale);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct work_field *field(struct work *w, const char *name, enum work_value_kind kind) {
    struct work_field *f = &w->fields[w->field_count++];
    f->name = str_of(name);
    f->kind = kind;
    return f;
}

static void make_work(struct arena *a, struct work *w, size_t i) {
    static const char *const families[] = {"Ott",     "Bie",       "van der Berg", "Sydykova",
                                           "Иванов",  "Gladstone", "Marat",        "Radnitz",
                                           "Engvall", "Doolot"};
    static const char *const givens[] = {"Anna", "Andrei", "Boris", "Bella", "Chyngyz", "Clara"};
    w->id = str_printf(a, "work%zu", i);
    w->type = i % 3 ? STR("book") : STR("article-journal");
    w->fields = arena_new_array(a, 8, struct work_field);
    struct work_field *f = field(w, "author", WORK_NAMES);
    f->name_count = 1 + i % 4;
    f->names = arena_new_array(a, f->name_count, struct work_name);
    for (size_t k = 0; k < f->name_count; k++) {
        f->names[k].family = str_of(families[(i / 7 + k) % 10]);
        f->names[k].given = str_of(givens[(i + k) % 6]);
    }
    field(w, "title", WORK_TEXT)->text = str_printf(a, "On the matter of %zu", i);
    field(w, "publisher", WORK_TEXT)->text = STR("Press");
    field(w, "container-title", WORK_TEXT)->text = STR("A journal of matters");
    field(w, "page", WORK_TEXT)->text = STR("110-119");
    field(w, "issued", WORK_DATE)->date.from.year = 1990 + (int)(i % 30);
}

static struct doc *make_doc(struct arena *a, struct diags *ds) {
    struct doc *doc = doc_new(a, ds);
    struct work *works = arena_new_array(a, WORKS, struct work);
    for (size_t i = 0; i < WORKS; i++)
        make_work(a, &works[i], i);
    for (size_t i = 0; i < CITATIONS; i++) {
        struct doc_node *p = doc_node_new(a, DOC_PARAGRAPH, (struct pos){0, 0, 0});
        struct doc_node *n = doc_node_new(a, DOC_CITATION, p->pos);
        struct doc_citation *c = arena_new(a, struct doc_citation);
        c->node = n;
        c->item_count = 1 + i % 2;
        c->items = arena_new_array(a, c->item_count, struct doc_cite_item);
        for (size_t k = 0; k < c->item_count; k++)
            c->items[k].work = &works[(i * 7919 + k) % WORKS];
        n->u.citation.citation = c;
        doc_append(p, n);
        doc_append(doc->root, p);
    }
    return doc;
}

static void run(const char *name) {
    struct arena a;
    struct diags ds;
    struct str xml;
    arena_init(&a);
    diags_init(&ds, &a);
    struct cite_loader loader = {load, NULL};
    if (!cite_builtin_find(&xml, str_of(name), false) &&
        !load(NULL, &xml, &a, str_of(name), false)) {
        printf("%s: not installed\n", name);
        arena_done(&a);
        return;
    }
    double start = now();
    const struct cite_style *s =
        cite_style_parse(&a, &ds, (struct pos){0, 0, 0}, xml, STR("en-GB"), loader);
    double parsed = now();
    assert_non_null(s);
    struct doc *doc = make_doc(&a, &ds);
    doc_number(doc, cite_style_is_note(s));
    double numbered = now();
    cite_document(doc, s);
    double done = now() - numbered;
    printf("%s: parse %.1f ms, %d citations %.2f s\n", name, (parsed - start) * 1e3, CITATIONS,
           done);
    assert_true(done < 30); /* a second without sanitizers; a square would take minutes */
    assert_non_null(doc->citations.v[CITATIONS - 1]->node->first);
    arena_done(&a);
}

static void test_ours(void **state) {
    (void)state;
    run("notes");
    run("numeric");
    run("author-date");
}

static void test_system(void **state) {
    (void)state;
    run("apa");
    run("chicago-fullnote-bibliography");
}

/* Every style that the system knows is read, or every tenth under the sanitizers; prints the
 * slowest. */
static void test_all_styles(void **state) {
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    enum { STEP = 10 };
#else
    enum { STEP = 1 };
#endif
    struct arena names_arena;
    arena_init(&names_arena);
    char **names;
    size_t n = 0, read = 0;
    double slowest = 0;
    const char *folder = arena_printf(&names_arena, "%s/styles", system_folder);
    if (!file_list(&names, &n, &names_arena, folder)) n = 0;
    struct str worst = STR_NONE;
    for (size_t i = 0; i < n; i += STEP) {
        struct arena a;
        struct diags ds;
        struct str xml;
        if (!str_ends(str_of(names[i]), ".csl")) continue;
        arena_init(&a);
        diags_init(&ds, &a);
        assert_true(file_read(&xml, &a, file_join(&a, folder, names[i]), 8 << 20));
        double start = now();
        const struct cite_style *s = cite_style_parse(
            &a, &ds, (struct pos){0, 0, 0}, xml, STR("en-GB"), (struct cite_loader){load, NULL});
        double took = now() - start;
        if (!s) print_message("%s is not read\n", names[i]);
        assert_non_null(s);
        if (took > slowest) worst = str_of(names[i]), slowest = took;
        read++;
        arena_done(&a);
    }
    printf("%zu styles parsed, the slowest in %.1f ms (%.*s)\n", read, slowest * 1e3,
           STR_ARG(worst));
    arena_done(&names_arena);
}

/* --- what no author would write --------------------------------------------------------------- */

static struct str repeat(struct arena *a, const char *piece, size_t times) {
    size_t n = strlen(piece);
    char *p = arena_alloc(a, n * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(p + i * n, piece, n);
    return (struct str){p, n * times};
}

/* One citation of works that all look alike: n authors each, and a given name and title. */
static void cite_alike(size_t works, size_t authors, const char *given, struct str title,
                       const char *style) {
    struct arena a;
    struct diags ds;
    struct str xml;
    arena_init(&a);
    diags_init(&ds, &a);
    assert_true(cite_builtin_find(&xml, str_of(style), false));
    const struct cite_style *s = cite_style_parse(&a, &ds, (struct pos){0, 0, 0}, xml, STR("en-GB"),
                                                  (struct cite_loader){load, NULL});
    assert_non_null(s);
    struct doc *doc = doc_new(&a, &ds);
    struct doc_node *p = doc_node_new(&a, DOC_PARAGRAPH, (struct pos){0, 0, 0});
    struct doc_citation *c = arena_new(&a, struct doc_citation);
    c->node = doc_node_new(&a, DOC_CITATION, p->pos);
    c->node->u.citation.citation = c;
    c->item_count = works;
    c->items = arena_new_array(&a, works, struct doc_cite_item);
    struct work *w = arena_new_array(&a, works, struct work);
    struct work_name *names = arena_new_array(&a, authors, struct work_name);
    for (size_t i = 0; i < authors; i++) {
        names[i].family = str_printf(&a, "Family%zu", i);
        names[i].given = str_of(given);
    }
    for (size_t i = 0; i < works; i++) {
        w[i].id = str_printf(&a, "w%zu", i);
        w[i].type = STR("book");
        w[i].fields = arena_new_array(&a, 8, struct work_field);
        struct work_field *f = field(&w[i], "author", WORK_NAMES);
        f->names = names;
        f->name_count = authors;
        field(&w[i], "title", WORK_TEXT)->text = title;
        field(&w[i], "issued", WORK_DATE)->date.from.year = 2000;
        c->items[i].work = &w[i];
        c->items[i].key = w[i].id;
    }
    doc_append(p, c->node);
    doc_append(doc->root, p);
    double start = now();
    doc_number(doc, cite_style_is_note(s));
    cite_document(doc, s);
    double done = now() - start;
    printf("%s, %zu works of %zu authors: %.2f s\n", style, works, authors, done);
    assert_true(done < 30);
    arena_done(&a);
}

static void test_hostile(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    cite_alike(2000, 40, "Anna", STR("A title"), "author-date");
    cite_alike(20000, 1, "Anna", STR("A title"), "author-date");
    cite_alike(20000, 1, "Anna", STR("A title"), "numeric");
    cite_alike(1, 20000, "Anna", STR("A title"), "notes");
    cite_alike(1, 1, repeat(&a, "a-", 2000000).p, STR("A title"), "author-date");
    cite_alike(1, 1, repeat(&a, "<", 2000000).p, STR("A title"), "author-date");
    const char *const pieces[] = {"<i>", "</i>", "\"",  ">\"",    "'",        "<i>a",
                                  "« ",  "“",    " - ", ", and ", "\xC3\x9F", "a "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        cite_alike(1, 1, "Anna", repeat(&a, pieces[i], 300000), "notes");
    }
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ours), cmocka_unit_test(test_system),
                                       cmocka_unit_test(test_all_styles),
                                       cmocka_unit_test(test_hostile)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
