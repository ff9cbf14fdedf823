/* Disambiguation.
 *
 * Model: entries are grouped by what their short cite prints (a hash of the text). In a group of
 * two or more, one cell is widened at a time, for all members at once: the given name of the i-th
 * name of the k-th list, then one name more. After each step the members are grouped again by their
 * new text; a step that splits the group is kept, one that does not is taken back, and every part
 * goes on by itself from there. So the work is the number of entries times the number of steps,
 * never entries squared. What no step separates is left to the style's condition and then to year
 * suffixes, which run in the bibliography's order.
 * Source: CSL 1.0.2, "Disambiguation"; where it leaves the order of steps open, the suite. */
#include "cite/disambiguate.h"

#include <stdlib.h>

#include "cite/engine_private.h"

/* --- the register of names -------------------------------------------------------------------- */

struct family {
    struct hash givens;   /* whole given names */
    struct hash initials; /* initials → struct count of whole given names with them */
    size_t given_count, initials_count;
};

struct count {
    size_t n;
};

struct name_register {
    struct arena *arena;
    struct hash families;
    bool primary_only, initials_only;
};

struct name_register *register_new(struct arena *a, struct str rule) {
    bool all = str_starts(rule, "all-names"), primary = str_starts(rule, "primary-name");
    if (!all && !primary) return NULL;
    struct name_register *reg = arena_new(a, struct name_register);
    reg->arena = a;
    reg->primary_only = primary;
    reg->initials_only = str_ends(rule, "with-initials");
    hash_init(&reg->families, a);
    return reg;
}

static struct str family_key(struct arena *a, const struct work_name *n) {
    struct person p;
    person_read(&p, a, n);
    return person_key_family(a, &p);
}

/* With initials: enough to tell people apart by them. */
static struct str initials_key(struct arena *a, const struct work_name *n) {
    struct person p;
    person_read(&p, a, n);
    return person_initials(a, p.given, STR("."), true, true);
}

static struct str whole_key(struct arena *a, const struct work_name *n) {
    struct buf b = {0};
    for (size_t i = 0; i < n->given.n; i++) /* "J. J." and "J.J." are one */
        if (n->given.p[i] != '.' && n->given.p[i] != ' ') buf_add_char(&b, n->given.p[i]);
    buf_printf(&b, "|%.*s|%.*s", STR_ARG(n->dropping_particle), STR_ARG(n->suffix));
    struct str s = str_copy(a, buf_str(&b));
    buf_done(&b);
    return s;
}

static struct family *find_family(struct name_register *reg, struct arena *a,
                                  const struct work_name *n) {
    struct str key = family_key(a, n);
    struct family *f = hash_get(&reg->families, key);
    if (f) return f;
    f = arena_new(reg->arena, struct family);
    hash_init(&f->givens, reg->arena);
    hash_init(&f->initials, reg->arena);
    hash_put(&reg->families, str_copy(reg->arena, key), f);
    return f;
}

void register_add(struct name_register *reg, struct arena *scratch, const struct work_name *n,
                  size_t index) {
    if (n->literal.n || (reg->primary_only && index > 0)) return;
    struct family *f = find_family(reg, scratch, n);
    struct str whole = whole_key(scratch, n);
    if (hash_get(&f->givens, whole)) return;
    hash_put(&f->givens, str_copy(reg->arena, whole), f);
    f->given_count++;
    struct str initials = initials_key(scratch, n);
    struct count *c = hash_get(&f->initials, initials);
    if (!c) {
        f->initials_count++;
        c = arena_new(reg->arena, struct count);
        hash_put(&f->initials, str_copy(reg->arena, initials), c);
    }
    c->n++;
}

int register_level(const struct name_register *reg, struct arena *a, const struct work_name *n,
                   size_t index) {
    if (!reg || n->literal.n || (reg->primary_only && index > 0)) return 0;
    const struct family *f = hash_get(&reg->families, family_key(a, n));
    if (!f || f->given_count < 2) return 0;
    if (reg->initials_only) return f->initials_count > 1;
    const struct count *c = hash_get(&f->initials, initials_key(a, n));
    return c && c->n > 1 ? 2 : 1;
}

/* --- groups of like cites --------------------------------------------------------------------- */

struct group {
    struct entry **v;
    size_t n, cap;
};

struct work_list {
    struct engine *e;
    bool add_names, add_givens, add_condition, add_suffix;
};

