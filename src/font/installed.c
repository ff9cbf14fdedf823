/* The names of the font files in the folders where fonts are installed. What stands in a file that
 * is used is noted where it is used. */
#include "font/font.h"

#include <stdlib.h>
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"

enum { DEPTH_MAX = 6, VISITED_MAX = 50000 };

struct look {
    struct arena arena;
    struct buf names;
    size_t visited;
};

static bool has_font_name(struct str name) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc", ".pfb", ".afm", ".gz"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, endings[i])) return true;
    return false;
}

static void add_folder(struct look *l, const char *folder, int depth) {
    char **names;
    size_t n;
    if (depth > DEPTH_MAX || !file_list_marked(&names, &n, &l->arena, folder, has_font_name))
        return;
    buf_printf(&l->names, "%s\n", folder);
    for (size_t i = 0; i < n && l->visited++ < VISITED_MAX; i++) {
        struct str name = str_of(names[i]);
        if (str_ends(name, "/")) {
            if (names[i][0] != '.')
                add_folder(l, file_join(&l->arena, folder, names[i]), depth + 1);
        } else if (has_font_name(name)) {
            buf_printf(&l->names, "%s\n", names[i]);
        }
    }
}

static void add_below(struct look *l, const char *variable, const char *folder) {
    const char *above = getenv(variable);
    if (above && *above) add_folder(l, file_join(&l->arena, above, folder), 0);
}

uint64_t font_installed_hash(void) {
    struct look l = {.visited = 0};
    arena_init(&l.arena);
    add_folder(&l, "/usr/share/fonts", 0);
    add_folder(&l, "/usr/local/share/fonts", 0);
    add_below(&l, "XDG_DATA_HOME", "fonts");
    add_below(&l, "HOME", ".local/share/fonts");
    add_below(&l, "HOME", ".fonts");
    uint64_t hash = hash_bytes(l.names.p ? l.names.p : "", l.names.n);
    buf_done(&l.names);
    arena_done(&l.arena);
    return hash;
}
