/* The page breaker against galleys worked by hand and against trying every cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "layout/page/break.h"
#include "layout/state.h"

#define LINE SP(14)

struct bench {
    struct arena arena;
    struct layout layout; /* only its scratch is used: no paragraph here has text */
    struct galley galley;
    struct note_list notes;
    struct page_measure measure;
    struct page_cuts cuts;
};

static int set_up(void **state) {
    struct bench *b = calloc(1, sizeof *b);
    arena_init(&b->arena);
    arena_init(&b->layout.scratch);
    galley_init(&b->galley, &b->arena);
    b->measure = (struct page_measure){.height = 10 * LINE, .grid = LINE, .gap = LINE};
    *state = b;
    return 0;
}

static int tear_down(void **state) {
    struct bench *b = *state;
    arena_done(&b->arena);
    arena_done(&b->layout.scratch);
    free(b);
    return 0;
}

/* A paragraph of n lines with the penalties that blocks give. */
static void add_paragraph(struct bench *b, int n) {
    for (int i = 0; i < n; i++) {
        struct galley_box *box = galley_add(&b->galley, LINE);
        if (i + 1 < n && i == 0) box->penalty += GALLEY_ORPHAN;
        if (i + 2 == n) box->penalty += GALLEY_WIDOW;
    }
}

static void add_heading(struct bench *b) {
    galley_space(&b->galley, LINE);
    galley_add(&b->galley, LINE)->penalty = GALLEY_KEEP;
}

/* No notes: every entry of `after` is 0. */
static void run(struct bench *b) {
    while (b->notes.after.n <= b->galley.boxes.n)
        *vec_push(&b->arena, &b->notes.after) = b->notes.lines.n;
    note_list_finish(&b->notes);
    page_break(&b->cuts, &b->layout, &b->galley, &b->notes, &b->measure);
}

/* Adds a note of so many lines, marked in the box that comes next. */
static void add_note(struct bench *b, int lines, sp height) {
    while (b->notes.after.n <= b->galley.boxes.n)
        *vec_push(&b->arena, &b->notes.after) = b->notes.lines.n;
    for (int i = 0; i < lines; i++) {
        size_t n = b->notes.lines.n;
        sp top = n ? b->notes.lines.v[n - 1].bottom : 0;
        *vec_push(&b->arena, &b->notes.lines) = (struct note_line){
            .first = i == 0, .last = i + 1 == lines, .top = top, .bottom = top + height};
    }
}

static void assert_whole(const struct bench *b) {
    size_t box = 0, note = 0;
    for (size_t i = 0; i < b->cuts.pages.n; i++) {
        const struct page_cut *c = &b->cuts.pages.v[i];
        assert_int_equal(c->from, box);
        assert_int_equal(c->note_from, note);
        assert_true(c->to >= c->from && c->note_to >= c->note_from);
        box = c->to;
        note = c->note_to;
    }
    assert_int_equal(box, b->galley.boxes.n);
    assert_int_equal(note, b->notes.lines.n);
}

static void full_pages_are_filled(void **state) {
    struct bench *b = *state;
    for (int i = 0; i < 25; i++)
        add_paragraph(b, 1);
    run(b);
    assert_whole(b);
    assert_int_equal(b->cuts.pages.n, 3);
    assert_int_equal(b->cuts.pages.v[0].to, 10);
    assert_int_equal(b->cuts.pages.v[1].to, 20);
    assert_int_equal(b->cuts.cost, 0);
}

static void a_widow_takes_a_line_along(void **state) {
    struct bench *b = *state;
    add_paragraph(b, 7);
    add_paragraph(b, 4); /* its last line would stand alone overleaf */
    add_paragraph(b, 5);
    run(b);
    assert_whole(b);
    assert_int_equal(b->cuts.pages.v[0].to, 9);
    assert_int_equal(b->cuts.cost, GALLEY_SHORT_LINE);
}

static void an_orphan_goes_over(void **state) {
    struct bench *b = *state;
    add_paragraph(b, 9);
    add_paragraph(b, 4);
    run(b);
    assert_int_equal(b->cuts.pages.v[0].to, 9);
}

static void a_heading_goes_with_its_text(void **state) {
    struct bench *b = *state;
    add_paragraph(b, 7);
    add_heading(b);      /* space and heading: lines 8 and 9 */
    add_paragraph(b, 5); /* one line would fit, which is an orphan */
    run(b);
    assert_whole(b);
    assert_int_equal(b->cuts.pages.v[0].to, 7);
}

static void a_forced_break_costs_nothing(void **state) {
    struct bench *b = *state;
    add_paragraph(b, 3);
    galley_new_page(&b->galley);
    add_paragraph(b, 3);
    run(b);
    assert_int_equal(b->cuts.pages.n, 2);
    assert_int_equal(b->cuts.pages.v[0].to, 3);
    assert_int_equal(b->cuts.cost, 0);
}

/* Short pages now are cheaper than a broken rule later: what first-fit cannot see. */
static void the_whole_is_cheaper_than_the_parts(void **state) {
    struct bench *b = *state;
    add_paragraph(b, 10);
    for (int i = 0; i < 3; i++) {
        add_paragraph(b, 8);
        add_paragraph(b, 3);
    }
    run(b);
    assert_whole(b);
    for (size_t i = 0; i + 1 < b->cuts.pages.n; i++)
        assert_true(b->galley.boxes.v[b->cuts.pages.v[i].to - 1].penalty < GALLEY_WIDOW);
}

