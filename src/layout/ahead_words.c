#include "layout/ahead_words.h"

#include "layout/inline/features.h"

/* Where the walk is. */
struct walk {
    struct ahead_words *out;
    struct arena *arena;
    const struct style *style;
    bool cited;  /* citations print something by now */
    int type;    /* of text outside headings and tables; -1: it is left to layout */
    int heading; /* the level of the one that is open, or 0 */
    int tables, heads, timelines, emphasis, strong, strange; /* how many of them are open */
};

static enum style_type_id type_of(const struct walk *w) {
    if (w->heading)
        return w->heading == 1 ? STYLE_TYPE_H1 : w->heading == 2 ? STYLE_TYPE_H2 : STYLE_TYPE_H3;
    if (w->timelines) return STYLE_TYPE_EVENT_TEXT;
    if (w->heads) return STYLE_TYPE_TABLE_HEAD;
    return w->tables ? STYLE_TYPE_TABLE : (enum style_type_id)w->type;
}

static size_t voice_of(struct walk *w, const struct style_type *t) {
    struct ahead_words *out = w->out;
    struct ahead_voice v = {.family = t->family,
                            .weight = w->strong ? features_strong_weight(t->weight) : t->weight,
                            .italic = t->italic != (w->emphasis % 2 == 1),
                            .features = features_of_figures(t->figures),
                            .hyphens = t->hyphens};
    if (t->tracking) v.features |= FEATURE_NO_LIGATURES;
    for (size_t i = 0; i < out->voices.n; i++) {
        const struct ahead_voice *known = &out->voices.v[i];
        if (known->family == v.family && known->weight == v.weight && known->italic == v.italic &&
            known->features == v.features && known->hyphens == v.hyphens)
            return i;
    }
    *vec_push(w->arena, &out->voices) = v;
    return out->voices.n - 1;
}

static void add_piece(struct walk *w, struct str text) {
    struct ahead_words *out = w->out;
    if (w->strange || w->type < 0) return;
    const struct style_type *t = &w->style->types[type_of(w)];
    if (t->capitals || t->family == STYLE_MONO) return;
    *vec_push(w->arena, &out->pieces) = (struct ahead_piece){text, voice_of(w, t)};
    out->count += text.n / 6 + 1;
}

/* What is set otherwise than the text around it is left to layout. */
static bool is_strange(const struct walk *w, const struct doc_node *node) {
    switch (node->kind) {
    case DOC_CODE:
    case DOC_SUB:
    case DOC_SUP:
    case DOC_SMALLCAPS:
    case DOC_MISTAKE: return true;
    case DOC_CITATION: return !w->cited;
    default: return !str_empty(node->lang);
    }
}

static void add_lang(struct walk *w, struct str lang) {
    for (size_t i = 0; i < w->out->langs.n; i++)
        if (str_eq(w->out->langs.v[i], lang)) return;
    *vec_push(w->arena, &w->out->langs) = lang;
}

static void visit(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct walk *w = closure;
    int step = event == DOC_ENTER ? 1 : -1;
    if (is_strange(w, node)) w->strange += step;
    if (!str_empty(node->lang)) add_lang(w, node->lang);
    switch (node->kind) {
    case DOC_ROOT: w->type = event == DOC_ENTER ? STYLE_TYPE_BODY : -1; break;
    case DOC_HEADING: w->heading = event == DOC_ENTER ? node->u.heading.level : 0; break;
    case DOC_TABLE: w->tables += step; break;
    case DOC_TIMELINE: w->timelines += step; break;
    case DOC_ROW: w->heads += node->u.row.header ? step : 0; break;
    case DOC_EMPH: w->emphasis += step; break;
    case DOC_STRONG: w->strong += step; break;
    case DOC_TEXT:
        if (event == DOC_ENTER) add_piece(w, node->u.text);
        break;
    default: break;
    }
}

static void add_apart(struct walk *w, struct doc_node *node, enum style_type_id type) {
    w->type = (int)type;
    if (node) doc_walk(node, visit, w);
}

/* What stands before the text or beside it. */
static void add_meta(struct walk *w, const struct doc_meta *meta) {
    add_apart(w, meta->title, STYLE_TYPE_TITLE);
    add_apart(w, meta->subtitle, STYLE_TYPE_SUBTITLE);
    add_apart(w, meta->abstract, STYLE_TYPE_LEAD);
    for (size_t i = 0; i < meta->indicator_count; i++) {
        const struct doc_indicator *in = &meta->indicators[i];
        add_apart(w, in->label, STYLE_TYPE_INDICATOR);
        add_apart(w, in->unit, STYLE_TYPE_UNIT);
        add_apart(w, in->note, STYLE_TYPE_INDICATOR_NOTE);
        add_apart(w, in->source, STYLE_TYPE_INDICATOR_NOTE);
    }
    for (size_t i = 0; i < meta->event_count; i++)
        add_apart(w, meta->events[i].event, STYLE_TYPE_EVENT);
    add_apart(w, meta->disclaimer, STYLE_TYPE_INDICATOR_NOTE);
    w->type = -1;
}

void ahead_words_of_text(struct ahead_words *out, struct arena *a, struct doc *doc,
                         const struct style *style) {
    struct walk w = {.out = out, .arena = a, .style = style, .type = -1};
    add_meta(&w, &doc->meta);
    doc_walk_all(doc, visit, &w);
}

void ahead_words_of_citations(struct ahead_words *out, struct arena *a, struct doc *doc,
                              const struct style *style) {
    struct walk w = {.out = out, .arena = a, .style = style, .cited = true, .type = -1};
    add_meta(&w, &doc->meta);
    doc_walk_all(doc, visit, &w);
    for (size_t i = 0; i < doc->literature.count; i++)
        add_apart(&w, doc->literature.entries[i].body, STYLE_TYPE_LITERATURE);
}
