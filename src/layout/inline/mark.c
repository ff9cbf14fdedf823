/* What stands in a text by reference or above its line: note marks, page numbers, superiors,
 * inferiors, images. */
#include "layout/inline/collect.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "image/image.h"
#include "style/words.h"
#include "text/case.h"

/* --- superiors and inferiors ------------------------------------------------------------------ */

/* True if the second font, of the same face, sets every glyph of the text as another one. */
static bool is_drawn(struct inline_context *x, const struct inline_font *plain,
                     const struct inline_font *drawn, struct str text) {
    if (plain->face == FONT_NONE || str_empty(text)) return false;
    const struct inline_shaped *a = shape_word(x, plain, "", false, text);
    const struct inline_shaped *b = shape_word(x, drawn, "", false, text);
    if (a->count != 1 || b->count != 1 || a->parts[0]->glyph_count != b->parts[0]->glyph_count)
        return false;
    for (uint32_t i = 0; i < a->parts[0]->glyph_count; i++)
        if (a->parts[0]->glyphs[i].id == b->parts[0]->glyphs[i].id) return false;
    return true;
}

/* True if there is something to be read in it, not only signs between marks. */
static bool has_words(struct str text) {
    for (size_t i = 0; i < text.n;)
        if (case_is_alnum(utf8_next(text, &i))) return true;
    return false;
}

#define FIGURES STR("0123456789")

static bool is_figure(char c) {
    return c >= '0' && c <= '9';
}

static bool has_figures(struct str text) {
    for (size_t i = 0; i < text.n; i++)
        if (is_figure(text.p[i])) return true;
    return false;
}

static bool all_figures(struct str text) {
    for (size_t i = 0; i < text.n; i++)
        if (!is_figure(text.p[i])) return false;
    return text.n > 0;
}

/* Smaller figures whose tops stand a little above the capitals', or that hang below the line. */
static void scale_script(struct collector *k, struct look *look, bool up, bool words) {
    const struct inline_font *font = collect_font(k->c->context, look);
    sp size = sp_scale(look->size, 62, 100);
    if (words) size = sp_max(size, sp_min(look->size, STYLE_SIZE_LEAST));
    sp cap = font->metrics.cap_height;
    sp rise = up ? cap - sp_scale(cap, 62, 100) + look->size / 30 : -look->size / 7;
    look->size = size;
    look->rise += rise;
    if (look->figures == STYLE_OLD_STYLE) look->figures = STYLE_LINING;
}

/* The look of what the face has drawn above or below the line. */
static struct look drawn_of(const struct look *look, bool up) {
    struct look drawn = *look;
    drawn.figures = STYLE_DEFAULT;
    drawn.script = SCRIPT_NONE;
    drawn.features |= up ? FEATURE_SUPERIOR : FEATURE_INFERIOR;
    return drawn;
}

/* True if the face has the text drawn above or below the line. */
static bool has_drawn(struct collector *k, const struct look *look, bool up, struct str text) {
    struct inline_context *x = k->c->context;
    if (look->rise != 0 || (look->flags & SPAN_CODE) || look->smallcaps) return false;
    struct look plain = *look, drawn = drawn_of(look, up);
    plain.figures = STYLE_DEFAULT;
    plain.script = SCRIPT_NONE;
    struct inline_font *font = collect_font(x, &plain);
    if (!str_eq(text, FIGURES)) return is_drawn(x, font, collect_font(x, &drawn), text);
    signed char *known = &font->draws[up];
    if (!*known) *known = is_drawn(x, font, collect_font(x, &drawn), text) ? 1 : -1;
    return *known > 0;
}

/* What is drawn is set as drawn. Figures too among other characters, that a mark look like its
 * neighbours: "1,2" beside "1"; letters are drawn all or none. */
static void set_script(struct collector *k, struct look *look, bool up, struct str text) {
    struct str asked = all_figures(text) && has_drawn(k, look, up, FIGURES) ? FIGURES : text;
    if (has_drawn(k, look, up, asked))
        *look = drawn_of(look, up);
    else if (has_figures(text) && has_drawn(k, look, up, FIGURES))
        look->script = up ? SCRIPT_UP : SCRIPT_DOWN;
    else
        scale_script(k, look, up, has_words(text));
}

/* The height at which a face's drawn figures stand, over (or under) the line. */
static sp foot_of(struct collector *k, const struct look *drawn) {
    struct font_set *fonts = k->c->l->job.fonts;
    const struct inline_shaped *one =
        shape_word(k->c->context, collect_font(k->c->context, drawn), "", false, STR("1"));
    int32_t x_min, y_min = 0, x_max, y_max;
    const struct frame_word *w = one->parts[0];
    if (!font_glyph_extents(&x_min, &y_min, &x_max, &y_max, fonts, w->face, w->glyphs[0].id))
        return 0;
    return sp_scale(drawn->size, y_min, font_face_upem(fonts, w->face));
}

