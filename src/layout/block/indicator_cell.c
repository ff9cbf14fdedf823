/* indicator_cell: the words of a cell: its label, its source, its lines (indicator.h). */
#include "layout/block/indicator.h"

#include "base/buf.h"

void indicator_add_content(struct flow *in, struct inline_content *c, enum style_type_id type) {
    struct block_paragraph p = block_paragraph_of(in, type);
    p.keep = true;
    block_add_lines(in, c, &p);
}

void indicator_add_words(struct flow *in, struct str words, enum style_type_id type) {
    struct flow at = *in;
    if (str_empty(words)) return;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    indicator_add_content(&at, block_words(&at, words, at.node, type), type);
}

void indicator_add_span(struct flow *in, const struct doc_node *span, enum style_type_id type) {
    struct flow at = *in;
    if (!span) return;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    indicator_add_content(&at, block_content(&at, span, at.node, type), type);
}

void indicator_add_label(struct flow *in, const struct doc_indicator *ind) {
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    enum style_type_id type = STYLE_TYPE_INDICATOR;
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    if (ind->label) inline_add_children(c, at.node, ind->label, type);
    if (ind->citation &&
        !(in->l->job.style->box_source_line && block_cites_in_words(ind->citation)))
        block_add_citation(&at, c, at.node, ind->citation, type);
    inline_content_finish(c);
    indicator_add_content(&at, c, type);
}

/* --- sources ------------------------------------------------------------------------------------
 */

/* “Clingendael Institute 2025”: what a source line says of a work. */
static void add_work(struct buf *out, const struct work *w) {
    const struct work_field *author = work_find(w, STR("author")), *issued;
    if (!author) author = work_find(w, STR("publisher"));
    if (!author) author = work_find(w, STR("title"));
    issued = work_find(w, STR("issued"));
    if (author && author->kind == WORK_NAMES && author->name_count) {
        const struct work_name *n = &author->names[0];
        buf_add_str(out, str_empty(n->literal) ? n->family : n->literal);
        if (author->name_count > 1) buf_add_c(out, " et al.");
    } else if (author)
        buf_add_str(out, author->text);
    if (issued && issued->kind == WORK_DATE && issued->date.from.year)
        buf_printf(out, " %d", issued->date.from.year);
}

static void add_cited(struct buf *out, const struct doc *doc, const struct doc_indicator *ind) {
    for (size_t i = 0; i < ind->cite_count; i++)
        for (size_t k = 0; k < doc->work_count; k++) {
            if (!str_eq(doc->works[k].id, ind->cite[i])) continue;
            if (i) buf_add_c(out, "; ");
            add_work(out, &doc->works[k]);
        }
}

/* The citation without the brackets around it, which say nothing after “Source:”. */
static const struct doc_node *bare_citation(struct flow *in, const struct doc_indicator *ind) {
    struct doc_node *copy = doc_clone(in->galley->arena, ind->citation);
    struct doc_node *first = NULL, *last = NULL;
    for (struct doc_node *n = copy; n; n = doc_next(copy, n)) {
        if (n->kind != DOC_TEXT || str_empty(n->u.text)) continue;
        if (!first) first = n;
        last = n;
    }
    if (!first || !str_starts(first->u.text, "(") || !str_ends(last->u.text, ")")) return copy;
    first->u.text = str_slice(first->u.text, 1, first->u.text.n);
    last->u.text.n--;
    return copy;
}

void indicator_add_source(struct flow *in, const struct doc_indicator *ind) {
    enum style_type_id type = STYLE_TYPE_INDICATOR_NOTE;
    if (!in->l->job.style->box_source_line || (!ind->source && !ind->cite_count)) return;
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    struct buf words = {0};
    buf_add_str(&words, block_labelled(in, STYLE_WORD_SOURCE, STR_NONE));
    bool in_words = !ind->source && block_cites_in_words(ind->citation);
    if (!ind->source && !in_words) add_cited(&words, in->l->job.doc, ind);
    inline_add_text(c, block_text_leaf(&at, at.node), str_copy(in->galley->arena, buf_str(&words)),
                    type, ind->pos);
    buf_done(&words);
    if (ind->source) inline_add_children(c, at.node, ind->source, type);
    if (in_words) inline_add_children(c, at.node, bare_citation(in, ind), type);
    inline_content_finish(c);
    indicator_add_content(&at, c, type);
}
