/* Method: one pass over all runs, each word once, learns from the clusters what each glyph reads
 * as. A pair of glyph and text is a use and gets a code of its own, so that the same glyph can read
 * as "a" in one place and "A" in another (small capitals), or as "-" and as a soft hyphen. Of a
 * cluster with several glyphs each reads as one of its characters, the last as what is left, so
 * that together they read as the cluster. Only where there are fewer characters than glyphs, or
 * characters that no map may name, /ActualText is needed.
 * Rejected: /ActualText for all of that. It breaks lines of text into pieces, half of all readers
 * do not heed it, and poppler loses what follows it in the structure and reverses it in
 * right-to-left text. Sources: ISO 32000-1, 9.10 and 14.9.4; PDF/A-2, 6.2.11.7. */
#include "pdf/fonts.h"

#include "base/utf8.h"

/* Longer texts of one glyph are told by /ActualText alone. */
#define MAX_CHARACTERS 8

/* Uses of one glyph, so that finding one stays quick; and of a face, for codes have two bytes and
 * glyphs need theirs. Beyond, /ActualText helps. */
#define MAX_USES_OF_GLYPH 64
#define MAX_EXTRA_USES    20000

/* What a glyph reads as by itself where only /ActualText tells: a character that shows nothing. */
#define UNKNOWN STR("\xE2\x81\xA0") /* U+2060, word joiner */

/* --- words ----------------------------------------------------------------------------------- */

static bool has_hyphen(const struct frame_run *run) {
    return (run->flags & FRAME_SOFT_HYPHEN) && run->word->glyph_count > 0 && !run->word->rtl;
}

static uintptr_t key_of(const struct frame_run *run) {
    return (uintptr_t)run->word + (has_hyphen(run) ? 1 : 0);
}

/* The slot that holds the key, or the free one where it belongs. */
static struct pdf_word *find_slot(const struct pdf_fonts *fonts, uintptr_t key) {
    size_t mask = fonts->word_cap - 1;
    size_t at = (size_t)((uint64_t)key * 0x9e3779b97f4a7c15u >> 32) & mask;
    while (fonts->words[at].key && fonts->words[at].key != key)
        at = (at + 1) & mask;
    return &fonts->words[at];
}

static void grow_words(struct pdf_fonts *fonts, struct arena *a) {
    struct pdf_fonts old = *fonts;
    fonts->word_cap = old.word_cap ? old.word_cap * 2 : 1024;
    fonts->words = arena_new_array(a, fonts->word_cap, struct pdf_word);
    for (size_t i = 0; i < old.word_cap; i++)
        if (old.words[i].key) *find_slot(fonts, old.words[i].key) = old.words[i];
}

const uint32_t *pdf_fonts_find_uses(const struct pdf_fonts *fonts, const struct frame_run *run) {
    return find_slot(fonts, key_of(run))->uses;
}

uint32_t pdf_find_cluster_end(struct str *text, const struct frame_word *word, uint32_t i) {
    uint32_t step = word->rtl ? UINT32_MAX : 1, cluster = word->glyphs[i].cluster;
    while (i < word->glyph_count && word->glyphs[i].cluster == cluster)
        i += step;
    size_t end = i < word->glyph_count ? word->glyphs[i].cluster : word->text.n;
    *text = str_slice(word->text, cluster, end > cluster ? end - cluster : 0);
    return i;
}

/* --- uses ------------------------------------------------------------------------------------ */

/* Characters that PDF/A-2a does not accept from /ToUnicode alone: none at all, too many, private
 * ones, and the code points that it forbids there. */
static bool is_told_by_map(struct str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        bool is_private = (cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000;
        if (cp == 0 || cp == 0xFEFF || cp == 0xFFFE || is_private) return false;
        if (++count > MAX_CHARACTERS) return false;
    }
    return count > 0;
}

static uint32_t add_use(struct pdf_face *face, struct arena *a, uint32_t glyph, struct str text) {
    struct pdf_use *use = vec_push(a, &face->uses);
    *use = (struct pdf_use){.text = text, .glyph = glyph, .next = face->glyphs.v[glyph].first};
    face->glyphs.v[glyph].first = (uint32_t)face->uses.n;
    return (uint32_t)face->uses.n - 1;
}

static void make_room(struct pdf_face *face, struct arena *a, uint32_t glyph) {
    vec_reserve(a, (void **)&face->glyphs.v, &face->glyphs.cap, (size_t)glyph + 1,
                sizeof *face->glyphs.v);
    face->glyphs.n = (size_t)glyph + 1;
}

/* Most texts are a letter. */
static bool same_text(struct str a, struct str b) {
    if (a.n != b.n || a.n == 0) return a.n == b.n;
    return a.p[0] == b.p[0] && (a.n == 1 || memcmp(a.p, b.p, a.n) == 0);
}

/* The use of a glyph as a text; made if there is none. If there may be no more, any use of it. */
static uint32_t find_use(bool *found, struct pdf_face *face, struct arena *a, uint32_t glyph,
                         struct str text) {
    if (face->glyphs.n <= glyph) make_room(face, a, glyph);
    uint32_t first = face->glyphs.v[glyph].first;
    size_t count = 0;
    *found = true;
    for (uint32_t at = first; at; at = face->uses.v[at - 1].next, count++)
        if (same_text(face->uses.v[at - 1].text, text)) return at - 1;
    if (count == 0) return add_use(face, a, glyph, text);
    if (count < MAX_USES_OF_GLYPH && face->extra < MAX_EXTRA_USES) {
        face->extra++;
        return add_use(face, a, glyph, text);
    }
    *found = false;
    return first - 1;
}

