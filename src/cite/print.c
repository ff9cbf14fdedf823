/* Finished trees as doc inlines.
 *
 * Model: the tree becomes a line of pieces: texts, quotation marks and the beginnings and ends of
 * formatting. What stands next to what is then plain, however deep in the tree it was, so
 * punctuation is mended on that line: two marks that meet at the border of two texts are joined by
 * the suite's table; a mark after a closing quotation mark moves inside where the locale has
 * punctuation-in-quote. Last the line is nested again as doc nodes, while a record of the
 * decorations in force lets markup inside a value flip against its surroundings.
 * Rejected: mending in the tree while it is built, which needs to know the end of every branch. */
#include "base/utf8.h"
#include "cite/locale.h"
#include "cite/out.h"
#include "cite/superscript.h"

enum piece_kind { PIECE_TEXT, PIECE_OPEN, PIECE_CLOSE, PIECE_QUOTE_OPEN, PIECE_QUOTE_CLOSE };

struct piece {
    enum piece_kind kind;
    bool frozen;
    struct str text;
    const struct out *o;
};

struct printer {
    const struct print_options *p;
    struct arena *a;
    VEC(struct piece) line;
    int quotes; /* open quotation marks */
};

static void add_piece(struct printer *w, enum piece_kind kind, struct str text,
                      const struct out *o) {
    if (kind == PIECE_TEXT && text.n == 0) return;
    *vec_push(w->a, &w->line) =
        (struct piece){kind, kind == PIECE_TEXT && o && o->frozen && o->is_text, text, o};
}

static bool has_decoration(const struct out *o) {
    const struct style_format *f = &o->format;
    return f->slant || f->weight || f->variant || f->line || f->shift || o->nodecor || o->url.n ||
           o->lang.n;
}

static void add_quote(struct printer *w, const struct out *o, bool open) {
    const struct locale *l = w->p->locale;
    if (!open) w->quotes--;
    bool inner = w->quotes % 2 == 1;
    if (open) {
        w->quotes++;
        add_piece(w, PIECE_QUOTE_OPEN, inner ? l->open_inner : l->open_quote, o);
    } else {
        add_piece(w, PIECE_QUOTE_CLOSE, inner ? l->close_inner : l->close_quote, o);
    }
}

/* True if a style's own comma begins the output: then no delimiter's stop goes before it, or
 * "Title" and ", 2023" would become "Title. , 2023". */
static bool begins_with_comma(const struct out *o) {
    while (o && !o->format.prefix.n && !o->format.quotes && !o->is_text) {
        o = o->first;
        while (o && out_is_empty(o))
            o = o->next;
    }
    return o && str_starts(o->format.prefix, ",");
}

static void flatten(struct printer *w, const struct out *o) {
    if (out_is_empty(o)) return;
    if (o->format.display) add_piece(w, PIECE_OPEN, STR("display"), o);
    add_piece(w, PIECE_TEXT, o->format.prefix, NULL);
    if (o->format.quotes) add_quote(w, o, true);
    if (has_decoration(o)) add_piece(w, PIECE_OPEN, STR_NONE, o);
    if (o->is_text) add_piece(w, PIECE_TEXT, o->text, o);
    bool first = true;
    for (const struct out *c = o->first; c; c = c->next) {
        if (out_is_empty(c)) continue;
        bool stop = str_is(o->format.delimiter, ". ");
        if (!first && !(stop && begins_with_comma(c)))
            add_piece(w, PIECE_TEXT, o->format.delimiter, NULL);
        flatten(w, c);
        first = false;
    }
    if (has_decoration(o)) add_piece(w, PIECE_CLOSE, STR_NONE, o);
    if (o->format.quotes) add_quote(w, o, false);
    add_piece(w, PIECE_TEXT, o->format.suffix, NULL);
    if (o->format.display) add_piece(w, PIECE_CLOSE, STR("display"), o);
}

/* --- punctuation ------------------------------------------------------------------------------ */

enum joined { JOIN_BOTH, JOIN_FIRST, JOIN_SECOND };

