#include "cite/engine_private.h"

#include "cite/disambiguate.h"

/* Ten thousand citations in a large style take some ten million. */
enum { MAX_ELEMENTS = 200000000 };

struct engine *engine_new(struct arena *a, struct arena *scratch, const struct cite_style *s) {
    struct engine *e = arena_new(a, struct engine);
    e->arena = a;
    e->scratch = scratch;
    e->style = s;
    hash_init(&e->by_id, a);
    e->limits = arena_new(a, struct render_limits);
    e->limits->budget = MAX_ELEMENTS;
    return e;
}

void engine_done(struct engine *e) {
    collator_free(e->collator);
    e->collator = NULL;
}

struct entry *engine_find(const struct engine *e, struct str id) {
    return hash_get(&e->by_id, id);
}

struct entry *engine_add_work(struct engine *e, const struct work *w) {
    struct entry *entry = engine_find(e, w->id);
    if (entry && !entry->removed) return entry;
    if (!entry) {
        entry = arena_new(e->arena, struct entry);
        entry->work = w;
        hash_put(&e->by_id, w->id, entry);
    }
    entry->removed = false;
    *vec_push(e->arena, &e->entries) = entry;
    return entry;
}

void engine_clear(struct engine *e) {
    for (size_t i = 0; i < e->entries.n; i++)
        e->entries.v[i]->removed = true;
    e->entries.n = 0;
}

void engine_update(struct engine *e, struct cite_cluster **clusters, size_t n) {
    e->clusters = clusters;
    e->cluster_count = n;
    if (e->style->uses_citation_label) label_make_all(e);
    sort_bibliography(e);
    for (size_t i = 0; i < n; i++)
        sort_cluster(e, clusters[i]);
    position_find_all(e);
    disambiguate_entries(e);
    for (size_t i = 0; i < n; i++)
        sort_cluster(e, clusters[i]);
}

size_t engine_entries(struct engine *e, struct entry ***out) {
    *out = e->order;
    return e->order_count;
}

struct print_options engine_print_options(const struct engine *e, struct arena *a, bool links) {
    return (struct print_options){
        .arena = a, .scratch = e->scratch, .locale = e->style->locale, .links = links};
}

void render_init(struct render *r, const struct engine *e, const struct entry *entry,
                 enum render_area area) {
    *r = (struct render){.style = e->style,
                         .locale = e->style->locale,
                         .a = e->scratch,
                         .area = area,
                         .entry = entry,
                         .work = entry->work,
                         .names = e->names,
                         .limits = e->limits,
                         .lang = entry->work->lang.n ? entry->work->lang : e->style->lang};
    r->area_node = area == AREA_CITATION ? e->style->citation : e->style->bibliography;
}
