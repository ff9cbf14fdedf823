#include "layout/inline/content.h"

#include "base/utf8.h"
#include "layout/inline/collect.h"
#include "layout/inline/opportunity.h"

struct inline_content *inline_content_new(struct layout *l, struct arena *a,
                                          enum style_type_id type, struct str lang) {
    struct arena *own = l->in_passing && a != &l->trial ? &l->passing : a;
    struct inline_content *c = arena_new(own, struct inline_content);
    context_begin(l->inl);
    c->l = l;
    c->context = l->inl;
    if (l->inl->worked == c) l->inl->worked = NULL; /* memory of one that is gone */
    c->arena = own;
    c->lines = a;
    c->type = type;
    c->lang = str_empty(lang) ? l->job.doc->meta.lang : lang;
    c->base = collect_base_font(c->context, type, c->lang);
    return c;
}

/* --- appending -------------------------------------------------------------------------------- */

static bool same_setting(const struct span *a, const struct setting *s) {
    return a->font == s->font && a->rise == s->rise && a->colour == s->colour &&
           a->node == s->node && a->link == s->link && a->flags == s->flags && a->object == 0;
}

/* What is appended next is set so. */
static struct span *begin_span(struct inline_content *c, const struct setting *s) {
    struct span *last = c->spans.n ? &c->spans.v[c->spans.n - 1] : NULL;
    if (last && same_setting(last, s)) return last;
    if (!last || last->from != c->text.n) last = vec_push(c->arena, &c->spans);
    *last = (struct span){.from = c->text.n,
                          .font = s->font,
                          .rise = s->rise,
                          .colour = s->colour,
                          .node = s->node,
                          .link = s->link,
                          .flags = s->flags};
    return last;
}

static void put_bytes(struct inline_content *c, const char *p, size_t n) {
    if (c->text.n + n > c->text.cap)
        vec_reserve(c->arena, (void **)&c->text.v, &c->text.cap, c->text.n + n, 1);
    memcpy(c->text.v + c->text.n, p, n);
    c->text.n += n;
}

void content_wish(struct inline_content *c, enum wish_kind kind) {
    *vec_push(c->arena, &c->wishes) = (struct wish){c->text.n, kind};
}

static void put_origin(struct inline_content *c, struct pos pos, struct pos node) {
    *vec_push(c->arena, &c->origins) = (struct origin){c->text.n, pos, node};
}

static bool at_line_start(const struct inline_content *c) {
    return c->text.n == 0 || c->text.v[c->text.n - 1] == '\n';
}

/* Ordinary text has one space where the source has any. */
static void put_space(struct inline_content *c) {
    if (!at_line_start(c) && c->text.v[c->text.n - 1] != ' ') put_bytes(c, " ", 1);
}

/* Code keeps its spaces; a tab goes to the next multiple of four characters. */
static void put_code_space(struct inline_content *c, uint32_t cp) {
    size_t column = 0;
    for (size_t i = c->text.n; i > 0 && c->text.v[i - 1] != '\n'; i--)
        if (((unsigned char)c->text.v[i - 1] & 0xC0) != 0x80) column++;
    size_t n = cp == '\t' ? 4 - column % 4 : 1;
    put_bytes(c, "    ", n);
}

/* The character is not one that prints: a wish, a space, a line end. */
static bool put_special(struct inline_content *c, uint32_t cp, bool code) {
    switch (cp) {
    case ' ':
    case '\t':
        if (code)
            put_code_space(c, cp);
        else
            put_space(c);
        return true;
    case '\n':
    case 0x2028:
    case 0x2029:
        if (!code) content_trim(c);
        put_bytes(c, "\n", 1);
        return true;
    case 0x00AD: content_wish(c, WISH_HYPHEN); return true;
    case 0x200B: content_wish(c, WISH_BREAK); return true;
    case 0x2060:
    case 0xFEFF: content_wish(c, WISH_NO_BREAK); return true;
    default: return cp < ' ' || (cp >= 0x7F && cp < 0xA0);
    }
}

static bool is_special(unsigned char byte) {
    return byte <= ' ' || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF;
}

/* The end of what is appended as it is: single spaces between words too. */
static size_t plain_end(struct str text, size_t from) {
    const unsigned char *p = (const unsigned char *)text.p;
    size_t i = from;
    while (i < text.n && ((p[i] > ' ' && p[i] < 0x7F) || !is_special(p[i]) ||
                          (p[i] == ' ' && i > from && p[i - 1] != ' ')))
        i++;
    return i;
}

/* How far into a source text appending is, for the columns of what comes next. */
struct reading {
    struct str text;
    size_t counted;
    struct pos pos, node;
};

/* What follows comes from byte i of the source text: said where the two fell out of step. */
static void mark_step(struct inline_content *c, struct reading *r, size_t i) {
    if (r->pos.file == 0 || r->pos.col == 0) return;
    r->pos.col += (uint32_t)utf8_count(str_slice(r->text, r->counted, i - r->counted));
    r->counted = i;
    put_origin(c, r->pos, r->node);
}