/* What remains of two marks that meet. */
static enum joined join_marks(char x, char y) {
    if (x == y) return JOIN_FIRST;
    switch (x) {
    case ':': return y == '.' ? JOIN_FIRST : y == '!' || y == '?' ? JOIN_SECOND : JOIN_BOTH;
    case ';':
        return y == ':' || y == '.' ? JOIN_FIRST : y == '!' || y == '?' ? JOIN_SECOND : JOIN_BOTH;
    case '!':
    case '?': return y == ':' || y == '.' ? JOIN_FIRST : JOIN_BOTH;
    default: return JOIN_BOTH;
    }
}

static bool is_mark(char c) {
    return c == '.' || c == ',' || c == ':' || c == ';' || c == '!' || c == '?';
}

static char last_char(struct str s) {
    return s.n ? s.p[s.n - 1] : '\0';
}

static void drop_first(struct piece *p) {
    p->text = str_slice(p->text, 1, p->text.n - 1);
}

static void drop_last(struct piece *p) {
    p->text.n--;
}

static bool shows(const struct piece *p) {
    return p->kind != PIECE_OPEN && p->kind != PIECE_CLOSE && p->text.n > 0;
}

/* Mends the border between two texts that touch. */
static void mend_border(struct piece *x, struct piece *y) {
    while (x->text.n && y->text.n) {
        char a = last_char(x->text), b = y->text.p[0];
        if (b == ' ' && (a == ' ' || str_ends(x->text, "\xC2\xA0"))) {
            drop_first(y);
            continue;
        }
        if (!is_mark(a) || !is_mark(b) || y->frozen) return;
        enum joined j = join_marks(a, b);
        if (j == JOIN_BOTH) return;
        if (j == JOIN_SECOND && !x->frozen) {
            x->text = str_slice(x->text, 0, x->text.n);
            drop_last(x);
            return;
        }
        drop_first(y);
        return;
    }
}

static struct piece *find_shown(struct printer *w, size_t before) {
    for (size_t i = before; i > 0; i--)
        if (shows(&w->line.v[i - 1])) return &w->line.v[i - 1];
    return NULL;
}

static void mend_texts(struct printer *w) {
    for (size_t i = 0; i < w->line.n; i++) {
        struct piece *y = &w->line.v[i];
        if (y->kind != PIECE_TEXT || !shows(y)) continue;
        struct piece *x = find_shown(w, i);
        if (x && x->kind == PIECE_TEXT) mend_border(x, y);
        if (x && x->kind == PIECE_QUOTE_OPEN && y->text.p[0] == ' ' && last_char(x->text) == ' ')
            drop_first(y);
    }
}

/* The text inside one or more closing quotation marks that end just before piece i, or NULL. */
static struct piece *find_quoted(struct printer *w, size_t i) {
    bool closed = false;
    while (i-- > 0) {
        struct piece *p = &w->line.v[i];
        if (!shows(p)) continue;
        if (p->kind == PIECE_QUOTE_CLOSE)
            closed = true;
        else
            return closed && p->kind == PIECE_TEXT ? p : NULL;
    }
    return NULL;
}

static void append_char(struct printer *w, struct piece *p, char c) {
    p->text = str_join(w->a, p->text, (struct str){&c, 1});
}

static bool moves_inside(char c) {
    return c == '.' || c == ',' || c == '!' || c == '?';
}

/* Punctuation after a closing quotation mark. */
static void mend_after_quote(struct printer *w, struct piece *inside, struct piece *y) {
    bool in = w->p->locale->punctuation_in_quote;
    while (y->text.n && is_mark(y->text.p[0])) {
        char a = last_char(inside->text), b = y->text.p[0];
        enum joined j = is_mark(a) ? join_marks(a, b) : JOIN_BOTH;
        if (j == JOIN_FIRST && (in || a == '!' || a == '?')) {
            drop_first(y);
        } else if (in && moves_inside(b) && !inside->frozen) {
            append_char(w, inside, b);
            drop_first(y);
        } else {
            return;
        }
    }
}

/* True if the mark before piece i closes a quotation within a value: its author placed what
 * follows. */
static bool closes_rich(struct printer *w, size_t i) {
    const struct piece *p = find_shown(w, i);
    return p && p->kind == PIECE_QUOTE_CLOSE && p->o->rich;
}

static void mend_quotes(struct printer *w) {
    for (size_t i = 0; i < w->line.n; i++) {
        struct piece *y = &w->line.v[i];
        if (y->kind != PIECE_TEXT || !shows(y)) continue;
        struct piece *inside = find_quoted(w, i);
        if (inside && !(y->o && y->o->rich && closes_rich(w, i))) mend_after_quote(w, inside, y);
    }
}

