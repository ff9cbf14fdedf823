/* Total-fit line breaking.
 *
 * Model: Knuth and Plass, “Breaking Paragraphs into Lines”, Software: Practice and Experience 11
 * (1981). A node is a way to have come to a break; the cheapest way to each break is found for each
 * state that the lines after it can feel: the fitness class of the line before, how many lines
 * before end in hyphens, and (so that paragraphs can be set a line longer or shorter) their number.
 *
 * What differs. Glyphs give way before spaces do: a line's excess goes into the expansion of its
 * glyphs up to the style's limit, and only the rest into its spaces; a line costs the square of
 * what each of its spaces then deviates, times the number of spaces. The sum over a paragraph is
 * the variance of its word spaces, which is what the eye sees as even colour, so that is what is
 * least. TeX's badness, a cube of the ratio, cares for the worst lines only; here a little of a
 * fourth power is added from two fifths of a space on. Expansion in pdfTeX (Thành 2000) shares the
 * excess between glyphs and spaces, which leaves the spaces less even.
 *
 * Spaces can be stretched further than they can shrink, so their mean over a text is wider than
 * the font's space; lines that have the choice are set to about that mean, not to the font's.
 * A hyphen's cost grows with the room that spaces have in the paragraph's lines: where words are
 * long or lines short it is cheaper, as is the custom of German, of Russian and of narrow columns.
 *
 * Three passes: lines no looser than tolerance, then much looser ones, then anything, with overfull
 * lines as the very last resort; each starts afresh, and most paragraphs need but the first. The
 * second is also asked where the first can but end in a piece of a word or a line too short; and a
 * pass of its own looks for a variant of a line more or less that the first has not.
 *
 * Bounds: places where the line under way may have begun are a window that moves along (a place
 * leaves it when its line gets too long) of at most WINDOW_MOST; each keeps at most LINES_KEPT
 * numbers of lines × CLASSES × RUNS nodes after pruning of what can never win. So time and memory
 * are linear in the number of points. */
#include "layout/inline/break.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include "base/vec.h"

#define WINDOW_MOST  400
#define LINES_KEPT   5
#define CLASSES      4
#define RUNS         3 /* of hyphens: 0, 1, 2 */
#define NODES_MOST   (LINES_KEPT * 2 * CLASSES * RUNS)
#define COUNTED_MOST 6000 /* points; in longer paragraphs lines are not counted */
#define NO_NODE      UINT32_MAX
#define START        SIZE_MAX

/* Costs. A space that deviates by a tenth of itself costs 100. */
enum {
    COST_PENALTY = 200,          /* of a unit of a point's penalty */
    COST_RAGGED_HYPHEN = 1000,   /* the same of a hyphen that does not make lines even */
    COST_CLASS = 1000,           /* neighbours of unlike colour */
    COST_SECOND_HYPHEN = 3000,   /* a second line in succession that ends in a hyphen */
    COST_FINAL_HYPHEN = 8000,    /* the last line but one ends in a hyphen */
    COST_SHORT_LAST = 100000,    /* a last line of no length at all; less by the square */
    COST_BAD_LAST = 25000,       /* worth much looser lines: at most half of the least */
    COST_SHORT_RAGGED = 3000,    /* where short lines are no surprise */
    COST_FRAGMENT_LAST = 400000, /* a last line of a piece of a word */
    COST_EXPANSION = 500,        /* of glyphs expanded all the way */
    COST_LACK = 100000,          /* of an em that a line is left short by */
    COST_LINE = 10,
    COST_VARIANT = 20000,     /* a line of a variant, more than of the best, that is still cheap */
    COST_VARIANT_STEP = 8000, /* of all its lines, a step of how much worse it is */
    COST_RAGGED_LINE = 300    /* evenness is not worth any number of lines */
};
#define RAGGED_VARIANT 5 /* fewer ragged lines show that words were sent to one more */

#define COST_LADDER   ((int64_t)1 << 36) /* a third hyphen, when nothing else is possible */
#define COST_OVERFULL ((int64_t)1 << 40)

/* Most ratios of lines: usually, and in variants of paragraphs. */
#define TOLERANCE_FIRST   420
#define TOLERANCE_VARIANT 700

