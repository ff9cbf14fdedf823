/* A source line is laid out in cells: tabs go to the next stop, wide characters take two, marks
 * none, escapes as many as they have letters. A line longer than LINE_WIDTH is shown through a
 * window about the caret. So a line is gone through twice, first to find the caret's cell and the
 * width of the whole, then to write the cells within the window. */
#include "cli/print.h"

#include <stdio.h>
#include "base/utf8.h"
#include "cli/width.h"

enum { LINE_WIDTH = 100, TAB_STOP = 4, MESSAGE_WIDTH = 500, MARKS_IN_A_ROW = 4 };

/* ---- one character ---- */

/* A character as shown: its bytes and the cells they take. */
struct glyph {
    char text[16];
    size_t n, cells;
};

/* The character at *i as shown at cell x; *i moves past it. */
static struct glyph next_glyph(struct str s, size_t *i, size_t x) {
    size_t start = *i;
    uint32_t cp = utf8_next(s, i);
    size_t n = *i - start;
    struct glyph g = {.n = n};
    if (cp == '\t') {
        g.n = g.cells = TAB_STOP - x % TAB_STOP;
        memset(g.text, ' ', g.n);
    } else if (cp == UTF8_REPLACEMENT && utf8_check(str_slice(s, start, n)) < n) {
        g.n = 0;
        for (size_t k = 0; k < n; k++)
            g.n += (size_t)snprintf(g.text + g.n, 5, "\\x%02X", (unsigned char)s.p[start + k]);
        g.cells = g.n;
    } else if (width_is_control(cp)) {
        const char *format = cp < 0x80 ? "\\x%02X" : "\\u%04X";
        g.n = g.cells = (size_t)snprintf(g.text, sizeof g.text, format, (unsigned)cp);
    } else {
        memcpy(g.text, s.p + start, n);
        g.cells = width_of(cp);
    }
    return g;
}

static struct glyph next_glyph_of_message(struct str s, size_t *i) {
    if (s.p[*i] != '\t') return next_glyph(s, i, 0);
    (*i)++;
    return (struct glyph){"\\x09", 4, 4};
}

void print_safely(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n;) {
        struct glyph g = next_glyph_of_message(s, &i);
        buf_add(out, g.text, g.n);
    }
}

size_t print_width(struct str s) {
    size_t cells = 0;
    for (size_t i = 0; i < s.n;)
        cells += next_glyph_of_message(s, &i).cells;
    return cells;
}

/* ---- the source line ---- */

static bool ends_line(char c) {
    return c == '\n' || c == '\r';
}

/* Where the search for a line goes on from: diagnostics come sorted. */
struct cursor {
    uint32_t file, line; /* line: the one that begins at offset */
    size_t offset;
};

static void rewind_unless_before(struct cursor *c, struct pos pos) {
    if (c->file != pos.file || c->line > pos.line) *c = (struct cursor){pos.file, 1, 0};
}

/* The line at pos without its end; false if the file has no such line. */
static bool find_line(struct str *line, struct cursor *c, struct str text, struct pos pos) {
    rewind_unless_before(c, pos);
    for (;;) {
        size_t i = c->offset;
        while (i < text.n && !ends_line(text.p[i]))
            i++;
        *line = str_slice(text, c->offset, i - c->offset);
        if (c->line == pos.line) return c->offset < text.n;
        if (i == text.n) return false;
        i += text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n' ? 2 : 1;
        c->offset = i;
        c->line++;
    }
}

struct measure {
    size_t caret; /* cell under which the caret stands */
    size_t cells; /* of the line, or more than a window past the caret */
};

/* A caret at a mark stands under the character that the mark belongs to; one past the end stands
 * right after the line. */
static struct measure measure_line(struct str line, uint32_t col) {
    struct measure m = {0};
    size_t base = 0;
    uint32_t at = 1;
    for (size_t i = 0; i < line.n && (at <= col || m.cells <= m.caret + LINE_WIDTH); at++) {
        struct glyph g = next_glyph(line, &i, m.cells);
        if (g.cells) base = m.cells;
        if (at == col) m.caret = base;
        m.cells += g.cells;
    }
    if (at <= col) m.caret = m.cells;
    return m;
}

/* The first cell of the window: as much before the caret as after it, but within the line. */
static size_t window_start(struct measure m) {
    if (m.cells <= LINE_WIDTH || m.caret < LINE_WIDTH / 2) return 0;
    size_t start = m.caret - LINE_WIDTH / 2;
    size_t last = m.cells - LINE_WIDTH;
    return start < last || m.caret >= m.cells ? start : last;
}

