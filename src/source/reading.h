/* reading: what the parts of source/ share while one briefing is read.
 *
 * Notes may be defined in the prose and marked in the metadata, works may be cited before they are
 * read: so marks, citations and links are collected here and resolved once everything is there
 * (source/resolve.c). One thread, one briefing; lives in the document's arena. */
#ifndef CHANCERY_SOURCE_READING_H
#define CHANCERY_SOURCE_READING_H

#include "base/hash.h"
#include "doc/doc.h"
#include "source/datum.h"

/* A note mark whose note is not yet known. */
struct reading_mark {
    struct doc_node *node; /* a DOC_NOTE_MARK without note */
    struct str label;
};

/* A box of indicators that a directive has placed. */
struct reading_box {
    struct doc_node *node;
    size_t *chosen;  /* the node's, with room for all there are */
    struct str only; /* the groups that it names; or empty */
    struct pos pos;
};

/* An event of a chart, by its place among doc.meta.events. */
struct reading_chart_event {
    const struct doc_node *chart;
    size_t at, index; /* index: in the metadata, or SIZE_MAX */
};

struct reading {
    struct arena *arena;
    struct diags *ds;
    struct doc *doc;
    const struct source_options *options; /* or NULL */
    bool incomplete;   /* data could not be read: what they would have given is not missed */
    struct hash notes; /* folded label → struct doc_note */
    VEC(struct reading_mark) marks;
    VEC(struct doc_citation *) citations;
    VEC(struct work) works;
    bool yaml_works;      /* the works being read stand in YAML, where texts are Markdown */
    struct hash work_ids; /* id → its place in works, plus 1, as a pointer to struct work_slot */
    struct hash broken_ids; /* keys of entries that were refused: they are not missed again */
    struct hash ids;        /* identifiers given so far → struct doc_node */
    struct hash id_counts;  /* identifier made of a heading → how often, as a pointer */
    struct hash headings;   /* words of a heading, folded → struct doc_node (links.h) */
    VEC(struct reading_mark) heading_links; /* DOC_LINKs, and the words of where they lead */
    size_t abbreviation_room;               /* items for which doc.meta.abbreviations has room */
    struct str links;  /* definitions of links, for the parts of a passage with divs */
    size_t links_read; /* bytes of them that were parsed again */
    size_t depth;      /* of Markdown within Markdown: bodies of directives */
    struct doc_node *contents, *timeline, *literature; /* placed by directives */
    VEC(struct reading_box) boxes;
    struct pos timeline_directive;
    const struct datum **event_data; /* of the metadata's events; parallel to them: */
    bool *event_used;                /* a timeline has placed it */
    size_t event_count;              /* those that the metadata gave */
    size_t event_room;               /* items for which doc.meta.events has room; 0: those it has */
    bool *event_told;                /* one of rows has, which sets its text */
    VEC(struct reading_chart_event) chart_events; /* whose text has no room */
};

/* Begins to read a briefing: nothing is known yet, and its doc is empty. All of it is in the arena.
 */
void reading_init(struct reading *r, struct arena *a, struct diags *ds);

/* In a draft, appends to into a paragraph with a DOC_MISTAKE that holds the words; else nothing. */
void reading_mistake(struct reading *r, struct doc_node *into, struct pos pos, const char *words);

#endif
