#include "layout/block/block.h"

#include "base/buf.h"
#include "image/image.h"

static struct str alternative(struct flow *f, const struct doc_node *image) {
    struct buf words = {0};
    doc_plain_text(&words, image);
    struct str alt = str_copy(f->l->job.arena, buf_str(&words));
    buf_done(&words);
    return alt;
}

/* The picture's box; its height is rounded up to the grid by what follows. */
static bool add_picture(struct flow *f, const struct doc_node *node, uint32_t own) {
    uint32_t index = layout_image(f->l, node->u.image.path, node->pos);
    if (index == IMAGE_NONE) return false;
    sp width, height;
    const struct style *s = f->l->job.style;
    inline_image_size(&width, &height, f->l, node, index, f->measure,
                      style_text_height(s) - 6 * s->grid);
    uint32_t picture = own;
    if (own != FRAME_ARTIFACT) {
        picture = frame_add_node(f->l->out, own, FRAME_ROLE_FIGURE);
        frame_say(f->l->out, picture)->alt = alternative(f, node);
    }
    struct galley_box *box = galley_add(f->galley, height);
    struct galley_part *part = galley_parts(f->galley, box, 1);
    *part = (struct galley_part){.kind = GALLEY_IMAGE, .node = picture, .x = f->x};
    part->u.image.index = index;
    part->u.image.width = width;
    part->u.image.height = height;
    return true;
}

/* In a draft the path stands where the picture would. */
static void add_lost_picture(struct flow *f, const struct doc_node *image, uint32_t own) {
    struct doc_node *span = doc_node_new(f->galley->arena, DOC_SPAN, image->pos);
    struct doc_node *mistake = doc_node_new(f->galley->arena, DOC_MISTAKE, image->pos);
    mistake->u.text = image->u.image.path;
    doc_append(span, mistake);
    struct flow in = *f;
    in.node = own;
    struct block_paragraph p = block_paragraph_of(f, f->type);
    block_add_lines(&in, block_content(&in, span, own, f->type), &p);
}

/* "Figure 2" and a space, where the house style has numbers. */
static void add_number(struct flow *in, struct inline_content *c, const struct doc_node *figure) {
    size_t number = figure->kind == DOC_FIGURE ? figure->u.figure.number : 0;
    struct str label = block_numbered(in, STYLE_WORD_FIGURE, number);
    if (!label.n) return;
    uint32_t leaf = block_text_leaf(in, in->node);
    inline_add_text(c, leaf, label, STYLE_TYPE_CAPTION_LABEL, figure->pos);
    inline_add_text(c, leaf, STR("\u2002"), STYLE_TYPE_CAPTION, figure->pos);
}

static void add_caption(struct flow *f, const struct doc_node *figure, const struct doc_node *image,
                        uint32_t own) {
    if (image->next == NULL) return;
    struct doc_node *words = doc_node_new(f->galley->arena, DOC_SPAN, figure->pos);
    for (const struct doc_node *n = image->next; n; n = n->next)
        doc_append(words, doc_clone(f->galley->arena, n));
    words->parent = figure->parent;
    struct flow in = *f;
    in.node = own;
    uint32_t node = block_node(&in, FRAME_ROLE_CAPTION);
    bool above = f->l->job.style->figure_caption_above;
    if (!above) galley_keep(f->galley, GALLEY_KEEP);
    if (!above) galley_space(f->galley, SP(6));
    in.node = node;
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, STYLE_TYPE_CAPTION,
                                                  doc_lang_of(f->l->job.doc, words));
    add_number(&in, c, figure);
    inline_add_children(c, node, words, STYLE_TYPE_CAPTION);
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_CAPTION);
    p.keep = true;
    block_add_lines(&in, c, &p);
    if (above) galley_keep(f->galley, GALLEY_KEEP);
    if (above) galley_space(f->galley, SP(6));
}

void block_set_figure(struct flow *f, const struct doc_node *node) {
    const struct doc_node *image = node->first;
    while (image && image->kind != DOC_IMAGE)
        image = image->next;
    if (!image) return;
    uint32_t own = block_node(f, FRAME_ROLE_GROUP);
    sp space = f->grid ? f->grid : f->l->job.style->types[f->type].leading / 2;
    galley_space(f->galley, space);
    if (f->grid) galley_snap(f->galley);
    size_t first = f->galley->boxes.n;
    bool above = f->l->job.style->figure_caption_above;
    if (above) add_caption(f, node, image, own);
    if (!add_picture(f, image, own)) add_lost_picture(f, image, own);
    if (!above) add_caption(f, node, image, own);
    if (first < f->galley->boxes.n) block_add_destination(f, &f->galley->boxes.v[first], node->id);
    galley_space(f->galley, space);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