/* What no face draws, beside figures that are drawn: on their foot. Drawn figures are as heavy as
 * the text's, so that signs between them are made less small than letters are. */
static struct look beside_drawn(struct collector *k, const struct look *look, bool up, bool words) {
    struct look drawn = drawn_of(look, up), beside = *look;
    beside.script = SCRIPT_NONE;
    beside.rise = foot_of(k, &drawn);
    beside.size = sp_scale(look->size, words ? 62 : 80, 100);
    if (words) beside.size = sp_max(beside.size, sp_min(look->size, STYLE_SIZE_LEAST));
    return beside;
}

void collect_script_text(struct collector *k, const struct look *look, struct element *e,
                         struct str text, struct pos pos) {
    bool up = look->script == SCRIPT_UP;
    struct look drawn = drawn_of(look, up), plain = *look;
    plain.script = SCRIPT_NONE;
    if (!has_drawn(k, look, up, FIGURES)) { /* something within the mark is of another face */
        scale_script(k, &plain, up, has_words(text));
        collect_text(k, &plain, e, text, pos);
        return;
    }
    for (size_t i = 0; i < text.n;) {
        size_t end = i + 1;
        bool figure = is_figure(text.p[i]);
        while (end < text.n && is_figure(text.p[end]) == figure)
            end++;
        struct str part = str_slice(text, i, end - i);
        struct look beside = figure ? drawn : beside_drawn(k, look, up, has_words(part));
        collect_text(k, &beside, e, part, pos);
        pos.col += (uint32_t)utf8_count(part);
        i = end;
    }
}

static void set_script_of(struct collector *k, struct look *look, bool up,
                          const struct doc_node *node) {
    struct buf text = {0};
    doc_plain_text(&text, node);
    set_script(k, look, up, buf_str(&text));
    buf_done(&text);
}

void collect_raise(struct collector *k, struct look *look, const struct doc_node *node) {
    set_script_of(k, look, true, node);
}

void collect_raise_text(struct collector *k, struct look *look, struct str text) {
    set_script(k, look, true, text);
}

void collect_lower(struct collector *k, struct look *look, const struct doc_node *node) {
    set_script_of(k, look, false, node);
}

/* --- note marks ------------------------------------------------------------------------------- */

static struct str key_of(struct collector *k, const void *address) {
    const void **key = arena_new(k->c->context->arena, const void *);
    *key = address;
    return (struct str){(const char *)key, sizeof *key};
}

/* Which of its note's marks this node is, from 1: the order in which they are first met. */
static size_t ordinal_of(struct collector *k, const struct doc_node *node) {
    struct inline_context *x = k->c->context;
    struct str at = {(const char *)&node, sizeof node};
    uintptr_t ordinal = (uintptr_t)hash_get(&x->marks, at);
    if (ordinal) return ordinal;
    const struct doc_note *note = node->u.note_mark.note;
    struct str of = {(const char *)&note, sizeof note};
    ordinal = (uintptr_t)hash_get(&x->mark_counts, of) + 1;
    hash_put(&x->mark_counts, key_of(k, note), (void *)ordinal);
    hash_put(&x->marks, key_of(k, node), (void *)ordinal);
    return ordinal;
}

/* The destination that a note's way back leads to: "mark-N", "mark-N-2"… */
static struct str mark_id(struct collector *k, const struct doc_node *node) {
    size_t ordinal = ordinal_of(k, node), number = node->u.note_mark.note->number;
    struct arena *a = k->c->l->out->arena;
    return ordinal == 1 ? str_printf(a, "mark-%zu", number)
                        : str_printf(a, "mark-%zu-%zu", number, ordinal);
}

/* True if the text so far ends in another mark. */
static bool follows_mark(const struct inline_content *c) {
    const struct span *last = c->spans.n ? &c->spans.v[c->spans.n - 1] : NULL;
    return last && last->from < c->text.n && (last->flags & SPAN_TIGHT);
}

/* The number of the note that a neighbour marks; 0 if it is no mark. */
static size_t number_at(const struct doc_node *node) {
    if (!node || node->kind != DOC_NOTE_MARK || !node->u.note_mark.note) return 0;
    return node->u.note_mark.note->number;
}

/* What stands between a mark and the one before it: a dash where the marks between them are left
 * out, else a comma. */
static struct str mark_joint(const struct doc_node *node, bool collapse) {
    size_t number = number_at(node), before = number_at(node->prev);
    bool run = before && number == before + 1 && number_at(node->prev->prev) + 1 == before;
    return collapse && run && before > 1 ? STR("\xE2\x80\x93") : STR(",");
}

