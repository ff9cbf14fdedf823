/* Numbers in print: ordinals, Roman figures, page ranges, labels with their plural. */
#include "cite/render.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "text/case.h"

/* --- what a string of numbers is made of ------------------------------------------------------ */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static size_t skip_spaces(struct str s, size_t i) {
    while (i < s.n && s.p[i] == ' ')
        i++;
    return i;
}

/* The length of a hyphen or dash at i, or 0. */
static size_t dash_at(struct str s, size_t i) {
    static const char *const dashes[] = {"-", "–", "—", "‐", "‑", "−"};
    for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++)
        if (str_starts(str_slice(s, i, s.n - i), dashes[k])) return strlen(dashes[k]);
    return 0;
}

static size_t separator_at(struct str s, size_t i) {
    if (i < s.n && (s.p[i] == ',' || s.p[i] == '&' || s.p[i] == ';')) return 1;
    return dash_at(s, i);
}

/* A token is letters and digits with at least one digit ("2b", "A12"), or a Roman figure. */
static bool token_is_number(struct str t) {
    bool digit = false;
    for (size_t i = 0; i < t.n; i++) {
        if (is_digit(t.p[i]))
            digit = true;
        else if (t.p[i] == ' ')
            return false;
    }
    return digit;
}

bool number_is_numeric(struct str s) {
    s = str_trim(s);
    size_t i = 0;
    bool any = false;
    while (i < s.n) {
        size_t from = i;
        while (i < s.n && s.p[i] != ' ' && !separator_at(s, i))
            i++;
        if (!token_is_number(str_slice(s, from, i - from))) return false;
        any = true;
        i = skip_spaces(s, i);
        if (i >= s.n) break;
        size_t sep = separator_at(s, i);
        if (!sep) return false;
        i = skip_spaces(s, i + sep);
    }
    return any;
}

/* True for figures and for Roman numerals in one case. */
static bool has_number(struct str s) {
    bool roman = s.n > 0;
    for (size_t i = 0; i < s.n; i++) {
        if (is_digit(s.p[i])) return true;
        if (!strchr("ivxlcdmIVXLCDM", s.p[i])) roman = false;
    }
    return roman;
}

static size_t word_end(struct str s, size_t i) {
    while (i < s.n && case_is_alnum((unsigned char)s.p[i]))
        i++;
    return i;
}

/* True for more than one number: "3-5", "3, 7"; but not for "Michaelson-Morley". */
bool number_is_plural(struct str s) {
    s = str_trim(s);
    for (size_t i = 1; i + 1 < s.n; i++) {
        size_t sep = s.p[i - 1] == '\\' ? 0 : separator_at(s, i);
        if (!sep) continue;
        size_t next = skip_spaces(s, i + sep), prev = i;
        while (prev > 0 && s.p[prev - 1] == ' ')
            prev--;
        size_t from = prev, end = word_end(s, next);
        while (from > 0 && case_is_alnum((unsigned char)s.p[from - 1]))
            from--;
        if (from == prev || end == next) continue;
        bool numbers = has_number(str_slice(s, from, prev - from)) ||
                       has_number(str_slice(s, next, end - next));
        if (numbers || !dash_at(s, i)) return true;
    }
    return false;
}

/* --- page ranges ------------------------------------------------------------------------------ */

struct page {
    struct str prefix, digits;
};

static bool read_page(struct page *p, struct str s) {
    size_t i = s.n;
    while (i > 0 && is_digit(s.p[i - 1]))
        i--;
    p->prefix = str_slice(s, 0, i);
    p->digits = str_slice(s, i, s.n - i);
    return p->digits.n > 0 && p->digits.n < 16;
}

static long value_of(struct str digits) {
    long v = 0;
    for (size_t i = 0; i < digits.n; i++)
        v = v * 10 + (digits.p[i] - '0');
    return v;
}

/* to with the leading digits that it left out taken from from. */
static struct str expand(struct arena *a, struct str from, struct str to) {
    if (to.n >= from.n) return to;
    return str_join(a, str_slice(from, 0, from.n - to.n), to);
}

/* to without the digits it shares with from, but at least `least`. */
static struct str shorten(struct str from, struct str to, size_t least) {
    if (from.n != to.n) return to;
    size_t i = 0;
    while (i < to.n && from.p[i] == to.p[i])
        i++;
    size_t keep = to.n - i;
    if (keep < least) keep = least;
    if (keep > to.n) keep = to.n;
    return str_slice(to, to.n - keep, keep);
}

static struct str chicago(struct str from, struct str to, bool older) {
    long v = value_of(from);
    if (v < 100 || v % 100 == 0) return to;
    if (v % 100 < 10) return shorten(from, to, 1);
    if (older && from.n == 4) {
        struct str s = shorten(from, to, 2);
        return s.n >= 3 ? to : s;
    }
    return shorten(from, to, 2);
}

