/* image: PNG of every kind, made here with libpng; JPEG headers; damage at every byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <png.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/buf.h"
#include "image/image.h"
#include "jpeg_sample.h"

/* --- PNG ------------------------------------------------------------------------------------- */

struct png_options {
    int type, depth;
    bool interlaced, transparent_key;
    unsigned per_metre;
    unsigned gamma; /* gAMA, 0: none */
};

static void on_write(png_structp png, png_bytep bytes, size_t n) {
    buf_add(png_get_io_ptr(png), bytes, n);
}

static void on_flush(png_structp png) {
    (void)png;
}

enum { WIDTH = 5, HEIGHT = 4 };

/* The value of a sample, in its full range: changes along both sides and by channel. */
static unsigned sample_at(int x, int y, int channel, int depth) {
    unsigned top = (1u << depth) - 1;
    return (unsigned)(x * 37 + y * 53 + channel * 71) & top;
}

static void put_sample(unsigned char *row, int index, int depth, unsigned value) {
    if (depth == 16) {
        row[2 * index] = (unsigned char)(value >> 8);
        row[2 * index + 1] = (unsigned char)value;
    } else {
        int bit = index * depth;
        row[bit / 8] = (unsigned char)(row[bit / 8] | value << (8 - depth - bit % 8));
    }
}

static int channels_of(int type) {
    switch (type) {
    case PNG_COLOR_TYPE_RGB: return 3;
    case PNG_COLOR_TYPE_RGB_ALPHA: return 4;
    case PNG_COLOR_TYPE_GRAY_ALPHA: return 2;
    default: return 1;
    }
}

static void png_make(struct buf *b, const struct png_options *o) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_color palette[4] = {{1, 2, 3}, {40, 50, 60}, {70, 80, 90}, {255, 254, 253}};
    png_set_write_fn(png, b, on_write, on_flush);
    png_set_IHDR(png, info, WIDTH, HEIGHT, o->depth, o->type,
                 o->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (o->type == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(png, info, palette, 4);
    if (o->transparent_key && o->type == PNG_COLOR_TYPE_PALETTE)
        png_set_tRNS(png, info, (png_byte[]){0, 128}, 2, NULL);
    if (o->transparent_key && o->type == PNG_COLOR_TYPE_RGB) {
        png_color_16 key = {.red = (png_uint_16)sample_at(0, 0, 0, o->depth),
                            .green = (png_uint_16)sample_at(0, 0, 1, o->depth),
                            .blue = (png_uint_16)sample_at(0, 0, 2, o->depth)};
        png_set_tRNS(png, info, NULL, 0, &key);
    }
    if (o->per_metre) png_set_pHYs(png, info, o->per_metre, 2 * o->per_metre, PNG_RESOLUTION_METER);
    if (o->gamma) png_set_gAMA_fixed(png, info, (png_fixed_point)o->gamma);
    png_write_info(png, info);

    int channels = channels_of(o->type), passes = png_set_interlace_handling(png);
    unsigned char rows[HEIGHT][WIDTH * 8] = {{0}};
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            for (int c = 0; c < channels; c++) {
                unsigned value = sample_at(x, y, c, o->depth);
                if (o->type == PNG_COLOR_TYPE_PALETTE) value &= 3;
                put_sample(rows[y], x * channels + c, o->depth, value);
            }
    for (int pass = 0; pass < passes; pass++)
        for (int y = 0; y < HEIGHT; y++)
            png_write_row(png, rows[y]);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
}

static struct image read_ok(struct arena *a, const struct buf *b) {
    struct image_set set;
    const char *why = NULL;
    image_set_init(&set, a);
    uint32_t index = image_set_add(&set, buf_str(b), &why);
    if (index != 0) fail_msg("%s", why);
    return set.images.v[0];
}

static void read_refused(const struct buf *b, const char *part) {
    struct arena a;
    struct image_set set;
    const char *why = NULL;
    arena_init(&a);
    image_set_init(&set, &a);
    assert_int_equal(image_set_add(&set, buf_str(b), &why), IMAGE_NONE);
    assert_non_null(why);
    if (!strstr(why, part)) fail_msg("“%s” does not say “%s”", why, part);
    assert_int_equal(set.images.n, 0);
    arena_done(&a);
}

static unsigned reduce(unsigned value, int depth) {
    unsigned top = (1u << depth) - 1;
    return (value * 255 * 2 + top) / (2 * top);
}

static void check_png(int type, int depth, bool interlaced) {
    struct arena a;
    struct buf b = {0};
    arena_init(&a);
    png_make(&b, &(struct png_options){.type = type, .depth = depth, .interlaced = interlaced});
    struct image image = read_ok(&a, &b);
    int channels = channels_of(type), colours = channels >= 3 ? 3 : 1;
    assert_int_equal(image.kind, IMAGE_PNG);
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image.height, HEIGHT);
    assert_int_equal(image.components, colours);
    assert_int_equal(image.turn, 1);
    assert_int_equal(image.data.n, WIDTH * HEIGHT * colours);
    assert_int_equal(image.alpha.n, channels % 2 ? 0 : WIDTH * HEIGHT);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            for (int c = 0; c < colours; c++) {
                int got = (unsigned char)image.data.p[(y * WIDTH + x) * colours + c];
                int want = (int)reduce(sample_at(x, y, c, depth), depth);
                if (abs(got - want) > (depth == 16 ? 1 : 0))
                    fail_msg("type %d depth %d at %d,%d: %d, not %d", type, depth, x, y, got, want);
            }
            if (image.alpha.n == 0) continue;
            int alpha = (unsigned char)image.alpha.p[y * WIDTH + x];
            assert_in_range(alpha + 1, reduce(sample_at(x, y, colours, depth), depth),
                            reduce(sample_at(x, y, colours, depth), depth) + 2);
        }
    buf_done(&b);
    arena_done(&a);
}

