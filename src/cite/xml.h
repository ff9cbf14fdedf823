/* xml: the elements, attributes and texts of a document, one after the other.
 *
 * Takes the bytes of a whole document, in UTF-8 or in an 8-bit set that its declaration names.
 * Gives names without their prefix: namespaces are not told apart. What it gives is borrowed from
 * the bytes where it can stand as it is written, and lies in the arena else. The input may be
 * hostile: a document type is refused (there are no entities but the five that XML knows), depth
 * and attributes are bounded, and time is linear. Knows nothing of CSL. */
#ifndef CHANCERY_CITE_XML_H
#define CHANCERY_CITE_XML_H

#include "base/arena.h"
#include "base/str.h"

enum { XML_DEPTH_MAX = 100, XML_ATTRIBUTES_MAX = 64 };

enum xml_event { XML_START, XML_END, XML_TEXT, XML_DONE, XML_BROKEN };

struct xml_attribute {
    struct str name, value;
};

struct xml {
    struct arena *arena;
    struct str text; /* the document */
    size_t at;
    struct str open[XML_DEPTH_MAX]; /* the names of the open elements, as written */
    size_t depth;
    bool had_root;
    bool ends_at_once; /* the element that has started is an empty tag */
    const char *why;   /* what is wrong, once it is broken; static */

    struct str name; /* XML_START: the element's */
    struct xml_attribute attributes[XML_ATTRIBUTES_MAX];
    size_t attribute_count;
    struct str value; /* XML_TEXT: the text */
};

/* Begins to read. The bytes must live as long as what is read from them. */
void xml_init(struct xml *x, struct arena *a, struct str bytes);

/* The next event. After XML_DONE and XML_BROKEN there is none. An XML_TEXT is not all of a text if
 * a comment or CDATA stands in it. */
enum xml_event xml_next(struct xml *x);

/* The line where reading stands, from 1. */
size_t xml_line(const struct xml *x);

#endif
