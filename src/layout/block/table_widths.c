/* table_widths: what cells need, and where the table stands.
 *
 * Every cell is shaped once to know its widest piece and its width on one line. The widths that
 * are dealt out and those that an estimate of the rows' lines finds better are both tried on the
 * first rows by setting their cells, and those are kept that make them less tall. */
#include "base/buf.h"
#include "base/utf8.h"
#include "layout/block/columns.h"
#include "layout/block/table.h"

/* Rows whose cells the estimate counts, and rows that are set to compare. */
#define SAMPLE_MOST 200
#define TRIAL_MOST  40

/* Of a message that names columns: characters of a head, and bytes after which no more is named. */
#define HEAD_MOST  24
#define NAMES_MOST 60

/* Words amid figures that stand in one line. */
#define REMARK_SHORT SP(90)

/* Rounding apart, a cell must fit the width that was measured for it. */
#define SLACK SP(1)

struct measuring {
    struct column_need *needs;
    sp *figures;  /* by column of figures: the widest, which is not broken */
    sp *remarks;  /* and of words amid them, which may be */
    sp *naturals; /* of the sample */
    size_t sampled;
};

static bool is_figures(const struct table *t, int column) {
    enum doc_align a =
        t->node->u.table.aligns ? t->node->u.table.aligns[column] : DOC_ALIGN_DEFAULT;
    return a == DOC_ALIGN_RIGHT || a == DOC_ALIGN_DECIMAL;
}

static void measure_row(struct flow *f, struct table *t, struct measuring *m, size_t index) {
    const struct table_row *row = &t->rows[index];
    sp padding = 2 * t->pad + SLACK;
    for (int i = 0; i < row->count; i++) {
        const struct table_cell *cell = &row->cells[i];
        if (cell->span != 1 || row->node->u.row.group) continue;
        struct table_extent e = table_measure_cell(f, t, row->node, cell);
        struct column_need *need = &m->needs[cell->column];
        struct table_decimal *d = &t->decimals[cell->column];
        bool bar = cell->node->u.cell.mark == DOC_CELL_BAR;
        if (bar) t->bar_texts[cell->column] = sp_max(t->bar_texts[cell->column], e.left);
        if (!bar) d->left = sp_max(d->left, e.left), d->right = sp_max(d->right, e.right);
        need->least = sp_max(need->least, e.least + padding);
        sp own = sp_max(e.natural, d->left + d->right) + padding;
        if (!is_figures(t, cell->column) || !e.words)
            need->natural = sp_max(need->natural, own);
        else
            m->remarks[cell->column] = sp_max(m->remarks[cell->column], own);
        need->natural = sp_max(need->natural, need->least);
        if (is_figures(t, cell->column) && !row->node->u.row.header && !e.words)
            m->figures[cell->column] = sp_max(m->figures[cell->column], own);
        if (index < SAMPLE_MOST)
            m->naturals[index * (size_t)t->columns + (size_t)cell->column] = e.natural + padding;
    }
}

/* A cell over several columns widens them where they are less together than its longest word. */
static void measure_span(struct flow *f, struct table *t, struct measuring *m,
                         const struct table_row *row, const struct table_cell *cell) {
    struct table_extent e = table_measure_cell(f, t, row->node, cell);
    sp least = 0, natural = 0, padding = 2 * t->pad + SLACK;
    for (int i = 0; i < cell->span; i++) {
        least += m->needs[cell->column + i].least;
        natural += m->needs[cell->column + i].natural;
    }
    sp more_least = sp_max(e.least + padding - least, 0) / cell->span;
    sp more = row->node->u.row.header ? sp_max(e.natural + padding - natural, 0) / cell->span : 0;
    for (int i = 0; i < cell->span; i++) {
        m->needs[cell->column + i].least += more_least;
        m->needs[cell->column + i].natural += sp_max(more_least, more);
    }
}

static void measure(struct flow *f, struct table *t, struct measuring *m) {
    struct galley trial;
    galley_init(&trial, &f->l->trial);
    struct flow in = *f;
    in.galley = &trial;
    in.node = FRAME_ARTIFACT;
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < t->row_count; r++) {
            struct arena_mark mark = arena_mark(&f->l->trial);
            const struct table_row *row = &t->rows[r];
            if (pass == 0) measure_row(&in, t, m, r);
            for (int i = 0; pass == 1 && i < row->count; i++)
                if (row->cells[i].span > 1 && !row->node->u.row.group)
                    measure_span(&in, t, m, row, &row->cells[i]);
            arena_reset(&f->l->trial, mark);
        }
    m->sampled = t->row_count < SAMPLE_MOST ? t->row_count : SAMPLE_MOST;
}

