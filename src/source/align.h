/* align: where cmark-gfm's inlines stand in the source.
 *
 * cmark-gfm knows the lines and columns of blocks well and those of inlines badly, and it hides
 * whether a character was escaped. An aligner is a cursor in the source text of one block that
 * follows the inlines in order: each kind of inline has a known form in the source, so entering and
 * leaving it moves the cursor over its marks. What does not fit sets `lost`; the cursor then stays
 * where it is and the caller falls back on the block's place. */
#ifndef CHANCERY_SOURCE_ALIGN_H
#define CHANCERY_SOURCE_ALIGN_H

#include "source/passage.h"

struct aligner {
    struct str text;   /* the passage that was parsed */
    size_t at, end;    /* the cursor; the end of the block's lines (or of the table cell) */
    int quotes;        /* how many `>` may stand before each further line */
    bool raw;          /* within an autolink: backslashes do not escape */
    bool raw_entities; /* within a bare address: & does not either */
    bool lost;
};

/* How a link was written, told on entering it and needed on leaving. */
enum align_link { ALIGN_BRACKETS, ALIGN_ANGLES, ALIGN_BARE };

/* A piece of a text: bytes as they stand in the source, or an escape or entity decoded. */
struct align_piece {
    struct str text; /* live: points into the source; else into the literal */
    size_t offset;   /* in the passage */
    bool live;
};

/* Takes the next piece of literal from *i on, which is moved past it. */
struct align_piece align_text(struct aligner *al, struct str literal, size_t *i);

/* Moves over `*`, `_`, `**`, `__`, `~` or `~~`. */
void align_delimiter(struct aligner *al, const char *characters, size_t count);
void align_tildes(struct aligner *al);

/* Moves over a code span. */
void align_code(struct aligner *al);

/* Moves over an HTML tag or comment, whose source is literal. */
void align_html(struct aligner *al, struct str literal);

/* Moves over the end of a line and what stands before the text of the next. */
void align_break(struct aligner *al);

enum align_link align_link_enter(struct aligner *al);
void align_link_exit(struct aligner *al, enum align_link form);
void align_image_enter(struct aligner *al);

/* Moves over `[^label]` and gives the label. */
struct str align_note_mark(struct aligner *al);

#endif
