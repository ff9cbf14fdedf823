#include "layout/block/block.h"

#include "base/buf.h"

/* The page of a heading as words, from the pass before; a dash until it is known. */
static struct str page_words(struct flow *f, struct str id) {
    uint32_t page = page_facts_find(f->l->facts, id);
    return page ? str_printf(f->galley->arena, "%u", page) : STR("–");
}

/* What an entry lists: a heading; or a table, timeline or figure by its number and caption. */
static bool is_listed(const struct doc_node *n, enum doc_contents_of of, int depth) {
    if (str_empty(n->id)) return false;
    bool captioned = (n->kind == DOC_TABLE && n->u.table.caption) ||
                     (n->kind == DOC_TIMELINE && n->u.timeline.caption) ||
                     (n->kind == DOC_FIGURE && n->u.figure.number);
    if (of == DOC_CONTENTS_HEADINGS) return n->kind == DOC_HEADING && n->u.heading.level <= depth;
    return captioned && doc_is_figure(n) == (of == DOC_CONTENTS_FIGURES);
}

static void add_numbered(struct buf *words, struct flow *f, enum style_word_id word,
                         size_t number) {
    struct str label = block_numbered(f, word, number);
    buf_add_str(words, label);
    if (label.n) buf_add_c(words, "\u2002");
}

static void add_words(struct buf *words, struct flow *f, const struct doc_node *node) {
    buf_add_str(words, doc_title_text(f->galley->arena, node));
}

static void add_title(struct buf *words, struct flow *f, const struct doc_node *n) {
    switch (n->kind) {
    case DOC_TABLE:
        add_numbered(words, f, STYLE_WORD_TABLE, n->u.table.number);
        add_words(words, f, n->u.table.caption);
        break;
    case DOC_TIMELINE:
        add_numbered(words, f, doc_is_figure(n) ? STYLE_WORD_FIGURE : STYLE_WORD_TABLE,
                     n->u.timeline.number);
        add_words(words, f, n->u.timeline.caption);
        break;
    case DOC_FIGURE:
        add_numbered(words, f, STYLE_WORD_FIGURE, n->u.figure.number);
        for (const struct doc_node *c = n->first->next; c; c = c->next)
            add_words(words, f, c);
        break;
    default: add_words(words, f, n); break;
    }
}

/* A line: the words and at the right edge the page, one link each. */
static void set_entry(struct flow *f, const struct doc_node *heading) {
    const struct style *s = f->l->job.style;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_CONTENTS_ITEM);
    enum style_type_id type = STYLE_TYPE_CONTENTS;
    struct buf words = {0};
    add_title(&words, f, heading);
    struct str title = str_copy(f->galley->arena, buf_str(&words));
    buf_done(&words);
    uint32_t destination = layout_destination(f->l, heading->id);
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, type, STR_NONE);
    inline_add_link(c, in.node, title, destination, title, type, false, heading->pos);
    inline_content_finish(c);
    sp number_room = SP(28), indent = 0;
    if (heading->kind == DOC_HEADING) indent = (sp)(heading->u.heading.level - 1) * s->list_indent;
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
    inline_add_link(n, in.node, page, destination, page, type, false, heading->pos);
    inline_content_finish(n);
    struct inline_shape shape = {.measure = number_room, .align = STYLE_RIGHT};
    struct inline_paragraph *set = inline_break(n, &shape);
    if (set->count && last->part_count)
        block_add_line_part(f, last, &set->lines[0], f->x + f->measure - number_room,
                            last->parts[0].y);
}

static void set_label(struct flow *f) {
    struct flow label = *f;
    label.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct block_paragraph p = block_paragraph_of(f, STYLE_TYPE_LABEL);
    block_add_lines(
        &label, block_words(f, block_word(f, STYLE_WORD_CONTENTS), label.node, STYLE_TYPE_LABEL),
        &p);
    galley_keep(f->galley, GALLEY_KEEP);
}

enum {
    WHOLE = 10, /* entries that stand on one page */
    LEAST = 3,  /* of more, so many at a foot and at a head */
};

/* Sets the entries. A page rather ends before a section than between it and its first part. */
static void set_entries(struct flow *f, enum doc_contents_of of, int depth) {
    struct doc_node *root = f->l->job.doc->root;
    const struct doc_node *before = NULL;
    size_t count = 0, i = 0;
    for (struct doc_node *n = root; n; n = doc_next(root, n))
        count += is_listed(n, of, depth);
    for (struct doc_node *n = root; n; n = doc_next(root, n)) {
        if (!is_listed(n, of, depth)) continue;
        bool deeper =
            before && before->kind == DOC_HEADING && n->u.heading.level > before->u.heading.level;
        if (deeper) galley_keep(f->galley, 10 * GALLEY_LIST);
        if (before && (count <= WHOLE || i < LEAST || count - i < LEAST))
            galley_keep(f->galley, GALLEY_ORPHAN);
        set_entry(f, n);
        before = n;
        i++;
    }
}

void block_set_contents(struct flow *f, const struct doc_node *node) {
    const struct doc *doc = f->l->job.doc;
    int depth = doc->meta.toc_depth > 0 ? doc->meta.toc_depth : 2;
    enum doc_contents_of of = node->u.contents.of;
    galley_space(f->galley, f->grid);
    if (f->grid) galley_snap(f->galley);
    struct flow in = *f;
    if (of == DOC_CONTENTS_HEADINGS) set_label(f); /* over a list of tables stands the author's */
    in.node = block_node(f, FRAME_ROLE_CONTENTS);
    set_entries(&in, of, depth);
    galley_space(f->galley, f->grid);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
