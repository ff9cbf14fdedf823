#include "layout/block/block.h"

const struct set_note *block_find_note(const struct layout *l, const struct doc_note *note) {
    return note->number ? l->notes[note->number - 1] : NULL;
}

/* How a note's mark hangs left of its first line. */
struct hanging {
    enum style_type_id type;
    sp room, gap;
};

/* The mark hangs left of the note's first line, linked back to where it stands in the text. */
static void hang_mark(struct flow *f, struct galley_box *box, const struct doc_note *note,
                      uint32_t node, const struct hanging *h) {
    struct layout *l = f->l;
    struct arena *a = f->galley->arena;
    struct inline_content *c = inline_content_new(l, a, h->type, STR_NONE);
    struct str text = layout_note_mark(l, note);
    struct str mark = str_printf(a, "mark-%zu", note->number);
    struct str alt =
        str_printf(a, "%.*s: %.*s", STR_ARG(text), STR_ARG(block_word(f, STYLE_WORD_LINK_BACK)));
    const struct style *s = l->job.style;
    inline_add_link(c, node, text, layout_destination(l, mark), alt, h->type,
                    s->note_numerals == STYLE_NUMERALS_SUPERIOR, note->pos);
    if (!str_empty(s->note_after))
        inline_add_text(c, block_text_leaf(f, node), s->note_after, h->type, note->pos);
    inline_content_finish(c);
    sp least, natural; /* a mark of many figures hangs further out */
    inline_content_widths(&least, &natural, c, false);
    sp room = sp_max(h->room, natural);
    struct inline_shape shape = {.measure = room, .align = STYLE_RIGHT};
    struct inline_paragraph *p = inline_break(c, &shape);
    sp y = block_baseline(l, h->type, p->leading);
    for (size_t i = box->part_count;
         i-- > 0;) /* beside the first line; code has a tint before it */
        if (box->parts[i].kind == GALLEY_LINE) y = box->parts[i].y;
    if (p->count) block_add_line_part(f, box, &p->lines[0], f->x - room - h->gap, y);
}

/* The note's own structure node, with its label's; in that order its text is read. */
static uint32_t note_node(struct layout *l, uint32_t parent, const struct doc_note *note,
                          uint32_t *label) {
    *label = FRAME_ARTIFACT;
    if (parent == FRAME_ARTIFACT) return FRAME_ARTIFACT;
    uint32_t node = frame_add_node(l->out, parent, FRAME_ROLE_NOTE);
    frame_say(l->out, node)->id = str_printf(l->job.arena, "note-%zu", note->number);
    *label = frame_add_node(l->out, node, FRAME_ROLE_LABEL);
    return node;
}

/* Sets the note's body in a flow and gives its first box mark and destination. */
static void set_body(struct flow *in, const struct doc_note *note, uint32_t label,
                     const struct hanging *h) {
    struct galley *g = in->galley;
    size_t first = g->boxes.n;
    block_set_children(in, note->body);
    if (first == g->boxes.n) galley_add(g, in->l->job.style->types[in->type].leading);
    hang_mark(in, &g->boxes.v[first], note, label, h);
    block_add_destination(in, &g->boxes.v[first], str_printf(g->arena, "note-%zu", note->number));
}

/* The least measure of notes under a table. */
#define UNDER_LEAST SP(200)

/* The flow of a note that stands apart: at the foot, under a table, in the margin. */
static struct flow note_flow(struct layout *l, struct set_note *set, uint32_t node,
                             const struct layout_due_note *due) {
    const struct style *s = l->job.style;
    struct flow in = flow_main(l, &set->galley, node);
    in.grid = 0;
    in.type = STYLE_TYPE_NOTE;
    in.depth = 1;
    if (set->in_margin) {
        in.x = s->note_hang - s->hang;
        in.measure = s->hang - s->gutter - s->note_hang;
    } else if (due->table_width && layout_note_under_table(l, due->note)) {
        in.x = due->table_x + s->note_hang; /* the mark stands at the table's edge */
        in.measure = sp_max(due->table_width, UNDER_LEAST) - s->note_hang;
    } else if (s->columns > 1) { /* left of a column stands another one's text */
        in.x = s->note_hang;
        in.measure = sp_max(in.measure - s->note_hang, s->types[in.type].size);
    }
    return in;
}

