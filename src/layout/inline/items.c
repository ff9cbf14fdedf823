/* From chunks and opportunities to points: where lines may end, with the sums before and after.
 *
 * A word is measured whole. Where it may be divided, the part before is taken to be as wide as its
 * glyphs in the whole word; only inside a ligature is it shaped anew. What is set is shaped
 * exactly, and the difference (the kerning of one pair) goes into the line's spaces. */
#include "base/utf8.h"
#include "layout/inline/kept.h"
#include "layout/inline/opportunity.h"

struct meter {
    struct inline_content *c;
    struct str text;
    struct break_sums now, solid; /* solid: without the spaces at the end */
    uint32_t solid_chunks;        /* chunks before the spaces at the end */
    uint32_t solid_end;
};

static int16_t penalty_of(const struct style *style, enum opportunity o) {
    int hyphen = style->hyphen_penalty;
    switch (o) {
    case OPPORTUNITY_POOR: return 12;
    case OPPORTUNITY_DASH: return 6;
    case OPPORTUNITY_WRITTEN: return (int16_t)(hyphen / 2);
    case OPPORTUNITY_SOFT:
    case OPPORTUNITY_HYPHEN: return (int16_t)hyphen;
    case OPPORTUNITY_SECOND: return (int16_t)sp_min(2 * hyphen, INT16_MAX);
    case OPPORTUNITY_RANGE: return 60;
    case OPPORTUNITY_SEAM: return 24;
    case OPPORTUNITY_CODE: return 90;
    case OPPORTUNITY_LAST: return 240;
    default: return 0;
    }
}

static uint16_t flags_of(enum opportunity o) {
    switch (o) {
    case OPPORTUNITY_MUST: return BREAK_FORCED;
    case OPPORTUNITY_WRITTEN:
    case OPPORTUNITY_SOFT: return BREAK_HYPHEN;
    case OPPORTUNITY_HYPHEN:
    case OPPORTUNITY_SECOND: return BREAK_HYPHEN | BREAK_DICTIONARY;
    default: return 0;
    }
}

static bool puts_hyphen(enum opportunity o) {
    return o == OPPORTUNITY_SOFT || o == OPPORTUNITY_HYPHEN || o == OPPORTUNITY_SECOND;
}

/* The span that a chunk stands in. */
static const struct span *span_of(const struct meter *m, uint32_t chunk) {
    return &m->c->spans.v[m->c->chunks.v[chunk].span];
}

/* How far the last character before the cut (or the hyphen put there) stands out. */
static sp protrude_end(struct meter *m, const struct cut *cut) {
    if (cut->end == 0) return 0;
    struct inline_content *c = m->c;
    const struct span *s = span_of(m, cut->last - 1);
    if (s->object || s->rise) return 0;
    uint32_t cp = cut->hyphen ? s->font->hyphen : utf8_prev(m->text, &(size_t){cut->end});
    return protrude(c->context, s->font, cp, c->rtl ? 0 : 1);
}

static sp protrude_start(struct meter *m, const struct cut *cut) {
    if (cut->start >= m->text.n) return 0;
    struct inline_content *c = m->c;
    const struct span *s = span_of(m, cut->first);
    if (s->object || s->rise) return 0;
    uint32_t cp = utf8_next(m->text, &(size_t){cut->start});
    return protrude(c->context, s->font, cp, c->rtl ? 1 : 0);
}

/* True if what stands before `end` is a hyphen of the text's own, as in "pre- and post-war". */
static bool shows_hyphen(const struct meter *m, size_t end) {
    return end > 0 && (m->text.p[end - 1] == '-' || str_ends(str_slice(m->text, 0, end), "\u2010"));
}

static void put_point(struct meter *m, const struct break_point *p, const struct cut *cut,
                      enum opportunity o) {
    struct inline_content *c = m->c;
    struct break_point *point = vec_push(&c->context->work, &c->points);
    *point = *p;
    point->penalty = penalty_of(c->l->job.style, o);
    point->flags = flags_of(o);
    if (shows_hyphen(m, cut->end)) point->flags |= BREAK_HYPHEN;
    point->right = (int32_t)protrude_end(m, cut);
    point->left = (int32_t)protrude_start(m, cut);
    *vec_push(&c->context->work, &c->cuts) = *cut;
}

/* The width of a shaped word's first `offset` bytes; false if a glyph spans the place. */
static bool prefix_width(sp *width, const struct inline_shaped *w, size_t offset) {
    *width = 0;
    for (size_t i = 0; i < w->count; i++) {
        const struct frame_word *part = w->parts[i];
        if (offset >= w->starts[i] + part->text.n) {
            *width += part->width;
            continue;
        }
        if (offset <= w->starts[i]) return true;
        size_t within = offset - w->starts[i];
        bool clean = false;
        for (uint32_t g = 0; g < part->glyph_count; g++) {
            if (part->glyphs[g].cluster < within) *width += part->glyphs[g].advance;
            if (part->glyphs[g].cluster == within) clean = true;
            if (part->glyphs[g].cluster >= within && !part->rtl) break; /* they ascend */
        }
        return clean;
    }
    return true;
}

static void widen(struct break_sums *s, sp width) {
    s->width += width;
    s->glyphs += width;
}