/* --- guillemets ------------------------------------------------------------------------------- */

static size_t space_at(struct str s, size_t i) {
    if (i < s.n && s.p[i] == ' ') return 1;
    return str_starts(str_slice(s, i, 2), "\u00A0") ? 2 : 0;
}

/* A space that was written inside guillemets is French, which sets a narrow one that does not
 * break. */
static void narrow_guillemets(struct printer *w, struct piece *p) {
    struct str s = p->text;
    struct buf b = {0};
    if (str_find(s, STR("«")) == SIZE_MAX && str_find(s, STR("»")) == SIZE_MAX) return;
    for (size_t i = 0; i < s.n;) {
        size_t space = space_at(s, i);
        bool after = b.n >= 2 && memcmp(b.p + b.n - 2, "«", 2) == 0;
        if (space && (after || str_starts(str_slice(s, i + space, 2), "»"))) {
            buf_add_c(&b, "\u202F");
            i += space;
        } else {
            buf_add_char(&b, s.p[i++]);
        }
    }
    p->text = str_copy(w->a, buf_str(&b));
    buf_done(&b);
}

static void mend_guillemets(struct printer *w) {
    for (size_t i = 0; i < w->line.n; i++)
        if (w->line.v[i].kind == PIECE_TEXT && !w->line.v[i].frozen)
            narrow_guillemets(w, &w->line.v[i]);
}

/* --- nesting ---------------------------------------------------------------------------------- */

struct decor {
    enum style_slant slant;
    enum style_weight weight;
    enum style_variant variant;
    enum style_line line;
    enum style_shift shift;
};

/* What was in force where a piece was opened. */
struct level {
    struct doc_node *at;
    struct decor decor;
};

struct nester {
    const struct print_options *p;
    struct doc_node *at;
    struct decor now;
    VEC(struct level) open;
};

static void push_node(struct nester *n, enum doc_kind kind, const char *classes) {
    struct doc_node *node = doc_node_new(n->p->arena, kind, n->at->pos);
    if (classes) node->classes = str_of(classes);
    doc_append(n->at, node);
    n->at = node;
}

static void open_slant(struct nester *n, enum style_slant s, bool flips) {
    if (s == SLANT_UNSET) return;
    if (flips && s == SLANT_ITALIC && n->now.slant == SLANT_ITALIC) s = SLANT_NORMAL;
    if (s == n->now.slant || (s == SLANT_NORMAL && n->now.slant == SLANT_UNSET)) return;
    n->now.slant = s;
    if (s == SLANT_ITALIC)
        push_node(n, DOC_EMPH, NULL);
    else
        push_node(n, DOC_SPAN, s == SLANT_OBLIQUE ? "csl-oblique" : "csl-upright");
}

static void open_weight(struct nester *n, enum style_weight s, bool flips) {
    if (s == WEIGHT_UNSET) return;
    if (flips && s == WEIGHT_BOLD && n->now.weight == WEIGHT_BOLD) s = WEIGHT_NORMAL;
    if (s == n->now.weight || (s == WEIGHT_NORMAL && n->now.weight == WEIGHT_UNSET)) return;
    n->now.weight = s;
    if (s == WEIGHT_BOLD)
        push_node(n, DOC_STRONG, NULL);
    else
        push_node(n, DOC_SPAN, s == WEIGHT_LIGHT ? "csl-light" : "csl-regular");
}

static void open_variant(struct nester *n, enum style_variant s, bool flips) {
    if (s == VARIANT_UNSET) return;
    if (flips && s == VARIANT_SMALL_CAPS && n->now.variant == s) s = VARIANT_NORMAL;
    if (s == n->now.variant || (s == VARIANT_NORMAL && n->now.variant == VARIANT_UNSET)) return;
    n->now.variant = s;
    if (s == VARIANT_SMALL_CAPS)
        push_node(n, DOC_SMALLCAPS, NULL);
    else
        push_node(n, DOC_SPAN, "csl-no-caps");
}

