#include "layout/block/table.h"

void table_set_caption(struct flow *f, const struct table *t, bool again) {
    const struct doc_node *caption = t->node->u.table.caption;
    struct flow in = *f;
    if (!caption) return;
    in.node = again ? FRAME_ARTIFACT : t->own;
    block_set_caption(&in, &(struct block_caption){.title = caption,
                                                   .kind = STYLE_WORD_TABLE,
                                                   .number = t->node->u.table.number,
                                                   .id = t->node->id,
                                                   .pos = t->node->pos,
                                                   .x = t->x,
                                                   .measure = sp_max(t->width, f->measure),
                                                   .again = again});
    galley_space(f->galley, SP(4));
}

/* --- under the table
 * -------------------------------------------------------------------------------- */

/* What the program puts before a paragraph, by its class. */
static struct str lead_of(struct flow *f, const struct doc_node *p) {
    if (doc_has_class(p, "source")) return block_labelled(f, STYLE_WORD_SOURCE, STR_NONE);
    if (doc_has_class(p, "notes")) return block_labelled(f, STYLE_WORD_NOTE, STR_NONE);
    return doc_has_class(p, "as-of") ? block_as_of(f, STR_NONE) : STR_NONE;
}

static void set_under_paragraph(struct flow *f, const struct doc_node *p) {
    enum style_type_id type = STYLE_TYPE_INDICATOR_NOTE;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct inline_content *c =
        inline_content_new(f->l, f->galley->arena, type, doc_lang_of(f->l->job.doc, p));
    struct str lead = lead_of(f, p);
    if (lead.n) inline_add_text(c, block_text_leaf(&in, in.node), lead, type, p->pos);
    inline_add_children(c, in.node, p, type);
    inline_content_finish(c);
    struct block_paragraph how = block_paragraph_of(&in, type);
    block_add_lines(&in, c, &how);
}

void table_set_under(struct flow *f, const struct table *t) {
    const struct doc_node *under = t->node->last;
    if (!under || under->kind != DOC_GROUP) return;
    struct flow in = *f;
    in.x = t->x;
    in.measure = sp_max(t->width, sp_min(f->measure, SP(200)));
    in.grid = 0;
    in.type = STYLE_TYPE_INDICATOR_NOTE;
    galley_keep(f->galley, GALLEY_KEEP);
    galley_space(f->galley, SP(4));
    for (const struct doc_node *n = under->first; n; n = n->next) {
        if (n->kind == DOC_PARAGRAPH)
            set_under_paragraph(&in, n);
        else
            block_set(&in, n);
        galley_space(f->galley, SP(1.5));
    }
}
