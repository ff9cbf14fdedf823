#include "layout/inline/context.h"

#include "layout/ahead.h"
#include "layout/inline/hyphen.h"

static const char *const family_names[STYLE_FAMILY_COUNT] = {"text", "sans", "mono"};

static void put_works(struct inline_context *c) {
    const struct doc *doc = c->l->job.doc;
    for (size_t i = 0; i < doc->cited.n; i++) {
        const struct work **key = arena_new(c->arena, const struct work *);
        *key = doc->cited.v[i]->work;
        hash_put(&c->works, (struct str){(const char *)key, sizeof *key}, doc->cited.v[i]);
    }
}

struct inline_context *inline_context_new(struct layout *l) {
    struct inline_context *c = arena_new(&l->words, struct inline_context);
    c->l = l;
    c->arena = &l->words;
    hash_init(&c->words, c->arena);
    hash_init(&c->protrusion, c->arena);
    hash_init(&c->works, c->arena);
    hash_init(&c->marks, c->arena);
    hash_init(&c->mark_counts, c->arena);
    hash_init(&c->missing, c->arena);
    arena_init(&c->keeping);
    hash_init(&c->kept, &c->keeping);
    arena_init(&c->work);
    arena_init(&c->itemising);
    c->hyphenator = hyphenator_new(c->arena, layout_ahead_divisions(l->job.ahead));
    c->breaker = text_breaker_new(c->arena);
    c->ready = true;
    for (int f = 0; f < STYLE_FAMILY_COUNT; f++)
        if (context_face(c, (enum style_family)f, 400, false) == FONT_NONE) c->ready = false;
    put_works(c);
    return c;
}

void inline_context_rest(struct inline_context *c) {
    arena_done(&c->work);
    arena_done(&c->itemising);
    arena_done(&c->keeping);
    hash_init(&c->kept, &c->keeping);
}

void inline_context_free(struct inline_context *c) {
    if (!c) return;
    inline_context_rest(c);
    hyphenator_free(c->hyphenator);
    text_breaker_free(c->breaker);
}

bool inline_context_ready(const struct inline_context *c) {
    return c->ready;
}

void context_begin(struct inline_context *c) {
    if (c->pass == c->l->pass) return;
    c->pass = c->l->pass;
    hash_init(&c->missing, c->arena);
}

uint32_t context_face(struct inline_context *c, enum style_family family, int weight, bool italic) {
    for (size_t i = 0; i < c->faces.n; i++) {
        const struct inline_face *f = &c->faces.v[i];
        if (f->family == family && f->weight == weight && f->italic == italic) return f->face;
    }
    const struct style_fonts *families = c->l->job.families;
    struct font_request request = {.families = families->families[family],
                                   .packages = families->packages[family],
                                   .weight = weight,
                                   .italic = italic,
                                   .role = family_names[family]};
    struct inline_face *f = vec_push(c->arena, &c->faces);
    *f = (struct inline_face){family, weight, italic, font_set_face(c->l->job.fonts, &request)};
    return f->face;
}

static bool same_glyphs(const struct inline_font *a, const struct inline_font *b) {
    return a->face == b->face && a->features == b->features && str_eq(a->lang, b->lang);
}

static bool same_font(const struct inline_font *a, const struct inline_font *b) {
    return a->size == b->size && a->tracking == b->tracking && same_glyphs(a, b);
}

struct inline_font *context_font(struct inline_context *c, const struct inline_font *wanted) {
    for (size_t i = 0; i < c->fonts.n; i++)
        if (same_font(c->fonts.v[i], wanted)) return c->fonts.v[i];
    struct inline_font *f = arena_new(c->arena, struct inline_font);
    *f = *wanted;
    f->lang = str_copy(c->arena, wanted->lang);
    f->rtl = text_lang_is_rtl(f->lang);
    f->index = (uint32_t)c->fonts.n;
    if (f->face != FONT_NONE) f->metrics = font_face_metrics(c->l->job.fonts, f->face, f->size);
    f->hyphen =
        f->face != FONT_NONE && font_face_covers(c->l->job.fonts, f->face, 0x2010) ? 0x2010 : '-';
    f->protrusion = arena_array(c->arena, 2, sizeof *f->protrusion);
    memset(f->protrusion, -1, 2 * sizeof *f->protrusion);
    for (size_t i = c->fonts.n; i > 0 && !f->alike; i--)
        if (same_glyphs(c->fonts.v[i - 1], f)) f->alike = c->fonts.v[i - 1];
    *vec_push(c->arena, &c->fonts) = f;
    return f;
}

uint32_t inline_face(struct inline_context *c, enum style_type_id type) {
    const struct style_type *t = &c->l->job.style->types[type];
    return context_face(c, t->family, t->weight, t->italic);
}

struct font_metrics inline_metrics(struct inline_context *c, enum style_type_id type) {
    uint32_t face = inline_face(c, type);
    if (face == FONT_NONE) return (struct font_metrics){0};
    return font_face_metrics(c->l->job.fonts, face, c->l->job.style->types[type].size);
}
