/* table_turned: a table on pages of its own that lie on their side.
 *
 * It is set to the measure of the turned page into a galley of its own, which is cut here: what a
 * turned page holds becomes one box of the main galley, as tall as a page, so that the page breaker
 * need know nothing of other measures. The notes of its rows stand under them in that box; room is
 * left for the references at the page's foot (page/foot.c).
 * Rejected: turned regions in the breaker's search; they would make every state know its page. */
#include "layout/block/table.h"
#include "layout/page/references.h"

#define NOTES_GAP SP(6)

struct turned {
    struct flow *f;
    const struct galley *g;
    sp height; /* of what a turned page holds */
};

/* The height of the notes that a box marks, one under the other. */
static sp notes_height(const struct turned *t, const struct galley_box *box) {
    sp height = 0;
    for (size_t i = 0; i < box->note_count; i++) {
        const struct set_note *note = block_find_note(t->f->l, box->notes[i]);
        if (note) height += galley_height(&note->galley, 0);
    }
    return height;
}

/* What the page's references need so far: of each work that a line of it cites, once. */
struct foot_of_page {
    const struct turned *t;
    bool *cited; /* by work number - 1 */
    sp height;
};

static void add_works(void *closure, const struct inline_line *line) {
    struct foot_of_page *foot = closure;
    const struct block_references *refs = foot->t->f->l->references;
    for (size_t i = 0; i < line->work_count; i++) {
        size_t work = line->works[i];
        if (work > refs->count || foot->cited[work - 1]) continue;
        foot->cited[work - 1] = true;
        if (!foot->height) foot->height = foot->t->f->l->job.style->note_gap;
        foot->height += refs->heights[work - 1];
    }
}

/* The end of the page that begins with box `from`: the last good break that fits, one box at
 * least. */
static size_t page_end(const struct turned *t, size_t from) {
    const struct galley_box *v = t->g->boxes.v;
    sp depth = v[from].repeat ? v[from].repeat->height : 0;
    size_t end = from + 1, good = 0;
    const struct block_references *refs = t->f->l->references;
    struct foot_of_page foot = {.t = t};
    if (refs) foot.cited = arena_new_array(t->f->galley->arena, refs->count + 1, bool);
    for (size_t i = from; i < t->g->boxes.n; i++) {
        sp notes = notes_height(t, &v[i]);
        depth += v[i].height + (i > from ? v[i].space : 0) + (notes ? notes + NOTES_GAP : 0);
        if (refs) references_visit(t->f->l, &v[i], add_works, &foot);
        if (depth + foot.height > t->height && i > from) break;
        end = i + 1;
        if (v[i].penalty < GALLEY_ORPHAN) good = end;
    }
    return end == t->g->boxes.n || !good ? end : good;
}

/* Adds the boxes from..to to the page's box; gives the depth that they reach. */
static sp absorb(const struct turned *t, struct galley_box *page, const struct galley_box *boxes,
                 size_t count, sp y) {
    struct galley part = {.arena = t->g->arena};
    part.boxes.v = arena_new_array(t->g->arena, count + 1, struct galley_box);
    memcpy(part.boxes.v, boxes, count * sizeof *boxes);
    part.boxes.n = count;
    for (size_t i = 0; i < count; i++)
        part.boxes.v[i].note_count = 0; /* they stand here, not at the page's foot */
    galley_absorb(t->f->galley, page, &part, 0, y, 0);
    return y + galley_height(&part, 0);
}

static void set_page(const struct turned *t, size_t from, size_t to, sp page_height) {
    const struct galley_box *v = t->g->boxes.v;
    galley_new_page(t->f->galley);
    struct galley_box *page = galley_add(t->f->galley, page_height);
    page->turned = true;
    sp y = 0;
    if (v[from].repeat) y = absorb(t, page, v[from].repeat->boxes, v[from].repeat->count, y);
    y = absorb(t, page, v + from, to - from, y) + NOTES_GAP;
    for (size_t i = from; i < to; i++)
        for (size_t k = 0; k < v[i].note_count; k++) {
            const struct set_note *note = block_find_note(t->f->l, v[i].notes[k]);
            if (note) y = absorb(t, page, note->galley.boxes.v, note->galley.boxes.n, y);
        }
}

bool table_set_turned(struct flow *f, struct table *t, void set(struct flow *f, struct table *t)) {
    const struct style *s = f->l->job.style;
    if (!f->grid) {
        diag_add(f->l->job.diags, DIAG_HINT_IGNORED, t->node->pos, "set it in the text itself",
                 "a table within a cell or a box cannot be turned");
        return false;
    }
    struct galley g;
    galley_init(&g, f->galley->arena);
    struct flow in = *f;
    in.galley = &g;
    in.grid = 0;
    in.x = 0;
    in.measure = s->page_height - s->margin_left - s->margin_right;
    set(&in, t);
    struct turned turned = {
        .f = f, .g = &g, .height = s->page_width - s->margin_top - s->margin_bottom};
    sp page = style_text_height(s) / s->grid * s->grid;
    for (size_t from = 0, to; from < g.boxes.n; from = to) {
        to = page_end(&turned, from);
        set_page(&turned, from, to, page);
    }
    galley_new_page(f->galley);
    f->indent_next = false;
    return true;
}
