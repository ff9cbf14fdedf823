/* itemise: a paragraph into runs of one script and one embedding level (text.h).
 *
 * Levels are UAX #9's, by ICU. Scripts are UAX #24's: what is common to all scripts takes the
 * script before it, at the start of a paragraph the one after it; a closing bracket takes the
 * script of its opening one (UAX #24, 5.2); a letter or digit of several scripts
 * (Script_Extensions) stays with the current one if it can. Text of simple characters has level 0
 * and the scripts of simple.c's table, by the same rules. */
#include "text/itemise.h"

#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "text/simple.h"

/* Openings beyond this depth are not remembered, as in UAX #9, BD16. */
enum { BRACKETS_MAX = 63 };

struct bracket {
    uint32_t closing;
    const char *script; /* NULL: not known yet */
};

struct scripts {
    const char *current; /* NULL until the first letter */
    struct bracket open[BRACKETS_MAX];
    size_t depth;
};

/* The runs being made. */
struct runs {
    struct arena *arena;
    VEC(struct text_run) list;
};

static bool same(const char *a, const char *b) {
    return a == b || (a && b && memcmp(a, b, 4) == 0);
}

static bool is_common(const char *script) {
    return same(script, "Zyyy") || same(script, "Zinh");
}

static const char *close_bracket(struct scripts *s, uint32_t cp) {
    for (size_t i = s->depth; i-- > 0;) {
        if (s->open[i].closing != cp) continue;
        s->depth = i;
        return s->open[i].script ? s->open[i].script : s->current;
    }
    return s->current;
}

/* The first letter says what the brackets before it belong to. */
static const char *enter(struct scripts *s, const char *script) {
    if (!s->current)
        for (size_t i = 0; i < s->depth; i++)
            s->open[i].script = script;
    return s->current = script;
}

/* The script that cp takes, NULL if none is known yet. script is its own; closing is its partner if
 * it opens a bracket, else 0. */
static const char *resolve(struct scripts *s, uint32_t cp, const char *script, uint32_t closing,
                           bool closes) {
    if (!is_common(script)) return enter(s, script);
    if (closing && s->depth < BRACKETS_MAX)
        s->open[s->depth++] = (struct bracket){closing, s->current};
    const char *as = closes ? close_bracket(s, cp) : s->current;
    return as ? (s->current = as) : NULL;
}

/* Appends a character to the runs; the first script known becomes that of all before it. */
static void add(struct runs *r, size_t from, size_t to, unsigned char level, const char *script) {
    size_t n = r->list.n;
    if (script)
        for (size_t i = n; i-- > 0 && r->list.v[i].script[0] == '\0';)
            memcpy(r->list.v[i].script, script, 4);
    struct text_run *last = n ? &r->list.v[n - 1] : NULL;
    if (last && last->level == level && (!script || same(last->script, script))) {
        last->to = to;
        return;
    }
    struct text_run *run = vec_push(r->arena, &r->list);
    *run = (struct text_run){.from = from, .to = to, .level = level};
    if (script) memcpy(run->script, script, 4);
}

static struct text_run *finish(size_t *count, struct runs *r) {
    for (size_t i = 0; i < r->list.n; i++)
        if (!r->list.v[i].script[0]) memcpy(r->list.v[i].script, "Zyyy", 4);
    *count = r->list.n;
    return r->list.v;
}

/* --- simple text --- */

static uint32_t simple_closing(uint32_t cp) {
    switch (cp) {
    case '(': return ')';
    case '[': return ']';
    case '{': return '}';
    case 0x2045: return 0x2046;
    case 0x207D: return 0x207E;
    case 0x208D: return 0x208E;
    default: return 0;
    }
}

static bool simple_closes(uint32_t cp) {
    return cp == ')' || cp == ']' || cp == '}' || cp == 0x2046 || cp == 0x207E || cp == 0x208E;
}

/* The end of what goes on with a Latin run from i: ASCII but for brackets, which are remembered. */
static size_t latin_end(struct str s, size_t i) {
    while (i < s.n && (unsigned char)s.p[i] < 0x80 && !simple_closing((unsigned char)s.p[i]) &&
           !simple_closes((unsigned char)s.p[i]))
        i++;
    return i;
}

/* False at a character that is not simple. */
static bool itemise_simple(struct runs *r, struct str s) {
    struct scripts scripts = {0};
    for (size_t i = 0; i < s.n;) {
        if (same(scripts.current, "Latn")) {
            i = latin_end(s, i);
            r->list.v[r->list.n - 1].to = i;
            if (i == s.n) break;
        }
        size_t from = i;
        uint32_t cp = utf8_next(s, &i);
        const char *script = simple_script_of(cp);
        if (!script) return false;
        add(r, from, i, 0, resolve(&scripts, cp, script, simple_closing(cp), simple_closes(cp)));
    }
    return true;
}

/* --- any text --- */

/* The text in UTF-16, as ICU's bidi wants it. */
struct wide {
    UChar *units;
    int32_t n;
};

