/* foot: what stands at the foot of a page or column: notes, and below them the references of the
 * works that it cites, each once.
 *
 * Which references these are is read from the lines of the page as it was cut. Each is a Note of
 * its own, read behind the paragraph that is first on the page to cite it; citations on the page
 * lead to it, and its label leads back to the first of them. */
#include "layout/block/block.h"
#include "layout/page/place.h"
#include "layout/page/references.h"

#include <stdlib.h>

void foot_init(struct placing *p) {
    const struct block_references *refs = p->l->references;
    p->foot.references = refs;
    if (refs) p->foot.printed = arena_new_array(p->l->job.arena, refs->count + 1, size_t);
}

bool foot_has(const struct placing *p, size_t work) {
    const struct foot *f = &p->foot;
    return f->references && work && work <= f->references->count && f->printed[work - 1] == f->cut;
}

struct str foot_mark_id(const struct placing *p, size_t work) {
    return str_printf(p->l->job.arena, "cited-%zu-%zu", work, p->foot.cut);
}

static struct str reference_id(const struct placing *p, size_t work) {
    return str_printf(p->l->job.arena, "reference-%zu-%zu", work, p->foot.cut);
}

uint32_t foot_target(struct placing *p, uint32_t destination) {
    if (!p->foot.works.n) return destination;
    struct str id = p->l->out->destinations.v[destination].id;
    long work;
    if (!str_starts(id, "work-") || !str_to_long(&work, str_slice(id, 5, id.n)) || work < 1 ||
        !foot_has(p, (size_t)work))
        return destination;
    return layout_destination(p->l, reference_id(p, (size_t)work));
}

/* --- what the page cites --------------------------------------------------------------------- */

static void gather_line(void *closure, const struct inline_line *line) {
    struct placing *p = closure;
    struct foot *f = &p->foot;
    uint32_t node = FRAME_NO_NODE;
    for (size_t i = 0; i < line->item_count && node == FRAME_NO_NODE; i++)
        if (!frame_is_artifact(line->items[i].node)) node = line->items[i].node;
    for (size_t i = 0; i < line->work_count; i++) {
        size_t work = line->works[i];
        if (work > f->references->count || !f->references->entries[work - 1] || foot_has(p, work))
            continue;
        f->printed[work - 1] = f->cut;
        *vec_push(p->l->job.arena, &f->works) = (struct foot_work){work, node};
    }
}

static void gather_galley(struct placing *p, const struct galley *g, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        references_visit(p->l, &g->boxes.v[i], gather_line, p);
}

static void gather_notes(struct placing *p, const struct page_cut *cut,
                         const struct note_list *notes) {
    struct note_stretch s[3];
    int n = note_list_stretches(s, notes, cut->note_from, cut->note_to);
    for (int k = 0; k < n; k++)
        for (size_t i = s[k].from; i < s[k].to; i++) {
            const struct galley_box *box = notes->lines.v[i].box;
            for (size_t j = 0; j < box->part_count; j++)
                if (box->parts[j].kind == GALLEY_LINE) gather_line(p, box->parts[j].u.line);
        }
}