static struct str format_end(struct str from, struct str to, struct str format) {
    if (str_is(format, "minimal")) return shorten(from, to, 1);
    if (str_is(format, "minimal-two")) return shorten(from, to, 2);
    if (str_is(format, "chicago") || str_is(format, "chicago-15")) return chicago(from, to, true);
    if (str_is(format, "chicago-16")) return chicago(from, to, false);
    return to;
}

/* One range "x-y" whose ends are given. */
static void write_range(struct buf *b, struct arena *a, struct str x, struct str y,
                        struct str format, const struct locale *l) {
    struct page p, q;
    bool both = read_page(&p, x) && read_page(&q, y);
    bool alike = both && str_eq(p.prefix, q.prefix);
    bool words = !has_number(x) && !has_number(y); /* "Michaelson-Morley" */
    buf_add_str(b, x);
    /* with a page-range-format, "N110-5" is no range that can be understood: it stays as it is */
    if (words || (format.n && both && !alike))
        buf_add_char(b, '-');
    else
        buf_add_str(b, l->page_delimiter);
    if (!alike || !format.n) {
        buf_add_str(b, y);
        return;
    }
    struct str full = expand(a, p.digits, q.digits);
    if (value_of(full) < value_of(p.digits)) {
        buf_add_str(b, y);
        return;
    }
    if (str_is(format, "expanded")) {
        buf_add_str(b, p.prefix);
        buf_add_str(b, full);
        return;
    }
    buf_add_str(b, format_end(p.digits, full, format));
}

static bool is_page_char(struct str s, size_t i) {
    unsigned char c = (unsigned char)s.p[i];
    if (dash_at(s, i) || c == '\\') return false;
    return is_digit((char)c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80 ||
           c == '.' || c == '/' || c == ':' || c == '(' || c == ')' || c == '\'' || c == '*' ||
           c == '[' || c == ']';
}

static size_t token_end(struct str s, size_t i) {
    while (i < s.n && is_page_char(s, i))
        i++;
    return i;
}

struct str number_pages(struct arena *a, struct str s, struct str format, const struct locale *l) {
    if (s.n == 0 || s.n > 4096) return s;
    struct buf b = {0};
    size_t i = 0;
    while (i < s.n) {
        size_t end = token_end(s, i);
        size_t dash = skip_spaces(s, end), sep = dash < s.n ? dash_at(s, dash) : 0;
        size_t next = sep ? skip_spaces(s, dash + sep) : 0;
        size_t stop = sep ? token_end(s, next) : 0;
        if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '-') {
            buf_add_char(&b, '-');
            i += 2;
        } else if (end > i && sep && stop > next && !(stop < s.n && dash_at(s, stop))) {
            write_range(&b, a, str_slice(s, i, end - i), str_slice(s, next, stop - next), format,
                        l);
            i = stop;
        } else if (end > i) {
            buf_add(&b, s.p + i, end - i);
            i = end;
            while (i < s.n && dash_at(s, i) && token_end(s, i + dash_at(s, i)) > i) {
                size_t d = dash_at(s, i);
                size_t t = token_end(s, i + d);
                buf_add(&b, s.p + i, t - i);
                i = t;
                if (t == i + d) break;
            }
        } else if (s.p[i] == '&') {
            buf_add_str(&b, l->and_symbol);
            i++;
        } else {
            buf_add_char(&b, s.p[i++]);
        }
    }
    struct str out = str_copy(a, buf_str(&b));
    buf_done(&b);
    return out;
}

/* --- forms ------------------------------------------------------------------------------------ */