#define SPACE_AIM 60 /* how much wider than the font's spaces should be, in thousandths */

struct node {
    size_t point; /* START for the paragraph's start */
    int64_t cost;
    uint32_t before; /* NO_NODE at the start */
    int32_t line;    /* lines so far */
    uint8_t fitness, run;
};

/* A point that has nodes: they are consecutive. */
struct place {
    size_t point;
    uint32_t first, count;
};

struct breaker {
    struct arena *arena;
    const struct break_params *p;
    const struct break_point *points;
    size_t n;
    VEC(struct node) nodes;
    VEC(struct place) places;
    size_t low;         /* first place of the window */
    struct node *found; /* at the point in hand; room for NODES_MOST */
    size_t found_count;
    int tolerance;       /* most ratio of a line; INT_MAX: the last pass */
    int64_t hyphen_cost; /* of a unit of a hyphen's penalty */
    bool counted;
};

/* --- a line ----------------------------------------------------------------------------------- */

static const struct break_sums *sums_before(const struct break_point *points, size_t a) {
    static const struct break_sums none;
    return a == START ? &none : &points[a].start;
}

/* The width that a line's spaces count for when they are to take up rest. */
static sp give_of(const struct break_point *points, size_t a, size_t b, sp rest) {
    const struct break_sums *from = sums_before(points, a), *to = &points[b].end;
    sp spaces = to->spaces - from->spaces;
    return rest > 0 ? spaces + to->seams - from->seams : spaces;
}

struct break_fit break_fit_of(const struct break_params *p, const struct break_point *points,
                              size_t a, size_t b) {
    const struct break_sums *from = sums_before(points, a), *to = &points[b].end;
    sp measure = a == START ? p->first_measure : p->measure;
    sp out = points[b].right + (a == START ? p->first_left : points[a].left);
    if (!p->protrudes) out = 0;
    struct break_fit f = {.excess = measure - (to->width - from->width - out)};
    f.rest = f.excess;
    if (p->mode == BREAK_RAGGED) return f;
    sp glyphs = sp_max(to->glyphs - from->glyphs, 1);
    sp aim = sp_scale(to->spaces - from->spaces, SPACE_AIM, 1000);
    int64_t wanted = (f.excess - aim) * 1000 / glyphs;
    f.expansion = (int)(wanted > p->expansion    ? p->expansion
                        : wanted < -p->expansion ? -p->expansion
                                                 : wanted);
    f.rest = f.excess - sp_scale(glyphs, f.expansion, 1000);
    sp spaces = give_of(points, a, b, f.rest);
    int64_t ratio;
    if (spaces > 0)
        ratio = f.rest * 1000 / spaces;
    else if (f.rest < -glyphs / 1000 - 1000)
        ratio = INT_MIN;
    else
        ratio = f.rest <= glyphs / 1000 + 1000 ? 0 : f.rest * 1000 / sp_max(p->em, 1);
    f.ratio = (int)(ratio > INT_MAX ? INT_MAX : ratio < INT_MIN ? INT_MIN : ratio);
    return f;
}

/* How full or open a line looks: tight, decent, loose, very loose. */
static uint8_t fitness_of(const struct break_params *p, const struct break_fit *f) {
    if (p->mode == BREAK_RAGGED) return 1;
    int full = p->expansion > 0 ? f->expansion * 100 / p->expansion : 0;
    int64_t give = full + ((int64_t)f->ratio - SPACE_AIM) / 2;
    return give < -110 ? 0 : give <= 110 ? 1 : give <= 250 ? 2 : 3;
}

/* What a line costs, by its square, that is left short by so much: no line is made of one word
 * where it could have two. */
static int64_t cost_of_lack(const struct break_params *p, const struct break_fit *f, sp spaces) {
    sp lack = f->rest - sp_scale(spaces, BREAK_RATIO_MOST, 1000);
    int64_t tenths = sp_max(lack, 0) * 10 / p->em;
    if (tenths > 10000) tenths = 10000;
    return COST_LACK * tenths * tenths / 100;
}

