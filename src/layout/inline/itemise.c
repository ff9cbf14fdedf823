/* From text, spans and runs to chunks: words as long as one font, script, direction and space
 * allow, spaces, objects, line ends. */
#include "base/utf8.h"
#include "layout/inline/opportunity.h"

#define UNSPACED_FIRST 0x0E00 /* Thai: the first script without spaces */
#define SEAM_GIVE      8      /* of an em, between words of scripts that have no spaces */
#define WORD_MOST      240    /* bytes of a chunk, if it can be cut */

/* Widths of fixed spaces, in 60ths of an em; 0: by a character of the font. */
struct fixed_space {
    uint32_t cp;
    int sixtieths;
    char like;
};

static const struct fixed_space fixed_spaces[] = {
    {0x1680, 15, 0}, {0x2000, 30, 0}, {0x2001, 60, 0}, {0x2002, 30, 0},  {0x2003, 60, 0},
    {0x2004, 20, 0}, {0x2005, 15, 0}, {0x2006, 10, 0}, {0x2007, 0, '0'}, {0x2008, 0, '.'},
    {0x2009, 10, 0}, {0x200A, 5, 0},  {0x202F, 10, 0}, {0x205F, 13, 0},  {0x3000, 60, 0},
};

/* True for a space other than U+0020 at byte i; *next: past it. */
static bool is_other_space(struct str text, size_t i, uint32_t *cp, size_t *next) {
    unsigned char b = (unsigned char)text.p[i];
    if (b != 0xC2 && b != 0xE1 && b != 0xE2 && b != 0xE3) return false;
    *next = i;
    *cp = utf8_next(text, next);
    if (*cp == 0xA0) return true;
    for (size_t k = 0; k < sizeof fixed_spaces / sizeof *fixed_spaces; k++)
        if (fixed_spaces[k].cp == *cp) return true;
    return false;
}

struct itemiser {
    struct inline_content *c;
    struct arena *scratch;
    struct str text;
    VEC(struct chunk) chunks; /* till all are there */
    const struct text_run *runs;
    size_t run_count, run;
    uint32_t span;
    size_t at;
};

static struct chunk *put_chunk(struct itemiser *it, enum chunk_kind kind, size_t to) {
    struct chunk *k = vec_push(it->scratch, &it->chunks);
    const struct text_run *run = &it->runs[it->run];
    *k = (struct chunk){.kind = (unsigned char)kind, .level = run->level, .span = it->span};
    k->from = (uint32_t)it->at;
    k->to = (uint32_t)to;
    if (k->level & 1 && it->c->spans.v[it->span].flags & SPAN_TIGHT) k->level++; /* its figures */
    memcpy(k->script, run->script, sizeof k->script);
    it->at = to;
    return k;
}

/* Spaces are the base font's, whatever is set around them, so that a line has one kind; code's are
 * its own and give half as much. */
static void set_space(struct itemiser *it, struct chunk *k, const struct span *s, sp count) {
    const struct inline_font *base = it->c->base;
    bool code = s->flags & SPAN_CODE || base->size <= 0;
    k->width = code ? s->font->metrics.space * count
                    : sp_scale(base->metrics.space, s->font->size, base->size) * count;
    k->give = code ? k->width / 2 : k->width;
}

static void put_spaces(struct itemiser *it, size_t limit) {
    const struct span *s = &it->c->spans.v[it->span];
    size_t end = it->at;
    while (end < limit && it->text.p[end] == ' ')
        end++;
    sp count = (sp)(end - it->at);
    struct chunk *k = put_chunk(it, CHUNK_SPACE, end);
    set_space(it, k, s, count);
}

static void put_other_space(struct itemiser *it, uint32_t cp, size_t next) {
    const struct span *s = &it->c->spans.v[it->span];
    if (cp == 0xA0) {
        struct chunk *k = put_chunk(it, CHUNK_SPACE, next);
        set_space(it, k, s, 1);
        return;
    }
    struct chunk *k = put_chunk(it, CHUNK_SPACE, next);
    for (size_t i = 0; i < sizeof fixed_spaces / sizeof *fixed_spaces; i++) {
        const struct fixed_space *f = &fixed_spaces[i];
        if (f->cp != cp) continue;
        if (f->like)
            k->width =
                shape_word(it->c->context, s->font, "", false, (struct str){&f->like, 1})->width;
        else
            k->width = sp_scale(s->font->size, f->sixtieths, 60);
    }
}

/* Words end where a line may end without further ado, as between ideographs; and endless ones are
 * cut, so that looking into one is never long. */
static bool ends_word(const struct itemiser *it, size_t end) {
    if (end == it->at) return false;
    enum opportunity o = (enum opportunity)it->c->opportunities[end];
    if (o == OPPORTUNITY_USUAL || o == OPPORTUNITY_POOR) return true;
    if (end - it->at < WORD_MOST) return false;
    unsigned char before = (unsigned char)it->text.p[end - 1],
                  after = (unsigned char)it->text.p[end];
    bool inside = (after & 0xC0) == 0x80, plain = before < 0x80 && after < 0x80;
    return o != OPPORTUNITY_NONE || (end - it->at >= WORD_MOST * 2 && plain) ||
           (end - it->at >= WORD_MOST * 4 && !inside);
}

