/* bibtex_names: lists of names, by the rules of BibTeX ("Tame the BeaST", chapter 11).
 *
 * A list is split at “and” outside braces. A name has one of three forms, told by its commas:
 * First von Last; von Last, First; von Last, Jr, First. The particle is the run of words that begin
 * with a small letter. What stands wholly in braces is an institution. BibLaTeX has a fourth form,
 * which names its parts: family=Last, given=First, prefix=von, suffix=Jr. */
#include "base/vec.h"
#include "source/bibtex.h"
#include "source/latex.h"

enum { PARTS_MAX = 3 };

typedef VEC(struct str) words;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '~';
}

/* Where the text at depth 0 goes on after a brace at i. */
static size_t skip_braces(struct str s, size_t i) {
    size_t depth = 0;
    for (; i < s.n; i++) {
        if (s.p[i] == '\\' && i + 1 < s.n) {
            i++;
        } else if (s.p[i] == '{') {
            depth++;
        } else if (s.p[i] == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return s.n;
}

static bool is_and(struct str s, size_t i) {
    return i && is_space(s.p[i - 1]) && i + 3 < s.n && is_space(s.p[i + 3]) &&
           str_is(str_slice(s, i, 3), "and");
}

static words split_words(struct arena *a, struct str s) {
    words out = {0};
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && is_space(s.p[i]))
            i++;
        size_t start = i;
        while (i < s.n && !is_space(s.p[i]))
            i = s.p[i] == '{' ? skip_braces(s, i) : i + 1;
        if (i > start) *vec_push(a, &out) = str_slice(s, start, i - start);
    }
    return out;
}

/* Cuts at commas outside braces; gives the number of parts, at most three. */
static size_t split_commas(struct str parts[PARTS_MAX], struct str s) {
    size_t n = 0, start = 0;
    for (size_t i = 0; i <= s.n;) {
        if (i < s.n && s.p[i] == '{') {
            i = skip_braces(s, i);
            continue;
        }
        if (i == s.n || (s.p[i] == ',' && n < PARTS_MAX - 1)) {
            parts[n++] = str_trim(str_slice(s, start, i - start));
            start = i + 1;
        }
        i++;
    }
    return n;
}

/* True for a word of a particle: its first letter is small. */
static bool is_small(struct arena *a, struct str word) {
    if (word.n && word.p[0] == '{' && !(word.n > 1 && word.p[1] == '\\')) return false;
    struct str plain = latex_decode(a, word, LATEX_TEXT);
    return plain.n && plain.p[0] >= 'a' && plain.p[0] <= 'z';
}

static struct str joined(struct arena *a, const words *w, size_t from, size_t to) {
    struct str out = STR_NONE;
    for (size_t i = from; i < to; i++) {
        struct str word = latex_decode(a, w->v[i], LATEX_TEXT);
        out = out.n ? str_printf(a, "%.*s %.*s", STR_ARG(out), STR_ARG(word)) : word;
    }
    return out;
}

/* “von Last”: the particle goes up to the last small word that is not the last word. */
static void read_family(struct work_name *name, struct arena *a, const words *w, size_t from) {
    size_t end = from;
    for (size_t i = from; i + 1 < w->n; i++) {
        if (is_small(a, w->v[i])) end = i + 1;
    }
    name->non_dropping_particle = joined(a, w, from, end);
    name->family = joined(a, w, end, w->n);
}

static bool is_whole(struct str s) {
    return s.n && s.p[0] == '{' && skip_braces(s, 0) == s.n;
}

/* The part of a name that `key` means, or NULL. */
static struct str *part_named(struct work_name *name, struct str key) {
    if (str_is(key, "family")) return &name->family;
    if (str_is(key, "given")) return &name->given;
    if (str_is(key, "suffix")) return &name->suffix;
    if (str_is(key, "prefix")) return &name->non_dropping_particle;
    return NULL;
}

/* The name's parts by their keys; false if it has no family of that form. */
static bool read_keyed(struct work_name *name, struct arena *a, struct str s) {
    for (size_t i = 0, start = 0; i <= s.n;) {
        if (i < s.n && s.p[i] == '{') {
            i = skip_braces(s, i);
            continue;
        }
        if (i == s.n || s.p[i] == ',') {
            struct str part = str_trim(str_slice(s, start, i - start));
            size_t at = str_find_char(part, '=');
            struct str *to = part_named(name, str_trim(str_slice(part, 0, at)));
            struct str value = str_trim(str_slice(part, at + 1, part.n));
            if (to && value.n > 1 && value.p[0] == '"' && str_ends(value, "\""))
                value = str_slice(value, 1, value.n - 2);
            if (to) *to = latex_decode(a, value, LATEX_TEXT);
            start = i + 1;
        }
        i++;
    }
    return name->family.n > 0;
}

static struct work_name read_name(struct arena *a, struct str s) {
    struct work_name name = {0};
    struct str parts[PARTS_MAX];
    if (str_find_char(s, '=') < s.n && read_keyed(&name, a, s)) return name;
    name = (struct work_name){0};
    if (is_whole(s)) {
        name.literal = latex_decode(a, s, LATEX_TEXT);
        return name;
    }
    size_t n = split_commas(parts, s);
    words family = split_words(a, parts[0]);
    size_t from = 0;
    if (n == 1) {
        while (from + 1 < family.n && !is_small(a, family.v[from]))
            from++;
        name.given = joined(a, &family, 0, from);
    } else {
        name.given = latex_decode(a, parts[n - 1], LATEX_TEXT);
        if (n == PARTS_MAX) name.suffix = latex_decode(a, parts[1], LATEX_TEXT);
    }
    read_family(&name, a, &family, from);
    return name;
}

struct work_name *bibtex_names(size_t *n, struct arena *a, struct str list) {
    VEC(struct work_name) names = {0};
    size_t start = 0;
    for (size_t i = 0; i <= list.n;) {
        if (i < list.n && list.p[i] == '{') {
            i = skip_braces(list, i);
            continue;
        }
        bool joint = i < list.n && is_and(list, i);
        if (joint || i == list.n) {
            struct str one = str_trim(str_slice(list, start, i - start));
            if (one.n && !str_is(one, "others")) *vec_push(a, &names) = read_name(a, one);
            start = i + 3;
        }
        i += joint ? 3 : 1;
    }
    *n = names.n;
    return names.v;
}