/* Code that begins a note keeps its tint clear of the note above it. */
static void clear_start(struct layout *l, struct set_note *set) {
    const struct doc_node *first = set->note->body->first;
    if (!first || first->kind != DOC_CODE_BLOCK || !set->galley.boxes.n) return;
    const struct style *s = l->job.style;
    sp room = s->code_indent / 2 + s->types[STYLE_TYPE_NOTE].leading / 2;
    struct galley_box *box = &set->galley.boxes.v[0];
    for (size_t i = 0; i < box->part_count; i++)
        box->parts[i].y += room;
    box->height += room;
}

/* A table, a figure or code at a note's end keeps clear of the note below it. */
static void clear_end(struct layout *l, struct set_note *set) {
    const struct doc_node *last = set->note->body->last;
    size_t n = set->galley.boxes.n;
    if (!last || !n || !doc_is_block(last->kind)) return;
    if (last->kind == DOC_PARAGRAPH || last->kind == DOC_LIST || last->kind == DOC_QUOTE) return;
    const struct style *s = l->job.style;
    sp panel =
        last->kind == DOC_CODE_BLOCK ? s->code_indent / 2 : 0; /* its tint, below its last line */
    set->galley.boxes.v[n - 1].height += panel + s->types[STYLE_TYPE_NOTE].leading / 2;
}

static void set_apart(struct layout *l, const struct layout_due_note *due) {
    const struct style *s = l->job.style;
    struct doc_note *note = due->note;
    if (l->notes[note->number - 1]) return;
    struct set_note *set = arena_new(l->job.arena, struct set_note);
    l->notes[note->number - 1] = set; /* before its body: a note within itself ends here */
    set->note = note;
    set->in_margin = layout_note_in_margin(l, note);
    galley_init(&set->galley, l->job.arena);
    uint32_t label, node = note_node(l, due->node, note, &label);
    struct flow in = note_flow(l, set, node, due);
    struct hanging h = {STYLE_TYPE_NOTE, s->note_hang - SP(3), SP(3)};
    set_body(&in, note, label, &h);
    clear_start(l, set);
    clear_end(l, set);
}

/* Notes met within notes wait until the one under way is set, so that their nesting costs no
 * stack. */
void block_set_note(struct flow *f, struct doc_note *note) {
    struct layout *l = f->l;
    if (!note->number || l->job.doc->meta.notes == DOC_NOTES_END) return;
    *vec_push(l->job.arena, &l->notes_due) =
        (struct layout_due_note){note, f->node, f->table_x, f->table_width};
    if (l->setting_note) return;
    bool in_passing = l->in_passing;
    l->in_passing = false;
    l->setting_note = true;
    for (size_t i = 0; i < l->notes_due.n; i++) {
        struct layout_due_note due = l->notes_due.v[i];
        set_apart(l, &due);
    }
    l->notes_due.n = 0;
    l->setting_note = false;
    l->in_passing = in_passing;
}

/* --- endnotes -----------------------------------------------------------------------------------
 */

bool block_begins_literature(const struct doc_node *node) {
    if (node->kind == DOC_LITERATURE) return !node->prev || node->prev->kind != DOC_HEADING;
    return node->kind == DOC_HEADING && node->next && node->next->kind == DOC_LITERATURE;
}

/* A section's heading with a word of the program's. */
static void set_heading(struct flow *f) {
    struct arena *a = f->galley->arena;
    struct doc_node *heading = doc_node_new(a, DOC_HEADING, (struct pos){0});
    heading->u.heading.level = 1;
    heading->id = STR("notes");
    doc_append(heading, doc_text_new(a, block_word(f, STYLE_WORD_NOTES), heading->pos));
    block_set_heading(f, heading);
}

/* Endnotes stand in the column on its grid, set like the literature list. */
void block_set_endnotes(struct flow *f) {
    struct layout *l = f->l;
    const struct doc *doc = l->job.doc;
    if (doc->meta.notes != DOC_NOTES_END || l->endnotes_set) return;
    l->endnotes_set = true;
    if (!doc->notes.n || !doc->notes.v[0]->number) return;
    set_heading(f);
    struct hanging h = {STYLE_TYPE_LITERATURE, SP(24), SP(7)};
    for (size_t i = 0; i < doc->notes.n && doc->notes.v[i]->number; i++) {
        const struct doc_note *note = doc->notes.v[i];
        uint32_t label, node = note_node(l, f->node, note, &label);
        struct flow in = flow_inside(f, f->galley, node, 0, 0);
        in.type = STYLE_TYPE_LITERATURE;
        galley_snap(f->galley);
        set_body(&in, note, label, &h);
    }
    galley_space(f->galley, l->job.style->grid);
    galley_snap(f->galley);
}
