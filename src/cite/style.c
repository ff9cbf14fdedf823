/* The style: its parts found, its macros bound, its locale made. */
#include "cite/locale.h"
#include "cite/style.h"

struct builder {
    struct cite_style *style;
    struct diags *diags;
    struct pos pos;
    struct hash macros;
    bool broken;
};

static void complain(struct builder *b, const char *what, struct str name) {
    b->broken = true;
    diag_add(b->diags, DIAG_CSL_BROKEN, b->pos, "mend the style, or name another under csl:",
             "the citation style cannot be used: %s%.*s", what, STR_ARG(name));
}

static void collect_macros(struct builder *b, struct style_node *root) {
    for (struct style_node *c = root->first; c; c = c->next)
        if (c->kind == STYLE_MACRO && style_attr(c, ATTR_NAME).n)
            hash_put(&b->macros, style_attr(c, ATTR_NAME), c);
}

/* Steps to the next node of the tree below root, in order. */
static struct style_node *next_node(struct style_node *n, const struct style_node *root) {
    if (n->first) return n->first;
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

static void note_use(struct cite_style *s, const struct style_node *n) {
    if (style_has_attr(n, ATTR_DISAMBIGUATE)) s->has_disambiguate = true;
    for (size_t i = 0; i < n->var_count; i++) {
        if (str_is(n->vars[i], "year-suffix") && n->kind == STYLE_TEXT) s->has_year_suffix = true;
        if (str_is(n->vars[i], "citation-label")) s->uses_citation_label = true;
    }
}

static void bind_macros(struct builder *b, struct style_node *root) {
    for (struct style_node *n = root; n; n = next_node(n, root)) {
        note_use(b->style, n);
        struct str name = style_attr(n, ATTR_MACRO);
        if (!name.p) continue;
        n->macro = hash_get(&b->macros, name);
        if (!n->macro) complain(b, "it calls the macro ", name);
    }
}

/* A macro that calls itself, however far round. Depth is bounded by the number of macros times
 * the depth of the tree, so each macro is searched once. */
static bool is_cyclic(struct style_node *macro, int depth) {
    if (macro->cyclic_done) return false;
    if (macro->cyclic_mark || depth > 200) return true;
    macro->cyclic_mark = true;
    bool found = false;
    for (struct style_node *n = macro; n && !found; n = next_node(n, macro))
        if (n->macro) found = is_cyclic((struct style_node *)(uintptr_t)n->macro, depth + 1);
    macro->cyclic_mark = false;
    macro->cyclic_done = !found;
    return found;
}

static void refuse_cycles(struct builder *b, struct style_node *root) {
    for (struct style_node *c = root->first; c && !b->broken; c = c->next)
        if (c->kind == STYLE_MACRO && is_cyclic(c, 0))
            complain(b, "it has a macro that calls itself: ", style_attr(c, ATTR_NAME));
}

/* The URL of the style that a dependent style follows, or STR_NONE. */
static struct str parent_of(const struct style_node *root) {
    const struct style_node *info = style_child(root, STYLE_INFO);
    for (const struct style_node *c = info ? info->first : NULL; c; c = c->next)
        if (c->kind == STYLE_LINK && style_attr_is(c, ATTR_REL, "independent-parent"))
            return style_attr(c, ATTR_HREF);
    return STR_NONE;
}

static struct style_node *parse_tree(struct builder *b, struct str xml) {
    const char *why = NULL;
    struct style_node *root = style_tree_parse(b->style->arena, xml, &why);
    if (!root)
        complain(b, why, STR_NONE);
    else if (root->kind != STYLE_STYLE)
        complain(b, "it is no CSL style", STR_NONE);
    return b->broken ? NULL : root;
}

/* The independent style to use: root itself, or the one it depends on. */
static struct style_node *follow_parent(struct builder *b, struct style_node *root,
                                        struct cite_loader loader) {
    struct str url = parent_of(root);
    if (style_child(root, STYLE_CITATION) || !url.n) return root;
    struct str xml;
    if (!loader.load || !loader.load(loader.closure, &xml, b->style->arena, url, false)) {
        complain(b, "it depends on a style that is not there: ", url);
        return NULL;
    }
    struct style_node *parent = parse_tree(b, xml);
    struct str lang = style_attr(root, ATTR_DEFAULT_LOCALE);
    if (parent && lang.n) b->style->lang = lang;
    return parent;
}

static void find_parts(struct builder *b, struct style_node *root) {
    struct cite_style *s = b->style;
    s->root = root;
    s->is_note = style_attr_is(root, ATTR_CLASS, "note");
    s->citation = style_child(root, STYLE_CITATION);
    s->bibliography = style_child(root, STYLE_BIBLIOGRAPHY);
    s->citation_layout = style_child(s->citation, STYLE_LAYOUT);
    s->bibliography_layout = style_child(s->bibliography, STYLE_LAYOUT);
    if (!s->citation_layout) complain(b, "it has no citation layout", STR_NONE);
}

/* What the caller asks for, else a dependent style's own, else the style's default. */
static struct str choose_lang(const struct cite_style *s, struct str lang) {
    struct str own = s->lang.n ? s->lang : style_attr(s->root, ATTR_DEFAULT_LOCALE);
    if (lang.n) return lang;
    /* "en-US-x-sort-ja": what follows x is private */
    size_t x = str_find(own, STR("-x-"));
    if (x != SIZE_MAX) own = str_slice(own, 0, x);
    return own.n ? own : STR("en-US");
}

struct cite_style *cite_style_parse(struct arena *a, struct diags *ds, struct pos pos,
                                    struct str xml, struct str lang, struct cite_loader loader) {
    struct cite_style *s = arena_new(a, struct cite_style);
    struct builder b = {.style = s, .diags = ds, .pos = pos};
    s->arena = a;
    hash_init(&b.macros, a);
    struct style_node *root = parse_tree(&b, xml);
    if (root) root = follow_parent(&b, root, loader);
    if (!root) return NULL;
    find_parts(&b, root);
    collect_macros(&b, root);
    bind_macros(&b, root);
    if (!b.broken) refuse_cycles(&b, root);
    if (b.broken) return NULL;
    s->lang = str_copy(a, choose_lang(s, lang));
    s->locale = locale_load(a, ds, pos, root, s->lang, loader);
    return s;
}

bool cite_style_is_note(const struct cite_style *s) {
    return s->is_note;
}
