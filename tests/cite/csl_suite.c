/* The runner of the official CSL test suite.
 *
 *     csl_suite DIR LIST [--accept] [--verbose] [NAME…]
 *
 * Runs the fixtures in DIR ($CHANCERY_CSL_SUITE instead, if set), or only those named, through the
 * engine; prints the names that fail, then "N passed, N failed". LIST holds the names that are
 * known to pass: one of them failing makes the exit status 1. --accept writes LIST anew. Without
 * the suite the run is skipped. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "cite/engine.h"
#include "csl_data.h"
#include "csl_html.h"

enum { MAX_FILE = 8 << 20 };

static const char locales[] = "/usr/share/citation-style-language/locales";

struct suite {
    const char *folder, *list;
    bool accept, verbose;
    struct arena arena; /* for the whole run: names, locales */
    struct hash wanted; /* names given on the command line */
    struct hash known;  /* names that passed before */
    size_t wanted_count;
    VEC(struct str) passed, failed, lost, gained;
};

/* --- fixtures --------------------------------------------------------------------------------- */

struct fixture {
    struct arena *a;
    struct str text;
    struct str mode, result, csl;
    json_t *input, *items, *citations;
};

/* The text between ">>== NAME ==>>" and "<<== NAME ==<<", with any number of equals signs. */
static struct str section(struct str text, const char *name) {
    size_t at = 0, n = strlen(name), from = SIZE_MAX;
    while (at < text.n) {
        size_t end = at + str_find_char(str_slice(text, at, text.n), '\n');
        struct str line = str_slice(text, at, end - at);
        bool open = str_starts(line, ">>="), close = str_starts(line, "<<=");
        size_t i = 2;
        while (i < line.n && line.p[i] == '=')
            i++;
        bool named = (open || close) && i + n + 2 <= line.n && line.p[i] == ' ' &&
                     memcmp(line.p + i + 1, name, n) == 0 && line.p[i + 1 + n] == ' ';
        if (named && open) from = end + 1;
        if (named && close && from != SIZE_MAX) return str_slice(text, from, at - from);
        at = end + 1;
    }
    return STR_NONE;
}

static json_t *json_section(struct str text, const char *name) {
    struct str s = section(text, name);
    return s.n ? json_loadb(s.p, s.n, 0, NULL) : NULL;
}

static bool read_fixture(struct fixture *f, struct arena *a, const char *path) {
    *f = (struct fixture){.a = a};
    if (!file_read(&f->text, a, path, MAX_FILE)) return false;
    if (str_starts(f->text, "\xEF\xBB\xBF")) f->text = str_slice(f->text, 3, f->text.n);
    f->mode = str_trim(section(f->text, "MODE"));
    f->result = str_trim(section(f->text, "RESULT"));
    f->csl = str_trim(section(f->text, "CSL"));
    f->input = json_section(f->text, "INPUT");
    f->items = json_section(f->text, "CITATION-ITEMS");
    f->citations = json_section(f->text, "CITATIONS");
    return f->csl.n && f->mode.n;
}

static void free_fixture(struct fixture *f) {
    json_decref(f->input);
    json_decref(f->items);
    json_decref(f->citations);
}

/* --- locales ---------------------------------------------------------------------------------- */

static bool load(void *closure, struct str *out, struct arena *a, struct str name, bool locale) {
    (void)closure;
    if (!locale) return false;
    return file_read(out, a, arena_printf(a, "%s/locales-%.*s.xml", locales, STR_ARG(name)),
                     MAX_FILE);
}

/* --- one run ---------------------------------------------------------------------------------- */

struct run {
    struct arena arena, scratch;
    struct engine *engine;
    const struct cite_style *style;
    struct diags diags;
    struct buf out;
    bool prints_numbers; /* the style uses citation-number */
};

static struct doc_node *print(struct run *r, const struct out *o) {
    struct doc_node *root = doc_node_new(&r->arena, DOC_PARAGRAPH, (struct pos){0, 0, 0});
    struct print_options p = engine_print_options(r->engine, &r->arena, true);
    if (o) out_print(root, o, &p);
    return root;
}

