/* doc: what a briefing says. Blocks, inlines, metadata, notes, works cited, with their places.
 *
 * One of the program's two data types (the other is frame.h). Made by source/, completed by cite/
 * (what a citation prints) and number (doc/number.h: notes), read by lint/ and layout/. A tree of
 * tagged nodes; every node has the place it comes from. All of it is owned by the document's arena
 * and read-only once layout begins. It knows nothing of pages, sizes or fonts. */
#ifndef CHANCERY_DOC_DOC_H
#define CHANCERY_DOC_DOC_H

#include "base/diag.h"
#include "base/vec.h"
#include "doc/work.h"

enum doc_kind {
    /* blocks */
    DOC_ROOT,       /* children: blocks */
    DOC_HEADING,    /* heading; inlines */
    DOC_PARAGRAPH,  /* inlines */
    DOC_QUOTE,      /* blocks */
    DOC_LIST,       /* list; items */
    DOC_ITEM,       /* item; blocks, perhaps after a DOC_TERM */
    DOC_TERM,       /* what an item of a list of definitions defines: inlines */
    DOC_CODE_BLOCK, /* code */
    DOC_RULE,       /* a thematic break */
    DOC_TABLE,      /* table; rows, then at most one DOC_GROUP of what stands under it */
    DOC_ROW,        /* row; cells */
    DOC_CELL,       /* cell; inlines or blocks */
    DOC_FIGURE,     /* figure; one DOC_IMAGE, then the caption's inlines */
    DOC_CALLOUT,    /* callout; blocks */
    DOC_TIMELINE,   /* timeline */
    DOC_INDICATORS, /* indicators */
    DOC_LITERATURE, /* the list of works cited, filled from doc.literature */
    DOC_CONTENTS,   /* contents: of headings, tables or figures */
    DOC_PAGE_BREAK,
    DOC_GROUP,      /* blocks that carry only attributes (a fenced div) */
    /* inlines */
    DOC_TEXT,       /* text */
    DOC_SOFT_BREAK, /* a line end in the source: a space */
    DOC_LINE_BREAK, /* a line end in print */
    DOC_EMPH, DOC_STRONG, DOC_STRIKE, DOC_SUB, DOC_SUP, DOC_SMALLCAPS, /* inlines */
    DOC_SPAN,       /* inlines that carry only attributes (lang, class) */
    DOC_NOCASE,     /* inlines that a text-case leaves alone (CSL) */
    DOC_CODE,       /* text */
    DOC_LINK,       /* link; inlines */
    DOC_IMAGE,      /* image; inlines are its alternative text */
    DOC_NOTE_MARK,  /* note_mark: a reference to a note */
    DOC_CITATION,   /* citation; inlines are what it prints in the text, once cite/ has run */
    DOC_ABBR,       /* abbr; inlines */
    DOC_TASK_MARK,  /* task: the box of a task-list item */
    DOC_PAGE_REF,   /* page_ref: pages, known only after layout */
    DOC_REF,        /* ref: a cross-reference by name; inlines if the author gave words */
    DOC_MISTAKE,    /* text: with --draft, what an error left unset, printed so that it is seen */
};

enum doc_align { DOC_ALIGN_DEFAULT, DOC_ALIGN_LEFT, DOC_ALIGN_CENTER, DOC_ALIGN_RIGHT, DOC_ALIGN_DECIMAL };

/* What a cell shows beside its words. */
enum doc_cell_mark { DOC_CELL_PLAIN, DOC_CELL_LEVEL, DOC_CELL_TREND, DOC_CELL_BAR };

enum doc_contents_of { DOC_CONTENTS_HEADINGS, DOC_CONTENTS_TABLES, DOC_CONTENTS_FIGURES };

struct doc_note;
struct doc_citation;
struct doc_work_ref;
struct doc_table;
struct doc_timeline;

