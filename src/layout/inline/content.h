/* content: one paragraph as it is made ready to be broken. Private to inline/.
 *
 * The paragraph is one text; spans say how each stretch of it is set and where it belongs, objects
 * stand in it as U+FFFC, a forced line end is '\n'. From these come chunks: words, spaces and
 * objects in logical order; and opportunities: what may happen before each byte. */
#ifndef CHANCERY_LAYOUT_INLINE_CONTENT_H
#define CHANCERY_LAYOUT_INLINE_CONTENT_H

#include "layout/inline/break.h"
#include "layout/inline/context.h"

enum {
    SPAN_STRIKE = 1,     /* struck through */
    SPAN_CODE = 2,       /* spaces are kept, breaks are code's */
    SPAN_TIGHT = 4,      /* no line begins here: a note mark */
    SPAN_NO_HYPHENS = 8, /* no hyphens from patterns */
    SPAN_UNDERLINE = 16,
    SPAN_WHOLE = 32 /* no line ends within */
};

/* A stretch of text set in one way; it goes to the next span's start. */
struct span {
    size_t from;
    struct inline_font *font;
    sp rise;
    uint32_t colour;
    uint32_t node;   /* structure node of its items */
    uint32_t link;   /* index + 1 into links, 0: none */
    uint32_t object; /* index + 1 into objects */
    unsigned flags;
};

/* Where in the source the text from offset on comes from. */
struct origin {
    size_t offset;
    struct pos pos;
    struct pos node; /* of the piece of source text that it is part of */
};

enum object_kind { OBJECT_IMAGE, OBJECT_SPACE, OBJECT_TASK };

struct object {
    enum object_kind kind;
    sp width, height;
    sp full_width, full_height; /* of an image, where the measure has room for it */
    uint32_t image;
    bool done;
};

#define REPORTS_MOST 20 /* of one paragraph */

/* Something that a line reports when it bears the byte at offset. */
enum mark_kind { MARK_NOTE, MARK_WORK, MARK_DESTINATION };

struct mark {
    size_t offset;
    enum mark_kind kind;
    struct doc_note *note;
    size_t work;
    uint32_t destination;
};

/* What the author asked for between two characters, instead of a character in the text. */
enum wish_kind { WISH_HYPHEN, WISH_BREAK, WISH_NO_BREAK };

struct wish {
    size_t offset;
    enum wish_kind kind;
};

struct link {
    uint32_t node;
    struct str url;
    uint32_t destination;
};

enum chunk_kind { CHUNK_WORD, CHUNK_SPACE, CHUNK_OBJECT, CHUNK_BREAK };

struct chunk {
    unsigned char kind;  /* enum chunk_kind */
    unsigned char level; /* of embedding */
    char script[5];
    uint32_t span;
    uint32_t from, to; /* bytes of the text */
    const struct inline_shaped *shaped;
    sp width;
    sp give; /* what it stretches and shrinks by: a space by its width, a word of an unspaced script
                by something after it, 0 others */
};

/* Where a line ends and the next begins: the chunks before `last`, those from `first` on, those at
 * the edges cut to the text before `end` and from `start` on. Between the two are spaces. */
struct cut {
    uint32_t last, first;
    uint32_t end, start;
    bool hyphen; /* one must be put */
    bool space;  /* a space or a line end was left out */
};

struct kept;

struct inline_content {
    struct layout *l;
    struct inline_context *context;
    struct arena *arena; /* of the content itself */
    struct arena *lines; /* of what is set of it, the galley's */
    enum style_type_id type;
    struct str lang;
    bool rtl;
    bool finished;
    sp ascent, descent; /* the strut */
    struct inline_font *base;

    VEC(char) text;
    VEC(struct span) spans;
    VEC(struct origin) origins;
    struct origin asked; /* the place asked for last */
    unsigned reports;    /* lines reported as too wide or too loose, at most REPORTS_MOST */
    VEC(struct object) objects;
    VEC(struct mark) marks;
    VEC(struct wish) wishes;
    VEC(struct link) links;

    struct kept *kept; /* what a content like this one came to before (kept.h) */
    bool kept_asked;

    /* in the context's working memory, while content_prepare was not called for another */
    unsigned char *opportunities; /* text.n + 1 of them */
    VEC(struct chunk) chunks;
    VEC(struct break_point) points;
    VEC(struct cut) cuts; /* parallel to points */
};

/* What the text is set in from here on; appended text that is set alike joins the last span. */
struct setting {
    struct inline_font *font;
    sp rise;
    uint32_t colour, node, link;
    unsigned flags;
};

/* Appends text, collapsing spaces; U+00AD, U+200B and U+2060 become wishes. */
void content_append(struct inline_content *c, const struct setting *s, struct str text,
                    struct pos pos);

/* What is to happen before the next character. */
void content_wish(struct inline_content *c, enum wish_kind kind);

void content_append_object(struct inline_content *c, const struct setting *s,
                           const struct object *o, struct pos pos);

/* Removes spaces at the end of what there is so far. */
void content_trim(struct inline_content *c);

/* The place in the source of the byte at offset. */
struct pos content_pos(struct inline_content *c, size_t offset);

/* The same of the piece of source text that the byte is part of. */
struct pos content_node_pos(const struct inline_content *c, size_t offset);

/* The span that holds the byte at offset. */
uint32_t content_span_at(const struct inline_content *c, size_t offset);

/* The end of a span. */
static inline size_t content_span_end(const struct inline_content *c, uint32_t span) {
    return span + 1 < c->spans.n ? c->spans.v[span + 1].from : c->text.n;
}

static inline struct str content_text(const struct inline_content *c) {
    return (struct str){c->text.v, c->text.n};
}

/* Makes the chunks, points and cuts of a finished content, if they are not at hand. A galley keeps
 * only text and spans: a word takes ten bytes of them, and three hundred of the rest, which is made
 * anew in a microsecond where another variant is asked for. */
void content_prepare(struct inline_content *c);

/* itemise.c: fills chunks. */
void content_itemise(struct inline_content *c);

/* missing.c: says which characters of a chunk no font has. */
void content_report_missing(struct inline_content *c, const struct chunk *k);

/* items.c: fills points and cuts. */
void content_measure(struct inline_content *c);

/* A piece of a chunk's word, with a hyphen after it if asked. */
const struct inline_shaped *content_shape(const struct inline_content *c, const struct chunk *k,
                                          size_t from, size_t to, bool hyphen);

/* line.c: sets the line between two points (from SIZE_MAX: the start). */
struct line_request {
    const struct inline_shape *shape;
    const struct break_params *params;
    size_t from, to;
};
void line_set(struct inline_line *out, struct inline_content *c, const struct line_request *r);

#endif
