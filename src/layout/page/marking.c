/* marking: see marking.h.
 *
 * What is to stand on a page is kept as strings apart from the lines that are set of them. After
 * the lines are placed, the runs of the page are read back and compared with the strings: a line
 * that was too long for the page, or a size too large for it, cannot go out unseen. The labels and
 * their colours are those of the Traffic Light Protocol 2.0 (FIRST, 2022); they are never
 * translated. */
#include "layout/page/marking.h"

#include "base/buf.h"
#include "layout/block/block.h"
#include "text/case.h"

/* Lines that a marking may have: a third would stand in the running head. */
#define LINES_MOST 2

/* Padding of the label's black box. */
#define TLP_PAD SP(4)

struct mark {
    struct str words; /* what must be there; empty: nothing */
    const struct inline_line *lines;
    size_t count;
};

struct marking {
    struct layout *l;
    struct pos pos;
    struct mark top, bottom, tlp; /* the last of one line */
    struct str watermark;
    const struct inline_paragraph *behind;
    enum style_type_id behind_type;
    uint32_t tlp_colour;
};

/* --- words --------------------------------------------------------------------------------------
 */

static struct str upper(struct layout *l, struct str s) {
    return case_upper(l->job.arena, s, l->job.doc->meta.lang);
}

/* Adds words to those that are there, after a dot. */
static void join(struct layout *l, struct str *all, struct str words) {
    if (str_empty(words)) return;
    *all = str_empty(*all)
               ? words
               : str_printf(l->job.arena, "%.*s \xC2\xB7 %.*s", STR_ARG(*all), STR_ARG(words));
}

static struct str say(struct layout *l, enum style_word_id id) {
    return style_say(l->job.style, l->job.doc->meta.lang, id);
}

static struct str embargo_words(struct layout *l, const struct doc_date *embargo) {
    struct galley g;
    galley_init(&g, l->job.arena);
    struct flow f = {.l = l, .galley = &g};
    struct str date = embargo->value.from.year ? block_date(&f, embargo) : embargo->written;
    if (str_empty(date)) return date;
    return upper(l, block_word_of(&f, STYLE_WORD_EMBARGO, date));
}

static struct str copy_words(struct layout *l, struct str copy) {
    if (str_empty(copy)) return copy;
    return upper(
        l, style_say_of(l->job.arena, l->job.style, l->job.doc->meta.lang, STYLE_WORD_COPY, copy));
}

static struct str watermark_words(struct layout *l, struct str status) {
    if (str_empty(status) || str_is(status, "final")) return STR_NONE;
    return upper(l, str_is(status, "draft") ? say(l, STYLE_WORD_DRAFT) : status);
}

static uint32_t tlp_colour(struct str label) {
    static const struct {
        const char *label;
        uint32_t colour;
    } rows[] = {
        {"RED", 0xff2b2b},   {"AMBER", 0xffc000}, {"AMBER+STRICT", 0xffc000},
        {"GREEN", 0x33ff00}, {"CLEAR", 0xffffff},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(label, rows[i].label)) return rows[i].colour;
    return 0xffffff;
}

/* --- lines --------------------------------------------------------------------------------------
 */

static struct inline_paragraph *set_words(struct layout *l, struct str words,
                                          enum style_type_id type, enum style_align align,
                                          sp measure) {
    struct inline_content *c = inline_content_new(l, l->job.arena, type, STR_NONE);
    inline_add_text(c, FRAME_ARTIFACT, words, type, l->job.doc->meta.marking.pos);
    inline_content_finish(c);
    struct inline_shape shape = {
        .measure = measure, .align = align, .no_overfull_diagnostic = true};
    return inline_break(c, &shape);
}

static struct mark set_mark(struct layout *l, struct str words, enum style_type_id type,
                            enum style_align align, sp measure) {
    struct mark mark = {.words = words};
    if (str_empty(words)) return mark;
    struct inline_paragraph *p = set_words(l, words, type, align, measure);
    mark.lines = p->lines;
    mark.count = p->count < LINES_MOST ? p->count : LINES_MOST;
    return mark;
}

/* The label of the protocol, in no more room than it needs. */
static struct mark set_label(struct layout *l, struct str words, sp most) {
    struct mark wide = set_mark(l, words, STYLE_TYPE_TLP, STYLE_LEFT, most);
    if (wide.count != 1) return wide;
    return set_mark(l, words, STYLE_TYPE_TLP, STYLE_LEFT,
                    wide.lines[0].right - wide.lines[0].left + SP(0.1));
}

/* The room for the word behind the text: within the page's width, or on its diagonal, as far as the
 * height of the letters leaves it on the page. */
static sp watermark_measure(const struct style *s) {
    sp size = s->types[STYLE_TYPE_WATERMARK].size;
    if (!s->marking_diagonal) return s->page_width - 2 * s->grid;
    return sp_max(sp_length(s->page_width, s->page_height) - 2 * size, SP(20));
}

