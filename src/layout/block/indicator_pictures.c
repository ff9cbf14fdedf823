/* indicator_pictures: a bar on a scale, a line through a series; what they show is said in words
 * too (indicator.h). */
#include "layout/block/indicator.h"

#include "base/buf.h"

uint32_t indicator_picture_node(struct flow *in, struct str words) {
    uint32_t node = block_node(in, FRAME_ROLE_FIGURE);
    if (node != FRAME_ARTIFACT)
        frame_say(in->l->out, node)->alt = str_copy(in->l->job.arena, words);
    return node;
}

/* Where a value falls on the scale, within the bar. */
static sp scale_place(const struct doc_indicator *ind, double value, sp width) {
    double from = ind->scale_from.value, to = ind->scale_to.value;
    double share = (value - from) / (to - from);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return (sp)((double)width * share);
}

/* The stretch of the bar that the figure covers: up to it, from it on, or the range itself. */
static void scale_stretch(sp *from, sp *to, const struct doc_indicator *ind, sp width) {
    const struct doc_value *v = &ind->figure;
    *from = 0;
    *to = scale_place(ind, v->from.value, width);
    if (v->kind == DOC_VALUE_RANGE) {
        *from = *to;
        *to = scale_place(ind, v->to.value, width);
    }
    if (*to - *from < SP(1)) *to = *from + SP(1);
}

/* “scale 0 to 100, target 80”. */
static struct str scale_words(struct flow *in, const struct doc_indicator *ind) {
    struct arena *a = in->galley->arena;
    const struct doc_value *v = &ind->figure;
    struct str words =
        str_printf(a, "%.*s %.*s %.*s %.*s", STR_ARG(block_word(in, STYLE_WORD_SCALE)),
                   STR_ARG(value_number(in, v, ind->scale_from.value, ind->scale_from.decimals)),
                   STR_ARG(block_word(in, STYLE_WORD_TO)),
                   STR_ARG(value_number(in, v, ind->scale_to.value, ind->scale_to.decimals)));
    if (!ind->target.given) return words;
    return str_printf(a, "%.*s%.*s%.*s %.*s", STR_ARG(words),
                      STR_ARG(block_word(in, STYLE_WORD_COMMA)),
                      STR_ARG(block_word(in, STYLE_WORD_TARGET)),
                      STR_ARG(value_number(in, v, ind->target.value, ind->target.decimals)));
}

void indicator_add_scale(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    sp width = in->measure, thick = SP(4), top = SP(4), from, to;
    struct galley_box *box = galley_add(in->galley, INDICATOR_MARK_LINE);
    scale_stretch(&from, &to, ind, width);
    block_add_rule(in, box, 0, top, width, thick, s->rule);
    block_add_rule(in, box, from, top, to - from, thick, s->accent);
    enum doc_bound b = ind->figure.bound;
    if ((b == DOC_BOUND_MORE || b == DOC_BOUND_AT_LEAST) && to + SP(4) < width) {
        const struct frame_segment tip[] = {{FRAME_MOVE, {{0, 0}}},
                                            {FRAME_LINE, {{SP(4), thick / 2}}},
                                            {FRAME_LINE, {{0, thick}}},
                                            {FRAME_CLOSE, {{0, 0}}}};
        block_add_path(in, box, block_path_new(in, tip, 4, s->accent), to, top, FRAME_ARTIFACT);
    }
    if (ind->target.given) {
        sp at = scale_place(ind, ind->target.value, width);
        block_add_rule(in, box, at - SP(0.6), top - SP(2), SP(1.2), thick + SP(4), s->ink);
    }
    indicator_add_words(in, scale_words(in, ind), STYLE_TYPE_INDICATOR_NOTE);
}

/* A value of the series with its date: “1000 (1995)”. */
static struct str point_words(struct flow *in, const struct doc_indicator *ind, size_t i) {
    struct str number = value_number(in, &ind->figure, ind->series[i], -1);
    if (!ind->series_dates) return number;
    const struct doc_date *date = &ind->series_dates[i];
    return str_printf(in->galley->arena, "%.*s (%.*s)", STR_ARG(number),
                      STR_ARG(block_date(in, date)));
}

/* All that the line shows. */
static struct str series_words(struct flow *in, const struct doc_indicator *ind) {
    struct buf words = {0};
    for (size_t i = 0; i < ind->series_count; i++) {
        if (i) buf_add_str(&words, block_word(in, STYLE_WORD_COMMA));
        buf_add_str(&words, point_words(in, ind, i));
    }
    struct str s = str_copy(in->galley->arena, buf_str(&words));
    buf_done(&words);
    return s;
}

/* Where the points stand on the axis of time, in years; NULL: one beside the other. */
static double *series_places(struct flow *in, const struct doc_indicator *ind) {
    if (!ind->series_dates) return NULL;
    double *at = arena_new_array(in->galley->arena, ind->series_count, double);
    for (size_t i = 0; i < ind->series_count; i++) {
        const struct work_date_part *d = &ind->series_dates[i].value.from;
        at[i] =
            d->year + (d->month ? (d->month - 1) / 12.0 : 0) + (d->day ? (d->day - 1) / 365.0 : 0);
        if (i && !(at[i] > at[i - 1])) return NULL;
    }
    return at;
}

void indicator_add_series(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    sp width = in->measure * 2 / 3, height = SP(13);
    uint32_t node = indicator_picture_node(in, series_words(in, ind));
    struct galley_box *box = galley_add(in->galley, 2 * INDICATOR_MARK_LINE);
    struct frame_path *line = shape_sparkline(in, ind->series, series_places(in, ind),
                                              ind->series_count, width, height, s->accent);
    block_add_path(in, box, line, SP(2), SP(3), node);
    const struct frame_point *end = &line->segments[line->count - 1].p[0];
    block_add_path(in, box, shape_mark(in, SHAPE_DISC, SP(2), s->accent), SP(2) + end->x,
                   SP(3) + end->y, node);
    struct str words = str_printf(
        in->galley->arena, "%.*s %.*s %.*s %.*s%.*s%.*s", STR_ARG(block_word(in, STYLE_WORD_FROM)),
        STR_ARG(point_words(in, ind, 0)), STR_ARG(block_word(in, STYLE_WORD_TO)),
        STR_ARG(point_words(in, ind, ind->series_count - 1)),
        STR_ARG(block_word(in, STYLE_WORD_COLON)), STR_ARG(value_series_change(in, ind)));
    indicator_add_words(in, words, STYLE_TYPE_INDICATOR_NOTE);
}
