/* smart: straight quotes, hyphens and full stops → the marks of the language.
 *
 * Whether a quote opens or closes depends on its neighbours, which may stand in other nodes. So the
 * words of the whole paragraph are laid side by side once, with a placeholder for what is not text,
 * and each straight mark looks left and right there. Open quotes are kept on a small stack; a quote
 * within one of its own kind takes the other kind. What is typed as a curly quote is left alone. */
#include "source/smart.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "source/attributes.h"
#include "source/live.h"
#include "text/case.h"
#include "text/text.h"

struct quotes {
    const char *lang;
    uint32_t outer[2], inner[2]; /* for " and for ' */
    bool spaced;                 /* with narrow no-break spaces inside */
};

/* The longest tag that the language begins with is taken; the first row is for all others. */
static const struct quotes table[] = {
    {"", {0x201C, 0x201D}, {0x2018, 0x2019}, false},
    {"be", {0xAB, 0xBB}, {0x201E, 0x201C}, false},
    {"bg", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"cs", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"da", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"de", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"de-CH", {0xAB, 0xBB}, {0x2039, 0x203A}, false},
    {"el", {0xAB, 0xBB}, {0x201C, 0x201D}, false},
    {"es", {0xAB, 0xBB}, {0x201C, 0x201D}, false},
    {"et", {0x201E, 0x201C}, {0xAB, 0xBB}, false},
    {"fi", {0x201D, 0x201D}, {0x2019, 0x2019}, false},
    {"fr", {0xAB, 0xBB}, {0x201C, 0x201D}, true},
    {"fr-CH", {0xAB, 0xBB}, {0x2039, 0x203A}, true},
    {"hr", {0x201E, 0x201D}, {0x2018, 0x2019}, false},
    {"hu", {0x201E, 0x201D}, {0xBB, 0xAB}, false},
    {"hy", {0xAB, 0xBB}, {0x201E, 0x201C}, false},
    {"it", {0xAB, 0xBB}, {0x201C, 0x201D}, false},
    {"ja", {0x300C, 0x300D}, {0x300E, 0x300F}, false},
    {"ka", {0x201E, 0x201C}, {0x201C, 0x201D}, false},
    {"kk", {0xAB, 0xBB}, {0x201E, 0x201C}, false},
    {"ky", {0xAB, 0xBB}, {0x201E, 0x201C}, false},
    {"lt", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"lv", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"nb", {0xAB, 0xBB}, {0x2018, 0x2019}, false},
    {"nn", {0xAB, 0xBB}, {0x2018, 0x2019}, false},
    {"no", {0xAB, 0xBB}, {0x2018, 0x2019}, false},
    {"pl", {0x201E, 0x201D}, {0xAB, 0xBB}, false},
    {"pt", {0xAB, 0xBB}, {0x201C, 0x201D}, false},
    {"pt-BR", {0x201C, 0x201D}, {0x2018, 0x2019}, false},
    {"ro", {0x201E, 0x201D}, {0xAB, 0xBB}, false},
    {"ru", {0xAB, 0xBB}, {0x201E, 0x201C}, false},
    {"sk", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"sl", {0x201E, 0x201C}, {0x201A, 0x2018}, false},
    {"sr", {0x201E, 0x201D}, {0x2019, 0x2019}, false},
    {"sv", {0x201D, 0x201D}, {0x2019, 0x2019}, false},
    {"tg", {0xAB, 0xBB}, {0x201E, 0x201C}, false},
    {"uk", {0xAB, 0xBB}, {0x201E, 0x201C}, false},
};

enum { DEPTH_MAX = 8, OPAQUE = 0xFFFC, NARROW_SPACE = 0x202F, NO_BREAK_SPACE = 0xA0 };

struct smart {
    struct reading *r;
    struct buf flat;       /* the paragraph's words, opaque things as OPAQUE */
    char open[DEPTH_MAX];  /* the straight quotes that are open */
    bool inner[DEPTH_MAX]; /* whether each was set as an inner one */
    size_t depth;
    size_t opened;               /* where the quote that was opened last ends in the flat words */
    const struct quotes *quotes; /* of the node at hand */
    struct doc_node *node;       /* that is being written */
    const struct doc_node *last; /* of the paragraph: attributes at its end stay as they are */
    struct buf out;
};

static const struct quotes *quotes_of(struct str lang) {
    const struct quotes *best = &table[0];
    char first = lang.n ? lang.p[0] : '\0';
    for (size_t i = 1; i < sizeof table / sizeof *table; i++) {
        if (table[i].lang[0] != first) continue;
        size_t n = strlen(table[i].lang);
        if (!str_starts(lang, table[i].lang) || (lang.n > n && lang.p[n] != '-')) continue;
        if (n > strlen(best->lang)) best = &table[i];
    }
    return best;
}

