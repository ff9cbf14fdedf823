/* collect: walking doc's inlines; shared by collect.c and mark.c. Private to inline/. */
#ifndef CHANCERY_LAYOUT_INLINE_COLLECT_H
#define CHANCERY_LAYOUT_INLINE_COLLECT_H

#include "layout/inline/content.h"

/* How text is to look, before a font is found for it. */
struct look {
    enum style_family family;
    int weight;
    bool italic, smallcaps, capitals;
    sp size, rise;
    int tracking;
    enum style_figures figures;
    unsigned features; /* besides those of figures and small capitals */
    uint32_t colour, link;
    struct str lang;
    unsigned flags;                                      /* of spans */
    enum { SCRIPT_NONE, SCRIPT_UP, SCRIPT_DOWN } script; /* figures are drawn, all else is scaled */
};

/* A structure element that takes text, and its TEXT node under way. */
struct element {
    uint32_t node, text;
};

/* A node of doc that is being walked. */
struct open {
    const struct doc_node *node;
    struct open *up;
    struct open *up_free;
    struct look look;
    struct element *element; /* where its text goes: its own or an ancestor's */
    struct element own;
};

struct collector {
    struct inline_content *c;
    bool artifact;
    struct open *free;      /* entries to use again */
    struct frame_says none; /* what is written of artifacts */
};

void collect_type(const struct inline_context *x, struct look *look, enum style_type_id type,
                  struct str lang);
struct inline_font *collect_font(struct inline_context *x, const struct look *look);

/* The font that a type is set in. */
struct inline_font *collect_base_font(struct inline_context *x, enum style_type_id type,
                                      struct str lang);

/* Appends text that belongs to the element. */
void collect_text(struct collector *k, const struct look *look, struct element *e, struct str text,
                  struct pos pos);

/* Appends what an author got wrong, so that a draft shows it: [text]. */
void collect_mistake(struct collector *k, const struct look *look, struct element *e,
                     struct str text, struct pos pos);

/* A new element under parent; of an artifact, an artifact. */
struct element collect_element(struct collector *k, struct element *parent, enum frame_role role);

/* A link for looks: its index + 1. */
uint32_t collect_link(struct collector *k, uint32_t node, struct str url, uint32_t destination);

/* Something that the line with the next character reports. */
void collect_mark(struct collector *k, struct mark m);
void collect_destination(struct collector *k, struct str id, uint32_t node);

/* capitals.c: whether runs of capitals in text that looks so are set as small ones; and appending
 * such a text, the rest of it as plain says. */
bool capitals_are_small(const struct collector *k, const struct look *look);
void collect_capitals(struct collector *k, const struct setting *plain, const struct look *look,
                      struct str text, struct pos pos);

/* mark.c */

/* Sets the look for the text of node above or below the line, by real glyphs if they are there. */
void collect_raise(struct collector *k, struct look *look, const struct doc_node *node);
void collect_lower(struct collector *k, struct look *look, const struct doc_node *node);

/* Raises a text, such as the numeral of a note. */
void collect_raise_text(struct collector *k, struct look *look, struct str text);

/* Appends text of a look with a script. */
void collect_script_text(struct collector *k, const struct look *look, struct element *e,
                         struct str text, struct pos pos);

void collect_note_mark(struct collector *k, const struct look *look, struct element *e,
                       const struct doc_node *node);
/* Marks the works that a note cites which is listed at the end: they are cited where its mark is.
 */
void collect_endnote_works(struct collector *k, const struct doc_note *note);
void collect_page_ref(struct collector *k, const struct look *look, struct element *e,
                      const struct doc_node *node);
void collect_image(struct collector *k, const struct look *look, struct element *e,
                   const struct doc_node *node);

/* The page of a destination as figures, "0" while it is not known. */
struct str collect_page_number(struct collector *k, struct str target);

#endif
