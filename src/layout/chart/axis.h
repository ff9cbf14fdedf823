/* axis: where things stand along a scale. Pure geometry.
 *
 * Takes positions and sizes in sp, gives positions; draws nothing and knows no fonts: labels are
 * set by inline/ and come here as their heights. */
#ifndef CHANCERY_LAYOUT_CHART_AXIS_H
#define CHANCERY_LAYOUT_CHART_AXIS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/units.h"

/* One label along an axis. wanted: where its middle would best be, in ascending order. */
struct axis_label {
    sp wanted, size;
    sp at; /* filled: its middle */
};

/* Places labels so that none overlaps another or leaves 0..length, each as near as can be to where
 * it is wanted (least squares); in their order. False if together they are longer than the axis:
 * then they stand one behind the other from 0. */
bool axis_spread(struct axis_label *labels, size_t count, sp length);

/* The least of 1, 2, 5, 10, 20, 25, 50, 100… that cuts span into at most `most` parts. */
int axis_step(int span, int most);

#endif
