#include "layout/page/place.h"

#include "layout/block/block.h"
#include "layout/page/column.h"
#include "layout/page/margin.h"

/* --- items ----------------------------------------------------------------------------------- */

sp place_across(const struct placing *p, sp x, sp width) {
    return p->l->from_right ? p->page->width - x - width : x;
}

/* Adds a path, its points taken times `sign` along x. */
static void put_path(struct placing *p, const struct frame_path *path, sp x, sp y, int sign,
                     uint32_t node) {
    struct arena *a = p->l->job.arena;
    struct frame_path *moved = arena_new(a, struct frame_path);
    struct frame_segment *s = arena_new_array(a, path->count, struct frame_segment);
    *moved = *path;
    moved->segments = s;
    for (size_t i = 0; i < path->count; i++) {
        s[i] = path->segments[i];
        for (int k = 0; k < 3; k++) {
            s[i].p[k].x = x + sign * s[i].p[k].x;
            s[i].p[k].y += y;
        }
    }
    *vec_push(a, &p->page->items) =
        (struct frame_item){.kind = FRAME_PATH, .node = node, .u.path = moved};
}

void place_path(struct placing *p, const struct frame_path *path, sp x, sp y, uint32_t node) {
    put_path(p, path, place_across(p, x, 0), y, p->l->from_right ? -1 : 1, node);
}

void place_rule(struct placing *p, sp x, sp y, sp width, sp height, uint32_t colour) {
    const struct frame_segment s[] = {
        {FRAME_MOVE, {{0, 0}}},      {FRAME_LINE, {{width, 0}}}, {FRAME_LINE, {{width, height}}},
        {FRAME_LINE, {{0, height}}}, {FRAME_CLOSE, {{0, 0}}},
    };
    struct frame_path path = {.segments = s, .count = 5, .fill = true, .fill_colour = colour};
    place_path(p, &path, x, y, FRAME_ARTIFACT);
}

