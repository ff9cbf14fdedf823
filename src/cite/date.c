/* Dates: localised and plain forms, ranges that print what their ends share only once, seasons,
 * eras.
 *
 * A range is printed part by part in the layout's order. The largest part that differs decides: the
 * stretch of parts from the first to the last that are as small as it is printed for both ends,
 * with that part's range delimiter between; the others once. */
#include "cite/render.h"

#include <stdio.h>

enum { MAX_PARTS = 6 };
enum part_level { PART_NONE, PART_DAY, PART_MONTH, PART_YEAR };

/* A date-part as the locale (or the style) lays it out, and what the style overrides. */
struct part {
    enum part_level level;
    const struct style_node *base, *over;
};

struct parts {
    struct part v[MAX_PARTS];
    size_t n;
};

const struct work_date *date_of_variable(struct render *r, struct str variable) {
    const struct work_field *f = work_find(r->work, variable);
    return f && f->kind == WORK_DATE ? &f->date : NULL;
}

static enum part_level level_of(const struct style_node *node) {
    struct str name = style_attr(node, ATTR_NAME);
    if (str_is(name, "year")) return PART_YEAR;
    if (str_is(name, "month")) return PART_MONTH;
    return str_is(name, "day") ? PART_DAY : PART_NONE;
}

static struct str part_attr(const struct part *p, enum style_attr attr) {
    struct str v = style_attr(p->over, attr);
    return v.p ? v : style_attr(p->base, attr);
}

static const struct style_node *find_override(const struct style_node *date, enum part_level l) {
    for (const struct style_node *c = date->first; c; c = c->next)
        if (c->kind == STYLE_DATE_PART && level_of(c) == l) return c;
    return NULL;
}

static bool wants_level(struct str date_parts, enum part_level l) {
    if (!date_parts.n || l == PART_YEAR) return true;
    if (l == PART_MONTH) return !str_is(date_parts, "year");
    return str_is(date_parts, "year-month-day");
}

static void collect_parts(struct parts *out, const struct style_node *layout,
                          const struct style_node *node) {
    struct str wanted = layout == node ? STR_NONE : style_attr(node, ATTR_DATE_PARTS);
    for (const struct style_node *c = layout->first; c; c = c->next) {
        enum part_level l = level_of(c);
        if (c->kind != STYLE_DATE_PART || !l || out->n == MAX_PARTS || !wants_level(wanted, l))
            continue;
        out->v[out->n++] = (struct part){l, c, layout == node ? NULL : find_override(node, l)};
    }
}

/* --- one part --------------------------------------------------------------------------------- */

/* Months 13 to 24 are seasons, in three counts that data has used. */
static int season_of(const struct work_date_part *d) {
    return d->month >= 13 && d->month <= 24 ? (d->month - 13) % 4 + 1 : 0;
}

static struct str season_text(struct render *r, int season) {
    char name[16];
    snprintf(name, sizeof name, "season-%02d", season);
    return locale_term_c(r->locale, name, TERM_LONG, false);
}

static struct str month_text(struct render *r, const struct part *p,
                             const struct work_date_part *d) {
    struct str form = part_attr(p, ATTR_FORM);
    char name[16];
    if (season_of(d)) return season_text(r, season_of(d));
    if (d->month < 1 || d->month > 12) return STR_NONE;
    if (str_is(form, "numeric")) return str_printf(r->a, "%d", d->month);
    if (str_is(form, "numeric-leading-zeros")) return str_printf(r->a, "%02d", d->month);
    snprintf(name, sizeof name, "month-%02d", d->month);
    return locale_term_c(r->locale, name, str_is(form, "short") ? TERM_SHORT : TERM_LONG, false);
}

