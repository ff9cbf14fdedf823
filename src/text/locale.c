/* locale: numbers and lists by language (locale.h). Dates are in locale_date.c.
 *
 * ICU's older number formats (unum) are used, not its newer ones by skeleton: their symbols can be
 * set, and the house's minus and narrow space are symbols. Ranges are made of the affixes and two
 * bare numbers, since ICU's own repeat or space them by rules that differ from release to release.
 */
#include "text/locale_icu.h"

#include <math.h>
#include <unicode/uloc.h>
#include "base/buf.h"
#include "base/utf8.h"

#define EN_DASH "\xE2\x80\x93"
#define NBSP    "\xC2\xA0"

enum { MANY_DECIMALS = 6, DECIMALS_MAX = 20, UNITS_ON_STACK = 128 };

/* --- opening --- */

static bool is_available(const char *id) {
    char base[16], other[16];
    UErrorCode error = U_ZERO_ERROR;
    uloc_getLanguage(id, base, sizeof base, &error);
    if (U_FAILURE(error) || !base[0]) return false;
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        uloc_getLanguage(uloc_getAvailable(i), other, sizeof other, &error);
        if (strcmp(base, other) == 0) return true;
    }
    return false;
}

/* ICU would take the process's own language for one it lacks, and so print what depends on the
 * machine; English is taken instead. */
static void find_id(struct locale *l, struct str lang) {
    UErrorCode error = U_ZERO_ERROR;
    char tag[LOCALE_ID_MAX];
    size_t n = lang.n < sizeof tag - 32 ? lang.n : sizeof tag - 32;
    memcpy(tag, lang.n ? lang.p : "", n);
    tag[n] = '\0';
    uloc_forLanguageTag(tag, l->id, LOCALE_ID_MAX, NULL, &error);
    l->known = U_SUCCESS(error) && error != U_STRING_NOT_TERMINATED_WARNING && is_available(l->id);
    if (!l->known) memcpy(l->id, "en_GB", sizeof "en_GB");
    error = U_ZERO_ERROR;
    uloc_setKeywordValue("calendar", "gregorian", l->id, LOCALE_ID_MAX, &error);
    if (str_find(lang, STR("-nu-")) == SIZE_MAX)
        uloc_setKeywordValue("numbers", "latn", l->id, LOCALE_ID_MAX, &error);
}

struct locale *locale_new(struct arena *a, struct str lang) {
    struct locale *l = arena_new(a, struct locale);
    l->arena = a;
    find_id(l, lang);
    return l;
}

void locale_free(struct locale *l) {
    if (!l) return;
    for (int i = 0; i < LOCALE_KINDS; i++)
        if (l->numbers[i]) unum_close(l->numbers[i]);
    if (l->list) ulistfmt_close(l->list);
    locale_close_dates(l);
}

bool locale_is_known(const struct locale *l) {
    return l->known;
}

/* --- between UTF-16 and UTF-8 --- */

struct str locale_narrow(struct arena *a, const UChar *units, int32_t n) {
    char *out = arena_alloc(a, (size_t)n * 3 + 1);
    size_t at = 0;
    for (int32_t i = 0; i < n; i++) {
        uint32_t cp = units[i];
        if (cp >= 0xD800 && cp < 0xDC00 && i + 1 < n)
            cp = 0x10000 + ((cp - 0xD800) << 10) + (uint32_t)(units[++i] - 0xDC00);
        at += utf8_put(out + at, cp);
    }
    return (struct str){out, at};
}

UChar *locale_widen(int32_t *n, struct arena *a, struct str s) {
    UChar *units = arena_new_array(a, s.n + 1, UChar);
    *n = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        if (cp > 0xFFFF) units[(*n)++] = (UChar)(0xD7C0 + (cp >> 10));
        units[(*n)++] = (UChar)(cp > 0xFFFF ? 0xDC00 | (cp & 0x3FF) : cp);
    }
    return units;
}

struct str locale_replace(struct arena *a, struct str s, struct str from, struct str to) {
    struct buf out = {0};
    for (size_t i = 0; i < s.n;) {
        bool here = i + from.n <= s.n && memcmp(s.p + i, from.p, from.n) == 0;
        if (here)
            buf_add_str(&out, to);
        else
            buf_add_char(&out, s.p[i]);
        i += here ? from.n : 1;
    }
    struct str copy = str_copy(a, buf_str(&out));
    buf_done(&out);
    return copy;
}

