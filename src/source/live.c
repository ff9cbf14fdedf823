#include "source/live.h"

#include "base/utf8.h"

static const char live_class[] = "live";

void live_begin(struct doc_node *text) {
    text->classes = (struct str){live_class, sizeof live_class - 1};
}

void live_end(struct doc_node *text) {
    if (text->classes.p == live_class) text->classes = STR_NONE;
}

bool live_is(const struct doc_node *node) {
    return node && node->kind == DOC_TEXT && node->classes.p == live_class;
}

struct pos live_pos(const struct passage *p, const struct doc_node *text, size_t offset) {
    if (offset == 0) return text->pos;
    if (live_is(text) && p->lines && passage_holds(p, text->u.text)) {
        return passage_pos(p, (size_t)(text->u.text.p - p->text.p) + offset);
    }
    struct pos pos = text->pos;
    if (pos.col) pos.col += (uint32_t)utf8_count(str_slice(text->u.text, 0, offset));
    return pos;
}

struct doc_node *live_split(struct arena *a, const struct passage *p, struct doc_node *text,
                            size_t offset) {
    if (offset == 0) return text;
    if (offset >= text->u.text.n) return text->next;
    struct str rest = str_slice(text->u.text, offset, text->u.text.n);
    struct doc_node *second = doc_text_new(a, rest, live_pos(p, text, offset));
    second->classes = text->classes;
    text->u.text.n = offset;
    doc_insert_after(text, second);
    return second;
}
