/* attributes: pandoc's attributes in braces, {#id .class key=value}.
 *
 * Takes text, gives values; applies them to a node by its kind. Unknown keys and values that cannot
 * be read are diagnosed (BAD_ATTRIBUTES); what is right among them is used. */
#ifndef CHANCERY_SOURCE_ATTRIBUTES_H
#define CHANCERY_SOURCE_ATTRIBUTES_H

#include "source/reading.h"

enum { ATTRIBUTES_MAX = 4096 }; /* bytes between two braces */

struct attribute {
    struct str name, value;
    size_t offset; /* of the name, from the brace */
};

struct attributes {
    struct str id, classes; /* classes are separated by spaces */
    VEC(struct attribute) pairs;
    size_t length; /* bytes, both braces included */
};

/* Parses what begins at text, which must be a brace; false if it is not attributes. */
bool attributes_parse(struct attributes *out, struct arena *a, struct str text);

/* Where the attributes at the end of text begin, or its length if there are none. */
size_t attributes_find_trailing(struct attributes *out, struct arena *a, struct str text);

/* Gives a node what they say. pos: of the brace. */
void attributes_apply(struct reading *r, struct doc_node *node, const struct attributes *attributes,
                      struct pos pos);

/* Takes out the alternative text that an attribute `alt` gave an image, or NULL: until then it
 * stands beside what the brackets hold, as the last child. */
struct doc_node *attributes_take_alt(struct doc_node *image);

/* An absolute length or a percentage; false if it is neither. A bare number counts CSS pixels. */
bool attributes_length(struct doc_length *out, struct str text);

/* Gives a paragraph the attributes at its end, or on its last line, which are taken off; false if
 * there are none. source: the paragraph as it is written. */
bool attributes_of_paragraph(struct reading *r, struct doc_node *paragraph, struct str source);

/* The language that attributes at the end of a block's source name, or empty: its quotation marks
 * are chosen before its attributes are taken off. */
struct str attributes_foreseen_lang(struct arena *a, struct str source);

/* Takes the attributes off the end of a heading's inlines, and gives the heading its identifier:
 * the one written, or one made from its words as pandoc makes them. */
void attributes_of_heading(struct reading *r, struct doc_node *heading);

/* Notes that node has its id; DUPLICATE_ID if another has it. */
void attributes_register_id(struct reading *r, struct doc_node *node, struct pos pos);

#endif
