/* known: where Debian's packages put the families that the house styles use.
 *
 * Saves the start-up of fontconfig (14 ms) in the usual case. A wrong or old row costs nothing:
 * files that are not there are passed over, a file of another family is refused when it is opened,
 * and fontconfig is asked then. File names follow one pattern, FOLDER STEM-Weight[Italic] ENDING,
 * where the regular italic is just "Italic". Noto's families are named after their scripts and need
 * no rows. */
#include "base/file.h"
#include "font/index.h"

struct known_family {
    const char *family, *folder, *stem, *ending;
    unsigned weights; /* a bit for each hundred */
    bool italics;
};

#define W(n) (1u << (n) / 100)
#define WEIGHTS_100_900                                                                            \
    (W(100) | W(200) | W(300) | W(400) | W(500) | W(600) | W(700) | W(800) | W(900))

static const struct known_family families[] = {
    {"Vollkorn", "/usr/share/fonts/truetype/vollkorn/", "Vollkorn", ".ttf",
     W(400) | W(500) | W(600) | W(700) | W(800) | W(900), true},
    {"Inter", "/usr/share/fonts/opentype/inter/", "Inter", ".otf", WEIGHTS_100_900, true},
    {"Inter Display", "/usr/share/fonts/opentype/inter/", "InterDisplay", ".otf", WEIGHTS_100_900,
     true},
    {"JetBrains Mono", "/usr/share/fonts/truetype/jetbrains-mono/", "JetBrainsMono", ".ttf",
     W(100) | W(200) | W(300) | W(400) | W(500) | W(600) | W(700) | W(800), true},
};

static const char *const weight_names[] = {
    [1] = "Thin",     [2] = "ExtraLight", [3] = "Light",     [4] = "Regular", [5] = "Medium",
    [6] = "SemiBold", [7] = "Bold",       [8] = "ExtraBold", [9] = "Black",
};

static void add(struct index *x, const struct known_family *k, int hundred, bool italic) {
    const char *name = hundred == 4 && italic ? "" : weight_names[hundred];
    struct str path = str_printf(x->arena, "%s%s-%s%s%s", k->folder, k->stem, name,
                                 italic ? "Italic" : "", k->ending);
    if (file_kind_of(path.p) != FILE_REGULAR) return;
    int weight = hundred * 100;
    *vec_push(x->arena, &x->entries) = (struct index_entry){
        .path = path,
        .known = true,
        .facts = {.family = str_of(k->family),
                  .weight = weight,
                  .weight_min = weight,
                  .weight_max = weight,
                  .width = 100,
                  .italic = italic},
    };
}

static void add_all(struct index *x, const struct known_family *k) {
    for (int w = 1; w <= 9; w++)
        for (int italic = 0; italic <= k->italics; italic++)
            if (k->weights & 1u << w) add(x, k, w, italic);
}

/* "Noto Serif Armenian" is in NotoSerifArmenian-Regular.ttf. */
static void add_noto(struct index *x, struct str family) {
    char *stem = arena_alloc(x->arena, family.n + 1);
    for (size_t i = 0, n = 0; i < family.n; i++)
        if (family.p[i] != ' ' && family.p[i] != '/') stem[n++] = family.p[i];
    struct known_family k = {str_to_c(x->arena, family),
                             "/usr/share/fonts/truetype/noto/",
                             stem,
                             ".ttf",
                             WEIGHTS_100_900,
                             true};
    add_all(x, &k);
}

bool index_add_known(struct index *x, struct str family) {
    size_t before = x->entries.n;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (index_same_family(family, str_of(families[i].family))) add_all(x, &families[i]);
    if (str_starts(family, "Noto ")) add_noto(x, family);
    return x->entries.n > before;
}
