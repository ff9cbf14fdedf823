#include "layout/block/block.h"

const struct set_note *block_find_note(const struct layout *l, const struct doc_note *note) {
    return note->number ? l->notes[note->number - 1] : NULL;
}

/* The numeral hangs left of the note's first line, linked back to its mark. */
static void hang_numeral(struct flow *f, struct galley_box *box, const struct doc_note *note,
                         uint32_t node) {
    struct layout *l = f->l;
    const struct style *s = l->job.style;
    struct arena *a = f->galley->arena;
    struct inline_content *c = inline_content_new(l, a, STYLE_TYPE_NOTE, STR_NONE);
    struct str text = str_printf(a, "%zu", note->number);
    struct str mark = str_printf(a, "mark-%zu", note->number);
    struct str alt = str_printf(a, "%.*s: %.*s", STR_ARG(text),
                                STR_ARG(block_word(f, STYLE_WORD_LINK_BACK)));
    inline_add_link(c, node, text, layout_destination(l, mark), alt, STYLE_TYPE_NOTE, note->pos);
    inline_content_finish(c);
    struct inline_shape shape = {.measure = s->note_hang - SP(3), .align = STYLE_RIGHT};
    struct inline_paragraph *p = inline_break(c, &shape);
    if (!p->count) return;
    block_add_line_part(f, box, &p->lines[0], f->x - s->note_hang,
                        block_baseline(l, STYLE_TYPE_NOTE, p->leading));
}

/* The order of structure: the numeral's label before the note's text. */
void block_set_note(struct flow *f, struct doc_note *note) {
    struct layout *l = f->l;
    if (!note->number || l->notes[note->number - 1]) return;
    struct set_note *set = arena_new(f->galley->arena, struct set_note);
    l->notes[note->number - 1] = set; /* before its body: a note within itself ends here */
    set->note = note;
    galley_init(&set->galley, f->galley->arena);
    uint32_t node = block_node(f, FRAME_ROLE_NOTE);
    uint32_t label = node;
    if (node != FRAME_ARTIFACT) {
        l->out->nodes.v[node].id = str_printf(l->job.arena, "note-%zu", note->number);
        label = frame_add_node(l->out, node, FRAME_ROLE_LABEL);
    }
    struct flow in = flow_main(l, &set->galley, node);
    in.grid = 0;
    in.type = STYLE_TYPE_NOTE;
    in.depth = f->depth + 1;
    block_set_children(&in, note->body);
    if (!set->galley.boxes.n) galley_add(&set->galley, l->job.style->types[STYLE_TYPE_NOTE].leading);
    struct galley_box *first = &set->galley.boxes.v[0];
    hang_numeral(&in, first, note, label);
    block_add_destination(&in, first, str_printf(f->galley->arena, "note-%zu", note->number));
}
