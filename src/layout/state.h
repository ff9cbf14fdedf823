/* state: what the parts of layout share during a pass; private to layout/.
 *
 * block/ fills galleys through inline/, page/ breaks them; all write structure nodes and
 * destinations into `out`. */
#ifndef CHANCERY_LAYOUT_STATE_H
#define CHANCERY_LAYOUT_STATE_H

#include "layout/layout.h"

struct inline_context;
struct locale;
struct set_note;
struct block_references;
struct galley;

/* A note whose mark was met, and the structure node that is to hold it. */
struct layout_due_note {
    struct doc_note *note;
    uint32_t node;
    sp table_x, table_width; /* of the table around the mark; width 0: none */
};

struct layout {
    struct layout_job job;
    struct arena words;   /* shaped words and contexts: lives from pass to pass */
    struct arena scratch; /* reset per paragraph; inline/ and page/ work in it */
    struct arena trial;   /* what block/ sets only to measure it */
    struct arena passing; /* contents that are of no more use once they are set */
    struct inline_context *inl;
    struct locale *locale;     /* of the document's language */
    struct locale *own_locale; /* the same, if it was not made ahead */
    bool from_right;       /* the language is written from the right: pages are mirrored */
    /* of the pass under way */
    unsigned pass; /* counts from 1 */
    struct frame_document *out;
    struct page_facts *facts;
    struct hash destinations; /* id → index + 1 in out->destinations */
    struct hash images;       /* path → struct image_answer (state.c) */
    struct hash missing;      /* scripts, and characters at their places, of which it was said */
    struct set_note **notes;  /* by note number - 1; NULL: not set in this pass */
    struct str *note_marks;   /* by note number - 1: what the mark prints */
    VEC(struct layout_due_note) notes_due; /* met while another note was being set */
    sp measure; /* of the text that is being set: a column, or all of them */
    const struct block_references *references; /* that stand at the feet of pages; or NULL */
    uint32_t marking_node; /* takes the marking at the top of the first page; or FRAME_NO_NODE */
    bool setting_note, endnotes_set;
    bool in_passing; /* contents are made in the arena `passing` */
};

/* Where contents are set in passing: as the cells of a table, whose lines are never set otherwise.
 * Between begin and end no content may be made that is kept beyond; begun again within, the inner
 * one ends first. */
struct layout_passing {
    struct arena_mark mark;
    bool outer;
};
struct layout_passing layout_begin_passing(struct layout *l);
void layout_end_passing(struct layout *l, struct layout_passing p);

/* What a note's mark prints: a number, or a letter or sign of its table's series (note_marks.c). */
struct str layout_note_mark(const struct layout *l, const struct doc_note *note);

/* True if the note stands under its table. */
bool layout_note_under_table(const struct layout *l, const struct doc_note *note);

/* True if the note stands in the margin: the style has one, and the note is short enough for it. */
bool layout_note_in_margin(const struct layout *l, const struct doc_note *note);

/* Numbers the notes of a pass. */
void layout_mark_notes(struct layout *l);

/* The index of a destination in out, made (unplaced) when asked for first. */
uint32_t layout_destination(struct layout *l, struct str id);

/* The image at an author's path, read once; IMAGE_NONE with a diagnostic at pos. */
uint32_t layout_image(struct layout *l, struct str path, struct pos pos);

/* The image of the house style at a path that is whole and has been checked. */
uint32_t layout_house_image(struct layout *l, struct str path);

#endif
