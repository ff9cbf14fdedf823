/* Setting one line: its pieces are shaped exactly as they stand, its excess goes into glyphs and
 * spaces, pieces are put in visual order, and what they are becomes items in reading order. */
#include "layout/inline/line.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "layout/inline/kept.h"

/* --- pieces ----------------------------------------------------------------------------------- */

static bool is_whole(const struct chunk *k, size_t from, size_t to) {
    return from <= k->from && to >= k->to;
}

static void add_piece(struct setter *s, const struct chunk *k, size_t from, size_t to,
                      bool hyphen) {
    struct piece *p = vec_push(s->scratch, &s->pieces);
    *p = (struct piece){.chunk = k, .span = &s->c->spans.v[k->span], .width = k->width};
    p->node = p->span->node;
    if (k->kind != CHUNK_WORD) return;
    p->from = from > k->from ? from : k->from;
    size_t end = to < k->to ? to : k->to;
    p->shaped =
        is_whole(k, from, to) && !hyphen ? k->shaped : content_shape(s->c, k, p->from, end, hyphen);
    p->width = p->shaped->width;
    p->hyphen = hyphen;
}

/* The chunks between two points; words at the edges may be in part. */
static void collect_pieces(struct setter *s, const struct line_request *r) {
    const struct cut *cuts = s->c->cuts.v;
    uint32_t first = r->from == SIZE_MAX ? 0 : cuts[r->from].first;
    size_t from = r->from == SIZE_MAX ? 0 : cuts[r->from].start;
    const struct cut *to = &cuts[r->to];
    size_t most = to->last > first ? to->last - first : 0;
    vec_reserve(s->scratch, (void **)&s->pieces.v, &s->pieces.cap, most, sizeof *s->pieces.v);
    for (uint32_t i = first; i < to->last; i++) {
        const struct chunk *k = &s->c->chunks.v[i];
        if (k->kind == CHUNK_BREAK) continue;
        add_piece(s, k, from, to->end, to->hyphen && i + 1 == to->last);
    }
    s->from = from;
    s->to = to->start;
}

/* --- widths ----------------------------------------------------------------------------------- */

/* The width of a word with its glyphs expanded, part by part as they are set. */
static sp expanded_width(const struct inline_shaped *w, int expansion) {
    sp width = 0;
    for (size_t i = 0; i < w->count; i++)
        width += sp_scale(w->parts[i]->width, 1000 + expansion, 1000);
    return width;
}

/* What the i-th piece gives; after the last word there is nothing to give, and only spaces shrink.
 */
static sp give_of(const struct setter *s, size_t i, bool stretching) {
    const struct chunk *k = s->pieces.v[i].chunk;
    return i + 1 < s->pieces.n && (stretching || k->kind == CHUNK_SPACE) ? k->give : 0;
}

static struct break_sums sum_pieces(const struct setter *s) {
    struct break_sums sums = {0};
    for (size_t i = 0; i < s->pieces.n; i++) {
        const struct piece *p = &s->pieces.v[i];
        sums.width += p->width;
        if (p->chunk->kind == CHUNK_WORD) sums.glyphs += p->width;
        sp *sum = p->chunk->kind == CHUNK_SPACE ? &sums.spaces : &sums.seams;
        *sum += give_of(s, i, true);
    }
    return sums;
}

/* How the line gives, from its exact widths: as break_fit_of has it, but capped so that a line that
 * cannot be filled is left short rather than torn apart. */
static struct break_fit fit_line(const struct setter *s, const struct line_request *r,
                                 struct break_sums sums) {
    struct break_point p = {.end = sums, .right = (int32_t)s->out_right};
    struct break_params params = *r->params;
    params.first_measure = s->measure;
    params.first_left = s->out_left;
    struct break_fit f = break_fit_of(&params, &p, SIZE_MAX, 0);
    bool loose = r->params->mode == BREAK_RAGGED || (s->c->points.v[r->to].flags & BREAK_FORCED);
    if (r->params->mode == BREAK_RAGGED || (loose && f.excess >= 0)) {
        f.expansion = f.ratio = 0;
        f.rest = 0;
        return f;
    }
    if (f.ratio < BREAK_SHRINK_MOST) f.rest = sp_scale(sums.spaces, BREAK_SHRINK_MOST, 1000);
    if (f.ratio > BREAK_RATIO_MOST)
        f.rest = sp_scale(sums.spaces + sums.seams, BREAK_RATIO_MOST, 1000);
    return f;
}

