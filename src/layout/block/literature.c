#include "base/buf.h"
#include "layout/block/block.h"

#define LABEL_GAP   SP(7)
#define LEAST_LABEL SP(24) /* so that the labels of most lists end alike */

/* How the entries of a list are set. */
struct setting {
    sp room;      /* the widest label's width; 0: no entry has a label */
    sp body;      /* how far the bodies are moved in: where labels find no room left of the text */
    bool hanging; /* lines after an entry's first are moved in */
    bool snaps;   /* each paragraph begins on the grid, since its lines keep to it */
    sp space;     /* between entries */
    enum style_type_id type;
    bool pages;        /* entries name the pages that cite them */
    struct str target; /* what labels link to; or empty */
};

/* What follows an entry: the pages that cite it, by links. */
static struct doc_node *pages_node(struct flow *f, const struct doc_literature_entry *e) {
    struct arena *a = f->galley->arena;
    struct doc_node *span = doc_node_new(a, DOC_SPAN, e->ref->work->pos);
    struct page_list pages = page_facts_work(f->l->facts, e->ref->number);
    enum style_word_id word = pages.pages.n == 1 ? STYLE_WORD_PAGE : STYLE_WORD_PAGES;
    struct str words = block_word_of(f, word, STR("\x01")); /* the pages' place in it */
    size_t at = str_find_char(words, '\x01');
    struct str before = str_printf(a, " [%.*s", STR_ARG(str_slice(words, 0, at)));
    struct str after = str_printf(a, "%.*s]", STR_ARG(str_slice(words, at + 1, words.n)));
    doc_append(span, doc_text_new(a, before, span->pos));
    struct doc_node *ref = doc_node_new(a, DOC_PAGE_REF, span->pos);
    ref->u.page_ref.work = e->ref;
    doc_append(span, ref);
    doc_append(span, doc_text_new(a, after, span->pos));
    return span;
}

/* --- what an entry consists of -------------------------------------------------------------- */

static bool stands_alone(const struct doc_node *node) {
    return doc_has_class(node, "csl-block") || doc_has_class(node, "csl-indent");
}

/* The next paragraph of a body from *at on: what the style displays as a block, or all that stands
 * before the next of these. */
static struct doc_node *next_paragraph(struct flow *f, const struct doc_node *body,
                                       const struct doc_node **at) {
    struct doc_node *span = doc_node_new(f->galley->arena, DOC_SPAN, body->pos);
    span->lang = body->lang;
    bool alone = stands_alone(*at);
    if (alone) span->classes = (*at)->classes;
    do {
        if (doc_has_class(*at, "csl-right-inline") && span->last)
            doc_append(span, doc_text_new(f->galley->arena, STR(" "), body->pos));
        doc_append(span, doc_clone(f->galley->arena, *at));
        *at = (*at)->next;
    } while (*at && !alone && !stands_alone(*at));
    return span;
}

/* A label that leads back to the citation on its page. */
static struct inline_content *linked_label(struct flow *f, const struct doc_literature_entry *e,
                                           uint32_t node, const struct setting *set) {
    struct arena *a = f->galley->arena;
    struct inline_content *c = inline_content_new(f->l, a, set->type, STR_NONE);
    struct buf words = {0};
    doc_plain_text(&words, e->label);
    struct str text = str_copy(a, buf_str(&words));
    struct str back = block_word(f, STYLE_WORD_LINK_BACK);
    struct str alt = str_printf(f->l->job.arena, "%.*s: %.*s", STR_ARG(text), STR_ARG(back));
    buf_done(&words);
    inline_add_link(c, node, text, layout_destination(f->l, set->target), alt, set->type, false,
                    e->label->pos);
    inline_content_finish(c);
    return c;
}

static void set_label(struct flow *f, struct galley_box *box, const struct doc_literature_entry *e,
                      uint32_t node, const struct setting *set) {
    struct inline_content *c = str_empty(set->target) ? block_content(f, e->label, node, set->type)
                                                      : linked_label(f, e, node, set);
    struct inline_shape shape = {.measure = set->room, .align = STYLE_RIGHT};
    sp x = f->x - set->room - LABEL_GAP;
    if (set->body) {
        shape.align = STYLE_LEFT;
        x = f->x - set->body;
    }
    struct inline_paragraph *p = inline_break(c, &shape);
    if (p->count) block_add_line_part(f, box, &p->lines[0], x, box->parts[0].y);
}

