/* block: from a doc's blocks to a galley.
 *
 * A flow is where blocks are being set: a galley, a left edge and a measure, the structure node
 * that takes them, the kind of text of their paragraphs. Lists, quotations, cells and notes make
 * flows of their own, so that everything is set by the same code at any measure. Knows nothing of
 * pages: what depends on them is a typed inline. */
#ifndef CHANCERY_LAYOUT_BLOCK_BLOCK_H
#define CHANCERY_LAYOUT_BLOCK_BLOCK_H

#include "layout/page/galley.h"

struct flow {
    struct layout *l;
    struct galley *galley;
    uint32_t node;               /* structure parent of the blocks */
    sp x, measure;               /* the left edge from the text column's, and the width */
    sp grid;                     /* what snapping blocks snap to; 0: nothing snaps */
    enum style_type_id type;     /* of paragraphs */
    bool indent_next;            /* the next paragraph follows one and is indented */
    bool hyphens;
    bool narrow; /* it is known to be too narrow and has been said: lines that stand over are not */
    sp table_x, table_width; /* of the table around, for notes that stand under it; width 0: none */
    const struct doc_node *run_in; /* a heading that begins the next paragraph, or NULL */
    int depth;                   /* of nested flows, bounded */
};

/* The main flow: the text column of the style. */
struct flow flow_main(struct layout *l, struct galley *g, uint32_t node);

/* A flow within f: moved in by left, its measure less by left and right. */
struct flow flow_inside(const struct flow *f, struct galley *g, uint32_t node, sp left, sp right);

/* A flow for what a box takes up as one piece, as a cell or a label: it sets paragraphs of that type
 * into g, which begins here, to a width of at least 4 pt; its left edge is at 0 and nothing snaps. */
struct flow flow_apart(const struct flow *f, struct galley *g, uint32_t node, sp width,
                       enum style_type_id type);

/* The same into a galley that has begun and is empty. */
struct flow flow_into(const struct flow *f, struct galley *g, uint32_t node, sp width,
                      enum style_type_id type);

/* Sets all of parent's children, blocks; loose inlines among them make a paragraph. */
void block_set_children(struct flow *f, const struct doc_node *parent);

/* Sets one block. */
void block_set(struct flow *f, const struct doc_node *node);

/* Sets a heading that still waits for a paragraph to run into. */
void block_end(struct flow *f);

/* How a paragraph is set where it differs from its flow. */
struct block_paragraph {
    enum style_type_id type;
    enum style_align align;
    sp first_indent, indent; /* from the flow's left edge */
    sp measure;              /* 0: the flow's */
    bool hyphens;
    bool keep;               /* no break within */
};

/* The paragraph's settings in this flow, as its type and flow say. */
struct block_paragraph block_paragraph_of(const struct flow *f, enum style_type_id type);

/* Breaks a finished content into lines and adds them as boxes; its notes are set under f->node.
 * Returns the index of its first box. */
size_t block_add_lines(struct flow *f, struct inline_content *c, const struct block_paragraph *p);

/* Content of all of parent's inlines, finished, in text that belongs under node. */
struct inline_content *block_content(struct flow *f, const struct doc_node *parent, uint32_t node,
                                     enum style_type_id type);

/* True if a citation that the metadata asks for is set in words, not as a note's mark. */
bool block_cites_in_words(const struct doc_node *citation);

/* Adds such a citation, or its mark, behind what the content has: words after a space. */
void block_add_citation(struct flow *f, struct inline_content *c, uint32_t node,
                        const struct doc_node *citation, enum style_type_id type);

/* Content of words of the program's own, finished; as an artifact or under node. */
struct inline_content *block_words(struct flow *f, struct str words, uint32_t node,
                                   enum style_type_id type);

/* What such words need on one line, a little more than measured; nothing is kept. */
sp block_words_width(struct flow *f, struct str words, enum style_type_id type);

/* The baseline of a line of the type within a line box of that height: text sits as body text does
 * on its grid. sp from the box's top. */
sp block_baseline(struct layout *l, enum style_type_id type, sp height);

/* A structure node under f->node. */
uint32_t block_node(struct flow *f, enum frame_role role);

/* A FRAME_ROLE_TEXT leaf under node, for the program's own words; an artifact stays one. */
uint32_t block_text_leaf(struct flow *f, uint32_t node);

/* Adds a part that is a rule (a filled rectangle) or a tinted panel to a box; an artifact. */
void block_add_rule(struct flow *f, struct galley_box *box, sp x, sp y, sp width, sp height,
                    uint32_t colour);

/* Adds a rule of accent at the left of each of the galley's boxes from `first` on, spaces bridged. */
void block_add_side_rule(struct flow *f, size_t first, sp thickness);

/* Adds a line as a part: x from the column's edge, y of its baseline from the box's top. */
void block_add_line_part(struct flow *f, struct galley_box *box, const struct inline_line *line,
                         sp x, sp y);

/* Adds any path (relative to x, y) as a part of node. */
void block_add_path(struct flow *f, struct galley_box *box, const struct frame_path *path, sp x,
                    sp y, uint32_t node);

