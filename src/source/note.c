#include "source/note.h"

#include "base/buf.h"
#include "text/case.h"

/* Labels are compared without regard to case, and runs of white space count as one space. */
static struct str fold(struct arena *a, struct str label) {
    struct buf out = {0};
    struct str trimmed = str_trim(label);
    for (size_t i = 0; i < trimmed.n; i++) {
        char c = trimmed.p[i];
        bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space) {
            buf_add_char(&out, c);
        } else if (out.p[out.n - 1] != ' ') {
            buf_add_char(&out, ' ');
        }
    }
    struct str folded = case_lower(a, str_copy(a, buf_str(&out)), STR("en"));
    buf_done(&out);
    return folded;
}

struct doc_note *note_new(struct reading *r, struct pos pos) {
    struct doc_note *note = arena_new(r->arena, struct doc_note);
    note->pos = pos;
    note->body = doc_node_new(r->arena, DOC_GROUP, pos);
    *vec_push(r->arena, &r->doc->notes) = note;
    return note;
}

struct doc_note *note_define(struct reading *r, struct str label, struct pos pos) {
    struct doc_note *before = note_find(r, label);
    struct doc_note *note = note_new(r, pos);
    note->label = str_copy(r->arena, label);
    if (before) {
        char *hint = arena_printf(r->arena, "it is first defined in line %u; choose another label",
                                  (unsigned)before->pos.line);
        diag_add(r->ds, DIAG_NOTE_DUPLICATE, pos, hint, "the note `%.*s` is defined twice",
                 STR_ARG(label));
    } else {
        hash_put(&r->notes, fold(r->arena, label), note);
    }
    return note;
}

struct doc_note *note_find(const struct reading *r, struct str label) {
    return hash_get(&r->notes, fold(r->arena, label));
}

void note_judge(struct reading *r, const struct passage *p,
                const struct parse_definition *definitions, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct parse_definition *d = &definitions[i];
        if (d->kept || d->covered) continue;
        const struct doc_note *first = note_find(r, d->label);
        char *hint =
            first ? arena_printf(r->arena, "it is first defined in line %u; choose another label",
                                 (unsigned)first->pos.line)
                  : NULL;
        diag_add(r->ds, DIAG_NOTE_DUPLICATE, passage_pos(p, d->offset), hint,
                 "the note `%.*s` is defined twice", STR_ARG(d->label));
    }
}

/* --- marks ------------------------------------------------------------------------------------ */

static const char *nearest_label(struct reading *r, struct str label) {
    size_t n = 0;
    const char **labels = arena_new_array(r->arena, r->doc->notes.n, const char *);
    for (size_t i = 0; i < r->doc->notes.n; i++) {
        struct str other = r->doc->notes.v[i]->label;
        if (!str_empty(other)) labels[n++] = str_to_c(r->arena, other);
    }
    return diag_nearest(label, labels, n);
}

static void report_undefined(struct reading *r, const struct reading_mark *mark) {
    const char *near = nearest_label(r, mark->label);
    char *hint = near ? arena_printf(r->arena, "did you mean [^%s]?", near)
                      : arena_printf(r->arena, "define it: [^%.*s]: …", STR_ARG(mark->label));
    diag_add(r->ds, DIAG_NOTE_UNDEFINED, mark->node->pos, hint, "the note `%.*s` is not defined",
             STR_ARG(mark->label));
    mark->node->kind = r->doc->draft ? DOC_MISTAKE : DOC_TEXT;
    mark->node->u.text =
        str_printf(r->arena, r->doc->draft ? "^%.*s?" : "[^%.*s]", STR_ARG(mark->label));
}

/* A note that is reached again from within itself cannot be set: its inner mark is taken off.
 * Iterative depth-first search; seen holds 1 while a note is open and 2 once it is done. */
struct search {
    struct doc_note *note;
    struct doc_node *at;
};

static struct doc_node *next_mark(const struct doc_note *note, struct doc_node *at) {
    do {
        at = doc_next(note->body, at);
    } while (at && at->kind != DOC_NOTE_MARK);
    return at;
}

static void cut_cycles_from(struct reading *r, struct doc_note *start) {
    VEC(struct search) stack = {0};
    *vec_push(r->arena, &stack) = (struct search){start, start->body};
    start->seen = 1;
    while (stack.n) {
        struct search *top = &stack.v[stack.n - 1];
        struct doc_node *mark = next_mark(top->note, top->at);
        if (!mark) {
            top->note->seen = 2;
            stack.n--;
            continue;
        }
        top->at = mark;
        struct doc_note *note = mark->u.note_mark.note;
        if (!note || note->seen == 2) continue;
        if (note->seen == 0) {
            note->seen = 1;
            *vec_push(r->arena, &stack) = (struct search){note, note->body};
            continue;
        }
        diag_add(r->ds, DIAG_NOTE_NESTED, mark->pos, "take this mark out",
                 "the note `%.*s` refers to itself", STR_ARG(note->label));
        mark->kind = DOC_TEXT;
        mark->u.text = STR("");
    }
}

static void cut_cycles(struct reading *r) {
    for (size_t i = 0; i < r->doc->notes.n; i++) {
        if (r->doc->notes.v[i]->seen == 0) cut_cycles_from(r, r->doc->notes.v[i]);
    }
    for (size_t i = 0; i < r->doc->notes.n; i++)
        r->doc->notes.v[i]->seen = 0;
}

void note_resolve(struct reading *r) {
    for (size_t i = 0; i < r->marks.n; i++) {
        struct doc_note *note = note_find(r, r->marks.v[i].label);
        if (note) {
            r->marks.v[i].node->u.note_mark.note = note;
            note->mark_count++;
        } else {
            report_undefined(r, &r->marks.v[i]);
        }
    }
    cut_cycles(r);
    for (size_t i = 0; i < r->doc->notes.n; i++) {
        struct doc_note *note = r->doc->notes.v[i];
        if (!note->mark_count && !str_empty(note->label)) {
            char *hint = arena_printf(r->arena, "mark it with [^%.*s], or take it out",
                                      STR_ARG(note->label));
            diag_add(r->ds, DIAG_NOTE_UNUSED, note->pos, hint,
                     "the note `%.*s` is never marked, so it is not set", STR_ARG(note->label));
        }
        note->mark_count = 0;
    }
}
