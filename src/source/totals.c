/* totals: whether a table's totals are the sums that they say they are.
 *
 * A total may stand for the rows since the last total or sub-heading, for its whole group, for the
 * whole table, for the totals before it, or for the rows after it: it is right if it is one of
 * these sums, but for rounding. What stands in a row of totals need not be a sum, though: a share,
 * a rate, a mean. A figure that lies between the least and the greatest of its parts is taken for
 * one of these and left alone, unless the author has named the column. So is a sum of which a part
 * is not known.
 * The figures are read as the language writes them; a sign that parts thousands or decimals is told
 * by what follows it. */
#include "source/sheet.h"

#include <math.h>
#include <stdlib.h>
#include "base/utf8.h"
#include "source/key.h"
#include "text/locale.h"

/* What a cell says: a figure, nothing (a dash is none of it), or something that is not known. */
enum reading_kind { FIGURE, NIL, UNKNOWN };

struct figure {
    enum reading_kind kind;
    double value;
    double unit; /* of its last digit */
};

/* Figures that are summed. */
struct sum {
    double value, least, greatest, unit;
    size_t count;
    bool unknown;
};

/* One column on the way down. */
struct account {
    struct sum since, group, all, totals, after;
    const struct doc_node *open; /* a total that no sum above it explains */
    struct figure said;
    struct sum natural; /* what it would be the sum of */
    bool strict;        /* the author has named the column */
    bool wanted;        /* it holds figures */
};

struct totals {
    struct sheet *s;
    struct account *accounts; /* by column */
    char point;               /* the language's decimal sign */
};

/* --- figures
 * --------------------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_one_of(struct str words, const char *const *list) {
    for (; *list; list++)
        if (str_is(words, *list)) return true;
    return false;
}

/* Digits that follow the sign at i, and whether another such sign stands later. */
static bool parts_decimals(struct str s, size_t i, char point) {
    size_t digits = 0;
    for (size_t k = i + 1; k < s.n && is_digit(s.p[k]); k++)
        digits++;
    for (size_t k = 0; k < s.n; k++)
        if (k != i && s.p[k] == s.p[i]) return false; /* twice: thousands */
    return s.p[i] == point || digits != 3;
}

/* The figure that begins with a digit; what may follow it is a sign of per cent or per mille. */
static bool parse_digits(struct figure *out, struct str s, char point) {
    static const char *const spaces[] = {" ", "\u00A0", "\u202F", "\u2009", "’", "'", NULL};
    char digits[40];
    size_t n = 0, at = 0;
    int decimals = -1;
    while (at < s.n && n + 1 < sizeof digits) {
        size_t from = at;
        uint32_t cp = utf8_next(s, &at);
        if (cp < 0x80 && is_digit((char)cp)) {
            digits[n++] = (char)cp;
            decimals += decimals >= 0;
        } else if ((cp == '.' || cp == ',') && at < s.n && is_digit(s.p[at])) {
            if (!parts_decimals(s, from, point)) continue;
            if (decimals >= 0) return false;
            digits[n++] = '.';
            decimals = 0;
        } else if (is_one_of(str_slice(s, from, at - from), spaces) && at < s.n) {
            continue;
        } else if ((cp == '%' || cp == 0x2030) && at == s.n) {
            continue;
        } else
            return false;
    }
    digits[n] = '\0';
    out->value = strtod(digits, NULL);
    out->unit = pow(10, decimals > 0 ? -decimals : 0);
    return n > 0 && at >= s.n;
}

/* A sign of minus at the start, of any kind, or brackets around it, as accounts have them. */
static struct str take_minus(struct str s, bool *minus) {
    static const char *const signs[] = {"−", "-", "–", NULL};
    for (size_t i = 0; signs[i]; i++) {
        if (!str_starts(s, signs[i])) continue;
        *minus = true;
        return str_trim(str_slice(s, strlen(signs[i]), s.n));
    }
    *minus = s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')';
    return *minus               ? str_trim(str_slice(s, 1, s.n - 2))
           : str_starts(s, "+") ? str_slice(s, 1, s.n)
                                : s;
}

static struct figure read_figure(const struct totals *t, const struct doc_node *cell) {
    static const char *const nils[] = {"–", "—", "-", "−", NULL};
    struct figure figure = {.kind = UNKNOWN};
    struct str words = sheet_words(t->s->r, cell);
    bool minus;
    if (is_one_of(words, nils)) figure.kind = NIL;
    if (figure.kind == NIL || !words.n) return figure;
    struct str digits = take_minus(words, &minus);
    if (!digits.n || !is_digit(digits.p[0]) || !parse_digits(&figure, digits, t->point))
        return figure;
    if (minus) figure.value = -figure.value;
    figure.kind = FIGURE;
    return figure;
}

/* --- sums
 * ----------------------------------------------------------------------------------------- */

static void sum_add(struct sum *sum, const struct figure *f) {
    sum->unknown |= f->kind == UNKNOWN;
    if (f->kind == UNKNOWN) return;
    double value = f->kind == NIL ? 0 : f->value;
    if (!sum->count || value < sum->least) sum->least = value;
    if (!sum->count || value > sum->greatest) sum->greatest = value;
    if (f->kind == FIGURE) sum->unit = fmax(sum->unit, f->unit);
    sum->value += value;
    sum->count++;
}

/* Equal but for rounding: each figure may be off by half its last digit, at most all of them to one
 * side, and of many hardly more than the root of their number. */
static bool matches(const struct sum *sum, const struct figure *said) {
    if (!sum->count || sum->unknown) return false;
    double n = (double)sum->count + 1, unit = fmax(sum->unit, said->unit);
    double most = unit * fmin(n / 2, sqrt(n));
    return fabs(sum->value - said->value) <= most + 1e-9 * fabs(said->value);
}

