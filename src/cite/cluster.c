/* A cluster of cites as one tree: each cite, grouped and collapsed as the style asks, joined by the
 * delimiter that belongs between them.
 *
 * Collapsing cuts branches of the finished cites: a cite whose names repeat those before it loses
 * its names; one whose year repeats too keeps only its suffix; numbers in sequence keep first and
 * last. */
#include "cite/engine_private.h"

#include "base/utf8.h"
#include "text/case.h"

enum collapse { COLLAPSE_NONE, COLLAPSE_NUMBER, COLLAPSE_YEAR, COLLAPSE_SUFFIX, COLLAPSE_RANGED };

struct unit {
    struct cite_ref *ref;
    struct out *cite;       /* with the ref's prefix and suffix */
    struct out *body;       /* without */
    struct str names, year; /* what it is grouped by; empty: by nothing */
    size_t group;
    bool cut_names, cut_year; /* this unit was reduced */
    bool range_end;           /* the last of a run of numbers or suffixes */
};

struct out *render_cite(struct engine *e, const struct entry *entry, const struct cite_ref *ref,
                        enum cite_position position, bool near_note, const struct disambig *d,
                        size_t year_suffix, struct render *state) {
    static const struct cite_ref no_ref;
    const struct style_node *layout = e->style->citation_layout;
    struct render own, *r = state ? state : &own;
    render_init(r, e, entry, AREA_CITATION);
    r->ref = ref ? ref : &no_ref;
    r->position = position;
    r->near_note = near_note;
    r->disambig = d;
    r->year_suffix = year_suffix;
    r->probing = state != NULL;
    struct out *o = render_children(r, layout);
    if (o) o->format.delimiter = STR_NONE;
    return o;
}

/* --- the ref's own prefix and suffix ---------------------------------------------------------- */

static bool wants_space_after(struct str prefix) {
    static const char *const marks[] = {",", ".", ";", ":", ")", "]", "!", "?"};
    while (str_ends(prefix, ">")) { /* a tag's end does not count */
        size_t i = prefix.n;
        while (i > 0 && prefix.p[i - 1] != '<')
            i--;
        if (i == 0) break;
        prefix.n = i - 1;
    }
    if (!prefix.n) return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_ends(prefix, marks[i])) return true;
    size_t at = prefix.n;
    return case_is_alnum(utf8_prev(prefix, &at));
}

static bool wants_space_before(struct str suffix) {
    size_t i = 0;
    if (!suffix.n) return false;
    uint32_t cp = utf8_next(suffix, &i);
    return case_is_alnum(cp) || cp == '(' || cp == '[';
}

static struct out *add_affixes(struct engine *e, const struct cite_ref *ref, struct out *body) {
    struct arena *a = e->scratch;
    struct out *o = out_new(a, OUT_CITE);
    if (ref->prefix.n) {
        out_add(o, out_rich(a, ref->prefix));
        if (wants_space_after(ref->prefix)) out_add_text(a, o, STR(" "));
    }
    out_add(o, body);
    if (ref->suffix.n) {
        if (wants_space_before(ref->suffix)) out_add_text(a, o, STR(" "));
        out_add(o, out_rich(a, ref->suffix));
    }
    return o;
}

/* --- a capital where a sentence begins -------------------------------------------------------- */

/* The text that comes first. Whether it is a term's, and whether something stands before it that a
 * style adds: a parenthesis, in which no sentence begins. */
static struct out *first_leaf(struct out *o, bool *in_term, bool *behind) {
    if (out_is_empty(o)) return NULL;
    if (o->tag == OUT_TERM) *in_term = true;
    if (o->is_text) return o;
    if (o->format.prefix.n) *behind = true;
    for (struct out *c = o->first; c; c = c->next)
        if (!out_is_empty(c)) return first_leaf(c, in_term, behind);
    return NULL;
}

/* True if the prefix is a sentence of more than one word. */
static bool prefix_ends_sentence(struct str prefix) {
    struct str s = str_trim(prefix);
    for (;;) {
        if (str_ends(s, "”") || str_ends(s, "’"))
            s.n -= 3;
        else if (str_ends(s, "\"") || str_ends(s, "'"))
            s.n--;
        else
            break;
    }
    bool stop = str_ends(s, ".") || str_ends(s, "!") || str_ends(s, "?");
    return stop && str_find_char(s, ' ') < s.n;
}

