/* ahead: what layout will ask for, made ready on a second thread while the briefing's own thread
 * still reads its house style and formats its citations.
 *
 * That is the language's formats of dates and numbers, its hyphenation patterns, and the words of
 * the text, each shaped in the face that its place in the document will most likely have. Layout
 * finds there what it would have made; it makes itself what is not there (yet). So only time
 * depends on it: a guess that is wrong wastes a few microseconds of a processor that had nothing to
 * do. */
#ifndef CHANCERY_LAYOUT_AHEAD_H
#define CHANCERY_LAYOUT_AHEAD_H

#include "layout/layout.h"

struct layout_ahead;
struct hyphen_ahead;
struct locale;

/* For a document that has been read. */
struct layout_ahead *layout_ahead_new(const struct doc *doc);

/* Notes which words there are in the text; then, when citations are formatted, in these. The doc
 * may be worked on afterwards; the others must outlive it. At most once each, in this order. */
void layout_ahead_give_text(struct layout_ahead *a, struct doc *doc, const struct style *style,
                            const struct style_fonts *families, struct font_set *fonts);
void layout_ahead_give_citations(struct layout_ahead *a, struct doc *doc);

/* Makes ready what was given, until it is stopped; for the second thread. */
void layout_ahead_run(struct layout_ahead *a);

/* The document's language, to be used by one thread from then on and freed with a; NULL if it is
 * not ready, or a is NULL. */
struct locale *layout_ahead_locale(struct layout_ahead *a);

/* The words that are divided (inline/hyphen.h), good until a is freed; NULL if a is. */
const struct hyphen_ahead *layout_ahead_divisions(const struct layout_ahead *a);

/* Says that no more is wanted: layout_ahead_run returns soon. */
void layout_ahead_stop(struct layout_ahead *a);

/* Lets go of the words, after it has returned and the first pass is done. */
void layout_ahead_rest(struct layout_ahead *a);

/* After the layout is freed. */
void layout_ahead_free(struct layout_ahead *a);

#endif
