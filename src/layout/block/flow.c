#include "layout/block/block.h"

#include "font/font.h"

/* Flows nested more deeply than this set no further blocks; source/ has diagnosed it by then. */
#define FLOW_DEPTH_MAX 64

struct flow flow_main(struct layout *l, struct galley *g, uint32_t node) {
    const struct style *s = l->job.style;
    return (struct flow){.l = l,
                         .galley = g,
                         .node = node,
                         .x = 0,
                         .measure = l->measure,
                         .grid = s->grid,
                         .type = STYLE_TYPE_BODY,
                         .hyphens = true};
}

struct flow flow_inside(const struct flow *f, struct galley *g, uint32_t node, sp left, sp right) {
    struct flow in = *f;
    in.galley = g;
    in.node = node;
    in.x += left;
    in.measure = sp_max(f->measure - left - right, SP(12));
    in.indent_next = false;
    in.run_in = NULL;
    in.depth++;
    return in;
}

struct flow flow_apart(const struct flow *f, struct galley *g, uint32_t node, sp width,
                       enum style_type_id type) {
    galley_init(g, f->galley->arena);
    return flow_into(f, g, node, width, type);
}

struct flow flow_into(const struct flow *f, struct galley *g, uint32_t node, sp width,
                      enum style_type_id type) {
    struct flow in = flow_inside(f, g, node, 0, 0);
    in.x = 0;
    in.measure = sp_max(width, SP(4));
    in.grid = 0;
    in.type = type;
    return in;
}

uint32_t block_node(struct flow *f, enum frame_role role) {
    if (f->node == FRAME_ARTIFACT) return FRAME_ARTIFACT;
    return frame_add_node(f->l->out, f->node, role);
}

uint32_t block_text_leaf(struct flow *f, uint32_t node) {
    if (node == FRAME_ARTIFACT) return FRAME_ARTIFACT;
    return frame_add_node(f->l->out, node, FRAME_ROLE_TEXT);
}

sp block_baseline(struct layout *l, enum style_type_id type, sp height) {
    const struct style *s = l->job.style;
    if (height == s->grid) type = STYLE_TYPE_BODY;
    struct font_metrics m = inline_metrics(l->inl, type);
    return (height - m.ascent - m.descent) / 2 + m.ascent;
}

struct inline_content *block_content(struct flow *f, const struct doc_node *parent, uint32_t node,
                                     enum style_type_id type) {
    struct str lang = doc_lang_of(f->l->job.doc, parent);
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, type, lang);
    inline_add_children(c, node, parent, type);
    inline_content_finish(c);
    return c;
}

bool block_cites_in_words(const struct doc_node *citation) {
    for (const struct doc_node *n = citation; n; n = doc_next(citation, n))
        if (n->kind == DOC_NOTE_MARK) return false;
    return citation != NULL;
}

void block_add_citation(struct flow *f, struct inline_content *c, uint32_t node,
                        const struct doc_node *citation, enum style_type_id type) {
    if (block_cites_in_words(citation) && !inline_content_empty(c))
        inline_add_text(c, block_text_leaf(f, node), STR("\u00A0"), type, citation->pos);
    inline_add_children(c, node, citation, type);
}

struct inline_content *block_words(struct flow *f, struct str words, uint32_t node,
                                   enum style_type_id type) {
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, type, STR_NONE);
    inline_add_text(c, block_text_leaf(f, node), words, type, (struct pos){0});
    inline_content_finish(c);
    return c;
}

sp block_words_width(struct flow *f, struct str words, enum style_type_id type) {
    struct arena *trial = &f->l->trial;
    struct arena_mark mark = arena_mark(trial);
    struct galley g;
    struct flow in = *f;
    galley_init(&g, trial);
    in.galley = &g;
    sp least, natural;
    inline_content_widths(&least, &natural, block_words(&in, words, FRAME_ARTIFACT, type), false);
    arena_reset(trial, mark);
    return natural + SP(1); /* rounding apart, they fit it */
}

/* --- parts -------------------------------------------------------------------------------------
 */

