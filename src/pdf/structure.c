/* Model: frames give nodes with parents; pages give marks with nodes. Marks come by page and paint;
 * a counting sort by node keeps that order, so each node's marks lie together in reading order.
 * A node of role TEXT has no element: its marks are kids of its parent's element, at its place
 * among the siblings. Elements without kids are dropped from below upwards (a child's number is
 * always greater than its parent's), cells excepted, for a table needs them.
 * A long /K array is left whole: libharu's limit of 32,767 holds for its own arrays, and this text
 * never passes through them; PDF 1.7 has no such limit (ISO 32000-1, annex C). */
#include "pdf/structure.h"

#include <stdio.h>
#include <stdlib.h>

#include "pdf/syntax.h"
#include "pdf/tree.h"

/* Heads of a cell beyond these are not named. */
enum { HEADS_MOST = 256 };

/* Types of PDF 1.7, or of ours with the standard type that they are mapped to. */
struct role {
    const char *type, *standard;
};

static const struct role roles[FRAME_ROLE_COUNT] = {
    [FRAME_ROLE_DOCUMENT] = {"Document", NULL},
    [FRAME_ROLE_TEXT] = {"Span", NULL}, /* only as the root, which is always there */
    [FRAME_ROLE_TITLE] = {"Title", "P"},
    [FRAME_ROLE_SUBTITLE] = {"Subtitle", "P"},
    [FRAME_ROLE_SECTION] = {"Sect", NULL},
    [FRAME_ROLE_GROUP] = {"Div", NULL},
    [FRAME_ROLE_HEADING] = {"H", NULL},
    [FRAME_ROLE_PARAGRAPH] = {"P", NULL},
    [FRAME_ROLE_QUOTE] = {"BlockQuote", NULL},
    [FRAME_ROLE_LIST] = {"L", NULL},
    [FRAME_ROLE_ITEM] = {"LI", NULL},
    [FRAME_ROLE_LABEL] = {"Lbl", NULL},
    [FRAME_ROLE_BODY] = {"LBody", NULL},
    [FRAME_ROLE_TABLE] = {"Table", NULL},
    [FRAME_ROLE_TABLE_HEAD] = {"THead", NULL},
    [FRAME_ROLE_TABLE_BODY] = {"TBody", NULL},
    [FRAME_ROLE_ROW] = {"TR", NULL},
    [FRAME_ROLE_HEADER_CELL] = {"TH", NULL},
    [FRAME_ROLE_CELL] = {"TD", NULL},
    [FRAME_ROLE_CAPTION] = {"Caption", NULL},
    [FRAME_ROLE_FIGURE] = {"Figure", NULL},
    [FRAME_ROLE_CODE] = {"Code", NULL},
    [FRAME_ROLE_NOTE] = {"Note", NULL},
    [FRAME_ROLE_REFERENCE] = {"Reference", NULL},
    [FRAME_ROLE_LINK] = {"Link", NULL},
    [FRAME_ROLE_SPAN] = {"Span", NULL},
    [FRAME_ROLE_EMPH] = {"Em", "Span"},
    [FRAME_ROLE_STRONG] = {"Strong", "Span"},
    [FRAME_ROLE_CONTENTS] = {"TOC", NULL},
    [FRAME_ROLE_CONTENTS_ITEM] = {"TOCI", NULL},
    [FRAME_ROLE_BIBLIOGRAPHY_ENTRY] = {"BibEntry", NULL},
};

static const char *const heading_types[] = {"H1", "H2", "H3", "H4", "H5", "H6"};

enum { LEVELS = 6 };

static uint32_t next_of_all(const struct frame_document *d, uint32_t at) {
    const struct frame_node *nodes = d->nodes.v;
    if (nodes[at].first != FRAME_NO_NODE) return nodes[at].first;
    while (at != 0 && nodes[at].next == FRAME_NO_NODE)
        at = nodes[at].parent;
    return at == 0 ? FRAME_NO_NODE : nodes[at].next;
}

/* How deep each heading stands below others (PDF/UA-1, 7.4.2): the first is of level 1, and none
 * skips a level, though an author's may. */