static struct str day_text(struct render *r, const struct part *p, const struct work_date_part *d) {
    struct str form = part_attr(p, ATTR_FORM);
    if (!d->day) return STR_NONE;
    if (str_is(form, "numeric-leading-zeros")) return str_printf(r->a, "%02d", d->day);
    bool ordinal = str_is(form, "ordinal") && (d->day == 1 || !r->locale->limit_day_ordinals);
    if (!ordinal) return str_printf(r->a, "%d", d->day);
    char month[16];
    snprintf(month, sizeof month, "month-%02d", d->month);
    enum term_gender g = locale_gender(r->locale, str_of(month));
    return str_printf(r->a, "%d%.*s", d->day, STR_ARG(locale_ordinal(r->locale, d->day, g)));
}

static struct str year_text(struct render *r, const struct part *p,
                            const struct work_date_part *d) {
    long y = d->year;
    if (!y) return STR_NONE;
    if (str_is(part_attr(p, ATTR_FORM), "short") && y > 999)
        return str_printf(r->a, "%02ld", y % 100);
    if (y < 0)
        return str_printf(r->a, "%ld%.*s", -y,
                          STR_ARG(locale_term_c(r->locale, "bc", TERM_LONG, false)));
    if (y < 1000)
        return str_printf(r->a, "%ld%.*s", y,
                          STR_ARG(locale_term_c(r->locale, "ad", TERM_LONG, false)));
    return str_printf(r->a, "%ld", y);
}

static struct str part_text(struct render *r, const struct part *p,
                            const struct work_date_part *d) {
    if (p->level == PART_YEAR) return year_text(r, p, d);
    if (p->level == PART_MONTH) return month_text(r, p, d);
    return season_of(d) ? STR_NONE : day_text(r, p, d);
}

/* The locale's layout keeps its affixes; the style's date-part adds decoration to it. */
static struct style_format part_format(const struct part *p) {
    struct style_format f = *p->base->format;
    if (!p->over) return f;
    const struct style_format *o = p->over->format;
    if (o->slant) f.slant = o->slant;
    if (o->weight) f.weight = o->weight;
    if (o->variant) f.variant = o->variant;
    if (o->line) f.line = o->line;
    if (o->shift) f.shift = o->shift;
    if (o->text_case) f.text_case = o->text_case;
    if (style_has_attr(p->over, ATTR_STRIP_PERIODS)) f.strip_periods = o->strip_periods;
    if (style_has_attr(p->over, ATTR_PREFIX)) f.prefix = o->prefix;
    if (style_has_attr(p->over, ATTR_SUFFIX)) f.suffix = o->suffix;
    return f;
}

static struct out *render_part(struct render *r, const struct part *p,
                               const struct work_date_part *d) {
    struct str s = part_text(r, p, d);
    if (!s.n) return NULL;
    struct out *text = out_text(r->a, s);
    struct out *o = out_new(r->a, p->level == PART_YEAR ? OUT_YEAR : OUT_PLAIN);
    o->format = part_format(p);
    if (o->format.strip_periods) out_strip_periods(r->a, text);
    out_set_case(r->a, text, o->format.text_case, r->lang);
    out_add(o, text);
    return o;
}

/* The letter that tells works of one year apart, where the style does not place it itself. */
static void add_year_suffix(struct render *r, struct out *year) {
    if (!year || !r->year_suffix || r->suffix_done || r->style->has_year_suffix) return;
    struct out *s = out_text(r->a, number_year_suffix(r->a, r->year_suffix));
    s->tag = OUT_YEAR_SUFFIX;
    out_add(year, s);
    r->suffix_done = true;
}

/* --- ranges ----------------------------------------------------------------------------------- */

static bool is_range(const struct work_date *d) {
    return d->to.year != 0 || d->open_end;
}

static int value_at(const struct work_date_part *d, enum part_level l) {
    return l == PART_YEAR ? d->year : l == PART_MONTH ? d->month : l == PART_DAY ? d->day : 0;
}

static enum part_level largest_difference(const struct parts *ps, const struct work_date *d) {
    enum part_level largest = PART_NONE;
    for (size_t i = 0; i < ps->n; i++) {
        enum part_level l = ps->v[i].level;
        if (l > largest && value_at(&d->from, l) != value_at(&d->to, l)) largest = l;
    }
    return largest;
}

