/* set: the inside of a font_set. Private to font/; other modules know it by font.h. */
#ifndef CHANCERY_FONT_SET_H
#define CHANCERY_FONT_SET_H

#include "base/hash.h"
#include "base/vec.h"
#include "font/library.h"

/* A request and what it was answered, so that it is searched and diagnosed once. */
struct set_answer {
    struct font_request request; /* the pointers are the caller's */
    uint32_t face;
};

/* A missing character and the face it got. */
struct set_fallback {
    uint32_t wanted, cp, face;
    struct str lang;
};

struct font_set {
    struct font_library *library;
    struct arena *arena;
    struct diags *diags;
    VEC(const struct font_face *) faces;
    VEC(struct set_answer) answers;
    VEC(struct str) broken;          /* files already diagnosed */
    const char *const *const *roles; /* families, in the order they are tried */
    size_t role_count;
    const struct font_fallback *fallback_families;
    size_t fallback_family_count;
    struct hash fallbacks;    /* key: the first three of set_fallback's values as bytes */
    hb_buffer_t *buffer;      /* shaping's, used again and again */
    struct font_ahead *ahead; /* words that another thread shaped, or NULL */
};

static inline const struct font_face *set_face(const struct font_set *set, uint32_t face) {
    return set->faces.v[face];
}

/* True if the face has a glyph for each character that is not default-ignorable. */
bool set_face_covers(const struct font_face *f, struct str text);

#endif