/* Sets one paragraph of an entry; the last one bears the pages. */
static void set_paragraph(struct flow *f, const struct doc_node *span, uint32_t node,
                          const struct doc_node *pages, const struct setting *set, bool first) {
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, set->type, STR_NONE);
    inline_add_children(c, node, span, set->type);
    if (pages) inline_add_children(c, node, pages, set->type);
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(f, set->type);
    sp indent = f->l->job.style->list_indent;
    if (set->hanging) p.indent = indent;
    if (!first) p.first_indent = p.indent;
    if (doc_has_class(span, "csl-indent")) p.first_indent = p.indent = indent;
    /* What the style puts into the margin within an entry leads its lines. */
    if (span->first && doc_has_class(span->first, "csl-left-margin")) {
        p.first_indent = 0;
        p.indent = indent;
    }
    if (f->grid && set->snaps) galley_snap(f->galley);
    block_add_lines(f, c, &p);
}

/* The body's paragraphs under node; returns the index of the first box. */
static size_t set_body(struct flow *f, const struct doc_literature_entry *e, uint32_t node,
                       const struct setting *set) {
    size_t first = f->galley->boxes.n;
    const struct doc_node *at = e->body->first;
    if (!at) at = doc_node_new(f->galley->arena, DOC_SPAN, e->body->pos);
    for (bool begun = false; at; begun = true) {
        struct doc_node *span = next_paragraph(f, e->body, &at);
        const struct doc_node *pages = set->pages && e->ref && !at ? pages_node(f, e) : NULL;
        set_paragraph(f, span, node, pages, set, !begun);
    }
    return first;
}

static void set_entry(struct flow *f, const struct doc_literature_entry *e,
                      const struct setting *set) {
    struct flow in = flow_inside(f, f->galley, f->node, set->body, 0);
    in.node = block_node(f, FRAME_ROLE_ITEM);
    uint32_t label = e->label && in.node != FRAME_ARTIFACT
                         ? frame_add_node(f->l->out, in.node, FRAME_ROLE_LABEL)
                         : FRAME_ARTIFACT;
    in.node = block_node(&in, FRAME_ROLE_BODY);
    uint32_t node = block_node(&in, FRAME_ROLE_BIBLIOGRAPHY_ENTRY);
    size_t first = set_body(&in, e, node, set);
    if (first == f->galley->boxes.n) return;
    struct galley_box *box = &f->galley->boxes.v[first];
    if (e->label && box->part_count) set_label(&in, box, e, label, set);
    size_t number = e->ref ? e->ref->number : 0;
    block_add_destination(&in, box, str_printf(f->galley->arena, "work-%zu", number));
}

/* --- the list --------------------------------------------------------------------------------- */

static sp widest_label(struct flow *f, const struct doc_literature *lit, enum style_type_id type) {
    sp widest = 0, least, natural;
    for (size_t i = 0; i < lit->count; i++) {
        if (!lit->entries[i].label) continue;
        struct inline_content *c = block_content(f, lit->entries[i].label, FRAME_ARTIFACT, type);
        inline_content_widths(&least, &natural, c, false);
        widest = sp_max(widest, natural);
    }
    return widest;
}

static struct setting setting_of(struct flow *f, const struct doc_literature *lit) {
    const struct style *s = f->l->job.style;
    struct setting set = {.type = STYLE_TYPE_LITERATURE, .pages = s->literature_pages};
    set.room = widest_label(f, lit, set.type);
    sp beside = s->columns > 1 ? 0 : s->hang ? s->hang : s->margin_left / 2;
    if (set.room && sp_max(set.room, LEAST_LABEL) + LABEL_GAP <= beside) {
        set.room = sp_max(set.room, LEAST_LABEL);
    } else if (set.room) {
        set.body = sp_min(set.room + LABEL_GAP, f->measure / 2);
    } else {
        set.hanging = lit->hanging_indent;
    }
    double lines = lit->entry_spacing < 0 ? 0 : lit->entry_spacing > 4 ? 4 : lit->entry_spacing;
    sp leading = s->types[STYLE_TYPE_LITERATURE].leading;
    set.space = (sp)(lines * (double)leading);
    set.snaps = f->grid && leading % f->grid == 0; /* else gaps between entries would differ */
    return set;
}

