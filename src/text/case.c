/* Most text is ASCII in a language without special casing: that needs no ICU call. */
#include "text/case.h"

#include <stdlib.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/utf8.h"

enum mapping { TO_UPPER, TO_LOWER, TO_TITLE };

/* Languages whose ASCII letters do not map one to one. */
static bool has_special_casing(struct str lang) {
    return str_starts(lang, "tr") || str_starts(lang, "az") || str_starts(lang, "lt") ||
           str_starts(lang, "nl");
}

static bool is_ascii(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80) return false;
    return true;
}

static struct str map_ascii(struct arena *a, struct str s, enum mapping m) {
    char *p = arena_copy(a, s.p, s.n);
    size_t n = m == TO_TITLE ? 1 : s.n;
    for (size_t i = 0; i < n && i < s.n; i++) {
        if (m == TO_LOWER && p[i] >= 'A' && p[i] <= 'Z') p[i] = (char)(p[i] + 32);
        if (m != TO_LOWER && p[i] >= 'a' && p[i] <= 'z') p[i] = (char)(p[i] - 32);
    }
    return (struct str){p, s.n};
}

static int32_t run_map(const UCaseMap *map, char *out, int32_t cap, struct str s, enum mapping m,
                       UErrorCode *e) {
    int32_t n = (int32_t)s.n;
    if (m == TO_UPPER) return ucasemap_utf8ToUpper(map, out, cap, s.p, n, e);
    return ucasemap_utf8ToLower(map, out, cap, s.p, n, e);
}

static struct str map_icu(struct arena *a, struct str s, struct str lang, enum mapping m) {
    char tag[16] = "";
    size_t n = lang.n < sizeof tag - 1 ? lang.n : sizeof tag - 1;
    memcpy(tag, lang.p ? lang.p : "", n);
    tag[n] = '\0';
    UErrorCode e = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open(tag, 0, &e);
    if (U_FAILURE(e)) return s;
    size_t cap = s.n * 3 + 8;
    char *out = arena_alloc(a, cap);
    int32_t got = run_map(map, out, (int32_t)cap, s, m, &e);
    ucasemap_close(map);
    return U_FAILURE(e) ? s : (struct str){out, (size_t)got};
}

static struct str map_text(struct arena *a, struct str s, struct str lang, enum mapping m) {
    if (s.n == 0 || s.n > INT32_MAX / 4) return s;
    if (!has_special_casing(lang) && is_ascii(s)) return map_ascii(a, s, m);
    return map_icu(a, s, lang, m);
}

struct str case_upper(struct arena *a, struct str s, struct str lang) {
    return map_text(a, s, lang, TO_UPPER);
}

struct str case_lower(struct arena *a, struct str s, struct str lang) {
    return map_text(a, s, lang, TO_LOWER);
}

struct str case_capital(struct arena *a, struct str s, struct str lang) {
    if (s.n == 0) return s;
    if ((unsigned char)s.p[0] < 0x80 && !has_special_casing(lang)) return map_ascii(a, s, TO_TITLE);
    size_t i = 0;
    uint32_t cp = utf8_next(s, &i);
    bool turkic = str_starts(lang, "tr") || str_starts(lang, "az");
    uint32_t title = cp == 'i' && turkic ? 0x130 : (uint32_t)u_totitle((UChar32)cp);
    if (title == cp) return s;
    char head[4];
    size_t n = utf8_put(head, title);
    return str_join(a, (struct str){head, n}, str_slice(s, i, s.n - i));
}

bool case_is_upper(uint32_t cp) {
    return u_isUUppercase((UChar32)cp) || u_istitle((UChar32)cp);
}

bool case_is_lower(uint32_t cp) {
    return u_isULowercase((UChar32)cp);
}

bool case_is_letter(uint32_t cp) {
    return u_isalpha((UChar32)cp);
}

bool case_is_alnum(uint32_t cp) {
    return u_isalnum((UChar32)cp);
}

static UScriptCode script_of(uint32_t cp) {
    UErrorCode e = U_ZERO_ERROR;
    return uscript_getScript((UChar32)cp, &e);
}

bool case_is_east_asian(uint32_t cp) {
    if (cp < 0x1100) return false;
    UScriptCode s = script_of(cp);
    return s == USCRIPT_HAN || s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA ||
           s == USCRIPT_HANGUL || s == USCRIPT_BOPOMOFO;
}

bool case_is_european(uint32_t cp) {
    if (cp < 0x80) return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
    UScriptCode s = script_of(cp);
    return s == USCRIPT_LATIN || s == USCRIPT_GREEK || s == USCRIPT_CYRILLIC ||
           s == USCRIPT_ARMENIAN || s == USCRIPT_GEORGIAN;
}
