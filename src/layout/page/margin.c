/* margin: where each note of the margin stands.
 *
 * Page by page, the notes marked on it join those left over from the page before. The margin is
 * free but where a box hangs into it: headings, tables, boxes. Notes are taken in order; each wants
 * to stand with its first baseline on its line's, and moves down below the note before it and past
 * what stands in its way. Where the last ones then pass the foot, the notes are packed upwards from
 * the foot as far as they must; those that still do not fit go to the next page's top. */
#include "layout/page/margin.h"

#include "layout/block/block.h"
#include "layout/page/column.h"

/* A stretch of the margin's height, from the text's top. */
struct stretch {
    sp from, to;
};

struct margin_note {
    const struct set_note *set;
    sp height, wish, y; /* tops: wanted, and found */
};

struct planned {
    size_t page; /* from 0 */
    const struct set_note *set;
    sp y;
};

struct margin {
    VEC(struct planned) notes; /* in order of pages */
};

struct planning {
    struct layout *l;
    const struct note_list *notes;
    const struct page_measure *m;
    sp height;                     /* of the page in hand */
    bool *seen;                    /* by note number - 1 */
    VEC(struct margin_note) queue; /* notes that wait, in order */
    VEC(struct stretch) taken;     /* of the page in hand, in order */
    VEC(const struct doc_note *) stack;
};

/* --- what a page brings ---------------------------------------------------------------------- */

/* Queues a note of the margin and those within it, beside a line at that baseline. Those that are
 * marked in a note at a page's foot come with its lines. */
static void queue_note(struct planning *pl, const struct doc_note *note, sp baseline) {
    struct layout *l = pl->l;
    pl->stack.n = 0;
    *vec_push(&l->scratch, &pl->stack) = note;
    while (pl->stack.n) {
        const struct doc_note *next = pl->stack.v[--pl->stack.n];
        const struct set_note *set = block_find_note(l, next);
        if (!set || !set->in_margin || pl->seen[next->number - 1]) continue;
        pl->seen[next->number - 1] = true;
        sp leading = l->job.style->types[STYLE_TYPE_NOTE].leading;
        *vec_push(&l->scratch, &pl->queue) =
            (struct margin_note){.set = set,
                                 .height = galley_height(&set->galley, 0),
                                 .wish = baseline - block_baseline(l, STYLE_TYPE_NOTE, leading)};
        for (size_t i = set->galley.boxes.n; i-- > 0;)
            for (size_t k = set->galley.boxes.v[i].note_count; k-- > 0;)
                *vec_push(&l->scratch, &pl->stack) = set->galley.boxes.v[i].notes[k];
    }
}

/* The baseline of the line in the box that marks the note, from the box's top. */
static sp mark_baseline(const struct galley_box *box, const struct doc_note *note) {
    for (size_t i = 0; i < box->part_count; i++) {
        if (box->parts[i].kind != GALLEY_LINE) continue;
        const struct inline_line *line = box->parts[i].u.line;
        for (size_t k = 0; k < line->note_count; k++)
            if (line->notes[k] == note) return box->parts[i].y;
    }
    return 0;
}

/* Queues what a box at that height marks. */
static void queue_notes(struct planning *pl, const struct galley_box *box, sp top) {
    for (size_t k = 0; k < box->note_count; k++)
        queue_note(pl, box->notes[k], top + mark_baseline(box, box->notes[k]));
}

/* The notes of the margin that are marked in the notes at the page's foot. */
static void read_foot(struct planning *pl, const struct page_cut *cut) {
    struct note_stretch stretches[3];
    int n = note_list_stretches(stretches, pl->notes, cut->note_from, cut->note_to);
    sp y = pl->height - note_list_height(pl->notes, cut->note_from, cut->note_to);
    for (int k = 0; k < n; k++)
        for (size_t i = stretches[k].from; i < stretches[k].to; i++) {
            const struct galley_box *box = pl->notes->lines.v[i].box;
            queue_notes(pl, box, y);
            y += box->height;
        }
}

/* What stands on the page: which parts of the margin are taken, which notes are marked. */
static void read_page(struct planning *pl, const struct galley *g, const struct page_cut *cut) {
    sp gutter = pl->l->job.style->gutter;
    pl->taken.n = 0;
    if (cut->from == cut->to) return;
    struct column c = column_begin(&g->boxes.v[cut->from], pl->m->grid);
    if (c.y) *vec_push(&pl->l->scratch, &pl->taken) = (struct stretch){0, c.y};
    for (size_t i = cut->from; i < cut->to; i++) {
        const struct galley_box *box = &g->boxes.v[i];
        sp top = column_add(&c, box);
        if (note_list_hangs(box, gutter))
            *vec_push(&pl->l->scratch, &pl->taken) =
                (struct stretch){top - NOTE_MARGIN_GAP, top + box->height};
        queue_notes(pl, box, top);
    }
}

