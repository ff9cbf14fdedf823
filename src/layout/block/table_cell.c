#include "base/buf.h"
#include "layout/block/shapes.h"
#include "layout/block/table.h"

#define LEVEL_STEPS  5
#define LEVEL_STEP   SP(5)
#define LEVEL_ROOM   (LEVEL_STEP * LEVEL_STEPS + SP(4))
#define TREND_ROOM   SP(11)
#define BAR_LEAST    SP(36)
#define BAR_GAP      SP(5)
#define REMARK_LEAST SP(36)
#define DEPTH_MAX    16

enum style_type_id table_row_type(const struct doc_node *row) {
    if (row->u.row.header) return STYLE_TYPE_TABLE_HEAD;
    if (row->u.row.group) return STYLE_TYPE_TABLE_GROUP;
    return row->u.row.total ? STYLE_TYPE_TABLE_TOTAL : STYLE_TYPE_TABLE;
}

sp table_cell_width(const struct table *t, const struct table_cell *cell) {
    sp width = -2 * t->pad;
    for (int i = 0; i < cell->span; i++)
        width += t->widths[cell->column + i];
    return sp_max(width, SP(4));
}

static enum doc_align align_of(const struct table *t, const struct doc_node *row,
                               const struct table_cell *cell) {
    if (row->u.row.group) return DOC_ALIGN_LEFT;
    if (cell->span > 1 && row->u.row.header) return DOC_ALIGN_CENTER;
    return t->node->u.table.aligns ? t->node->u.table.aligns[cell->column] : DOC_ALIGN_DEFAULT;
}

/* Figures stand with their last digits under each other, whichever way the text runs: on mirrored
 * pages that is where lines begin. */
static enum style_align style_align_of(const struct flow *in, enum doc_align align) {
    switch (align) {
    case DOC_ALIGN_RIGHT:
    case DOC_ALIGN_DECIMAL: return in->l->from_right ? STYLE_LEFT : STYLE_RIGHT;
    case DOC_ALIGN_CENTER: return STYLE_CENTER;
    default: return STYLE_LEFT;
    }
}

/* --- marks
 * ---------------------------------------------------------------------------------------- */

/* Room that a mark takes left of the words. */
static sp mark_room(const struct doc_node *cell) {
    if (cell->u.cell.mark == DOC_CELL_LEVEL) return LEVEL_ROOM;
    return cell->u.cell.mark == DOC_CELL_TREND ? TREND_ROOM : 0;
}

/* The words of a mark that has none of the author's. */
static struct str mark_words(const struct flow *f, const struct doc_node *cell) {
    static const enum style_word_id levels[] = {STYLE_WORD_VERY_LOW, STYLE_WORD_LOW,
                                                STYLE_WORD_MODERATE, STYLE_WORD_HIGH,
                                                STYLE_WORD_VERY_HIGH};
    static const enum style_word_id trends[] = {STYLE_WORD_UNCHANGED, STYLE_WORD_RISING,
                                                STYLE_WORD_FALLING, STYLE_WORD_UNCHANGED};
    int amount = (int)cell->u.cell.amount;
    if (cell->first) return STR_NONE;
    if (cell->u.cell.mark == DOC_CELL_LEVEL) return block_word(f, levels[amount]);
    return cell->u.cell.mark == DOC_CELL_TREND ? block_word(f, trends[amount]) : STR_NONE;
}

static void draw_level(struct flow *in, struct galley_box *box, int rank) {
    const struct style *s = in->l->job.style;
    for (int i = 0; i < LEVEL_STEPS; i++) {
        sp height = SP(2) + SP(1) * i;
        block_add_rule(in, box, LEVEL_STEP * i, SP(9) - height, LEVEL_STEP - SP(1.2), height,
                       i <= rank ? s->accent : s->rule);
    }
}

static void draw_bar(struct flow *in, const struct table *t, struct galley_box *box,
                     const struct table_cell *cell, sp width) {
    const struct style *s = in->l->job.style;
    double most = t->more && t->more->scale ? t->more->scale[cell->column] : 0;
    sp room = width - t->bar_texts[cell->column] - BAR_GAP;
    if (room <= 0 || !(most > 0)) return;
    double share = cell->node->u.cell.amount / most;
    sp length = (sp)((double)room * (share > 1 ? 1 : share));
    block_add_rule(in, box, 0, SP(6.5), room, SP(0.4), s->rule);
    block_add_rule(in, box, 0, SP(4.5), length, SP(4.4), s->accent);
}

