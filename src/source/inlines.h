/* inlines: our own marks in inlines that cmark has read.
 *
 * Inline notes ^[…], spans […]{…}, attributes of images, links and code, citations
 * (source/cites.h), note marks whose definition stands elsewhere, then the language's quotes and
 * dashes (source/smart.h). Works on the children of one node whose text is still live
 * (source/live.h). */
#ifndef CHANCERY_SOURCE_INLINES_H
#define CHANCERY_SOURCE_INLINES_H

#include "source/reading.h"

/* Reads the marks in parent's inlines, and ends their liveness. */
void inlines_read(struct reading *r, const struct passage *p, struct doc_node *parent);

/* Makes the alternative text of each image below parent words only. Done last, when a paragraph
 * that is an image has become a figure and its caption has been taken out. */
void inlines_flatten_images(struct reading *r, struct doc_node *parent);

#endif
