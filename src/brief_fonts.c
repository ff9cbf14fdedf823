#include "brief_fonts.h"

#include <stdlib.h>
#include "base/file.h"
#include "font/font.h"

/* How many folders upward `fonts` is looked for. */
#define UPWARD_MAX 8

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

void brief_fonts_init(struct brief_fonts *f, struct arena *a, struct diags *ds, const char *path) {
    static const char *const text[] = {"Vollkorn", NULL}, *const sans[] = {"Inter", NULL},
                             *const mono[] = {"JetBrains Mono", "Noto Sans Mono", NULL};
    static const char *const text_package[] = {"fonts-vollkorn", NULL},
                             *const sans_package[] = {"fonts-inter", NULL},
                             *const mono_package[] = {"fonts-jetbrains-mono", NULL};
    folders list = {0};
    add_nearest(&list, a, path);
    add_named(&list, a, getenv("CHANCERY_FONTS"));
    *vec_push(a, &list) = NULL;
    f->library = font_library_new(list.v);
    f->set = font_set_new(f->library, a, ds);
    f->families = (struct layout_families){{text, sans, mono},
                                           {text_package, sans_package, mono_package}};
}

void brief_fonts_done(struct brief_fonts *f) {
    font_set_free(f->set);
    font_library_free(f->library);
}

const struct layout_families *brief_fonts_families(const struct brief_fonts *f) {
    return &f->families;
}
