/* A list of names: how many show (et al., widened by disambiguation), each as a branch of its own
 * so that dashes can replace it later, and delimiters, "and" and "et al." between them. */
#include "base/utf8.h"
#include "cite/disambiguate.h"
#include "cite/names_private.h"
#include "text/case.h"

/* How many of n names show; *last: the last name follows an ellipsis. */
size_t name_list_count(struct render *r, const struct name_options *o, size_t n, bool *last) {
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
static bool was_inverted(const struct name_options *o, const struct out *list, size_t before) {
    if (o->order == ORDER_DISPLAY || (o->order == ORDER_FIRST && before != 1)) return false;
    return list->last && list->last->tag == OUT_NAME && list->last->inverted;
}

static void add_and(struct render *r, const struct name_options *o, struct out *list,
                    size_t before) {
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

static void add_et_al(struct render *r, const struct name_options *o, struct out *list,
                      size_t before) {
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

static void add_between(struct render *r, const struct name_options *o, struct out *list, size_t i,
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

struct out *name_list_render(struct render *r, const struct name_options *o,
                             const struct work_field *f) {
    bool last = false;
    size_t n = f->name_count;
    bool others = n > 1 && is_et_al_name(&f->names[n - 1]);
    if (others) n--;
    size_t shown = name_list_count(r, o, n, &last);
    struct out *list = out_new(r->a, OUT_NAME_LIST);
    render_spend(r, shown, 0);
    for (size_t i = 0; r->collect && i < n; i++)
        register_add(r->collect, r->a, &f->names[i], i);
    for (size_t i = 0; i < shown; i++) {
        add_between(r, o, list, i, shown, others ? n + 1 : n);
        out_add(list, name_render(r, o, &f->names[i], i, level_of(r, &f->names[i], i)));
    }
    if (last) {
        out_add_text(r->a, list, o->delimiter);
        out_add_text(r->a, list, STR("… "));
        out_add(list,
                name_render(r, o, &f->names[n - 1], n - 1, level_of(r, &f->names[n - 1], n - 1)));
    } else if ((shown < n || others) && !r->sorting) {
        add_et_al(r, o, list, shown);
    }
    if (r->names_set < DISAMBIG_SETS) {
        r->names_shown[r->names_set] = shown;
        r->names_total[r->names_set] = n;
    }
    return list;
}
