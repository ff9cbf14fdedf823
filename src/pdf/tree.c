#include "pdf/tree.h"

#include "pdf/syntax.h"

void pdf_tree_init(struct pdf_tree *t, struct pdf_file *f, const char *kind) {
    memset(t, 0, sizeof *t);
    t->file = f;
    t->kind = kind;
}

static void put_limits(struct buf *out, struct str first, struct str last) {
    buf_printf(out, "/Limits[%.*s %.*s]", STR_ARG(first), STR_ARG(last));
}

static void end_leaf(struct pdf_tree *t) {
    if (t->in_leaf == 0) return;
    struct arena *a = pdf_file_arena(t->file);
    struct buf b = {0};
    put_limits(&b, t->first, t->last);
    buf_printf(&b, "/%s[", t->kind);
    buf_add_str(&b, buf_str(&t->leaf));
    buf_add_char(&b, ']');
    *vec_push(a, &t->leaves) =
        (struct pdf_tree_node){pdf_object_add(t->file, buf_str(&b)), t->first, t->last};
    buf_done(&b);
    buf_clear(&t->leaf);
    t->in_leaf = 0;
}

void pdf_tree_add(struct pdf_tree *t, struct str key, struct str value) {
    t->last = str_copy(pdf_file_arena(t->file), key);
    if (t->in_leaf == 0) t->first = t->last;
    if (t->in_leaf) buf_add_char(&t->leaf, '\n');
    buf_add_str(&t->leaf, key);
    buf_add_char(&t->leaf, ' ');
    buf_add_str(&t->leaf, value);
    if (++t->in_leaf == PDF_TREE_FAN) end_leaf(t);
}

/* A node over the children from..to; the root has no limits. */
static struct pdf_tree_node join_nodes(struct pdf_tree *t, const struct pdf_tree_node *nodes,
                                       size_t from, size_t to, bool root) {
    struct buf b = {0};
    struct pdf_tree_node joined = {.first = nodes[from].first, .last = nodes[to - 1].last};
    if (!root) put_limits(&b, joined.first, joined.last);
    buf_add_c(&b, "/Kids[");
    for (size_t i = from; i < to; i++) {
        if (i > from) buf_add_char(&b, ' ');
        pdf_put_reference(&b, nodes[i].object);
    }
    buf_add_char(&b, ']');
    joined.object = pdf_object_add(t->file, buf_str(&b));
    buf_done(&b);
    return joined;
}

uint32_t pdf_tree_finish(struct pdf_tree *t) {
    end_leaf(t);
    buf_done(&t->leaf);
    size_t n = t->leaves.n;
    if (n == 0) return 0;
    struct pdf_tree_node *nodes = t->leaves.v;
    bool rooted = false;
    while (!rooted) { /* a root always stands above the leaves, for those have limits */
        size_t made = 0;
        rooted = n <= PDF_TREE_FAN;
        for (size_t from = 0; from < n; from += PDF_TREE_FAN) {
            size_t to = from + PDF_TREE_FAN < n ? from + PDF_TREE_FAN : n;
            nodes[made++] = join_nodes(t, nodes, from, to, rooted);
        }
        n = made;
    }
    return nodes[0].object;
}
