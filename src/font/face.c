/* face: see face.h.
 *
 * A face is only used if it can also be embedded: glyf with loca, or CFF; at least one glyph, a
 * cmap, and units between 16 and 16,384 to the em (OpenType 1.9, head). CFF2 and bitmap-only fonts
 * are refused, since a PDF cannot hold them. */
#include "font/face.h"

#include <errno.h>
#include <hb-ot.h>
#include <math.h>
#include "base/file.h"
#include "font/sfnt.h"

enum { UPEM_MIN = 16, UPEM_MAX = 16384, NAME_MAX_BYTES = 256 };

static hb_face_t *create_face(struct str data, unsigned index) {
    if (data.n == 0 || data.n > UINT32_MAX) return NULL;
    hb_blob_t *blob = hb_blob_create(data.p, (unsigned)data.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = index < hb_face_count(blob) ? hb_face_create(blob, index) : NULL;
    hb_blob_destroy(blob);
    return face;
}

unsigned face_count(struct str data) {
    if (data.n == 0 || data.n > UINT32_MAX) return 0;
    hb_blob_t *blob = hb_blob_create(data.p, (unsigned)data.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    unsigned n = hb_face_count(blob);
    hb_blob_destroy(blob);
    return n;
}

static bool is_embeddable(hb_face_t *face) {
    if (hb_face_get_glyph_count(face) == 0) return false;
    struct sfnt_table head = sfnt_open(face, "head");
    unsigned upem = sfnt_u16(&head, 18);
    sfnt_done(&head);
    if (upem < UPEM_MIN || upem > UPEM_MAX) return false;
    if (!sfnt_has(face, "cmap") || !sfnt_has(face, "hmtx")) return false;
    return sfnt_has(face, "CFF ") || (sfnt_has(face, "glyf") && sfnt_has(face, "loca"));
}

static struct str read_name(struct arena *a, hb_face_t *face, hb_ot_name_id_t id) {
    char name[NAME_MAX_BYTES];
    unsigned n = sizeof name;
    hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &n, name);
    return n ? str_copy(a, (struct str){name, n}) : STR_NONE;
}

/* A PDF name may hold any byte, but tools are happiest with PostScript's own rule: printable ASCII
 * without delimiters, at most 63. */
static struct str clean_ps_name(struct arena *a, struct str name, struct str family) {
    if (str_empty(name)) name = family;
    char *out = arena_alloc(a, 64);
    size_t n = 0;
    for (size_t i = 0; i < name.n && n < 63; i++) {
        char c = name.p[i];
        if (c > 32 && c < 127 && !strchr("[](){}<>/%#", c)) out[n++] = c;
    }
    return n ? (struct str){out, n} : STR("Unnamed");
}

static struct str read_family(struct arena *a, hb_face_t *face) {
    struct str family = read_name(a, face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
    return str_empty(family) ? read_name(a, face, HB_OT_NAME_ID_FONT_FAMILY) : family;
}

static int32_t metric(hb_font_t *font, hb_ot_metrics_tag_t tag) {
    hb_position_t v = 0;
    hb_ot_metrics_get_position_with_fallback(font, tag, &v);
    return v;
}

/* The advance of cp, or -1 if it has no glyph. */
static int32_t advance_of(hb_font_t *font, uint32_t cp) {
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(font, cp, &glyph)) return -1;
    return hb_font_get_glyph_h_advance(font, glyph);
}

/* The height of a flat letter, or -1. */
static int32_t height_of(hb_font_t *font, uint32_t cp) {
    hb_codepoint_t glyph;
    hb_glyph_extents_t e;
    if (!hb_font_get_nominal_glyph(font, cp, &glyph)) return -1;
    return hb_font_get_glyph_extents(font, glyph, &e) ? e.y_bearing : -1;
}

static int32_t positive_or(int32_t v, int32_t otherwise) {
    return v > 0 ? v : otherwise;
}

static int32_t read_cap_height(hb_font_t *font, int32_t upem) {
    hb_position_t v = 0;
    if (hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &v) && v > 0) return v;
    return positive_or(height_of(font, 'H'), upem * 7 / 10);
}

static int32_t read_x_height(hb_font_t *font, int32_t upem) {
    hb_position_t v = 0;
    if (hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_X_HEIGHT, &v) && v > 0) return v;
    return positive_or(height_of(font, 'x'), upem / 2);
}

