/* pdf: frames to a PDF file's bytes, through libharu's object layer.
 *
 * PDF 1.7, tagged, PDF/UA-1 and PDF/A-2a: structure tree, XMP, sRGB output intent, Type0 fonts
 * with subsets and /ToUnicode, outline, links both ways, deterministic /ID (a hash of what is
 * written; the clock is never read). The only home of libharu and libdeflate; their traps (DESIGN)
 * are met here. Never sees doc. */
#ifndef CHANCERY_PDF_PDF_H
#define CHANCERY_PDF_PDF_H

#include "base/buf.h"
#include "base/diag.h"
#include "frame/frame.h"

struct font_set;
struct image_set;

/* Writes the whole file into out (empty before). spare: a second thread may take a part of the
 * work, which changes no byte. False with a diagnostic if libharu or the subsetter fails; out is
 * then not to be used. */
bool pdf_write(struct buf *out, const struct frame_document *d, struct font_set *fonts,
               const struct image_set *images, struct diags *ds, bool spare);

#endif
