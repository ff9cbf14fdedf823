/* table_slice: a row taller than half a page, cut where no line of any cell is divided.
 *
 * One sweep marks, point by point, what the row's lines and images cover; a cut may be where
 * nothing is. So the time is that of the parts and the height, however many there are. */
#include "layout/block/table.h"

#define STEP SP(1)

/* The rows of STEP that parts cover, in a new array of count. */
static bool *covered(struct flow *f, const struct galley_box *box, size_t count) {
    bool *at = arena_new_array(f->galley->arena, count + 1, bool);
    for (size_t i = 0; i < box->part_count; i++) {
        const struct galley_part *p = &box->parts[i];
        sp top = p->y, bottom = p->y;
        if (p->kind == GALLEY_PATH) continue;
        if (p->kind == GALLEY_IMAGE)
            bottom += p->u.image.height;
        else
            top -= p->u.line->ascent, bottom += p->u.line->descent;
        for (sp y = sp_max(top / STEP + 1, 0); y * STEP < bottom && (size_t)y < count; y++)
            at[y] = true;
    }
    return at;
}

/* The parts of box between from and to as a box of their own; the notes of its lines too. */
static void add_slice(struct flow *f, const struct galley_box *whole, sp from, sp to, bool first) {
    struct galley_box *box = galley_add(f->galley, to - from);
    for (size_t i = 0; i < whole->part_count; i++) {
        struct galley_part p = whole->parts[i];
        if (p.y < from || (p.y >= to && to < whole->height)) continue;
        p.y -= from;
        if (p.kind == GALLEY_LINE)
            block_add_line_part(f, box, p.u.line, p.x, p.y);
        else if (p.kind == GALLEY_PATH)
            block_add_path(f, box, p.u.path, p.x, p.y, p.node);
        else {
            struct galley_part *parts =
                arena_new_array(f->galley->arena, box->part_count + 1, struct galley_part);
            memcpy(parts, box->parts, box->part_count * sizeof *parts);
            parts[box->part_count] = p;
            box->parts = parts;
            box->part_count++;
        }
    }
    box->repeat = whole->repeat;
    if (first) {
        box->space = whole->space;
        box->snap = whole->snap;
        box->new_page = whole->new_page;
    }
    box->table = whole->table;
    box->penalty = GALLEY_SHORT_LINE * 20;
}

void table_slice_last(struct flow *f) {
    const struct style *s = f->l->job.style;
    sp page = style_text_height(s);
    struct galley *g = f->galley;
    struct galley_box whole = g->boxes.v[g->boxes.n - 1];
    if (whole.height <= page / 2) return;
    g->boxes.n--;
    size_t count = (size_t)(whole.height / STEP);
    const bool *closed = covered(f, &whole, count);
    sp from = 0, least = s->types[STYLE_TYPE_TABLE].leading;
    for (size_t i = (size_t)(2 * least / STEP); (sp)i * STEP < whole.height - 2 * least; i++) {
        sp y = (sp)i * STEP;
        if (y - from < least || closed[i]) continue;
        add_slice(f, &whole, from, y, from == 0);
        from = y;
    }
    add_slice(f, &whole, from, whole.height, from == 0);
    g->boxes.v[g->boxes.n - 1].penalty = whole.penalty;
}