static void place_item(struct placing *p, const struct frame_item *item, sp x, sp y) {
    if (item->kind == FRAME_PATH) {
        put_path(p, item->u.path, x, y, 1, item->node);
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
    link->target = foot_target(p, area->destination);
}

void place_line(struct placing *p, const struct inline_line *line, sp x, sp y) {
    x = place_across(p, x, line->measure);
    for (size_t i = 0; i < line->item_count; i++)
        place_item(p, &line->items[i], x, y);
    for (size_t i = 0; i < line->link_count; i++)
        place_link(p, &line->links[i], x, y, line);
    for (size_t i = 0; i < line->destination_count; i++)
        place_destination(p, line->destinations[i], x, y - line->ascent);
    for (size_t i = 0; i < line->work_count; i++) {
        page_facts_cite(p->facts, line->works[i], p->number);
        if (foot_has(p, line->works[i]))
            place_destination(p, layout_destination(p->l, foot_mark_id(p, line->works[i])), x,
                              y - line->ascent);
    }
}

/* --- boxes ----------------------------------------------------------------------------------- */

void place_box(struct placing *p, const struct galley_box *box, sp x, sp y) {
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
            item->u.image.rect = (struct frame_rect){place_across(p, px, part->u.image.width), py,
                                                     part->u.image.width, part->u.image.height};
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

/* The notes of a table, under the last of its boxes on the page. */
static void place_under(struct placing *p, const struct galley_under *under, sp x, sp y) {
    for (size_t i = 0; i < under->count; i++) {
        const struct galley *g = &under->notes[i]->galley;
        for (size_t k = 0; k < g->boxes.n; k++) {
            if (k) y += g->boxes.v[k].space;
            place_box(p, &g->boxes.v[k], x, y);
            y += g->boxes.v[k].height;
        }
    }
}

/* The notes under the boxes from..to of one table, the last of which ends at y. */
static void place_table_notes(struct placing *p, const struct galley *g, size_t from, size_t to,
                              sp x, sp y) {
    y += COLUMN_UNDER_GAP;
    for (size_t i = from; i < to; i++) {
        const struct galley_under *under = g->boxes.v[i].under;
        if (!under) continue;
        place_under(p, under, x, y);
        y += under->height;
    }
}

static void place_text(struct placing *p, const struct page_cut *cut, const struct galley *g) {
    sp x = p->x, top = p->top, grid = p->plan->measure.grid;
    if (cut->from == cut->to) return;
    if (g->boxes.v[cut->from].repeat) place_repeat(p, g->boxes.v[cut->from].repeat, x, top);
    struct column c = column_begin(&g->boxes.v[cut->from], grid);
    size_t table = cut->from; /* the first box of the table under way */
    for (size_t i = cut->from; i < cut->to; i++) {
        const struct galley_box *box = &g->boxes.v[i];
        if (column_ends_table(&c, box)) place_table_notes(p, g, table, i, x, top + c.y);
        if (box->table != c.table) table = i;
        place_box(p, box, x, top + column_add(&c, box));
    }
    if (c.under) place_table_notes(p, g, table, cut->to, x, top + c.y);
}

/* --- what is to be said ---------------------------------------------------------------------- */

/* Why the column c is short of height: by what the next one begins with, the box there. */
static const char *reason(const struct galley *g, size_t at, struct column c, sp height) {
    const struct galley_box *next = &g->boxes.v[at];
    if (next[-1].penalty >= GALLEY_KEEP) return "what follows stays with what is above it";
    for (size_t i = at; i < g->boxes.n && column_depth(&c) <= height; i++) {
        column_add(&c, &g->boxes.v[i]);
        if (g->boxes.v[i].penalty < GALLEY_KEEP) break;
    }
    if (column_depth(&c) > height) return "what follows cannot be divided and does not fit";
    if (next->note_count) return "the notes of the next line do not fit";
    return "a line more would stand alone at its foot or leave one alone overleaf";
}

/* Where the block stands in the source that the box was made of. */
static struct pos place_of(const struct galley_box *box) {
    return box->block ? box->block->pos : (struct pos){0};
}

/* Reports a page that could not be filled: not the last, nor one that ends where it must, nor
 * columns above something else. */
static void report_short(struct placing *p, const struct plan_region *r) {
    const struct page_cut *cut = plan_cut(r);
    const struct galley *g = r->part->cuts.galley;
    sp grid = p->plan->measure.grid;
    if (cut->from == cut->to || cut->to == g->boxes.n || cut->note_from < cut->note_to) return;
    if (p->foot.works.n || r->part->kind == PLAN_FRONT || r->most < r->height) return;
    if (r->top + r->height < p->plan->measure.height) return;
    const struct galley_box *next = &g->boxes.v[cut->to];
    struct column c = column_begin(&g->boxes.v[cut->from], grid);
    for (size_t i = cut->from; i < cut->to; i++)
        column_add(&c, &g->boxes.v[i]);
    sp slack = r->height - column_depth(&c);
    if (next->new_page || slack < grid || p->short_page == p->number) return;
    p->short_page = p->number;
    diag_add(p->l->job.diags, DIAG_SHORT_PAGE, place_of(next), NULL,
             "page %u is %d line%s short: %s", p->number, (int)(slack / grid),
             slack / grid == 1 ? "" : "s", reason(g, cut->to, c, r->height));
}

/* The note that a box of no height bears for the front, where it stands on a later page; or NULL.
 */
static const struct doc_note *carried_over(const struct plan_region *r) {
    const struct page_cut *cut = plan_cut(r);
    if (r->page == 1 || r->part->kind != PLAN_COLUMNS || cut->from == cut->to) return NULL;
    const struct galley_box *box = &r->part->cuts.galley->boxes.v[cut->from];
    return box->height == 0 && box->note_count ? box->notes[0] : NULL;
}

static void complain(struct layout *l, const struct plan_region *r) {
    const struct page_cut *cut = plan_cut(r);
    const struct note_list *notes = &r->part->notes;
    if (cut->overfull)
        diag_add(l->job.diags, DIAG_TOO_TALL, place_of(&r->part->cuts.galley->boxes.v[cut->from]),
                 "make it smaller, or divide it in two",
                 "on page %u something stands taller than the page and cannot be broken", r->page);
    if (cut->crowded && cut->note_to < notes->lines.n)
        diag_add(l->job.diags, DIAG_NOTE_CROWDED, notes->lines.v[cut->note_to].note->pos,
                 "shorten the notes, or move one mark away from the others",
                 "the notes marked on one line of page %u fill more than the page", r->page);
    const struct doc_note *carried = carried_over(r);
    if (carried)
        diag_add(l->job.diags, DIAG_NOTE_CROWDED, carried->pos,
                 "shorten the notes or the title's text",
                 "the notes marked above the columns do not fit on their page");
}

/* --- pages ----------------------------------------------------------------------------------- */

/* A destination for the page itself, where something links to it. */
static void place_page_destination(struct placing *p) {
    struct str id = str_printf(p->l->job.arena, "page-%u", p->number);
    uintptr_t found = (uintptr_t)hash_get(&p->l->destinations, id);
    if (found) place_destination(p, (uint32_t)(found - 1), 0, 0);
}

static struct frame_page *add_page(struct layout *l, uint32_t number) {
    struct frame_page *page = vec_push(l->job.arena, &l->out->pages);
    page->width = l->job.style->page_width;
    page->height = l->job.style->page_height;
    page->label = str_printf(l->job.arena, "%u", number);
    /* About as much will stand on it as on the one before. */
    size_t likely = l->out->pages.n > 1 ? page[-1].items.n : 0;
    vec_reserve(l->job.arena, (void **)&page->items.v, &page->items.cap, likely,
                sizeof *page->items.v);
    return page;
}

static bool is_left(const struct placing *p) {
    return p->number % 2 == 0 && p->l->job.style->two_sided;
}

/* The style as it is at the left: what it says of its sides is exchanged. */
static const struct style *style_at_left(struct layout *l) {
    const struct style *s = l->job.style;
    struct style *left = arena_new(l->job.arena, struct style);
    *left = *s;
    left->margin_left = s->margin_right;
    left->margin_right = s->margin_left;
    left->head_left = s->head_right;
    left->head_right = s->head_left;
    left->foot_left = s->foot_right;
    left->foot_right = s->foot_left;
    left->logo_right = !s->logo_right;
    return left;
}

/* Places the furniture of such a page, which is made when it is first needed. */
static void place_left_furniture(struct placing *p) {
    struct layout *l = p->l;
    const struct style *right = l->job.style;
    l->job.style = p->left;
    if (!p->left_furniture) p->left_furniture = furniture_new(l);
    furniture_place(p->left_furniture, p);
    l->job.style = right;
}

/* What is on a page beside its regions. */
static void begin_page(struct placing *p) {
    if (p->l->job.show & LAYOUT_SHOW_GRID) show_grid(p, &p->plan->measure);
    if (is_left(p))
        place_left_furniture(p);
    else
        furniture_place(p->furniture, p);
    place_page_destination(p);
}

/* A page that lies on its side: the style's, with width and height exchanged. */
static void begin_turned(struct placing *p) {
    struct layout *l = p->l;
    const struct style *upright = l->job.style;
    struct style *turned = arena_new(l->job.arena, struct style);
    *turned = *upright;
    turned->page_width = p->page->width = upright->page_height;
    turned->page_height = p->page->height = upright->page_width;
    l->job.style = turned;
    furniture_place(furniture_new(l), p);
    l->job.style = upright;
    place_page_destination(p);
}

static bool is_turned(const struct plan_region *r) {
    const struct page_cut *cut = plan_cut(r);
    return cut->from < cut->to && r->part->cuts.galley->boxes.v[cut->from].turned;
}

/* Fills a region, on a new page if it is the first there. */
static void place_region(struct placing *p, const struct plan_region *r) {
    bool turned = is_turned(r);
    if (r->page != p->number) {
        p->number = r->page;
        p->page = add_page(p->l, p->number);
        if (turned)
            begin_turned(p);
        else
            begin_page(p);
    }
    const struct style *s = is_left(p) ? p->left : p->l->job.style;
    p->region = r;
    p->turned_height = turned ? s->page_width - s->margin_top - s->margin_bottom : 0;
    p->x = turned ? s->margin_left
                  : style_text_x(s) + (style_text_width(s) + s->column_gap) * (sp)r->column;
    p->top = s->margin_top + r->top;
    foot_gather(p);
    place_text(p, plan_cut(r), r->part->cuts.galley);
    if (r->part->kind != PLAN_FRONT) foot_place(p);
    complain(p->l, r);
    report_short(p, r);
}

void page_place(struct plan *plan, struct page_facts *facts) {
    struct layout *l = plan->l;
    struct margin *margin = NULL;
    if (plan->measure.columns < 2) { /* then there is but one part */
        struct plan_part *part = plan->parts.v[0];
        size_t before = part->cuts.pages.n;
        margin = margin_plan(l, &part->cuts, &part->notes, &plan->measure);
        if (part->cuts.pages.n > before) plan_seat(plan, part);
    }
    struct placing p = {.l = l, .plan = plan, .facts = facts, .furniture = furniture_new(l)};
    if (l->job.style->two_sided) p.left = style_at_left(l);
    p.count = plan->regions.v[plan->regions.n - 1].page;
    foot_init(&p);
    for (size_t i = 0; i < plan->regions.n; i++) {
        place_region(&p, &plan->regions.v[i]);
        if (margin) margin_place(margin, &p);
    }
    facts->page_count = l->out->pages.n;
}
