#include "layout/block/block.h"

#include "image/image.h"
#include "text/locale.h"

/* Adds a paragraph of inlines over the full width; lines stand by their type's leading. */
static void add_full(struct flow *f, const struct doc_node *span, enum style_type_id type,
                     enum frame_role role) {
    if (!span) return;
    struct flow in = *f;
    in.node = block_node(f, role);
    if (in.node != FRAME_ARTIFACT && role == FRAME_ROLE_HEADING)
        f->l->out->nodes.v[in.node].level = 1;
    struct block_paragraph p = block_paragraph_of(&in, type);
    p.keep = true;
    block_add_lines(&in, block_content(&in, span, in.node, type), &p);
    galley_keep(f->galley, GALLEY_KEEP);
}

/* Series and number on one line, in the label's type. */
static void add_series(struct flow *f) {
    const struct doc_meta *m = &f->l->job.doc->meta;
    if (!m->series && !m->number) return;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct inline_content *c =
        inline_content_new(f->l, f->galley->arena, STYLE_TYPE_LABEL, STR_NONE);
    if (m->series) inline_add_children(c, in.node, m->series, STYLE_TYPE_LABEL);
    if (m->series && m->number)
        inline_add_text(c, block_text_leaf(&in, in.node), STR("\xC2\xA0"), STYLE_TYPE_LABEL,
                        (struct pos){0});
    if (m->number) inline_add_children(c, in.node, m->number, STYLE_TYPE_LABEL);
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_LABEL);
    p.keep = true;
    block_add_lines(&in, c, &p);
    galley_keep(f->galley, GALLEY_KEEP);
    galley_space(f->galley, SP(6));
}

/* "Name (affiliation), Name", then the date. */
static void add_byline(struct flow *f) {
    const struct doc_meta *m = &f->l->job.doc->meta;
    struct str date = block_date(f, &m->date);
    bool dated = !str_empty(date);
    if (!m->author_count && !dated) return;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct arena *a = f->galley->arena;
    enum style_type_id type = STYLE_TYPE_BYLINE;
    struct inline_content *c = inline_content_new(f->l, a, type, STR_NONE);
    for (size_t i = 0; i < m->author_count; i++) {
        const struct doc_author *author = &m->authors[i];
        if (i)
            inline_add_text(c, block_text_leaf(&in, in.node), block_word(f, STYLE_WORD_COMMA), type,
                            author->pos);
        if (author->name) inline_add_children(c, in.node, author->name, type);
        if (!author->affiliation) continue;
        inline_add_text(c, block_text_leaf(&in, in.node), STR(" ("), type, author->pos);
        inline_add_children(c, in.node, author->affiliation, type);
        inline_add_text(c, block_text_leaf(&in, in.node), STR(")"), type, author->pos);
    }
    if (dated) {
        if (m->author_count) date = str_printf(a, " · %.*s", STR_ARG(date));
        inline_add_text(c, block_text_leaf(&in, in.node), date, type, m->date.pos);
    }
    inline_content_finish(c);
    struct block_paragraph p = block_paragraph_of(&in, type);
    p.keep = true;
    block_add_lines(&in, c, &p);
    galley_keep(f->galley, GALLEY_KEEP);
}

/* The abstract stands in the text column, in the lead's type. */
static void add_abstract(struct flow *f) {
    const struct doc_meta *m = &f->l->job.doc->meta;
    if (!m->abstract) return;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_GROUP);
    in.type = STYLE_TYPE_LEAD;
    in.indent_next = false;
    galley_space(f->galley, f->grid);
    galley_snap(f->galley);
    size_t first = f->galley->boxes.n;
    block_set_children(&in, m->abstract);
    galley_keep_range(f->galley, first, GALLEY_ORPHAN);
    galley_space(f->galley, f->grid);
    galley_snap(f->galley);
}

/* The marking at the top of the first page is read before everything else (page/marking.c). */
static void add_marking_node(struct flow *f) {
    const struct doc_marking *m = &f->l->job.doc->meta.marking;
    if (!m->pos.line || f->node == FRAME_ARTIFACT) return;
    if (str_empty(m->line) && str_empty(m->tlp) && str_empty(m->embargo.written)) return;
    f->l->marking_node = block_text_leaf(f, block_node(f, FRAME_ROLE_PARAGRAPH));
}