static bool is_explained(const struct account *a, const struct figure *said) {
    return matches(&a->since, said) || matches(&a->group, said) || matches(&a->all, said) ||
           matches(&a->totals, said);
}

/* A share, a rate or a mean lies among its parts. */
static bool lies_among(const struct sum *parts, const struct figure *said) {
    return parts->count > 1 && said->value >= parts->least && said->value <= parts->greatest;
}

static void report(struct totals *t, size_t column, const struct account *a) {
    struct reading *r = t->s->r;
    int decimals = a->natural.unit < 1 ? (int)lround(-log10(a->natural.unit)) : 0;
    diag_add(
        r->ds, DIAG_TABLE_TOTAL, a->open->pos,
        "see which figure is wrong; what is no sum is left alone by `:check-totals: no`, or by "
        "naming there the columns that are",
        "the total is `%.*s` here, and the figures of column %zu that it stands for sum up to "
        "%.*f",
        STR_ARG(key_clip(sheet_words(r, a->open))), column + 1, decimals, a->natural.value);
}

/* The rows after a total that nothing above explains have ended: they are its sum, or it is wrong.
 */
static void settle(struct totals *t, size_t column) {
    struct account *a = &t->accounts[column];
    if (a->open && !matches(&a->after, &a->said)) report(t, column, a);
    a->open = NULL;
}

static void take_total(struct totals *t, size_t column, const struct doc_node *cell,
                       const struct figure *said) {
    struct account *a = &t->accounts[column];
    a->natural = a->since.count || a->since.unknown ? a->since
                 : a->totals.count                  ? a->totals
                                                    : a->all;
    bool known = said->kind == FIGURE && !a->natural.unknown && a->natural.count;
    bool sum = a->strict || !(lies_among(&a->natural, said) || lies_among(&a->all, said));
    if (known && sum && !is_explained(a, said)) {
        a->open = cell;
        a->said = *said;
        a->after = (struct sum){0};
    }
    sum_add(&a->totals, said);
    a->since = (struct sum){0};
}

static void take_part(struct account *a, const struct figure *f) {
    sum_add(&a->since, f);
    sum_add(&a->group, f);
    sum_add(&a->all, f);
    sum_add(&a->after, f);
}

/* --- the table
 * ------------------------------------------------------------------------------------ */

static void take_cell(struct totals *t, const struct doc_node *row, const struct doc_node *cell,
                      size_t column) {
    if (!t->accounts[column].wanted || cell->u.cell.colspan > 1) return;
    struct figure figure = read_figure(t, cell);
    if (!row->u.row.total) {
        take_part(&t->accounts[column], &figure);
        return;
    }
    settle(t, column);
    take_total(t, column, cell, &figure);
}

static void begin_group(struct totals *t) {
    for (size_t i = 0; i < t->s->columns; i++) {
        settle(t, i);
        t->accounts[i].since = t->accounts[i].group = (struct sum){0};
    }
}

/* The columns that are looked at; false if there are none, or the author wants none to be. */
static bool choose_columns(struct totals *t) {
    struct sheet *s = t->s;
    const struct option *o = call_option(s->c, "check-totals");
    bool any = false, named = o && !str_is(o->value.text, "yes");
    size_t n = 0;
    struct passage *names = named ? call_words(&n, s->c, "check-totals") : NULL;
    if (o && str_is(o->value.text, "no")) return false;
    t->accounts = arena_new_array(s->r->arena, s->columns, struct account);
    for (size_t i = 0; i < n; i++) {
        size_t column = sheet_find_column(s, &names[i]);
        if (column != SIZE_MAX) t->accounts[column].strict = any = true;
    }
    for (size_t i = 0; i < s->columns; i++) {
        bool figures = s->types[i] == SHEET_NUMBER || s->types[i] == SHEET_DECIMAL;
        t->accounts[i].wanted = named ? t->accounts[i].strict : figures;
        any |= t->accounts[i].wanted;
    }
    return any;
}

static char point_of(struct reading *r) {
    const struct locale_number how = {.kind = LOCALE_DECIMAL, .decimals = 1};
    struct locale *l = locale_new(r->arena, r->doc->meta.lang);
    struct str s = locale_format_number(r->arena, l, 1.5, &how);
    locale_free(l);
    return str_find_char(s, ',') < s.n ? ',' : '.';
}

static bool has_totals(const struct sheet *s) {
    for (const struct doc_node *row = s->table->first; row && row->kind == DOC_ROW; row = row->next)
        if (row->u.row.total) return true;
    return false;
}

void sheet_check_totals(struct sheet *s) {
    struct totals t = {.s = s};
    if (!choose_columns(&t) || !has_totals(s)) return;
    t.point = point_of(s->r);
    int *taken = arena_new_array(s->r->arena, s->columns, int); /* rows still covered from above */
    for (const struct doc_node *row = s->table->first; row && row->kind == DOC_ROW;
         row = row->next) {
        if (row->u.row.group) begin_group(&t);
        const struct doc_node *cell = row->first;
        for (size_t column = 0; column < s->columns; column++) {
            if (taken[column]) {
                taken[column]--;
                continue;
            }
            if (!cell) continue;
            if (!row->u.row.header && !row->u.row.group) take_cell(&t, row, cell, column);
            for (int k = 0; k < cell->u.cell.colspan && column + (size_t)k < s->columns; k++)
                taken[column + (size_t)k] = cell->u.cell.rowspan - 1;
            column += (size_t)(cell->u.cell.colspan - 1);
            cell = cell->next;
        }
    }
    begin_group(&t);
}
