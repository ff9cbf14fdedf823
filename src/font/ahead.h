/* ahead: words shaped before they are asked for, and where font_shape finds them. Private to font/;
 * the rest is in font.h. */
#ifndef CHANCERY_FONT_AHEAD_H
#define CHANCERY_FONT_AHEAD_H

#include "font/set.h"

/* What a word came to. */
struct ahead_word {
    size_t count;
    const struct font_glyph *glyphs;
};

/* The word of a request, if it was shaped ahead in this face; or NULL. For the set's thread. */
const struct ahead_word *ahead_find(const struct font_ahead *ahead, const struct font_face *face,
                                    const struct font_shape_request *r);

#endif
