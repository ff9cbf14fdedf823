/* simple: see simple.h.
 *
 * Source: UAX #14, revision 50, as ICU 72 tailors it (its root line rules: a break before a number
 * that begins with its decimal point; LB 25 as a regular expression; a hyphen that begins a word
 * stays with it). One pass keeps what the rules look back at: the class before any spaces, how far
 * a number has come, whether a hyphen began a line; two rules look one or two characters ahead.
 * The alternative, a table of pairs, cannot say the rules for numbers. */
#include "text/simple.h"

#include "base/utf8.h"

struct class_range {
    uint32_t from, to;
    enum simple_class class;
};

/* In order; what lies between is not simple. ASCII has a table of its own below. */
static const struct class_range class_ranges[] = {
    {0x00A0, 0x00A0, SIMPLE_GL}, {0x00A1, 0x00A1, SIMPLE_OP}, {0x00A2, 0x00A2, SIMPLE_PO},
    {0x00A3, 0x00A5, SIMPLE_PR}, {0x00A6, 0x00AA, SIMPLE_AL}, {0x00AB, 0x00AB, SIMPLE_QU},
    {0x00AC, 0x00AC, SIMPLE_AL}, {0x00AD, 0x00AD, SIMPLE_BA}, {0x00AE, 0x00AF, SIMPLE_AL},
    {0x00B0, 0x00B0, SIMPLE_PO}, {0x00B1, 0x00B1, SIMPLE_PR}, {0x00B2, 0x00B3, SIMPLE_AL},
    {0x00B4, 0x00B4, SIMPLE_BB}, {0x00B5, 0x00BA, SIMPLE_AL}, {0x00BB, 0x00BB, SIMPLE_QU},
    {0x00BC, 0x00BE, SIMPLE_AL}, {0x00BF, 0x00BF, SIMPLE_OP}, {0x00C0, 0x02C7, SIMPLE_AL},
    {0x02C8, 0x02C8, SIMPLE_BB}, {0x02C9, 0x02CB, SIMPLE_AL}, {0x02CC, 0x02CC, SIMPLE_BB},
    {0x02CD, 0x02DE, SIMPLE_AL}, {0x02DF, 0x02DF, SIMPLE_BB}, {0x02E0, 0x02FF, SIMPLE_AL},
    {0x0370, 0x037D, SIMPLE_AL}, {0x037E, 0x037E, SIMPLE_IS}, {0x037F, 0x0482, SIMPLE_AL},
    {0x048A, 0x0588, SIMPLE_AL}, {0x0589, 0x0589, SIMPLE_IS}, {0x058A, 0x058A, SIMPLE_BA},
    {0x058B, 0x058E, SIMPLE_AL}, {0x10A0, 0x10FF, SIMPLE_AL}, {0x1E00, 0x1FFC, SIMPLE_AL},
    {0x1FFD, 0x1FFD, SIMPLE_BB}, {0x1FFE, 0x1FFF, SIMPLE_AL}, {0x2000, 0x2006, SIMPLE_BA},
    {0x2007, 0x2007, SIMPLE_GL}, {0x2008, 0x200A, SIMPLE_BA}, {0x2010, 0x2010, SIMPLE_HH},
    {0x2011, 0x2011, SIMPLE_GL}, {0x2012, 0x2013, SIMPLE_BA}, {0x2014, 0x2014, SIMPLE_B2},
    {0x2015, 0x2017, SIMPLE_AL}, {0x2018, 0x2019, SIMPLE_QU}, {0x201A, 0x201A, SIMPLE_OP},
    {0x201B, 0x201D, SIMPLE_QU}, {0x201E, 0x201E, SIMPLE_OP}, {0x201F, 0x201F, SIMPLE_QU},
    {0x2020, 0x2023, SIMPLE_AL}, {0x2024, 0x2026, SIMPLE_IN}, {0x202F, 0x202F, SIMPLE_GL},
    {0x2030, 0x2037, SIMPLE_PO}, {0x2038, 0x2038, SIMPLE_AL}, {0x2039, 0x203A, SIMPLE_QU},
    {0x203B, 0x203B, SIMPLE_AL}, {0x203C, 0x203D, SIMPLE_NS}, {0x203E, 0x2043, SIMPLE_AL},
    {0x2044, 0x2044, SIMPLE_IS}, {0x2070, 0x207C, SIMPLE_AL}, {0x207D, 0x207D, SIMPLE_OP},
    {0x207E, 0x207E, SIMPLE_CL}, {0x207F, 0x208C, SIMPLE_AL}, {0x20A0, 0x20A6, SIMPLE_PR},
    {0x20A7, 0x20A7, SIMPLE_PO}, {0x20A8, 0x20B5, SIMPLE_PR}, {0x20B6, 0x20B6, SIMPLE_PO},
    {0x20B7, 0x20BA, SIMPLE_PR}, {0x20BB, 0x20BB, SIMPLE_PO}, {0x20BC, 0x20BD, SIMPLE_PR},
    {0x20BE, 0x20BE, SIMPLE_PO}, {0x20BF, 0x20BF, SIMPLE_PR}, {0x20C0, 0x20C0, SIMPLE_PO},
    {0x2100, 0x2102, SIMPLE_AL}, {0x2103, 0x2103, SIMPLE_PO}, {0x2104, 0x2108, SIMPLE_AL},
    {0x2109, 0x2109, SIMPLE_PO}, {0x210A, 0x2115, SIMPLE_AL}, {0x2116, 0x2116, SIMPLE_PR},
    {0x2117, 0x218B, SIMPLE_AL}, {0x2190, 0x2211, SIMPLE_AL}, {0x2212, 0x2213, SIMPLE_PR},
    {0x2214, 0x22EE, SIMPLE_AL},
};