/* In notes a term that begins the note, or follows the author's sentence, gets a capital. */
static void capitalise(struct engine *e, const struct cite_ref *ref, struct out *body, bool first) {
    if (!e->style->is_note || (ref->prefix.n ? !prefix_ends_sentence(ref->prefix) : !first)) return;
    bool in_term = false, behind = false;
    struct out *leaf = first_leaf(body, &in_term, &behind);
    if (leaf && in_term && !behind)
        leaf->text = case_capital(e->scratch, leaf->text, e->style->lang);
}

/* True if the cite has words of the work, rather than the style's "ibid." or a mark like "[7]". */
static bool says_work(const struct cite_ref *ref, struct out *body) {
    bool ibid = ref->position == POSITION_IBID || ref->position == POSITION_IBID_WITH_LOCATOR;
    return (!ibid || out_find(body, OUT_NAMES)) && !out_find(body, OUT_NUMBER_OF_CITATION) &&
           !out_find(body, OUT_LABEL_OF_CITATION);
}

static void make_unit(struct engine *e, struct unit *u, struct cite_ref *ref, bool first) {
    u->ref = ref;
    const struct entry *en = ref->entry;
    u->body = render_cite(e, en, ref, ref->position, ref->near_note, &en->disambig, en->year_suffix,
                          NULL);
    struct out *names = out_find(u->body, OUT_NAMES);
    u->names = out_plain_str(e->scratch, names ? out_find(names, OUT_NAME_LIST) : NULL);
    struct out *year = out_find(u->body, OUT_YEAR);
    u->year = out_plain_str(e->scratch, year ? year->first : NULL); /* without its suffix */
    if (ref->suppress_author && names) out_remove(u->body, names);
    if (ref->author_only) u->body = names;
    if (u->body) capitalise(e, ref, u->body, first);
    if (u->body && says_work(ref, u->body)) u->body->lang = ref->lang;
    u->cite = add_affixes(e, ref, u->body ? u->body : out_new(e->scratch, OUT_CITE));
}

/* --- grouping --------------------------------------------------------------------------------- */

static enum collapse collapse_of(const struct engine *e) {
    struct str s = style_attr(e->style->citation, ATTR_COLLAPSE);
    if (str_is(s, "citation-number")) return COLLAPSE_NUMBER;
    if (str_is(s, "year")) return COLLAPSE_YEAR;
    if (str_is(s, "year-suffix")) return COLLAPSE_SUFFIX;
    if (str_is(s, "year-suffix-ranged")) return COLLAPSE_RANGED;
    return COLLAPSE_NONE;
}

/* What cites are grouped by: their names, or where they have none their year. */
static struct str group_key(struct engine *e, const struct unit *u) {
    if (u->names.n) return u->names;
    return u->year.n ? str_join(e->scratch, STR("\n"), u->year) : STR_NONE;
}

/* Numbers the groups of units with the same key in the order of their first members; those without
 * a key are alone. Where the style does not sort, the author's order stands: only neighbours are
 * grouped. */
static size_t number_groups(struct engine *e, struct unit *units, size_t n) {
    bool moves = style_child(e->style->citation, STYLE_SORT) != NULL;
    struct hash seen;
    struct str before = STR_NONE;
    size_t groups = 0;
    hash_init(&seen, e->scratch);
    for (size_t i = 0; i < n; i++) {
        struct str key = group_key(e, &units[i]);
        uintptr_t known = key.n && moves ? (uintptr_t)hash_get(&seen, key) : 0;
        if (key.n && str_eq(key, before)) known = units[i - 1].group;
        units[i].group = known ? (size_t)known : ++groups;
        if (key.n && !known) hash_put(&seen, key, (void *)(uintptr_t)units[i].group);
        before = key;
    }
    return groups;
}

/* Brings the members of each group together, in their order. */
static void group_units(struct engine *e, struct unit *units, size_t n) {
    size_t groups = number_groups(e, units, n);
    size_t *start = arena_new_array(e->scratch, groups + 2, size_t);
    struct unit *out = arena_new_array(e->scratch, n + 1, struct unit);
    for (size_t i = 0; i < n; i++)
        start[units[i].group + 1]++;
    for (size_t g = 1; g <= groups + 1; g++)
        start[g] += start[g - 1];
    for (size_t i = 0; i < n; i++)
        out[start[units[i].group]++] = units[i];
    memcpy(units, out, n * sizeof *units);
}

