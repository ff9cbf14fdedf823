/* sheet: what a table's options say of the grid that its rows are.
 *
 * In this order: the head, since columns may be named by it; the column that makes groups, which
 * then is no column any more; types, alignments, widths; spans; marks; totals. */
#include "source/sheet.h"

#include "source/attributes.h"
#include "source/key.h"
#include "source/markdown.h"

static long option_count(struct call *c, const char *name, long most, long initial) {
    const struct option *o = call_option(c, name);
    long value = 0;
    if (!o) return initial;
    if (str_to_long(&value, o->value.text) && value >= 0 && value <= most) return value;
    diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&o->value, 0), NULL,
             "`%s` must be a number from 0 to %ld", name, most);
    return initial;
}

static bool is_row(const struct doc_node *node) {
    return node->kind == DOC_ROW;
}

static void set_head(struct sheet *s) {
    long rows = option_count(s->c, "header-rows", 20, s->table->first->u.row.header ? -1 : 1);
    if (rows < 0) return; /* as Markdown has it */
    for (struct doc_node *row = s->table->first; row && is_row(row); row = row->next, rows--) {
        row->u.row.header = rows > 0;
        for (struct doc_node *cell = row->first; cell; cell = cell->next)
            cell->u.cell.header = rows > 0;
    }
}

/* --- columns
 * -------------------------------------------------------------------------------------- */

size_t sheet_find_column(struct sheet *s, const struct passage *name) {
    long number;
    if (str_to_long(&number, name->text) && number >= 1 && (size_t)number <= s->columns)
        return (size_t)number - 1;
    size_t i = 0;
    for (struct doc_node *cell = s->table->first->first; cell; cell = cell->next, i++)
        if (str_eq(sheet_words(s->r, cell), name->text)) return i;
    diag_add(s->r->ds, DIAG_TABLE_COLUMN, passage_pos(name, 0),
             "write a column's head, or its number", "the table has no column `%.*s`",
             STR_ARG(key_clip(name->text)));
    return SIZE_MAX;
}

/* The words of an option that has one for each column; complains of more. */
static struct passage *column_words(size_t *n, struct sheet *s, const char *name) {
    struct passage *words = call_words(n, s->c, name);
    if (*n <= s->columns) return words;
    diag_add(s->r->ds, DIAG_TABLE_COLUMN, passage_pos(&words[s->columns], 0), NULL,
             "`%s` says something of %zu columns, and the table has %zu", name, *n, s->columns);
    *n = s->columns;
    return words;
}

/* Which of the names the word is; -1 with a diagnostic, or without for an empty one. */
static int choose(struct sheet *s, const struct passage *word, const char *option,
                  const char *const *names, size_t count) {
    if (!word->text.n) return -1;
    for (size_t i = 0; i < count; i++)
        if (str_is(word->text, names[i])) return (int)i;
    const char *near = diag_nearest(word->text, names, count);
    char *hint = near ? arena_printf(s->r->arena, "did you mean `%s`?", near) : NULL;
    diag_add(s->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(word, 0), hint, "`%s` cannot be `%.*s`",
             option, STR_ARG(key_clip(word->text)));
    return -1;
}

static void read_types(struct sheet *s) {
    static const char *const types[] = {"text",  "number", "decimal", "date",
                                        "level", "trend",  "bar"};
    static const enum doc_align by_type[] = {DOC_ALIGN_LEFT,   DOC_ALIGN_RIGHT,   DOC_ALIGN_DECIMAL,
                                             DOC_ALIGN_LEFT,   DOC_ALIGN_DEFAULT, DOC_ALIGN_DEFAULT,
                                             DOC_ALIGN_DEFAULT};
    static const char *const aligns[] = {"default", "left", "center", "right", "decimal"};
    size_t n;
    enum doc_align *out = arena_new_array(s->r->arena, s->columns, enum doc_align);
    for (size_t i = 0; s->table->u.table.aligns && i < s->columns; i++)
        out[i] = s->table->u.table.aligns[i];
    struct passage *words = column_words(&n, s, "types");
    for (size_t i = 0; i < n; i++) {
        int type = choose(s, &words[i], "types", types, sizeof types / sizeof *types);
        if (type < 0) continue;
        s->types[i] = (enum sheet_type)type;
        if (out[i] == DOC_ALIGN_DEFAULT) out[i] = by_type[type];
    }
    words = column_words(&n, s, "align");
    for (size_t i = 0; i < n; i++) {
        int align = choose(s, &words[i], "align", aligns, sizeof aligns / sizeof *aligns);
        if (align >= 0) out[i] = (enum doc_align)align;
    }
    s->table->u.table.aligns = out;
}

static void read_widths(struct sheet *s) {
    size_t n;
    struct passage *words = column_words(&n, s, "widths");
    if (!n) return;
    s->more->widths = arena_new_array(s->r->arena, s->columns, struct doc_length);
    for (size_t i = 0; i < n; i++) {
        if (!words[i].text.n || str_is(words[i].text, "auto")) continue;
        if (attributes_length(&s->more->widths[i], words[i].text)) continue;
        diag_add(s->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&words[i], 0),
                 "write auto, or a length such as 30%, 25mm or 60pt", "`%.*s` is not a width",
                 STR_ARG(key_clip(words[i].text)));
    }
}

