/* opportunity: where a paragraph's text may be divided into lines, and how well. Private to
 * inline/.
 *
 * UAX #14 says where; then come the habits of good setting: numbers stay with their units, initials
 * with names; addresses divide at their seams; code where it must; words by hyphens. */
#ifndef CHANCERY_LAYOUT_INLINE_OPPORTUNITY_H
#define CHANCERY_LAYOUT_INLINE_OPPORTUNITY_H

#include "layout/inline/content.h"

/* What may happen before a byte, from the usual to the last resort. */
enum opportunity {
    OPPORTUNITY_NONE,
    OPPORTUNITY_USUAL,
    OPPORTUNITY_MUST,
    OPPORTUNITY_POOR,    /* a space that better stays: before a dash, after a short word */
    OPPORTUNITY_DASH,    /* after a dash or a slash */
    OPPORTUNITY_WRITTEN, /* after a hyphen that stands in the text */
    OPPORTUNITY_SOFT,    /* a hyphen the author allowed */
    OPPORTUNITY_HYPHEN,  /* a hyphen by the language's patterns */
    OPPORTUNITY_SECOND,  /* the same in a word that has a hyphen of its own */
    OPPORTUNITY_RANGE,   /* after the dash of a range of numbers */
    OPPORTUNITY_SEAM,    /* in an address, without a hyphen */
    OPPORTUNITY_CODE,    /* after a sign in code */
    OPPORTUNITY_LAST     /* in the midst of an address, code, or a word too long for any line */
};

/* One for each byte of the content's text and one for its end; in the context's working memory. */
unsigned char *opportunity_find(struct inline_content *c);

/* Lets every stretch of the text that is wider than the measure, and has no place to end a line, be
 * divided after any character that a reader sees as one. False if there is none. Points are those
 * of the opportunities as they were. */
bool opportunity_force(struct inline_content *c, sp measure);

/* custom.c: whether the space from..to, between two words, may end a line in the language. */
enum opportunity opportunity_of_space(struct str text, size_t from, size_t to, struct str lang);

/* address.c: divides what stands from..to (a word between spaces) as an address, if it is one. */
bool opportunity_in_address(unsigned char *o, struct str text, size_t from, size_t to);

/* The same for a word of code. */
void opportunity_in_code(unsigned char *o, struct str text, size_t from, size_t to);

#endif
