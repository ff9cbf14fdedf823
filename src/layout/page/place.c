#include "layout/page/place.h"

#include "layout/block/block.h"

/* --- items ---------------------------------------------------------------------------------------- */

void place_path(struct placing *p, const struct frame_path *path, sp x, sp y, uint32_t node) {
    struct arena *a = p->l->job.arena;
    struct frame_path *moved = arena_new(a, struct frame_path);
    struct frame_segment *s = arena_new_array(a, path->count, struct frame_segment);
    *moved = *path;
    moved->segments = s;
    for (size_t i = 0; i < path->count; i++) {
        s[i] = path->segments[i];
        for (int k = 0; k < 3; k++) {
            s[i].p[k].x += x;
            s[i].p[k].y += y;
        }
    }
    *vec_push(a, &p->page->items) =
        (struct frame_item){.kind = FRAME_PATH, .node = node, .u.path = moved};
}

void place_rule(struct placing *p, sp x, sp y, sp width, sp height, uint32_t colour) {
    const struct frame_segment s[] = {
        {FRAME_MOVE, {{0, 0}}},          {FRAME_LINE, {{width, 0}}},
        {FRAME_LINE, {{width, height}}}, {FRAME_LINE, {{0, height}}},
        {FRAME_CLOSE, {{0, 0}}},
    };
    struct frame_path path = {.segments = s, .count = 5, .fill = true, .fill_colour = colour};
    place_path(p, &path, x, y, FRAME_ARTIFACT);
}

static void place_item(struct placing *p, const struct frame_item *item, sp x, sp y) {
    if (item->kind == FRAME_PATH) {
        place_path(p, item->u.path, x, y, item->node);
        return;
    }
    struct frame_item *placed = vec_push(p->l->job.arena, &p->page->items);
    *placed = *item;
    if (item->kind == FRAME_RUN) {
        placed->u.run.x += x;
        placed->u.run.y += y;
    } else {
        placed->u.image.rect.x += x;
        placed->u.image.rect.y += y;
    }
}

/* A destination stands where its line does, a little above, so that the line is seen whole. */
static void place_destination(struct placing *p, uint32_t index, sp x, sp y) {
    struct frame_destination *d = &p->l->out->destinations.v[index];
    if (d->page != UINT32_MAX) return;
    d->page = p->number - 1;
    d->x = x;
    d->y = sp_max(y, 0);
    page_facts_put(p->facts, d->id, p->number);
}

static void place_link(struct placing *p, const struct inline_link_area *area, sp x, sp y,
                       const struct inline_line *line) {
    struct frame_link *link = vec_push(p->l->job.arena, &p->page->links);
    link->rect = (struct frame_rect){x + area->x, y - line->ascent, area->width,
                                     line->ascent + line->descent};
    link->node = area->node;
    link->url = area->url;
    link->target = area->destination;
}

void place_line(struct placing *p, const struct inline_line *line, sp x, sp y) {
    for (size_t i = 0; i < line->item_count; i++)
        place_item(p, &line->items[i], x, y);
    for (size_t i = 0; i < line->link_count; i++)
        place_link(p, &line->links[i], x, y, line);
    for (size_t i = 0; i < line->destination_count; i++)
        place_destination(p, line->destinations[i], x, y - line->ascent);
    for (size_t i = 0; i < line->work_count; i++)
        page_facts_cite(p->facts, line->works[i], p->number);
}

/* --- boxes ---------------------------------------------------------------------------------------- */

static void place_box(struct placing *p, const struct galley_box *box, sp x, sp y) {
    for (size_t i = 0; i < box->part_count; i++) {
        const struct galley_part *part = &box->parts[i];
        sp px = x + part->x, py = y + part->y;
        if (part->kind == GALLEY_LINE)
            place_line(p, part->u.line, px, py);
        else if (part->kind == GALLEY_PATH)
            place_path(p, part->u.path, px, py, part->node);
        else {
            struct frame_item *item = vec_push(p->l->job.arena, &p->page->items);
            item->kind = FRAME_IMAGE;
            item->node = part->node;
            item->u.image.image = part->u.image.index;
            item->u.image.rect =
                (struct frame_rect){px, py, part->u.image.width, part->u.image.height};
        }
    }
    show_box(p, box, y);
}