/* --- places ---------------------------------------------------------------------------------- */

/* The first place from y on where that height is free. */
static sp place_down(const struct planning *pl, sp y, sp height) {
    for (size_t i = 0; i < pl->taken.n; i++)
        if (y < pl->taken.v[i].to && y + height > pl->taken.v[i].from)
            y = pl->taken.v[i].to + NOTE_MARGIN_GAP;
    return y;
}

/* The last place that ends at `bottom` or above, where that height is free. */
static sp place_up(const struct planning *pl, sp bottom, sp height) {
    sp y = bottom - height;
    for (size_t i = pl->taken.n; i-- > 0;)
        if (y < pl->taken.v[i].to && y + height > pl->taken.v[i].from)
            y = pl->taken.v[i].from - height;
    return y;
}

/* Places the first n of the queue; returns how many fit between head and foot. */
static size_t fit(struct planning *pl, size_t n) {
    struct margin_note *v = pl->queue.v;
    sp y = 0, bottom = pl->height;
    for (size_t i = 0; i < n; i++) { /* down, as each wishes */
        v[i].y = place_down(pl, sp_max(y, v[i].wish), v[i].height);
        y = v[i].y + v[i].height + NOTE_MARGIN_GAP;
    }
    for (size_t i = n; i-- > 0;) { /* up, where the foot is passed */
        if (v[i].y + v[i].height > bottom) v[i].y = place_up(pl, bottom, v[i].height);
        bottom = v[i].y - NOTE_MARGIN_GAP;
    }
    if (n == 0 || v[0].y >= 0) return n;
    y = 0;
    for (size_t i = 0; i < n; i++) { /* packed from the top: as many as there is room for */
        v[i].y = place_down(pl, y, v[i].height);
        y = v[i].y + v[i].height + NOTE_MARGIN_GAP;
        if (v[i].y + v[i].height > pl->height) return i;
    }
    return n;
}

/* Takes the notes that stand on the page off the queue; the rest wishes for the next page's top. */
static void settle(struct planning *pl, struct margin *margin, size_t page, bool empty) {
    size_t n = pl->queue.n, fits = fit(pl, n);
    if (!fits && n && empty) fits = 1, pl->queue.v[0].y = 0; /* taller than a page */
    for (size_t i = 0; i < fits; i++)
        *vec_push(pl->l->job.arena, &margin->notes) =
            (struct planned){page, pl->queue.v[i].set, pl->queue.v[i].y};
    for (size_t i = fits; i < n; i++) {
        pl->queue.v[i - fits] = pl->queue.v[i];
        pl->queue.v[i - fits].wish = 0;
    }
    pl->queue.n = n - fits;
}

struct margin *margin_plan(struct layout *l, struct page_cuts *cuts, const struct note_list *notes,
                           const struct page_measure *m) {
    struct margin *margin = arena_new(l->job.arena, struct margin);
    if (l->job.doc->meta.notes != DOC_NOTES_MARGIN) return margin;
    struct arena_mark mark = arena_mark(&l->scratch);
    struct planning pl = {.l = l, .notes = notes, .m = m};
    pl.seen = arena_new_array(&l->scratch, l->job.doc->notes.n + 1, bool);
    size_t end = cuts->galley->boxes.n;
    for (size_t i = 0; i < cuts->pages.n || pl.queue.n; i++) {
        if (i == cuts->pages.n)
            *vec_push(cuts->galley->arena, &cuts->pages) =
                (struct page_cut){.from = end, .to = end};
        const struct page_cut *cut = &cuts->pages.v[i];
        pl.height = i == 0 && m->first_height ? m->first_height : m->height;
        read_page(&pl, cuts->galley, cut);
        read_foot(&pl, cut);
        settle(&pl, margin, i, cut->from == cut->to);
    }
    arena_reset(&l->scratch, mark);
    return margin;
}

/* The first note on that page or after. */
static size_t first_of(const struct margin *margin, size_t page) {
    size_t low = 0, high = margin->notes.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (margin->notes.v[middle].page < page)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void margin_place(const struct margin *margin, struct placing *p) {
    size_t page = p->number - 1;
    for (size_t i = first_of(margin, page); i < margin->notes.n; i++) {
        const struct planned *note = &margin->notes.v[i];
        if (note->page != page) return;
        const struct galley *g = &note->set->galley;
        sp y = p->top + note->y;
        for (size_t k = 0; k < g->boxes.n; k++) {
            if (k) y += g->boxes.v[k].space;
            place_box(p, &g->boxes.v[k], p->x, y);
            y += g->boxes.v[k].height;
        }
    }
}
