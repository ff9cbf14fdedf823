#include "layout/inline/line.h"

static struct frame_path *add_path(struct setter *s, uint32_t node,
                                   const struct frame_segment *segments, size_t n) {
    struct frame_path *path = arena_new(s->arena, struct frame_path);
    struct frame_segment *own = arena_new_array(s->arena, n, struct frame_segment);
    memcpy(own, segments, n * sizeof *own);
    path->segments = own;
    path->count = n;
    struct frame_item *item = vec_push(s->arena, &s->items);
    *item = (struct frame_item){.kind = FRAME_PATH, .node = node, .u.path = path};
    return path;
}

static void stroke(struct frame_path *path, sp width, frame_colour colour) {
    path->stroke = true;
    path->stroke_width = width;
    path->stroke_colour = colour;
}

void line_draw_task(struct setter *s, const struct piece *p, const struct object *o) {
    sp pen = sp_max(o->width / 14, SP(0.4)), x = p->x + pen / 2, w = o->width - pen;
    sp low = -pen / 2, high = low - w;
    struct frame_segment box[] = {{FRAME_MOVE, {{x, low}}},
                                  {FRAME_LINE, {{x + w, low}}},
                                  {FRAME_LINE, {{x + w, high}}},
                                  {FRAME_LINE, {{x, high}}},
                                  {FRAME_CLOSE, {{0, 0}}}};
    stroke(add_path(s, p->node, box, 5), pen, p->span->colour);
    if (!o->done) return;
    struct frame_segment tick[] = {{FRAME_MOVE, {{x + w * 2 / 9, low - w / 2}}},
                                   {FRAME_LINE, {{x + w * 4 / 9, low - w * 2 / 9}}},
                                   {FRAME_LINE, {{x + w * 7 / 9, low - w * 7 / 9}}}};
    struct frame_path *path = add_path(s, p->node, tick, 3);
    stroke(path, pen * 3 / 2, p->span->colour);
    path->round = true;
}

/* One rule along pieces i..end of the visual order, at y. */
static void draw_rule(struct setter *s, size_t i, size_t end, sp y, sp thickness) {
    const struct piece *a = &s->pieces.v[s->order[i]], *b = &s->pieces.v[s->order[end - 1]];
    struct frame_segment rule[] = {{FRAME_MOVE, {{a->x, y}}}, {FRAME_LINE, {{b->x + b->width, y}}}};
    stroke(add_path(s, FRAME_ARTIFACT, rule, 2), thickness, a->span->colour);
}

static void draw_rules_of(struct setter *s, unsigned flag) {
    for (size_t i = 0; i < s->pieces.n;) {
        const struct piece *p = &s->pieces.v[s->order[i]];
        size_t end = i + 1;
        if (!(p->span->flags & flag)) {
            i++;
            continue;
        }
        while (end < s->pieces.n && (s->pieces.v[s->order[end]].span->flags & flag))
            end++;
        const struct font_metrics *m = &p->span->font->metrics;
        sp thick = m->underline_thickness;
        if (flag == SPAN_STRIKE)
            draw_rule(s, i, end, -m->strikeout_position - p->span->rise, thick);
        else
            draw_rule(s, i, end, m->underline_position - p->span->rise, thick);
        i = end;
    }
}

void line_draw_rules(struct setter *s) {
    unsigned flags = 0;
    for (size_t i = 0; i < s->pieces.n; i++)
        flags |= s->pieces.v[i].span->flags;
    if (flags & SPAN_STRIKE) draw_rules_of(s, SPAN_STRIKE);
    if (flags & SPAN_UNDERLINE) draw_rules_of(s, SPAN_UNDERLINE);
}
