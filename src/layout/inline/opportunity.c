#include "layout/inline/opportunity.h"

#include <ctype.h>
#include "base/utf8.h"
#include "layout/inline/hyphen.h"

/* The text and where in it we are. */
struct finder {
    struct inline_content *c;
    struct str text;
    unsigned char *o;
    uint32_t span;
};

static const struct span *span_at(struct finder *f, size_t offset) {
    while (f->span + 1 < f->c->spans.n && f->c->spans.v[f->span + 1].from <= offset)
        f->span++;
    return &f->c->spans.v[f->span];
}

/* --- UAX #14 ---------------------------------------------------------------------------------- */

/* How many letters stand before byte i, at most most. */
static size_t letters_before(struct str text, size_t i, size_t most) {
    size_t n = 0;
    while (i > 0 && n < most && text_is_letter(utf8_prev(text, &i)))
        n++;
    return n;
}

static size_t letters_after(struct str text, size_t i, size_t most) {
    size_t n = 0;
    while (i < text.n && n < most && text_is_letter(utf8_next(text, &i)))
        n++;
    return n;
}

/* A hyphen after the first letter of a word or before its last: "e-mail", "plan-B". */
static bool leaves_one_letter(struct str text, size_t hyphen, size_t after) {
    if (letters_before(text, hyphen, 2) == 1) {
        size_t i = hyphen;
        utf8_prev(text, &i);
        if (i == 0 || text.p[i - 1] == ' ') return true;
    }
    if (letters_after(text, after, 2) == 1) {
        size_t i = after;
        utf8_next(text, &i);
        if (i == text.n || text.p[i] == ' ') return true;
    }
    return false;
}

static bool is_space_byte(char c) {
    return c == ' ' || c == '\n';
}

static bool is_digit_byte(char c) {
    return c >= '0' && c <= '9';
}

/* True if not many bytes stand between the spaces around byte i. */
static bool is_short_word(struct str text, size_t i) {
    size_t from = i, to = i;
    while (from > 0 && i - from < 12 && !is_space_byte(text.p[from - 1]))
        from--;
    while (to < text.n && to - i < 12 && !is_space_byte(text.p[to]))
        to++;
    return i - from < 12 && to - i < 12;
}

/* What kind of break it is before byte i, that has no space before it. */
static enum opportunity kind_of_break(struct str text, size_t i) {
    size_t at = i, next = i;
    uint32_t before = utf8_prev(text, &at), after = utf8_next(text, &next);
    if (before == '-' || before == 0x2010)
        return leaves_one_letter(text, at, i) ? OPPORTUNITY_NONE : OPPORTUNITY_WRITTEN;
    if (before == 0x2013 && at > 0 && is_digit_byte(text.p[at - 1]) && is_digit_byte(text.p[i]))
        return OPPORTUNITY_RANGE;
    if (before == '/' && letters_after(text, i, 3) < 3) /* km/h, and/or, 2021/22 */
        return is_short_word(text, i) ? OPPORTUNITY_NONE : OPPORTUNITY_RANGE;
    if (before == 0x2013 || before == 0x2014 || before == '/') return OPPORTUNITY_DASH;
    if (after == 0x2013 || after == 0x2014) return OPPORTUNITY_POOR;
    return OPPORTUNITY_USUAL;
}

static void refine(struct finder *f) {
    struct str t = f->text;
    for (size_t i = 1; i < t.n; i++) {
        if (f->o[i] == TEXT_BREAK_NONE) continue;
        if (f->o[i] == TEXT_BREAK_MUST)
            f->o[i] = OPPORTUNITY_MUST;
        else if (t.p[i - 1] == ' ')
            f->o[i] = OPPORTUNITY_USUAL;
        else
            f->o[i] = (unsigned char)kind_of_break(t, i);
    }
    f->o[0] = OPPORTUNITY_NONE;
    f->o[t.n] = OPPORTUNITY_MUST;
}

/* --- words between spaces --------------------------------------------------------------------- */

/* Where words may not be hyphenated for what stands around them: 1, @, _, example.org. */
static bool is_plain_word(struct str word) {
    for (size_t i = 0; i < word.n; i++) {
        unsigned char b = (unsigned char)word.p[i];
        if (b >= 'a' && b <= 'z') continue;
        if (isdigit(b) || strchr("@_\\=#~^|<>{}$", b)) return false;
        if (b == '.' && i > 0 && i + 1 < word.n && isalpha((unsigned char)word.p[i + 1]))
            return false;
    }
    return true;
}

static void hyphenate(struct finder *f, size_t from, size_t to, enum opportunity kind) {
    const struct style *style = f->c->l->job.style;
    const struct span *span = span_at(f, from);
    if (span->flags & (SPAN_NO_HYPHENS | SPAN_CODE)) return;
    size_t n;
    const unsigned char *at =
        hyphenator_divide(&n, f->c->context->hyphenator, str_slice(f->text, from, to - from),
                          span->font->lang, style->hyphen_left, style->hyphen_right);
    for (size_t i = 0; i < n; i++) {
        size_t p = from + at[i];
        if (f->o[p] == OPPORTUNITY_NONE) f->o[p] = (unsigned char)kind;
    }
}

/* Finds runs of letters in what stands between spaces and dashes. */
static void hyphenate_word(struct finder *f, size_t from, size_t to) {
    struct str word = str_slice(f->text, from, to - from);
    if (word.n < HYPHEN_BYTES_LEAST || !is_plain_word(word)) return;
    enum opportunity kind = memchr(word.p, '-', word.n) || str_find(word, STR("\u2010")) < word.n
                                ? OPPORTUNITY_SECOND
                                : OPPORTUNITY_HYPHEN;
    for (size_t i = from; i < to;) {
        bool lower;
        size_t end = hyphen_letters_end(&lower, f->text, i, to);
        if (end == i) {
            utf8_next(f->text, &i);
            continue;
        }
        if (lower && end - i >= HYPHEN_BYTES_LEAST) hyphenate(f, i, end, kind);
        i = end;
    }
}

