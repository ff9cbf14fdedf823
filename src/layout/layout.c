#include "layout/layout.h"

#include <stdlib.h>

#include "base/buf.h"
#include "font/font.h"
#include "layout/block/block.h"
#include "layout/page/place.h"
#include "layout/page/references.h"
#include "text/locale.h"
#include "text/text.h"

struct layout *layout_new(const struct layout_job *job) {
    struct layout *l = calloc(1, sizeof *l);
    if (!l) arena_fail();
    l->job = *job;
    arena_init(&l->words);
    arena_init(&l->scratch);
    arena_init(&l->trial);
    hash_init(&l->images, &l->words);
    l->locale = locale_new(&l->words, job->doc->meta.lang);
    l->from_right = text_lang_is_rtl(job->doc->meta.lang);
    l->inl = inline_context_new(l);
    return l;
}

void layout_free(struct layout *l) {
    if (!l) return;
    inline_context_free(l->inl);
    locale_free(l->locale);
    arena_done(&l->trial);
    arena_done(&l->scratch);
    arena_done(&l->words);
    free(l);
}

/* --- what an output may not ask doc for --------------------------------------------------------
 */

static struct str plain(struct layout *l, const struct doc_node *node) {
    if (!node) return STR_NONE;
    struct buf words = {0};
    doc_plain_text(&words, node);
    struct str s = str_copy(l->job.arena, str_trim(buf_str(&words)));
    buf_done(&words);
    return s;
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
    out->title = plain(l, m->title);
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

/* --- a pass
 * ---------------------------------------------------------------------------------------- */

/* Sets what spans the columns of the first page: the title and the box that stands on top. Returns
 * the block that is next. */
static const struct doc_node *set_front(struct layout *l, struct galley *front, uint32_t root) {
    const struct doc_node *next = l->job.doc->root->first;
    struct flow f = flow_main(l, front, root);
    f.measure = style_full_width(l->job.style) - l->job.style->hang;
    block_set_title(&f);
    if (next && next->kind == DOC_INDICATORS) {
        block_set(&f, next);
        next = next->next;
    }
    l->front = front;
    return next;
}

/* The notes of what spans the columns, and the references of what it cites, stand at the foot of the
 * first one: a box of no height bears them, after which the column may end if they fill it. */
static void hand_notes_on(struct layout *l, struct galley *g, const struct galley *front) {
    VEC(struct doc_note *) notes = {0};
    VEC(size_t) works = {0};
    for (size_t i = 0; i < front->boxes.n; i++) {
        const struct galley_box *box = &front->boxes.v[i];
        for (size_t k = 0; k < box->note_count; k++)
            *vec_push(l->job.arena, &notes) = box->notes[k];
        for (size_t k = 0; k < box->part_count; k++) {
            const struct inline_line *line = box->parts[k].u.line;
            for (size_t w = 0; box->parts[k].kind == GALLEY_LINE && w < line->work_count; w++)
                *vec_push(l->job.arena, &works) = line->works[w];
        }
    }
    if (!notes.n && !works.n) return;
    struct galley_box *bearer = galley_add(g, 0);
    bearer->notes = notes.v;
    bearer->note_count = notes.n;
    struct inline_line *line = arena_new(l->job.arena, struct inline_line);
    line->works = works.v;
    line->work_count = works.n;
    galley_parts(g, bearer, 1)[0] = (struct galley_part){.kind = GALLEY_LINE, .u.line = line};
}

static void set_document(struct layout *l, struct galley *g, struct galley *front) {
    uint32_t root = 0;
    l->out->nodes.v[root].lang = l->job.doc->meta.lang;
    struct flow f = flow_main(l, g, root);
    if (l->job.style->columns > 1) {
        const struct doc_node *next = set_front(l, front, root);
        hand_notes_on(l, g, front);
        for (; next; next = next->next)
            block_set(&f, next);
    } else {
        block_set_title(&f);
        block_set_children(&f, l->job.doc->root);
    }
    block_set_endnotes(&f);
    block_set_imprint(&f);
    block_set_mistakes(&f);
}

/* The height that text and notes share: whole lines of the grid. False if it is too little. */
static bool measure_page(struct page_measure *m, struct layout *l) {
    const struct style *s = l->job.style;
    sp room = s->page_height - s->margin_top - s->margin_bottom;
    *m = (struct page_measure){
        .height = room / s->grid * s->grid, .grid = s->grid, .gap = s->note_gap};
    m->columns = (size_t)s->columns;
    m->first_height = m->height;
    if (m->height >= 4 * s->grid && style_text_width(s) >= 4 * s->grid) return true;
    diag_add(l->job.diags, DIAG_GEOMETRY, (struct pos){0}, "make the margins smaller",
             "the page leaves no room for text between its margins");
    return false;
}

/* Which references stand at the feet of pages, and what cites them. */
static void list_references(struct references *r, struct layout *l, const struct galley *g,
                            struct note_list *notes) {
    l->references = block_measure_references(l);
    if (!l->references) return;
    references_init(r, l, g, notes, l->references->heights, l->references->count);
    notes->references = r;
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
    l->front = NULL;
    layout_mark_notes(l);
}

struct frame_document *layout_run(struct layout *l, struct page_facts *facts,
                                  struct page_facts *next) {
    struct page_measure m;
    struct galley g, front;
    struct note_list notes;
    struct references references;
    struct page_cuts cuts;
    if (!inline_context_ready(l->inl) || !measure_page(&m, l)) return NULL;
    begin_pass(l, facts);
    fill_meta(l);
    galley_init(&g, l->job.arena);
    galley_init(&front, l->job.arena);
    set_document(l, &g, &front);
    m.first_height = sp_max(m.height - page_front_depth(&front, m.grid), m.grid);
    note_list_init(&notes, l, &g, m.height / 3);
    list_references(&references, l, &g, &notes);
    page_break(&cuts, l, &g, &notes, &m);
    page_place(l, &cuts, &notes, &m, next);
    return l->out;
}