static void test_png_kinds(void **state) {
    (void)state;
    static const int kinds[][2] = {
        {PNG_COLOR_TYPE_GRAY, 1},        {PNG_COLOR_TYPE_GRAY, 2},
        {PNG_COLOR_TYPE_GRAY, 4},        {PNG_COLOR_TYPE_GRAY, 8},
        {PNG_COLOR_TYPE_GRAY, 16},       {PNG_COLOR_TYPE_RGB, 8},
        {PNG_COLOR_TYPE_RGB, 16},        {PNG_COLOR_TYPE_GRAY_ALPHA, 8},
        {PNG_COLOR_TYPE_GRAY_ALPHA, 16}, {PNG_COLOR_TYPE_RGB_ALPHA, 8},
        {PNG_COLOR_TYPE_RGB_ALPHA, 16},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int interlaced = 0; interlaced < 2; interlaced++)
            check_png(kinds[i][0], kinds[i][1], interlaced);
}

static void test_png_palette(void **state) {
    (void)state;
    struct arena a;
    struct buf b = {0};
    arena_init(&a);
    png_make(&b, &(struct png_options){.type = PNG_COLOR_TYPE_PALETTE, .depth = 2});
    struct image image = read_ok(&a, &b);
    assert_int_equal(image.components, 3);
    assert_true(str_empty(image.alpha));
    assert_memory_equal(image.data.p, "\x01\x02\x03\x28\x32\x3C\x46\x50\x5A", 9);
    buf_clear(&b);
    png_make(&b, &(struct png_options){
                     .type = PNG_COLOR_TYPE_PALETTE, .depth = 2, .transparent_key = true});
    image = read_ok(&a, &b);
    assert_int_equal(image.alpha.n, WIDTH * HEIGHT);
    assert_memory_equal(image.alpha.p, "\x00\x80\xFF", 3);
    buf_done(&b);
    arena_done(&a);
}

static void test_png_key_and_resolution(void **state) {
    (void)state;
    struct arena a;
    struct buf b = {0};
    arena_init(&a);
    png_make(&b, &(struct png_options){.type = PNG_COLOR_TYPE_RGB,
                                       .depth = 8,
                                       .transparent_key = true,
                                       .per_metre = 11811,
                                       .gamma = 45455});
    struct image image = read_ok(&a, &b);
    assert_int_equal(image.alpha.p[0], 0);
    assert_int_equal((unsigned char)image.alpha.p[1], 255);
    assert_true(fabs(image.dpi_x - 300) < 0.01);
    assert_true(fabs(image.dpi_y - 600) < 0.01);
    buf_done(&b);
    arena_done(&a);
}

