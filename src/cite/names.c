/* cs:names: the names of one or more variables with their labels; or what the style prints instead
 * when there are none. */
#include "cite/names_private.h"

/* --- labels ----------------------------------------------------------------------------------- */

static struct out *render_role(struct render *r, const struct style_node *label, struct str term,
                               size_t n) {
    if (!label || r->sorting) return NULL;
    struct str p = style_attr(label, ATTR_PLURAL);
    bool plural = str_is(p, "always") || (!str_is(p, "never") && n > 1);
    enum term_form form = locale_form_of(style_attr(label, ATTR_FORM));
    struct str s = locale_term(r->locale, term, form, plural);
    return s.n ? render_wrap(r, label, out_text(r->a, s)) : NULL;
}

/* --- the element ------------------------------------------------------------------------------ */

/* The children of a cs:names, or inside a substitute those of the one it stands in for. */
struct children {
    const struct style_node *name, *et_al, *label, *substitute;
    bool label_first;
};

static void find_children(struct children *c, const struct style_node *node) {
    *c = (struct children){.name = NULL};
    for (const struct style_node *k = node->first; k; k = k->next) {
        if (k->kind == STYLE_NAME) c->name = k;
        if (k->kind == STYLE_ET_AL) c->et_al = k;
        if (k->kind == STYLE_SUBSTITUTE) c->substitute = k;
        if (k->kind != STYLE_LABEL) continue;
        c->label = k;
        c->label_first = c->name == NULL;
    }
}

static const struct work_field *field_of(struct render *r, struct str name) {
    if (render_is_used(r, name)) return NULL;
    const struct work_field *f = work_find(r->work, name);
    return f && f->kind == WORK_NAMES && f->name_count ? f : NULL;
}

static bool same_name(const struct work_name *x, const struct work_name *y) {
    return str_eq(x->family, y->family) && str_eq(x->given, y->given) &&
           str_eq(x->literal, y->literal) && str_eq(x->suffix, y->suffix);
}

static bool same_names(const struct work_field *x, const struct work_field *y) {
    if (!x || !y || x->name_count != y->name_count) return false;
    for (size_t i = 0; i < x->name_count; i++)
        if (!same_name(&x->names[i], &y->names[i])) return false;
    return true;
}

/* Editors who are the translators too are printed once, as both. */
static bool merges_roles(struct render *r, const struct style_node *node,
                         const struct children *c) {
    if (node->var_count != 2 || !c->label) return false;
    bool editor = str_is(node->vars[0], "editor") && str_is(node->vars[1], "translator");
    bool translator = str_is(node->vars[1], "editor") && str_is(node->vars[0], "translator");
    if (!editor && !translator) return false;
    return same_names(field_of(r, node->vars[0]), field_of(r, node->vars[1])) &&
           locale_term_c(r->locale, "editortranslator", TERM_LONG, false).n;
}

static struct out *name_formatted(struct render *r, const struct name_options *o,
                                  struct out *list) {
    if (!o->name) return list;
    struct out *w = out_new(r->a, OUT_PLAIN);
    w->format = *o->name->format;
    w->format.delimiter = STR_NONE;
    out_set_case(r->a, list, o->name->format->text_case, r->lang);
    out_add(w, list);
    return w;
}

static struct out *render_variable_names(struct render *r, const struct name_options *o,
                                         const struct children *c, const struct work_field *f,
                                         struct str role) {
    struct out *both = out_new(r->a, OUT_PLAIN);
    struct out *list = name_formatted(r, o, name_list_render(r, o, f));
    r->names_set++;
    struct out *label = render_role(r, c->label, role, f->name_count);
    if (c->label_first) out_add(both, label);
    out_add(both, list);
    if (!c->label_first) out_add(both, label);
    return both;
}

static long count_of(struct render *r, const struct name_options *o, const struct work_field *f) {
    bool last;
    size_t n = name_list_count(r, o, f->name_count, &last);
    r->names_set++;
    return (long)n;
}

