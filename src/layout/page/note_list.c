#include "layout/page/note_list.h"

#include "layout/block/block.h"

/* --- listing ------------------------------------------------------------------------------------
 */

/* A note that is due, and the line that marks it. */
struct due_note {
    const struct doc_note *note;
    int depth;
    size_t by;
};

struct listing {
    struct note_list *list;
    struct layout *l;
    struct arena *arena;
    sp most;      /* the tallest note that stands under a table */
    bool *listed; /* by note number - 1 */
    VEC(struct due_note) stack;
    VEC(const struct set_note *) margin; /* notes that stand there */
};

/* Pushes the notes that a note's boxes mark, so that the first comes off first; its lines begin at
 * list line `start`, and it is `depth` deep itself. */
static void push_marks(struct listing *ls, const struct galley *g, size_t start, int depth) {
    for (size_t i = g->boxes.n; i-- > 0;)
        for (size_t k = g->boxes.v[i].note_count; k-- > 0;)
            *vec_push(ls->arena, &ls->stack) =
                (struct due_note){g->boxes.v[i].notes[k], depth + 1, start + i};
}

static void add_lines(struct listing *ls, const struct set_note *set, const struct due_note *due) {
    size_t n = set->galley.boxes.n;
    for (size_t i = 0; i < n; i++) {
        const struct galley_box *box = &set->galley.boxes.v[i];
        size_t at = ls->list->lines.n;
        sp y = at ? ls->list->lines.v[at - 1].bottom : 0;
        struct note_line *line = vec_push(ls->arena, &ls->list->lines);
        *line = (struct note_line){.box = box,
                                   .note = set->note,
                                   .first = i == 0,
                                   .last = i + 1 == n,
                                   .depth = due->depth,
                                   .by = due->by,
                                   .top = y + (i ? box->space : 0)};
        line->bottom = line->top + box->height;
    }
}

/* Takes a note that is due for the first time; NULL if it was listed before or is not set. */
static const struct set_note *take(struct listing *ls, const struct doc_note *note) {
    const struct set_note *set = block_find_note(ls->l, note);
    if (!set || ls->listed[note->number - 1]) return NULL;
    ls->listed[note->number - 1] = true;
    return set;
}

/* Adds a note to those under the box. */
static void add_under(struct listing *ls, struct galley_box *box, const struct set_note *set) {
    struct galley_under *under = arena_new(ls->arena, struct galley_under);
    size_t n = box->under ? box->under->count : 0;
    const struct set_note **notes = arena_new_array(ls->arena, n + 1, const struct set_note *);
    for (size_t i = 0; i < n; i++)
        notes[i] = box->under->notes[i];
    notes[n] = set;
    *under = (struct galley_under){notes, n + 1, galley_height(&set->galley, 0)};
    if (box->under) under->height += box->under->height;
    box->under = under;
}

/* Lists a note marked in the text and all that are marked within it; no recursion, for notes may
 * be nested as deeply as their author likes. What is marked in a note under a table stands there
 * too, or in the list as if the table marked it. */
static void list_note(struct listing *ls, struct galley_box *box, const struct doc_note *note) {
    ls->stack.n = 0;
    *vec_push(ls->arena, &ls->stack) = (struct due_note){.note = note};
    while (ls->stack.n) {
        struct due_note due = ls->stack.v[--ls->stack.n];
        const struct set_note *set = take(ls, due.note);
        if (!set) continue;
        bool under = box->table && layout_note_under_table(ls->l, set->note) &&
                     galley_height(&set->galley, 0) <= ls->most;
        if (under || set->in_margin) {
            if (under)
                add_under(ls, box, set);
            else
                *vec_push(ls->arena, &ls->margin) = set;
            push_marks(ls, &set->galley, 0, -1);
            continue;
        }
        size_t start = ls->list->lines.n;
        add_lines(ls, set, &due);
        push_marks(ls, &set->galley, start, due.depth);
    }
}

/* --- the margin ------------------------------------------------------------------------------ */

bool note_list_hangs(const struct galley_box *box, sp gutter) {
    for (size_t i = 0; i < box->part_count; i++) {
        const struct galley_part *p = &box->parts[i];
        sp left = p->x;
        if (p->kind == GALLEY_LINE) {
            if (!p->u.line->item_count) continue;
            left += p->u.line->left;
        }
        if (left < -gutter) return true;
    }
    return false;
}

/* What the box takes of the margin's height: itself, where it hangs into it, and its notes. */
static sp margin_need(const struct listing *ls, const struct galley_box *box, size_t note_from) {
    sp need = note_list_hangs(box, ls->l->job.style->gutter) ? box->height + NOTE_MARGIN_GAP : 0;
    for (size_t i = note_from; i < ls->margin.n; i++)
        need += galley_height(&ls->margin.v[i]->galley, 0) + NOTE_MARGIN_GAP;
    return need;
}

void note_list_init(struct note_list *list, struct layout *l, struct galley *g, sp most,
                    bool *listed) {
    *list = (struct note_list){0};
    struct listing ls = {.list = list, .l = l, .arena = g->arena, .most = most};
    ls.listed = listed;
    *vec_push(g->arena, &list->after) = 0;
    bool margin = l->job.doc->meta.notes == DOC_NOTES_MARGIN;
    if (margin) *vec_push(g->arena, &list->beside) = 0;
    for (size_t i = 0; i < g->boxes.n; i++) {
        struct galley_box *box = &g->boxes.v[i];
        size_t in_margin = ls.margin.n;
        for (size_t k = 0; k < box->note_count; k++)
            list_note(&ls, box, box->notes[k]);
        *vec_push(g->arena, &list->after) = list->lines.n;
        if (margin)
            *vec_push(g->arena, &list->beside) =
                list->beside.v[i] + margin_need(&ls, box, in_margin);
    }
    note_list_finish(list);
}

