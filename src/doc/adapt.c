/* adapt: changes to a doc that the house style asks for, before it is numbered. */
#include "doc/doc.h"

/* --- sections -----------------------------------------------------------------------------------
 */

/* Puts the number before the heading's words, so that contents, bookmarks and references have it.
 */
static void put_number(struct doc *doc, struct doc_node *heading, unsigned first, unsigned second) {
    struct str number = heading->u.heading.level == 1
                            ? str_printf(doc->arena, "%u\xC2\xA0\xC2\xA0", first)
                            : str_printf(doc->arena, "%u.%u\xC2\xA0\xC2\xA0", first, second);
    struct doc_node *text = doc_text_new(doc->arena, number, heading->pos);
    if (heading->first)
        doc_insert_before(heading->first, text);
    else
        doc_append(heading, text);
}

void doc_number_headings(struct doc *doc) {
    unsigned first = 0, second = 0;
    for (struct doc_node *n = doc->root->first; n; n = n->next) {
        if (n->kind != DOC_HEADING || !n->u.heading.numbered || n->u.heading.level > 2) continue;
        if (n->next && n->next->kind == DOC_LITERATURE) continue;
        if (n->u.heading.level == 1) {
            first++;
            second = 0;
        } else if (first)
            second++;
        else
            continue;
        put_number(doc, n, first, second);
    }
}

/* --- words -------------------------------------------------------------------------------------
 */

void doc_head_literature(struct doc *doc, struct str words) {
    struct doc_node *heading = doc->literature_heading;
    if (heading) doc_append(heading, doc_text_new(doc->arena, words, heading->pos));
}

/* --- sources ------------------------------------------------------------------------------------
 */

/* A note that says what the source's inlines say, and a span with its mark. */
static struct doc_node *note_of_source(struct doc *doc, struct doc_node *source) {
    struct arena *a = doc->arena;
    struct doc_note *note = arena_new(a, struct doc_note);
    note->pos = source->pos;
    note->body = doc_node_new(a, DOC_GROUP, source->pos);
    struct doc_node *paragraph = doc_node_new(a, DOC_PARAGRAPH, source->pos);
    doc_append(note->body, paragraph);
    while (source->first) {
        struct doc_node *child = source->first;
        doc_unlink(child);
        doc_append(paragraph, child);
    }
    *vec_push(a, &doc->notes) = note;
    struct doc_node *span = doc_node_new(a, DOC_SPAN, source->pos);
    struct doc_node *mark = doc_node_new(a, DOC_NOTE_MARK, source->pos);
    mark->u.note_mark.note = note;
    doc_append(span, mark);
    return span;
}

void doc_note_sources(struct doc *doc) {
    for (size_t i = 0; i < doc->meta.indicator_count; i++) {
        struct doc_indicator *in = &doc->meta.indicators[i];
        if (!in->source) continue;
        struct doc_node *marked = note_of_source(doc, in->source);
        if (in->citation) { /* both are given: a mark for each */
            struct doc_node *mark = marked->first;
            doc_unlink(mark);
            doc_append(in->citation, mark);
        } else
            in->citation = marked;
        in->source = NULL;
    }
}
