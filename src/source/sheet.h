/* sheet: a table by directive: rows from Markdown, CSV or YAML, and what its options say of them.
 *
 * The rows are first a plain grid of cells in a DOC_TABLE, whatever they came from (sheet_rows.c);
 * then spans, heads, groups, totals, types and widths are made of it (sheet.c, sheet_marks.c).
 * The directive's entry is sheet_make (source/call.h). */
#ifndef CHANCERY_SOURCE_SHEET_H
#define CHANCERY_SOURCE_SHEET_H

#include "source/call.h"

enum sheet_type {
    SHEET_TEXT,
    SHEET_NUMBER,
    SHEET_DECIMAL,
    SHEET_DATE,
    SHEET_LEVEL,
    SHEET_TREND,
    SHEET_BAR
};

struct sheet {
    struct call *c;
    struct reading *r;
    struct doc_node *table;
    size_t columns;
    enum sheet_type *types; /* by column */
    struct doc_table *more;
    bool yaml_head; /* the YAML gave the columns, so that there is a head */
};

/* Fills table with a grid of rows; false if nothing could be read. */
bool sheet_read_rows(struct sheet *s);

/* A cell with what Markdown the passage holds: inlines, or blocks where it has several lines. */
struct doc_node *sheet_cell(struct reading *r, const struct passage *p);

/* The words of a cell, in the document's arena. */
struct str sheet_words(struct reading *r, const struct doc_node *cell);

/* A column by its number from 1, or its name in the head; SIZE_MAX after a diagnostic. */
size_t sheet_find_column(struct sheet *s, const struct passage *name);

/* Says where a row of totals does not say what the rows that it stands for sum up to (totals.c). */
void sheet_check_totals(struct sheet *s);

/* Gives a cell of a level, trend or bar column its mark. */
void sheet_mark_cell(struct sheet *s, struct doc_node *cell, size_t column);

#endif
