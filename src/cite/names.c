/* cs:names: the names of one or more variables, how many of them, in what form, with labels; or
 * what the style prints instead when there are none.
 *
 * Options come from cs:name, else from cs:citation or cs:bibliography, else from cs:style. Each
 * list is built in three steps: how many names show (et al., widened by disambiguation); each name
 * as a branch of its own (so that dashes can replace it later); delimiters, "and", "et al."
 * between. */
#include <stdlib.h>

#include "base/utf8.h"
#include "cite/disambiguate.h"
#include "cite/render.h"
#include "text/case.h"

enum precedes { PRECEDES_CONTEXTUAL, PRECEDES_ALWAYS, PRECEDES_NEVER, PRECEDES_INVERTED };
enum name_form { FORM_LONG, FORM_SHORT, FORM_COUNT };

struct options {
    const struct style_node *name, *et_al;
    const struct style_node *family_part, *given_part;
    enum name_form form;
    struct str and_word; /* empty: none */
    struct str delimiter, sort_separator, initialize_with;
    bool has_initials, initialize, hyphen;
    enum precedes precedes_last, precedes_et_al;
    enum { ORDER_DISPLAY, ORDER_FIRST, ORDER_ALL } order;
    long et_al_min, use_first;
    bool use_last;
    enum { DEMOTE_NEVER, DEMOTE_SORT, DEMOTE_DISPLAY } demote;
};

static struct str inherit(const struct render *r, const struct style_node *name,
                          enum style_attr own, enum style_attr above) {
    struct str v = style_attr(name, own);
    if (!v.p) v = style_attr(r->area_node, above);
    if (!v.p) v = style_attr(r->style->root, above);
    return v;
}

