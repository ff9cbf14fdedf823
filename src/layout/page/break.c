/* break: running the search, and making its choice true.
 *
 * The search (search.c, which explains the model) knows of a paragraph's variant only that it
 * exists. Those that it chose are set now; where one has not the lines it promised, or ends a page
 * in a hyphen, or brings a note to another page than was thought, the search is run again, which
 * then knows better. That is seldom needed more than once; the last run takes only variants that
 * are set. At the end the galley is made anew as it was chosen, so that placing knows nothing of
 * all this. */
#include "layout/page/break.h"

#include "layout/block/block.h"
#include "layout/page/search.h"

/* Runs with variants that are not set yet. A long document has always one more that is not what it
 * promised, and little to gain from it. */
#define RUNS_MOST 2

/* What was chosen: the change of each paragraph, by its first box, and of each space. */
struct chosen {
    struct search *search;
    struct layout *l;
    int8_t *variants, *stretches; /* by box */
    bool *fresh;                  /* by box: its variant was set after the run */
    size_t variant_count, stretch_count, float_count;
    bool sound; /* all variants are as the search took them to be */
};

/* --- variants -------------------------------------------------------------------------------- */

static struct galley_variant *variant_at(const struct galley *g, size_t first, int lines) {
    struct galley_paragraph *p = g->boxes.v[first].paragraph;
    return lines > 0 ? &p->looser : &p->tighter;
}

/* Sets a variant, if it was not; notes whether it is what the search took it to be. */
static void set_variant(struct chosen *c, const struct search_choice *choice) {
    const struct galley *g = c->search->galley;
    struct galley_variant *v = variant_at(g, choice->box, choice->lines);
    if (v->state == GALLEY_UNKNOWN) {
        block_set_variant(c->l, v, &g->boxes.v[choice->box], choice->lines);
        c->fresh[choice->box] = true;
    }
    if (!c->fresh[choice->box]) return;
    if (v->state == GALLEY_BAD ||
        (choice->cut && search_cut_penalty(c->search, v, choice->box, choice->cut - 1)))
        c->sound = false;
}

static void visit_choice(void *closure, const struct search_choice *choice) {
    struct chosen *c = closure;
    if (choice->variant) {
        c->variant_count += !c->variants[choice->box];
        c->variants[choice->box] = (int8_t)choice->lines;
        set_variant(c, choice);
    } else {
        c->stretches[choice->box] = (int8_t)choice->lines;
        c->stretch_count++;
    }
}

static void gather(struct chosen *c, const struct search_state *end) {
    size_t n = c->search->galley->boxes.n;
    c->variants = arena_new_array(c->search->arena, n + 1, int8_t);
    c->stretches = arena_new_array(c->search->arena, n + 1, int8_t);
    c->fresh = arena_new_array(c->search->arena, n + 1, bool);
    c->variant_count = c->stretch_count = c->float_count = 0;
    c->sound = true;
    for (const struct search_state *s = end; s->before; s = s->before) {
        c->float_count += s->floating && s->boxes != s->before->boxes;
        search_choices(c->search, s, visit_choice, c);
    }
}

/* --- runs ------------------------------------------------------------------------------------ */

/* The best way, and what it chose. */
static const struct search_state *run(struct chosen *c) {
    struct search *s = c->search;
    struct arena_mark mark = arena_mark(s->arena);
    for (int i = 0;; i++) {
        arena_reset(s->arena, mark);
        s->give = i < RUNS_MOST ? SEARCH_FREE : SEARCH_KNOWN;
        const struct search_state *end = search_run(s);
        gather(c, end);
        if (c->sound || i == RUNS_MOST) return end;
    }
}

/* --- the galley as chosen -------------------------------------------------------------------- */

/* Adds a box, the space above it longer by so many grid lines. */
static void add(struct chosen *c, struct galley *to, const struct galley_box *box, int stretch) {
    struct galley_box *copy = vec_push(to->arena, &to->boxes);
    *copy = *box;
    copy->space += stretch * c->search->measure->grid;
}

/* Adds the boxes from..end. A page that ends within a paragraph counts its lines as they are set.
 */
static void add_range(struct chosen *c, struct galley *to, size_t from, size_t end) {
    const struct galley *g = c->search->galley;
    for (size_t k = from; k < end;) {
        const struct galley_box *box = &g->boxes.v[k];
        size_t first = box->paragraph ? k - box->line : k;
        if (!c->variants[first]) {
            add(c, to, box, c->stretches[k]);
            k++;
            continue;
        }
        const struct galley_variant *v = variant_at(g, first, c->variants[first]);
        size_t whole = first + box->paragraph->count;
        for (size_t i = k - first; i < (end >= whole ? v->count : end - first); i++)
            add(c, to, &v->boxes[i], i ? 0 : c->stretches[first]);
        k = whole < end ? whole : end;
    }
}

/* Adds what stands on the page that ends in that state, in the order in which it stands there. */
static void add_page(struct chosen *c, struct galley *to, const struct search_state *end) {
    const struct galley *g = c->search->galley;
    const struct search_state *from = end->before;
    sp grid = c->search->measure->grid;
    size_t begin = from->boxes;
    if (from->boxes == end->boxes) return; /* notes only */
    if (from->floating) {
        add_range(c, to, from->floating - 1, search_figure_end(g, from->floating - 1));
        size_t text = to->boxes.n;
        add_range(c, to, begin, begin + 1);
        to->boxes.v[text].space = sp_max(to->boxes.v[text].space, grid);
        to->boxes.v[text].snap = true;
        begin++;
    }
    if (!end->floating) {
        add_range(c, to, begin, end->boxes);
        return;
    }
    size_t behind = search_figure_end(g, end->floating - 1);
    add_range(c, to, begin, end->floating - 1);
    size_t closed = to->boxes.n;
    add_range(c, to, behind, end->boxes);
    to->boxes.v[closed].space = g->boxes.v[behind].space_alone;
}

