#include "layout/block/values.h"

#include <math.h>
#include <string.h>
#include "base/buf.h"
#include "base/utf8.h"
#include "text/locale.h"
#include "text/text.h"

static struct locale_number manner_of(const struct doc_value *v, int decimals) {
    struct locale_number how = {.kind = LOCALE_DECIMAL, .decimals = decimals};
    if (v->percent) how.kind = LOCALE_PERCENT;
    if (!v->currency[0]) return how;
    how.kind = LOCALE_CURRENCY;
    memcpy(how.currency, v->currency, sizeof how.currency);
    return how;
}

/* True if words of another direction stand beside a figure, as in “US$8 billion” in an Arabic text.
 */
static bool is_foreign(const struct flow *f, const struct doc_value *v) {
    bool letters = false;
    for (size_t i = 0; f->l->from_right && i < v->after.n;) {
        uint32_t cp = utf8_next(v->after, &i);
        if (cp >= 0x590) return false;
        letters |= text_is_letter(cp);
    }
    return letters;
}

/* What stands beside it runs from the left: before a figure with foreign words, after “US$”. */
#define FROM_LEFT "\u200E"

struct str value_number(struct flow *f, const struct doc_value *like, double value, int decimals) {
    struct locale_number how = manner_of(like, decimals);
    struct arena *a = f->galley->arena;
    if (how.kind == LOCALE_CURRENCY && !str_empty(like->after)) {
        how.kind = LOCALE_DECIMAL; /* “8 billion”: the currency is that of the large figure */
        struct str number = locale_format_number(a, f->l->locale, value, &how);
        return str_printf(a, "%s%.*s\xC2\xA0%.*s", is_foreign(f, like) ? FROM_LEFT : "",
                          STR_ARG(number), STR_ARG(like->after));
    }
    return locale_format_number(a, f->l->locale, value, &how);
}

static const char *bound_sign(enum doc_bound bound) {
    static const char *const signs[] = {"", "≈", ">", "<", "≥", "≤"};
    return signs[bound];
}

/* A currency's sign without the mark of direction that may lead it. */
static struct str bare_sign(struct str sign) {
    static const char *const marks[] = {"\u200E", "\u200F"};
    for (size_t i = 0; i < 2; i++)
        if (str_starts(sign, marks[i])) sign = str_slice(sign, strlen(marks[i]), sign.n);
    return sign;
}

struct str value_words(struct flow *f, const struct doc_value *v, struct str *after) {
    struct arena *a = f->galley->arena;
    int decimals = v->from.decimals > v->to.decimals ? v->from.decimals : v->to.decimals;
    struct locale_number how = manner_of(v, decimals);
    struct str words = STR_NONE;
    *after = v->after;
    if (v->kind == DOC_VALUE_NO_DATA) return block_word(f, STYLE_WORD_NO_DATA);
    how.plus = v->plus;
    bool foreign = is_foreign(f, v);
    struct str before = STR_NONE; /* the currency, where that is not its place in the language */
    if (how.kind == LOCALE_CURRENCY && !str_empty(v->after)) {
        struct str sign = locale_currency_after(a, f->l->locale, v->currency);
        if (!str_empty(sign)) { /* “8 milliards $US” */
            how.kind = LOCALE_DECIMAL;
            if (foreign)
                before = bare_sign(sign);
            else
                *after = str_printf(a, "%.*s\xC2\xA0%.*s%s", STR_ARG(v->after), STR_ARG(sign),
                                    f->l->from_right ? FROM_LEFT : "");
        }
    }
    if (v->kind == DOC_VALUE_NUMBER)
        words = locale_format_number(a, f->l->locale, v->from.value, &how);
    else if (v->kind == DOC_VALUE_RANGE)
        words = locale_format_range(a, f->l->locale, v->from.value, v->to.value, &how);
    return str_printf(a, "%s%s%.*s%.*s", foreign ? FROM_LEFT : "", bound_sign(v->bound),
                      STR_ARG(before), STR_ARG(words));
}

/* --- changes ------------------------------------------------------------------------------------
 */

/* A percentage by its sign or by its unit. */
static bool is_percentage(const struct doc_indicator *in) {
    if (in->figure.percent) return true;
    struct buf unit = {0};
    if (in->unit) doc_plain_text(&unit, in->unit);
    bool percent = str_starts(buf_str(&unit), "%");
    buf_done(&unit);
    return percent;
}

static struct str change_words(struct flow *f, const struct doc_indicator *in, double from,
                               double to, int decimals) {
    struct arena *a = f->galley->arena;
    struct locale_number how = {.kind = LOCALE_DECIMAL, .decimals = decimals, .plus = true};
    double change = to - from;
    if (fabs(change) <= fabs(to) * 1e-9) return block_word(f, STYLE_WORD_UNCHANGED);
    if (is_percentage(in))
        return str_printf(a, "%.*s\xC2\xA0%.*s",
                          STR_ARG(locale_format_number(a, f->l->locale, change, &how)),
                          STR_ARG(block_word(f, STYLE_WORD_POINTS)));
    if (from != 0) {
        change = change / fabs(from) * 100;
        how.kind = LOCALE_PERCENT;
        how.decimals = fabs(change) < 10 ? 1 : 0;
        if (fabs(change) < 0.05) return block_word(f, STYLE_WORD_UNCHANGED);
    }
    return locale_format_number(a, f->l->locale, change, &how);
}

struct str value_change(struct flow *f, const struct doc_indicator *in) {
    const struct doc_number *now = &in->figure.from, *before = &in->previous;
    int decimals = now->decimals > before->decimals ? now->decimals : before->decimals;
    if (in->figure.kind != DOC_VALUE_NUMBER) return STR_NONE;
    return change_words(f, in, before->value, now->value, decimals);
}

struct str value_series_change(struct flow *f, const struct doc_indicator *in) {
    return change_words(f, in, in->series[0], in->series[in->series_count - 1], -1);
}
