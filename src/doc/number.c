/* number: notes, citations and works, numbered in the order in which they are read.
 *
 * Where the style prints citations in notes, each citation in the text first moves into a note of
 * its own, whose mark stands where pandoc would put it: without the space before it and after the
 * punctuation that follows. Then one walk in reading order counts. The two are apart because a walk
 * must not meet what it has itself moved. */
#include "doc/doc.h"

#include "base/hash.h"
#include "base/utf8.h"

struct counting {
    struct doc *doc;
    struct doc_note *note; /* the innermost note being read, or NULL */
    VEC(struct doc_note *) outer;
    VEC(struct doc_note *) order;
    VEC(struct doc_node *) in_text; /* citations outside notes */
    struct hash refs;               /* work id → doc_work_ref */
    size_t section;                 /* headings of the first level so far */
    const struct doc_node *table;   /* the table being read, outside notes */
    bool boxed;                     /* an indicator box is being read */
    size_t tables, figures;         /* those with captions so far */
};

static void enter_note(struct counting *c, struct doc_note *note) {
    *vec_push(c->doc->arena, &c->outer) = c->note;
    c->note = note;
}

static void leave_note(struct counting *c) {
    c->note = c->outer.v[--c->outer.n];
}

/* --- citations become notes ------------------------------------------------------------------- */

static void collect_in_text(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct counting *c = closure;
    if (node->kind == DOC_NOTE_MARK) {
        if (event == DOC_ENTER) {
            enter_note(c, node->u.note_mark.note);
        } else {
            leave_note(c);
        }
    } else if (node->kind == DOC_CITATION && event == DOC_ENTER && !c->note) {
        *vec_push(c->doc->arena, &c->in_text) = node;
    }
}

static bool is_closing_quote(uint32_t cp) {
    return cp == 0x201D || cp == 0x2019 || cp == 0xBB || cp == '"';
}

/* Bytes of the punctuation that a mark follows rather than precedes: stops, then closing quotes. */
static size_t punctuation_length(struct str s) {
    bool stops = true;
    for (size_t at = 0, end = 0;; end = at) {
        if (end >= s.n) return end;
        uint32_t cp = utf8_next(s, &at);
        if (stops && ((cp && cp < 0x80 && strchr(".,;:!?", (int)cp)) || cp == 0x2026)) continue;
        if (end == 0 || !is_closing_quote(cp)) return end;
        stops = false;
    }
}

/* True if the words before the mark end a sentence themselves: "etc.", "Why?", "“So!”". */
static bool ends_sentence(const struct doc_node *mark) {
    const struct doc_node *before = mark->prev;
    while (before && before->kind != DOC_TEXT)
        before = before->last;
    if (!before) return false;
    struct str text = before->u.text;
    size_t at = text.n;
    uint32_t cp = ' ';
    do
        cp = at ? utf8_prev(text, &at) : ' ';
    while (is_closing_quote(cp));
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026;
}

/* A full stop that would come to stand beside another, the mark between them gone, is one with
 * it. */
static void move_after_punctuation(struct arena *a, struct doc_node *mark) {
    struct doc_node *after = mark->next;
    if (!after || after->kind != DOC_TEXT) return;
    struct str text = after->u.text;
    size_t n = punctuation_length(text);
    if (!n) return;
    size_t doubled = str_starts(text, ".") && !str_starts(text, "..") && ends_sentence(mark);
    struct doc_node *stop = doc_text_new(a, str_slice(text, doubled, n - doubled), after->pos);
    if (stop->u.text.n) doc_insert_before(mark, stop);
    after->pos.col += (uint32_t)utf8_count(str_slice(text, 0, n));
    after->u.text = str_slice(text, n, text.n);
    if (!after->u.text.n) doc_unlink(after);
}

static void citation_to_note(struct doc *doc, struct doc_node *node) {
    struct doc_citation *citation = node->u.citation.citation;
    struct doc_note *note = arena_new(doc->arena, struct doc_note);
    note->pos = node->pos;
    note->citation = citation;
    note->body = doc_node_new(doc->arena, DOC_GROUP, node->pos);
    struct doc_node *mark = doc_node_new(doc->arena, DOC_NOTE_MARK, node->pos);
    mark->u.note_mark.note = note;
    doc_replace(node, mark);
    if (citation->in_text) {
        citation->author_node = doc_node_new(doc->arena, DOC_SPAN, node->pos);
        doc_insert_before(mark, citation->author_node);
    } else {
        doc_trim_before(mark);
    }
    move_after_punctuation(doc->arena, mark);
    struct doc_node *paragraph = doc_node_new(doc->arena, DOC_PARAGRAPH, node->pos);
    doc_append(note->body, paragraph);
    doc_append(paragraph, node);
}

