#include "source/resolve.h"

#include "source/abbreviations.h"
#include "source/indicators.h"
#include "source/links.h"
#include "source/note.h"
#include "source/timeline.h"
#include "source/works.h"

/* After so many misses the nearest key is no longer looked for: it costs a pass over all. */
enum { NEAREST_MAX = 100 };

void reading_mistake(struct reading *r, struct doc_node *into, struct pos pos, const char *words) {
    if (!r->doc->draft) return;
    struct doc_node *paragraph = doc_node_new(r->arena, DOC_PARAGRAPH, pos);
    struct doc_node *mistake = doc_node_new(r->arena, DOC_MISTAKE, pos);
    mistake->u.text = str_printf(r->arena, "{%s}", words);
    doc_append(paragraph, mistake);
    doc_append(into, paragraph);
}

/* --- citations -------------------------------------------------------------------------------- */

static void report_undefined(struct reading *r, const struct doc_cite_item *item) {
    bool few = r->ds->seen[DIAG_CITE_UNDEFINED] < NEAREST_MAX;
    const char *near = few ? works_nearest(r, item->key) : NULL;
    char *hint =
        near ? arena_printf(r->arena, "did you mean `@%s`?", near)
        : r->works.n
            ? NULL
            : arena_printf(r->arena, "references stand in references.yaml; write \\@ for an "
                                     "at sign that is no citation");
    diag_add(r->ds, DIAG_CITE_UNDEFINED, item->pos, hint, "no reference has the key `%.*s`",
             STR_ARG(item->key));
}

static void resolve_citations(struct reading *r, bool *used) {
    for (size_t i = 0; i < r->citations.n; i++) {
        struct doc_citation *citation = r->citations.v[i];
        for (size_t k = 0; k < citation->item_count; k++) {
            struct doc_cite_item *item = &citation->items[k];
            item->work = works_find(r, item->key);
            if (item->work) {
                used[item->work - r->works.v] = true;
            } else if (!r->incomplete && !hash_get(&r->broken_ids, item->key)) {
                report_undefined(r, item);
            }
        }
    }
}

static void report_unused(struct reading *r, const bool *used) {
    for (size_t i = 0; i < r->works.n; i++) {
        if (used[i]) continue;
        diag_add(r->ds, DIAG_CITE_UNUSED, r->works.v[i].pos, NULL,
                 "nothing cites `%.*s`, so the literature list leaves it out",
                 STR_ARG(r->works.v[i].id));
    }
}

static bool all_unknown(const struct doc_citation *citation) {
    for (size_t i = 0; i < citation->item_count; i++) {
        if (citation->items[i].work) return false;
    }
    return true;
}

/* In a draft a citation of unknown works only is their keys in the text; cite/ marks those that
 * stand among known ones. */
static void mark_undefined(struct reading *r) {
    for (size_t i = 0; r->doc->draft && i < r->citations.n; i++) {
        const struct doc_citation *citation = r->citations.v[i];
        struct doc_node *at = citation->node;
        if (!at->parent || !all_unknown(citation)) continue;
        for (size_t k = citation->item_count; k-- > 0;) {
            const struct doc_cite_item *item = &citation->items[k];
            struct doc_node *mistake = doc_node_new(r->arena, DOC_MISTAKE, item->pos);
            mistake->u.text = str_printf(r->arena, "@%.*s?", STR_ARG(item->key));
            doc_insert_after(at, mistake);
        }
        if (doc_ends_in_words(at->prev))
            doc_insert_after(at, doc_text_new(r->arena, STR(" "), at->pos));
        doc_unlink(at);
    }
}

/* --- links and images ------------------------------------------------------------------------- */

static void check_node(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct reading *r = closure;
    if (event == DOC_EXIT) return;
    if (node->kind == DOC_LINK || node->kind == DOC_REF) {
        links_check(r, node);
    } else if (node->kind == DOC_IMAGE && !node->first &&
               !(node->parent && node->parent->kind == DOC_FIGURE &&
                 node->parent->u.figure.decorative) &&
               !doc_has_class(node, "decorative")) {
        diag_add(r->ds, DIAG_IMAGE_NO_ALT, node->pos,
                 "describe it in the brackets, or say {.decorative} if it tells nothing",
                 "the image has no alternative text");
    }
}

static void check_headings(struct reading *r) {
    int before = 0;
    for (struct doc_node *n = r->doc->root; n; n = doc_next(r->doc->root, n)) {
        if (n->kind != DOC_HEADING) continue;
        int level = n->u.heading.level;
        if (before && level > before + 1) {
            char *hint = arena_printf(r->arena, "make it a heading of level %d", before + 1);
            diag_add(r->ds, DIAG_HEADING_ORDER, n->pos, hint,
                     "a heading of level %d follows one of level %d", level, before);
        }
        before = level;
        if (!n->first)
            diag_add(r->ds, DIAG_EMPTY_HEADING, n->pos, "give it words, or take it out",
                     "the heading has no words");
    }
}

/* --- placing ---------------------------------------------------------------------------------- */

static void prepend(struct doc_node *root, struct doc_node *node) {
    if (root->first) {
        doc_insert_before(root->first, node);
    } else {
        doc_append(root, node);
    }
}

/* Those that no directive has placed stand on top. */
static void place_indicators(struct reading *r) {
    struct doc_node *node = doc_node_new(r->arena, DOC_INDICATORS, r->doc->meta.indicators_pos);
    if (indicators_fill_boxes(r, node)) prepend(r->doc->root, node);
}

static void place_contents(struct reading *r) {
    if (r->contents || !r->doc->meta.toc) return;
    prepend(r->doc->root, doc_node_new(r->arena, DOC_CONTENTS, r->doc->root->pos));
}

static bool cites_any(const struct reading *r) {
    for (size_t i = 0; i < r->citations.n; i++) {
        if (!all_unknown(r->citations.v[i])) return true;
    }
    return false;
}

static void place_literature(struct reading *r) {
    if (r->literature || !cites_any(r)) return;
    const struct doc_node *last = r->doc->root->last;
    /* what is said of its pages points to where the text ends */
    struct pos pos = last ? last->pos : r->doc->root->pos;
    if (!last || last->kind != DOC_HEADING) { /* the author's heading may stand there already */
        struct doc_node *heading = doc_node_new(r->arena, DOC_HEADING, pos);
        heading->u.heading.level = 1;
        if (!hash_get(&r->ids, STR("literature"))) heading->id = STR("literature");
        r->doc->literature_heading = heading;
        doc_append(r->doc->root, heading);
    }
    doc_append(r->doc->root, doc_node_new(r->arena, DOC_LITERATURE, pos));
}

static void check_timeline(struct reading *r) {
    if (r->timeline || !r->doc->meta.event_count) return;
    diag_add(r->ds, DIAG_UNPLACED, r->doc->meta.timeline_pos,
             "put a fenced block ```{timeline} where it is to stand",
             "the timeline is not placed in the text, so it is not set");
}

void resolve(struct reading *r) {
    note_resolve(r);
    links_resolve(r);
    bool *used = arena_new_array(r->arena, r->works.n, bool);
    resolve_citations(r, used);
    report_unused(r, used);
    mark_undefined(r);
    r->doc->works = r->works.v;
    r->doc->work_count = r->works.n;
    check_headings(r); /* before ours, whose words the house style has */
    place_contents(r);
    place_indicators(r);
    place_literature(r);
    check_timeline(r);
    abbreviations_mark(r);
    doc_walk_all(r->doc, check_node, r);
    timeline_drop_texts(r);
}
