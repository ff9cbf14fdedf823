#include "text/collate.h"

#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

struct collator {
    UCollator *icu;
};

struct collator *collator_new(struct str lang) {
    char tag[64];
    size_t n = lang.n < sizeof tag - 1 ? lang.n : sizeof tag - 1;
    memcpy(tag, lang.p ? lang.p : "", n);
    tag[n] = '\0';
    for (size_t i = 0; i < n; i++)
        if (tag[i] == '-') tag[i] = '_';
    UErrorCode e = U_ZERO_ERROR;
    UCollator *icu = ucol_open(tag, &e);
    if (U_FAILURE(e)) {
        e = U_ZERO_ERROR;
        icu = ucol_open("", &e);
    }
    if (U_FAILURE(e)) return NULL;
    struct collator *c = malloc(sizeof *c);
    if (!c) arena_fail();
    c->icu = icu;
    return c;
}

void collator_free(struct collator *c) {
    if (!c) return;
    ucol_close(c->icu);
    free(c);
}

struct str collate_key(struct arena *a, const struct collator *c, struct str s) {
    if (s.n == 0 || s.n > INT32_MAX / 4) return STR_NONE;
    UChar *wide = arena_new_array(a, s.n + 1, UChar);
    int32_t n = 0;
    UErrorCode e = U_ZERO_ERROR;
    u_strFromUTF8WithSub(wide, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n, 0xFFFD, NULL, &e);
    if (U_FAILURE(e)) return STR_NONE;
    int32_t cap = n * 4 + 16;
    uint8_t *key = arena_alloc(a, (size_t)cap);
    int32_t need = ucol_getSortKey(c->icu, wide, n, key, cap);
    if (need > cap) {
        key = arena_alloc(a, (size_t)need);
        need = ucol_getSortKey(c->icu, wide, n, key, need);
    }
    return (struct str){(const char *)key, need > 0 ? (size_t)need - 1 : 0};
}

int collate_compare(const struct collator *c, struct str x, struct str y) {
    UErrorCode e = U_ZERO_ERROR;
    UCollationResult r =
        ucol_strcollUTF8(c->icu, x.p ? x.p : "", (int32_t)x.n, y.p ? y.p : "", (int32_t)y.n, &e);
    return r == UCOL_LESS ? -1 : r == UCOL_GREATER ? 1 : 0;
}