struct str number_roman(struct arena *a, long n) {
    static const struct {
        int value;
        const char *figure;
    } figures[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                   {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                   {5, "v"},    {4, "iv"},   {1, "i"}};
    if (n < 1 || n > 5999) return str_printf(a, "%ld", n);
    struct buf b = {0};
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        for (; n >= figures[i].value; n -= figures[i].value)
            buf_add_c(&b, figures[i].figure);
    struct str s = str_copy(a, buf_str(&b));
    buf_done(&b);
    return s;
}

struct str number_year_suffix(struct arena *a, size_t n) {
    char text[16];
    size_t i = sizeof text;
    while (n > 0) {
        text[--i] = (char)('a' + (n - 1) % 26);
        n = (n - 1) / 26;
    }
    return str_copy(a, (struct str){text + i, sizeof text - i});
}

static void write_ordinal(struct render *r, struct buf *b, struct str token, struct str variable) {
    long n = value_of(token);
    enum term_gender g = locale_gender(r->locale, variable);
    buf_add_str(b, token);
    buf_add_str(b, locale_ordinal(r->locale, n, g));
}

static void write_form(struct render *r, struct buf *b, struct str token, struct str variable,
                       struct str form) {
    long n = token.n < 10 ? value_of(token) : -1;
    if (n < 0) {
        buf_add_str(b, token);
    } else if (str_is(form, "ordinal")) {
        write_ordinal(r, b, token, variable);
    } else if (str_is(form, "long-ordinal")) {
        enum term_gender g = locale_gender(r->locale, variable);
        struct str word = locale_long_ordinal(r->locale, n, g);
        if (word.n)
            buf_add_str(b, word);
        else
            write_ordinal(r, b, token, variable);
    } else if (str_is(form, "roman")) {
        buf_add_str(b, number_roman(r->a, n));
    } else {
        buf_add_str(b, token);
    }
}

/* A numeric content in the element's form: each number in it; "&" and "," get their spaces. */
static struct str format_numbers(struct render *r, struct str s, struct str variable,
                                 struct str form) {
    struct buf b = {0};
    size_t i = 0;
    while (i < s.n) {
        size_t from = i;
        while (i < s.n && is_digit(s.p[i]))
            i++;
        bool alone = i > from && (i == s.n || !case_is_letter((unsigned char)s.p[i])) &&
                     (from == 0 || !case_is_letter((unsigned char)s.p[from - 1]));
        if (i > from) {
            struct str token = str_slice(s, from, i - from);
            if (alone)
                write_form(r, &b, token, variable, form);
            else
                buf_add_str(&b, token);
            continue;
        }
        size_t sp = skip_spaces(s, i), dash = sp < s.n ? dash_at(s, sp) : 0;
        if (dash) {
            buf_add_str(&b, r->locale->page_delimiter);
            i = skip_spaces(s, sp + dash);
        } else if (sp < s.n && (s.p[sp] == ',' || s.p[sp] == '&')) {
            buf_add_c(&b, s.p[sp] == ',' ? ", " : " & ");
            i = skip_spaces(s, sp + 1);
        } else {
            buf_add_char(&b, s.p[i++]);
        }
    }
    struct str out = str_copy(r->a, buf_str(&b));
    buf_done(&b);
    return out;
}

struct out *render_number(struct render *r, const struct style_node *node) {
    if (!node->var_count) return NULL;
    struct str name = node->vars[0];
    struct str value = render_is_used(r, name) ? STR_NONE : render_variable(r, name, false);
    render_count(r, value.n > 0);
    if (!value.n) return NULL;
    long n;
    if (r->sorting && str_to_long(&n, str_trim(value)))
        return out_text(r->a, str_printf(r->a, "%010ld", n));
    struct str text = number_is_numeric(value)
                          ? format_numbers(r, str_trim(value), name, style_attr(node, ATTR_FORM))
                          : value;
    struct out *o = render_wrap(r, node, out_text(r->a, text));
    if (o && str_is(name, "citation-number")) o->tag = OUT_NUMBER_OF_CITATION;
    return o;
}

/* --- labels ----------------------------------------------------------------------------------- */

static bool counts_things(struct str name) {
    return str_is(name, "number-of-pages") || str_is(name, "number-of-volumes");
}

/* "213 and 235", in English or in the style's language. */
static bool has_and(struct str s, const struct locale *l) {
    struct str rest = s;
    size_t at = str_find(rest, STR(" and "));
    if (at == SIZE_MAX) {
        size_t word = str_find(rest, l->and_text);
        if (word == SIZE_MAX || word == 0 || s.p[word - 1] != ' ') return false;
        at = word - 1;
    }
    return at > 0 && case_is_alnum((unsigned char)s.p[at - 1]);
}

static bool label_is_plural(struct render *r, const struct style_node *node, struct str name,
                            struct str value) {
    struct str plural = style_attr(node, ATTR_PLURAL);
    if (str_is(plural, "always")) return true;
    if (str_is(plural, "never")) return false;
    long n;
    if (counts_things(name))
        return str_to_long(&n, str_trim(value)) ? n > 1 : number_is_plural(value);
    return number_is_plural(value) || has_and(value, r->locale);
}

/* True if a locator begins with a label of its own: "vol. 1, fol. 186". */
static bool has_own_label(struct render *r, struct str s) {
    static const char *const kinds[] = {"book",      "chapter", "column",  "figure", "folio",
                                        "issue",     "line",    "note",    "opus",   "page",
                                        "paragraph", "part",    "section", "verse",  "volume"};
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ' && !is_digit(s.p[n]))
        n++;
    struct str word = str_slice(s, 0, n);
    if (!str_ends(word, ".") || n == s.n) return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_eq(word, locale_term_c(r->locale, kinds[i], TERM_SHORT, false))) return true;
        if (str_eq(word, locale_term_c(r->locale, kinds[i], TERM_SHORT, true))) return true;
    }
    return false;
}

struct out *render_label(struct render *r, const struct style_node *node) {
    if (!node->var_count) return NULL;
    struct str name = node->vars[0];
    struct str value = render_is_used(r, name) ? STR_NONE : render_variable(r, name, false);
    struct str term = name;
    if (str_is(name, "locator")) {
        term = r->ref && r->ref->label.n ? r->ref->label : STR("page");
        if (str_is(term, "sub verbo")) term = STR("sub-verbo");
        if (str_is(term, "page") && has_own_label(r, value)) return NULL;
    }
    if (!value.n) return NULL;
    bool plural = label_is_plural(r, node, name, value);
    struct str s =
        locale_term(r->locale, term, locale_form_of(style_attr(node, ATTR_FORM)), plural);
    return s.n ? render_wrap(r, node, out_text(r->a, s)) : NULL;
}