static void open_line(struct nester *n, enum style_line s) {
    if (s == LINE_UNSET || s == n->now.line || (s == LINE_NONE && !n->now.line)) return;
    n->now.line = s;
    push_node(n, DOC_SPAN, s == LINE_UNDER ? "csl-underline" : "csl-no-underline");
}

static void open_shift(struct nester *n, enum style_shift s) {
    if (s == SHIFT_UNSET || (s == SHIFT_BASELINE && !n->now.shift)) return;
    n->now.shift = s;
    if (s == SHIFT_SUP)
        push_node(n, DOC_SUP, NULL);
    else if (s == SHIFT_SUB)
        push_node(n, DOC_SUB, NULL);
    else
        push_node(n, DOC_SPAN, "csl-baseline");
}

static void open_display(struct nester *n, enum style_display d) {
    static const char *const classes[] = {"", "csl-block", "csl-left-margin", "csl-right-inline",
                                          "csl-indent"};
    push_node(n, DOC_SPAN, classes[d]);
}

static void open_decor(struct nester *n, const struct out *o) {
    const struct style_format *f = &o->format;
    if (o->lang.n) {
        push_node(n, DOC_SPAN, NULL);
        n->at->lang = str_copy(n->p->arena, o->lang);
    }
    if (o->url.n && n->p->links) {
        push_node(n, DOC_LINK, NULL);
        n->at->u.link.url = str_copy(n->p->arena, o->url);
    }
    if (o->nodecor) {
        open_slant(n, SLANT_NORMAL, false);
        open_weight(n, WEIGHT_NORMAL, false);
        open_variant(n, VARIANT_NORMAL, false);
        return;
    }
    open_shift(n, f->shift);
    open_line(n, f->line);
    open_weight(n, f->weight, o->rich);
    open_variant(n, f->variant, o->rich);
    open_slant(n, f->slant, o->rich);
}

static void open_piece(struct nester *n, const struct piece *p) {
    *vec_push(n->p->scratch, &n->open) = (struct level){n->at, n->now};
    if (p->text.n)
        open_display(n, p->o->format.display);
    else
        open_decor(n, p->o);
}

static void close_piece(struct nester *n) {
    const struct level *outer = &n->open.v[--n->open.n];
    n->at = outer->at;
    n->now = outer->decor;
}

static void add_plain(struct nester *n, struct str s, struct doc_node *to) {
    if (s.n == 0) return;
    struct arena *a = n->p->arena;
    doc_append(to, doc_text_new(a, str_copy(a, s), to->pos));
}

static void add_raised(struct nester *n, const char *base, struct doc_node *to) {
    struct doc_node *sup = doc_node_new(n->p->arena, DOC_SUP, to->pos);
    doc_append(sup, doc_text_new(n->p->arena, str_of(base), to->pos));
    doc_append(to, sup);
}

/* Appends the text gathered so far; characters that are superscripts become letters to raise. */
static void add_text(struct nester *n, struct buf *b, struct doc_node *to) {
    struct str s = buf_str(b);
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        size_t at = i;
        if ((unsigned char)s.p[i] < 0x80) {
            i++;
            continue;
        }
        const char *base = superscript_base(utf8_next(s, &i));
        if (!base) continue;
        add_plain(n, str_slice(s, from, at - from), to);
        add_raised(n, base, to);
        from = i;
    }
    add_plain(n, str_slice(s, from, s.n - from), to);
    buf_clear(b);
}

static void nest(struct printer *w, struct doc_node *parent) {
    struct nester nester = {.p = w->p, .at = parent}, *n = &nester;
    struct buf b = {0};
    for (size_t i = 0; i < w->line.n; i++) {
        const struct piece *p = &w->line.v[i];
        if (p->kind != PIECE_OPEN && p->kind != PIECE_CLOSE) {
            buf_add_str(&b, p->text);
            continue;
        }
        add_text(n, &b, n->at);
        if (p->kind == PIECE_OPEN)
            open_piece(n, p);
        else
            close_piece(n);
    }
    add_text(n, &b, parent);
    buf_done(&b);
}

void out_print(struct doc_node *parent, const struct out *o, const struct print_options *p) {
    struct printer w = {.p = p, .a = p->scratch};
    flatten(&w, o);
    mend_texts(&w);
    mend_quotes(&w);
    mend_texts(&w);
    mend_guillemets(&w);
    nest(&w, parent);
}
