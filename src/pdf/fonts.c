/* Method: one pass over all runs, each word once, marks the glyphs used and learns what each reads
 * as from the clusters. The first text seen for a glyph becomes its /ToUnicode; a word in which one
 * of its glyphs reads otherwise (a small capital that is now "a", now "A"), or shares a cluster
 * with another glyph, is noted and gets /ActualText where it stands. Then each face is subset, and
 * a glyph's number in the subset is its code (Identity-H).
 * Rejected: a second code for the same glyph, by /CIDToGIDMap: only TrueType has that map, and
 * such words are few. Sources: ISO 32000-1, 9.7 and 9.10; PDF/A-2, 6.2.11. */
#include "pdf/fonts.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "pdf/syntax.h"

/* Longer texts of one glyph are told by /ActualText alone. */
#define MAX_CHARACTERS 8

/* Entries in one section of a CMap. Adobe TN 5014, 1.4.1. */
#define CMAP_SECTION 100

struct pdf_seen_word {
    uintptr_t key; /* the word's address, plus 1 for its use with a hyphen at its end; 0: free */
    bool needs_text;
};

/* --- words and their text ----------------------------------------------------------------------
 */

bool pdf_run_has_hyphen(const struct frame_run *run) {
    return (run->flags & FRAME_SOFT_HYPHEN) && run->word->glyph_count > 0 && !run->word->rtl;
}

static uint32_t glyphs_without_hyphen(const struct frame_run *run) {
    return run->word->glyph_count - (pdf_run_has_hyphen(run) ? 1 : 0);
}

struct str pdf_run_text(const struct frame_run *run) {
    const struct frame_word *word = run->word;
    if (!pdf_run_has_hyphen(run)) return word->text;
    return str_slice(word->text, 0, word->glyphs[word->glyph_count - 1].cluster);
}

static uintptr_t key_of(const struct frame_run *run) {
    return (uintptr_t)run->word + (pdf_run_has_hyphen(run) ? 1 : 0);
}

/* The slot that holds the key, or the free one where it belongs. */
static struct pdf_seen_word *find_slot(const struct pdf_fonts *fonts, uintptr_t key) {
    size_t mask = fonts->word_cap - 1;
    size_t at = (size_t)hash_bytes(&key, sizeof key) & mask;
    while (fonts->words[at].key && fonts->words[at].key != key)
        at = (at + 1) & mask;
    return &fonts->words[at];
}

static void grow_words(struct pdf_fonts *fonts, struct arena *a) {
    struct pdf_fonts old = *fonts;
    fonts->word_cap = old.word_cap ? old.word_cap * 2 : 1024;
    fonts->words = arena_new_array(a, fonts->word_cap, struct pdf_seen_word);
    for (size_t i = 0; i < old.word_cap; i++)
        if (old.words[i].key) *find_slot(fonts, old.words[i].key) = old.words[i];
}

bool pdf_fonts_needs_text(const struct pdf_fonts *fonts, const struct frame_run *run) {
    return find_slot(fonts, key_of(run))->needs_text;
}

/* --- what glyphs read as -----------------------------------------------------------------------
 */

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

static struct pdf_glyph *use_glyph(struct pdf_face *face, struct arena *a, uint32_t id) {
    vec_reserve(a, (void **)&face->glyphs.v, &face->glyphs.cap, (size_t)id + 1,
                sizeof *face->glyphs.v);
    if (face->glyphs.n <= id) face->glyphs.n = (size_t)id + 1;
    face->glyphs.v[id].used = true;
    return &face->glyphs.v[id];
}

/* A cluster of one glyph teaches what the glyph reads as. Returns false if that is not what the map
 * will say. */
static bool learn_glyph(struct pdf_face *face, struct arena *a, uint32_t id, struct str text) {
    struct pdf_glyph *glyph = use_glyph(face, a, id);
    if (!is_told_by_map(text)) return false;
    if (str_empty(glyph->text)) glyph->text = text;
    return str_eq(glyph->text, text);
}

static void learn_part(struct pdf_face *face, struct arena *a, uint32_t id, struct str text) {
    struct pdf_glyph *glyph = use_glyph(face, a, id);
    if (str_empty(glyph->shared) && is_told_by_map(text)) glyph->shared = text;
}

/* Where in the text the cluster of the glyphs from..to ends: where its neighbour in the text
 * begins. */
static size_t cluster_end(const struct frame_word *word, uint32_t from, uint32_t to) {
    if (word->rtl) return from > 0 ? word->glyphs[from - 1].cluster : word->text.n;
    return to < word->glyph_count ? word->glyphs[to].cluster : word->text.n;
}

