#include "layout/block/block.h"

/* A line of code as a content of its own: white space is kept, tabs go to columns of four. */
static struct inline_content *code_line(struct flow *f, struct str line, uint32_t node,
                                        struct pos pos) {
    struct inline_content *c =
        inline_content_new(f->l, f->galley->arena, STYLE_TYPE_CODE, STR("zxx"));
    struct str kept = STR_NONE;
    size_t column = 0, n = 0;
    char *out = arena_alloc(f->galley->arena, line.n * 8 + 1);
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '\t' || line.p[i] == ' ') {
            size_t spaces = line.p[i] == '\t' ? 4 - column % 4 : 1;
            for (; spaces; spaces--, column++) {
                memcpy(out + n, "\xC2\xA0", 2); /* no-break space: neither lost nor stretched */
                n += 2;
            }
            continue;
        }
        out[n++] = line.p[i];
        if (((unsigned char)line.p[i] & 0xC0) != 0x80) column++;
    }
    kept = (struct str){out, n};
    inline_add_text(c, node, kept, STYLE_TYPE_CODE, pos);
    inline_content_finish(c);
    return c;
}

/* The panel behind a box's lines; the first and the last of a block reach further. */
static void add_panel(struct flow *f, size_t at, sp above, sp below) {
    struct galley_box *box = &f->galley->boxes.v[at];
    struct galley_part *parts =
        arena_new_array(f->galley->arena, box->part_count + 1, struct galley_part);
    struct galley_box panel = {0};
    block_add_rule(f, &panel, f->x, -above, f->measure, box->height + above + below,
                   f->l->job.style->tint);
    parts[0] = panel.parts[0];
    for (size_t i = 0; i < box->part_count; i++)
        parts[i + 1] = box->parts[i];
    box->parts = parts;
    box->part_count++;
}

void block_set_code(struct flow *f, const struct doc_node *node) {
    const struct style *s = f->l->job.style;
    sp pad = s->code_indent;
    uint32_t own = block_node(f, FRAME_ROLE_CODE);
    galley_space(f->galley, f->grid ? f->grid : s->types[STYLE_TYPE_CODE].leading);
    if (f->grid) galley_snap(f->galley);
    struct flow in = flow_inside(f, f->galley, own, pad, pad);
    struct block_paragraph p = block_paragraph_of(f, STYLE_TYPE_CODE);
    p.indent = 2 * s->types[STYLE_TYPE_CODE].size; /* what a long line goes on with */
    size_t first = f->galley->boxes.n;
    uint32_t text = block_text_leaf(f, own);
    struct str rest = node->u.code.text;
    struct pos pos = node->pos;
    while (rest.n) {
        size_t end = str_find_char(rest, '\n');
        pos.line++;
        struct inline_content *c = code_line(f, str_slice(rest, 0, end), text, pos);
        if (inline_content_empty(c))
            galley_add(f->galley, s->types[STYLE_TYPE_CODE].leading);
        else
            block_add_lines(&in, c, &p);
        rest = str_slice(rest, end + 1, rest.n);
    }
    size_t end = f->galley->boxes.n;
    if (end - first <= 8) galley_keep_range(f->galley, first, GALLEY_ORPHAN);
    for (size_t i = first; i < end; i++)
        add_panel(f, i, i == first ? pad / 2 : 0, i + 1 == end ? pad / 2 : 0);
    galley_space(f->galley, f->grid ? f->grid : s->types[STYLE_TYPE_CODE].leading);
    if (f->grid) galley_snap(f->galley);
    f->indent_next = false;
}
