#include "layout/layout.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "font/font.h"
#include "layout/ahead.h"
#include "layout/block/block.h"
#include "layout/page/place.h"
#include "text/locale.h"
#include "text/text.h"

struct layout *layout_new(const struct layout_job *job) {
    struct layout *l = calloc(1, sizeof *l);
    if (!l) arena_fail();
    l->job = *job;
    arena_init(&l->words);
    arena_init(&l->scratch);
    arena_init(&l->trial);
    arena_init(&l->passing);
    hash_init(&l->images, &l->words);
    hash_init(&l->missing, &l->words);
    l->locale = layout_ahead_locale(job->ahead);
    if (!l->locale) l->locale = l->own_locale = locale_new(&l->words, job->doc->meta.lang);
    l->from_right = text_lang_is_rtl(job->doc->meta.lang);
    l->inl = inline_context_new(l);
    return l;
}

void layout_free(struct layout *l) {
    if (!l) return;
    inline_context_free(l->inl);
    locale_free(l->own_locale);
    arena_done(&l->trial);
    arena_done(&l->passing);
    arena_done(&l->scratch);
    arena_done(&l->words);
    free(l);
}

void layout_rest(struct layout *l) {
    inline_context_rest(l->inl);
    arena_done(&l->trial);
    arena_done(&l->passing);
    arena_done(&l->scratch);
}

/* --- what an output may not ask doc for --------------------------------------------------------
 */

static struct str plain(struct layout *l, const struct doc_node *node) {
    if (!node) return STR_NONE;
    return doc_title_text(l->job.arena, node);
}

enum { TITLE_MOST = 80 }; /* characters of words that stand for a title */

/* What the file is called: without a title by its first heading, else by its first words, since a
 * file without one is not accessible. */
static struct str title_of(struct layout *l) {
    const struct doc *doc = l->job.doc;
    const struct doc_node *node = doc->root->first;
    if (doc->meta.title) return plain(l, doc->meta.title);
    while (node && node->kind != DOC_HEADING)
        node = node->next;
    struct str words = plain(l, node ? node : doc->root->first);
    size_t end = 0;
    for (int i = 0; i < TITLE_MOST && end < words.n; i++)
        utf8_next(words, &end);
    return str_slice(words, 0, end);
}

static struct str join_keywords(struct layout *l, const struct doc_meta *m) {
    struct buf words = {0};
    for (size_t i = 0; i < m->keyword_count; i++) {
        if (i) buf_add_c(&words, ", ");
        buf_add_str(&words, m->keywords[i]);
    }
    struct str s = str_copy(l->job.arena, buf_str(&words));
    buf_done(&words);
    return s;
}

static void fill_meta(struct layout *l) {
    const struct doc_meta *m = &l->job.doc->meta;
    struct frame_meta *out = &l->out->meta;
    out->from_right = l->from_right;
    out->title = title_of(l);
    out->subject = plain(l, m->abstract);
    out->keywords = join_keywords(l, m);
    out->lang = m->lang;
    out->producer = STR("Chancery " CHANCERY_VERSION);
    out->authors = arena_new_array(l->job.arena, m->author_count, struct str);
    out->author_count = m->author_count;
    for (size_t i = 0; i < m->author_count; i++)
        out->authors[i] = plain(l, m->authors[i].name);
    const struct work_date_part *d = &m->date.value.from;
    if (d->year > 0)
        out->created = (struct frame_date){
            .year = d->year, .month = d->month ? d->month : 1, .day = d->day ? d->day : 1};
}

/* --- what is set ------------------------------------------------------------------------------ */

/* A galley under way, and what it is set for. */
struct stretch {
    struct galley galley;
    enum plan_kind kind;
};

/* The document as it becomes galleys: one, or more where something spans the columns. */
struct setting {
    struct layout *l;
    VEC(struct stretch *) stretches;
    struct flow flow; /* of the last */
};

