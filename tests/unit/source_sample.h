/* source_sample: short sources read in memory, and what became of them as one line of text. */
#ifndef CHANCERY_TESTS_SOURCE_SAMPLE_H
#define CHANCERY_TESTS_SOURCE_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "source/source.h"

static struct arena arena;
static struct diags ds;
static struct doc *doc;
static struct buf shown;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena);
    diags_init(&ds, &arena);
    doc = NULL;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    buf_done(&shown);
    shown = (struct buf){0};
    arena_done(&arena);
    return 0;
}

/* Reads a text as a briefing with its own front matter, if any. */
static inline struct doc *read_text(const char *text) {
    diags_init(&ds, &arena);
    doc = source_read_markdown_text(&arena, &ds, STR("a.md"), str_of(text), NULL);
    return doc;
}

/* Reads Markdown in a language. */
static inline struct doc *read_in(const char *lang, const char *text) {
    return read_text(arena_printf(&arena, "---\ntitle: T\nlang: %s\n---\n%s", lang, text));
}

/* Shows a node and what is below it: kind(children), text in plain. */
static inline void show_node(const struct doc_node *node) {
    if (node->kind == DOC_TEXT) {
        buf_add_str(&shown, node->u.text);
        return;
    }
    if (node->kind == DOC_SOFT_BREAK) {
        buf_add_char(&shown, '_');
        return;
    }
    buf_printf(&shown, "%s(", doc_kind_name(node->kind));
    if (node->kind == DOC_CODE || node->kind == DOC_MISTAKE) buf_add_str(&shown, node->u.text);
    if (node->kind == DOC_CODE_BLOCK) buf_add_str(&shown, node->u.code.text);
    if (node->kind == DOC_CITATION) {
        const struct doc_citation *citation = node->u.citation.citation;
        for (size_t i = 0; i < citation->item_count; i++) {
            const struct doc_cite_item *item = &citation->items[i];
            if (i) buf_add_c(&shown, "; ");
            if (item->prefix.n) buf_printf(&shown, "<%.*s>", STR_ARG(item->prefix));
            buf_printf(&shown, "%s@%.*s", item->suppress_author ? "-" : "", STR_ARG(item->key));
            if (item->label.n) {
                buf_printf(&shown, "{%.*s %.*s}", STR_ARG(item->label), STR_ARG(item->locator));
            }
            if (item->suffix.n) buf_printf(&shown, "<%.*s>", STR_ARG(item->suffix));
        }
        if (citation->in_text) buf_add_c(&shown, "!");
    }
    for (const struct doc_node *n = node->first; n; n = n->next)
        show_node(n);
    buf_add_char(&shown, ')');
}

static inline const char *show(const struct doc_node *node) {
    buf_clear(&shown);
    if (node) show_node(node);
    return shown.p ? shown.p : "";
}

/* The children of the root, without the literature list that citations bring and its heading. */
static inline const char *show_root(void) {
    buf_clear(&shown);
    for (const struct doc_node *n = doc->root->first; n; n = n->next) {
        if (n->kind != DOC_LITERATURE && !(n->next && n->next->kind == DOC_LITERATURE &&
                                           n->kind == DOC_HEADING))
            show_node(n);
    }
    return shown.p ? shown.p : "";
}

/* Reads Markdown and shows it. */
static inline const char *shown_of(const char *text) {
    return read_text(text) ? show_root() : "";
}

/* The first diagnostic of that code, or NULL. */
static inline const struct diag *diag_of(enum diag_code code) {
    for (size_t i = 0; i < ds.list.n; i++) {
        if (ds.list.v[i].code == code) return &ds.list.v[i];
    }
    return NULL;
}

/* "line:column" of the first diagnostic of that code, or "none". */
static inline const char *place_of(enum diag_code code) {
    const struct diag *d = diag_of(code);
    if (!d) return "none";
    return arena_printf(&arena, "%u:%u", (unsigned)d->pos.line, (unsigned)d->pos.col);
}

static inline const char *hint_of(enum diag_code code) {
    const struct diag *d = diag_of(code);
    return d ? str_to_c(&arena, d->hint) : "none";
}

/* The first node of a kind, in the tree below top. */
static inline struct doc_node *first_of(struct doc_node *top, enum doc_kind kind) {
    for (struct doc_node *at = top; at; at = doc_next(top, at)) {
        if (at->kind == kind) return at;
    }
    return NULL;
}

static inline const char *place(const struct doc_node *node) {
    if (!node) return "none";
    return arena_printf(&arena, "%u:%u", (unsigned)node->pos.line, (unsigned)node->pos.col);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
