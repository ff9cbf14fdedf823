/* search_foot: what stands at the foot of a page that is being tried: how much of the notes left
 * over and of those marked on it, and the references that come with them. */
#include "layout/page/search.h"

enum {
    COST_SPLIT_NOTE = 150,
    COST_NOTE_WAITS = 1500, /* a page that holds nothing of the notes left over */
};

/* The lines that fit from `from` on, at most `due`. */
static size_t fill_lines(const struct search *s, size_t from, size_t due, sp room) {
    if (note_list_height(s->notes, from, due) <= room) return due;
    const struct note_line *v = s->notes->lines.v;
    size_t low = from, high = due;
    sp skipped =
        due > from && !v[from].first ? v[v[from].pulled - 1].bottom - v[v[from].end - 1].bottom : 0;
    while (low < high) { /* the most lines that fit, were nothing pulled */
        size_t middle = (low + high + 1) / 2;
        if (v[middle - 1].bottom - v[from].top - (middle > v[from].end ? skipped : 0) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    while (low > from &&
           (!note_list_is_cut(s->notes, from, low) || note_list_height(s->notes, from, low) > room))
        low--;
    return low;
}

/* What the notes from..to bring of references that do not stand on the page yet. */
static sp references_of(const struct search *s, const struct reference_page *page, size_t from,
                        size_t to) {
    return references_of_notes(s->notes->references, page, s->notes, from, to);
}

size_t search_fill_notes(const struct search *s, const struct reference_page *page, size_t from,
                         size_t due, sp room) {
    size_t to = fill_lines(s, from, due, room);
    for (sp more = 0, need; (need = references_of(s, page, from, to)) > more;) {
        more = need; /* fewer lines bring no more references */
        to = fill_lines(s, from, to, room - more);
    }
    return to;
}

/* True if a page may well end its notes before line `to`: no note apart from its mark, and two
 * lines of a note on either side. */
static bool is_good_cut(const struct search *s, size_t from, size_t to) {
    const struct note_line *line = &s->notes->lines.v[to], *above = line - 1;
    if (to == from) return true;
    if (line->owes) return false;
    if (line->first) return true;
    bool stub = line->last && to - from > 1;
    return !stub && !above->first && !(above->box && above->box->penalty >= GALLEY_KEEP);
}

/* Where the notes of a page may be cut, at most `to`. SIZE_MAX if the last note marked on the page
 * could then not begin on it. */
static size_t cut_notes(const struct search *s, size_t from, size_t to, size_t new_from, size_t due,
                        sp room) {
    const struct note_line *v = s->notes->lines.v;
    while (to < due && to > from &&
           !(note_list_is_cut(s->notes, from, to) && is_good_cut(s, from, to) &&
             note_list_height(s->notes, from, to) <= room))
        to--;
    if (new_from < due) { /* every note marked here begins here, by two lines or whole */
        size_t root = v[due - 1].root;
        size_t need = root + (v[root].last ? 1 : 2);
        if (to < need) return SIZE_MAX;
    }
    return to;
}

/* The foot of a page that has not room for all notes that are due. */
static bool fill_foot(struct search_foot *out, const struct search *s,
                      const struct search_state *from, const struct reference_page *page,
                      const struct search_due *due, sp room, bool must) {
    size_t notes = from->notes, all = search_fill_notes(s, page, notes, due->to, room);
    size_t cut = cut_notes(s, notes, all, s->notes->after.v[from->boxes], due->to, room);
    if (cut == SIZE_MAX) {
        if (!must) return false;
        cut = all;
        out->crowded = true;
        out->cost += SEARCH_BROKEN_RULE;
    }
    if (cut > notes)
        out->depth = s->measure->gap + note_list_height(s->notes, notes, cut) + due->references +
                     references_of(s, page, notes, cut);
    if (cut < due->to && cut > 0 && !s->notes->lines.v[cut].first) out->cost += COST_SPLIT_NOTE;
    if (cut < due->to && cut == notes) out->cost += COST_NOTE_WAITS;
    out->to = cut;
    return true;
}

bool search_set_foot(struct search_foot *out, const struct search *s,
                     const struct search_state *from, const struct reference_page *page,
                     const struct search_due *due, sp room, bool must) {
    size_t notes = from->notes;
    sp gap = s->measure->gap, references = due->references;
    *out = (struct search_foot){.to = notes};
    if (notes >= due->to && !references) return true;
    room -= gap + references;
    if (room < 0 && references) {
        if (!must) return false;
        out->cost += SEARCH_BROKEN_RULE;
    }
    if (references) out->depth = gap + references;
    if (notes >= due->to) return true;
    sp more = references_of(s, page, notes, due->to);
    if (due->height + more <= room) {
        out->to = due->to;
        out->depth = gap + due->height + references + more;
        return true;
    }
    return fill_foot(out, s, from, page, due, room, must);
}
