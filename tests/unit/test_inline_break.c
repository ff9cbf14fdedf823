/* The line breaker on numbers alone: hand-worked paragraphs, optimality against every other choice,
 * limits, time. Widths are in units of U; words are boxes, all spaces alike. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <time.h>
#include "layout/inline/break.h"

#define U     ((sp)65536)
#define SPACE (3 * U)
#define EM    (10 * U)

struct paragraph {
    struct break_point points[4096];
    size_t n;
    struct break_sums now;
};

static void put(struct paragraph *p, struct break_sums end, struct break_sums start, int penalty,
                unsigned flags) {
    p->points[p->n++] = (struct break_point){
        .end = end, .start = start, .penalty = (int16_t)penalty, .flags = (uint16_t)flags};
}

static void add_box(struct paragraph *p, sp width) {
    p->now.width += width;
    p->now.glyphs += width;
}

static void add_space(struct paragraph *p, sp width) {
    struct break_sums end = p->now;
    p->now.width += width;
    p->now.spaces += width;
    put(p, end, p->now, 0, 0);
}

/* A place within a word where a hyphen of that width may be put. */
static void add_hyphen(struct paragraph *p, sp width, int penalty) {
    struct break_sums end = p->now;
    end.width += width;
    put(p, end, p->now, penalty, BREAK_HYPHEN | BREAK_DICTIONARY);
}

static void add_forced(struct paragraph *p) {
    put(p, p->now, p->now, 0, BREAK_FORCED);
}

/* Words of those widths, in units; ends with a negative one. */
static void add_words(struct paragraph *p, const int *widths) {
    for (size_t i = 0; widths[i] >= 0; i++) {
        if (i) add_space(p, SPACE);
        add_box(p, widths[i] * U);
    }
    add_forced(p);
}

static struct break_params params(int measure) {
    return (struct break_params){.mode = BREAK_JUSTIFIED,
                                 .first_measure = measure * U,
                                 .measure = measure * U,
                                 .em = EM,
                                 .expansion = 0,
                                 .protrudes = true,
                                 .hyphens = true};
}

/* The widest and the narrowest give of a chosen line, and whether each is within its measure. */
static void check_lines(const struct paragraph *p, const struct break_params *q,
                        const struct break_result *r) {
    size_t from = SIZE_MAX;
    for (size_t i = 0; i < r->count; i++) {
        struct break_fit f = break_fit_of(q, p->points, from, r->points[i]);
        if (q->mode == BREAK_RAGGED)
            assert_true(f.excess >= 0);
        else
            assert_true(f.ratio >= BREAK_SHRINK_MOST || f.rest >= -U);
        assert_true(from == SIZE_MAX || r->points[i] > from);
        from = r->points[i];
    }
    assert_int_equal(from, p->n - 1);
}

/* On 79: first fit would set 48 28 | 45 | 77 | 20, whose first line is perfect. The best is
 * 48 | 28 45 | 77 | 20: since one short line there must be, the least short. */
static void test_looks_ahead(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_words(&p, (const int[]){48, 28, 45, 77, 20, -1});
    struct break_params q = params(79);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    check_lines(&p, &q, &r);
    assert_int_equal(r.count, 4);
    assert_int_equal(r.points[0], 0);
    assert_int_equal(r.points[1], 2);
    assert_int_equal(r.points[2], 3);
    arena_done(&a);
}

static void test_one_line(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_words(&p, (const int[]){10, 10, -1});
    struct break_params q = params(100);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 1);
    assert_false(r.can_be_looser);
    assert_false(r.can_be_tighter);
    arena_done(&a);
}

/* An empty paragraph is one empty line. */
static void test_empty(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_forced(&p);
    struct break_params q = params(100);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 1);
    q.measure = q.first_measure = 0;
    r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 1);
    arena_done(&a);
}

/* A forced end in the midst: lines never cross it, and the line before it is not stretched. */
static void test_forced(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_words(&p, (const int[]){20, 20, -1});
    add_words(&p, (const int[]){20, 20, 20, 20, -1});
    struct break_params q = params(70);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.points[0], 1);
    assert_int_equal(r.count, 3);
    arena_done(&a);
}

