/* content: a page's items as a content stream.
 *
 * Takes a page, the embedded fonts and the structure, where it records each stretch that it marks;
 * makes the stream's text and tells which images it painted. Coordinates are turned from sp, y down
 * from the top, to points, y up from the bottom. Knows no objects but by name in the resources:
 * /F and /X with the index of the face or image. Source: ISO 32000-1, 8, 9 and 14.6. */
#ifndef CHANCERY_PDF_CONTENT_H
#define CHANCERY_PDF_CONTENT_H

#include "image/image.h"
#include "pdf/fonts.h"
#include "pdf/structure.h"

/* What all pages share. */
struct pdf_content_context {
    const struct frame_document *d;
    const struct pdf_fonts *fonts;
    const struct image_set *images;
    struct pdf_structure *structure;
};

/* Appends the page's content to out. */
void pdf_put_content(struct buf *out, const struct pdf_content_context *context, uint32_t page);

#endif