/* --- cuts ------------------------------------------------------------------------------------ */

/* Follows the ways back from the end, and makes the galley anew where something was chosen; what
 * the best way still owes of notes goes on pages of their own. */
static void collect(struct page_cuts *cuts, struct chosen *c, const struct search_state *end) {
    const struct search *s = c->search;
    struct arena *a = s->galley->arena;
    struct galley *to = arena_new(a, struct galley);
    bool anew = c->variant_count || c->stretch_count || c->float_count;
    size_t all = s->notes->lines.n;
    VEC(const struct search_state *) back = {0};
    galley_init(to, a);
    for (const struct search_state *t = end; t->before; t = t->before)
        *vec_push(s->arena, &back) = t;
    for (size_t i = back.n; i-- > 0;) {
        const struct search_state *t = back.v[i];
        struct page_cut cut = {t->before->boxes, t->boxes,    t->before->notes,
                               t->notes,         t->overfull, t->crowded};
        if (anew) {
            cut.from = to->boxes.n;
            add_page(c, to, t);
            cut.to = to->boxes.n;
        }
        *vec_push(a, &cuts->pages) = cut;
    }
    if (anew) cuts->galley = to;
    size_t n = cuts->galley->boxes.n;
    for (size_t from = end->notes; from < all;) {
        struct reference_page none = {0};
        size_t next = search_fill_notes(s, &none, from, all, s->measure->height);
        if (next == from) next = note_list_step(s->notes, from);
        *vec_push(a, &cuts->pages) = (struct page_cut){n, n, from, next, false, false};
        cuts->cost += SEARCH_NOTES_PAGE;
        from = next;
    }
}

/* --- columns that end alike ------------------------------------------------------------------- */

/* A way is not taken that leaves a line alone, or parts a heading from its text. */
#define GOOD_COST (GALLEY_ORPHAN / 2)

/* The least depth that the columns could have: their boxes alone, dealt out evenly. */
static sp even_depth(const struct galley *g, size_t from, size_t columns, sp grid) {
    sp all = 0;
    for (size_t i = from; i < g->boxes.n; i++)
        all += g->boxes.v[i].height;
    return sp_max((all / (sp)columns + grid - 1) / grid, 1) * grid;
}

/* Runs the search for columns of that depth; NULL if they are too many, or one ends badly. */
static const struct search_state *try_depth(struct search *s, size_t columns) {
    const struct search_state *end = search_run(s);
    size_t n = 0;
    if (!end || end->notes < s->notes->lines.n || end->cost >= GOOD_COST) return NULL;
    for (const struct search_state *t = end; t->before; t = t->before)
        n++;
    return n <= columns ? end : NULL;
}

/* Puts the way's pages in the place of those from `at` on. */
static void replace(struct page_cuts *cuts, const struct search_state *end, size_t at) {
    size_t n = at;
    for (const struct search_state *t = end; t->before; t = t->before)
        n++;
    while (cuts->pages.n < n)
        *vec_push(cuts->galley->arena, &cuts->pages) = (struct page_cut){0};
    cuts->pages.n = n;
    for (const struct search_state *t = end; t->before; t = t->before)
        cuts->pages.v[--n] =
            (struct page_cut){t->before->boxes, t->boxes, t->before->notes, t->notes, false, false};
}

sp page_balance(struct page_cuts *cuts, struct layout *l, const struct note_list *notes,
                const struct page_measure *m, size_t at, bool within) {
    const struct page_cut *first = &cuts->pages.v[at];
    if (first->from == cuts->galley->boxes.n) return 0; /* nothing but notes */
    struct arena_mark mark = arena_mark(&l->scratch);
    sp depth = even_depth(cuts->galley, first->from, m->columns, m->grid), found = 0;
    for (; depth <= m->height && !found; depth += m->grid) {
        struct page_measure own = *m;
        own.first_height = 0;
        own.most = depth;
        if (within) own.height = depth;
        struct search search = {.galley = cuts->galley,
                                .notes = notes,
                                .measure = &own,
                                .arena = &l->scratch,
                                .start = first->from,
                                .start_notes = first->note_from};
        const struct search_state *end = try_depth(&search, m->columns);
        if (end) replace(cuts, end, at);
        if (end) found = depth;
        arena_reset(&l->scratch, mark);
    }
    return found;
}

void page_break(struct page_cuts *cuts, struct layout *l, struct galley *g,
                const struct note_list *notes, const struct page_measure *m) {
    struct arena_mark mark = arena_mark(&l->scratch);
    struct search search = {.galley = g, .notes = notes, .measure = m, .arena = &l->scratch};
    struct chosen c = {.search = &search, .l = l};
    const struct search_state *end = run(&c);
    *cuts = (struct page_cuts){.galley = g, .cost = end->cost, .tried = search.tried};
    cuts->variants = c.variant_count;
    cuts->stretches = c.stretch_count;
    cuts->floats = c.float_count;
    collect(cuts, &c, end);
    arena_reset(&l->scratch, mark);
}
