/* Words are shaped once for a briefing and found again by font, script, direction and text. A word
 * that its face cannot set whole is cut at grapheme clusters among the faces that can, so that an
 * emoji sequence or a letter with its accents stays in one. */
#include "layout/inline/context.h"

#include "base/utf8.h"

/* A shaping under way. */
struct shaping {
    struct inline_context *c;
    const struct inline_font *font;
    const char *script;
    bool rtl;
    struct str text;
    VEC(const struct frame_word *) parts;
    VEC(size_t) starts;
    struct inline_shaped *out;
};

/* Most offsets are none, which need no division. */
static int32_t scale_offset(sp size, int32_t offset, int64_t unit) {
    return offset ? (int32_t)sp_scale(size, offset, unit) : 0;
}

/* Font units as sp at the font's size, with the font's letterspacing. */
static void place_glyphs(struct frame_word *w, const struct inline_font *font, struct arena *a,
                         int64_t upem, const struct font_glyph *glyphs) {
    struct frame_glyph *out = arena_new_array(a, w->glyph_count, struct frame_glyph);
    sp tracking = sp_scale(w->size, font->tracking, 1000);
    for (uint32_t i = 0; i < w->glyph_count; i++) {
        const struct font_glyph *g = &glyphs[i];
        bool marks_on = i + 1 < w->glyph_count && glyphs[i + 1].cluster == g->cluster;
        sp advance = sp_scale(w->size, g->advance, upem);
        if (g->advance > 0 && !marks_on) advance += tracking;
        out[i] = (struct frame_glyph){.id = g->id,
                                      .advance = (int32_t)advance,
                                      .x_offset = scale_offset(w->size, g->x_offset, upem),
                                      .y_offset = scale_offset(w->size, g->y_offset, upem),
                                      .cluster = g->cluster};
        w->width += advance;
    }
    w->glyphs = out;
}

static bool *unsafe_glyphs(struct arena *a, const struct font_glyph *glyphs, size_t n) {
    bool *unsafe = arena_new_array(a, n, bool);
    for (size_t i = 0; i < n; i++)
        unsafe[i] = glyphs[i].unsafe_to_break;
    return unsafe;
}

/* Shapes from..to of the text in one face. */
static void shape_part(struct shaping *s, uint32_t face, size_t from, size_t to) {
    struct font_feature features[FEATURES_MOST];
    struct inline_context *c = s->c;
    struct font_shape_request request = {
        .face = face,
        .text = str_slice(s->text, from, to - from),
        .before = str_slice(s->text, 0, from),
        .after = str_slice(s->text, to, s->text.n - to),
        .lang = s->font->lang,
        .script = s->script[0] ? s->script : NULL,
        .rtl = s->rtl,
        .features = features,
        .feature_count = features_of(features, s->font->features),
    };
    size_t n;
    struct arena_mark mark = arena_mark(&c->l->scratch);
    const struct font_glyph *glyphs = font_shape(&n, c->l->job.fonts, &c->l->scratch, &request);
    struct frame_word *w = arena_new(c->arena, struct frame_word);
    *w = (struct frame_word){.face = face,
                             .size = s->font->size,
                             .rtl = s->rtl,
                             .glyph_count = (uint32_t)n,
                             .text = request.text};
    place_glyphs(w, s->font, c->arena, font_face_upem(c->l->job.fonts, face), glyphs);
    if (from == 0 && to == s->text.n) s->out->unsafe = unsafe_glyphs(c->arena, glyphs, n);
    arena_reset(&c->l->scratch, mark);
    s->out->width += w->width;
    if (from == 0 && to == s->text.n) {
        s->out->only = w;
        return;
    }
    *vec_push(c->arena, &s->parts) = w;
    *vec_push(c->arena, &s->starts) = from;
}

/* The face for the cluster from..to: the font's own if it has all of it, else one that has its
 * base. */
