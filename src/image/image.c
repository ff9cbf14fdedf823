#include "image/image.h"

#include "base/hash.h"
#include "image/read.h"

void image_set_init(struct image_set *set, struct arena *a) {
    memset(set, 0, sizeof *set);
    set->arena = a;
}

bool image_check_size(uint32_t width, uint32_t height, const char **why) {
    if (width == 0 || height == 0) {
        *why = "the image has no pixels";
        return false;
    }
    if (width > IMAGE_MAX_SIDE || height > IMAGE_MAX_SIDE ||
        (uint64_t)width * height > IMAGE_MAX_PIXELS) {
        *why = "the image is larger than 100 million pixels or 65,500 pixels on a side";
        return false;
    }
    return true;
}

double image_check_dpi(double dpi) {
    return dpi >= IMAGE_MIN_DPI && dpi <= IMAGE_MAX_DPI ? dpi : 0;
}

static bool read_image(struct image *out, struct arena *a, struct str bytes, const char **why) {
    if (image_is_png(bytes)) return image_read_png(out, a, bytes, why);
    if (image_is_jpeg(bytes)) return image_read_jpeg(out, bytes, why);
    *why =
        str_empty(bytes) ? "the image file is empty" : "the file is neither a PNG nor a JPEG image";
    return false;
}

/* Where a picture was turned onto its side, what it says of across holds for down. */
static void exchange_sides(struct image *image) {
    uint32_t side = image->width;
    double dpi = image->dpi_x;
    image->width = image->height;
    image->height = side;
    image->dpi_x = image->dpi_y;
    image->dpi_y = dpi;
}

uint32_t image_set_add(struct image_set *set, struct str bytes, const char **why) {
    uint64_t digest = hash_bytes(bytes.p, bytes.n);
    for (size_t i = 0; i < set->digests.n; i++)
        if (set->digests.v[i] == digest) return (uint32_t)i;

    struct image image = {.turn = 1};
    if (!read_image(&image, set->arena, bytes, why)) return IMAGE_NONE;
    if (image.turn >= 5) exchange_sides(&image);
    *vec_push(set->arena, &set->images) = image;
    *vec_push(set->arena, &set->digests) = digest;
    return (uint32_t)(set->images.n - 1);
}
