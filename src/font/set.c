/* set: the faces of one briefing, by number (font.h). */
#include "font/set.h"

#include <hb-ot.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/utf8.h"
#include "font/ignorable.h"
#include "font/index.h"
#include "font/script.h"

struct font_set *font_set_new(struct font_library *lib, struct arena *a, struct diags *ds) {
    struct font_set *set = arena_new(a, struct font_set);
    set->library = lib;
    set->arena = a;
    set->diags = ds;
    set->buffer = hb_buffer_create();
    hash_init(&set->fallbacks, a);
    return set;
}

void font_set_free(struct font_set *set) {
    if (set) hb_buffer_destroy(set->buffer);
}

size_t font_set_count(const struct font_set *set) {
    return set->faces.n;
}

/* The number of a face in the set; a new one if it is not in it. */
static uint32_t number_of(struct font_set *set, const struct font_face *f) {
    for (size_t i = 0; i < set->faces.n; i++)
        if (set->faces.v[i] == f) return (uint32_t)i;
    *vec_push(set->arena, &set->faces) = f;
    return (uint32_t)set->faces.n - 1;
}

static void report_broken(struct font_set *set, struct str path) {
    for (size_t i = 0; i < set->broken.n; i++)
        if (str_eq(set->broken.v[i], path)) return;
    *vec_push(set->arena, &set->broken) = path;
    diag_add(set->diags, DIAG_FONT_BROKEN, (struct pos){0},
             "replace the file with a whole TrueType or OpenType (CFF) font, or remove it",
             "the font file %.*s cannot be read as a font", STR_ARG(path));
}

static void report_missing(struct font_set *set, const struct font_request *request) {
    struct str names = STR_NONE, hint = STR_NONE;
    for (size_t i = 0; request->families[i]; i++)
        names =
            str_printf(set->arena, "%.*s%s%s", STR_ARG(names), i ? ", " : "", request->families[i]);
    if (request->packages && request->packages[0])
        hint = str_printf(set->arena,
                          "install the package %s, or put the font's files into a folder of fonts",
                          request->packages[0]);
    diag_add(set->diags, DIAG_FONT_MISSING, (struct pos){0}, hint.n ? hint.p : NULL,
             "no font is installed for the role %s, which asks for %.*s", request->role,
             STR_ARG(names));
}

static bool same_families(const char *const *a, const char *const *b) {
    size_t i = 0;
    for (; a[i] && b[i]; i++)
        if (strcmp(a[i], b[i]) != 0) return false;
    return a[i] == b[i];
}

static const struct set_answer *find_answer(const struct font_set *set,
                                            const struct font_request *r) {
    for (size_t i = 0; i < set->answers.n; i++) {
        const struct font_request *q = &set->answers.v[i].request;
        if (q->weight == r->weight && q->italic == r->italic &&
            same_families(q->families, r->families))
            return &set->answers.v[i];
    }
    return NULL;
}

static uint32_t look_for(struct font_set *set, const struct font_request *request) {
    bool broken = false;
    for (size_t i = 0; request->families[i]; i++) {
        struct library_answer answer = library_find(set->library, str_of(request->families[i]),
                                                    request->weight, request->italic);
        if (answer.broken.n) report_broken(set, answer.broken), broken = true;
        if (answer.face) return number_of(set, answer.face);
    }
    if (!broken) report_missing(set, request);
    return FONT_NONE;
}

uint32_t font_set_face(struct font_set *set, const struct font_request *request) {
    const struct set_answer *known = find_answer(set, request);
    if (known) return known->face;
    uint32_t face = look_for(set, request);
    *vec_push(set->arena, &set->answers) = (struct set_answer){*request, face};
    return face;
}

/* --- fallback --- */

/* How unlike two faces are; the kind weighs most. */
static int unlikeness(const struct font_face *a, const struct font_face *b) {
    return (a->fixed_pitch != b->fixed_pitch) * 8000 + (a->serif != b->serif) * 4000 +
           (a->italic != b->italic) * 2000 + abs(a->weight - b->weight);
}

/* The face of the role's family that stands in for `like`: in its style, or upright, or regular.
 * NULL if none of these has cp. A bold face must not stand in for a regular one, nor a face because
 * it happens to be in the set: what is set elsewhere would decide. */
static const struct font_face *stand_in(struct font_set *set, const char *const *families,
                                        const struct font_face *like, uint32_t cp) {
    const struct {
        int weight;
        bool italic;
    } styles[] = {{like->weight, like->italic}, {like->weight, false}, {400, false}};
    for (bool found = false; *families && !found; families++)
        for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
            struct library_answer answer =
                library_find(set->library, str_of(*families), styles[i].weight, styles[i].italic);
            if (!answer.face) break;
            found = true; /* a role has the first of its families that is there */
            if (face_covers(answer.face, cp)) return answer.face;
        }
    return NULL;
}

static const struct font_face *nearest_of_roles(struct font_set *set, const struct font_face *like,
                                                uint32_t cp) {
    const struct font_face *best = NULL;
    for (size_t i = 0; i < set->role_count; i++) {
        const struct font_face *f = stand_in(set, set->roles[i], like, cp);
        if (f && (!best || unlikeness(f, like) < unlikeness(best, like))) best = f;
    }
    return best;
}

void font_set_use_roles(struct font_set *set, const char *const *const *families, size_t n) {
    set->roles = families;
    set->role_count = n;
}

void font_set_use_fallbacks(struct font_set *set, const struct font_fallback *list, size_t n) {
    set->fallback_families = list;
    set->fallback_family_count = n;
}

