/* subset: a face for embedding (font.h).
 *
 * A PDF draws glyphs by id and places them itself, so of a TrueType file only the outlines and
 * their widths stay (ISO 32000-1, 9.9, table 126), and of a CFF one only the CFF table. Hints go:
 * they are half of a file and printers ignore them. */
#include <hb-ot.h>
#include <hb-subset.h>
#include "font/cff.h"
#include "font/set.h"
#include "font/sfnt.h"

/* The tables that make outlines and widths, hints aside. */
static const hb_tag_t used_tables[] = {
    HB_TAG('C', 'F', 'F', ' '), HB_TAG('a', 'v', 'a', 'r'), HB_TAG('c', 'v', 'a', 'r'),
    HB_TAG('f', 'v', 'a', 'r'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('g', 'v', 'a', 'r'),
    HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
    HB_TAG('H', 'V', 'A', 'R'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('m', 'a', 'x', 'p'),
};

static hb_blob_t *reference_used(hb_face_t *face, hb_tag_t tag, void *whole) {
    (void)face;
    for (size_t i = 0; i < sizeof used_tables / sizeof *used_tables; i++)
        if (used_tables[i] == tag) return hb_face_reference_table(whole, tag);
    return NULL;
}

/* The face as if it had no other tables. HarfBuzz would drop them from the subset, but before that
 * would look in them for glyphs that go with those asked for (in cmap for variants of Han
 * characters, in GSUB for small capitals…), and keep these. */
static hb_face_t *make_bare(const struct font_face *f) {
    return hb_face_create_for_tables(reference_used, f->hb, NULL);
}

/* Pins every axis of a variable file where the face was set. */
static bool pin_axes(hb_subset_input_t *input, const struct font_face *f) {
    hb_ot_var_axis_info_t axes[32];
    unsigned n = sizeof axes / sizeof *axes;
    if (!f->variable) return true;
    if (hb_ot_var_get_axis_infos(f->hb, 0, &n, axes) > n) return false;
    for (unsigned i = 0; i < n; i++) {
        bool ok =
            axes[i].tag == HB_OT_TAG_VAR_AXIS_WEIGHT
                ? hb_subset_input_pin_axis_location(input, f->hb, axes[i].tag, (float)f->weight)
                : hb_subset_input_pin_axis_to_default(input, f->hb, axes[i].tag);
        if (!ok) return false;
    }
    return true;
}

static hb_subset_input_t *make_input(const struct font_face *f, const uint32_t *glyphs,
                                     size_t count) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) arena_fail();
    bool notdef = count > 0 && glyphs[0] == 0; /* drawn only where a draft shows its mistakes */
    hb_subset_input_set_flags(input,
                              notdef ? HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE
                                     : HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < count; i++)
        hb_set_add(wanted, glyphs[i]);
    if (!pin_axes(input, f)) {
        hb_subset_input_destroy(input);
        return NULL;
    }
    return input;
}

/* --- planning --- */

static void read_ids(struct font_subset *out, struct arena *a, const uint32_t *glyphs,
                     size_t count) {
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(out->plan);
    out->new_ids = arena_new_array(a, count, uint32_t);
    for (size_t i = 0; i < count; i++) {
        hb_codepoint_t id = hb_map_get(map, glyphs[i]);
        out->new_ids[i] = id == HB_MAP_VALUE_INVALID ? 0 : id;
    }
    out->count = hb_map_get_population(map);
}

/* Of the glyphs that composites brought along too. */
static void read_widths(struct font_subset *out, struct arena *a) {
    const hb_map_t *map = hb_subset_plan_new_to_old_glyph_mapping(out->plan);
    out->widths = arena_new_array(a, out->count, double);
    for (uint32_t i = 0; i < out->count; i++)
        out->widths[i] = hb_font_get_glyph_h_advance(out->face->font, hb_map_get(map, i)) * 1000.0 /
                         out->face->upem;
}