static uint32_t face_of_cluster(struct shaping *s, size_t from, size_t to) {
    const struct font_set *fonts = s->c->l->job.fonts;
    uint32_t lacking = 0;
    bool whole = true;
    for (size_t i = from; i < to && whole;) {
        lacking = utf8_next(s->text, &i);
        whole = font_face_covers(fonts, s->font->face, lacking);
    }
    if (whole) return s->font->face;
    size_t i = from;
    uint32_t base = utf8_next(s->text, &i);
    uint32_t face = font_set_fallback(s->c->l->job.fonts, s->font->face, base, s->font->lang);
    if (face == s->font->face) /* a mark is what is lacking */
        face = font_set_fallback(s->c->l->job.fonts, s->font->face, lacking, s->font->lang);
    if (face == FONT_NONE) {
        s->out->missing = true;
        return s->font->face;
    }
    for (size_t k = from; k < to;)
        if (!font_face_covers(fonts, face, utf8_next(s->text, &k))) s->out->missing = true;
    return face;
}

static void shape_parts(struct shaping *s) {
    if (s->font->face == FONT_NONE || s->text.n == 0) return;
    if (font_face_covers_text(s->c->l->job.fonts, s->font->face, s->text)) {
        shape_part(s, s->font->face, 0, s->text.n);
        return;
    }
    size_t from = 0, at = 0;
    uint32_t face = FONT_NONE;
    while (at < s->text.n) {
        size_t next = text_next_cluster(s->c->breaker, s->text, at);
        uint32_t wanted = face_of_cluster(s, at, next);
        if (wanted != face && at > from) shape_part(s, face, from, at);
        if (wanted != face) from = at;
        face = wanted;
        at = next;
    }
    shape_part(s, face, from, s->text.n);
}

static struct inline_shaped *shape_anew(struct inline_context *c, const struct inline_font *font,
                                        const char *script, bool rtl, struct str text) {
    struct shaping s = {.c = c, .font = font, .script = script, .rtl = rtl, .text = text};
    s.out = arena_new(c->arena, struct inline_shaped);
    shape_parts(&s);
    s.out->parts = s.out->only ? &s.out->only : s.parts.v;
    s.out->starts = s.out->only ? &s.out->zero : s.starts.v;
    s.out->count = s.out->only ? 1 : s.parts.n;
    return s.out;
}

/* --- words of another size ---------------------------------------------------------------------
 */

/* True if lengths at the font's size tell font units, of which an em has at most 16384 (OpenType,
 * `head`): each is more than two sp. */
static bool tells_units(const struct inline_font *font) {
    return !font->tracking && font->size > 2 * 16384;
}

/* A part of a word as it is in the font, from what it is at another size. */
static const struct frame_word *resize_part(struct inline_context *c,
                                            const struct inline_font *font,
                                            const struct frame_word *from, struct str text) {
    int64_t upem = font_face_upem(c->l->job.fonts, from->face);
    struct arena_mark mark = arena_mark(&c->l->scratch);
    struct font_glyph *glyphs =
        arena_new_array(&c->l->scratch, from->glyph_count, struct font_glyph);
    for (uint32_t i = 0; i < from->glyph_count; i++) {
        const struct frame_glyph *g = &from->glyphs[i];
        glyphs[i] = (struct font_glyph){.id = g->id,
                                        .advance = (int32_t)sp_scale(g->advance, upem, from->size),
                                        .x_offset = scale_offset(upem, g->x_offset, from->size),
                                        .y_offset = scale_offset(upem, g->y_offset, from->size),
                                        .cluster = g->cluster};
    }
    struct frame_word *w = arena_new(c->arena, struct frame_word);
    *w = *from;
    w->size = font->size;
    w->text = text;
    w->width = 0;
    place_glyphs(w, font, c->arena, upem, glyphs);
    arena_reset(&c->l->scratch, mark);
    return w;
}

static struct inline_shaped *resize(struct inline_context *c, const struct inline_font *font,
                                    const struct inline_shaped *from, struct str text) {
    struct inline_shaped *out = arena_new(c->arena, struct inline_shaped);
    const struct frame_word **parts =
        arena_new_array(c->arena, from->count, const struct frame_word *);
    *out = *from;
    out->width = 0;
    for (size_t i = 0; i < from->count; i++) {
        struct str own = str_slice(text, from->starts[i], from->parts[i]->text.n);
        parts[i] = resize_part(c, font, from->parts[i], own);
        out->width += parts[i]->width;
    }
    out->parts = parts;
    out->only = from->only ? parts[0] : NULL;
    return out;
}

