/* jpeg_sample: a JPEG made byte by byte, with the segments that a test asks for. */
#ifndef CHANCERY_TESTS_JPEG_SAMPLE_H
#define CHANCERY_TESTS_JPEG_SAMPLE_H

#include "base/buf.h"

struct jpeg_options {
    int orientation;        /* Exif, 0: no Exif at all */
    bool big_endian;        /* Exif's byte order */
    unsigned exif_dpi;      /* 0: not told */
    unsigned density, unit; /* JFIF, unit 3: no JFIF */
    unsigned frame;         /* SOF marker, 0: 0xC0 */
    unsigned precision;     /* 0: 8 */
    unsigned components;    /* as the header says, 0: 1 */
    unsigned width, height; /* as the header says, 0: 16 and 16 */
};

static inline void jpeg_put16(struct buf *b, unsigned value) {
    buf_add_char(b, (char)(value >> 8 & 255));
    buf_add_char(b, (char)(value & 255));
}

static inline void jpeg_put_bytes(struct buf *b, const unsigned char *bytes, size_t n) {
    buf_add(b, bytes, n);
}

static inline void jpeg_put_ordered(struct buf *b, bool big, unsigned value, int size) {
    for (int i = 0; i < size; i++)
        buf_add_char(b, (char)(value >> 8 * (big ? size - 1 - i : i) & 255));
}

/* An IFD entry: tag, type (3 short, 4 long, 5 rational), count 1, value or offset. */
static inline void jpeg_put_entry(struct buf *b, bool big, unsigned tag, unsigned type,
                                  unsigned value) {
    jpeg_put_ordered(b, big, tag, 2);
    jpeg_put_ordered(b, big, type, 2);
    jpeg_put_ordered(b, big, 1, 4);
    jpeg_put_ordered(b, big, value, type == 3 ? 2 : 4);
    if (type == 3) jpeg_put_ordered(b, big, 0, 2);
}

static inline void jpeg_put_exif(struct buf *b, const struct jpeg_options *o) {
    bool big = o->big_endian;
    unsigned entries = 2 + 2 * (o->exif_dpi != 0), rationals = 8 + 2 + 12 * entries + 4;
    jpeg_put16(b, 0xFFE1);
    jpeg_put16(b, 2 + 6 + rationals + (o->exif_dpi ? 16 : 0));
    buf_add(b, "Exif\0\0", 6);
    buf_add(b, big ? "MM" : "II", 2);
    jpeg_put_ordered(b, big, 42, 2);
    jpeg_put_ordered(b, big, 8, 4);
    jpeg_put_ordered(b, big, entries, 2);
    jpeg_put_entry(b, big, 0x112, 3, (unsigned)o->orientation);
    if (o->exif_dpi) jpeg_put_entry(b, big, 0x11A, 5, rationals);
    if (o->exif_dpi) jpeg_put_entry(b, big, 0x11B, 5, rationals + 8);
    jpeg_put_entry(b, big, 0x128, 3, 2);
    jpeg_put_ordered(b, big, 0, 4);
    for (int i = 0; i < 2 && o->exif_dpi; i++) {
        jpeg_put_ordered(b, big, o->exif_dpi * 10, 4);
        jpeg_put_ordered(b, big, 10, 4);
    }
}

static inline void jpeg_put_jfif(struct buf *b, const struct jpeg_options *o) {
    jpeg_put16(b, 0xFFE0);
    jpeg_put16(b, 16);
    buf_add(b, "JFIF\0\x01\x02", 7);
    buf_add_char(b, (char)o->unit);
    jpeg_put16(b, o->density);
    jpeg_put16(b, o->density);
    jpeg_put16(b, 0);
}

static inline void jpeg_put_frame(struct buf *b, const struct jpeg_options *o) {
    unsigned components = o->components ? o->components : 1;
    jpeg_put16(b, 0xFF00 | (o->frame ? o->frame : 0xC0));
    jpeg_put16(b, 8 + 3 * components);
    buf_add_char(b, (char)(o->precision ? o->precision : 8));
    jpeg_put16(b, o->height ? o->height : 16);
    jpeg_put16(b, o->width ? o->width : 16);
    buf_add_char(b, (char)components);
    for (unsigned i = 1; i <= components; i++)
        jpeg_put_bytes(b, (unsigned char[]){(unsigned char)i, 0x11, 0}, 3);
}

/* Four blocks of one grey each: white, black; middle, dark. The tables have just the codes that are
 * needed: differences of 0, 7 and 8 bits for DC, the end of a block for AC. */
static inline void jpeg_put_scan(struct buf *b) {
    static const char bits[] = "10"
                               "1111111"
                               "0"
                               "110"
                               "00000001"
                               "0"
                               "10"
                               "1111111"
                               "0"
                               "10"
                               "0111111"
                               "0";
    unsigned char byte = 0;
    jpeg_put_bytes(b, (unsigned char[]){0xFF, 0xDB, 0, 67, 0}, 5);
    for (int i = 0; i < 64; i++)
        buf_add_char(b, 8);
    jpeg_put_bytes(b, (unsigned char[]){0xFF, 0xC4, 0, 22, 0, 1, 1, 1, 0, 0, 0, 0,
                                        0,    0,    0, 0,  0, 0, 0, 0, 0, 0, 7, 8},
                   24);
    jpeg_put_bytes(b, (unsigned char[]){0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0,
                                        0,    0,    0, 0,  0,    0, 0, 0, 0, 0, 0},
                   22);
    jpeg_put_bytes(b, (unsigned char[]){0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0}, 10);
    size_t n = sizeof bits - 1;
    for (size_t i = 0; i < (n + 7) / 8 * 8; i++) {
        byte = (unsigned char)(byte << 1 | (i >= n || bits[i] == '1'));
        if (i % 8 == 7) buf_add_char(b, (char)byte);
        if (i % 8 == 7 && byte == 0xFF) buf_add_char(b, 0);
    }
}

static inline void jpeg_make(struct buf *b, const struct jpeg_options *o) {
    jpeg_put16(b, 0xFFD8);
    if (o->unit != 3) jpeg_put_jfif(b, o);
    if (o->orientation) jpeg_put_exif(b, o);
    jpeg_put_frame(b, o);
    jpeg_put_scan(b);
    jpeg_put16(b, 0xFFD9);
}

#endif
