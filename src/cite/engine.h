/* engine: one document's works and citations under one style, in the sense of citeproc.
 *
 * Works are registered in the order they are to be numbered; citations come as clusters of refs in
 * reading order with their note numbers. engine_update brings positions, order, disambiguation and
 * year suffixes up to date; then any cluster and the bibliography can be rendered as trees (out.h).
 * cite_document is written on it, and so is the runner of the official test suite. Owns nothing but
 * its arena's memory and one collator (engine_done). One thread at a time. */
#ifndef CHANCERY_CITE_ENGINE_H
#define CHANCERY_CITE_ENGINE_H

#include "base/hash.h"
#include "cite/out.h"
#include "doc/work.h"

enum cite_position {
    POSITION_FIRST,
    POSITION_SUBSEQUENT,
    POSITION_IBID,
    POSITION_IBID_WITH_LOCATOR,
};

/* What disambiguation decided for one entry: for the k-th cs:names of a cite, how many names and
 * how much of each given name. 0 is "as the style says". */
enum { DISAMBIG_SETS = 6, DISAMBIG_NAMES = 32 };

struct disambig {
    uint16_t names[DISAMBIG_SETS];
    uint8_t givens[DISAMBIG_SETS][DISAMBIG_NAMES];
    uint8_t conditions; /* the first so many disambiguate="true" hold */
};

/* A registered work. */
struct entry {
    const struct work *work;
    size_t number;      /* citation number, from 1, in the bibliography's order */
    size_t year_suffix; /* 1 is a; 0 none */
    struct disambig disambig;
    bool disambiguated; /* some part of it differs from the default */
    bool removed;       /* not registered now */
    struct str label;   /* citation-label without suffix */
    size_t first_note;  /* the note of its first citation; 0: none */
    struct cite_cluster *first_cluster;
    struct cite_ref *last_ref; /* while positions are found */
    struct cite_cluster *last_cluster;
};

/* One work in a cluster. */
struct cite_ref {
    struct entry *entry;
    struct str prefix, suffix, label, locator;
    bool suppress_author, author_only;
    enum cite_position position;
    bool near_note;
    size_t first_note; /* first-reference-note-number, 0: none */
    struct cite_cluster *cluster;
    size_t given;    /* place as the author gave it */
    struct str url;  /* what its cite links to; or empty */
    struct str lang; /* of the work, where it is another than the briefing's; or empty */
};

struct cite_cluster {
    struct cite_ref **refs; /* after engine_update: in the order of print */
    size_t ref_count;
    size_t note_number;  /* 0: in the text */
    bool keep_positions; /* positions were given by the caller */
    bool within;         /* goes on with a sentence of the author's: no capital */
};

struct engine;

/* An engine whose scratch is emptied by its user (engine_scratch). */
struct engine *engine_new(struct arena *a, struct arena *scratch, const struct cite_style *s);
void engine_done(struct engine *e);

/* Registers a work; the same id again gives the same entry. */
struct entry *engine_add_work(struct engine *e, const struct work *w);
struct entry *engine_find(const struct engine *e, struct str id);

/* Unregisters all works; one that is added again gets its entry back, at its new place. */
void engine_clear(struct engine *e);

/* Brings everything up to date for these clusters, which are in reading order. */
void engine_update(struct engine *e, struct cite_cluster **clusters, size_t n);

/* The cluster as a tree in the scratch arena. */
struct out *engine_render_cluster(struct engine *e, struct cite_cluster *c);

/* The names of a ref's author alone, for an author in the running text; NULL if it has none. */
struct out *engine_render_author(struct engine *e, struct cite_ref *ref);

/* The entries in the bibliography's order. */
size_t engine_entries(struct engine *e, struct entry ***out);

/* The entry's bibliography text as a tree in the scratch arena; previous is the entry printed just
 * before it (for subsequent-author-substitute), NULL for the first. */
struct out *engine_render_entry(struct engine *e, struct entry *entry, struct entry *previous);

/* Printing options with the engine's locale. */
struct print_options engine_print_options(const struct engine *e, struct arena *a, bool links);

#endif