/* Widens the words; what rounding them takes or gives is left to the spaces, so that a line that is
 * filled ends where it should to the last unit. */
static sp expand_words(struct setter *s, struct break_fit f, struct break_sums sums) {
    sp wanted = sums.glyphs + sp_scale(sums.glyphs, f.expansion, 1000);
    for (size_t i = 0; i < s->pieces.n; i++) {
        struct piece *p = &s->pieces.v[i];
        if (p->chunk->kind != CHUNK_WORD) continue;
        p->width = expanded_width(p->shaped, f.expansion);
        wanted -= p->width;
    }
    return wanted;
}

/* Gives every piece its width on the page; the sum of them. */
static sp justify(struct setter *s, struct break_fit f, struct break_sums sums) {
    sp total = 0, rest = f.rest + expand_words(s, f, sums);
    sp spaces = sums.spaces + (rest > 0 ? sums.seams : 0);
    bool stretching = rest > 0;
    s->expansion = f.expansion;
    for (size_t i = 0; i < s->pieces.n; i++) {
        struct piece *p = &s->pieces.v[i];
        sp give = give_of(s, i, stretching);
        if (give > 0) {
            sp share = sp_scale(rest, give, spaces);
            spaces -= give;
            rest -= share;
            p->width += share;
        }
        total += p->width;
    }
    return total;
}

/* Puts the pieces side by side in visual order, the leftmost at x. */
static void place_pieces(struct setter *s, sp x) {
    size_t n = s->pieces.n;
    bool turned = s->c->rtl;
    unsigned char *levels = arena_alloc(s->scratch, n + 1);
    size_t *order = arena_new_array(s->scratch, n + 1, size_t);
    for (size_t i = 0; i < n; i++) {
        levels[i] = s->pieces.v[i].chunk->level;
        order[i] = i;
        turned = turned || levels[i] > 0;
    }
    if (turned) text_reorder(order, levels, n);
    s->order = order;
    for (size_t i = 0; i < n; i++) {
        s->pieces.v[order[i]].x = x;
        x += s->pieces.v[order[i]].width;
    }
}

static sp start_of_line(const struct setter *s, const struct line_request *r, sp width) {
    enum style_align align = r->shape->align;
    bool rtl = s->c->rtl;
    if (rtl && align == STYLE_LEFT)
        align = STYLE_RIGHT;
    else if (rtl && align == STYLE_RIGHT)
        align = STYLE_LEFT;
    sp left = rtl ? 0 : s->indent, out = rtl ? s->out_right : s->out_left;
    sp far = rtl ? s->out_left : s->out_right;
    if (align == STYLE_JUSTIFY && rtl) align = STYLE_RIGHT;
    switch (align) {
    case STYLE_CENTER: return left + (s->measure - width) / 2;
    case STYLE_RIGHT: return left + s->measure - width + far;
    default: return left - out;
    }
}

/* --- items ------------------------------------------------------------------------------------ */

static struct frame_item *add_item(struct setter *s, enum frame_item_kind kind, uint32_t node) {
    struct frame_item *item = vec_push(s->arena, &s->items);
    *item = (struct frame_item){.kind = kind, .node = node};
    return item;
}