/* What the spaces and glyphs of a justified line cost. */
static int64_t cost_of_spaces(const struct break_params *p, const struct break_fit *f, sp spaces) {
    int64_t r = f->ratio - SPACE_AIM;
    if (r < -1000) r = -1000;
    if (r > BREAK_RATIO_MOST) r = BREAK_RATIO_MOST;
    if (r < 0) r = r * 6 / 5;
    sp weight =
        sp_max(spaces * 4, p->em * 2); /* in quarters of an em: about the number of spaces */
    int64_t square = weight * (r * r / 4) / p->em / 25;
    if (r > 400 || r < -250) square += square * (r * r / 1600) / 400;
    int64_t e = p->expansion > 0 ? (int64_t)f->expansion * 100 / p->expansion : 0;
    return square + COST_EXPANSION * e * e / 10000 + cost_of_lack(p, f, spaces);
}

/* What a ragged line costs that falls short. Hyphens are dear: they do not make it even. */
static int64_t cost_of_rag(const struct break_params *p, const struct break_fit *f) {
    int64_t tenths = f->excess * 10 / p->em;
    return tenths * tenths;
}

static bool ends_in_hyphen(const struct breaker *b, size_t point) {
    return point != START && (b->points[point].flags & BREAK_HYPHEN);
}

/* What a line that is shorter than the least costs. */
static int64_t cost_of_shortness(const struct break_params *p, sp width) {
    if (width >= p->last_least || p->last_least <= 0) return 0;
    if (p->mode == BREAK_RAGGED) return COST_SHORT_RAGGED;
    int64_t lack = (p->last_least - width) * 100 / p->last_least;
    return COST_SHORT_LAST * lack * lack / 10000;
}

/* What a last line costs: short ones look like a mistake, full ones are as good as any. */
static int64_t cost_of_last(const struct breaker *b, size_t from, const struct break_fit *f) {
    const struct break_params *p = b->p;
    sp measure = from == START ? p->first_measure : p->measure;
    if (from == START) return 0;
    int64_t cost = cost_of_shortness(p, measure - f->excess);
    if (ends_in_hyphen(b, from)) {
        cost += COST_FINAL_HYPHEN;
        if (b->points[b->n - 1].end.spaces == b->points[from].start.spaces)
            cost += COST_FRAGMENT_LAST;
    }
    return cost;
}

/* The cost of the line from a to b by itself, as it is set. */
static int64_t cost_of_line(const struct breaker *b, size_t from, size_t to,
                            const struct break_fit *f) {
    const struct break_params *p = b->p;
    const struct break_point *point = &b->points[to];
    int64_t cost = COST_LINE;
    bool forced = point->flags & BREAK_FORCED;
    if (to == b->n - 1) cost += cost_of_last(b, from, f);
    if (forced && f->excess >= 0) return cost;
    sp spaces = give_of(b->points, from, to, f->rest);
    if (p->mode == BREAK_JUSTIFIED)
        cost += cost_of_spaces(p, f, spaces);
    else
        cost += cost_of_rag(p, f);
    if (!forced)
        cost += point->penalty * (point->flags & BREAK_HYPHEN ? b->hyphen_cost : COST_PENALTY);
    return cost;
}

/* By how much the line is too long, however it is squeezed; rounding is forgiven. */
static sp over_of(const struct breaker *b, size_t from, size_t to, const struct break_fit *f) {
    if (b->p->mode == BREAK_RAGGED) return -f->excess;
    sp spaces = give_of(b->points, from, to, -1);
    return -f->rest - sp_max(spaces, 0) * -BREAK_SHRINK_MOST / 1000 - 1000;
}

static bool too_loose(const struct breaker *b, size_t from, const struct break_fit *f) {
    if (b->tolerance == INT_MAX) return false;
    if (b->p->mode == BREAK_JUSTIFIED) return f->ratio > b->tolerance;
    sp measure = from == START ? b->p->first_measure : b->p->measure;
    return f->excess * 2 > measure;
}

/* --- nodes ------------------------------------------------------------------------------------ */

/* The node of that state at the point in hand: the cheapest so far, or a new one that costs more
 * than any; NULL if there is no room. */
