/* index: see index.h. */
#include "font/index.h"

#include <stdlib.h>
#include "base/file.h"

/* Limits against hostile trees (a symbolic link to the root, say). */
enum { DEPTH_MAX = 6, VISITED_MAX = 20000, COLLECTION_MAX = 64 };

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool index_same_family(struct str a, struct str b) {
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (fold(a.p[i]) != fold(b.p[i])) return false;
    return true;
}

static bool has_font_name(struct str name) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
    if (name.n < 5 || name.p[0] == '.') return false;
    struct str end = str_slice(name, name.n - 4, 4);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (index_same_family(end, str_of(endings[i]))) return true;
    return false;
}

void index_add_file(struct index *x, const char *path) {
    struct str data, where = str_copy(x->arena, str_of(path));
    bool any = false;
    if (file_map(&data, path)) {
        unsigned n = face_count(data);
        for (unsigned i = 0; i < n && i < COLLECTION_MAX; i++) {
            struct face_facts facts;
            if (!face_read_facts(&facts, x->arena, data, i)) continue;
            *vec_push(x->arena, &x->entries) =
                (struct index_entry){.path = where, .index = i, .facts = facts};
            any = true;
        }
        file_unmap(data);
    }
    if (!any) *vec_push(x->arena, &x->broken) = where;
}

static void add_folder(struct index *x, const char *folder, int depth) {
    char **names;
    size_t n;
    if (depth > DEPTH_MAX || !file_list(&names, &n, x->arena, folder)) return;
    for (size_t i = 0; i < n && x->visited < VISITED_MAX; i++) {
        x->visited++;
        if (names[i][0] == '.') continue;
        char *path = file_join(x->arena, folder, names[i]);
        switch (file_kind_of(path)) {
        case FILE_DIRECTORY: add_folder(x, path, depth + 1); break;
        case FILE_REGULAR:
            if (has_font_name(str_of(names[i]))) index_add_file(x, path);
            break;
        case FILE_MISSING:
        case FILE_OTHER: break;
        }
    }
}

void index_add_folder(struct index *x, struct str folder) {
    add_folder(x, str_to_c(x->arena, folder), 0);
}

/* CSS's order of weights: near 400 to 500 first up to 500, then lighter, then bolder; below 400
 * lighter first; above 500 bolder first. */
static uint32_t weight_distance(int have, int want) {
    uint32_t far = (uint32_t)abs(have - want);
    if (want < 400) return have <= want ? far : 1000 + far;
    if (want > 500) return have >= want ? far : 1000 + far;
    if (have >= want && have <= 500) return far;
    return have < want ? 1000 + far : 2000 + far;
}

uint32_t index_distance(const struct index_entry *e, int weight, bool italic) {
    const struct face_facts *f = &e->facts;
    bool axis = f->weight_min < f->weight_max;
    int have = f->weight;
    if (axis)
        have = weight < f->weight_min   ? f->weight_min
               : weight > f->weight_max ? f->weight_max
                                        : weight;
    uint32_t width = (uint32_t)abs(f->width - 100);
    return (width > 200 ? 200 : width) << 18 | (uint32_t)(f->italic != italic) << 17 |
           weight_distance(have, weight) << 1 | (axis ? 1 : 0);
}

const struct index_entry *index_find(const struct index *x, struct str family, int weight,
                                     bool italic) {
    const struct index_entry *best = NULL;
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < x->entries.n; i++) {
        const struct index_entry *e = &x->entries.v[i];
        if (!index_same_family(e->facts.family, family) &&
            !index_same_family(e->facts.other_family, family))
            continue;
        uint32_t d = index_distance(e, weight, italic);
        if (d < least) least = d, best = e;
    }
    return best;
}
