/* read: from a file's bytes to a struct image; what image.c shares with png.c and jpeg.c.
 *
 * Takes untrusted bytes; every offset is checked. On failure *why is a static sentence that tells
 * the author what is wrong with the file. */
#ifndef CHANCERY_IMAGE_READ_H
#define CHANCERY_IMAGE_READ_H

#include "image/image.h"

/* A side longer than this, or more pixels in all, is refused before anything is decoded. A full A3
 * page at 600 dpi has 70 million pixels. */
#define IMAGE_MAX_SIDE   65500u
#define IMAGE_MAX_PIXELS 100000000u

/* Resolutions beyond these are taken as not told. */
#define IMAGE_MIN_DPI 1.0
#define IMAGE_MAX_DPI 100000.0

/* False with *why if a picture of this size is refused. */
bool image_check_size(uint32_t width, uint32_t height, const char **why);

/* dpi, or 0 if it is out of bounds or not a number. */
double image_check_dpi(double dpi);

bool image_is_png(struct str bytes);
bool image_is_jpeg(struct str bytes);

/* Decodes into the arena; out->data and out->alpha are the arena's. */
bool image_read_png(struct image *out, struct arena *a, struct str bytes, const char **why);

/* Reads the header and checks that the file is whole; out->data is bytes itself. */
bool image_read_jpeg(struct image *out, struct str bytes, const char **why);

#endif
