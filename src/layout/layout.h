/* layout: doc to frames. The only part of the program that knows how big things are.
 *
 * Takes a finished doc, a style, fonts and images; makes a frame_document and the page facts. What
 * depends on pages (contents, page references) is read from the facts of the pass before; brief.c
 * runs passes until they agree. Deterministic: integer arithmetic, no clock, no addresses. */
#ifndef CHANCERY_LAYOUT_LAYOUT_H
#define CHANCERY_LAYOUT_LAYOUT_H

#include "base/diag.h"
#include "doc/doc.h"
#include "frame/frame.h"
#include "layout/facts.h"
#include "style/fonts.h"
#include "style/style.h"

struct font_set;
struct image_set;
struct layout_ahead;

/* What --show draws over the pages, in bits. */
enum { LAYOUT_SHOW_GRID = 1, LAYOUT_SHOW_BOXES = 2, LAYOUT_SHOW_GLUE = 4 };

struct layout_job {
    const struct doc *doc;
    const struct style *style;
    const struct style_fonts *families;
    struct font_set *fonts;
    struct image_set *images;
    struct diags
        *diags; /* layout's own diagnostics are those of the last pass: brief.c sees to it */
    struct arena *arena; /* owns the frame document */
    unsigned show;
    struct layout_ahead *ahead; /* ahead.h, or NULL */
};

/* What layout keeps from pass to pass of one briefing: shaped words, images' files, faces. */
struct layout;

struct layout *layout_new(const struct layout_job *job);
void layout_free(struct layout *l);

/* One pass. facts are those of the pass before (empty in the first); *next is filled. The frame
 * document lives in the job's arena; the one of a pass before is then of no more use. */
struct frame_document *layout_run(struct layout *l, struct page_facts *facts,
                                  struct page_facts *next);

/* Lets go of what only passes need, when there is to be no further one; the frames stay good. */
void layout_rest(struct layout *l);

#endif