/* Labels hang left of the text, or of the bodies where there is no room for them; the lines of
 * entries without labels hang where the style says so. */
void block_set_literature(struct flow *f, const struct doc_node *node) {
    const struct doc_literature *lit = &f->l->job.doc->literature;
    (void)node;
    if (!lit->count) return;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_LIST);
    struct setting set = setting_of(f, lit);
    if (in.node != FRAME_ARTIFACT) f->l->out->nodes.v[in.node].ordered = set.room > 0;
    galley_space(f->galley, 0);
    if (f->grid) galley_snap(f->galley);
    for (size_t i = 0; i < lit->count; i++) {
        if (i) galley_space(f->galley, set.space);
        set_entry(&in, &lit->entries[i], &set);
    }
    galley_space(f->galley, f->l->job.style->types[f->type].leading);
    f->indent_next = false;
}

/* --- at the foot of a page -------------------------------------------------------------------- */

/* How the references at a page's foot are set: as notes are, their labels where numerals stand. */
static struct setting foot_setting(const struct layout *l, sp room) {
    struct setting set = {.type = STYLE_TYPE_NOTE, .room = room};
    if (!room) set.hanging = l->job.doc->literature.hanging_indent;
    if (room && l->job.style->columns > 1) set.body = room + LABEL_GAP;
    return set;
}

/* The reference's lines and label. */
static void set_reference(struct flow *f, const struct doc_literature_entry *e, uint32_t label,
                          const struct setting *set) {
    struct flow in = flow_inside(f, f->galley, f->node, set->body, 0);
    size_t first = set_body(&in, e, in.node, set);
    if (!e->label || f->galley->boxes.n == first) return;
    struct galley_box *box = &f->galley->boxes.v[first];
    if (box->part_count) set_label(&in, box, e, label, set);
}

static struct flow foot_flow(struct layout *l, struct galley *g, uint32_t node) {
    struct flow f = flow_main(l, g, node);
    f.grid = 0;
    f.type = STYLE_TYPE_NOTE;
    f.depth = 1;
    return f;
}

static sp reference_height(struct layout *l, const struct doc_literature_entry *e,
                           const struct setting *set) {
    struct galley g;
    struct arena_mark mark = arena_mark(&l->trial);
    galley_init(&g, &l->trial);
    struct flow f = foot_flow(l, &g, FRAME_ARTIFACT);
    set_reference(&f, e, FRAME_ARTIFACT, set);
    sp height = galley_height(&g, 0);
    arena_reset(&l->trial, mark);
    return height;
}

const struct block_references *block_measure_references(struct layout *l) {
    const struct doc_literature *lit = &l->job.doc->literature;
    struct arena *a = l->job.arena;
    if (!lit->at_foot || !lit->count) return NULL;
    struct block_references *refs = arena_new(a, struct block_references);
    size_t n = l->job.doc->cited.n;
    refs->count = n;
    refs->entries = arena_new_array(a, n + 1, const struct doc_literature_entry *);
    refs->heights = arena_new_array(a, n + 1, sp);
    struct flow f = {.l = l, .galley = &(struct galley){.arena = a}, .node = FRAME_ARTIFACT};
    refs->room = widest_label(&f, lit, STYLE_TYPE_NOTE);
    struct setting set = foot_setting(l, refs->room);
    for (size_t i = 0; i < lit->count; i++) {
        const struct doc_literature_entry *e = &lit->entries[i];
        if (!e->ref) continue;
        refs->entries[e->ref->number - 1] = e;
        refs->heights[e->ref->number - 1] = reference_height(l, e, &set);
    }
    return refs;
}

void block_set_reference(struct layout *l, struct galley *g, const struct block_references *refs,
                         size_t work, const struct block_reference_place *place) {
    const struct doc_literature_entry *e = refs->entries[work - 1];
    struct flow f = foot_flow(l, g, place->node);
    struct setting set = foot_setting(l, refs->room);
    set.target = place->back;
    uint32_t label = FRAME_ARTIFACT;
    if (e->label) label = frame_add_node(l->out, place->node, FRAME_ROLE_LABEL);
    f.node = frame_add_node(l->out, place->node, FRAME_ROLE_PARAGRAPH);
    set_reference(&f, e, label, &set);
    if (g->boxes.n) block_add_destination(&f, &g->boxes.v[0], place->id);
}