/* An alpha channel without transparency is none. */
static void test_png_opaque_alpha(void **state) {
    (void)state;
    struct arena a;
    struct buf b = {0};
    png_image png = {
        .version = PNG_IMAGE_VERSION, .width = 1, .height = 1, .format = PNG_FORMAT_RGBA};
    png_alloc_size_t n = 0;
    arena_init(&a);
    assert_true(png_image_write_to_memory(&png, NULL, &n, 0, "\x10\x20\x30\xFF", 0, NULL));
    char *bytes = arena_alloc(&a, n);
    assert_true(png_image_write_to_memory(&png, bytes, &n, 0, "\x10\x20\x30\xFF", 0, NULL));
    buf_add(&b, bytes, n);
    struct image image = read_ok(&a, &b);
    assert_true(str_empty(image.alpha));
    assert_memory_equal(image.data.p, "\x10\x20\x30", 3);
    buf_done(&b);
    arena_done(&a);
}

/* Cut anywhere before the last data, the file is refused; with any byte changed, nothing breaks. */
static void test_png_damage(void **state) {
    (void)state;
    struct buf whole = {0};
    png_make(&whole, &(struct png_options){.type = PNG_COLOR_TYPE_RGB_ALPHA, .depth = 8});
    for (size_t n = 0; n + 16 < whole.n; n++) {
        struct buf part = {0};
        buf_add(&part, whole.p, n);
        read_refused(&part, n == 0 ? "empty" : n < 8 ? "neither" : "damaged");
        buf_done(&part);
    }
    for (size_t i = 0; i < whole.n; i++) {
        struct arena a;
        struct image_set set;
        const char *why;
        char *copy = malloc(whole.n);
        memcpy(copy, whole.p, whole.n);
        copy[i] = (char)~copy[i];
        arena_init(&a);
        image_set_init(&set, &a);
        image_set_add(&set, (struct str){copy, whole.n}, &why);
        arena_done(&a);
        free(copy);
    }
    buf_done(&whole);
}

/* A header alone that promises more pixels than there may be. */
static void test_png_bomb(void **state) {
    (void)state;
    struct buf b = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, &b, on_write, on_flush);
    png_set_IHDR(png, info, 60000, 60000, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    png_write_chunk(png, (png_const_bytep) "IDAT", (png_const_bytep) "x", 1);
    png_destroy_write_struct(&png, &info);
    read_refused(&b, "larger");
    buf_done(&b);
}

/* --- JPEG ------------------------------------------------------------------------------------ */

static struct image jpeg_ok(struct arena *a, struct buf *b, struct jpeg_options o) {
    buf_clear(b);
    jpeg_make(b, &o);
    return read_ok(a, b);
}

static void test_jpeg_header(void **state) {
    (void)state;
    struct arena a;
    struct buf b = {0};
    arena_init(&a);
    struct image image = jpeg_ok(&a, &b, (struct jpeg_options){.unit = 1, .density = 150});
    assert_int_equal(image.kind, IMAGE_JPEG);
    assert_int_equal(image.components, 1);
    assert_int_equal(image.width, 16);
    assert_ptr_equal(image.data.p, b.p);
    assert_int_equal(image.data.n, b.n);
    assert_true(image.dpi_x == 150 && image.dpi_y == 150);
    image = jpeg_ok(&a, &b, (struct jpeg_options){.unit = 2, .density = 100});
    assert_true(fabs(image.dpi_x - 254) < 1e-9);
    image = jpeg_ok(&a, &b, (struct jpeg_options){.unit = 0, .density = 1, .frame = 0xC2});
    assert_true(image.dpi_x == 0);
    image = jpeg_ok(&a, &b, (struct jpeg_options){.unit = 3, .components = 3});
    assert_int_equal(image.components, 3);
    assert_int_equal(image.turn, 1);
    buf_done(&b);
    arena_done(&a);
}

