#include "layout/block/timeline.h"

#include "base/buf.h"

#define MARK_ROOM   SP(10)
#define LEGEND_STEP SP(16)

static size_t category_of(struct timeline *t, struct str category) {
    for (size_t i = 0; i < t->category_count; i++)
        if (str_eq(t->categories[i], category)) return i;
    if (t->category_count == TIMELINE_CATEGORIES_MAX) return TIMELINE_CATEGORIES_MAX - 1;
    t->categories[t->category_count] = category;
    return t->category_count++;
}

static enum shape_kind shape_of(size_t category) {
    return category < SHAPE_KIND_COUNT ? (enum shape_kind)category : SHAPE_BOX;
}

enum shape_kind timeline_shape(struct timeline *t, const struct doc_event *event) {
    return str_empty(event->category) ? SHAPE_DISC : shape_of(category_of(t, event->category));
}

/* --- details
 * ---------------------------------------------------------------------------------------- */

static void add_detail(struct buf *out, struct str words) {
    if (!words.n) return;
    if (out->n) buf_add_c(out, " · ");
    buf_add_str(out, words);
}

struct str timeline_details(struct flow *f, const struct doc_event *event) {
    struct buf words = {0};
    add_detail(&words, block_date_within(f, &event->date));
    add_detail(&words, event->place);
    add_detail(&words, event->category);
    add_detail(&words, event->status);
    struct str s = str_copy(f->galley->arena, buf_str(&words));
    buf_done(&words);
    return s;
}

/* --- legend
 * ----------------------------------------------------------------------------------------- */

/* A shape and its word, one after the other; a new line where the width is full. */
static void set_legend(struct flow *f, struct timeline *t, uint32_t node) {
    const struct style *s = f->l->job.style;
    enum style_type_id type = STYLE_TYPE_EVENT_CATEGORY;
    sp leading = s->types[type].leading, x = 0;
    struct galley_box *box = galley_add(f->galley, leading);
    sp baseline = block_baseline(f->l, type, leading);
    for (size_t i = 0; i < t->category_count; i++) {
        struct inline_content *c = block_words(f, t->categories[i], node, type);
        sp least, natural;
        inline_content_widths(&least, &natural, c, false);
        struct inline_shape shape = {.measure = sp_max(natural + SP(1), SP(20)),
                                     .align = STYLE_LEFT};
        struct inline_paragraph *p = inline_break(c, &shape);
        if (x > 0 && x + MARK_ROOM + natural > t->width) {
            galley_keep(f->galley, GALLEY_KEEP);
            box = galley_add(f->galley, leading);
            x = 0;
        }
        block_add_path(f, box, shape_mark(f, shape_of(i), SP(3), s->accent), t->left + x + SP(3.5),
                       baseline - SP(2.6), FRAME_ARTIFACT);
        if (p->count) block_add_line_part(f, box, &p->lines[0], t->left + x + MARK_ROOM, baseline);
        x += MARK_ROOM + natural + LEGEND_STEP;
    }
    galley_keep(f->galley, GALLEY_KEEP);
}

void timeline_set_caption(struct flow *f, struct timeline *t, uint32_t own, bool again) {
    struct flow in = *f;
    in.node = own;
    bool chart = doc_is_figure(t->node);
    struct str id = str_empty(t->node->id) ? STR("timeline") : t->node->id;
    uint32_t node = block_set_caption(
        &in, &(struct block_caption){.title = t->node->u.timeline.caption,
                                     .words = block_word(f, STYLE_WORD_TIMELINE),
                                     .kind = chart ? STYLE_WORD_FIGURE : STYLE_WORD_TABLE,
                                     .number = t->node->u.timeline.number,
                                     .id = id,
                                     .pos = t->node->pos,
                                     .x = t->left,
                                     .measure = t->width,
                                     .again = again});
    if (t->more && t->more->legend && t->category_count && !again) set_legend(f, t, node);
    galley_space(f->galley, SP(4));
}

void timeline_set_as_of(struct flow *f, struct timeline *t) {
    if (!t->more || !t->more->as_of.value.from.year) return;
    enum style_type_id type = STYLE_TYPE_INDICATOR_NOTE;
    struct str words = block_as_of(f, block_date(f, &t->more->as_of));
    struct flow in = *f;
    in.x = t->left;
    in.measure = t->width;
    in.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    galley_keep(f->galley, GALLEY_KEEP);
    galley_space(f->galley, SP(4));
    struct block_paragraph p = block_paragraph_of(&in, type);
    block_add_lines(&in, block_words(&in, words, in.node, type), &p);
}
