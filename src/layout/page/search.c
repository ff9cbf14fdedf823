/* search: globally optimal page breaking by dynamic programming.
 *
 * The galley is cut into pages so that the sum of the pages' costs is least: the square of how
 * short each page falls, the penalty of the break at its foot, a charge for each split note and for
 * each paragraph or space that is not set as it would be alone. The method is that of Plass,
 * “Optimal Pagination Techniques for Automatic Typesetting Systems” (Stanford, 1981), as Mittelbach
 * took it up in “A General Framework for Globally Optimized Pagination” (DocEng 2016): one pass
 * over the breakpoints in order, each keeping the best ways to reach it. From Mittelbach come
 * paragraph variants inside the search, and spreads, whose pages are to end alike; his queues of
 * floats are not taken: a figure moves to the next page at most.
 *
 * State. All notes stand in one list (note_list.h), so what is left over from the pages before is
 * one index into it. Where a page ends within a paragraph that is set one line longer or shorter,
 * the state says so. Where pages face each other it knows how short the left one is. A state is
 * thus (boxes, notes, variant, floating figure, facing page); a breakpoint keeps STATES_MAX.
 *
 * Page. A page is extended box by box. Beside its depth as the galley stands, the least cost is
 * kept of making it up to SEARCH_GIVE grid lines longer or shorter (`costs`, by offset): a whole
 * paragraph with a variant moves all offsets by a line, so does a space that may stretch. Since all
 * of these are whole grid lines, nothing else on the page changes. A page that can hold all notes
 * marked on it does; otherwise it takes as many lines as fit, provided that every note marked on it
 * begins there, and the rest goes on overleaf.
 *
 * Figures. Where a figure does not fit, the text behind it may close up and the figure stand at the
 * next page's top; the state says which. No figure passes a heading or another figure.
 *
 * Laziness. Whether a variant exists is known from the first breaking of the paragraph; its lines
 * are not needed here as long as they are so many. Only variants on the best way are ever set
 * (break.c).
 *
 * Limit. Most galleys can be cut well, and then nearly all ways are dear from their first page on.
 * So the first run takes only ways of a small cost; if one of them reaches the end it is the best
 * of all, for costs only grow. Else the limit is raised.
 *
 * Rejected: breaking greedily and mending. It cannot trade a short page now for a widow later.
 * Cost is linear in boxes times boxes to a page times offsets: from each state only one page's
 * worth is tried. */
#include "layout/page/search.h"

#include "layout/page/column.h"

/* Ways to reach one breakpoint that are kept: the best, by their notes left over and variants. */
#define STATES_MAX 8

/* Where pages face each other there are those for a left page and those for a right one. */
#define STATES_FACING 24

/* A page is not extended beyond this many boxes: a galley of boxes without height would else be
 * tried whole from each of them. */
#define BOXES_MOST 2000

/* A difference of cost that no leftover notes make up for. */
#define CLEARLY_LESS 2000

/* Offsets are tried only on pages that they bring this near to their full depth, grid lines. */
#define NEAR 3

enum {
    COST_STUB = 400,  /* a last page of less than three lines */
    COST_LOOSER = 3,  /* a paragraph a line longer than is best, beside what it loses */
    COST_TIGHTER = 4, /* a line shorter */
    COST_FLOAT = 30,  /* a figure that stands overleaf */
    COST_UNEVEN = 15, /* facing pages, by the square of the lines between their feet */
    COST_STRETCH = 4, /* the first grid line that a space grows by; each next twice */
};

#define COST_NONE (INT64_MAX / 4)

/* What the best way is likely to cost at most: the second where something large stands on few
 * pages; a long galley has so many ways for the second that trying it would gain nothing. */
static const int64_t likely_costs[] = {100, 1000};
#define LIKELY_PAGE 4 /* beside that, for each page */
#define PAGES_FEW   40

/* --- states ---------------------------------------------------------------------------------- */

