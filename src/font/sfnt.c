/* sfnt: see sfnt.h. */
#include "font/sfnt.h"

struct sfnt_table sfnt_open(hb_face_t *face, const char tag[4]) {
    struct sfnt_table t;
    unsigned n = 0;
    t.blob = hb_face_reference_table(face, HB_TAG(tag[0], tag[1], tag[2], tag[3]));
    t.p = (const unsigned char *)hb_blob_get_data(t.blob, &n);
    t.n = t.p ? n : 0;
    return t;
}

void sfnt_done(struct sfnt_table *t) {
    hb_blob_destroy(t->blob);
    *t = (struct sfnt_table){0};
}

unsigned sfnt_u8(const struct sfnt_table *t, size_t at) {
    return at < t->n ? t->p[at] : 0;
}

unsigned sfnt_u16(const struct sfnt_table *t, size_t at) {
    return at + 2 <= t->n ? (unsigned)t->p[at] << 8 | t->p[at + 1] : 0;
}

int sfnt_i16(const struct sfnt_table *t, size_t at) {
    int v = (int)sfnt_u16(t, at);
    return v < 0x8000 ? v : v - 0x10000;
}

uint32_t sfnt_u32(const struct sfnt_table *t, size_t at) {
    return (uint32_t)sfnt_u16(t, at) << 16 | sfnt_u16(t, at + 2);
}

double sfnt_fixed(const struct sfnt_table *t, size_t at) {
    return sfnt_i16(t, at) + sfnt_u16(t, at + 2) / 65536.0;
}

bool sfnt_has(hb_face_t *face, const char tag[4]) {
    struct sfnt_table t = sfnt_open(face, tag);
    bool has = t.n > 0;
    sfnt_done(&t);
    return has;
}
