/* key: checked tables of keys, and values by the type their key asks for.
 *
 * A table says for each key its type, default, meaning and whether it is needed. A mapping is
 * checked against its table once (unknown keys with the nearest known one, wrong shapes, missing
 * keys); then its values are read by the functions below, which diagnose what cannot be read and
 * give the default instead. `no`, `1.10` and `2022-01-06` are what the key says they are. */
#ifndef CHANCERY_SOURCE_KEY_H
#define CHANCERY_SOURCE_KEY_H

#include "source/reading.h"

enum key_type {
    KEY_TEXT,     /* a plain string */
    KEY_INLINES,  /* inline Markdown */
    KEY_BLOCKS,   /* Markdown */
    KEY_YES,      /* a truth value */
    KEY_COUNT,    /* a whole number */
    KEY_NUMBER,   /* a number */
    KEY_NUMBERS,  /* a list of numbers */
    KEY_DATE,     /* a date or range (date.h) */
    KEY_WORDS,    /* a string or a list of strings */
    KEY_MAPPING,  /* a mapping with a table of its own */
    KEY_MAPPINGS, /* a list of mappings */
    KEY_ANY,      /* looked at by whoever reads it */
};

struct key {
    const char *name;
    enum key_type type;
    const char *initial; /* the default, as text; NULL: none */
    const char *meaning;
    bool needed;
};

/* A key that other programs have, and what to write here instead. */
struct key_hint {
    const char *name, *hint;
};

struct key_table {
    const char *what; /* “an indicator”: for messages */
    const struct key *keys;
    size_t n;
    const struct key_hint *hints; /* NULL, or ends with a NULL name */
};

/* Checks the keys of a mapping and the shapes of their values. False if it is no mapping. */
bool key_check(struct reading *r, const struct datum *mapping, const struct key_table *table);

/* A copy of a scalar's text; empty if it is not given. */
struct str key_text(struct reading *r, const struct datum *mapping, const char *name);
struct doc_node *key_inlines(struct reading *r, const struct datum *mapping, const char *name);
struct doc_node *key_blocks(struct reading *r, const struct datum *mapping, const char *name);
bool key_yes(struct reading *r, const struct datum *mapping, const char *name, bool initial);
long key_count(struct reading *r, const struct datum *mapping, const char *name, long from, long to,
               long initial);
struct doc_number key_number(struct reading *r, const struct datum *mapping, const char *name);
struct doc_date key_date(struct reading *r, const struct datum *mapping, const char *name);

/* The strings under name, each with its place (*places may be NULL). */
struct str *key_words(size_t *n, struct pos **places, struct reading *r,
                      const struct datum *mapping, const char *name);

/* “write up, down or flat”, of a list that ends with NULL: a hint. */
char *key_list(struct arena *a, const char *const *choices);

/* One of a list of names that ends with NULL; gives its index, or -1 if not given or wrong. */
int key_choice(struct reading *r, const struct datum *mapping, const char *name,
               const char *const *choices);

/* The start of a text, for a message: one line, at most 60 bytes, whole code points. */
struct str key_clip(struct str text);

/* A number and its decimals, from text; false if it is none. */
bool key_parse_number(struct doc_number *out, struct str text);

#endif