/* --- neighbours ------------------------------------------------------------------------------- */

static uint32_t cp_before(const struct smart *s, size_t at) {
    return at ? utf8_prev(buf_str(&s->flat), &at) : ' ';
}

static uint32_t cp_at(const struct smart *s, size_t at) {
    return at < s->flat.n ? utf8_next(buf_str(&s->flat), &at) : ' ';
}

static bool is_space(uint32_t cp) {
    return cp == ' ' || cp == NO_BREAK_SPACE || cp == NARROW_SPACE || cp == 0x2009 || cp == '\t';
}

/* What a quote may open after: space, opening brackets, dashes, and a quote that opened itself. */
static bool may_open(const struct smart *s, size_t at) {
    uint32_t cp = cp_before(s, at);
    if (cp == '"' || cp == '\'') return s->opened == at;
    if (is_space(cp) || cp == 0x2014 || cp == 0x2013) return true;
    if (cp < 0x80) return strchr("([{-/", (int)cp) != NULL && cp;
    return cp == 0xAB || cp == 0x201C || cp == 0x201E || cp == 0x2018 || cp == 0x201A;
}

static bool is_word(uint32_t cp) {
    return cp == OPAQUE || case_is_alnum(cp);
}

/* A word that a quote before it would belong to: those of East Asia follow a quotation without a
 * space. */
static bool is_joined(uint32_t cp) {
    return is_word(cp) && !text_is_east_asian(cp);
}

/* --- quotes ----------------------------------------------------------------------------------- */

static bool is_open(const struct smart *s, char quote) {
    for (size_t i = 0; i < s->depth; i++) {
        if (s->open[i] == quote) return true;
    }
    return false;
}

static const uint32_t *pair_of(const struct smart *s, bool inner) {
    return inner ? s->quotes->inner : s->quotes->outer;
}

/* Opens the quote at that place in the flat words. */
static void put_open(struct smart *s, char quote, size_t at) {
    bool inner = quote == '\'';
    if (s->depth && s->inner[s->depth - 1] == inner) inner = !inner;
    if (s->depth < DEPTH_MAX) {
        s->open[s->depth] = quote;
        s->inner[s->depth++] = inner;
    }
    s->opened = at + 1;
    buf_add_cp(&s->out, pair_of(s, inner)[0]);
    if (s->quotes->spaced && !inner) buf_add_cp(&s->out, NARROW_SPACE);
}

static bool is_digit(uint32_t cp) {
    return cp >= '0' && cp <= '9';
}

/* Closes the innermost open quote of that kind, and those left open within it. One that closes
 * nothing and follows a figure (5' 10") is no quote, and stays. */
static void put_close(struct smart *s, char quote, uint32_t before) {
    bool inner = quote == '\'';
    size_t depth = s->depth;
    while (depth && s->open[depth - 1] != quote)
        depth--;
    if (!depth && is_digit(before)) {
        buf_add_char(&s->out, quote);
        return;
    }
    if (depth) {
        inner = s->inner[depth - 1];
        s->depth = depth - 1;
    }
    if (s->quotes->spaced && !inner) buf_add_cp(&s->out, NARROW_SPACE);
    buf_add_cp(&s->out, pair_of(s, inner)[1]);
}

static void put_double(struct smart *s, size_t at) {
    uint32_t before = cp_before(s, at), after = cp_at(s, at + 1);
    bool beside = text_is_east_asian(before) && !is_open(s, '"');
    bool opens = (may_open(s, at) || beside) && !is_space(after);
    if (opens && before == '"' && is_open(s, '"') && !is_word(after)) opens = false;
    if (opens) {
        put_open(s, '"', at);
    } else {
        put_close(s, '"', before);
    }
}

/* True if a single quote that could close stands somewhere to the right. */
static bool closes_later(const struct smart *s, size_t at) {
    for (size_t i = at + 1; i < s->flat.n; i++) {
        if (s->flat.p[i] == '\'' && !is_space(cp_before(s, i)) && !is_joined(cp_at(s, i + 1))) {
            return true;
        }
        if (i - at > 2000) return false;
    }
    return false;
}

/* Where the figures after the mark end. */
static size_t skip_figures(const struct smart *s, size_t at) {
    size_t end = at + 1;
    while (is_digit(cp_at(s, end)))
        end++;
    return end;
}

/* '24' is quoted, and '24 is a year. */
static bool quotes_number(const struct smart *s, size_t at) {
    size_t end = skip_figures(s, at);
    return cp_at(s, end) == '\'' && !is_word(cp_at(s, end + 1));
}