/* A box wider than the measure stands alone on its line; the others are not harmed. */
static void test_overfull(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_words(&p, (const int[]){30, 30, 200, 30, 30, -1});
    struct break_params q = params(66);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.points[0], 1);
    assert_int_equal(r.points[1], 2);
    assert_false(r.can_be_looser);
    arena_done(&a);
}

/* On 100: 50 20 | 95 | 95. No spaces could fill the first line; but 50 | 20 would be two such. */
static void test_short_lines(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_words(&p, (const int[]){50, 20, 95, 95, -1});
    struct break_params q = params(100);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.points[0], 1);
    arena_done(&a);
}

/* With a measure of nothing every box is a line. */
static void test_no_measure(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_words(&p, (const int[]){30, 30, 20, 30, 30, -1});
    for (int measure = -50; measure <= 0; measure += 50) {
        struct break_params q = params(measure);
        struct break_result r = break_lines(&a, &q, p.points, p.n);
        assert_int_equal(r.count, 5);
    }
    arena_done(&a);
}

/* Expansion takes what it can before spaces are touched: an excess of 2 of 100 units of glyphs, of
 * which the space of 3 is to have 0.18, so that it is as wide as spaces should be. */
static void test_expansion_first(void **state) {
    (void)state;
    struct paragraph p = {0};
    add_words(&p, (const int[]){50, 50, -1});
    struct break_params q = params(105);
    q.expansion = 20;
    struct break_fit f = break_fit_of(&q, p.points, SIZE_MAX, 1);
    assert_int_equal(f.excess, 2 * U);
    assert_int_equal(f.expansion, 18);
    assert_int_equal(f.rest, 2 * U - sp_scale(100 * U, 18, 1000));
    assert_int_equal(f.ratio, 66);
    q = params(103 + 3 + 2);
    q.expansion = 20;
    f = break_fit_of(&q, p.points, SIZE_MAX, 1);
    assert_int_equal(f.expansion, 20);
    assert_int_equal(f.rest, 3 * U);
    assert_int_equal(f.ratio, 1000);
    q = params(102);
    q.expansion = 20;
    f = break_fit_of(&q, p.points, SIZE_MAX, 1);
    assert_int_equal(f.expansion, -11);
    assert_int_equal(f.rest, -U + sp_scale(100 * U, 11, 1000));
}

/* What stands out into the margins counts as room, unless protrusion is off. */
static void test_protrusion(void **state) {
    (void)state;
    struct paragraph p = {0};
    add_words(&p, (const int[]){50, 50, -1});
    p.points[1].right = (int32_t)(2 * U);
    struct break_params q = params(103);
    q.first_left = U;
    assert_int_equal(break_fit_of(&q, p.points, SIZE_MAX, 1).excess, 3 * U);
    q.protrudes = false;
    assert_int_equal(break_fit_of(&q, p.points, SIZE_MAX, 1).excess, 0);
}

/* What a hyphen of a penalty of 100 costs where the first line of 100 can but end in one: so many
 * spaces and equal words, then a word of which 29 and the hyphen fit; 30 are left over, and 20. */
static int64_t price_of_hyphen(int spaces) {
    int64_t demerits[2];
    for (int i = 0; i < 2; i++) {
        struct arena a;
        arena_init(&a);
        struct paragraph p = {0};
        for (int k = 0; k < spaces; k++) {
            add_box(&p, (70 - 3 * spaces) * U / spaces);
            add_space(&p, SPACE);
        }
        add_box(&p, 29 * U);
        add_hyphen(&p, U, i * 100);
        add_box(&p, 30 * U);
        add_space(&p, SPACE);
        add_box(&p, 20 * U);
        add_forced(&p);
        struct break_params q = params(100);
        struct break_result r = break_lines(&a, &q, p.points, p.n);
        assert_int_equal(r.count, 2);
        assert_true(p.points[r.points[0]].flags & BREAK_HYPHEN);
        demerits[i] = r.demerits;
        arena_done(&a);
    }
    return demerits[1] - demerits[0];
}

/* 152 wide are twelve eighths of a line: 3 spaces in all have 0.6 em a line, and hyphens half their
 * price; 10 have 2 em, and nine tenths; 15 have 3 em, and twice the price. */
static void test_price_of_hyphens(void **state) {
    (void)state;
    assert_int_equal(price_of_hyphen(2), 10000);
    assert_int_equal(price_of_hyphen(9), 18000);
    assert_int_equal(price_of_hyphen(14), 40000);
}

