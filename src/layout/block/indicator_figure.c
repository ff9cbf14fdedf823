/* indicator_figure: the large figure of a cell and its unit (indicator.h). */
#include "layout/block/indicator.h"

/* The figure in that type, and its unit smaller on the same baseline if it is to stand there. */
static struct inline_content *figure_content(struct flow *in, const struct doc_indicator *ind,
                                             uint32_t node, enum style_type_id type, bool unit) {
    struct inline_content *c = inline_content_new(in->l, in->galley->arena, type, STR_NONE);
    struct str after = STR_NONE;
    if (ind->figure.kind == DOC_VALUE_TEXT && ind->value)
        inline_add_children(c, node, ind->value, type);
    else if (ind->figure.kind != DOC_VALUE_NONE)
        inline_add_text(c, block_text_leaf(in, node), value_words(in, &ind->figure, &after), type,
                        ind->figure.pos);
    if (unit && !str_empty(after)) {
        after = str_printf(in->galley->arena, "\xC2\xA0%.*s", STR_ARG(after));
        inline_add_text(c, block_text_leaf(in, node), after, STYLE_TYPE_UNIT, ind->figure.pos);
    }
    if (unit && ind->unit) {
        inline_add_text(c, block_text_leaf(in, node), STR("\xC2\xA0"), STYLE_TYPE_UNIT, ind->pos);
        inline_add_children(c, node, ind->unit, STYLE_TYPE_UNIT);
    }
    inline_content_finish(c);
    return c;
}

sp indicator_figure_width(struct flow *in, const struct doc_indicator *ind, enum style_type_id type,
                          bool unit) {
    sp least, natural;
    struct inline_content *c = figure_content(in, ind, FRAME_ARTIFACT, type, unit);
    inline_content_widths(&least, &natural, c, false);
    return natural;
}

struct indicator_fit indicator_fit_figure(struct flow *in, const struct doc_indicator *ind) {
    static const enum style_type_id types[] = {STYLE_TYPE_VALUE, STYLE_TYPE_VALUE_SMALL,
                                               STYLE_TYPE_VALUE_LEAST};
    for (size_t i = 0; i < 3; i++) {
        for (int unit = 1; unit >= 0; unit--)
            if (indicator_figure_width(in, ind, types[i], unit) <= in->measure)
                return (struct indicator_fit){types[i], unit, false};
    }
    return (struct indicator_fit){STYLE_TYPE_VALUE_LEAST, false, true};
}

static void report_long(struct flow *in, const struct doc_indicator *ind) {
    diag_add(in->l->job.diags, DIAG_INDICATOR_VALUE, ind->figure.pos,
             "shorten it, move words into `unit` or `note`, or give the box fewer columns",
             "the value is wider than its cell of %.0f pt", sp_to_pt(in->measure));
}

void indicator_add_unit(struct flow *in, const struct doc_indicator *ind) {
    struct str after = STR_NONE;
    if (ind->figure.kind != DOC_VALUE_TEXT) value_words(in, &ind->figure, &after);
    indicator_add_words(in, after, STYLE_TYPE_INDICATOR_NOTE);
    indicator_add_span(in, ind->unit, STYLE_TYPE_INDICATOR_NOTE);
}

void indicator_add_figure(struct flow *in, const struct doc_indicator *ind,
                          const struct indicator_fit *fit) {
    struct flow at = *in;
    at.node = block_node(in, FRAME_ROLE_PARAGRAPH);
    if (fit->over) report_long(in, ind);
    at.narrow |= fit->over; /* which has been said */
    indicator_add_content(&at, figure_content(&at, ind, at.node, fit->type, fit->unit), fit->type);
}