/* A filled path from segments, in the galley's arena. */
struct frame_path *block_path_new(struct flow *f, const struct frame_segment *segments, size_t count,
                                  uint32_t fill);

/* Sets a destination at box, by a place line of no ink. */
void block_add_destination(struct flow *f, struct galley_box *box, struct str id);

/* The words of the program in the language of the flow's document. */
#include "style/words.h"
struct str block_word(const struct flow *f, enum style_word_id id);

/* The word with a number or a date, each where the language has it: "c. 1992". */
struct str block_word_of(struct flow *f, enum style_word_id id, struct str number);

/* "Table 2": as a caption begins. Empty if the number is 0 or the house style has no numbers. */
struct str block_numbered(struct flow *f, enum style_word_id id, size_t number);

/* "Source: these words". */
struct str block_labelled(struct flow *f, enum style_word_id id, struct str words);

/* "As of 2024": begins a line. */
struct str block_as_of(struct flow *f, struct str date);

/* A date of the metadata, or a range of them, in words: “6 January 2022”, “c. 1996”, “May 1996 –”.
 * Empty if it is not given. */
struct str block_date(struct flow *f, const struct doc_date *date);

/* The same by a style of text/locale.h. */
struct str block_date_as(struct flow *f, const struct doc_date *date, unsigned style);

/* Its years alone, as a column of them has them: “1996”, “1993–1995”, “1996–”, “c. 1996”. */
struct str block_date_years(struct flow *f, const struct doc_date *date);

/* What is to be said beside its years: month and day, or the whole range where it is of several
 * years and finer than they. Empty if there is nothing. */
struct str block_date_within(struct flow *f, const struct doc_date *date);

/* A caption above what it is of. */
struct block_caption {
    const struct doc_node *title; /* inlines; NULL: words, of the program's own */
    struct str words;
    enum style_word_id kind; /* "Table" or "Figure", before the number */
    size_t number;           /* 0: none */
    struct str id;           /* a destination; or empty */
    struct pos pos;
    sp x, measure;
    bool again; /* as it is repeated, with "continued" */
};

/* Sets the caption under f->node and keeps it with what comes; returns its structure node. */
uint32_t block_set_caption(struct flow *f, const struct block_caption *b);

/* --- the kinds of block, a file each ------------------------------------------------------------ */

void block_set_title(struct flow *f);
void block_set_heading(struct flow *f, const struct doc_node *node);
void block_set_list(struct flow *f, const struct doc_node *node);
void block_set_code(struct flow *f, const struct doc_node *node);
void block_set_table(struct flow *f, const struct doc_node *node);
void block_set_figure(struct flow *f, const struct doc_node *node);
void block_set_callout(struct flow *f, const struct doc_node *node);
void block_set_timeline(struct flow *f, const struct doc_node *node);
void block_set_indicators(struct flow *f, const struct doc_node *node);
void block_set_literature(struct flow *f, const struct doc_node *node);
void block_set_contents(struct flow *f, const struct doc_node *node);
void block_set_imprint(struct flow *f);
void block_set_mistakes(struct flow *f); /* of a draft */

/* --- paragraphs set otherwise -------------------------------------------------------------------- */

/* Sets the paragraph whose boxes these are so many lines longer or shorter into *v: GALLEY_GOOD
 * with its boxes, in the job's arena, or GALLEY_BAD. */
void block_set_variant(struct layout *l, struct galley_variant *v, const struct galley_box *boxes,
                       int lines);

/* --- hints: what an author or a block asks of the page breaker ------------------------------------- */

/* Before a block is set: the class break-before; room that may grow above displays. */
void block_hint_before(struct flow *f, const struct doc_node *node);

/* After it, its boxes from `first` on: keep-together, keep-with-next; which table they belong to. */
void block_hint_after(struct flow *f, const struct doc_node *node, size_t first);

/* --- notes --------------------------------------------------------------------------------------- */

/* The set notes of a pass, in the order of their marks, for the page breaker. */
struct set_note {
    const struct doc_note *note;
    struct galley galley;
    bool in_margin;
};

/* Sets a note where its mark was met first: its galley is kept in the layout's notes. */
void block_set_note(struct flow *f, struct doc_note *note);

/* What was set of a note, or NULL. */
const struct set_note *block_find_note(const struct layout *l, const struct doc_note *note);

/* The references that stand at the foot of each page that cites their works, as a note does. */
struct block_references {
    size_t count; /* of works */
    const struct doc_literature_entry **entries; /* by work number - 1; NULL: it has none */
    sp *heights;
    sp room; /* for their labels */
};

/* Measures them all; NULL if none stand at the feet. Lives in the job's arena. */
const struct block_references *block_measure_references(struct layout *l);

/* Where one is set: its NOTE, the destinations that it is and that its label leads back to. */
struct block_reference_place {
    uint32_t node;
    struct str id, back;
};

/* Sets the reference of a work that has one into g. */
void block_set_reference(struct layout *l, struct galley *g, const struct block_references *refs,
                         size_t work, const struct block_reference_place *place);

/* Sets all notes under a heading, if they stand at the end and are not set yet. */
void block_set_endnotes(struct flow *f);

/* True if the literature list, or the heading over it, is next. */
bool block_begins_literature(const struct doc_node *node);

#endif
