/* tree: balanced name and number trees of any size. Source: ISO 32000-1, 7.9.6 and 7.9.7. */
#ifndef CHANCERY_PDF_TREE_H
#define CHANCERY_PDF_TREE_H

#include "pdf/object.h"

/* A leaf, or later a node: an object with /Limits, which need the first and last key as PDF spells
 * them (strings with their brackets, or numbers). */
struct pdf_tree_node {
    uint32_t object;
    struct str first, last;
};

/* Entries are added in ascending order of key; every PDF_TREE_FAN of them make a leaf. */
#define PDF_TREE_FAN 64

struct pdf_tree {
    struct pdf_file *file;
    const char *kind; /* "Names" or "Nums" */
    VEC(struct pdf_tree_node) leaves;
    struct buf leaf;
    size_t in_leaf;
    struct str first, last;
};

void pdf_tree_init(struct pdf_tree *t, struct pdf_file *f, const char *kind);

/* Adds a key (as spelt) and a value (as spelt); both are copied. */
void pdf_tree_add(struct pdf_tree *t, struct str key, struct str value);

/* Makes the nodes above the leaves and returns the root's object; 0 if nothing was added. */
uint32_t pdf_tree_finish(struct pdf_tree *t);

#endif