/* Superiors: a file that gives no sizes, or absurd ones, gets 6/10 of the em raised by a third. */
static void read_superior(struct face_metrics *m, hb_font_t *font, int32_t upem) {
    hb_position_t size = 0, rise = 0;
    hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_SUPERSCRIPT_EM_Y_SIZE, &size);
    hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_SUPERSCRIPT_EM_Y_OFFSET, &rise);
    m->superior_size = size > upem / 4 && size <= upem ? size : upem * 6 / 10;
    m->superior_rise = rise > 0 && rise < upem ? rise : upem / 3;
}

static void read_metrics(struct face_metrics *m, hb_font_t *font, int32_t upem) {
    m->ascent = positive_or(metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER), upem * 8 / 10);
    m->descent = positive_or(-metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER), upem / 5);
    m->cap_height = read_cap_height(font, upem);
    m->x_height = read_x_height(font, upem);
    m->underline_position =
        positive_or(-metric(font, HB_OT_METRICS_TAG_UNDERLINE_OFFSET), upem / 10);
    m->underline_thickness = positive_or(metric(font, HB_OT_METRICS_TAG_UNDERLINE_SIZE), upem / 20);
    m->strikeout_position =
        positive_or(metric(font, HB_OT_METRICS_TAG_STRIKEOUT_OFFSET), m->x_height / 2);
    m->space = positive_or(advance_of(font, ' '), upem / 4);
    m->hyphen = positive_or(advance_of(font, 0x2010), positive_or(advance_of(font, '-'), upem / 3));
    read_superior(m, font, upem);
}

/* Counts what an outline is drawn of. */
static void count_line(hb_draw_funcs_t *f, void *data, hb_draw_state_t *st, float x, float y,
                       void *user) {
    (void)f, (void)st, (void)x, (void)y, (void)user;
    ++*(int *)data;
}

static void count_quadratic(hb_draw_funcs_t *f, void *data, hb_draw_state_t *st, float cx, float cy,
                            float x, float y, void *user) {
    (void)f, (void)st, (void)cx, (void)cy, (void)x, (void)y, (void)user;
    ++*(int *)data;
}

static void count_cubic(hb_draw_funcs_t *f, void *data, hb_draw_state_t *st, float ax, float ay,
                        float bx, float by, float x, float y, void *user) {
    (void)f, (void)st, (void)ax, (void)ay, (void)bx, (void)by, (void)x, (void)y, (void)user;
    ++*(int *)data;
}

