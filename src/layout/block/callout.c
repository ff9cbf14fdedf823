#include "layout/block/block.h"

static enum style_word_id callout_word(struct str type) {
    if (str_is(type, "tip")) return STYLE_WORD_TIP;
    if (str_is(type, "warning")) return STYLE_WORD_WARNING;
    if (str_is(type, "important")) return STYLE_WORD_IMPORTANT;
    return STYLE_WORD_NOTE;
}

/* A title of the author's, or the word for the kind of callout. */
static void add_title(struct flow *in, const struct doc_node *node) {
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    struct inline_content *c =
        node->u.callout.title ? block_content(&at, node->u.callout.title, at.node, STYLE_TYPE_LABEL)
                              : block_words(&at, block_word(in, callout_word(node->u.callout.type)),
                                            at.node, STYLE_TYPE_LABEL);
    struct block_paragraph p = block_paragraph_of(&at, STYLE_TYPE_LABEL);
    p.keep = true;
    block_add_lines(&at, c, &p);
    galley_keep(in->galley, GALLEY_KEEP);
    galley_space(in->galley, SP(3.5));
}

void block_add_side_rule(struct flow *f, size_t first, sp thickness) {
    uint32_t accent = f->l->job.style->accent;
    for (size_t i = first; i < f->galley->boxes.n; i++) {
        struct galley_box *box = &f->galley->boxes.v[i];
        sp above = i == first ? 0 : box->space;
        block_add_rule(f, box, f->x, -above, thickness, box->height + above, accent);
    }
}

void block_set_callout(struct flow *f, const struct doc_node *node) {
    const struct style *s = f->l->job.style;
    struct flow in = flow_inside(f, f->galley, block_node(f, FRAME_ROLE_GROUP), s->quote_indent, 0);
    in.type = f->type == STYLE_TYPE_BODY ? STYLE_TYPE_CALLOUT : f->type;
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    size_t first = f->galley->boxes.n;
    in.grid = 0;
    add_title(&in, node);
    block_set_children(&in, node);
    if (f->galley->boxes.n - first <= 12) galley_keep_range(f->galley, first, GALLEY_ORPHAN);
    block_add_side_rule(f, first, SP(1.5));
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