/* True if the columns of the first page have less room than others. */
static bool has_first(const struct search *s) {
    return s->measure->first_height > 0 && s->measure->first_height < s->measure->height;
}

static size_t columns_of(const struct search *s) {
    return s->measure->columns ? s->measure->columns : 1;
}

/* The height of the page or column that begins at that state. */
static sp height_from(const struct search *s, const struct search_state *from) {
    bool first = has_first(s) && from->column < columns_of(s);
    return first ? s->measure->first_height : s->measure->height;
}

/* The most that text alone may take of a page of that height. */
static sp most_of(const struct search *s, sp height) {
    return s->measure->most ? sp_min(s->measure->most, height) : height;
}

/* The column after the one that begins at that state and ends before box `to`: a forced break
 * leaves the page. */
static uint8_t column_after(const struct search *s, const struct search_state *from, size_t to) {
    if (!has_first(s) || from->column >= columns_of(s)) return from->column;
    bool forced = to > from->boxes && to < s->galley->boxes.n && s->galley->boxes.v[to].new_page;
    return (uint8_t)(forced ? columns_of(s) : from->column + 1u);
}

/* True if a is as good as b whatever follows, or very nearly: notes left over may fill a page that
 * would be short, so that having fewer of them must come with a cost that is less by far. */
static bool is_as_good(const struct search_state *a, const struct search_state *b) {
    if (a->variant != b->variant || a->floating != b->floating) return false;
    if (a->notes < b->notes || a->column != b->column || a->facing != b->facing) return false;
    return a->notes == b->notes ? a->cost <= b->cost : a->cost + CLEARLY_LESS <= b->cost;
}

static size_t states_max(const struct search *s) {
    return s->measure->two_sided ? STATES_FACING : STATES_MAX;
}

/* Keeps a way to reach its breakpoint, unless one that is there is as good. If there is no room it
 * takes the place of the dearest. New ways go to the end of the list, which may be being read; ways
 * that add only notes to one of the list displace none, for it may be in use. */
static void reach(struct search *s, const struct search_state *way) {
    if (way->cost > s->limit) return;
    bool notes_only = way->before->boxes == way->boxes;
    struct search_state **link = &s->points[way->boxes - s->start], *worst = NULL;
    size_t count = 0;
    for (; *link; link = &(*link)->next, count++) {
        struct search_state *t = *link;
        if (is_as_good(t, way)) return;
        if (notes_only) continue;
        if (is_as_good(way, t)) {
            worst = t;
            break;
        }
        if (!worst || t->cost > worst->cost) worst = t;
    }
    if (worst && (*link || count >= states_max(s))) {
        if (!*link && way->cost >= worst->cost) return;
        struct search_state *next = worst->next;
        *worst = *way;
        worst->next = next;
        return;
    }
    if (notes_only && count >= 2 * states_max(s)) return;
    *link = arena_new(s->arena, struct search_state);
    **link = *way;
}

/* --- spreads --------------------------------------------------------------------------------- */

/* The most lines by which a page's shortness is told from another's. */
#define SHORT_MOST 60

/* How a page ends, to one that faces it: by lines short, or SEARCH_FACES_NONE where it must. A page
 * with notes ends where they do, at its foot. */
static int shortness(const struct search *s, size_t to, sp slack, const struct search_foot *foot) {
    const struct galley *g = s->galley;
    if (to == g->boxes.n || g->boxes.v[to].new_page) return SEARCH_FACES_NONE;
    int64_t lines = foot->depth ? 0 : slack / s->measure->grid;
    return lines < SHORT_MOST ? (int)lines : SHORT_MOST;
}

static int64_t uneven_cost(const struct search_state *from, int lines) {
    if (from->facing < 0 || lines < 0) return 0;
    int64_t between = from->facing - lines;
    return between * between * COST_UNEVEN;
}