/* Where the table is no wider than the text for it, words amid figures are not broken if they are
 * few, and take three lines or so if they are many. */
static void keep_remarks(const struct table *t, struct measuring *m, sp measure) {
    sp whole = 0;
    for (int i = 0; i < t->columns; i++) {
        if (m->remarks[i] > REMARK_SHORT)
            m->remarks[i] = sp_max(REMARK_SHORT, m->remarks[i] * 2 / 5);
        whole += sp_max(m->needs[i].natural, m->remarks[i]);
    }
    for (int i = 0; whole <= measure && i < t->columns; i++)
        m->needs[i].natural = sp_max(m->needs[i].natural, m->remarks[i]);
}

/* --- what the author gave
 * --------------------------------------------------------------------------- */

static void take_given(struct table *t, struct column_need *needs, sp measure) {
    for (int i = 0; i < t->columns; i++) {
        needs[i].text = !is_figures(t, i);
        const struct doc_length *w = t->more && t->more->widths ? &t->more->widths[i] : NULL;
        if (!w || w->kind == DOC_LENGTH_NONE) continue;
        double given =
            w->kind == DOC_LENGTH_PT ? w->value * SP_PER_PT : (double)measure * w->value / 100;
        needs[i].given = sp_max((sp)given, SP(8));
    }
}

/* At most HEAD_MOST characters of a text. */
static struct str clip(struct arena *a, struct str text) {
    size_t at = 0;
    for (int i = 0; i < HEAD_MOST && at < text.n; i++)
        utf8_next(text, &at);
    return str_printf(a, "%.*s%s", STR_ARG(str_slice(text, 0, at)), at < text.n ? "…" : "");
}

/* The words of a column's head, clipped; empty if it has none. */
static struct str head_of(struct flow *f, const struct table *t, int column) {
    struct str words = STR_NONE;
    for (size_t r = 0; r < t->head_count; r++)
        for (int i = 0; i < t->rows[r].count; i++) {
            const struct table_cell *cell = &t->rows[r].cells[i];
            if (cell->column > column || cell->column + cell->span <= column) continue;
            struct buf plain = {0};
            doc_plain_text(&plain, cell->node);
            if (plain.n) words = clip(f->galley->arena, str_trim(buf_str(&plain)));
            buf_done(&plain);
        }
    return words;
}

/* "column 3 (“Population”)". */
static struct str column_name(struct flow *f, const struct table *t, int column) {
    struct str head = head_of(f, t, column);
    struct arena *a = f->galley->arena;
    return head.n ? str_printf(a, "column %d (“%.*s”)", column + 1, STR_ARG(head))
                  : str_printf(a, "column %d", column + 1);
}

static void report_given(struct flow *f, struct table *t, const struct column_need *needs) {
    for (int i = 0; i < t->columns; i++) {
        if (!needs[i].given || needs[i].given >= needs[i].least) continue;
        t->narrow[i] = true;
        diag_add(f->l->job.diags, DIAG_OVERFULL, t->node->pos, "give the column more width",
                 "%.*s is given %.0f pt, and its longest piece needs %.0f pt",
                 STR_ARG(column_name(f, t, i)), sp_to_pt(needs[i].given), sp_to_pt(needs[i].least));
    }
}

/* The column that lacks most of what it needs and is not taken yet; -1 if there is none. */
static int neediest(const struct table *t, const struct column_need *needs, const bool *taken) {
    int found = -1;
    for (int i = 0; i < t->columns; i++) {
        if (taken[i] || !t->narrow[i]) continue;
        if (found < 0 || needs[i].least - t->widths[i] > needs[found].least - t->widths[found])
            found = i;
    }
    return found;
}

/* Says once of a table that is too wide which columns make it so, instead of saying it of each
 * cell. */
static void report_wide(struct flow *f, struct table *t, const struct column_need *needs) {
    bool *taken = arena_new_array(f->galley->arena, (size_t)t->columns, bool);
    bool turned = t->more && t->more->width == DOC_TABLE_LANDSCAPE;
    struct buf names = {0};
    sp over = 0;
    for (int i = 0; i < t->columns; i++) {
        t->narrow[i] = t->widths[i] < needs[i].least;
        over += sp_max(needs[i].least - t->widths[i], 0);
    }
    for (int i; names.n < NAMES_MOST && (i = neediest(t, needs, taken)) >= 0; taken[i] = true)
        buf_printf(&names, "%s%.*s", names.n ? ", " : "", STR_ARG(column_name(f, t, i)));
    diag_add(f->l->job.diags, DIAG_OVERFULL, t->node->pos,
             turned ? "shorten the longest words, or give fewer columns"
                    : "shorten the longest words, give fewer columns, or set it on a turned page "
                      "by `:landscape:`",
             "the table is %.1f pt wider than its measure, most of all by %.*s", sp_to_pt(over),
             STR_ARG(buf_str(&names)));
    buf_done(&names);
}

