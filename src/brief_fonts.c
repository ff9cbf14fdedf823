#include "brief_fonts.h"

#include <assert.h>
#include <stdlib.h>
#include "base/file.h"
#include "base/lock.h"
#include "base/trace.h"
#include "font/font.h"
#include "source/fonts.h"

/* How many folders upward `fonts` is looked for. */
#define UPWARD_MAX 8

/* The largest fonts.yaml that is read. */
#define FONTS_YAML_MAX ((size_t)1 << 20)

/* How deep folders of fonts are noted; font/ reads no deeper. */
#define FOLDERS_DEEP 6

typedef VEC(const char *) folders;

/* The fonts of one list of folders. */
struct shared_library {
    struct str key; /* the folders, each ended by a colon */
    struct font_library *fonts;
    bool folders_traced;
    struct trace folders;
};

struct brief_libraries {
    struct arena arena;
    struct lock lock;
    VEC(struct shared_library *) list;
    struct trace files; /* the font files that were used */
};

/* The folder above: written without ".." where that is the same, so that the folders of a tree have
 * one name for a folder that they share. */
static char *parent_of(struct arena *a, const char *folder) {
    char *up = file_join(a, folder, ".."), *plain = file_dirname(a, folder), *x, *y;
    const char *last = file_basename(folder);
    if (!*last || strcmp(last, ".") == 0 || strcmp(last, "..") == 0) return up;
    return file_real(&x, a, up) && file_real(&y, a, plain) && strcmp(x, y) == 0 ? plain : up;
}

/* The nearest folder `fonts` from the briefing's upward. */
static void add_nearest(folders *f, struct arena *a, const char *path) {
    char *folder = file_kind_of(path) == FILE_DIRECTORY ? arena_copy(a, path, strlen(path))
                                                        : file_dirname(a, path);
    for (int i = 0; i < UPWARD_MAX; i++) {
        char *fonts = file_join(a, folder, "fonts");
        if (file_kind_of(fonts) == FILE_DIRECTORY) {
            *vec_push(a, f) = fonts;
            return;
        }
        folder = parent_of(a, folder);
    }
}

static void add_named(folders *f, struct arena *a, const char *list) {
    struct str rest = str_of(list);
    while (rest.n) {
        size_t n = str_find_char(rest, ':');
        if (n) *vec_push(a, f) = str_to_c(a, str_slice(rest, 0, n));
        rest = str_slice(rest, n + 1, rest.n);
    }
}

/* The roles' families: from fonts.yaml beside the user's fonts, or the one compiled in. */
static void read_families(struct brief_fonts *f, struct arena *a, struct diags *ds,
                          const char *folder) {
    struct str text;
    char *path = folder ? file_join(a, folder, "fonts.yaml") : NULL;
    if (path && file_read(&text, a, path, FONTS_YAML_MAX)) {
        if (source_read_fonts(&f->families, a, ds, str_of(path), text)) return;
    }
    bool read = source_read_fonts(&f->families, a, ds, STR("fonts.yaml"), style_fonts_default());
    assert(read);
    (void)read;
}

/* The families of fonts.yaml for scripts that the roles' own lack. */
static void use_fallbacks(struct font_set *set, struct arena *a, const struct style_fonts *from) {
    size_t n = from->fallback_count;
    struct font_fallback *list = arena_new_array(a, n, struct font_fallback);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct font_fallback){from->fallbacks[i].family, from->fallbacks[i].script,
                                         from->fallbacks[i].package};
    font_set_use_fallbacks(set, list, n);
}

/* --- sharing -----------------------------------------------------------------------------------
 */

struct brief_libraries *brief_libraries_new(void) {
    struct brief_libraries *l = calloc(1, sizeof *l);
    if (!l) arena_fail();
    arena_init(&l->arena);
    lock_init(&l->lock);
    trace_init(&l->files, &l->arena);
    return l;
}

void brief_libraries_free(struct brief_libraries *l) {
    if (!l) return;
    for (size_t i = 0; i < l->list.n; i++)
        font_library_free(l->list.v[i]->fonts);
    lock_done(&l->lock);
    arena_done(&l->arena);
    free(l);
}

