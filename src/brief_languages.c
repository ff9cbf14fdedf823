#include "brief.h"

#include "base/buf.h"
#include "style/words.h"

void brief_list_languages(struct buf *out) {
    for (size_t i = 0; style_word_language(i); i++) {
        struct str lang = str_of(style_word_language(i));
        size_t gaps = style_word_gaps(lang);
        buf_printf(out, "%-8.*s %zu words", STR_ARG(lang), (size_t)STYLE_WORD_COUNT - gaps);
        if (gaps) buf_printf(out, ", %zu stand in English:", gaps);
        for (int id = 0; gaps && id < STYLE_WORD_COUNT; id++) {
            bool fallback;
            style_word(lang, (enum style_word_id)id, &fallback);
            if (fallback) buf_printf(out, " %s", style_word_key((enum style_word_id)id));
        }
        buf_add_char(out, '\n');
    }
}