static void find_levels(struct pdf_structure *s) {
    const struct frame_document *d = s->d;
    int open[LEVELS], depth = 0;
    for (uint32_t i = 0; i != FRAME_NO_NODE; i = next_of_all(d, i)) {
        const struct frame_node *node = &d->nodes.v[i];
        if (node->role != FRAME_ROLE_HEADING || node->first == FRAME_NO_NODE) continue;
        while (depth > 0 && (open[depth - 1] >= node->level || depth == LEVELS))
            depth--;
        open[depth++] = node->level;
        s->levels[i] = (uint8_t)depth;
    }
}

static const char *type_of(const struct pdf_structure *s, uint32_t index) {
    const struct frame_node *node = &s->d->nodes.v[index];
    if (node->role != FRAME_ROLE_HEADING) return roles[node->role].type;
    return heading_types[s->levels[index] ? s->levels[index] - 1 : 0];
}

static bool is_mute_figure(const struct frame_node *node) {
    const struct frame_says *says = frame_says_of(node);
    return node->role == FRAME_ROLE_FIGURE && str_empty(says->alt) && str_empty(says->actual);
}

static bool has_element(const struct frame_document *d, uint32_t node) {
    return node == 0 || d->nodes.v[node].role != FRAME_ROLE_TEXT;
}

/* --- marking --------------------------------------------------------------------------------- */

void pdf_structure_init(struct pdf_structure *s, struct pdf_file *f, const struct frame_document *d,
                        const uint32_t *page_objects) {
    struct arena *a = pdf_file_arena(f);
    memset(s, 0, sizeof *s);
    s->d = d;
    s->file = f;
    s->page_objects = page_objects;
    s->owner = arena_new_array(a, d->nodes.n, uint32_t);
    s->objects = arena_new_array(a, d->nodes.n, uint32_t);
    s->figure = arena_new_array(a, d->nodes.n, uint32_t);
    s->levels = arena_new_array(a, d->nodes.n, uint8_t);
    find_levels(s);
    for (uint32_t i = 0; i < d->nodes.n; i++) {
        uint32_t parent = d->nodes.v[i].parent;
        s->owner[i] = has_element(d, i) ? i : s->owner[parent];
        if (d->nodes.v[i].role == FRAME_ROLE_FIGURE) {
            (void)vec_push(a, &s->figures);
            s->figure[i] = (uint32_t)s->figures.n;
        } else if (i > 0 && d->nodes.v[i].role != FRAME_ROLE_CAPTION) {
            s->figure[i] = s->figure[parent];
        }
    }
}

const char *pdf_structure_tag(const struct pdf_structure *s, uint32_t node) {
    return type_of(s, s->owner[node]);
}

bool pdf_structure_is_decoration(const struct pdf_structure *s, uint32_t node) {
    return is_mute_figure(&s->d->nodes.v[s->owner[node]]);
}

void pdf_structure_begin_page(struct pdf_structure *s) {
    s->page_marks = 0;
}

uint32_t pdf_structure_mark(struct pdf_structure *s, uint32_t node, uint32_t page) {
    *vec_push(pdf_file_arena(s->file), &s->marks) =
        (struct pdf_mark){.node = node, .page = page, .id = s->page_marks};
    return s->page_marks++;
}

uint32_t pdf_structure_mark_annotation(struct pdf_structure *s, uint32_t node, uint32_t page,
                                       uint32_t object) {
    *vec_push(pdf_file_arena(s->file), &s->marks) =
        (struct pdf_mark){.node = node, .page = page, .id = object, .is_annotation = true};
    return (uint32_t)s->d->pages.n + s->annotations++;
}

struct pdf_box pdf_join_boxes(struct pdf_box a, struct pdf_box b) {
    return (struct pdf_box){a.left < b.left ? a.left : b.left,
                            a.bottom < b.bottom ? a.bottom : b.bottom,
                            a.right > b.right ? a.right : b.right, a.top > b.top ? a.top : b.top};
}

