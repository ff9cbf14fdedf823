#include "layout/page/place.h"

#include "font/font.h"

#define SHOW_GRID_COLOUR 0x8fc1e3
#define SHOW_BOX_COLOUR  0xe08fb0
#define SHOW_GLUE_COLOUR 0x9fd8a4

void show_grid(struct placing *p, const struct page_measure *m) {
    const struct style *s = p->l->job.style;
    sp left = s->margin_left, width = style_full_width(s), hair = SP(0.25);
    struct font_metrics metrics = inline_metrics(p->l->inl, STYLE_TYPE_BODY);
    sp baseline = (m->grid - metrics.ascent - metrics.descent) / 2 + metrics.ascent;
    for (sp y = 0; y < m->height; y += m->grid)
        place_rule(p, left, s->margin_top + y + baseline, width, hair, SHOW_GRID_COLOUR);
    place_rule(p, style_text_x(s), s->margin_top, hair, m->height, SHOW_GRID_COLOUR);
    place_rule(p, style_text_x(s) + style_text_width(s), s->margin_top, hair, m->height,
               SHOW_GRID_COLOUR);
}

void show_box(struct placing *p, const struct galley_box *box, sp y) {
    const struct style *s = p->l->job.style;
    sp x = style_text_x(s), width = style_text_width(s), hair = SP(0.3);
    if (p->l->job.show & LAYOUT_SHOW_BOXES) {
        place_rule(p, x, y, width, hair, SHOW_BOX_COLOUR);
        place_rule(p, x, y + box->height - hair, width, hair, SHOW_BOX_COLOUR);
        place_rule(p, x, y, hair, box->height, SHOW_BOX_COLOUR);
        place_rule(p, x + width, y, hair, box->height, SHOW_BOX_COLOUR);
    }
    if ((p->l->job.show & LAYOUT_SHOW_GLUE) && box->space > 0)
        place_rule(p, x - SP(6), y - box->space, SP(4), box->space, SHOW_GLUE_COLOUR);
}
