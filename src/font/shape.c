/* shape: text to glyphs, through HarfBuzz (font.h).
 *
 * Clusters are kept by character, in order of the text, so that a base and its mark each keep their
 * own part of it: /ToUnicode is made from them, and a word can be cut at any cluster that is not
 * unsafe to break. Default-ignorable characters leave no glyph; their bytes fall to the cluster
 * beside them. */
#include "font/shape.h"

#include <hb-ot.h>
#include "font/ahead.h"

enum { FEATURES_ON_STACK = 16, CONTEXT_BYTES = 32 };

/* The script as given, or that of the first letter. */
static void set_segment(hb_buffer_t *buffer, const struct font_shape_request *r) {
    hb_buffer_set_direction(buffer, r->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    if (r->script) hb_buffer_set_script(buffer, hb_script_from_string(r->script, 4));
    if (r->lang.n)
        hb_buffer_set_language(buffer, hb_language_from_string(r->lang.p, (int)r->lang.n));
    if (!r->script || !r->lang.n) hb_buffer_guess_segment_properties(buffer);
}

/* The text with at most five characters before and after as context; HarfBuzz takes the context
 * before from a first, empty item, and that after from a last one. */
static void set_text(hb_buffer_t *buffer, const struct font_shape_request *r) {
    struct str before = r->before, after = r->after;
    if (before.n > CONTEXT_BYTES)
        before = str_slice(before, before.n - CONTEXT_BYTES, CONTEXT_BYTES);
    if (after.n > CONTEXT_BYTES) after.n = CONTEXT_BYTES;
    if (before.n) hb_buffer_add_utf8(buffer, before.p, (int)before.n, (unsigned)before.n, 0);
    hb_buffer_add_utf8(buffer, r->text.p, (int)r->text.n, 0, (int)r->text.n);
    if (after.n) hb_buffer_add_utf8(buffer, after.p, (int)after.n, 0, 0);
}

static hb_buffer_flags_t flags_of(const struct font_shape_request *r) {
    unsigned flags = HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES;
    if (!r->before.n) flags |= HB_BUFFER_FLAG_BOT;
    if (!r->after.n) flags |= HB_BUFFER_FLAG_EOT;
    return (hb_buffer_flags_t)flags;
}

static void prepare(hb_buffer_t *buffer, const struct font_shape_request *r) {
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, flags_of(r));
    set_text(buffer, r);
    set_segment(buffer, r);
}

static void copy_features(hb_feature_t *out, const struct font_shape_request *r) {
    for (size_t i = 0; i < r->feature_count; i++) {
        const struct font_feature *f = &r->features[i];
        out[i] = (hb_feature_t){HB_TAG(f->tag[0], f->tag[1], f->tag[2], f->tag[3]), f->value,
                                HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    }
}

static struct font_glyph *copy_glyphs(size_t *count, struct arena *a, hb_buffer_t *buffer) {
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(buffer, NULL);
    struct font_glyph *glyphs = arena_new_array(a, n, struct font_glyph);
    for (unsigned i = 0; i < n; i++)
        glyphs[i] = (struct font_glyph){
            .id = info[i].codepoint,
            .advance = pos[i].x_advance,
            .x_offset = pos[i].x_offset,
            .y_offset = pos[i].y_offset,
            .cluster = info[i].cluster,
            .unsafe_to_break =
                (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0,
        };
    *count = n;
    return glyphs;
}

struct font_glyph *shape_run(size_t *count, struct arena *a, hb_buffer_t *buffer,
                             const struct font_face *face, const struct font_shape_request *r) {
    hb_feature_t some[FEATURES_ON_STACK], *features = some;
    if (r->feature_count > FEATURES_ON_STACK)
        features = arena_new_array(a, r->feature_count, hb_feature_t);
    copy_features(features, r);
    prepare(buffer, r);
    hb_shape(face->font, buffer, features, (unsigned)r->feature_count);
    if (!hb_buffer_allocation_successful(buffer)) arena_fail();
    return copy_glyphs(count, a, buffer);
}

const struct font_glyph *font_shape(size_t *count, struct font_set *set, struct arena *a,
                                    const struct font_shape_request *request) {
    const struct font_face *face = set_face(set, request->face);
    const struct ahead_word *known = set->ahead ? ahead_find(set->ahead, face, request) : NULL;
    if (!known) return shape_run(count, a, set->buffer, face, request);
    *count = known->count;
    return known->glyphs;
}