/* Dictionary hyphens are used only where hyphens are wanted. */
static void test_without_hyphens(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    for (int i = 0; i < 20; i++) {
        add_box(&p, 17 * U);
        add_hyphen(&p, U, 0);
        add_box(&p, 14 * U);
        add_space(&p, SPACE);
    }
    add_box(&p, 40 * U);
    add_forced(&p);
    struct break_params q = params(86);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    size_t hyphens = 0;
    for (size_t i = 0; i < r.count; i++)
        hyphens += p.points[r.points[i]].flags & BREAK_HYPHEN ? 1 : 0;
    assert_true(hyphens > 0);
    q.hyphens = false;
    r = break_lines(&a, &q, p.points, p.n);
    for (size_t i = 0; i < r.count; i++)
        assert_false(p.points[r.points[i]].flags & BREAK_HYPHEN);
    arena_done(&a);
}

static unsigned draw(unsigned *seed, unsigned most) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % (most + 1);
}

/* Hyphens at no cost in every word: two in succession come about, never three. */
static void test_ladder(void **state) {
    (void)state;
    unsigned seed = 3, twice = 0;
    for (int round = 0; round < 100; round++) {
        struct arena a;
        arena_init(&a);
        struct paragraph p = {0};
        for (int i = 0; i < 60; i++) {
            add_box(&p, (sp)(6 + draw(&seed, 6)) * U);
            add_hyphen(&p, U, 0);
            add_box(&p, (sp)(6 + draw(&seed, 6)) * U);
            add_space(&p, SPACE);
        }
        add_box(&p, 40 * U);
        add_forced(&p);
        struct break_params q = params(110);
        struct break_result r = break_lines(&a, &q, p.points, p.n);
        unsigned run = 0;
        for (size_t i = 0; i < r.count; i++) {
            run = p.points[r.points[i]].flags & BREAK_HYPHEN ? run + 1 : 0;
            assert_true(run <= 2);
            twice += run == 2;
        }
        arena_done(&a);
    }
    assert_true(twice > 0);
}

/* A last line of but a piece of a word is avoided where the lines before can give. */
static void test_last_line(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    for (int i = 0; i < 23; i++) {
        add_box(&p, 8 * U);
        add_space(&p, SPACE);
    }
    add_box(&p, 7 * U);
    add_hyphen(&p, U, 0);
    add_box(&p, 4 * U);
    add_forced(&p);
    struct break_params q = params(85);
    q.last_least = 20 * U;
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    size_t before_last = r.points[r.count - 2];
    assert_false(p.points[before_last].flags & BREAK_HYPHEN);
    assert_true(p.points[p.n - 1].end.width - p.points[before_last].start.width >= 20 * U);
    arena_done(&a);
}

static sp last_width(const struct paragraph *p, const struct break_result *r) {
    size_t before = r->points[r->count - 2];
    return p->points[p->n - 1].end.width - p->points[before].start.width;
}

/* “… the country is tak-/ing”: the only even lines are no end; the line before gives instead. */
static void test_last_line_or_even(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    for (int i = 0; i < 7; i++) {
        add_box(&p, 10 * U);
        add_space(&p, SPACE);
    }
    add_box(&p, 10 * U);
    add_hyphen(&p, U, 0);
    add_box(&p, 12 * U);
    add_forced(&p);
    struct break_params q = params(102);
    q.last_least = 20 * U;
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 2);
    assert_int_equal(last_width(&p, &r), 22 * U);
    arena_done(&a);
}

