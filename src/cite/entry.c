/* An entry of the bibliography: its layout, the field that hangs at the left, and what stands in
 * the place of names that repeat those of the entry before. */
#include "cite/engine_private.h"

static struct out *render_layout(struct engine *e, const struct entry *entry) {
    struct render r;
    render_init(&r, e, entry, AREA_BIBLIOGRAPHY);
    r.year_suffix = entry->year_suffix;
    r.disambig = &entry->disambig;
    struct out *o = render_children(&r, e->style->bibliography_layout);
    if (o) o->format.delimiter = e->style->bibliography_layout->format->delimiter;
    return o;
}

/* --- subsequent-author-substitute ------------------------------------------------------------- */

struct name_list {
    struct out *v[512];
    size_t n;
};

static void collect_names(struct name_list *l, struct out *o) {
    if (o->tag == OUT_NAME) {
        if (l->n < sizeof l->v / sizeof *l->v) l->v[l->n++] = o;
        return;
    }
    for (struct out *c = o->first; c; c = c->next)
        collect_names(l, c);
}

static void become_text(struct engine *e, struct out *o, struct str s) {
    o->first = o->last = NULL;
    o->is_text = false;
    o->format = (struct style_format){.prefix = STR_NONE};
    out_add(o, out_text(e->scratch, s));
}

static void substitute_names(struct engine *e, struct out *now, struct out *before, struct str rule,
                             struct str with) {
    struct name_list *x = arena_new(e->scratch, struct name_list);
    struct name_list *y = arena_new(e->scratch, struct name_list);
    collect_names(x, now);
    collect_names(y, before);
    bool whole = str_eq(out_plain_str(e->scratch, now), out_plain_str(e->scratch, before));
    if (str_is(rule, "complete-each")) {
        for (size_t i = 0; whole && i < x->n; i++)
            become_text(e, x->v[i], with);
    } else if (x->n == 0) {
        if (whole) become_text(e, now, with);
    } else if (str_is(rule, "partial-each") || str_is(rule, "partial-first")) {
        size_t most = str_is(rule, "partial-first") ? 1 : x->n;
        for (size_t i = 0; i < x->n && i < y->n && i < most; i++) {
            if (!str_eq(out_plain_str(e->scratch, x->v[i]), out_plain_str(e->scratch, y->v[i])))
                break;
            become_text(e, x->v[i], with);
        }
    } else if (whole) {
        become_text(e, now, with);
    }
}

static void substitute(struct engine *e, struct out *o, const struct entry *previous) {
    struct str with = style_attr(e->style->bibliography, ATTR_SUBSEQUENT_AUTHOR_SUBSTITUTE);
    if (!with.p || !previous) return;
    struct out *before = render_layout(e, previous);
    struct out *x = out_find(o, OUT_NAMES), *y = out_find(before, OUT_NAMES);
    if (!x || !y) return;
    struct str rule = style_attr(e->style->bibliography, ATTR_SUBSEQUENT_AUTHOR_SUBSTITUTE_RULE);
    struct out *a = out_find(x, OUT_NAME_LIST), *b = out_find(y, OUT_NAME_LIST);
    if (a && b) substitute_names(e, a, b, rule, with);
}

/* --- the left field --------------------------------------------------------------------------- */

/* With second-field-align the first thing printed hangs at the left, the rest stands beside it. */
static struct out *align_second_field(struct engine *e, struct out *o) {
    struct out *first = o->first;
    while (first && out_is_empty(first))
        first = first->next;
    if (!first || first->format.display) return o;
    struct out *left = out_new(e->scratch, OUT_PLAIN), *right = out_new(e->scratch, OUT_PLAIN);
    struct out *both = out_new(e->scratch, OUT_PLAIN);
    right->first = first->next;
    right->last = o->last;
    right->format.delimiter = o->format.delimiter;
    first->next = NULL;
    out_add(left, first);
    left->format.display = DISPLAY_LEFT_MARGIN;
    right->format.display = DISPLAY_RIGHT_INLINE;
    out_add(both, left);
    out_add(both, right);
    return both;
}

/* The layout's suffix belongs to the last block, so that a full stop stands in it. */
static void add_layout_affixes(struct engine *e, struct out *o, const struct style_format *f) {
    if (f->prefix.n) {
        struct out *p = out_text(e->scratch, f->prefix);
        p->next = o->first;
        o->first = p;
    }
    struct out *last = o->last;
    struct out *suffix = f->suffix.n ? out_text(e->scratch, f->suffix) : NULL;
    if (suffix && last && last->format.display) {
        struct out *inner = arena_new(e->scratch, struct out);
        *inner = *last;
        inner->format.display = DISPLAY_NONE;
        inner->next = NULL;
        enum style_display display = last->format.display;
        *last = (struct out){.next = NULL};
        last->format.display = display;
        out_add(last, inner);
        out_add(last, suffix);
    } else {
        out_add(o, suffix);
    }
}

struct out *engine_render_entry(struct engine *e, struct entry *entry, struct entry *previous) {
    if (!e->style->bibliography_layout) return NULL;
    struct out *o = render_layout(e, entry);
    if (!o) return NULL;
    substitute(e, o, previous);
    const struct style_format *f = e->style->bibliography_layout->format;
    if (style_has_attr(e->style->bibliography, ATTR_SECOND_FIELD_ALIGN))
        o = align_second_field(e, o);
    struct out *w = out_new(e->scratch, OUT_PLAIN);
    w->format = *f;
    w->format.prefix = w->format.suffix = w->format.delimiter = STR_NONE;
    if (o->format.delimiter.n) {
        struct out *inner = o;
        o = out_new(e->scratch, OUT_PLAIN);
        out_add(o, inner);
    }
    add_layout_affixes(e, o, f);
    out_add(w, o);
    return w;
}
