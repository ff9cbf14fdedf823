/* metadata: what the document says of itself, in XMP and in the information dictionary, alike; and
 * the output intent. Source: ISO 32000-1, 14.3; ISO 19005-2, 6.6; XMP (ISO 16684-1). */
#ifndef CHANCERY_PDF_METADATA_H
#define CHANCERY_PDF_METADATA_H

#include "frame/frame.h"
#include "pdf/object.h"

/* Fills in the information dictionary. */
void pdf_set_info(struct pdf_file *f, const struct frame_meta *meta);

/* Makes the XMP stream, which names PDF/A-2a and PDF/UA-1. */
uint32_t pdf_add_metadata(struct pdf_file *f, const struct frame_meta *meta);

/* Makes the sRGB output intent. */
uint32_t pdf_add_output_intent(struct pdf_file *f);

#endif
