/* note_list: the notes that stand at the feet of pages, as one list of lines.
 *
 * Notes stand in the order of their marks, each once; a note that is marked in another stands right
 * behind it, so that a note and all within it are one stretch of the list. What a page holds of
 * them is then two indices, and what is left over is one.
 *
 * A note within a note must begin where its mark is, though the note that bears the mark goes on
 * overleaf. So where a note is cut, the notes marked in its part before the cut are pulled before
 * the cut, whole; the page on which the note goes on passes over them. Which these are follows from
 * the cut alone, so that the one index still says all.
 *
 * Where notes stand under tables or in the margin, the list has only the rest. */
#ifndef CHANCERY_LAYOUT_PAGE_NOTE_LIST_H
#define CHANCERY_LAYOUT_PAGE_NOTE_LIST_H

#include "layout/page/galley.h"

/* One box of a note. The first five are given, the rest is what note_list_finish makes of them. */
struct note_line {
    const struct galley_box *box;
    const struct doc_note *note;
    bool first, last;  /* of its note */
    sp top, bottom;    /* in the list set in one piece; top is below the space before the box */
    int depth;         /* 0: marked in the text; else in a note of one less */
    size_t by;         /* the line that bears its mark, if depth is not 0 */
    size_t start, end; /* the lines of its note */
    size_t whole;      /* the end of its note and all notes within it */
    size_t root;       /* the start of the note of depth 0 that holds it */
    size_t pulled;     /* a cut before this line pulls the lines end..pulled before it */
    bool owes;         /* a cut before this line parts a note from its mark */
};

struct references;

struct note_list {
    VEC(struct note_line) lines;
    VEC(size_t) after; /* after.v[i]: lines of the notes marked in boxes before i; n + 1 of them */
    VEC(sp)
    beside; /* beside.v[i]: the margin's height that boxes before i take, by notes or by
               standing in it; n + 1 of them, or none without notes in the margin */
    const struct references *references; /* that stand below the notes; or NULL */
};

/* Lists the notes that the boxes mark and that are not in `listed` yet (by number - 1), which
 * learns of them. Notes that stand under a table are given to the boxes that mark them, unless they
 * are taller than most. */
void note_list_init(struct note_list *list, struct layout *l, struct galley *g, sp most,
                    bool *listed);

/* Says anew which boxes mark the notes, for a galley that has the same in other boxes. */
void note_list_rebase(struct note_list *list, const struct galley *g);

/* Space between two notes in the margin, and between a note and what hangs into it. */
#define NOTE_MARGIN_GAP SP(4)

/* True if something of the box stands left of the text column. */
bool note_list_hangs(const struct galley_box *box, sp gutter);

/* Fills in what follows from the lines' notes and their order: the last step of making a list. */
void note_list_finish(struct note_list *list);

/* The height of what a page holds that goes from line `from` to before line `to`, without the gap
 * above. */
sp note_list_height(const struct note_list *list, size_t from, size_t to);

/* True if a page of notes from line `from` may end before line `to`: nothing would be set twice. */
bool note_list_is_cut(const struct note_list *list, size_t from, size_t to);

/* The least cut after `from`: for a page that holds one line, however tall. */
size_t note_list_step(const struct note_list *list, size_t from);

/* What a page holds of the list: up to three stretches, in the order in which they are set. */
struct note_stretch {
    size_t from, to;
};
int note_list_stretches(struct note_stretch out[3], const struct note_list *list, size_t from,
                        size_t to);

#endif
