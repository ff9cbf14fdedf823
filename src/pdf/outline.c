#include "pdf/outline.h"

#include "pdf/links.h"
#include "pdf/syntax.h"

/* Entries as a tree; 0 is the root, entry i of the frames is item i + 1. */
struct item {
    uint32_t object, parent, first, last, next, previous;
    uint32_t children;
};

/* The parent of an entry is the nearest one before it with a lower level; levels may be skipped.
 * open holds the entries whose children may still come. */
static void link_items(struct item *items, const struct frame_document *d, struct arena *a) {
    uint32_t *open = arena_new_array(a, d->outline.n + 1, uint32_t);
    size_t depth = 1;
    for (uint32_t i = 1; i <= d->outline.n; i++) {
        int level = d->outline.v[i - 1].level;
        while (depth > 1 && d->outline.v[open[depth - 1] - 1].level >= level)
            depth--;
        struct item *parent = &items[open[depth - 1]];
        items[i].parent = open[depth - 1];
        items[i].previous = parent->last;
        if (parent->last) items[parent->last].next = i;
        if (!parent->first) parent->first = i;
        parent->last = i;
        parent->children++;
        open[depth++] = i;
    }
}

static void put_link(struct buf *out, const struct item *items, const char *key, uint32_t to) {
    if (to == 0) return;
    buf_printf(out, "/%s ", key);
    pdf_put_reference(out, items[to].object);
}

static void put_children(struct buf *out, const struct item *items, const struct item *item) {
    put_link(out, items, "First", item->first);
    put_link(out, items, "Last", item->last);
}

static void set_item(struct pdf_file *f, const struct item *items, uint32_t index,
                     const struct frame_document *d, const uint32_t *page_objects) {
    const struct item *item = &items[index];
    const struct frame_outline *entry = &d->outline.v[index - 1];
    struct buf b = {0}, to = {0};
    buf_add_c(&b, "/Title");
    pdf_put_text(&b, entry->title);
    buf_add_c(&b, "/Parent ");
    pdf_put_reference(&b, items[item->parent].object);
    put_link(&b, items, "Prev", item->previous);
    put_link(&b, items, "Next", item->next);
    put_children(&b, items, item);
    /* negative: closed; as many as opening it would show, for its children are closed too */
    if (item->children) buf_printf(&b, "/Count -%u", item->children);
    if (pdf_put_destination(&to, d, page_objects, entry->destination)) {
        buf_add_c(&b, "/Dest");
        buf_add_str(&b, buf_str(&to));
    }
    pdf_object_set(f, item->object, buf_str(&b));
    buf_done(&b);
    buf_done(&to);
}

uint32_t pdf_add_outline(struct pdf_file *f, const struct frame_document *d,
                         const uint32_t *page_objects) {
    if (d->outline.n == 0) return 0;
    struct arena *a = pdf_file_arena(f);
    struct item *items = arena_new_array(a, d->outline.n + 1, struct item);
    for (size_t i = 0; i <= d->outline.n; i++)
        items[i].object = pdf_object_new(f);
    link_items(items, d, a);
    for (uint32_t i = 1; i <= d->outline.n; i++)
        set_item(f, items, i, d, page_objects);
    struct buf b = {0};
    buf_printf(&b, "/Type/Outlines/Count %u", items[0].children);
    put_children(&b, items, &items[0]);
    pdf_object_set(f, items[0].object, buf_str(&b));
    buf_done(&b);
    return items[0].object;
}