static void draw_mark(struct flow *in, const struct table *t, const struct table_cell *cell,
                      sp width) {
    const struct style *s = in->l->job.style;
    if (!in->galley->boxes.n) return;
    struct galley_box *box = &in->galley->boxes.v[0];
    int amount = (int)cell->node->u.cell.amount;
    switch (cell->node->u.cell.mark) {
    case DOC_CELL_LEVEL: draw_level(in, box, amount); break;
    case DOC_CELL_TREND:
        block_add_path(in, box, shape_arrow(in, (enum doc_trend)amount, SP(3), s->ink), SP(3.5),
                       SP(6), FRAME_ARTIFACT);
        break;
    case DOC_CELL_BAR: draw_bar(in, t, box, cell, width); break;
    default: break;
    }
}

/* --- content
 * -------------------------------------------------------------------------------------- */

static bool has_blocks(const struct doc_node *cell) {
    return cell->first && doc_is_block(cell->first->kind);
}

static struct inline_content *content_of(struct flow *f, const struct doc_node *cell, uint32_t node,
                                         enum style_type_id type) {
    struct str words = mark_words(f, cell);
    return words.n ? block_words(f, words, node, type) : block_content(f, cell, node, type);
}

/* --- decimal points
 * --------------------------------------------------------------------------------- */

/* Where in the text of a run the figure's decimal sign stands, or the end of its last digit. */
static size_t point_in(struct str text, struct str point, bool *found) {
    size_t end = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') end = i + 1;
        if (!*found && point.n && str_starts(str_slice(text, i, text.n), point.p) && end == i &&
            i + point.n < text.n && text.p[i + point.n] >= '0' && text.p[i + point.n] <= '9') {
            *found = true;
            return i;
        }
    }
    return end;
}

static sp width_before(const struct frame_word *word, size_t offset) {
    sp width = 0;
    for (uint32_t i = 0; i < word->glyph_count; i++)
        if (word->glyphs[i].cluster < offset) width += word->glyphs[i].advance;
    return width;
}

/* The place of the decimal sign on a line, or of where it would be: behind the last digit of the
 * first figure; behind everything where there are no digits. */
static sp point_of(const struct table *t, const struct inline_line *line) {
    sp at = line->right;
    bool found = false, digits = false;
    sp size = 0;
    for (size_t i = 0; i < line->item_count && !found; i++) {
        const struct frame_item *item = &line->items[i];
        if (item->kind != FRAME_RUN) continue;
        const struct frame_word *word = item->u.run.word;
        if (size && word->size < size) break; /* a note mark */
        size_t offset = point_in(word->text, t->point, &found);
        if (!offset && !found) continue;
        at = item->u.run.x + width_before(word, offset);
        digits = true;
        size = word->size;
    }
    return digits ? at : line->right;
}

/* --- measuring
 * -------------------------------------------------------------------------------------- */

static void widen(struct table_extent *e, sp least, sp natural) {
    e->least = sp_max(e->least, least);
    e->natural = sp_max(e->natural, natural);
}

static void measure_inlines(struct flow *f, struct table_extent *e, const struct doc_node *parent,
                            enum style_type_id type, sp indent) {
    struct inline_content *c = block_content(f, parent, FRAME_ARTIFACT, type);
    sp least, natural;
    inline_content_widths(&least, &natural, c, f->l->job.style->types[type].hyphens);
    widen(e, least + indent, natural + indent);
}

/* Blocks are measured paragraph by paragraph; what is not of paragraphs takes what it gets. */
static void measure_blocks(struct flow *f, struct table_extent *e, const struct doc_node *parent,
                           enum style_type_id type, sp indent, int depth) {
    const struct style *s = f->l->job.style;
    if (depth > DEPTH_MAX) return;
    if (parent->first && !doc_is_block(parent->first->kind)) {
        measure_inlines(f, e, parent, type, indent);
        return;
    }
    for (const struct doc_node *n = parent->first; n; n = n->next) {
        sp in = indent + (n->kind == DOC_LIST ? s->list_indent : 0);
        if (n->kind == DOC_CODE_BLOCK || !doc_is_block(n->kind)) continue;
        measure_blocks(f, e, n, type, in, depth + 1);
    }
}

/* A line of its own, and where its point stands. */
static void measure_decimal(const struct table *t, struct table_extent *e,
                            struct inline_content *c) {
    struct inline_shape shape = {
        .measure = e->natural + SP(1), .align = STYLE_LEFT, .no_overfull_diagnostic = true};
    struct inline_paragraph *p = inline_break(c, &shape);
    if (p->count != 1) return;
    e->left = point_of(t, &p->lines[0]);
    e->right = sp_max(p->lines[0].right - e->left, 0);
}

