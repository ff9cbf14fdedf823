/* image: PNG and JPEG files, their size, resolution, colour space, and pixels or pass-through.
 *
 * The only home of libpng. JPEG is passed through to the PDF as it is; its header is read here.
 * PNG is decoded to 8-bit samples (palette expanded, 16 bits reduced, gamma ignored, interlace
 * undone), alpha apart. Every limit against hostile files stands in read.h. Files are bytes that
 * the caller has read. An image_set numbers the images of one briefing; the same bytes once. */
#ifndef CHANCERY_IMAGE_IMAGE_H
#define CHANCERY_IMAGE_IMAGE_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

enum image_kind { IMAGE_PNG, IMAGE_JPEG };

struct image {
    enum image_kind kind;
    uint32_t width, height; /* pixels as shown; data has them exchanged where turn is 5 or more */
    double dpi_x, dpi_y;    /* as shown; 0: not told */
    int components;         /* 1 grey, 3 RGB; CMYK is refused, for PDF/A has no place for it */
    int turn;               /* EXIF orientation 1..8: how data is to be turned to be shown */
    struct str data;        /* JPEG: the file; PNG: width*height*components samples */
    struct str alpha;       /* PNG: width*height samples, or empty if opaque */
};

struct image_set {
    struct arena *arena;
    VEC(struct image) images;
    VEC(uint64_t) digests;
};

void image_set_init(struct image_set *set, struct arena *a);

#define IMAGE_NONE UINT32_MAX

/* Reads an image from a file's bytes (borrowed for the set's life) and returns its index, or
 * IMAGE_NONE with *why, a static sentence for a diagnostic. */
uint32_t image_set_add(struct image_set *set, struct str bytes, const char **why);

#endif