/* 60' and 5'10" are measures; 1990's and 1'000 are not. */
static bool is_measure(const struct smart *s, size_t at) {
    size_t end = skip_figures(s, at);
    if (!is_digit(cp_before(s, at))) return false;
    return end > at + 1 ? cp_at(s, end) == '"' : !is_word(cp_at(s, end));
}

static void put_single(struct smart *s, size_t at) {
    uint32_t before = cp_before(s, at), after = cp_at(s, at + 1);
    bool year = is_digit(after) && !quotes_number(s, at);
    bool beside = text_is_east_asian(before) && !is_open(s, '\'');
    if ((may_open(s, at) || beside) && !is_space(after) && !year && closes_later(s, at)) {
        put_open(s, '\'', at);
    } else if (is_open(s, '\'') && !is_space(before) && !is_joined(after)) {
        put_close(s, '\'', before);
    } else if (is_measure(s, at)) {
        put_close(s, '\'', before);
    } else {
        buf_add_cp(&s->out, 0x2019);
    }
}

/* --- writing ---------------------------------------------------------------------------------- */

/* Ends the node being written before the byte at offset of its source text, and begins another, so
 * that places stay right although a mark has taken another number of characters. */
static void cut(struct smart *s, struct pos pos) {
    struct arena *a = s->r->arena;
    struct doc_node *next = doc_text_new(a, STR_NONE, pos);
    s->node->u.text = str_copy(a, buf_str(&s->out));
    buf_clear(&s->out);
    doc_insert_after(s->node, next);
    s->node = next;
}

static size_t run_of(struct str text, size_t i, char c) {
    size_t n = 0;
    while (i + n < text.n && text.p[i + n] == c)
        n++;
    return n;
}

/* A run of hyphens or full stops at i; gives the bytes taken, 0 if it is to stay. */
static size_t put_run(struct smart *s, struct str text, size_t i) {
    size_t n = run_of(text, i, text.p[i]);
    if (text.p[i] == '.' && n == 3) {
        buf_add_cp(&s->out, 0x2026);
        return n;
    }
    bool arrow = i + n < text.n && text.p[i + n] == '>';
    if (text.p[i] == '-' && (n == 2 || n == 3) && !arrow) {
        buf_add_cp(&s->out, n == 2 ? 0x2013 : 0x2014);
        return n;
    }
    buf_add(&s->out, text.p + i, n);
    return 0;
}

/* In French the space that is typed before a high mark or within guillemets does not break. */
static bool put_french_space(struct smart *s, size_t at) {
    uint32_t after = cp_at(s, at + 1), before = cp_before(s, at);
    bool narrow = after == ';' || after == '!' || after == '?' || after == 0xBB || before == 0xAB;
    if (!s->quotes->spaced || (!narrow && after != ':')) return false;
    buf_add_cp(&s->out, narrow ? NARROW_SPACE : NO_BREAK_SPACE);
    return true;
}

/* What a high mark may follow at once: words, figures and what closes them. */
static bool ends_words(uint32_t cp) {
    return is_word(cp) || cp == ')' || cp == ']' || cp == '%' || cp == '"' || cp == 0xBB ||
           cp == 0x201D || cp == 0x2019;
}

/* True for a colon that Markdown has: of a table's caption, of an abbreviation's long form. */
static bool is_form(struct str flat, size_t at) {
    struct str head = str_slice(flat, 0, at);
    return str_is(head, "Table") || str_is(head, "table") ||
           (str_starts(head, "*[") && str_ends(head, "]"));
}

/* In French a high mark stands apart from its word where no space is typed, too: before a space or
 * what closes, so that neither times nor addresses are torn. In Canada only the colon does. */
static bool put_french_mark(struct smart *s, char mark, size_t at, struct str lang) {
    uint32_t after = cp_at(s, at + 1);
    bool high = mark == ';' || mark == '!' || mark == '?';
    if (!s->quotes->spaced || (!high && mark != ':')) return false;
    if (high && str_starts(lang, "fr-CA")) return false;
    if (is_form(buf_str(&s->flat), at)) return false;
    bool closes = after == ')' || after == ']' || after == '"' || after == 0xBB || after == 0x201D;
    bool more = high && (after == '!' || after == '?');
    if (!ends_words(cp_before(s, at)) || !(is_space(after) || closes || more)) return false;
    buf_add_cp(&s->out, high ? NARROW_SPACE : NO_BREAK_SPACE);
    buf_add_char(&s->out, mark);
    return true;
}