static struct node *node_of(struct breaker *b, int32_t line, uint8_t fitness, uint8_t run) {
    struct node *end = b->found + b->found_count;
    for (struct node *n = b->found; n < end; n++)
        if (n->line == line && n->fitness == fitness && n->run == run) return n;
    if (b->found_count == NODES_MOST) return NULL;
    b->found_count++;
    *end = (struct node){.cost = INT64_MAX, .line = line, .fitness = fitness, .run = run};
    return end;
}

/* Offers the line from each node of a place to the point. */
static void offer_line(struct breaker *b, const struct place *from, size_t to,
                       const struct break_fit *f, int64_t cost) {
    bool hyphen = ends_in_hyphen(b, to), last = to == b->n - 1;
    uint8_t fitness =
        last || (b->points[to].flags & BREAK_FORCED && f->excess >= 0) ? 1 : fitness_of(b->p, f);
    for (uint32_t i = from->first; i < from->first + from->count; i++) {
        const struct node *n = &b->nodes.v[i];
        int64_t sum = n->cost + cost;
        uint8_t run = 0;
        if (n->fitness > fitness + 1 || fitness > n->fitness + 1) sum += COST_CLASS;
        if (hyphen) {
            if (n->run == 2 && b->tolerance != INT_MAX) continue;
            if (n->run == 2) sum += COST_LADDER;
            if (n->run == 1) sum += COST_SECOND_HYPHEN;
            run = n->run < 2 ? (uint8_t)(n->run + 1) : 2;
        }
        struct node *best = node_of(b, b->counted ? n->line + 1 : 0, fitness, run);
        if (!best || sum >= best->cost) continue;
        best->cost = sum;
        best->point = to;
        best->before = i;
    }
}

/* True if whatever follows, o is at least as good as n. */
static bool is_beaten(const struct node *n, const struct node *o) {
    if (o->line != n->line || o->run > n->run) return false;
    int64_t dearer = o->fitness == n->fitness ? 0 : COST_CLASS;
    if (o->cost + dearer != n->cost) return o->cost + dearer < n->cost;
    return o < n; /* of equals the first stays */
}

/* Moves what was found at the point into the list, without nodes that can never win. */
static void keep_found(struct breaker *b, size_t point) {
    if (b->found_count == 0) return;
    int32_t line = b->found[0].line;
    int64_t least = b->found[0].cost;
    for (size_t i = 1; i < b->found_count; i++) {
        if (b->found[i].cost >= least) continue;
        least = b->found[i].cost;
        line = b->found[i].line;
    }
    struct place *place = vec_push(b->arena, &b->places);
    *place = (struct place){.point = point, .first = (uint32_t)b->nodes.n};
    for (size_t i = 0; i < b->found_count; i++) {
        const struct node *n = &b->found[i];
        bool beaten = n->line > line + LINES_KEPT / 2 || n->line < line - LINES_KEPT / 2;
        for (size_t k = 0; k < b->found_count && !beaten; k++)
            beaten = k != i && is_beaten(n, &b->found[k]);
        if (!beaten) *vec_push(b->arena, &b->nodes) = *n;
    }
    place->count = (uint32_t)b->nodes.n - place->first;
    if (b->places.n - b->low > WINDOW_MOST) b->low++;
}

/* The last resort: the shortest line that ends here, though it is too long. */
static void offer_overfull(struct breaker *b, size_t to) {
    const struct place *from = &b->places.v[b->places.n - 1];
    struct break_fit f = break_fit_of(b->p, b->points, from->point, to);
    int64_t over = f.excess < 0 ? -f.excess / 64 : 0;
    offer_line(b, from, to, &f, COST_OVERFULL + (over < COST_OVERFULL ? over : COST_OVERFULL));
}

/* Finds the lines that can end at the point. False if none can and none ever will. */
static bool break_at(struct breaker *b, size_t to) {
    bool forced = b->points[to].flags & BREAK_FORCED, final = b->tolerance == INT_MAX;
    sp slack = final ? 0 : b->p->em; /* a hyphen may make a line longer than the next place does */
    b->found_count = 0;
    for (size_t i = b->low; i < b->places.n; i++) {
        const struct place *from = &b->places.v[i];
        struct break_fit f = break_fit_of(b->p, b->points, from->point, to);
        sp over = over_of(b, from->point, to, &f);
        if (over > 0) {
            if (i == b->low && over > slack) b->low++;
            continue;
        }
        if (!forced && too_loose(b, from->point, &f)) break; /* later ones are looser still */
        offer_line(b, from, to, &f, cost_of_line(b, from->point, to, &f));
    }
    if (b->found_count == 0 && (forced || b->low == b->places.n)) {
        if (!final) return false;
        offer_overfull(b, to);
    }
    if (forced) b->low = b->places.n;
    keep_found(b, to);
    return true;
}

