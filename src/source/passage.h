/* passage: a text and where each of its bytes comes from.
 *
 * Markdown stands in files, but also in YAML values (with escapes and folded lines) and in the
 * bodies of directives (with their indentation taken off). A passage is such a text, together with
 * segments that tell for each part where in the file it stood, so that a diagnostic is right
 * whatever lies between. A struct lines is one file; it owns nothing but its table of line starts.
 * Knows nothing of Markdown or YAML. */
#ifndef CHANCERY_SOURCE_PASSAGE_H
#define CHANCERY_SOURCE_PASSAGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"

/* A file and the starts of its lines. */
struct lines {
    uint32_t file; /* for pos.file */
    struct str text;
    VEC(size_t) starts;
    size_t cached_line, cached_offset; /* where the last question was, so that the next is quick */
    uint32_t cached_col;
};

/* The whole text of a file; borrowed. */
struct lines *lines_new(struct arena *a, uint32_t file, struct str text);

/* The place of the byte at offset (to the end, inclusive). Columns count code points. */
struct pos lines_pos(struct lines *l, size_t offset);

/* A part of a passage whose bytes stand unchanged, one after the other, in the file. */
struct segment {
    size_t at;   /* offset in the passage */
    size_t from; /* offset in the file */
};

struct passage {
    struct str text;
    struct lines *lines; /* NULL: all of it comes from `pos` */
    struct pos pos;
    VEC(struct segment) segments;
};

/* n bytes of the file from offset on, as they stand. */
struct passage passage_of_file(struct arena *a, struct lines *l, size_t from, size_t n);

/* A text that is nowhere in a file as it is: every byte has the same place. */
struct passage passage_at(struct str text, struct pos pos);

/* Says that from here on (the n-th byte) the passage continues with the file's offset `from`. */
void passage_segment(struct arena *a, struct passage *p, size_t at, size_t from);

/* The place of the byte at offset (to the end, inclusive). */
struct pos passage_pos(const struct passage *p, size_t offset);

/* The offset in the file of the byte at offset; 0 if it has none. */
size_t passage_file_offset(const struct passage *p, size_t offset);

/* Bytes from offset on that stand side by side on one line of the file; at least one before the
 * end. */
size_t passage_run(const struct passage *p, size_t offset);

/* Bytes from..from+n of a passage, as one. The text is borrowed. */
struct passage passage_slice(struct arena *a, const struct passage *p, size_t from, size_t n);

/* Puts spaces in the place of control characters (C0 but tab and line ends, DEL, C1), byte for
 * byte: escapes in YAML and JSON and entities in Markdown can make them. */
void passage_clean(char *p, size_t n);

/* True if s lies within the passage's text, so that its place can be told by its address. */
bool passage_holds(const struct passage *p, struct str s);

#endif