/* Writes the live text of one node anew; base: where it begins in the flat words. */
static void write_node(struct smart *s, struct doc_node *node, size_t base) {
    struct str text = node->u.text;
    struct pos pos = node->pos; /* of the byte at counted */
    size_t counted = 0;
    s->node = node;
    struct str lang = doc_lang_of(s->r->doc, node);
    s->quotes = quotes_of(lang);
    struct attributes attributes;
    size_t end =
        node == s->last ? attributes_find_trailing(&attributes, s->r->arena, text) : text.n;
    buf_clear(&s->out);
    for (size_t i = 0; i < end;) {
        char c = text.p[i];
        size_t taken = 1, written = s->out.n;
        if (c == '"') {
            put_double(s, base + i);
        } else if (c == '\'') {
            put_single(s, base + i);
        } else if (c == '-' || c == '.') {
            taken = put_run(s, text, i);
            if (!taken) {
                i += run_of(text, i, c);
                continue;
            }
        } else if (c == ' ' ? !put_french_space(s, base + i)
                            : !put_french_mark(s, c, base + i, lang)) {
            buf_add_char(&s->out, c);
            i++;
            continue;
        }
        i += taken;
        struct str mark = {s->out.p + written, s->out.n - written};
        if (utf8_count(mark) != taken && i < text.n) {
            if (pos.col) pos.col += (uint32_t)utf8_count(str_slice(text, counted, i - counted));
            counted = i;
            cut(s, pos);
        }
    }
    buf_add(&s->out, text.p + end, text.n - end);
    s->node->u.text = str_copy(s->r->arena, buf_str(&s->out));
}

/* A space within guillemets, as put_french_space sets it anew. */
static bool is_in_guillemets(struct str text, size_t i) {
    bool after_open = i >= 2 && memcmp(text.p + i - 2, "\xC2\xAB", 2) == 0;
    return after_open || (i + 1 < text.n && text.p[i + 1] == '\xC2');
}

static bool needs_work(struct str text, bool spaced) {
    for (size_t i = 0; i < text.n; i++) {
        switch (text.p[i]) {
        case '"':
        case '\'': return true;
        case '-':
        case '.':
            if (i + 1 < text.n && text.p[i + 1] == text.p[i]) return true;
            break;
        case ';':
        case ':':
        case '!':
        case '?':
            if (spaced) return true;
            break;
        case ' ':
            if (spaced && is_in_guillemets(text, i)) return true;
            break;
        default: break;
        }
    }
    return false;
}

static bool any_needs_work(struct reading *r, struct doc_node *root) {
    for (struct doc_node *at = root; at; at = doc_next(root, at)) {
        if (!live_is(at)) continue;
        if (needs_work(at->u.text, quotes_of(doc_lang_of(r->doc, at))->spaced)) return true;
    }
    return false;
}

static void add_flat(struct smart *s, const struct doc_node *node) {
    switch (node->kind) {
    case DOC_TEXT: buf_add_str(&s->flat, node->u.text); break;
    case DOC_SOFT_BREAK:
    case DOC_LINE_BREAK: buf_add_char(&s->flat, ' '); break;
    case DOC_CODE:
    case DOC_CITATION: buf_add_cp(&s->flat, OPAQUE); break;
    default: break;
    }
}

void smart_punctuate(struct reading *r, struct doc_node *root) {
    if (!any_needs_work(r, root)) return;
    struct smart s = {.r = r, .last = root->last};
    for (struct doc_node *at = root; at; at = doc_next(root, at))
        add_flat(&s, at);
    size_t base = 0;
    for (struct doc_node *at = root, *next; at; at = next) {
        next = doc_next(root, at);
        size_t length = at->kind == DOC_TEXT                                       ? at->u.text.n
                        : at->kind == DOC_SOFT_BREAK || at->kind == DOC_LINE_BREAK ? 1
                        : at->kind == DOC_CODE || at->kind == DOC_CITATION         ? 3
                                                                                   : 0;
        if (live_is(at)) write_node(&s, at, base);
        base += length;
    }
    buf_done(&s.flat);
    buf_done(&s.out);
}

struct str smart_text(struct reading *r, struct str text) {
    if (str_find_char(text, '<') < text.n || !needs_work(text, false)) return text;
    struct doc_node *top = doc_node_new(r->arena, DOC_SPAN, (struct pos){0});
    struct doc_node *node = doc_text_new(r->arena, text, top->pos);
    live_begin(node);
    doc_append(top, node);
    smart_punctuate(r, top);
    struct buf words = {0};
    for (const struct doc_node *n = top->first; n; n = n->next)
        buf_add_str(&words, n->u.text);
    struct str out = str_copy(r->arena, buf_str(&words));
    buf_done(&words);
    return out;
}
