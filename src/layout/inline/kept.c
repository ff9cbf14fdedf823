#include "layout/inline/kept.h"

#include "base/hash.h"

struct kept_paragraph {
    struct inline_shape shape;
    struct inline_paragraph *set;
    struct kept_paragraph *next;
};

struct kept {
    struct hash_wide hash;
    struct kept_paragraph *paragraphs;
    struct {
        bool known;
        sp least, natural;
    } widths[2]; /* without and with hyphens */
};

/* --- what a content is ------------------------------------------------------------------------ */

/* The bytes that are hashed, in the scratch arena. */
struct writer {
    struct arena *arena;
    VEC(char) bytes;
};

static void put(struct writer *w, const void *p, size_t n) {
    if (w->bytes.n + n > w->bytes.cap)
        vec_reserve(w->arena, (void **)&w->bytes.v, &w->bytes.cap, w->bytes.n + n, 1);
    if (n) memcpy(w->bytes.v + w->bytes.n, p, n);
    w->bytes.n += n;
}

static void put_number(struct writer *w, uint64_t number) {
    put(w, &number, sizeof number);
}

/* Offsets into the text are 32 bits wide, as those of chunks are. */
static void put_offset(struct writer *w, size_t offset) {
    put(w, &(uint32_t){(uint32_t)offset}, sizeof(uint32_t));
}

static void put_str(struct writer *w, struct str s) {
    put_number(w, s.n);
    put(w, s.p, s.n);
}

static void put_span(struct writer *w, const struct span *s) {
    const uint32_t numbers[] = {s->font->index, s->colour, s->node, s->link, s->object, s->flags};
    put_offset(w, s->from);
    put_number(w, (uint64_t)s->rise);
    put(w, numbers, sizeof numbers);
}

static void put_mark(struct writer *w, const struct mark *m) {
    put_offset(w, m->offset);
    put_number(w, m->kind == MARK_NOTE   ? (uint64_t)(uintptr_t)m->note
                  : m->kind == MARK_WORK ? m->work
                                         : m->destination);
    put(w, &(unsigned char){(unsigned char)m->kind}, 1);
}

static void put_object(struct writer *w, const struct object *o) {
    const uint64_t numbers[] = {o->kind, (uint64_t)o->width, (uint64_t)o->height, o->done};
    put(w, numbers, sizeof numbers);
}

static void put_link(struct writer *w, const struct link *l) {
    put_number(w, (uint64_t)l->node << 32 | l->destination);
    put_str(w, l->url);
}

/* The number of a list's items, then each. */
#define PUT_ALL(w, list, put_item)                                                                 \
    do {                                                                                           \
        put_number((w), (list).n);                                                                 \
        for (size_t i_ = 0; i_ < (list).n; i_++)                                                   \
            put_item((w), &(list).v[i_]);                                                          \
    } while (0)

static void put_wish(struct writer *w, const struct wish *wish) {
    put_offset(w, wish->offset);
    put_number(w, wish->kind);
}

/* Fonts are interned for all passes, so that their numbers tell them. */
static struct hash_wide hash_content(const struct inline_content *c) {
    struct arena *scratch = &c->l->scratch;
    struct arena_mark mark = arena_mark(scratch);
    struct writer w = {.arena = scratch};
    vec_reserve(scratch, (void **)&w.bytes.v, &w.bytes.cap, 512 + c->text.n + 48 * c->spans.n, 1);
    put_number(&w, c->type);
    put_number(&w, c->base->index);
    put_str(&w, c->lang);
    put_str(&w, content_text(c));
    PUT_ALL(&w, c->spans, put_span);
    PUT_ALL(&w, c->objects, put_object);
    PUT_ALL(&w, c->marks, put_mark);
    PUT_ALL(&w, c->wishes, put_wish);
    PUT_ALL(&w, c->links, put_link);
    struct hash_wide h = hash_bytes_wide(w.bytes.v, w.bytes.n);
    arena_reset(scratch, mark);
    return h;
}

/* --- keeping ---------------------------------------------------------------------------------- */

static bool has_image(const struct inline_content *c) {
    for (size_t i = 0; i < c->objects.n; i++)
        if (c->objects.v[i].kind == OBJECT_IMAGE) return true;
    return false;
}

static bool is_adding(const struct inline_content *c) {
    return c->l->pass <= 1;
}

struct kept *kept_of(struct inline_content *c) {
    struct inline_context *x = c->context;
    if (c->kept || c->kept_asked) return c->kept;
    c->kept_asked = true;
    if (!c->finished || c->arena != c->l->job.arena || has_image(c)) return NULL;
    struct hash_wide h = hash_content(c);
    c->kept = hash_get(&x->kept, (struct str){(const char *)&h, sizeof h});
    if (c->kept || !is_adding(c)) return c->kept;
    struct kept *k = arena_new(&x->keeping, struct kept);
    k->hash = h;
    hash_put(&x->kept, (struct str){(const char *)&k->hash, sizeof k->hash}, k);
    c->kept = k;
    return k;
}

struct arena *kept_arena(struct inline_content *c) {
    return kept_of(c) && is_adding(c) ? &c->context->keeping : c->lines;
}

/* Shapes whose lines and reports are the same. */
static bool same_shape(const struct inline_shape *a, const struct inline_shape *b) {
    return a->measure == b->measure && a->first_indent == b->first_indent &&
           a->indent == b->indent && a->align == b->align && a->hyphens == b->hyphens &&
           a->looseness == b->looseness && a->no_overfull_diagnostic == b->no_overfull_diagnostic;
}

struct inline_paragraph *kept_find(const struct kept *k, const struct inline_shape *shape) {
    const struct kept_paragraph *p = k ? k->paragraphs : NULL;
    while (p && !same_shape(&p->shape, shape))
        p = p->next;
    return p ? p->set : NULL;
}

void kept_add(struct inline_content *c, const struct inline_shape *shape,
              struct inline_paragraph *p) {
    struct kept *k = kept_of(c);
    if (!k || !is_adding(c)) return;
    struct kept_paragraph *more = arena_new(&c->context->keeping, struct kept_paragraph);
    *more = (struct kept_paragraph){*shape, p, k->paragraphs};
    k->paragraphs = more;
}

bool kept_find_widths(sp *least, sp *natural, const struct kept *k, bool hyphens) {
    if (!k || !k->widths[hyphens].known) return false;
    *least = k->widths[hyphens].least;
    *natural = k->widths[hyphens].natural;
    return true;
}

void kept_add_widths(struct inline_content *c, sp least, sp natural, bool hyphens) {
    struct kept *k = kept_of(c);
    if (!k || !is_adding(c)) return;
    k->widths[hyphens].known = true;
    k->widths[hyphens].least = least;
    k->widths[hyphens].natural = natural;
}