/* --- counting --------------------------------------------------------------------------------- */

static void count_mark(struct counting *c, struct doc_note *note) {
    note->mark_count++;
    if (note->number) {
        if (note->table != c->table) note->table = NULL;
        return;
    }
    note->section = c->section;
    note->table = c->table;
    note->boxed = c->boxed;
    *vec_push(c->doc->arena, &c->order) = note;
    note->number = c->order.n;
}

static void count_work(struct counting *c, const struct work *work, struct doc_citation *by) {
    struct doc *doc = c->doc;
    struct doc_work_ref *ref = hash_get(&c->refs, work->id);
    if (!ref) {
        ref = arena_new(doc->arena, struct doc_work_ref);
        *vec_push(doc->arena, &doc->cited) = ref;
        ref->work = work;
        ref->number = doc->cited.n;
        hash_put(&c->refs, work->id, ref);
    }
    if (ref->citations.n && ref->citations.v[ref->citations.n - 1] == by) return;
    *vec_push(doc->arena, &ref->citations) = by;
}

static void count_citation(struct counting *c, struct doc_citation *citation) {
    *vec_push(c->doc->arena, &c->doc->citations) = citation;
    citation->note_number = c->note ? c->note->number : 0;
    for (size_t i = 0; i < citation->item_count; i++) {
        if (citation->items[i].work) count_work(c, citation->items[i].work, citation);
    }
}

/* Keeps account of the section and the table that marks stand in. Notes belong to those of their
 * marks, whatever stands in them. */
static void count_place(struct counting *c, enum doc_event_kind event,
                        const struct doc_node *node) {
    if (c->note) return;
    if (node->kind == DOC_HEADING && node->u.heading.level == 1 && event == DOC_ENTER) c->section++;
    if (node->kind == DOC_TABLE || node->kind == DOC_TIMELINE)
        c->table = event == DOC_ENTER ? node : NULL;
    if (node->kind == DOC_INDICATORS) c->boxed = event == DOC_ENTER;
}

/* Tables, timelines and figures with captions are numbered, each kind through the document. */
static void count_caption(struct counting *c, struct doc_node *node) {
    size_t *numbers = doc_is_figure(node) ? &c->figures : &c->tables;
    if (node->kind == DOC_TABLE && node->u.table.caption)
        node->u.table.number = ++*numbers;
    else if (node->kind == DOC_TIMELINE && node->u.timeline.caption)
        node->u.timeline.number = ++*numbers;
    else if (node->kind == DOC_FIGURE && node->first && node->first->next)
        node->u.figure.number = ++*numbers;
}

static void count(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct counting *c = closure;
    count_place(c, event, node);
    if (event == DOC_ENTER) count_caption(c, node);
    if (node->kind == DOC_NOTE_MARK && node->u.note_mark.note) {
        if (event == DOC_EXIT) {
            leave_note(c);
            return;
        }
        count_mark(c, node->u.note_mark.note);
        enter_note(c, node->u.note_mark.note);
    } else if (node->kind == DOC_CITATION && event == DOC_ENTER) {
        count_citation(c, node->u.citation.citation);
    }
}

/* Notes that no mark names stay behind the numbered ones. */
static void order_notes(struct counting *c) {
    struct doc *doc = c->doc;
    for (size_t i = 0; i < doc->notes.n; i++) {
        struct doc_note *note = doc->notes.v[i];
        if (!note->number) *vec_push(doc->arena, &c->order) = note;
    }
    doc->notes.n = 0;
    for (size_t i = 0; i < c->order.n; i++)
        *vec_push(doc->arena, &doc->notes) = c->order.v[i];
}

void doc_number(struct doc *doc, bool citations_are_notes) {
    struct counting c = {.doc = doc};
    hash_init(&c.refs, doc->arena);
    if (citations_are_notes) {
        doc_walk_all(doc, collect_in_text, &c);
        for (size_t i = 0; i < c.in_text.n; i++)
            citation_to_note(doc, c.in_text.v[i]);
    }
    doc->citations.n = doc->cited.n = 0;
    doc_walk_all(doc, count, &c);
    order_notes(&c);
}
