/* outline: the bookmarks. Source: ISO 32000-1, 12.3.3. */
#ifndef CHANCERY_PDF_OUTLINE_H
#define CHANCERY_PDF_OUTLINE_H

#include "frame/frame.h"
#include "pdf/object.h"

/* Makes the outline, open to its first level; returns its root, 0 if there are no bookmarks. */
uint32_t pdf_add_outline(struct pdf_file *f, const struct frame_document *d,
                         const uint32_t *page_objects);

#endif
