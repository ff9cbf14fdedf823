/* text-case over a tree of texts.
 *
 * Words do not end where markup begins, so the texts of the tree are first laid out as one array of
 * code points, each with the text it belongs to and whether it is protected (nocase). The cases
 * work on that array; then the texts are written again. Title case follows the specification's
 * section on text-case and the suite: words written in small letters get a capital unless they are
 * short function words inside the title; words that have a capital stay as they are. */
#include "base/utf8.h"
#include "cite/out.h"
#include "text/case.h"

struct letter {
    uint32_t cp;
    uint32_t leaf;
    bool fixed;
    bool upper, lower; /* what to make of it */
};

struct line {
    struct arena *arena;
    struct str lang;
    VEC(struct letter) v;
    VEC(struct out *) leaves;
};

static void collect(struct line *l, struct out *o, bool fixed) {
    fixed = fixed || o->nocase || o->frozen ||
            (o->rich && (o->format.shift || o->format.variant || o->nodecor));
    if (o->is_text) {
        *vec_push(l->arena, &l->leaves) = o;
        for (size_t i = 0; i < o->text.n;) {
            uint32_t cp = utf8_next(o->text, &i);
            *vec_push(l->arena, &l->v) =
                (struct letter){.cp = cp, .leaf = (uint32_t)l->leaves.n - 1, .fixed = fixed};
        }
    }
    for (struct out *c = o->first; c; c = c->next)
        collect(l, c, fixed);
}

static void write_letter(struct line *l, struct buf *b, const struct letter *c) {
    char one[4];
    struct str s = {one, utf8_put(one, c->cp)};
    if (!c->fixed && c->upper)
        s = case_capital(l->arena, s, l->lang);
    else if (!c->fixed && c->lower)
        s = case_lower(l->arena, s, l->lang);
    buf_add_str(b, s);
}

static void write_back(struct line *l) {
    struct buf b = {0};
    size_t i = 0;
    for (uint32_t leaf = 0; leaf < l->leaves.n; leaf++) {
        buf_clear(&b);
        for (; i < l->v.n && l->v.v[i].leaf == leaf; i++)
            write_letter(l, &b, &l->v.v[i]);
        l->leaves.v[leaf]->text = str_copy(l->arena, buf_str(&b));
    }
    buf_done(&b);
}

static bool is_word_gap(uint32_t cp) {
    return cp <= ' ' || cp == 0xA0 || cp == 0x202F || cp == 0x2009 || cp == 0x3000;
}

static bool ends_word(uint32_t cp) {
    return is_word_gap(cp) || cp == '-' || cp == '/' || cp == 0x2013 || cp == 0x2014 ||
           cp == 0x2010 || cp == ':' || cp == 0x2011;
}

/* Letters that a word is made of, past any leading brackets, quotes and signs. */
static size_t first_letter(const struct line *l, size_t from, size_t to) {
    while (from < to && !case_is_alnum(l->v.v[from].cp))
        from++;
    return from;
}

static bool has_upper(const struct line *l, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (case_is_upper(l->v.v[i].cp)) return true;
    return false;
}

static bool has_lower(const struct line *l, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (case_is_lower(l->v.v[i].cp)) return true;
    return false;
}

static void lower_all(struct line *l, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        l->v.v[i].lower = true;
}

static const char *const stop_words[] = {
    "a",       "about",   "above",     "across",  "afore",      "after",
    "against", "al",      "along",     "amid",    "amidst",     "among",
    "an",      "and",     "anenst",    "apropos", "apud",       "around",
    "as",      "aside",   "astride",   "at",      "athwart",    "atop",
    "barring", "before",  "behind",    "below",   "beneath",    "beside",
    "besides", "between", "beyond",    "but",     "by",         "c",
    "ca",      "circa",   "d'",        "d’",      "de",         "despite",
    "down",    "during",  "et",        "except",  "for",        "forenenst",
    "from",    "given",   "in",        "inside",  "into",       "lest",
    "like",    "modulo",  "near",      "next",    "nor",        "notwithstanding",
    "of",      "off",     "on",        "onto",    "or",         "out",
    "over",    "per",     "plus",      "pro",     "qua",        "sans",
    "since",   "so",      "than",      "the",     "thru",       "till",
    "to",      "toward",  "towards",   "under",   "underneath", "until",
    "unto",    "up",      "upon",      "v",       "v.",         "van",
    "versus",  "via",     "vis-à-vis", "von",     "vs",         "vs.",
    "with",    "within",  "without",   "yet",     "through",    "throughout",
    "thruout",
};

static bool is_stop_word(const struct line *l, size_t from, size_t to) {
    char word[64];
    size_t n = 0;
    while (to > from + 1 && (l->v.v[to - 1].cp == ',' || l->v.v[to - 1].cp == ';'))
        to--;
    for (size_t i = from; i < to; i++) {
        if (n + 4 > sizeof word) return false;
        n += utf8_put(word + n, l->v.v[i].cp);
    }
    struct str w = case_lower(l->arena, (struct str){word, n}, l->lang);
    for (size_t i = 0; i < sizeof stop_words / sizeof *stop_words; i++)
        if (str_is(w, stop_words[i])) return true;
    return false;
}

