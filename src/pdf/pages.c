#include "pdf/pages.h"

#include "pdf/syntax.h"
#include "pdf/tree.h"

/* Children of a node of the tree; far below libharu's 32,767, so that a reader goes down quickly.
 */
#define FAN 64

/* --- the tree -------------------------------------------------------------------------------- */

/* A level of the tree, pages at first: objects, and how many pages hang from each. */
struct level {
    uint32_t *objects;
    size_t *pages;
    size_t n;
};

static void set_node(struct pdf_file *f, uint32_t object, const struct level *below, size_t from,
                     size_t to, uint32_t parent) {
    struct buf b = {0};
    size_t pages = 0;
    /* The root has its /Type from libharu. */
    if (parent) buf_printf(&b, "/Type/Pages/Parent %u 0 R", parent);
    buf_add_c(&b, "/Kids[");
    for (size_t i = from; i < to; i++) {
        if (i > from) buf_add_char(&b, ' ');
        pdf_put_reference(&b, below->objects[i]);
        pages += below->pages[i];
    }
    buf_printf(&b, "]/Count %zu", pages);
    pdf_object_set(f, object, buf_str(&b));
    buf_done(&b);
}

static struct level new_level(struct arena *a, size_t n) {
    return (struct level){arena_new_array(a, n, uint32_t), arena_new_array(a, n, size_t), n};
}

/* The objects of the level above, with their counts. */
static struct level raise_level(struct pdf_file *f, const struct level *below) {
    struct level above = new_level(pdf_file_arena(f), (below->n + FAN - 1) / FAN);
    for (size_t i = 0; i < above.n; i++) {
        above.objects[i] = above.n == 1 ? PDF_PAGES : pdf_object_new(f);
        for (size_t k = i * FAN; k < below->n && k < (i + 1) * FAN; k++)
            above.pages[i] += below->pages[k];
    }
    return above;
}

#define MAX_LEVELS 12 /* 64 to the tenth is beyond any count */

void pdf_pages_init(struct pdf_pages *pages, struct pdf_file *f, size_t count) {
    struct arena *a = pdf_file_arena(f);
    struct level levels[MAX_LEVELS];
    size_t top = 0;
    levels[0] = new_level(a, count);
    pages->objects = levels[0].objects;
    pages->parents = arena_new_array(a, count, uint32_t);
    for (size_t i = 0; i < count; i++) {
        levels[0].objects[i] = pdf_object_new(f);
        levels[0].pages[i] = 1;
    }
    do {
        levels[top + 1] = raise_level(f, &levels[top]);
        top++;
    } while (levels[top].n > 1);
    for (size_t l = 1; l <= top; l++)
        for (size_t i = 0; i < levels[l].n; i++) {
            size_t to = (i + 1) * FAN < levels[l - 1].n ? (i + 1) * FAN : levels[l - 1].n;
            uint32_t parent = l == top ? 0 : levels[l + 1].objects[i / FAN];
            set_node(f, levels[l].objects[i], &levels[l - 1], i * FAN, to, parent);
        }
    for (size_t i = 0; i < count; i++)
        pages->parents[i] = levels[1].objects[i / FAN];
    if (count == 0) pdf_object_set(f, PDF_PAGES, STR("/Kids[]/Count 0"));
}

/* --- labels ---------------------------------------------------------------------------------- */

/* The number that a label is, 0 if it is none (or has a leading zero). */
static long number_of(struct str label) {
    long n = 0;
    if (str_empty(label) || label.p[0] < '1' || label.p[0] > '9') return 0;
    return str_to_long(&n, label) ? n : 0;
}

static bool are_plain(const struct frame_document *d) {
    for (size_t i = 0; i < d->pages.n; i++)
        if (number_of(d->pages.v[i].label) != (long)i + 1 && !str_empty(d->pages.v[i].label))
            return false;
    return true;
}

uint32_t pdf_add_page_labels(struct pdf_file *f, const struct frame_document *d) {
    if (are_plain(d)) return 0;
    struct pdf_tree tree;
    struct buf key = {0}, value = {0};
    long expected = 0; /* the number that goes on without an entry; 0: none */
    pdf_tree_init(&tree, f, "Nums");
    for (size_t i = 0; i < d->pages.n; i++) {
        struct str label = d->pages.v[i].label;
        long number = number_of(label);
        if (number == 0 || number != expected) {
            buf_clear(&key);
            buf_clear(&value);
            pdf_put_integer(&key, (int64_t)i);
            buf_add_c(&value, "<<");
            if (number) {
                buf_printf(&value, "/S/D/St %ld", number);
            } else {
                buf_add_c(&value, "/P");
                pdf_put_text(&value, label);
            }
            buf_add_c(&value, ">>");
            pdf_tree_add(&tree, buf_str(&key), buf_str(&value));
        }
        expected = number ? number + 1 : 0;
    }
    buf_done(&key);
    buf_done(&value);
    return pdf_tree_finish(&tree);
}
