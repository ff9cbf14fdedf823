/* The elements that compose: text, group, choose, macros; and the values of variables.
 *
 * Untrusted styles can call macros within macros so that the output doubles at each step; a pass
 * therefore has a budget of steps and of depth, and prints nothing beyond it. */
#include "cite/render.h"

#include "text/case.h"

enum { MAX_DEPTH = 160, MAX_STEPS = 60000 };

void render_spend(struct render *r, size_t words, size_t bytes) {
    long cost = (long)(words + bytes / 32);
    r->steps += cost;
    r->limits->budget -= cost;
}

void render_count(struct render *r, bool found) {
    r->vars_called++;
    if (found) r->vars_found++;
}

bool render_is_used(const struct render *r, struct str name) {
    for (size_t i = 0; i < r->used_count; i++)
        if (str_eq(r->used[i], name)) return true;
    return false;
}

static struct str text_of(const struct work *w, struct str name) {
    const struct work_field *f = work_find(w, name);
    return f && f->kind == WORK_TEXT ? f->text : STR_NONE;
}

/* The first number of a page range. */
static struct str first_page(const struct work *w) {
    struct str own = text_of(w, STR("page-first"));
    if (own.n) return own;
    struct str s = text_of(w, STR("page"));
    size_t i = 0;
    while (i < s.n && s.p[i] != '-' && s.p[i] != ',' && s.p[i] != '&' &&
           (unsigned char)s.p[i] != 0xE2)
        i++;
    return str_trim(str_slice(s, 0, i));
}

static struct str short_value(struct render *r, struct str name) {
    static const char *const shorts[][2] = {
        {"title", "title-short"},
        {"title", "shortTitle"},
        {"container-title", "container-title-short"},
        {"container-title", "journalAbbreviation"},
    };
    struct str own = text_of(r->work, str_join(r->a, name, STR("-short")));
    for (size_t i = 0; !own.n && i < sizeof shorts / sizeof *shorts; i++)
        if (str_is(name, shorts[i][0])) own = text_of(r->work, str_of(shorts[i][1]));
    return own;
}

static struct str number_text(struct render *r, size_t n) {
    return n ? str_printf(r->a, "%zu", n) : STR_NONE;
}

static struct str label_text(struct render *r) {
    if (!r->entry || !r->entry->label.n) return STR_NONE;
    return r->entry->label;
}

static struct str ref_value(struct render *r, struct str name, bool *known) {
    *known = true;
    if (str_is(name, "locator")) return r->ref ? str_trim(r->ref->locator) : STR_NONE;
    if (str_is(name, "citation-number")) return number_text(r, r->entry ? r->entry->number : 0);
    if (str_is(name, "year-suffix"))
        return r->year_suffix ? number_year_suffix(r->a, r->year_suffix) : STR_NONE;
    if (str_is(name, "first-reference-note-number"))
        return number_text(r, r->ref ? r->ref->first_note : 0);
    if (str_is(name, "citation-label")) return label_text(r);
    if (str_is(name, "page-first")) return first_page(r->work);
    *known = false;
    return STR_NONE;
}

struct str render_variable(struct render *r, struct str name, bool is_short) {
    bool known;
    struct str s = ref_value(r, name, &known);
    if (known) return s;
    if (is_short) {
        s = short_value(r, name);
        if (s.n) return s;
    }
    s = text_of(r->work, name);
    if (s.n) return s;
    if (str_is(name, "title-short")) return text_of(r->work, STR("shortTitle"));
    if (str_is(name, "container-title-short")) return text_of(r->work, STR("journalAbbreviation"));
    return s;
}

/* --- wrapping --------------------------------------------------------------------------------- */

struct out *render_wrap(struct render *r, const struct style_node *node, struct out *child) {
    if (out_is_empty(child)) return NULL;
    struct out *o = out_new(r->a, OUT_PLAIN);
    if (node->format->strip_periods) out_strip_periods(r->a, child);
    bool english = str_starts(r->lang, "en");
    if (node->format->text_case != CASE_TITLE || english)
        out_set_case(r->a, child, node->format->text_case, r->lang);
    o->format = *node->format;
    o->format.delimiter = STR_NONE;
    out_add(o, child);
    return o;
}

static bool ends_with_resolver(struct str s) {
    return str_ends(s, "doi.org/");
}