/* Asks the families for one script (scripted), or those for any. */
static const struct font_face *family_fallback(struct font_set *set, const struct font_face *like,
                                               uint32_t cp, struct str lang, bool scripted) {
    for (size_t i = 0; i < set->fallback_family_count; i++) {
        const struct font_fallback *f = &set->fallback_families[i];
        if (scripted != (f->script != NULL) || !script_serves(f->script, cp, lang)) continue;
        struct library_answer answer =
            library_find(set->library, str_of(f->family), like->weight, like->italic);
        if (answer.face && face_covers(answer.face, cp)) return answer.face;
    }
    return NULL;
}

/* A family for the script comes before the roles' own. */
static uint32_t search_fallback(struct font_set *set, uint32_t wanted, uint32_t cp,
                                struct str lang) {
    const struct font_face *like = set_face(set, wanted);
    const struct font_face *f = family_fallback(set, like, cp, lang, true);
    if (!f) f = nearest_of_roles(set, like, cp);
    if (!f) f = family_fallback(set, like, cp, lang, false);
    if (!f) f = library_fallback(set->library, like, cp, lang);
    return f ? number_of(set, f) : FONT_NONE;
}

uint32_t font_set_fallback(struct font_set *set, uint32_t wanted, uint32_t cp, struct str lang) {
    if (wanted == FONT_NONE || font_face_covers(set, wanted, cp)) return wanted;
    char bytes[64];
    int n = snprintf(bytes, sizeof bytes, "%x %x %.*s", wanted, cp,
                     (int)(lang.n < 32 ? lang.n : 32), lang.p ? lang.p : "");
    struct str key = {bytes, (size_t)n};
    const struct set_fallback *known = hash_get(&set->fallbacks, key);
    if (known) return known->face;
    struct set_fallback *found = arena_new(set->arena, struct set_fallback);
    found->face = search_fallback(set, wanted, cp, lang);
    hash_put(&set->fallbacks, str_copy(set->arena, key), found);
    return found->face;
}

const char *font_set_package(const struct font_set *set, uint32_t cp, struct str lang) {
    for (size_t i = 0; i < set->fallback_family_count; i++) {
        const struct font_fallback *f = &set->fallback_families[i];
        if (f->package && f->script && script_serves(f->script, cp, lang)) return f->package;
    }
    return NULL;
}

/* --- asking of a face --- */

static bool covers(const struct font_face *f, uint32_t cp) {
    return ignorable_is(cp) || face_covers(f, cp);
}

bool font_face_covers(const struct font_set *set, uint32_t face, uint32_t cp) {
    return covers(set_face(set, face), cp);
}

bool set_face_covers(const struct font_face *f, struct str text) {
    for (size_t i = 0; i < text.n;)
        if (!covers(f, utf8_next(text, &i))) return false;
    return true;
}

bool font_face_covers_text(const struct font_set *set, uint32_t face, struct str text) {
    return set_face_covers(set_face(set, face), text);
}

struct str font_face_name(const struct font_set *set, uint32_t face) {
    return set_face(set, face)->ps_name;
}

struct str font_face_path(const struct font_set *set, uint32_t face) {
    return set_face(set, face)->path;
}

int32_t font_face_upem(const struct font_set *set, uint32_t face) {
    return set_face(set, face)->upem;
}

struct font_metrics font_face_metrics(const struct font_set *set, uint32_t face, sp size) {
    const struct font_face *f = set_face(set, face);
    const struct face_metrics *m = &f->metrics;
#define SCALED(field) .field = sp_scale(m->field, size, f->upem)
    return (struct font_metrics){
        SCALED(ascent),
        SCALED(descent),
        SCALED(cap_height),
        SCALED(x_height),
        SCALED(underline_position),
        SCALED(underline_thickness),
        SCALED(strikeout_position),
        SCALED(space),
        SCALED(superior_rise),
        SCALED(superior_size),
        SCALED(hyphen),
    };
#undef SCALED
}

static bool table_has_feature(hb_face_t *face, hb_tag_t table, hb_tag_t wanted) {
    hb_tag_t tags[32];
    unsigned start = 0, n;
    do {
        n = sizeof tags / sizeof *tags;
        hb_ot_layout_table_get_feature_tags(face, table, start, &n, tags);
        for (unsigned i = 0; i < n; i++)
            if (tags[i] == wanted) return true;
        start += n;
    } while (n == sizeof tags / sizeof *tags);
    return false;
}

bool font_face_has_feature(const struct font_set *set, uint32_t face, const char tag[4]) {
    hb_face_t *hb = set_face(set, face)->hb;
    hb_tag_t wanted = HB_TAG(tag[0], tag[1], tag[2], tag[3]);
    return table_has_feature(hb, HB_OT_TAG_GSUB, wanted) ||
           table_has_feature(hb, HB_OT_TAG_GPOS, wanted);
}

bool font_glyph_extents(int32_t *x_min, int32_t *y_min, int32_t *x_max, int32_t *y_max,
                        const struct font_set *set, uint32_t face, uint32_t glyph) {
    hb_glyph_extents_t e;
    if (!hb_font_get_glyph_extents(set_face(set, face)->font, glyph, &e)) return false;
    if (e.width == 0 && e.height == 0) return false;
    *x_min = e.x_bearing;
    *x_max = e.x_bearing + e.width;
    *y_max = e.y_bearing;
    *y_min = e.y_bearing + e.height;
    return true;
}
