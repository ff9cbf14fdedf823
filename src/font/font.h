/* font: from a family's name to faces, and from text to glyphs.
 *
 * Takes families, weights and file folders; makes faces (HarfBuzz over mapped files), shapes words,
 * tells coverage, picks a face for a character that the wanted one lacks, subsets for embedding.
 * The only home of HarfBuzz and fontconfig. Knows no roles, sizes of type or languages of ours
 * beyond the strings it is given; layout/ asks by face index.
 *
 * Two lives: a font_library is shared by all briefings (mapped files, index of families; immutable
 * after each once-build; safe to share between threads), a font_set belongs to one briefing and
 * numbers the faces that it uses, in the order first asked for, so that the same input gives the
 * same numbers. */
#ifndef CHANCERY_FONT_FONT_H
#define CHANCERY_FONT_FONT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/units.h"

struct font_library;
struct font_set;

/* folders: searched first, in this order, recursively; NULL-terminated; copied. */
struct font_library *font_library_new(const char *const *folders);
void font_library_free(struct font_library *lib);

struct font_set *font_set_new(struct font_library *lib, struct arena *a, struct diags *ds);
void font_set_free(struct font_set *set);

/* A hash of the names of all fonts in the system's and the user's folders: while it is the same, no
 * font has come that would now be chosen, and none is gone. */
uint64_t font_installed_hash(void);

#define FONT_NONE UINT32_MAX

/* What a role asks for. families are tried in order; weight as in CSS (400, 700). */
struct font_request {
    const char *const *families; /* NULL-terminated */
    const char *const
        *packages; /* NULL-terminated: Debian packages to suggest when missing, or NULL */
    int weight;
    bool italic;
    const char *role; /* for messages: "text" */
};

/* The face nearest to the request, its index in the set. When no family is there: FONT_MISSING with
 * the package to install, and FONT_NONE. */
uint32_t font_set_face(struct font_set *set, const struct font_request *request);

/* Sets the families of the roles, NULL-terminated lists in the order they are tried: what one role
 * lacks another may have. Borrowed for the set's life. */
void font_set_use_roles(struct font_set *set, const char *const *const *families, size_t n);

/* A family to ask for what the roles' own lack. script: the one that it is for (ISO 15924; Hans,
 * Hant, Jpan and Kore are told apart by the language), or NULL: any. */
struct font_fallback {
    const char *family, *script;
    const char *package; /* the Debian package that holds it, or NULL */
};

/* Sets the families that font_set_fallback asks, in order; borrowed for the set's life. */
void font_set_use_fallbacks(struct font_set *set, const struct font_fallback *list, size_t n);

/* A face that has the character: wanted itself, else the fallback families for its script, else the
 * roles' families, that of like kind first, else the fallback families for any script, else what
 * fontconfig finds (with the language as a hint); whatever else is in the set. FONT_NONE if no font
 * at hand has it. Never diagnoses: the caller knows the place. */
uint32_t font_set_fallback(struct font_set *set, uint32_t wanted, uint32_t cp, struct str lang);

/* The Debian package that would bring a face for cp in a text of lang, for a hint; NULL if the
 * fallback families name none. */
const char *font_set_package(const struct font_set *set, uint32_t cp, struct str lang);

/* True if the face has a glyph for cp. Default-ignorable characters count as had. */
bool font_face_covers(const struct font_set *set, uint32_t face, uint32_t cp);

/* True if it covers all of a text. */
bool font_face_covers_text(const struct font_set *set, uint32_t face, struct str text);

/* Metrics at a size, sp; descent is positive. Missing tables are estimated. */
struct font_metrics {
    sp ascent, descent, cap_height, x_height;
    sp underline_position, underline_thickness; /* below the baseline, positive */
    sp strikeout_position;                      /* above the baseline */
    sp space;                                   /* advance of U+0020 */
    sp superior_rise, superior_size;            /* OS/2's superscript offsets and size */
    sp hyphen;                                  /* advance of U+2010 or U+002D */
};
struct font_metrics font_face_metrics(const struct font_set *set, uint32_t face, sp size);

size_t font_set_count(const struct font_set *set);
struct str font_face_name(const struct font_set *set, uint32_t face); /* PostScript name */
struct str font_face_path(const struct font_set *set, uint32_t face); /* of its file */

