#include "pdf/images.h"

#include <stdlib.h>

#include "pdf/syntax.h"

void pdf_images_init(struct pdf_images *images, struct pdf_file *f, const struct image_set *set) {
    images->file = f;
    images->set = set;
    images->objects = arena_new_array(pdf_file_arena(f), set->images.n, uint32_t);
    images->page = arena_new_array(pdf_file_arena(f), set->images.n, uint32_t);
}

/* --- filtering ------------------------------------------------------------------------------- */

/* Of the three neighbours the one nearest to left + above - corner. */
static inline int paeth(int left, int above, int corner) {
    int to_left = abs(above - corner), to_above = abs(left - corner);
    int to_corner = abs(left + above - 2 * corner);
    int nearer = to_above <= to_corner ? above : corner;
    return to_left <= to_above && to_left <= to_corner ? left : nearer;
}

enum { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_AVERAGE, FILTER_PAETH, FILTER_COUNT };

/* One row filtered; row and above have step zeros before them. A loop for each filter, for so the
 * compiler does many bytes at once. */
static void filter_row(unsigned char *restrict out, int filter, const unsigned char *restrict row,
                       const unsigned char *restrict above, size_t n, size_t step) {
    const unsigned char *left = row - step, *corner = above - step;
    switch (filter) {
    case FILTER_SUB:
        for (size_t i = 0; i < n; i++)
            out[i] = (unsigned char)(row[i] - left[i]);
        break;
    case FILTER_UP:
        for (size_t i = 0; i < n; i++)
            out[i] = (unsigned char)(row[i] - above[i]);
        break;
    case FILTER_AVERAGE:
        for (size_t i = 0; i < n; i++)
            out[i] = (unsigned char)(row[i] - (left[i] + above[i]) / 2);
        break;
    case FILTER_PAETH:
        for (size_t i = 0; i < n; i++)
            out[i] = (unsigned char)(row[i] - paeth(left[i], above[i], corner[i]));
        break;
    default: memcpy(out, row, n); break;
    }
}

/* The sum of magnitudes, by which PNG's authors advise to choose. */
static uint64_t sum_of(const unsigned char *row, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n;) {
        uint32_t part = 0; /* of at most 4096 × 128 */
        for (size_t end = n - i < 4096 ? n : i + 4096; i < end; i++)
            part += row[i] < 128 ? row[i] : 256u - row[i];
        sum += part;
    }
    return sum;
}

/* Writes the row with the byte of the best filter before it; trial has room for FILTER_COUNT such
 * rows. */
static void put_best(struct buf *out, unsigned char *trial, const unsigned char *row,
                     const unsigned char *above, size_t n, size_t step) {
    uint64_t least = UINT64_MAX;
    const unsigned char *best = trial;
    for (int filter = FILTER_NONE; filter < FILTER_COUNT; filter++) {
        unsigned char *filtered = trial + (size_t)filter * (n + 1);
        filtered[0] = (unsigned char)filter;
        filter_row(filtered + 1, filter, row, above, n, step);
        uint64_t sum = sum_of(filtered + 1, n);
        if (sum >= least) continue;
        least = sum;
        best = filtered;
    }
    buf_add(out, best, n + 1);
}

/* All rows, each filtered against the one before, zeros before the first. */
static void filter_samples(struct buf *out, struct arena *scratch, struct str samples, size_t n,
                           size_t step) {
    unsigned char *trial = arena_alloc(scratch, FILTER_COUNT * (n + 1));
    unsigned char *row = arena_alloc(scratch, n + step), *above = arena_alloc(scratch, n + step);
    for (size_t at = 0; at + n <= samples.n; at += n) {
        unsigned char *swap = above;
        memcpy(row + step, samples.p + at, n);
        put_best(out, trial, row + step, above + step, n, step);
        above = row;
        row = swap;
    }
}

/* --- objects --------------------------------------------------------------------------------- */

static void put_header(struct buf *b, uint32_t width, uint32_t height, int components) {
    buf_printf(b, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s",
               width, height, components == 1 ? "DeviceGray" : "DeviceRGB");
}

static void set_samples(struct pdf_images *images, uint32_t object, struct buf *entries,
                        const struct image *image, struct str samples, int components) {
    struct arena scratch;
    struct buf filtered = {0};
    arena_init(&scratch);
    filter_samples(&filtered, &scratch, samples, (size_t)image->width * (size_t)components,
                   (size_t)components);
    buf_printf(entries, "/DecodeParms<</Predictor 15/Colors %d/Columns %u>>", components,
               image->width);
    pdf_object_set_deflated(images->file, object, buf_str(entries), buf_str(&filtered),
                            PDF_THOROUGH);
    buf_done(&filtered);
    arena_done(&scratch);
}

static uint32_t add_mask(struct pdf_images *images, const struct image *image) {
    struct buf entries = {0};
    uint32_t object = pdf_object_new(images->file);
    put_header(&entries, image->width, image->height, 1);
    set_samples(images, object, &entries, image, image->alpha, 1);
    buf_done(&entries);
    return object;
}

static void set_jpeg(struct pdf_images *images, uint32_t object, const struct image *image) {
    struct buf entries = {0};
    bool aside = image->turn >= 5; /* the sides are given as shown, the file has them as stored */
    put_header(&entries, aside ? image->height : image->width, aside ? image->width : image->height,
               image->components);
    buf_add_c(&entries, "/Filter/DCTDecode");
    pdf_object_set_stream(images->file, object, buf_str(&entries), image->data);
    buf_done(&entries);
}

static void set_png(struct pdf_images *images, uint32_t object, const struct image *image) {
    struct buf entries = {0};
    put_header(&entries, image->width, image->height, image->components);
    if (!str_empty(image->alpha)) {
        buf_add_c(&entries, "/SMask ");
        pdf_put_reference(&entries, add_mask(images, image));
    }
    set_samples(images, object, &entries, image, image->data, image->components);
    buf_done(&entries);
}

static uint32_t object_of(struct pdf_images *images, uint32_t index) {
    const struct image *image = &images->set->images.v[index];
    if (images->objects[index]) return images->objects[index];
    images->objects[index] = pdf_object_new(images->file);
    if (image->kind == IMAGE_JPEG) {
        set_jpeg(images, images->objects[index], image);
    } else {
        set_png(images, images->objects[index], image);
    }
    return images->objects[index];
}

bool pdf_images_put_resources(struct buf *out, struct pdf_images *images,
                              const struct frame_page *page, uint32_t page_index) {
    bool transparent = false;
    for (size_t i = 0; i < page->items.n; i++) {
        uint32_t index = page->items.v[i].u.image.image;
        if (page->items.v[i].kind != FRAME_IMAGE || index >= images->set->images.n) continue;
        if (images->page[index] == page_index + 1) continue;
        images->page[index] = page_index + 1;
        buf_printf(out, "/X%u ", index);
        pdf_put_reference(out, object_of(images, index));
        transparent |= !str_empty(images->set->images.v[index].alpha);
    }
    return transparent;
}