/* A variant with a line more or less, when it says there is one. */
static void test_looseness(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    for (int i = 0; i < 100; i++) {
        if (i) add_space(&p, SPACE);
        add_box(&p, (7 + i * 5 % 13) * U);
    }
    add_forced(&p);
    int looser = 0, tighter = 0;
    for (int measure = 120; measure < 180; measure++) {
        struct break_params q = params(measure);
        q.expansion = 20;
        q.last_least = 25 * U;
        struct break_result best = break_lines(&a, &q, p.points, p.n);
        bool ends_well = last_width(&p, &best) >= q.last_least;
        q.looseness = 1;
        struct break_result more = break_lines(&a, &q, p.points, p.n);
        check_lines(&p, &q, &more);
        assert_true(more.count == best.count || more.count == best.count + 1);
        if (best.can_be_looser) assert_int_equal(more.count, best.count + 1);
        assert_in_range(best.looser_cost, 0, 6);
        assert_in_range(best.tighter_cost, 0, 6);
        q.looseness = -1;
        struct break_result less = break_lines(&a, &q, p.points, p.n);
        check_lines(&p, &q, &less);
        assert_true(less.count == best.count || less.count + 1 == best.count);
        if (best.can_be_tighter) assert_int_equal(less.count + 1, best.count);
        assert_true(more.demerits >= best.demerits && less.demerits >= best.demerits);
        if (ends_well && best.can_be_looser) assert_true(last_width(&p, &more) >= q.last_least);
        if (ends_well && best.can_be_tighter) assert_true(last_width(&p, &less) >= q.last_least);
        looser += best.can_be_looser;
        tighter += best.can_be_tighter;
    }
    assert_true(looser > 0 && tighter > 0);
    arena_done(&a);
}

/* 16 words of 10 on 97: 8 and 8, their spaces of 3 less by 0.19 of themselves. A line more is
 * looser than lines usually are, 7 and 7 with half a space more, and still at hand for a page's
 * sake. On 100 it is not: two thirds of a space more are too much. */
static void test_looser_than_usual(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    add_words(&p,
              (const int[]){10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, -1});
    struct break_params q = params(97);
    struct break_result r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 2);
    assert_true(r.can_be_looser);
    assert_false(r.can_be_tighter);
    q.looseness = 1;
    r = break_lines(&a, &q, p.points, p.n);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.points[0], 6);
    q = params(103);
    assert_false(break_lines(&a, &q, p.points, p.n).can_be_looser);
    arena_done(&a);
}

/* True if all lines are within what the first pass allows. */
static bool is_of_first_pass(const struct break_params *q, const struct break_point *points,
                             const struct break_result *r) {
    size_t from = SIZE_MAX;
    for (size_t i = 0; i + 1 < r->count; i++) {
        struct break_fit f = break_fit_of(q, points, from, r->points[i]);
        if (q->mode == BREAK_RAGGED ? f.excess < 0 || f.excess * 2 > q->measure
                                    : f.ratio < BREAK_SHRINK_MOST || f.ratio > 500)
            return false;
        from = r->points[i];
    }
    return break_fit_of(q, points, from, r->points[r->count - 1]).excess >= 0;
}

/* Against every choice of lines there is: with any places taken away the best is never better, and
 * with all but the chosen ones taken away it is the same. */
