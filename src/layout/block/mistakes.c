#include "layout/block/block.h"

#include <string.h>

/* "briefing.md:12:4: error[code]: message", in the accent's colour. */
static void add_mistake(struct flow *f, const struct diag *d) {
    const struct diags *ds = f->l->job.diags;
    struct arena *a = f->galley->arena;
    struct doc_node *span = doc_node_new(a, DOC_SPAN, d->pos);
    struct str place = STR_NONE;
    if (d->pos.file)
        place = str_printf(a, "%.*s:%u:%u: ", STR_ARG(ds->files.v[d->pos.file - 1].path),
                           d->pos.line, d->pos.col);
    struct str words = str_printf(a, "%.*s[%s]: %.*s", STR_ARG(place), diag_infos[d->code].name,
                                  STR_ARG(d->message));
    doc_append(span, doc_text_new(a, words, d->pos));
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_CAPTION);
    block_add_lines(&in, block_content(&in, span, in.node, STYLE_TYPE_CAPTION), &p);
    galley_space(f->galley, SP(3));
}

/* What has been said, in the order of places, in the galley's arena. */
static struct diags in_order(struct flow *f, const struct diags *ds) {
    struct diags sorted = *ds;
    sorted.arena = f->galley->arena;
    sorted.list.v = arena_new_array(sorted.arena, ds->list.n, struct diag);
    sorted.list.cap = ds->list.n;
    if (ds->list.n) memcpy(sorted.list.v, ds->list.v, ds->list.n * sizeof *ds->list.v);
    diags_sort(&sorted);
    return sorted;
}

/* A draft ends with the errors it was set in spite of, for not all have a place in the text. */
void block_set_mistakes(struct flow *f) {
    const struct diags *ds = f->l->job.diags;
    if (!f->l->job.doc->draft || !ds->errors) return;
    galley_space(f->galley, f->grid);
    galley_snap(f->galley);
    struct flow label = *f;
    label.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct block_paragraph p = block_paragraph_of(f, STYLE_TYPE_LABEL);
    block_add_lines(
        &label, block_words(f, block_word(f, STYLE_WORD_DRAFT), label.node, STYLE_TYPE_LABEL), &p);
    galley_keep(f->galley, GALLEY_KEEP);
    struct diags sorted = in_order(f, ds);
    for (size_t i = 0; i < sorted.list.n; i++)
        if (sorted.list.v[i].level == DIAG_ERROR) add_mistake(f, &sorted.list.v[i]);
}
