/* images: image objects. JPEG goes in as it is (DCTDecode); PNG samples are filtered as PNG would
 * and deflated, alpha apart as a soft mask. Each image once, when a page first asks for it.
 * Source: ISO 32000-1, 8.9; PNG (Third Edition), 9. */
#ifndef CHANCERY_PDF_IMAGES_H
#define CHANCERY_PDF_IMAGES_H

#include "frame/frame.h"
#include "image/image.h"
#include "pdf/object.h"

struct pdf_images {
    struct pdf_file *file;
    const struct image_set *set;
    uint32_t *objects; /* by index into the set; 0: not yet */
    uint32_t *page;    /* by index: the last page that named it, plus 1 */
};

void pdf_images_init(struct pdf_images *images, struct pdf_file *f, const struct image_set *set);

/* Writes "/X0 8 0 R…" for the images on a page. Returns true if one of them is transparent. */
bool pdf_images_put_resources(struct buf *out, struct pdf_images *images,
                              const struct frame_page *page, uint32_t page_index);

#endif