static void read_scale(struct sheet *s) {
    const struct option *o = call_option(s->c, "scale");
    struct doc_number most;
    s->more->scale = arena_new_array(s->r->arena, s->columns, double);
    if (!o) return;
    if (key_parse_number(&most, o->value.text) && most.value > 0) {
        for (size_t i = 0; i < s->columns; i++)
            s->more->scale[i] = most.value;
        return;
    }
    diag_add(s->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&o->value, 0),
             "write what a full bar stands for: 100", "`scale` must be a number above 0");
}

/* --- groups
 * --------------------------------------------------------------------------------------- */

static struct doc_node *cell_at(struct doc_node *row, size_t column) {
    struct doc_node *cell = row->first;
    while (cell && column--)
        cell = cell->next;
    return cell;
}

static void insert_group(struct sheet *s, struct doc_node *before, struct doc_node *cell) {
    struct doc_node *row = doc_node_new(s->r->arena, DOC_ROW, cell->pos);
    row->u.row.group = true;
    doc_insert_before(before, row);
    doc_append(row, cell);
    cell->u.cell.colspan = (int)s->columns;
    cell->u.cell.header = true;
}

/* Rows with the same words in that column are a group under these words; the column goes. */
static void make_groups(struct sheet *s) {
    const struct option *o = call_option(s->c, "group");
    size_t column = o ? sheet_find_column(s, &o->value) : SIZE_MAX;
    if (column == SIZE_MAX || s->columns < 2) return;
    struct str under = STR_NONE;
    s->columns--;
    for (struct doc_node *row = s->table->first; row && is_row(row); row = row->next) {
        struct doc_node *cell = cell_at(row, column);
        if (!cell) continue;
        doc_unlink(cell);
        struct str words = sheet_words(s->r, cell);
        if (row->u.row.header || !words.n || str_eq(words, under)) continue;
        under = words;
        insert_group(s, row, cell);
    }
    enum doc_align *aligns = s->table->u.table.aligns;
    for (size_t i = column; aligns && i < s->columns; i++)
        aligns[i] = aligns[i + 1];
}

/* --- spans
 * ---------------------------------------------------------------------------------------- */

static bool joins(struct sheet *s, const struct doc_node *cell, const char *mark) {
    (void)s;
    const struct doc_node *text = cell->first;
    return text && text == cell->last && text->kind == DOC_TEXT &&
           str_is(str_trim(text->u.text), mark);
}

static void report_span(struct sheet *s, const struct doc_node *cell, const char *mark,
                        const char *where) {
    diag_add(s->r->ds, DIAG_TABLE_SPAN, cell->pos, NULL, "%s joins the cell %s, and there is none",
             mark, where);
}

/* `<<` is part of the cell to its left, `^^` of the one above. above[i]: the cell that covers
 * column i in the row before. */
static void join_cells(struct sheet *s, struct doc_node *row, struct doc_node **above) {
    struct doc_node *left = NULL, *reaching = NULL; /* the last cell from above that goes on here */
    size_t column = 0;
    for (struct doc_node *cell = row->first, *next; cell; cell = next) {
        next = cell->next;
        if (joins(s, cell, "<<") && left) {
            if (left->parent == row) left->u.cell.colspan++;
            doc_unlink(cell);
        } else if (joins(s, cell, "^^") && above[column]) {
            struct doc_node *owner = above[column];
            if (owner != left) owner->u.cell.rowspan++;
            left = reaching = owner;
            doc_unlink(cell);
        } else {
            if (joins(s, cell, "<<")) report_span(s, cell, "<<", "to its left");
            if (joins(s, cell, "^^")) report_span(s, cell, "^^", "above");
            if (reaching && column < s->columns && above[column] == reaching)
                diag_add(s->r->ds, DIAG_TABLE_SPAN, cell->pos, "write ^^ here too",
                         "this cell stands where a wider one from above goes on");
            left = cell;
        }
        for (int i = 0; i < (left == cell ? cell->u.cell.colspan : 1) && column < s->columns; i++)
            above[column++] = left;
    }
}

static void make_spans(struct sheet *s) {
    struct doc_node **above = arena_new_array(s->r->arena, s->columns, struct doc_node *);
    bool head = true;
    for (struct doc_node *row = s->table->first; row && is_row(row); row = row->next) {
        if (row->u.row.group || head != row->u.row.header)
            memset(above, 0, s->columns * sizeof *above);
        head = row->u.row.header;
        if (row->u.row.group) continue;
        join_cells(s, row, above);
        struct doc_node *first = row->first;
        if (first && !head && first == row->last && s->columns > 1 &&
            (size_t)first->u.cell.colspan == s->columns) {
            memset(above, 0, s->columns * sizeof *above);
            row->u.row.group = true;
            first->u.cell.header = true;
        }
    }
}

/* --- rows
 * ----------------------------------------------------------------------------------------- */