/* The word behind the text, in the large size if it fits on a line in it. */
static void set_watermark(struct marking *m) {
    sp measure = watermark_measure(m->l->job.style);
    if (str_empty(m->watermark)) return;
    m->behind_type = STYLE_TYPE_WATERMARK;
    m->behind = set_words(m->l, m->watermark, m->behind_type, STYLE_CENTER, measure);
    if (m->behind->count == 1 && m->behind->lines[0].right <= measure) return;
    m->behind_type = STYLE_TYPE_WATERMARK_SMALL;
    m->behind = set_words(m->l, m->watermark, m->behind_type, STYLE_CENTER, measure);
}

struct marking *marking_new(struct layout *l) {
    const struct doc_marking *asked = &l->job.doc->meta.marking;
    const struct style *s = l->job.style;
    if (!asked->pos.line) return NULL;
    struct marking *m = arena_new(l->job.arena, struct marking);
    struct str top = upper(l, asked->line), bottom = top;
    join(l, &top, embargo_words(l, &asked->embargo));
    join(l, &bottom, copy_words(l, asked->copy));
    *m = (struct marking){.l = l, .pos = asked->pos, .tlp_colour = tlp_colour(asked->tlp)};
    if (!str_empty(asked->tlp)) {
        struct str label = str_printf(l->job.arena, "TLP:%.*s", STR_ARG(asked->tlp));
        m->tlp = set_label(l, label, style_full_width(s) / 2);
    }
    sp taken = m->tlp.count ? m->tlp.lines[0].right + 4 * TLP_PAD : 0;
    sp room = sp_max(style_full_width(s) - taken, SP(20));
    enum style_align align = taken ? STYLE_LEFT : s->types[STYLE_TYPE_MARKING].align;
    m->top = set_mark(l, top, STYLE_TYPE_MARKING, align, room);
    m->bottom = set_mark(l, bottom, STYLE_TYPE_MARKING, align, room);
    m->watermark = watermark_words(l, asked->status);
    set_watermark(m);
    return m;
}

/* --- placing ------------------------------------------------------------------------------------
 */

static void place_runs(struct placing *p, const struct inline_line *line, sp x, sp y,
                       uint32_t node) {
    size_t first = p->page->items.n;
    place_line(p, line, x, y);
    for (size_t i = first; i < p->page->items.n; i++)
        p->page->items.v[i].node = node;
}

/* The first line's baseline is at y; the label of the protocol is at the right of it. */
static void place_mark(const struct marking *m, struct placing *p, const struct mark *mark, sp y,
                       uint32_t node) {
    const struct style *s = m->l->job.style;
    for (size_t i = 0; i < mark->count; i++)
        place_runs(p, &mark->lines[i], s->margin_left,
                   y + (sp)i * s->types[STYLE_TYPE_MARKING].leading, node);
}

/* The label at the right, in its colour on black. */
static void place_tlp(const struct marking *m, struct placing *p, sp y, uint32_t node) {
    const struct style *s = m->l->job.style;
    const struct inline_line *line = m->tlp.lines;
    if (!m->tlp.count) return;
    sp right = s->page_width - s->margin_right, x = right - line->right - TLP_PAD;
    sp size = s->types[STYLE_TYPE_TLP].size;
    size_t first = p->page->items.n;
    place_rule(p, x - TLP_PAD, y - size, line->right + 2 * TLP_PAD, size + TLP_PAD, 0x000000);
    p->page->items.v[first].node = frame_artifact_node(FRAME_ARTIFACT_BACKGROUND);
    first = p->page->items.n;
    place_runs(p, line, x, y, node);
    for (size_t i = first; i < p->page->items.n; i++)
        if (p->page->items.v[i].kind == FRAME_RUN) p->page->items.v[i].u.run.colour = m->tlp_colour;
}

/* Level, in the lower half of the page: a box that stands on top would hide it. */
static void place_level(const struct marking *m, struct placing *p) {
    const struct style *s = m->l->job.style;
    sp leading = s->types[m->behind_type].leading;
    sp y = s->page_height * 2 / 3 - (sp)(m->behind->count - 1) * leading / 2;
    for (size_t i = 0; i < m->behind->count; i++)
        place_runs(p, &m->behind->lines[i], s->grid, y + (sp)i * leading,
                   frame_artifact_node(FRAME_ARTIFACT_BACKGROUND));
}

/* Turns a run that stands at x, y of a line through the page's middle up its diagonal. */
static void turn_run(struct frame_run *run, const struct frame_page *page, sp x, sp y) {
    sp w = page->width, h = page->height, length = sp_length(w, h);
    run->way = (struct frame_point){w, -h};
    run->x = w / 2 + sp_scale(x, w, length) + sp_scale(y, h, length);
    run->y = h / 2 - sp_scale(x, h, length) + sp_scale(y, w, length);
}

/* From the lower left corner to the upper right one; the middle of the capitals, which are some
 * seven tenths of the size high, is the page's. */
