/* icc: an sRGB profile, computed, so that no profile of others' making need be carried along. */
#ifndef CHANCERY_PDF_ICC_H
#define CHANCERY_PDF_ICC_H

#include "base/buf.h"

/* Writes an ICC profile, version 2, display class, RGB to XYZ: the primaries, white and curve of
 * IEC 61966-2-1. Always the same bytes. */
void pdf_put_srgb_profile(struct buf *out);

#endif