static struct str cite_text(struct engine *e, const struct entry *entry, const struct disambig *d,
                            struct render *state) {
    /* the number of the note that a short cite sends back to tells works apart too */
    struct cite_ref ref = {.first_note = entry->first_note};
    struct arena_mark mark = arena_mark(e->scratch);
    struct out *o = render_cite(e, entry, &ref, POSITION_SUBSEQUENT, true, d, 0, state);
    struct buf b = {0};
    if (o) out_plain(&b, o);
    arena_reset(e->scratch, mark);
    struct str s = str_copy(e->scratch, buf_str(&b));
    buf_done(&b);
    return s;
}

/* Splits g by the text each member prints with the same widening; the parts keep g's order. */
static size_t split(struct engine *e, struct group **parts, const struct group *g,
                    const struct disambig *d, struct render *state) {
    struct hash seen;
    hash_init(&seen, e->scratch);
    VEC(struct group) list = {0};
    struct arena *a = e->scratch;
    for (size_t i = 0; i < g->n; i++) {
        struct str text = cite_text(e, g->v[i], d ? d : &g->v[i]->disambig, state);
        uintptr_t at = (uintptr_t)hash_get(&seen, text);
        if (!at) {
            *vec_push(a, &list) = (struct group){0};
            at = list.n;
            hash_put(&seen, text, (void *)at); /* the place plus one */
        }
        struct group *p = &list.v[at - 1];
        if (p->n == p->cap) {
            size_t cap = p->cap ? p->cap * 2 : 4;
            struct entry **v = arena_new_array(a, cap, struct entry *);
            if (p->n) memcpy(v, p->v, p->n * sizeof *v);
            p->v = v;
            p->cap = cap;
        }
        p->v[p->n++] = g->v[i];
    }
    *parts = list.v;
    return list.n;
}

static void keep(struct group *g, const struct disambig *d) {
    for (size_t i = 0; i < g->n; i++) {
        g->v[i]->disambig = *d;
        g->v[i]->disambiguated = true;
    }
}

/* Where the widening stands: name i of list k. */
struct cell {
    size_t set, name;
};

struct shape {
    size_t sets, shown[DISAMBIG_SETS], total[DISAMBIG_SETS];
};

static void read_shape(struct shape *s, const struct render *state) {
    s->sets = state->names_set < DISAMBIG_SETS ? state->names_set : DISAMBIG_SETS;
    for (size_t k = 0; k < s->sets; k++) {
        s->shown[k] = state->names_shown[k];
        s->total[k] =
            state->names_total[k] < DISAMBIG_NAMES ? state->names_total[k] : DISAMBIG_NAMES;
    }
}

/* Widens d by one step from cell c; false when there is nothing left. */
static bool widen(const struct work_list *w, struct disambig *d, struct cell *c,
                  const struct shape *s) {
    while (c->set < s->sets) {
        size_t shown = d->names[c->set] > s->shown[c->set] ? d->names[c->set] : s->shown[c->set];
        if (w->add_givens && c->name < shown && c->name < DISAMBIG_NAMES &&
            d->givens[c->set][c->name] < 2) {
            d->givens[c->set][c->name]++;
            return true;
        }
        c->name++;
        if (c->name < shown) continue;
        if (w->add_names && shown < s->total[c->set]) {
            d->names[c->set] = (uint16_t)(shown + 1);
            c->name = shown;
            return true;
        }
        c->set++;
        c->name = 0;
    }
    return false;
}

static void add_suffixes(struct engine *e, struct group *g) {
    (void)e;
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        g->v[i]->year_suffix = ++n;
}

static void set_conditions(struct group *g, uint8_t n) {
    for (size_t i = 0; i < g->n; i++)
        g->v[i]->disambig.conditions = n;
}

/* The style's own conditions, one more at a time while they help; then letters after the year. */
static void settle(struct work_list *w, struct group *g, uint8_t level) {
    enum { MAX_CONDITIONS = 8 };
    if (g->n < 2) return;
    if (w->add_condition && level <= MAX_CONDITIONS) {
        struct group *parts;
        struct render state;
        set_conditions(g, level);
        size_t n = split(w->e, &parts, g, NULL, &state);
        for (size_t i = 0; n > 1 && i < n; i++)
            settle(w, &parts[i], (uint8_t)(level + 1));
        if (n > 1) return;
        if (w->add_suffix || level > 1) set_conditions(g, (uint8_t)(level - 1));
    }
    if (w->add_suffix) add_suffixes(w->e, g);
}

/* Lists still to be widened, so that hostile data costs no stack. */
struct task {
    struct group group;
    struct disambig base, now;
    struct cell cell;
};