/* Returns true if the word's text is what the maps of its glyphs say. */
static bool learn_word(struct pdf_face *face, struct arena *a, const struct frame_run *run) {
    const struct frame_word *word = run->word;
    uint32_t count = glyphs_without_hyphen(run);
    bool told = !(word->rtl && count > 1);
    for (uint32_t from = 0, to; from < count; from = to) {
        uint32_t cluster = word->glyphs[from].cluster;
        for (to = from + 1; to < count && word->glyphs[to].cluster == cluster;)
            to++;
        size_t end = cluster_end(word, from, to);
        struct str text = str_slice(word->text, cluster, end > cluster ? end - cluster : 0);
        if (to - from == 1) {
            told = learn_glyph(face, a, word->glyphs[from].id, text) && told;
        } else {
            for (uint32_t i = from; i < to; i++)
                learn_part(face, a, word->glyphs[i].id, text);
            told = false;
        }
    }
    if (pdf_run_has_hyphen(run)) learn_part(face, a, word->glyphs[count].id, STR("-"));
    return told;
}

/* The space is learnt first, for shaping gives its glyph to invisible characters too. */
static void open_face(struct pdf_face *face, struct pdf_file *f, struct font_set *set,
                      uint32_t index) {
    face->used = true;
    if (!font_face_covers(set, index, ' ')) return;
    struct font_shape_request request = {.face = index, .text = STR(" "), .script = "Latn"};
    size_t count = 0;
    struct font_glyph *glyphs = font_shape(&count, set, pdf_file_arena(f), &request);
    if (count != 1 || glyphs[0].id == 0) return;
    face->space = glyphs[0].id;
    learn_glyph(face, pdf_file_arena(f), face->space, STR(" "));
}

static void learn_run(struct pdf_fonts *fonts, struct pdf_file *f, const struct frame_run *run,
                      struct font_set *set) {
    if (run->word->face >= fonts->face_count) return;
    if (fonts->word_count * 2 >= fonts->word_cap) grow_words(fonts, pdf_file_arena(f));
    struct pdf_seen_word *slot = find_slot(fonts, key_of(run));
    if (slot->key) return;
    struct pdf_face *face = &fonts->faces[run->word->face];
    if (!face->used) open_face(face, f, set, run->word->face);
    slot->key = key_of(run);
    slot->needs_text = !learn_word(face, pdf_file_arena(f), run);
    fonts->word_count++;
}

/* --- embedding ---------------------------------------------------------------------------------
 */

static struct str text_of(const struct pdf_glyph *glyph) {
    if (!str_empty(glyph->text)) return glyph->text;
    return str_empty(glyph->shared) ? STR("\xEF\xBF\xBD") : glyph->shared;
}

static void put_hex_code(struct buf *out, uint32_t code) {
    buf_printf(out, "<%04X>", code);
}