/* Begins another galley; a page break that the last one ended with is before it. */
static void begin_stretch(struct setting *set, enum plan_kind kind) {
    struct layout *l = set->l;
    struct stretch *next = arena_new(l->job.arena, struct stretch);
    bool new_page = set->stretches.n && set->flow.galley->pending_page;
    next->kind = kind;
    galley_init(&next->galley, l->job.arena);
    if (set->stretches.n) block_end(&set->flow);
    if (new_page) galley_new_page(&next->galley);
    *vec_push(l->job.arena, &set->stretches) = next;
    sp full = style_full_width(l->job.style) - l->job.style->hang;
    l->measure = kind == PLAN_SPANS ? full : style_text_width(l->job.style);
    set->flow = flow_main(l, &next->galley, 0);
    if (kind == PLAN_FRONT) set->flow.measure = full;
}

/* True if the block stands across the columns: boxes and timelines, and what asks for it. */
static bool spans_columns(const struct doc_node *node) {
    if (doc_has_class(node, "column-width")) return false;
    if (node->kind == DOC_TIMELINE || node->kind == DOC_INDICATORS) return true;
    if (node->kind == DOC_TABLE && node->u.table.more &&
        node->u.table.more->width == DOC_TABLE_FULL)
        return true;
    return doc_has_class(node, "full-width");
}

/* A heading goes with what it is over. */
static enum plan_kind kind_of(const struct doc_node *node) {
    while (node->kind == DOC_HEADING && node->next)
        node = node->next;
    return spans_columns(node) ? PLAN_SPANS : PLAN_COLUMNS;
}

/* Sets what stands over the columns of the first page: the title and the box that is on top.
 * Returns the block that is next. */
static const struct doc_node *set_front(struct setting *set) {
    const struct doc_node *next = set->l->job.doc->root->first;
    begin_stretch(set, PLAN_FRONT);
    block_set_title(&set->flow);
    if (next && next->kind == DOC_INDICATORS) {
        block_set(&set->flow, next);
        next = next->next;
    }
    return next;
}

/* A box of no height that has a note, or cites the works of a line of the front. */
static void add_bearer(struct layout *l, struct galley *g, struct doc_note *const *note,
                       const struct inline_line *line) {
    struct galley_box *bearer = galley_add(g, 0);
    bearer->notes = note;
    bearer->note_count = note ? 1 : 0;
    if (!line) return;
    struct inline_line *works = arena_new(l->job.arena, struct inline_line);
    works->works = line->works;
    works->work_count = line->work_count;
    galley_parts(g, bearer, 1)[0] = (struct galley_part){.kind = GALLEY_LINE, .u.line = works};
}

/* The notes of what spans the columns, and the references of what it cites, stand at the feet of
 * these: boxes of no height bear them, one each, so that all the columns share them. */
static void hand_notes_on(struct layout *l, struct galley *g, const struct galley *front) {
    for (size_t i = 0; i < front->boxes.n; i++) {
        const struct galley_box *box = &front->boxes.v[i];
        for (size_t k = 0; k < box->note_count; k++)
            add_bearer(l, g, &box->notes[k], NULL);
        for (size_t k = 0; k < box->part_count; k++)
            if (box->parts[k].kind == GALLEY_LINE && box->parts[k].u.line->work_count)
                add_bearer(l, g, NULL, box->parts[k].u.line);
    }
}

/* True if the block begins a page: then the columns before it end alike. */
static bool begins_page(const struct doc_node *node) {
    return node->kind == DOC_PAGE_BREAK || doc_has_class(node, "break-before");
}

