/* ask: what one wants to know of a node: its kind, language, words, the node of an identifier. */
#include "doc/doc.h"

#include "base/buf.h"

static const char *const kind_names[] = {
    [DOC_ROOT] = "root",
    [DOC_HEADING] = "heading",
    [DOC_PARAGRAPH] = "paragraph",
    [DOC_QUOTE] = "quote",
    [DOC_LIST] = "list",
    [DOC_ITEM] = "item",
    [DOC_TERM] = "term",
    [DOC_CODE_BLOCK] = "code-block",
    [DOC_RULE] = "rule",
    [DOC_TABLE] = "table",
    [DOC_ROW] = "row",
    [DOC_CELL] = "cell",
    [DOC_FIGURE] = "figure",
    [DOC_CALLOUT] = "callout",
    [DOC_TIMELINE] = "timeline",
    [DOC_INDICATORS] = "indicators",
    [DOC_LITERATURE] = "literature",
    [DOC_CONTENTS] = "contents",
    [DOC_PAGE_BREAK] = "page-break",
    [DOC_GROUP] = "group",
    [DOC_TEXT] = "text",
    [DOC_SOFT_BREAK] = "soft-break",
    [DOC_LINE_BREAK] = "line-break",
    [DOC_EMPH] = "emph",
    [DOC_STRONG] = "strong",
    [DOC_STRIKE] = "strike",
    [DOC_SUB] = "sub",
    [DOC_SUP] = "sup",
    [DOC_SMALLCAPS] = "smallcaps",
    [DOC_SPAN] = "span",
    [DOC_NOCASE] = "nocase",
    [DOC_CODE] = "code",
    [DOC_LINK] = "link",
    [DOC_IMAGE] = "image",
    [DOC_NOTE_MARK] = "note-mark",
    [DOC_CITATION] = "citation",
    [DOC_ABBR] = "abbr",
    [DOC_TASK_MARK] = "task-mark",
    [DOC_PAGE_REF] = "page-ref",
    [DOC_REF] = "ref",
    [DOC_MISTAKE] = "mistake",
};

const char *doc_kind_name(enum doc_kind kind) {
    return kind_names[kind];
}

bool doc_is_figure(const struct doc_node *node) {
    if (node->kind == DOC_TIMELINE && node->u.timeline.more)
        return node->u.timeline.more->form == DOC_TIMELINE_CHART;
    return node->kind == DOC_FIGURE;
}

bool doc_is_block(enum doc_kind kind) {
    return kind < DOC_TEXT;
}

bool doc_has_class(const struct doc_node *node, const char *name) {
    struct str rest = node->classes;
    while (!str_empty(rest)) {
        size_t end = str_find_char(rest, ' ');
        if (str_is(str_slice(rest, 0, end), name)) return true;
        rest = str_slice(rest, end + 1, rest.n);
    }
    return false;
}

struct doc_indicator *doc_indicator_at(const struct doc *doc, const struct doc_node *box,
                                       size_t i) {
    const size_t *chosen = box->u.indicators.chosen;
    return &doc->meta.indicators[chosen ? chosen[i] : i];
}

struct str doc_lang_of(const struct doc *doc, const struct doc_node *node) {
    for (; node; node = node->parent) {
        if (!str_empty(node->lang)) return node->lang;
    }
    return doc->meta.lang;
}

/* A space between what was written and what follows, unless there is one. */
static void add_space(struct buf *out, size_t start) {
    if (out->n > start && out->p[out->n - 1] != ' ') buf_add_char(out, ' ');
}

/* The node after `at` in the order of reading, its children left out; or NULL. */
static const struct doc_node *next_beside(const struct doc_node *top, const struct doc_node *at) {
    for (; at != top; at = at->parent)
        if (at->next) return at->next;
    return NULL;
}

/* What refers to a work rather than naming it: a citation in brackets, the figures of another. */
static bool is_reference(const struct doc_node *node) {
    if (node->kind == DOC_CITATION) return !node->u.citation.citation->in_text;
    return node->kind == DOC_SPAN && doc_has_class(node, "csl-mark");
}

static void trim_end(struct buf *out, size_t start) {
    while (out->n > start && (out->p[out->n - 1] == ' ' || out->p[out->n - 1] == '\n'))
        out->n--;
}

/* The words below a node; references: those of citations too. */
static void add_words(struct buf *out, const struct doc_node *node, bool references) {
    size_t start = out->n;
    const struct doc_node *next;
    for (const struct doc_node *at = node; at; at = next) {
        next = doc_next(node, at);
        if (!references && is_reference(at)) {
            trim_end(out, start);
            next = next_beside(node, at);
            continue;
        }
        switch (at->kind) {
        case DOC_TEXT:
        case DOC_CODE:
        case DOC_MISTAKE: buf_add_str(out, at->u.text); break;
        case DOC_CODE_BLOCK:
            add_space(out, start);
            buf_add_str(out, at->u.code.text);
            break;
        case DOC_SOFT_BREAK:
        case DOC_LINE_BREAK: add_space(out, start); break;
        default:
            if (doc_is_block(at->kind)) add_space(out, start);
        }
    }
    trim_end(out, start);
    if (out->p) out->p[out->n] = '\0';
}

void doc_plain_text(struct buf *out, const struct doc_node *node) {
    add_words(out, node, true);
}

struct str doc_title_text(struct arena *a, const struct doc_node *node) {
    struct buf words = {0};
    add_words(&words, node, false);
    struct str title = str_copy(a, str_trim(buf_str(&words)));
    buf_done(&words);
    return title;
}

static struct doc_node *find_below(struct doc_node *top, struct str id) {
    for (struct doc_node *at = top; at; at = doc_next(top, at)) {
        if (str_eq(at->id, id)) return at;
    }
    return NULL;
}

struct doc_node *doc_find_id(const struct doc *doc, struct str id) {
    if (str_empty(id)) return NULL;
    struct doc_node *found = find_below(doc->root, id);
    for (size_t i = 0; !found && i < doc->notes.n; i++) {
        found = find_below(doc->notes.v[i]->body, id);
    }
    return found;
}
