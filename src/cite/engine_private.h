/* engine_private: what the files of the engine share: its state, and the steps of engine_update. */
#ifndef CHANCERY_CITE_ENGINE_PRIVATE_H
#define CHANCERY_CITE_ENGINE_PRIVATE_H

#include "cite/render.h"
#include "text/collate.h"

struct engine {
    struct arena *arena, *scratch;
    const struct cite_style *style;
    struct collator *collator;
    struct hash by_id;
    VEC(struct entry *) entries; /* as registered */
    struct entry **order;        /* as the bibliography prints them */
    size_t order_count;
    struct name_register *names;
    struct render_limits *limits;
    struct cite_cluster **clusters;
    size_t cluster_count;
};

/* One column of a sort key. */
struct sort_key {
    struct str bytes; /* empty: sorts last */
    bool descending;
};

/* sort.c: the keys of a cs:sort for an entry, in arena a; NULL if there is no sort. */
struct sort_key *sort_keys(struct engine *e, struct arena *a, const struct entry *entry,
                           const struct style_node *sort, enum render_area area, size_t *n);
int sort_compare(const struct sort_key *x, const struct sort_key *y, size_t n);
void sort_bibliography(struct engine *e);
void sort_cluster(struct engine *e, struct cite_cluster *c);

/* label.c */
void label_make_all(struct engine *e);

/* position.c */
void position_find_all(struct engine *e);

/* fields.c: reports what cited works lack (CITE_FIELD). */
void fields_check(struct doc *doc, const struct engine *e);

/* cluster.c: one cite without the ref's own prefix and suffix. */
struct out *render_cite(struct engine *e, const struct entry *entry, const struct cite_ref *ref,
                        enum cite_position position, bool near_note, const struct disambig *d,
                        size_t year_suffix, struct render *state);

#endif