/* What the page after one that is so short faces. */
static int8_t facing_after(const struct search *s, const struct search_state *from, int lines) {
    if (!s->measure->two_sided || from->facing != SEARCH_LEFT) return SEARCH_LEFT;
    return (int8_t)lines;
}

/* --- pages ----------------------------------------------------------------------------------- */

/* A page being tried. */
struct trial {
    struct search *s;
    struct search_state *from;
    struct column column;
    size_t figure, behind;      /* a figure left to the next page, and the box behind it; or 0, 0 */
    struct search_due due;      /* what the boxes so far bring to the foot */
    struct reference_page page; /* that ends after them */
    sp height, white; /* of the page; so much of it left white costs more than the limit */
    bool simple; /* its foot has notes alone, and neither margin, facing page nor column counts */
    int least, most;               /* offsets that the page can be given */
    int64_t costs[SEARCH_OFFSETS]; /* least cost of the page as so many lines longer */
};

/* The cost of a page that ends before box `to`, with slack left of what it holds. */
static int64_t page_cost(const struct search *s, size_t from, size_t to, sp slack, sp held,
                         bool notes_left, int penalty) {
    const struct galley *g = s->galley;
    const struct page_measure *m = s->measure;
    bool end = to == g->boxes.n, forced = !end && g->boxes.v[to].new_page;
    int64_t lines = slack / m->grid;
    if (end && !notes_left) return from > 0 && held < 3 * m->grid ? COST_STUB : 0;
    if (forced) return 0;
    return lines * lines * GALLEY_SHORT_LINE + (to > from ? penalty : 0);
}

/* How a page ends. */
struct ending {
    size_t to;
    int offset, variant;
    int penalty;  /* of the break */
    int64_t cost; /* of the offset and the variant */
};

/* True if the margin has not the height that the boxes from..to need there. */
static bool over_margin(const struct search *s, size_t from, size_t to) {
    const sp *beside = s->notes->beside.v;
    return beside && beside[to] - beside[from] > s->measure->height;
}

/* The boxes of the page being tried, before box `to`. */
static struct reference_page page_of(const struct trial *t, size_t to) {
    struct reference_page page = {.from = t->from->boxes, .to = to};
    if (t->behind) {
        page.skip_from = t->figure;
        page.skip_to = t->behind;
    }
    if (t->from->floating) {
        page.also_from = t->from->floating - 1;
        page.also_to = search_figure_end(t->s->galley, page.also_from);
    }
    return page;
}

/* Counts the references that box k brings to the foot. */
static void add_references(struct trial *t, size_t k) {
    if (!t->s->notes->references) return;
    struct reference_page page = page_of(t, k);
    t->due.references += references_of_box(t->s->notes->references, &page, k);
}

/* Notes what the page owes its foot if it ends before box `to`. */
static void set_due(struct trial *t, size_t to) {
    const struct note_list *notes = t->s->notes;
    size_t from = t->from->notes;
    if (t->due.to != notes->after.v[to]) {
        t->due.to = notes->after.v[to];
        t->due.height = from < t->due.to ? note_list_height(notes, from, t->due.to) : 0;
    }
    if (notes->references) t->page = page_of(t, to);
}

/* True if a way is known that is as good as ending a page there that has room for its foot. depth:
 * of both. So it is with most ends well above the foot, where fuller pages led before. */
static bool is_beaten(const struct trial *t, const struct ending *e, sp depth) {
    const struct search *s = t->s;
    sp slack = t->height - depth;
    if (!t->simple || t->behind || slack < 0) return false;
    const struct search_state way = {
        .notes = t->due.to,
        .cost = t->from->cost + e->cost +
                page_cost(s, t->from->boxes, e->to, slack, depth, false, e->penalty),
        .facing = SEARCH_LEFT,
        .column = t->from->column};
    if (way.cost > s->limit) return true;
    for (const struct search_state *w = s->points[e->to - s->start]; w; w = w->next)
        if (is_as_good(w, &way)) return true;
    return false;
}

