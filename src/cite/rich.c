/* Values with inline markup as trees.
 *
 * Method: one pass over the value cuts it into texts, tags and quotation marks; a stack holds what
 * is open. A tag or mark that finds no partner is text again: prime signs, apostrophes and stray
 * brackets are common in titles. The stack is bounded, so that a value of a million open tags costs
 * no more than its length. */
#include "base/utf8.h"
#include "cite/out.h"
#include "text/case.h"

enum { MAX_OPEN = 40, MAX_TAG = 48 };

enum mark {
    MARK_TEXT,
    MARK_OPEN,  /* an opening tag */
    MARK_CLOSE, /* a closing tag */
    MARK_QUOTE, /* a quotation mark that can open, close or both */
};

enum shape { SHAPE_I, SHAPE_B, SHAPE_SUP, SHAPE_SUB, SHAPE_SC, SHAPE_NOCASE, SHAPE_NODECOR };
enum { KEY_SPAN = 100, KEY_DOUBLE = 200, KEY_SINGLE, KEY_CURLY_DOUBLE, KEY_CURLY_SINGLE };

struct token {
    enum mark mark;
    int key; /* what pairs with it */
    enum shape shape;
    struct str text; /* as written */
    bool opens, closes;
    int partner; /* index of the other token, or -1 */
};

struct tag {
    const char *open;
    enum shape shape;
    int key;
};

static const struct tag tags[] = {
    {"<i>", SHAPE_I, SHAPE_I},
    {"<b>", SHAPE_B, SHAPE_B},
    {"<sup>", SHAPE_SUP, SHAPE_SUP},
    {"<sub>", SHAPE_SUB, SHAPE_SUB},
    {"<sc>", SHAPE_SC, SHAPE_SC},
    {"<span style=\"font-variant: small-caps;\">", SHAPE_SC, KEY_SPAN},
    {"<span style=\"font-variant:small-caps;\">", SHAPE_SC, KEY_SPAN},
    {"<span class=\"nocase\">", SHAPE_NOCASE, KEY_SPAN},
    {"<span class=\"nodecor\">", SHAPE_NODECOR, KEY_SPAN},
};

static const struct {
    const char *close;
    int key;
} closers[] = {{"</i>", SHAPE_I},     {"</b>", SHAPE_B},   {"</sup>", SHAPE_SUP},
               {"</sub>", SHAPE_SUB}, {"</sc>", SHAPE_SC}, {"</span>", KEY_SPAN}};

static bool read_tag(struct token *t, struct str rest) {
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (!str_starts(rest, tags[i].open)) continue;
        *t = (struct token){
            MARK_OPEN, tags[i].key, tags[i].shape, str_slice(rest, 0, strlen(tags[i].open)), true,
            false,     -1};
        return true;
    }
    for (size_t i = 0; i < sizeof closers / sizeof *closers; i++) {
        if (!str_starts(rest, closers[i].close)) continue;
        *t = (struct token){
            MARK_CLOSE, closers[i].key, SHAPE_I, str_slice(rest, 0, strlen(closers[i].close)),
            false,      true,           -1};
        return true;
    }
    return false;
}

static bool is_space(uint32_t cp) {
    return cp == ' ' || cp == 0xA0 || cp == '\n' || cp == '\t' || cp == 0x202F || cp == 0x2009;
}

static bool is_opening_context(uint32_t before) {
    return before == 0 || is_space(before) || before == '(' || before == '[' || before == '"' ||
           before == '\'' || before == 0x201C || before == 0x2018 || before == 0x2014 ||
           before == 0x2013 || before == '-' || before == '/' || before == '>';
}

static bool is_closing_context(uint32_t after) {
    return after == 0 || is_space(after) || (after < 0x80 && !case_is_alnum(after)) ||
           after == 0x201D || after == 0x2019 || after == 0x2014 || after == 0x2013;
}

static uint32_t cp_at(struct str s, size_t i) {
    return i < s.n ? utf8_next(s, &i) : 0;
}

static uint32_t cp_before(struct str s, size_t i) {
    return i > 0 ? utf8_prev(s, &i) : 0;
}

/* The character before i that is no markup: a tag's end counts as what stands before the tag. */
static uint32_t visible_before(struct str s, size_t i) {
    while (i > 0 && s.p[i - 1] == '>') {
        size_t j = i;
        while (j > 0 && i - j < MAX_TAG && s.p[j - 1] != '<')
            j--;
        if (j == 0 || s.p[j - 1] != '<') break;
        struct token t;
        if (!read_tag(&t, str_slice(s, j - 1, i - j + 1))) break;
        i = j - 1;
    }
    return cp_before(s, i);
}

static uint32_t visible_after(struct str s, size_t i) {
    struct token t;
    while (i < s.n && s.p[i] == '<' && read_tag(&t, str_slice(s, i, s.n - i)))
        i += t.text.n;
    return cp_at(s, i);
}