/* A place within a word: what is before it with a hyphen if one is put, what is after it. */
static void put_inside(struct meter *m, uint32_t chunk, uint32_t offset, enum opportunity o) {
    struct inline_content *c = m->c;
    const struct chunk *k = &c->chunks.v[chunk];
    struct inline_font *font = c->spans.v[k->span].font;
    bool hyphen = puts_hyphen(o);
    struct break_point p = {.end = m->now, .start = m->now};
    sp before;
    if (prefix_width(&before, k->shaped, offset - k->from)) {
        widen(&p.end, before + (hyphen ? font->metrics.hyphen : 0));
        widen(&p.start, before);
    } else {
        widen(&p.end, content_shape(c, k, k->from, offset, hyphen)->width);
        widen(&p.start, k->width - content_shape(c, k, offset, k->to, false)->width);
    }
    struct cut cut = {chunk + 1, chunk, offset, offset, hyphen, false};
    put_point(m, &p, &cut, o);
}

static void measure_word(struct meter *m, uint32_t chunk) {
    const struct chunk *k = &m->c->chunks.v[chunk];
    const unsigned char *o = m->c->opportunities;
    for (uint32_t i = k->from + 1; i < k->to; i++)
        if (o[i] != OPPORTUNITY_NONE) put_inside(m, chunk, i, (enum opportunity)o[i]);
    widen(&m->now, k->width);
}

static void measure_space(struct meter *m, uint32_t chunk) {
    const struct chunk *k = &m->c->chunks.v[chunk];
    enum opportunity o = (enum opportunity)m->c->opportunities[k->to];
    m->now.width += k->width;
    m->now.spaces += k->give;
    bool space_next = chunk + 1 < m->c->chunks.n && m->c->chunks.v[chunk + 1].kind == CHUNK_SPACE;
    if (o == OPPORTUNITY_NONE || o == OPPORTUNITY_MUST || space_next) return;
    struct break_point p = {.end = m->solid, .start = m->now};
    struct cut cut = {m->solid_chunks, chunk + 1, m->solid_end, k->to, false, true};
    put_point(m, &p, &cut, o);
}

/* A place between two chunks without a space. */
static void measure_seam(struct meter *m, uint32_t chunk) {
    const struct chunk *k = &m->c->chunks.v[chunk];
    enum opportunity o = (enum opportunity)m->c->opportunities[k->to];
    bool space_next = chunk + 1 < m->c->chunks.n && m->c->chunks.v[chunk + 1].kind == CHUNK_SPACE;
    if (o == OPPORTUNITY_NONE || o == OPPORTUNITY_MUST || space_next) return;
    struct break_point p = {.end = m->solid, .start = m->now};
    bool hyphen = puts_hyphen(o);
    if (hyphen) widen(&p.end, m->c->spans.v[k->span].font->metrics.hyphen);
    struct cut cut = {chunk + 1, chunk + 1, k->to, k->to, hyphen, false};
    put_point(m, &p, &cut, o);
}

/* Spaces before a forced end are left out; those after it stay (they are code's). */
static void measure_forced(struct meter *m, uint32_t next, uint32_t start) {
    struct break_point p = {.end = m->solid, .start = m->now};
    struct cut cut = {m->solid_chunks, next, m->solid_end, start, false, start < m->text.n};
    put_point(m, &p, &cut, OPPORTUNITY_MUST);
}

static void settle(struct meter *m, uint32_t chunk) {
    m->solid = m->now;
    m->solid_chunks = chunk + 1;
    m->solid_end = m->c->chunks.v[chunk].to;
}

/* Room for all points at once: growing would leave the old ones behind in the arena. */
static void reserve_points(struct inline_content *c) {
    size_t n = 1;
    for (size_t i = 1; i < c->text.n; i++)
        n += c->opportunities[i] != OPPORTUNITY_NONE;
    if (n <= c->points.cap) return;
    c->points.v = arena_new_array(&c->context->work, n, struct break_point);
    c->cuts.v = arena_new_array(&c->context->work, n, struct cut);
    c->points.cap = c->cuts.cap = n;
}

void content_measure(struct inline_content *c) {
    struct meter m = {.c = c, .text = content_text(c)};
    reserve_points(c);
    for (uint32_t i = 0; i < c->chunks.n; i++) {
        const struct chunk *k = &c->chunks.v[i];
        switch ((enum chunk_kind)k->kind) {
        case CHUNK_WORD:
            measure_word(&m, i);
            settle(&m, i);
            m.now.seams += k->give;
            measure_seam(&m, i);
            break;
        case CHUNK_OBJECT:
            m.now.width += k->width;
            settle(&m, i);
            measure_seam(&m, i);
            break;
        case CHUNK_SPACE: measure_space(&m, i); break;
        case CHUNK_BREAK:
            measure_forced(&m, i + 1, k->to);
            settle(&m, i);
            break;
        }
    }
    if (c->chunks.n > 0) measure_forced(&m, (uint32_t)c->chunks.n, (uint32_t)c->text.n);
}

void inline_content_widths(sp *least, sp *natural, struct inline_content *c, bool hyphens) {
    struct break_sums piece = {0}, line = {0};
    if (kept_find_widths(least, natural, kept_of(c), hyphens)) return;
    content_prepare(c);
    *least = *natural = 0;
    for (size_t i = 0; i < c->points.n; i++) {
        const struct break_point *p = &c->points.v[i];
        if ((p->flags & BREAK_DICTIONARY) && !hyphens) continue;
        *least = sp_max(*least, p->end.width - piece.width);
        piece = p->start;
        if (!(p->flags & BREAK_FORCED)) continue;
        *natural = sp_max(*natural, p->end.width - line.width);
        line = p->start;
    }
    kept_add_widths(c, *least, *natural, hyphens);
}