/* True for a mark within a run, of which only the ends are set: ¹⁻³. */
static bool is_within_run(const struct doc_node *node) {
    size_t number = number_at(node);
    return number > 1 && number_at(node->prev) + 1 == number && number_at(node->next) == number + 1;
}

/* Marks are left out where their text is repeated; but where it is only measured, what is set later
 * has them. */
static bool leaves_out(const struct collector *k) {
    return k->artifact && k->c->lines != &k->c->l->trial;
}

/* The link around a mark's figures, with what a screen reader says of it; 0 for an artifact. */
static uint32_t link_to_note(struct collector *k, struct element *link, const struct doc_note *note,
                             struct str figures) {
    struct layout *l = k->c->l;
    if (k->artifact) return 0;
    struct str word = style_say(l->job.style, k->c->lang, STYLE_WORD_NOTE);
    frame_say(l->out, link->node)->alt =
        str_printf(l->out->arena, "%.*s %.*s", STR_ARG(word), STR_ARG(figures));
    struct str target = str_printf(l->out->arena, "note-%zu", note->number);
    return collect_link(k, link->node, STR_NONE, layout_destination(l, target));
}

/* Where the way back from the note leads; nowhere of an artifact. */
static void note_place(struct collector *k, const struct doc_node *node, uint32_t place) {
    if (k->artifact) return;
    collect_destination(k, mark_id(k, node), place);
    collect_mark(k, (struct mark){.kind = MARK_NOTE, .note = node->u.note_mark.note});
    collect_endnote_works(k, node->u.note_mark.note);
}

/* A comma or dash between two marks. */
static void put_joint(struct collector *k, const struct look *look, struct element *e,
                      struct str joint, struct pos pos) {
    struct look between = *look;
    if (has_drawn(k, look, true, FIGURES))
        between.script = SCRIPT_UP;
    else
        scale_script(k, &between, true, false);
    collect_text(k, &between, e, joint, pos);
}

void collect_note_mark(struct collector *k, const struct look *look, struct element *e,
                       const struct doc_node *node) {
    struct layout *l = k->c->l;
    struct doc_note *note = node->u.note_mark.note;
    bool collapse = l->job.style->notes_collapse;
    if (!note || leaves_out(k)) return;
    if (collapse && is_within_run(node)) {
        note_place(k, node, e->node);
        return;
    }
    struct str figures = layout_note_mark(l, note);
    struct look base = *look;
    base.italic = l->job.style->types[k->c->type].italic;
    base.weight = l->job.style->types[k->c->type].weight;
    base.flags |= SPAN_TIGHT | SPAN_NO_HYPHENS;
    struct look up = base;
    set_script(k, &up, true, figures);
    content_trim(k->c);
    if (follows_mark(k->c)) put_joint(k, &base, e, mark_joint(node, collapse), node->pos);
    struct element reference = collect_element(k, e, FRAME_ROLE_REFERENCE);
    struct element link = collect_element(k, &reference, FRAME_ROLE_LINK);
    up.link = link_to_note(k, &link, note, figures);
    note_place(k, node, reference.node);
    collect_text(k, &up, &link, figures, node->pos);
}

/* --- pages ------------------------------------------------------------------------------------ */

struct str collect_page_number(struct collector *k, struct str target) {
    struct page_facts *facts = k->c->l->facts;
    uint32_t page = facts ? page_facts_find(facts, target) : 0;
    return str_printf(k->c->l->out->arena, "%u", page);
}

static void put_page(struct collector *k, const struct look *look, struct element *e, uint32_t page,
                     struct pos pos) {
    struct layout *l = k->c->l;
    struct look linked = *look;
    struct element link = *e;
    struct str figures = str_printf(l->out->arena, "%u", page);
    if (!k->artifact && !look->link && page > 0) {
        link = collect_element(k, e, FRAME_ROLE_LINK);
        struct str id = str_printf(l->out->arena, "page-%u", page);
        frame_say(l->out, link.node)->alt =
            style_say_of(l->out->arena, l->job.style, k->c->lang, STYLE_WORD_PAGE, figures);
        linked.link = collect_link(k, link.node, STR_NONE, layout_destination(l, id));
        collect_text(k, &linked, &link, figures, pos);
        return;
    }
    collect_text(k, &linked, e, figures, pos);
}

/* "3, 5–7": three pages or more in succession become a range. The last two stay together, so that
 * no line consists of one. */
