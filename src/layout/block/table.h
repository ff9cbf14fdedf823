/* table: what the files that set tables share. Private to block/table*.c.
 *
 * table.c puts the parts in order, table_widths.c finds the columns, table_cell.c sets what stands
 * in a cell, table_rows.c makes boxes of rows, table_heads.c tells which heads a cell has, table_caption.c what stands above and below. */
#ifndef CHANCERY_LAYOUT_BLOCK_TABLE_H
#define CHANCERY_LAYOUT_BLOCK_TABLE_H

#include "layout/block/block.h"

/* A cell and the columns it covers. */
struct table_cell {
    const struct doc_node *node;
    int column, span, rows; /* rows: how many it covers, itself included */
};

/* One row's cells, from left to right. */
struct table_row {
    const struct doc_node *node;
    struct table_cell *cells;
    int count;
};

/* Where decimal points stand: what the column's figures need to the left and right of them. */
struct table_decimal {
    sp left, right;
};

struct table {
    const struct doc_node *node;
    const struct doc_table *more; /* or NULL */
    int columns;
    struct table_row *rows;
    size_t row_count, head_count;
    sp *widths, *lefts; /* lefts from the flow's left edge; paddings are inside the widths */
    bool *narrow;       /* by column: it is narrower than its longest piece, which has been said */
    sp x, width, pad;
    struct table_decimal *decimals; /* by column */
    sp *bar_texts;                  /* by column: the widest figure beside a bar */
    struct str point;               /* the decimal sign of the language */
    sp *head_heights;               /* of the head's rows */
    sp *open;                       /* by column: height that a cell from above still needs */
    int *open_rows;                 /* by column: rows that a cell from above still covers */
    const struct table_cell **open_cells; /* by column: the cell that does */
    const struct doc_node *open_in;       /* a row that they are of */
    /* Head alone; with the sub-heading of the group under way; with the cells from above too, or
     * NULL if they are not set again yet, and the height that the row beside them must have. */
    const struct galley_repeat *repeat, *group_repeat, *open_repeat;
    sp open_needs;
    uint32_t own; /* structure */
    struct galley *cells;      /* of the row under way, by cell; their room serves row after row */
    uint32_t *nodes;           /* theirs */
    struct table_heads *heads; /* which head each cell has; NULL: scopes tell it (table_heads.c) */
};

/* --- table_widths.c
 * ------------------------------------------------------------------------------- */

/* Finds where the table stands and how wide its columns are. */
void table_solve(struct flow *f, struct table *t);

/* --- table_cell.c
 * --------------------------------------------------------------------------------- */

enum style_type_id table_row_type(const struct doc_node *row);

/* Sets a cell into g, which has begun and is empty, left edge at 0. */
void table_set_cell(struct flow *f, const struct table *t, struct galley *g,
                    const struct doc_node *row, const struct table_cell *cell, uint32_t node);

/* What a cell's contents need across, and its figures on either side of the point; a trial. */
struct table_extent {
    sp least, natural, left, right;
    bool words; /* it has no digit, and is no mere sign, and may be broken amid figures */
};
struct table_extent table_measure_cell(struct flow *f, const struct table *t,
                                       const struct doc_node *row, const struct table_cell *cell);

/* The width of a cell's contents. */
sp table_cell_width(const struct table *t, const struct table_cell *cell);

/* --- table_rows.c
 * --------------------------------------------------------------------------------- */

/* Boxes for all rows; the head again, for the pages on which the table goes on. */
void table_set_rows(struct flow *f, struct table *t);

/* Begins to keep account of heads, if the table is one whose cells must name theirs: it has spans,
 * groups, heads of several rows, or heads of rows in several columns. */
void table_begin_heads(struct flow *f, struct table *t);

/* Gives each cell of the row (nodes: theirs, in order) the heads that it stands under and beside. */
void table_name_heads(struct flow *f, struct table *t, const struct table_row *row,
                      const uint32_t *nodes);

/* Cuts the last box into slices, when it is taller than half a page (table_slice.c). */
void table_slice_last(struct flow *f);

/* --- table_turned.c
 * ------------------------------------------------------------------------------- */

/* Sets the table by `set` on turned pages of its own; false if it cannot be turned here. */
bool table_set_turned(struct flow *f, struct table *t, void set(struct flow *f, struct table *t));

/* --- table_caption.c
 * ------------------------------------------------------------------------------ */

/* The caption above the table, kept with it; again: as it is repeated, with "continued". */
void table_set_caption(struct flow *f, const struct table *t, bool again);

/* Source and notes under the table. */
void table_set_under(struct flow *f, const struct table *t);

#endif