/* Writes the cells from..from+LINE_WIDTH; the first and last are an ellipsis where more follows. */
static void add_window(struct buf *out, struct str line, struct measure m, size_t from) {
    size_t end = from + LINE_WIDTH;
    size_t first = from ? from + 1 : 0, last = m.cells > end ? end - 1 : end;
    if (from) buf_add_c(out, "…");
    size_t x = 0, written = first, marks = 0;
    for (size_t i = 0; i < line.n && x <= last;) {
        struct glyph g = next_glyph(line, &i, x);
        bool fits = x >= first && x + g.cells <= last;
        marks = g.cells ? 0 : marks + 1;
        if (marks > MARKS_IN_A_ROW) continue;
        x += g.cells;
        if (!fits) continue;
        for (; written + g.cells < x; written++)
            buf_add_char(out, ' '); /* half of something that the window cut */
        buf_add(out, g.text, g.n);
        written = x;
    }
    if (m.cells <= end) return;
    for (; written < last; written++)
        buf_add_char(out, ' ');
    buf_add_c(out, "…");
}

/* ---- a diagnostic ---- */

static const char *const level_names[] = {
    [DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error"};
static const char *const level_colours[] = {
    [DIAG_NOTE] = "\x1b[1;36m", [DIAG_WARNING] = "\x1b[1;35m", [DIAG_ERROR] = "\x1b[1;31m"};
static const char bold[] = "\x1b[1m", green[] = "\x1b[1;32m", plain[] = "\x1b[0m";

static void add_colour(struct buf *out, const char *escape, bool colour) {
    if (colour) buf_add_c(out, escape);
}

static void add_place(struct buf *out, const struct diags *ds, struct pos pos) {
    if (pos.file == 0 || pos.file > ds->files.n) {
        buf_add_c(out, "chancery: ");
        return;
    }
    print_safely(out, ds->files.v[pos.file - 1].path);
    if (pos.line) buf_printf(out, ":%u", (unsigned)pos.line);
    if (pos.line && pos.col) buf_printf(out, ":%u", (unsigned)pos.col);
    buf_add_c(out, ": ");
}

/* The source line and the caret. */
static void add_source(struct buf *out, struct cursor *c, const struct diags *ds, struct pos pos,
                       bool colour) {
    struct str line;
    if (pos.file == 0 || pos.file > ds->files.n || pos.line == 0) return;
    if (!find_line(&line, c, ds->files.v[pos.file - 1].text, pos)) return;
    struct measure m = measure_line(line, pos.col);
    size_t from = window_start(m);
    buf_printf(out, "%5u | ", (unsigned)pos.line);
    add_window(out, line, m, from);
    buf_add_char(out, '\n');
    if (pos.col == 0) return;
    buf_printf(out, "      | %*s", (int)(m.caret - from), "");
    add_colour(out, green, colour);
    buf_add_char(out, '^');
    add_colour(out, plain, colour);
    buf_add_char(out, '\n');
}

/* A message may quote an author who wrote very much. */
static void add_message(struct buf *out, struct str s) {
    size_t cells = 0;
    for (size_t i = 0; i < s.n && cells < MESSAGE_WIDTH;) {
        struct glyph g = next_glyph_of_message(s, &i);
        buf_add(out, g.text, g.n);
        cells += g.cells ? g.cells : 1;
        if (cells >= MESSAGE_WIDTH && i < s.n) buf_add_c(out, "…");
    }
}

static void add_diag(struct buf *out, struct cursor *c, const struct diags *ds,
                     const struct diag *d, bool colour) {
    add_colour(out, bold, colour);
    add_place(out, ds, d->pos);
    add_colour(out, level_colours[d->level], colour);
    buf_printf(out, "%s[%s]: ", level_names[d->level], diag_infos[d->code].name);
    add_colour(out, plain, colour);
    add_colour(out, bold, colour);
    add_message(out, d->message);
    add_colour(out, plain, colour);
    buf_add_char(out, '\n');
    add_source(out, c, ds, d->pos, colour);
    if (str_empty(d->hint)) return;
    add_colour(out, green, colour);
    buf_add_c(out, "hint: ");
    add_colour(out, plain, colour);
    add_message(out, d->hint);
    buf_add_char(out, '\n');
}

static void add_left_out(struct buf *out, const struct diags *ds) {
    if (ds->limit_per_code == 0) return;
    for (size_t code = 0; code < DIAG_CODE_COUNT; code++) {
        if (ds->seen[code] <= ds->limit_per_code) continue;
        buf_printf(out, "chancery: %zu more of [%s] are not shown\n",
                   ds->seen[code] - ds->limit_per_code, diag_infos[code].name);
    }
}

void print_diags(struct buf *out, struct diags *ds, bool notes, bool colour) {
    diags_sort(ds);
    struct cursor cursor = {0};
    for (size_t i = 0; i < ds->list.n; i++) {
        const struct diag *d = &ds->list.v[i];
        if (notes || d->level != DIAG_NOTE) add_diag(out, &cursor, ds, d, colour);
    }
    add_left_out(out, ds);
}

static void add_count(struct buf *out, size_t n, const char *name) {
    if (n == 0) return;
    if (out->n && out->p[out->n - 1] != '\n') buf_add_c(out, ", ");
    buf_printf(out, "%zu %s%s", n, name, n == 1 ? "" : "s");
}

void print_counts(struct buf *out, size_t errors, size_t warnings) {
    add_count(out, errors, "error");
    add_count(out, warnings, "warning");
    if (errors || warnings) buf_add_char(out, '\n');
}