static void a_box_over_the_page_stands_alone(void **state) {
    struct bench *b = *state;
    add_paragraph(b, 3);
    galley_add(&b->galley, 30 * LINE);
    add_paragraph(b, 3);
    run(b);
    assert_whole(b);
    assert_true(b->cuts.pages.v[1].overfull);
    assert_int_equal(b->cuts.pages.v[1].to - b->cuts.pages.v[1].from, 1);
}

static void a_snapping_box_returns_to_the_grid(void **state) {
    struct bench *b = *state;
    galley_add(&b->galley, LINE / 2);
    galley_snap(&b->galley);
    galley_add(&b->galley, LINE);
    assert_int_equal(galley_height(&b->galley, LINE), 2 * LINE);
}

/* --- notes --------------------------------------------------------------------------------------- */

static void a_note_stands_on_the_page_of_its_mark(void **state) {
    struct bench *b = *state;
    for (int i = 0; i < 8; i++)
        add_paragraph(b, 1);
    add_paragraph(b, 1);
    add_note(b, 3, LINE); /* marked in box 9 */
    add_paragraph(b, 1);
    run(b);
    assert_whole(b);
    size_t box = 9;
    for (size_t i = 0; i < b->cuts.pages.n; i++) {
        const struct page_cut *c = &b->cuts.pages.v[i];
        if (box >= c->from && box < c->to) assert_true(c->note_from == 0 && c->note_to >= 2);
    }
}

static void a_long_note_goes_on_overleaf(void **state) {
    struct bench *b = *state;
    add_paragraph(b, 2);
    add_note(b, 25, LINE);
    add_paragraph(b, 6);
    run(b);
    assert_whole(b);
    assert_true(b->cuts.pages.n >= 3);
    for (size_t i = 0; i < b->cuts.pages.n; i++) { /* two lines at least on either side of a cut */
        const struct page_cut *c = &b->cuts.pages.v[i];
        size_t n = c->note_to - c->note_from;
        assert_true(n == 0 || n >= 2);
    }
}

static void no_page_is_over_its_depth(void **state) {
    struct bench *b = *state;
    srand(7);
    for (int i = 0; i < 400; i++) {
        if (rand() % 3 == 0) add_note(b, 1 + rand() % 9, SP(10.5));
        add_paragraph(b, 1 + rand() % 7);
        if (rand() % 9 == 0) add_heading(b);
    }
    add_paragraph(b, 2);
    run(b);
    assert_whole(b);
    for (size_t i = 0; i < b->cuts.pages.n; i++) {
        const struct page_cut *c = &b->cuts.pages.v[i];
        sp y = 0;
        for (size_t k = c->from; k < c->to; k++)
            y += (k > c->from ? b->galley.boxes.v[k].space : 0) + b->galley.boxes.v[k].height;
        if (c->note_to > c->note_from)
            y += b->measure.gap + note_list_height(&b->notes, c->note_from, c->note_to);
        assert_true(y <= b->measure.height);
    }
}

/* --- against every cut ---------------------------------------------------------------------------- */

/* The least cost of cutting boxes from.. by trying all; the cost model is stated anew here. */
static int64_t try_all(const struct bench *b, size_t from) {
    const struct galley *g = &b->galley;
    if (from == g->boxes.n) return 0;
    int64_t best = INT64_MAX;
    sp y = 0;
    for (size_t to = from + 1; to <= g->boxes.n; to++) {
        const struct galley_box *last = &g->boxes.v[to - 1];
        y += (to - 1 > from ? last->space : 0) + last->height;
        if (y > b->measure.height) break;
        int64_t short_lines = (b->measure.height - y) / LINE, cost;
        if (to == g->boxes.n)
            cost = from > 0 && y < 3 * LINE ? 400 : 0;
        else
            cost = short_lines * short_lines * GALLEY_SHORT_LINE + last->penalty;
        int64_t rest = try_all(b, to);
        if (cost + rest < best) best = cost + rest;
    }
    return best;
}

static void it_is_the_best_of_all_cuts(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= 60; seed++) {
        void *fresh;
        set_up(&fresh);
        struct bench *b = fresh;
        b->measure.height = 5 * LINE;
        srand(seed);
        while (b->galley.boxes.n < 16) {
            if (rand() % 4 == 0) add_heading(b);
            add_paragraph(b, 1 + rand() % 5);
        }
        run(b);
        assert_whole(b);
        assert_int_equal(b->cuts.cost, try_all(b, 0));
        tear_down(&fresh);
    }
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(full_pages_are_filled),
        T(a_widow_takes_a_line_along),
        T(an_orphan_goes_over),
        T(a_heading_goes_with_its_text),
        T(a_forced_break_costs_nothing),
        T(the_whole_is_cheaper_than_the_parts),
        T(a_box_over_the_page_stands_alone),
        T(a_snapping_box_returns_to_the_grid),
        T(a_note_stands_on_the_page_of_its_mark),
        T(a_long_note_goes_on_overleaf),
        T(no_page_is_over_its_depth),
        cmocka_unit_test(it_is_the_best_of_all_cuts),
    };
    return cmocka_run_group_tests_name("layout_page", tests, NULL, NULL);
}