static void place_diagonal(const struct marking *m, struct placing *p) {
    const struct style_type *type = &m->l->job.style->types[m->behind_type];
    sp first = type->size * 36 / 100 - (sp)(m->behind->count - 1) * type->leading / 2;
    sp measure = watermark_measure(m->l->job.style); /* lines are centred on it */
    sp middle = place_across(p, 0, measure) + measure / 2;
    for (size_t i = 0; i < m->behind->count; i++) {
        size_t from = p->page->items.n;
        place_runs(p, &m->behind->lines[i], 0, 0, frame_artifact_node(FRAME_ARTIFACT_BACKGROUND));
        for (size_t k = from; k < p->page->items.n; k++) {
            struct frame_item *item = &p->page->items.v[k];
            if (item->kind == FRAME_RUN)
                turn_run(&item->u.run, p->page, item->u.run.x - middle,
                         item->u.run.y + first + (sp)i * type->leading);
        }
    }
}

/* Behind everything. */
static void place_watermark(const struct marking *m, struct placing *p) {
    if (!m->behind) return;
    if (m->l->job.style->marking_diagonal)
        place_diagonal(m, p);
    else
        place_level(m, p);
}

/* --- checking -----------------------------------------------------------------------------------
 */

/* Bytes of a space at the start of text, of any kind that a date or a number may bring. */
static size_t space_length(struct str text) {
    static const char *const spaces[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (str_starts(text, spaces[i])) return strlen(spaces[i]);
    return 0;
}

/* Adds text without its spaces. */
static void add_letters(struct buf *out, struct str text) {
    while (text.n) {
        size_t n = space_length(text);
        if (!n) buf_add_char(out, text.p[0]);
        text = str_slice(text, n ? n : 1, text.n);
    }
}

/* The next word of text, taken off it; empty at the end. */
static struct str next_word(struct str *text) {
    size_t n = 0;
    while (text->n && space_length(*text))
        *text = str_slice(*text, space_length(*text), text->n);
    while (n < text->n && !space_length(str_slice(*text, n, text->n)))
        n++;
    struct str word = str_slice(*text, 0, n);
    *text = str_slice(*text, n, text->n);
    return word;
}

static bool is_on_page(const struct frame_page *page, sp x, sp y) {
    return x >= 0 && x <= page->width && y >= 0 && y <= page->height;
}

/* True if the run begins and ends on the page. */
static bool stands_on_page(const struct frame_page *page, const struct frame_run *run) {
    sp x = run->word->width, y = 0, length = sp_length(run->way.x, run->way.y);
    if (length) {
        x = sp_scale(run->word->width, run->way.x, length);
        y = sp_scale(run->word->width, run->way.y, length);
    }
    return is_on_page(page, run->x, run->y) && is_on_page(page, run->x + x, run->y + y);
}

/* What the page's items from..to say, if they stand on the page. */
static void read_back(struct buf *out, const struct placing *p, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        const struct frame_item *item = &p->page->items.v[i];
        if (item->kind != FRAME_RUN) continue;
        if (stands_on_page(p->page, &item->u.run)) add_letters(out, item->u.run.word->text);
    }
}

static void check(const struct marking *m, const struct placing *p, size_t from, struct str words,
                  const char *where) {
    struct buf wanted = {0}, found = {0};
    add_letters(&wanted, words);
    read_back(&found, p, from, p->page->items.n);
    bool whole = wanted.n == found.n;
    struct str rest = words; /* word by word: what is written from the right comes reversed */
    for (struct str word; whole && !str_empty(word = next_word(&rest));)
        whole = str_find(buf_str(&found), word) != SIZE_MAX;
    if (!whole)
        diag_add(m->l->job.diags, DIAG_MARKING_MISSING, m->pos,
                 "shorten it, or set it smaller in house.yaml",
                 "the marking `%.*s` is not whole %s page %u", STR_ARG(words), where, p->number);
    buf_done(&wanted);
    buf_done(&found);
}

void marking_place(const struct marking *m, struct placing *p) {
    if (!m) return;
    const struct style *s = m->l->job.style;
    uint32_t top = p->number == 1 && m->l->marking_node != FRAME_NO_NODE
                       ? m->l->marking_node
                       : frame_artifact_node(FRAME_ARTIFACT_HEADER);
    uint32_t bottom = frame_artifact_node(FRAME_ARTIFACT_FOOTER);
    sp foot = s->page_height - s->marking_bottom;
    size_t at = p->page->items.n;
    place_watermark(m, p);
    check(m, p, at, m->watermark, "behind the text of");
    at = p->page->items.n;
    place_mark(m, p, &m->top, s->marking_top, top);
    check(m, p, at, m->top.words, "at the top of");
    at = p->page->items.n;
    place_tlp(m, p, s->marking_top, top);
    check(m, p, at, m->tlp.words, "at the top of");
    at = p->page->items.n;
    sp rise = m->bottom.count > 1 ? s->types[STYLE_TYPE_MARKING].leading : 0;
    place_mark(m, p, &m->bottom, foot - rise, bottom);
    check(m, p, at, m->bottom.words, "at the foot of");
    at = p->page->items.n;
    place_tlp(m, p, foot, bottom);
    check(m, p, at, m->tlp.words, "at the foot of");
}