static hb_subset_plan_t *make_plan(const struct font_face *f, const uint32_t *glyphs,
                                   size_t count) {
    hb_subset_input_t *input = make_input(f, glyphs, count);
    if (!input) return NULL;
    hb_face_t *bare = make_bare(f);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
    hb_face_destroy(bare);
    hb_subset_input_destroy(input);
    return plan;
}

static bool report(struct font_set *set, const struct font_face *f) {
    diag_add(set->diags, DIAG_FONT_BROKEN, (struct pos){0},
             "replace the file with a whole TrueType or OpenType (CFF) font",
             "the font file %.*s cannot be cut down for embedding", STR_ARG(f->path));
    return false;
}

bool font_face_subset(struct font_subset *out, struct font_set *set, struct arena *a, uint32_t face,
                      const uint32_t *glyphs, size_t count) {
    const struct font_face *f = set_face(set, face);
    *out = (struct font_subset){.face = f, .plan = make_plan(f, glyphs, count)};
    if (!out->plan) return report(set, f);
    read_ids(out, a, glyphs, count);
    read_widths(out, a);
    return true;
}

/* --- making --- */

/* The bare table, its charset made the identity; NULL if it is none that we can read. */
static hb_blob_t *take_cff(hb_face_t *face, uint32_t count) {
    hb_blob_t *table = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    hb_blob_t *copy = hb_blob_copy_writable_or_fail(table);
    unsigned n = 0;
    unsigned char *p = copy ? (unsigned char *)hb_blob_get_data_writable(copy, &n) : NULL;
    bool ok = p && cff_make_identity(p, n, count);
    hb_blob_destroy(table);
    if (ok) return copy;
    hb_blob_destroy(copy);
    return NULL;
}

void font_subset_make(struct font_subset *s) {
    hb_face_t *face = hb_subset_plan_execute_or_fail(s->plan);
    if (!face) return;
    if (hb_face_get_glyph_count(face) == s->count)
        s->blob = s->face->cff ? take_cff(face, s->count) : hb_face_reference_blob(face);
    hb_face_destroy(face);
    unsigned n = 0;
    const char *p = s->blob ? hb_blob_get_data(s->blob, &n) : NULL;
    if (p) s->data = (struct str){p, n};
}

bool font_subset_made(const struct font_subset *s, struct font_set *set) {
    return s->data.n ? true : report(set, s->face);
}

void font_subset_done(struct font_subset *s) {
    hb_blob_destroy(s->blob);
    hb_subset_plan_destroy(s->plan);
    *s = (struct font_subset){0};
}

/* --- the descriptor --- */

static int per_mille(int32_t v, int32_t upem) {
    int64_t p = (int64_t)v * 1000;
    return (int)((p + (p >= 0 ? upem : -upem) / 2) / upem);
}

/* The width of stems cannot be read from TrueType; this curve runs near the true widths of common
 * text faces (regular 88, bold 166). */
static int stem_of(int weight) {
    return 50 + weight * weight / 4225;
}

struct font_descriptor font_face_descriptor(const struct font_set *set, uint32_t face) {
    const struct font_face *f = set_face(set, face);
    struct sfnt_table head = sfnt_open(f->hb, "head");
    struct font_descriptor d = {
        .ps_name = f->ps_name,
        .family = f->family,
        .cff = f->cff,
        .fixed_pitch = f->fixed_pitch,
        .serif = f->serif,
        .italic = f->italic,
        .weight = f->weight,
        .italic_angle = f->italic_angle,
        .ascent = per_mille(f->metrics.ascent, f->upem),
        .descent = -per_mille(f->metrics.descent, f->upem),
        .cap_height = per_mille(f->metrics.cap_height, f->upem),
        .x_height = per_mille(f->metrics.x_height, f->upem),
        .stem_v = stem_of(f->weight),
    };
    for (size_t i = 0; i < 4; i++)
        d.box[i] = per_mille(sfnt_i16(&head, 36 + 2 * i), f->upem);
    sfnt_done(&head);
    return d;
}