/* True if the face has the OpenType feature for any script: "smcp", "onum", "sups"… */
bool font_face_has_feature(const struct font_set *set, uint32_t face, const char tag[4]);

/* An OpenType feature switched; value 0 is off. */
struct font_feature {
    char tag[4];
    uint32_t value;
};

/* A shaped glyph, in font units of the face (font_face_upem to the em). */
struct font_glyph {
    uint32_t id;
    int32_t advance, x_offset, y_offset;
    uint32_t cluster; /* byte offset in the text */
    bool unsafe_to_break;
};

struct font_shape_request {
    uint32_t face;
    struct str text;          /* one run: one face, script, direction, language */
    struct str before, after; /* neighbours in the text, for context; or empty */
    struct str lang;          /* BCP 47 */
    const char *script;       /* ISO 15924 ("Latn"), or NULL: guessed */
    bool rtl;
    const struct font_feature *features;
    size_t feature_count;
};

/* Shapes; glyphs in visual order, in the arena or among the words shaped ahead: good until either
 * is gone. */
const struct font_glyph *font_shape(size_t *count, struct font_set *set, struct arena *a,
                                    const struct font_shape_request *request);

int32_t font_face_upem(const struct font_set *set, uint32_t face);

/* The bounding box of a glyph in font units, y up; false if it has none. For protrusion and art. */
bool font_glyph_extents(int32_t *x_min, int32_t *y_min, int32_t *x_max, int32_t *y_max,
                        const struct font_set *set, uint32_t face, uint32_t glyph);

/* --- shaping ahead ---------------------------------------------------------------------------- */

/* Words that a second thread shapes while the set's own thread does something else, which then
 * finds them shaped. What it finds is what it would have made: only time depends on it. */
struct font_ahead;
struct font_face;

/* Room for `most` words. Until it is freed, font_shape looks there first. */
struct font_ahead *font_ahead_new(struct font_set *set, size_t most);

/* By the set's thread, when the second one is done with it. */
void font_ahead_free(struct font_ahead *a, struct font_set *set);

/* On the second thread: the face nearest to the request, NULL if there is none (of which
 * font_set_face will say so); and shaping a word in it, the request's own face left aside. */
const struct font_face *font_ahead_face(struct font_ahead *a, const struct font_request *request);
void font_ahead_shape(struct font_ahead *a, const struct font_face *face,
                      const struct font_shape_request *request);

/* --- embedding: for pdf/ --------------------------------------------------------------------- */

/* What PDF wants to know of a face, in thousandths of the em. */
struct font_descriptor {
    struct str ps_name, family;
    bool cff; /* CFF outlines, else TrueType */
    bool fixed_pitch, serif, italic;
    int weight;
    double italic_angle;
    int ascent, descent, cap_height, x_height, stem_v; /* descent negative */
    int box[4];
};
struct font_descriptor font_face_descriptor(const struct font_set *set, uint32_t face);

/* A subset for embedding: a whole TrueType file, or the bare CFF table of a CFF face. Glyph ids are
 * new and dense. widths are by new id, thousandths of the em, rounded as font units allow. */
struct font_subset {
    uint32_t *new_ids; /* parallel to the glyphs asked for; in the arena */
    uint32_t count;    /* glyphs in the subset, .notdef included */
    double *widths;    /* in the arena */
    struct str data;   /* the bytes, once they are made; empty if that failed */
    const struct font_face *face;
    struct hb_subset_plan_t *plan;
    struct hb_blob_t *blob; /* holds data */
};

/* Says which glyphs the subset has and how wide they are, before it is made. glyphs: distinct old
 * ids, ascending. False and FONT_BROKEN if HarfBuzz cannot. */
bool font_face_subset(struct font_subset *out, struct font_set *set, struct arena *a, uint32_t face,
                      const uint32_t *glyphs, size_t count);

/* Makes the bytes; on any thread, for it has nothing to do with the set. */
void font_subset_make(struct font_subset *s);

/* Afterwards, on the set's thread: false and FONT_BROKEN if making failed. */
bool font_subset_made(const struct font_subset *s, struct font_set *set);

/* Frees what is not in the arena; of zeros too. */
void font_subset_done(struct font_subset *s);

#endif