static struct str inherit_same(const struct render *r, const struct style_node *name,
                               enum style_attr attr) {
    return inherit(r, name, attr, attr);
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

static void read_counts(const struct render *r, struct options *o) {
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

static void read_order(const struct render *r, struct options *o) {
    struct str order = inherit_same(r, o->name, ATTR_NAME_AS_SORT_ORDER);
    if (str_is(order, "first")) o->order = ORDER_FIRST;
    if (str_is(order, "all") || r->sorting) o->order = ORDER_ALL;
    struct str d = style_attr(r->style->root, ATTR_DEMOTE_NON_DROPPING_PARTICLE);
    o->demote = str_is(d, "never")       ? DEMOTE_NEVER
                : str_is(d, "sort-only") ? DEMOTE_SORT
                                         : DEMOTE_DISPLAY;
}

static void read_parts(struct options *o) {
    for (const struct style_node *c = o->name ? o->name->first : NULL; c; c = c->next) {
        if (c->kind != STYLE_NAME_PART) continue;
        if (style_attr_is(c, ATTR_NAME, "family")) o->family_part = c;
        if (style_attr_is(c, ATTR_NAME, "given")) o->given_part = c;
    }
}

static void read_options(const struct render *r, struct options *o, const struct style_node *name,
                         const struct style_node *et_al) {
    *o = (struct options){.name = name, .et_al = et_al};
    struct str form = inherit(r, name, ATTR_FORM, ATTR_NAME_FORM);
    o->form = str_is(form, "short") ? FORM_SHORT : str_is(form, "count") ? FORM_COUNT : FORM_LONG;
    if (r->sorting && o->form == FORM_SHORT && !r->key) o->form = FORM_LONG;
    struct str and_attr = inherit_same(r, name, ATTR_AND);
    if (str_is(and_attr, "text")) o->and_word = r->locale->and_text;
    if (str_is(and_attr, "symbol")) o->and_word = r->locale->and_symbol;
    o->delimiter = inherit(r, name, ATTR_DELIMITER, ATTR_NAME_DELIMITER);
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

/* --- one name
 * --------------------------------------------------------------------------------------------- */

static struct out *format_part(struct render *r, const struct style_node *part, struct out *o) {
    if (!o || out_is_empty(o)) return NULL;
    if (!part) return o;
    struct out *w = out_new(r->a, OUT_PLAIN);
    w->format = part->format;
    out_set_case(r->a, o, part->format.text_case, r->lang);
    out_add(w, o);
    return w;
}

/* Particles that end in an apostrophe or hyphen stand close. */
static bool stands_close(struct str particle) {
    return str_ends(particle, "’") || str_ends(particle, "'") || str_ends(particle, "-") ||
           str_ends(particle, "ʼ") || str_ends(particle, " ");
}

static struct out *text_or_null(struct render *r, struct str s) {
    return s.n ? out_rich(r->a, s) : NULL;
}

static struct str given_of(struct render *r, const struct options *o, const struct person *p,
                           int level) {
    if (!o->has_initials || level >= 2 || !p->given.n || !p->family.n) return p->given;
    if (!person_is_roman(p)) return p->given;
    return person_initials(r->a, p->given, o->initialize_with, o->initialize, o->hyphen);
}

static void add_with(struct render *r, struct out *to, struct str delimiter, struct out *o) {
    if (!o) return;
    if (to->first) out_add_text(r->a, to, delimiter);
    out_add(to, o);
}

/* A name part's decoration and case without its affixes. */
static struct out *decorate(struct render *r, const struct style_node *part, struct str text) {
    struct out *o = format_part(r, part, text_or_null(r, text));
    if (o && part) o->format.prefix = o->format.suffix = STR_NONE;
    return o;
}

/* Puts a name part's affixes around all that stands on its side of the name. */
static struct out *affix_part(const struct style_node *part, struct out *o) {
    if (!o->first) return NULL;
    if (part) {
        o->format.prefix = part->format.prefix;
        o->format.suffix = part->format.suffix;
    }
    return o;
}

static void add_particle(struct render *r, struct out *to, const struct style_node *part,
                         struct str particle, const struct out *next) {
    if (!particle.n) return;
    out_add(to, decorate(r, part, str_trim(particle)));
    if (next && (!stands_close(particle) || str_ends(particle, " ")))
        out_add_text(r->a, to, STR(" "));
}

static struct out *name_inverted(struct render *r, const struct options *o, const struct person *p,
                                 struct str given) {
    struct out *name = out_new(r->a, OUT_NAME), *left = out_new(r->a, OUT_PLAIN);
    struct out *right = out_new(r->a, OUT_PLAIN);
    bool demote = o->demote == DEMOTE_DISPLAY || (o->demote == DEMOTE_SORT && r->sorting);
    struct out *family = decorate(r, o->family_part, p->family);
    if (!demote) add_particle(r, left, o->family_part, p->demoted, family);
    out_add(left, family);
    add_with(r, right, STR_NONE, decorate(r, o->given_part, given));
    add_with(r, right, STR(" "), decorate(r, o->given_part, p->dropping));
    if (demote) add_with(r, right, STR(" "), decorate(r, o->family_part, p->demoted));
    add_with(r, name, STR_NONE, affix_part(o->family_part, left));
    name->inverted = true;
    add_with(r, name, o->sort_separator, affix_part(o->given_part, right));
    add_with(r, name, o->sort_separator, text_or_null(r, p->suffix));
    return name;
}

static struct out *name_displayed(struct render *r, const struct options *o, const struct person *p,
                                  struct str given) {
    struct out *name = out_new(r->a, OUT_NAME), *left = out_new(r->a, OUT_PLAIN);
    struct out *right = out_new(r->a, OUT_PLAIN);
    struct out *family = decorate(r, o->family_part, p->family);
    out_add(left, decorate(r, o->given_part, given));
    if (!p->comma_dropping) add_particle(r, right, o->given_part, p->dropping, family);
    add_particle(r, right, o->family_part, p->demoted, family);
    out_add(right, family);
    if (p->comma_dropping) add_with(r, right, STR(", "), text_or_null(r, p->dropping));
    add_with(r, right, p->comma_suffix ? STR(", ") : STR(" "), text_or_null(r, p->suffix));
    add_with(r, name, STR_NONE, affix_part(o->given_part, left));
    add_with(r, name, STR(" "), affix_part(o->family_part, right));
    return name;
}

static struct out *name_unspaced(struct render *r, const struct options *o, const struct person *p,
                                 struct str given) {
    struct out *name = out_new(r->a, OUT_NAME);
    out_add(name, format_part(r, o->family_part, text_or_null(r, p->family)));
    out_add(name, format_part(r, o->given_part, text_or_null(r, given)));
    return name;
}

static struct out *name_short(struct render *r, const struct options *o, const struct person *p) {
    struct out *name = out_new(r->a, OUT_NAME), *side = out_new(r->a, OUT_PLAIN);
    struct out *family = decorate(r, o->family_part, p->family);
    bool demote = r->sorting && o->demote != DEMOTE_NEVER;
    if (!demote) add_particle(r, side, o->family_part, p->demoted, family);
    out_add(side, family);
    out_add(name, affix_part(o->family_part, side));
    if (!name->first) out_add(name, format_part(r, o->given_part, text_or_null(r, p->given)));
    return name;
}

/* level: 0 as the form says, 1 at least initials, 2 the whole given name. */
static struct out *render_name(struct render *r, const struct options *o, const struct work_name *n,
                               size_t index, int level) {
    if (n->literal.n) {
        struct out *name = out_new(r->a, OUT_NAME);
        out_add(name, format_part(r, o->family_part, out_rich(r->a, n->literal)));
        return name;
    }
    struct person p;
    person_read(&p, r->a, n);
    if (o->form == FORM_SHORT && level == 0) return name_short(r, o, &p);
    struct str given = given_of(r, o, &p, level);
    if (!person_is_roman(&p) || p.static_order) {
        if (p.static_order && person_is_roman(&p)) {
            struct out *name = out_new(r->a, OUT_NAME);
            add_with(r, name, STR(" "), format_part(r, o->family_part, text_or_null(r, p.family)));
            add_with(r, name, STR(" "), format_part(r, o->given_part, text_or_null(r, given)));
            return name;
        }
        return name_unspaced(r, o, &p, given);
    }
    bool inverted = o->order == ORDER_ALL || (o->order == ORDER_FIRST && index == 0);
    return inverted ? name_inverted(r, o, &p, given) : name_displayed(r, o, &p, given);
}

/* --- a list of names
 * --------------------------------------------------------------------------------------- */

/* How many of n names show; *last: the last name follows an ellipsis. */
static size_t count_shown(struct render *r, const struct options *o, size_t n, bool *last) {
    *last = false;
    if (o->et_al_min <= 0 || o->use_first < 0 || n < (size_t)o->et_al_min) return n;
    size_t shown = (size_t)o->use_first;
    if (r->disambig && r->names_set < DISAMBIG_SETS && r->disambig->names[r->names_set] > shown)
        shown = r->disambig->names[r->names_set];
    if (shown >= n) return n;
    *last = o->use_last && shown + 1 < n;
    return shown;
}

static int level_of(struct render *r, const struct work_name *n, size_t i) {
    int level = 0;
    if (r->area != AREA_CITATION || r->sorting) return 0;
    if (r->disambig && r->names_set < DISAMBIG_SETS && i < DISAMBIG_NAMES)
        level = r->disambig->givens[r->names_set][i];
    int global = register_level(r->names, r->a, n, i);
    if (global > level) level = global;
    return level;
}

static bool uses_delimiter(enum precedes p, size_t before, size_t least, bool inverted) {
    if (p == PRECEDES_ALWAYS) return true;
    if (p == PRECEDES_NEVER) return false;
    if (p == PRECEDES_INVERTED) return inverted;
    return before >= least;
}

static bool is_spaceless(struct str delimiter) {
    return delimiter.n == 0 || delimiter.p[delimiter.n - 1] != ' ';
}

/* A term with a space of its own, or in a script that sets none. */
static bool starts_with_space(struct str s) {
    size_t i = 0;
    return s.n && (s.p[0] == ' ' || case_is_east_asian(utf8_next(s, &i)));
}

/* A conjunction written with a space of its own kind (U+2000 to U+200B) brings all its spacing. */
static bool is_spaced_by_itself(struct str s) {
    size_t i = s.n;
    uint32_t cp = s.n ? utf8_prev(s, &i) : 0;
    return cp >= 0x2000 && cp <= 0x200B;
}

/* True if the last name of the list so far stands family first. */
static bool was_inverted(const struct options *o, const struct out *list, size_t before) {
    if (o->order == ORDER_DISPLAY || (o->order == ORDER_FIRST && before != 1)) return false;
    return list->last && list->last->tag == OUT_NAME && list->last->inverted;
}

static void add_and(struct render *r, const struct options *o, struct out *list, size_t before) {
    bool inverted = was_inverted(o, list, before);
    if (is_spaced_by_itself(o->and_word)) {
        out_add_text(r->a, list, o->and_word);
        return;
    }
    if (uses_delimiter(o->precedes_last, before, 2, inverted)) {
        out_add_text(r->a, list, o->delimiter);
        if (is_spaceless(o->delimiter)) out_add_text(r->a, list, STR(" "));
    } else {
        out_add_text(r->a, list, STR(" "));
    }
    out_add_text(r->a, list, o->and_word);
    if (o->and_word.p[o->and_word.n - 1] != ' ') out_add_text(r->a, list, STR(" "));
}

static void add_et_al(struct render *r, const struct options *o, struct out *list, size_t before) {
    struct str term = style_attr(o->et_al, ATTR_TERM);
    struct str s = term.n ? locale_term(r->locale, term, TERM_LONG, false) : r->locale->et_al;
    if (!s.n) return;
    bool inverted = was_inverted(o, list, before);
    bool delimit = uses_delimiter(o->precedes_et_al, before, 2, inverted);
    if (delimit) {
        out_add_text(r->a, list, o->delimiter);
        if (is_spaceless(o->delimiter) && !starts_with_space(s)) out_add_text(r->a, list, STR(" "));
    } else if (!starts_with_space(s)) {
        out_add_text(r->a, list, STR(" "));
    }
    struct out *text = out_text(r->a, s);
    out_add(list, o->et_al ? render_wrap(r, o->et_al, text) : text);
}

static void add_between(struct render *r, const struct options *o, struct out *list, size_t i,
                        size_t shown, size_t n) {
    if (i == 0) return;
    if (i + 1 == shown && shown == n && o->and_word.n && !r->sorting)
        add_and(r, o, list, i);
    else
        out_add_text(r->a, list, o->delimiter);
}

static bool is_et_al_name(const struct work_name *n) {
    return str_is(n->literal, "others") && !n->family.n;
}

static struct out *render_list(struct render *r, const struct options *o,
                               const struct work_field *f) {
    bool last = false;
    size_t n = f->name_count;
    bool others = n > 1 && is_et_al_name(&f->names[n - 1]);
    if (others) n--;
    size_t shown = count_shown(r, o, n, &last);
    struct out *list = out_new(r->a, OUT_NAME_LIST);
    for (size_t i = 0; r->collect && i < n; i++)
        register_add(r->collect, r->a, &f->names[i], i);
    for (size_t i = 0; i < shown; i++) {
        add_between(r, o, list, i, shown, others ? n + 1 : n);
        out_add(list, render_name(r, o, &f->names[i], i, level_of(r, &f->names[i], i)));
    }
    if (last) {
        out_add_text(r->a, list, o->delimiter);
        out_add_text(r->a, list, STR("… "));
        out_add(list,
                render_name(r, o, &f->names[n - 1], n - 1, level_of(r, &f->names[n - 1], n - 1)));
    } else if ((shown < n || others) && !r->sorting) {
        add_et_al(r, o, list, shown);
    }
    if (r->names_set < DISAMBIG_SETS) {
        r->names_shown[r->names_set] = shown;
        r->names_total[r->names_set] = n;
    }
    return list;
}

/* --- labels
 * -------------------------------------------------------------------------------------------------
 */

static struct out *render_role(struct render *r, const struct style_node *label, struct str term,
                               size_t n) {
    if (!label || r->sorting) return NULL;
    struct str p = style_attr(label, ATTR_PLURAL);
    bool plural = str_is(p, "always") || (!str_is(p, "never") && n > 1);
    enum term_form form = locale_form_of(style_attr(label, ATTR_FORM));
    struct str s = locale_term(r->locale, term, form, plural);
    return s.n ? render_wrap(r, label, out_text(r->a, s)) : NULL;
}

/* --- the element
 * -----------------------------------------------------------------------------------------------
 */

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

static struct out *name_formatted(struct render *r, const struct options *o, struct out *list) {
    if (!o->name) return list;
    struct out *w = out_new(r->a, OUT_PLAIN);
    w->format = o->name->format;
    w->format.delimiter = STR_NONE;
    out_set_case(r->a, list, o->name->format.text_case, r->lang);
    out_add(w, list);
    return w;
}

static struct out *render_variable_names(struct render *r, const struct options *o,
                                         const struct children *c, const struct work_field *f,
                                         struct str role) {
    struct out *both = out_new(r->a, OUT_PLAIN);
    struct out *list = name_formatted(r, o, render_list(r, o, f));
    r->names_set++;
    struct out *label = render_role(r, c->label, role, f->name_count);
    if (c->label_first) out_add(both, label);
    out_add(both, list);
    if (!c->label_first) out_add(both, label);
    return both;
}

static long count_of(struct render *r, const struct options *o, const struct work_field *f) {
    bool last;
    size_t n = count_shown(r, o, f->name_count, &last);
    r->names_set++;
    return (long)n;
}

static void use_variable(struct render *r, struct str name) {
    if (r->names_parent && r->used_count < RENDER_MAX_USED) r->used[r->used_count++] = name;
}

static struct out *render_own(struct render *r, const struct style_node *node,
                              const struct children *c) {
    struct options o;
    read_options(r, &o, c->name, c->et_al);
    bool merged = merges_roles(r, node, c);
    struct out *all = out_new(r->a, OUT_PLAIN);
    all->format.delimiter = inherit(r, node, ATTR_DELIMITER, ATTR_NAMES_DELIMITER);
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
            w->format = node->format;
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
    struct options o;
    read_options(r, &o, NULL, NULL);
    o.form = is_short ? FORM_SHORT : FORM_LONG;
    if (is_short) {
        o.and_word = r->locale->and_text;
        o.precedes_last = PRECEDES_NEVER;
        if (o.et_al_min <= 0) {
            o.et_al_min = 4;
            o.use_first = 1;
        }
    }
    return render_list(r, &o, f);
}
