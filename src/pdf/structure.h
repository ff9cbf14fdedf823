/* structure: the structure tree, from the frames' nodes and from what each page's content marks.
 *
 * While pages are written, each stretch of content and each annotation is recorded with the node
 * that it belongs to; then the tree is made: an element for each node that has content, its kids in
 * reading order, the parent tree (from page and mark back to the element), identifiers, roles.
 * Elements are written only while saving, so a large tree takes no memory as text.
 * Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1. */
#ifndef CHANCERY_PDF_STRUCTURE_H
#define CHANCERY_PDF_STRUCTURE_H

#include "frame/frame.h"
#include "pdf/object.h"

/* A stretch of marked content, or an annotation, and the node that owns it. */
struct pdf_mark {
    uint32_t node;
    uint32_t page; /* index */
    uint32_t id;   /* MCID on the page; or the annotation's object */
    bool is_annotation;
};

/* A rectangle in thousandths of a point, y up. */
struct pdf_box {
    int64_t left, bottom, right, top;
};

/* Where a figure stands: all of it that is on its first page. */
struct pdf_figure {
    uint32_t page;
    bool placed;
    struct pdf_box box;
};

struct pdf_structure {
    const struct frame_document *d;
    struct pdf_file *file;
    const uint32_t *page_objects;
    uint32_t *owner;   /* by node: itself, or the nearest ancestor that has an element */
    uint32_t *objects; /* by node: its element, 0 if none */
    uint8_t *levels;   /* by node: the level of a heading, from 1; 0: it has no words */
    uint32_t *figure;  /* by node: index plus 1 of the figure that it is in; 0: none */
    VEC(struct pdf_figure) figures;
    VEC(struct pdf_mark) marks;
    uint32_t page_marks;  /* MCIDs given on the current page */
    uint32_t annotations; /* keys given in the parent tree beyond those of pages */
    /* set when the tree is made: */
    uint32_t *first_mark; /* by node: index into by_node; one more than nodes */
    struct pdf_mark *by_node;
    uint32_t first_object, root;
    uint32_t *node_of; /* by element: object number less first_object */
    struct pdf_writer writer;
};

/* page_objects: of all pages; borrowed. */
void pdf_structure_init(struct pdf_structure *s, struct pdf_file *f, const struct frame_document *d,
                        const uint32_t *page_objects);

/* The type name of the element that content of this node belongs to, for its mark: "P". */
const char *pdf_structure_tag(const struct pdf_structure *s, uint32_t node);

/* True if the node's content is a figure's without alternative text. PDF/UA has no such figures: it
 * is painted as an artifact, as decoration is. (Whoever made the frames has warned of it.) */
bool pdf_structure_is_decoration(const struct pdf_structure *s, uint32_t node);

/* Begins a page; marks count from 0 again. */
void pdf_structure_begin_page(struct pdf_structure *s);

/* Records a stretch of content on the page; returns its MCID. */
uint32_t pdf_structure_mark(struct pdf_structure *s, uint32_t node, uint32_t page);

/* Tells where something of a node was painted, for the /BBox of the figure that it is in. */
void pdf_structure_mark_box(struct pdf_structure *s, uint32_t node, uint32_t page,
                            struct pdf_box box);

/* The smallest box around both. */
struct pdf_box pdf_join_boxes(struct pdf_box a, struct pdf_box b);

/* Records an annotation; returns its /StructParent key. */
uint32_t pdf_structure_mark_annotation(struct pdf_structure *s, uint32_t node, uint32_t page,
                                       uint32_t object);

/* Makes the tree; returns the object of its root. Nothing may be marked afterwards. */
uint32_t pdf_structure_finish(struct pdf_structure *s);

#endif