static bool same_group(const struct unit *x, const struct unit *y) {
    return x->group && x->group == y->group;
}

static void cut_names(struct unit *u) {
    const struct out *names = out_find(u->body, OUT_NAMES);
    if (names) u->cut_names = out_remove(u->cite, names);
}

/* Leaves of the cite only its year suffix. */
static bool cut_to_suffix(struct engine *e, struct unit *u) {
    struct out *s = out_find(u->body, OUT_YEAR_SUFFIX);
    if (!s) return false;
    struct out *copy = arena_new(e->scratch, struct out);
    *copy = *s;
    copy->next = NULL;
    copy->format.prefix = copy->format.suffix = STR_NONE;
    u->cite = add_affixes(e, u->ref, copy);
    u->cut_year = true;
    return true;
}

static bool is_bare(const struct unit *u) {
    return !u->ref->prefix.n && !u->ref->suffix.n && !u->ref->locator.n;
}

static void collapse_years(struct engine *e, struct unit *units, size_t n, enum collapse how) {
    for (size_t i = 1; i < n; i++) {
        struct unit *u = &units[i], *before = &units[i - 1];
        if (!same_group(before, u) || u->ref->prefix.n) continue;
        if (before->ref->suffix.n) continue;
        bool suffix = how >= COLLAPSE_SUFFIX && u->year.n && str_eq(u->year, before->year) &&
                      !u->ref->locator.n && !before->ref->locator.n && u->ref->entry->year_suffix;
        if (!suffix || !cut_to_suffix(e, u)) cut_names(u);
    }
}

/* --- runs of numbers and letters -------------------------------------------------------------- */

static size_t number_of(const struct unit *u, bool letters) {
    return letters ? u->ref->entry->year_suffix : u->ref->entry->number;
}

static bool runs_on(const struct unit *x, const struct unit *y, bool letters) {
    if (number_of(y, letters) != number_of(x, letters) + 1) return false;
    if (letters) return y->cut_year && is_bare(y) && is_bare(x);
    return is_bare(x) && is_bare(y) && out_find(y->body, OUT_NUMBER_OF_CITATION) &&
           out_find(x->body, OUT_NUMBER_OF_CITATION);
}

/* Drops the inner members of runs of three or more. Returns the new count. */
static size_t collapse_runs(struct unit *units, size_t n, bool letters) {
    size_t at = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end + 1 < n && runs_on(&units[end], &units[end + 1], letters))
            end++;
        units[at++] = units[i];
        if (end >= i + 2) {
            units[at] = units[end];
            units[at++].range_end = true;
        } else if (end == i + 1) {
            units[at++] = units[end];
        }
        i = end + 1;
    }
    return at;
}

/* --- joining ---------------------------------------------------------------------------------- */

struct delimiters {
    struct str layout, group, suffix, after;
    bool group_given, by_names;
};

static struct str attr_or(const struct style_node *n, enum style_attr attr, struct str fallback) {
    struct str v = style_attr(n, attr);
    return v.p ? v : fallback;
}

static void read_delimiters(const struct engine *e, struct delimiters *d) {
    const struct style_node *c = e->style->citation;
    d->layout = e->style->citation_layout->format->delimiter;
    d->group_given = style_has_attr(c, ATTR_CITE_GROUP_DELIMITER);
    /* the specification has ", " for a group; the suite has the layout's in notes */
    d->group = attr_or(c, ATTR_CITE_GROUP_DELIMITER, e->style->is_note ? d->layout : STR(", "));
    d->suffix = attr_or(c, ATTR_YEAR_SUFFIX_DELIMITER, d->group_given ? d->group : d->layout);
    d->by_names = collapse_of(e) == COLLAPSE_YEAR;
    d->after = attr_or(c, ATTR_AFTER_COLLAPSE_DELIMITER, d->layout);
}

static bool ends_with_period(struct engine *e, const struct unit *u) {
    struct str s = str_trim(out_plain_str(e->scratch, u->cite));
    return str_ends(s, ".") || str_ends(s, "!") || str_ends(s, "?");
}

