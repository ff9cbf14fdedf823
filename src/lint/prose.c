/* The words of the prose as the author typed them: a word said twice, a placeholder, two spaces.
 *
 * A text node knows where it begins; what is found in it is looked for from there on the same line
 * of the source, since marks and entities make the columns of the two differ. */
#include "lint/lint.h"

#include <ctype.h>

struct prose {
    const struct doc *doc;
    struct str last; /* the word before, if only space has come since */
    bool english;
};

/* In two halves, so that a search for unfinished work in our own sources does not end here. */
#define HALVES(a, b) a b
static const char *const placeholders[] = {HALVES("TO", "DO"), HALVES("FIX", "ME"),
                                           HALVES("X", "XX"), "TBD", "TKTK"};

/* Words that English says twice. */
static const char *const doubled[] = {"that", "had", "bye", "no", "very"};

/* Letters of any script: what is not ASCII is taken for one. */
static bool is_letter(char c) {
    return (c & 0x80) || isalpha((unsigned char)c);
}

static bool same_word(struct str a, struct str b) {
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (tolower((unsigned char)a.p[i]) != tolower((unsigned char)b.p[i])) return false;
    return true;
}

/* ---- places ---- */

/* The line of the source at pos, from its column on. */
static struct str source_line(const struct diags *ds, struct pos pos) {
    if (pos.file == 0 || pos.file > ds->files.n || pos.line == 0) return STR_NONE;
    struct str text = ds->files.v[pos.file - 1].text;
    for (uint32_t line = 1; line < pos.line && text.n; line++)
        text = str_slice(text, str_find_char(text, '\n') + 1, text.n);
    text = str_slice(text, 0, str_find_char(text, '\n'));
    for (uint32_t col = 1; col < pos.col && text.n; col++) {
        size_t n = 1;
        while (n < text.n && (text.p[n] & 0xC0) == 0x80)
            n++;
        text = str_slice(text, n, text.n);
    }
    return text;
}

/* Where the piece stands in the source; the text's own place if it is not found as it is. */
static struct pos locate(const struct diags *ds, struct pos pos, struct str piece) {
    struct str line = source_line(ds, pos);
    size_t at = str_find(line, piece);
    if (at == SIZE_MAX || pos.col == 0) return pos;
    for (size_t i = 0; i < at; i++)
        if ((line.p[i] & 0xC0) != 0x80) pos.col++;
    return pos;
}

/* ---- words ---- */

static bool is_in(struct str word, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (same_word(word, str_of(list[i]))) return true;
    return false;
}

static bool is_placeholder(struct str word) {
    for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++)
        if (str_is(word, placeholders[i])) return true;
    return false;
}

/* pair: the word and the one before, or the word alone if that stands in another node. */
static void look_at_word(struct prose *p, const struct doc_node *node, struct str word,
                         struct str pair) {
    struct diags *ds = p->doc->diags;
    if (is_placeholder(word)) {
        diag_add(ds, DIAG_PLACEHOLDER, locate(ds, node->pos, word), "write what is to stand there",
                 "`%.*s` is left in the text", STR_ARG(word));
    }
    bool twice = p->english && p->last.n && same_word(word, p->last) &&
                 !is_in(word, doubled, sizeof doubled / sizeof *doubled);
    if (!twice) return;
    diag_add(ds, DIAG_REPEATED_WORD, locate(ds, node->pos, pair), "take one of them out",
             "`%.*s` stands twice", STR_ARG(word));
}

static void look_at_words(struct prose *p, const struct doc_node *node) {
    struct str text = node->u.text;
    size_t before = 0; /* where the word before begins, or 0 */
    for (size_t i = 0; i < text.n;) {
        if (text.p[i] == ' ') {
            i++;
            continue;
        }
        size_t n = 0;
        while (i + n < text.n && is_letter(text.p[i + n]))
            n++;
        if (n == 0) {
            p->last = STR_NONE;
            i++;
            continue;
        }
        struct str word = str_slice(text, i, n);
        bool here = p->last.n && p->last.p == text.p + before;
        struct str pair = here ? str_slice(text, before, i + n - before) : word;
        look_at_word(p, node, word, pair);
        p->last = word;
        before = i;
        i += n;
    }
}

static void look_for_lorem(struct prose *p, const struct doc_node *node) {
    static const char *const spellings[] = {"lorem ipsum", "Lorem ipsum", "Lorem Ipsum"};
    struct diags *ds = p->doc->diags;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        struct str piece = str_of(spellings[i]);
        if (str_find(node->u.text, piece) == SIZE_MAX) continue;
        diag_add(ds, DIAG_PLACEHOLDER, locate(ds, node->pos, piece), "write what is to stand there",
                 "`%.*s` is left in the text", STR_ARG(piece));
    }
}

static void look_for_spaces(struct prose *p, const struct doc_node *node) {
    struct diags *ds = p->doc->diags;
    struct str text = node->u.text;
    size_t at = str_find(text, STR("  "));
    if (at == SIZE_MAX || at == 0) return;
    struct pos pos = locate(ds, node->pos, STR("  "));
    diag_add(ds, DIAG_DOUBLE_SPACE, pos, "write one: a space is as wide as the line needs",
             "two spaces stand in a row");
}

/* ---- the document ---- */

static void look_at(struct prose *p, const struct doc_node *top) {
    p->last = STR_NONE;
    for (const struct doc_node *n = top; n; n = doc_next(top, n)) {
        if (n->kind == DOC_SOFT_BREAK) continue;
        if (n->kind != DOC_TEXT) {
            p->last = STR_NONE;
            continue;
        }
        look_at_words(p, n);
        look_for_lorem(p, n);
        look_for_spaces(p, n);
    }
}

void lint_prose(const struct doc *doc) {
    struct prose p = {.doc = doc, .english = str_starts(doc->meta.lang, "en")};
    look_at(&p, doc->root);
    if (doc->meta.title) look_at(&p, doc->meta.title);
    for (size_t i = 0; i < doc->notes.n; i++)
        if (doc->notes.v[i]->body) look_at(&p, doc->notes.v[i]->body);
}
