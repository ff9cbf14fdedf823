#include "layout/ahead.h"

#include <stdatomic.h>
#include <stdlib.h>
#include "font/font.h"
#include "layout/inline/features.h"
#include "layout/inline/hyphen.h"
#include "text/locale.h"
#include "text/text.h"

/* How words are set, so far as their glyphs tell. */
struct voice {
    enum style_family family;
    int weight;
    bool italic;
    unsigned features;
    const struct font_face *face; /* found by the second thread */
};

/* Text of one voice; its bytes are the doc's, which are never written again. */
struct piece {
    struct str text;
    size_t voice;
};

struct layout_ahead {
    const struct style *style;
    const struct style_fonts *families;
    struct font_set *set;
    struct arena arena; /* of the lists below; the second thread's while it runs */
    struct str lang;
    VEC(struct voice) voices;
    VEC(struct piece) pieces;
    size_t words; /* about as many, or fewer */
    struct font_ahead *fonts;
    bool has_dates, has_numbers; /* that are written by the rules of the language */
    char currency[4];            /* one of the indicators', or empty */
    struct arena locale_arena;
    struct locale *locale;
    atomic_bool locale_ready;
};

/* --- which words there are ----------------------------------------------------------------------
 */

/* Where the walk is. */
struct walk {
    struct layout_ahead *a;
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

static size_t voice_of(struct layout_ahead *a, const struct walk *w, const struct style_type *t) {
    struct voice v = {.family = t->family,
                      .weight = w->strong && t->weight < 600 ? 700 : t->weight,
                      .italic = t->italic != (w->emphasis % 2 == 1),
                      .features = features_of_figures(t->figures)};
    if (t->tracking) v.features |= FEATURE_NO_LIGATURES;
    for (size_t i = 0; i < a->voices.n; i++) {
        const struct voice *known = &a->voices.v[i];
        if (known->family == v.family && known->weight == v.weight && known->italic == v.italic &&
            known->features == v.features)
            return i;
    }
    *vec_push(&a->arena, &a->voices) = v;
    return a->voices.n - 1;
}

static void add_piece(struct walk *w, struct str text) {
    struct layout_ahead *a = w->a;
    if (w->strange || w->type < 0) return;
    const struct style_type *t = &a->style->types[type_of(w)];
    if (t->capitals || t->family == STYLE_MONO) return;
    *vec_push(&a->arena, &a->pieces) = (struct piece){text, voice_of(a, w, t)};
    a->words += text.n / 6 + 1;
}

/* What is set otherwise than the text around it is left to layout. */
static bool is_strange(const struct doc_node *node) {
    switch (node->kind) {
    case DOC_CODE:
    case DOC_SUB:
    case DOC_SUP:
    case DOC_SMALLCAPS:
    case DOC_MISTAKE: return true;
    default: return !str_empty(node->lang);
    }
}

static void visit(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct walk *w = closure;
    int step = event == DOC_ENTER ? 1 : -1;
    if (is_strange(node)) w->strange += step;
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
    add_apart(w, meta->abstract, STYLE_TYPE_LEAD);
    for (size_t i = 0; i < meta->indicator_count; i++) {
        const struct doc_indicator *in = &meta->indicators[i];
        add_apart(w, in->label, STYLE_TYPE_INDICATOR);
        add_apart(w, in->unit, STYLE_TYPE_UNIT);
        add_apart(w, in->note, STYLE_TYPE_INDICATOR_NOTE);
        add_apart(w, in->source, STYLE_TYPE_INDICATOR_NOTE);
    }
    w->type = -1;
}

/* What citations will print is not made yet, but most of its words are those of the works. */
static void add_works(struct walk *w, const struct doc *doc) {
    w->type = STYLE_TYPE_BODY;
    for (size_t i = 0; i < doc->work_count; i++)
        for (size_t k = 0; k < doc->works[i].field_count; k++)
            if (doc->works[i].fields[k].kind == WORK_TEXT)
                add_piece(w, doc->works[i].fields[k].text);
}

struct layout_ahead *layout_ahead_new(struct doc *doc, const struct style *style,
                                      const struct style_fonts *families, struct font_set *fonts) {
    struct layout_ahead *a = calloc(1, sizeof *a);
    if (!a) arena_fail();
    a->style = style;
    a->families = families;
    a->set = fonts;
    arena_init(&a->arena);
    a->lang = str_copy(&a->arena, doc->meta.lang);
    arena_init(&a->locale_arena);
    a->has_numbers = doc->meta.indicator_count > 0;
    a->has_dates = a->has_numbers || doc->meta.event_count > 0 || doc->meta.date.value.from.year;
    for (size_t i = 0; i < doc->meta.indicator_count && !a->currency[0]; i++)
        memcpy(a->currency, doc->meta.indicators[i].figure.currency, sizeof a->currency);
    struct walk w = {.a = a};
    add_meta(&w, &doc->meta);
    doc_walk_all(doc, visit, &w);
    add_works(&w, doc);
    enum { WORDS_MOST = 1 << 15 };
    a->fonts = font_ahead_new(fonts, a->words < WORDS_MOST ? a->words : WORDS_MOST);
    return a;
}

void layout_ahead_rest(struct layout_ahead *a) {
    font_ahead_free(a->fonts, a->set);
    a->fonts = NULL;
    arena_done(&a->arena);
}

void layout_ahead_free(struct layout_ahead *a) {
    if (!a) return;
    layout_ahead_rest(a);
    locale_free(a->locale);
    arena_done(&a->locale_arena);
    free(a);
}

/* --- making them ready
 * ---------------------------------------------------------------------------- */

static void find_face(struct layout_ahead *a, struct voice *v) {
    struct font_request request = {
        .families = a->families->families[v->family], .weight = v->weight, .italic = v->italic};
    v->face = font_ahead_face(a->fonts, &request);
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

/* The words of a run, which end at spaces. */
static void shape_words(struct layout_ahead *a, const struct voice *v, struct str text,
                        const struct text_run *run) {
    struct font_feature features[FEATURES_MOST];
    struct font_shape_request r = {.lang = a->lang,
                                   .script = run->script,
                                   .rtl = run->level & 1,
                                   .features = features,
                                   .feature_count = features_of(features, v->features)};
    for (size_t i = run->from; i < run->to;) {
        size_t from = i;
        while (i < run->to && !is_space(text.p[i]))
            i++;
        r.text = str_slice(text, from, i - from);
        if (r.text.n > 0) font_ahead_shape(a->fonts, v->face, &r);
        i++;
    }
}

static void shape_piece(struct layout_ahead *a, const struct piece *p) {
    const struct voice *v = &a->voices.v[p->voice];
    if (!v->face) return;
    size_t n;
    struct arena_mark mark = arena_mark(&a->arena);
    const struct text_run *runs = text_itemise(&n, &a->arena, p->text, text_lang_is_rtl(a->lang));
    for (size_t i = 0; i < n; i++)
        shape_words(a, v, p->text, &runs[i]);
    arena_reset(&a->arena, mark);
}

/* ICU opens a language's formats when the first date, number and amount of money are written. */
static void open_locale(struct layout_ahead *a) {
    struct locale_number plain = {.kind = LOCALE_DECIMAL, .decimals = -1};
    a->locale = locale_new(&a->locale_arena, a->lang);
    if (a->has_dates)
        locale_format_date(&a->locale_arena, a->locale, (struct locale_date){2022, 1, 6},
                           LOCALE_DATE_LONG);
    if (a->has_numbers) locale_format_number(&a->locale_arena, a->locale, 1.5, &plain);
    struct locale_number money = {.kind = LOCALE_CURRENCY};
    memcpy(money.currency, a->currency, sizeof money.currency);
    if (a->currency[0]) locale_format_number(&a->locale_arena, a->locale, 1, &money);
    atomic_store(&a->locale_ready, true);
}

struct locale *layout_ahead_locale(struct layout_ahead *a) {
    return a && atomic_load(&a->locale_ready) ? a->locale : NULL;
}

void layout_ahead_run(struct layout_ahead *a) {
    open_locale(a);
    hyphenator_load(a->lang);
    for (size_t i = 0; i < a->voices.n; i++)
        find_face(a, &a->voices.v[i]);
    for (size_t i = 0; i < a->pieces.n && !font_ahead_stopped(a->fonts); i++)
        shape_piece(a, &a->pieces.v[i]);
}

void layout_ahead_stop(struct layout_ahead *a) {
    font_ahead_stop(a->fonts);
}
