/* caption: what stands above a table or a timeline: “Table 2  The treaties”; where it goes on,
 * “Table 2, continued”. */
#include "layout/block/block.h"

static void add_continued(struct flow *f, struct inline_content *c, struct pos pos) {
    struct str words = str_join(f->galley->arena, block_word(f, STYLE_WORD_COMMA),
                                block_word(f, STYLE_WORD_CONTINUED));
    inline_add_text(c, FRAME_ARTIFACT, words, STYLE_TYPE_CAPTION, pos);
}

static void add_title(struct flow *in, struct inline_content *c, const struct block_caption *b) {
    if (b->title)
        inline_add_children(c, in->node, b->title, STYLE_TYPE_EVENT);
    else
        inline_add_text(c, block_text_leaf(in, in->node), b->words, STYLE_TYPE_EVENT, b->pos);
}

uint32_t block_set_caption(struct flow *f, const struct block_caption *b) {
    struct flow in = *f;
    in.x = b->x;
    in.measure = b->measure;
    in.node = block_node(f, FRAME_ROLE_CAPTION);
    struct str lang = b->title ? doc_lang_of(f->l->job.doc, b->title) : STR_NONE;
    struct str label = block_numbered(f, b->kind, b->number);
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, STYLE_TYPE_EVENT, lang);
    if (label.n)
        inline_add_text(c, block_text_leaf(&in, in.node), label, STYLE_TYPE_CAPTION_LABEL, b->pos);
    if (label.n && !b->again)
        inline_add_text(c, block_text_leaf(&in, in.node), STR("\u2002"), STYLE_TYPE_EVENT, b->pos);
    if (!label.n || !b->again) add_title(&in, c, b);
    if (b->again) add_continued(&in, c, b->pos);
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_EVENT);
    p.keep = true;
    size_t first = block_add_lines(&in, c, &p);
    if (!b->again && first < f->galley->boxes.n)
        block_add_destination(&in, &f->galley->boxes.v[first], b->id);
    galley_keep(f->galley, GALLEY_KEEP);
    return in.node;
}