static bool read_quote(struct token *t, struct str s, size_t i) {
    static const struct {
        const char *mark;
        int key;
        bool opens, closes;
    } marks[] = {{"\"", KEY_DOUBLE, true, true},       {"'", KEY_SINGLE, true, true},
                 {"“", KEY_CURLY_DOUBLE, true, false}, {"”", KEY_CURLY_DOUBLE, false, true},
                 {"‘", KEY_CURLY_SINGLE, true, false}, {"’", KEY_CURLY_SINGLE, false, true}};
    struct str rest = str_slice(s, i, s.n - i);
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        if (!str_starts(rest, marks[k].mark)) continue;
        size_t n = strlen(marks[k].mark);
        uint32_t before = visible_before(s, i), after = visible_after(s, i + n);
        *t = (struct token){MARK_QUOTE,     marks[k].key,    SHAPE_I, str_slice(rest, 0, n),
                            marks[k].opens, marks[k].closes, -1};
        if (marks[k].opens && marks[k].closes) {
            t->opens = is_opening_context(before) && !is_space(after) && after != 0;
            t->closes = is_closing_context(after) && !is_space(before) && before != 0;
        }
        if (marks[k].key == KEY_CURLY_SINGLE && t->closes) t->closes = is_closing_context(after);
        return true;
    }
    return false;
}

struct tokens {
    struct arena *arena;
    VEC(struct token) list;
};

static void add_token(struct tokens *ts, struct token t) {
    *vec_push(ts->arena, &ts->list) = t;
}

static void cut(struct tokens *ts, struct str s) {
    size_t from = 0, i = 0;
    while (i < s.n) {
        struct token t;
        unsigned char c = (unsigned char)s.p[i];
        bool special = c == '<'                             ? read_tag(&t, str_slice(s, i, s.n - i))
                       : c == '"' || c == '\'' || c == 0xE2 ? read_quote(&t, s, i)
                                                            : false;
        if (!special) {
            i++;
            continue;
        }
        if (i > from)
            add_token(ts, (struct token){.text = str_slice(s, from, i - from), .partner = -1});
        add_token(ts, t);
        i += t.text.n;
        from = i;
    }
    if (s.n > from)
        add_token(ts, (struct token){.text = str_slice(s, from, s.n - from), .partner = -1});
}

/* Pairs closers with the nearest open token of their kind; what was opened between stays text. */
static void pair(struct tokens *ts) {
    int open[MAX_OPEN], n = 0;
    for (size_t i = 0; i < ts->list.n; i++) {
        struct token *t = &ts->list.v[i];
        if (t->mark == MARK_TEXT) continue;
        int k = -1;
        for (int j = n - 1; t->closes && j >= 0; j--) {
            const struct token *o = &ts->list.v[open[j]];
            if (o->key == t->key && !(t->mark == MARK_QUOTE && open[j] + 1 == (int)i)) {
                k = j;
                break;
            }
            if (o->mark == MARK_OPEN && t->mark == MARK_QUOTE) break;
        }
        if (k >= 0) {
            t->partner = open[k];
            ts->list.v[open[k]].partner = (int)i;
            n = k;
        } else if (t->opens && n < MAX_OPEN) {
            open[n++] = (int)i;
        }
    }
}

static void set_shape(struct out *o, enum shape s) {
    o->rich = true;
    switch (s) {
    case SHAPE_I: o->format.slant = SLANT_ITALIC; break;
    case SHAPE_B: o->format.weight = WEIGHT_BOLD; break;
    case SHAPE_SUP: o->format.shift = SHIFT_SUP; break;
    case SHAPE_SUB: o->format.shift = SHIFT_SUB; break;
    case SHAPE_SC: o->format.variant = VARIANT_SMALL_CAPS; break;
    case SHAPE_NOCASE: o->nocase = true; break;
    case SHAPE_NODECOR: o->nodecor = true; break;
    }
}

/* A mark without partner prints as an apostrophe or as it is. */
static struct str stray_text(const struct token *t) {
    if (t->mark == MARK_QUOTE && t->key == KEY_SINGLE) return STR("’");
    return t->text;
}

/* A text that its author wrote, marked so that punctuation stays where it was put. */
static void add_value(struct arena *a, struct out *to, struct str s) {
    struct out *o = out_text(a, s);
    o->rich = true;
    out_add(to, o);
}

static struct out *build(struct tokens *ts) {
    struct arena *a = ts->arena;
    struct out *root = out_new(a, OUT_PLAIN), *stack[MAX_OPEN + 2] = {root};
    int depth = 0;
    for (size_t i = 0; i < ts->list.n; i++) {
        const struct token *t = &ts->list.v[i];
        if (t->mark == MARK_TEXT) {
            add_value(a, stack[depth], t->text);
        } else if (t->partner < 0) {
            add_value(a, stack[depth], stray_text(t));
        } else if ((size_t)t->partner < i) {
            depth--;
        } else {
            struct out *o = out_new(a, OUT_PLAIN);
            if (t->mark == MARK_QUOTE)
                o->format.quotes = o->rich = true;
            else
                set_shape(o, t->shape);
            out_add(stack[depth], o);
            stack[++depth] = o;
        }
    }
    return root;
}

static bool has_marks(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '<' || c == '"' || c == '\'') return true;
        if (c == 0xC2 || c == 0xE2) return true;
    }
    return false;
}

struct out *out_rich(struct arena *a, struct str value) {
    if (!has_marks(value)) return out_text(a, value);
    struct tokens ts = {.arena = a};
    cut(&ts, value);
    pair(&ts);
    return build(&ts);
}
