#include "brief_csl.h"

#include "base/file.h"
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
    if (file_read(out, a, file_join(a, locale ? SYSTEM_LOCALES : SYSTEM_STYLES, file), CSL_FILE_MAX))
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

const struct cite_style *brief_csl_style(struct doc *doc, struct diags *ds) {
    struct str name = str_empty(doc->meta.csl) ? STR("notes") : doc->meta.csl, xml;
    struct cite_loader loader = {load, NULL};
    if (!read_own(&xml, doc, name) && !load(NULL, &xml, doc->arena, name, false)) {
        diag_add(ds, DIAG_CSL_BROKEN, doc->meta.csl_pos,
                 "name a .csl file of the briefing, a style of the system, or one of notes, "
                 "numeric, author-date",
                 "there is no citation style `%.*s`", STR_ARG(name));
        return NULL;
    }
    return cite_style_parse(doc->arena, ds, doc->meta.csl_pos, xml, doc->meta.lang, loader);
}
