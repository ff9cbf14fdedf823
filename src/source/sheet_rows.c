#include "base/buf.h"
#include "source/csv.h"
#include "source/markdown.h"
#include "source/sheet.h"
#include "source/yaml.h"

/* --- cells --------------------------------------------------------------------------------------
 */

/* Text in which Markdown and smart punctuation can have nothing to say, as most cells of a large
 * table are. */
static bool is_plain(struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == ',' || c == '%' || c == '(' || c == ')' || c >= 0x80 ||
                     (c == ' ' && i && text.p[i - 1] != ' ') ||
                     (c == '.' && (!i || text.p[i - 1] != '.'));
        if (!plain) return false;
    }
    size_t www = str_find(text, STR("www"));
    return text.n && www == SIZE_MAX;
}

static void move_children(struct doc_node *to, struct doc_node *from) {
    while (from->first) {
        struct doc_node *child = from->first;
        doc_unlink(child);
        doc_append(to, child);
    }
}

struct doc_node *sheet_cell(struct reading *r, const struct passage *p) {
    struct doc_node *cell = doc_node_new(r->arena, DOC_CELL, passage_pos(p, 0));
    cell->u.cell.colspan = cell->u.cell.rowspan = 1;
    struct str text = str_trim(p->text);
    if (!text.n) return cell;
    if (is_plain(text))
        doc_append(cell, doc_text_new(r->arena, text, cell->pos));
    else if (str_find_char(text, '\n') < text.n)
        move_children(cell, markdown_blocks(r, p));
    else
        move_children(cell, markdown_inlines(r, p));
    return cell;
}

struct str sheet_words(struct reading *r, const struct doc_node *cell) {
    if (cell->first && cell->first == cell->last && cell->first->kind == DOC_TEXT)
        return str_trim(cell->first->u.text);
    struct buf words = {0};
    doc_plain_text(&words, cell);
    struct str s = str_copy(r->arena, str_trim(buf_str(&words)));
    buf_done(&words);
    return s;
}

static struct doc_node *add_row(struct sheet *s, struct pos pos) {
    struct doc_node *row = doc_node_new(s->r->arena, DOC_ROW, pos);
    doc_append(s->table, row);
    return row;
}

/* A row is as long as the table is wide. */
static void pad_row(struct sheet *s, struct doc_node *row, size_t count) {
    struct passage none = passage_at(STR(""), row->pos);
    for (; count < s->columns; count++)
        doc_append(row, sheet_cell(s->r, &none));
}

/* --- Markdown -----------------------------------------------------------------------------------
 */

/* A caption in the body is the table's; where the directive gives one, it goes under the table. */
static void take_caption(struct sheet *s, struct doc_node *table) {
    struct doc_node *caption = table->u.table.caption;
    if (!caption) return;
    if (s->table->u.table.caption) {
        caption->kind = DOC_PARAGRAPH;
        doc_insert_after(table, caption);
        return;
    }
    s->table->u.table.caption = caption;
    if (str_empty(s->table->id)) s->table->id = table->id;
}

/* The body's table, if it is one; what stands behind it goes under the table. */
static bool read_markdown(struct sheet *s) {
    struct doc_node *group = markdown_blocks(s->r, &s->c->body);
    struct doc_node *first = group->first;
    if (!first || first->kind != DOC_TABLE) return false;
    move_children(s->table, first);
    s->columns = first->u.table.columns;
    s->table->u.table.aligns = first->u.table.aligns;
    take_caption(s, first);
    doc_unlink(first);
    if (group->first) doc_append(s->table, group);
    return true;
}

/* --- CSV ----------------------------------------------------------------------------------------
 */

static bool read_csv(struct sheet *s, struct lines *lines, size_t from, size_t n) {
    struct csv csv;
    bool whole = csv_read(&csv, s->r->arena, s->r->ds, lines, from, n);
    if (!csv.records.n && whole)
        diag_add(s->r->ds, DIAG_CSV_SYNTAX, csv.pos,
                 "write the heads of the columns in its first line", "the table has no rows");
    if (!csv.records.n) return false;
    s->columns = csv.records.v[0].count;
    for (size_t i = 0; i < csv.records.n; i++) {
        const struct csv_record *record = &csv.records.v[i];
        size_t count = record->count;
        struct doc_node *row = add_row(s, record->pos);
        if (count < s->columns) csv_report_count(s->r, record->pos, count, s->columns);
        if (count > s->columns)
            csv_report_count(s->r, passage_pos(&record->fields[s->columns], 0), count, s->columns);
        for (size_t k = 0; k < count && k < s->columns; k++)
            doc_append(row, sheet_cell(s->r, &record->fields[k]));
        pad_row(s, row, count);
    }
    return true;
}