/* A length an author gave: an absolute one or a share of the measure. */
struct doc_length {
    enum { DOC_LENGTH_NONE, DOC_LENGTH_PT, DOC_LENGTH_PERCENT } kind;
    double value;
};

struct doc_node {
    enum doc_kind kind;
    struct pos pos;
    struct doc_node *parent, *first, *last, *next, *prev;
    struct str id;      /* anchor: given, or made from a heading's words; empty if none */
    struct str lang;    /* BCP 47 where it changes here; empty: as the parent */
    struct str classes; /* space-separated, without dots */
    union {
        struct str text; /* DOC_TEXT, DOC_CODE, DOC_MISTAKE; UTF-8, valid, no control characters */
        struct { int level; bool numbered; } heading; /* level 1..6 */
        struct { bool ordered, tight; long start; char delimiter; } list; /* '.' or ')' */
        struct { long number; } item;
        struct { struct str text, language; } code; /* lines end in \n; tabs kept */
        struct { size_t columns; enum doc_align *aligns; struct doc_node *caption;
                 size_t number; const struct doc_table *more; } table; /* number: of its caption */
        struct { bool header, group, total; } row; /* group: a sub-heading; total: a sum of those above */
        struct { enum doc_align align; int colspan, rowspan; bool header;
                 enum doc_cell_mark mark; double amount; } cell; /* amount: see doc_table */
        struct { bool decorative; size_t number; } figure;
        struct { enum doc_contents_of of; } contents;
        struct { struct str type; struct doc_node *title; } callout;
        struct { struct doc_node *caption; size_t first_event, event_count;
                 size_t number; const struct doc_timeline *more; } timeline; /* number: as a table's */
        struct { struct doc_node *caption; const size_t *chosen; size_t indicator_count; } indicators;
                 /* chosen: indices into meta.indicators; NULL: the first ones */
        struct { struct str url; struct str title; } link; /* "#id" is within the briefing */
        struct { struct str path; struct doc_length width, height; struct str title; } image;
        struct { struct doc_note *note; } note_mark;
        struct { struct doc_citation *citation; } citation;
        struct { struct str expansion; } abbr;
        struct { bool done; } task;
        struct { struct str target; struct doc_work_ref *work; } page_ref; /* one of them */
        struct { struct str target; } ref;
    } u;
};

/* A date of any precision, or a range. */
struct doc_date {
    struct pos pos;
    struct work_date value; /* from.year 0: not given */
    struct str written;     /* as the author wrote it */
};

enum doc_table_width { DOC_TABLE_AUTO, DOC_TABLE_TEXT, DOC_TABLE_FULL, DOC_TABLE_LANDSCAPE };

/* What a table's directive says beyond its rows. Arrays have an item for each column. */
struct doc_table {
    struct doc_length *widths; /* NULL: none is given */
    enum doc_table_width width;
    struct str summary; /* for readers who do not see it */
    /* Of cells with marks: a level's amount is its rank 0..4, a trend's its enum doc_trend, a bar's
     * its value, which the column's bars show between 0 and the greatest (or as given). */
    double *scale;
    bool keep; /* on one page, if it can be */
    struct doc_date as_of; /* what the table is true of; year 0: it does not say */
};

/* A note. Its marks are the DOC_NOTE_MARK nodes that point here. Notes stand in doc.notes in the
 * order of their first marks in reading order, once doc_number_notes has run. */
struct doc_note {
    struct str label;      /* as written, or empty for an inline note or a citation's */
    struct pos pos;
    struct doc_node *body; /* a DOC_GROUP of blocks */
    size_t number;         /* from 1 in reading order through the document; 0: never marked */
    size_t mark_count;
    struct doc_citation *citation; /* the citation that made it, or NULL */
    size_t section;                /* headings of the first level before its first mark */
    const struct doc_node *table;  /* the DOC_TABLE or DOC_TIMELINE that holds all its marks; or NULL */
    bool boxed;                    /* its first mark stands in a DOC_INDICATORS */
    unsigned seen;                 /* the last walk that came by (doc_walk_all) */
};