/* --- solving
 * ---------------------------------------------------------------------------------------- */

/* The height of the first rows at the widths that t has; a trial. */
static sp height_of(struct flow *f, struct table *t) {
    struct galley trial;
    galley_init(&trial, &f->l->trial);
    struct flow in = *f;
    in.galley = &trial;
    in.node = FRAME_ARTIFACT;
    sp height = 0;
    struct diags quiet, *said = f->l->job.diags; /* what is tried is not complained of */
    struct arena_mark all = arena_mark(&f->l->trial);
    diags_init(&quiet, &f->l->trial);
    f->l->job.diags = &quiet;
    for (size_t r = 0; r < t->row_count && r < TRIAL_MOST; r++) {
        struct arena_mark mark = arena_mark(&f->l->trial);
        sp tallest = 0;
        for (int i = 0; i < t->rows[r].count; i++) {
            struct galley g;
            galley_init(&g, &f->l->trial);
            table_set_cell(&in, t, &g, t->rows[r].node, &t->rows[r].cells[i], FRAME_ARTIFACT);
            if (t->rows[r].cells[i].rows == 1) tallest = sp_max(tallest, galley_height(&g, 0));
        }
        height += tallest;
        arena_reset(&f->l->trial, mark);
    }
    f->l->job.diags = said;
    arena_reset(&f->l->trial, all);
    return height;
}

static void improve(struct flow *f, struct table *t, const struct measuring *m) {
    const struct column_sample sample = {m->naturals, m->sampled, 2 * t->pad + SLACK};
    sp *dealt = arena_new_array(f->galley->arena, (size_t)t->columns, sp);
    memcpy(dealt, t->widths, (size_t)t->columns * sizeof *dealt);
    columns_improve(t->widths, m->needs, t->columns, &sample);
    if (memcmp(dealt, t->widths, (size_t)t->columns * sizeof *dealt) == 0) return;
    sp better = height_of(f, t);
    sp *improved = t->widths;
    t->widths = dealt;
    if (better < height_of(f, t)) t->widths = improved;
}

/* The table stands on the text column, or on the full width when it needs it or asks for it. */
static void place(struct flow *f, struct table *t, const struct column_need *needs) {
    const struct style *s = f->l->job.style;
    enum doc_table_width asked = t->more ? t->more->width : DOC_TABLE_AUTO;
    sp natural = 0;
    for (int i = 0; i < t->columns; i++)
        natural += needs[i].natural;
    bool wide = asked == DOC_TABLE_FULL || (asked != DOC_TABLE_TEXT && natural > f->measure);
    t->x = f->x;
    t->width = f->measure;
    if (f->grid > 0 && f->x == 0 && wide) { /* within a list or a quotation it keeps its place */
        t->x -= s->hang;
        t->width += s->hang;
    }
}

void table_solve(struct flow *f, struct table *t) {
    struct arena *a = f->galley->arena;
    size_t n = (size_t)t->columns;
    struct measuring m = {.needs = arena_new_array(a, n, struct column_need),
                          .figures = arena_new_array(a, n, sp),
                          .remarks = arena_new_array(a, n, sp)};
    m.naturals =
        arena_new_array(a, n * (t->row_count < SAMPLE_MOST ? t->row_count : SAMPLE_MOST), sp);
    t->widths = arena_new_array(a, n, sp);
    t->lefts = arena_new_array(a, n, sp);
    t->narrow = arena_new_array(a, n, bool);
    t->decimals = arena_new_array(a, n, struct table_decimal);
    t->bar_texts = arena_new_array(a, n, sp);
    measure(f, t, &m);
    for (int i = 0; i < t->columns; i++)
        m.needs[i].least = sp_max(m.needs[i].least, m.figures[i]);
    keep_remarks(t, &m, f->measure);
    place(f, t, m.needs);
    take_given(t, m.needs, t->width);
    report_given(f, t, m.needs);
    if (!columns_deal(t->widths, m.needs, t->columns, t->width)) report_wide(f, t, m.needs);
    improve(f, t, &m);
    sp sum = 0;
    for (int i = 0; i < t->columns; i++)
        sum += t->widths[i];
    bool full = t->more && t->more->width != DOC_TABLE_AUTO;
    if (full || sum > t->width * 6 / 10) columns_fill(t->widths, m.needs, t->columns, t->width);
    sp x = t->x;
    for (int i = 0; i < t->columns; i++) {
        t->lefts[i] = x;
        x += t->widths[i];
    }
    t->width = x - t->x;
}
