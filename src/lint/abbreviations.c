/* Abbreviations: capitals that nothing explains, and explanations of what is not said again.
 *
 * The metadata's `abbreviations` explain, and so does prose that puts one beside its long form:
 * "the World Trade Organization (WTO)" or "WTO (World Trade Organization)". Where in the text it
 * does is not asked: a summary may come before. Capitals that everybody knows are a value of the
 * house style; Roman numerals, and text that is all in capitals, are no abbreviations. */
#include "lint/lint.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "lint/place.h"
#include "lint/placeholder.h"
#include "text/case.h"

enum { LETTERS_MAX = 8 };

struct abbreviation {
    struct str name;
    struct pos first, explained; /* the texts that hold them; line 0: it is not */
    size_t uses;                 /* other than where it is explained */
};

struct search {
    struct doc *doc;
    struct hash by_name;
    VEC(struct abbreviation *) all;
    size_t quiet; /* open nodes whose words are not prose: images, explained abbreviations */
};

static struct abbreviation *find(struct search *s, struct str name) {
    struct abbreviation *a = hash_get(&s->by_name, name);
    if (a) return a;
    a = arena_new(s->doc->arena, struct abbreviation);
    a->name = str_copy(s->doc->arena, name);
    *vec_push(s->doc->arena, &s->all) = a;
    hash_put(&s->by_name, a->name, a);
    return a;
}

/* ---- what is one ---- */

static bool is_roman(struct str word) {
    for (size_t i = 0; i < word.n; i++)
        if (!strchr("IVXLCDM", word.p[i])) return false;
    return true;
}

/* Two to eight capitals, perhaps with figures among them and the s of a plural behind, which is
 * taken off. */
static bool is_abbreviation(struct str *word) {
    size_t capitals = 0, others = 0;
    if (word->n > 2 && word->p[word->n - 1] == 's') word->n--;
    for (size_t i = 0; i < word->n;) {
        uint32_t cp = utf8_next(*word, &i);
        bool figure = cp >= '0' && cp <= '9';
        if (case_is_upper(cp))
            capitals++;
        else if (figure && capitals)
            others++;
        else
            return false;
    }
    return capitals >= 2 && capitals + others <= LETTERS_MAX && !is_roman(*word) &&
           !placeholder_is(*word, true);
}

/* True if no letter of the text is small: a heading in capitals. */
static bool is_shouted(struct str text) {
    size_t letters = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        if (case_is_lower(cp)) return false;
        letters += case_is_letter(cp);
    }
    return letters > LETTERS_MAX;
}

/* "(WTO)" after a word, or "WTO (World": the first letter of what follows is its own. */
static bool is_explained(struct str text, size_t from, size_t to) {
    bool opened = from >= 3 && text.p[from - 1] == '(' && text.p[from - 2] == ' ';
    if (opened && to < text.n && strchr("),;", text.p[to])) return true;
    return to + 2 < text.n && text.p[to] == ' ' && text.p[to + 1] == '(' &&
           (text.p[to + 2] | 0x20) == (text.p[from] | 0x20);
}

/* ---- the search ---- */

static void look_at_word(struct search *s, const struct doc_node *node, size_t from, size_t to) {
    struct str text = node->u.text, word = str_slice(text, from, to - from);
    bool within =
        (from && strchr("-/@.&_", text.p[from - 1])) || (to < text.n && strchr("/@_&", text.p[to]));
    if (within || !is_abbreviation(&word)) return;
    struct abbreviation *a = find(s, word);
    if (!a->uses && !a->explained.line) a->first = node->pos;
    if (!a->explained.line && is_explained(text, from, to))
        a->explained = node->pos;
    else
        a->uses++;
}

static void look_at_text(struct search *s, const struct doc_node *node) {
    struct str text = node->u.text;
    if (is_shouted(text)) return;
    for (size_t i = 0; i < text.n;) {
        size_t from = i, to = i;
        while (i < text.n && case_is_alnum(utf8_next(text, &i)))
            to = i;
        if (to > from) look_at_word(s, node, from, to);
    }
}

static void look_at(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct search *s = closure;
    if (node->kind == DOC_IMAGE || node->kind == DOC_ABBR)
        s->quiet += event == DOC_ENTER ? 1 : (size_t)-1;
    if (event == DOC_ENTER && node->kind == DOC_TEXT && !s->quiet) look_at_text(s, node);
}

/* ---- what is said of them ---- */

static bool is_known(struct str list, struct str name) {
    while (list.n) {
        size_t n = str_find_char(list, ' ');
        if (str_eq(str_slice(list, 0, n), name)) return true;
        list = str_slice(list, n + 1, list.n);
    }
    return false;
}

static void report(const struct doc *doc, const struct style *style, const struct abbreviation *a) {
    struct diags *ds = doc->diags;
    if (!a->explained.line && !is_known(style->known_abbreviations, a->name))
        diag_add(ds, DIAG_ABBR_UNDEFINED, place_of(ds, a->first, a->name),
                 "put it behind its long form, in parentheses, or under `abbreviations:`",
                 "`%.*s` is not explained", STR_ARG(a->name));
    if (a->explained.line && !a->uses)
        diag_add(ds, DIAG_ABBR_UNUSED, place_of(ds, a->explained, a->name),
                 "take it out: the long form is enough", "`%.*s` is explained, and not said again",
                 STR_ARG(a->name));
}

void lint_abbreviations(struct doc *doc, const struct style *style) {
    struct search s = {.doc = doc};
    hash_init(&s.by_name, doc->arena);
    doc_walk_all(doc, look_at, &s);
    for (size_t i = 0; i < s.all.n; i++)
        report(doc, style, s.all.v[i]);
    for (size_t i = 0; i < doc->meta.abbreviation_count; i++) {
        const struct doc_abbreviation *a = &doc->meta.abbreviations[i];
        if (!a->used)
            diag_add(doc->diags, DIAG_ABBR_UNUSED, a->pos, "take it out",
                     "`%.*s` is explained, and nothing says it", STR_ARG(a->name));
    }
}