static const unsigned char ascii_classes[128] = {
    ['\t'] = SIMPLE_BA, ['\n'] = SIMPLE_LF, [' '] = SIMPLE_SP, ['!'] = SIMPLE_EX,
    ['"'] = SIMPLE_QU,  ['#'] = SIMPLE_AL,  ['$'] = SIMPLE_PR, ['%'] = SIMPLE_PO,
    ['&'] = SIMPLE_AL,  ['\''] = SIMPLE_QU, ['('] = SIMPLE_OP, [')'] = SIMPLE_CP,
    ['*'] = SIMPLE_AL,  ['+'] = SIMPLE_PR,  [','] = SIMPLE_IS, ['-'] = SIMPLE_HY,
    ['.'] = SIMPLE_IS,  ['/'] = SIMPLE_SY,  ['0'] = SIMPLE_NU, ['1'] = SIMPLE_NU,
    ['2'] = SIMPLE_NU,  ['3'] = SIMPLE_NU,  ['4'] = SIMPLE_NU, ['5'] = SIMPLE_NU,
    ['6'] = SIMPLE_NU,  ['7'] = SIMPLE_NU,  ['8'] = SIMPLE_NU, ['9'] = SIMPLE_NU,
    [':'] = SIMPLE_IS,  [';'] = SIMPLE_IS,  ['<'] = SIMPLE_AL, ['='] = SIMPLE_AL,
    ['>'] = SIMPLE_AL,  ['?'] = SIMPLE_EX,  ['@'] = SIMPLE_AL, ['['] = SIMPLE_OP,
    ['\\'] = SIMPLE_PR, [']'] = SIMPLE_CP,  ['^'] = SIMPLE_AL, ['_'] = SIMPLE_AL,
    ['`'] = SIMPLE_AL,  ['{'] = SIMPLE_OP,  ['|'] = SIMPLE_BA, ['}'] = SIMPLE_CL,
    ['~'] = SIMPLE_AL,
};

enum simple_class simple_class_of(uint32_t cp) {
    if (cp < 128) {
        bool letter = (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
        return letter ? SIMPLE_AL : (enum simple_class)ascii_classes[cp];
    }
    if (cp >= 0x0400 && cp <= 0x0482) return SIMPLE_AL; /* most of any Russian text */
    size_t low = 0, high = sizeof class_ranges / sizeof *class_ranges;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (cp > class_ranges[mid].to)
            low = mid + 1;
        else
            high = mid;
    }
    bool in = low < sizeof class_ranges / sizeof *class_ranges && cp >= class_ranges[low].from;
    return in ? class_ranges[low].class : SIMPLE_NOT;
}

/* --- the rules --- */

enum number { NUMBER_NONE, NUMBER_IN, NUMBER_CLOSED };

struct state {
    enum simple_class prev; /* the character before */
    enum simple_class base; /* the last that is no space */
    enum number number;     /* where LB 25's expression stands after prev */
    bool hyphen_begins;     /* prev is a hyphen before which a break stood */
};

/* Is the number that LB 25 wants behind an opening bracket or a point there? */
static bool number_follows(const unsigned char *next, const unsigned char *end) {
    if (next < end && *next == SIMPLE_IS) next++;
    return next < end && *next == SIMPLE_NU;
}

static bool is_fix(enum simple_class c) {
    return c == SIMPLE_PR || c == SIMPLE_PO;
}

