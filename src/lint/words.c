#include "lint/lint.h"

#include "style/words.h"

void lint_words(const struct doc *doc, const struct style *s) {
    size_t missing = 0;
    for (int id = 0; id < STYLE_WORD_COUNT; id++) {
        bool fallback;
        style_word(doc->meta.lang, (enum style_word_id)id, &fallback);
        missing += fallback && str_empty(style_own_word(s, doc->meta.lang, (enum style_word_id)id));
    }
    if (!missing) return;
    diag_add(doc->diags, DIAG_WORD_FALLBACK, doc->meta.lang_pos,
             "give them under `words:` in house.yaml",
             "%zu words that the program prints are not there in `%.*s` and stand in English",
             missing, STR_ARG(doc->meta.lang));
}