static struct cite_ref *read_ref(struct run *r, const json_t *o, struct cite_cluster *c) {
    struct cite_ref *ref = arena_new(&r->arena, struct cite_ref);
    ref->entry = engine_find(r->engine, csl_data_text(&r->arena, json_object_get(o, "id")));
    ref->prefix = csl_data_text(&r->arena, json_object_get(o, "prefix"));
    ref->suffix = csl_data_text(&r->arena, json_object_get(o, "suffix"));
    ref->label = csl_data_text(&r->arena, json_object_get(o, "label"));
    ref->locator = csl_data_text(&r->arena, json_object_get(o, "locator"));
    ref->suppress_author = json_is_true(json_object_get(o, "suppress-author"));
    ref->author_only = json_is_true(json_object_get(o, "author-only"));
    ref->near_note = json_is_true(json_object_get(o, "near-note"));
    ref->position = (enum cite_position)json_integer_value(json_object_get(o, "position"));
    ref->first_note = (size_t)json_integer_value(json_object_get(o, "first-reference-note-number"));
    ref->cluster = c;
    return ref;
}

static struct cite_cluster *read_cluster(struct run *r, const json_t *items, size_t note) {
    struct cite_cluster *c = arena_new(&r->arena, struct cite_cluster);
    size_t n = json_array_size(items);
    c->refs = arena_new_array(&r->arena, n + 1, struct cite_ref *);
    c->note_number = note;
    for (size_t i = 0; i < n; i++) {
        struct cite_ref *ref = read_ref(r, json_array_get(items, i), c);
        ref->given = i;
        if (ref->entry) c->refs[c->ref_count++] = ref;
    }
    return c;
}

/* All works in one citation in the bibliography's order, as the suite has it where a fixture gives
 * no citations. */
static struct cite_cluster *cite_all(struct run *r) {
    struct cite_cluster *c = arena_new(&r->arena, struct cite_cluster);
    struct entry **order;
    engine_update(r->engine, NULL, 0);
    size_t n = engine_entries(r->engine, &order);
    c->refs = arena_new_array(&r->arena, n + 1, struct cite_ref *);
    for (size_t i = 0; i < n; i++) {
        struct cite_ref *ref = arena_new(&r->arena, struct cite_ref);
        ref->entry = order[i];
        ref->cluster = c;
        ref->given = i;
        c->refs[c->ref_count++] = ref;
    }
    return c;
}

static struct str render_text(struct run *r, struct cite_cluster *c) {
    struct buf b = {0};
    csl_html_write(&b, print(r, engine_render_cluster(r->engine, c)));
    if (b.n == 0) buf_add_c(&b, "[CSL STYLE ERROR: reference with no printed form.]");
    struct str s = str_copy(&r->arena, buf_str(&b));
    buf_done(&b);
    return s;
}

static void run_items(struct run *r, const struct fixture *f) {
    size_t count = f->items ? json_array_size(f->items) : 1;
    struct cite_cluster **clusters = arena_new_array(&r->arena, count + 1, struct cite_cluster *);
    for (size_t i = 0; i < count; i++) {
        clusters[i] = f->items ? read_cluster(r, json_array_get(f->items, i), 0) : cite_all(r);
        clusters[i]->keep_positions = true;
    }
    engine_update(r->engine, clusters, count);
    if (str_starts(f->mode, "bibliography")) return;
    for (size_t i = 0; i < count; i++) {
        if (i) buf_add_char(&r->out, '\n');
        buf_add_str(&r->out, render_text(r, clusters[i]));
    }
}

/* --- citations that are inserted one by one --------------------------------------------------- */

struct document {
    struct str ids[512], texts[512], before[512];
    struct str facts[512], facts_before[512];
    struct cite_cluster *clusters[512];
    size_t n;
};

static size_t find_id(const struct document *d, struct str id) {
    for (size_t i = 0; i < d->n; i++)
        if (str_eq(d->ids[i], id)) return i;
    return SIZE_MAX;
}

/* The document after a step: those before, the new citation, those after. */
static void take_step(struct run *r, struct document *d, const json_t *step) {
    const json_t *citation = json_array_get(step, 0);
    struct document *next = arena_new(&r->arena, struct document);
    const json_t *props = json_object_get(citation, "properties");
    struct str id = csl_data_text(&r->arena, json_object_get(citation, "citationID"));
    size_t note = (size_t)json_integer_value(json_object_get(props, "noteIndex"));
    struct cite_cluster *c = read_cluster(r, json_object_get(citation, "citationItems"), note);
    for (size_t part = 0; part < 3; part++) {
        if (part == 1) {
            next->ids[next->n] = id;
            next->clusters[next->n++] = c;
            continue;
        }
        const json_t *list = json_array_get(step, part == 0 ? 1 : 2);
        for (size_t i = 0; i < json_array_size(list) && next->n < 500; i++) {
            const json_t *pair = json_array_get(list, i);
            size_t at = find_id(d, csl_data_text(&r->arena, json_array_get(pair, 0)));
            if (at == SIZE_MAX) continue;
            next->ids[next->n] = d->ids[at];
            next->before[next->n] = d->texts[at];
            next->facts_before[next->n] = d->facts[at];
            next->clusters[next->n] = d->clusters[at];
            next->clusters[next->n++]->note_number =
                (size_t)json_integer_value(json_array_get(pair, 1));
        }
    }
    *d = *next;
}

