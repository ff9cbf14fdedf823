#include "source/key.h"
#include "source/sheet.h"

static const char *const levels[] = {"very low", "low", "moderate", "high", "very high"};
static const char *const trends[] = {"up", "down", "flat"};

/* A number with thousands parted by commas or spaces, and a sign of per cent after it. */
static bool number_of(double *out, struct str words) {
    char digits[64];
    size_t n = 0;
    for (size_t i = 0; i < words.n && n < sizeof digits; i++) {
        char c = words.p[i];
        if (c == ',' || c == ' ' || c == '%' || (unsigned char)c == 0xC2 ||
            (unsigned char)c == 0xA0)
            continue;
        digits[n++] = c;
    }
    struct doc_number number;
    if (!key_parse_number(&number, (struct str){digits, n})) return false;
    *out = number.value;
    return true;
}

static void report(struct sheet *s, const struct doc_node *cell, struct str words,
                   const char *wanted, const char *hint) {
    diag_add(s->r->ds, DIAG_BAD_VALUE, cell->pos, hint, "`%.*s` is not %s",
             STR_ARG(key_clip(words)), wanted);
}

/* Words of the level itself give way to those of the document's language, which layout prints. */
static void mark_level(struct sheet *s, struct doc_node *cell, struct str words) {
    for (int i = 0; i < 5; i++) {
        if (!str_is(words, levels[i])) continue;
        cell->u.cell.mark = DOC_CELL_LEVEL;
        cell->u.cell.amount = i;
        cell->first = cell->last = NULL;
        return;
    }
    report(s, cell, words, "a level", "write very low, low, moderate, high or very high");
}

/* “up”, or “up 3.4”: then the rest are the words. */
static void mark_trend(struct sheet *s, struct doc_node *cell, struct str words) {
    for (int i = 0; i < 3; i++) {
        size_t n = strlen(trends[i]);
        if (!str_starts(words, trends[i]) || (words.n > n && words.p[n] != ' ')) continue;
        cell->u.cell.mark = DOC_CELL_TREND;
        cell->u.cell.amount = DOC_TREND_UP + i;
        struct doc_node *first = cell->first;
        if (words.n == n)
            cell->first = cell->last = NULL;
        else if (first->kind == DOC_TEXT && first->u.text.n > n)
            first->u.text = str_slice(first->u.text, n + 1, first->u.text.n);
        return;
    }
    report(s, cell, words, "a trend",
           "write up, down or flat, and what else is to be said after it");
}

static void mark_bar(struct sheet *s, struct doc_node *cell, struct str words, size_t column) {
    double value;
    if (!number_of(&value, words) || value < 0) {
        report(s, cell, words, "a number from 0 up", "write the figure alone: 62 or 62%");
        return;
    }
    cell->u.cell.mark = DOC_CELL_BAR;
    cell->u.cell.amount = value;
    if (value > s->more->scale[column]) s->more->scale[column] = value;
}

void sheet_mark_cell(struct sheet *s, struct doc_node *cell, size_t column) {
    struct str words = sheet_words(s->r, cell);
    if (!words.n || str_is(words, "–") || str_is(words, "—") || str_is(words, "..") ||
        str_is(words, "…") || str_is(words, "-"))
        return;
    switch (s->types[column]) {
    case SHEET_LEVEL: mark_level(s, cell, words); break;
    case SHEET_TREND: mark_trend(s, cell, words); break;
    case SHEET_BAR: mark_bar(s, cell, words, column); break;
    default: break;
    }
}
