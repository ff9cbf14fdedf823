/* walk: visiting nodes in order, without recursion.
 *
 * A walk of the whole document leaves the tree at certain nodes for others that hang beside it: a
 * caption, a directive's metadata, the body of a note. Each such side tree is a frame on a stack of
 * ours, and the tree below it waits, so that a chain of ten thousand notes within notes costs
 * memory and not the C stack. */
#include "doc/doc.h"

/* What comes next at a frame's current node. */
enum phase { PHASE_ENTER, PHASE_DESCEND, PHASE_EXIT };

struct frame {
    struct doc_node *top, *at;
    enum phase phase;
};

/* Enters or leaves one node; false when the tree is done. */
static bool step(struct frame *f, doc_visit *visit, void *closure) {
    struct doc_node *at = f->at, *next = at->next, *parent = at->parent;
    switch (f->phase) {
    case PHASE_ENTER:
        f->phase = PHASE_DESCEND;
        visit(closure, DOC_ENTER, at);
        return true;
    case PHASE_DESCEND:
        f->phase = at->first ? PHASE_ENTER : PHASE_EXIT;
        if (at->first) f->at = at->first;
        return true;
    case PHASE_EXIT: break;
    }
    bool done = at == f->top;
    visit(closure, DOC_EXIT, at);
    if (done) return false;
    f->at = next ? next : parent;
    f->phase = next ? PHASE_ENTER : PHASE_EXIT;
    return true;
}

void doc_walk(struct doc_node *node, doc_visit *visit, void *closure) {
    struct frame f = {node, node, PHASE_ENTER};
    while (step(&f, visit, closure)) {
    }
}

/* --- the whole document ----------------------------------------------------------------------- */

struct walker {
    struct doc *doc;
    VEC(struct frame) stack;
};

static void push(struct walker *w, struct doc_node *top) {
    if (!top) return;
    *vec_push(w->doc->arena, &w->stack) = (struct frame){top, top, PHASE_ENTER};
}

/* Frames were pushed in reading order above `from`; the stack gives the last one first. */
static void reverse_from(struct walker *w, size_t from) {
    for (size_t i = from, j = w->stack.n; i + 1 < j; i++) {
        struct frame f = w->stack.v[i];
        w->stack.v[i] = w->stack.v[--j];
        w->stack.v[j] = f;
    }
}

static void push_indicators(struct walker *w, const struct doc_node *node) {
    push(w, node->u.indicators.caption);
    for (size_t i = 0; i < node->u.indicators.indicator_count; i++) {
        struct doc_indicator *in = doc_indicator_at(w->doc, node, i);
        push(w, in->label);
        push(w, in->citation);
        push(w, in->value);
        push(w, in->unit);
        push(w, in->note);
        push(w, in->source);
    }
}

static void push_timeline(struct walker *w, const struct doc_node *node) {
    push(w, node->u.timeline.caption);
    for (size_t i = 0; i < node->u.timeline.event_count; i++) {
        struct doc_event *event = &w->doc->meta.events[node->u.timeline.first_event + i];
        push(w, event->event);
        push(w, event->text);
        push(w, event->citation);
    }
}

/* What hangs beside a node is read right after the node is entered. */
static void push_sides(struct walker *w, const struct doc_node *node) {
    struct doc_note *note;
    switch (node->kind) {
    case DOC_CALLOUT: push(w, node->u.callout.title); break;
    case DOC_TABLE: push(w, node->u.table.caption); break;
    case DOC_TIMELINE: push_timeline(w, node); break;
    case DOC_INDICATORS: push_indicators(w, node); break;
    case DOC_NOTE_MARK:
        note = node->u.note_mark.note;
        if (!note || note->seen == w->doc->walks) break;
        note->seen = w->doc->walks;
        push(w, note->body);
        break;
    default: break;
    }
}

static void push_document(struct walker *w) {
    struct doc_meta *m = &w->doc->meta;
    push(w, m->title);
    push(w, m->subtitle);
    for (size_t i = 0; i < m->author_count; i++) {
        push(w, m->authors[i].name);
        push(w, m->authors[i].affiliation);
    }
    push(w, m->series);
    push(w, m->number);
    push(w, m->abstract);
    push(w, w->doc->root);
    push(w, m->publisher);
    push(w, m->rights);
    push(w, m->contact);
    for (size_t i = 0; i < m->author_count; i++)
        push(w, m->authors[i].reach);
    push(w, m->disclaimer);
}

void doc_walk_all(struct doc *doc, doc_visit *visit, void *closure) {
    struct walker w = {.doc = doc};
    doc->walks++;
    push_document(&w);
    reverse_from(&w, 0);
    while (w.stack.n) {
        size_t top = w.stack.n - 1;
        struct frame f = w.stack.v[top];
        const struct doc_node *entered = f.phase == PHASE_ENTER ? f.at : NULL;
        bool more = step(&f, visit, closure);
        w.stack.v[top] = f;
        if (!more) w.stack.n--;
        if (entered) {
            push_sides(&w, entered);
            reverse_from(&w, top + 1);
        }
    }
}