/* What a citation's text may rest on: the suite marks it as changed with these, printed or not. */
static struct str facts_of(struct run *r, const struct cite_cluster *c) {
    struct str s = STR_NONE;
    for (size_t i = 0; i < c->ref_count; i++) {
        const struct entry *e = c->refs[i]->entry;
        s = str_printf(&r->arena, "%.*s %.*s %zu", STR_ARG(s), STR_ARG(e->work->id),
                       r->prints_numbers ? e->number : 0);
    }
    return s;
}

/* Only cited works are registered, in the order of citation. */
static void register_cited(struct run *r, struct document *d) {
    engine_clear(r->engine);
    for (size_t i = 0; i < d->n; i++)
        for (size_t k = 0; k < d->clusters[i]->ref_count; k++)
            engine_add_work(r->engine, d->clusters[i]->refs[k]->entry->work);
}

static void run_citations(struct run *r, const struct fixture *f) {
    struct document *d = arena_new(&r->arena, struct document);
    for (size_t i = 0; i < json_array_size(f->citations); i++) {
        take_step(r, d, json_array_get(f->citations, i));
        register_cited(r, d);
        engine_update(r->engine, d->clusters, d->n);
        for (size_t k = 0; k < d->n; k++) {
            d->texts[k] = render_text(r, d->clusters[k]);
            d->facts[k] = facts_of(r, d->clusters[k]);
        }
    }
    if (str_starts(f->mode, "bibliography")) return;
    for (size_t i = 0; i < d->n; i++) {
        bool changed = !d->before[i].p || !str_eq(d->before[i], d->texts[i]) ||
                       !str_eq(d->facts_before[i], d->facts[i]);
        if (i) buf_add_char(&r->out, '\n');
        buf_printf(&r->out, "%s[%zu] %.*s", changed ? ">>" : "..", i, STR_ARG(d->texts[i]));
    }
}

static void run_bibliography(struct run *r) {
    struct entry **order;
    size_t n = engine_entries(r->engine, &order);
    buf_add_c(&r->out, "<div class=\"csl-bib-body\">\n");
    struct entry *previous = NULL;
    for (size_t i = 0; i < n; i++) {
        struct buf b = {0};
        csl_html_write(&b, print(r, engine_render_entry(r->engine, order[i], previous)));
        if (b.n)
            buf_printf(&r->out, "  <div class=\"csl-entry\">%.*s</div>\n", STR_ARG(buf_str(&b)));
        buf_done(&b);
        previous = order[i];
    }
    buf_add_c(&r->out, "</div>");
}

/* True if a later work has the same id: the later one counts. */
static bool is_replaced(const struct work *works, size_t i, size_t n) {
    for (size_t k = i + 1; k < n; k++)
        if (str_eq(works[k].id, works[i].id)) return true;
    return false;
}

static void run_engine(struct run *r, const struct fixture *f) {
    size_t n;
    struct work *works = csl_data_works(&r->arena, f->input, &n);
    r->engine = engine_new(&r->arena, &r->scratch, r->style);
    for (size_t i = 0; i < n; i++)
        if (!is_replaced(works, i, n)) engine_add_work(r->engine, &works[i]);
    if (f->citations)
        run_citations(r, f);
    else
        run_items(r, f);
    if (str_starts(f->mode, "bibliography")) run_bibliography(r);
    engine_done(r->engine);
}