void pdf_structure_mark_box(struct pdf_structure *s, uint32_t node, uint32_t page,
                            struct pdf_box box) {
    if (s->figure[node] == 0) return;
    struct pdf_figure *figure = &s->figures.v[s->figure[node] - 1];
    if (!figure->placed) {
        *figure = (struct pdf_figure){page, true, box};
    } else if (figure->page == page) {
        figure->box = pdf_join_boxes(figure->box, box);
    }
}

/* --- elements -------------------------------------------------------------------------------- */

static void sort_marks(struct pdf_structure *s, struct arena *a) {
    size_t n = s->d->nodes.n;
    s->first_mark = arena_new_array(a, n + 1, uint32_t);
    s->by_node = arena_new_array(a, s->marks.n, struct pdf_mark);
    for (size_t i = 0; i < s->marks.n; i++)
        s->first_mark[s->marks.v[i].node + 1]++;
    for (size_t i = 0; i < n; i++)
        s->first_mark[i + 1] += s->first_mark[i];
    uint32_t *next = arena_new_array(a, n, uint32_t);
    memcpy(next, s->first_mark, n * sizeof *next);
    for (size_t i = 0; i < s->marks.n; i++)
        s->by_node[next[s->marks.v[i].node]++] = s->marks.v[i];
}

static bool has_marks(const struct pdf_structure *s, uint32_t node) {
    return s->first_mark[node] < s->first_mark[node + 1];
}

static bool is_cell(const struct frame_node *node) {
    return node->role == FRAME_ROLE_CELL || node->role == FRAME_ROLE_HEADER_CELL;
}

/* Gives an object to each node that has content or must be there. */
static void number_elements(struct pdf_structure *s, struct arena *a) {
    const struct frame_document *d = s->d;
    bool *kept = arena_new_array(a, d->nodes.n, bool);
    uint32_t count = 0;
    kept[0] = true;
    for (uint32_t i = (uint32_t)d->nodes.n; i-- > 0;) {
        if (has_marks(s, i) || is_cell(&d->nodes.v[i])) kept[i] = true;
        if (kept[i] && i > 0) kept[d->nodes.v[i].parent] = true;
        count += kept[i] && has_element(d, i);
    }
    s->node_of = arena_new_array(a, count, uint32_t);
    for (uint32_t i = 0, at = 0; i < d->nodes.n; i++) {
        if (!kept[i] || !has_element(d, i)) continue;
        s->objects[i] = pdf_object_new(s->file);
        if (at == 0) s->first_object = s->objects[i];
        s->node_of[at++] = i;
        pdf_object_set_writer(s->file, s->objects[i], &s->writer);
    }
}

/* The kids of an element as they are found: one is written bare, several in an array. */
struct kids {
    struct buf *out;
    uint32_t page; /* of the element, for kids that are bare numbers */
    size_t count;
};

static void begin_kid(struct kids *k) {
    if (k->count++) buf_add_char(k->out, ' ');
}

static void put_mark(struct kids *k, const struct pdf_structure *s, const struct pdf_mark *mark) {
    begin_kid(k);
    if (!mark->is_annotation && mark->page == k->page) {
        pdf_put_integer(k->out, mark->id);
        return;
    }
    buf_add_c(k->out, mark->is_annotation ? "<</Type/OBJR/Obj " : "<</Type/MCR/MCID ");
    if (mark->is_annotation) {
        pdf_put_reference(k->out, mark->id);
    } else {
        pdf_put_integer(k->out, mark->id);
    }
    buf_add_c(k->out, "/Pg ");
    pdf_put_reference(k->out, s->page_objects[mark->page]);
    buf_add_c(k->out, ">>");
}

static void put_own_marks(struct kids *k, const struct pdf_structure *s, uint32_t node) {
    for (uint32_t i = s->first_mark[node]; i < s->first_mark[node + 1]; i++)
        put_mark(k, s, &s->by_node[i]);
}

/* The next node in reading order within root, not going into elements other than root. */
static uint32_t next_within(const struct frame_document *d, uint32_t root, uint32_t at) {
    const struct frame_node *nodes = d->nodes.v;
    if ((at == root || !has_element(d, at)) && nodes[at].first != FRAME_NO_NODE)
        return nodes[at].first;
    while (at != root && nodes[at].next == FRAME_NO_NODE)
        at = nodes[at].parent;
    return at == root ? FRAME_NO_NODE : nodes[at].next;
}

