/* Method: a face's subset has dense glyph numbers. A glyph's first use has its number as its code;
 * further uses get the codes after the last, and then an embedded CMap leads from codes to glyphs;
 * else it is Identity-H. /ToUnicode leads from codes to what the uses read as.
 * Rejected: /CIDToGIDMap for further uses, which only TrueType has.
 * Sources: ISO 32000-1, 9.6 to 9.10; PDF/A-2, 6.2.11; Adobe TN 5014 (CMaps). */
#include "pdf/fonts.h"

#include "base/hash.h"
#include "pdf/syntax.h"

/* Entries in one section of a CMap. Adobe TN 5014, 1.4.1. */
#define CMAP_SECTION 100

/* --- maps ------------------------------------------------------------------------------------ */

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
        buf_add_char(&b, '<');
        pdf_put_hex16(&b, by_code[i]->code);
        buf_add_c(&b, "> <");
        pdf_put_utf16(&b, by_code[i]->text);
        buf_add_char(&b, '>');
        end_entry(&b, i, count, "bfchar");
    }
    end_cmap(&b);
    pdf_object_set_deflated(f, object, STR_NONE, buf_str(&b), PDF_QUICK);
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
        buf_str(&b), PDF_QUICK);
    buf_done(&b);
    return object;
}

/* --- font objects ---------------------------------------------------------------------------- */

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
                               struct str name, uint32_t program) {
    struct buf b = {0};
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
                             struct str name, uint32_t descriptor, const struct pdf_face *face) {
    struct buf b = {0};
    buf_printf(&b, "/Type/Font/Subtype/%s/BaseFont", desc->cff ? "CIDFontType0" : "CIDFontType2");
    pdf_put_name(&b, name);
    buf_add_c(&b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                  "/FontDescriptor ");
    pdf_put_reference(&b, descriptor);
    if (!desc->cff) buf_add_c(&b, "/CIDToGIDMap/Identity");
    buf_add_c(&b, "/DW 0/W[0[");
    for (uint32_t i = 0; i < face->subset.count; i++) {
        if (i) buf_add_char(&b, ' ');
        pdf_put_milli(&b, face->widths[i]);
    }
    buf_add_c(&b, "]]");
    uint32_t object = pdf_object_add(f, buf_str(&b));
    buf_done(&b);
    return object;
}

static void set_type0(struct pdf_file *f, const struct font_descriptor *desc, struct str name,
                      uint32_t cid_font, const struct pdf_face *face) {
    struct buf b = {0};
    const char *encoding = face->code_map ? "Chancery-Uses" : "Identity-H";
    buf_add_c(&b, "/Type/Font/Subtype/Type0/BaseFont");
    pdf_put_name(&b, name);
    /* Of a CIDFontType0 the name is joined to that of the encoding. ISO 32000-1, table 121. */
    if (desc->cff) buf_printf(&b, "-%s", encoding);
    buf_add_c(&b, "/Encoding");
    if (face->code_map) {
        buf_printf(&b, " %u 0 R", face->code_map);
    } else {
        buf_printf(&b, "/%s", encoding);
    }
    buf_printf(&b, "/DescendantFonts[%u 0 R]/ToUnicode %u 0 R", cid_font, face->unicode_map);
    pdf_object_set(f, face->object, buf_str(&b));
    buf_done(&b);
}

static void set_program(struct pdf_file *f, const struct font_descriptor *desc,
                        const struct pdf_face *face) {
    struct buf b = {0};
    if (desc->cff) {
        buf_add_c(&b, "/Subtype/CIDFontType0C");
    } else {
        buf_printf(&b, "/Length1 %zu", face->subset.data.n);
    }
    pdf_object_set_entries(f, face->program, buf_str(&b));
    buf_done(&b);
}

/* --- planning -------------------------------------------------------------------------------- */