void block_add_line_part(struct flow *f, struct galley_box *box, const struct inline_line *line,
                         sp x, sp y) {
    *galley_add_part(f->galley, box) =
        (struct galley_part){.kind = GALLEY_LINE, .x = x, .y = y, .u.line = line};
    if (!line->note_count) return;
    struct doc_note **notes =
        arena_new_array(f->galley->arena, box->note_count + line->note_count, struct doc_note *);
    for (size_t i = 0; i < box->note_count; i++)
        notes[i] = box->notes[i];
    for (size_t i = 0; i < line->note_count; i++)
        notes[box->note_count + i] = line->notes[i];
    box->notes = notes;
    box->note_count += line->note_count;
}

void block_add_path(struct flow *f, struct galley_box *box, const struct frame_path *path, sp x,
                    sp y, uint32_t node) {
    *galley_add_part(f->galley, box) =
        (struct galley_part){.kind = GALLEY_PATH, .node = node, .x = x, .y = y, .u.path = path};
}

struct frame_path *block_path_new(struct flow *f, const struct frame_segment *segments,
                                  size_t count, uint32_t fill) {
    struct arena *a = f->galley->arena;
    struct frame_segment *copy = arena_new_array(a, count, struct frame_segment);
    memcpy(copy, segments, count * sizeof *copy);
    struct frame_path *path = arena_new(a, struct frame_path);
    *path =
        (struct frame_path){.segments = copy, .count = count, .fill = true, .fill_colour = fill};
    return path;
}

void block_add_rule(struct flow *f, struct galley_box *box, sp x, sp y, sp width, sp height,
                    uint32_t colour) {
    const struct frame_segment rectangle[] = {
        {FRAME_MOVE, {{0, 0}}},      {FRAME_LINE, {{width, 0}}}, {FRAME_LINE, {{width, height}}},
        {FRAME_LINE, {{0, height}}}, {FRAME_CLOSE, {{0, 0}}},
    };
    block_add_path(f, box, block_path_new(f, rectangle, 5, colour), x, y, FRAME_ARTIFACT);
}

void block_add_destination(struct flow *f, struct galley_box *box, struct str id) {
    if (str_empty(id) || f->node == FRAME_ARTIFACT) return;
    uint32_t *place = arena_new(f->galley->arena, uint32_t);
    *place = layout_destination(f->l, id);
    struct inline_line *line = arena_new(f->galley->arena, struct inline_line);
    line->destinations = place;
    line->destination_count = 1;
    block_add_line_part(f, box, line, f->x, 0);
}

/* --- lines to boxes ------------------------------------------------------------------------------
 */

struct block_paragraph block_paragraph_of(const struct flow *f, enum style_type_id type) {
    const struct style_type *t = &f->l->job.style->types[type];
    return (struct block_paragraph){.type = type, .align = t->align, .hyphens = t->hyphens};
}

/* The height of a line's box: the leading, or as many leadings as what stands in it needs. */
static sp line_height(const struct inline_line *line, sp leading, sp baseline) {
    sp need = sp_max(line->ascent - baseline, 0) + sp_max(line->descent - (leading - baseline), 0);
    sp slack = leading / 4; /* accents and raised marks may reach into the line above */
    if (need <= slack) return leading;
    return leading * (1 + (need + leading - 1) / leading);
}

/* The penalties within a paragraph of count lines, after line i. */
static int line_penalty(const struct inline_paragraph *p, size_t i, bool keep) {
    if (i + 1 >= p->count) return 0;
    if (keep) return GALLEY_KEEP;
    int penalty = p->lines[i].hyphenated ? GALLEY_HYPHEN : 0;
    if (i == 0) penalty += GALLEY_ORPHAN;
    if (i + 2 == p->count) penalty += GALLEY_WIDOW;
    return penalty;
}

