#include "cli/inputs.h"

#include <errno.h>
#include <string.h>
#include "base/file.h"
#include "base/hash.h"

static const char briefing_name[] = "briefing.md";

/* Deeper folders than this are taken for a mistake. Loops of links end earlier: no folder is
 * visited twice. */
enum { DEEPEST = 64 };

struct search {
    struct inputs *in;
    struct diags *ds;
    struct arena *arena;
    const char *folder;
    struct hash briefings; /* by real path: one that is named twice is set once */
    struct hash folders;   /* by real path: those of this tree that were walked */
    bool found;            /* whether this tree has a briefing */
    const char *below;     /* where in the tree the search is: "" at its top */
};

static const struct pos nowhere;

/* True the first time that the place is met, by whatever path. */
static bool is_new(struct hash *places, struct arena *a, const char *path) {
    char *real;
    if (!file_real(&real, a, path)) return true; /* whoever opens it will say why not */
    return hash_put(places, str_of(real), real) == NULL;
}

/* The path of the file NAME.pdf for a source in dir. */
static const char *output_of(struct search *s, const char *dir, struct str name) {
    const char *file = arena_printf(s->arena, "%.*s.pdf", STR_ARG(name));
    if (!s->folder) return file_join(s->arena, dir, file);
    return file_join(s->arena, s->folder, file_join(s->arena, s->below, file));
}

static void add_input(struct search *s, const char *path, const char *dir, struct str name) {
    const char *output = output_of(s, dir, name);
    *vec_push(s->arena, &s->in->list) = (struct batch_job){path, output};
}

/* The folder's own name, which its path need not end with: ".", "a/..", "a/". */
static struct str folder_name(struct search *s, const char *path) {
    char *real;
    const char *name = file_real(&real, s->arena, path) ? file_basename(real) : "";
    return str_of(*name ? name : "briefing");
}

static void add_folder(struct search *s, const char *path) {
    s->found = true;
    if (is_new(&s->briefings, s->arena, file_join(s->arena, path, briefing_name))) {
        add_input(s, path, path, folder_name(s, path));
    }
}

/* A .md file alone. briefing.md stands for its folder, or its metadata would be left behind. */
static void add_file(struct search *s, const char *path) {
    const char *dir = strchr(path, '/') ? file_dirname(s->arena, path) : "";
    struct str name = str_of(file_basename(path));
    if (str_is(name, briefing_name)) {
        add_folder(s, *dir ? dir : ".");
    } else if (!str_ends(name, ".md") || name.n == 3) {
        diag_add(s->ds, DIAG_NOT_A_BRIEFING, nowhere, "name a .md file or a briefing's folder",
                 "%s is not a Markdown file", path);
    } else if (is_new(&s->briefings, s->arena, path)) {
        add_input(s, path, dir, str_slice(name, 0, name.n - 3));
    }
}

static bool holds_briefing(struct search *s, const char *path) {
    return file_kind_of(file_join(s->arena, path, briefing_name)) == FILE_REGULAR;
}

/* Adds each briefing in the tree below path; hidden folders are left alone. */
static void walk(struct search *s, const char *path, size_t depth) {
    if (!is_new(&s->folders, s->arena, path)) return;
    char **names;
    size_t n;
    if (!file_list(&names, &n, s->arena, path)) {
        diag_add(s->ds, DIAG_FILE_UNREADABLE, nowhere, NULL, "cannot read the folder %s: %s", path,
                 strerror(errno));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (names[i][0] == '.') continue;
        const char *below = file_join(s->arena, strcmp(path, ".") == 0 ? "" : path, names[i]);
        if (file_kind_of(below) != FILE_DIRECTORY) continue;
        if (depth == DEEPEST) {
            diag_add(s->ds, DIAG_LIMIT, nowhere, NULL, "%s is more than %d folders deep", below,
                     DEEPEST);
            return;
        }
        if (holds_briefing(s, below)) add_folder(s, below);
        const char *here = s->below;
        s->below = file_join(s->arena, here, names[i]);
        walk(s, below, depth + 1);
        s->below = here;
    }
}

static void find_in_tree(struct search *s, const char *path) {
    size_t errors = s->ds->errors;
    hash_init(&s->folders, s->arena);
    s->found = false;
    walk(s, path, 0);
    if (s->found || s->ds->errors > errors) return;
    diag_add(s->ds, DIAG_NOT_A_BRIEFING, nowhere,
             "a briefing is a folder that holds a file briefing.md",
             "there is no briefing in %s or in a folder below it", path);
}

static void find_at(struct search *s, const char *path) {
    switch (file_kind_of(path)) {
    case FILE_REGULAR: add_file(s, path); return;
    case FILE_DIRECTORY:
        if (holds_briefing(s, path)) {
            add_folder(s, path);
        } else {
            find_in_tree(s, path);
        }
        return;
    case FILE_OTHER:
        diag_add(s->ds, DIAG_NOT_A_BRIEFING, nowhere, "name a .md file or a briefing's folder",
                 "%s is neither a file nor a folder", path);
        return;
    case FILE_MISSING: break;
    }
    if (errno == ENOENT || errno == ENOTDIR) {
        diag_add(s->ds, DIAG_FILE_MISSING, nowhere, NULL, "there is no file or folder %s", path);
    } else {
        diag_add(s->ds, DIAG_FILE_UNREADABLE, nowhere, NULL, "cannot look at %s: %s", path,
                 strerror(errno));
    }
}

/* One name for the file that output is, however its folder is written. */
static struct str key_of(struct arena *a, const char *output) {
    char *real;
    const char *dir = strchr(output, '/') ? file_dirname(a, output) : ".";
    if (!file_real(&real, a, dir)) return str_of(output);
    return str_of(file_join(a, real, file_basename(output)));
}

/* Drops the briefings that would become the same file. */
static void refuse_clashes(struct inputs *in, struct diags *ds, struct arena *a) {
    struct hash first_by_output;
    hash_init(&first_by_output, a);
    size_t n = in->list.n, kept = 0;
    bool *clashes = arena_new_array(a, n, bool);
    struct batch_job *v = in->list.v;
    for (size_t i = 0; i < n; i++) {
        struct str key = key_of(a, v[i].output);
        const struct batch_job *first = hash_get(&first_by_output, key);
        if (!first) {
            hash_put(&first_by_output, key, &v[i]);
            continue;
        }
        clashes[i] = clashes[first - v] = true;
        diag_add(ds, DIAG_OUTPUT_CLASH, nowhere, "build them into different folders with -o",
                 "%s and %s would both be written to %s", first->path, v[i].path, v[i].output);
    }
    for (size_t i = 0; i < n; i++) {
        if (!clashes[i]) v[kept++] = v[i];
    }
    in->list.n = kept;
}

void inputs_find(struct inputs *in, struct diags *ds, struct arena *a, const char *const *paths,
                 size_t n, const char *folder) {
    *in = (struct inputs){0};
    struct search s = {.in = in, .ds = ds, .arena = a, .folder = folder, .below = ""};
    hash_init(&s.briefings, a);
    for (size_t i = 0; i < n; i++)
        find_at(&s, paths[i]);
    refuse_clashes(in, ds, a);
}
