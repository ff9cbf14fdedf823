/* break: where the lines of a paragraph end. Numbers only: no text, no fonts.
 *
 * Takes the places where a line may end, each with the sums of what stands before it and after it;
 * makes the list of those chosen. The paragraph starts before everything (sums 0) and its last
 * point is a forced one. A line from point a (where it begins) to point b (where it ends) is b.end
 * - a.start wide at its natural size, and so for its glyphs and its spaces. */
#ifndef CHANCERY_LAYOUT_INLINE_BREAK_H
#define CHANCERY_LAYOUT_INLINE_BREAK_H

#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/units.h"

enum {
    BREAK_FORCED = 1,     /* a line must end here */
    BREAK_HYPHEN = 2,     /* a line that ends here ends in a hyphen, put or written */
    BREAK_DICTIONARY = 4, /* a hyphen of the patterns' finding: only where hyphens are wanted */
};

/* Sums of the paragraph from its start, sp. */
struct break_sums {
    sp width;  /* natural width of everything */
    sp glyphs; /* of what can be expanded */
    sp spaces; /* natural width of what can stretch and shrink */
    sp seams;  /* what only stretches, as if it were so wide: between words of unspaced scripts */
};

struct break_point {
    struct break_sums end, start; /* a line that ends here; the start of one that begins here */
    int32_t right, left;          /* how far the line's last and the next line's first glyph may
                                     stand out into the margins; widths above do not have it */
    int16_t penalty;              /* of a line's end here, in the style's unit */
    uint16_t flags;
};

enum break_mode { BREAK_JUSTIFIED, BREAK_RAGGED };

struct break_params {
    enum break_mode mode;
    sp first_measure, measure; /* of the first line and of all others, indents taken off */
    sp first_left;             /* how far the first line's first glyph may stand out */
    sp em;
    int expansion;  /* most of glyphs, in thousandths */
    bool protrudes; /* left and right of points count */
    bool hyphens;   /* points with BREAK_DICTIONARY are allowed */
    int looseness;
    sp last_least; /* a last line should be longer than this */
};

/* The lines chosen: points[i] ends line i; an index into the points given. */
struct break_result {
    size_t *points;
    size_t count;
    int64_t demerits;
    bool overfull; /* some line is longer than its measure, for want of a place to end */
    bool can_be_looser, can_be_tighter;
    int looser_cost, tighter_cost; /* how much worse its lines are, from 0 to 6 */
};

/* How far one line must give to fill its measure. */
struct break_fit {
    sp excess;     /* measure less natural width; negative: too long */
    int expansion; /* of its glyphs, in thousandths */
    sp rest;       /* what is left for its spaces to take up */
    int ratio;     /* rest over the natural width of the spaces, in thousandths; if there are none,
                      over an em (what expansion in whole thousandths leaves is forgiven), or
                      INT_MIN if the line is too long */
};

/* The line from point a (SIZE_MAX: the paragraph's start) to point b. */
struct break_fit break_fit_of(const struct break_params *p, const struct break_point *points,
                              size_t a, size_t b);

/* Chooses the lines. The last of n > 0 points must be forced. Result and working memory are in the
 * arena. Time is linear in n: see the head of break.c for the bounds. */
struct break_result break_lines(struct arena *a, const struct break_params *p,
                                const struct break_point *points, size_t n);

/* Least ratio a line's spaces shrink to, in thousandths (negative). */
#define BREAK_SHRINK_MOST (-333)
/* Spaces are not torn open further than this; such a line is left short. */
#define BREAK_RATIO_MOST 2500
/* Beyond this ratio a line is underfull and is said to be. */
#define BREAK_STRETCH_UNDERFULL 1500

#endif