static void test_jpeg_exif(void **state) {
    (void)state;
    struct arena a;
    struct buf b = {0};
    arena_init(&a);
    for (int turn = 1; turn <= 8; turn++) {
        struct jpeg_options o = {.unit = 3,
                                 .orientation = turn,
                                 .big_endian = turn % 2,
                                 .exif_dpi = 240,
                                 .width = 30,
                                 .height = 20};
        struct image image = jpeg_ok(&a, &b, o);
        assert_int_equal(image.turn, turn);
        assert_int_equal(image.width, turn >= 5 ? 20 : 30);
        assert_int_equal(image.height, turn >= 5 ? 30 : 20);
        assert_true(image.dpi_x == 240 && image.dpi_y == 240);
    }
    /* JFIF's density comes before Exif's; an orientation that is none is none. */
    struct image image = jpeg_ok(
        &a, &b, (struct jpeg_options){.unit = 1, .density = 96, .orientation = 9, .exif_dpi = 72});
    assert_int_equal(image.turn, 1);
    assert_true(image.dpi_x == 96);
    buf_done(&b);
    arena_done(&a);
}

static void test_jpeg_refused(void **state) {
    (void)state;
    static const struct {
        struct jpeg_options o;
        const char *why;
    } cases[] = {
        {{.components = 4}, "CMYK"},
        {{.components = 2}, "neither 8-bit grey"},
        {{.precision = 12}, "neither 8-bit grey"},
        {{.frame = 0xC3}, "save it as an ordinary JPEG"},
        {{.frame = 0xC9}, "save it as an ordinary JPEG"},
        {{.width = 65535, .height = 1}, "larger"},
        {{.width = 20000, .height = 20000}, "larger"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        jpeg_make(&b, &cases[i].o);
        read_refused(&b, cases[i].why);
        buf_done(&b);
    }
}

static void test_jpeg_damage(void **state) {
    (void)state;
    struct buf whole = {0};
    jpeg_make(&whole, &(struct jpeg_options){.orientation = 6, .exif_dpi = 72});
    for (size_t n = 1; n < whole.n; n++) {
        struct buf part = {0};
        buf_add(&part, whole.p, n);
        read_refused(&part, n < 3 ? "neither" : "damaged");
        buf_done(&part);
    }
    for (size_t i = 0; i < whole.n; i++)
        for (int value = 0; value < 256; value += 5) {
            struct arena a;
            struct image_set set;
            const char *why;
            char *copy = malloc(whole.n);
            memcpy(copy, whole.p, whole.n);
            copy[i] = (char)value;
            arena_init(&a);
            image_set_init(&set, &a);
            image_set_add(&set, (struct str){copy, whole.n}, &why);
            arena_done(&a);
            free(copy);
        }
    buf_done(&whole);
}

/* --- the set --------------------------------------------------------------------------------- */

static void test_set(void **state) {
    (void)state;
    struct arena a;
    struct image_set set;
    struct buf png = {0}, jpeg = {0};
    const char *why = NULL;
    arena_init(&a);
    image_set_init(&set, &a);
    png_make(&png, &(struct png_options){.type = PNG_COLOR_TYPE_GRAY, .depth = 8});
    jpeg_make(&jpeg, &(struct jpeg_options){0});
    assert_int_equal(image_set_add(&set, buf_str(&png), &why), 0);
    assert_int_equal(image_set_add(&set, STR("GIF89a"), &why), IMAGE_NONE);
    assert_int_equal(image_set_add(&set, buf_str(&jpeg), &why), 1);
    struct str copy = str_copy(&a, buf_str(&png));
    assert_int_equal(image_set_add(&set, copy, &why), 0);
    assert_int_equal(set.images.n, 2);
    buf_done(&png);
    buf_done(&jpeg);
    arena_done(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_png_kinds),
        cmocka_unit_test(test_png_palette),
        cmocka_unit_test(test_png_key_and_resolution),
        cmocka_unit_test(test_png_opaque_alpha),
        cmocka_unit_test(test_png_damage),
        cmocka_unit_test(test_png_bomb),
        cmocka_unit_test(test_jpeg_header),
        cmocka_unit_test(test_jpeg_exif),
        cmocka_unit_test(test_jpeg_refused),
        cmocka_unit_test(test_jpeg_damage),
        cmocka_unit_test(test_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