/* One work within a citation: "see @key, pp. 3–5". */
struct doc_cite_item {
    struct str key;
    struct pos pos;
    const struct work *work;  /* NULL if undefined */
    struct str prefix, suffix; /* plain text with CSL's inline HTML; straight from the source */
    struct str label, locator; /* CSL label ("page", "chapter"…) and what it counts; or empty */
    bool suppress_author;      /* [-@key] */
    bool author_in_text;       /* @key */
};

/* A citation as the author wrote it, and what cite/ made of it. */
struct doc_citation {
    struct doc_node *node; /* its DOC_CITATION */
    struct pos pos;
    struct doc_cite_item *items;
    size_t item_count;
    bool in_text;  /* @key outside brackets */
    struct doc_node *author_node; /* in_text in a note style: the DOC_SPAN in the text that takes the
                                     author's name, while node stands in the note; else NULL */
    size_t note_number; /* the note it stands in or will make, for CSL positions; 0: in the text */
};

/* A work that is cited, in the order of first citation. */
struct doc_work_ref {
    const struct work *work;
    size_t number; /* from 1 */
    VEC(struct doc_citation *) citations; /* those that cite it, in order */
};

/* An entry of the literature list, made by cite/. */
struct doc_literature_entry {
    struct doc_work_ref *ref;
    struct doc_node *label; /* a DOC_SPAN that hangs at the left (second-field-align), or NULL */
    struct doc_node *body;  /* a DOC_PARAGRAPH */
};

/* How the style wants the list set. */
struct doc_literature {
    struct doc_literature_entry *entries;
    size_t count;
    bool hanging_indent;
    bool second_field_flush, second_field_margin;
    bool at_foot; /* entries stand at the foot of each page that cites them, too */
    double entry_spacing, line_spacing;
};

struct doc_author {
    struct pos pos;
    struct doc_node *name; /* inlines in a DOC_SPAN, as all text values of the metadata */
    struct doc_node *affiliation;
    struct str email, orcid;
    struct doc_node *reach; /* the two as links, behind the name; NULL: neither is given */
};

enum doc_trend { DOC_TREND_NONE, DOC_TREND_UP, DOC_TREND_DOWN, DOC_TREND_FLAT };

struct doc_number {
    bool given;
    double value;
    int decimals; /* as written */
};

enum doc_value_kind { DOC_VALUE_NONE, DOC_VALUE_TEXT, DOC_VALUE_NUMBER, DOC_VALUE_RANGE,
                      DOC_VALUE_NO_DATA };

/* How exactly a figure is known: as it is, ≈, >, <, ≥, ≤. */
enum doc_bound { DOC_BOUND_EXACT, DOC_BOUND_ABOUT, DOC_BOUND_MORE, DOC_BOUND_LESS,
                 DOC_BOUND_AT_LEAST, DOC_BOUND_AT_MOST };

/* A figure as a value that can be printed in any language and compared. */
struct doc_value {
    enum doc_value_kind kind;
    struct pos pos;
    enum doc_bound bound;
    struct doc_number from, to; /* to: the upper end of a range */
    bool percent;
    bool plus;                  /* a plus sign was written */
    char currency[4];           /* ISO 4217, or empty */
    struct str after;           /* what was written after the number: “billion” */
};

/* One cell of the summary indicator box. */
struct doc_indicator {
    struct pos pos;
    struct doc_node *label, *value, *unit, *note, *source; /* DOC_SPANs or NULL */
    struct doc_date date;
    struct doc_value figure;       /* what value says */
    struct doc_number previous, target, scale_from, scale_to;
    struct doc_date previous_date;
    struct pos target_pos, trend_pos, level_pos;
    double *series;
    struct doc_date *series_dates; /* one for each of the series, or NULL */
    size_t series_count;
    struct str group; /* the name by which a box chooses it; or empty */
    bool placed;      /* a box has it */
    enum doc_trend trend;
    enum doc_trend good; /* the direction that is good; DOC_TREND_NONE: neither */
    struct str level;
    struct str *cite; /* keys */
    size_t cite_count;
    struct doc_node *citation; /* a DOC_SPAN that holds the DOC_CITATION made of cite, or NULL */
};