/* A DOI without the resolver or scheme that data often puts before it. */
static struct str bare_doi(struct str s) {
    static const char *const heads[] = {"https://", "http://", "dx.", "www.", "doi.org/", "doi:"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_starts(s, heads[i])) s = str_slice(s, strlen(heads[i]), s.n);
    return str_trim(s);
}

static struct out *link_node(struct render *r, struct str text, struct str url) {
    struct out *o = out_text(r->a, text);
    o->frozen = true;
    o->url = url;
    return o;
}

static struct out *url_text(struct render *r, const struct style_node *node, struct str value) {
    bool whole = str_find(value, STR(":")) != SIZE_MAX;
    struct str url = whole ? value : str_join(r->a, STR("https://"), value);
    return render_wrap(r, node, link_node(r, value, url));
}

/* A resolver's address that stands in the prefix goes inside the link, so that what is printed and
 * what is followed are the same. */
static struct out *doi_text(struct render *r, const struct style_node *node, struct str value) {
    struct str doi = bare_doi(value), prefix = node->format->prefix;
    struct str url = str_join(r->a, STR("https://doi.org/"), doi);
    size_t http = str_find(prefix, STR("http"));
    if (!ends_with_resolver(prefix) || http == SIZE_MAX)
        return render_wrap(r, node, link_node(r, doi, url));
    struct str text = str_join(r->a, str_slice(prefix, http, prefix.n - http), doi);
    struct out *wrapped = render_wrap(r, node, link_node(r, text, text));
    if (wrapped) wrapped->format.prefix = str_slice(prefix, 0, http);
    return wrapped;
}

static enum out_tag tag_of(struct str name) {
    if (str_is(name, "citation-number")) return OUT_NUMBER_OF_CITATION;
    if (str_is(name, "year-suffix")) return OUT_YEAR_SUFFIX;
    if (str_is(name, "citation-label")) return OUT_LABEL_OF_CITATION;
    if (str_is(name, "locator")) return OUT_LOCATOR;
    return OUT_PLAIN;
}

static bool is_page_like(struct render *r, struct str name) {
    if (str_is(name, "page")) return true;
    if (!str_is(name, "locator") || !r->ref) return false;
    return !r->ref->label.n || str_is(r->ref->label, "page");
}

