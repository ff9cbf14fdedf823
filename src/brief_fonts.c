#include "brief_fonts.h"

#include <assert.h>
#include <stdlib.h>
#include "base/file.h"
#include "font/font.h"
#include "source/fonts.h"

/* How many folders upward `fonts` is looked for. */
#define UPWARD_MAX 8

/* The largest fonts.yaml that is read. */
#define FONTS_YAML_MAX ((size_t)1 << 20)

typedef VEC(const char *) folders;

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
        folder = file_join(a, folder, "..");
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
    bool read =
        source_read_fonts(&f->families, a, ds, STR("fonts.yaml"), style_fonts_default());
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

void brief_fonts_init(struct brief_fonts *f, struct arena *a, struct diags *ds, const char *path) {
    folders list = {0};
    add_nearest(&list, a, path);
    read_families(f, a, ds, list.n ? list.v[0] : NULL);
    add_named(&list, a, getenv("CHANCERY_FONTS"));
    *vec_push(a, &list) = NULL;
    f->library = font_library_new(list.v);
    f->set = font_set_new(f->library, a, ds);
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
    font_library_free(f->library);
}
