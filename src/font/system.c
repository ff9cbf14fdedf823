/* system: see system.h.
 *
 * A family is listed (FcFontList), never matched: fontconfig's match always gives something, and a
 * briefing must not be set in another family in silence. A missing character is matched
 * (FcFontSort), since there the reader's preferences in fontconfig's own files are wanted. */
#include "font/system.h"

#include <dlfcn.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>

/* The functions used, each under its own name, so that fontconfig's header checks their types. */
#define FUNCTIONS                                                                                  \
    F(FcInitLoadConfigAndFonts)                                                                    \
    F(FcConfigDestroy)                                                                             \
    F(FcConfigSubstitute)                                                                          \
    F(FcDefaultSubstitute)                                                                         \
    F(FcPatternCreate)                                                                             \
    F(FcPatternDestroy)                                                                            \
    F(FcPatternAddString)                                                                          \
    F(FcPatternAddInteger)                                                                         \
    F(FcPatternAddBool)                                                                            \
    F(FcPatternAddDouble)                                                                          \
    F(FcPatternGetString)                                                                          \
    F(FcPatternGetInteger)                                                                         \
    F(FcPatternGetBool)                                                                            \
    F(FcPatternGetCharSet)                                                                         \
    F(FcWeightFromOpenTypeDouble)                                                                  \
    F(FcObjectSetCreate)                                                                           \
    F(FcObjectSetAdd)                                                                              \
    F(FcObjectSetDestroy)                                                                          \
    F(FcFontList)                                                                                  \
    F(FcFontSort)                                                                                  \
    F(FcFontSetDestroy)                                                                            \
    F(FcCharSetHasChar)

struct functions {
#define F(name) __typeof__(&name) name;
    FUNCTIONS
#undef F
};

/* Fonts in the order for a wish. */
struct order {
    struct system_wish wish;
    FcFontSet *set;
};

struct system_fonts {
    struct arena *arena;
    struct functions fc;
    FcConfig *config; /* NULL: fontconfig is not there */
    VEC(struct order) orders;
};