static bool part_shows(struct render *r, const struct part *p, const struct work_date_part *d) {
    return part_text(r, p, d).n > 0;
}

struct stretch {
    size_t first, last; /* parts printed for both ends */
    struct str delimiter;
};

static bool find_stretch(struct render *r, struct stretch *s, const struct parts *ps,
                         const struct work_date *d) {
    enum part_level l = largest_difference(ps, d);
    if (!l) return false;
    bool any = false;
    s->delimiter = STR("–");
    for (size_t i = 0; i < ps->n; i++) {
        if (ps->v[i].level > l) continue;
        if (!part_shows(r, &ps->v[i], &d->from) && !part_shows(r, &ps->v[i], &d->to)) continue;
        if (!any) s->first = i;
        s->last = i;
        any = true;
        struct str own = part_attr(&ps->v[i], ATTR_RANGE_DELIMITER);
        if (ps->v[i].level == l && own.p) s->delimiter = own;
    }
    return any;
}

static void add_part(struct render *r, struct out *to, const struct part *p,
                     const struct work_date_part *d, bool no_prefix, bool no_suffix) {
    struct out *o = render_part(r, p, d);
    if (!o) return;
    if (no_prefix) o->format.prefix = STR_NONE;
    if (no_suffix) o->format.suffix = STR_NONE;
    if (p->level == PART_YEAR) add_year_suffix(r, o);
    out_add(to, o);
}

/* The last part of ps[first..last] that prints for d. */
static size_t last_shown(struct render *r, const struct parts *ps, size_t first, size_t last,
                         const struct work_date_part *d) {
    while (last > first && !part_shows(r, &ps->v[last], d))
        last--;
    return last;
}

static struct out *render_range(struct render *r, const struct parts *ps, const struct work_date *d,
                                const struct stretch *s, struct str delimiter) {
    struct out *o = out_new(r->a, OUT_PLAIN);
    o->format.delimiter = delimiter;
    for (size_t i = 0; i < s->first; i++)
        add_part(r, o, &ps->v[i], &d->from, false, false);
    struct out *both = out_new(r->a, OUT_PLAIN), *from = out_new(r->a, OUT_PLAIN);
    struct out *to = out_new(r->a, OUT_PLAIN);
    from->format.delimiter = to->format.delimiter = delimiter;
    size_t end = last_shown(r, ps, s->first, s->last, &d->from);
    bool done = r->suffix_done;
    if (d->to.year) r->suffix_done = true; /* the letter stands after the second year */
    for (size_t i = s->first; i <= s->last; i++)
        add_part(r, from, &ps->v[i], &d->from, false, i == end);
    r->suffix_done = done;
    for (size_t i = s->first; i <= s->last && d->to.year; i++)
        add_part(r, to, &ps->v[i], &d->to, i == s->first, false);
    out_add(both, from);
    out_add_text(r->a, both, s->delimiter);
    out_add(both, to);
    out_add(o, both);
    for (size_t i = s->last + 1; i < ps->n; i++)
        add_part(r, o, &ps->v[i], &d->from, false, false);
    return o;
}

static struct out *render_single(struct render *r, const struct parts *ps,
                                 const struct work_date *d, struct str delimiter) {
    struct out *o = out_new(r->a, OUT_PLAIN);
    o->format.delimiter = delimiter;
    for (size_t i = 0; i < ps->n; i++)
        add_part(r, o, &ps->v[i], &d->from, false, false);
    return o;
}

/* --- the element ------------------------------------------------------------------------------ */

static struct work_date normalise(const struct work_date *given) {
    struct work_date d = *given;
    if (!d.from.year && !d.literal.n && d.raw.n) {
        struct work_date parsed = {0};
        if (date_parse_raw(&parsed, d.raw)) {
            bool circa = d.circa || parsed.circa;
            d = parsed;
            d.circa = circa;
        } else {
            d.literal = d.raw;
        }
    }
    if (d.season && !d.from.month) d.from.month = 12 + d.season;
    if (d.to.year && d.to.year == d.from.year && d.to.month == d.from.month &&
        d.to.day == d.from.day)
        d.to = (struct work_date_part){0};
    return d;
}

