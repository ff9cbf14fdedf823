/* embed: a file compiled into the program (cmake/embed.cmake writes the tables).
 *
 * A table is an array ended by an entry whose name is NULL; whoever uses one declares it:
 *     extern const struct embed_file cite_files[]; */
#ifndef CHANCERY_BASE_EMBED_H
#define CHANCERY_BASE_EMBED_H

#include "base/str.h"

struct embed_file {
    const char *name; /* "styles/notes.csl" */
    struct str data;  /* NUL-terminated, the NUL not counted */
};

/* The data of that name in a table; false if it has none. */
static inline bool embed_find(struct str *out, const struct embed_file *table, struct str name) {
    for (; table->name; table++) {
        if (!str_is(name, table->name)) continue;
        *out = table->data;
        return true;
    }
    return false;
}

#endif