/* One event of the timeline. */
struct doc_event {
    struct pos pos;
    struct doc_date date;
    struct doc_node *event, *text; /* DOC_SPAN, DOC_GROUP of blocks; or NULL */
    struct str category, place, status;
    struct str *actors;
    size_t actor_count;
    struct str *cite;
    size_t cite_count;
    struct doc_node *citation; /* as in doc_indicator */
};

enum doc_timeline_form { DOC_TIMELINE_ROWS, DOC_TIMELINE_CHART };

/* What a timeline's directive says beyond its events. */
struct doc_timeline {
    enum doc_timeline_form form;
    struct str *categories; /* in the order of their shapes; those met in the events follow */
    size_t category_count;
    bool legend;
    int period; /* years that are grouped under one heading; 0: the year itself */
    struct doc_date as_of;
};

/* Where notes stand: at the foot of their page; those of a table under it; all at the end; beside
 * their line. */
enum doc_notes_place { DOC_NOTES_PAGE, DOC_NOTES_TABLE, DOC_NOTES_END, DOC_NOTES_MARGIN };

/* How the briefing may be handled; said on every page. */
struct doc_marking {
    struct pos pos; /* line 0: nothing is asked for */
    struct str line, tlp, copy, status; /* tlp: "RED", "AMBER+STRICT"…; empty: not given */
    struct doc_date embargo;            /* value or, where it is none, written */
    struct str *distribution;
    size_t distribution_count;
};

/* What an abbreviation stands for. */
struct doc_abbreviation {
    struct pos pos;
    struct str name, expansion;
    bool used; /* the text says it */
};

struct doc_meta {
    struct doc_node *title, *subtitle; /* DOC_SPANs or NULL */
    struct doc_node *short_title;      /* for the running head; else the title */
    struct doc_author *authors;
    size_t author_count;
    struct doc_date date;
    struct str lang; /* BCP 47; "en-GB" by default */
    bool lang_given;
    struct pos lang_pos;
    struct doc_node *abstract;         /* a DOC_GROUP of blocks or NULL */
    struct str *keywords;
    size_t keyword_count;
    struct doc_node *series, *number, *publisher, *rights, *contact, *disclaimer;
    bool toc, toc_given;
    int toc_depth;
    enum doc_notes_place notes;
    struct str csl;                    /* a style's name or path; empty: `notes` */
    struct pos csl_pos;
    bool plain_citations; /* they do not link to the literature list */
    bool foot_references, foot_references_given; /* references at the foot of pages citing them */
    struct doc_indicator *indicators;
    size_t indicator_count;
    struct pos indicators_pos;
    struct doc_abbreviation *abbreviations;
    size_t abbreviation_count;
    struct doc_marking marking;
    struct doc_event *events;
    size_t event_count;
    struct pos timeline_pos;
};

struct doc {
    struct arena *arena;
    struct diags *diags;
    struct str folder; /* where the briefing's relative paths start */
    struct doc_meta meta;
    struct doc_node *root;
    VEC(struct doc_note *) notes;
    VEC(struct doc_citation *) citations; /* in reading order, notes at their marks */
    struct work *works;
    size_t work_count;
    VEC(struct doc_work_ref *) cited;
    struct doc_literature literature;
    struct doc_node *literature_heading; /* the program's own, without words, or NULL */
    bool draft; /* errors are set as DOC_MISTAKE */
    unsigned walks; /* how many doc_walk_all there were */
};

/* --- making: for source/, cite/ and tests ---------------------------------------------------- */

struct doc *doc_new(struct arena *a, struct diags *ds);
struct doc_node *doc_node_new(struct arena *a, enum doc_kind kind, struct pos pos);

