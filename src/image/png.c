/* PNG through libpng's simplified interface, which needs no setjmp of ours: it undoes palettes,
 * interlacing and 16-bit samples itself. It says nothing of resolution, so the pHYs chunk is read
 * here. Source: PNG (Third Edition), 5.3 and 11.3.4.3. */
#include "image/read.h"

#include <png.h>

#define SIGNATURE      "\x89PNG\r\n\x1a\n"
#define SIGNATURE_SIZE 8

bool image_is_png(struct str bytes) {
    return bytes.n >= SIGNATURE_SIZE && memcmp(bytes.p, SIGNATURE, SIGNATURE_SIZE) == 0;
}

static uint32_t big32(const char *p) {
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* pHYs is pixels per unit across and down, and the unit: 1 is the metre. */
static void read_density(struct image *out, struct str bytes) {
    for (size_t at = SIGNATURE_SIZE; bytes.n - at >= 12;) {
        uint32_t size = big32(bytes.p + at);
        const char *type = bytes.p + at + 4;
        if (size > bytes.n - at - 12 || memcmp(type, "IDAT", 4) == 0) return;
        if (memcmp(type, "pHYs", 4) == 0 && size == 9 && type[12] == 1) {
            out->dpi_x = image_check_dpi(big32(type + 4) * 0.0254);
            out->dpi_y = image_check_dpi(big32(type + 8) * 0.0254);
            return;
        }
        at += (size_t)size + 12;
    }
}

/* Takes the alpha out of between the other samples. An alpha that is nowhere transparent is left
 * out, for a page without transparency is simpler to print. */
static void split_alpha(struct image *out, struct arena *a, const unsigned char *samples) {
    size_t count = (size_t)out->width * out->height;
    size_t step = (size_t)out->components + 1;
    bool opaque = true;
    for (size_t i = 0; i < count && opaque; i++)
        opaque = samples[i * step + step - 1] == 255;

    char *data = arena_alloc(a, count * (step - 1));
    for (size_t i = 0; i < count; i++)
        memcpy(data + i * (step - 1), samples + i * step, step - 1);
    out->data = (struct str){data, count * (step - 1)};
    if (opaque) return;

    char *alpha = arena_alloc(a, count);
    for (size_t i = 0; i < count; i++)
        alpha[i] = (char)samples[i * step + step - 1];
    out->alpha = (struct str){alpha, count};
}

static bool decode(struct image *out, struct arena *a, png_image *png) {
    bool transparent = (png->format & PNG_FORMAT_FLAG_ALPHA) != 0;
    size_t size = PNG_IMAGE_SIZE(*png);
    if (!transparent) {
        char *data = arena_alloc(a, size);
        out->data = (struct str){data, size};
        return png_image_finish_read(png, NULL, data, 0, NULL) != 0;
    }
    struct arena scratch;
    arena_init(&scratch);
    unsigned char *samples = arena_alloc(&scratch, size);
    bool done = png_image_finish_read(png, NULL, samples, 0, NULL) != 0;
    if (done) split_alpha(out, a, samples);
    arena_done(&scratch);
    return done;
}

bool image_read_png(struct image *out, struct arena *a, struct str bytes, const char **why) {
    png_image png = {.version = PNG_IMAGE_VERSION};
    *why = "the PNG image is damaged";
    if (!png_image_begin_read_from_memory(&png, bytes.p, bytes.n)) return false;
    if (!image_check_size(png.width, png.height, why)) {
        png_image_free(&png);
        return false;
    }
    png.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    png.format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
    out->kind = IMAGE_PNG;
    out->width = png.width;
    out->height = png.height;
    out->components = png.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1;
    read_density(out, bytes);
    struct arena_mark mark = arena_mark(a);
    if (decode(out, a, &png)) return true;
    arena_reset(a, mark);
    png_image_free(&png);
    *why = "the PNG image is damaged or cut short";
    return false;
}