/* The soft hyphen, the zero-width space, the word joiner and the byte-order mark are in the source
 * for the typesetter's eyes. */
static bool is_for_typesetter(uint32_t cp) {
    return cp == 0xAD || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF;
}

/* The text of a cluster without them. They fall into the cluster of a letter where the shaper drops
 * their glyphs, and pdf.js then drops the letter too. */
static struct str clean_text(struct arena *a, struct str text) {
    bool found = false;
    for (size_t i = 0; i < text.n;)
        found |= is_for_typesetter(utf8_next(text, &i));
    if (!found) return text;
    struct buf b = {0};
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        if (!is_for_typesetter(cp)) buf_add_cp(&b, cp);
    }
    struct str clean = b.n ? str_copy(a, buf_str(&b)) : text;
    buf_done(&b);
    return clean;
}

/* The next of several glyphs' parts of a cluster's text: a character; all of it for the last. */
static struct str take_part(struct str *text, uint32_t glyphs_left) {
    size_t n = 0;
    if (text->n) utf8_next(*text, &n);
    if (glyphs_left == 1) n = text->n;
    struct str part = str_slice(*text, 0, n);
    *text = str_slice(*text, n, text->n - n);
    return part;
}

/* Of ASCII but not NUL: any map may name it. */
static bool is_plain_letter(struct str text) {
    return text.n == 1 && text.p[0] > 0 && text.p[0] < 0x7F;
}

/* Finds the uses of a cluster's glyphs, from..to by step, and whether they tell its text. */
static void learn_cluster(uint32_t *uses, struct pdf_face *face, struct arena *a,
                          const struct frame_word *word, uint32_t from, uint32_t to,
                          struct str text) {
    uint32_t step = word->rtl ? UINT32_MAX : 1;
    uint32_t count = word->rtl ? from - to : to - from;
    bool told = true, found = true;
    bool plain = count == 1 && is_plain_letter(text);
    if (plain) uses[from] = find_use(&told, face, a, word->glyphs[from].id, text);
    if (!plain) text = clean_text(a, text);
    for (uint32_t i = from; i != to && !plain; i += step, count--) {
        struct str part = take_part(&text, count);
        bool tells = is_told_by_map(part);
        uses[i] = find_use(&found, face, a, word->glyphs[i].id, tells ? part : UNKNOWN);
        told = told && tells && found;
    }
    for (uint32_t i = from; i != to && !told; i += step)
        uses[i] |= PDF_USE_SPAN;
}

static void learn_word(struct pdf_word *out, struct pdf_face *face, struct arena *a,
                       const struct frame_run *run) {
    const struct frame_word *word = run->word;
    uint32_t count = word->glyph_count;
    out->uses = arena_new_array(a, count, uint32_t);
    uint32_t from = word->rtl ? count - 1 : 0;
    while (from < count) {
        struct str text;
        uint32_t to = pdf_find_cluster_end(&text, word, from);
        learn_cluster(out->uses, face, a, word, from, to, text);
        from = to;
    }
    bool found;
    if (has_hyphen(run))
        out->uses[count - 1] =
            find_use(&found, face, a, word->glyphs[count - 1].id, STR("\xC2\xAD"));
}

/* The space is learnt first, so that its code is its glyph's. */
static void open_face(struct pdf_face *face, struct pdf_file *f, struct font_set *set,
                      uint32_t index) {
    face->used = true;
    if (!font_face_covers(set, index, ' ')) return;
    struct font_shape_request request = {.face = index, .text = STR(" "), .script = "Latn"};
    size_t count = 0;
    bool found;
    const struct font_glyph *glyphs = font_shape(&count, set, pdf_file_arena(f), &request);
    if (count == 1 && glyphs[0].id != 0)
        face->space = find_use(&found, face, pdf_file_arena(f), glyphs[0].id, STR(" ")) + 1;
}

static void learn_run(struct pdf_fonts *fonts, struct pdf_file *f, const struct frame_run *run,
                      struct font_set *set) {
    if (run->word->face >= fonts->face_count) return;
    if (fonts->word_count * 4 >= fonts->word_cap * 3) grow_words(fonts, pdf_file_arena(f));
    struct pdf_word *slot = find_slot(fonts, key_of(run));
    if (slot->key) return;
    struct pdf_face *face = &fonts->faces[run->word->face];
    if (!face->used) open_face(face, f, set, run->word->face);
    slot->key = key_of(run);
    learn_word(slot, face, pdf_file_arena(f), run);
    fonts->word_count++;
}

void pdf_fonts_learn(struct pdf_fonts *out, struct pdf_file *f, const struct frame_document *d,
                     struct font_set *set) {
    memset(out, 0, sizeof *out);
    out->face_count = font_set_count(set);
    out->faces = arena_new_array(pdf_file_arena(f), out->face_count, struct pdf_face);
    grow_words(out, pdf_file_arena(f));
    for (size_t p = 0; p < d->pages.n; p++)
        for (size_t i = 0; i < d->pages.v[p].items.n; i++) {
            const struct frame_item *item = &d->pages.v[p].items.v[i];
            if (item->kind == FRAME_RUN) learn_run(out, f, &item->u.run, set);
        }
}