/* LB 12 to 18: what holds even after spaces. Returns -1 if no rule says anything. */
static int decide_far(const struct state *s, enum simple_class c, bool number_next) {
    if (s->prev == SIMPLE_LF) return TEXT_BREAK_MUST;
    if (c == SIMPLE_LF || c == SIMPLE_SP) return TEXT_BREAK_NONE;
    if (s->prev == SIMPLE_GL) return TEXT_BREAK_NONE;
    if (c == SIMPLE_GL && s->prev != SIMPLE_SP && s->prev != SIMPLE_BA && s->prev != SIMPLE_HH &&
        s->prev != SIMPLE_HY)
        return TEXT_BREAK_NONE;
    if (c == SIMPLE_CL || c == SIMPLE_CP || c == SIMPLE_EX || c == SIMPLE_SY)
        return TEXT_BREAK_NONE;
    if (c == SIMPLE_IS && (s->prev != SIMPLE_SP || !number_next)) return TEXT_BREAK_NONE;
    if (s->base == SIMPLE_OP) return TEXT_BREAK_NONE;
    if (s->base == SIMPLE_QU && c == SIMPLE_OP) return TEXT_BREAK_NONE;
    if ((s->base == SIMPLE_CL || s->base == SIMPLE_CP) && c == SIMPLE_NS) return TEXT_BREAK_NONE;
    if (s->base == SIMPLE_B2 && c == SIMPLE_B2) return TEXT_BREAK_NONE;
    return s->prev == SIMPLE_SP ? TEXT_BREAK_ALLOWED : -1;
}

/* LB 23 to 25 and 30, for letters, numbers and what stands around them. */
static bool holds_together(const struct state *s, enum simple_class c, bool number_next) {
    enum simple_class p = s->prev;
    switch (c) {
    case SIMPLE_AL:
        return p == SIMPLE_AL || p == SIMPLE_NU || is_fix(p) || p == SIMPLE_IS || p == SIMPLE_CP ||
               s->hyphen_begins;
    case SIMPLE_NU:
        return p == SIMPLE_AL || p == SIMPLE_NU || is_fix(p) || p == SIMPLE_IS || p == SIMPLE_CP ||
               p == SIMPLE_HY || (p == SIMPLE_SY && s->number == NUMBER_IN);
    case SIMPLE_PR:
    case SIMPLE_PO: return p == SIMPLE_AL || s->number != NUMBER_NONE;
    case SIMPLE_OP: return p == SIMPLE_AL || p == SIMPLE_NU || (is_fix(p) && number_next);
    default: return false;
    }
}

/* LB 19 to 31, between two characters that touch. */
static bool may_break(const struct state *s, enum simple_class c, bool number_next) {
    if (c == SIMPLE_QU || s->prev == SIMPLE_QU || s->prev == SIMPLE_BB) return false;
    if (c == SIMPLE_BA || c == SIMPLE_HH || c == SIMPLE_HY || c == SIMPLE_NS || c == SIMPLE_IN)
        return false;
    return !holds_together(s, c, number_next);
}

static enum number next_number(enum number n, enum simple_class c) {
    if (c == SIMPLE_NU) return NUMBER_IN;
    if (n != NUMBER_IN) return NUMBER_NONE;
    if (c == SIMPLE_SY || c == SIMPLE_IS) return NUMBER_IN;
    return c == SIMPLE_CL || c == SIMPLE_CP ? NUMBER_CLOSED : NUMBER_NONE;
}

/* Takes the next character and says whether a break may stand before it. */
static enum text_break step(struct state *s, enum simple_class c, bool first, bool number_next) {
    int far = first ? TEXT_BREAK_NONE : decide_far(s, c, number_next);
    enum text_break b = far >= 0                       ? (enum text_break)far
                        : may_break(s, c, number_next) ? TEXT_BREAK_ALLOWED
                                                       : TEXT_BREAK_NONE;
    s->hyphen_begins = (c == SIMPLE_HY || c == SIMPLE_HH) && (first || b != TEXT_BREAK_NONE);
    s->number = next_number(s->number, c);
    s->prev = c;
    if (c != SIMPLE_SP) s->base = c;
    return b;
}

/* Puts the class of each character where its break will stand; the second and later bytes of a
 * character get the class of none. False at a character that is not simple. */
static bool classify(unsigned char *classes, struct str s) {
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        enum simple_class c;
        if ((unsigned char)s.p[i] < 128)
            c = simple_class_of((unsigned char)s.p[i++]);
        else
            c = simple_class_of(utf8_next(s, &i));
        if (c == SIMPLE_NOT) return false;
        classes[from] = (unsigned char)c;
        for (size_t j = from + 1; j < i; j++)
            classes[j] = SIMPLE_NOT;
    }
    return true;
}

/* Classes are turned into breaks in place, from the left, so that what lies ahead is still there.
 * The only classes looked at ahead (IS, NU) follow bytes of their own: U+037E, U+0589 and U+2044
 * are IS of two or three bytes, so the gaps are skipped. */
