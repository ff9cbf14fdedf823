/* node: making, joining and copying nodes of the document. */
#include "doc/doc.h"

#include <assert.h>

struct doc *doc_new(struct arena *a, struct diags *ds) {
    struct doc *doc = arena_new(a, struct doc);
    doc->arena = a;
    doc->diags = ds;
    doc->meta.lang = STR("en-GB");
    doc->meta.toc_depth = 2;
    doc->root = doc_node_new(a, DOC_ROOT, (struct pos){0});
    return doc;
}

struct doc_node *doc_node_new(struct arena *a, enum doc_kind kind, struct pos pos) {
    struct doc_node *node = arena_new(a, struct doc_node);
    node->kind = kind;
    node->pos = pos;
    return node;
}

struct doc_node *doc_text_new(struct arena *a, struct str text, struct pos pos) {
    struct doc_node *node = doc_node_new(a, DOC_TEXT, pos);
    node->u.text = text;
    return node;
}

void doc_append(struct doc_node *parent, struct doc_node *child) {
    assert(!child->parent);
    child->parent = parent;
    child->prev = parent->last;
    child->next = NULL;
    if (parent->last) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
}

void doc_insert_after(struct doc_node *where, struct doc_node *child) {
    struct doc_node *parent = where->parent;
    assert(parent && !child->parent);
    child->parent = parent;
    child->prev = where;
    child->next = where->next;
    if (where->next) {
        where->next->prev = child;
    } else {
        parent->last = child;
    }
    where->next = child;
}

void doc_insert_before(struct doc_node *where, struct doc_node *child) {
    struct doc_node *parent = where->parent;
    assert(parent && !child->parent);
    child->parent = parent;
    child->next = where;
    child->prev = where->prev;
    if (where->prev) {
        where->prev->next = child;
    } else {
        parent->first = child;
    }
    where->prev = child;
}

void doc_unlink(struct doc_node *node) {
    struct doc_node *parent = node->parent;
    if (!parent) return;
    if (node->prev) {
        node->prev->next = node->next;
    } else {
        parent->first = node->next;
    }
    if (node->next) {
        node->next->prev = node->prev;
    } else {
        parent->last = node->prev;
    }
    node->parent = node->prev = node->next = NULL;
}

void doc_replace(struct doc_node *node, struct doc_node *with) {
    doc_insert_after(node, with);
    doc_unlink(node);
}

void doc_trim_before(struct doc_node *node) {
    struct doc_node *before = node->prev;
    if (before && before->kind == DOC_SOFT_BREAK) {
        doc_unlink(before);
        before = node->prev;
    }
    if (!before || before->kind != DOC_TEXT) return;
    while (str_ends(before->u.text, " "))
        before->u.text.n--;
    if (!before->u.text.n) doc_unlink(before);
}

bool doc_ends_in_words(const struct doc_node *before) {
    if (!before || before->kind == DOC_SOFT_BREAK || before->kind == DOC_LINE_BREAK) return false;
    if (before->kind != DOC_TEXT || !before->u.text.n) return true;
    struct str s = before->u.text;
    return !str_ends(s, " ") && !str_ends(s, "\u00A0") && !str_ends(s, "(") && !str_ends(s, "[");
}

struct doc_node *doc_next(const struct doc_node *top, const struct doc_node *node) {
    if (node->first) return node->first;
    while (node != top) {
        if (node->next) return node->next;
        node = node->parent;
    }
    return NULL;
}

static struct doc_node *copy_alone(struct arena *a, const struct doc_node *node) {
    struct doc_node *copy = arena_new(a, struct doc_node);
    *copy = *node;
    copy->parent = copy->first = copy->last = copy->next = copy->prev = NULL;
    return copy;
}

/* Walks the original in order and keeps `into`, the copy of the current node's parent, in step. */
struct doc_node *doc_clone(struct arena *a, const struct doc_node *node) {
    struct doc_node *top = copy_alone(a, node);
    struct doc_node *into = top;
    const struct doc_node *at = node;
    for (;;) {
        if (at->first) {
            at = at->first;
        } else {
            while (at != node && !at->next) {
                at = at->parent;
                into = at == node ? top : into->parent;
            }
            if (at == node) return top;
            at = at->next;
        }
        struct doc_node *copy = copy_alone(a, at);
        doc_append(into, copy);
        if (at->first) into = copy;
    }
}