/* Gives codes and advances to uses: a glyph's first use has the glyph's own. */
static void number_uses(struct pdf_face *face, struct arena *a) {
    const struct font_subset *subset = &face->subset;
    face->codes = subset->count;
    face->widths = arena_new_array(a, subset->count, int64_t);
    for (uint32_t i = 0; i < subset->count; i++)
        face->widths[i] = (int64_t)(subset->widths[i] * 1000 + 0.5);
    for (size_t i = 0; i < face->uses.n; i++) {
        struct pdf_use *use = &face->uses.v[i];
        uint32_t cid = face->glyphs.v[use->glyph].cid;
        use->code = use->next == 0 ? cid : face->codes++;
        use->advance = (double)face->widths[cid] / 1000;
    }
}

static bool plan_subset(struct pdf_face *face, struct arena *a, struct font_set *set,
                        uint32_t index) {
    uint32_t *ids = arena_new_array(a, face->glyphs.n, uint32_t);
    size_t n = 0;
    for (size_t i = 0; i < face->glyphs.n; i++)
        if (face->glyphs.v[i].first) ids[n++] = (uint32_t)i;
    if (!font_face_subset(&face->subset, set, a, index, ids, n)) return false;
    for (size_t i = 0; i < n; i++)
        face->glyphs.v[ids[i]].cid = face->subset.new_ids[i];
    number_uses(face, a);
    return true;
}

static void add_maps(struct pdf_face *face, struct pdf_file *f) {
    const struct pdf_use **by_code =
        arena_new_array(pdf_file_arena(f), face->codes, const struct pdf_use *);
    uint32_t glyphs = face->subset.count;
    size_t count = 0, extra = face->codes - glyphs;
    for (size_t i = 0; i < face->uses.n; i++)
        by_code[face->uses.v[i].code] = &face->uses.v[i];
    if (extra) face->code_map = add_code_map(f, face, glyphs, by_code + glyphs, extra);
    for (uint32_t i = 0; i < face->codes; i++)
        if (by_code[i]) by_code[count++] = by_code[i];
    face->unicode_map = add_unicode_map(f, by_code, count);
}

static struct str make_program(void *closure) {
    struct pdf_face *face = closure;
    font_subset_make(&face->subset);
    return face->subset.data;
}

bool pdf_fonts_begin(struct pdf_fonts *fonts, struct pdf_file *f, struct font_set *set) {
    for (uint32_t i = 0; i < fonts->face_count; i++) {
        struct pdf_face *face = &fonts->faces[i];
        if (!face->used) continue;
        if (!plan_subset(face, pdf_file_arena(f), set, i)) return false;
        face->program = pdf_object_new(f);
        pdf_object_set_made(f, face->program, make_program, face);
        face->object = pdf_object_new(f);
    }
    for (uint32_t i = 0; i < fonts->face_count; i++)
        if (fonts->faces[i].used) add_maps(&fonts->faces[i], f);
    return true;
}

/* --- embedding ------------------------------------------------------------------------------- */

static void embed_face(struct pdf_face *face, struct pdf_file *f,
                       const struct font_descriptor *desc) {
    struct str name = subset_name(pdf_file_arena(f), desc, &face->subset);
    set_program(f, desc, face);
    uint32_t descriptor = add_descriptor(f, desc, name, face->program);
    set_type0(f, desc, name, add_cid_font(f, desc, name, descriptor, face), face);
}

bool pdf_fonts_finish(struct pdf_fonts *fonts, struct pdf_file *f, struct font_set *set) {
    pdf_file_settle(f);
    for (uint32_t i = 0; i < fonts->face_count; i++) {
        struct pdf_face *face = &fonts->faces[i];
        if (!face->used) continue;
        if (!font_subset_made(&face->subset, set)) return false;
        struct font_descriptor desc = font_face_descriptor(set, i);
        embed_face(face, f, &desc);
    }
    return true;
}

void pdf_fonts_done(struct pdf_fonts *fonts) {
    for (size_t i = 0; i < fonts->face_count; i++)
        font_subset_done(&fonts->faces[i].subset);
}

void pdf_fonts_put_resources(struct buf *out, const struct pdf_fonts *fonts) {
    for (size_t i = 0; i < fonts->face_count; i++) {
        if (!fonts->faces[i].used) continue;
        buf_printf(out, "/F%zu ", i);
        pdf_put_reference(out, fonts->faces[i].object);
    }
}