/* A piece's words: one, or several from different faces; from the right if it runs so. */
static void add_runs(struct setter *s, const struct piece *p, bool space_after) {
    sp x = p->x;
    bool rtl = p->chunk->level & 1;
    if (rtl) x += p->width;
    for (size_t i = 0; i < p->shaped->count; i++) {
        const struct frame_word *w = p->shaped->parts[i];
        sp width = sp_scale(w->width, 1000 + s->expansion, 1000);
        bool last = i + 1 == p->shaped->count;
        if (rtl) x -= width;
        struct frame_item *item = add_item(s, FRAME_RUN, p->node);
        item->u.run = (struct frame_run){.word = w,
                                         .x = x,
                                         .y = -p->span->rise,
                                         .expansion = s->expansion,
                                         .colour = p->span->colour};
        if (last && space_after) item->u.run.flags |= FRAME_SPACE_AFTER;
        if (last && p->hyphen) item->u.run.flags |= FRAME_SOFT_HYPHEN;
        if (!rtl) x += width;
    }
}

static void add_object(struct setter *s, const struct piece *p) {
    const struct object *o = &s->c->objects.v[p->span->object - 1];
    if (o->kind == OBJECT_IMAGE) {
        struct frame_item *item = add_item(s, FRAME_IMAGE, p->node);
        item->u.image = (struct frame_image){o->image, {p->x, -o->height, o->width, o->height}};
    } else if (o->kind == OBJECT_TASK) {
        line_draw_task(s, p, o);
    }
}

/* Room for all items but rules: growing would leave the old ones behind in the arena. */
static void reserve_items(struct setter *s) {
    size_t n = 0;
    for (size_t i = 0; i < s->pieces.n; i++) {
        const struct piece *p = &s->pieces.v[i];
        n += p->chunk->kind == CHUNK_WORD ? p->shaped->count : p->chunk->kind == CHUNK_OBJECT;
    }
    s->items.v = arena_new_array(s->arena, n, struct frame_item);
    s->items.cap = n;
}

static void add_items(struct setter *s, const struct line_request *r) {
    for (size_t i = 0; i < s->pieces.n; i++) {
        const struct piece *p = &s->pieces.v[i];
        bool last = i + 1 == s->pieces.n;
        bool space =
            last ? s->c->cuts.v[r->to].space : s->pieces.v[i + 1].chunk->kind == CHUNK_SPACE;
        if (p->chunk->kind == CHUNK_WORD) add_runs(s, p, space);
        if (p->chunk->kind == CHUNK_OBJECT) add_object(s, p);
    }
}

/* --- what the line reports -------------------------------------------------------------------- */

static void find_height(struct setter *s, struct inline_line *out) {
    out->ascent = s->c->ascent;
    out->descent = s->c->descent;
    sp base = s->c->base->size;
    for (size_t i = 0; i < s->pieces.n; i++) {
        const struct piece *p = &s->pieces.v[i];
        if (p->span->object) {
            out->ascent = sp_max(out->ascent, s->c->objects.v[p->span->object - 1].height);
        } else if (p->span->font->size > base + base / 4) {
            out->ascent = sp_max(out->ascent, p->span->font->metrics.ascent + p->span->rise);
            out->descent = sp_max(out->descent, p->span->font->metrics.descent - p->span->rise);
        }
    }
}

/* Frames keep it after what was kept is gone. */
static struct str url_of(const struct setter *s, const struct link *l) {
    struct inline_context *x = s->c->context;
    return s->arena == &x->keeping ? str_copy(x->arena, l->url) : l->url;
}

static void add_links(struct setter *s, struct inline_line *out) {
    VEC(struct inline_link_area) areas = {0};
    uint32_t under_way = 0;
    for (size_t i = 0; i < s->pieces.n; i++) {
        const struct piece *p = &s->pieces.v[s->order[i]];
        uint32_t link = p->span->link;
        if (link == 0) {
            under_way = 0;
            continue;
        }
        if (link != under_way) {
            const struct link *l = &s->c->links.v[link - 1];
            *vec_push(s->arena, &areas) = (struct inline_link_area){
                .x = p->x, .node = l->node, .url = url_of(s, l), .destination = l->destination};
            under_way = link;
        }
        areas.v[areas.n - 1].width = p->x + p->width - areas.v[areas.n - 1].x;
    }
    out->links = areas.v;
    out->link_count = areas.n;
}