/* No-break spaces and dashes are in the same word to UAX #14, but part words of language. */
static bool parts_words(uint32_t cp) {
    return cp == 0xA0 || cp == 0x202F || cp == 0x2013 || cp == 0x2014;
}

static void hyphenate_words(struct finder *f, size_t from, size_t to) {
    size_t start = from;
    for (size_t i = from; i < to;) {
        size_t at = i;
        if ((unsigned char)f->text.p[i] < 0x80) {
            i++;
        } else if (parts_words(utf8_next(f->text, &i))) {
            hyphenate_word(f, start, at);
            start = i;
        }
    }
    hyphenate_word(f, start, to);
}

/* The first byte from..to that is of a note mark, or to. */
static size_t mark_start(struct finder *f, size_t from, size_t to) {
    const struct inline_content *c = f->c;
    if (span_at(f, from)->flags & SPAN_TIGHT) return from;
    for (size_t i = f->span + 1; i < c->spans.n && c->spans.v[i].from < to; i++)
        if (c->spans.v[i].flags & SPAN_TIGHT) return c->spans.v[i].from;
    return to;
}

/* What stands between spaces, without the note marks at its end and in it. */
static void divide_word(struct finder *f, size_t from, size_t to) {
    while (from < to) {
        size_t end = mark_start(f, from, to);
        if (end == from) {
            end = content_span_end(f->c, f->span);
        } else if (span_at(f, from)->flags & SPAN_CODE) {
            opportunity_in_code(f->o, f->text, from, end);
        } else if (!opportunity_in_address(f->o, f->text, from, end)) {
            hyphenate_words(f, from, end);
        }
        from = end;
    }
}

static void divide_words(struct finder *f) {
    struct str t = f->text;
    for (size_t i = 0; i < t.n;) {
        size_t end = i;
        while (end < t.n && !is_space_byte(t.p[end]))
            end++;
        if (end > i) divide_word(f, i, end);
        i = end;
        while (end < t.n && is_space_byte(t.p[end]))
            end++;
        if (end < t.n && f->o[end] == OPPORTUNITY_USUAL && i > 0)
            f->o[end] = (unsigned char)opportunity_of_space(t, i, end, span_at(f, i)->font->lang);
        i = end;
    }
}

/* --- what spans and authors ask for ----------------------------------------------------------- */

static void keep_whole(struct finder *f, size_t span) {
    size_t end = content_span_end(f->c, (uint32_t)span);
    bool goes_on = span > 0 && (f->c->spans.v[span - 1].flags & SPAN_WHOLE);
    for (size_t i = f->c->spans.v[span].from + !goes_on; i < end; i++)
        if (f->o[i] != OPPORTUNITY_MUST) f->o[i] = OPPORTUNITY_NONE;
}

static void keep_marks(struct finder *f) {
    for (size_t i = 0; i < f->c->spans.n; i++) {
        const struct span *s = &f->c->spans.v[i];
        if ((s->flags & SPAN_TIGHT) && s->from > 0 && s->from < f->text.n &&
            f->o[s->from] != OPPORTUNITY_MUST)
            f->o[s->from] = OPPORTUNITY_NONE;
        if (s->flags & SPAN_WHOLE) keep_whole(f, i);
    }
}

static void grant_wishes(struct finder *f) {
    for (size_t i = 0; i < f->c->wishes.n; i++) {
        struct wish w = f->c->wishes.v[i];
        if (w.offset == 0 || w.offset >= f->text.n) continue;
        if (f->o[w.offset] == OPPORTUNITY_MUST) continue;
        f->o[w.offset] = w.kind == WISH_HYPHEN  ? OPPORTUNITY_SOFT
                         : w.kind == WISH_BREAK ? OPPORTUNITY_USUAL
                                                : OPPORTUNITY_NONE;
    }
}

unsigned char *opportunity_find(struct inline_content *c) {
    struct finder f = {.c = c, .text = content_text(c)};
    f.o = arena_alloc(&c->context->work, f.text.n + 1);
    if (f.text.n == 0) return f.o;
    text_line_breaks(f.o, c->context->breaker, f.text, c->lang);
    refine(&f);
    divide_words(&f);
    keep_marks(&f);
    grant_wishes(&f);
    return f.o;
}

/* --- words that fit into no line -------------------------------------------------------------- */

/* Lets the text from..to be divided anywhere but by its first and last character. */
static void divide_anywhere(struct inline_content *c, size_t from, size_t to) {
    struct str text = content_text(c);
    size_t i = text_next_cluster(c->context->breaker, text, from);
    while (i < to) {
        size_t next = text_next_cluster(c->context->breaker, text, i);
        if (i > from && next < to && c->opportunities[i] == OPPORTUNITY_NONE)
            c->opportunities[i] = OPPORTUNITY_LAST;
        i = next;
    }
}

bool opportunity_force(struct inline_content *c, sp measure) {
    struct break_sums piece = {0};
    size_t from = 0;
    bool forced = false;
    for (size_t i = 0; i < c->points.n; i++) {
        if (c->points.v[i].end.width - piece.width > measure && c->cuts.v[i].end > from) {
            divide_anywhere(c, from, c->cuts.v[i].end);
            forced = true;
        }
        piece = c->points.v[i].start;
        from = c->cuts.v[i].start;
    }
    struct finder f = {.c = c, .text = content_text(c), .o = c->opportunities};
    keep_marks(&f);
    grant_wishes(&f);
    return forced;
}