/* The line as a box of its own. */
static void add_line_box(struct galley *g, struct layout *l, const struct inline_paragraph *set,
                         size_t i, const struct block_paragraph *p, sp x) {
    const struct inline_line *line = &set->lines[i];
    sp baseline = block_baseline(l, p->type, set->leading);
    sp height = line_height(line, set->leading, baseline);
    struct galley_box *box = galley_add(g, height);
    struct galley_part *part = galley_parts(g, box, 1);
    *part = (struct galley_part){
        .kind = GALLEY_LINE, .x = x, .y = baseline + (height - set->leading), .u.line = line};
    box->notes = line->notes;
    box->note_count = line->note_count;
    box->penalty = line_penalty(set, i, p->keep);
}

/* Keeps what is needed to set the paragraph a line longer or shorter, where it can be: its lines
 * must be grid lines, so that nothing else changes. */
static void keep_variants(struct flow *f, struct inline_content *c,
                          const struct inline_shape *shape, const struct block_paragraph *p,
                          const struct inline_paragraph *set, size_t first) {
    sp grid = f->l->job.style->grid;
    if (!set->can_be_looser && !set->can_be_tighter) return;
    if (f->grid != grid || set->leading != grid || p->keep) return;
    for (size_t i = 0; i < set->count; i++)
        if (f->galley->boxes.v[first + i].height != grid) return;
    struct galley_paragraph *own = arena_new(f->galley->arena, struct galley_paragraph);
    *own = (struct galley_paragraph){
        .content = c, .shape = *shape, .type = p->type, .count = set->count};
    own->looser.cost = set->looser_cost;
    own->tighter.cost = set->tighter_cost;
    if (!set->can_be_looser) own->looser.state = GALLEY_BAD;
    if (!set->can_be_tighter || set->count < 3) own->tighter.state = GALLEY_BAD;
    for (size_t i = 0; i < set->count; i++) {
        f->galley->boxes.v[first + i].paragraph = own;
        f->galley->boxes.v[first + i].line = (uint32_t)i;
    }
}

size_t block_add_lines(struct flow *f, struct inline_content *c, const struct block_paragraph *p) {
    struct inline_shape shape = {.measure = p->measure ? p->measure : f->measure,
                                 .first_indent = p->first_indent,
                                 .indent = p->indent,
                                 .align = p->align,
                                 .hyphens = p->hyphens && f->hyphens,
                                 .no_overfull_diagnostic = f->narrow};
    struct inline_paragraph *set = inline_break(c, &shape);
    size_t first = f->galley->boxes.n;
    for (size_t i = 0; i < set->count; i++)
        add_line_box(f->galley, f->l, set, i, p, f->x);
    keep_variants(f, c, &shape, p, set, first);
    for (size_t i = 0; i < set->count; i++)
        for (size_t k = 0; k < set->lines[i].note_count; k++)
            block_set_note(f, set->lines[i].notes[k]);
    return first;
}

/* True if only lines stand in the paragraph's boxes, but for the first, whose marks and
 * destinations can be taken along. */
static bool is_plain(const struct galley_box *boxes, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (boxes[i].part_count != 1) return false;
    return boxes[0].part_count > 0 && boxes[0].parts[0].kind == GALLEY_LINE;
}

/* What the box of a line was given after it was made goes to the variant's: spaces, penalties of
 * what the paragraph is part of. */
static void take_along(struct galley *g, const struct galley_box *boxes, size_t count) {
    struct galley_box *first = &g->boxes.v[0], *last = &g->boxes.v[g->boxes.n - 1];
    const struct galley_box *old = &boxes[0];
    struct galley_part line = first->parts[0];
    galley_parts(g, first, old->part_count);
    first->parts[0] = line;
    for (size_t i = 1; i < old->part_count; i++)
        first->parts[i] = old->parts[i];
    first->space = old->space;
    first->snap = old->snap;
    first->new_page = old->new_page;
    first->stretch = old->stretch;
    for (size_t i = 0; i < g->boxes.n; i++) {
        g->boxes.v[i].table = old->table;
        g->boxes.v[i].block = old->block;
    }
    last->penalty = boxes[count - 1].penalty;
}