static bool load(struct functions *fc) {
    void *lib = dlopen("libfontconfig.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!lib) return false;
    void *f;
#define F(name)                                                                                    \
    f = dlsym(lib, #name);                                                                         \
    if (!f) return false;                                                                          \
    memcpy(&fc->name, &f, sizeof f);
    FUNCTIONS
#undef F
    return true;
}

struct system_fonts *system_new(struct arena *a) {
    struct system_fonts *s = arena_new(a, struct system_fonts);
    s->arena = a;
    if (load(&s->fc)) s->config = s->fc.FcInitLoadConfigAndFonts();
    return s;
}

void system_free(struct system_fonts *s) {
    if (!s) return;
    for (size_t i = 0; i < s->orders.n; i++)
        if (s->orders.v[i].set) s->fc.FcFontSetDestroy(s->orders.v[i].set);
    if (s->config) s->fc.FcConfigDestroy(s->config);
}

static const FcChar8 *fc_string(struct arena *a, struct str s) {
    return (const FcChar8 *)str_to_c(a, s);
}

static int compare_paths(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The list's files, sorted; freed with the list. */
static const char **sorted_paths(struct system_fonts *s, const FcFontSet *list, size_t *n) {
    const char **paths = arena_new_array(s->arena, (size_t)list->nfont, const char *);
    *n = 0;
    for (int i = 0; i < list->nfont; i++) {
        FcChar8 *file;
        if (s->fc.FcPatternGetString(list->fonts[i], FC_FILE, 0, &file) == FcResultMatch)
            paths[(*n)++] = (const char *)file;
    }
    qsort(paths, *n, sizeof *paths, compare_paths);
    return paths;
}

void system_add_family(struct system_fonts *s, struct index *x, struct str family) {
    if (!s->config) return;
    FcPattern *pattern = s->fc.FcPatternCreate();
    FcObjectSet *objects = s->fc.FcObjectSetCreate();
    s->fc.FcPatternAddString(pattern, FC_FAMILY, fc_string(s->arena, family));
    s->fc.FcPatternAddBool(pattern, FC_OUTLINE, FcTrue);
    s->fc.FcObjectSetAdd(objects, FC_FILE);
    FcFontSet *list = s->fc.FcFontList(s->config, pattern, objects);
    if (list) {
        size_t n;
        const char **paths = sorted_paths(s, list, &n);
        for (size_t i = 0; i < n; i++)
            if (i == 0 || strcmp(paths[i - 1], paths[i]) != 0) index_add_file(x, paths[i]);
        s->fc.FcFontSetDestroy(list);
    }
    s->fc.FcObjectSetDestroy(objects);
    s->fc.FcPatternDestroy(pattern);
}

static FcPattern *pattern_of(struct system_fonts *s, const struct system_wish *wish) {
    const char *generic = wish->fixed_pitch ? "monospace" : wish->serif ? "serif" : "sans-serif";
    struct str lang = str_empty(wish->lang) ? STR("en") : wish->lang;
    FcPattern *p = s->fc.FcPatternCreate();
    s->fc.FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)generic);
    s->fc.FcPatternAddString(p, FC_LANG, fc_string(s->arena, lang));
    s->fc.FcPatternAddDouble(p, FC_WEIGHT, s->fc.FcWeightFromOpenTypeDouble(wish->weight));
    s->fc.FcPatternAddInteger(p, FC_SLANT, wish->italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    s->fc.FcPatternAddBool(p, FC_OUTLINE, FcTrue);
    s->fc.FcPatternAddBool(p, FC_COLOR, FcFalse);
    return p;
}

static bool same_wish(const struct system_wish *a, const struct system_wish *b) {
    return a->fixed_pitch == b->fixed_pitch && a->serif == b->serif && a->italic == b->italic &&
           a->weight == b->weight && str_eq(a->lang, b->lang);
}

/* The fonts in the wish's order, sorted when first asked for. */
static const FcFontSet *order_for(struct system_fonts *s, const struct system_wish *wish) {
    for (size_t i = 0; i < s->orders.n; i++)
        if (same_wish(&s->orders.v[i].wish, wish)) return s->orders.v[i].set;
    FcPattern *pattern = pattern_of(s, wish);
    FcResult result;
    s->fc.FcConfigSubstitute(s->config, pattern, FcMatchPattern);
    s->fc.FcDefaultSubstitute(pattern);
    struct order *o = vec_push(s->arena, &s->orders);
    o->wish = *wish;
    o->wish.lang = str_copy(s->arena, wish->lang);
    o->set = s->fc.FcFontSort(s->config, pattern, FcFalse, NULL, &result);
    s->fc.FcPatternDestroy(pattern);
    return o->set;
}

static bool has_outline_of(const struct system_fonts *s, const FcPattern *font, uint32_t cp) {
    FcCharSet *charset;
    FcBool outline, color;
    if (s->fc.FcPatternGetCharSet(font, FC_CHARSET, 0, &charset) != FcResultMatch) return false;
    if (!s->fc.FcCharSetHasChar(charset, cp)) return false;
    if (s->fc.FcPatternGetBool(font, FC_OUTLINE, 0, &outline) == FcResultMatch && !outline)
        return false;
    return s->fc.FcPatternGetBool(font, FC_COLOR, 0, &color) != FcResultMatch || !color;
}

bool system_find(struct index_entry *out, struct system_fonts *s, const struct system_wish *wish,
                 uint32_t cp, size_t nth) {
    if (!s->config) return false;
    const FcFontSet *set = order_for(s, wish);
    for (int i = 0; set && i < set->nfont; i++) {
        FcChar8 *file;
        int index = 0;
        if (!has_outline_of(s, set->fonts[i], cp) || nth-- > 0) continue;
        if (s->fc.FcPatternGetString(set->fonts[i], FC_FILE, 0, &file) != FcResultMatch)
            return false;
        s->fc.FcPatternGetInteger(set->fonts[i], FC_INDEX, 0, &index);
        *out = (struct index_entry){.path = str_copy(s->arena, str_of((const char *)file)),
                                    .index = (unsigned)index & 0xFFFF};
        return true;
    }
    return false;
}