/* --- YAML ---------------------------------------------------------------------------------------
 */

static void report_shape(struct sheet *s, const struct datum *d, const char *wanted) {
    diag_add(s->r->ds, DIAG_WRONG_TYPE, d->pos, "write rows as - [one, two] or as - name: value",
             "this must be %s, and is %s", wanted, datum_kind_name(d));
}

static int span_of(const struct datum *d, const char *name) {
    long span = 1;
    const struct datum *value = datum_get(d, name);
    if (!value || value->kind != DATUM_SCALAR || !str_to_long(&span, value->text)) return 1;
    return span < 1 ? 1 : span > 1000 ? 1000 : (int)span;
}

static struct doc_node *yaml_cell(struct sheet *s, const struct datum *d) {
    struct passage none = passage_at(STR(""), d->pos);
    if (d->kind == DATUM_SCALAR) return sheet_cell(s->r, datum_is_null(d) ? &none : &d->where);
    const struct datum *text = d->kind == DATUM_MAPPING ? datum_get(d, "text") : NULL;
    if (!text || text->kind != DATUM_SCALAR) {
        report_shape(s, d, "a text, or a mapping with `text`");
        return sheet_cell(s->r, &none);
    }
    struct doc_node *cell = sheet_cell(s->r, &text->where);
    cell->u.cell.colspan = span_of(d, "colspan");
    cell->u.cell.rowspan = span_of(d, "rowspan");
    return cell;
}

/* Cells that a spanning cell covers stand in the grid as marks to be joined. */
static size_t add_covered(struct sheet *s, struct doc_node *row, struct doc_node *cell) {
    struct passage join = passage_at(STR("<<"), cell->pos);
    int span = cell->u.cell.colspan;
    for (int i = 1; i < span; i++) {
        struct doc_node *covered = sheet_cell(s->r, &join);
        doc_append(row, covered);
    }
    cell->u.cell.colspan = 1;
    return (size_t)span;
}

static void add_yaml_cells(struct sheet *s, struct doc_node *row, const struct datum *list) {
    size_t count = 0;
    for (size_t i = 0; i < list->items.n; i++) {
        struct doc_node *cell = yaml_cell(s, list->items.v[i]);
        if (count >= s->columns) {
            csv_report_count(s->r, cell->pos, list->items.n, s->columns);
            return;
        }
        doc_append(row, cell);
        count += add_covered(s, row, cell);
    }
    if (count < s->columns) csv_report_count(s->r, row->pos, count, s->columns);
    pad_row(s, row, count);
}

/* A row as a mapping by the columns' names. */
static void add_named_cells(struct sheet *s, struct doc_node *row, const struct datum *d) {
    const struct doc_node *head = s->table->first;
    struct passage none = passage_at(STR(""), row->pos);
    size_t used = 0;
    for (const struct doc_node *name = head->first; name; name = name->next) {
        struct datum_pair *pair = datum_find(d, sheet_words(s->r, name));
        doc_append(row, pair ? yaml_cell(s, pair->value) : sheet_cell(s->r, &none));
        used += pair != NULL;
    }
    for (size_t i = 0; used < d->pairs.n && i < d->pairs.n; i++) {
        bool known = false;
        for (const struct doc_node *name = head->first; name; name = name->next)
            known |= str_eq(sheet_words(s->r, name), d->pairs.v[i].key);
        if (!known)
            diag_add(s->r->ds, DIAG_TABLE_COLUMN, d->pairs.v[i].pos, NULL,
                     "the table has no column `%.*s`", STR_ARG(d->pairs.v[i].key));
    }
}

static void add_yaml_group(struct sheet *s, const struct datum *group) {
    struct doc_node *row = add_row(s, group->pos);
    struct doc_node *cell = yaml_cell(s, group);
    doc_append(row, cell);
    cell->u.cell.colspan = (int)s->columns;
    add_covered(s, row, cell);
}

