/* face: one face of one font file, open for shaping and subsetting.
 *
 * Takes a path, the index in a collection and, for a variable file, the weight wanted; makes a
 * HarfBuzz font over the mapped file, at the scale of its own units, with its metrics read once.
 * Immutable after face_open and so safe to share between threads. The file may be hostile:
 * HarfBuzz checks each table before it is used. Private to font/. */
#ifndef CHANCERY_FONT_FACE_H
#define CHANCERY_FONT_FACE_H

#include <hb.h>
#include "base/arena.h"
#include "base/str.h"

/* Metrics in font units; descent is positive. */
struct face_metrics {
    int32_t ascent, descent, cap_height, x_height;
    int32_t underline_position, underline_thickness, strikeout_position;
    int32_t space, hyphen;
    int32_t superior_rise, superior_size;
};

struct font_face {
    struct str path;
    struct str data; /* the mapped file */
    unsigned index;  /* in a collection */
    hb_face_t *hb;
    hb_font_t *font;
    struct str ps_name, family;
    int32_t upem;
    int weight; /* as in CSS, 1..1000 */
    bool italic, serif, fixed_pitch;
    bool cff;            /* CFF outlines, else TrueType */
    bool variable;       /* a variable file, set to weight */
    double italic_angle; /* degrees, negative when it leans to the right */
    struct face_metrics metrics;
    uint64_t ascii[2]; /* which of these characters it has, in bits */
};

/* What a file says of itself, without being opened for shaping: for the index. */
struct face_facts {
    struct str family,
        other_family; /* typographic family (name 16); that of name 1 if it differs */
    int weight, weight_min, weight_max; /* min < max only in a variable file */
    int width;                          /* per cent, 100 is normal */
    bool italic;
};

/* Opens a face; strings go into the arena. False if the file cannot be read as a font, with errno
 * set if the file system refused it and 0 if what it holds is not a font that can be embedded. */
bool face_open(struct font_face *out, struct arena *a, struct str path, unsigned index, int weight);

void face_close(struct font_face *f);

/* Number of faces in a mapped file; 0 if it is no font. */
unsigned face_count(struct str data);

/* Reads the facts of a face in a mapped file; false if it is not usable. */
bool face_read_facts(struct face_facts *out, struct arena *a, struct str data, unsigned index);

/* True if the face shows cp: by a glyph of its own, or as HarfBuzz will compose it (spaces by the
 * space, the no-break hyphen by the hyphen, a letter by its parts). */
bool face_covers(const struct font_face *f, uint32_t cp);

#endif
