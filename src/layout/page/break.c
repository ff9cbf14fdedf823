/* break: globally optimal page breaking by dynamic programming.
 *
 * The galley is cut into pages so that the sum of the pages' costs is least: the square of how short
 * each page falls, the penalty of the break at its foot, a charge for each split note. The method is
 * that of Plass, “Optimal Pagination Techniques for Automatic Typesetting Systems” (Stanford, 1981),
 * as Mittelbach took it up in “A General Framework for Globally Optimized Pagination” (DocEng 2016):
 * one pass over the breakpoints in order, each keeping the best way to reach it.
 *
 * Notes are part of the state. All notes stand in one list in the order of their marks, so what is
 * left over from the pages before is one number: the next line of that list to be set. A state is
 * then (boxes set, note lines set). A page that can hold all notes marked on it does; otherwise it
 * takes as many lines as fit, provided that every note marked on it begins there, and the rest goes
 * on overleaf. That makes one state for nearly every breakpoint, at most STATES_MAX.
 *
 * Rejected: breaking greedily and mending. It cannot trade a short page now for a widow later.
 * Cost is linear in boxes times boxes to a page: from each state only one page's worth is tried. */
#include "layout/page/break.h"

/* Ways to reach one breakpoint that are kept: the best, by their notes left over. */
#define STATES_MAX 6

enum {
    COST_SPLIT_NOTE = 150,
    COST_NOTES_ONLY = 4000,   /* a page that holds nothing but notes left over */
    COST_BROKEN_RULE = 10000000, /* a note that cannot begin on its page, a box over the page */
    COST_STUB = 400,          /* a last page of less than three lines */
};

/* A way to have set so many boxes and note lines; the ways to one breakpoint are a list. */
struct state {
    size_t boxes, notes;
    int64_t cost;
    struct state *before; /* where the page that ends here began */
    struct state *next;   /* another way to the same breakpoint */
    bool overfull;
};

struct breaker {
    const struct galley *g;
    const struct note_list *notes;
    const struct page_measure *m;
    struct arena *arena;
    struct state **points; /* by boxes set: n + 1 of them */
};

/* Keeps a way to reach its breakpoint, if it is better than what is there with the same notes
 * left, or if there is room. New ways go to the end of the list, which may be being read. */
static void reach(struct breaker *b, struct state way) {
    struct state **link = &b->points[way.boxes], *worst = NULL;
    size_t count = 0;
    for (; *link; link = &(*link)->next, count++) {
        struct state *s = *link;
        if (s->notes == way.notes || !worst || s->cost > worst->cost) worst = s;
        if (s->notes == way.notes) break;
    }
    bool full = !*link && count == STATES_MAX;
    if (full && way.before->boxes == way.boxes) return; /* those there may be in use already */
    if (*link || full) {
        if (way.cost >= worst->cost) return;
        way.next = worst->next;
        *worst = way;
        return;
    }
    *link = arena_new(b->arena, struct state);
    **link = way;
}

