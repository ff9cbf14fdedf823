/* datum: data as read from YAML or JSON, untyped and with places.
 *
 * A scalar is its text and whether it was quoted: what `no`, `1.10` or `2022-01-06` mean is decided
 * by the key it stands under (source/key.h), never guessed here. Mappings keep their order.
 * Immutable once read; an alias shares its anchor's datum. Owned by the document's arena. */
#ifndef CHANCERY_SOURCE_DATUM_H
#define CHANCERY_SOURCE_DATUM_H

#include "source/passage.h"

enum datum_kind { DATUM_SCALAR, DATUM_SEQUENCE, DATUM_MAPPING };

struct datum;

struct datum_pair {
    struct str key;
    struct pos pos; /* of the key */
    struct datum *value;
};

struct datum {
    enum datum_kind kind;
    struct pos pos;
    struct str text;      /* scalar: its value; valid UTF-8, no NUL */
    bool quoted;          /* scalar: it cannot be meant as a number, a truth value or nothing */
    struct passage where; /* scalar: its value with the places of its bytes */
    VEC(struct datum *) items;    /* sequence */
    VEC(struct datum_pair) pairs; /* mapping */
    const struct datum *columns;  /* of a row of CSV: a mapping with a key for each, or NULL */
    size_t weight;                /* number of data in it, aliases counted each time */
};

/* The value under key, or NULL. */
struct datum *datum_get(const struct datum *mapping, const char *key);

/* The pair of key, or NULL. */
struct datum_pair *datum_find(const struct datum *mapping, struct str key);

/* True for a scalar that stands for nothing: an empty plain one, `~` or `null`. */
bool datum_is_null(const struct datum *d);

/* "a text", "a list" or "a mapping": for messages. */
const char *datum_kind_name(const struct datum *d);

#endif