/* Ends the page there; false if it is over its depth, or its notes are. */
static bool try_end(struct trial *t, const struct ending *e) {
    struct search *s = t->s;
    const struct page_measure *m = s->measure;
    size_t from = t->from->boxes;
    sp depth = column_depth(&t->column) + e->offset * m->grid, height = t->height;
    bool must = e->to == from + 1 && !e->offset; /* one box at least, whatever it costs */
    sp most = most_of(s, height);
    bool overfull = depth > most;
    struct search_foot foot;
    s->tried++;
    if (overfull && !must) return false;
    if (!must && over_margin(s, from, e->to)) return false;
    if (!search_set_foot(&foot, s, t->from, &t->page, &t->due, height - depth, must)) return false;
    sp slack = sp_max(sp_min(height - foot.depth, most) - depth, 0);
    int64_t cost = t->from->cost + e->cost + foot.cost + (overfull ? SEARCH_BROKEN_RULE : 0);
    if (t->behind) cost += COST_FLOAT;
    cost += page_cost(s, from, e->to, slack, depth + foot.depth, foot.to < s->notes->after.v[e->to],
                      e->penalty);
    int lines = m->two_sided ? shortness(s, e->to, slack, &foot) : SEARCH_FACES_NONE;
    cost += uneven_cost(t->from, lines);
    reach(s, &(struct search_state){.boxes = e->to,
                                    .notes = foot.to,
                                    .cost = cost,
                                    .before = t->from,
                                    .floating = t->behind ? (uint32_t)t->figure + 1 : 0,
                                    .variant = (int8_t)e->variant,
                                    .offset = (int8_t)e->offset,
                                    .facing = facing_after(s, t->from, lines),
                                    .column = column_after(s, t->from, e->to),
                                    .overfull = overfull,
                                    .crowded = foot.crowded});
    return true;
}

/* --- what may give --------------------------------------------------------------------------- */

static bool may_vary(const struct search *s, const struct galley_variant *v) {
    if (s->give == SEARCH_RIGID || v->state == GALLEY_BAD) return false;
    return s->give == SEARCH_FREE || v->state == GALLEY_GOOD;
}

/* The variant of a box's paragraph by that many lines, if it may be used, or NULL. */
static struct galley_variant *variant_of(const struct search *s, const struct galley_box *box,
                                         int lines) {
    if (!box->paragraph) return NULL;
    struct galley_variant *v = lines > 0 ? &box->paragraph->looser : &box->paragraph->tighter;
    return may_vary(s, v) ? v : NULL;
}

static int64_t variant_cost(const struct galley_variant *v, int lines) {
    return (lines > 0 ? COST_LOOSER : COST_TIGHTER) + v->cost;
}

/* Where a page's depth may give: at a space, or at the last line of a paragraph that is wholly on
 * the page. up and down: the costs of the lines more and of one less that it can give. */
struct give {
    int most;
    int64_t up[SEARCH_GIVE], down;
};

static bool give_at_space(struct give *out, const struct search *s, const struct galley_box *box) {
    if (s->give == SEARCH_RIGID || !box->stretch) return false;
    *out = (struct give){.down = COST_NONE};
    int64_t cost = 0, step = COST_STRETCH;
    for (; out->most < box->stretch && out->most < SEARCH_GIVE; step *= 2)
        out->up[out->most++] = cost += step;
    return true;
}

static bool give_at_paragraph(struct give *out, const struct search *s, size_t from, size_t k) {
    const struct galley_box *box = &s->galley->boxes.v[k];
    if (!box->paragraph || box->line + 1 != box->paragraph->count || k - box->line < from)
        return false;
    *out = (struct give){.down = COST_NONE};
    const struct galley_variant *looser = variant_of(s, box, 1), *tighter = variant_of(s, box, -1);
    if (looser) out->up[out->most++] = variant_cost(looser, 1);
    if (tighter) out->down = variant_cost(tighter, -1);
    return out->most || out->down < COST_NONE;
}

