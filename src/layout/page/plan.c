#include "layout/page/plan.h"

#include "layout/block/block.h"
#include "layout/page/column.h"
#include "layout/page/margin.h"

/* A page is not begun anew below something where less than this is left, grid lines. */
#define LEAST_LINES 4

void plan_init(struct plan *plan, struct layout *l, const struct page_measure *m) {
    *plan = (struct plan){.l = l, .measure = *m, .page = 1};
    if (m->first_height) plan->y = m->height - m->first_height;
    plan->listed = arena_new_array(l->job.arena, l->job.doc->notes.n + 1, bool);
}

static void turn_page(struct plan *plan) {
    if (plan->y == 0) return;
    plan->page++;
    plan->y = 0;
}

/* Goes on to a page that nothing stands on. */
static void begin_page(struct plan *plan) {
    if (plan->regions.n) plan->page = plan->regions.v[plan->regions.n - 1].page + 1;
    plan->y = 0;
}

/* Goes down the page to that depth; to the next page if too little is left, which stays white from
 * `foot` on. */
static void go_down(struct plan *plan, sp y, sp foot) {
    plan->y = y;
    if (y + LEAST_LINES * plan->measure.grid <= plan->measure.height) return;
    plan->left = plan->measure.height - foot;
    turn_page(plan);
}

/* Goes down the page to below something, with a line between. */
static void go_below(struct plan *plan, sp y) {
    sp grid = plan->measure.grid, foot = (y + grid - 1) / grid * grid;
    go_down(plan, foot + grid, foot);
}

/* --- depths ---------------------------------------------------------------------------------- */

static sp text_depth(const struct plan_part *part, const struct page_cut *cut, sp grid) {
    if (cut->from == cut->to) return 0;
    struct column c = column_begin(&part->cuts.galley->boxes.v[cut->from], grid);
    for (size_t i = cut->from; i < cut->to; i++)
        column_add(&c, &part->cuts.galley->boxes.v[i]);
    return column_depth(&c);
}

/* The depth of notes and references, with the gap above. */
static sp foot_depth(const struct plan_part *part, const struct page_cut *cut, sp gap) {
    const struct references *refs = part->notes.references;
    struct reference_page page = {.from = cut->from, .to = cut->from};
    sp depth = note_list_height(&part->notes, cut->note_from, cut->note_to);
    for (; page.to < cut->to; page.to++)
        depth += references_of_box(refs, &page, page.to);
    depth += references_of_notes(refs, &page, &part->notes, cut->note_from, cut->note_to);
    return depth ? depth + gap : 0;
}

static sp whole_depth(const struct plan *plan, const struct plan_part *part, size_t cut) {
    const struct page_cut *c = &part->cuts.pages.v[cut];
    return text_depth(part, c, plan->measure.grid) + foot_depth(part, c, plan->measure.gap);
}

sp plan_depth(const struct plan *plan, const struct plan_region *r) {
    const struct page_cut *c = plan_cut(r);
    return text_depth(r->part, c, plan->measure.grid) + plan->measure.gap +
           note_list_height(&r->part->notes, c->note_from, c->note_to);
}

/* --- cutting --------------------------------------------------------------------------------- */

static void list_references(struct plan *plan, struct plan_part *part, const struct galley *g) {
    const struct block_references *refs = plan->l->references;
    if (!refs) return;
    references_init(&part->references, plan->l, g, &part->notes, refs->heights, refs->count);
    part->notes.references = &part->references;
}

static void list_notes(struct plan *plan, struct plan_part *part) {
    note_list_init(&part->notes, plan->l, part->galley, plan->measure.height / 3, plan->listed);
    list_references(plan, part, part->galley);
}

/* Paragraphs may have been set otherwise; then boxes have other numbers than the lists know. */
static void rebase(struct plan *plan, struct plan_part *part) {
    if (part->cuts.galley == part->galley) return;
    note_list_rebase(&part->notes, part->cuts.galley);
    list_references(plan, part, part->cuts.galley);
}

