/* cs:if and cs:else-if: the tests and how they combine. */
#include "cite/render.h"

enum match { MATCH_ALL, MATCH_ANY, MATCH_NONE };

struct verdict {
    enum match match;
    size_t tested, held;
};

static void count(struct verdict *v, bool held) {
    v->tested++;
    if (held) v->held++;
}

static bool date_is_given(const struct work_date *d) {
    return d->from.year || d->literal.n || d->raw.n || d->season || d->from.month;
}

static bool has_variable(struct render *r, struct str name) {
    if (render_is_used(r, name)) return false;
    if (render_variable(r, name, false).n) return true;
    const struct work_field *f = work_find(r->work, name);
    if (!f) return false;
    if (f->kind == WORK_NAMES) return f->name_count > 0;
    return f->kind == WORK_DATE && date_is_given(&f->date);
}

static bool is_position(struct render *r, struct str name) {
    if (r->area != AREA_CITATION || !r->ref) return false;
    if (str_is(name, "first")) return r->position == POSITION_FIRST;
    if (str_is(name, "subsequent")) return r->position >= POSITION_SUBSEQUENT;
    if (str_is(name, "ibid")) return r->position >= POSITION_IBID;
    if (str_is(name, "ibid-with-locator")) return r->position == POSITION_IBID_WITH_LOCATOR;
    if (str_is(name, "near-note")) return r->near_note;
    if (str_is(name, "far-note")) return r->position >= POSITION_SUBSEQUENT && !r->near_note;
    return false;
}

static bool is_label(struct render *r, struct str name) {
    if (!r->ref || !r->ref->locator.n) return false;
    struct str label = r->ref->label.n ? r->ref->label : STR("page");
    if (str_is(name, "sub-verbo") || str_is(name, "sub verbo"))
        return str_is(label, "sub-verbo") || str_is(label, "sub verbo");
    return str_eq(label, name);
}

static bool is_uncertain(struct render *r, struct str name) {
    const struct work_date *d = date_of_variable(r, name);
    return d && d->circa;
}

static bool is_numeric(struct render *r, struct str name) {
    const struct work_field *f = work_find(r->work, name);
    if (f && f->kind == WORK_TEXT && f->numeric) return true;
    return number_is_numeric(render_variable(r, name, false));
}

static bool is_type(struct render *r, struct str name) {
    return str_eq(r->work->type, name);
}

static void test_words(struct render *r, struct verdict *v, const struct style_node *node,
                       enum style_attr attr, bool (*holds)(struct render *r, struct str word)) {
    struct str list = style_attr(node, attr), *words;
    if (!list.p) return;
    size_t n = style_words(&words, r->a, list);
    render_spend(r, n, list.n);
    for (size_t i = 0; i < n; i++)
        count(v, holds(r, words[i]));
}

bool render_if(struct render *r, const struct style_node *node) {
    struct verdict v = {.match = style_attr_is(node, ATTR_MATCH, "any")    ? MATCH_ANY
                                 : style_attr_is(node, ATTR_MATCH, "none") ? MATCH_NONE
                                                                           : MATCH_ALL};
    test_words(r, &v, node, ATTR_TYPE, is_type);
    render_spend(r, node->var_count, 0);
    for (size_t i = 0; i < node->var_count; i++)
        count(&v, has_variable(r, node->vars[i]));
    test_words(r, &v, node, ATTR_POSITION, is_position);
    test_words(r, &v, node, ATTR_LOCATOR, is_label);
    test_words(r, &v, node, ATTR_IS_NUMERIC, is_numeric);
    test_words(r, &v, node, ATTR_IS_UNCERTAIN_DATE, is_uncertain);
    if (style_has_attr(node, ATTR_DISAMBIGUATE)) {
        bool wants = style_attr_is(node, ATTR_DISAMBIGUATE, "true");
        r->conditions++;
        bool is = r->disambig && r->conditions <= r->disambig->conditions;
        count(&v, wants == is);
    }
    if (v.match == MATCH_ANY) return v.held > 0;
    if (v.match == MATCH_NONE) return v.held == 0;
    return v.held == v.tested && v.tested > 0;
}
