#include "layout/block/shapes.h"

/* Control distance of a quarter circle of radius 1, in thousandths: 4/3 (√2 − 1). */
#define KAPPA 552

/* A closed polygon. */
static struct frame_path *polygon(struct flow *f, const struct frame_point *points, size_t count,
                                  uint32_t colour) {
    struct frame_segment s[8];
    for (size_t i = 0; i < count; i++)
        s[i] = (struct frame_segment){i ? FRAME_LINE : FRAME_MOVE, {points[i]}};
    s[count] = (struct frame_segment){.op = FRAME_CLOSE};
    return block_path_new(f, s, count + 1, colour);
}

static struct frame_path *circle(struct flow *f, sp r, uint32_t colour) {
    sp k = sp_scale(r, KAPPA, 1000);
    const struct frame_segment s[] = {
        {FRAME_MOVE, {{r, 0}}},
        {FRAME_CURVE, {{r, k}, {k, r}, {0, r}}},
        {FRAME_CURVE, {{-k, r}, {-r, k}, {-r, 0}}},
        {FRAME_CURVE, {{-r, -k}, {-k, -r}, {0, -r}}},
        {FRAME_CURVE, {{k, -r}, {r, -k}, {r, 0}}},
        {.op = FRAME_CLOSE},
    };
    return block_path_new(f, s, sizeof s / sizeof *s, colour);
}

static struct frame_path *square(struct flow *f, sp r, uint32_t colour) {
    const struct frame_point p[] = {{-r, -r}, {r, -r}, {r, r}, {-r, r}};
    return polygon(f, p, 4, colour);
}

/* An outline in the colour over paper, so that a rail behind does not show through. */
static struct frame_path *open_shape(struct flow *f, struct frame_path *path, sp r,
                                     uint32_t colour) {
    path->stroke = true;
    path->stroke_colour = colour;
    path->stroke_width = r / 3;
    path->fill_colour = f->l->job.style->paper;
    return path;
}

struct frame_path *shape_mark(struct flow *f, enum shape_kind kind, sp r, uint32_t colour) {
    switch (kind) {
    case SHAPE_SQUARE: return square(f, r * 7 / 8, colour);
    case SHAPE_DIAMOND: {
        sp d = r * 5 / 4;
        const struct frame_point p[] = {{0, -d}, {d, 0}, {0, d}, {-d, 0}};
        return polygon(f, p, 4, colour);
    }
    case SHAPE_TRIANGLE: {
        const struct frame_point p[] = {{0, -r * 9 / 8}, {r * 9 / 8, r * 7 / 8}, {-r * 9 / 8, r * 7 / 8}};
        return polygon(f, p, 3, colour);
    }
    case SHAPE_RING: return open_shape(f, circle(f, r * 7 / 8, colour), r, colour);
    case SHAPE_BOX: return open_shape(f, square(f, r * 3 / 4, colour), r, colour);
    default: return circle(f, r, colour);
    }
}

struct frame_path *shape_arrow(struct flow *f, enum doc_trend trend, sp r, uint32_t colour) {
    sp d = trend == DOC_TREND_DOWN ? -1 : 1;
    if (trend == DOC_TREND_FLAT) {
        const struct frame_point p[] = {{-r, -r / 4}, {r, -r / 4}, {r, r / 4}, {-r, r / 4}};
        return polygon(f, p, 4, colour);
    }
    const struct frame_point p[] = {{0, -r * d},      {r, r / 6 * d},       {r / 3, r / 6 * d},
                                    {r / 3, r * d},   {-r / 3, r * d},      {-r / 3, r / 6 * d},
                                    {-r, r / 6 * d}};
    return polygon(f, p, 7, colour);
}

struct frame_path *shape_sparkline(struct flow *f, const double *values, const double *places,
                                   size_t count, sp width, sp height, uint32_t colour) {
    double low = values[0], high = values[0];
    for (size_t i = 1; i < count; i++) {
        if (values[i] < low) low = values[i];
        if (values[i] > high) high = values[i];
    }
    struct frame_segment *s = arena_new_array(f->galley->arena, count, struct frame_segment);
    for (size_t i = 0; i < count; i++) {
        double share = high > low ? (values[i] - low) / (high - low) : 0.5;
        s[i].op = i ? FRAME_LINE : FRAME_MOVE;
        s[i].p[0].x = count > 1 ? width * (sp)i / (sp)(count - 1) : 0;
        if (places && count > 1)
            s[i].p[0].x = (sp)((double)width * (places[i] - places[0]) /
                               (places[count - 1] - places[0]));
        s[i].p[0].y = height - (sp)((double)height * share);
    }
    struct frame_path *path = arena_new(f->galley->arena, struct frame_path);
    *path = (struct frame_path){.segments = s, .count = count, .stroke = true, .round = true,
                                .stroke_colour = colour, .stroke_width = SP(1.2)};
    return path;
}
