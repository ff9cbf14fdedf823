#include "layout/page/references.h"

#include "layout/block/block.h"

/* Notes in the margin that are marked in notes in the margin are followed so deep. */
#define DEPTH_MAX 8

/* --- what a box cites ------------------------------------------------------------------------ */

struct visiting {
    struct layout *l;
    void (*visit)(void *closure, const struct inline_line *line);
    void *closure;
};

static void visit_galley(const struct visiting *v, const struct galley *g, int depth);

static void visit_box(const struct visiting *v, const struct galley_box *box, int depth) {
    for (size_t i = 0; i < box->part_count; i++)
        if (box->parts[i].kind == GALLEY_LINE) v->visit(v->closure, box->parts[i].u.line);
    for (size_t i = 0; box->under && i < box->under->count; i++)
        visit_galley(v, &box->under->notes[i]->galley, depth);
    if (!v->l || v->l->job.doc->meta.notes != DOC_NOTES_MARGIN || depth >= DEPTH_MAX) return;
    for (size_t i = 0; i < box->note_count; i++) {
        const struct set_note *set = block_find_note(v->l, box->notes[i]);
        if (set && set->in_margin) visit_galley(v, &set->galley, depth);
    }
}

static void visit_galley(const struct visiting *v, const struct galley *g, int depth) {
    for (size_t i = 0; i < g->boxes.n; i++)
        visit_box(v, &g->boxes.v[i], depth + 1);
}

void references_visit(struct layout *l, const struct galley_box *box,
                      void (*visit)(void *closure, const struct inline_line *line), void *closure) {
    struct visiting v = {l, visit, closure};
    visit_box(&v, box, 0);
}

/* --- the index ------------------------------------------------------------------------------- */

struct indexing {
    struct arena *arena;
    const struct references *refs;
    size_t place, *last; /* by work - 1: the last place that cites it, plus 1 */
    VEC(size_t) works;
};

static void note_line_works(void *closure, const struct inline_line *line) {
    struct indexing *ix = closure;
    for (size_t i = 0; i < line->work_count; i++) {
        size_t w = line->works[i] - 1;
        if (w >= ix->refs->count || !ix->refs->heights[w] || ix->last[w] == ix->place + 1) continue;
        ix->last[w] = ix->place + 1;
        *vec_push(ix->arena, &ix->works) = w;
    }
}

/* Where each work is, once it is known which works each of n places cites. */
static void invert(struct reference_index *index, struct arena *a, size_t n, size_t count) {
    index->first = arena_new_array(a, count + 2, size_t);
    index->places = arena_new_array(a, index->from[n] + 1, size_t);
    for (size_t i = 0; i < index->from[n]; i++)
        index->first[index->works[i] + 2]++;
    for (size_t w = 2; w < count + 2; w++)
        index->first[w] += index->first[w - 1];
    for (size_t i = 0; i < n; i++)
        for (size_t k = index->from[i]; k < index->from[i + 1]; k++)
            index->places[index->first[index->works[k] + 1]++] = i;
}

static struct indexing begin(struct references *r, struct arena *a) {
    return (struct indexing){
        .arena = a, .refs = r, .last = arena_new_array(a, r->count + 1, size_t)};
}

static void index_boxes(struct references *r, struct layout *l, const struct galley *g) {
    struct indexing ix = begin(r, g->arena);
    size_t n = g->boxes.n;
    r->boxes.from = arena_new_array(g->arena, n + 1, size_t);
    for (; ix.place < n; ix.place++) {
        references_visit(l, &g->boxes.v[ix.place], note_line_works, &ix);
        r->boxes.from[ix.place + 1] = ix.works.n;
    }
    r->boxes.works = ix.works.v;
    invert(&r->boxes, g->arena, n, r->count);
}

static void index_lines(struct references *r, const struct note_list *notes, struct arena *a) {
    struct indexing ix = begin(r, a);
    size_t n = notes->lines.n;
    r->lines.from = arena_new_array(a, n + 1, size_t);
    for (; ix.place < n; ix.place++) {
        const struct galley_box *box = notes->lines.v[ix.place].box;
        for (size_t i = 0; box && i < box->part_count; i++)
            if (box->parts[i].kind == GALLEY_LINE) note_line_works(&ix, box->parts[i].u.line);
        r->lines.from[ix.place + 1] = ix.works.n;
    }
    r->lines.works = ix.works.v;
    invert(&r->lines, a, n, r->count);
}

void references_init(struct references *r, struct layout *l, const struct galley *g,
                     const struct note_list *notes, const sp *heights, size_t count) {
    *r = (struct references){.heights = heights, .count = count};
    if (!heights) return;
    index_boxes(r, l, g);
    index_lines(r, notes, g->arena);
}

/* --- what a page adds ------------------------------------------------------------------------ */

/* The first place from `at` on that cites the work; SIZE_MAX if there is none. */
static size_t find_from(const struct reference_index *index, size_t work, size_t at) {
    size_t low = index->first[work], high = index->first[work + 1], end = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->places[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end ? index->places[low] : SIZE_MAX;
}

static bool is_on_page(const struct references *r, const struct reference_page *page, size_t work) {
    size_t at = find_from(&r->boxes, work, page->from);
    if (at >= page->skip_from && at < page->skip_to) at = find_from(&r->boxes, work, page->skip_to);
    if (at < page->to) return true;
    return page->also_from < page->also_to &&
           find_from(&r->boxes, work, page->also_from) < page->also_to;
}

sp references_of_box(const struct references *r, const struct reference_page *page, size_t k) {
    sp height = 0;
    if (!r || !r->heights) return 0;
    for (size_t i = r->boxes.from[k]; i < r->boxes.from[k + 1]; i++)
        if (!is_on_page(r, page, r->boxes.works[i])) height += r->heights[r->boxes.works[i]];
    return height;
}

/* True if one of the stretches cites the work before line `line` of stretch `last`. */
static bool is_in_notes(const struct references *r, const struct note_stretch *stretches, int last,
                        size_t line, size_t work) {
    for (int i = 0; i <= last; i++) {
        size_t end = i == last ? line : stretches[i].to;
        if (find_from(&r->lines, work, stretches[i].from) < end) return true;
    }
    return false;
}

sp references_of_notes(const struct references *r, const struct reference_page *page,
                       const struct note_list *notes, size_t from, size_t to) {
    sp height = 0;
    if (!r || !r->heights || from >= to || !r->lines.from[notes->lines.n]) return 0;
    struct note_stretch s[3];
    int n = note_list_stretches(s, notes, from, to);
    for (int k = 0; k < n; k++)
        for (size_t i = s[k].from; i < s[k].to; i++)
            for (size_t j = r->lines.from[i]; j < r->lines.from[i + 1]; j++) {
                size_t work = r->lines.works[j];
                if (!is_on_page(r, page, work) && !is_in_notes(r, s, k, i, work))
                    height += r->heights[work];
            }
    return height;
}
