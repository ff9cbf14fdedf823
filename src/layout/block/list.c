#include "layout/block/block.h"

#include "text/text.h"

/* The mark of an item: its number as the author began to count, or a dash for the level. */
static struct str item_mark(struct flow *f, const struct doc_node *list, long number) {
    static const char *const marks[] = {"–", "·", "–"};
    if (list->u.list.ordered)
        return str_printf(f->galley->arena, "%ld%c", number,
                          list->u.list.delimiter == ')' ? ')' : '.');
    return str_of(marks[f->depth % 3]);
}

/* Room for the widest mark of the list. */
static sp mark_room(struct flow *f, const struct doc_node *list) {
    const struct style *s = f->l->job.style;
    sp room = s->list_indent;
    if (!list->u.list.ordered) return room;
    long last = list->u.list.start;
    for (const struct doc_node *n = list->first; n; n = n->next)
        last++;
    struct inline_content *c = block_words(f, item_mark(f, list, last), FRAME_ARTIFACT, f->type);
    sp least, natural;
    inline_content_widths(&least, &natural, c, false);
    return sp_max(room, natural + s->types[f->type].size / 2);
}

/* The box of a task, where an item begins with one; else NULL. */
static const struct doc_node *task_of(const struct doc_node *item) {
    const struct doc_node *n = item->first;
    if (n && n->kind == DOC_PARAGRAPH) n = n->first;
    return n && n->kind == DOC_TASK_MARK ? n : NULL;
}

/* A copy of a task's item without its box, which stands where other items have their mark. */
static const struct doc_node *without_task(struct flow *f, const struct doc_node *item) {
    struct doc_node *copy = doc_clone(f->galley->arena, item);
    struct doc_node *n = copy->first->kind == DOC_PARAGRAPH ? copy->first->first : copy->first;
    doc_unlink(n);
    copy->parent = item->parent;
    return copy;
}

/* What hangs at the left of an item: its number, dash or box. */
static struct inline_content *mark_content(struct flow *f, const struct doc_node *list,
                                           const struct doc_node *item, long number,
                                           uint32_t label) {
    const struct doc_node *task = task_of(item);
    if (!task) return block_words(f, item_mark(f, list, number), label, f->type);
    struct doc_node *span = doc_node_new(f->galley->arena, DOC_SPAN, task->pos);
    doc_append(span, doc_clone(f->galley->arena, task));
    return block_content(f, span, label, f->type);
}

/* Sets the mark on the first line of what the item holds, at the side where its lines begin; other:
 * that is not the side where the document's do. */
static void add_mark(struct flow *f, struct inline_content *c, sp room, bool other,
                     struct galley_box *box) {
    struct inline_shape shape = {.measure = room, .align = STYLE_LEFT};
    struct inline_paragraph *p = inline_break(c, &shape);
    sp y = box->part_count && box->parts[0].kind == GALLEY_LINE
               ? box->parts[0].y
               : block_baseline(f->l, f->type, p->leading);
    sp x = other ? f->x + f->measure - room : f->x;
    if (p->count) block_add_line_part(f, box, &p->lines[0], x, y);
}

/* The copy of a definition's item without its term. */
static const struct doc_node *without_term(struct flow *f, const struct doc_node *item) {
    struct doc_node *copy = doc_clone(f->galley->arena, item);
    doc_unlink(copy->first);
    copy->parent = item->parent;
    return copy;
}

/* A term on lines of its own, and indented under it what it means. */
static void set_definition(struct flow *f, const struct doc_node *item, uint32_t list_node,
                           sp indent) {
    struct flow at = *f;
    at.node = list_node;
    uint32_t node = block_node(&at, FRAME_ROLE_ITEM), label = node, body = node;
    if (node != FRAME_ARTIFACT) {
        label = frame_add_node(f->l->out, node, FRAME_ROLE_LABEL);
        body = frame_add_node(f->l->out, node, FRAME_ROLE_BODY);
    }
    bool other = text_lang_is_rtl(doc_lang_of(f->l->job.doc, item)) != f->l->from_right;
    struct flow in = flow_inside(f, f->galley, body, other ? 0 : indent, other ? indent : 0);
    struct block_paragraph p = block_paragraph_of(f, f->type);
    p.keep = true;
    if (f->grid) galley_snap(f->galley);
    block_add_lines(f, block_content(f, item->first, label, f->type), &p);
    galley_keep(f->galley, GALLEY_KEEP);
    block_set_children(&in, without_term(f, item));
}

static void set_item(struct flow *f, const struct doc_node *list, const struct doc_node *item,
                     uint32_t list_node, long number, sp room) {
    struct flow at = *f;
    at.node = list_node;
    uint32_t node = block_node(&at, FRAME_ROLE_ITEM), label = node, body = node;
    if (node != FRAME_ARTIFACT) {
        label = frame_add_node(f->l->out, node, FRAME_ROLE_LABEL);
        body = frame_add_node(f->l->out, node, FRAME_ROLE_BODY);
    }
    struct inline_content *mark = mark_content(f, list, item, number, label);
    bool other = text_lang_is_rtl(doc_lang_of(f->l->job.doc, item)) != f->l->from_right;
    struct flow in = flow_inside(f, f->galley, body, other ? 0 : room, other ? room : 0);
    size_t first = f->galley->boxes.n;
    if (f->grid) galley_snap(f->galley);
    block_set_children(&in, task_of(item) ? without_task(f, item) : item);
    if (first == f->galley->boxes.n) galley_add(f->galley, f->l->job.style->types[f->type].leading);
    add_mark(f, mark, room, other, &f->galley->boxes.v[first]);
}

void block_set_list(struct flow *f, const struct doc_node *node) {
    struct layout *l = f->l;
    const struct style *s = l->job.style;
    sp leading = s->types[f->type].leading;
    bool outer = node->parent && node->parent->kind != DOC_ITEM;
    uint32_t own = block_node(f, FRAME_ROLE_LIST);
    if (own != FRAME_ARTIFACT) l->out->nodes.v[own].ordered = node->u.list.ordered;
    sp room = mark_room(f, node);
    sp between = node->u.list.tight ? 0 : leading / 2;
    if (f->grid && !node->u.list.tight) between = leading;
    if (outer) galley_space(f->galley, leading);
    long number = node->u.list.start;
    for (const struct doc_node *item = node->first; item; item = item->next, number++) {
        if (item->first && item->first->kind == DOC_TERM)
            set_definition(f, item, own, s->list_indent);
        else
            set_item(f, node, item, own, number, room);
        galley_keep(f->galley, GALLEY_LIST);
        if (item->next) galley_space(f->galley, between);
    }
    if (outer) galley_space(f->galley, leading);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