/* One pass over all points. False if it cannot be done within the tolerance. */
static bool run(struct breaker *b, int tolerance) {
    b->tolerance = tolerance;
    b->nodes.n = b->places.n = b->low = 0;
    *vec_push(b->arena, &b->nodes) = (struct node){.point = START, .before = NO_NODE, .fitness = 1};
    *vec_push(b->arena, &b->places) = (struct place){.point = START, .count = 1};
    for (size_t i = 0; i < b->n; i++) {
        if ((b->points[i].flags & BREAK_DICTIONARY) && !b->p->hyphens) continue;
        if (!break_at(b, i)) return false;
    }
    return true;
}

/* --- the result ------------------------------------------------------------------------------- */

/* The cheapest last node with that number of lines, or NULL. */
static const struct node *last_with(const struct breaker *b, int32_t line) {
    const struct place *end = &b->places.v[b->places.n - 1];
    const struct node *best = NULL;
    for (uint32_t i = end->first; i < end->first + end->count; i++) {
        const struct node *n = &b->nodes.v[i];
        if (n->line == line && (!best || n->cost < best->cost)) best = n;
    }
    return best;
}

static const struct node *last_best(const struct breaker *b) {
    const struct place *end = &b->places.v[b->places.n - 1];
    const struct node *best = &b->nodes.v[end->first];
    for (uint32_t i = end->first + 1; i < end->first + end->count; i++)
        if (b->nodes.v[i].cost < best->cost) best = &b->nodes.v[i];
    return best;
}

/* The node whose number of lines is nearest to so many plus looseness. */
static const struct node *last_wanted(const struct breaker *b, int32_t line) {
    int step = b->p->looseness > 0 ? -1 : 1;
    for (int d = b->p->looseness; d != 0; d += step) {
        const struct node *n = last_with(b, line + d);
        if (n) return n;
    }
    return last_best(b);
}

/* True if the last line of the way to the end is too short, or a piece of a word. */
static bool ends_badly(const struct breaker *b, const struct node *end) {
    size_t from = b->nodes.v[end->before].point;
    struct break_fit f = break_fit_of(b->p, b->points, from, end->point);
    return cost_of_last(b, from, &f) >= COST_BAD_LAST;
}

/* The best way to set the paragraph, as long as another pass does not know of its nodes. */
struct best {
    int32_t line;
    int64_t cost;
    bool ends_badly;
};

static struct best best_of(const struct breaker *b) {
    const struct node *n = last_best(b);
    return (struct best){n->line, n->cost, ends_badly(b, n)};
}

/* A variant is at hand if its lines are not much worse than the best's, nor its end. How much worse
 * is said of them together: a few bad lines are not better for standing in a long paragraph. */
static bool is_cheap(int *cost, const struct breaker *b, const struct best *best, int lines) {
    const struct node *n = last_with(b, best->line + lines);
    if (!n || (lines > 0 && b->p->mode == BREAK_RAGGED && best->line < RAGGED_VARIANT))
        return false;
    int64_t each = (n->cost - best->cost) / (best->line + 1);
    if (each >= COST_VARIANT || (ends_badly(b, n) && !best->ends_badly)) return false;
    int64_t all = (n->cost - best->cost) / COST_VARIANT_STEP;
    *cost = (int)(all < 6 ? all : 6);
    return true;
}

/* True if spaces and glyphs could give enough for so many lines more or fewer: half of the spaces
 * more, three tenths less. */
static bool may_vary(const struct breaker *b, int32_t line, int lines) {
    const struct break_params *p = b->p;
    const struct break_sums *all = &b->points[b->n - 1].end;
    sp expanded = sp_scale(all->glyphs, p->expansion, 1000);
    sp full = (line + lines - (lines > 0)) * p->measure;
    if (lines > 0) return full + p->last_least - all->width <= all->spaces / 2 + expanded;
    return all->width - full <= all->spaces * 3 / 10 + expanded;
}