static void put_pages(struct collector *k, const struct look *look, struct element *e,
                      const struct page_list *list, struct pos pos) {
    struct str comma = style_say(k->c->l->job.style, k->c->lang, STYLE_WORD_COMMA);
    for (size_t i = 0; i < list->pages.n;) {
        size_t end = i + 1;
        while (end < list->pages.n && list->pages.v[end] == list->pages.v[end - 1] + 1)
            end++;
        if (end - i < 3) end = i + 1;
        if (i > 0) collect_text(k, look, e, comma, pos);
        if (i > 0 && end == list->pages.n) content_wish(k->c, WISH_NO_BREAK);
        put_page(k, look, e, list->pages.v[i], pos);
        if (end > i + 1) {
            collect_text(k, look, e, STR("\xE2\x80\x93"), pos);
            put_page(k, look, e, list->pages.v[end - 1], pos);
        }
        i = end;
    }
}

void collect_page_ref(struct collector *k, const struct look *look, struct element *e,
                      const struct doc_node *node) {
    struct layout *l = k->c->l;
    if (!node->u.page_ref.work) {
        struct look linked = *look;
        struct element link = *e;
        struct str number = collect_page_number(k, node->u.page_ref.target);
        if (k->artifact || look->link) {
            collect_text(k, look, e, number, node->pos);
            return;
        }
        link = collect_element(k, e, FRAME_ROLE_LINK);
        frame_say(l->out, link.node)->alt = number;
        linked.link =
            collect_link(k, link.node, STR_NONE, layout_destination(l, node->u.page_ref.target));
        collect_text(k, &linked, &link, number, node->pos);
        return;
    }
    struct page_list list = {0};
    if (l->facts) list = page_facts_work(l->facts, node->u.page_ref.work->number);
    if (list.pages.n == 0)
        collect_text(k, look, e, STR("0"), node->pos);
    else
        put_pages(k, look, e, &list, node->pos);
}

/* --- images ----------------------------------------------------------------------------------- */

/* An image without a resolution of its own is taken to have this many pixels to the inch. */
#define DEFAULT_DPI 150.0

/* The author's length in sp, or 0. */
static double length_of(struct doc_length length, sp measure) {
    switch (length.kind) {
    case DOC_LENGTH_PT: return length.value < 1e5 ? length.value * SP_PER_PT : 0;
    case DOC_LENGTH_PERCENT: return length.value < 1e4 ? (double)measure * length.value / 100 : 0;
    case DOC_LENGTH_NONE: break;
    }
    return 0;
}

void inline_image_size(sp *width, sp *height, const struct layout *l, const struct doc_node *node,
                       uint32_t index, sp measure, sp highest) {
    const struct image *image = &l->job.images->images.v[index];
    double dpi_x = image->dpi_x > 0 ? image->dpi_x : DEFAULT_DPI,
           dpi_y = image->dpi_y > 0 ? image->dpi_y : DEFAULT_DPI;
    double natural_w = image->width / dpi_x * 72 * SP_PER_PT,
           natural_h = image->height / dpi_y * 72 * SP_PER_PT;
    double w = length_of(node->u.image.width, measure),
           h = length_of(node->u.image.height, measure);
    if (w > 0 && h <= 0) h = w * natural_h / natural_w;
    if (h > 0 && w <= 0) w = h * natural_w / natural_h;
    if (w <= 0) w = natural_w, h = natural_h;
    double scale = 1;
    if (w > (double)measure) scale = (double)measure / w;
    if (h * scale > (double)highest) scale = (double)highest / h;
    *width = (sp)(w * scale);
    *height = (sp)(h * scale);
}

void collect_image(struct collector *k, const struct look *look, struct element *e,
                   const struct doc_node *node) {
    struct layout *l = k->c->l;
    uint32_t index = layout_image(l, node->u.image.path, node->pos);
    if (index == IMAGE_NONE) { /* in a draft its path stands where it would */
        if (l->job.doc->draft) collect_mistake(k, look, e, node->u.image.path, node->pos);
        return;
    }
    struct object o = {.kind = OBJECT_IMAGE, .image = index};
    inline_image_size(&o.width, &o.height, l, node, index, l->measure,
                      l->job.style->page_height / 2);
    o.full_width = o.width;
    o.full_height = o.height;
    struct element figure = collect_element(k, e, FRAME_ROLE_FIGURE);
    if (figure.node != FRAME_ARTIFACT) {
        struct buf alt = {0};
        doc_plain_text(&alt, node);
        frame_say(l->out, figure.node)->alt = str_copy(l->out->arena, buf_str(&alt));
        buf_done(&alt);
    }
    struct setting s = {.font = collect_font(k->c->context, look),
                        .colour = look->colour,
                        .node = figure.node,
                        .link = look->link,
                        .flags = look->flags};
    content_append_object(k->c, &s, &o, node->pos);
}
