/* context: what all paragraphs of a briefing share: faces, shaped words, patterns, numbers of
 * works.
 *
 * Private to inline/. Lives in l->words from pass to pass; what belongs to one pass is begun afresh
 * when the frame document changes. */
#ifndef CHANCERY_LAYOUT_INLINE_CONTEXT_H
#define CHANCERY_LAYOUT_INLINE_CONTEXT_H

#include "layout/inline/features.h"
#include "layout/inline/inline.h"
#include "text/text.h"

struct hyphenator;

/* How glyphs are made: interned, so that equal fonts are the same pointer. */
struct inline_font {
    uint32_t index;
    uint32_t face;
    sp size;
    int tracking; /* thousandths of an em */
    unsigned features;
    struct str lang;
    bool rtl; /* the language runs from the right */
    struct font_metrics metrics;
    struct inline_font *alike; /* the font made before this one whose glyphs differ from this one's
                                  in size and letterspacing only; or NULL */
    int32_t (
        *protrusion)[128]; /* of ASCII and, at 0, of U+2010, sp, left and right; -1: not known */
    uint32_t hyphen;       /* that it puts at a line's end: U+2010 if it has it, else U+002D */
    signed char draws[2];  /* all figures below the line, above it: 1 or -1; 0: not known */
};

/* A text in a font: one frame word, or several where glyphs come from other faces. */
struct inline_shaped {
    const struct frame_word *const *parts; /* in logical order */
    const size_t *starts;                  /* byte offset of each part's text */
    size_t count;
    sp width;
    bool missing;                  /* some character has no glyph in any font */
    const struct frame_word *only; /* where a word of one part keeps it */
    const bool *unsafe; /* by glyph of the only part: it would be another if the text began there */
    size_t zero;
};

struct inline_face {
    enum style_family family;
    int weight;
    bool italic;
    uint32_t face;
};

struct inline_context {
    struct layout *l;
    struct arena *arena; /* l->words */
    VEC(struct inline_face) faces;
    VEC(struct inline_font *) fonts;
    struct hash words;      /* font, script, direction, text → struct inline_shaped */
    struct hash protrusion; /* font, side, code point → struct protruding */
    struct hyphenator *hyphenator;
    struct text_breaker *breaker;
    bool ready;
    struct arena itemising; /* while one content is: shaping resets the shared scratch as it goes */
    struct arena work;      /* chunks, points and cuts of one content: … */
    const struct inline_content *worked; /* … this one, or NULL */
    struct hash works;                   /* address of a work → its struct doc_work_ref */
    struct hash marks; /* address of a note mark's node → which of its note's marks it is, from 1 */
    struct hash mark_counts; /* address of a note → how many marks were met */
    struct hash kept;        /* hash of a content → its struct kept */
    struct arena keeping;    /* what is kept */
    struct hash made; /* missing.c: place of what is made of works → these; without arena until
                         it is asked for */
    /* of the pass under way */
    unsigned pass;
    struct hash missing; /* places and characters already reported */
};

/* The face of a family, FONT_NONE if it is not there (said once). */
uint32_t context_face(struct inline_context *c, enum style_family family, int weight, bool italic);

/* The font with these properties. */
struct inline_font *context_font(struct inline_context *c, const struct inline_font *wanted);

/* Called when content is begun: notices a new pass. */
void context_begin(struct inline_context *c);

/* Shapes text, or finds it shaped. script: ISO 15924 or empty. Lives as long as the context. */
const struct inline_shaped *shape_word(struct inline_context *c, const struct inline_font *font,
                                       const char *script, bool rtl, struct str text);

/* The same for a piece of a word that is shaped already: its glyphs, where shaping the piece would
 * give no others. text is the piece's, from `from` on in the word's. */
const struct inline_shaped *shape_piece(struct inline_context *c, const struct inline_font *font,
                                        const char *script, bool rtl, struct str text,
                                        const struct inline_shaped *word, size_t from);

/* How far a character may stand out into the margin, sp: side 0 left, 1 right. */
sp protrude(struct inline_context *c, struct inline_font *font, uint32_t cp, int side);

#endif
