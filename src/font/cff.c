/* cff: see cff.h. Source: Adobe Technical Note 5176, The Compact Font Format Specification, 1.0.
 *
 * The charset is rewritten in its own format and so within its own bytes: the identity needs no
 * more ranges than any other charset of as many glyphs. */
#include "font/cff.h"

struct reader {
    unsigned char *p;
    size_t n, at;
    bool bad; /* read past the end */
};

static unsigned take(struct reader *r) {
    if (r->at >= r->n) {
        r->bad = true;
        return 0;
    }
    return r->p[r->at++];
}

static uint32_t take_number(struct reader *r, unsigned bytes) {
    uint32_t v = 0;
    while (bytes--)
        v = v << 8 | take(r);
    return v;
}

/* Moves past an INDEX; from..to are its first item. */
static void take_index(struct reader *r, size_t *from, size_t *to) {
    uint32_t count = take_number(r, 2);
    *from = *to = r->at;
    if (count == 0) return;
    unsigned size = take(r);
    size_t offsets = r->at, data = offsets + ((size_t)count + 1) * size - 1;
    if (size < 1 || size > 4) {
        r->bad = true;
        return;
    }
    *from = data + take_number(r, size);
    *to = data + take_number(r, size);
    r->at = offsets + (size_t)count * size;
    r->at = data + take_number(r, size);
}

/* An operand of a DICT that is an integer; a real is passed over. */
static int32_t take_operand(struct reader *r, unsigned b0) {
    if (b0 == 28) return (int16_t)take_number(r, 2);
    if (b0 == 29) return (int32_t)take_number(r, 4);
    if (b0 == 30) {
        while (!r->bad && (take(r) & 0x0F) != 0x0F)
            ;
        return 0;
    }
    if (b0 < 247) return (int32_t)b0 - 139;
    if (b0 < 251) return ((int32_t)b0 - 247) * 256 + (int32_t)take(r) + 108;
    return -((int32_t)b0 - 251) * 256 - (int32_t)take(r) - 108;
}

enum { OP_CHARSET = 15, OP_ESCAPE = 12, OP_ROS = 30 };

/* Reads the Top DICT: where the charset is, and whether the font is CID-keyed. */
static void read_top(struct reader *r, size_t to, size_t *charset, bool *cid) {
    int32_t last = 0;
    while (!r->bad && r->at < to) {
        unsigned b0 = take(r);
        if (b0 > 21) {
            last = take_operand(r, b0);
        } else if (b0 == OP_ESCAPE) {
            if (take(r) == OP_ROS) *cid = true;
        } else if (b0 == OP_CHARSET && last > 0) {
            *charset = (size_t)last;
        }
    }
}

static void put(struct reader *r, uint32_t v, unsigned bytes) {
    if (r->at + bytes > r->n) {
        r->bad = true;
        return;
    }
    while (bytes--)
        r->p[r->at++] = (unsigned char)(v >> 8 * bytes);
}

static void write_charset(struct reader *r, uint32_t count) {
    unsigned format = take(r);
    if (format == 0) {
        for (uint32_t i = 1; i < count && !r->bad; i++)
            put(r, i, 2);
        return;
    }
    if (format > 2) r->bad = true;
    uint32_t most = format == 1 ? 256 : 65536;
    for (uint32_t i = 1; i < count && !r->bad; i += most) {
        uint32_t run = count - i < most ? count - i : most;
        put(r, i, 2);
        put(r, run - 1, format == 1 ? 1 : 2);
    }
}

bool cff_make_identity(unsigned char *p, size_t n, uint32_t count) {
    struct reader r = {.p = p, .n = n};
    size_t from, to, charset = 0;
    bool cid = false;
    if (n < 4) return false;
    r.at = p[2]; /* hdrSize */
    take_index(&r, &from, &to);
    take_index(&r, &from, &to);
    if (r.bad || from > to || to > n) return false;
    r.at = from;
    read_top(&r, to, &charset, &cid);
    if (!cid) return !r.bad;
    if (charset < 3) return count <= 1; /* a predefined charset is no CID font's */
    r.at = charset;
    write_charset(&r, count);
    return !r.bad;
}
