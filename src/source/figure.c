/* figure: what an indicator's value says, typed (indicators.h). */
#include "source/indicators.h"

/* Takes prefix off the start of *s. */
static bool take(struct str *s, const char *prefix) {
    if (!str_starts(*s, prefix)) return false;
    *s = str_trim(str_slice(*s, strlen(prefix), s->n));
    return true;
}

static enum doc_bound take_bound(struct str *s) {
    static const struct {
        const char *sign;
        enum doc_bound bound;
    } bounds[] = {
        {"≈", DOC_BOUND_ABOUT},    {"~", DOC_BOUND_ABOUT},     {"c. ", DOC_BOUND_ABOUT},
        {"ca. ", DOC_BOUND_ABOUT}, {">=", DOC_BOUND_AT_LEAST}, {"<=", DOC_BOUND_AT_MOST},
        {">", DOC_BOUND_MORE},     {"<", DOC_BOUND_LESS},      {"≥", DOC_BOUND_AT_LEAST},
        {"≤", DOC_BOUND_AT_MOST},
    };
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (take(s, bounds[i].sign)) return bounds[i].bound;
    return DOC_BOUND_EXACT;
}

static const struct {
    const char *sign, *code;
} currencies[] = {
    {"US$", "USD"}, {"A$", "AUD"}, {"C$", "CAD"},  {"$", "USD"}, {"€", "EUR"},
    {"£", "GBP"},   {"¥", "JPY"},  {"₽", "RUB"}, {"₸", "KZT"}, {"₴", "UAH"},
    {"₺", "TRY"},   {"֏", "AMD"},  {"₾", "GEL"}, {"₹", "INR"},
};

/* A sign before or after the number, or three capitals with a space: EUR 8. */
static bool take_currency(char code[4], struct str *s) {
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        if (!take(s, currencies[i].sign)) continue;
        memcpy(code, currencies[i].code, 4);
        return true;
    }
    if (s->n < 5 || (s->p[3] != ' ' && (unsigned char)s->p[3] != 0xC2)) return false;
    for (int i = 0; i < 3; i++)
        if (s->p[i] < 'A' || s->p[i] > 'Z') return false;
    memcpy(code, s->p, 3);
    code[3] = '\0';
    *s = str_trim(str_slice(*s, 3, s->n));
    return true;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* How many digits stand at a place. */
static size_t count_digits(struct str s, size_t at) {
    size_t n = 0;
    while (at + n < s.n && is_digit(s.p[at + n]))
        n++;
    return n;
}

/* Bytes of a thousands separator that three digits follow: a comma, an apostrophe, a space. A point
 * is one only where another such group follows, for it is a decimal point otherwise. */
static size_t separator_length(struct str s, size_t at) {
    static const char *const marks[] = {",", "’", "'", " ", "\xC2\xA0", "\xE2\x80\xAF"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]);
        if (str_starts(str_slice(s, at, s.n), marks[i]) && count_digits(s, at + n) == 3) return n;
    }
    bool before = at >= 4 && s.p[at - 4] == '.', after = at + 4 < s.n && s.p[at + 4] == '.';
    bool group = s.p[at] == '.' && count_digits(s, at + 1) == 3;
    return group && (before || (after && count_digits(s, at + 5) == 3)) ? 1 : 0;
}

/* A point with a digit after it, or a comma that is no separator of thousands. */
static bool is_decimal(struct str s, size_t at) {
    return (s.p[at] == '.' || s.p[at] == ',') && count_digits(s, at + 1) > 0;
}

/* Takes a sign off the start: -, − or – before a digit, or +. */
static char take_sign(struct str *s) {
    static const char *const minus[] = {"-", "\xE2\x88\x92", "\xE2\x80\x93"};
    for (size_t i = 0; i < sizeof minus / sizeof *minus; i++) {
        size_t n = strlen(minus[i]);
        if (!str_starts(*s, minus[i]) || !count_digits(*s, n)) continue;
        *s = str_slice(*s, n, s->n);
        return '-';
    }
    if (!str_starts(*s, "+") || !count_digits(*s, 1)) return 0;
    *s = str_slice(*s, 1, s->n);
    return '+';
}

/* Takes a number off the start; its separators of thousands are dropped. */
static bool take_number(struct doc_number *out, struct arena *a, struct str *s) {
    char *digits = arena_alloc(a, s->n + 2);
    size_t n = 0, at = 0;
    bool point = false;
    if (take_sign(s) == '-') digits[n++] = '-';
    while (at < s->n) {
        size_t skip = at && !point && is_digit(s->p[at - 1]) ? separator_length(*s, at) : 0;
        bool decimal = !skip && !point && is_decimal(*s, at);
        if (!skip && !decimal && !is_digit(s->p[at])) break;
        if (!skip) digits[n++] = decimal ? '.' : s->p[at];
        point |= decimal;
        at += skip ? skip : 1;
    }
    if (!key_parse_number(out, (struct str){digits, n})) return false;
    *s = str_slice(*s, at, s->n);
    return true;
}

/* Takes “–600” or “ to”-less dashes and the upper end. */
static bool take_upper(struct doc_value *v, struct arena *a, struct str *s) {
    static const char *const dashes[] = {"–", "—", "--", "-"};
    struct str rest = str_trim(*s);
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        struct str t = rest;
        char again[4] = "";
        if (!take(&t, dashes[i])) continue;
        take_currency(again, &t);
        if (!take_number(&v->to, a, &t)) return false;
        *s = t;
        return true;
    }
    return false;
}

/* What follows the number: a percent sign, a currency's sign, words without figures. */
static bool take_rest(struct doc_value *v, struct arena *a, struct str rest) {
    bool spaced =
        str_starts(rest, " ") || str_starts(rest, "\xC2\xA0") || str_starts(rest, "\xE2\x80\xAF");
    while (take(&rest, "\xC2\xA0") || take(&rest, "\xE2\x80\xAF")) {
    }
    rest = str_trim(rest);
    if (!rest.n) return true;
    if (str_is(rest, "%")) return v->percent = true;
    if (!v->currency[0] && take_currency(v->currency, &rest) && !rest.n) return true;
    if (!spaced || rest.n > 40) return false;
    for (size_t i = 0; i < rest.n; i++)
        if (is_digit(rest.p[i]) || strchr("*_[]`%^<>&\\", rest.p[i])) return false;
    v->after = str_copy(a, rest);
    return true;
}

struct doc_value indicators_parse_value(struct arena *a, struct str text) {
    static const char *const nothing[] = {"n/a", "N/A", "n. a.", "n.a.", ".."};
    struct str s = str_trim(text);
    struct doc_value v = {.kind = DOC_VALUE_NUMBER};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (str_is(s, nothing[i])) return (struct doc_value){.kind = DOC_VALUE_NO_DATA};
    v.bound = take_bound(&s);
    v.plus = str_starts(s, "+");
    take_currency(v.currency, &s);
    bool number = take_number(&v.from, a, &s);
    if (number && take_upper(&v, a, &s)) v.kind = DOC_VALUE_RANGE;
    if (number && take_rest(&v, a, s)) return v;
    return (struct doc_value){.kind = DOC_VALUE_TEXT};
}
