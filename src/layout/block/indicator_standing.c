/* indicator_standing: change, level and trend, each by a mark and by words (indicator.h). */
#include "layout/block/indicator.h"

/* “rising, favourable”. */
static struct str joined(struct flow *in, struct str first, struct str second) {
    return str_printf(in->galley->arena, "%.*s%.*s%.*s", STR_ARG(first),
                      STR_ARG(block_word(in, STYLE_WORD_COMMA)), STR_ARG(second));
}

static void add_bar(struct flow *in, struct galley_box *box, sp x, sp y, sp width, sp height,
                    uint32_t colour, uint32_t node) {
    const struct frame_segment rectangle[] = {
        {FRAME_MOVE, {{0, 0}}},      {FRAME_LINE, {{width, 0}}}, {FRAME_LINE, {{width, height}}},
        {FRAME_LINE, {{0, height}}}, {FRAME_CLOSE, {{0, 0}}},
    };
    block_add_path(in, box, block_path_new(in, rectangle, 5, colour), x, y, node);
}

/* Words with room for a mark of that width before them; the box of their first line, or NULL. */
static struct galley_box *add_marked_line(struct flow *in, sp room, struct str words) {
    size_t first = in->galley->boxes.n;
    struct flow at = *in;
    at.x += room;
    at.measure = sp_max(in->measure - room, SP(8));
    indicator_add_words(&at, words, STYLE_TYPE_INDICATOR_NOTE);
    return first < in->galley->boxes.n ? &in->galley->boxes.v[first] : NULL;
}

static void add_arrow_line(struct flow *in, enum doc_trend trend, uint32_t colour,
                           struct str words) {
    struct galley_box *box = add_marked_line(in, SP(10), words);
    if (!box) return;
    block_add_path(in, box, shape_arrow(in, trend, SP(3), colour), in->x + SP(3.5), box->height / 2,
                   FRAME_ARTIFACT);
}

/* “rising, favourable”: whether the direction is good is said, not only shown. */
static struct str trend_words(struct flow *in, const struct doc_indicator *ind) {
    struct str way = block_word(in, ind->trend == DOC_TREND_UP     ? STYLE_WORD_RISING
                                    : ind->trend == DOC_TREND_DOWN ? STYLE_WORD_FALLING
                                                                   : STYLE_WORD_UNCHANGED);
    if (ind->good == DOC_TREND_NONE ||
        (ind->trend == DOC_TREND_FLAT && ind->good != DOC_TREND_FLAT))
        return way;
    struct str verdict =
        block_word(in, ind->trend == ind->good ? STYLE_WORD_FAVOURABLE : STYLE_WORD_UNFAVOURABLE);
    return joined(in, way, verdict);
}

/* A gauge of as many steps as there are levels, filled up to this one. */
static void add_gauge(struct flow *in, struct galley_box *box, int rank, uint32_t colour) {
    const struct style *s = in->l->job.style;
    struct str words = str_printf(in->galley->arena, "%d/%zu", rank + 1, s->level_count);
    uint32_t node = indicator_picture_node(in, words);
    for (int i = 0; i < (int)s->level_count; i++) {
        sp height = SP(2) + SP(1) * i;
        add_bar(in, box, in->x + SP(6) * i, box->height / 2 + SP(3) - height, SP(4.5), height,
                i <= rank ? colour : s->rule, node);
    }
}

static struct str level_words(struct flow *in, const struct doc_indicator *ind,
                              const struct style_level *level) {
    if (!level) return ind->level; /* unknown to the style, and said so by lint/ */
    return level->word >= 0 ? block_word(in, (enum style_word_id)level->word) : level->name;
}

static void add_level(struct flow *in, const struct doc_indicator *ind, struct str date) {
    static const enum shape_kind shapes[] = {
        SHAPE_DISC, SHAPE_DISC, SHAPE_SQUARE, SHAPE_DIAMOND, SHAPE_TRIANGLE, SHAPE_RING, SHAPE_BOX};
    const struct style *s = in->l->job.style;
    int rank = style_find_level(s, ind->level);
    const struct style_level *level = style_level_at(s, rank);
    struct str words = level_words(in, ind, level);
    if (!str_empty(date))
        words = str_printf(in->galley->arena, "%.*s · %.*s", STR_ARG(words), STR_ARG(date));
    bool gauge = level && level->shape == STYLE_GAUGE && rank >= 0;
    sp room = !level ? 0 : gauge ? SP(6) * (sp)s->level_count + SP(4) : SP(10);
    struct galley_box *box = add_marked_line(in, room, words);
    if (!box || !level) return;
    uint32_t colour = level->coloured ? level->colour : s->accent;
    if (gauge)
        add_gauge(in, box, rank, colour);
    else
        block_add_path(in, box, shape_mark(in, shapes[level->shape], SP(3), colour),
                       in->x + SP(3.5), box->height / 2, FRAME_ARTIFACT);
}

/* “+3 points, previously 24% (2020)”. */
static struct str change_words(struct flow *in, const struct doc_indicator *ind) {
    struct arena *a = in->galley->arena;
    struct str change = value_change(in, ind), date = block_date(in, &ind->previous_date);
    struct str before = str_printf(
        a, "%.*s %.*s", STR_ARG(block_word(in, STYLE_WORD_PREVIOUS)),
        STR_ARG(value_number(in, &ind->figure, ind->previous.value, ind->previous.decimals)));
    if (!str_empty(date)) before = str_printf(a, "%.*s (%.*s)", STR_ARG(before), STR_ARG(date));
    return str_empty(change) ? before : joined(in, change, before);
}

void indicator_add_standing(struct flow *in, const struct doc_indicator *ind) {
    const struct style *s = in->l->job.style;
    struct str date = block_date(in, &ind->date);
    bool trend = ind->trend != DOC_TREND_NONE, level = !str_empty(ind->level);
    bool bad = ind->good != DOC_TREND_NONE && ind->trend != ind->good;
    if (ind->previous.given)
        indicator_add_words(in, change_words(in, ind), STYLE_TYPE_INDICATOR_NOTE);
    if (level) add_level(in, ind, trend ? STR_NONE : date);
    if (trend) {
        struct str words = trend_words(in, ind);
        if (!str_empty(date))
            words = str_printf(in->galley->arena, "%.*s · %.*s", STR_ARG(words), STR_ARG(date));
        add_arrow_line(in, ind->trend, bad ? s->accent : s->ink, words);
    }
    if (!trend && !level) indicator_add_words(in, date, STYLE_TYPE_INDICATOR_NOTE);
}
