#include "layout/block/block.h"

/* The number or label that the style hangs at the left, or the entry's number. */
static struct inline_content *label_content(struct flow *f, const struct doc_literature_entry *e,
                                            uint32_t node) {
    if (e->label) return block_content(f, e->label, node, STYLE_TYPE_LITERATURE);
    return block_words(f, str_printf(f->galley->arena, "%zu.", e->ref->number), node,
                       STYLE_TYPE_LITERATURE);
}

/* What follows an entry: the pages that cite it, by links. */
static struct doc_node *pages_node(struct flow *f, const struct doc_literature_entry *e) {
    struct arena *a = f->galley->arena;
    struct doc_node *span = doc_node_new(a, DOC_SPAN, e->ref->work->pos);
    struct page_list pages = page_facts_work(f->l->facts, e->ref->number);
    enum style_word_id word = pages.pages.n == 1 ? STYLE_WORD_PAGE : STYLE_WORD_PAGES;
    struct str words = str_printf(a, " [%.*s\xC2\xA0", STR_ARG(block_word(f, word)));
    doc_append(span, doc_text_new(a, words, span->pos));
    struct doc_node *ref = doc_node_new(a, DOC_PAGE_REF, span->pos);
    ref->u.page_ref.work = e->ref;
    doc_append(span, ref);
    doc_append(span, doc_text_new(a, STR("]"), span->pos));
    return span;
}

static void set_label(struct flow *f, struct galley_box *box, const struct doc_literature_entry *e,
                      uint32_t node, sp room) {
    struct inline_content *c = label_content(f, e, node);
    sp least, natural; /* a label of many figures hangs further out */
    inline_content_widths(&least, &natural, c, false);
    room = sp_max(room, natural);
    struct inline_shape shape = {.measure = room, .align = STYLE_RIGHT};
    struct inline_paragraph *p = inline_break(c, &shape);
    if (p->count)
        block_add_line_part(f, box, &p->lines[0], f->x - room - SP(7), box->parts[0].y);
}

static void set_entry(struct flow *f, const struct doc_literature_entry *e, bool labels) {
    const struct style *s = f->l->job.style;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_ITEM);
    uint32_t label = labels && in.node != FRAME_ARTIFACT
                         ? frame_add_node(f->l->out, in.node, FRAME_ROLE_LABEL)
                         : FRAME_ARTIFACT;
    in.node = block_node(&in, FRAME_ROLE_BODY);
    uint32_t body = block_node(&in, FRAME_ROLE_BIBLIOGRAPHY_ENTRY);
    struct inline_content *c =
        inline_content_new(f->l, f->galley->arena, STYLE_TYPE_LITERATURE, STR_NONE);
    inline_add_children(c, body, e->body, STYLE_TYPE_LITERATURE);
    if (s->literature_pages && e->ref)
        inline_add_children(c, body, pages_node(f, e), STYLE_TYPE_LITERATURE);
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(f, STYLE_TYPE_LITERATURE);
    if (!labels) p.indent = s->list_indent;
    if (f->grid) galley_snap(f->galley);
    size_t first = block_add_lines(&in, c, &p);
    if (first == f->galley->boxes.n) return;
    struct galley_box *box = &f->galley->boxes.v[first];
    if (labels && box->part_count) set_label(f, box, e, label, SP(24));
    size_t number = e->ref ? e->ref->number : 0;
    block_add_destination(f, box, str_printf(f->galley->arena, "work-%zu", number));
}

/* Numbers hang left of the text; author-date lists hang their lines instead. */
void block_set_literature(struct flow *f, const struct doc_node *node) {
    const struct doc_literature *lit = &f->l->job.doc->literature;
    (void)node;
    if (!lit->count) return;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_LIST);
    bool labels = !lit->hanging_indent;
    if (in.node != FRAME_ARTIFACT) f->l->out->nodes.v[in.node].ordered = labels;
    galley_space(f->galley, 0);
    for (size_t i = 0; i < lit->count; i++)
        set_entry(&in, &lit->entries[i], labels);
    galley_space(f->galley, f->l->job.style->types[f->type].leading);
    f->indent_next = false;
}
