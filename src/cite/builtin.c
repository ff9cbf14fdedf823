#include "cite/builtin.h"

#include "base/embed.h"

extern const struct embed_file cite_files[]; /* written by the build */

/* The part of file between prefix and suffix is name. */
static bool is_file(const char *file, const char *prefix, struct str name, const char *suffix) {
    struct str f = str_of(file);
    size_t from = strlen(prefix), end = strlen(suffix);
    if (f.n != from + name.n + end || !str_starts(f, prefix) || !str_ends(f, suffix)) return false;
    return str_eq(str_slice(f, from, name.n), name);
}

bool cite_builtin_find(struct str *out, struct str name, bool locale) {
    for (const struct embed_file *f = cite_files; f->name; f++) {
        bool found = locale ? is_file(f->name, "locales/locales-", name, ".xml")
                            : is_file(f->name, "styles/", name, ".csl");
        if (!found) continue;
        *out = f->data;
        return true;
    }
    return false;
}