/* The costs after the page has had the choice. */
static void apply_give(int64_t costs[SEARCH_OFFSETS], const struct give *g) {
    int64_t before[SEARCH_OFFSETS];
    for (int i = 0; i < SEARCH_OFFSETS; i++)
        before[i] = costs[i];
    for (int i = 0; i < SEARCH_OFFSETS; i++) {
        for (int n = 1; n <= g->most && n <= i; n++)
            if (before[i - n] + g->up[n - 1] < costs[i]) costs[i] = before[i - n] + g->up[n - 1];
        if (i + 1 < SEARCH_OFFSETS && before[i + 1] + g->down < costs[i])
            costs[i] = before[i + 1] + g->down;
    }
}

/* --- extending a page ------------------------------------------------------------------------ */

size_t search_figure_end(const struct galley *g, size_t first) {
    size_t end = first + 1;
    while (end < g->boxes.n && g->boxes.v[end].figure == g->boxes.v[first].figure)
        end++;
    return end;
}

/* The figure that a page begins with, and what stands between it and the text. */
static void begin_with_figure(struct trial *t, size_t first) {
    const struct galley *g = t->s->galley;
    const struct galley_box *text = &g->boxes.v[t->from->boxes];
    t->column = column_begin(&g->boxes.v[first], t->s->measure->grid);
    for (size_t k = first; k < search_figure_end(g, first); k++) {
        struct reference_page page = {.from = first, .to = k};
        column_add(&t->column, &g->boxes.v[k]);
        t->due.references += references_of_box(t->s->notes->references, &page, k);
    }
    sp grid = t->s->measure->grid, top = t->column.y + sp_max(grid, text->space);
    t->column.y = (top + grid - 1) / grid * grid - text->space;
}

/* The least height that costs more than the limit if the page that begins there leaves it white. */
static sp too_white(const struct search *s, const struct search_state *from, sp height) {
    sp grid = s->measure->grid, white = 0;
    for (int64_t lines = 0; white <= height; lines++, white += grid)
        if (from->cost + lines * lines * GALLEY_SHORT_LINE > s->limit) break;
    return white;
}

static struct trial begin_trial(struct search *s, struct search_state *from) {
    struct trial t = {.s = s, .from = from};
    t.column = column_begin(&s->galley->boxes.v[from->boxes], s->measure->grid);
    if (from->floating) begin_with_figure(&t, from->floating - 1);
    for (int i = 0; i < SEARCH_OFFSETS; i++)
        t.costs[i] = i == SEARCH_GIVE ? 0 : COST_NONE;
    t.due.to = SIZE_MAX; /* not known yet */
    t.height = height_from(s, from);
    t.white = too_white(s, from, t.height);
    t.simple = !s->notes->references && !s->notes->beside.v && !s->measure->two_sided &&
               !s->measure->most && (!has_first(s) || from->column >= columns_of(s));
    return t;
}

static void give(struct trial *t, const struct give *g) {
    apply_give(t->costs, g);
    t->most = t->most + g->most < SEARCH_GIVE ? t->most + g->most : SEARCH_GIVE;
    if (g->down < COST_NONE && t->least > -SEARCH_GIVE) t->least--;
}

/* Adds box k. The paragraph that the page begins in the middle of keeps the variant it has. */
static void add_box(struct trial *t, size_t k) {
    const struct search *s = t->s;
    const struct galley_box *box = &s->galley->boxes.v[k];
    size_t from = t->from->boxes;
    struct give g;
    add_references(t, k);
    if (k == t->behind && k) {
        struct galley_box alone = *box;
        alone.space = box->space_alone;
        column_add(&t->column, &alone);
    } else {
        if (k > from && give_at_space(&g, s, box)) give(t, &g);
        column_add(&t->column, box);
    }
    if (t->from->variant && box->paragraph && box->line + 1 == box->paragraph->count &&
        k - box->line < from)
        t->column.y += t->from->variant * s->measure->grid;
    if (give_at_paragraph(&g, s, from, k)) give(t, &g);
}