static int compare(const void *a, const void *b) {
    const struct foot_work *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Leaves out what is over the room: where one line cites more than a page can tell of. */
static void fit(struct placing *p, sp room) {
    struct foot *f = &p->foot;
    size_t n = 0;
    while (n < f->works.n && room >= f->references->heights[f->works.v[n].number - 1])
        room -= f->references->heights[f->works.v[n++].number - 1];
    if (n == f->works.n) return;
    diag_add(
        p->l->job.diags, DIAG_NOTE_CROWDED, (struct pos){0},
        "divide the citation, or write `foot-references: no`",
        "the references of page %u fill more than the page; %zu of them stand in the list only",
        p->number, f->works.n - n);
    for (size_t i = n; i < f->works.n; i++)
        f->printed[f->works.v[i].number - 1] = 0;
    f->works.n = n;
}

void foot_gather(struct placing *p) {
    struct foot *f = &p->foot;
    const struct plan_region *r = p->region;
    if (!f->references) return;
    if (!f->carried) {
        f->cut++;
        f->works.n = 0;
    }
    const struct page_cut *cut = plan_cut(r);
    gather_galley(p, r->part->cuts.galley, cut->from, cut->to);
    f->carried = r->part->kind == PLAN_FRONT;
    if (f->carried) return;
    gather_notes(p, cut, &r->part->notes);
    if (!f->works.n) return;
    qsort(f->works.v, f->works.n, sizeof *f->works.v, compare);
    fit(p, p->turned_height ? p->turned_height : r->height - plan_depth(p->plan, r));
}

/* --- references ------------------------------------------------------------------------------ */

/* The Note of a reference whose first citation is in that node: behind its paragraph, or within the
 * cell or caption that holds it. */
static uint32_t add_note_node(struct frame_document *d, uint32_t at) {
    for (; at != FRAME_NO_NODE && at != 0; at = d->nodes.v[at].parent)
        switch (d->nodes.v[at].role) {
        case FRAME_ROLE_PARAGRAPH:
        case FRAME_ROLE_HEADING:
        case FRAME_ROLE_TITLE:
        case FRAME_ROLE_SUBTITLE:
            for (uint32_t next; (next = d->nodes.v[at].next) != FRAME_NO_NODE; at = next)
                if (d->nodes.v[next].role != FRAME_ROLE_NOTE) break;
            return frame_add_node_after(d, at, FRAME_ROLE_NOTE);
        case FRAME_ROLE_HEADER_CELL:
        case FRAME_ROLE_CELL:
        case FRAME_ROLE_CAPTION:
        case FRAME_ROLE_BODY:
        case FRAME_ROLE_QUOTE:
        case FRAME_ROLE_GROUP:
        case FRAME_ROLE_NOTE: return frame_add_node(d, at, FRAME_ROLE_NOTE);
        default: break;
        }
    return frame_add_node(d, 0, FRAME_ROLE_NOTE);
}

static void place_reference(struct placing *p, const struct foot_work *work, sp y) {
    struct layout *l = p->l;
    struct block_reference_place place = {.node = add_note_node(l->out, work->node),
                                          .id = reference_id(p, work->number),
                                          .back = foot_mark_id(p, work->number)};
    frame_say(l->out, place.node)->id = place.id;
    struct galley g;
    galley_init(&g, l->job.arena);
    block_set_reference(l, &g, p->foot.references, work->number, &place);
    for (size_t i = 0; i < g.boxes.n; i++) {
        if (i) y += g.boxes.v[i].space;
        place_box(p, &g.boxes.v[i], p->x, y);
        y += g.boxes.v[i].height;
    }
}

static sp references_height(const struct foot *f) {
    sp height = 0;
    for (size_t i = 0; i < f->works.n; i++)
        height += f->references->heights[f->works.v[i].number - 1];
    return height;
}

/* --- the foot -------------------------------------------------------------------------------- */

static sp place_notes(struct placing *p, const struct page_cut *cut, const struct note_list *notes,
                      sp y) {
    struct note_stretch stretches[3];
    int n = note_list_stretches(stretches, notes, cut->note_from, cut->note_to);
    for (int k = 0; k < n; k++)
        for (size_t i = stretches[k].from; i < stretches[k].to; i++) {
            const struct note_line *line = &notes->lines.v[i];
            if (!line->first && (i > cut->note_from)) y += line->box->space;
            place_box(p, line->box, p->x, y);
            y += line->box->height;
        }
    return y;
}

/* How far the last baseline of notes is lifted to stand on the last one of the page. */
static sp lift_of(struct layout *l, sp grid) {
    sp leading = l->job.style->types[STYLE_TYPE_NOTE].leading;
    return (grid - block_baseline(l, STYLE_TYPE_BODY, grid)) -
           (leading - block_baseline(l, STYLE_TYPE_NOTE, leading));
}

void foot_place(struct placing *p) {
    const struct style *s = p->l->job.style;
    const struct page_cut *cut = plan_cut(p->region);
    const struct note_list *notes = &p->region->part->notes;
    bool bears_notes = cut->note_from < cut->note_to;
    sp references = p->foot.references ? references_height(&p->foot) : 0;
    if (!bears_notes && !references) return;
    bool goes_on = bears_notes && !notes->lines.v[cut->note_from].first;
    sp height = p->turned_height ? p->turned_height : p->region->height;
    sp y = p->top + height - lift_of(p->l, p->plan->measure.grid) - references -
           note_list_height(notes, cut->note_from, cut->note_to);
    sp rule = goes_on ? style_text_width(s) : s->note_rule_width;
    place_rule(p, p->x, y - s->note_gap / 2, rule, s->note_rule_thickness, s->rule);
    y = place_notes(p, cut, notes, y);
    for (size_t i = 0; i < p->foot.works.n; i++) {
        place_reference(p, &p->foot.works.v[i], y);
        y += p->foot.references->heights[p->foot.works.v[i].number - 1];
    }
}
