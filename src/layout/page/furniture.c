/* furniture: what stands in the head and the foot of every page, as the house style's templates
 * say; and the markings, which go with it. All are artifacts. */
#include "base/buf.h"
#include "image/image.h"
#include "layout/block/block.h"
#include "layout/page/marking.h"
#include "layout/page/place.h"

struct slot {
    struct str template;
    enum style_type_id type;
    enum style_align align;
    bool head, changes; /* changes: it names the page */
    bool cut, told;     /* cut: it has no room for all its words */
    sp measure;
    const struct inline_line *line; /* of one that does not change; or NULL */
};

enum { SLOTS = 6 };

struct furniture {
    struct layout *l;
    struct slot slots[SLOTS];
    struct marking *marking;
    uint32_t logo; /* in heads, where logo_width is not 0 */
    sp logo_width, logo_height;
};

/* --- templates ----------------------------------------------------------------------------------
 */

/* Inlines of the metadata that a field stands for, or NULL. */
static const struct doc_node *field_node(const struct doc_meta *m, struct str name) {
    if (str_is(name, "title")) return m->title;
    if (str_is(name, "short-title")) return m->short_title ? m->short_title : m->title;
    if (str_is(name, "series")) return m->series;
    if (str_is(name, "number")) return m->number;
    return str_is(name, "publisher") ? m->publisher : NULL;
}

/* “Page 3 of 9” */
static struct str page_of_pages(struct layout *l, const struct placing *p) {
    struct arena *a = l->job.arena;
    struct str words = style_say_of(a, l->job.style, l->job.doc->meta.lang,
                                    STYLE_WORD_PAGE_OF_PAGES, str_printf(a, "%u", p->number));
    size_t at = str_find(words, STR("{}"));
    if (at == SIZE_MAX) return words;
    return str_printf(a, "%.*s%u%.*s", STR_ARG(str_slice(words, 0, at)), p->count,
                      STR_ARG(str_slice(words, at + 2, words.n)));
}

/* “A. Author, B. Author” */
static struct str authors(struct layout *l) {
    const struct doc_meta *m = &l->job.doc->meta;
    struct buf words = {0};
    for (size_t i = 0; i < m->author_count; i++) {
        if (i) buf_add_str(&words, style_say(l->job.style, m->lang, STYLE_WORD_COMMA));
        if (m->authors[i].name) doc_plain_text(&words, m->authors[i].name);
    }
    struct str all = str_copy(l->job.arena, buf_str(&words));
    buf_done(&words);
    return all;
}

/* Text that a field stands for. A field that is none prints as it is written. */
static struct str field_text(struct layout *l, struct str name, const struct placing *p) {
    struct arena *a = l->job.arena;
    if (str_is(name, "page-of-pages")) return p ? page_of_pages(l, p) : STR_NONE;
    if (str_is(name, "author")) return authors(l);
    if (str_is(name, "page")) return p ? str_printf(a, "%u", p->number) : STR_NONE;
    if (str_is(name, "pages")) return p ? str_printf(a, "%u", p->count) : STR_NONE;
    if (str_is(name, "date")) {
        struct galley g;
        galley_init(&g, a);
        struct flow f = {.l = l, .galley = &g};
        return block_date(&f, &l->job.doc->meta.date);
    }
    bool known = str_is(name, "title") || str_is(name, "short-title") || str_is(name, "series") ||
                 str_is(name, "number") || str_is(name, "publisher");
    return known ? STR_NONE : str_printf(a, "{%.*s}", STR_ARG(name));
}

static void add_text(struct inline_content *c, const struct slot *s, struct str text) {
    if (!str_empty(text)) inline_add_text(c, FRAME_ARTIFACT, text, s->type, (struct pos){0});
}

/* True if the words refer to works or notes, which have no place at the head of pages. */
static bool bears_references(const struct doc_node *node) {
    for (const struct doc_node *at = node; at; at = doc_next(node, at))
        if (at->kind == DOC_CITATION || at->kind == DOC_NOTE_MARK) return true;
    return false;
}

/* The template with its fields filled in; as plain words too, for what must be cut. */
static struct inline_content *fill(struct buf *words, struct layout *l, const struct slot *s,
                                   const struct placing *p) {
    struct inline_content *c = inline_content_new(l, l->job.arena, s->type, STR_NONE);
    struct str rest = s->template;
    while (rest.n) {
        size_t open = str_find_char(rest, '{'), close = str_find_char(rest, '}');
        if (open >= rest.n || close >= rest.n || close < open) open = rest.n;
        add_text(c, s, str_slice(rest, 0, open));
        buf_add_str(words, str_slice(rest, 0, open));
        if (open == rest.n) break;
        struct str name = str_slice(rest, open + 1, close - open - 1);
        const struct doc_node *node = field_node(&l->job.doc->meta, name);
        struct str plain = node ? doc_title_text(l->job.arena, node) : field_text(l, name, p);
        if (!node || bears_references(node))
            add_text(c, s, plain);
        else
            inline_add_children(c, FRAME_ARTIFACT, node, s->type);
        buf_add_str(words, plain);
        rest = str_slice(rest, close + 1, rest.n);
    }
    inline_content_finish(c);
    return c;
}

