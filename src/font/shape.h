/* shape: one run through HarfBuzz. Private to font/; others know font_shape (font.h). */
#ifndef CHANCERY_FONT_SHAPE_H
#define CHANCERY_FONT_SHAPE_H

#include "font/face.h"
#include "font/font.h"

/* Shapes the request's text in the face (its own number of one is not looked at) by a buffer that
 * is the thread's own; glyphs are put into the arena. */
struct font_glyph *shape_run(size_t *count, struct arena *a, hb_buffer_t *buffer,
                             const struct font_face *face, const struct font_shape_request *r);

#endif
