/* Patterns (Liang 1983) become an automaton: a trie of the patterns' letters, each state with the
 * digits of the pattern that ends there and with the state of its longest proper suffix to fall
 * back to (Aho and Corasick, CACM 18, 1975). libhyphen finds suffixes by hashing every one of them;
 * here they come breadth first from those of the parents, and so do the digits of the patterns that
 * end within a longer one.
 *
 * The file: a line with the character set, settings, comments after %, patterns such as "1na" or
 * ".ab4i", NEXTLEVEL between the patterns of compounds and those of their parts. Patterns with a
 * change of spelling ("f1f/ff=f,1,2") are left out: see hyphen.c. */
#include "layout/inline/dictionary.h"

#include <stdlib.h>
#include "base/file.h"
#include "base/vec.h"

#define FILE_MOST    ((size_t)16 << 20)
#define PATTERN_MOST 100 /* bytes */
#define STATE_BYTES  4   /* of a file for a state that comes of it, or a little less */

/* A state while the trie grows: children are a list. Its number is its place in the vec. */
struct state {
    int child, sibling; /* -1: none */
    uint32_t match;     /* offset in digits; 0: none */
    char letter;
};

struct level {
    struct arena *arena;
    VEC(struct state) states;
    VEC(char) digits; /* of all patterns, each with its NUL */
    struct str last;  /* letters of the pattern added last: neighbours in a file begin alike */
    char last_letters[PATTERN_MOST];
    int path[PATTERN_MOST + 1]; /* the states of its beginnings */
    HyphenDict *dict;
};

static int add_state(struct level *l, char letter, int sibling) {
    *vec_push(l->arena, &l->states) = (struct state){-1, sibling, 0, letter};
    return (int)l->states.n - 1;
}

/* The child of a state by a letter, made if it is not there. */
static int child_of(struct level *l, int parent, char letter) {
    int at = l->states.v[parent].child;
    while (at >= 0 && l->states.v[at].letter != letter)
        at = l->states.v[at].sibling;
    if (at >= 0) return at;
    at = add_state(l, letter, l->states.v[parent].child);
    l->states.v[parent].child = at;
    return at;
}

/* The state of the pattern of these letters; what it shares with the last is not looked for. */
static int state_of(struct level *l, const char *letters, size_t n) {
    size_t same = 0;
    while (same < n && same < l->last.n && letters[same] == l->last.p[same])
        same++;
    for (size_t i = same; i < n; i++)
        l->path[i + 1] = child_of(l, l->path[i], letters[i]);
    memcpy(l->last_letters + same, letters + same, n - same);
    l->last = (struct str){l->last_letters, n};
    return l->path[n];
}

static uint32_t keep_digits(struct level *l, const char *digits, size_t n, struct arena *keep) {
    size_t at = l->digits.n ? l->digits.n : 1;
    vec_reserve(keep, (void **)&l->digits.v, &l->digits.cap, at + n + 1, 1);
    memcpy(l->digits.v + at, digits, n);
    l->digits.v[at + n] = '\0';
    l->digits.n = at + n + 1;
    return (uint32_t)at;
}

/* Letters and the digits between them; digits before the first that is not 0 say nothing. */
static void add_pattern(struct level *l, struct str line, struct arena *keep) {
    char letters[PATTERN_MOST], digits[PATTERN_MOST + 2];
    size_t n = 0;
    if (line.n > PATTERN_MOST || memchr(line.p, '/', line.n)) return;
    digits[0] = '0';
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] >= '0' && line.p[i] <= '9') {
            digits[n] = line.p[i];
            continue;
        }
        letters[n] = line.p[i];
        digits[++n] = '0';
    }
    size_t first = 0;
    while (first <= n && digits[first] == '0')
        first++;
    if (n == 0) return;
    int at = state_of(l, letters, n);
    if (first <= n) l->states.v[at].match = keep_digits(l, digits + first, n + 1 - first, keep);
}

/* A setting's value if the line is one. */
static bool read_minimum(char *out, struct str line, const char *name) {
    if (!str_starts(line, name)) return false;
    char value[8] = {0};
    struct str rest = str_trim(str_slice(line, strlen(name), 7));
    memcpy(value, rest.p, rest.n);
    long n = strtol(value, NULL, 10);
    *out = (char)(n < 0 ? 0 : n > 20 ? 20 : n);
    return true;
}

/* NOHYPHEN 's list: libhyphen wants its items apart by NUL and their number less one. */
static void read_no_hyphen(HyphenDict *d, struct str list, struct arena *keep) {
    d->nohyphen = arena_copy(keep, list.p, list.n);
    d->nohyphenl = 0;
    for (size_t i = list.n; i-- > 1;) {
        if (d->nohyphen[i] != ',') continue;
        d->nohyphen[i] = '\0';
        d->nohyphenl++;
    }
}

/* True if the line is a setting. */
static bool read_setting(HyphenDict *d, struct str line, struct arena *keep) {
    if (read_minimum(&d->lhmin, line, "LEFTHYPHENMIN") ||
        read_minimum(&d->rhmin, line, "RIGHTHYPHENMIN") ||
        read_minimum(&d->clhmin, line, "COMPOUNDLEFTHYPHENMIN") ||
        read_minimum(&d->crhmin, line, "COMPOUNDRIGHTHYPHENMIN"))
        return true;
    if (!str_starts(line, "NOHYPHEN")) return false;
    read_no_hyphen(d, str_trim(str_slice(line, 8, line.n)), keep);
    return true;
}

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

static void read_line(struct level *l, struct str line, struct arena *keep) {
    line = str_trim(line);
    if (line.n == 0 || line.p[0] == '%' || line.p[0] == '#') return;
    if (is_capital(line.p[0]) && read_setting(l->dict, line, keep)) return;
    add_pattern(l, line, keep);
}