/* Where the stretches end of the notes that are marked in the text, by their numbers. */
struct note_ends {
    size_t least, most; /* numbers */
    size_t *ends;       /* by number - least */
};

static struct note_ends ends_of(const struct note_list *list, struct arena *a) {
    struct note_ends e = {.least = SIZE_MAX};
    for (size_t i = 0; i < list->lines.n; i++) {
        size_t number = list->lines.v[i].note->number;
        if (number < e.least) e.least = number;
        if (number > e.most) e.most = number;
    }
    if (!list->lines.n) return e;
    e.ends = arena_new_array(a, e.most - e.least + 1, size_t);
    for (size_t i = 0; i < list->lines.n; i++) {
        const struct note_line *line = &list->lines.v[i];
        if (line->depth == 0) e.ends[line->note->number - e.least] = line->whole;
    }
    return e;
}

void note_list_rebase(struct note_list *list, const struct galley *g) {
    struct note_ends e = ends_of(list, g->arena);
    size_t end = 0;
    list->after.n = 0;
    *vec_push(g->arena, &list->after) = 0;
    for (size_t i = 0; i < g->boxes.n; i++) {
        const struct galley_box *box = &g->boxes.v[i];
        for (size_t k = 0; k < box->note_count; k++) {
            size_t number = box->notes[k]->number;
            if (number >= e.least && number <= e.most && e.ends[number - e.least] > end)
                end = e.ends[number - e.least];
        }
        *vec_push(g->arena, &list->after) = end;
    }
}

/* --- what follows from the order ----------------------------------------------------------------
 */

/* The bounds of each note and of each with all within it. */
static void find_bounds(struct note_list *list) {
    struct note_line *v = list->lines.v;
    size_t n = list->lines.n;
    for (size_t end = n; end > 0;) {
        size_t start = end - 1;
        while (!v[start].first)
            start--;
        size_t whole = end;
        while (whole < n && v[whole].depth > v[start].depth)
            whole = v[whole].whole;
        for (size_t i = start; i < end; i++) {
            v[i].start = start;
            v[i].end = end;
            v[i].whole = whole;
        }
        end = start;
    }
}

void note_list_finish(struct note_list *list) {
    struct note_line *v = list->lines.v;
    find_bounds(list);
    for (size_t i = 0; i < list->lines.n; i++) {
        struct note_line *line = &v[i];
        line->root = line->depth == 0 ? line->start : v[i - 1].root;
        line->pulled = line->end;
    }
    for (size_t i = 0; i < list->lines.n; i++) {
        struct note_line *line = &v[i];
        if (line->first && line->depth > 0 && !v[line->by].last)
            v[line->by + 1].pulled = line->whole;
        line->owes = line->first ? line->depth > 0 : line->whole < v[line->root].whole;
    }
    for (size_t i = 1; i < list->lines.n; i++)
        if (!v[i].first && v[i].pulled < v[i - 1].pulled) v[i].pulled = v[i - 1].pulled;
}

/* --- what a page holds --------------------------------------------------------------------------
 */

/* Where the list goes on after the note that line `from` is in, if that note was cut before. */
static size_t after_note(const struct note_list *list, size_t from) {
    const struct note_line *line = &list->lines.v[from];
    return line->first ? line->end : line->pulled;
}

int note_list_stretches(struct note_stretch out[3], const struct note_list *list, size_t from,
                        size_t to) {
    const struct note_line *v = list->lines.v;
    int n = 0;
    if (from >= to) return 0;
    size_t end = v[from].end, on = after_note(list, from);
    if (to <= end) {
        out[n++] = (struct note_stretch){from, to};
    } else {
        out[n++] = (struct note_stretch){from, end};
        if (on < to) out[n++] = (struct note_stretch){on, to};
    }
    if (to < list->lines.n && !v[to].first) {
        size_t pulled = v[to].start == v[from].start ? on : v[to].end;
        if (pulled < v[to].pulled) out[n++] = (struct note_stretch){pulled, v[to].pulled};
    }
    return n;
}

sp note_list_height(const struct note_list *list, size_t from, size_t to) {
    struct note_stretch stretches[3];
    int n = note_list_stretches(stretches, list, from, to);
    const struct note_line *v = list->lines.v;
    sp height = 0;
    for (int i = 0; i < n; i++)
        height += v[stretches[i].to - 1].bottom - (v[stretches[i].from].first && stretches[i].from
                                                       ? v[stretches[i].from - 1].bottom
                                                       : v[stretches[i].from].top);
    return height;
}

bool note_list_is_cut(const struct note_list *list, size_t from, size_t to) {
    const struct note_line *line = &list->lines.v[from];
    return to <= from || to < line->end || to >= after_note(list, from);
}

size_t note_list_step(const struct note_list *list, size_t from) {
    const struct note_line *line = &list->lines.v[from];
    return line->last ? after_note(list, from) : from + 1;
}
