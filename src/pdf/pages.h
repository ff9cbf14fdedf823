/* pages: the page objects, their tree and their labels. Source: ISO 32000-1, 7.7.3, 12.4.2. */
#ifndef CHANCERY_PDF_PAGES_H
#define CHANCERY_PDF_PAGES_H

#include "frame/frame.h"
#include "pdf/object.h"

struct pdf_pages {
    uint32_t *objects; /* of the pages, by index */
    uint32_t *parents; /* of each page: the node of the tree that it hangs from */
};

/* Reserves all pages and makes the balanced tree above them. */
void pdf_pages_init(struct pdf_pages *pages, struct pdf_file *f, size_t count);

/* The tree of labels; 0 if they are just 1, 2, 3…, as readers count anyway. */
uint32_t pdf_add_page_labels(struct pdf_file *f, const struct frame_document *d);

#endif