/* How far the word goes on in ASCII without an opportunity: most words to their end. */
static size_t plain_end(const struct itemiser *it, size_t limit) {
    const unsigned char *text = (const unsigned char *)it->text.p, *o = it->c->opportunities;
    size_t end = it->at + 1;
    if (limit > it->at + WORD_MOST) limit = it->at + WORD_MOST;
    while (end < limit && text[end] > ' ' && text[end] < 0x80 && o[end] == OPPORTUNITY_NONE)
        end++;
    return end;
}

/* Characters of scripts without spaces; general punctuation, as …, is of all scripts. */
static bool is_unspaced(uint32_t cp) {
    return cp >= UNSPACED_FIRST && (cp < 0x2000 || cp >= 0x2E80);
}

static void put_word(struct itemiser *it, size_t limit) {
    size_t end = plain_end(it, limit), next;
    uint32_t cp;
    while (end < limit && it->text.p[end] != ' ' && it->text.p[end] != '\n' &&
           !is_other_space(it->text, end, &cp, &next) && !ends_word(it, end))
        end++;
    struct chunk *k = put_chunk(it, CHUNK_WORD, end);
    k->shaped = content_shape(it->c, k, k->from, k->to, false);
    k->width = k->shaped->width;
    if (k->shaped->missing) content_report_missing(it->c, k);
    size_t last = end;
    bool seam = it->c->opportunities[end] == OPPORTUNITY_USUAL && end < it->text.n &&
                it->text.p[end] != ' ' && is_unspaced(utf8_prev(it->text, &last));
    if (seam) k->give = it->c->spans.v[k->span].font->size / SEAM_GIVE;
}

static void put_next(struct itemiser *it) {
    size_t next, limit = it->runs[it->run].to;
    uint32_t cp;
    const struct span *s = &it->c->spans.v[it->span];
    if (content_span_end(it->c, it->span) < limit) limit = content_span_end(it->c, it->span);
    if (s->object) {
        struct chunk *k = put_chunk(it, CHUNK_OBJECT, content_span_end(it->c, it->span));
        k->width = it->c->objects.v[s->object - 1].width;
    } else if (it->text.p[it->at] == '\n') {
        put_chunk(it, CHUNK_BREAK, it->at + 1);
    } else if (it->text.p[it->at] == ' ') {
        put_spaces(it, limit);
    } else if (is_other_space(it->text, it->at, &cp, &next)) {
        put_other_space(it, cp, next);
    } else {
        put_word(it, limit);
    }
}

const struct inline_shaped *content_shape(const struct inline_content *c, const struct chunk *k,
                                          size_t from, size_t to, bool hyphen) {
    const struct inline_font *font = c->spans.v[k->span].font;
    struct str text = str_slice(content_text(c), from, to - from);
    if (!hyphen)
        return shape_piece(c->context, font, k->script, k->level & 1, text, k->shaped,
                           from - k->from);
    struct arena *scratch = &c->l->scratch;
    struct arena_mark mark = arena_mark(scratch);
    char *joined = arena_alloc(scratch, text.n + 4);
    if (text.n) memcpy(joined, text.p, text.n);
    size_t n = text.n + utf8_put(joined + text.n, font->hyphen);
    const struct inline_shaped *shaped =
        shape_word(c->context, font, k->script, k->level & 1, (struct str){joined, n});
    arena_reset(scratch, mark);
    return shaped;
}

/* The text as the order of writing is found from it: where it runs from the right the figures of
 * note marks count as signs, so that a mark after Latin words stands after their full stop. */
static struct str order_text(const struct inline_content *c, struct arena *scratch) {
    struct str text = content_text(c);
    if (!c->rtl) return text;
    char *masked = arena_alloc(scratch, text.n + 1);
    if (text.n) memcpy(masked, text.p, text.n);
    for (uint32_t i = 0; i < c->spans.n; i++) {
        if (!(c->spans.v[i].flags & SPAN_TIGHT)) continue;
        for (size_t at = c->spans.v[i].from; at < content_span_end(c, i); at++)
            if (masked[at] >= '0' && masked[at] <= '9') masked[at] = '|';
    }
    return (struct str){masked, text.n};
}

void content_itemise(struct inline_content *c) {
    struct arena *scratch = &c->context->itemising;
    struct itemiser it = {.c = c, .scratch = scratch, .text = content_text(c)};
    it.runs = text_itemise(&it.run_count, scratch, order_text(c, scratch), c->rtl);
    vec_reserve(scratch, (void **)&it.chunks.v, &it.chunks.cap, it.text.n / 3 + it.run_count,
                sizeof *it.chunks.v);
    while (it.at < it.text.n) {
        while (it.run + 1 < it.run_count && it.runs[it.run].to <= it.at)
            it.run++;
        while (it.span + 1 < c->spans.n && c->spans.v[it.span + 1].from <= it.at)
            it.span++;
        put_next(&it);
    }
    c->chunks.n = c->chunks.cap = it.chunks.n;
    c->chunks.v = arena_new_array(&c->context->work, it.chunks.n, struct chunk);
    if (it.chunks.n) memcpy(c->chunks.v, it.chunks.v, it.chunks.n * sizeof *c->chunks.v);
    arena_reset(scratch, (struct arena_mark){0});
}
