#include "layout/inline/collect.h"

#include "base/utf8.h"
#include "layout/inline/kept.h"
#include "layout/inline/opportunity.h"

/* How far the paragraph's first character stands out. */
static sp first_protrusion(struct inline_content *c) {
    size_t i = 0;
    const struct span *s = &c->spans.v[0];
    if (s->object || s->rise || c->text.n == 0) return 0;
    uint32_t cp = utf8_next(content_text(c), &i);
    return protrude(c->context, s->font, cp, c->rtl ? 1 : 0);
}

static struct break_params params_of(struct inline_content *c, const struct inline_shape *shape) {
    const struct style *style = c->l->job.style;
    sp em = style->types[c->type].size;
    bool justified = shape->align == STYLE_JUSTIFY;
    return (struct break_params){
        .mode = justified ? BREAK_JUSTIFIED : BREAK_RAGGED,
        .first_measure = shape->measure - shape->first_indent,
        .measure = shape->measure - shape->indent,
        .first_left = first_protrusion(c),
        .em = em,
        .expansion = style->expansion,
        .protrudes = shape->align != STYLE_CENTER,
        .hyphens = shape->hyphens,
        .looseness = shape->looseness,
        .last_least = sp_min(style->indent + 2 * em, shape->measure / 4),
    };
}

/* Images wider than the measure are made smaller in proportion. */
static void fit_objects(struct inline_content *c, sp measure) {
    bool changed = false;
    for (size_t i = 0; i < c->objects.n; i++) {
        struct object *o = &c->objects.v[i];
        if (o->kind != OBJECT_IMAGE) continue;
        sp width = o->full_width < measure ? o->full_width : sp_max(measure, SP_PER_PT);
        if (width == o->width) continue;
        o->height = (sp)((double)o->full_height * (double)width / (double)o->full_width);
        o->width = width;
        changed = true;
    }
    if (!changed) return;
    for (size_t i = 0; i < c->chunks.n; i++) {
        struct chunk *k = &c->chunks.v[i];
        if (k->kind == CHUNK_OBJECT) k->width = c->objects.v[c->spans.v[k->span].object - 1].width;
    }
    c->points.n = c->cuts.n = 0;
    content_measure(c);
}

/* Says which words are divided for want of a better place. */
static void report_forced(struct inline_content *c, const struct inline_shape *shape, sp measure) {
    struct break_sums piece = {0};
    struct str text = content_text(c);
    if (shape->no_overfull_diagnostic) return;
    for (size_t i = 0; i < c->points.n; i++) {
        if (c->points.v[i].end.width - piece.width > measure && ++c->reports <= REPORTS_MOST) {
            size_t from = i ? c->cuts.v[i - 1].start : 0, end = from;
            while (end < c->cuts.v[i].end && end - from < 40)
                utf8_next(text, &end);
            diag_add(c->l->job.diags, DIAG_LONG_WORD, content_pos(c, from),
                     "mark where it may be divided with soft hyphens (U+00AD)",
                     "a word is wider than its line and divided where the line ends: “%.*s”",
                     STR_ARG(str_slice(text, from, end - from)));
        }
        piece = c->points.v[i].start;
    }
}

/* The lines as they are best; the last resort is to divide what fits into none. */
static struct break_result find_lines(struct inline_content *c, const struct inline_shape *shape,
                                      const struct break_params *params) {
    struct break_result r = break_lines(&c->l->scratch, params, c->points.v, c->points.n);
    sp measure = sp_min(params->measure, params->first_measure);
    if (!r.overfull || measure < 2 * params->em) return r;
    if (!opportunity_force(c, measure)) return r;
    report_forced(c, shape, measure);
    c->points.n = c->cuts.n = 0;
    content_measure(c);
    c->context->worked = NULL; /* at another measure the words may be whole */
    return break_lines(&c->l->scratch, params, c->points.v, c->points.n);
}

static void break_anew(struct inline_paragraph *p, struct inline_content *c,
                       const struct inline_shape *shape) {
    content_prepare(c);
    fit_objects(c, shape->measure - sp_max(shape->indent, shape->first_indent));
    struct arena_mark mark = arena_mark(&c->l->scratch);
    struct break_params params = params_of(c, shape);
    struct break_result r = find_lines(c, shape, &params);
    struct inline_line *lines = arena_new_array(kept_arena(c), r.count, struct inline_line);
    size_t from = SIZE_MAX;
    for (size_t i = 0; i < r.count; i++) {
        struct line_request request = {shape, &params, from, r.points[i]};
        line_set(&lines[i], c, &request);
        from = r.points[i];
    }
    p->lines = lines;
    p->count = r.count;
    p->demerits = r.demerits;
    p->can_be_looser = r.can_be_looser;
    p->can_be_tighter = r.can_be_tighter;
    p->looser_cost = r.looser_cost;
    p->tighter_cost = r.tighter_cost;
    arena_reset(&c->l->scratch, mark);
}

struct inline_paragraph *inline_break(struct inline_content *c, const struct inline_shape *shape) {
    struct inline_paragraph *p = kept_find(kept_of(c), shape);
    if (p) return p;
    p = arena_new(kept_arena(c), struct inline_paragraph);
    p->leading = c->l->job.style->types[c->type].leading;
    if (c->text.n == 0) return p;
    break_anew(p, c, shape);
    kept_add(c, shape, p);
    return p;
}
