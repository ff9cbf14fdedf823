/* words: what the program itself prints. */
#include "layout/block/block.h"

#include "text/case.h"

struct str block_word(const struct flow *f, enum style_word_id id) {
    return style_say(f->l->job.style, f->l->job.doc->meta.lang, id);
}

struct str block_word_of(struct flow *f, enum style_word_id id, struct str number) {
    return style_say_of(f->galley->arena, f->l->job.style, f->l->job.doc->meta.lang, id, number);
}

struct str block_numbered(struct flow *f, enum style_word_id id, size_t number) {
    struct arena *a = f->galley->arena;
    if (!number || !f->l->job.style->number_tables) return STR_NONE;
    struct str words = block_word_of(f, id, str_printf(a, "%zu", number));
    return case_capital(a, words, f->l->job.doc->meta.lang);
}

struct str block_labelled(struct flow *f, enum style_word_id id, struct str words) {
    struct str label = block_word(f, id), colon = block_word(f, STYLE_WORD_COLON);
    return str_printf(f->galley->arena, "%.*s%.*s%.*s", STR_ARG(label), STR_ARG(colon),
                      STR_ARG(words));
}

struct str block_as_of(struct flow *f, struct str date) {
    struct arena *a = f->galley->arena;
    struct str words =
        str_printf(a, "%.*s %.*s", STR_ARG(block_word(f, STYLE_WORD_AS_OF)), STR_ARG(date));
    return case_capital(a, words, f->l->job.doc->meta.lang);
}
