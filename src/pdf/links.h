/* links: link annotations, and the destinations that they and the outline go to.
 *
 * Source: ISO 32000-1, 12.3.2 and 12.5.6.5; ISO 14289-1, 7.18. */
#ifndef CHANCERY_PDF_LINKS_H
#define CHANCERY_PDF_LINKS_H

#include "frame/frame.h"
#include "pdf/object.h"
#include "pdf/structure.h"

struct pdf_links {
    struct pdf_file *file;
    const struct frame_document *d;
    const uint32_t *page_objects;
    struct pdf_structure *structure;
    uint32_t *last; /* by node: its last rectangle on the page at hand, index plus 1 */
};

void pdf_links_init(struct pdf_links *links, struct pdf_file *f, const struct frame_document *d,
                    const uint32_t *page_objects, struct pdf_structure *structure);

/* Makes the annotations of a page and writes their references, separated by spaces. The
 * rectangles of one node on the page make one annotation. */
void pdf_links_put(struct buf *out, struct pdf_links *links, uint32_t page);

/* Writes "[page /XYZ x y null]"; false if the destination is nowhere. */
bool pdf_put_destination(struct buf *out, const struct frame_document *d,
                         const uint32_t *page_objects, uint32_t destination);

/* The name tree of all placed destinations; 0 if there is none. */
uint32_t pdf_add_destination_names(struct pdf_file *f, const struct frame_document *d,
                                   const uint32_t *page_objects);

#endif
