#include "source/house_parts.h"

#include <stdlib.h>

/* --- levels -------------------------------------------------------------------------------------
 */

static const char *const shape_names[] = {"gauge",    "disc", "square", "diamond",
                                          "triangle", "ring", "box",    NULL};

static const struct key level_rows[] = {
    {"name", KEY_TEXT, NULL, "what briefings call it", true},
    {"colour", KEY_TEXT, NULL, "a colour, or the name of one", false},
    {"shape", KEY_TEXT, "gauge", "gauge, disc, square, diamond, triangle, ring or box", false},
};

static const struct key_table level_keys = {"a level", level_rows, 3, NULL};

/* Reads one; a level that the program has a word for keeps it. */
static bool read_level(struct reading *r, const struct style *s, struct style_level *out,
                       const struct datum *d) {
    if (!key_check(r, d, &level_keys)) return false;
    struct str name = key_text(r, d, "name");
    const struct style_level *known = style_level_at(s, style_find_level(s, name));
    *out = known ? *known : (struct style_level){.word = -1};
    out->name = name;
    int shape = key_choice(r, d, "shape", shape_names);
    if (shape >= 0) out->shape = (enum style_shape)shape;
    const struct datum *colour = datum_get(d, "colour");
    if (colour) out->coloured = house_read_colour(r, s, &out->colour, colour, "levels.colour");
    return !str_empty(name);
}

static void read_levels(struct reading *r, struct style *s, const struct datum *d) {
    struct style_level found[STYLE_LEVELS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < d->items.n; i++) {
        struct style_level level;
        if (!read_level(r, s, &level, d->items.v[i])) continue;
        if (str_eq(level.name, s->unknown.name))
            s->unknown = level;
        else if (str_eq(level.name, s->not_applicable.name))
            s->not_applicable = level;
        else if (n < STYLE_LEVELS_MAX)
            found[n++] = level;
        else
            diag_add(r->ds, DIAG_BAD_VALUE, d->items.v[i]->pos, "take some of them together",
                     "a scale has at most %d levels", STYLE_LEVELS_MAX);
    }
    if (!n) return;
    memcpy(s->levels, found, n * sizeof *found);
    s->level_count = n;
}

/* --- words and fonts ----------------------------------------------------------------------------
 */

/* The house's words of a language, or of all where it is empty. */
static struct style_words *words_of(struct reading *r, struct style *s, struct str lang) {
    for (size_t i = 0; i < s->words.n; i++)
        if (str_eq(s->words.v[i].lang, lang)) return &s->words.v[i];
    struct style_words *own = vec_push(r->arena, &s->words);
    *own = (struct style_words){.lang = str_copy(r->arena, lang)};
    return own;
}

/* Letters and digits in parts of at most eight, parted by hyphens, the first of two letters or
 * three (BCP 47). */
static bool is_language(struct str tag) {
    size_t part = 0;
    for (size_t i = 0; i < tag.n; i++) {
        char c = tag.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-' ? part == 0 || i == 1 : !(letter || (c >= '0' && c <= '9'))) return false;
        part = c == '-' ? 0 : part + 1;
        if (part > 8) return false;
    }
    size_t first = str_find_char(tag, '-');
    return part > 0 && first >= 2 && first <= 3;
}

static void unknown_word(struct reading *r, const struct datum_pair *pair) {
    const char *names[STYLE_WORD_COUNT];
    for (int id = 0; id < STYLE_WORD_COUNT; id++)
        names[id] = style_word_key((enum style_word_id)id);
    const char *near = diag_nearest(pair->key, names, STYLE_WORD_COUNT);
    diag_add(r->ds, DIAG_UNKNOWN_KEY, pair->pos,
             near ? arena_printf(r->arena, "did you mean `%s`?", near) : NULL,
             "the program prints no word `%.*s`", STR_ARG(pair->key));
}

static void read_word(struct reading *r, struct style_words *own, const struct datum_pair *pair) {
    int id = 0;
    while (id < STYLE_WORD_COUNT && !str_is(pair->key, style_word_key((enum style_word_id)id)))
        id++;
    if (id == STYLE_WORD_COUNT)
        unknown_word(r, pair);
    else if (pair->value->kind != DATUM_SCALAR)
        diag_add(r->ds, DIAG_WRONG_TYPE, pair->value->pos, NULL,
                 "the word `%.*s` must be a text, and this is %s", STR_ARG(pair->key),
                 datum_kind_name(pair->value));
    else
        own->words[id] = str_copy(r->arena, pair->value->text);
}

/* Words for every language, and, in mappings under their tags, for one. */
static void read_words(struct reading *r, struct style *s, const struct datum *d) {
    for (size_t i = 0; i < d->pairs.n; i++) {
        const struct datum_pair *pair = &d->pairs.v[i];
        if (pair->value->kind != DATUM_MAPPING)
            read_word(r, words_of(r, s, STR_NONE), pair);
        else if (!is_language(pair->key))
            diag_add(r->ds, DIAG_BAD_VALUE, pair->pos, "write a language as in `lang`: fr, en-GB",
                     "`%.*s` is no language", STR_ARG(key_clip(pair->key)));
        else
            for (size_t k = 0; k < pair->value->pairs.n; k++)
                read_word(r, words_of(r, s, pair->key), &pair->value->pairs.v[k]);
    }
}

