/* Method: one pass over all runs, each word once, learns from the clusters what each glyph reads
 * as. A pair of glyph and text is a use and has a code of its own, so that the same glyph can read
 * as "a" in one place and "A" in another (small capitals), or as "-" and as a soft hyphen. A
 * glyph's first use has the glyph's number in the subset as its code; further uses get the codes
 * after the subset's last, and then an embedded CMap leads from codes to glyphs, else it is
 * Identity-H. Of a cluster with several glyphs each reads as one of its characters, the last as
 * what is left, so that together they read as the cluster. Only where there are fewer characters
 * than glyphs, or characters that no map may name, /ActualText is needed. Rejected: /ActualText for
 * all of that. It breaks lines of text into pieces, half of all readers do not heed it, and poppler
 * loses what follows it in the structure and reverses it in right-to-left text. /CIDToGIDMap could
 * do it for TrueType only. Sources: ISO 32000-1, 9.7 and 9.10; PDF/A-2, 6.2.11; Adobe TN 5014
 * (CMaps). */
#include "pdf/fonts.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "pdf/syntax.h"

/* Longer texts of one glyph are told by /ActualText alone. */
#define MAX_CHARACTERS 8

/* Uses of one glyph, so that finding one stays quick; and of a face, for codes have two bytes and
 * glyphs need theirs. Beyond, /ActualText helps. */
#define MAX_USES_OF_GLYPH 64
#define MAX_EXTRA_USES    20000

/* Entries in one section of a CMap. Adobe TN 5014, 1.4.1. */
#define CMAP_SECTION 100

/* What a glyph reads as by itself where only /ActualText tells: a character that shows nothing. */
#define UNKNOWN STR("\xE2\x81\xA0") /* U+2060, word joiner */

/* --- words -------------------------------------------------------------------------------------
 */

static bool has_hyphen(const struct frame_run *run) {
    return (run->flags & FRAME_SOFT_HYPHEN) && run->word->glyph_count > 0 && !run->word->rtl;
}

static uintptr_t key_of(const struct frame_run *run) {
    return (uintptr_t)run->word + (has_hyphen(run) ? 1 : 0);
}