static bool lacks(const struct breaker *b, const struct best *best, int lines) {
    return !last_with(b, best->line + lines) && may_vary(b, best->line, lines);
}

/* Asks a pass of its own for variants that the first has not, where they could be. */
static bool run_for_variants(struct breaker *b, const struct best *best) {
    if (b->p->mode != BREAK_JUSTIFIED || best->line < 2) return false;
    return (lacks(b, best, 1) || lacks(b, best, -1)) && run(b, TOLERANCE_VARIANT);
}

static void find_variants(struct break_result *r, struct breaker *b, const struct best *best,
                          bool first_pass) {
    bool looser = last_with(b, best->line + 1), tighter = last_with(b, best->line - 1);
    r->can_be_looser = looser && is_cheap(&r->looser_cost, b, best, 1);
    r->can_be_tighter = tighter && is_cheap(&r->tighter_cost, b, best, -1);
    if (!first_pass || !run_for_variants(b, best)) return;
    if (!looser) r->can_be_looser = is_cheap(&r->looser_cost, b, best, 1);
    if (!tighter) r->can_be_tighter = is_cheap(&r->tighter_cost, b, best, -1);
}

static void collect_points(struct break_result *r, const struct breaker *b,
                           const struct node *end) {
    r->count = 0;
    r->demerits = end->cost;
    for (const struct node *n = end; n->before != NO_NODE; n = &b->nodes.v[n->before])
        r->count++;
    r->points = arena_new_array(b->arena, r->count, size_t);
    size_t i = r->count;
    for (const struct node *n = end; n->before != NO_NODE; n = &b->nodes.v[n->before])
        r->points[--i] = n->point;
}

/* What a hyphen's penalty counts for, by the room of the spaces in a line: half of what it says up
 * to 1.8 em, that of nine words in Vollkorn; all of it at 2.05 em, twice at most. */
static int64_t hyphen_cost_of(const struct break_params *p, const struct break_sums *all) {
    if (p->mode == BREAK_RAGGED) return COST_RAGGED_HYPHEN;
    int64_t eighths = sp_max(all->width * 8 / sp_max(p->measure, 1), 8); /* of lines */
    int64_t room = all->spaces * 8 / eighths * 100 / sp_max(p->em, 1);
    int64_t share = 50 + 2 * (room - 180);
    return COST_PENALTY * (share < 50 ? 50 : share > 200 ? 200 : share) / 100;
}

/* Room for all of them at once, so that only nodes grow, where they stand. */
static void reserve_places(struct breaker *b) {
    b->places.v = arena_new_array(b->arena, b->n + 1, struct place);
    b->places.cap = b->n + 1;
}

struct break_result break_lines(struct arena *a, const struct break_params *p,
                                const struct break_point *points, size_t n) {
    static const int tolerances[] = {TOLERANCE_FIRST, BREAK_STRETCH_UNDERFULL, INT_MAX};
    assert(n > 0 && points[n - 1].flags & BREAK_FORCED);
    struct node found[NODES_MOST];
    struct breaker own = {.arena = a, .p = p, .points = points, .n = n, .found = found};
    struct breaker *b = &own;
    b->counted = n <= COUNTED_MOST;
    b->hyphen_cost = hyphen_cost_of(p, &points[n - 1].end);
    reserve_places(b);
    size_t pass = 0;
    while (!run(b, tolerances[pass]) || (pass == 0 && ends_badly(b, last_best(b))))
        pass++;
    struct best best = best_of(b);
    const struct node *wanted = last_wanted(b, best.line);
    struct break_result r = {.overfull = wanted->cost >= COST_OVERFULL};
    bool granted = wanted->line == best.line + p->looseness;
    collect_points(&r, b, wanted);
    if (!b->counted || pass == 2) return r;
    if (p->looseness == 0)
        find_variants(&r, b, &best, pass == 0);
    else if (!granted && pass == 0 && run_for_variants(b, &best))
        collect_points(&r, b, last_wanted(b, best.line));
    return r;
}