void block_set_variant(struct layout *l, struct galley_variant *v, const struct galley_box *boxes,
                       int lines) {
    const struct galley_paragraph *p = boxes[0].paragraph;
    struct inline_shape shape = p->shape;
    shape.looseness = lines;
    shape.no_overfull_diagnostic = true;
    v->state = GALLEY_BAD;
    if (!is_plain(boxes, p->count)) return;
    struct inline_paragraph *set = inline_break(p->content, &shape);
    if (set->count != p->count + (size_t)lines) return;
    struct block_paragraph settings = {.type = p->type};
    struct galley g;
    galley_init(&g, l->job.arena);
    for (size_t i = 0; i < set->count; i++) {
        add_line_box(&g, l, set, i, &settings, boxes[0].parts[0].x);
        if (g.boxes.v[i].height != boxes[0].height) return;
    }
    take_along(&g, boxes, p->count);
    *v = (struct galley_variant){
        .state = GALLEY_GOOD, .cost = v->cost, .boxes = g.boxes.v, .count = g.boxes.n};
}

/* --- dispatch ------------------------------------------------------------------------------------
 */

/* The paragraph's content, begun by the heading that runs into it. */
static struct inline_content *paragraph_content(struct flow *f, const struct doc_node *node,
                                                uint32_t own) {
    struct str lang = doc_lang_of(f->l->job.doc, node);
    struct inline_content *c = inline_content_new(f->l, f->galley->arena, f->type, lang);
    if (f->run_in) {
        uint32_t head = frame_add_node(f->l->out, f->node, FRAME_ROLE_HEADING);
        f->l->out->nodes.v[head].level = f->run_in->u.heading.level;
        inline_add_children(c, head, f->run_in, STYLE_TYPE_H3);
        inline_add_space(c, f->l->job.style->types[f->type].size);
    }
    if (own == FRAME_NO_NODE) own = block_node(f, FRAME_ROLE_PARAGRAPH);
    inline_add_children(c, own, node, f->type);
    inline_content_finish(c);
    return c;
}

/* How far the first line of a paragraph that follows one stands in, by the size of its type. */
static sp paragraph_indent(const struct flow *f) {
    const struct style *s = f->l->job.style;
    switch (f->type) {
    case STYLE_TYPE_BODY:
    case STYLE_TYPE_LEAD:
    case STYLE_TYPE_QUOTE:
    case STYLE_TYPE_CALLOUT:
    case STYLE_TYPE_NOTE:
    case STYLE_TYPE_LITERATURE: /* endnotes */
    case STYLE_TYPE_EVENT_TEXT:
        return sp_scale(s->indent, s->types[f->type].size, s->types[STYLE_TYPE_BODY].size);
    default: return 0;
    }
}

/* A paragraph whose structure node is own, or a new one. */
static void set_paragraph(struct flow *f, const struct doc_node *node) {
    const struct doc_node *run_in = f->run_in;
    struct inline_content *c = paragraph_content(f, node, FRAME_NO_NODE);
    struct block_paragraph p = block_paragraph_of(f, f->type);
    bool alike = doc_has_class(node, "line-block") || doc_has_class(node, "definition");
    if (f->indent_next && !run_in && !alike) p.first_indent = paragraph_indent(f);
    if (f->grid && f->type == STYLE_TYPE_BODY) galley_snap(f->galley);
    if (run_in) galley_space(f->galley, f->grid);
    size_t first = block_add_lines(f, c, &p);
    if (run_in && first < f->galley->boxes.n)
        block_add_destination(f, &f->galley->boxes.v[first], run_in->id);
    if (first < f->galley->boxes.n) block_add_destination(f, &f->galley->boxes.v[first], node->id);
    f->run_in = NULL;
    f->indent_next = true;
}