/* The same word in a font of the same glyphs, under the key with that font's number. */
static const struct inline_shaped *find_alike(struct inline_context *c,
                                              const struct inline_font *font, char *key, size_t n) {
    const struct inline_shaped *found = NULL;
    for (const struct inline_font *f = font->alike; f && !found; f = f->alike) {
        if (!tells_units(f)) continue;
        memcpy(key, &f->index, 4);
        found = hash_get(&c->words, (struct str){key, n});
    }
    memcpy(key, &font->index, 4);
    return found;
}

/* --- pieces of words ---------------------------------------------------------------------------
 */

/* The glyph that begins at a byte of the word, in *at (their number at its end): false if none
 * does, or if it would be another at an edge. */
static bool find_edge(uint32_t *at, const struct inline_shaped *word, size_t byte) {
    const struct frame_word *w = word->only;
    uint32_t i = 0;
    while (i < w->glyph_count && w->glyphs[i].cluster < byte)
        i++;
    *at = i;
    if (byte == 0 || byte == w->text.n) return true;
    return i < w->glyph_count && w->glyphs[i].cluster == byte && !word->unsafe[i];
}

/* NULL if the piece must be shaped. */
static struct inline_shaped *cut_out(struct inline_context *c, const struct inline_shaped *word,
                                     struct str text, size_t from) {
    uint32_t first, end;
    if (!word->only || word->only->rtl || word->missing) return NULL;
    if (!find_edge(&first, word, from) || !find_edge(&end, word, from + text.n)) return NULL;
    struct frame_glyph *glyphs = arena_new_array(c->arena, end - first, struct frame_glyph);
    struct frame_word *w = arena_new(c->arena, struct frame_word);
    *w = *word->only;
    w->glyph_count = end - first;
    w->glyphs = glyphs;
    w->text = text;
    w->width = 0;
    for (uint32_t i = 0; i < w->glyph_count; i++) {
        glyphs[i] = word->only->glyphs[first + i];
        glyphs[i].cluster -= (uint32_t)from;
        w->width += glyphs[i].advance;
    }
    struct inline_shaped *out = arena_new(c->arena, struct inline_shaped);
    *out = (struct inline_shaped){
        .count = 1, .width = w->width, .only = w, .unsafe = word->unsafe + first};
    out->parts = &out->only;
    out->starts = &out->zero;
    return out;
}

/* Keys: font, script, direction, text. Short ones are put together on the stack. */
const struct inline_shaped *shape_piece(struct inline_context *c, const struct inline_font *font,
                                        const char *script, bool rtl, struct str text,
                                        const struct inline_shaped *word, size_t from) {
    enum { HEAD = 9, SHORT = 120 };
    char near_key[HEAD + SHORT];
    struct arena_mark mark = arena_mark(&c->l->scratch);
    char *key = text.n <= SHORT ? near_key : arena_alloc(&c->l->scratch, HEAD + text.n);
    memcpy(key, &font->index, 4);
    memset(key + 4, 0, 4);
    memcpy(key + 4, script, strnlen(script, 4));
    key[8] = rtl ? 'r' : 'l';
    if (text.n) memcpy(key + HEAD, text.p, text.n);
    struct inline_shaped *found = hash_get(&c->words, (struct str){key, HEAD + text.n});
    if (!found) {
        const struct inline_shaped *alike = find_alike(c, font, key, HEAD + text.n);
        struct str kept = str_copy(c->arena, (struct str){key, HEAD + text.n});
        struct str own = str_slice(kept, HEAD, text.n);
        if (alike) found = resize(c, font, alike, own);
        if (!found && word) found = cut_out(c, word, own, from);
        if (!found) found = shape_anew(c, font, script, rtl, own);
        hash_put(&c->words, kept, found);
    }
    arena_reset(&c->l->scratch, mark);
    return found;
}

const struct inline_shaped *shape_word(struct inline_context *c, const struct inline_font *font,
                                       const char *script, bool rtl, struct str text) {
    return shape_piece(c, font, script, rtl, text, NULL, 0);
}
