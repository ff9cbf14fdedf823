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

/* Runs with variants that are not set yet. */
#define RUNS_MOST 6

/* What was chosen: the change of each paragraph, by its first box, and of each space. */
struct chosen {
    struct search *search;
    struct layout *l;
    int8_t *variants, *stretches; /* by box */
    bool *fresh;                  /* by box: its variant was set after the run */
    size_t variant_count, stretch_count;
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
    c->variant_count = c->stretch_count = 0;
    c->sound = true;
    for (const struct search_state *s = end; s->before; s = s->before)
        search_choices(c->search, s, visit_choice, c);
}

/* --- runs ------------------------------------------------------------------------------------ */

/* The best way, and what it chose. */
static const struct search_state *run(struct chosen *c) {
    struct search *s = c->search;
    for (int i = 0;; i++) {
        s->give = i < RUNS_MOST ? SEARCH_FREE : SEARCH_KNOWN;
        const struct search_state *end = search_run(s);
        gather(c, end);
        if (c->sound || i == RUNS_MOST) return end;
    }
}

/* --- the galley as chosen -------------------------------------------------------------------- */

/* Copies the galley with what was chosen; at[i] is where box i has gone. */
static const struct galley *remake(const struct chosen *c, size_t *at) {
    const struct galley *from = c->search->galley;
    struct galley *to = arena_new(from->arena, struct galley);
    galley_init(to, from->arena);
    for (size_t k = 0; k < from->boxes.n;) {
        const struct galley_box *box = &from->boxes.v[k];
        const struct galley_variant *v =
            c->variants[k] ? variant_at(from, k, c->variants[k]) : NULL;
        size_t first = to->boxes.n, count = v ? box->paragraph->count : 1;
        for (size_t i = 0; i < count; i++)
            at[k + i] = first + i;
        for (size_t i = 0; i < (v ? v->count : 1); i++)
            *vec_push(to->arena, &to->boxes) = v ? v->boxes[i] : *box;
        to->boxes.v[first].space += c->stretches[k] * c->search->measure->grid;
        k += count;
    }
    at[from->boxes.n] = to->boxes.n;
    return to;
}

/* --- cuts ------------------------------------------------------------------------------------ */

/* Follows the ways back from the end; what the best way still owes goes on pages of notes. */
static void collect(struct page_cuts *cuts, const struct chosen *c, const struct search_state *end,
                    const size_t *at) {
    const struct search *s = c->search;
    struct arena *a = s->galley->arena;
    size_t n = s->galley->boxes.n, all = s->notes->lines.n;
    VEC(struct page_cut) back = {0};
    for (const struct search_state *t = end; t->before; t = t->before)
        *vec_push(s->arena, &back) = (struct page_cut){
            t->before->boxes, t->boxes, t->before->notes, t->notes, t->overfull, t->crowded};
    for (size_t i = back.n; i-- > 0;)
        *vec_push(a, &cuts->pages) = back.v[i];
    for (size_t from = end->notes; from < all;) {
        size_t to = search_fill_notes(s, from, all, s->measure->height);
        if (to == from) to = note_list_step(s->notes, from);
        *vec_push(a, &cuts->pages) = (struct page_cut){n, n, from, to, false, false};
        cuts->cost += SEARCH_NOTES_PAGE;
        from = to;
    }
    for (size_t i = 0; at && i < cuts->pages.n; i++) {
        cuts->pages.v[i].from = at[cuts->pages.v[i].from];
        cuts->pages.v[i].to = at[cuts->pages.v[i].to];
    }
}

void page_break(struct page_cuts *cuts, struct layout *l, struct galley *g,
                const struct note_list *notes, const struct page_measure *m) {
    struct arena_mark mark = arena_mark(&l->scratch);
    struct search search = {.galley = g, .notes = notes, .measure = m, .arena = &l->scratch};
    struct chosen c = {.search = &search, .l = l};
    const struct search_state *end = run(&c);
    size_t *at = NULL;
    *cuts = (struct page_cuts){.galley = g, .cost = end->cost};
    cuts->tried = search.tried;
    cuts->variants = c.variant_count;
    cuts->stretches = c.stretch_count;
    if (c.variant_count || c.stretch_count) {
        at = arena_new_array(&l->scratch, g->boxes.n + 1, size_t);
        cuts->galley = remake(&c, at);
    }
    collect(cuts, &c, end, at);
    arena_reset(&l->scratch, mark);
}
