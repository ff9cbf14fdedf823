/* breaker: where lines may be broken and where grapheme clusters end (text.h), by ICU where
 * simple.c does not know. */
#include "text/breaker.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "text/simple.h"

/* Longest piece that one cluster is looked for in, before the whole rest is taken. */
enum { CLUSTER_WINDOW = 64, LANG_MAX = 32 };

/* A line iterator for a language. */
struct line_iterator {
    struct str lang;
    UBreakIterator *it;
};

struct text_breaker {
    struct arena *arena;
    VEC(struct line_iterator) lines;
    UBreakIterator *clusters;
    UText text; /* ICU's view of the string at hand; its memory is kept from call to call */
};

struct text_breaker *text_breaker_new(struct arena *a) {
    struct text_breaker *b = arena_new(a, struct text_breaker);
    b->arena = a;
    b->text = (UText)UTEXT_INITIALIZER;
    return b;
}

void text_breaker_free(struct text_breaker *b) {
    if (!b) return;
    for (size_t i = 0; i < b->lines.n; i++)
        if (b->lines.v[i].it) ubrk_close(b->lines.v[i].it);
    if (b->clusters) ubrk_close(b->clusters);
    utext_close(&b->text);
}

/* --- lines --- */

/* Languages whose rules differ from the root's in ICU; the rest share one iterator. */
static struct str rules_lang(struct str lang) {
    static const char *const own[] = {"ja", "zh", "ko", "fi", "sv"};
    struct str base = str_slice(lang, 0, str_find_char(lang, '-'));
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (str_is(base, own[i])) return lang;
    return STR("root");
}

static UBreakIterator *line_iterator(struct text_breaker *b, struct str lang) {
    for (size_t i = 0; i < b->lines.n; i++)
        if (str_eq(b->lines.v[i].lang, lang)) return b->lines.v[i].it;
    UErrorCode error = U_ZERO_ERROR;
    char *name = str_to_c(b->arena, str_slice(lang, 0, LANG_MAX));
    UBreakIterator *it = ubrk_open(UBRK_LINE, name, NULL, 0, &error);
    if (error == U_MEMORY_ALLOCATION_ERROR) arena_fail();
    *vec_push(b->arena, &b->lines) =
        (struct line_iterator){str_copy(b->arena, lang), U_SUCCESS(error) ? it : NULL};
    return U_SUCCESS(error) ? it : NULL;
}

/* Lets it look at s; false if ICU refuses. */
static bool set_text(struct text_breaker *b, UBreakIterator *it, struct str s) {
    UErrorCode error = U_ZERO_ERROR;
    utext_openUTF8(&b->text, s.p, (int64_t)s.n, &error);
    ubrk_setUText(it, &b->text, &error);
    if (error == U_MEMORY_ALLOCATION_ERROR) arena_fail();
    return U_SUCCESS(error);
}

/* Breaks at spaces only: what is left if ICU has no data. */
static void break_at_spaces(unsigned char *breaks, struct str s) {
    for (size_t i = 1; i < s.n; i++)
        breaks[i] = s.p[i - 1] == '\n'                   ? TEXT_BREAK_MUST
                    : s.p[i - 1] == ' ' && s.p[i] != ' ' ? TEXT_BREAK_ALLOWED
                                                         : TEXT_BREAK_NONE;
}

void breaker_line_breaks_by_icu(unsigned char *breaks, struct text_breaker *b, struct str s,
                                struct str lang) {
    memset(breaks, TEXT_BREAK_NONE, s.n + 1);
    UBreakIterator *it = line_iterator(b, rules_lang(lang));
    if (it && set_text(b, it, s)) {
        for (int32_t i = ubrk_first(it); i != UBRK_DONE; i = ubrk_next(it))
            if (i > 0)
                breaks[i] =
                    ubrk_getRuleStatus(it) >= UBRK_LINE_HARD ? TEXT_BREAK_MUST : TEXT_BREAK_ALLOWED;
    } else {
        break_at_spaces(breaks, s);
    }
    breaks[s.n] = TEXT_BREAK_MUST;
}

static bool is_closing_quote(uint32_t cp) {
    return cp == 0x2019 || cp == 0x201D || cp == 0xBB || cp == 0x203A;
}

/* Until Unicode 15.1, LB 15 keeps a bracket on the line of any quotation mark before it, even of
 * one that closes: “so” (there). Such a space is a place to break, as LB 15a has it since. */
static void allow_after_closing_quotes(unsigned char *breaks, struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' || i == 0 || (unsigned char)s.p[i - 1] < 0x80) continue;
        size_t before = i;
        bool quote = is_closing_quote(utf8_prev(s, &before));
        while (i < s.n && s.p[i] == ' ')
            i++;
        size_t after = i;
        if (quote && i < s.n && breaks[i] == TEXT_BREAK_NONE &&
            simple_class_of(utf8_next(s, &after)) == SIMPLE_OP)
            breaks[i] = TEXT_BREAK_ALLOWED;
    }
}

void text_line_breaks(unsigned char *breaks, struct text_breaker *b, struct str s,
                      struct str lang) {
    if (!str_is(rules_lang(lang), "root") || !simple_line_breaks(breaks, s))
        breaker_line_breaks_by_icu(breaks, b, s, lang);
    allow_after_closing_quotes(breaks, s);
}

/* --- clusters --- */

/* True if cp always begins a cluster and never joins what follows by itself. */
static bool stands_alone(uint32_t cp) {
    return cp != '\r' && cp != '\n' && cp != 0xA9 && cp != 0xAE && cp != 0x203C && cp != 0xAD &&
           simple_class_of(cp) != SIMPLE_NOT;
}

/* The end of the cluster at the start of s by ICU; 0 if it refuses. */
static size_t first_cluster(struct text_breaker *b, struct str s) {
    if (!b->clusters) {
        UErrorCode error = U_ZERO_ERROR;
        b->clusters = ubrk_open(UBRK_CHARACTER, "root", NULL, 0, &error);
        if (U_FAILURE(error)) return 0;
    }
    if (!set_text(b, b->clusters, s)) return 0;
    int32_t end = ubrk_following(b->clusters, 0);
    return end > 0 ? (size_t)end : 0;
}

/* s cut after at most n bytes, at the start of a character. */
static struct str cut(struct str s, size_t n) {
    if (n >= s.n) return s;
    while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return str_slice(s, 0, n);
}

size_t breaker_next_cluster_by_icu(struct text_breaker *b, struct str s, size_t i) {
    struct str rest = str_slice(s, i, s.n - i);
    struct str window = cut(rest, CLUSTER_WINDOW);
    size_t end = first_cluster(b, window);
    if (end == window.n && window.n < rest.n) end = first_cluster(b, rest);
    if (end > 0) return i + end;
    utf8_next(s, &i);
    return i;
}

size_t text_next_cluster(struct text_breaker *b, struct str s, size_t i) {
    if (i >= s.n) return s.n;
    size_t next = i;
    bool alone = stands_alone(utf8_next(s, &next));
    if (alone && next == s.n) return next;
    size_t after = next;
    if (alone && stands_alone(utf8_next(s, &after))) return next;
    return breaker_next_cluster_by_icu(b, s, i);
}