/* The head of a table that goes on; returns its depth. */
static sp place_repeat(struct placing *p, const struct galley_repeat *repeat, sp x, sp top) {
    sp y = 0;
    for (size_t i = 0; i < repeat->count; i++) {
        if (i) y += repeat->boxes[i].space;
        place_box(p, &repeat->boxes[i], x, top + y);
        y += repeat->boxes[i].height;
    }
    return y;
}

static void place_text(struct placing *p, const struct page_cut *cut, const struct galley *g,
                       const struct page_measure *m) {
    const struct style *s = p->l->job.style;
    sp x = style_text_x(s), top = s->margin_top, y = 0;
    if (cut->from < cut->to && g->boxes.v[cut->from].repeat)
        y = place_repeat(p, g->boxes.v[cut->from].repeat, x, top);
    for (size_t i = cut->from; i < cut->to; i++) {
        const struct galley_box *box = &g->boxes.v[i];
        if (i > cut->from) y += box->space;
        if (box->snap && y % m->grid) y += m->grid - y % m->grid;
        place_box(p, box, x, top + y);
        y += box->height;
    }
}

/* Notes stand at the foot: their last baseline is the page's last baseline. */
static void place_notes(struct placing *p, const struct page_cut *cut,
                        const struct note_list *notes, const struct page_measure *m) {
    if (cut->note_from == cut->note_to) return;
    const struct style *s = p->l->job.style;
    const struct note_line *first = &notes->lines.v[cut->note_from];
    sp leading = s->types[STYLE_TYPE_NOTE].leading;
    sp lift = (m->grid - block_baseline(p->l, STYLE_TYPE_BODY, m->grid)) -
              (leading - block_baseline(p->l, STYLE_TYPE_NOTE, leading));
    sp x = style_text_x(s);
    sp top = s->margin_top + m->height - lift -
             note_list_height(notes, cut->note_from, cut->note_to);
    sp rule = first->first ? s->note_rule_width : style_text_width(s);
    place_rule(p, x, top - s->note_gap / 2, rule, s->note_rule_thickness, s->rule);
    for (size_t i = cut->note_from; i < cut->note_to; i++) {
        const struct note_line *line = &notes->lines.v[i];
        place_box(p, line->box, x, top + line->top - first->top);
    }
}

/* --- pages ---------------------------------------------------------------------------------------- */

/* A destination for the page itself, where something links to it. */
static void place_page_destination(struct placing *p) {
    struct str id = str_printf(p->l->job.arena, "page-%u", p->number);
    uintptr_t found = (uintptr_t)hash_get(&p->l->destinations, id);
    if (found) place_destination(p, (uint32_t)(found - 1), 0, 0);
}

static void complain(struct layout *l, const struct page_cut *cut, uint32_t number) {
    if (cut->overfull)
        diag_add(l->job.diags, DIAG_TOO_TALL, (struct pos){0},
                 "make it smaller, or divide it in two",
                 "on page %u something stands taller than the page and cannot be broken", number);
}

void page_place(struct layout *l, const struct page_cuts *cuts, const struct galley *g,
                const struct note_list *notes, const struct page_measure *m,
                struct page_facts *facts) {
    const struct style *s = l->job.style;
    struct furniture *furniture = furniture_new(l);
    struct page_cut none = {0};
    size_t count = cuts->pages.n ? cuts->pages.n : 1;
    for (size_t i = 0; i < count; i++) {
        const struct page_cut *cut = cuts->pages.n ? &cuts->pages.v[i] : &none;
        struct frame_page *page = vec_push(l->job.arena, &l->out->pages);
        page->width = s->page_width;
        page->height = s->page_height;
        page->label = str_printf(l->job.arena, "%zu", i + 1);
        struct placing p = {l, page, (uint32_t)(i + 1), (uint32_t)count, facts};
        if (l->job.show & LAYOUT_SHOW_GRID) show_grid(&p, m);
        furniture_place(furniture, &p);
        place_text(&p, cut, g, m);
        place_notes(&p, cut, notes, m);
        place_page_destination(&p);
        complain(l, cut, p.number);
    }
    facts->page_count = count;
}
