/* Words shaped ahead (font.h): a thread that has nothing else to do shapes those that will be
 * asked for, with a buffer and an arena of its own, and hands them over by a relay. A word is known
 * by all that shaping looks at, so that one that is found is the one that would have been made. */
#include "font/ahead.h"

#include <hb.h>
#include <stdlib.h>
#include "base/relay.h"
#include "font/shape.h"

struct font_ahead {
    struct font_library *library;
    struct arena arena;
    struct relay words;
    hb_buffer_t *buffer;
};

struct font_ahead *font_ahead_new(struct font_set *set, size_t most) {
    struct font_ahead *a = calloc(1, sizeof *a);
    if (!a) arena_fail();
    a->library = set->library;
    arena_init(&a->arena);
    relay_init(&a->words, &a->arena, most);
    a->buffer = hb_buffer_create();
    set->ahead = a;
    return a;
}

void font_ahead_free(struct font_ahead *a, struct font_set *set) {
    if (!a) return;
    set->ahead = NULL;
    hb_buffer_destroy(a->buffer);
    arena_done(&a->arena);
    free(a);
}

/* --- keys ------------------------------------------------------------------------------------- */

enum { KEY_MOST = 240 };

struct key {
    char bytes[KEY_MOST];
    size_t n;
};

static bool put(struct key *k, const void *p, size_t n) {
    if (k->n + n > KEY_MOST) return false;
    if (n) memcpy(k->bytes + k->n, p, n);
    k->n += n;
    return true;
}

/* False if the request is too long to be known, or is of a part of a word. */
static bool make_key(struct key *k, const struct font_face *face,
                     const struct font_shape_request *r) {
    if (r->before.n || r->after.n) return false;
    size_t sizes[] = {r->lang.n, r->feature_count};
    k->n = 0;
    bool fits = put(k, &face, sizeof face) && put(k, sizes, sizeof sizes) &&
                put(k, r->lang.p, r->lang.n) && put(k, r->script ? r->script : "    ", 4) &&
                put(k, &r->rtl, sizeof r->rtl);
    for (size_t i = 0; i < r->feature_count; i++)
        fits = fits && put(k, r->features[i].tag, sizeof r->features[i].tag) &&
               put(k, &r->features[i].value, sizeof r->features[i].value);
    return fits && put(k, r->text.p, r->text.n);
}

const struct ahead_word *ahead_find(const struct font_ahead *ahead, const struct font_face *face,
                                    const struct font_shape_request *r) {
    struct key k;
    if (!make_key(&k, face, r)) return NULL;
    return relay_get(&ahead->words, (struct str){k.bytes, k.n});
}

/* --- shaping ---------------------------------------------------------------------------------- */

const struct font_face *font_ahead_face(struct font_ahead *a, const struct font_request *request) {
    const struct font_face *face = NULL;
    for (size_t i = 0; request->families[i] && !face; i++)
        face =
            library_find(a->library, str_of(request->families[i]), request->weight, request->italic)
                .face;
    return face;
}

void font_ahead_shape(struct font_ahead *a, const struct font_face *face,
                      const struct font_shape_request *request) {
    struct key k;
    if (!make_key(&k, face, request)) return;
    if (relay_get(&a->words, (struct str){k.bytes, k.n})) return;
    if (!set_face_covers(face, request->text)) return; /* another face would set what it lacks */
    struct ahead_word *w = arena_new(&a->arena, struct ahead_word);
    w->glyphs = shape_run(&w->count, &a->arena, a->buffer, face, request);
    relay_put(&a->words, str_copy(&a->arena, (struct str){k.bytes, k.n}), w);
}