/* --- numbers --- */

/* Changes one character of a symbol and keeps what stands around it (marks of direction). */
static void change_symbol(UNumberFormat *f, UNumberFormatSymbol symbol, UChar from, UChar to) {
    UChar text[16];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = unum_getSymbol(f, symbol, text, 16, &error);
    if (U_FAILURE(error) || n > 16) return;
    for (int32_t i = 0; i < n; i++)
        if (text[i] == from) text[i] = to;
    unum_setSymbol(f, symbol, text, n, &error);
}

static UNumberFormat *open_numbers(const struct locale *l, enum locale_kind kind) {
    static const UNumberFormatStyle styles[] = {UNUM_DECIMAL, UNUM_PERCENT, UNUM_CURRENCY};
    UErrorCode error = U_ZERO_ERROR;
    UNumberFormat *f = unum_open(styles[kind], NULL, 0, l->id, NULL, &error);
    if (error == U_MEMORY_ALLOCATION_ERROR) arena_fail();
    if (U_FAILURE(error)) return NULL;
    unum_setAttribute(f, UNUM_GROUPING_USED, 1);
    unum_setAttribute(f, UNUM_MINIMUM_GROUPING_DIGITS, 2);
    unum_setAttribute(f, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
    unum_setAttribute(f, UNUM_MULTIPLIER, 1);
    change_symbol(f, UNUM_MINUS_SIGN_SYMBOL, '-', 0x2212);
    change_symbol(f, UNUM_GROUPING_SEPARATOR_SYMBOL, 0xA0, 0x202F);
    change_symbol(f, UNUM_MONETARY_GROUPING_SEPARATOR_SYMBOL, 0xA0, 0x202F);
    return f;
}

/* The format set as asked; NULL if ICU has no data. ICU resets the fraction digits when the
 * currency is set, so that comes first. */
static UNumberFormat *prepare(struct locale *l, const struct locale_number *how) {
    UNumberFormat **f = &l->numbers[how->kind];
    if (!*f) *f = open_numbers(l, how->kind);
    if (!*f) return NULL;
    if (how->kind == LOCALE_CURRENCY) {
        UErrorCode error = U_ZERO_ERROR;
        UChar code[3];
        for (int i = 0; i < 3; i++)
            code[i] = (UChar)how->currency[i];
        unum_setTextAttribute(*f, UNUM_CURRENCY_CODE, code, 3, &error);
    }
    int decimals = how->decimals < DECIMALS_MAX ? how->decimals : DECIMALS_MAX;
    unum_setAttribute(*f, UNUM_MIN_FRACTION_DIGITS, decimals < 0 ? 0 : decimals);
    unum_setAttribute(*f, UNUM_MAX_FRACTION_DIGITS, decimals < 0 ? MANY_DECIMALS : decimals);
    unum_setAttribute(*f, UNUM_SIGN_ALWAYS_SHOWN, how->plus);
    return *f;
}

static struct str format_double(struct arena *a, const UNumberFormat *f, double value) {
    UChar some[UNITS_ON_STACK], *units = some;
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = unum_formatDouble(f, value, units, UNITS_ON_STACK, NULL, &error);
    if (error == U_BUFFER_OVERFLOW_ERROR) {
        error = U_ZERO_ERROR;
        units = arena_new_array(a, (size_t)n + 1, UChar);
        n = unum_formatDouble(f, value, units, n + 1, NULL, &error);
    }
    return U_SUCCESS(error) ? locale_narrow(a, units, n) : STR_NONE;
}

/* What rounds to nothing has no sign: “−0” and “+0” are “0”. */
static double without_negative_zero(double value, const struct locale_number *how, bool *zero) {
    int decimals = how->decimals < 0 ? MANY_DECIMALS : how->decimals;
    *zero = fabs(value) < 0.5 * pow(10, -decimals);
    return *zero ? 0 : value;
}

struct str locale_format_number(struct arena *a, struct locale *l, double value,
                                const struct locale_number *how) {
    struct locale_number now = *how;
    bool zero;
    value = without_negative_zero(value, how, &zero);
    if (zero) now.plus = false;
    const UNumberFormat *f = prepare(l, &now);
    return f ? format_double(a, f, value)
             : str_printf(a, "%.*f", how->decimals < 0 ? MANY_DECIMALS : how->decimals, value);
}

static struct str affix(struct arena *a, const UNumberFormat *f, UNumberFormatTextAttribute which) {
    UChar units[UNITS_ON_STACK];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = unum_getTextAttribute(f, which, units, UNITS_ON_STACK, &error);
    return U_SUCCESS(error) && n < UNITS_ON_STACK ? locale_narrow(a, units, n) : STR_NONE;
}

static struct str bare_range(struct arena *a, struct locale *l, double from, double to,
                             const struct locale_number *how) {
    struct str x = locale_format_number(a, l, from, how);
    struct str y = locale_format_number(a, l, to, how);
    const char *format =
        from < 0 || to < 0 || how->plus ? "%.*s" NBSP EN_DASH " %.*s" : "%.*s" EN_DASH "%.*s";
    return str_printf(a, format, STR_ARG(x), STR_ARG(y));
}

struct str locale_format_range(struct arena *a, struct locale *l, double from, double to,
                               const struct locale_number *how) {
    struct locale_number bare = *how;
    bare.kind = LOCALE_DECIMAL;
    struct str numbers = bare_range(a, l, from, to, &bare);
    if (how->kind == LOCALE_DECIMAL) return numbers;
    const UNumberFormat *f = prepare(l, how);
    if (!f) return numbers;
    struct str before = affix(a, f, UNUM_POSITIVE_PREFIX),
               after = affix(a, f, UNUM_POSITIVE_SUFFIX);
    return str_printf(a, "%.*s%.*s%.*s", STR_ARG(before), STR_ARG(numbers), STR_ARG(after));
}

struct str locale_currency_after(struct arena *a, struct locale *l, const char currency[4]) {
    struct locale_number how = {.kind = LOCALE_CURRENCY};
    memcpy(how.currency, currency, sizeof how.currency);
    const UNumberFormat *f = prepare(l, &how);
    struct str sign = f ? affix(a, f, UNUM_POSITIVE_SUFFIX) : STR_NONE;
    static const char *const spaces[] = {" ", NBSP, "\xE2\x80\xAF"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (str_starts(sign, spaces[i])) sign = str_slice(sign, strlen(spaces[i]), sign.n);
    return sign;
}

struct str locale_with_unit(struct arena *a, struct str number, struct str unit) {
    static const char *const close[] = {"\xC2\xB0", "\xE2\x80\xB2", "\xE2\x80\xB3"};
    if (str_empty(unit)) return number;
    for (size_t i = 0; i < sizeof close / sizeof *close; i++)
        if (str_is(unit, close[i])) return str_join(a, number, unit);
    return str_printf(a, "%.*s" NBSP "%.*s", STR_ARG(number), STR_ARG(unit));
}

/* --- lists --- */

static struct str join_simply(struct arena *a, const struct str *items, size_t n) {
    struct str all = STR_NONE;
    for (size_t i = 0; i < n; i++)
        all = str_printf(a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "", STR_ARG(items[i]));
    return all;
}

struct str locale_format_list(struct arena *a, struct locale *l, const struct str *items,
                              size_t n) {
    UErrorCode error = U_ZERO_ERROR;
    if (n == 0) return STR_NONE;
    if (!l->list) l->list = ulistfmt_open(l->id, &error);
    if (U_FAILURE(error)) return l->list = NULL, join_simply(a, items, n);
    const UChar **texts = arena_new_array(a, n, const UChar *);
    int32_t *lengths = arena_new_array(a, n, int32_t), room = 64;
    for (size_t i = 0; i < n; i++) {
        texts[i] = locale_widen(&lengths[i], a, items[i]);
        room += lengths[i] + 16;
    }
    UChar *out = arena_new_array(a, (size_t)room, UChar);
    int32_t length = ulistfmt_format(l->list, texts, lengths, (int32_t)n, out, room, &error);
    return U_SUCCESS(error) ? locale_narrow(a, out, length) : join_simply(a, items, n);
}