/* How many citations stand in the box's lines. */
static size_t citations_in(const struct galley_box *box) {
    size_t n = 0;
    for (size_t i = 0; i < box->part_count; i++)
        if (box->parts[i].kind == GALLEY_LINE) n += box->parts[i].u.line->work_count;
    return n;
}

/* True if the variant's first lines cite as much as those of the galley. */
static bool cites_the_same(const struct search *s, const struct galley_variant *v, size_t first,
                           size_t line) {
    size_t count = 0, base = 0;
    if (!s->notes->references) return true;
    for (size_t i = 0; i <= line; i++) {
        count += citations_in(&v->boxes[i]);
        base += citations_in(&s->galley->boxes.v[first + i]);
    }
    return count == base;
}

int search_cut_penalty(const struct search *s, const struct galley_variant *v, size_t first,
                       size_t line) {
    const size_t *after = s->notes->after.v;
    size_t notes = 0, base = 0;
    if (after[first] != after[first + s->galley->boxes.v[first].paragraph->count]) {
        for (size_t i = 0; i <= line; i++) {
            notes += v->boxes[i].note_count;
            base += s->galley->boxes.v[first + i].note_count;
        }
        if (notes != base) return -1;
    }
    if (!cites_the_same(s, v, first, line)) return -1;
    return v->boxes[line].penalty;
}

/* Ends the page after box k within a paragraph as it is set so many lines longer or shorter, where
 * two lines of it at least stand on either side. */
static bool try_within(struct trial *t, size_t k, struct ending *e, int lines) {
    const struct galley_box *box = &t->s->galley->boxes.v[k];
    const struct galley_variant *v = variant_of(t->s, box, lines);
    size_t first = k - box->line, total = box->paragraph->count + (size_t)lines;
    bool same = first < t->from->boxes; /* begun on a page before: as it is there */
    if (!v || box->line + 1 >= box->paragraph->count) return false;
    if (box->line < 1 || box->line + 3 > total) return false;
    struct ending own = *e;
    own.variant = lines;
    own.penalty = 0;
    if (v->state == GALLEY_GOOD) own.penalty = search_cut_penalty(t->s, v, first, box->line);
    if (own.penalty < 0) return false;
    if (!same) own.cost += variant_cost(v, lines);
    return try_end(t, &own);
}

/* True if a page that ends after box k leaves too much white, whatever it gives. */
static bool is_too_white(const struct trial *t, size_t k, sp depth) {
    const struct galley *g = t->s->galley;
    if (k + 1 == g->boxes.n || g->boxes.v[k + 1].new_page || !t->simple) return false;
    return depth + t->most * t->s->measure->grid <= t->height - t->white;
}

/* Tries all ways to end the page after box k. False if no longer page can be. */
static bool try_ends(struct trial *t, size_t k) {
    const struct search *s = t->s;
    const struct galley_box *box = &s->galley->boxes.v[k];
    sp depth = column_depth(&t->column), grid = s->measure->grid;
    bool within = box->paragraph && box->line + 1 < box->paragraph->count;
    bool bound = within && t->from->variant && k - box->line < t->from->boxes;
    bool fits = false;
    set_due(t, k + 1);
    if (t->from->notes < t->due.to || t->due.references)
        depth += s->measure->gap + t->due.height + t->due.references;
    if (is_too_white(t, k, depth)) return true;
    for (int o = t->least; o <= t->most; o++) {
        int64_t cost = t->costs[o + SEARCH_GIVE];
        if (cost >= COST_NONE) continue;
        struct ending e = {k + 1, o, 0, box->penalty, cost};
        if (o && depth + o * grid <= t->height - NEAR * grid) {
            fits = true;
            continue;
        }
        if (bound) {
            fits |= try_within(t, k, &e, t->from->variant) || depth + o * grid < t->height;
            continue;
        }
        fits |= is_beaten(t, &e, depth + o * grid) || try_end(t, &e);
        if (!within || k - box->line < t->from->boxes) continue;
        try_within(t, k, &e, 1);
        try_within(t, k, &e, -1);
    }
    return fits;
}

