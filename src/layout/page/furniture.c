#include "layout/block/block.h"
#include "layout/page/place.h"

struct furniture {
    struct layout *l;
    const struct inline_line *title, *series; /* or NULL */
};

/* The first line of inlines set in that type at that measure, as an artifact. */
static const struct inline_line *one_line(struct layout *l, const struct doc_node *span,
                                          struct str words, enum style_type_id type, sp measure,
                                          enum style_align align) {
    struct inline_content *c = inline_content_new(l, l->job.arena, type, STR_NONE);
    if (span)
        inline_add_children(c, FRAME_ARTIFACT, span, type);
    else
        inline_add_text(c, FRAME_ARTIFACT, words, type, (struct pos){0});
    inline_content_finish(c);
    struct inline_shape shape = {
        .measure = measure, .align = align, .no_overfull_diagnostic = true};
    struct inline_paragraph *p = inline_break(c, &shape);
    return p->count ? &p->lines[0] : NULL;
}

struct furniture *furniture_new(struct layout *l) {
    const struct doc_meta *m = &l->job.doc->meta;
    struct furniture *f = arena_new(l->job.arena, struct furniture);
    f->l = l;
    const struct doc_node *title = m->short_title ? m->short_title : m->title;
    sp full = style_full_width(l->job.style);
    if (title) f->title = one_line(l, title, STR_NONE, STYLE_TYPE_HEAD, full * 2 / 3, STYLE_LEFT);
    if (m->series)
        f->series = one_line(l, m->series, STR_NONE, STYLE_TYPE_HEAD, full / 3, STYLE_RIGHT);
    return f;
}

/* Places a line whose items are all artifacts of that kind. */
static void place_furniture(struct placing *p, const struct inline_line *line, sp x, sp y,
                            enum frame_artifact kind) {
    size_t first = p->page->items.n;
    place_line(p, line, x, y);
    for (size_t i = first; i < p->page->items.n; i++)
        p->page->items.v[i].node = frame_artifact_node(kind);
}

/* The first page bears its title; a running head over it would say it twice. */
static void place_head(struct furniture *f, struct placing *p) {
    const struct style *s = f->l->job.style;
    sp full = style_full_width(s);
    if (p->number == 1) return;
    if (f->title)
        place_furniture(p, f->title, s->margin_left, s->head_baseline, FRAME_ARTIFACT_HEADER);
    if (f->series)
        place_furniture(p, f->series, s->margin_left + full - full / 3, s->head_baseline,
                        FRAME_ARTIFACT_HEADER);
}

void furniture_place(struct furniture *f, struct placing *p) {
    const struct style *s = f->l->job.style;
    place_head(f, p);
    struct str folio = str_printf(f->l->job.arena, "%u / %u", p->number, p->count);
    sp room = SP(80), right = s->page_width - s->margin_right;
    const struct inline_line *line =
        one_line(f->l, NULL, folio, STYLE_TYPE_FOLIO, room, STYLE_RIGHT);
    sp y = s->page_height - s->foot_baseline;
    if (line) place_furniture(p, line, right - room, y, FRAME_ARTIFACT_FOOTER);
}
