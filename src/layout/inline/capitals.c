/* Runs of capitals in running text, set as small capitals where the house style asks for that:
 * NATO, OSCE, R&D, CO2, with the plural's s beside them ("MPs"). Only by the face's own glyphs
 * (c2sc), so that the text stays what it is; an italic without them keeps its capitals, and so do
 * titles and headings, code, what is raised, words that mix both cases (McDONALD, UNesco), and
 * Roman numerals, of which single letters would else stand beside small ones (IV to VI). */
#include "layout/inline/collect.h"

#include "base/utf8.h"

static bool is_heading(enum style_type_id type) {
    switch (type) {
    case STYLE_TYPE_TITLE:
    case STYLE_TYPE_SUBTITLE:
    case STYLE_TYPE_H1:
    case STYLE_TYPE_H2:
    case STYLE_TYPE_H3: return true;
    default: return false;
    }
}

bool capitals_are_small(const struct collector *k, const struct look *look) {
    struct inline_context *x = k->c->context;
    if (x->l->job.style->small_capitals == 0) return false;
    if (look->family != STYLE_TEXT || look->smallcaps || look->rise || is_heading(k->c->type))
        return false;
    if (look->flags & SPAN_CODE) return false;
    uint32_t face = context_face(x, look->family, look->weight, look->italic);
    return face != FONT_NONE && font_face_has_feature(x->l->job.fonts, face, "c2sc");
}

/* The character at i, 0 at the end. */
static uint32_t cp_at(struct str text, size_t i) {
    return i < text.n ? utf8_next(text, &i) : 0;
}

static bool is_digit(uint32_t cp) {
    return cp >= '0' && cp <= '9';
}

/* True if s is a Roman numeral as it is usually written. */
static bool is_roman(struct str s) {
    static const struct {
        const char *sign;
        int most;
    } signs[] = {{"M", 3},  {"CM", 1}, {"D", 1},  {"CD", 1}, {"C", 3},  {"XC", 1}, {"L", 1},
                 {"XL", 1}, {"X", 3},  {"IX", 1}, {"V", 1},  {"IV", 1}, {"I", 3}};
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
        for (int n = 0; n < signs[k].most && str_starts(s, signs[k].sign); n++)
            s = str_slice(s, strlen(signs[k].sign), s.n);
    return str_empty(s);
}

/* The end of the run of capitals and figures that begins at i, and how many capitals are in it. */
static size_t run_end(size_t *capitals, struct str text, size_t i) {
    *capitals = 0;
    while (i < text.n) {
        size_t next = i;
        uint32_t cp = utf8_next(text, &next);
        if (cp == '&' && !text_is_upper(cp_at(text, next))) break;
        if (text_is_upper(cp))
            ++*capitals;
        else if (cp != '&' && !is_digit(cp))
            break;
        i = next;
    }
    return i;
}

/* True if what follows the run is no part of its word but a plural's s. */
static bool ends_well(struct str text, size_t end) {
    uint32_t cp = cp_at(text, end);
    if (!text_is_letter(cp)) return true;
    return cp == 's' && !text_is_letter(cp_at(text, end + 1));
}

static size_t word_end(struct str text, size_t i) {
    while (i < text.n) {
        size_t next = i;
        uint32_t cp = utf8_next(text, &next);
        if (!text_is_letter(cp) && !is_digit(cp)) break;
        i = next;
    }
    return i;
}

/* Finds the next run to be set small at or after i; false if there is none. */
static bool find_run(size_t *from, size_t *to, struct str text, size_t i, size_t least) {
    while (i < text.n) {
        size_t next = i, capitals;
        uint32_t cp = utf8_next(text, &next);
        if (!text_is_letter(cp)) {
            i = next;
            continue;
        }
        size_t end = run_end(&capitals, text, i);
        if (capitals >= least && ends_well(text, end) && !is_roman(str_slice(text, i, end - i))) {
            *from = i;
            *to = end;
            return true;
        }
        i = word_end(text, next);
    }
    return false;
}

void collect_capitals(struct collector *k, const struct setting *plain, const struct look *look,
                      struct str text, struct pos pos) {
    size_t least = (size_t)k->c->l->job.style->small_capitals, done = 0, from, to;
    struct look small = *look;
    small.features |= FEATURE_ALL_SMALL;
    struct setting capitals = *plain;
    capitals.font = collect_font(k->c->context, &small);
    while (done < text.n) {
        if (!find_run(&from, &to, text, done, least)) from = to = text.n;
        const size_t ends[] = {from, to};
        for (int i = 0; i < 2; i++) {
            struct str part = str_slice(text, done, ends[i] - done);
            if (!str_empty(part)) content_append(k->c, i ? &capitals : plain, part, pos);
            if (pos.file && pos.col) pos.col += (uint32_t)utf8_count(part);
            done = ends[i];
        }
    }
}