/* The next word at or after *i: from..to; false at the end. */
static bool next_word(const struct line *l, size_t *i, size_t *from, size_t *to) {
    while (*i < l->v.n && ends_word(l->v.v[*i].cp))
        (*i)++;
    *from = *i;
    while (*i < l->v.n && !ends_word(l->v.v[*i].cp))
        (*i)++;
    *to = *i;
    return *to > *from;
}

static bool is_last_word(const struct line *l, size_t to) {
    for (size_t i = to; i < l->v.n; i++)
        if (case_is_alnum(l->v.v[i].cp)) return false;
    return true;
}

/* True if a subtitle begins here: after a colon, a question or exclamation mark, or a long dash. */
static bool after_break(const struct line *l, size_t from) {
    while (from > 0 && (is_word_gap(l->v.v[from - 1].cp) || l->v.v[from - 1].cp == 0x201D ||
                        l->v.v[from - 1].cp == '"'))
        from--;
    if (from == 0) return true;
    uint32_t cp = l->v.v[from - 1].cp;
    return cp == ':' || cp == '?' || cp == '!' || cp == '.';
}

static bool is_hyphenated(const struct line *l, size_t from) {
    return from > 0 && (l->v.v[from - 1].cp == '-' || l->v.v[from - 1].cp == 0x2010);
}

/* A single letter that belongs to a number or a formula: "07-x", "β-carotene". */
static bool is_symbol(const struct line *l, size_t from, size_t to) {
    if (to != from + 1) return false;
    if (is_hyphenated(l, from) && from > 1) {
        uint32_t before = l->v.v[from - 2].cp;
        return before >= '0' && before <= '9';
    }
    return l->v.v[from].cp >= 0x80 && to < l->v.n && l->v.v[to].cp == '-';
}

static void title_case(struct line *l) {
    size_t i = 0, from, to;
    bool first = true;
    while (next_word(l, &i, &from, &to)) {
        size_t at = first_letter(l, from, to);
        if (at >= to) continue;
        bool edge = first || is_last_word(l, to) || after_break(l, from);
        bool joins = to < l->v.n && l->v.v[to].cp == '-';
        bool stop = is_stop_word(l, at, to) && (!joins || is_hyphenated(l, from));
        if (stop && !edge) {
            if (!has_upper(l, at + 1, to)) lower_all(l, at, to);
        } else if (!has_upper(l, at, to) && !is_symbol(l, at, to)) {
            l->v.v[at].upper = true;
        }
        first = false;
    }
}

static void sentence_case(struct line *l) {
    bool shouting = !has_lower(l, 0, l->v.n) && has_upper(l, 0, l->v.n);
    if (shouting) lower_all(l, 0, l->v.n);
    size_t at = first_letter(l, 0, l->v.n);
    if (at >= l->v.n) return;
    size_t to = at;
    while (to < l->v.n && !ends_word(l->v.v[to].cp))
        to++;
    l->v.v[at].lower = false;
    if (shouting || !has_upper(l, at, to)) l->v.v[at].upper = true;
}

static void capitalize_first(struct line *l) {
    size_t i = 0, from, to;
    if (!next_word(l, &i, &from, &to)) return;
    size_t at = first_letter(l, from, to);
    if (at < to && !has_upper(l, at, to)) l->v.v[at].upper = true;
}

static void capitalize_all(struct line *l) {
    size_t i = 0;
    while (i < l->v.n) {
        while (i < l->v.n && is_word_gap(l->v.v[i].cp))
            i++;
        size_t from = i;
        while (i < l->v.n && !is_word_gap(l->v.v[i].cp))
            i++;
        size_t at = first_letter(l, from, i);
        if (at < i && !has_upper(l, at, i)) l->v.v[at].upper = true;
    }
}

/* Upper case is done text by text: it may lengthen (ß). */
static void upper_all(struct arena *a, struct out *o, struct str lang) {
    if (o->nocase || o->frozen) return;
    if (o->is_text) o->text = case_upper(a, o->text, lang);
    for (struct out *c = o->first; c; c = c->next)
        upper_all(a, c, lang);
}

void out_set_case(struct arena *a, struct out *o, enum style_case c, struct str lang) {
    if (!o || c == CASE_NONE) return;
    if (c == CASE_UPPERCASE) {
        upper_all(a, o, lang);
        return;
    }
    struct line l = {.arena = a, .lang = lang};
    collect(&l, o, false);
    switch (c) {
    case CASE_LOWERCASE: lower_all(&l, 0, l.v.n); break;
    case CASE_CAPITALIZE_FIRST: capitalize_first(&l); break;
    case CASE_CAPITALIZE_ALL: capitalize_all(&l); break;
    case CASE_SENTENCE: sentence_case(&l); break;
    case CASE_TITLE: title_case(&l); break;
    default: break;
    }
    write_back(&l);
}
