/* out: what rendering gives: a tree of texts with formatting, affixes and delimiters still apart.
 *
 * Kept as a tree until a citation or entry is complete, because collapsing, suppressing authors and
 * substituting dashes cut whole branches, and because punctuation can only be mended when it is
 * known what stands next to what (print.h). Lives in a scratch arena. */
#ifndef CHANCERY_CITE_OUT_H
#define CHANCERY_CITE_OUT_H

#include "base/buf.h"
#include "cite/style.h"

/* What a branch is, for those who cut or replace it. */
enum out_tag {
    OUT_PLAIN,
    OUT_NAMES,     /* a cs:names with labels and substitutes */
    OUT_NAME_LIST, /* the names of one variable */
    OUT_NAME,      /* one name */
    OUT_DATE,      /* a cs:date */
    OUT_YEAR,      /* a year without its suffix */
    OUT_YEAR_SUFFIX,
    OUT_NUMBER_OF_CITATION,
    OUT_LABEL_OF_CITATION,
    OUT_LOCATOR,
    OUT_TERM,
    OUT_CITE, /* one work in a citation */
};

struct out {
    enum out_tag tag;
    bool is_text;
    bool rich;     /* from markup in a value: flips against what surrounds it */
    bool nocase;   /* no text-case reaches inside */
    bool inverted; /* of a name: family first */
    bool nodecor;  /* back to normal in every decoration */
    bool frozen;   /* verbatim: punctuation inside and at its edges stays (URLs) */
    struct str text;
    struct style_format format;
    struct str url;
    struct str lang; /* of a work in another language than the briefing's; or empty */
    struct out *first, *last, *next;
};

struct out *out_new(struct arena *a, enum out_tag tag);
struct out *out_text(struct arena *a, struct str s);
void out_add(struct out *parent, struct out *child); /* child may be NULL */
void out_add_text(struct arena *a, struct out *parent, struct str s);

/* A value with CSL's inline markup (i, b, sup, sub, sc, span) and quotation marks as a tree. */
struct out *out_rich(struct arena *a, struct str value);

/* True if it would print nothing. */
bool out_is_empty(const struct out *o);

/* The text of o and all below with affixes and delimiters, without formatting. */
void out_plain(struct buf *b, const struct out *o);

/* The same as a string in the arena; empty for NULL. */
struct str out_plain_str(struct arena *a, const struct out *o);

/* The first branch with that tag in reading order, or NULL. */
struct out *out_find(struct out *o, enum out_tag tag);

/* Removes the branch target from below o; branches it leaves empty print nothing. */
bool out_remove(struct out *o, const struct out *target);

/* Changes the case of all texts in o, as CSL's text-case asks; lang decides title case and the
 * mapping. */
void out_set_case(struct arena *a, struct out *o, enum style_case c, struct str lang);

/* Removes full stops from all texts in o. */
void out_strip_periods(struct arena *a, struct out *o);

/* --- finished output (print.c) ---------------------------------------------------------------- */

struct print_options {
    struct arena *arena;   /* of the nodes made */
    struct arena *scratch; /* of what is needed only meanwhile */
    const struct locale *locale;
    bool links; /* DOC_LINK for URLs and DOIs */
};

/* Turns a finished tree into doc inlines appended to parent: punctuation mended, quotation marks
 * chosen, decorations nested. */
void out_print(struct doc_node *parent, const struct out *o, const struct print_options *p);

#endif
