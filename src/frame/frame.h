/* frame: what stands where. The only contract between layout and any output.
 *
 * Made by layout/, read by pdf/, by the dump and by tests. Pages hold items: glyph runs, paths,
 * images; each names the structure node it belongs to or is an artifact. Whatever else an output
 * may not ask doc for stands here too: metadata, languages, outline, destinations, links.
 * Faces and images are indices into the font set and the image set that go with the document.
 * All of it is owned by one arena (frame_document.arena).
 *
 * Coordinates: sp, from the top left corner of the page, x to the right, y down; a run's y is its
 * baseline. Painting order is the order of a page's items; reading order is the structure tree, and
 * within a node the order of its items: the runs of a right-to-left line come as they are read. */
#ifndef CHANCERY_FRAME_FRAME_H
#define CHANCERY_FRAME_FRAME_H

#include "base/arena.h"
#include "base/str.h"
#include "base/units.h"
#include "base/vec.h"

/* sRGB, 8 bits each: 0xRRGGBB. */
typedef uint32_t frame_colour;

struct frame_point {
    sp x, y;
};

struct frame_rect {
    sp x, y, width, height;
};

/* One positioned glyph of a word, in sp at the word's size, without expansion. */
struct frame_glyph {
    uint32_t id;       /* glyph index in the face, before subsetting */
    int32_t advance;
    int32_t x_offset, y_offset; /* y up, as fonts have it */
    uint32_t cluster;  /* byte offset into the word's text where this glyph's characters begin */
};

/* A shaped word, shared by every run that sets it; immutable. Glyphs are in visual order, left to
 * right. Clusters ascend in left-to-right words and descend in right-to-left ones. */
struct frame_word {
    uint32_t face; /* index into the font set */
    sp size;
    bool rtl;
    uint32_t glyph_count;
    const struct frame_glyph *glyphs;
    struct str text; /* the characters it shows, for /ToUnicode and the dump */
    sp width;
};

/* Bits of frame_run.flags. */
enum {
    FRAME_SPACE_AFTER = 1,  /* a word space follows in the text (also at a line's end) */
    FRAME_SOFT_HYPHEN = 2,  /* the last glyph is a hyphen that the typesetter put: U+00AD in the text */
};

/* A word placed. Its width on the page is word->width * (1000 + expansion) / 1000, along the way. */
struct frame_run {
    const struct frame_word *word;
    sp x, y;
    int32_t expansion; /* of glyphs, horizontally, in thousandths: -20..20 */
    frame_colour colour;
    uint32_t flags;
    struct frame_point way; /* where the baseline goes from x, y, of any length; 0, 0: to the right */
};

enum frame_path_op { FRAME_MOVE, FRAME_LINE, FRAME_CURVE, FRAME_CLOSE };

/* MOVE and LINE use p[0]; CURVE is a cubic Bézier to p[2] with controls p[0] and p[1]. */
struct frame_segment {
    enum frame_path_op op;
    struct frame_point p[3];
};

struct frame_path {
    const struct frame_segment *segments;
    size_t count;
    bool fill, stroke;
    frame_colour fill_colour, stroke_colour;
    sp stroke_width;
    sp dash_on, dash_off; /* 0: solid */
    bool round;           /* round caps and joins */
};

struct frame_image {
    uint32_t image; /* index into the image set */
    struct frame_rect rect;
};

enum frame_item_kind { FRAME_RUN, FRAME_PATH, FRAME_IMAGE };

/* What is painted and not read. Running heads and folios are HEADER and FOOTER, as PDF/UA asks. */
enum frame_artifact {
    FRAME_ARTIFACT_LAYOUT, /* rules, repeated captions and rows */
    FRAME_ARTIFACT_PAGINATION,
    FRAME_ARTIFACT_BACKGROUND, /* tints behind text */
    FRAME_ARTIFACT_HEADER,
    FRAME_ARTIFACT_FOOTER,
    FRAME_ARTIFACT_COUNT
};

#define FRAME_ARTIFACT UINT32_MAX /* of kind FRAME_ARTIFACT_LAYOUT */

/* The value of frame_item.node for an artifact of this kind, and back. */
static inline uint32_t frame_artifact_node(enum frame_artifact kind) {
    return FRAME_ARTIFACT - (uint32_t)kind;
}

static inline bool frame_is_artifact(uint32_t node) {
    return node > FRAME_ARTIFACT - (uint32_t)FRAME_ARTIFACT_COUNT;
}

static inline enum frame_artifact frame_artifact_of(uint32_t node) {
    return (enum frame_artifact)(FRAME_ARTIFACT - node);
}

struct frame_item {
    enum frame_item_kind kind;
    uint32_t node; /* index into frame_document.nodes, or frame_artifact_node(kind) */
    union {
        struct frame_run run;
        struct frame_path *path;
        struct frame_image image;
    } u;
};

/* A link's area on one page. A link broken over lines has several with the same node. */
struct frame_link {
    struct frame_rect rect;
    uint32_t node;   /* a node of role FRAME_ROLE_LINK (or NOTE_MARK: also a link) */
    struct str url;  /* an external target; or empty */
    uint32_t target; /* index into frame_document.destinations, when url is empty */
};

struct frame_page {
    sp width, height;
    VEC(struct frame_item) items;
    VEC(struct frame_link) links;
    struct str label; /* the folio as a reader says it: "3" */
};

