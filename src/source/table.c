/* table: a pipe table of GFM. cmark's columns of cells are not used: cells are found in the row's
 * line by the same rule as GFM's (a bar that no backslash escapes parts them). */
#include "source/markdown_parts.h"

#include <cmark-gfm-core-extensions.h>

#include "source/attributes.h"
#include "source/inlines.h"

static enum doc_align align_of(unsigned char letter) {
    switch (letter) {
    case 'l': return DOC_ALIGN_LEFT;
    case 'c': return DOC_ALIGN_CENTER;
    case 'r': return DOC_ALIGN_RIGHT;
    default: return DOC_ALIGN_DEFAULT;
    }
}

/* Moves the aligner to the text of the next cell, and its end to where the cell ends. */
static void next_cell(struct aligner *al, size_t row_end) {
    while (al->at < row_end && (al->text.p[al->at] == ' ' || al->text.p[al->at] == '\t'))
        al->at++;
    al->end = al->at;
    while (al->end < row_end && al->text.p[al->end] != '|') {
        al->end += al->text.p[al->end] == '\\' && al->end + 1 < row_end ? 2 : 1;
    }
    if (al->end > row_end) al->end = row_end;
}

/* The line of a row, from 1. A header that a paragraph runs into has that paragraph's line with
 * cmark; it stands two lines above the first row, or one above the table's last line. */
static int line_of(cmark_node *row) {
    int line = cmark_node_get_start_line(row);
    if (!cmark_gfm_extensions_get_table_row_is_header(row)) return line;
    cmark_node *next = cmark_node_next(row);
    int header = next ? cmark_node_get_start_line(next) - 2
                      : cmark_node_get_end_line(cmark_node_parent(row)) - 1;
    return header > line ? header : line;
}

static void read_row(struct markdown *m, cmark_node *row, struct doc_node *table) {
    struct arena *a = m->r->arena;
    struct aligner al = {.text = m->p->text, .quotes = m->quotes};
    al.at = markdown_offset(m, line_of(row), cmark_node_get_start_column(row));
    size_t row_end = al.at;
    while (row_end < al.text.n && al.text.p[row_end] != '\n' && al.text.p[row_end] != '\r')
        row_end++;
    struct doc_node *node = doc_node_new(a, DOC_ROW, passage_pos(m->p, al.at));
    node->u.row.header = cmark_gfm_extensions_get_table_row_is_header(row);
    doc_append(table, node);
    if (al.at < row_end && al.text.p[al.at] == '|') al.at++;
    size_t column = 0, written = 0;
    for (cmark_node *c = cmark_node_first_child(row); c; c = cmark_node_next(c), column++) {
        if (!column || al.at < row_end) written++; /* cmark fills rows up */
        next_cell(&al, row_end);
        struct doc_node *cell = doc_node_new(a, DOC_CELL, passage_pos(m->p, al.at));
        cell->u.cell.colspan = cell->u.cell.rowspan = 1;
        cell->u.cell.header = node->u.row.header;
        if (column < table->u.table.columns) cell->u.cell.align = table->u.table.aligns[column];
        doc_append(node, cell);
        spans_read(m, cell, c, al, false);
        inlines_flatten_images(m->r, cell);
        al.at = al.end < row_end ? al.end + 1 : row_end;
    }
    if (written < column && !al.lost)
        diag_add(m->r->ds, DIAG_TABLE_SHORT_ROW, node->pos,
                 "add what is missing, or an empty cell for it: | |",
                 "this row has %zu cell%s, and the table's head %zu", written,
                 written == 1 ? "" : "s", column);
    struct str rest = str_trim(str_slice(m->p->text, al.at, row_end - al.at));
    if (rest.n && !al.lost)
        diag_add(m->r->ds, DIAG_TABLE_CELLS, passage_pos(m->p, (size_t)(rest.p - m->p->text.p)),
                 "take it out, or give the head another column",
                 "this row has more cells than the table's head has columns");
}

/* A line below the rows that has no bar is a row with cmark. It is the table's caption if it has
 * the form of one, and the table's attributes if it is those; false if it is a row. */
static bool take_tail(struct markdown *m, cmark_node *row, struct doc_node *table) {
    struct str text = m->p->text;
    size_t from = markdown_offset(m, line_of(row), cmark_node_get_start_column(row)), end = from;
    while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
        end++;
    struct str line = str_trim(str_slice(text, from, end - from));
    struct attributes attributes;
    if (!table->first || str_find_char(line, '|') < line.n) return false;
    struct pos pos = passage_pos(m->p, (size_t)(line.p - text.p));
    if (attributes_parse(&attributes, m->r->arena, line) && attributes.length == line.n) {
        attributes_apply(m->r, table, &attributes, pos);
        return true;
    }
    if (table->u.table.caption || !paragraph_caption(line)) return false;
    struct doc_node *paragraph = doc_node_new(m->r->arena, DOC_PARAGRAPH, pos);
    struct aligner al = {.text = text, .at = (size_t)(line.p - text.p), .quotes = m->quotes};
    al.end = al.at + line.n;
    spans_read(m, paragraph, cmark_node_first_child(row), al, false);
    attributes_of_paragraph(m->r, paragraph, line);
    struct doc_node *first = paragraph->first;
    size_t skip = first && first->kind == DOC_TEXT ? paragraph_caption(first->u.text) : 0;
    if (!skip) return false;
    paragraph_make_caption(m, table, paragraph, skip);
    return true;
}

/* A paragraph before the table that begins with `Table:` is its caption. */
static void take_caption_before(struct markdown *m, struct doc_node *table) {
    struct doc_node *before = table->prev;
    if (!before || before->kind != DOC_PARAGRAPH || !before->first) return;
    if (before->first->kind != DOC_TEXT || table->u.table.caption) return;
    struct str words = before->first->u.text;
    if (str_starts(words, ":") || !paragraph_caption(words)) return;
    doc_unlink(before);
    paragraph_make_caption(m, table, before, paragraph_caption(words));
}

void table_read(struct markdown *m, cmark_node *table, struct doc_node *into) {
    struct arena *a = m->r->arena;
    size_t offset =
        markdown_offset(m, cmark_node_get_start_line(table), cmark_node_get_start_column(table));
    struct doc_node *node = doc_node_new(a, DOC_TABLE, passage_pos(m->p, offset));
    node->u.table.columns = cmark_gfm_extensions_get_table_columns(table);
    node->u.table.aligns = arena_new_array(a, node->u.table.columns, enum doc_align);
    const unsigned char *letters = cmark_gfm_extensions_get_table_alignments(table);
    for (size_t i = 0; letters && i < node->u.table.columns; i++) {
        node->u.table.aligns[i] = align_of(letters[i]);
    }
    doc_append(into, node);
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        if (!take_tail(m, row, node)) read_row(m, row, node);
    }
    take_caption_before(m, node);
}
