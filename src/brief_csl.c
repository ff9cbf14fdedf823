#include "brief_csl.h"

#include <stdlib.h>
#include "base/file.h"
#include "base/lock.h"
#include "base/trace.h"
#include "cite/builtin.h"

/* Where Debian's citation-style-language-styles and -locales put their files. */
#define SYSTEM_STYLES  "/usr/share/citation-style-language/styles"
#define SYSTEM_LOCALES "/usr/share/citation-style-language/locales"

/* The largest style or locale that is read. */
#define CSL_FILE_MAX ((size_t)8 << 20)

/* A style's name without the address that CSL puts before it. */
static struct str bare_name(struct str name) {
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '/') return str_slice(name, i + 1, name.n);
    return name;
}

static bool read_system(struct str *out, struct arena *a, struct str name, bool locale) {
    char *file = locale ? arena_printf(a, "locales-%.*s.xml", STR_ARG(name))
                        : arena_printf(a, "%.*s.csl", STR_ARG(name));
    if (file_read(out, a, file_join(a, locale ? SYSTEM_LOCALES : SYSTEM_STYLES, file),
                  CSL_FILE_MAX))
        return true;
    if (locale) return false;
    file = arena_printf(a, "dependent/%.*s.csl", STR_ARG(name));
    return file_read(out, a, file_join(a, SYSTEM_STYLES, file), CSL_FILE_MAX);
}

/* Ours come first for styles; for locales the system's, which are complete. */
static bool load(void *closure, struct str *out, struct arena *a, struct str name, bool locale) {
    (void)closure;
    struct str bare = bare_name(name);
    if (str_find_char(bare, '/') < bare.n || str_starts(bare, ".")) return false;
    if (locale) return read_system(out, a, bare, true) || cite_builtin_find(out, bare, true);
    return cite_builtin_find(out, bare, false) || read_system(out, a, bare, false);
}

/* The author's own file: something that ends in .csl or holds a slash. */
static bool read_own(struct str *out, struct doc *doc, struct str written) {
    char *folder = str_to_c(doc->arena, doc->folder), *path;
    if (!str_ends(written, ".csl") && str_find_char(written, '/') == written.n) return false;
    return file_resolve_inside(&path, doc->arena, folder, folder, written) &&
           file_read(out, doc->arena, path, CSL_FILE_MAX);
}

/* --- sharing -----------------------------------------------------------------------------------
 */

/* A style for a language, and the files that it was made of. */
struct shared_style {
    const struct cite_style *style; /* NULL: there is something to say of it, so it is not shared */
    struct trace files;
};

struct brief_styles {
    struct arena arena;
    struct lock lock;
    struct hash by_key;
};

struct brief_styles *brief_styles_new(void) {
    struct brief_styles *s = calloc(1, sizeof *s);
    if (!s) arena_fail();
    arena_init(&s->arena);
    lock_init(&s->lock);
    hash_init(&s->by_key, &s->arena);
    return s;
}

void brief_styles_free(struct brief_styles *s) {
    if (!s) return;
    lock_done(&s->lock);
    arena_done(&s->arena);
    free(s);
}

/* Parses the style, if it is one of ours or the system's and nothing is wrong with it. */
static void parse_shared(struct shared_style *out, struct arena *a, struct str name,
                         struct str lang) {
    struct diags ds;
    struct str xml;
    struct cite_loader loader = {load, NULL};
    diags_init(&ds, a);
    trace_init(&out->files, a);
    struct trace *before = trace_set(&out->files);
    if (load(NULL, &xml, a, name, false))
        out->style = cite_style_parse(a, &ds, (struct pos){0}, xml, lang, loader);
    trace_set(before);
    if (ds.list.n) out->style = NULL;
}

static void copy_trace(const struct trace *from) {
    struct trace *mine = trace_set(NULL);
    trace_set(mine);
    for (size_t i = 0; mine && i < from->entries.n; i++)
        trace_add_entry(mine, from->entries.v[i]);
}

/* The style that is shared, or NULL. The caller's trace gets the files that it was made of. */
static const struct cite_style *find_shared(struct brief_styles *s, struct str name,
                                            struct str lang) {
    struct arena scratch;
    arena_init(&scratch);
    struct str key = str_printf(&scratch, "%.*s\n%.*s", STR_ARG(name), STR_ARG(lang));
    lock_enter(&s->lock);
    struct shared_style *found = hash_get(&s->by_key, key);
    if (!found) {
        found = arena_new(&s->arena, struct shared_style);
        parse_shared(found, &s->arena, str_copy(&s->arena, name), str_copy(&s->arena, lang));
        hash_put(&s->by_key, str_copy(&s->arena, key), found);
    }
    if (found->style) copy_trace(&found->files);
    lock_leave(&s->lock);
    arena_done(&scratch);
    return found->style;
}

/* --- one briefing ------------------------------------------------------------------------------
 */

const struct cite_style *brief_csl_style(struct brief_styles *shared, struct doc *doc,
                                         struct diags *ds) {
    struct str name = str_empty(doc->meta.csl) ? STR("notes") : doc->meta.csl, xml;
    struct cite_loader loader = {load, NULL};
    bool own = read_own(&xml, doc, name);
    const struct cite_style *found = own ? NULL : find_shared(shared, name, doc->meta.lang);
    if (found) return found;
    if (!own && !load(NULL, &xml, doc->arena, name, false)) {
        diag_add(ds, DIAG_CSL_BROKEN, doc->meta.csl_pos,
                 "name a .csl file of the briefing, a style of the system, or one of notes, "
                 "numeric, author-date",
                 "there is no citation style `%.*s`", STR_ARG(name));
        return NULL;
    }
    return cite_style_parse(doc->arena, ds, doc->meta.csl_pos, xml, doc->meta.lang, loader);
}