static void mark_totals(struct sheet *s) {
    size_t n;
    struct passage *words = call_words(&n, s->c, "totals");
    for (struct doc_node *row = s->table->first; n && row && is_row(row); row = row->next) {
        if (!row->first || row->u.row.header || row->u.row.group) continue;
        struct str first = sheet_words(s->r, row->first);
        for (size_t i = 0; i < n; i++)
            row->u.row.total |= str_eq(first, words[i].text);
    }
}

/* Marks and heads of rows; columns are counted as they stand after spans. */
static void mark_cells(struct sheet *s) {
    long heads = option_count(s->c, "header-columns", (long)s->columns, 0);
    size_t *taken = arena_new_array(s->r->arena, s->columns, size_t); /* rows still covered */
    for (struct doc_node *row = s->table->first; row && is_row(row); row = row->next) {
        size_t column = 0;
        for (struct doc_node *cell = row->first; cell; cell = cell->next) {
            while (column < s->columns && taken[column])
                taken[column++]--;
            if (column >= s->columns) break;
            if (!row->u.row.header && !row->u.row.group) {
                if ((long)column < heads) cell->u.cell.header = true;
                sheet_mark_cell(s, cell, column);
            }
            for (int i = 0; i < cell->u.cell.colspan && column < s->columns; i++)
                taken[column++] = (size_t)cell->u.cell.rowspan - 1;
        }
        while (column < s->columns) {
            if (taken[column]) taken[column]--;
            column++;
        }
    }
}

/* --- under the table
 * -------------------------------------------------------------------------------- */

static struct doc_node *under_of(struct sheet *s) {
    struct doc_node *last = s->table->last;
    if (last && last->kind == DOC_GROUP) return last;
    struct doc_node *group = doc_node_new(s->r->arena, DOC_GROUP, s->c->pos);
    doc_append(s->table, group);
    return group;
}

static void add_paragraph(struct sheet *s, const char *name) {
    struct doc_node *words = call_inlines(s->c, name);
    if (!words) return;
    struct doc_node *p = doc_node_new(s->r->arena, DOC_PARAGRAPH, words->pos);
    p->classes = str_of(name);
    while (words->first) {
        struct doc_node *child = words->first;
        doc_unlink(child);
        doc_append(p, child);
    }
    doc_append(under_of(s), p);
}

/* The body of a table whose rows come from a file is what stands under it. */
static void add_body(struct sheet *s) {
    if (!call_option(s->c, "file") || !str_trim(s->c->body.text).n) return;
    struct doc_node *group = markdown_blocks(s->r, &s->c->body);
    struct doc_node *under = group->first ? under_of(s) : NULL;
    while (group->first) {
        struct doc_node *child = group->first;
        doc_unlink(child);
        doc_append(under, child);
    }
}

static void read_caption(struct sheet *s) {
    struct call *c = s->c;
    if (c->argument.n) {
        struct passage title = passage_at(c->argument, c->argument_pos);
        s->table->u.table.caption = markdown_inlines(c->r, &title);
    } else
        s->table->u.table.caption = call_inlines(c, "caption");
}

/* A list of tables needs a place to name; so a table with a caption and no name has its line's. */
static void give_name(struct sheet *s) {
    if (!str_empty(s->table->id)) return;
    struct str id = str_printf(s->r->arena, "table-%u", s->c->pos.line);
    if (hash_get(&s->r->ids, id)) return;
    s->table->id = id;
    hash_put(&s->r->ids, id, s->table);
}

void sheet_make(struct call *c) {
    static const char *const widths[] = {"auto", "text", "full", "landscape", NULL};
    struct sheet s = {.c = c, .r = c->r, .table = call_append(c, DOC_TABLE)};
    s.more = arena_new(c->r->arena, struct doc_table);
    s.table->u.table.more = s.more;
    read_caption(&s);
    if (!sheet_read_rows(&s) || !s.columns || !s.table->first) {
        doc_unlink(s.table);
        reading_mistake(c->r, c->into, c->pos, "table");
        if (!call_option(c, "file"))
            diag_add(c->r->ds, DIAG_DIRECTIVE_EMPTY, c->pos,
                     "write a table of Markdown in it, or name a file by `:file: data.csv`",
                     "the table has no rows");
        return;
    }
    if (s.table->u.table.caption) give_name(&s);
    set_head(&s);
    s.types = arena_new_array(c->r->arena, s.columns + 1, enum sheet_type);
    make_groups(&s);
    read_types(&s);
    read_widths(&s);
    read_scale(&s);
    make_spans(&s);
    mark_totals(&s);
    mark_cells(&s);
    sheet_check_totals(&s);
    s.table->u.table.columns = s.columns;
    int width = call_choice(c, "width", widths);
    if (width > 0) s.more->width = (enum doc_table_width)width;
    if (call_option(c, "landscape")) s.more->width = DOC_TABLE_LANDSCAPE;
    s.more->summary = call_text(c, "summary");
    s.more->keep = call_option(c, "keep") != NULL;
    add_body(&s);
    add_paragraph(&s, "notes");
    add_paragraph(&s, "source");
}