/* Number of lines and curves in the outline of cp; 0 if it has none. */
static int count_segments(hb_font_t *font, uint32_t cp) {
    int n = 0;
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(font, cp, &glyph)) return 0;
    hb_draw_funcs_t *f = hb_draw_funcs_create();
    hb_draw_funcs_set_line_to_func(f, count_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(f, count_quadratic, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(f, count_cubic, NULL, NULL);
    hb_font_get_glyph_shape(font, glyph, f, &n);
    hb_draw_funcs_destroy(f);
    return n;
}

enum { SEGMENTS_OF_SANS_I = 8 };

/* Serif or not: the classification of OS/2 (class, then PANOSE). Many good fonts leave both empty;
 * then the letter I tells: without serifs it is a plain bar of four lines. */
static bool read_serif(hb_font_t *font, const struct sfnt_table *os2, bool fixed_pitch) {
    unsigned class = sfnt_u8(os2, 30);
    if (class == 8) return false;
    if (class >= 1 && class <= 7) return class != 6;
    unsigned kind = sfnt_u8(os2, 32), serif = sfnt_u8(os2, 33);
    if (kind == 2 && serif >= 2) return serif <= 10;
    return !fixed_pitch && count_segments(font, 'I') > SEGMENTS_OF_SANS_I;
}

static int clamp_weight(double w) {
    return w >= 1 && w <= 1000 ? (int)lround(w) : 400;
}

/* Some old files count weights from 1 to 9. */
static int read_weight(hb_font_t *font) {
    int w = clamp_weight(hb_style_get_value(font, HB_STYLE_TAG_WEIGHT));
    return w < 10 ? w * 100 : w;
}

static bool read_italic(hb_face_t *face, hb_font_t *font) {
    struct sfnt_table os2 = sfnt_open(face, "OS/2");
    unsigned selection = sfnt_u16(&os2, 62);
    sfnt_done(&os2);
    return (selection & 0x201) != 0 || hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0;
}

static void read_style(struct font_face *f) {
    struct sfnt_table os2 = sfnt_open(f->hb, "OS/2"), post = sfnt_open(f->hb, "post");
    f->italic_angle = sfnt_fixed(&post, 4);
    f->fixed_pitch = sfnt_u32(&post, 12) != 0 || (sfnt_u8(&os2, 32) == 2 && sfnt_u8(&os2, 35) == 9);
    f->serif = read_serif(f->font, &os2, f->fixed_pitch);
    f->italic = read_italic(f->hb, f->font);
    sfnt_done(&os2);
    sfnt_done(&post);
}

/* Sets a variable file to the weight wanted, as near as its axis goes. */
static void set_weight(struct font_face *f, int weight) {
    hb_ot_var_axis_info_t axis;
    f->variable = hb_ot_var_has_data(f->hb);
    if (f->variable && weight &&
        hb_ot_var_find_axis_info(f->hb, HB_OT_TAG_VAR_AXIS_WEIGHT, &axis)) {
        float v = (float)weight;
        v = v < axis.min_value ? axis.min_value : v > axis.max_value ? axis.max_value : v;
        hb_variation_t variation = {HB_OT_TAG_VAR_AXIS_WEIGHT, v};
        hb_font_set_variations(f->font, &variation, 1);
    }
    f->weight = read_weight(f->font);
}

static void read_ascii(struct font_face *f) {
    hb_codepoint_t glyph;
    for (unsigned cp = 0; cp < 128; cp++)
        if (hb_font_get_nominal_glyph(f->font, cp, &glyph))
            f->ascii[cp / 64] |= (uint64_t)1 << cp % 64;
}

bool face_open(struct font_face *out, struct arena *a, struct str path, unsigned index,
               int weight) {
    struct font_face f = {.path = str_copy(a, path), .index = index};
    errno = 0;
    if (!file_map(&f.data, f.path.p)) return false;
    errno = 0;
    f.hb = create_face(f.data, index);
    if (!f.hb || !is_embeddable(f.hb)) {
        hb_face_destroy(f.hb);
        file_unmap(f.data);
        return false;
    }
    f.upem = (int32_t)hb_face_get_upem(f.hb);
    f.font = hb_font_create(f.hb);
    f.family = read_family(a, f.hb);
    f.cff = sfnt_has(f.hb, "CFF ");
    set_weight(&f, weight);
    read_style(&f);
    f.ps_name = clean_ps_name(a, read_name(a, f.hb, HB_OT_NAME_ID_POSTSCRIPT_NAME), f.family);
    if (f.variable) f.ps_name = str_printf(a, "%.*s-w%d", STR_ARG(f.ps_name), f.weight);
    read_metrics(&f.metrics, f.font, f.upem);
    read_ascii(&f);
    hb_font_make_immutable(f.font);
    hb_face_make_immutable(f.hb);
    *out = f;
    return true;
}

void face_close(struct font_face *f) {
    hb_font_destroy(f->font);
    hb_face_destroy(f->hb);
    file_unmap(f->data);
    *f = (struct font_face){0};
}

bool face_read_facts(struct face_facts *out, struct arena *a, struct str data, unsigned index) {
    hb_face_t *face = create_face(data, index);
    if (!face) return false;
    bool ok = is_embeddable(face);
    if (ok) {
        hb_font_t *font = hb_font_create(face);
        hb_ot_var_axis_info_t axis;
        out->family = read_family(a, face);
        out->other_family = read_name(a, face, HB_OT_NAME_ID_FONT_FAMILY);
        out->weight = out->weight_min = out->weight_max = read_weight(font);
        if (hb_ot_var_find_axis_info(face, HB_OT_TAG_VAR_AXIS_WEIGHT, &axis)) {
            out->weight_min = clamp_weight(axis.min_value);
            out->weight_max = clamp_weight(axis.max_value);
        }
        out->width = (int)lround((double)hb_style_get_value(font, HB_STYLE_TAG_WIDTH));
        out->italic = read_italic(face, font);
        hb_font_destroy(font);
    }
    hb_face_destroy(face);
    return ok;
}

static bool is_space(uint32_t cp) {
    return cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F;
}

/* Bounded: Unicode's canonical decompositions are at most four deep. */
static bool covers_within(const struct font_face *f, uint32_t cp, int depth) {
    hb_codepoint_t glyph, first, second;
    if (hb_font_get_nominal_glyph(f->font, cp, &glyph)) return true;
    if (depth == 0) return false;
    if (is_space(cp)) return covers_within(f, ' ', depth - 1);
    if (cp == 0x2011) return covers_within(f, 0x2010, depth - 1);
    if (!hb_unicode_decompose(hb_unicode_funcs_get_default(), cp, &first, &second)) return false;
    return covers_within(f, first, depth - 1) && (!second || covers_within(f, second, depth - 1));
}

bool face_covers(const struct font_face *f, uint32_t cp) {
    if (cp < 128 && f->ascii[cp / 64] >> cp % 64 & 1) return true;
    return covers_within(f, cp, 4);
}
