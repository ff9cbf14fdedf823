#include "pdf/links.h"

#include <stdlib.h>

#include "pdf/syntax.h"
#include "pdf/tree.h"

void pdf_links_init(struct pdf_links *links, struct pdf_file *f, const struct frame_document *d,
                    const uint32_t *page_objects, struct pdf_structure *structure) {
    links->file = f;
    links->d = d;
    links->page_objects = page_objects;
    links->structure = structure;
    links->last = arena_new_array(pdf_file_arena(f), d->nodes.n, uint32_t);
}

/* --- destinations ---------------------------------------------------------------------------- */

bool pdf_put_destination(struct buf *out, const struct frame_document *d,
                         const uint32_t *page_objects, uint32_t destination) {
    if (destination >= d->destinations.n) return false;
    const struct frame_destination *to = &d->destinations.v[destination];
    if (to->page >= d->pages.n) return false;
    buf_add_char(out, '[');
    pdf_put_reference(out, page_objects[to->page]);
    buf_add_c(out, "/XYZ ");
    pdf_put_milli(out, pdf_milli(to->x));
    buf_add_char(out, ' ');
    pdf_put_milli(out, pdf_milli(d->pages.v[to->page].height) - pdf_milli(to->y));
    buf_add_c(out, " null]");
    return true;
}

struct named {
    struct str id;
    uint32_t index;
};

static int compare_names(const void *a, const void *b) {
    const struct named *x = a, *y = b;
    int order = str_cmp(x->id, y->id);
    return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

uint32_t pdf_add_destination_names(struct pdf_file *f, const struct frame_document *d,
                                   const uint32_t *page_objects) {
    struct named *names = arena_new_array(pdf_file_arena(f), d->destinations.n, struct named);
    size_t n = 0;
    for (uint32_t i = 0; i < d->destinations.n; i++)
        if (!str_empty(d->destinations.v[i].id) && d->destinations.v[i].page < d->pages.n)
            names[n++] = (struct named){d->destinations.v[i].id, i};
    if (n) qsort(names, n, sizeof *names, compare_names);

    struct pdf_tree tree;
    struct buf key = {0}, value = {0};
    pdf_tree_init(&tree, f, "Names");
    for (size_t i = 0; i < n; i++) {
        if (i && str_eq(names[i].id, names[i - 1].id)) continue;
        buf_clear(&key);
        buf_clear(&value);
        pdf_put_bytes(&key, names[i].id);
        pdf_put_destination(&value, d, page_objects, names[i].index);
        pdf_tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    buf_done(&key);
    buf_done(&value);
    return pdf_tree_finish(&tree);
}

/* --- annotations ----------------------------------------------------------------------------- */

static struct pdf_box box_of(const struct frame_rect *r, sp page_height) {
    struct pdf_box b;
    b.left = pdf_milli(r->x);
    b.right = pdf_milli(r->x + r->width);
    b.top = pdf_milli(page_height) - pdf_milli(r->y);
    b.bottom = pdf_milli(page_height) - pdf_milli(r->y + r->height);
    return b;
}

static void put_numbers(struct buf *out, const int64_t *milli, int n) {
    for (int i = 0; i < n; i++) {
        pdf_put_milli(out, milli[i]);
        buf_add_char(out, ' ');
    }
}

/* Corners as readers draw them: top left, top right, bottom left, bottom right. */
static void put_quad(struct buf *out, struct pdf_box b) {
    put_numbers(out,
                (int64_t[]){b.left, b.top, b.right, b.top, b.left, b.bottom, b.right, b.bottom}, 8);
}

static void put_areas(struct buf *out, const struct frame_page *page, const uint32_t *next,
                      uint32_t first) {
    struct pdf_box all = box_of(&page->links.v[first].rect, page->height);
    bool several = next[first] != 0;
    if (several) buf_add_c(out, "/QuadPoints[");
    for (uint32_t i = first + 1; i; i = next[i - 1]) {
        struct pdf_box b = box_of(&page->links.v[i - 1].rect, page->height);
        if (several) put_quad(out, b);
        all = pdf_join_boxes(all, b);
    }
    if (several) buf_add_char(out, ']');
    buf_add_c(out, "/Rect[");
    put_numbers(out, &all.left, 1);
    put_numbers(out, &all.bottom, 1);
    put_numbers(out, &all.right, 1);
    put_numbers(out, &all.top, 1);
    buf_add_char(out, ']');
}

/* What a screen reader says of the annotation: the node's text for it, or where it leads. */
static struct str contents_of(const struct pdf_links *links, const struct frame_link *link) {
    const struct frame_node *node = &links->d->nodes.v[link->node];
    struct str alt = frame_says_of(node)->alt;
    if (!str_empty(alt)) return alt;
    if (!str_empty(link->url)) return link->url;
    if (link->target < links->d->destinations.n) return links->d->destinations.v[link->target].id;
    return STR("Link");
}

static void put_action(struct buf *out, const struct pdf_links *links,
                       const struct frame_link *link) {
    if (!str_empty(link->url)) {
        buf_add_c(out, "/A<</S/URI/URI");
        pdf_put_uri(out, link->url);
        buf_add_c(out, ">>");
        return;
    }
    size_t before = out->n;
    buf_add_c(out, "/Dest");
    if (!pdf_put_destination(out, links->d, links->page_objects, link->target)) {
        out->n = before;
        out->p[before] = '\0';
    }
}

static uint32_t add_annotation(struct pdf_links *links, uint32_t page_index, const uint32_t *next,
                               uint32_t first) {
    const struct frame_page *page = &links->d->pages.v[page_index];
    const struct frame_link *link = &page->links.v[first];
    struct buf b = {0};
    uint32_t object = pdf_object_new(links->file);
    buf_add_c(&b, "/Type/Annot/Subtype/Link/Border[0 0 0]/F 4/P ");
    pdf_put_reference(&b, links->page_objects[page_index]);
    put_areas(&b, page, next, first);
    buf_add_c(&b, "/Contents");
    pdf_put_text(&b, contents_of(links, link));
    put_action(&b, links, link);
    buf_add_c(&b, "/StructParent ");
    pdf_put_integer(
        &b, pdf_structure_mark_annotation(links->structure, link->node, page_index, object));
    pdf_object_set(links->file, object, buf_str(&b));
    buf_done(&b);
    return object;
}

void pdf_links_put(struct buf *out, struct pdf_links *links, uint32_t page_index) {
    const struct frame_page *page = &links->d->pages.v[page_index];
    struct arena scratch;
    arena_init(&scratch);
    /* chains of one node's rectangles: index plus 1 of the next; 0 ends */
    uint32_t *next = arena_new_array(&scratch, page->links.n, uint32_t);
    bool *follows = arena_new_array(&scratch, page->links.n, bool);
    for (uint32_t i = 0; i < page->links.n; i++) {
        uint32_t node = page->links.v[i].node;
        if (node >= links->d->nodes.n) {
            follows[i] = true; /* belongs to nothing that can be read: left out */
            continue;
        }
        uint32_t last = links->last[node];
        if (last) next[last - 1] = i + 1;
        follows[i] = last != 0;
        links->last[node] = i + 1;
    }
    for (uint32_t i = 0; i < page->links.n; i++) {
        uint32_t node = page->links.v[i].node;
        if (node < links->d->nodes.n) links->last[node] = 0;
        if (follows[i]) continue;
        pdf_put_reference(out, add_annotation(links, page_index, next, i));
        buf_add_char(out, ' ');
    }
    arena_done(&scratch);
}
