/* shapes: the small drawn marks: category dots, trend arrows, level gauges, bars, sparklines.
 *
 * Each is a path relative to an origin; every one has words beside it, so all are artifacts. */
#ifndef CHANCERY_LAYOUT_BLOCK_SHAPES_H
#define CHANCERY_LAYOUT_BLOCK_SHAPES_H

#include "layout/block/block.h"

enum shape_kind { SHAPE_DISC, SHAPE_SQUARE, SHAPE_DIAMOND, SHAPE_TRIANGLE, SHAPE_RING, SHAPE_BOX,
                  SHAPE_KIND_COUNT };

/* A mark of that kind centred at (0, 0), about 2 * radius wide. Open kinds are filled with paper. */
struct frame_path *shape_mark(struct flow *f, enum shape_kind kind, sp radius, uint32_t colour);

/* An arrow centred at (0, 0): up, down or level. */
struct frame_path *shape_arrow(struct flow *f, enum doc_trend trend, sp radius, uint32_t colour);

/* A line through values, fitted into width by height from (0, 0), y down. places: where the values
 * stand along it, ascending; NULL: at equal distances. */
struct frame_path *shape_sparkline(struct flow *f, const double *values, const double *places,
                                   size_t count, sp width, sp height, uint32_t colour);

#endif