static struct wide widen(struct arena *a, struct str s) {
    struct wide w = {arena_new_array(a, s.n + 1, UChar), 0};
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        if (cp > 0xFFFF) w.units[w.n++] = (UChar)(0xD7C0 + (cp >> 10));
        w.units[w.n++] = (UChar)(cp > 0xFFFF ? 0xDC00 | (cp & 0x3FF) : cp);
    }
    return w;
}

static bool is_figure(UChar u) {
    return u >= '0' && u <= '9';
}

static bool is_sign(UChar u) {
    return u == '+' || u == '-' || u == 0xB1 || u == 0x2212;
}

/* Among letters that run from the right a figure's sign and its percent would stand on the other
 * side of it: “17%−”. They go with the figure, as the patterns of CLDR have it for these languages:
 * what UAX #9 leaves to a higher protocol (HL3). */
static void keep_signs(UBiDiLevel *levels, const struct wide *w) {
    for (int32_t i = 0; i < w->n; i++) {
        if (!(levels[i] & 1)) continue;
        bool apart = i == 0 || !u_isalnum(w->units[i - 1]);
        if (is_sign(w->units[i]) && apart && i + 1 < w->n && is_figure(w->units[i + 1]))
            levels[i] = levels[i + 1];
        if ((w->units[i] == '%' || w->units[i] == 0x2030) && i > 0 && is_figure(w->units[i - 1]))
            levels[i] = levels[i - 1];
    }
}

/* The embedding level of each unit, in the arena; all the base level if ICU refuses. */
static const UBiDiLevel *levels_of(struct arena *a, const struct wide *w, bool rtl) {
    UErrorCode error = U_ZERO_ERROR;
    UBiDiLevel *levels = arena_new_array(a, (size_t)w->n + 1, UBiDiLevel);
    UBiDi *bidi = ubidi_open();
    if (!bidi) arena_fail();
    ubidi_setPara(bidi, w->units, w->n, rtl ? 1 : 0, NULL, &error);
    const UBiDiLevel *found = w->n ? ubidi_getLevels(bidi, &error) : NULL;
    if (error == U_MEMORY_ALLOCATION_ERROR) arena_fail();
    if (found && U_SUCCESS(error))
        memcpy(levels, found, (size_t)w->n * sizeof *levels);
    else
        memset(levels, rtl, (size_t)w->n * sizeof *levels);
    ubidi_close(bidi);
    if (rtl) keep_signs(levels, w);
    return levels;
}

/* The script of cp, or that of its several scripts which goes on with the current one. */
static const char *script_of(uint32_t cp, const char *current) {
    UErrorCode error = U_ZERO_ERROR;
    UChar32 c = (UChar32)cp;
    UScriptCode script = uscript_getScript(c, &error), some[1];
    if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED && !current)
        return uscript_getShortName(script);
    if (!u_isalnum(c)) return uscript_getShortName(script);
    if (current) {
        UScriptCode now = (UScriptCode)u_getPropertyValueEnum(UCHAR_SCRIPT, current);
        if (uscript_hasScript(c, now)) return uscript_getShortName(now);
    }
    uscript_getScriptExtensions(c, some, 1, &error);
    bool common = script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
    return uscript_getShortName(common ? some[0] : script);
}

struct text_run *itemise_by_icu(size_t *count, struct arena *a, struct str s, bool rtl) {
    struct runs r = {.arena = a};
    struct scripts scripts = {0};
    struct wide w = widen(a, s);
    const UBiDiLevel *level = levels_of(a, &w, rtl);
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t cp = utf8_next(s, &i);
        int32_t type = u_getIntPropertyValue((UChar32)cp, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
        uint32_t closing = type == U_BPT_OPEN ? (uint32_t)u_getBidiPairedBracket((UChar32)cp) : 0;
        const char *script = script_of(cp, scripts.current);
        add(&r, from, i, *level, resolve(&scripts, cp, script, closing, type == U_BPT_CLOSE));
        level += cp > 0xFFFF ? 2 : 1;
    }
    return finish(count, &r);
}

struct text_run *text_itemise(size_t *count, struct arena *a, struct str s, bool rtl) {
    struct runs r = {.arena = a};
    if (rtl || !itemise_simple(&r, s)) return itemise_by_icu(count, a, s, rtl);
    return finish(count, &r);
}

/* --- one line for display --- */

/* UAX #9, L2: from the highest level down to the lowest odd one, whatever is at that level or
 * higher is turned round. */
void text_reorder(size_t *order, const unsigned char *levels, size_t count) {
    unsigned char highest = 0, lowest_odd = UINT8_MAX;
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        if (levels[i] > highest) highest = levels[i];
        if (levels[i] % 2 && levels[i] < lowest_odd) lowest_odd = levels[i];
    }
    for (unsigned level = highest; level >= lowest_odd && level > 0; level--)
        for (size_t i = 0; i < count; i++) {
            size_t from = i;
            while (i < count && levels[i] >= level)
                i++;
            for (size_t j = from, k = i; j + 1 < k; j++) {
                size_t swapped = order[j];
                order[j] = order[--k];
                order[k] = swapped;
            }
        }
}
