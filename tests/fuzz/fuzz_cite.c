/* fuzz_cite: any bytes as what a work says, cited and listed in one of our styles. The first byte
 * chooses style and kinds; lines are the values of the fields in turn. */
#include "cite/builtin.h"
#include "cite/cite.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORKS = 3 };

static bool load(void *closure, struct str *out, struct arena *a, struct str name, bool locale) {
    (void)closure;
    (void)a;
    return cite_builtin_find(out, name, locale);
}

/* The next line of *rest, or the empty string. */
static struct str next_line(struct str *rest) {
    size_t n = str_find_char(*rest, '\n');
    struct str line = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n + 1, rest->n);
    return line;
}

static struct work_field *add(struct work *w, const char *name, enum work_value_kind kind) {
    struct work_field *f = &w->fields[w->field_count++];
    f->name = str_of(name);
    f->kind = kind;
    return f;
}

static void fill(struct arena *a, struct work *w, struct str *rest, size_t i) {
    static const char *const texts[] = {"title",  "container-title", "page",
                                        "volume", "edition",         "URL",
                                        "DOI",    "publisher",       "number"};
    static const char *const types[] = {"book", "article-journal", "chapter", "webpage", "report"};
    w->id = str_printf(a, "w%zu", i);
    w->fields = arena_new_array(a, 16, struct work_field);
    w->type = str_of(types[next_line(rest).n % 5]);
    struct work_field *f = add(w, "author", WORK_NAMES);
    f->name_count = 1 + i;
    f->names = arena_new_array(a, f->name_count, struct work_name);
    for (size_t k = 0; k < f->name_count; k++) {
        f->names[k].family = next_line(rest);
        f->names[k].given = next_line(rest);
    }
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        add(w, texts[k], WORK_TEXT)->text = next_line(rest);
    add(w, "issued", WORK_DATE)->date.raw = next_line(rest);
}

static void cite(struct arena *a, struct doc *doc, struct work *works, struct str *rest) {
    struct doc_node *p = doc_node_new(a, DOC_PARAGRAPH, (struct pos){0, 0, 0});
    struct doc_citation *c = arena_new(a, struct doc_citation);
    c->node = doc_node_new(a, DOC_CITATION, p->pos);
    c->node->u.citation.citation = c;
    c->item_count = WORKS;
    c->items = arena_new_array(a, WORKS, struct doc_cite_item);
    for (size_t i = 0; i < WORKS; i++) {
        c->items[i].work = &works[i];
        c->items[i].key = works[i].id;
        c->items[i].prefix = next_line(rest);
        c->items[i].suffix = next_line(rest);
        c->items[i].locator = next_line(rest);
    }
    doc_append(p, c->node);
    doc_append(doc->root, p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const styles[] = {"notes", "numeric", "author-date"};
    static const char *const langs[] = {"en-GB", "ky", "ka", "en-US"};
    if (size == 0) return 0;
    struct arena arena;
    arena_init(&arena);
    struct diags ds;
    diags_init(&ds, &arena);
    struct str xml, rest = {(const char *)data + 1, size - 1};
    if (!cite_builtin_find(&xml, str_of(styles[data[0] % 3]), false)) __builtin_trap();
    struct cite_style *style =
        cite_style_parse(&arena, &ds, (struct pos){0, 0, 0}, xml, str_of(langs[data[0] / 3 % 4]),
                         (struct cite_loader){load, NULL});
    if (!style) __builtin_trap();
    struct doc *doc = doc_new(&arena, &ds);
    struct work works[WORKS] = {{.id = STR_NONE}};
    for (size_t i = 0; i < WORKS; i++)
        fill(&arena, &works[i], &rest, i);
    cite(&arena, doc, works, &rest);
    cite(&arena, doc, works, &rest);
    doc_number(doc, cite_style_is_note(style));
    cite_document(doc, style);
    arena_done(&arena);
    return 0;
}
