/* Pages chosen together against pages filled one by one, on 20 generated galleys with notes, tables
 * and figures: total cost and pages with faults that are seen, side by side. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "../bench/greedy.h"
#include "layout/state.h"

#define LINE      SP(14)
#define DOCUMENTS 20

struct maker {
    struct arena arena;
    struct layout layout;
    struct galley galley;
    struct note_list notes;
    uint32_t random;
};

static int roll(struct maker *k, int sides) {
    k->random = k->random * 1664525 + 1013904223;
    return (int)((k->random >> 8) % (uint32_t)sides);
}

static void catch_up(struct maker *k) {
    while (k->notes.after.n <= k->galley.boxes.n)
        *vec_push(&k->arena, &k->notes.after) = k->notes.lines.n;
}

/* A note marked in the box that comes next. */
static void add_note(struct maker *k, int lines) {
    catch_up(k);
    for (int i = 0; i < lines; i++) {
        size_t n = k->notes.lines.n;
        sp top = n ? k->notes.lines.v[n - 1].bottom : 0;
        *vec_push(&k->arena, &k->notes.lines) = (struct note_line){
            .first = i == 0, .last = i + 1 == lines, .top = top, .bottom = top + SP(10.5)};
    }
}

static struct galley_variant variant(struct maker *k, struct galley_paragraph *p, int n) {
    struct galley g;
    galley_init(&g, &k->arena);
    for (int i = 0; i < n; i++) {
        struct galley_box *box = galley_add(&g, LINE);
        box->penalty = (i == 0 && n > 1 ? GALLEY_ORPHAN : 0) + (i + 2 == n ? GALLEY_WIDOW : 0);
        box->paragraph = p;
    }
    return (struct galley_variant){.state = GALLEY_GOOD, .boxes = g.boxes.v, .count = g.boxes.n};
}

/* One paragraph in five can be a line longer, one in ten a line shorter. */
static void add_paragraph(struct maker *k, int n) {
    size_t first = k->galley.boxes.n, notes = k->notes.lines.n;
    for (int i = 0; i < n; i++) {
        if (roll(k, 12) == 0) add_note(k, 1 + roll(k, roll(k, 10) ? 4 : 60));
        galley_add(&k->galley, LINE)->penalty =
            (i == 0 && n > 1 ? GALLEY_ORPHAN : 0) + (i + 2 == n ? GALLEY_WIDOW : 0);
    }
    if (n < 4 || notes != k->notes.lines.n) return;
    struct galley_paragraph *p = arena_new(&k->arena, struct galley_paragraph);
    p->count = (size_t)n;
    p->looser = variant(k, p, n + 1);
    p->tighter = variant(k, p, n - 1);
    if (roll(k, 5)) p->looser.state = GALLEY_BAD;
    if (roll(k, 10)) p->tighter.state = GALLEY_BAD;
    for (int i = 0; i < n; i++) {
        k->galley.boxes.v[first + (size_t)i].paragraph = p;
        k->galley.boxes.v[first + (size_t)i].line = (uint32_t)i;
    }
}

static void add_heading(struct maker *k) {
    galley_space(&k->galley, LINE * (1 + roll(k, 2)));
    galley_stretch(&k->galley, 1);
    galley_add(&k->galley, LINE)->penalty = GALLEY_KEEP;
    add_paragraph(k, 3 + roll(k, 6));
}

static void set_apart(struct maker *k) {
    galley_space(&k->galley, LINE);
    galley_snap(&k->galley);
    galley_stretch(&k->galley, 1);
}

static void add_figure(struct maker *k) {
    set_apart(k);
    galley_add(&k->galley, LINE * (4 + roll(k, 12)))->penalty = GALLEY_KEEP;
    galley_add(&k->galley, SP(10.5));
    set_apart(k);
}

static void add_table(struct maker *k) {
    int rows = 3 + roll(k, 25);
    set_apart(k);
    galley_add(&k->galley, SP(18))->penalty = GALLEY_KEEP;
    for (int i = 0; i < rows; i++) {
        if (roll(k, 8) == 0) add_note(k, 1 + roll(k, 3));
        galley_add(&k->galley, SP(6) + SP(12) * (1 + roll(k, 3)))->penalty = GALLEY_ROW;
    }
    set_apart(k);
}

static struct maker *make(uint32_t seed, size_t boxes) {
    struct maker *k = calloc(1, sizeof *k);
    arena_init(&k->arena);
    arena_init(&k->layout.scratch);
    galley_init(&k->galley, &k->arena);
    k->random = seed;
    while (k->galley.boxes.n < boxes) {
        int kind = roll(k, 20);
        if (kind == 0)
            add_table(k);
        else if (kind == 1)
            add_figure(k);
        else if (kind < 5)
            add_heading(k);
        else {
            galley_snap(&k->galley);
            add_paragraph(k, 1 + roll(k, 12));
        }
    }
    catch_up(k);
    note_list_finish(&k->notes);
    return k;
}

static void discard(struct maker *k) {
    arena_done(&k->arena);
    arena_done(&k->layout.scratch);
    free(k);
}

