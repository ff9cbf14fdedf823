#include "layout/block/block.h"

/* Space above a heading, in grid lines. */
static sp heading_space(const struct flow *f, int level) {
    sp leading = f->l->job.style->grid;
    return level == 1 ? 2 * leading : leading;
}

static enum style_type_id heading_type(int level) {
    return level == 1 ? STYLE_TYPE_H1 : level == 2 ? STYLE_TYPE_H2 : STYLE_TYPE_H3;
}

/* The heading's place in the bookmarks. */
static void add_outline(struct flow *f, const struct doc_node *node, uint32_t destination) {
    struct frame_document *out = f->l->out;
    struct frame_outline *entry = vec_push(out->arena, &out->outline);
    entry->title = doc_title_text(out->arena, node);
    entry->level = node->u.heading.level;
    entry->destination = destination;
}

/* The heading's lines in one box whose last baseline stands on the grid; the lines above it are set
 * by their own leading and may reach a little into the space before. */
static struct galley_box *add_heading_box(struct flow *f, struct inline_content *c,
                                          enum style_type_id type, sp x, sp measure) {
    sp grid = f->l->job.style->grid;
    struct inline_shape shape = {.measure = measure, .align = STYLE_LEFT};
    struct inline_paragraph *p = inline_break(c, &shape);
    sp depth = (sp)p->count * p->leading;
    sp lines = sp_max(1, (depth + grid / 2) / grid);
    struct galley_box *box = galley_add(f->galley, lines * grid);
    sp last = box->height - grid + block_baseline(f->l, type, grid);
    for (size_t i = 0; i < p->count; i++)
        block_add_line_part(f, box, &p->lines[i], x, last - (sp)(p->count - 1 - i) * p->leading);
    for (size_t i = 0; i < box->note_count; i++)
        block_set_note(f, box->notes[i]);
    box->penalty = GALLEY_KEEP;
    return box;
}

/* The rule above a section, half a line over its capitals. */
static void add_heading_rule(struct flow *f, struct galley_box *box, sp x, sp width) {
    const struct style *s = f->l->job.style;
    if (s->heading_rule)
        block_add_rule(f, box, x, -s->grid / 2 - s->heading_rule, width, s->heading_rule,
                       s->accent);
}

/* Sections hang into the wide margin and run over the full width; the rest stand on the column. */
void block_set_heading(struct flow *f, const struct doc_node *node) {
    const struct style *s = f->l->job.style;
    int level = node->u.heading.level;
    bool main = f->grid > 0 && f->type == STYLE_TYPE_BODY;
    uint32_t destination = FRAME_NO_NODE;
    if (!str_empty(node->id)) destination = layout_destination(f->l, node->id);
    if (main && destination != FRAME_NO_NODE) add_outline(f, node, destination);
    if (level >= 3 && s->h3_run_in && node->next && node->next->kind == DOC_PARAGRAPH) {
        f->run_in = node;
        f->indent_next = false;
        return;
    }
    uint32_t own = block_node(f, FRAME_ROLE_HEADING);
    if (own != FRAME_ARTIFACT) f->l->out->nodes.v[own].level = level;
    enum style_type_id type = heading_type(level);
    struct inline_content *c = block_content(f, node, own, type);
    sp hang = main && level == 1 ? s->hang : 0;
    galley_space(f->galley, heading_space(f, level));
    if (f->grid) galley_snap(f->galley);
    struct galley_box *box = add_heading_box(f, c, type, f->x - hang, f->measure + hang);
    block_add_destination(f, box, node->id);
    if (level == 1 && main) add_heading_rule(f, box, f->x - hang, f->measure + hang);
    if (level == 1) galley_space(f->galley, s->grid);
    f->indent_next = false;
}