/* The locale's date for a form, or the element itself. */
static const struct style_node *layout_of(struct render *r, const struct style_node *node) {
    struct str form = style_attr(node, ATTR_FORM);
    return form.n ? r->locale->dates[str_is(form, "numeric") ? 1 : 0] : node;
}

static void write_key(struct buf *b, const struct work_date_part *p, enum part_level finest) {
    int month = season_of(p) ? season_of(p) * 3 : p->month;
    if (finest > PART_MONTH) month = 0;
    int day = finest > PART_DAY ? 0 : p->day;
    /* years before Christ run backwards: their key is taken from 10000 */
    int y = p->year;
    buf_printf(b, "%c%05d%02d%02d", y < 0 ? 'A' : 'B', y < 0 ? 99999 + y : y, month, day);
}

static struct str key_to(struct arena *a, const struct work_date *given, enum part_level finest) {
    struct work_date d = normalise(given);
    if (!d.from.year && !d.literal.n) return STR_NONE;
    struct buf b = {0};
    if (!d.from.year)
        buf_add_str(&b, d.literal);
    else
        write_key(&b, &d.from, finest);
    if (d.to.year) write_key(&b, &d.to, finest);
    struct str s = str_copy(a, buf_str(&b));
    buf_done(&b);
    return s;
}

struct str date_sort_key(struct arena *a, const struct work_date *given) {
    return key_to(a, given, PART_DAY);
}

/* As a sort key a date counts only as far as the style prints it. */
static struct str element_key(struct render *r, const struct style_node *node,
                              const struct work_date *d) {
    struct parts ps = {.n = 0};
    const struct style_node *layout = layout_of(r, node);
    enum part_level finest = PART_YEAR;
    if (layout) collect_parts(&ps, layout, node);
    for (size_t i = 0; i < ps.n; i++)
        if (ps.v[i].level < finest) finest = ps.v[i].level;
    return key_to(r->a, d, finest);
}

static struct out *render_given(struct render *r, const struct style_node *node,
                                const struct work_date *d) {
    const struct style_node *layout = layout_of(r, node);
    if (!layout) return NULL;
    struct parts ps = {.n = 0};
    collect_parts(&ps, layout, node);
    struct str delimiter = node->format->delimiter;
    if (!style_has_attr(node, ATTR_DELIMITER)) delimiter = layout->format->delimiter;
    struct stretch s;
    if (is_range(d) && find_stretch(r, &s, &ps, d)) return render_range(r, &ps, d, &s, delimiter);
    return render_single(r, &ps, d, delimiter);
}

static struct out *wrap_date(struct render *r, const struct style_node *node, struct out *o) {
    struct out *w = render_wrap(r, node, o);
    if (w) w->tag = OUT_DATE;
    return w;
}

struct out *render_date(struct render *r, const struct style_node *node) {
    if (!node->var_count) return NULL;
    struct str name = node->vars[0];
    const struct work_date *given = render_is_used(r, name) ? NULL : date_of_variable(r, name);
    /* when cites are compared, the day one looked does not tell works apart */
    if (r->probing && str_is(name, "accessed")) given = NULL;
    if (!given) {
        render_count(r, false);
        return NULL;
    }
    struct work_date d = normalise(given);
    bool known = d.from.year || d.literal.n || d.from.month;
    struct out *o = NULL;
    if (r->sorting) {
        struct str key = element_key(r, node, given);
        o = key.n ? out_text(r->a, key) : NULL;
        render_count(r, o != NULL);
        return o;
    }
    if (d.literal.n) {
        o = out_new(r->a, OUT_YEAR);
        out_add(o, out_rich(r->a, d.literal));
        add_year_suffix(r, o);
    } else if (known) {
        o = render_given(r, node, &d);
    }
    o = wrap_date(r, node, o);
    render_count(r, o != NULL);
    if (o && r->names_parent && r->used_count < RENDER_MAX_USED) r->used[r->used_count++] = name;
    return o;
}
