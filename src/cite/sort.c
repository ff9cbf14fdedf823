/* Sorting the bibliography and the cites of a cluster by a style's cs:sort. */
#include <stdlib.h>

#include "base/utf8.h"
#include "cite/engine_private.h"
#include "text/case.h"

static bool is_mark(uint32_t cp) {
    if (cp < 0x80) return cp > ' ' && !case_is_alnum(cp) && cp != '-';
    return cp == 0xAB || cp == 0xBB || (cp >= 0x2018 && cp <= 0x201F) || cp == 0x2026;
}

/* The words alone: marks of punctuation do not count in the order. */
static struct str strip_marks(struct arena *a, struct str s) {
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t cp = utf8_next(s, &i);
        bool inner = (cp == '\'' || cp == 0x2019) && n && p[n - 1] != ' ';
        if (is_mark(cp) && !inner) continue;
        memcpy(p + n, s.p + from, i - from);
        n += i - from;
    }
    return str_trim((struct str){p, n});
}

/* The order of the style's language; it is opened for the first key that needs it, since many
 * styles sort nothing. */
static const struct collator *collator_of(struct engine *e) {
    if (!e->collator) e->collator = collator_new(e->style->lang);
    if (!e->collator) arena_fail();
    return e->collator;
}

static struct str plain_key(struct engine *e, struct arena *a, const struct out *o) {
    struct str words = strip_marks(e->scratch, out_plain_str(e->scratch, o));
    return words.n ? collate_key(a, collator_of(e), words) : STR_NONE;
}

static bool is_numeric_variable(struct str name) {
    static const char *const names[] = {"chapter-number",
                                        "collection-number",
                                        "edition",
                                        "issue",
                                        "number",
                                        "number-of-pages",
                                        "number-of-volumes",
                                        "volume",
                                        "first-reference-note-number"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i])) return true;
    return false;
}

static struct str variable_key(struct engine *e, struct arena *a, struct render *r,
                               const struct style_node *key) {
    struct str name = key->vars[0];
    const struct work_field *f = work_find(r->work, name);
    if (str_is(name, "citation-number"))
        return str_copy(a, str_printf(e->scratch, "%012zu", r->entry->number));
    if (f && f->kind == WORK_DATE) return str_copy(a, date_sort_key(e->scratch, &f->date));
    if (f && f->kind == WORK_NAMES) return plain_key(e, a, names_of_variable(r, name, false));
    struct str v = render_variable(r, name, false);
    long n;
    if (!v.n) return STR_NONE;
    if (is_numeric_variable(name) && str_to_long(&n, str_trim(v)))
        return str_copy(a, str_printf(e->scratch, "%012ld", n));
    return plain_key(e, a, out_rich(e->scratch, v));
}

static struct str macro_key(struct engine *e, struct arena *a, struct render *r,
                            const struct style_node *key) {
    return plain_key(e, a, render_children(r, key->macro));
}

struct sort_key *sort_keys(struct engine *e, struct arena *a, const struct entry *entry,
                           const struct style_node *sort, enum render_area area, size_t *n) {
    *n = 0;
    for (const struct style_node *k = sort ? sort->first : NULL; k; k = k->next)
        if (k->kind == STYLE_KEY) (*n)++;
    if (*n == 0) return NULL;
    struct sort_key *keys = arena_new_array(a, *n, struct sort_key), *at = keys;
    for (const struct style_node *k = sort->first; k; k = k->next) {
        if (k->kind != STYLE_KEY) continue;
        struct render r;
        render_init(&r, e, entry, area);
        r.sorting = true;
        r.key = k;
        if (k->macro)
            at->bytes = macro_key(e, a, &r, k);
        else if (k->var_count)
            at->bytes = variable_key(e, a, &r, k);
        at->descending = style_attr_is(k, ATTR_SORT, "descending");
        at++;
    }
    return keys;
}

int sort_compare(const struct sort_key *x, const struct sort_key *y, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct str a = x[i].bytes, b = y[i].bytes;
        if (!a.n && !b.n) continue;
        if (!a.n || !b.n) return a.n ? -1 : 1;
        int c = str_cmp(a, b);
        if (c) return x[i].descending ? -c : c;
    }
    return 0;
}

struct row {
    struct sort_key *keys;
    size_t n, place;
    void *item;
};

static int compare_rows(const void *x, const void *y) {
    const struct row *a = x, *b = y;
    int c = sort_compare(a->keys, b->keys, a->n);
    return c ? c : a->place < b->place ? -1 : a->place > b->place;
}

static void number_entries(struct engine *e) {
    for (size_t i = 0; i < e->order_count; i++)
        e->order[i]->number = i + 1;
}

void sort_bibliography(struct engine *e) {
    e->order = arena_new_array(e->arena, e->entries.n + 1, struct entry *);
    e->order_count = 0;
    for (size_t i = 0; i < e->entries.n; i++)
        e->order[e->order_count++] = e->entries.v[i];
    number_entries(e);
    const struct style_node *sort = style_child(e->style->bibliography, STYLE_SORT);
    if (!sort || !style_child(sort, STYLE_KEY)) return;
    struct arena_mark mark = arena_mark(e->scratch);
    struct row *rows = arena_new_array(e->scratch, e->order_count + 1, struct row);
    for (size_t i = 0; i < e->order_count; i++) {
        rows[i].item = e->order[i];
        rows[i].place = i;
        rows[i].keys = sort_keys(e, e->scratch, e->order[i], sort, AREA_BIBLIOGRAPHY, &rows[i].n);
    }
    qsort(rows, e->order_count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < e->order_count; i++)
        e->order[i] = rows[i].item;
    arena_reset(e->scratch, mark);
    number_entries(e);
}

/* Refs that sort among themselves: "see also" begins anew, and "and so on" ends, since what the
 * author wrote speaks of its neighbours. */
static size_t sortable(struct cite_ref *const *refs, size_t n) {
    size_t end = 1;
    while (end < n && !refs[end]->prefix.n && !refs[end - 1]->suffix.n)
        end++;
    return end;
}

static void sort_refs(struct engine *e, struct cite_ref **refs, size_t n,
                      const struct style_node *sort) {
    struct row *rows = arena_new_array(e->scratch, n, struct row);
    for (size_t i = 0; i < n; i++) {
        rows[i].item = refs[i];
        rows[i].place = i;
        rows[i].keys = sort_keys(e, e->scratch, refs[i]->entry, sort, AREA_CITATION, &rows[i].n);
    }
    qsort(rows, n, sizeof *rows, compare_rows);
    for (size_t i = 0; i < n; i++)
        refs[i] = rows[i].item;
}

/* Back to the author's order, in which alone neighbours can be told: sorting comes more than once.
 */
static int compare_given(const void *x, const void *y) {
    const struct cite_ref *a = *(struct cite_ref *const *)x, *b = *(struct cite_ref *const *)y;
    return a->given < b->given ? -1 : a->given > b->given;
}

void sort_cluster(struct engine *e, struct cite_cluster *c) {
    const struct style_node *sort = style_child(e->style->citation, STYLE_SORT);
    if (!sort || c->ref_count < 2 || !style_child(sort, STYLE_KEY)) return;
    struct arena_mark mark = arena_mark(e->scratch);
    qsort(c->refs, c->ref_count, sizeof *c->refs, compare_given);
    for (size_t i = 0; i < c->ref_count;) {
        size_t n = sortable(c->refs + i, c->ref_count - i);
        if (n > 1) sort_refs(e, c->refs + i, n, sort);
        i += n;
    }
    arena_reset(e->scratch, mark);
}