static void put_kids(struct buf *out, const struct pdf_structure *s, uint32_t node, uint32_t page) {
    struct kids k = {.out = out, .page = page};
    buf_add_c(out, "/K[");
    for (uint32_t at = node; at != FRAME_NO_NODE; at = next_within(s->d, node, at)) {
        if (at == node || !has_element(s->d, at)) {
            put_own_marks(&k, s, at);
        } else if (s->objects[at]) {
            begin_kid(&k);
            pdf_put_reference(out, s->objects[at]);
        }
    }
    buf_add_char(out, ']');
}

/* The page of the first stretch of content that is the element's own; UINT32_MAX if it has none. */
static uint32_t page_of(const struct pdf_structure *s, uint32_t node) {
    for (uint32_t at = node; at != FRAME_NO_NODE; at = next_within(s->d, node, at)) {
        if (at != node && has_element(s->d, at)) continue;
        for (uint32_t i = s->first_mark[at]; i < s->first_mark[at + 1]; i++)
            if (!s->by_node[i].is_annotation) return s->by_node[i].page;
    }
    return UINT32_MAX;
}

static void put_text_entry(struct buf *out, const char *key, struct str text) {
    if (str_empty(text)) return;
    buf_add_char(out, '/');
    buf_add_c(out, key);
    pdf_put_text(out, text);
}

/* --- attributes ------------------------------------------------------------------------------ */

/* The outermost head first. */
static void put_heads(struct buf *out, const struct frame_header *heads, size_t *count) {
    uint32_t nodes[HEADS_MOST];
    size_t n = 0;
    for (; heads && n < HEADS_MOST; heads = heads->outer)
        nodes[n++] = heads->node;
    while (n--) {
        char id[24];
        buf_add_c(out, (*count)++ ? " " : "/Headers[");
        pdf_put_bytes(out, (struct str){id, (size_t)snprintf(id, sizeof id, "th:%u", nodes[n])});
    }
}

static void put_cell_attributes(struct buf *out, const struct frame_node *node) {
    bool header = node->role == FRAME_ROLE_HEADER_CELL;
    bool refers = node->column_heads || node->row_heads;
    size_t heads = 0;
    if (!header && !refers && node->colspan <= 1 && node->rowspan <= 1) return;
    buf_add_c(out, "/A<</O/Table");
    if (header) buf_add_c(out, node->row_header ? "/Scope/Row" : "/Scope/Column");
    put_heads(out, node->column_heads, &heads);
    put_heads(out, node->row_heads, &heads);
    if (heads) buf_add_char(out, ']');
    if (node->colspan > 1) buf_printf(out, "/ColSpan %d", node->colspan);
    if (node->rowspan > 1) buf_printf(out, "/RowSpan %d", node->rowspan);
    buf_add_c(out, ">>");
}

/* A list is numbered or has labels; without labels the attribute would promise too much. */
static void put_list_attributes(struct buf *out, const struct frame_document *d,
                                const struct frame_node *node) {
    bool labelled = false;
    if (node->first != FRAME_NO_NODE) {
        uint32_t child = d->nodes.v[node->first].first;
        labelled = child != FRAME_NO_NODE && d->nodes.v[child].role == FRAME_ROLE_LABEL;
    }
    buf_printf(out, "/A<</O/List/ListNumbering/%s>>",
               node->ordered ? "Decimal"
               : labelled    ? "Disc"
                             : "None");
}

static void put_figure_attributes(struct buf *out, const struct pdf_figure *figure) {
    const int64_t corners[] = {figure->box.left, figure->box.bottom, figure->box.right,
                               figure->box.top};
    buf_add_c(out, "/A<</O/Layout/Placement/Block");
    for (int i = 0; i < 4 && figure->placed; i++) {
        buf_add_c(out, i ? " " : "/BBox[");
        pdf_put_milli(out, corners[i]);
    }
    buf_add_c(out, figure->placed ? "]>>" : ">>");
}

