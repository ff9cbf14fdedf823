#include "source/datum.h"

struct datum_pair *datum_find(const struct datum *mapping, struct str key) {
    if (!mapping || mapping->kind != DATUM_MAPPING) return NULL;
    for (size_t i = 0; i < mapping->pairs.n; i++) {
        if (str_eq(mapping->pairs.v[i].key, key)) return &mapping->pairs.v[i];
    }
    return NULL;
}

struct datum *datum_get(const struct datum *mapping, const char *key) {
    struct datum_pair *pair = datum_find(mapping, str_of(key));
    return pair ? pair->value : NULL;
}

bool datum_is_null(const struct datum *d) {
    if (d->kind != DATUM_SCALAR || d->quoted) return false;
    return str_empty(d->text) || str_is(d->text, "~") || str_is(d->text, "null");
}

const char *datum_kind_name(const struct datum *d) {
    static const char *const names[] = {"a text", "a list", "a mapping"};
    return names[d->kind];
}
