/* greedy: pages broken by first fit, to compare with. Not part of the program.
 *
 * Each page takes boxes as long as the next one fits together with the notes that it marks, of
 * which the last may be cut; what is left of notes goes on overleaf. That is what most programs do.
 * Both ways of breaking are judged here by the same eyes: `judge` counts what a reader would see.
 */
#ifndef CHANCERY_BENCH_GREEDY_H
#define CHANCERY_BENCH_GREEDY_H

#include "layout/page/break.h"
#include "layout/page/column.h"

/* What is seen on pages. */
struct faults {
    size_t pages, bad; /* of all; with a fault that is seen */
    size_t lone_lines, stranded, short_pages, parted_notes;
    int64_t cost; /* by the search's model, as far as text goes */
};

static sp greedy_foot(const struct note_list *notes, size_t from, size_t to, sp gap) {
    return to > from ? gap + note_list_height(notes, from, to) : 0;
}

/* The note lines that fit below text of that depth, from `from` on. */
static size_t greedy_notes(const struct note_list *notes, const struct page_measure *m, size_t from,
                           size_t due, sp depth) {
    size_t to = due;
    while (to > from && depth + greedy_foot(notes, from, to, m->gap) > m->height)
        to--;
    return to;
}

/* One page from box `from` on. */
static struct page_cut greedy_page(const struct galley *g, const struct note_list *notes,
                                   const struct page_measure *m, size_t from, size_t note) {
    struct page_cut cut = {.from = from, .to = from, .note_from = note, .note_to = note};
    struct column c = {0};
    for (size_t k = from; k < g->boxes.n; k++) {
        const struct galley_box *box = &g->boxes.v[k];
        if (k > from && box->new_page) break;
        if (k == from) c = column_begin(box, m->grid);
        column_add(&c, box);
        sp depth = column_depth(&c);
        size_t due = notes->after.v[k + 1], to = greedy_notes(notes, m, note, due, depth);
        bool begun = notes->after.v[k] == due || to > notes->after.v[k];
        if (k > from && (depth > m->height || !begun)) break;
        cut.to = k + 1;
        cut.note_to = to;
    }
    return cut;
}

static void greedy_break(struct page_cuts *cuts, struct arena *a, const struct galley *g,
                         const struct note_list *notes, const struct page_measure *m) {
    size_t box = 0, note = 0;
    *cuts = (struct page_cuts){.galley = g};
    while (box < g->boxes.n || note < notes->lines.n) {
        struct page_cut cut = {.from = box, .to = box, .note_from = note};
        if (box < g->boxes.n) cut = greedy_page(g, notes, m, box, note);
        if (box == g->boxes.n) cut.note_to = greedy_notes(notes, m, note, notes->lines.n, -m->gap);
        if (cut.to == box && cut.note_to == note) cut.note_to++;
        *vec_push(a, &cuts->pages) = cut;
        box = cut.to;
        note = cut.note_to;
    }
}

/* --- judging --------------------------------------------------------------------------------- */

/* White below the text of a page, in grid lines. */
static int64_t judge_slack(const struct page_cuts *cuts, const struct note_list *notes,
                           const struct page_measure *m, const struct page_cut *cut) {
    struct column c = column_begin(&cuts->galley->boxes.v[cut->from], m->grid);
    for (size_t k = cut->from; k < cut->to; k++)
        column_add(&c, &cuts->galley->boxes.v[k]);
    sp slack =
        m->height - column_depth(&c) - greedy_foot(notes, cut->note_from, cut->note_to, m->gap);
    return slack > 0 ? slack / m->grid : 0;
}

/* True if a note is cut so that one line of it stands alone, or it has not begun by its mark. */
static bool judge_notes(const struct note_list *notes, const struct page_cut *cut, size_t due) {
    size_t to = cut->note_to, n = notes->lines.n;
    if (to >= n || to >= due) return false;
    const struct note_line *v = notes->lines.v;
    if (v[to].first) return true;
    return v[to].last || (to > cut->note_from && v[to - 1].first);
}

static struct faults judge(const struct page_cuts *cuts, const struct note_list *notes,
                           const struct page_measure *m, const size_t *due_after) {
    const struct galley *g = cuts->galley;
    struct faults f = {.pages = cuts->pages.n};
    for (size_t i = 0; i < cuts->pages.n; i++) {
        const struct page_cut *cut = &cuts->pages.v[i];
        if (cut->from == cut->to) continue;
        bool end = cut->to == g->boxes.n, forced = !end && g->boxes.v[cut->to].new_page,
             bad = false;
        int penalty = end || forced ? 0 : g->boxes.v[cut->to - 1].penalty;
        int64_t slack = end || forced ? 0 : judge_slack(cuts, notes, m, cut);
        bool parted = judge_notes(notes, cut, due_after[i]);
        f.stranded += penalty >= GALLEY_KEEP;
        f.lone_lines += penalty >= GALLEY_ORPHAN && penalty < GALLEY_KEEP;
        f.short_pages += slack > 0;
        f.parted_notes += parted;
        bad = penalty >= GALLEY_ORPHAN || slack > 0 || parted;
        f.bad += bad;
        f.cost += penalty + slack * slack * GALLEY_SHORT_LINE;
    }
    return f;
}

#endif