static void put_attributes(struct buf *out, const struct pdf_structure *s, uint32_t index) {
    const struct frame_node *node = &s->d->nodes.v[index];
    if (is_cell(node)) put_cell_attributes(out, node);
    if (node->role == FRAME_ROLE_TABLE && !str_empty(frame_says_of(node)->alt)) {
        buf_add_c(out, "/A<</O/Table");
        put_text_entry(out, "Summary", frame_says_of(node)->alt);
        buf_add_c(out, ">>");
    }
    if (node->role == FRAME_ROLE_LIST) put_list_attributes(out, s->d, node);
    if (node->role == FRAME_ROLE_FIGURE && !is_mute_figure(node))
        put_figure_attributes(out, &s->figures.v[s->figure[index] - 1]);
}

/* --- writing --------------------------------------------------------------------------------- */

/* A note needs an identifier of its own, even if layout gave none; so does a head that cells name.
 */
static struct str id_of(struct buf *scratch, const struct frame_node *node, uint32_t index) {
    bool note = node->role == FRAME_ROLE_NOTE, head = node->named;
    struct str id = frame_says_of(node)->id;
    if (!str_empty(id) || (!note && !head)) return id;
    buf_clear(scratch);
    buf_printf(scratch, "%s:%u", note ? "note" : "th", index);
    return buf_str(scratch);
}

/* The type of an element, knowing what is around it: a figure without a text only holds its caption
 * together, and a table's head without a body is its body, for PDF/UA takes no head alone. */
static const char *element_type(const struct pdf_structure *s, uint32_t index) {
    const struct frame_node *nodes = s->d->nodes.v;
    if (is_mute_figure(&nodes[index])) return roles[FRAME_ROLE_GROUP].type;
    if (nodes[index].role != FRAME_ROLE_TABLE_HEAD) return type_of(s, index);
    uint32_t at = nodes[nodes[index].parent].first;
    while (at != FRAME_NO_NODE && (nodes[at].role != FRAME_ROLE_TABLE_BODY || !s->objects[at]))
        at = nodes[at].next;
    return roles[at == FRAME_NO_NODE ? FRAME_ROLE_TABLE_BODY : FRAME_ROLE_TABLE_HEAD].type;
}

static void write_element(struct buf *out, void *closure, uint32_t object) {
    const struct pdf_structure *s = closure;
    uint32_t index = s->node_of[object - s->first_object];
    const struct frame_node *node = &s->d->nodes.v[index];
    uint32_t page = page_of(s, index);
    uint32_t parent = index == 0 ? s->root : s->objects[s->owner[node->parent]];
    struct buf scratch = {0};

    buf_add_c(out, "/S/");
    buf_add_c(out, element_type(s, index));
    buf_add_c(out, "/P ");
    pdf_put_reference(out, parent);
    if (page != UINT32_MAX) {
        buf_add_c(out, "/Pg ");
        pdf_put_reference(out, s->page_objects[page]);
    }
    struct str id = id_of(&scratch, node, index);
    if (!str_empty(id)) {
        buf_add_c(out, "/ID");
        pdf_put_bytes(out, id);
    }
    const struct frame_says *says = frame_says_of(node);
    put_text_entry(out, "T", says->title);
    put_text_entry(out, "Lang", says->lang);
    if (node->role != FRAME_ROLE_TABLE) put_text_entry(out, "Alt", says->alt);
    put_text_entry(out, "ActualText", says->actual);
    put_text_entry(out, "E", says->expansion);
    put_attributes(out, s, index);
    put_kids(out, s, index, page);
    buf_done(&scratch);
}

/* --- the root and its trees ------------------------------------------------------------------ */

static void put_parents(struct buf *value, const struct pdf_structure *s, size_t from, size_t to) {
    buf_clear(value);
    buf_add_char(value, '[');
    for (size_t i = from; i < to; i++) {
        const struct pdf_mark *mark = &s->marks.v[i];
        if (mark->is_annotation) continue;
        if (value->n > 1) buf_add_char(value, ' ');
        pdf_put_reference(value, s->objects[s->owner[mark->node]]);
    }
    buf_add_char(value, ']');
}

/* Number tree: a page's key gives the elements of its marks in order, an annotation's its element.
 * Marks lie in order of page, so one walk gives the pages' keys and a second the annotations'. */
