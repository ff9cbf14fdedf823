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

/* Words as a list: "title, date or publisher". */
static void add_listed(struct buf *b, const char *const *words, size_t n, const char *joint,
                       const char *quote) {
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s%s%s%s", i == 0 ? "" : i + 1 == n ? joint : ", ", quote, words[i], quote);
}

/* One report for all that a work lacks. */
static void report(struct doc *doc, const struct work *w, const struct need *const *lacking,
                   size_t n) {
    const char *words[sizeof needs / sizeof *needs], *keys[sizeof needs / sizeof *needs];
    struct buf list = {0}, hint = {0};
    for (size_t i = 0; i < n; i++) {
        words[i] = lacking[i]->word;
        keys[i] = arena_printf(doc->arena, "%s:", lacking[i]->field);
    }
    add_listed(&list, words, n, " or ", "");
    add_listed(&hint, keys, n, " and ", "`");
    diag_add(doc->diags, DIAG_CITE_FIELD, w->pos,
             arena_printf(doc->arena, "add %.*s to the reference", STR_ARG(buf_str(&hint))),
             "the reference `%.*s` has no %.*s, which the citation style prints", STR_ARG(w->id),
             STR_ARG(buf_str(&list)));
    buf_done(&list);
    buf_done(&hint);
}

void fields_check(struct doc *doc, const struct engine *e) {
    enum { N = sizeof needs / sizeof *needs };
    bool asked[N];
    for (size_t i = 0; i < N; i++)
        asked[i] = style_asks(e->style, needs[i].field);
    for (size_t k = 0; k < e->entries.n; k++) {
        const struct work *w = e->entries.v[k]->work;
        const struct need *lacking[N];
        size_t n = 0;
        for (size_t i = 0; i < N; i++) {
            if (!asked[i] || (needs[i].type && !str_is(w->type, needs[i].type))) continue;
            if (!is_met(w, &needs[i])) lacking[n++] = &needs[i];
        }
        if (n) report(doc, w, lacking, n);
    }
}
