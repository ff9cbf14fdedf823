/* One name: its particles, its initials, its script. */
#include "base/utf8.h"
#include "cite/render.h"
#include "text/case.h"

static bool is_apostrophe_end(struct str s) {
    return str_ends(s, "'") || str_ends(s, "’") || str_ends(s, "ʼ");
}

/* The length of the first word of a family name with what joins it to the next (space, hyphen or
 * apostrophe); 0 if there is only one word. */
static size_t leading_word(struct str s) {
    size_t i = 0;
    while (i < s.n) {
        size_t at = i;
        uint32_t cp = utf8_next(s, &i);
        bool joint = cp == ' ' || cp == '-' || cp == '\'' || cp == 0x2019 || cp == 0x2BB;
        if (!joint || at == 0) continue;
        while (i < s.n && s.p[i] == ' ')
            i++;
        return i < s.n ? i : 0;
    }
    return 0;
}

static uint32_t first_letter(struct str s) {
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        if (cp != '-' && cp != '\'' && cp != 0x2019 && cp != 0x2BB && cp != ' ') return cp;
    }
    return 0;
}

/* Splits small-letter words off the front of a family name: "van der Berg". */
static struct str split_front(struct str *s) {
    size_t n = 0;
    for (;;) {
        struct str rest = str_slice(*s, n, s->n - n);
        size_t w = leading_word(rest);
        if (!w || !case_is_lower(first_letter(str_slice(rest, 0, w)))) break;
        n += w;
    }
    struct str particle = str_slice(*s, 0, n);
    *s = str_slice(*s, n, s->n - n);
    struct str t = str_trim(particle);
    /* "d' " keeps a space that was written after its apostrophe */
    return is_apostrophe_end(t) && t.n < particle.n ? str_slice(particle, 0, t.n + 1) : t;
}

/* Splits small-letter words off the end of a given name: "Ludwig van". */
static struct str split_back(struct str *s) {
    size_t n = s->n;
    for (;;) {
        struct str head = str_trim(str_slice(*s, 0, n));
        size_t i = head.n;
        while (i > 0 && head.p[i - 1] != ' ')
            i--;
        if (i == 0) break;
        uint32_t cp = first_letter(str_slice(head, i, head.n - i));
        if (!case_is_lower(cp)) break;
        n = i;
    }
    struct str particle = str_trim(str_slice(*s, n, s->n - n));
    *s = str_trim(str_slice(*s, 0, n));
    return particle;
}

/* "John, Jr." and "John,! III": a suffix written into the given name. */
static void split_suffix(struct person *p) {
    size_t comma = str_find_char(p->given, ',');
    if (p->suffix.n || comma >= p->given.n) return;
    struct str rest = str_slice(p->given, comma + 1, p->given.n);
    if (str_starts(rest, "!")) {
        p->comma_suffix = true;
        rest = str_slice(rest, 1, rest.n);
    }
    rest = str_trim(rest);
    p->given = str_trim(str_slice(p->given, 0, comma));
    if (str_starts(rest, "et al")) {
        p->dropping = rest;
        p->comma_dropping = true;
    } else {
        p->suffix = rest;
    }
}

static bool is_quoted(struct str s) {
    return s.n > 2 && s.p[0] == '"' && s.p[s.n - 1] == '"';
}

void person_read(struct person *p, struct arena *a, const struct work_name *n) {
    (void)a;
    *p = (struct person){.family = str_trim(n->family),
                         .given = str_trim(n->given),
                         .suffix = str_trim(n->suffix),
                         .dropping = str_trim(n->dropping_particle),
                         .demoted = str_trim(n->non_dropping_particle),
                         .literal = n->literal,
                         .comma_suffix = n->comma_suffix,
                         .static_order = n->static_ordering};
    if (is_quoted(p->family)) {
        p->family = str_slice(p->family, 1, p->family.n - 2);
        return;
    }
    if (p->family.n && !p->demoted.n) p->demoted = split_front(&p->family);
    if (p->given.n) split_suffix(p);
    if (p->given.n && !p->dropping.n) p->dropping = split_back(&p->given);
}

bool person_is_roman(const struct person *p) {
    struct str s = p->family.n ? p->family : p->given;
    for (size_t i = 0; i < s.n;)
        if (case_is_east_asian(utf8_next(s, &i))) return false;
    return true;
}

struct str person_key_family(struct arena *a, const struct person *p) {
    if (p->literal.n) return p->literal;
    return p->demoted.n ? str_printf(a, "%.*s %.*s", STR_ARG(p->demoted), STR_ARG(p->family))
                        : p->family;
}

/* --- initials --------------------------------------------------------------------------------- */

struct initials {
    struct arena *arena;
    struct buf b;
    struct str with;
    bool initialize;
    bool last_initial; /* the last thing written was an initial with its terminator */
};