void content_append(struct inline_content *c, const struct setting *s, struct str text,
                    struct pos pos) {
    bool code = s->flags & SPAN_CODE;
    struct reading reading = {.text = text, .pos = pos, .node = pos};
    begin_span(c, s);
    if (pos.file) put_origin(c, pos, pos);
    for (size_t i = 0; i < text.n;) {
        size_t from = i, before;
        i = plain_end(text, i);
        if (i > from) put_bytes(c, text.p + from, i - from);
        if (i == text.n) break;
        from = i;
        before = c->text.n;
        if (!put_special(c, utf8_next(text, &i), code))
            put_bytes(c, text.p + from, i - from);
        else if (c->text.n != before + (i - from))
            mark_step(c, &reading, i);
    }
}

void content_append_object(struct inline_content *c, const struct setting *s,
                           const struct object *o, struct pos pos) {
    *vec_push(c->arena, &c->objects) = *o;
    struct setting own = *s;
    begin_span(c, &own);
    struct span *span = &c->spans.v[c->spans.n - 1];
    if (span->from != c->text.n) {
        struct span copy = *span;
        span = vec_push(c->arena, &c->spans);
        *span = copy;
        span->from = c->text.n;
    }
    span->object = (uint32_t)c->objects.n;
    if (pos.file) put_origin(c, pos, pos);
    if (o->kind != OBJECT_IMAGE) content_wish(c, WISH_NO_BREAK);
    put_bytes(c, "\xEF\xBF\xBC", 3);
    if (o->kind == OBJECT_SPACE) content_wish(c, WISH_NO_BREAK);
}

void content_trim(struct inline_content *c) {
    while (c->text.n > 0 && c->text.v[c->text.n - 1] == ' ')
        c->text.n--;
    while (c->spans.n > 1 && c->spans.v[c->spans.n - 1].from > c->text.n)
        c->spans.n--;
    for (size_t i = c->marks.n; i > 0 && c->marks.v[i - 1].offset > c->text.n; i--)
        c->marks.v[i - 1].offset = c->text.n;
}

/* --- asking ----------------------------------------------------------------------------------- */

/* The last item whose offset, the first field, is at most offset; binary search. */
#define LAST_AT_MOST(result, vec, field, offset_)                                                  \
    do {                                                                                           \
        size_t low_ = 0, high_ = (vec).n;                                                          \
        while (high_ - low_ > 1) {                                                                 \
            size_t middle_ = low_ + (high_ - low_) / 2;                                            \
            if ((vec).v[middle_].field <= (offset_))                                               \
                low_ = middle_;                                                                    \
            else                                                                                   \
                high_ = middle_;                                                                   \
        }                                                                                          \
        (result) = low_;                                                                           \
    } while (0)

/* Columns are counted on from the place asked for last, so that asking in order is cheap. */
struct pos content_pos(struct inline_content *c, size_t offset) {
    if (c->origins.n == 0) return (struct pos){0};
    size_t i;
    LAST_AT_MOST(i, c->origins, offset, offset);
    struct origin o = c->origins.v[i];
    if (o.pos.col == 0 || offset <= o.offset) return o.pos;
    if (c->asked.offset > o.offset && c->asked.offset <= offset) o = c->asked;
    o.pos.col += (uint32_t)utf8_count(str_slice(content_text(c), o.offset, offset - o.offset));
    c->asked = (struct origin){offset, o.pos, o.node};
    return o.pos;
}

struct pos content_node_pos(const struct inline_content *c, size_t offset) {
    if (c->origins.n == 0) return (struct pos){0};
    size_t i;
    LAST_AT_MOST(i, c->origins, offset, offset);
    return c->origins.v[i].node;
}

uint32_t content_span_at(const struct inline_content *c, size_t offset) {
    size_t i;
    LAST_AT_MOST(i, c->spans, from, offset);
    return (uint32_t)i;
}

bool inline_content_empty(const struct inline_content *c) {
    return c->text.n == 0;
}

/* --- finishing -------------------------------------------------------------------------------- */

/* The strut: the base font's height, cut evenly to the leading. */
static void find_strut(struct inline_content *c) {
    const struct style_type *t = &c->l->job.style->types[c->type];
    struct font_metrics m = inline_metrics(c->context, c->type);
    sp over = m.ascent + m.descent - t->leading;
    if (over < 0) over = 0;
    c->ascent = m.ascent - over / 2;
    c->descent = m.descent - (over - over / 2);
}

/* A paragraph runs from the right if its language does, or that of all its text. */
static bool runs_from_right(const struct inline_content *c) {
    if (c->base->rtl) return true;
    for (size_t i = 0; i < c->spans.n; i++)
        if (!c->spans.v[i].font->rtl) return false;
    return c->spans.n > 0;
}

void inline_content_finish(struct inline_content *c) {
    if (c->finished) return;
    c->finished = true;
    find_strut(c);
    content_trim(c);
    while (c->text.n > 0 && c->text.v[c->text.n - 1] == '\n')
        c->text.n--;
    while (c->spans.n > 1 && c->spans.v[c->spans.n - 1].from >= c->text.n)
        c->spans.n--;
    c->rtl = runs_from_right(c);
}

void content_prepare(struct inline_content *c) {
    struct inline_context *x = c->context;
    if (x->worked == c) return;
    arena_reset(&x->work, (struct arena_mark){0});
    x->worked = c;
    c->chunks.n = c->chunks.cap = c->points.n = c->points.cap = c->cuts.n = c->cuts.cap = 0;
    c->opportunities = opportunity_find(c);
    content_itemise(c);
    content_measure(c);
}
