#include "frame/frame.h"

struct frame_document *frame_document_new(struct arena *a) {
    struct frame_document *d = arena_new(a, struct frame_document);
    d->arena = a;
    frame_add_node(d, FRAME_NO_NODE, FRAME_ROLE_DOCUMENT);
    return d;
}

static void append_child(struct frame_document *d, uint32_t parent, uint32_t child) {
    struct frame_node *p = &d->nodes.v[parent];
    if (p->first == FRAME_NO_NODE) {
        p->first = child;
    } else {
        d->nodes.v[p->last].next = child;
    }
    p->last = child;
}

uint32_t frame_add_node(struct frame_document *d, uint32_t parent, enum frame_role role) {
    uint32_t index = (uint32_t)d->nodes.n;
    struct frame_node *node = vec_push(d->arena, &d->nodes);
    node->role = role;
    node->parent = parent;
    node->first = node->last = node->next = FRAME_NO_NODE;
    if (parent != FRAME_NO_NODE) append_child(d, parent, index);
    return index;
}

uint32_t frame_add_node_after(struct frame_document *d, uint32_t sibling, enum frame_role role) {
    uint32_t index = frame_add_node(d, FRAME_NO_NODE, role);
    struct frame_node *node = &d->nodes.v[index], *before = &d->nodes.v[sibling];
    struct frame_node *parent = &d->nodes.v[before->parent];
    node->parent = before->parent;
    node->next = before->next;
    before->next = index;
    if (parent->last == sibling) parent->last = index;
    return index;
}

uint32_t frame_add_destination(struct frame_document *d, struct str id) {
    uint32_t index = (uint32_t)d->destinations.n;
    struct frame_destination *destination = vec_push(d->arena, &d->destinations);
    destination->id = id;
    destination->page = UINT32_MAX;
    destination->node = FRAME_NO_NODE;
    return index;
}

void frame_expect_nodes(struct frame_document *d, size_t more) {
    vec_reserve(d->arena, (void **)&d->nodes.v, &d->nodes.cap, d->nodes.n + more,
                sizeof *d->nodes.v);
}

const struct frame_says *frame_says_of(const struct frame_node *node) {
    static const struct frame_says nothing;
    return node->says ? node->says : &nothing;
}

struct frame_says *frame_say(struct frame_document *d, uint32_t node) {
    struct frame_node *n = &d->nodes.v[node];
    if (!n->says) n->says = arena_new(d->arena, struct frame_says);
    return n->says;
}

const struct frame_header *frame_add_header(struct frame_document *d,
                                            const struct frame_header *outer, uint32_t node) {
    struct frame_header *head = arena_new(d->arena, struct frame_header);
    *head = (struct frame_header){node, outer};
    return head;
}