/* --- the automaton -----------------------------------------------------------------------------
 */

/* Where a letter leads; from the start by a table of ours: it has most letters, and is asked most.
 */
static int step(const HyphenDict *d, const int *start, int from, char letter) {
    if (from == 0) return start[(unsigned char)letter];
    const HyphenState *s = &d->states[from];
    for (int i = 0; i < s->num_trans; i++)
        if (s->trans[i].ch == letter) return s->trans[i].new_state;
    return -1;
}

/* The state that a child falls back to: its parent's fallback, or one of that's, by its letter. */
static int fallback_of(const HyphenDict *d, const int *start, int parent, char letter) {
    for (int at = d->states[parent].fallback_state; at >= 0; at = d->states[at].fallback_state) {
        int found = step(d, start, at, letter);
        if (found >= 0) return found;
    }
    return 0;
}

/* A pattern holds wherever it stands, also within what is matched so far: a state has the digits of
 * all patterns that end at it, those that its fallback has included. libhyphen looks at one state
 * a letter only and expects files to be prepared so (by its substrings.pl); not all are. */
static void join_match(HyphenState *s, const HyphenState *fallback, struct arena *keep) {
    if (!fallback->match) return;
    if (!s->match) {
        s->match = fallback->match;
        return;
    }
    char joint[PATTERN_MOST + 2];
    size_t n = strlen(s->match), m = strlen(fallback->match), most = n > m ? n : m;
    bool more = m > n;
    for (size_t i = 1; i <= most; i++) { /* both end at the same letter */
        char own = i <= n ? s->match[n - i] : '0', other = i <= m ? fallback->match[m - i] : '0';
        joint[most - i] = own > other ? own : other;
        more = more || other > own;
    }
    if (more) s->match = arena_copy(keep, joint, most);
}

static void fill_fallbacks(struct level *l, struct arena *keep) {
    HyphenDict *d = l->dict;
    int *queue = arena_new_array(l->arena, l->states.n, int);
    size_t from = 0, to = 0;
    int start[256];
    for (int i = 0; i < 256; i++)
        start[i] = -1;
    for (int i = 0; i < d->states[0].num_trans; i++)
        start[(unsigned char)d->states[0].trans[i].ch] = d->states[0].trans[i].new_state;
    d->states[0].fallback_state = -1;
    queue[to++] = 0;
    while (from < to) {
        int at = queue[from++];
        for (int i = 0; i < d->states[at].num_trans; i++) {
            const HyphenTrans *t = &d->states[at].trans[i];
            int fallback = fallback_of(d, start, at, t->ch);
            d->states[t->new_state].fallback_state = fallback;
            join_match(&d->states[t->new_state], &d->states[fallback], keep);
            queue[to++] = t->new_state;
        }
    }
}

static void fill_states(struct level *l, struct arena *keep) {
    HyphenDict *d = l->dict;
    HyphenTrans *trans = arena_new_array(keep, l->states.n, HyphenTrans);
    d->states = arena_new_array(keep, l->states.n, HyphenState);
    d->num_states = (int)l->states.n;
    for (size_t i = 0; i < l->states.n; i++) {
        HyphenState *s = &d->states[i];
        uint32_t match = l->states.v[i].match;
        s->match = match ? l->digits.v + match : NULL;
        s->trans = trans;
        for (int c = l->states.v[i].child; c >= 0; c = l->states.v[c].sibling)
            *trans++ = (HyphenTrans){l->states.v[c].letter, c};
        s->num_trans = (int)(trans - s->trans);
    }
    fill_fallbacks(l, keep);
}

/* --- the file ----------------------------------------------------------------------------------
 */

/* A level that is made of at most so many bytes of text. */
static struct level begin_level(struct arena *scratch, struct arena *keep, struct str cset,
                                size_t bytes) {
    struct level l = {.arena = scratch, .dict = arena_new(keep, HyphenDict)};
    vec_reserve(scratch, (void **)&l.states.v, &l.states.cap, bytes / STATE_BYTES + 1,
                sizeof *l.states.v);
    if (cset.n >= MAX_NAME) cset.n = MAX_NAME - 1;
    memcpy(l.dict->cset, cset.p, cset.n);
    l.dict->utf8 = str_is(cset, "UTF-8");
    add_state(&l, 0, -1);
    return l;
}

static struct str next_line(struct str text, size_t *at) {
    struct str rest = str_slice(text, *at, text.n);
    struct str line = str_slice(rest, 0, str_find_char(rest, '\n'));
    *at += line.n + 1;
    return line;
}

static HyphenDict *read_levels(struct arena *keep, struct arena *scratch, struct str text) {
    size_t at = 0;
    struct str cset = str_trim(next_line(text, &at));
    if (cset.n == 0) return NULL;
    struct level level = begin_level(scratch, keep, cset, text.n);
    HyphenDict *first = level.dict;
    while (at < text.n) {
        struct str line = next_line(text, &at);
        if (line.n == 0 || line.p[0] != 'N' || !str_starts(line, "NEXTLEVEL")) {
            read_line(&level, line, keep);
            continue;
        }
        if (first->nextlevel) continue;
        fill_states(&level, keep);
        level = begin_level(scratch, keep, cset, text.n - at);
        first->nextlevel = level.dict;
    }
    fill_states(&level, keep);
    return first;
}

HyphenDict *dictionary_read(struct arena *a, const char *path) {
    struct arena scratch;
    struct str text;
    arena_init(&scratch);
    HyphenDict *d = NULL;
    if (file_read(&text, &scratch, path, FILE_MOST)) d = read_levels(a, &scratch, text);
    arena_done(&scratch);
    return d;
}
