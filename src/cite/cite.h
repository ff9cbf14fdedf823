/* cite: a CSL 1.0.2 processor. Works, a style, a locale and citations in order → formatted runs.
 *
 * Runs are doc inlines: DOC_TEXT, DOC_EMPH (italic), DOC_STRONG, DOC_SUP, DOC_SUB, DOC_SMALLCAPS,
 * DOC_SPAN with classes (display attributes, decoration), DOC_LINK. It works on strings and nodes:
 * it never sees a page, a file of the author's or a font. Styles and locales come as bytes from a
 * cite_loader that the caller gives.
 * Source: the CSL 1.0.2 specification; where it is silent, the official test suite decides.
 *
 * A style is immutable after cite_style_parse and may be shared between threads; a cite_run is
 * one document's. */
#ifndef CHANCERY_CITE_CITE_H
#define CHANCERY_CITE_CITE_H

#include "base/arena.h"
#include "base/diag.h"
#include "doc/doc.h"

struct cite_style;

/* Gives the bytes of a locale ("en-GB") or of a parent style (by its id URL). False: not known. */
struct cite_loader {
    bool (*load)(void *closure, struct str *out, struct arena *a, struct str name, bool locale);
    void *closure;
};

/* Parses a style (independent, or dependent: then its parent is loaded) for a language. An empty
 * lang leaves it to the style's default-locale, else en-US. All memory is a's; the style lives as
 * long as a. NULL and a diagnostic (CSL_BROKEN, at pos) if it is not one. */
struct cite_style *cite_style_parse(struct arena *a, struct diags *ds, struct pos pos,
                                    struct str xml, struct str lang, struct cite_loader loader);

/* True if citations of this style are notes. */
bool cite_style_is_note(const struct cite_style *s);

/* Formats all of doc's citations, in order, and its literature list: each doc_citation.node gets as
 * children what it prints (in a note style: in its note, in the text otherwise), author_node the
 * author's name, and doc.literature is filled. Reports works that lack a field the style prints
 * (CITE_FIELD). doc_number must have run.
 *
 * Classes on DOC_SPANs: what DOC_EMPH and its like cannot say. csl-upright, csl-regular and
 * csl-no-caps undo the italics, weight and small capitals around them; csl-oblique, csl-light,
 * csl-underline, csl-no-underline and csl-baseline are what they say; csl-block, csl-left-margin,
 * csl-right-inline and csl-indent are CSL's display attribute, within an entry's body; csl-mark is
 * a citation that is a figure above the line or between brackets, which no line begins with, and
 * csl-whole one that no line's end divides. */
void cite_document(struct doc *doc, const struct cite_style *s);

#endif