/* What the widest cite of g's members would show. */
static void read_widest(struct work_list *w, struct shape *shape, const struct group *g,
                        const struct disambig *d) {
    struct render state;
    *shape = (struct shape){.sets = 0};
    for (size_t i = 0; i < g->n; i++) {
        struct shape one;
        cite_text(w->e, g->v[i], d, &state);
        read_shape(&one, &state);
        if (i == 0) *shape = one;
        for (size_t k = 0; k < shape->sets && k < one.sets; k++)
            if (one.total[k] > shape->total[k]) shape->total[k] = one.total[k];
    }
}

/* True if not even all names in full would tell g's members apart. */
static bool is_hopeless(struct work_list *w, const struct group *g, const struct task *t,
                        const struct shape *shape) {
    struct disambig all = t->now;
    struct cell c = t->cell;
    struct group *parts;
    struct render state;
    while (widen(w, &all, &c, shape)) {
    }
    return split(w->e, &parts, g, &all, &state) == 1;
}

static void separate(struct work_list *w, struct group g) {
    struct engine *e = w->e;
    VEC(struct task) tasks = {0};
    struct arena *a = e->scratch;
    *vec_push(a, &tasks) = (struct task){.group = g};
    while (tasks.n) {
        struct task t = tasks.v[--tasks.n];
        struct render state;
        struct shape shape;
        bool split_up = false;
        read_widest(w, &shape, &t.group, &t.now);
        if (is_hopeless(w, &t.group, &t, &shape)) t.cell.set = DISAMBIG_SETS;
        while (!split_up && widen(w, &t.now, &t.cell, &shape)) {
            struct group *parts;
            size_t n = split(e, &parts, &t.group, &t.now, &state);
            if (n == 1) continue;
            split_up = true;
            /* only this cell and the names shown so far were of use */
            struct disambig better = t.base;
            size_t k = t.cell.set, i = t.cell.name;
            if (i < DISAMBIG_NAMES) better.givens[k][i] = t.now.givens[k][i];
            better.names[k] = t.now.names[k];
            for (size_t p = n; p > 0; p--) {
                keep(&parts[p - 1], &better);
                if (parts[p - 1].n > 1)
                    *vec_push(a, &tasks) = (struct task){parts[p - 1], better, better, t.cell};
            }
        }
        if (!split_up) {
            keep(&t.group, &t.base);
            settle(w, &t.group, 1);
        }
    }
}

static bool attr_true(const struct engine *e, enum style_attr attr) {
    return style_attr_is(e->style->citation, attr, "true");
}

/* Prints each entry once so that the register sees the names that cites print. */
static void fill_register(struct engine *e) {
    for (size_t i = 0; i < e->order_count; i++) {
        struct arena_mark mark = arena_mark(e->scratch);
        struct render r;
        render_init(&r, e, e->order[i], AREA_CITATION);
        r.collect = e->names;
        r.position = POSITION_SUBSEQUENT;
        render_children(&r, e->style->citation_layout);
        arena_reset(e->scratch, mark);
    }
}

static void clear_entries(struct engine *e) {
    for (size_t i = 0; i < e->entries.n; i++) {
        struct entry *en = e->entries.v[i];
        en->disambig = (struct disambig){.conditions = 0};
        en->disambiguated = false;
        en->year_suffix = 0;
    }
}

void disambiguate_entries(struct engine *e) {
    struct work_list w = {.e = e,
                          .add_names = attr_true(e, ATTR_DISAMBIGUATE_ADD_NAMES),
                          .add_givens = attr_true(e, ATTR_DISAMBIGUATE_ADD_GIVENNAME),
                          .add_condition = e->style->has_disambiguate,
                          .add_suffix = attr_true(e, ATTR_DISAMBIGUATE_ADD_YEAR_SUFFIX)};
    clear_entries(e);
    e->names = NULL;
    struct str rule = style_attr(e->style->citation, ATTR_GIVENNAME_DISAMBIGUATION_RULE);
    if (w.add_givens && rule.n && !str_is(rule, "by-cite")) {
        e->names = register_new(e->arena, rule);
        if (e->names) fill_register(e);
        w.add_givens = e->names == NULL;
    }
    if (!w.add_names && !w.add_givens && !w.add_condition && !w.add_suffix) return;
    struct arena_mark mark = arena_mark(e->scratch);
    struct group all = {.v = e->order, .n = e->order_count}, *parts;
    struct render state;
    size_t n = split(e, &parts, &all, NULL, &state);
    for (size_t i = 0; i < n; i++)
        if (parts[i].n > 1) separate(&w, parts[i]);
    arena_reset(e->scratch, mark);
}
