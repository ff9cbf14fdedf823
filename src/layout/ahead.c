#include "layout/ahead.h"

#include <stdatomic.h>
#include <stdlib.h>
#include "base/thread.h"
#include "font/font.h"
#include "layout/ahead_words.h"
#include "layout/inline/features.h"
#include "layout/inline/hyphen.h"
#include "text/locale.h"
#include "text/text.h"

/* Words that were given together. */
struct list {
    struct ahead_words words;
    struct list *next;
};

struct layout_ahead {
    struct str lang;
    bool has_dates, has_numbers; /* that are written by the rules of the language */
    char currency[4];            /* one of the indicators', or empty */
    struct arena locale_arena;
    struct locale *locale;
    atomic_bool locale_ready;

    struct font_set *set;
    const struct style *style;
    const struct style_fonts *families;
    struct arena lists_arena; /* the briefing's thread's */
    struct arena scratch;     /* the second thread's */
    struct font_ahead *fonts; /* NULL until words are given, as is the next */
    struct hyphen_ahead *divisions;

    struct lock lock; /* over what is below */
    struct signal news;
    struct list *first, *last; /* not yet taken by the second thread */
    bool stopped;
};

struct layout_ahead *layout_ahead_new(const struct doc *doc) {
    const struct doc_meta *m = &doc->meta;
    struct layout_ahead *a = calloc(1, sizeof *a);
    if (!a) arena_fail();
    arena_init(&a->lists_arena);
    arena_init(&a->locale_arena);
    arena_init(&a->scratch);
    lock_init(&a->lock);
    signal_init(&a->news);
    a->lang = str_copy(&a->locale_arena, m->lang);
    a->has_numbers = m->indicator_count > 0;
    a->has_dates = a->has_numbers || m->event_count > 0 || m->date.value.from.year;
    for (size_t i = 0; i < m->indicator_count && !a->currency[0]; i++)
        memcpy(a->currency, m->indicators[i].figure.currency, sizeof a->currency);
    return a;
}

void layout_ahead_rest(struct layout_ahead *a) {
    font_ahead_free(a->fonts, a->set);
    a->fonts = NULL;
    arena_done(&a->lists_arena);
    arena_done(&a->scratch);
}

void layout_ahead_free(struct layout_ahead *a) {
    if (!a) return;
    layout_ahead_rest(a);
    hyphen_ahead_free(a->divisions);
    locale_free(a->locale);
    arena_done(&a->locale_arena);
    signal_done(&a->news);
    lock_done(&a->lock);
    free(a);
}

/* --- giving, on the briefing's thread ----------------------------------------------------------
 */

static void give(struct layout_ahead *a, struct list *l) {
    lock_enter(&a->lock);
    if (a->last)
        a->last->next = l;
    else
        a->first = l;
    a->last = l;
    signal_all(&a->news);
    lock_leave(&a->lock);
}

void layout_ahead_give_text(struct layout_ahead *a, struct doc *doc, const struct style *style,
                            const struct style_fonts *families, struct font_set *fonts) {
    enum { WORDS_MOST = 1 << 15 };
    a->style = style;
    a->families = families;
    a->set = fonts;
    struct list *l = arena_new(&a->lists_arena, struct list);
    ahead_words_of_text(&l->words, &a->lists_arena, doc, style);
    /* Every second word was met before, and every second one of the others is worth dividing. */
    size_t words = l->words.count / 2 + 16 * doc->work_count + 64;
    if (words > WORDS_MOST) words = WORDS_MOST;
    a->fonts = font_ahead_new(fonts, words);
    a->divisions = hyphen_ahead_new(a->lang, style->hyphen_left, style->hyphen_right, words / 2);
    give(a, l);
}

void layout_ahead_give_citations(struct layout_ahead *a, struct doc *doc) {
    struct list *l = arena_new(&a->lists_arena, struct list);
    ahead_words_of_citations(&l->words, &a->lists_arena, doc, a->style);
    give(a, l);
}

void layout_ahead_stop(struct layout_ahead *a) {
    lock_enter(&a->lock);
    a->stopped = true;
    signal_all(&a->news);
    lock_leave(&a->lock);
}

const struct hyphen_ahead *layout_ahead_divisions(const struct layout_ahead *a) {
    return a ? a->divisions : NULL;
}

struct locale *layout_ahead_locale(struct layout_ahead *a) {
    return a && atomic_load(&a->locale_ready) ? a->locale : NULL;
}

/* --- making them ready, on the second thread ---------------------------------------------------
 */

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

static void find_face(struct layout_ahead *a, struct ahead_voice *v) {
    struct font_request request = {
        .families = a->families->families[v->family], .weight = v->weight, .italic = v->italic};
    v->face = font_ahead_face(a->fonts, &request);
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

/* The words of a run, which end at spaces. */
static void shape_words(struct layout_ahead *a, const struct ahead_voice *v, struct str text,
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

static void shape_piece(struct layout_ahead *a, const struct ahead_voice *v, struct str text) {
    size_t n;
    if (!v->face) return;
    const struct text_run *runs = text_itemise(&n, &a->scratch, text, text_lang_is_rtl(a->lang));
    for (size_t i = 0; i < n; i++)
        shape_words(a, v, text, &runs[i]);
    arena_reset(&a->scratch, (struct arena_mark){0});
}

/* True if a list is to be left: for the next, which holds what it has and more, or for good. */
static bool is_outdated(struct layout_ahead *a) {
    lock_enter(&a->lock);
    bool more = a->first || a->stopped;
    lock_leave(&a->lock);
    return more;
}

static void make_list(struct layout_ahead *a, struct ahead_words *w) {
    for (size_t i = 0; i < w->voices.n; i++)
        find_face(a, &w->voices.v[i]);
    for (size_t i = 0; i < w->pieces.n && !is_outdated(a); i++) {
        const struct ahead_piece *p = &w->pieces.v[i];
        const struct ahead_voice *v = &w->voices.v[p->voice];
        shape_piece(a, v, p->text);
        if (v->hyphens) hyphen_ahead_divide(a->divisions, p->text);
    }
    for (size_t i = 0; i < w->langs.n && !is_outdated(a); i++)
        hyphenator_load(w->langs.v[i]);
}

/* The next list, waited for; NULL once no more is wanted. */
static struct list *take(struct layout_ahead *a) {
    lock_enter(&a->lock);
    while (!a->first && !a->stopped)
        signal_wait(&a->news, &a->lock);
    struct list *l = a->stopped ? NULL : a->first;
    if (l) a->first = l->next;
    if (!a->first) a->last = NULL;
    lock_leave(&a->lock);
    return l;
}

void layout_ahead_run(struct layout_ahead *a) {
    open_locale(a);
    hyphenator_load(a->lang);
    for (struct list *l; (l = take(a));)
        make_list(a, &l->words);
}