/* A DOC_TEXT; the text is borrowed. */
struct doc_node *doc_text_new(struct arena *a, struct str text, struct pos pos);

void doc_append(struct doc_node *parent, struct doc_node *child);
void doc_insert_after(struct doc_node *where, struct doc_node *child);
void doc_insert_before(struct doc_node *where, struct doc_node *child);
void doc_unlink(struct doc_node *node);

/* Puts with in the place of node, which is then free of its parent. */
void doc_replace(struct doc_node *node, struct doc_node *with);

/* Takes white space off the end of what stands before the node among its siblings. */
void doc_trim_before(struct doc_node *node);

/* True if what comes after the inline would touch its words: no space or opening bracket ends it.
 * NULL has none. */
bool doc_ends_in_words(const struct doc_node *before);

/* A deep copy in the arena, without parent. */
struct doc_node *doc_clone(struct arena *a, const struct doc_node *node);

/* --- asking ----------------------------------------------------------------------------------- */

bool doc_is_block(enum doc_kind kind);

/* True if its caption is numbered among those of figures: a figure, or a timeline drawn to scale. */
bool doc_is_figure(const struct doc_node *node);
const char *doc_kind_name(enum doc_kind kind);
bool doc_has_class(const struct doc_node *node, const char *name);

/* The i-th indicator of a DOC_INDICATORS. */
struct doc_indicator *doc_indicator_at(const struct doc *doc, const struct doc_node *box, size_t i);

/* The language in force at node: its own, its nearest ancestor's, or the document's. */
struct str doc_lang_of(const struct doc *doc, const struct doc_node *node);

/* The words of node and its children as plain text, appended to out: for titles, bookmarks,
 * alternative texts. Notes are left out; breaks are spaces. */
struct buf;
void doc_plain_text(struct buf *out, const struct doc_node *node);

/* The same in arena a, trimmed, as it names the node elsewhere: in bookmarks, the contents, at the
 * head of pages. What refers to works is left out too, but not the author named in the text. */
struct str doc_title_text(struct arena *a, const struct doc_node *node);

/* The node with that id anywhere in the root, or NULL. */
struct doc_node *doc_find_id(const struct doc *doc, struct str id);

/* The node after node in reading order within top (its first child, else the next sibling of the
 * nearest ancestor that has one), or NULL at the end. */
struct doc_node *doc_next(const struct doc_node *top, const struct doc_node *node);

/* --- walking ---------------------------------------------------------------------------------- */

enum doc_event_kind { DOC_ENTER, DOC_EXIT };
typedef void doc_visit(void *closure, enum doc_event_kind event, struct doc_node *node);

/* Visits node and all below it in order, entering and leaving each; no recursion, so depth costs
 * no stack. The visitor may replace a node's children on entering it, or replace or unlink the
 * node itself on leaving it. */
void doc_walk(struct doc_node *node, doc_visit *visit, void *closure);

/* Visits the whole document in reading order: title block, root; directives' metadata (indicators,
 * events) where their directive stands; each note's body at its first mark. */
void doc_walk_all(struct doc *doc, doc_visit *visit, void *closure);

/* Numbers notes, citations and works in reading order: fills doc.notes' order and numbers,
 * doc.citations with their note_number, and doc.cited. `citations_are_notes` says that the style
 * prints citations in notes: then each citation in the text makes a note of its own. */
void doc_number(struct doc *doc, bool citations_are_notes);

/* What a house style may ask for before the document is numbered (adapt.c): its words for the
 * heading over the literature list; numbers before the headings of the first two levels; sources of
 * indicators in notes, where they cite nothing. */
void doc_head_literature(struct doc *doc, struct str words);
void doc_number_headings(struct doc *doc);
void doc_note_sources(struct doc *doc);

/* Writes the document as indented text, the form that `--dump=doc` prints and goldens hold. */
void doc_dump(struct buf *out, const struct doc *doc);

#endif