static struct inline_paragraph *break_slot(const struct slot *s, struct inline_content *c) {
    struct inline_shape shape = {
        .measure = s->measure, .align = s->align, .no_overfull_diagnostic = true};
    return inline_break(c, &shape);
}

/* As many of the words as have room on a line, and an ellipsis. */
static struct inline_paragraph *shorten(struct layout *l, struct slot *s, struct str words) {
    struct inline_paragraph *set;
    s->cut = true;
    do {
        size_t space = words.n;
        while (space > 0 && words.p[space - 1] != ' ')
            space--;
        words = str_trim(str_slice(words, 0, space));
        struct inline_content *c = inline_content_new(l, l->job.arena, s->type, STR_NONE);
        add_text(c, s, str_printf(l->job.arena, "%.*s…", STR_ARG(words)));
        inline_content_finish(c);
        set = break_slot(s, c);
    } while (set->count > 1 && words.n);
    return set;
}

/* The line of it. */
static const struct inline_line *set_slot(struct layout *l, struct slot *s,
                                          const struct placing *p) {
    struct buf words = {0};
    struct inline_content *c = fill(&words, l, s, p);
    struct inline_paragraph *set = inline_content_empty(c) ? NULL : break_slot(s, c);
    if (set && set->count > 1) set = shorten(l, s, buf_str(&words));
    buf_done(&words);
    return set && set->count ? &set->lines[0] : NULL;
}

/* Says once that a line of furniture is cut, where the longest of its fields stands. */
static void tell_cut(struct layout *l, struct slot *s) {
    const struct doc_meta *m = &l->job.doc->meta;
    bool title = str_find(s->template, STR("title}")) != SIZE_MAX;
    struct pos pos = {0};
    if (!s->cut || s->told) return;
    s->told = true;
    if (title && m->title) pos = m->short_title ? m->short_title->pos : m->title->pos;
    diag_add(l->job.diags, DIAG_HEAD_CUT, pos,
             title ? "give a `short-title` of a few words" : "say less in it, or in fewer places",
             "the %s of the pages has no room for all its words, and ends in an ellipsis",
             s->head ? "head" : "foot");
}

/* --- the logo -----------------------------------------------------------------------------------
 */

#define LOGO_GAP SP(8)

/* The logo as it stands in heads; its width is 0 where there is none. */
static void find_logo(struct furniture *f) {
    const struct style *s = f->l->job.style;
    if (str_empty(s->logo) || s->logo_on == STYLE_LOGO_TITLE) return;
    f->logo = layout_house_image(f->l, s->logo);
    if (f->logo == IMAGE_NONE) return;
    const struct image *image = &f->l->job.images->images.v[f->logo];
    f->logo_height = s->logo_head_height;
    f->logo_width = f->logo_height * (sp)image->width / (sp)image->height;
    sp most = style_full_width(s) / 3;
    if (f->logo_width <= most) return;
    f->logo_height = sp_scale(f->logo_height, most, f->logo_width);
    f->logo_width = most;
}

/* At its side of the head, its foot a little below the line. */
static void place_logo(const struct furniture *f, struct placing *p) {
    const struct style *s = f->l->job.style;
    if (!f->logo_width) return;
    sp x = s->margin_left + (s->logo_right ? style_full_width(s) - f->logo_width : 0);
    sp descent = s->types[STYLE_TYPE_HEAD].size / 4;
    struct frame_item *item = vec_push(f->l->job.arena, &p->page->items);
    item->kind = FRAME_IMAGE;
    item->node = frame_artifact_node(FRAME_ARTIFACT_HEADER);
    item->u.image.image = f->logo;
    item->u.image.rect = (struct frame_rect){place_across(p, x, f->logo_width),
                                             s->head_baseline + descent - f->logo_height,
                                             f->logo_width, f->logo_height};
}

/* --- slots --------------------------------------------------------------------------------------
 */

