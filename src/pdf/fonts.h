/* fonts: the faces that a document's runs use, as PDF embeds them.
 *
 * Takes the frames and the font set; makes one Type0 font a face (a subset, /W, /ToUnicode) and
 * tells the content writer the code of each glyph, its printed width, and where text cannot be read
 * back from codes alone and needs /ActualText.
 * While pages are written, another thread may make the subsets (press.h).
 * Owns the subsets; all else is in the file's arena. Knows nothing of pages' content or structure.
 */
#ifndef CHANCERY_PDF_FONTS_H
#define CHANCERY_PDF_FONTS_H

#include "font/font.h"
#include "frame/frame.h"
#include "pdf/object.h"

/* A glyph with what it reads as: the unit that has a code. */
struct pdf_use {
    struct str text; /* borrowed from words */
    uint32_t glyph;  /* number in the face */
    uint32_t next;   /* another use of the glyph, index plus 1; 0: none */
    uint32_t code;   /* in the PDF */
    double advance;  /* of the code, in thousandths of the em, as printed */
};

struct pdf_glyph {
    uint32_t first; /* use, index plus 1; 0: the glyph is not used */
    uint32_t cid;   /* number in the subset */
};

struct pdf_face {
    VEC(struct pdf_glyph) glyphs; /* by number in the face */
    VEC(struct pdf_use) uses;
    uint32_t extra; /* of them, those that are not the first of their glyph */
    bool used;
    struct font_subset subset;
    uint32_t object; /* the Type0 font */
    uint32_t program, unicode_map, code_map;
    uint32_t codes;  /* how many */
    int64_t *widths; /* by number in the subset, in millionths of the em, as printed */
    uint32_t space;  /* use of the space, index plus 1; 0: the face has none */
};

/* Added to a use in a word: this glyph's cluster cannot be told by /ToUnicode and needs
 * /ActualText. */
#define PDF_USE_SPAN 0x80000000u

/* A word as it is shown: a use for each of its glyphs. */
struct pdf_word {
    uintptr_t key; /* the word's address, plus 1 for its use with a hyphen at its end; 0: free */
    uint32_t *uses;
};

struct pdf_fonts {
    struct pdf_face *faces; /* by index into the font set */
    size_t face_count;
    /* Words seen, open addressing by address; the order of words in it decides nothing. */
    struct pdf_word *words;
    size_t word_count, word_cap; /* cap is a power of two */
};

/* Looks at every run and fills in words and the uses of each face. */
void pdf_fonts_learn(struct pdf_fonts *out, struct pdf_file *f, const struct frame_document *d,
                     struct font_set *set);

/* Then plans the subsets, gives the uses their codes, and has the fonts' programs made. The faces
 * stay at their place until the file is settled. False with a diagnostic. */
bool pdf_fonts_begin(struct pdf_fonts *fonts, struct pdf_file *f, struct font_set *set);

/* Settles the file, and makes the fonts' objects. False with a diagnostic. */
bool pdf_fonts_finish(struct pdf_fonts *fonts, struct pdf_file *f, struct font_set *set);

/* Frees the subsets, when the file is freed. */
void pdf_fonts_done(struct pdf_fonts *fonts);

/* How a run's word is shown: the use of each of its glyphs, with PDF_USE_SPAN or without. */
const uint32_t *pdf_fonts_find_uses(const struct pdf_fonts *fonts, const struct frame_run *run);

/* The end of the cluster that the i-th glyph of a word begins, in the order of the text (from the
 * last glyph on in right-to-left words); *text is what the cluster reads as. The step is 1 or -1.
 */
uint32_t pdf_find_cluster_end(struct str *text, const struct frame_word *word, uint32_t i);

/* Writes "/F0 8 0 R/F1 …": the entries of the /Font resource dictionary. */
void pdf_fonts_put_resources(struct buf *out, const struct pdf_fonts *fonts);

#endif
