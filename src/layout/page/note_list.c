#include "layout/block/block.h"
#include "layout/page/break.h"

struct listing {
    struct note_list *list;
    struct layout *l;
    struct arena *arena;
    bool *listed; /* by note number - 1 */
    VEC(struct doc_note *) queue;
};

static void list_note(struct listing *ls, const struct doc_note *note) {
    const struct set_note *set = block_find_note(ls->l, note);
    if (!set || ls->listed[note->number - 1]) return;
    ls->listed[note->number - 1] = true;
    size_t n = set->galley.boxes.n;
    for (size_t i = 0; i < n; i++) {
        const struct galley_box *box = &set->galley.boxes.v[i];
        size_t at = ls->list->lines.n;
        sp y = at ? ls->list->lines.v[at - 1].bottom : 0;
        struct note_line *line = vec_push(ls->arena, &ls->list->lines);
        line->box = box;
        line->note = note;
        line->first = i == 0;
        line->last = i + 1 == n;
        line->top = y + (i ? box->space : 0);
        line->bottom = line->top + box->height;
        for (size_t k = 0; k < box->note_count; k++)
            *vec_push(ls->arena, &ls->queue) = box->notes[k];
    }
}

void note_list_init(struct note_list *list, struct layout *l, const struct galley *g) {
    *list = (struct note_list){0};
    struct listing ls = {.list = list, .l = l, .arena = g->arena};
    ls.listed = arena_new_array(g->arena, l->job.doc->notes.n + 1, bool);
    *vec_push(g->arena, &list->after) = 0;
    for (size_t i = 0; i < g->boxes.n; i++) {
        const struct galley_box *box = &g->boxes.v[i];
        for (size_t k = 0; k < box->note_count; k++) {
            ls.queue.n = 0;
            *vec_push(g->arena, &ls.queue) = box->notes[k];
            for (size_t q = 0; q < ls.queue.n; q++)
                list_note(&ls, ls.queue.v[q]);
        }
        *vec_push(g->arena, &list->after) = list->lines.n;
    }
}

sp note_list_height(const struct note_list *list, size_t from, size_t to) {
    return from < to ? list->lines.v[to - 1].bottom - list->lines.v[from].top : 0;
}