/* The slot that holds the key, or the free one where it belongs. */
static struct pdf_word *find_slot(const struct pdf_fonts *fonts, uintptr_t key) {
    size_t mask = fonts->word_cap - 1;
    size_t at = (size_t)hash_bytes(&key, sizeof key) & mask;
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

const struct pdf_word *pdf_fonts_find_word(const struct pdf_fonts *fonts,
                                           const struct frame_run *run) {
    return find_slot(fonts, key_of(run));
}

uint32_t pdf_find_cluster_end(struct str *text, const struct frame_word *word, uint32_t i) {
    uint32_t step = word->rtl ? UINT32_MAX : 1, cluster = word->glyphs[i].cluster;
    while (i < word->glyph_count && word->glyphs[i].cluster == cluster)
        i += step;
    size_t end = i < word->glyph_count ? word->glyphs[i].cluster : word->text.n;
    *text = str_slice(word->text, cluster, end > cluster ? end - cluster : 0);
    return i;
}

/* --- uses --------------------------------------------------------------------------------------
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

static uint32_t add_use(struct pdf_face *face, struct arena *a, uint32_t glyph, struct str text) {
    struct pdf_use *use = vec_push(a, &face->uses);
    *use = (struct pdf_use){.text = text, .glyph = glyph, .next = face->glyphs.v[glyph].first};
    face->glyphs.v[glyph].first = (uint32_t)face->uses.n;
    return (uint32_t)face->uses.n - 1;
}

/* The use of a glyph as a text; made if there is none. If there may be no more, any use of it. */
static uint32_t find_use(bool *found, struct pdf_face *face, struct arena *a, uint32_t glyph,
                         struct str text) {
    vec_reserve(a, (void **)&face->glyphs.v, &face->glyphs.cap, (size_t)glyph + 1,
                sizeof *face->glyphs.v);
    if (face->glyphs.n <= glyph) face->glyphs.n = (size_t)glyph + 1;
    uint32_t first = face->glyphs.v[glyph].first;
    size_t count = 0;
    *found = true;
    for (uint32_t at = first; at; at = face->uses.v[at - 1].next, count++)
        if (str_eq(face->uses.v[at - 1].text, text)) return at - 1;
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

/* Finds the uses of a cluster's glyphs, from..to by step. Returns true if they tell its text. */
static bool learn_cluster(uint32_t *uses, struct pdf_face *face, struct arena *a,
                          const struct frame_word *word, uint32_t from, uint32_t to,
                          struct str text) {
    uint32_t step = word->rtl ? UINT32_MAX : 1;
    uint32_t count = word->rtl ? from - to : to - from;
    bool told = true, found = true;
    text = clean_text(a, text);
    for (uint32_t i = from; i != to; i += step, count--) {
        struct str part = take_part(&text, count);
        bool tells = is_told_by_map(part);
        uses[i] = find_use(&found, face, a, word->glyphs[i].id, tells ? part : UNKNOWN);
        told = told && tells && found;
    }
    for (uint32_t i = from; i != to && !told; i += step)
        uses[i] |= PDF_USE_SPAN;
    return told;
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
        if (!learn_cluster(out->uses, face, a, word, from, to, text)) out->has_spans = true;
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
    struct font_glyph *glyphs = font_shape(&count, set, pdf_file_arena(f), &request);
    if (count == 1 && glyphs[0].id != 0)
        face->space = find_use(&found, face, pdf_file_arena(f), glyphs[0].id, STR(" ")) + 1;
}

static void learn_run(struct pdf_fonts *fonts, struct pdf_file *f, const struct frame_run *run,
                      struct font_set *set) {
    if (run->word->face >= fonts->face_count) return;
    if (fonts->word_count * 2 >= fonts->word_cap) grow_words(fonts, pdf_file_arena(f));
    struct pdf_word *slot = find_slot(fonts, key_of(run));
    if (slot->key) return;
    struct pdf_face *face = &fonts->faces[run->word->face];
    if (!face->used) open_face(face, f, set, run->word->face);
    slot->key = key_of(run);
    learn_word(slot, face, pdf_file_arena(f), run);
    fonts->word_count++;
}

/* --- maps --------------------------------------------------------------------------------------
 */

/* A section's first line before its first entry, its last line after its last. */
static void begin_entry(struct buf *out, size_t i, size_t count, const char *kind) {
    size_t left = count - i;
    if (i % CMAP_SECTION == 0)
        buf_printf(out, "%zu begin%s\n", left < CMAP_SECTION ? left : CMAP_SECTION, kind);
}

static void end_entry(struct buf *out, size_t i, size_t count, const char *kind) {
    buf_add_char(out, '\n');
    if (i + 1 == count || i % CMAP_SECTION == CMAP_SECTION - 1) buf_printf(out, "end%s\n", kind);
}

static void begin_cmap(struct buf *out, const char *ordering, const char *name, int type) {
    buf_printf(out,
               "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
               "/CIDSystemInfo <</Registry (Adobe) /Ordering (%s) /Supplement 0>> def\n"
               "/CMapName /%s def\n/CMapType %d def\n/WMode 0 def\n"
               "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
               ordering, name, type);
}

static void end_cmap(struct buf *out) {
    buf_add_c(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* by_code: the uses, ascending by code. */
static uint32_t add_unicode_map(struct pdf_file *f, const struct pdf_use *const *by_code,
                                size_t count) {
    struct buf b = {0};
    uint32_t object = pdf_object_new(f);
    begin_cmap(&b, "UCS", "Adobe-Identity-UCS", 2);
    for (size_t i = 0; i < count; i++) {
        begin_entry(&b, i, count, "bfchar");
        buf_printf(&b, "<%04X> <", by_code[i]->code);
        pdf_put_utf16(&b, by_code[i]->text);
        buf_add_char(&b, '>');
        end_entry(&b, i, count, "bfchar");
    }
    end_cmap(&b);
    pdf_object_set_deflated(f, object, STR_NONE, buf_str(&b));
    buf_done(&b);
    return object;
}

/* Codes below glyphs lead to themselves, in ranges that share their first byte; those from
 * extra on to the glyphs of their uses. */
static uint32_t add_code_map(struct pdf_file *f, const struct pdf_face *face, uint32_t glyphs,
                             const struct pdf_use *const *extra, size_t count) {
    struct buf b = {0};
    uint32_t object = pdf_object_new(f), ranges = (glyphs + 255) / 256;
    begin_cmap(&b, "Identity", "Chancery-Uses", 1);
    for (uint32_t i = 0; i < ranges; i++) {
        uint32_t last = i + 1 == ranges ? glyphs - 1 : i * 256 + 255;
        begin_entry(&b, i, ranges, "cidrange");
        buf_printf(&b, "<%04X> <%04X> %u", i * 256, last, i * 256);
        end_entry(&b, i, ranges, "cidrange");
    }
    for (size_t i = 0; i < count; i++) {
        begin_entry(&b, i, count, "cidchar");
        buf_printf(&b, "<%04X> %u", extra[i]->code, face->glyphs.v[extra[i]->glyph].cid);
        end_entry(&b, i, count, "cidchar");
    }
    end_cmap(&b);
    pdf_object_set_deflated(
        f, object,
        STR("/Type/CMap/CMapName/Chancery-Uses/WMode 0"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"),
        buf_str(&b));
    buf_done(&b);
    return object;
}

/* --- embedding ---------------------------------------------------------------------------------
 */

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
                             uint32_t glyphs) {
    struct buf b = {0};
    buf_printf(&b, "/Type/Font/Subtype/%s/BaseFont", desc->cff ? "CIDFontType0" : "CIDFontType2");
    pdf_put_name(&b, name);
    buf_add_c(&b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                  "/FontDescriptor ");
    pdf_put_reference(&b, descriptor);
    if (!desc->cff) buf_add_c(&b, "/CIDToGIDMap/Identity");
    buf_add_c(&b, "/DW 0/W[0[");
    for (uint32_t i = 0; i < glyphs; i++) {
        if (i) buf_add_char(&b, ' ');
        pdf_put_milli(&b, face->widths[i]);
    }
    buf_add_c(&b, "]]");
    uint32_t object = pdf_object_add(f, buf_str(&b));
    buf_done(&b);
    return object;
}

static void set_type0(struct pdf_file *f, const struct font_descriptor *desc, struct str name,
                      uint32_t cid_font, uint32_t code_map, uint32_t unicode_map, uint32_t object) {
    struct buf b = {0};
    const char *encoding = code_map ? "Chancery-Uses" : "Identity-H";
    buf_add_c(&b, "/Type/Font/Subtype/Type0/BaseFont");
    pdf_put_name(&b, name);
    /* Of a CIDFontType0 the name is joined to that of the encoding. ISO 32000-1, table 121. */
    if (desc->cff) buf_printf(&b, "-%s", encoding);
    buf_add_c(&b, "/Encoding");
    if (code_map) {
        buf_printf(&b, " %u 0 R", code_map);
    } else {
        buf_printf(&b, "/%s", encoding);
    }
    buf_printf(&b, "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R", cid_font, unicode_map);
    pdf_object_set(f, object, buf_str(&b));
    buf_done(&b);
}

/* Gives codes to uses and widths to codes: a glyph's first use has the glyph's own. */
static void number_uses(struct pdf_face *face, struct arena *a, const struct font_subset *subset) {
    face->codes = subset->count;
    for (size_t i = 0; i < face->uses.n; i++) {
        struct pdf_use *use = &face->uses.v[i];
        use->code = use->next == 0 ? face->glyphs.v[use->glyph].cid : face->codes++;
    }
    face->widths = arena_new_array(a, face->codes, int64_t);
    for (uint32_t i = 0; i < subset->count; i++)
        face->widths[i] = (int64_t)(subset->widths[i] * 1000 + 0.5);
    for (size_t i = 0; i < face->uses.n; i++)
        face->widths[face->uses.v[i].code] =
            face->widths[face->glyphs.v[face->uses.v[i].glyph].cid];
}

static bool subset_face(struct font_subset *out, struct pdf_face *face, struct arena *a,
                        struct font_set *set, uint32_t index) {
    uint32_t *ids = arena_new_array(a, face->glyphs.n, uint32_t);
    size_t n = 0;
    for (size_t i = 0; i < face->glyphs.n; i++)
        if (face->glyphs.v[i].first) ids[n++] = (uint32_t)i;
    if (!font_face_subset(out, set, a, index, ids, n)) return false;
    for (size_t i = 0; i < n; i++)
        face->glyphs.v[ids[i]].cid = out->new_ids[i];
    number_uses(face, a, out);
    return true;
}

static bool embed_face(struct pdf_face *face, struct pdf_file *f, struct font_set *set,
                       uint32_t index) {
    struct arena *a = pdf_file_arena(f);
    struct font_descriptor desc = font_face_descriptor(set, index);
    struct font_subset subset;
    if (!subset_face(&subset, face, a, set, index)) return false;
    struct str name = subset_name(a, &desc, &subset);

    const struct pdf_use **by_code = arena_new_array(a, face->codes, const struct pdf_use *);
    size_t count = 0, extra = face->codes - subset.count;
    for (size_t i = 0; i < face->uses.n; i++)
        by_code[face->uses.v[i].code] = &face->uses.v[i];
    uint32_t code_map =
        extra ? add_code_map(f, face, subset.count, by_code + subset.count, extra) : 0;
    for (uint32_t i = 0; i < face->codes; i++)
        if (by_code[i]) by_code[count++] = by_code[i];
    uint32_t unicode_map = add_unicode_map(f, by_code, count);

    uint32_t descriptor = add_descriptor(f, &desc, name, &subset);
    uint32_t cid_font = add_cid_font(f, &desc, name, descriptor, face, subset.count);
    face->object = pdf_object_new(f);
    set_type0(f, &desc, name, cid_font, code_map, unicode_map, face->object);
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
