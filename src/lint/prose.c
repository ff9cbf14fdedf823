/* The words of the prose as the author typed them: a word said twice, a placeholder, two spaces in
 * a row, a quotation mark that stayed straight. */
#include "lint/lint.h"

#include <ctype.h>
#include "lint/place.h"
#include "lint/placeholder.h"

struct prose {
    struct doc *doc;
    struct str last;             /* the word before, if only space has come since */
    const struct doc_node *node; /* that it stands in */
    size_t images;               /* that are open: their words may be a caption too */
    bool english;
};

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

/* ---- words ---- */

static bool is_in(struct str word, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (same_word(word, str_of(list[i]))) return true;
    return false;
}

static void report_placeholder(struct prose *p, struct pos pos, struct str word) {
    diag_add(p->doc->diags, DIAG_PLACEHOLDER, place_of(p->doc->diags, pos, word),
             "write what is to stand there", "`%.*s` is left in the text", STR_ARG(word));
}

/* pair: the word and the one before, or the word alone if that stands in another node. */
static void look_at_word(struct prose *p, struct pos pos, struct str word, struct str pair) {
    struct diags *ds = p->doc->diags;
    if (placeholder_is(word, p->english)) report_placeholder(p, pos, word);
    bool twice = p->english && p->last.n && same_word(word, p->last) &&
                 !is_in(word, doubled, sizeof doubled / sizeof *doubled);
    if (!twice) return;
    diag_add(ds, DIAG_REPEATED_WORD, place_of(ds, pos, pair), "take one of them out",
             "`%.*s` stands twice", STR_ARG(word));
}

static void look_at_words(struct prose *p, struct str text, struct pos pos) {
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
        look_at_word(p, pos, word, pair);
        p->last = word;
        before = i;
        i += n;
    }
}

static void look_for_lorem(struct prose *p, struct str text, struct pos pos) {
    static const char *const spellings[] = {"lorem ipsum", "Lorem ipsum", "Lorem Ipsum"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (str_find(text, str_of(spellings[i])) != SIZE_MAX)
            report_placeholder(p, pos, str_of(spellings[i]));
}

/* ---- marks ---- */

static void look_for_spaces(struct prose *p, struct str text, struct pos pos) {
    size_t at = str_find(text, STR("  "));
    if (at == SIZE_MAX || at == 0) return;
    diag_add(p->doc->diags, DIAG_DOUBLE_SPACE, place_of(p->doc->diags, pos, STR("  ")),
             "write one: a space is as wide as the line needs", "two spaces stand in a row");
}

/* What could be made curly has been; a straight mark stayed because it is escaped, or follows a
 * figure and closes nothing. */
static void look_for_quotes(struct prose *p, struct str text, struct pos pos) {
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '"' && text.p[i] != '\'') continue;
        bool figure = i && isdigit((unsigned char)text.p[i - 1]);
        struct str around = str_slice(text, figure ? i - 1 : i, figure ? 2 : 1);
        const char *hint = !figure            ? "write the quotation mark of the language"
                           : text.p[i] == '"' ? "write ″ for inches or seconds, or a unit: in, s"
                                              : "write ′ for feet or minutes, or a unit: ft, min";
        diag_add(p->doc->diags, DIAG_STRAIGHT_QUOTE, place_of(p->doc->diags, pos, around), hint,
                 "the straight mark `%c` is printed as it is", text.p[i]);
    }
}

/* ---- the document ---- */

static void look_at_text(struct prose *p, struct str text, struct pos pos) {
    look_at_words(p, text, pos);
    look_for_lorem(p, text, pos);
    look_for_spaces(p, text, pos);
    look_for_quotes(p, text, pos);
}

/* Words in a table of their own: they are not Markdown, and nothing stands beside them. */
static void look_at_words_of(struct prose *p, const struct str *words, size_t n, struct pos pos) {
    for (size_t i = 0; i < n; i++) {
        p->last = STR_NONE;
        look_at_text(p, words[i], pos);
    }
    p->last = STR_NONE;
}

static void look_at_timeline(struct prose *p, const struct doc_node *node) {
    for (size_t i = 0; i < node->u.timeline.event_count; i++) {
        const struct doc_event *e = &p->doc->meta.events[node->u.timeline.first_event + i];
        look_at_words_of(p, (struct str[]){e->category, e->place, e->status}, 3, e->pos);
        look_at_words_of(p, e->actors, e->actor_count, e->pos);
    }
}

static bool passes_through(enum doc_kind kind) {
    return kind == DOC_EMPH || kind == DOC_STRONG || kind == DOC_SMALLCAPS || kind == DOC_SPAN ||
           kind == DOC_SOFT_BREAK;
}

static void look_at(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct prose *p = closure;
    if (node->kind == DOC_IMAGE) p->images += event == DOC_ENTER ? 1 : (size_t)-1;
    if (event == DOC_EXIT) {
        if (node->kind != DOC_TEXT && !passes_through(node->kind)) p->last = STR_NONE;
        return;
    }
    if (node->kind == DOC_TEXT && !p->images) {
        look_at_text(p, node->u.text, node->pos);
    } else if (node->kind != DOC_SOFT_BREAK) {
        p->last = STR_NONE;
    }
    if (node->kind == DOC_TIMELINE) look_at_timeline(p, node);
}

void lint_prose(struct doc *doc) {
    struct prose p = {.doc = doc, .english = str_starts(doc->meta.lang, "en")};
    doc_walk_all(doc, look_at, &p);
    if (!doc->meta.short_title) return;
    p.last = STR_NONE;
    doc_walk(doc->meta.short_title, look_at, &p);
}
