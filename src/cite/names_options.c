/* Options for names: from cs:name, else from cs:citation or cs:bibliography, else from cs:style. */
#include "cite/names_private.h"

struct str names_inherit(const struct render *r, const struct style_node *name, enum style_attr own,
                         enum style_attr above) {
    struct str v = style_attr(name, own);
    if (!v.p) v = style_attr(r->area_node, above);
    if (!v.p) v = style_attr(r->style->root, above);
    return v;
}

static struct str inherit_same(const struct render *r, const struct style_node *name,
                               enum style_attr attr) {
    return names_inherit(r, name, attr, attr);
}

static long inherit_long(const struct render *r, const struct style_node *name,
                         enum style_attr attr, long fallback) {
    long v;
    return str_to_long(&v, str_trim(inherit_same(r, name, attr))) ? v : fallback;
}

static enum precedes precedes_of(struct str s) {
    if (str_is(s, "always")) return PRECEDES_ALWAYS;
    if (str_is(s, "never")) return PRECEDES_NEVER;
    if (str_is(s, "after-inverted-name")) return PRECEDES_INVERTED;
    return PRECEDES_CONTEXTUAL;
}

static void read_counts(const struct render *r, struct name_options *o) {
    const struct style_node *n = o->name;
    o->et_al_min = inherit_long(r, n, ATTR_ET_AL_MIN, 0);
    o->use_first = inherit_long(r, n, ATTR_ET_AL_USE_FIRST, -1);
    o->use_last = str_is(inherit_same(r, n, ATTR_ET_AL_USE_LAST), "true");
    if (r->area == AREA_CITATION && r->position >= POSITION_SUBSEQUENT) {
        o->et_al_min = inherit_long(r, n, ATTR_ET_AL_SUBSEQUENT_MIN, o->et_al_min);
        o->use_first = inherit_long(r, n, ATTR_ET_AL_SUBSEQUENT_USE_FIRST, o->use_first);
    }
    if (r->key) {
        o->et_al_min = style_attr_long(r->key, ATTR_NAMES_MIN, o->et_al_min);
        o->use_first = style_attr_long(r->key, ATTR_NAMES_USE_FIRST, o->use_first);
        if (style_has_attr(r->key, ATTR_NAMES_USE_LAST))
            o->use_last = style_attr_is(r->key, ATTR_NAMES_USE_LAST, "true");
    }
}

static void read_order(const struct render *r, struct name_options *o) {
    struct str order = inherit_same(r, o->name, ATTR_NAME_AS_SORT_ORDER);
    if (str_is(order, "first")) o->order = ORDER_FIRST;
    if (str_is(order, "all") || r->sorting) o->order = ORDER_ALL;
    struct str d = style_attr(r->style->root, ATTR_DEMOTE_NON_DROPPING_PARTICLE);
    o->demote = str_is(d, "never")       ? DEMOTE_NEVER
                : str_is(d, "sort-only") ? DEMOTE_SORT
                                         : DEMOTE_DISPLAY;
}

static void read_parts(struct name_options *o) {
    for (const struct style_node *c = o->name ? o->name->first : NULL; c; c = c->next) {
        if (c->kind != STYLE_NAME_PART) continue;
        if (style_attr_is(c, ATTR_NAME, "family")) o->family_part = c;
        if (style_attr_is(c, ATTR_NAME, "given")) o->given_part = c;
    }
}

void names_read_options(const struct render *r, struct name_options *o,
                        const struct style_node *name, const struct style_node *et_al) {
    *o = (struct name_options){.name = name, .et_al = et_al};
    struct str form = names_inherit(r, name, ATTR_FORM, ATTR_NAME_FORM);
    o->form = str_is(form, "short") ? FORM_SHORT : str_is(form, "count") ? FORM_COUNT : FORM_LONG;
    if (r->sorting && o->form == FORM_SHORT && !r->key) o->form = FORM_LONG;
    struct str and_attr = inherit_same(r, name, ATTR_AND);
    if (str_is(and_attr, "text")) o->and_word = r->locale->and_text;
    if (str_is(and_attr, "symbol")) o->and_word = r->locale->and_symbol;
    o->delimiter = names_inherit(r, name, ATTR_DELIMITER, ATTR_NAME_DELIMITER);
    if (!o->delimiter.p) o->delimiter = STR(", ");
    o->sort_separator = inherit_same(r, name, ATTR_SORT_SEPARATOR);
    if (!o->sort_separator.p) o->sort_separator = STR(", ");
    o->initialize_with = inherit_same(r, name, ATTR_INITIALIZE_WITH);
    o->has_initials = o->initialize_with.p != NULL;
    o->initialize = !str_is(inherit_same(r, name, ATTR_INITIALIZE), "false");
    o->hyphen = !str_is(style_attr(r->style->root, ATTR_INITIALIZE_WITH_HYPHEN), "false");
    o->precedes_last = precedes_of(inherit_same(r, name, ATTR_DELIMITER_PRECEDES_LAST));
    o->precedes_et_al = precedes_of(inherit_same(r, name, ATTR_DELIMITER_PRECEDES_ET_AL));
    read_counts(r, o);
    read_order(r, o);
    read_parts(o);
}
