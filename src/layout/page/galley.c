#include "layout/page/galley.h"

void galley_init(struct galley *g, struct arena *a) {
    *g = (struct galley){.arena = a};
}

void galley_clear(struct galley *g, struct arena *a) {
    struct galley old = *g;
    galley_init(g, a);
    if (old.arena != a || !old.boxes.n) return;
    memset(old.boxes.v, 0, old.boxes.n * sizeof *old.boxes.v);
    g->boxes.v = old.boxes.v;
    g->boxes.cap = old.boxes.cap;
}

void galley_space(struct galley *g, sp space) {
    g->pending_space = sp_max(g->pending_space, space);
    g->pending_alone = sp_max(g->pending_alone, space);
}

void galley_stretch(struct galley *g, int lines) {
    if (g->pending_stretch < lines) g->pending_stretch = lines;
}

void galley_snap(struct galley *g) {
    g->pending_snap = true;
}

void galley_new_page(struct galley *g) {
    g->pending_page = true;
}

struct galley_box *galley_add(struct galley *g, sp height) {
    struct galley_box *box = vec_push(g->arena, &g->boxes);
    box->height = height;
    box->space = g->pending_space;
    box->snap = g->pending_snap;
    box->new_page = g->pending_page;
    box->stretch = g->pending_stretch;
    box->space_alone = g->pending_alone;
    g->pending_space = g->pending_alone = 0;
    g->pending_stretch = 0;
    g->pending_snap = g->pending_page = false;
    return box;
}

void galley_keep(struct galley *g, int penalty) {
    if (!g->boxes.n) return;
    struct galley_box *last = &g->boxes.v[g->boxes.n - 1];
    if (last->penalty < penalty) last->penalty = penalty;
}

void galley_keep_range(struct galley *g, size_t from, int penalty) {
    for (size_t i = from; i + 1 < g->boxes.n; i++)
        if (g->boxes.v[i].penalty < penalty) g->boxes.v[i].penalty = penalty;
}

struct galley_part *galley_parts(struct galley *g, struct galley_box *box, size_t n) {
    box->parts = arena_new_array(g->arena, n, struct galley_part);
    box->part_count = n;
    return box->parts;
}

/* The top of a box that follows what ends at y. */
static sp box_top(const struct galley_box *box, sp y, bool first, sp grid) {
    if (!first) y += box->space;
    if (box->snap && grid > 0) y = (y + grid - 1) / grid * grid;
    return y;
}

sp galley_height(const struct galley *g, sp grid) {
    sp y = 0;
    for (size_t i = 0; i < g->boxes.n; i++)
        y = box_top(&g->boxes.v[i], y, i == 0, grid) + g->boxes.v[i].height;
    return y;
}

/* The box's notes with more put after them. */
static void add_notes(struct arena *a, struct galley_box *box, struct doc_note *const *notes,
                      size_t count) {
    if (!count) return;
    struct doc_note **all = arena_new_array(a, box->note_count + count, struct doc_note *);
    for (size_t i = 0; i < box->note_count; i++)
        all[i] = box->notes[i];
    for (size_t i = 0; i < count; i++)
        all[box->note_count + i] = notes[i];
    box->notes = all;
    box->note_count += count;
}

/* The box's parts with room for more behind them. */
static struct galley_part *grow_parts(struct galley *g, struct galley_box *box, size_t more) {
    size_t size = sizeof(struct galley_part);
    box->parts = arena_grow(g->arena, box->parts, box->part_count * size,
                            (box->part_count + more) * size);
    return box->parts;
}

struct galley_part *galley_add_part(struct galley *g, struct galley_box *box) {
    struct galley_part *part = grow_parts(g, box, 1) + box->part_count;
    box->part_count++;
    return part;
}

void galley_absorb(struct galley *to, struct galley_box *box, const struct galley *from, sp x, sp y,
                   sp grid) {
    size_t more = 0, marks = 0;
    for (size_t i = 0; i < from->boxes.n; i++)
        more += from->boxes.v[i].part_count, marks += from->boxes.v[i].note_count;
    struct galley_part *parts = grow_parts(to, box, more);
    size_t n = box->part_count;
    sp at = 0;
    for (size_t i = 0; i < from->boxes.n; i++) {
        const struct galley_box *b = &from->boxes.v[i];
        at = box_top(b, at, i == 0, grid);
        for (size_t k = 0; k < b->part_count; k++) {
            parts[n] = b->parts[k];
            parts[n].x += x;
            parts[n++].y += y + at;
        }
        at += b->height;
        if (marks) add_notes(to->arena, box, b->notes, b->note_count);
    }
    box->parts = parts;
    box->part_count = n;
}

struct galley_repeat *galley_repeat_with(const struct galley_repeat *base, const struct galley *g) {
    static const struct galley_repeat nothing;
    if (!base) base = &nothing;
    struct galley_repeat *repeat = arena_new(g->arena, struct galley_repeat);
    struct galley_box *boxes =
        arena_new_array(g->arena, base->count + g->boxes.n, struct galley_box);
    for (size_t i = 0; i < base->count; i++)
        boxes[i] = base->boxes[i];
    for (size_t i = 0; i < g->boxes.n; i++)
        boxes[base->count + i] = g->boxes.v[i];
    *repeat = (struct galley_repeat){.boxes = boxes,
                                     .count = base->count + g->boxes.n,
                                     .height = base->height + galley_height(g, 0)};
    return repeat;
}
