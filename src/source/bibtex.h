/* bibtex: BibTeX and BibLaTeX files → works.
 *
 * Reads entries, strings, concatenation, crossref and xdata; maps types and fields to CSL's. An
 * entry that cannot be read is diagnosed with its place, and reading goes on with the next. */
#ifndef CHANCERY_SOURCE_BIBTEX_H
#define CHANCERY_SOURCE_BIBTEX_H

#include "source/reading.h"

/* A field as it was written: LaTeX, in braces or quotes that are off. */
struct bibtex_field {
    struct str name; /* lower case */
    struct str value;
    struct pos pos;
};

struct bibtex_entry {
    struct str type; /* lower case */
    struct str key;
    struct pos pos;
    VEC(struct bibtex_field) fields;
    bool inherited;  /* what it takes from others has been added (or is being) */
    bool inheriting; /* is being added */
};

/* The field's value, or an empty string. */
struct str bibtex_value(const struct bibtex_entry *entry, const char *name);
const struct bibtex_field *bibtex_find(const struct bibtex_entry *entry, const char *name);

/* Reads all works of a file. */
void bibtex_read(struct reading *r, struct lines *lines);

/* The work that an entry describes (bibtex_map.c). */
struct work bibtex_work(struct reading *r, const struct bibtex_entry *entry);

/* The names of a list joined by “and” (bibtex_names.c). */
struct work_name *bibtex_names(size_t *n, struct arena *a, struct str list);

#endif
