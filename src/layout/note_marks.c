/* note_marks: what the marks of notes print, and where notes stand.
 *
 * Notes have their number in the document from doc/; what is printed counts as the house style
 * says: through the document, from 1 on each page (by the facts of the pass before) or from 1 in
 * each section. With `notes: table` those whose marks all stand in one table are a series of that
 * table's own. */
#include "layout/state.h"

#include "base/buf.h"

/* A margin narrower than this takes no notes. */
#define MARGIN_LEAST SP(72)

bool layout_note_under_table(const struct layout *l, const struct doc_note *note) {
    return l->job.doc->meta.notes == DOC_NOTES_TABLE && note->table;
}

/* Bytes of text that fill about a third of a page's margin: a longer note stands at the foot. A
 * character is about 0.44 em wide. */
static size_t margin_room(const struct style *s, sp measure) {
    const struct style_type *t = &s->types[STYLE_TYPE_NOTE];
    sp lines = style_text_height(s) / 3 / t->leading;
    return (size_t)(measure * 100 / (t->size * 44) * lines);
}

bool layout_note_in_margin(const struct layout *l, const struct doc_note *note) {
    const struct style *s = l->job.style;
    sp measure = s->hang - s->gutter - s->note_hang;
    if (l->job.doc->meta.notes != DOC_NOTES_MARGIN || measure < MARGIN_LEAST) return false;
    if (note->table || note->boxed) return false; /* these take the margin themselves */
    for (const struct doc_node *n = note->body->first; n; n = n->next)
        if (n->kind != DOC_PARAGRAPH && n->kind != DOC_LIST && n->kind != DOC_QUOTE) return false;
    struct buf words = {0};
    doc_plain_text(&words, note->body);
    bool fits = buf_str(&words).n <= margin_room(s, measure);
    buf_done(&words);
    return fits;
}

struct str layout_note_mark(const struct layout *l, const struct doc_note *note) {
    return note->number ? l->note_marks[note->number - 1] : STR_NONE;
}

/* a, b … z, aa, bb … ; or * † ‡ §, then doubled. */
static struct str table_mark(const struct layout *l, size_t n) {
    static const char *const symbols[] = {"*", "†", "‡", "§"};
    bool drawn = l->job.style->note_symbols;
    size_t base = drawn ? sizeof symbols / sizeof *symbols : 26;
    char letter[2] = {(char)('a' + (n - 1) % base), 0};
    const char *sign = drawn ? symbols[(n - 1) % base] : letter;
    struct buf mark = {0};
    for (size_t i = 0; i <= (n - 1) / base; i++)
        buf_add_c(&mark, sign);
    struct str s = str_copy(l->job.arena, buf_str(&mark));
    buf_done(&mark);
    return s;
}

/* What counts the notes of one kind. */
struct counter {
    const struct doc_node *table;
    size_t in_table, section, in_section, in_document;
    VEC(size_t) on_page; /* by page - 1 */
};

/* Notes are counted on the page of their first mark; in the first pass, none of which is known,
 * through the document. */
static size_t count_on_page(struct layout *l, struct counter *c, const struct doc_note *note) {
    struct str id = str_printf(l->job.arena, "mark-%zu", note->number);
    uint32_t page = page_facts_find(l->facts, id);
    if (!page) return c->in_document;
    while (c->on_page.n < page)
        *vec_push(l->job.arena, &c->on_page) = 0;
    return ++c->on_page.v[page - 1];
}

static struct str next_mark(struct layout *l, struct counter *c, const struct doc_note *note) {
    const struct style *s = l->job.style;
    if (layout_note_under_table(l, note)) {
        c->in_table = note->table == c->table ? c->in_table + 1 : 1;
        c->table = note->table;
        return table_mark(l, c->in_table);
    }
    c->in_section = note->section == c->section ? c->in_section + 1 : 1;
    c->section = note->section;
    size_t n = ++c->in_document;
    if (s->notes_by_section)
        n = c->in_section;
    else if (s->notes_by_page && l->job.doc->meta.notes != DOC_NOTES_END)
        n = count_on_page(l, c, note);
    return str_printf(l->job.arena, "%zu", n);
}

void layout_mark_notes(struct layout *l) {
    const struct doc *doc = l->job.doc;
    struct counter c = {0};
    l->note_marks = arena_new_array(l->job.arena, doc->notes.n + 1, struct str);
    for (size_t i = 0; i < doc->notes.n; i++)
        if (doc->notes.v[i]->number) l->note_marks[i] = next_mark(l, &c, doc->notes.v[i]);
}