static void add_slot(struct furniture *f, size_t i, struct str template, sp measure) {
    static const enum style_align aligns[] = {STYLE_LEFT, STYLE_CENTER, STYLE_RIGHT};
    struct slot *s = &f->slots[i];
    *s = (struct slot){.template = template,
                       .type = i < 3 ? STYLE_TYPE_HEAD : STYLE_TYPE_FOLIO,
                       .align = aligns[i % 3],
                       .head = i < 3,
                       .measure = measure};
    s->changes = str_find(template, STR("{page")) != SIZE_MAX;
    if (!s->changes && !str_empty(template)) s->line = set_slot(f->l, s, NULL);
}

/* How wide the words of a template are on a line of their own; 0 if they change from page to page.
 */
static sp natural_width(struct layout *l, struct str template, enum style_type_id type) {
    struct buf words = {0};
    struct slot slot = {
        .template = template, .type = type, .measure = l->job.style->page_width * 9};
    if (str_empty(template) || str_find(template, STR("{page")) != SIZE_MAX) return 0;
    struct inline_content *c = fill(&words, l, &slot, NULL);
    struct inline_paragraph *set = inline_content_empty(c) ? NULL : break_slot(&slot, c);
    buf_done(&words);
    return set && set->count ? set->lines[0].right - set->lines[0].left : 0;
}

#define PART_GAP SP(10) /* least room between the parts of a line */

/* A line with nothing in its middle is its left part's, but for a third; or its right part's, if
 * that needs it and the left does not. A logo takes of the part beside it. */
static void share_line(struct furniture *f, size_t i, struct str left, struct str center,
                       struct str right) {
    const struct style *s = f->l->job.style;
    enum style_type_id type = i < 3 ? STYLE_TYPE_HEAD : STYLE_TYPE_FOLIO;
    sp full = style_full_width(s), third = full / 3, a = third, b = third;
    sp logo = i < 3 && f->logo_width ? f->logo_width + LOGO_GAP : 0;
    sp at_left = s->logo_right ? 0 : logo, at_right = s->logo_right ? logo : 0;
    if (str_empty(center)) {
        bool to_right = natural_width(f->l, right, type) > third - PART_GAP - at_right &&
                        natural_width(f->l, left, type) <= third - PART_GAP - at_left;
        *(to_right ? &b : &a) = full - third;
    }
    a -= PART_GAP + at_left;
    b -= PART_GAP + at_right;
    add_slot(f, i, left, a);
    add_slot(f, i + 1, center, third);
    add_slot(f, i + 2, right, b);
}

struct furniture *furniture_new(struct layout *l) {
    const struct style *s = l->job.style;
    struct furniture *f = arena_new(l->job.arena, struct furniture);
    f->l = l;
    find_logo(f);
    share_line(f, 0, s->head_left, s->head_center, s->head_right);
    share_line(f, 3, s->foot_left, s->foot_center, s->foot_right);
    f->marking = marking_new(l);
    return f;
}

/* Places a line whose items are all artifacts of that kind. */
static void place_furniture(struct placing *p, const struct inline_line *line, sp x, sp y,
                            enum frame_artifact kind) {
    size_t first = p->page->items.n;
    place_line(p, line, x, y);
    for (size_t i = first; i < p->page->items.n; i++)
        p->page->items.v[i].node = frame_artifact_node(kind);
}

static void place_slot(struct furniture *f, struct placing *p, struct slot *slot) {
    const struct style *s = f->l->job.style;
    const struct inline_line *line = slot->changes ? set_slot(f->l, slot, p) : slot->line;
    if (!line) return;
    tell_cut(f->l, slot);
    sp over = style_full_width(s) - slot->measure, x = s->margin_left;
    enum style_align logo = s->logo_right ? STYLE_RIGHT : STYLE_LEFT;
    if (slot->align == STYLE_CENTER) x += over / 2;
    if (slot->align == STYLE_RIGHT) x += over;
    if (slot->head && slot->align == logo && f->logo_width) /* it stands beside the logo */
        x += s->logo_right ? -f->logo_width - LOGO_GAP : f->logo_width + LOGO_GAP;
    sp y = slot->head ? s->head_baseline : s->page_height - s->foot_baseline;
    place_furniture(p, line, x, y, slot->head ? FRAME_ARTIFACT_HEADER : FRAME_ARTIFACT_FOOTER);
}

/* The first page bears its title; a running head over it would say it twice. */
void furniture_place(struct furniture *f, struct placing *p) {
    marking_place(f->marking, p);
    if (p->number > 1 || f->l->job.style->head_on_first) place_logo(f, p);
    for (size_t i = 0; i < SLOTS; i++) {
        struct slot *slot = &f->slots[i];
        if (slot->head && p->number == 1 && !f->l->job.style->head_on_first) continue;
        if (!str_empty(slot->template)) place_slot(f, p, slot);
    }
}