static bool run_fixture(struct suite *s, struct str name, const struct fixture *f) {
    struct run *r = arena_new(f->a, struct run);
    arena_init(&r->arena);
    arena_init(&r->scratch);
    diags_init(&r->diags, &r->arena);
    struct cite_loader loader = {load, s};
    r->style =
        cite_style_parse(&r->arena, &r->diags, (struct pos){0, 0, 0}, f->csl, STR_NONE, loader);
    r->prints_numbers = str_find(f->csl, STR("citation-number")) != SIZE_MAX;
    if (r->style) run_engine(r, f);
    struct str got = str_trim(buf_str(&r->out));
    bool ok = r->style && str_eq(got, f->result);
    if (!ok && s->verbose) {
        printf("---- %.*s\nexpected:\n%.*s\nactual:\n%.*s\n", STR_ARG(name), STR_ARG(f->result),
               STR_ARG(got));
        for (size_t i = 0; i < r->diags.list.n; i++)
            printf("%.*s\n", STR_ARG(r->diags.list.v[i].message));
    }
    buf_done(&r->out);
    arena_done(&r->scratch);
    arena_done(&r->arena);
    return ok;
}

/* --- the run of all --------------------------------------------------------------------------- */

static void run_file(struct suite *s, const char *file) {
    struct str name = str_of(file);
    if (!str_ends(name, ".txt")) return;
    name.n -= 4;
    if (s->wanted_count && !hash_get(&s->wanted, name)) return;
    struct arena a;
    arena_init(&a);
    struct fixture f;
    bool ok = read_fixture(&f, &a, file_join(&a, s->folder, file)) && run_fixture(s, name, &f);
    free_fixture(&f);
    arena_done(&a);
    if (ok)
        *vec_push(&s->arena, &s->passed) = name;
    else
        *vec_push(&s->arena, &s->failed) = name;
    bool known = hash_get(&s->known, name) != NULL;
    if (known && !ok) *vec_push(&s->arena, &s->lost) = name;
    if (!known && ok) *vec_push(&s->arena, &s->gained) = name;
}

static void read_list(struct suite *s) {
    struct str text, *words;
    hash_init(&s->known, &s->arena);
    if (!file_read(&text, &s->arena, s->list, MAX_FILE)) return;
    size_t n = style_words(&words, &s->arena, text);
    for (size_t i = 0; i < n; i++)
        hash_put(&s->known, words[i], s);
}

static bool write_list(struct suite *s) {
    struct buf b = {0};
    for (size_t i = 0; i < s->passed.n; i++)
        buf_printf(&b, "%.*s\n", STR_ARG(s->passed.v[i]));
    bool ok = file_write_atomic(s->list, buf_str(&b));
    buf_done(&b);
    return ok;
}

static void read_arguments(struct suite *s, int argc, char **argv) {
    hash_init(&s->wanted, &s->arena);
    for (int i = 1, plain = 0; i < argc; i++) {
        if (strcmp(argv[i], "--accept") == 0)
            s->accept = true;
        else if (strcmp(argv[i], "--verbose") == 0)
            s->verbose = true;
        else if (plain == 0)
            s->folder = argv[i], plain++;
        else if (plain == 1)
            s->list = argv[i], plain++;
        else {
            hash_put(&s->wanted, str_of(argv[i]), s);
            s->wanted_count++;
        }
    }
    const char *other = getenv("CHANCERY_CSL_SUITE");
    if (other && *other) s->folder = other;
}

static int report(struct suite *s) {
    for (size_t i = 0; i < s->failed.n; i++)
        printf("%.*s\n", STR_ARG(s->failed.v[i]));
    printf("%zu passed, %zu failed\n", s->passed.n, s->failed.n);
    if (s->wanted_count) return s->failed.n > 0;
    if (s->accept) return write_list(s) ? 0 : 1;
    for (size_t i = 0; i < s->lost.n; i++)
        printf("lost: %.*s\n", STR_ARG(s->lost.v[i]));
    if (s->gained.n)
        printf("%zu pass that the list does not hold; write it anew with --accept\n", s->gained.n);
    return s->lost.n > 0;
}

int main(int argc, char **argv) {
    struct suite s = {.folder = NULL};
    arena_init(&s.arena);
    read_arguments(&s, argc, argv);
    char **names;
    size_t n;
    if (!s.folder || !s.list) {
        fprintf(stderr, "usage: csl_suite DIR LIST [--accept] [--verbose] [NAME...]\n");
        return 2;
    }
    if (!file_list(&names, &n, &s.arena, s.folder)) {
        printf("skipped: the CSL test suite is not at %s\n", s.folder);
        return 0;
    }
    read_list(&s);
    for (size_t i = 0; i < n; i++)
        run_file(&s, names[i]);
    int status = report(&s);
    arena_done(&s.arena);
    return status;
}