/* The library of these folders (NULL-terminated), made if no briefing had it yet. */
static struct shared_library *find_library(struct brief_libraries *l, struct arena *a,
                                           const folders *list) {
    struct str key = STR_NONE;
    for (size_t i = 0; list->v[i]; i++)
        key = str_printf(a, "%.*s%s:", STR_ARG(key), list->v[i]);
    struct shared_library *found = NULL;
    lock_enter(&l->lock);
    for (size_t i = 0; i < l->list.n && !found; i++)
        if (str_eq(l->list.v[i]->key, key)) found = l->list.v[i];
    if (!found) {
        found = arena_new(&l->arena, struct shared_library);
        found->key = str_copy(&l->arena, key);
        found->fonts = font_library_new(list->v);
        trace_init(&found->folders, &l->arena);
        *vec_push(&l->arena, &l->list) = found;
    }
    lock_leave(&l->lock);
    return found;
}

/* The folder's names and the fonts in it, as font/ would find them. */
static void trace_folder(struct trace *t, const char *folder, int depth) {
    char **names;
    size_t n;
    if (depth > FOLDERS_DEEP || !file_list(&names, &n, t->arena, folder)) return;
    for (size_t i = 0; i < n; i++) {
        if (names[i][0] == '.') continue;
        const char *path = file_join(t->arena, folder, names[i]);
        enum file_kind kind = file_kind_of(path);
        if (kind == FILE_DIRECTORY) trace_folder(t, path, depth + 1);
        if (kind == FILE_REGULAR) trace_add_file(t, str_of(path));
    }
}

static void trace_folders(struct brief_libraries *l, struct shared_library *s) {
    if (s->folders_traced) return;
    s->folders_traced = true;
    struct trace *before = trace_set(&s->folders);
    for (struct str rest = s->key; rest.n;) {
        size_t n = str_find_char(rest, ':');
        trace_folder(&s->folders, str_to_c(&l->arena, str_slice(rest, 0, n)), 0);
        rest = str_slice(rest, n + 1, rest.n);
    }
    trace_set(before);
}

void brief_fonts_trace(struct brief_fonts *f, struct trace *t) {
    struct brief_libraries *l = f->libraries;
    lock_enter(&l->lock);
    l->files.all_digests = f->shared->folders.all_digests = t->all_digests;
    trace_folders(l, f->shared);
    for (size_t i = 0; i < f->shared->folders.entries.n; i++)
        trace_add_entry(t, f->shared->folders.entries.v[i]);
    for (size_t i = 0; i < font_set_count(f->set); i++) {
        struct str path = font_face_path(f->set, (uint32_t)i);
        trace_add_file(&l->files, path);
        const struct trace_entry *e = hash_get(&l->files.by_path, path);
        if (e) trace_add_entry(t, e);
    }
    lock_leave(&l->lock);
}

/* --- one briefing ------------------------------------------------------------------------------
 */

void brief_fonts_init(struct brief_fonts *f, struct brief_libraries *l, struct arena *a,
                      struct diags *ds, const char *path) {
    folders list = {0};
    add_nearest(&list, a, path);
    read_families(f, a, ds, list.n ? list.v[0] : NULL);
    add_named(&list, a, getenv("CHANCERY_FONTS"));
    *vec_push(a, &list) = NULL;
    f->libraries = l;
    f->shared = find_library(l, a, &list);
    f->set = font_set_new(f->shared->fonts, a, ds);
    font_set_use_roles(f->set, f->families.families, STYLE_FAMILY_COUNT);
    use_fallbacks(f->set, a, &f->families);
}

void brief_fonts_use(struct brief_fonts *f, struct arena *a, const struct style *s) {
    for (int role = 0; role < STYLE_FAMILY_COUNT; role++) {
        size_t named = 0, own = 0;
        while (s->families[role] && s->families[role][named])
            named++;
        while (f->families.families[role][own])
            own++;
        if (!named) continue;
        const char **all = arena_new_array(a, named + own + 1, const char *);
        for (size_t i = 0; i < named + own; i++)
            all[i] = i < named ? s->families[role][i] : f->families.families[role][i - named];
        f->families.families[role] = all;
    }
}

void brief_fonts_done(struct brief_fonts *f) {
    font_set_free(f->set);
}