/* The note lines that are due by the end of each page: marked on it or before. Notes stand in the
 * galley as it was, so pages are matched by the notes of their boxes. */
static size_t *due_after(struct maker *k, const struct page_cuts *cuts, const size_t *ends) {
    size_t *due = arena_new_array(&k->arena, cuts->pages.n, size_t);
    for (size_t i = 0; i < cuts->pages.n; i++)
        due[i] = k->notes.after.v[ends[i]];
    return due;
}

/* Where pages end in the galley as it was. A paragraph that can vary has no notes, so that within
 * it its start will do. */
static size_t *ends_in(struct maker *k, const struct page_cuts *cuts) {
    const struct galley *g = cuts->galley;
    size_t *ends = arena_new_array(&k->arena, cuts->pages.n, size_t);
    size_t at = 0, now = 0;
    for (size_t i = 0; i < cuts->pages.n; i++) {
        while (now < cuts->pages.v[i].to) {
            const struct galley_paragraph *p = g->boxes.v[now++].paragraph;
            if (!p)
                at++;
            else if (now == g->boxes.n || g->boxes.v[now].paragraph != p)
                at += p->count;
        }
        ends[i] = at;
    }
    assert_int_equal(at, k->galley.boxes.n);
    return ends;
}

static void show(const char *name, const struct faults *f) {
    print_message("    %-8s cost %9lld  pages %4zu  with faults %4zu: short %4zu, lone lines %3zu, "
                  "stranded headings %3zu, notes cut badly %3zu\n",
                  name, (long long)f->cost, f->pages, f->bad, f->short_pages, f->lone_lines,
                  f->stranded, f->parted_notes);
}

static void add_up(struct faults *all, const struct faults *f) {
    all->pages += f->pages;
    all->bad += f->bad;
    all->lone_lines += f->lone_lines;
    all->stranded += f->stranded;
    all->short_pages += f->short_pages;
    all->parted_notes += f->parted_notes;
    all->cost += f->cost;
}

static void together_is_better_than_one_by_one(void **state) {
    (void)state;
    struct page_measure m = {.height = 49 * LINE, .grid = LINE, .gap = LINE};
    struct faults all_best = {0}, all_greedy = {0};
    for (uint32_t seed = 1; seed <= DOCUMENTS; seed++) {
        struct maker *k = make(seed, 1500);
        struct page_cuts best, greedy;
        greedy_break(&greedy, &k->arena, &k->galley, &k->notes, &m);
        page_break(&best, &k->layout, &k->galley, &k->notes, &m);
        size_t *ends = ends_in(k, &greedy);
        struct faults g = judge(&greedy, &k->notes, &m, due_after(k, &greedy, ends));
        ends = ends_in(k, &best);
        struct faults b = judge(&best, &k->notes, &m, due_after(k, &best, ends));
        add_up(&all_best, &b);
        add_up(&all_greedy, &g);
        assert_true(b.cost <= g.cost);
        assert_true(b.bad <= g.bad);
        assert_int_equal(b.lone_lines + b.stranded, 0);
        discard(k);
    }
    show("together", &all_best);
    show("greedy", &all_greedy);
    assert_true(all_best.bad * 4 < all_greedy.bad);
}

/* What is tried for a page does not grow with the document, and most ends of pages are none of it:
 * they leave too much white. */
static void work_is_linear_in_pages(void **state) {
    (void)state;
    struct page_measure m = {.height = 49 * LINE, .grid = LINE, .gap = LINE};
    double tried[2];
    for (int i = 0; i < 2; i++) {
        struct maker *k = make(5, i ? 40000 : 20000);
        struct page_cuts cuts;
        page_break(&cuts, &k->layout, &k->galley, &k->notes, &m);
        tried[i] = (double)cuts.tried / (double)cuts.pages.n;
        print_message("    %zu pages: %.0f ends tried a page\n", cuts.pages.n, tried[i]);
        discard(k);
    }
    assert_true(tried[1] < tried[0] * 1.3);
    assert_true(tried[1] < 49 * 49 / 2);
}

/* Boxes without height never fill a page; a line with a thousand notes is marked over and over. */
static void hostile_galleys_are_bounded(void **state) {
    (void)state;
    struct page_measure m = {.height = 49 * LINE, .grid = LINE, .gap = LINE};
    struct maker *k = make(1, 0);
    struct page_cuts cuts;
    for (int i = 0; i < 6000; i++)
        galley_add(&k->galley, 0);
    for (int i = 0; i < 1000; i++)
        add_note(k, 1 + i % 3);
    galley_add(&k->galley, LINE);
    catch_up(k);
    note_list_finish(&k->notes);
    page_break(&cuts, &k->layout, &k->galley, &k->notes, &m);
    assert_true(cuts.tried < (size_t)7000 * 2000 * 2);
    assert_int_equal(cuts.pages.v[cuts.pages.n - 1].note_to, k->notes.lines.n);
    discard(k);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(together_is_better_than_one_by_one),
        cmocka_unit_test(work_is_linear_in_pages),
        cmocka_unit_test(hostile_galleys_are_bounded),
    };
    return cmocka_run_group_tests_name("layout_greedy", tests, NULL, NULL);
}