/* Cuts the part for pages on the first of which so much is taken. */
static void cut(struct plan *plan, struct plan_part *part, sp taken) {
    struct page_measure m = plan->measure;
    m.columns = part->kind == PLAN_COLUMNS ? m.columns : 1;
    m.first_height = sp_max(m.height - taken, m.grid);
    page_break(&part->cuts, plan->l, part->galley, &part->notes, &m);
}

/* The first box of a galley that is more than a bearer of notes; or NULL. */
static const struct galley_box *first_seen(const struct galley *g) {
    for (size_t i = 0; i < g->boxes.n; i++)
        if (g->boxes.v[i].height) return &g->boxes.v[i];
    return NULL;
}

/* Reports that the part begins overleaf and leaves white. */
static void report_white(struct plan *plan, const struct plan_part *part, uint32_t page, sp white) {
    const struct galley_box *first = first_seen(part->galley);
    int lines = (int)(white / plan->measure.grid);
    if (!lines || !first) return;
    diag_add(plan->l->job.diags, DIAG_SHORT_PAGE,
             first->block ? first->block->pos : (struct pos){0}, NULL,
             "page %u is %d line%s short: %s", page, lines, lines == 1 ? "" : "s",
             part->kind == PLAN_SPANS ? "what stands across the columns does not fit below them"
                                      : "what follows does not fit below what stands across");
}

/* Cuts the part for below what is there, or for a page of its own where that costs less: white that
 * is left counts as a page that falls short does. Columns of text go overleaf only if a line would
 * stand alone, and stay below the title. */
static void cut_below(struct plan *plan, struct plan_part *part) {
    size_t n = plan->regions.n;
    cut(plan, part, plan->y);
    if (!plan->y || !n) return;
    if (part->kind == PLAN_COLUMNS &&
        (plan->regions.v[n - 1].part->kind == PLAN_FRONT || part->cuts.cost < GALLEY_ORPHAN))
        return;
    struct page_cuts below = part->cuts;
    sp white = plan->measure.height - plan->y;
    int64_t lines = white / plan->measure.grid;
    cut(plan, part, 0);
    if (part->cuts.cost + lines * lines * GALLEY_SHORT_LINE < below.cost) {
        report_white(plan, part, plan->page, white);
        turn_page(plan);
    } else
        part->cuts = below;
}

/* --- seats ----------------------------------------------------------------------------------- */

static bool is_forced(const struct plan_part *part, size_t i) {
    const struct page_cut *c = &part->cuts.pages.v[i];
    return c->from < c->to && part->cuts.galley->boxes.v[c->from].new_page;
}

/* Gives each cut its place: they fill the columns of a page; a forced break goes on to the next. */
static void seat(struct plan *plan, struct plan_part *part) {
    uint32_t columns = part->kind == PLAN_COLUMNS ? (uint32_t)plan->measure.columns : 1, column = 0;
    for (size_t i = 0; i < part->cuts.pages.n; i++) {
        if (i && (column + 1 == columns || is_forced(part, i))) {
            plan->page++;
            plan->y = column = 0;
        } else if (i)
            column++;
        sp height = plan->measure.height - plan->y;
        *vec_push(plan->l->job.arena, &plan->regions) =
            (struct plan_region){part, i, plan->page, column, plan->y, height, height};
    }
}

void plan_seat(struct plan *plan, struct plan_part *part) {
    plan->regions.n = 0;
    plan->page = 1;
    plan->y = plan->measure.first_height ? plan->measure.height - plan->measure.first_height : 0;
    seat(plan, part);
}

/* The first region of the page that the last one stands on, among those from `from` on. */
static size_t first_on_page(const struct plan *plan, size_t from) {
    size_t i = plan->regions.n - 1;
    while (i > from && plan->regions.v[i - 1].page == plan->regions.v[i].page)
        i--;
    return i;
}

/* --- columns that end alike ------------------------------------------------------------------ */

