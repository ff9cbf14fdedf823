/* Fields that a reader needs to find a work, that the style prints, and that the work lacks.
 *
 * What a style leaves out for want of a volume is no mistake; what is reported is the short list of
 * fields without which an entry of that type leads nowhere, and only where the style asks for them.
 */
#include "cite/engine_private.h"

struct need {
    const char *type; /* NULL: any */
    const char *field;
    const char *word;       /* what it is, for the message */
    const char *or_else[4]; /* one of these will do instead */
};

static const struct need needs[] = {
    {NULL, "title", "title", {"genre", "medium", NULL}},
    {NULL, "issued", "date", {"status", "accessed", "event-date", NULL}},
    {"article-journal",
     "container-title",
     "journal or book that it stands in",
     {"URL", "DOI", NULL}},
    {"article-magazine", "container-title", "journal or book that it stands in", {"URL", NULL}},
    {"article-newspaper", "container-title", "journal or book that it stands in", {"URL", NULL}},
    {"chapter", "container-title", "journal or book that it stands in", {"publisher", NULL}},
    {"webpage", "URL", "URL", {"DOI", NULL}},
    {"post-weblog", "URL", "URL", {"DOI", NULL}},
    {"book", "publisher", "publisher", {"URL", "DOI", "publisher-place", NULL}},
    {"report", "publisher", "publisher", {"URL", "DOI", "author", "number"}},
    {"thesis", "publisher", "publisher", {"URL", "DOI", NULL}},
};

/* Looks through what the style can print, macros and all; each macro once. */
struct search {
    const struct style_node *seen[256];
    size_t n;
    struct str name;
};

static bool was_seen(struct search *s, const struct style_node *macro) {
    for (size_t i = 0; i < s->n; i++)
        if (s->seen[i] == macro) return true;
    if (s->n == sizeof s->seen / sizeof *s->seen) return true;
    s->seen[s->n++] = macro;
    return false;
}

static bool prints(const struct style_node *n) {
    return n->kind == STYLE_TEXT || n->kind == STYLE_NUMBER || n->kind == STYLE_DATE ||
           n->kind == STYLE_NAMES;
}

static bool asks(struct search *s, const struct style_node *root) {
    for (const struct style_node *n = root ? root->first : NULL; n; n = n->next) {
        for (size_t i = 0; prints(n) && i < n->var_count; i++)
            if (str_eq(n->vars[i], s->name)) return true;
        if (n->macro && !was_seen(s, n->macro) && asks(s, n->macro)) return true;
        if (asks(s, n)) return true;
    }
    return false;
}

static bool style_asks(const struct cite_style *style, const char *field) {
    struct search s = {.name = str_of(field)};
    return asks(&s, style->bibliography_layout) || asks(&s, style->citation_layout);
}

static bool has_field(const struct work *w, const char *name) {
    const struct work_field *f = name ? work_find(w, str_of(name)) : NULL;
    if (!f) return false;
    if (f->kind == WORK_TEXT) return str_trim(f->text).n > 0;
    return f->kind == WORK_DATE || f->name_count > 0;
}

static bool is_met(const struct work *w, const struct need *n) {
    if (has_field(w, n->field)) return true;
    for (size_t i = 0; i < 4 && n->or_else[i]; i++)
        if (has_field(w, n->or_else[i])) return true;
    return false;
}

void fields_check(struct doc *doc, const struct engine *e) {
    enum { N = sizeof needs / sizeof *needs };
    bool asked[N];
    for (size_t i = 0; i < N; i++)
        asked[i] = style_asks(e->style, needs[i].field);
    for (size_t k = 0; k < e->entries.n; k++) {
        const struct work *w = e->entries.v[k]->work;
        for (size_t i = 0; i < N; i++) {
            if (!asked[i] || (needs[i].type && !str_is(w->type, needs[i].type))) continue;
            if (is_met(w, &needs[i])) continue;
            diag_add(doc->diags, DIAG_CITE_FIELD, w->pos,
                     arena_printf(doc->arena, "add `%s:` to the reference", needs[i].field),
                     "the reference `%.*s` has no %s, which the citation style prints",
                     STR_ARG(w->id), needs[i].word);
        }
    }
}
