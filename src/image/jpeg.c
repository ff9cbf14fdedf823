/* JPEG is passed through, so only its markers are read: the frame header for size and components,
 * JFIF's density, Exif's orientation and resolution, and the end, without which a file is cut
 * short. Sources: ITU-T T.81, annex B; JFIF 1.02; Exif 2.3, 4.6; TIFF 6.0, section 2. */
#include "image/read.h"

enum { SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, APP0 = 0xE0, APP1 = 0xE1, TEM = 0x01, RST0 = 0xD0 };

bool image_is_jpeg(struct str bytes) {
    return bytes.n >= 3 && memcmp(bytes.p, "\xFF\xD8\xFF", 3) == 0;
}

static unsigned byte_at(struct str s, size_t i) {
    return (unsigned char)s.p[i];
}

static unsigned big16(struct str s, size_t i) {
    return byte_at(s, i) << 8 | byte_at(s, i + 1);
}

/* --- Exif ------------------------------------------------------------------------------------ */

/* A TIFF structure; its byte order is told by its first two bytes. */
struct tiff {
    struct str bytes;
    bool little;
};

/* The number of size 2 or 4 at an offset; 0 if it lies outside. */
static uint32_t tiff_number(const struct tiff *t, uint64_t at, int size) {
    uint32_t value = 0;
    if (at + (uint64_t)size > t->bytes.n) return 0;
    for (int i = 0; i < size; i++) {
        size_t place = (size_t)at + (size_t)(t->little ? size - 1 - i : i);
        value = value << 8 | byte_at(t->bytes, place);
    }
    return value;
}

static double tiff_rational(const struct tiff *t, uint64_t at) {
    uint32_t above = tiff_number(t, at, 4), below = tiff_number(t, at + 4, 4);
    return below ? (double)above / below : 0;
}

enum {
    TAG_ORIENTATION = 0x112,
    TAG_X_RESOLUTION = 0x11A,
    TAG_Y_RESOLUTION = 0x11B,
    TAG_UNIT = 0x128
};

static void read_directory(struct image *out, const struct tiff *t, uint64_t directory) {
    double x = 0, y = 0, inch = 1;
    uint32_t count = tiff_number(t, directory, 2);
    for (uint32_t i = 0; i < count && directory + 2 + 12 * (uint64_t)i < t->bytes.n; i++) {
        uint64_t entry = directory + 2 + 12 * (uint64_t)i;
        uint32_t value = tiff_number(t, entry + 8, 2);
        switch (tiff_number(t, entry, 2)) {
        case TAG_ORIENTATION:
            if (value >= 1 && value <= 8) out->turn = (int)value;
            break;
        case TAG_X_RESOLUTION: x = tiff_rational(t, tiff_number(t, entry + 8, 4)); break;
        case TAG_Y_RESOLUTION: y = tiff_rational(t, tiff_number(t, entry + 8, 4)); break;
        case TAG_UNIT: inch = value == 2 ? 1 : value == 3 ? 2.54 : 0; break;
        default: break;
        }
    }
    if (out->dpi_x == 0) out->dpi_x = image_check_dpi(x * inch);
    if (out->dpi_y == 0) out->dpi_y = image_check_dpi(y * inch);
}

static void read_exif(struct image *out, struct str segment) {
    if (segment.n < 14 || memcmp(segment.p, "Exif\0\0", 6) != 0) return;
    struct tiff t = {.bytes = str_slice(segment, 6, segment.n - 6)};
    t.little = t.bytes.p[0] == 'I';
    if (tiff_number(&t, 2, 2) != 42) return;
    read_directory(out, &t, tiff_number(&t, 4, 4));
}

/* --- markers --------------------------------------------------------------------------------- */

/* JFIF: "JFIF", 0, version (2), unit (1 inch, 2 cm), density across and down. */
static void read_jfif(struct image *out, struct str segment) {
    if (segment.n < 12 || memcmp(segment.p, "JFIF", 5) != 0) return;
    unsigned unit = byte_at(segment, 7);
    double inch = unit == 1 ? 1 : unit == 2 ? 2.54 : 0;
    double x = image_check_dpi(big16(segment, 8) * inch);
    double y = image_check_dpi(big16(segment, 10) * inch);
    if (x != 0 && y != 0) {
        out->dpi_x = x;
        out->dpi_y = y;
    }
}

static bool is_frame(unsigned marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool read_frame(struct image *out, unsigned marker, struct str segment, const char **why) {
    if (segment.n < 6) return false;
    if (marker > 0xC2) {
        *why = "the JPEG image is of a kind that PDF does not know (lossless, hierarchical or "
               "arithmetic); save it as an ordinary JPEG";
        return false;
    }
    out->components = (int)byte_at(segment, 5);
    if (out->components == 4) {
        *why = "the image is a CMYK JPEG, whose colours depend on a press; save it as RGB";
        return false;
    }
    if (byte_at(segment, 0) != 8 || (out->components != 1 && out->components != 3)) {
        *why = "the JPEG image is neither 8-bit grey nor 8-bit colour; save it as RGB";
        return false;
    }
    out->height = big16(segment, 1);
    out->width = big16(segment, 3);
    return image_check_size(out->width, out->height, why);
}

/* Moves *at past coded data to the next marker that is not a restart or a stuffed zero. */
static void skip_scan(struct str bytes, size_t *at) {
    while (*at + 1 < bytes.n) {
        const char *ff = memchr(bytes.p + *at, 0xFF, bytes.n - *at - 1);
        *at = ff ? (size_t)(ff - bytes.p) : bytes.n;
        if (!ff) return;
        unsigned next = byte_at(bytes, *at + 1);
        if (next != 0 && next != 0xFF && (next < RST0 || next > RST0 + 7)) return;
        *at += next == 0xFF ? 1 : 2;
    }
}

bool image_read_jpeg(struct image *out, struct str bytes, const char **why) {
    bool framed = false, scanned = false;
    *why = "the JPEG image is damaged or cut short";
    out->kind = IMAGE_JPEG;
    out->data = bytes;
    for (size_t at = 2; at + 1 < bytes.n;) {
        unsigned marker = byte_at(bytes, at + 1);
        if (byte_at(bytes, at) != 0xFF) return false;
        at += marker == 0xFF ? 1 : 2;
        if (marker == EOI) return framed && scanned;
        if (marker == 0xFF || marker == TEM || (marker >= RST0 && marker <= SOI)) continue;

        if (bytes.n - at < 2) return false;
        size_t size = big16(bytes, at);
        if (size < 2 || size > bytes.n - at) return false;
        struct str segment = str_slice(bytes, at + 2, size - 2);
        at += size;
        if (marker == APP0) read_jfif(out, segment);
        if (marker == APP1) read_exif(out, segment);
        if (is_frame(marker)) {
            if (framed || !read_frame(out, marker, segment, why)) return false;
            framed = true;
        }
        if (marker == SOS) {
            if (!framed) return false;
            scanned = true;
            skip_scan(bytes, &at);
        }
    }
    return false;
}