/* by_code: the used glyphs, ascending by code. */
static void put_cmap(struct buf *out, const struct pdf_glyph *const *by_code, size_t count) {
    buf_add_c(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                   "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < count; i++) {
        size_t left = count - i;
        if (i % CMAP_SECTION == 0)
            buf_printf(out, "%zu beginbfchar\n", left < CMAP_SECTION ? left : CMAP_SECTION);
        put_hex_code(out, by_code[i]->code);
        buf_add_c(out, " <");
        pdf_put_utf16(out, text_of(by_code[i]));
        buf_add_c(out, ">\n");
        if (left == 1 || i % CMAP_SECTION == CMAP_SECTION - 1) buf_add_c(out, "endbfchar\n");
    }
    buf_add_c(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* "ABCDEF+Name", where the letters are hashed from the subset. */
static struct str subset_name(struct arena *a, const struct font_descriptor *desc,
                              const struct font_subset *subset) {
    uint64_t hash = hash_bytes(subset->data.p, subset->data.n);
    char tag[6];
    for (int i = 0; i < 6; i++, hash /= 26)
        tag[i] = (char)('A' + hash % 26);
    struct str name = str_empty(desc->ps_name) ? STR("Font") : desc->ps_name;
    return str_printf(a, "%.6s+%.*s", tag, STR_ARG(str_slice(name, 0, 100)));
}

enum { FLAG_FIXED_PITCH = 1, FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

static uint32_t add_descriptor(struct pdf_file *f, const struct font_descriptor *desc,
                               struct str name, const struct font_subset *subset) {
    struct buf b = {0};
    uint32_t program = pdf_object_new(f);
    if (desc->cff) {
        buf_add_c(&b, "/Subtype/CIDFontType0C");
    } else {
        buf_printf(&b, "/Length1 %zu", subset->data.n);
    }
    pdf_object_set_deflated(f, program, buf_str(&b), subset->data);

    buf_clear(&b);
    int flags = FLAG_SYMBOLIC | (desc->fixed_pitch ? FLAG_FIXED_PITCH : 0) |
                (desc->serif ? FLAG_SERIF : 0) | (desc->italic ? FLAG_ITALIC : 0);
    buf_add_c(&b, "/Type/FontDescriptor/FontName");
    pdf_put_name(&b, name);
    buf_printf(&b, "/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle ", flags, desc->box[0],
               desc->box[1], desc->box[2], desc->box[3]);
    pdf_put_milli(&b, (int64_t)(desc->italic_angle * 1000));
    buf_printf(&b, "/Ascent %d/Descent %d/CapHeight %d/XHeight %d/StemV %d/%s ", desc->ascent,
               desc->descent, desc->cap_height, desc->x_height, desc->stem_v,
               desc->cff ? "FontFile3" : "FontFile2");
    pdf_put_reference(&b, program);
    uint32_t object = pdf_object_add(f, buf_str(&b));
    buf_done(&b);
    return object;
}

static uint32_t add_cid_font(struct pdf_file *f, const struct font_descriptor *desc,
                             struct str name, uint32_t descriptor, const struct pdf_face *face,
                             uint32_t count) {
    struct buf b = {0};
    buf_printf(&b, "/Type/Font/Subtype/%s/BaseFont", desc->cff ? "CIDFontType0" : "CIDFontType2");
    pdf_put_name(&b, name);
    buf_add_c(&b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                  "/FontDescriptor ");
    pdf_put_reference(&b, descriptor);
    if (!desc->cff) buf_add_c(&b, "/CIDToGIDMap/Identity");
    buf_add_c(&b, "/DW 0/W[0[");
    for (uint32_t i = 0; i < count; i++) {
        if (i) buf_add_char(&b, ' ');
        pdf_put_milli(&b, face->widths[i]);
    }
    buf_add_c(&b, "]]");
    uint32_t object = pdf_object_add(f, buf_str(&b));
    buf_done(&b);
    return object;
}

static void set_type0(struct pdf_file *f, const struct font_descriptor *desc, struct str name,
                      uint32_t cid_font, uint32_t map, uint32_t object) {
    struct buf b = {0};
    struct arena *a = pdf_file_arena(f);
    buf_add_c(&b, "/Type/Font/Subtype/Type0/BaseFont");
    /* Of a CIDFontType0 the name is joined to that of the encoding. ISO 32000-1, table 121. */
    pdf_put_name(&b, desc->cff ? str_join(a, name, STR("-Identity-H")) : name);
    buf_add_c(&b, "/Encoding/Identity-H/DescendantFonts[");
    pdf_put_reference(&b, cid_font);
    buf_add_c(&b, "]/ToUnicode ");
    pdf_put_reference(&b, map);
    pdf_object_set(f, object, buf_str(&b));
    buf_done(&b);
}

static uint32_t add_map(struct pdf_file *f, const struct pdf_face *face, uint32_t count) {
    struct arena *a = pdf_file_arena(f);
    const struct pdf_glyph **by_code = arena_new_array(a, count, const struct pdf_glyph *);
    struct buf b = {0};
    size_t used = 0;
    for (size_t i = 0; i < face->glyphs.n; i++)
        if (face->glyphs.v[i].used) by_code[face->glyphs.v[i].code] = &face->glyphs.v[i];
    for (uint32_t i = 0; i < count; i++)
        if (by_code[i]) by_code[used++] = by_code[i];
    put_cmap(&b, by_code, used);
    uint32_t object = pdf_object_new(f);
    pdf_object_set_deflated(f, object, STR_NONE, buf_str(&b));
    buf_done(&b);
    return object;
}

/* Fills in code and widths. */
static bool subset_face(struct font_subset *out, struct pdf_face *face, struct arena *a,
                        struct font_set *set, uint32_t index) {
    uint32_t *ids = arena_new_array(a, face->glyphs.n, uint32_t);
    size_t n = 0;
    for (size_t i = 0; i < face->glyphs.n; i++)
        if (face->glyphs.v[i].used) ids[n++] = (uint32_t)i;
    if (!font_face_subset(out, set, a, index, ids, n)) return false;
    for (size_t i = 0; i < n; i++)
        face->glyphs.v[ids[i]].code = out->new_ids[i];
    face->widths = arena_new_array(a, out->count, int64_t);
    for (uint32_t i = 0; i < out->count; i++)
        face->widths[i] = (int64_t)(out->widths[i] * 1000 + 0.5);
    return true;
}

static bool embed_face(struct pdf_face *face, struct pdf_file *f, struct font_set *set,
                       uint32_t index) {
    struct arena *a = pdf_file_arena(f);
    struct font_descriptor desc = font_face_descriptor(set, index);
    struct font_subset subset;
    if (!subset_face(&subset, face, a, set, index)) return false;
    struct str name = subset_name(a, &desc, &subset);
    face->object = pdf_object_new(f);
    uint32_t descriptor = add_descriptor(f, &desc, name, &subset);
    uint32_t cid_font = add_cid_font(f, &desc, name, descriptor, face, subset.count);
    set_type0(f, &desc, name, cid_font, add_map(f, face, subset.count), face->object);
    return true;
}

bool pdf_fonts_embed(struct pdf_fonts *out, struct pdf_file *f, const struct frame_document *d,
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
    for (uint32_t i = 0; i < out->face_count; i++)
        if (out->faces[i].used && !embed_face(&out->faces[i], f, set, i)) return false;
    return true;
}

void pdf_fonts_put_resources(struct buf *out, const struct pdf_fonts *fonts) {
    for (size_t i = 0; i < fonts->face_count; i++) {
        if (!fonts->faces[i].used) continue;
        buf_printf(out, "/F%zu ", i);
        pdf_put_reference(out, fonts->faces[i].object);
    }
}
