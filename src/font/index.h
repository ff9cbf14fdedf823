/* index: which faces there are, by family, and which of them is nearest to a request.
 *
 * Filled from a folder's files, from the table of well-known places (known.c), or by system.h from
 * fontconfig. Nearest is CSS's rule (CSS Fonts 4, 5.2, font style matching): width, then slant,
 * then weight. Owned by the arena it was made in. Private to font/. */
#ifndef CHANCERY_FONT_INDEX_H
#define CHANCERY_FONT_INDEX_H

#include "base/vec.h"
#include "font/face.h"

struct index_entry {
    struct str path;
    unsigned index; /* in a collection */
    struct face_facts facts;
    bool known; /* the facts are known.c's; the file was not looked into */
};

struct index {
    struct arena *arena;
    VEC(struct index_entry) entries;
    VEC(struct str) broken; /* files named like fonts that are none */
    size_t visited;         /* names looked at; bounded */
};

/* Adds every font file below folder, in byte order of their paths. A folder that cannot be read
 * counts as empty. */
void index_add_folder(struct index *x, struct str folder);

/* Adds the faces of one file; a file that is no font is noted as broken. */
void index_add_file(struct index *x, const char *path);

/* Adds the files of a family that stand where Debian puts them; true if the table knows the family
 * and at least one is there. No file is opened. */
bool index_add_known(struct index *x, struct str family);

/* True if the two names are the same but for ASCII case. */
bool index_same_family(struct str a, struct str b);

/* How far an entry is from a request; 0 is exact, smaller is nearer. */
uint32_t index_distance(const struct index_entry *e, int weight, bool italic);

/* The nearest face of the family, the first of equals; NULL if the family is not there. */
const struct index_entry *index_find(const struct index *x, struct str family, int weight,
                                     bool italic);

#endif