static void read_fonts(struct reading *r, struct style *s, const struct datum *d) {
    static const struct key rows[] = {
        {"text", KEY_WORDS, NULL, "families of running text", false},
        {"sans", KEY_WORDS, NULL, "families of headings, labels and tables", false},
        {"mono", KEY_WORDS, NULL, "families of code", false},
    };
    static const struct key_table table = {"the fonts of a house style", rows, 3, NULL};
    if (!key_check(r, d, &table)) return;
    for (int role = 0; role < STYLE_FAMILY_COUNT; role++) {
        size_t n;
        struct str *families = key_words(&n, NULL, r, d, rows[role].name);
        if (!n) continue;
        const char **list = arena_new_array(r->arena, n + 1, const char *);
        for (size_t i = 0; i < n; i++)
            list[i] = str_to_c(r->arena, families[i]);
        s->families[role] = list;
    }
}

/* --- diagnostics --------------------------------------------------------------------------------
 */

/* The code at item, or -1 with a diagnostic. */
static int read_code(struct reading *r, struct str name, struct pos pos) {
    const char *names[DIAG_CODE_COUNT];
    int code = diag_find_code(name);
    if (code >= 0) return code;
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        names[i] = diag_infos[i].name;
    const char *near = diag_nearest(name, names, DIAG_CODE_COUNT);
    diag_add(r->ds, DIAG_BAD_VALUE, pos,
             near ? arena_printf(r->arena, "did you mean `%s`?", near) : NULL,
             "there is no diagnostic `%.*s`", STR_ARG(name));
    return -1;
}

static void read_diagnostics(struct reading *r, const struct datum *d) {
    static const struct key rows[] = {
        {"error", KEY_WORDS, NULL, "warnings and notes that stop the build", false},
        {"allow", KEY_WORDS, NULL, "warnings and notes that are not said", false},
    };
    static const struct key_hint hints[] = {
        {"deny", "write `error`, with the codes that stop the build"},
        {"errors", "write `error`, with the codes that stop the build"},
        {"strict", "write `error`, with the codes that stop the build"},
        {"ignore", "write `allow`, with the codes that are not said"},
        {"disable", "write `allow`, with the codes that are not said"},
        {"off", "write `allow`, with the codes that are not said"},
        {"warn", "write `error`, or `allow`: what is a warning and what is a note is given"},
        {NULL, NULL}};
    static const struct key_table table = {"the diagnostics of a house style", rows, 2, hints};
    if (!key_check(r, d, &table)) return;
    for (int list = 0; list < 2; list++) {
        size_t n;
        struct pos *places;
        struct str *names = key_words(&n, &places, r, d, rows[list].name);
        for (size_t i = 0; i < n; i++) {
            int code = read_code(r, names[i], places[i]);
            if (code < 0) continue;
            if (list == 0)
                diags_raise(r->ds, (enum diag_code)code);
            else if (diag_infos[code].level != DIAG_ERROR)
                diags_allow(r->ds, (enum diag_code)code);
            else
                diag_add(r->ds, DIAG_BAD_VALUE, places[i], "only warnings and notes can be allowed",
                         "`%.*s` is an error and cannot be allowed", STR_ARG(names[i]));
        }
    }
}

/* --- the least version --------------------------------------------------------------------------
 */

/* Takes a number and the point after it off the start; -1 if there is none. */
static long take_part(struct str *s) {
    size_t n = str_find_char(*s, '.');
    long v;
    bool number = str_to_long(&v, str_slice(*s, 0, n)) && v >= 0;
    *s = str_slice(*s, n + 1, s->n);
    return number ? v : -1;
}

static void read_requires(struct reading *r, const struct datum *d) {
    struct str own = STR(CHANCERY_VERSION), wanted = str_trim(d->text);
    for (int i = 0; i < 3 && wanted.n; i++) {
        long least = take_part(&wanted), have = own.n ? take_part(&own) : 0;
        if (least < 0) {
            diag_add(r->ds, DIAG_BAD_VALUE, d->pos, "write a version such as 0.1 or 0.1.0",
                     "`requires` cannot be `%.*s`", STR_ARG(key_clip(d->text)));
            return;
        }
        if (have > least) return;
        if (have < least) {
            diag_add(r->ds, DIAG_PROGRAM_TOO_OLD, d->pos, "install a later version",
                     "the house style needs Chancery %.*s, and this is %s",
                     STR_ARG(key_clip(d->text)), CHANCERY_VERSION);
            return;
        }
    }
}

/* --- all ----------------------------------------------------------------------------------------
 */

static const struct part {
    const char *name;
    enum datum_kind kind;
} parts[] = {
    {"levels", DATUM_SEQUENCE},     {"words", DATUM_MAPPING},   {"fonts", DATUM_MAPPING},
    {"diagnostics", DATUM_MAPPING}, {"requires", DATUM_SCALAR},
};

static const struct part *find_part(struct str name) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_is(name, parts[i].name)) return &parts[i];
    return NULL;
}

bool house_part(struct str name) {
    return find_part(name) != NULL;
}

void house_read_part(struct reading *r, struct style *s, struct str name, const struct datum *d) {
    const struct part *part = find_part(name);
    if (datum_is_null(d)) return;
    if (d->kind != part->kind) {
        struct datum wanted = {.kind = part->kind};
        diag_add(r->ds, DIAG_WRONG_TYPE, d->pos, NULL, "`%s` must be %s, and this is %s",
                 part->name, datum_kind_name(&wanted), datum_kind_name(d));
        return;
    }
    switch (part - parts) {
    case 0: read_levels(r, s, d); break;
    case 1: read_words(r, s, d); break;
    case 2: read_fonts(r, s, d); break;
    case 3: read_diagnostics(r, d); break;
    default: read_requires(r, d); break;
    }
}