static uint32_t add_parent_tree(struct pdf_structure *s) {
    struct pdf_tree tree;
    struct buf key = {0}, value = {0};
    pdf_tree_init(&tree, s->file, "Nums");
    for (size_t page = 0, from = 0; page < s->d->pages.n; page++) {
        size_t to = from;
        while (to < s->marks.n && s->marks.v[to].page == page)
            to++;
        put_parents(&value, s, from, to);
        buf_clear(&key);
        pdf_put_integer(&key, (int64_t)page);
        pdf_tree_add(&tree, buf_str(&key), buf_str(&value));
        from = to;
    }
    int64_t next = (int64_t)s->d->pages.n;
    for (size_t i = 0; i < s->marks.n; i++) {
        if (!s->marks.v[i].is_annotation) continue;
        buf_clear(&key);
        buf_clear(&value);
        pdf_put_integer(&key, next++);
        pdf_put_reference(&value, s->objects[s->owner[s->marks.v[i].node]]);
        pdf_tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    buf_done(&key);
    buf_done(&value);
    return pdf_tree_finish(&tree);
}

struct identified {
    struct str id;
    uint32_t node;
};

static int compare_ids(const void *a, const void *b) {
    const struct identified *x = a, *y = b;
    int order = str_cmp(x->id, y->id);
    return order ? order : x->node < y->node ? -1 : x->node > y->node;
}

static uint32_t add_id_tree(struct pdf_structure *s, struct arena *a) {
    VEC(struct identified) list = {0};
    struct buf key = {0}, value = {0};
    for (uint32_t i = 0; i < s->d->nodes.n; i++) {
        if (!s->objects[i]) continue;
        struct str id = id_of(&key, &s->d->nodes.v[i], i);
        if (!str_empty(id)) *vec_push(a, &list) = (struct identified){str_copy(a, id), i};
    }
    if (list.n) qsort(list.v, list.n, sizeof *list.v, compare_ids);
    struct pdf_tree tree;
    pdf_tree_init(&tree, s->file, "Names");
    for (size_t i = 0; i < list.n; i++) {
        if (i && str_eq(list.v[i].id, list.v[i - 1].id)) continue;
        buf_clear(&key);
        buf_clear(&value);
        pdf_put_bytes(&key, list.v[i].id);
        pdf_put_reference(&value, s->objects[list.v[i].node]);
        pdf_tree_add(&tree, buf_str(&key), buf_str(&value));
    }
    buf_done(&key);
    buf_done(&value);
    return pdf_tree_finish(&tree);
}

static void set_root(struct pdf_structure *s, uint32_t parent_tree, uint32_t id_tree) {
    struct buf b = {0};
    buf_add_c(&b, "/Type/StructTreeRoot/K[");
    pdf_put_reference(&b, s->objects[0]);
    buf_add_char(&b, ']');
    if (parent_tree) {
        buf_add_c(&b, "/ParentTree ");
        pdf_put_reference(&b, parent_tree);
        buf_printf(&b, "/ParentTreeNextKey %zu", s->d->pages.n + s->annotations);
    }
    if (id_tree) {
        buf_add_c(&b, "/IDTree ");
        pdf_put_reference(&b, id_tree);
    }
    buf_add_c(&b, "/RoleMap<<");
    for (int i = 0; i < FRAME_ROLE_COUNT; i++)
        if (roles[i].standard) buf_printf(&b, "/%s/%s", roles[i].type, roles[i].standard);
    buf_add_c(&b, ">>");
    pdf_object_set(s->file, s->root, buf_str(&b));
    buf_done(&b);
}

uint32_t pdf_structure_finish(struct pdf_structure *s) {
    struct arena *a = pdf_file_arena(s->file);
    s->writer = (struct pdf_writer){write_element, s};
    sort_marks(s, a);
    s->root = pdf_object_new(s->file);
    number_elements(s, a);
    /* One after the other: numbers of objects must not hang on the compiler's order of arguments.
     */
    uint32_t id_tree = add_id_tree(s, a), parent_tree = add_parent_tree(s);
    set_root(s, parent_tree, id_tree);
    return s->root;
}