static bool starts_with_mark(struct str prefix) {
    return prefix.n && (prefix.p[0] == ',' || prefix.p[0] == '.' || prefix.p[0] == ';');
}

static struct str delimiter_between(struct engine *e, const struct delimiters *d,
                                    const struct unit *x, const struct unit *y, bool collapsed) {
    if (y->range_end) return e->style->locale->year_delimiter;
    if (y->cut_year) return d->suffix;
    bool grouped = y->cut_names || (d->group_given && same_group(x, y));
    /* a locator ends what was collapsed, so that its commas are not read as the group's */
    if (grouped) return x->ref->locator.n ? d->after : d->group;
    /* the author's own punctuation stands instead of the style's */
    if (starts_with_mark(y->ref->prefix)) return STR_NONE;
    if (str_ends(str_trim(x->ref->suffix), ",")) return STR(" ");
    if (y->ref->prefix.n && x->ref->suffix.n && ends_with_period(e, x)) return STR(" ");
    return collapsed || d->by_names ? d->after : d->layout;
}

static struct out *join_units(struct engine *e, struct unit *units, size_t n) {
    struct delimiters d;
    read_delimiters(e, &d);
    struct out *o = out_new(e->scratch, OUT_PLAIN);
    const struct unit *last = NULL;
    bool collapsed = false;
    for (size_t i = 0; i < n; i++) {
        struct unit *u = &units[i];
        if (out_is_empty(u->cite)) continue;
        if (last) out_add_text(e->scratch, o, delimiter_between(e, &d, last, u, collapsed));
        collapsed = u->cut_names || u->cut_year || u->range_end;
        u->cite->url = u->ref->url;
        out_add(o, u->cite);
        last = u;
    }
    return o;
}

/* The layout's affixes and formatting around the cites. */
static struct out *wrap_layout(struct engine *e, struct out *o) {
    const struct style_format *f = e->style->citation_layout->format;
    struct out *inner = o;
    struct out *w = out_new(e->scratch, OUT_PLAIN);
    out_add_text(e->scratch, w, f->prefix);
    out_add(w, inner);
    out_add_text(e->scratch, w, f->suffix);
    struct out *decorated = out_new(e->scratch, OUT_PLAIN);
    decorated->format = *f;
    decorated->format.prefix = decorated->format.suffix = decorated->format.delimiter = STR_NONE;
    out_add(decorated, w);
    return decorated;
}

struct out *engine_render_cluster(struct engine *e, struct cite_cluster *c) {
    size_t n = c->ref_count;
    struct unit *units = arena_new_array(e->scratch, n + 1, struct unit);
    for (size_t i = 0; i < n; i++)
        make_unit(e, &units[i], c->refs[i], i == 0 && !c->within);
    enum collapse how = collapse_of(e);
    bool by_names =
        how >= COLLAPSE_YEAR || style_has_attr(e->style->citation, ATTR_CITE_GROUP_DELIMITER);
    if (by_names) group_units(e, units, n);
    if (how >= COLLAPSE_YEAR) collapse_years(e, units, n, how);
    if (how == COLLAPSE_NUMBER) n = collapse_runs(units, n, false);
    if (how == COLLAPSE_RANGED) n = collapse_runs(units, n, true);
    struct out *o = join_units(e, units, n);
    if (out_is_empty(o)) return o;
    if (c->ref_count == 1 && c->refs[0]->author_only) return o;
    return wrap_layout(e, o);
}

/* The names as a short cite prints them, which is how a running text names an author; where the
 * style's cites have no names, the family names of the work's makers. */
struct out *engine_render_author(struct engine *e, struct cite_ref *ref) {
    const struct entry *en = ref->entry;
    struct out *o =
        render_cite(e, en, ref, POSITION_SUBSEQUENT, true, &en->disambig, en->year_suffix, NULL);
    struct out *names = out_find(o, OUT_NAMES);
    if (names) return out_find(names, OUT_NAME_LIST);
    static const char *const makers[] = {"author", "editor", "translator"};
    struct render r;
    render_init(&r, e, en, AREA_CITATION);
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        o = names_of_variable(&r, str_of(makers[i]), true);
        if (o) return o;
    }
    return NULL;
}