static void test_optimal(void **state) {
    (void)state;
    unsigned seed = 1, compared = 0;
    for (int round = 0; round < 40; round++) {
        struct arena a;
        arena_init(&a);
        struct paragraph p = {0};
        for (int i = 0; i < 9; i++) {
            add_box(&p, (sp)(8 + draw(&seed, 25)) * U);
            if (draw(&seed, 3) == 0)
                add_hyphen(&p, 2 * U, 10);
            else
                add_space(&p, SPACE);
        }
        add_box(&p, 20 * U);
        add_forced(&p);
        struct break_params q = params(60);
        q.expansion = 20;
        if (round % 3 == 2) q.mode = BREAK_RAGGED;
        struct break_result best = break_lines(&a, &q, p.points, p.n);
        unsigned chosen = 0;
        for (size_t i = 0; i + 1 < best.count; i++)
            chosen |= 1u << best.points[i];
        for (unsigned set = 0; set < 1u << (p.n - 1); set++) {
            struct break_point some[16];
            size_t n = 0;
            for (size_t i = 0; i + 1 < p.n; i++)
                if (set & (1u << i)) some[n++] = p.points[i];
            some[n++] = p.points[p.n - 1];
            struct break_result r = break_lines(&a, &q, some, n);
            if (set == chosen) assert_int_equal(r.demerits, best.demerits);
            if (!is_of_first_pass(&q, some, &r)) continue;
            assert_true(r.demerits >= best.demerits);
            compared++;
        }
        arena_done(&a);
    }
    assert_true(compared > 100);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* n points of boxes of some width, in a loop of widths; the time to break them. */
static double time_of(size_t n, sp width, sp space) {
    struct arena a;
    arena_init(&a);
    struct break_point *points = calloc(n, sizeof *points);
    struct break_sums now = {0};
    for (size_t i = 0; i < n; i++) {
        now.width += width + (sp)(i % 7) * (width / 10);
        now.glyphs = now.width - now.spaces;
        points[i].end = now;
        now.width += space;
        now.spaces += space;
        points[i].start = now;
        if (i % 3 == 1) points[i].flags = BREAK_HYPHEN | BREAK_DICTIONARY;
    }
    points[n - 1].flags = BREAK_FORCED;
    struct break_params q = params(325);
    q.expansion = 20;
    double start = seconds();
    struct break_result r = break_lines(&a, &q, points, n);
    double time = seconds() - start;
    assert_true(r.count > 0);
    free(points);
    arena_done(&a);
    return time;
}

/* Linear: twenty times the points take about twenty times the time, also where nothing is wide and
 * every place stays in the window. */
static void test_linear(void **state) {
    (void)state;
    const sp widths[] = {20 * U, 2 * U, 0}, spaces[] = {SPACE, 0, 0};
    for (int i = 0; i < 3; i++) {
        double few = time_of(5000, widths[i], spaces[i]);
        double many = time_of(100000, widths[i], spaces[i]);
        assert_true(many < few * 60 + 0.2);
        assert_true(many < 20);
    }
}

/* Any numbers at all: nothing lost, in order, ends at the end. */
static void test_any_numbers(void **state) {
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 400; round++) {
        struct arena a;
        arena_init(&a);
        struct paragraph p = {0};
        size_t n = 1 + draw(&seed, 60);
        for (size_t i = 0; i < n; i++) {
            add_box(&p, (sp)draw(&seed, draw(&seed, 9) == 0 ? 900 : 30) * U);
            switch (draw(&seed, 5)) {
            case 0: add_hyphen(&p, (sp)draw(&seed, 4) * U, (int)draw(&seed, 200)); break;
            case 1: put(&p, p.now, p.now, 40, BREAK_HYPHEN); break;
            case 2:
                if (draw(&seed, 6) == 0) add_forced(&p);
                break;
            default: add_space(&p, (sp)draw(&seed, 5) * U); break;
            }
        }
        add_forced(&p);
        struct break_params q = params((int)draw(&seed, 300));
        q.expansion = (int)draw(&seed, 50);
        q.mode = draw(&seed, 1) ? BREAK_RAGGED : BREAK_JUSTIFIED;
        q.hyphens = draw(&seed, 1);
        q.looseness = (int)draw(&seed, 4) - 2;
        struct break_result r = break_lines(&a, &q, p.points, p.n);
        size_t at = 0;
        for (size_t i = 0; i < r.count; i++) {
            for (; at < r.points[i]; at++)
                assert_false(p.points[at].flags & BREAK_FORCED);
            assert_int_equal(at++, r.points[i]);
        }
        assert_int_equal(at, p.n);
        arena_done(&a);
    }
}

/* Short ragged paragraphs are never a line longer than they need be. */
static void test_ragged_variants(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct paragraph p = {0};
    for (int i = 0; i < 30; i++) {
        if (i) add_space(&p, SPACE);
        add_box(&p, (7 + i * 5 % 13) * U);
    }
    add_forced(&p);
    for (int measure = 120; measure < 180; measure++) {
        struct break_params q = params(measure);
        q.mode = BREAK_RAGGED;
        struct break_result best = break_lines(&a, &q, p.points, p.n);
        assert_true(best.count >= 5 || !best.can_be_looser);
    }
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_looks_ahead),
        cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_ragged_variants),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_forced),
        cmocka_unit_test(test_overfull),
        cmocka_unit_test(test_no_measure),
        cmocka_unit_test(test_expansion_first),
        cmocka_unit_test(test_protrusion),
        cmocka_unit_test(test_without_hyphens),
        cmocka_unit_test(test_ladder),
        cmocka_unit_test(test_price_of_hyphens),
        cmocka_unit_test(test_last_line),
        cmocka_unit_test(test_last_line_or_even),
        cmocka_unit_test(test_short_lines),
        cmocka_unit_test(test_looseness),
        cmocka_unit_test(test_looser_than_usual),
        cmocka_unit_test(test_optimal),
        cmocka_unit_test(test_linear),
        cmocka_unit_test(test_any_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