/* True for words amid figures, such as “not yet counted”: without a digit and not short. They may
 * be broken, and have no place by the decimal sign. */
static bool is_remark(const struct doc_node *cell, sp natural) {
    if (natural < REMARK_LEAST) return false;
    struct buf plain = {0};
    doc_plain_text(&plain, cell);
    bool digits = false;
    for (size_t i = 0; i < plain.n; i++)
        digits |= plain.p[i] >= '0' && plain.p[i] <= '9';
    buf_done(&plain);
    return !digits;
}

struct table_extent table_measure_cell(struct flow *f, const struct table *t,
                                       const struct doc_node *row, const struct table_cell *cell) {
    struct table_extent e = {0};
    enum style_type_id type = table_row_type(row);
    if (!cell->node || (!cell->node->first && !cell->node->u.cell.mark)) return e;
    if (has_blocks(cell->node)) {
        measure_blocks(f, &e, cell->node, type, 0, 0);
        return e;
    }
    struct inline_content *c = content_of(f, cell->node, FRAME_ARTIFACT, type);
    bool divided = f->l->job.style->types[type].hyphens && !mark_room(cell->node); /* “mod-erate” */
    inline_content_widths(&e.least, &e.natural, c, divided);
    e.words = is_remark(cell->node, e.natural);
    if (align_of(t, row, cell) == DOC_ALIGN_DECIMAL && !row->u.row.header && !e.words)
        measure_decimal(t, &e, c);
    if (cell->node->u.cell.mark == DOC_CELL_BAR) {
        e.left = e.natural; /* what stands beside the bar */
        e.least += BAR_LEAST + BAR_GAP;
        e.natural += 2 * BAR_LEAST + BAR_GAP;
    }
    e.least += mark_room(cell->node);
    e.natural += mark_room(cell->node);
    return e;
}

/* --- setting
 * ---------------------------------------------------------------------------------------- */

/* One line with its decimal sign at the column's; false if it does not fit, or is several. */
static bool set_decimal(struct flow *in, const struct table *t, const struct table_cell *cell,
                        struct inline_content *c, enum style_type_id type) {
    const struct table_decimal *d = &t->decimals[cell->column];
    sp least, natural;
    inline_content_widths(&least, &natural, c, false);
    if (is_remark(cell->node, natural)) return false;
    struct inline_shape shape = {
        .measure = natural + SP(1), .align = STYLE_LEFT, .no_overfull_diagnostic = true};
    struct inline_paragraph *p = inline_break(c, &shape);
    if (p->count != 1 || d->left + d->right > in->measure) return false;
    in->x = in->measure - d->right - point_of(t, &p->lines[0]);
    if (in->l->from_right) /* mirrored as they are placed, figures themselves are not */
        in->x = d->right - (natural + SP(1) - point_of(t, &p->lines[0]));
    if (in->x < 0) return false;
    struct block_paragraph how = block_paragraph_of(in, type);
    how.align = STYLE_LEFT;
    how.measure = natural + SP(1);
    block_add_lines(in, c, &how);
    return true;
}

void table_set_cell(struct flow *f, const struct table *t, struct galley *g,
                    const struct doc_node *row, const struct table_cell *cell, uint32_t node) {
    enum style_type_id type = table_row_type(row);
    sp width = table_cell_width(t, cell);
    struct flow in = flow_into(f, g, node, width, type);
    for (int i = 0; i < cell->span; i++)
        in.narrow |= t->narrow[cell->column + i];
    if (!cell->node->first && !cell->node->u.cell.mark) return;
    if (has_blocks(cell->node)) {
        block_set_children(&in, cell->node);
        return;
    }
    enum doc_align align = align_of(t, row, cell);
    struct inline_content *c = content_of(&in, cell->node, node, type);
    if (align == DOC_ALIGN_DECIMAL && !row->u.row.header && set_decimal(&in, t, cell, c, type))
        return;
    in.x = mark_room(cell->node);
    in.measure = sp_max(width - in.x, SP(4));
    struct block_paragraph p = block_paragraph_of(&in, type);
    p.align = cell->node->u.cell.mark == DOC_CELL_BAR ? STYLE_RIGHT : style_align_of(&in, align);
    block_add_lines(&in, c, &p);
    draw_mark(&in, t, cell, width);
}