/* Ranges in numbers print with an en dash. */
static struct str number_value(struct render *r, struct str name, struct str value) {
    if (is_page_like(r, name)) {
        struct str format = style_attr(r->style->root, ATTR_PAGE_RANGE_FORMAT);
        return number_pages(r->a, value, format, r->locale);
    }
    static const char *const numbers[] = {
        "locator",          "volume",         "issue",           "number",
        "edition",          "chapter-number", "number-of-pages", "number-of-volumes",
        "collection-number"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (str_is(name, numbers[i])) return number_pages(r->a, value, STR_NONE, r->locale);
    return value;
}

/* A label with the letter that tells it from others like it. */
static struct str label_with_suffix(struct render *r, struct str label) {
    if (!r->year_suffix || r->suffix_done) return label;
    r->suffix_done = true;
    return str_join(r->a, label, number_year_suffix(r->a, r->year_suffix));
}

static struct out *text_variable(struct render *r, const struct style_node *node) {
    struct str name = node->vars[0];
    bool is_short = style_attr_is(node, ATTR_FORM, "short");
    struct str value = render_is_used(r, name) ? STR_NONE : render_variable(r, name, is_short);
    render_count(r, value.n > 0);
    if (!value.n) return NULL;
    render_spend(r, 0, value.n);
    if (r->names_parent && r->used_count < RENDER_MAX_USED) r->used[r->used_count++] = name;
    if (str_is(name, "URL")) return url_text(r, node, value);
    if (str_is(name, "DOI")) return doi_text(r, node, value);
    if (r->sorting && str_is(name, "citation-number"))
        value = str_printf(r->a, "%08zu", r->entry->number);
    if (str_is(name, "citation-label")) value = label_with_suffix(r, value);
    struct out *o = out_rich(r->a, number_value(r, name, value));
    struct out *wrapped = render_wrap(r, node, o);
    if (wrapped) wrapped->tag = tag_of(name);
    return wrapped;
}

/* --- groups ----------------------------------------------------------------------------------- */

struct out *render_children(struct render *r, const struct style_node *node) {
    struct out *o = out_new(r->a, OUT_PLAIN);
    o->format.delimiter = node->format->delimiter;
    for (const struct style_node *c = node->first; c; c = c->next)
        out_add(o, render_element(r, c));
    return out_is_empty(o) ? NULL : o;
}

/* The children of a group or macro. It prints nothing if it called variables and all of them were
 * empty. To the group around it, one that prints counts as a variable that was found. */
static struct out *render_members(struct render *r, const struct style_node *node) {
    size_t called = r->vars_called, found = r->vars_found;
    r->vars_called = r->vars_found = 0;
    struct out *o = render_children(r, node);
    if (r->vars_called > 0 && r->vars_found == 0) o = NULL;
    bool asked = r->vars_called > 0;
    r->vars_called = called + (asked || o ? 1 : 0);
    r->vars_found = found + (o ? 1 : 0);
    return o;
}

static struct out *text_macro(struct render *r, const struct style_node *node) {
    return render_wrap(r, node, render_members(r, node->macro));
}

static struct out *render_group(struct render *r, const struct style_node *node) {
    struct out *o = render_members(r, node);
    if (!o) return NULL;
    struct style_format f = *node->format;
    f.delimiter = o->format.delimiter;
    if (f.text_case == CASE_NONE && !f.strip_periods) {
        o->format = f;
        return o;
    }
    return render_wrap(r, node, o);
}

static struct out *text_term(struct render *r, const struct style_node *node) {
    struct str name = style_attr(node, ATTR_TERM);
    enum term_form form = locale_form_of(style_attr(node, ATTR_FORM));
    struct str s = locale_term(r->locale, name, form, style_attr_is(node, ATTR_PLURAL, "true"));
    if (!s.n) return NULL;
    render_spend(r, 0, s.n);
    /* "no date" says something of the work: it stands for the variable that is missing */
    if (str_is(name, "no date")) render_count(r, true);
    struct out *o = render_wrap(r, node, out_rich(r->a, s));
    if (o) o->tag = OUT_TERM;
    return o;
}

static struct out *render_text(struct render *r, const struct style_node *node) {
    if (node->macro) return text_macro(r, node);
    if (node->var_count) return text_variable(r, node);
    if (style_has_attr(node, ATTR_TERM)) return text_term(r, node);
    struct str value = style_attr(node, ATTR_VALUE);
    render_spend(r, 0, value.n);
    return value.n ? render_wrap(r, node, out_rich(r->a, value)) : NULL;
}

/* --- choose ----------------------------------------------------------------------------------- */

static struct out *render_choose(struct render *r, const struct style_node *node) {
    for (const struct style_node *c = node->first; c; c = c->next) {
        if (c->kind != STYLE_ELSE && !render_if(r, c)) continue;
        struct out *o = out_new(r->a, OUT_PLAIN);
        /* inside a group, what is chosen stands as the group's own children */
        const struct style_node *up = node->parent;
        while (up && (up->kind == STYLE_IF || up->kind == STYLE_ELSE_IF || up->kind == STYLE_ELSE ||
                      up->kind == STYLE_CHOOSE))
            up = up->parent;
        if (up && up->kind != STYLE_LAYOUT) o->format.delimiter = up->format->delimiter;
        for (const struct style_node *k = c->first; k; k = k->next)
            out_add(o, render_element(r, k));
        return out_is_empty(o) ? NULL : o;
    }
    return NULL;
}

struct out *render_element(struct render *r, const struct style_node *node) {
    if (r->depth > MAX_DEPTH || r->steps > MAX_STEPS || r->limits->budget <= 0) {
        r->limits->cut = true;
        return NULL;
    }
    r->depth++;
    const struct style_format *f = node->format;
    render_spend(r, 1, f->prefix.n + f->suffix.n + f->delimiter.n);
    struct out *o = NULL;
    switch (node->kind) {
    case STYLE_TEXT: o = render_text(r, node); break;
    case STYLE_NUMBER: o = render_number(r, node); break;
    case STYLE_LABEL: o = render_label(r, node); break;
    case STYLE_DATE: o = render_date(r, node); break;
    case STYLE_NAMES: o = render_names(r, node); break;
    case STYLE_GROUP: o = render_group(r, node); break;
    case STYLE_CHOOSE: o = render_choose(r, node); break;
    default: break;
    }
    r->depth--;
    return o;
}
