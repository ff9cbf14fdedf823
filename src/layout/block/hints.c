#include "layout/block/block.h"

/* Parts of a text that stand apart from it, with room around them that may grow. */
static bool is_display(enum doc_kind kind) {
    return kind == DOC_HEADING || kind == DOC_TABLE || kind == DOC_TIMELINE ||
           kind == DOC_INDICATORS || kind == DOC_FIGURE || kind == DOC_CALLOUT;
}

static const char *const hints[] = {"break-before", "keep-with-next", "keep-together", "full-width",
                                    "column-width"};

/* Within a cell, a note or a box there is no page to break. */
static void complain(const struct flow *f, const struct doc_node *node) {
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (doc_has_class(node, hints[i]))
            diag_add(f->l->job.diags, DIAG_HINT_IGNORED, node->pos,
                     "give it to a heading or a block of the text itself",
                     "the hint `%s` is without effect within a cell, a note or a box", hints[i]);
}

/* True if what comes next stands right below a heading, to which it belongs: more room between the
 * two would part them. */
static bool follows_heading(const struct galley *g) {
    return g->boxes.n && g->boxes.v[g->boxes.n - 1].section;
}

void block_hint_before(struct flow *f, const struct doc_node *node) {
    if (!f->grid) return;
    if (is_display(node->kind) && !follows_heading(f->galley)) galley_stretch(f->galley, 1);
    if (doc_has_class(node, "break-before")) galley_new_page(f->galley);
}

/* Keeps the boxes on one page, if they are not more than a page holds. */
static void keep_together(struct flow *f, const struct doc_node *node, size_t first) {
    const struct style *s = f->l->job.style;
    sp room = style_text_height(s), depth = 0;
    for (size_t i = first; i < f->galley->boxes.n; i++)
        depth += f->galley->boxes.v[i].height + (i > first ? f->galley->boxes.v[i].space : 0);
    if (depth <= room) {
        galley_keep_range(f->galley, first, GALLEY_KEEP);
        return;
    }
    diag_add(f->l->job.diags, DIAG_HINT_IGNORED, node->pos, "keep less of it together",
             "what is to be kept together is taller than a page");
}

/* A figure without notes may stand at the next page's top instead. */
static void let_float(struct flow *f, const struct doc_node *node, size_t first) {
    struct galley *g = f->galley;
    for (size_t i = first; i < g->boxes.n; i++)
        if (g->boxes.v[i].note_count || g->boxes.v[i].new_page) return;
    for (size_t i = first; i < g->boxes.n; i++)
        g->boxes.v[i].figure = node;
    g->pending_alone = 0;
}

void block_hint_after(struct flow *f, const struct doc_node *node, size_t first) {
    bool main = f->grid > 0;
    if (!str_empty(node->classes) && !main) complain(f, node);
    if (!main) return;
    if (doc_has_class(node, "keep-together")) keep_together(f, node, first);
    if (doc_has_class(node, "keep-with-next") && f->galley->boxes.n > first)
        galley_keep(f->galley, GALLEY_KEEP);
    if (is_display(node->kind) && node->kind != DOC_HEADING) galley_stretch(f->galley, 1);
    if (node->kind == DOC_FIGURE && !doc_has_class(node, "keep-with-next"))
        let_float(f, node, first);
    if (node->kind == DOC_HEADING)
        for (size_t i = first; i < f->galley->boxes.n; i++)
            f->galley->boxes.v[i].section = true;
    if (node->kind != DOC_TABLE && node->kind != DOC_TIMELINE) return;
    for (size_t i = first; i < f->galley->boxes.n; i++)
        f->galley->boxes.v[i].table = node;
}
