/* indicator: what stands in one cell of the summary box. A cell is a flow of its own, as wide as the
 * cell; everything here adds lines to it. The grid of cells is made by indicators.c. */
#ifndef CHANCERY_LAYOUT_BLOCK_INDICATOR_H
#define CHANCERY_LAYOUT_BLOCK_INDICATOR_H

#include "layout/block/shapes.h"
#include "layout/block/values.h"

/* --- lines (indicator_cell.c) -------------------------------------------------------------------
 */

/* Adds a content, words or inlines as a paragraph of the type; nothing where there are none. */
void indicator_add_content(struct flow *in, struct inline_content *c, enum style_type_id type);
void indicator_add_words(struct flow *in, struct str words, enum style_type_id type);
void indicator_add_span(struct flow *in, const struct doc_node *span, enum style_type_id type);

/* What it is, with its source's mark. */
void indicator_add_label(struct flow *in, const struct doc_indicator *ind);

/* The source in a line of its own, where the house style asks for one. */
void indicator_add_source(struct flow *in, const struct doc_indicator *ind);

/* --- the figure (indicator_figure.c) ------------------------------------------------------------
 */

/* How a figure fits its cell. */
struct indicator_fit {
    enum style_type_id type;
    bool unit; /* beside it, else below */
    bool over; /* it does not fit, even in the smallest size */
};

/* The natural width of the figure in that type, with its unit or without; sp. */
sp indicator_figure_width(struct flow *in, const struct doc_indicator *ind,
                          enum style_type_id type, bool unit);

/* The largest type in which it fits the flow, with its unit beside it if that fits too. */
struct indicator_fit indicator_fit_figure(struct flow *in, const struct doc_indicator *ind);

/* The figure as it fits; says so if it does not. */
void indicator_add_figure(struct flow *in, const struct doc_indicator *ind,
                          const struct indicator_fit *fit);

/* The unit below its figure, where the two do not fit on a line. */
void indicator_add_unit(struct flow *in, const struct doc_indicator *ind);

/* --- what it is compared with -------------------------------------------------------------------
 */

/* The height of a drawn mark's line. */
#define INDICATOR_MARK_LINE SP(10.5)

/* A structure node for a drawn mark that a screen reader is told in words. */
uint32_t indicator_picture_node(struct flow *in, struct str words);

/* A bar on its scale with the target as a tick; an open end where the figure is only a bound. */
void indicator_add_scale(struct flow *in, const struct doc_indicator *ind);

/* A line through the series, its last point marked; first and last value and the change in words. */
void indicator_add_series(struct flow *in, const struct doc_indicator *ind);

/* Change, level and trend, a line each; the date ends the last line that there is. */
void indicator_add_standing(struct flow *in, const struct doc_indicator *ind);

#endif