bool simple_line_breaks(unsigned char *breaks, struct str s) {
    if (!classify(breaks, s)) return false;
    struct state st = {SIMPLE_NOT, SIMPLE_NOT, NUMBER_NONE, false};
    for (size_t i = 0; i < s.n; i++) {
        if (breaks[i] == SIMPLE_NOT) continue; /* which is TEXT_BREAK_NONE */
        enum simple_class c = (enum simple_class)breaks[i];
        if (c == SIMPLE_AL && st.prev == SIMPLE_AL) {
            breaks[i] = TEXT_BREAK_NONE; /* within words, and nothing comes of it for the state */
            continue;
        }
        unsigned char ahead[2];
        size_t n = 0;
        if (c == SIMPLE_IS || c == SIMPLE_OP)
            for (size_t j = i + 1; j < s.n && n < 2; j++)
                if (breaks[j] != SIMPLE_NOT) ahead[n++] = breaks[j];
        bool number_next =
            c == SIMPLE_IS ? n > 0 && ahead[0] == SIMPLE_NU : number_follows(ahead, ahead + n);
        breaks[i] = (unsigned char)step(&st, c, i == 0, number_next);
    }
    breaks[s.n] = TEXT_BREAK_MUST;
    return true;
}

/* --- scripts --- */

struct script_range {
    uint32_t from, to;
    const char *script;
};

#define COMMON   "Zyyy"
#define LATIN    "Latn"
#define GREEK    "Grek"
#define CYRILLIC "Cyrl"
#define ARMENIAN "Armn"
#define GEORGIAN "Geor"

/* In order; unassigned characters are left out. */
static const struct script_range script_ranges[] = {
    {0x0009, 0x000A, COMMON},   {0x0020, 0x0040, COMMON},   {0x0041, 0x005A, LATIN},
    {0x005B, 0x0060, COMMON},   {0x0061, 0x007A, LATIN},    {0x007B, 0x007E, COMMON},
    {0x00A0, 0x00A9, COMMON},   {0x00AA, 0x00AA, LATIN},    {0x00AB, 0x00B9, COMMON},
    {0x00BA, 0x00BA, LATIN},    {0x00BB, 0x00BF, COMMON},   {0x00C0, 0x00D6, LATIN},
    {0x00D7, 0x00D7, COMMON},   {0x00D8, 0x00F6, LATIN},    {0x00F7, 0x00F7, COMMON},
    {0x00F8, 0x02B8, LATIN},    {0x02B9, 0x02DF, COMMON},   {0x02E0, 0x02E4, LATIN},
    {0x0370, 0x0373, GREEK},    {0x0375, 0x0377, GREEK},    {0x037A, 0x037D, GREEK},
    {0x037F, 0x037F, GREEK},    {0x0384, 0x0384, GREEK},    {0x0386, 0x0386, GREEK},
    {0x0388, 0x038A, GREEK},    {0x038C, 0x038C, GREEK},    {0x038E, 0x03A1, GREEK},
    {0x03A3, 0x03E1, GREEK},    {0x03F0, 0x03FF, GREEK},    {0x0400, 0x0482, CYRILLIC},
    {0x048A, 0x052F, CYRILLIC}, {0x0531, 0x0556, ARMENIAN}, {0x0559, 0x058A, ARMENIAN},
    {0x10D0, 0x10FA, GEORGIAN}, {0x10FC, 0x10FF, GEORGIAN}, {0x1E00, 0x1EFF, LATIN},
    {0x1F00, 0x1F15, GREEK},    {0x1F18, 0x1F1D, GREEK},    {0x1F20, 0x1F45, GREEK},
    {0x1F48, 0x1F4D, GREEK},    {0x1F50, 0x1F57, GREEK},    {0x2000, 0x200A, COMMON},
    {0x2010, 0x2027, COMMON},   {0x202F, 0x205E, COMMON},   {0x2070, 0x2070, COMMON},
    {0x2074, 0x207E, COMMON},   {0x2080, 0x208E, COMMON},   {0x20A0, 0x20C0, COMMON},
    {0x2100, 0x2125, COMMON},   {0x2190, 0x22FF, COMMON},
};

const char *simple_script_of(uint32_t cp) {
    if (((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') && cp < 128) return LATIN;
    if (cp >= 0x0400 && cp <= 0x0482) return CYRILLIC;
    size_t low = 0, high = sizeof script_ranges / sizeof *script_ranges;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (cp > script_ranges[mid].to)
            low = mid + 1;
        else
            high = mid;
    }
    bool in = low < sizeof script_ranges / sizeof *script_ranges && cp >= script_ranges[low].from;
    return in ? script_ranges[low].script : NULL;
}
