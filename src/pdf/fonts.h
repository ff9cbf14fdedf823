/* fonts: the faces that a document's runs use, as PDF embeds them.
 *
 * Takes the frames and the font set; makes one Type0 font a face (Identity-H, a subset, /W and
 * /ToUnicode) and tells the content writer the code of each glyph, its printed width, and which
 * words cannot be read back from their glyphs alone and need /ActualText.
 * Owns nothing: all in the file's arena. Knows nothing of pages' content or structure. */
#ifndef CHANCERY_PDF_FONTS_H
#define CHANCERY_PDF_FONTS_H

#include "font/font.h"
#include "frame/frame.h"
#include "pdf/object.h"

/* What a glyph reads as. */
struct pdf_glyph {
    struct str text;   /* where it stands for whole characters by itself; borrowed from words */
    struct str shared; /* a cluster's text that it only has a part in, until text is known */
    uint32_t code;     /* in the PDF: the glyph's number in the subset */
    bool used;
};

struct pdf_face {
    VEC(struct pdf_glyph) glyphs; /* by number in the face */
    bool used;
    uint32_t object; /* the Type0 font */
    int64_t *widths; /* by code, in millionths of the em: as printed, a thousand times */
    uint32_t space;  /* number of the space's glyph in the face, 0 if it has none */
};

struct pdf_fonts {
    struct pdf_face *faces; /* by index into the font set */
    size_t face_count;
    /* Words seen, open addressing by address; the order of words in it decides nothing. */
    struct pdf_seen_word *words;
    size_t word_count, word_cap; /* cap is a power of two */
};

/* Looks at every run, makes the subsets and their objects. False with a diagnostic. */
bool pdf_fonts_embed(struct pdf_fonts *out, struct pdf_file *f, const struct frame_document *d,
                     struct font_set *set);

/* True if the run's text cannot be told from its glyphs by /ToUnicode: a glyph that reads otherwise
 * elsewhere, several glyphs for one character, right-to-left order. */
bool pdf_fonts_needs_text(const struct pdf_fonts *fonts, const struct frame_run *run);

/* True if the run ends in a hyphen of the typesetter's. */
bool pdf_run_has_hyphen(const struct frame_run *run);

/* What the run says, without such a hyphen. */
struct str pdf_run_text(const struct frame_run *run);

/* Writes "/F0 8 0 R/F1 …": the entries of the /Font resource dictionary. */
void pdf_fonts_put_resources(struct buf *out, const struct pdf_fonts *fonts);

#endif