static void use_variable(struct render *r, struct str name) {
    if (r->names_parent && r->used_count < RENDER_MAX_USED) r->used[r->used_count++] = name;
}

static struct out *render_own(struct render *r, const struct style_node *node,
                              const struct children *c) {
    struct name_options o;
    names_read_options(r, &o, c->name, c->et_al);
    bool merged = merges_roles(r, node, c);
    struct out *all = out_new(r->a, OUT_PLAIN);
    all->format.delimiter = names_inherit(r, node, ATTR_DELIMITER, ATTR_NAMES_DELIMITER);
    long total = 0;
    for (size_t i = 0; i < node->var_count; i++) {
        const struct work_field *f = field_of(r, node->vars[i]);
        render_count(r, f != NULL);
        if (!f || (merged && i > 0)) continue;
        if (o.use_first == 0 && o.et_al_min > 0 && f->name_count >= (size_t)o.et_al_min) continue;
        struct str role = merged ? STR("editortranslator") : node->vars[i];
        if (o.form == FORM_COUNT)
            total += count_of(r, &o, f);
        else
            out_add(all, render_variable_names(r, &o, c, f, role));
    }
    for (size_t i = 0; i < node->var_count; i++)
        if (field_of(r, node->vars[i])) use_variable(r, node->vars[i]);
    if (total) return out_text(r->a, str_printf(r->a, r->sorting ? "%08ld" : "%ld", total));
    return out_is_empty(all) ? NULL : all;
}

/* A term that the locale has and leaves empty: it was meant to print nothing. */
static bool is_empty_term(struct render *r, const struct style_node *n) {
    struct str term = style_attr(n, ATTR_TERM);
    return term.n && locale_term(r->locale, term, TERM_LONG, false).p;
}

/* The first child of the substitute that prints; what it used is not printed again. */
static struct out *render_substitute(struct render *r, const struct style_node *node,
                                     const struct style_node *substitute) {
    const struct style_node *outer = r->names_parent;
    r->names_parent = node;
    struct out *o = NULL;
    for (const struct style_node *c = substitute->first; c && !o; c = c->next) {
        size_t used = r->used_count;
        o = render_element(r, c);
        if (!o) r->used_count = used;
        if (!o && is_empty_term(r, c)) break;
    }
    r->names_parent = outer;
    return o;
}

struct out *render_names(struct render *r, const struct style_node *node) {
    struct children c, above;
    find_children(&c, node);
    if (r->names_parent && !c.name && !c.label && !c.et_al) {
        find_children(&above, r->names_parent);
        c.name = above.name;
        c.et_al = above.et_al;
        c.label = above.label;
        c.label_first = above.label_first;
    }
    struct out *o = render_own(r, node, &c);
    if (o) {
        o = render_wrap(r, node, o);
    } else if (c.substitute) {
        o = render_substitute(r, node, c.substitute);
        if (o) {
            struct out *w = out_new(r->a, OUT_NAMES);
            struct out *list = out_new(r->a, OUT_NAME_LIST);
            w->format = *node->format;
            w->format.delimiter = STR_NONE;
            if (o->tag == OUT_NAMES) {
                o->tag = OUT_PLAIN;
                out_add(w, o);
                return w;
            }
            out_add(list, o);
            out_add(w, list);
            return w;
        }
    }
    if (o) o->tag = OUT_NAMES;
    return o;
}

struct out *names_of_variable(struct render *r, struct str variable, bool is_short) {
    const struct work_field *f = field_of(r, variable);
    if (!f) return NULL;
    struct name_options o;
    names_read_options(r, &o, NULL, NULL);
    o.form = is_short ? FORM_SHORT : FORM_LONG;
    if (is_short) {
        o.and_word = r->locale->and_text;
        o.precedes_last = PRECEDES_NEVER;
        if (o.et_al_min <= 0) {
            o.et_al_min = 4;
            o.use_first = 1;
        }
    }
    return name_list_render(r, &o, f);
}
