#include "layout/block/block.h"

#include "base/buf.h"

/* The page of a heading as words, from the pass before; a dash until it is known. */
static struct str page_words(struct flow *f, struct str id) {
    uint32_t page = page_facts_find(f->l->facts, id);
    return page ? str_printf(f->galley->arena, "%u", page) : STR("–");
}

/* A line: the heading's words and at the right edge its page, one link each. */
static void set_entry(struct flow *f, const struct doc_node *heading) {
    const struct style *s = f->l->job.style;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_CONTENTS_ITEM);
    enum style_type_id type = STYLE_TYPE_CONTENTS;
    struct buf words = {0};
    doc_plain_text(&words, heading);
    struct str title = str_copy(f->galley->arena, buf_str(&words));
    buf_done(&words);
    uint32_t destination = layout_destination(f->l, heading->id);
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, type, STR_NONE);
    inline_add_link(c, in.node, title, destination, title, type, heading->pos);
    inline_content_finish(c);
    sp number_room = SP(28), indent = (sp)(heading->u.heading.level - 1) * s->list_indent;
    struct block_paragraph p = block_paragraph_of(&in, type);
    p.first_indent = indent;
    p.indent = indent + s->list_indent;
    p.measure = f->measure - number_room;
    p.keep = true;
    if (f->grid) galley_snap(f->galley);
    block_add_lines(&in, c, &p);
    struct galley_box *last = &f->galley->boxes.v[f->galley->boxes.n - 1];
    struct inline_content *n = inline_content_new(f->l, f->galley->arena, type, STR_NONE);
    struct str page = page_words(f, heading->id);
    inline_add_link(n, in.node, page, destination, page, type, heading->pos);
    inline_content_finish(n);
    struct inline_shape shape = {.measure = number_room, .align = STYLE_RIGHT};
    struct inline_paragraph *set = inline_break(n, &shape);
    if (set->count && last->part_count)
        block_add_line_part(f, last, &set->lines[0], f->x + f->measure - number_room,
                            last->parts[0].y);
}

void block_set_contents(struct flow *f, const struct doc_node *node) {
    const struct doc *doc = f->l->job.doc;
    int depth = doc->meta.toc_depth > 0 ? doc->meta.toc_depth : 2;
    (void)node;
    galley_space(f->galley, f->grid);
    if (f->grid) galley_snap(f->galley);
    struct flow in = *f;
    struct flow label = *f;
    label.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct block_paragraph p = block_paragraph_of(f, STYLE_TYPE_LABEL);
    block_add_lines(&label, block_words(f, block_word(f, STYLE_WORD_CONTENTS), label.node,
                                        STYLE_TYPE_LABEL), &p);
    galley_keep(f->galley, GALLEY_KEEP);
    in.node = block_node(f, FRAME_ROLE_CONTENTS);
    for (struct doc_node *n = doc->root; n; n = doc_next(doc->root, n))
        if (n->kind == DOC_HEADING && n->u.heading.level <= depth && !str_empty(n->id))
            set_entry(&in, n);
    galley_space(f->galley, f->grid);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