/* The line list up to which notes fit into room from `from` on; all that are due if they do. */
static size_t fill_notes(const struct breaker *b, size_t from, size_t due, sp room) {
    if (note_list_height(b->notes, from, due) <= room) return due;
    size_t low = from, high = due;
    while (low < high) { /* the most lines that fit */
        size_t middle = (low + high + 1) / 2;
        if (note_list_height(b->notes, from, middle) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* First line of the note that line i belongs to. */
static size_t note_start(const struct breaker *b, size_t i) {
    while (!b->notes->lines.v[i].first)
        i--;
    return i;
}

/* Where the notes of a page may be cut, at most `to`: at least two lines of a note on either side.
 * SIZE_MAX if the last note marked on the page could then not begin on it. */
static size_t cut_notes(const struct breaker *b, size_t from, size_t to, size_t new_from,
                        size_t due) {
    const struct note_line *lines = b->notes->lines.v;
    if (to < due && to > from && !lines[to - 1].last) { /* within a note */
        if (lines[to].last && to > from + 1) to--;
        if (lines[to - 1].first) to--;
    }
    if (new_from < due) { /* every note marked here begins here, by two lines or whole */
        size_t start = note_start(b, due - 1);
        size_t need = start + (lines[start].last ? 1 : 2);
        if (to < need) return SIZE_MAX;
    }
    return to;
}

/* The cost of a page that ends before box `to`, with slack left. */
static int64_t page_cost(const struct breaker *b, size_t from, size_t to, sp slack, bool notes_left) {
    const struct galley *g = b->g;
    bool end = to == g->boxes.n, forced = !end && g->boxes.v[to].new_page;
    int64_t lines = slack / b->m->grid;
    if (end && !notes_left) {
        sp text = b->m->height - slack;
        return from > 0 && text < 3 * b->m->grid ? COST_STUB : 0;
    }
    if (forced) return 0;
    return lines * lines * GALLEY_SHORT_LINE + (to > from ? g->boxes.v[to - 1].penalty : 0);
}

/* Ends a page after the boxes s->boxes..to, whose text is y deep; false if nothing longer can fit. */
static bool try_page(struct breaker *b, struct state *s, size_t to, sp y) {
    const struct page_measure *m = b->m;
    size_t from = s->boxes, due = b->notes->after.v[to], notes = s->notes;
    bool must = to == from + 1; /* one box at least, whatever it costs */
    bool overfull = y > m->height;
    if (overfull && !must) return false;
    int64_t cost = s->cost;
    sp used = y;
    if (notes < due) {
        sp room = m->height - y - m->gap;
        size_t all = fill_notes(b, notes, due, room);
        size_t cut = cut_notes(b, notes, all, b->notes->after.v[from], due);
        if (cut == SIZE_MAX) {
            if (!must) return false;
            cut = all;
            cost += COST_BROKEN_RULE;
        }
        if (cut > notes) used += m->gap + note_list_height(b->notes, notes, cut);
        if (cut < due && cut > 0 && !b->notes->lines.v[cut - 1].last) cost += COST_SPLIT_NOTE;
        notes = cut;
    }
    if (overfull) cost += COST_BROKEN_RULE;
    cost += page_cost(b, from, to, sp_max(m->height - used, 0), notes < due);
    reach(b, (struct state){to, notes, cost, s, NULL, overfull});
    return true;
}

/* A page of notes only, where more is left over than the next line of text could stand above. */
static void try_notes_page(struct breaker *b, struct state *s) {
    size_t due = b->notes->after.v[s->boxes];
    if (s->notes >= due) return;
    size_t all = fill_notes(b, s->notes, due, b->m->height);
    if (all == s->notes) all++; /* a line taller than the page */
    reach(b, (struct state){s->boxes, all, s->cost + COST_NOTES_ONLY, s, NULL, false});
}

/* Tries every page that begins at this state. */
static void extend(struct breaker *b, struct state *s) {
    const struct galley *g = b->g;
    const struct galley_repeat *repeat = g->boxes.v[s->boxes].repeat;
    sp y = repeat ? repeat->height : 0;
    sp grid = b->m->grid;
    for (size_t k = s->boxes; k < g->boxes.n; k++) {
        const struct galley_box *box = &g->boxes.v[k];
        if (k > s->boxes && box->new_page) return;
        if (k > s->boxes) y += box->space;
        if (box->snap && y % grid) y += grid - y % grid;
        y += box->height;
        if (!try_page(b, s, k + 1, y)) return;
    }
}

/* The best way to the end: no note line left unset, then the least cost. */
static const struct state *best_end(const struct breaker *b) {
    const struct state *best = NULL;
    for (const struct state *s = b->points[b->g->boxes.n]; s; s = s->next)
        if (!best || s->notes > best->notes || (s->notes == best->notes && s->cost < best->cost))
            best = s;
    return best;
}

/* Follows the ways back from the end; what the best way still owes goes on pages of notes. */
static void collect(struct page_cuts *cuts, struct arena *a, const struct breaker *b) {
    size_t n = b->g->boxes.n, all = b->notes->lines.n;
    const struct state *end = best_end(b);
    VEC(struct page_cut) back = {0};
    for (const struct state *s = end; s->before; s = s->before)
        *vec_push(b->arena, &back) =
            (struct page_cut){s->before->boxes, s->boxes, s->before->notes, s->notes, s->overfull};
    for (size_t i = back.n; i-- > 0;)
        *vec_push(a, &cuts->pages) = back.v[i];
    for (size_t from = end->notes; from < all;) {
        size_t to = fill_notes(b, from, all, b->m->height);
        if (to == from) to++;
        *vec_push(a, &cuts->pages) = (struct page_cut){n, n, from, to, false};
        from = to;
    }
    cuts->cost = end->cost;
}

void page_break(struct page_cuts *cuts, struct arena *a, struct arena *scratch,
                const struct galley *g, const struct note_list *notes,
                const struct page_measure *m) {
    struct arena_mark mark = arena_mark(scratch);
    *cuts = (struct page_cuts){0};
    struct breaker b = {.g = g, .notes = notes, .m = m, .arena = scratch};
    b.points = arena_new_array(scratch, g->boxes.n + 1, struct state *);
    b.points[0] = arena_new(scratch, struct state);
    for (size_t at = 0; at <= g->boxes.n; at++)
        for (struct state *s = b.points[at]; s; s = s->next) {
            try_notes_page(&b, s);
            if (at < g->boxes.n) extend(&b, s);
        }
    collect(cuts, a, &b);
    arena_reset(scratch, mark);
}