static void add_yaml_row(struct sheet *s, const struct datum *d) {
    const struct datum *group = datum_get(d, "group"), *total = datum_get(d, "total");
    if (d->kind == DATUM_MAPPING && group && d->pairs.n == 1) {
        add_yaml_group(s, group);
    } else if (d->kind == DATUM_MAPPING && total && total->kind == DATUM_SEQUENCE) {
        struct doc_node *row = add_row(s, total->pos);
        row->u.row.total = true;
        add_yaml_cells(s, row, total);
    } else if (d->kind == DATUM_SEQUENCE) {
        add_yaml_cells(s, add_row(s, d->pos), d);
    } else if (d->kind == DATUM_MAPPING && s->table->first) {
        add_named_cells(s, add_row(s, d->pos), d);
    } else
        report_shape(s, d, "a row");
}

static bool read_yaml(struct sheet *s, struct lines *lines, size_t from, size_t n) {
    bool broken;
    const struct datum *d = yaml_read(s->r->arena, s->r->ds, lines, from, n, &broken);
    if (!d) return false;
    const struct datum *rows = d->kind == DATUM_MAPPING ? datum_get(d, "rows") : d;
    const struct datum *columns = datum_get(d, "columns");
    if (!rows || rows->kind != DATUM_SEQUENCE) {
        report_shape(s, d, "a list of rows, or `columns:` and `rows:`");
        return false;
    }
    const struct datum *first = columns ? columns : rows->items.n ? rows->items.v[0] : NULL;
    if (!first || first->kind == DATUM_SCALAR) return false;
    s->columns = first->kind == DATUM_SEQUENCE ? first->items.n : first->pairs.n;
    s->yaml_head = columns != NULL;
    if (columns && columns->kind == DATUM_SEQUENCE)
        add_yaml_cells(s, add_row(s, columns->pos), columns);
    else if (first->kind == DATUM_MAPPING) { /* the first row's keys name the columns */
        struct doc_node *head = add_row(s, first->pos);
        s->yaml_head = true;
        for (size_t i = 0; i < first->pairs.n; i++) {
            struct passage name = passage_at(first->pairs.v[i].key, first->pairs.v[i].pos);
            doc_append(head, sheet_cell(s->r, &name));
        }
    }
    for (size_t i = 0; i < rows->items.n; i++)
        add_yaml_row(s, rows->items.v[i]);
    return s->table->first != NULL;
}

/* --- which
 * ---------------------------------------------------------------------------------------- */

enum format { FORMAT_MARKDOWN, FORMAT_CSV, FORMAT_YAML };

/* As the option says, or the file's name, or how the body begins. */
static enum format format_of(struct sheet *s, const struct option *file) {
    static const char *const formats[] = {"markdown", "csv", "yaml", NULL};
    int given = call_choice(s->c, "format", formats);
    if (given >= 0) return (enum format)given;
    if (file) {
        struct str name = file->value.text;
        return str_ends(name, ".yaml") || str_ends(name, ".yml") ? FORMAT_YAML : FORMAT_CSV;
    }
    struct str body = str_trim(s->c->body.text);
    struct str line = str_slice(body, 0, str_find_char(body, '\n'));
    bool yaml = str_starts(line, "columns:") || str_starts(line, "rows:") ||
                (str_starts(line, "- ") && str_find_char(line, '|') == line.n);
    return yaml ? FORMAT_YAML : FORMAT_MARKDOWN;
}

static bool read_format(struct sheet *s, enum format format, struct lines *lines, size_t from,
                        size_t n) {
    return format == FORMAT_YAML ? read_yaml(s, lines, from, n) : read_csv(s, lines, from, n);
}

bool sheet_read_rows(struct sheet *s) {
    const struct option *file = call_option(s->c, "file");
    const struct passage *body = &s->c->body;
    enum format format = format_of(s, file);
    if (file) {
        struct lines *lines = call_file(s->c, "file");
        return lines && read_format(s, format, lines, 0, lines->text.n);
    }
    if (format == FORMAT_MARKDOWN) return read_markdown(s);
    if (!body->lines || !body->text.n) return false;
    size_t from = passage_file_offset(body, 0);
    size_t to = passage_file_offset(body, body->text.n - 1) + 1;
    return read_format(s, format, body->lines, from, to - from);
}