/* Goes on with a page whose figure does not fit, with the text behind it. */
static void extend_past(struct trial *t, size_t figure) {
    const struct galley *g = t->s->galley;
    t->figure = figure;
    t->behind = search_figure_end(g, figure);
    for (size_t k = t->behind; k < g->boxes.n; k++) {
        const struct galley_box *box = &g->boxes.v[k];
        if (box->new_page || box->section || box->figure) return;
        add_box(t, k);
        if (k + 1 == g->boxes.n || g->boxes.v[k + 1].new_page) return;
        if (!try_ends(t, k)) return;
    }
}

/* Tries every page that begins at this state. */
static void extend(struct search *s, struct search_state *from) {
    const struct galley *g = s->galley;
    struct trial t = begin_trial(s, from), before_figure;
    size_t figure = 0; /* the last that begins on the page, but not with it */
    for (size_t k = from->boxes; k < g->boxes.n && k - from->boxes < BOXES_MOST; k++) {
        const struct galley_box *box = &g->boxes.v[k];
        if (k > from->boxes && box->new_page) return;
        if (k > from->boxes && box->figure && box[-1].figure != box->figure) {
            before_figure = t;
            figure = k;
        }
        add_box(&t, k);
        if (try_ends(&t, k)) continue;
        if (figure && box->figure == g->boxes.v[figure].figure && !from->floating &&
            s->give != SEARCH_RIGID)
            extend_past(&before_figure, figure);
        return;
    }
}

/* A page of notes only, where more is left over than the next line of text could stand above. */
static void try_notes_page(struct search *s, struct search_state *from) {
    size_t due = s->notes->after.v[from->boxes];
    if (from->notes >= due) return;
    struct reference_page page = {0};
    size_t all = search_fill_notes(s, &page, from->notes, due, height_from(s, from));
    if (all == from->notes) all = note_list_step(s->notes, all); /* a line taller than the page */
    reach(s, &(struct search_state){.boxes = from->boxes,
                                    .notes = all,
                                    .cost = from->cost + SEARCH_NOTES_PAGE,
                                    .before = from,
                                    .floating = from->floating,
                                    .facing = facing_after(s, from, 0),
                                    .column = column_after(s, from, from->boxes),
                                    .variant = from->variant});
}

/* --- the way --------------------------------------------------------------------------------- */

/* What a way costs in the end: the notes that it leaves stand on pages of their own. */
static int64_t final_cost(const struct search *s, const struct search_state *t) {
    sp left = note_list_height(s->notes, t->notes, s->notes->lines.n);
    return t->cost + (left + s->measure->height - 1) / s->measure->height * SEARCH_NOTES_PAGE;
}

static const struct search_state *best_end(const struct search *s) {
    const struct search_state *best = NULL;
    for (const struct search_state *t = s->points[s->galley->boxes.n - s->start]; t; t = t->next)
        if (!best || final_cost(s, t) < final_cost(s, best)) best = t;
    return best;
}