/* What a structure node is. Named for what it means; pdf/ maps it to PDF's types. */
enum frame_role {
    FRAME_ROLE_DOCUMENT,
    FRAME_ROLE_TEXT,       /* no element of its own: a stretch of its parent's text, so that text
                              before, in and after a child element keeps its order */
    FRAME_ROLE_TITLE, FRAME_ROLE_SUBTITLE, /* pdf 1.7: P */
    FRAME_ROLE_SECTION,    /* Sect */
    FRAME_ROLE_GROUP,      /* Div */
    FRAME_ROLE_HEADING,    /* H1..H6 by level */
    FRAME_ROLE_PARAGRAPH,  /* P */
    FRAME_ROLE_QUOTE,      /* BlockQuote */
    FRAME_ROLE_LIST, FRAME_ROLE_ITEM, FRAME_ROLE_LABEL, FRAME_ROLE_BODY, /* L LI Lbl LBody */
    FRAME_ROLE_TABLE, FRAME_ROLE_TABLE_HEAD, FRAME_ROLE_TABLE_BODY, FRAME_ROLE_ROW,
    FRAME_ROLE_HEADER_CELL, FRAME_ROLE_CELL, /* Table THead TBody TR TH TD */
    FRAME_ROLE_CAPTION, FRAME_ROLE_FIGURE, FRAME_ROLE_CODE,
    FRAME_ROLE_NOTE,       /* Note; has an ID of its own */
    FRAME_ROLE_REFERENCE,  /* Reference: a note mark, around its link */
    FRAME_ROLE_LINK,
    FRAME_ROLE_SPAN, FRAME_ROLE_EMPH, FRAME_ROLE_STRONG, /* Span in PDF 1.7 */
    FRAME_ROLE_CONTENTS, FRAME_ROLE_CONTENTS_ITEM, /* TOC TOCI */
    FRAME_ROLE_BIBLIOGRAPHY_ENTRY, /* BibEntry */
    FRAME_ROLE_COUNT
};

#define FRAME_NO_NODE UINT32_MAX

/* A list of header cells, the innermost first. Lists share what they have in common. */
struct frame_header {
    uint32_t node;
    const struct frame_header *outer; /* or NULL */
};

/* A node of the structure tree, which is the reading order. Children come in the order made, but
 * for those put behind another. */
struct frame_node {
    enum frame_role role;
    uint32_t parent, first, last, next; /* FRAME_NO_NODE: none */
    int level;                          /* of a heading */
    bool ordered;                       /* list with numbers */
    bool row_header;                    /* header cell of a row, else of a column */
    bool named;                         /* header cell: others refer to it */
    int colspan, rowspan;               /* of a cell; 0 is 1 */
    /* Of a cell: its heads in its columns and in its row, where scopes do not tell them. */
    const struct frame_header *column_heads, *row_heads;
    struct frame_says *says; /* NULL: nothing; use frame_says_of */
};

/* What few nodes say of themselves. */
struct frame_says {
    struct str lang;      /* where it changes */
    struct str alt;       /* FIGURE, LINK: what a screen reader says; TABLE: its summary */
    struct str actual;    /* text that stands for what is drawn */
    struct str expansion; /* of an abbreviation */
    struct str id;        /* for NOTE, unique */
    struct str title;
};

struct frame_destination {
    struct str id;  /* unique name */
    uint32_t page;  /* from 0; UINT32_MAX until placed */
    sp x, y;        /* what is scrolled to */
    uint32_t node;  /* structure node it is, or FRAME_NO_NODE */
};

/* Bookmarks, in order; level from 1. */
struct frame_outline {
    struct str title;
    int level;
    uint32_t destination;
};

/* Dates as written in PDF and XMP; year 0: not given, and left out. UTC. */
struct frame_date {
    int year, month, day, hour, minute, second;
};

struct frame_meta {
    struct str title, subject, keywords; /* subject: the abstract as plain text */
    struct str *authors;
    size_t author_count;
    struct str lang; /* BCP 47 */
    bool from_right; /* pages are bound and read from the right */
    struct frame_date created;
    struct str producer;
};

struct frame_document {
    struct arena *arena;
    struct frame_meta meta;
    VEC(struct frame_page) pages;
    VEC(struct frame_node) nodes; /* nodes.v[0] is the document */
    VEC(struct frame_destination) destinations;
    VEC(struct frame_outline) outline;
};

struct frame_document *frame_document_new(struct arena *a);

/* Adds a node as parent's last child; returns its index. Pointers into nodes do not survive it. */
uint32_t frame_add_node(struct frame_document *d, uint32_t parent, enum frame_role role);

/* Adds a node as the next sibling of one that has a parent; returns its index. */
uint32_t frame_add_node_after(struct frame_document *d, uint32_t sibling, enum frame_role role);

/* Says that so many nodes more are about to be added, so that room is made once. */
void frame_expect_nodes(struct frame_document *d, size_t more);

/* What the node says, to be read: all empty if it says nothing. */
const struct frame_says *frame_says_of(const struct frame_node *node);

/* The same to be filled in, made when first asked for; in the document's arena. */
struct frame_says *frame_say(struct frame_document *d, uint32_t node);

/* The list of header cells with one more in it, in the document's arena. */
const struct frame_header *frame_add_header(struct frame_document *d,
                                            const struct frame_header *outer, uint32_t node);

/* Adds an unplaced destination; returns its index. */
uint32_t frame_add_destination(struct frame_document *d, struct str id);

/* Writes the document as text: a page, an item, a node a line; the form that `--dump=frames`
 * prints. Lengths are in pt with three decimals. face_name gives a face's printed name. */
struct buf;
void frame_dump(struct buf *out, const struct frame_document *d,
                struct str (*face_name)(void *closure, uint32_t face), void *closure);

#endif