static size_t first_mark(const struct inline_content *c, size_t from) {
    size_t low = 0, high = c->marks.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->marks.v[middle].offset < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_marks(struct setter *s, struct inline_line *out, bool last) {
    const struct inline_content *c = s->c;
    VEC(struct doc_note *) notes = {0};
    VEC(size_t) works = {0};
    VEC(uint32_t) destinations = {0};
    for (size_t i = first_mark(c, s->from); i < c->marks.n; i++) {
        const struct mark *m = &c->marks.v[i];
        if (m->offset >= s->to && !last) break;
        if (m->kind == MARK_NOTE) *vec_push(s->arena, &notes) = m->note;
        if (m->kind == MARK_WORK) *vec_push(s->arena, &works) = m->work;
        if (m->kind == MARK_DESTINATION) *vec_push(s->arena, &destinations) = m->destination;
    }
    out->notes = notes.v;
    out->note_count = notes.n;
    out->works = works.v;
    out->work_count = works.n;
    out->destinations = destinations.v;
    out->destination_count = destinations.n;
}

/* --- diagnostics ------------------------------------------------------------------------------ */

/* The line's first words, whole, for a message; objects among them are left out. */
static struct str first_words(const struct setter *s) {
    struct str text = content_text(s->c);
    struct buf words = {0};
    for (size_t at = s->from; at < text.n && at < s->to && text.p[at] != '\n';) {
        if (at - s->from >= 40 && (text.p[at] == ' ' || at - s->from >= 80)) break;
        uint32_t cp = utf8_next(text, &at);
        buf_add_cp(&words, cp == 0xFFFC ? ' ' : cp);
    }
    struct str all = str_copy(s->scratch, buf_str(&words));
    buf_done(&words);
    return str_trim(all);
}

static void report(struct setter *s, const struct line_request *r, struct break_fit f,
                   sp overshoot) {
    struct diags *ds = s->c->l->job.diags;
    bool over = overshoot > SP_PER_PT / 20;
    bool under = f.ratio > BREAK_STRETCH_UNDERFULL;
    if (r->shape->no_overfull_diagnostic || (!over && !under)) return;
    if (++s->c->reports > REPORTS_MOST) return;
    struct pos pos = content_pos(s->c, s->from);
    struct str words = first_words(s);
    const char *hint = "reword, or allow a break with a soft hyphen (U+00AD)";
    if (over)
        diag_add(ds, DIAG_OVERFULL, pos, hint, "a line is %.1f pt too wide: “%.*s”",
                 sp_to_pt(overshoot), STR_ARG(words));
    else
        diag_add(ds, DIAG_UNDERFULL, pos, hint, "a line is set very wide: “%.*s”", STR_ARG(words));
}

/* --- all of it -------------------------------------------------------------------------------- */

void line_set(struct inline_line *out, struct inline_content *c, const struct line_request *r) {
    struct arena_mark mark = arena_mark(&c->l->scratch);
    struct setter s = {.c = c, .scratch = &c->l->scratch, .arena = kept_arena(c)};
    bool first = r->from == SIZE_MAX, last = r->to + 1 == c->points.n;
    s.indent = first ? r->shape->first_indent : r->shape->indent;
    s.measure = r->shape->measure - s.indent;
    if (r->params->protrudes) {
        s.out_left = first ? r->params->first_left : c->points.v[r->from].left;
        s.out_right = c->points.v[r->to].right;
    }
    collect_pieces(&s, r);
    struct break_sums sums = sum_pieces(&s);
    struct break_fit f = fit_line(&s, r, sums);
    sp width = justify(&s, f, sums), x = start_of_line(&s, r, width);
    place_pieces(&s, x);
    reserve_items(&s);
    add_items(&s, r);
    line_draw_rules(&s);
    *out = (struct inline_line){.measure = r->shape->measure,
                                .left = x,
                                .right = x + width,
                                .hyphenated = c->cuts.v[r->to].hyphen};
    find_height(&s, out);
    add_links(&s, out);
    add_marks(&s, out, last);
    out->items = s.items.v;
    out->item_count = s.items.n;
    report(&s, r, f, width - s.out_left - s.out_right - s.measure);
    arena_reset(&c->l->scratch, mark);
}