static bool bears_turned(const struct plan_part *part, const struct plan_region *r) {
    const struct page_cut *c = plan_cut(r);
    return c->from < c->to && part->cuts.galley->boxes.v[c->from].turned;
}

/* Deals the columns of the last page out anew, so that they are equally deep. The notes stay at the
 * foot of the page if nothing follows on it. */
static void balance(struct plan *plan, struct plan_part *part, size_t from, bool last) {
    struct layout *l = plan->l;
    size_t first = first_on_page(plan, from);
    struct plan_region at = plan->regions.v[first];
    if (!l->job.style->balance || plan->measure.columns < 2 || bears_turned(part, &at)) return;
    struct page_measure m = plan->measure;
    m.height = at.height;
    sp depth = page_balance(&part->cuts, l, &part->notes, &m, at.cut, !last);
    if (!depth) return;
    plan->regions.n = first;
    for (size_t i = at.cut; i < part->cuts.pages.n; i++) {
        struct plan_region r = at;
        r.cut = i;
        r.column = (uint32_t)(i - at.cut);
        r.most = depth;
        if (!last) r.height = depth;
        *vec_push(l->job.arena, &plan->regions) = r;
    }
}

/* Ends the last page's regions where the deepest of them does; goes below them. */
static void close(struct plan *plan, const struct plan_part *part, size_t from) {
    size_t first = first_on_page(plan, from);
    sp depth = 0, grid = plan->measure.grid, top = plan->regions.v[first].top;
    for (size_t i = first; i < plan->regions.n; i++)
        depth = sp_max(depth, whole_depth(plan, part, plan->regions.v[i].cut));
    depth = sp_min((depth + grid - 1) / grid * grid, plan->regions.v[first].height);
    for (size_t i = first; i < plan->regions.n; i++)
        plan->regions.v[i].height = depth;
    go_below(plan, top + depth);
}

/* --- parts ----------------------------------------------------------------------------------- */

/* The front has no notes of its own. It may be taller than a page. */
static void add_front(struct plan *plan, struct plan_part *part) {
    for (size_t i = 0; i <= part->galley->boxes.n; i++)
        *vec_push(plan->l->job.arena, &part->notes.after) = 0;
    cut(plan, part, plan->y);
    seat(plan, part);
    close(plan, part, 0);
}

/* What begins below something keeps the space before it, of which a line is there already. */
static void keep_distance(struct plan *plan, const struct galley *g) {
    const struct galley_box *first = first_seen(g);
    if (!plan->regions.n || !plan->y || !first) return;
    sp grid = plan->measure.grid;
    go_down(plan, plan->y + sp_max(first->space / grid - 1, 0) * grid, plan->y - grid);
}

/* Finds where on a page the part begins, and cuts it. */
static void begin_part(struct plan *plan, struct plan_part *part) {
    const struct galley *g = part->galley;
    keep_distance(plan, g);
    if (g->boxes.n && g->boxes.v[0].new_page)
        begin_page(plan);
    else if (plan->left)
        report_white(plan, part, plan->page - 1, plan->left);
    if (g->boxes.n) plan->left = 0;
    cut_below(plan, part);
    if (!part->cuts.pages.n)
        *vec_push(plan->l->job.arena, &part->cuts.pages) = (struct page_cut){0};
}

void plan_add(struct plan *plan, struct galley *g, enum plan_kind kind, bool last) {
    struct arena *a = plan->l->job.arena;
    struct plan_part *part = arena_new(a, struct plan_part);
    *part = (struct plan_part){.kind = kind, .galley = g};
    *vec_push(a, &plan->parts) = part;
    if (kind == PLAN_FRONT) {
        if (g->boxes.n) add_front(plan, part);
        return;
    }
    list_notes(plan, part);
    begin_part(plan, part);
    size_t from = plan->regions.n;
    seat(plan, part);
    if (plan->measure.columns < 2) return;
    rebase(plan, part);
    if (kind == PLAN_COLUMNS) balance(plan, part, from, last);
    if (!last) close(plan, part, from);
}