/* The logo of the house: over the title, at one side, an artifact. */
static void add_logo(struct flow *f) {
    const struct style *s = f->l->job.style;
    if (str_empty(s->logo) || s->logo_on == STYLE_LOGO_PAGES) return;
    uint32_t index = layout_house_image(f->l, s->logo);
    if (index == IMAGE_NONE) return;
    const struct image *image = &f->l->job.images->images.v[index];
    sp height = s->logo_height, width = height * (sp)image->width / (sp)image->height;
    if (width > f->measure) {
        width = f->measure;
        height = width * (sp)image->height / (sp)image->width;
    }
    struct galley_box *box = galley_add(f->galley, height);
    struct galley_part *part = galley_parts(f->galley, box, 1);
    *part = (struct galley_part){.kind = GALLEY_IMAGE, .node = FRAME_ARTIFACT, .x = f->x};
    if (s->logo_right) part->x += f->measure - width;
    part->u.image.index = index;
    part->u.image.width = width;
    part->u.image.height = height;
    galley_keep(f->galley, GALLEY_KEEP);
    galley_space(f->galley, s->grid);
}

/* “Distribution: a, b and c”. */
static void add_distribution(struct flow *f) {
    const struct doc_marking *m = &f->l->job.doc->meta.marking;
    struct arena *a = f->galley->arena;
    if (!m->distribution_count) return;
    struct str list = locale_format_list(a, f->l->locale, m->distribution, m->distribution_count);
    struct str words = block_labelled(f, STYLE_WORD_DISTRIBUTION, list);
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_BYLINE);
    p.keep = true;
    block_add_lines(&in, block_words(&in, words, in.node, STYLE_TYPE_BYLINE), &p);
    galley_keep(f->galley, GALLEY_KEEP);
}

/* The bar above all of it. */
static void add_title_rule(struct flow *f) {
    const struct style *s = f->l->job.style;
    if (!s->title_rule) return;
    struct galley_box *box = galley_add(f->galley, s->title_rule);
    block_add_rule(f, box, f->x, 0, f->measure, s->title_rule, s->accent);
    galley_keep(f->galley, GALLEY_KEEP);
    galley_space(f->galley, s->grid);
}

void block_set_title(struct flow *f) {
    const struct style *s = f->l->job.style;
    const struct doc_meta *m = &f->l->job.doc->meta;
    struct flow in = *f;
    in.x -= s->hang;
    in.measure += s->hang;
    in.grid = s->grid;
    add_marking_node(&in);
    add_title_rule(&in);
    add_logo(&in);
    add_series(&in);
    if (m->title) {
        add_full(&in, m->title, STYLE_TYPE_TITLE, FRAME_ROLE_TITLE);
        galley_space(f->galley, SP(4));
    }
    if (m->subtitle) {
        add_full(&in, m->subtitle, STYLE_TYPE_SUBTITLE, FRAME_ROLE_SUBTITLE);
        galley_space(f->galley, SP(8));
    }
    add_byline(&in);
    add_distribution(&in);
    if (f->galley->boxes.n) {
        galley_space(f->galley, f->grid);
        galley_snap(f->galley);
    }
    add_abstract(f);
}

/* A labelled paragraph of the imprint. */
static void add_imprint_line(struct flow *f, const struct doc_node *span) {
    if (!span) return;
    struct flow in = *f;
    in.node = block_node(f, FRAME_ROLE_PARAGRAPH);
    struct block_paragraph p = block_paragraph_of(&in, STYLE_TYPE_CAPTION);
    p.keep = true;
    block_add_lines(&in, block_content(&in, span, in.node, STYLE_TYPE_CAPTION), &p);
    galley_space(f->galley, SP(3));
}

/* True if some author says how to be reached. */
static bool is_reached(const struct doc_meta *m) {
    for (size_t i = 0; i < m->author_count; i++)
        if (m->authors[i].reach) return true;
    return false;
}

/* Publisher, rights, contact, the authors' addresses and disclaimer, small, after everything. */
void block_set_imprint(struct flow *f) {
    const struct doc_meta *m = &f->l->job.doc->meta;
    const struct style *s = f->l->job.style;
    if (!m->publisher && !m->rights && !m->contact && !m->disclaimer && !is_reached(m)) return;
    galley_space(f->galley, 2 * s->grid);
    galley_snap(f->galley);
    struct galley_box *box = galley_add(f->galley, SP(6));
    block_add_rule(f, box, f->x, 0, s->note_rule_width, s->note_rule_thickness, s->accent);
    box->penalty = GALLEY_KEEP;
    add_imprint_line(f, m->publisher);
    add_imprint_line(f, m->rights);
    add_imprint_line(f, m->contact);
    for (size_t i = 0; i < m->author_count; i++)
        add_imprint_line(f, m->authors[i].reach);
    add_imprint_line(f, m->disclaimer);
}