/* Runs the search among ways that cost no more than the limit. */
static const struct search_state *run(struct search *s) {
    size_t n = s->galley->boxes.n;
    s->points = arena_new_array(s->arena, n - s->start + 1, struct search_state *);
    s->points[0] = arena_new(s->arena, struct search_state);
    *s->points[0] =
        (struct search_state){.boxes = s->start,
                              .notes = s->start_notes,
                              .facing = s->measure->two_sided ? SEARCH_FACES_NONE : SEARCH_LEFT};
    for (size_t at = s->start; at <= n; at++)
        for (struct search_state *t = s->points[at - s->start]; t; t = t->next) {
            try_notes_page(s, t);
            if (at < n) extend(s, t);
        }
    return best_end(s);
}

/* Full pages' worth of what is to be cut. */
static sp count_pages(const struct search *s) {
    sp all = 0;
    for (size_t k = s->start; k < s->galley->boxes.n; k++)
        all += s->galley->boxes.v[k].height;
    return all / s->measure->height;
}

const struct search_state *search_run(struct search *s) {
    struct arena_mark mark = arena_mark(s->arena);
    sp pages = count_pages(s);
    for (int i = 0; i < (pages > PAGES_FEW ? 1 : 2); i++) {
        s->limit = likely_costs[i] + pages * LIKELY_PAGE;
        const struct search_state *end = run(s);
        if (end && final_cost(s, end) <= s->limit) return end;
        arena_reset(s->arena, mark);
    }
    s->limit = INT64_MAX;
    return run(s);
}

/* --- what was chosen ------------------------------------------------------------------------- */

/* A place on a page where its depth could give, and what the offsets cost before it. */
struct given {
    struct search_choice choice;
    struct give give;
    int64_t before[SEARCH_OFFSETS];
};

struct tracing {
    struct trial trial;
    VEC(struct given) given;
};

static void note_give(struct tracing *tr, const struct give *g, size_t box, bool variant) {
    struct given *given = vec_push(tr->trial.s->arena, &tr->given);
    given->choice = (struct search_choice){.box = box, .variant = variant};
    given->give = *g;
    for (int i = 0; i < SEARCH_OFFSETS; i++)
        given->before[i] = tr->trial.costs[i];
    apply_give(tr->trial.costs, g);
}

/* The offset before a place, from the one after it, at that cost; the choice's lines come with it.
 */
static int step_back(const struct given *g, int i, int64_t cost, int *lines) {
    *lines = 0;
    if (g->before[i] == cost) return i;
    for (int n = 1; n <= g->give.most && n <= i; n++)
        if (g->before[i - n] + g->give.up[n - 1] == cost) {
            *lines = n;
            return i - n;
        }
    *lines = -1;
    return i + 1;
}

void search_choices(const struct search *s, const struct search_state *end,
                    void (*visit)(void *closure, const struct search_choice *choice),
                    void *closure) {
    struct search own = *s;
    struct tracing tr = {.trial = begin_trial(&own, end->before)};
    size_t from = end->before->boxes;
    size_t behind = end->floating ? search_figure_end(s->galley, end->floating - 1) : 0;
    for (size_t k = from; k < end->boxes; k++) {
        if (end->floating && k == end->floating - 1) k = behind;
        const struct galley_box *box = &s->galley->boxes.v[k];
        struct give g;
        if (k > from && k != behind && give_at_space(&g, s, box)) note_give(&tr, &g, k, false);
        if (give_at_paragraph(&g, s, from, k)) note_give(&tr, &g, k - box->line, true);
    }
    int i = end->offset + SEARCH_GIVE;
    int64_t cost = tr.trial.costs[i];
    for (size_t k = tr.given.n; k-- > 0;) {
        struct given *g = &tr.given.v[k];
        i = step_back(g, i, cost, &g->choice.lines);
        cost = g->before[i];
        if (g->choice.lines) visit(closure, &g->choice);
    }
    if (!end->variant || end->boxes == from) return;
    const struct galley_box *last = &s->galley->boxes.v[end->boxes - 1];
    size_t first = end->boxes - 1 - last->line;
    struct search_choice cut = {
        .box = first, .lines = end->variant, .variant = true, .cut = last->line + 1};
    visit(closure, &cut);
}
