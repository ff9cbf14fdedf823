#include "source/fonts.h"

#include "source/key.h"
#include "source/yaml.h"

static const struct key role_keys[] = {
    {"families", KEY_WORDS, NULL, "families in the order they are tried", true},
    {"package", KEY_WORDS, NULL, "the Debian packages that hold them", false},
    {"licence", KEY_TEXT, NULL, "their licence, as an SPDX name", false},
    {"weights", KEY_ANY, NULL, "the weights in use, for readers of the file", false},
};

static const struct key fallback_keys[] = {
    {"script", KEY_TEXT, NULL, "the script it is for (ISO 15924)", false},
    {"families", KEY_WORDS, NULL, "families in the order they are tried", true},
    {"package", KEY_WORDS, NULL, "the Debian packages that hold them", false},
};

static const struct key roles_keys[] = {
    {"text", KEY_MAPPING, NULL, "running text", true},
    {"sans", KEY_MAPPING, NULL, "headings, labels, tables, the indicator box", true},
    {"mono", KEY_MAPPING, NULL, "code", true},
};

static const struct key top_keys[] = {
    {"roles", KEY_MAPPING, NULL, "a family for each role", true},
    {"fallback", KEY_MAPPINGS, NULL, "families for scripts that the roles' own lack", false},
};

#define TABLE(what, keys)                                                                          \
    { what, keys, sizeof(keys) / sizeof *(keys), NULL }
static const struct key_table top_table = TABLE("fonts.yaml", top_keys);
static const struct key_table roles_table = TABLE("roles", roles_keys);
static const struct key_table role_table = TABLE("a role", role_keys);
static const struct key_table fallback_table = TABLE("a fallback", fallback_keys);

/* The strings under name as a list that ends with NULL. */
static const char *const *names(struct reading *r, const struct datum *mapping, const char *name) {
    size_t n = 0;
    struct str *words = key_words(&n, NULL, r, mapping, name);
    const char **list = arena_new_array(r->arena, n + 1, const char *);
    for (size_t i = 0; i < n; i++)
        list[i] = str_to_c(r->arena, words[i]);
    return list;
}

static void read_role(struct style_fonts *out, struct reading *r, const struct datum *roles,
                      const char *name, enum style_family family) {
    const struct datum *role = datum_get(roles, name);
    if (!role || !key_check(r, role, &role_table)) return;
    out->families[family] = names(r, role, "families");
    out->packages[family] = names(r, role, "package");
}

static void read_fallbacks(struct style_fonts *out, struct reading *r, const struct datum *list) {
    VEC(struct style_fallback) all = {0};
    for (size_t i = 0; list && i < list->items.n; i++) {
        if (!key_check(r, list->items.v[i], &fallback_table)) continue;
        struct str script = key_text(r, list->items.v[i], "script");
        const char *package = names(r, list->items.v[i], "package")[0];
        for (const char *const *f = names(r, list->items.v[i], "families"); *f; f++)
            *vec_push(r->arena, &all) =
                (struct style_fallback){*f, script.n ? str_to_c(r->arena, script) : NULL, package};
    }
    out->fallbacks = all.v;
    out->fallback_count = all.n;
}

bool source_read_fonts(struct style_fonts *out, struct arena *a, struct diags *ds, struct str path,
                       struct str text) {
    struct reading r = {.arena = a, .ds = ds};
    size_t errors = ds->errors;
    bool broken;
    struct lines *lines = lines_new(a, diags_add_file(ds, path, text), text);
    const struct datum *top = yaml_read(a, ds, lines, 0, text.n, &broken);
    *out = (struct style_fonts){0};
    if (!top || !key_check(&r, top, &top_table)) return false;
    const struct datum *roles = datum_get(top, "roles");
    if (roles && key_check(&r, roles, &roles_table)) {
        read_role(out, &r, roles, "text", STYLE_TEXT);
        read_role(out, &r, roles, "sans", STYLE_SANS);
        read_role(out, &r, roles, "mono", STYLE_MONO);
    }
    read_fallbacks(out, &r, datum_get(top, "fallback"));
    return ds->errors == errors;
}