static void set_quote(struct flow *f, const struct doc_node *node) {
    const struct style *s = f->l->job.style;
    struct flow in = flow_inside(f, f->galley, block_node(f, FRAME_ROLE_QUOTE), s->quote_indent,
                                 f->type == STYLE_TYPE_BODY ? s->quote_indent : 0);
    if (f->type == STYLE_TYPE_BODY) in.type = STYLE_TYPE_QUOTE;
    galley_space(f->galley, s->types[f->type].leading);
    if (f->grid) galley_snap(f->galley);
    size_t first = f->galley->boxes.n;
    block_set_children(&in, node);
    if (s->quote_rule) block_add_side_rule(f, first, s->quote_rule);
    galley_space(f->galley, s->types[f->type].leading);
    f->indent_next = false;
}

/* A thematic break: a short rule amid a blank line, which does not begin a page or column. */
static void set_rule(struct flow *f) {
    const struct style *s = f->l->job.style;
    sp leading = s->types[f->type].leading;
    galley_keep(f->galley, GALLEY_ORPHAN);
    if (f->grid) galley_snap(f->galley);
    struct galley_box *box = galley_add(f->galley, leading * 2);
    sp width = sp_min(SP(36), f->measure);
    block_add_rule(f, box, f->x + (f->measure - width) / 2, leading, width, s->note_rule_thickness,
                   s->accent);
    f->indent_next = false;
}

static void dispatch(struct flow *f, const struct doc_node *node) {
    switch (node->kind) {
    case DOC_HEADING: block_set_heading(f, node); break;
    case DOC_PARAGRAPH: set_paragraph(f, node); break;
    case DOC_QUOTE: set_quote(f, node); break;
    case DOC_LIST: block_set_list(f, node); break;
    case DOC_CODE_BLOCK: block_set_code(f, node); break;
    case DOC_RULE: set_rule(f); break;
    case DOC_TABLE: block_set_table(f, node); break;
    case DOC_FIGURE: block_set_figure(f, node); break;
    case DOC_CALLOUT: block_set_callout(f, node); break;
    case DOC_TIMELINE: block_set_timeline(f, node); break;
    case DOC_INDICATORS: block_set_indicators(f, node); break;
    case DOC_LITERATURE: block_set_literature(f, node); break;
    case DOC_CONTENTS: block_set_contents(f, node); break;
    case DOC_PAGE_BREAK:
        galley_new_page(f->galley);
        f->indent_next = false;
        break;
    default: block_set_children(f, node); break;
    }
}

void block_set(struct flow *f, const struct doc_node *node) {
    if (f->depth > FLOW_DEPTH_MAX) return;
    if (block_begins_literature(node)) block_set_endnotes(f);
    block_hint_before(f, node);
    size_t first = f->galley->boxes.n;
    bool indent = f->indent_next;
    dispatch(f, node);
    for (size_t i = first; i < f->galley->boxes.n; i++)
        if (!f->galley->boxes.v[i].block) f->galley->boxes.v[i].block = node;
    block_hint_after(f, node, first);
    if (node->kind == DOC_FIGURE) f->indent_next = indent; /* the text may close up over it */
}

/* Inlines that stand among blocks (a tight item, a cell) are a paragraph of their own. */
static const struct doc_node *set_loose_inlines(struct flow *f, const struct doc_node *first) {
    struct doc_node *p = doc_node_new(f->galley->arena, DOC_PARAGRAPH, first->pos);
    const struct doc_node *end = first;
    while (end && !doc_is_block(end->kind))
        end = end->next;
    for (const struct doc_node *n = first; n != end; n = n->next)
        doc_append(p, doc_clone(f->galley->arena, n));
    p->parent = first->parent;
    set_paragraph(f, p);
    return end;
}

void block_set_children(struct flow *f, const struct doc_node *parent) {
    const struct doc_node *n = parent->first;
    while (n) {
        if (doc_is_block(n->kind)) {
            block_set(f, n);
            n = n->next;
        } else
            n = set_loose_inlines(f, n);
    }
    block_end(f);
}

void block_end(struct flow *f) {
    if (!f->run_in) return; /* a heading with nothing after it to run into */
    struct doc_node *empty = doc_node_new(f->galley->arena, DOC_PARAGRAPH, f->run_in->pos);
    set_paragraph(f, empty);
}
