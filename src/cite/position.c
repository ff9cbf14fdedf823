/* Positions of cites: first, subsequent, ibid, near-note.
 *
 * Cites in the text and cites in notes are two sequences: a note does not make the next cite in the
 * text an ibid. One pass; each entry remembers where it was last cited. */
#include "cite/engine_private.h"

struct scope {
    struct cite_cluster *previous;
    size_t in_note; /* clusters in the note of previous */
    bool notes;
};

static bool same_locator(const struct cite_ref *x, const struct cite_ref *y) {
    struct str a = x->label.n ? x->label : STR("page"), b = y->label.n ? y->label : STR("page");
    return str_eq(str_trim(x->locator), str_trim(y->locator)) && (!x->locator.n || str_eq(a, b));
}

static enum cite_position ibid_after(const struct cite_ref *before, const struct cite_ref *now) {
    if (same_locator(before, now)) return POSITION_IBID;
    return now->locator.n ? POSITION_IBID_WITH_LOCATOR : POSITION_SUBSEQUENT;
}

/* The ref that ibid would stand for, or NULL. */
static const struct cite_ref *find_antecedent(const struct scope *s, const struct cite_cluster *c,
                                              size_t i) {
    if (i > 0) return c->refs[i - 1];
    if (!s->previous || s->previous->ref_count != 1) return NULL;
    /* a note with more than one citation leaves it open which of them is meant */
    if (s->notes && s->previous->note_number != c->note_number && s->in_note > 1) return NULL;
    return s->previous->refs[0];
}

static void place_ref(struct engine *e, const struct scope *s, struct cite_cluster *c, size_t i) {
    struct cite_ref *ref = c->refs[i];
    struct entry *entry = ref->entry;
    ref->first_note = 0;
    ref->near_note = false;
    ref->position = POSITION_FIRST;
    if (!entry->last_ref) {
        entry->first_note = c->note_number;
        entry->first_cluster = c;
    } else {
        const struct cite_ref *before = find_antecedent(s, c, i);
        bool ibid = before && before->entry == entry;
        ref->position = ibid ? ibid_after(before, ref) : POSITION_SUBSEQUENT;
        ref->first_note = entry->first_note;
        size_t last = entry->last_cluster->note_number;
        size_t near = (size_t)style_attr_long(e->style->citation, ATTR_NEAR_NOTE_DISTANCE, 5);
        ref->near_note = c->note_number >= last && c->note_number - last <= near;
    }
    entry->last_ref = ref;
    entry->last_cluster = c;
}

static void find_in_scope(struct engine *e, bool notes) {
    struct scope s = {.notes = notes};
    for (size_t i = 0; i < e->entries.n; i++)
        e->entries.v[i]->last_ref = NULL;
    for (size_t i = 0; i < e->cluster_count; i++) {
        struct cite_cluster *c = e->clusters[i];
        if (c->keep_positions || (c->note_number > 0) != notes) continue;
        for (size_t k = 0; k < c->ref_count; k++)
            place_ref(e, &s, c, k);
        bool same = s.previous && s.previous->note_number == c->note_number;
        s.in_note = same ? s.in_note + 1 : 1;
        s.previous = c;
    }
}

void position_find_all(struct engine *e) {
    find_in_scope(e, false);
    find_in_scope(e, true);
}