/* A page of columns: what spans them is set in galleys of its own. */
static void set_columns(struct setting *set) {
    const struct doc_node *node = set_front(set);
    const struct galley *front = &set->stretches.v[0]->galley;
    begin_stretch(set, node ? kind_of(node) : PLAN_COLUMNS);
    hand_notes_on(set->l, set->flow.galley, front);
    for (; node; node = node->next) {
        enum plan_kind kind = kind_of(node);
        bool other = kind != set->stretches.v[set->stretches.n - 1]->kind;
        if (other || (begins_page(node) && set->flow.galley->boxes.n)) begin_stretch(set, kind);
        block_set(&set->flow, node);
    }
    if (set->stretches.v[set->stretches.n - 1]->kind != PLAN_COLUMNS)
        begin_stretch(set, PLAN_COLUMNS);
    block_end(&set->flow);
}

static void set_document(struct setting *set) {
    struct layout *l = set->l;
    frame_say(l->out, 0)->lang = l->job.doc->meta.lang;
    if (l->job.style->columns > 1) {
        set_columns(set);
    } else {
        begin_stretch(set, PLAN_COLUMNS);
        block_set_title(&set->flow);
        block_set_children(&set->flow, l->job.doc->root);
    }
    block_set_endnotes(&set->flow);
    block_set_imprint(&set->flow);
    block_set_mistakes(&set->flow);
    struct stretch *last = set->stretches.v[set->stretches.n - 1];
    if (set->stretches.n > 1 && !last->galley.boxes.n) set->stretches.n--;
}

/* --- a pass ----------------------------------------------------------------------------------- */

/* The height that text and notes share: whole lines of the grid. False if it is too little. */
static bool measure_page(struct page_measure *m, struct layout *l) {
    const struct style *s = l->job.style;
    sp room = style_text_height(s);
    *m = (struct page_measure){
        .height = room / s->grid * s->grid, .grid = s->grid, .gap = s->note_gap};
    m->columns = (size_t)s->columns;
    m->two_sided = s->two_sided && s->columns == 1;
    sp deeper = sp_max(s->first_top - s->margin_top, 0);
    if (deeper)
        m->first_height = sp_max(m->height - (deeper + s->grid - 1) / s->grid * s->grid, s->grid);
    if (m->height >= 4 * s->grid && style_text_width(s) >= 4 * s->grid) return true;
    if (!l->job.diags->seen[DIAG_GEOMETRY]) /* the house style has been told of it already */
        diag_add(l->job.diags, DIAG_GEOMETRY, (struct pos){0}, "make the margins smaller",
                 "the page leaves no room for text between its margins");
    return false;
}

/* True if nothing follows that stretch on its last page. */
static bool ends_page(const struct setting *set, size_t i) {
    if (i + 1 == set->stretches.n) return true;
    const struct galley *next = &set->stretches.v[i + 1]->galley;
    return next->boxes.n && next->boxes.v[0].new_page;
}

static void begin_pass(struct layout *l, struct page_facts *facts) {
    l->pass++;
    l->out = frame_document_new(l->job.arena);
    l->facts = facts;
    hash_init(&l->destinations, l->job.arena);
    l->notes = arena_new_array(l->job.arena, l->job.doc->notes.n + 1, struct set_note *);
    l->notes_due.v = NULL;
    l->notes_due.n = l->notes_due.cap = 0;
    l->endnotes_set = false;
    l->marking_node = FRAME_NO_NODE;
    l->measure = style_text_width(l->job.style);
    layout_mark_notes(l);
}

struct frame_document *layout_run(struct layout *l, struct page_facts *facts,
                                  struct page_facts *next) {
    struct page_measure m;
    struct plan plan;
    struct setting set = {.l = l};
    if (!inline_context_ready(l->inl) || !measure_page(&m, l)) return NULL;
    begin_pass(l, facts);
    fill_meta(l);
    l->references = block_measure_references(l); /* turned tables leave room for them */
    set_document(&set);
    l->measure = style_text_width(l->job.style);
    plan_init(&plan, l, &m);
    for (size_t i = 0; i < set.stretches.n; i++)
        plan_add(&plan, &set.stretches.v[i]->galley, set.stretches.v[i]->kind, ends_page(&set, i));
    page_place(&plan, next);
    return l->out;
}
