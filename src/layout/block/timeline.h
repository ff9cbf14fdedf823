/* timeline: what the forms of a timeline share. Private to block/timeline*.c. */
#ifndef CHANCERY_LAYOUT_BLOCK_TIMELINE_H
#define CHANCERY_LAYOUT_BLOCK_TIMELINE_H

#include "layout/block/shapes.h"

/* Distinct categories beyond the shapes share the last. */
#define TIMELINE_CATEGORIES_MAX 32

struct timeline {
    const struct doc_node *node;
    const struct doc_timeline *more; /* or NULL */
    const struct doc_event *events;
    size_t count;
    struct str *years; /* of each event, as the column of years has them */
    sp left, width;    /* of the whole */
    sp year_width, rail, event_x, event_width, text_x, text_width;
    struct str categories[TIMELINE_CATEGORIES_MAX];
    size_t category_count;
    /* What is repeated: caption and heads; with the period under way; with the year too, or NULL. */
    const struct galley_repeat *repeat, *period_repeat, *year_repeat;
    uint32_t own, body; /* structure */
    const struct frame_header *heads[3], *period, *year; /* of the columns, and under way */
};

/* The shape of an event's category. */
enum shape_kind timeline_shape(struct timeline *t, const struct doc_event *event);

/* The caption, with "continued" where it is set again; the legend under it, if it is asked for. */
void timeline_set_caption(struct flow *f, struct timeline *t, uint32_t own, bool again);

/* What date the timeline is true of, if it says. */
void timeline_set_as_of(struct flow *f, struct timeline *t);

/* Day and month, place, status and category of an event, parted by dots; what is not given is left
 * out. */
struct str timeline_details(struct flow *f, const struct doc_event *event);

/* The form `chart`: a drawn axis with labels (timeline_chart.c); false if the labels are too many
 * for a page, with a diagnostic. */
bool timeline_set_chart(struct flow *f, struct timeline *t);

#endif
