/* ahead_words: which words a document has, and in what they will most likely be set. Private to
 * layout/; for ahead.c.
 *
 * A guess by the place in the document: what is set otherwise than the text around it (code, text
 * of another language, small capitals) is left out. */
#ifndef CHANCERY_LAYOUT_AHEAD_WORDS_H
#define CHANCERY_LAYOUT_AHEAD_WORDS_H

#include "base/vec.h"
#include "doc/doc.h"
#include "style/style.h"

struct font_face;

/* How words are set, so far as their glyphs tell. */
struct ahead_voice {
    enum style_family family;
    int weight;
    bool italic;
    unsigned features;
    bool hyphens;
    const struct font_face *face; /* found by the second thread */
};

/* Text of one voice; its bytes are the doc's, which are never written again. */
struct ahead_piece {
    struct str text;
    size_t voice;
};

struct ahead_words {
    VEC(struct ahead_voice) voices;
    VEC(struct ahead_piece) pieces;
    VEC(struct str) langs; /* others than the document's, once each */
    size_t count; /* of words, about */
};

/* Before citations are formatted: all but what they print. */
void ahead_words_of_text(struct ahead_words *out, struct arena *a, struct doc *doc,
                         const struct style *style);

/* After that: the same text with what they print, and the literature list. */
void ahead_words_of_citations(struct ahead_words *out, struct arena *a, struct doc *doc,
                              const struct style *style);

#endif