static void trim_space(struct buf *b) {
    while (b->n && b->p[b->n - 1] == ' ')
        b->p[--b->n] = '\0';
}

/* "TSerendorj" begins with one sound in two capitals: the second is kept, small. */
static struct str digraph_rest(struct arena *a, struct str word, size_t first) {
    size_t i = first;
    while (i < word.n) {
        size_t at = i;
        uint32_t cp = utf8_next(word, &i);
        if (case_is_lower(cp)) return case_lower(a, str_slice(word, first, at - first), STR("en"));
        if (!case_is_upper(cp)) break;
    }
    return STR_NONE;
}

/* The capitals that stand for a word: its first letter, or all of it if it is an initial already
 * written as "Ph" or "MJ" is not. */
static void write_initial(struct initials *w, struct str word) {
    size_t i = 0;
    utf8_next(word, &i);
    buf_add(&w->b, word.p, i);
    buf_add_str(&w->b, digraph_rest(w->arena, word, i));
    buf_add_str(&w->b, w->with);
    w->last_initial = true;
}

static bool is_single_letter(struct str word) {
    size_t i = 0;
    utf8_next(word, &i);
    return i == word.n;
}

static void write_whole(struct initials *w, struct str word, bool period) {
    if (w->b.n && w->b.p[w->b.n - 1] != ' ' && w->b.p[w->b.n - 1] != '-') buf_add_char(&w->b, ' ');
    buf_add_str(&w->b, word);
    if (period) buf_add_char(&w->b, '.');
    buf_add_char(&w->b, ' ');
    w->last_initial = false;
}

static void write_word(struct initials *w, struct str word, bool period) {
    size_t i = 0;
    uint32_t cp = utf8_next(word, &i);
    if (case_is_lower(cp)) {
        write_whole(w, word, period);
    } else if (period) { /* abbreviated already: "Ph.", "Ts." */
        buf_add_str(&w->b, word);
        buf_add_str(&w->b, w->with);
        w->last_initial = true;
    } else if (w->initialize || (is_single_letter(word) && case_is_upper(cp))) {
        write_initial(w, word);
    } else {
        write_whole(w, word, false);
    }
}

static bool ends_word(struct str s, size_t i) {
    return s.p[i] == ' ' || s.p[i] == '.' || s.p[i] == '-' || s.p[i] == '<' ||
           str_starts(str_slice(s, i, 3), "‐") || str_starts(str_slice(s, i, 2), "\xC2\xA0");
}

/* True if a hyphen at i joins two words that both have initials. */
static bool hyphen_counts(struct str s, size_t i) {
    size_t j = i + 1;
    if (j >= s.n) return false;
    return !case_is_lower(utf8_next(s, &j));
}

/* The length of an inline tag at i, or 0. */
static size_t tag_length(struct str s, size_t i) {
    if (s.p[i] != '<') return 0;
    enum { MAX_TAG = 48 };
    struct str near = str_slice(s, i, MAX_TAG);
    size_t n = str_find_char(near, '>');
    return n < near.n ? n + 1 : 0;
}

/* Copies a tag; the space after an initial goes behind a closing one. */
static void copy_tag(struct initials *w, struct str tag) {
    bool space = str_starts(tag, "</") && w->b.n && w->b.p[w->b.n - 1] == ' ';
    if (space) trim_space(&w->b);
    buf_add_str(&w->b, tag);
    if (space) buf_add_char(&w->b, ' ');
}

struct str person_initials(struct arena *a, struct str given, struct str with, bool initialize,
                           bool hyphen) {
    struct initials w = {.arena = a, .with = with, .initialize = initialize};
    size_t i = 0;
    while (i < given.n) {
        if (given.p[i] == '-') {
            trim_space(&w.b);
            if (w.b.n) buf_add_char(&w.b, hyphen ? '-' : ' ');
            if (!hyphen && w.last_initial && !str_ends(with, " ")) trim_space(&w.b);
            i++;
            continue;
        }
        size_t tag = tag_length(given, i);
        if (tag) {
            copy_tag(&w, str_slice(given, i, tag));
            i += tag;
            continue;
        }
        if (given.p[i] != '<' && ends_word(given, i)) {
            i += (unsigned char)given.p[i] == 0xC2 ? 2 : (unsigned char)given.p[i] == 0xE2 ? 3 : 1;
            continue;
        }
        size_t from = i++;
        while (i < given.n &&
               (!ends_word(given, i) || (given.p[i] == '-' && !hyphen_counts(given, i))))
            i++;
        write_word(&w, str_slice(given, from, i - from), i < given.n && given.p[i] == '.');
    }
    trim_space(&w.b);
    struct str s = str_copy(a, buf_str(&w.b));
    buf_done(&w.b);
    return s;
}
