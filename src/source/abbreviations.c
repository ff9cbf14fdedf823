#include "source/abbreviations.h"

#include "base/utf8.h"
#include "text/case.h"

/* The longest that is looked for, in bytes. */
enum { NAME_MAX_BYTES = 64 };

struct marker {
    struct reading *r;
    struct hash by_name;
    size_t quiet; /* open nodes whose text is to stay one: images, abbreviations */
};

/* --- reading ---------------------------------------------------------------------------------- */

static bool is_joint(uint32_t cp) {
    return cp == '.' || cp == '-' || cp == '&' || cp == '/';
}

/* Letters and figures, perhaps with joints, but neither begun nor made of those alone. */
static bool is_name(struct str s) {
    size_t i = 0;
    if (!s.n || s.n > NAME_MAX_BYTES || !case_is_alnum(utf8_next(s, &i))) return false;
    while (i < s.n) {
        uint32_t cp = utf8_next(s, &i);
        if (!case_is_alnum(cp) && !is_joint(cp)) return false;
    }
    return true;
}

void abbreviations_add(struct reading *r, struct pos pos, struct str name, struct str expansion) {
    struct doc_meta *m = &r->doc->meta;
    if (!is_name(name)) {
        diag_add(r->ds, DIAG_BAD_VALUE, pos, "write letters and figures, without spaces",
                 "`%.*s` cannot be an abbreviation", STR_ARG(key_clip(name)));
        return;
    }
    if (str_empty(expansion)) {
        diag_add(r->ds, DIAG_BAD_VALUE, pos, "write `WTO: World Trade Organization`",
                 "`%.*s` is not said to stand for anything", STR_ARG(name));
        return;
    }
    if (m->abbreviation_count == r->abbreviation_room) {
        struct doc_abbreviation *before = m->abbreviations;
        r->abbreviation_room = 2 * r->abbreviation_room + 8;
        m->abbreviations = arena_new_array(r->arena, r->abbreviation_room, struct doc_abbreviation);
        for (size_t i = 0; i < m->abbreviation_count; i++)
            m->abbreviations[i] = before[i];
    }
    m->abbreviations[m->abbreviation_count++] = (struct doc_abbreviation){
        pos, str_copy(r->arena, name), str_copy(r->arena, expansion), false};
}

void abbreviations_read(struct reading *r, const struct datum *mapping) {
    if (!mapping || mapping->kind != DATUM_MAPPING) return;
    for (size_t i = 0; i < mapping->pairs.n; i++) {
        const struct datum_pair *pair = &mapping->pairs.v[i];
        struct str expansion = key_text(r, mapping, str_to_c(r->arena, pair->key));
        abbreviations_add(r, pair->pos, pair->key, expansion);
    }
}

/* --- marking ---------------------------------------------------------------------------------- */

/* True if a word ends with an s at i. */
static bool is_plural(struct str text, size_t i) {
    size_t next = i + 1;
    return text.p[i] == 's' && (next == text.n || !case_is_alnum(utf8_next(text, &next)));
}

/* The abbreviation that begins at `from`, the longest first; *end: where it ends. */
static struct doc_abbreviation *find_at(const struct marker *m, struct str text, size_t from,
                                        size_t *end) {
    size_t ends[3 * (NAME_MAX_BYTES + 1)], n = 0;
    bool open = true;
    for (size_t i = from; open && i < text.n && i - from <= NAME_MAX_BYTES;) {
        size_t next = i;
        uint32_t cp = utf8_next(text, &next);
        open = case_is_alnum(cp) || is_joint(cp);
        /* It may end before a joint or the s of a plural, after a joint, where letters end. */
        if (i > from && (!case_is_alnum(cp) || is_plural(text, i))) ends[n++] = i;
        i = next;
        if (open && i == text.n) ends[n++] = i;
        if (open && is_joint(cp)) ends[n++] = i;
    }
    while (n--) {
        struct doc_abbreviation *a = hash_get(&m->by_name, str_slice(text, from, ends[n] - from));
        *end = ends[n];
        if (a) return a;
    }
    return NULL;
}

/* Cuts the text before the byte at offset; gives the node of the rest. */
static struct doc_node *cut(struct arena *a, struct doc_node *text, size_t offset) {
    struct pos pos = text->pos;
    if (pos.col) pos.col += (uint32_t)utf8_count(str_slice(text->u.text, 0, offset));
    struct doc_node *rest = doc_text_new(a, str_slice(text->u.text, offset, text->u.text.n), pos);
    text->u.text = str_slice(text->u.text, 0, offset);
    doc_insert_after(text, rest);
    return rest;
}

/* Puts what stands between the two offsets into a DOC_ABBR; gives the node of what follows. */
static struct doc_node *wrap(struct marker *m, struct doc_node *text, size_t from, size_t to,
                             struct doc_abbreviation *a) {
    struct arena *arena = m->r->arena;
    struct doc_node *word = cut(arena, text, from), *rest = cut(arena, word, to - from);
    struct doc_node *abbr = doc_node_new(arena, DOC_ABBR, word->pos);
    abbr->u.abbr.expansion = a->expansion;
    doc_replace(word, abbr);
    doc_append(abbr, word);
    a->used = true;
    if (!text->u.text.n) doc_unlink(text);
    return rest;
}

static void mark_text(struct marker *m, struct doc_node *text) {
    for (size_t i = 0; i < text->u.text.n;) {
        size_t from = i, end;
        if (!case_is_alnum(utf8_next(text->u.text, &i))) continue;
        struct doc_abbreviation *a = find_at(m, text->u.text, from, &end);
        if (a) {
            text = wrap(m, text, from, end, a);
            i = 0;
            continue;
        }
        size_t next = i;
        while (next < text->u.text.n && case_is_alnum(utf8_next(text->u.text, &next)))
            i = next;
    }
    if (!text->u.text.n) doc_unlink(text);
}

/* Texts are marked on leaving them, when what is put after them is not visited any more. */
static void look_at(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct marker *m = closure;
    if (node->kind == DOC_IMAGE || node->kind == DOC_ABBR)
        m->quiet += event == DOC_ENTER ? 1 : (size_t)-1;
    if (event == DOC_EXIT && node->kind == DOC_TEXT && !m->quiet) mark_text(m, node);
}

void abbreviations_mark(struct reading *r) {
    struct doc_meta *meta = &r->doc->meta;
    struct marker m = {.r = r};
    if (!meta->abbreviation_count) return;
    hash_init(&m.by_name, r->arena);
    for (size_t i = 0; i < meta->abbreviation_count; i++)
        hash_put(&m.by_name, meta->abbreviations[i].name, &meta->abbreviations[i]);
    doc_walk_all(r->doc, look_at, &m);
}
