#include "source/house.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>
#include "base/file.h"
#include "source/house_parts.h"
#include "source/input.h"
#include "source/key.h"
#include "source/yaml.h"

/* How many folders upward house.yaml is looked for. */
#define UPWARD_MAX 16

/* Least contrast of text with what is behind it (WCAG 2.2, 1.4.3). */
#define CONTRAST_LEAST 4.5

/* All house.yaml of one briefing, the nearest first. */
struct house {
    struct reading r;
    struct style *s;
    VEC(const struct datum *) files;
    struct hash keys;   /* of the table, by their names */
    struct pos *places; /* where each key of the table was set last, by its index */
};

/* --- scalars
 * -------------------------------------------------------------------------------------- */

struct unit {
    const char *name;
    double points;
};

static const struct unit units[] = {
    {"pt", 1}, {"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"in", 72}, {"", 1},
};

/* "12", "12pt", "21mm", "8.5in" in points; false if it is none. */
static bool parse_length(double *points, struct arena *a, struct str text) {
    char *c = str_to_c(a, text), *end;
    if (!*c || (*c != '-' && *c != '.' && (*c < '0' || *c > '9'))) return false;
    double value = strtod(c, &end);
    struct str unit = str_trim(str_of(end));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_is(unit, units[i].name)) continue;
        *points = value * units[i].points;
        return isfinite(*points);
    }
    return false;
}

/* "#7a1f2b". */
static bool parse_colour(uint32_t *rgb, struct arena *a, struct str text) {
    if (text.n != 7 || text.p[0] != '#') return false;
    char *end;
    unsigned long v = strtoul(str_to_c(a, str_slice(text, 1, 6)), &end, 16);
    *rgb = (uint32_t)v;
    return !*end;
}

/* A name of a list that ends with NULL, or -1. */
static int parse_choice(struct str text, const char *const *names) {
    for (int i = 0; names[i]; i++)
        if (str_is(text, names[i])) return i;
    return -1;
}

static void bad_value(struct house *h, const struct datum *d, const char *key, const char *wanted) {
    diag_add(h->r.ds, DIAG_BAD_VALUE, d->pos, arena_printf(h->r.arena, "write %s", wanted),
             "`%s` cannot be `%.*s`", key, STR_ARG(key_clip(d->text)));
}

/* Says which range is allowed; true if v is in it. */
static bool in_range(struct house *h, const struct datum *d, const char *key, double v, double min,
                     double max, const char *unit) {
    if (v >= min && v <= max) return true;
    bad_value(h, d, key, arena_printf(h->r.arena, "a value from %g to %g%s", min, max, unit));
    return false;
}

/* --- values of the table
 * --------------------------------------------------------------------------- */

static void *field_of(struct house *h, const struct style_key *k) {
    return (char *)h->s + k->offset;
}

static void set_length(struct house *h, const struct datum *d, sp *out, const char *key, double min,
                       double max) {
    double points;
    if (d->kind != DATUM_SCALAR || !parse_length(&points, h->r.arena, d->text))
        bad_value(h, d, key, "a length: 12, 12pt, 21mm, 2.1cm or 8.5in");
    else if (in_range(h, d, key, points, min, max, "pt"))
        *out = (sp)llround(points * SP_PER_PT);
}

static void set_number(struct house *h, const struct datum *d, int *out, const char *key,
                       double min, double max) {
    long v;
    if (d->kind != DATUM_SCALAR || !str_to_long(&v, d->text))
        bad_value(h, d, key, "a whole number");
    else if (in_range(h, d, key, (double)v, min, max, ""))
        *out = (int)v;
}

static void set_flag(struct house *h, const struct datum *d, bool *out, const char *key) {
    static const char *const words[] = {"no", "yes", "false", "true", NULL};
    int v = d->kind == DATUM_SCALAR ? parse_choice(d->text, words) : -1;
    if (v < 0)
        bad_value(h, d, key, "yes or no");
    else
        *out = v % 2;
}

/* The place of a text among names parted by commas; -1 if it is none of them. */
static int place_among(struct str text, const char *names) {
    struct str rest = str_of(names);
    for (int i = 0; rest.n; i++) {
        size_t n = str_find_char(rest, ',');
        if (str_eq(text, str_slice(rest, 0, n))) return i;
        rest = str_trim(str_slice(rest, n + 1, rest.n));
    }
    return -1;
}

static void set_named(struct house *h, const struct datum *d, int *out, const struct style_key *k) {
    int v = d->kind == DATUM_SCALAR ? place_among(d->text, k->choices) : -1;
    if (v < 0)
        bad_value(h, d, k->key, arena_printf(h->r.arena, "one of %s", k->choices));
    else
        *out = v;
}

static void set_text(struct house *h, const struct datum *d, struct str *out, const char *key) {
    if (d->kind != DATUM_SCALAR)
        diag_add(h->r.ds, DIAG_WRONG_TYPE, d->pos, NULL, "`%s` must be a text, and this is %s", key,
                 datum_kind_name(d));
    else
        *out = datum_is_null(d) ? STR_NONE : str_copy(h->r.arena, str_trim(d->text));
}

bool house_read_colour(struct reading *r, const struct style *s, uint32_t *out,
                       const struct datum *d, const char *key) {
    if (d->kind == DATUM_SCALAR && parse_colour(out, r->arena, d->text)) return true;
    for (size_t i = 0; i < style_key_count && d->kind == DATUM_SCALAR; i++) {
        const struct style_key *k = &style_keys[i];
        if (k->kind != STYLE_COLOUR || !str_is(d->text, k->key + strlen("colour."))) continue;
        *out = *(const uint32_t *)((const char *)s + k->offset);
        return true;
    }
    diag_add(r->ds, DIAG_BAD_VALUE, d->pos,
             "write a colour as \"#7a1f2b\" (with quotes), or ink, accent, muted…",
             "`%s` cannot be `%.*s`", key, STR_ARG(key_clip(d->text)));
    return false;
}

static void set_colour(struct house *h, const struct datum *d, uint32_t *out, const char *key) {
    house_read_colour(&h->r, h->s, out, d, key);
}

/* --- types
 * ------------------------------------------------------------------------------------------ */

static const char *const family_names[] = {"text", "sans", "mono", NULL};
static const char *const align_names[] = {"justify", "left", "center", "right", NULL};
static const char *const figure_names[] = {"default", "old-style", "lining", "tabular", NULL};

static const struct key type_keys[] = {
    {"family", KEY_TEXT, NULL, "text, sans or mono", false},
    {"weight", KEY_COUNT, NULL, "as in CSS: 400, 700", false},
    {"italic", KEY_YES, NULL, "set in italic", false},
    {"size", KEY_TEXT, NULL, "size of type", false},
    {"leading", KEY_TEXT, NULL, "distance of its lines", false},
    {"tracking", KEY_COUNT, NULL, "letterspacing in thousandths of an em", false},
    {"colour", KEY_TEXT, NULL, "a colour, or the name of one", false},
    {"align", KEY_TEXT, NULL, "justify, left, center or right", false},
    {"capitals", KEY_YES, NULL, "set in capitals", false},
    {"hyphens", KEY_YES, NULL, "whether words may be divided", false},
    {"figures", KEY_TEXT, NULL, "default, old-style, lining or tabular", false},
};

static const struct key_table type_table = {"a kind of text", type_keys,
                                            sizeof type_keys / sizeof *type_keys, NULL};

/* The index of a choice, or the one before. */
static int set_choice(struct house *h, const struct datum *mapping, const char *name,
                      const char *const *names, int before) {
    int v = key_choice(&h->r, mapping, name, names);
    return v < 0 ? before : v;
}

static void set_type(struct house *h, const struct datum *d, struct style_type *t,
                     const char *key) {
    const struct datum *v;
    struct arena *a = h->r.arena;
    if (!key_check(&h->r, d, &type_table)) return;
    t->family = (enum style_family)set_choice(h, d, "family", family_names, (int)t->family);
    t->align = (enum style_align)set_choice(h, d, "align", align_names, (int)t->align);
    t->figures = (enum style_figures)set_choice(h, d, "figures", figure_names, (int)t->figures);
    t->weight = (int)key_count(&h->r, d, "weight", 100, 1000, t->weight);
    t->tracking = (int)key_count(&h->r, d, "tracking", -200, 1000, t->tracking);
    t->italic = key_yes(&h->r, d, "italic", t->italic);
    t->capitals = key_yes(&h->r, d, "capitals", t->capitals);
    t->hyphens = key_yes(&h->r, d, "hyphens", t->hyphens);
    if ((v = datum_get(d, "size")))
        set_length(h, v, &t->size, arena_printf(a, "%s.size", key), 4, 200);
    if ((v = datum_get(d, "leading")))
        set_length(h, v, &t->leading, arena_printf(a, "%s.leading", key), 4, 300);
    if ((v = datum_get(d, "colour")))
        set_colour(h, v, &t->colour, arena_printf(a, "%s.colour", key));
}

/* --- sheets
 * ----------------------------------------------------------------------------------------- */

struct sheet {
    const char *name;
    sp width, height;
};

static const struct sheet sheets[] = {
    {"A3", SP(841.89), SP(1190.551)}, {"A4", SP(595.276), SP(841.89)},
    {"A5", SP(419.528), SP(595.276)}, {"B5", SP(498.898), SP(708.661)},
    {"letter", SP(612), SP(792)},     {"legal", SP(612), SP(1008)},
};

/* Without regard to case. */
static bool same_name(struct str text, const char *name) {
    return text.n == strlen(name) && strncasecmp(text.p, name, text.n) == 0;
}

/* `page.size: letter` for both sides at once. */
static void set_sheet(struct house *h, const struct datum *d) {
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        if (d->kind != DATUM_SCALAR || !same_name(d->text, sheets[i].name)) continue;
        h->s->page_width = sheets[i].width;
        h->s->page_height = sheets[i].height;
        return;
    }
    bad_value(h, d, "page.size", "A3, A4, A5, B5, letter or legal; or page.width and page.height");
}

/* --- walking the file
 * --------------------------------------------------------------------------------- */

static void index_keys(struct house *h) {
    hash_init(&h->keys, h->r.arena);
    for (size_t i = 0; i < style_key_count; i++)
        hash_put(&h->keys, str_of(style_keys[i].key), (void *)(uintptr_t)&style_keys[i]);
}

static const struct style_key *find_key(const struct house *h, struct str name) {
    return hash_get(&h->keys, name);
}

/* True if keys of the table begin with name and a dot. */
static bool is_group(struct str name) {
    for (size_t i = 0; i < style_key_count; i++) {
        struct str key = str_of(style_keys[i].key);
        if (key.n > name.n && key.p[name.n] == '.' && str_eq(str_slice(key, 0, name.n), name))
            return true;
    }
    return false;
}

static void unknown_key(struct house *h, const struct datum_pair *pair, struct str name) {
    const char **names = arena_new_array(h->r.arena, style_key_count, const char *);
    for (size_t i = 0; i < style_key_count; i++)
        names[i] = style_keys[i].key;
    const char *near = diag_nearest(name, names, style_key_count);
    diag_add(h->r.ds, DIAG_UNKNOWN_KEY, pair->pos,
             near ? arena_printf(h->r.arena, "did you mean `%s`?", near) : NULL,
             "the key `%.*s` is not known in a house style", STR_ARG(name));
}

/* A group of keys that is given a value, as in `page: a4`. */
static void wrong_group(struct house *h, const struct datum_pair *pair, struct str name) {
    static const char *const firsts[][2] = {{"page", "size: A4"},
                                            {"logo", "file: logo.png"},
                                            {"colour", "accent: \"#1f3f7a\""},
                                            {"type", "body: {size: 10pt}"}};
    const char *first = NULL;
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        if (str_is(name, firsts[i][0])) first = firsts[i][1];
    }
    for (size_t i = 0; !first && i < style_key_count; i++) {
        struct str key = str_of(style_keys[i].key);
        if (key.n > name.n + 1 && str_eq(str_slice(key, 0, name.n), name) && key.p[name.n] == '.')
            first = arena_printf(h->r.arena, "%s: …", key.p + name.n + 1);
    }
    char *hint = arena_printf(h->r.arena, "write `%.*s: {%s}`", STR_ARG(pair->key), first);
    diag_add(h->r.ds, DIAG_WRONG_TYPE, pair->value->pos, hint,
             "`%.*s` must be a mapping, and this is %s", STR_ARG(name),
             datum_kind_name(pair->value));
}

static void set_value(struct house *h, const struct style_key *k, const struct datum *d) {
    h->places[k - style_keys] = d->pos;
    switch (k->kind) {
    case STYLE_LENGTH: set_length(h, d, field_of(h, k), k->key, k->min, k->max); break;
    case STYLE_NUMBER: set_number(h, d, field_of(h, k), k->key, k->min, k->max); break;
    case STYLE_COLOUR: set_colour(h, d, field_of(h, k), k->key); break;
    case STYLE_FLAG: set_flag(h, d, field_of(h, k), k->key); break;
    case STYLE_STRING: set_text(h, d, field_of(h, k), k->key); break;
    case STYLE_CHOICE: set_named(h, d, field_of(h, k), k); break;
    case STYLE_TYPE: set_type(h, d, field_of(h, k), k->key); break;
    }
}

/* Colours come first, over all files, since types are made of them; then everything else. The names
 * of the mapping's keys begin with prefix, "page." or the like. */
static void walk(struct house *h, const struct datum *mapping, struct str prefix, bool colours) {
    for (size_t i = 0; i < mapping->pairs.n; i++) {
        const struct datum_pair *pair = &mapping->pairs.v[i];
        struct str name = str_join(h->r.arena, prefix, pair->key);
        const struct style_key *k = find_key(h, name);
        if (str_is(name, "root")) continue;
        if (house_part(name)) {
            if (!colours) house_read_part(&h->r, h->s, name, pair->value);
        } else if (k) {
            if ((k->kind == STYLE_COLOUR) == colours) set_value(h, k, pair->value);
        } else if (str_is(name, "page.size")) {
            if (!colours) set_sheet(h, pair->value);
            h->places[find_key(h, STR("page.width")) - style_keys] = pair->value->pos;
        } else if (is_group(name) && pair->value->kind == DATUM_MAPPING) {
            walk(h, pair->value, str_join(h->r.arena, name, STR(".")), colours);
        } else if (is_group(name)) {
            if (!colours) wrong_group(h, pair, name);
        } else if (!colours)
            unknown_key(h, pair, name);
    }
}

/* --- checks
 * ------------------------------------------------------------------------------------------- */

/* The place of the last of these keys (parted by spaces) that a file sets. */
static struct pos place_of_keys(const struct house *h, const char *keys) {
    struct pos found = {0};
    struct str rest = str_of(keys);
    while (rest.n) {
        size_t n = str_find_char(rest, ' ');
        const struct style_key *k = find_key(h, str_slice(rest, 0, n));
        struct pos at = k ? h->places[k - style_keys] : found;
        if (at.line) found = at;
        rest = str_slice(rest, n + 1, rest.n);
    }
    return found;
}

/* Says that what stands at these keys cannot be. */
#define IMPOSSIBLE(h, keys, hint, ...)                                                             \
    diag_add((h)->r.ds, DIAG_GEOMETRY, place_of_keys(h, keys), hint, __VA_ARGS__)

static void check_geometry(struct house *h) {
    const struct style *s = h->s;
    sp width = style_text_width(s), height = style_text_height(s);
    const char *across = "type.body page.size page.width page.columns page.column-gap page.hang "
                         "page.left page.right";
    if (width <= 0)
        IMPOSSIBLE(h, across, "make the page wider, or its margins and gaps smaller",
                   "the margins leave no room for a column of text: they are %.1f pt wider than "
                   "the page",
                   sp_to_pt(-width));
    else if (width < 8 * s->types[STYLE_TYPE_BODY].size)
        IMPOSSIBLE(
            h, width > SP(100) ? "type.body" : across,
            "make the page wider, or its margins, gaps and type smaller",
            "a column of text is %.1f pt wide, which is too little to set lines of %.1f pt in",
            sp_to_pt(width), sp_to_pt(s->types[STYLE_TYPE_BODY].size));
    if (height <= 0)
        IMPOSSIBLE(h, "page.size page.height page.grid page.top page.bottom",
                   "make the page taller or its margins smaller",
                   "the margins leave no room for text: they are %.1f pt taller than the page",
                   sp_to_pt(-height));
    else if (height < 6 * s->grid)
        IMPOSSIBLE(h, "page.size page.height page.grid page.top page.bottom",
                   "make the page taller or its margins smaller",
                   "the page leaves %.1f pt for text, which is less than six lines",
                   sp_to_pt(height));
    if (s->first_top && s->first_top < s->margin_top)
        IMPOSSIBLE(h, "page.top page.first-top", "make it deeper than `page.top`, or write 0",
                   "the head of the first page, %.1f pt, is not as deep as the others'",
                   sp_to_pt(s->first_top));
    if (s->first_top && s->page_height - s->first_top - s->margin_bottom < 6 * s->grid)
        IMPOSSIBLE(h, "page.size page.height page.bottom page.first-top",
                   "make `page.first-top` smaller",
                   "the first page leaves %.1f pt for text, which is less than six lines",
                   sp_to_pt(s->page_height - s->first_top - s->margin_bottom));
    if (s->hang > 0 && s->gutter >= s->hang)
        IMPOSSIBLE(h, "page.hang page.gutter", "make the gutter smaller than the hanging margin",
                   "the gutter of %.1f pt takes up the whole hanging margin", sp_to_pt(s->gutter));
    if (s->columns > 1 && s->hang > 0)
        IMPOSSIBLE(h, "page.hang page.columns", "write `hang: 0`",
                   "a page of %d columns has no room for a hanging margin", s->columns);
    if (s->head_baseline > s->margin_top)
        IMPOSSIBLE(h, "page.top page.head", "make `page.head` smaller than `page.top`",
                   "the running head stands in the text");
    if (s->foot_baseline > s->margin_bottom)
        IMPOSSIBLE(h, "page.bottom page.foot", "make `page.foot` smaller than `page.bottom`",
                   "the folio stands in the text");
    if (s->marking_top > s->head_baseline - s->types[STYLE_TYPE_HEAD].size)
        IMPOSSIBLE(h, "page.head marking.top", "make `marking.top` smaller than `page.head`",
                   "the marking stands in the running head");
    if (s->marking_bottom > s->foot_baseline - s->types[STYLE_TYPE_MARKING].size)
        IMPOSSIBLE(h, "page.foot marking.bottom", "make `marking.bottom` smaller than `page.foot`",
                   "the marking stands in the folio");
    bool logo_in_head = !str_empty(s->logo) && s->logo_on != STYLE_LOGO_TITLE;
    if (logo_in_head && s->logo_head_height > s->head_baseline)
        IMPOSSIBLE(h, "page.head logo.head-height",
                   "make `logo.head-height` smaller than `page.head`",
                   "the logo in the head of pages, %.1f pt high, stands off the page",
                   sp_to_pt(s->logo_head_height));
    if (s->types[STYLE_TYPE_BODY].leading != s->grid)
        IMPOSSIBLE(h, "page.grid type.body", "give `type.body` a leading of `page.grid`",
                   "lines of running text are %.1f pt apart and the grid is %.1f pt",
                   sp_to_pt(s->types[STYLE_TYPE_BODY].leading), sp_to_pt(s->grid));
}

/* True if the kind of text is one that is read: a word behind the text is to be pale, and the
 * labels of the Traffic Light Protocol have colours of their own. */
static bool is_read(const struct style_key *k) {
    return k->kind == STYLE_TYPE && !str_is(str_of(k->key), "type.watermark") &&
           !str_is(str_of(k->key), "type.watermark-small") && !str_is(str_of(k->key), "type.tlp");
}

/* Of the kind of text with the ground that is worst of those it may stand on: paper, the tint of
 * boxes, the word behind the text of a draft. */
static double contrast_of(struct house *h, const struct style_key *k) {
    const struct style_type *t = field_of(h, k);
    bool filled = t == &h->s->types[STYLE_TYPE_TABLE_HEAD] && h->s->table_head != h->s->paper;
    if (filled) return style_contrast(t->colour, h->s->table_head);
    double least = style_contrast(t->colour, h->s->paper);
    const uint32_t grounds[] = {h->s->tint, h->s->types[STYLE_TYPE_WATERMARK].colour,
                                h->s->types[STYLE_TYPE_WATERMARK_SMALL].colour};
    for (size_t i = 0; i < sizeof grounds / sizeof *grounds; i++)
        least = fmin(least, style_contrast(t->colour, grounds[i]));
    return least;
}

/* How many kinds of text after the i-th have its colour; negative if one before has. */
static int count_alike(struct house *h, size_t i) {
    const struct style_type *t = field_of(h, &style_keys[i]);
    int n = 0;
    for (size_t k = 0; k < style_key_count; k++) {
        const struct style_type *other = field_of(h, &style_keys[k]);
        if (k == i || !is_read(&style_keys[k]) || other->colour != t->colour) continue;
        if (k < i) return -1;
        n++;
    }
    return n;
}

/* Each pale colour is said once, at its first kind of text. */
static void check_contrast(struct house *h) {
    for (size_t i = 0; i < style_key_count; i++) {
        const struct style_key *k = &style_keys[i];
        if (!is_read(k) || contrast_of(h, k) >= CONTRAST_LEAST) continue;
        int more = count_alike(h, i);
        if (more < 0) continue;
        struct pos at = h->places[i];
        if (!at.line)
            at = place_of_keys(
                h, "colour.tint colour.paper colour.table-head colour.watermark type.watermark "
                   "type.watermark-small colour.muted colour.accent colour.ink");
        const struct style_type *t = field_of(h, k);
        char *others = more ? arena_printf(h->r.arena, " and %d more of its colour", more) : "";
        diag_add(h->r.ds, DIAG_CONTRAST, at, "choose a darker colour, or a lighter ground",
                 "`%s`%s (#%06x): a contrast of %.1f:1 with what is behind it; 4.5:1 is needed",
                 k->key, others, t->colour, contrast_of(h, k));
    }
}

/* What the author can hardly have seen in print. */
static void check_sizes(struct house *h) {
    for (size_t i = 0; i < style_key_count; i++) {
        const struct style_key *k = &style_keys[i];
        const struct style_type *t = field_of(h, k);
        if (k->kind != STYLE_TYPE || t->size >= STYLE_SIZE_LEAST) continue;
        diag_add(h->r.ds, DIAG_SMALL_TYPE, h->places[i], "set it in 7 pt or more",
                 "`%s` is set in %g pt, which is too small to read", k->key,
                 round(sp_to_pt(t->size) * 100) / 100);
    }
}

/* --- files
 * -------------------------------------------------------------------------------------------- */

/* Parses a file; false when the search ends with it. */
static bool add_file(struct house *h, struct lines *lines) {
    bool broken;
    const struct datum *d =
        lines ? yaml_read(h->r.arena, h->r.ds, lines, 0, lines->text.n, &broken) : NULL;
    if (!d) return true;
    if (d->kind != DATUM_MAPPING) {
        diag_add(h->r.ds, DIAG_WRONG_TYPE, d->pos, "write it as `key: value` lines",
                 "a house style is a mapping, and this is %s", datum_kind_name(d));
        return true;
    }
    *vec_push(h->r.arena, &h->files) = d;
    return !key_yes(&h->r, d, "root", false);
}

/* The logo's path becomes one that can be opened: it starts at the file that names it. */
static void find_logo(struct house *h) {
    struct pos at = place_of_keys(h, "logo.file");
    struct str *logo = &h->s->logo;
    if (str_empty(*logo) || !at.file) return;
    struct arena *a = h->r.arena;
    char *folder = file_dirname(a, str_to_c(a, h->r.ds->files.v[at.file - 1].path)), *path;
    struct str name = *logo;
    *logo = STR_NONE;
    if (!file_resolve_inside(&path, a, folder, folder, name))
        diag_add(h->r.ds, DIAG_FILE_OUTSIDE, at, "put it beside house.yaml",
                 "the logo `%.*s` is not within the folder of the house style", STR_ARG(name));
    else if (file_kind_of(path) != FILE_REGULAR)
        diag_add(h->r.ds, DIAG_IMAGE_MISSING, at, "paths start at the folder of house.yaml",
                 "there is no logo `%.*s`", STR_ARG(name));
    else
        *logo = str_of(path);
}

static void apply(struct house *h) {
    style_init(h->s);
    index_keys(h);
    h->places = arena_new_array(h->r.arena, style_key_count, struct pos);
    for (size_t i = h->files.n; i-- > 0;)
        walk(h, h->files.v[i], STR_NONE, true);
    style_init_types(h->s);
    for (size_t i = h->files.n; i-- > 0;)
        walk(h, h->files.v[i], STR_NONE, false);
    if (!h->files.n) return;
    find_logo(h);
    check_geometry(h);
    check_contrast(h);
    check_sizes(h);
}

/* The folder above; names are taken off where there are any, so that shown paths have no “..”
 * within. NULL above the root. */
static char *folder_above(struct arena *a, const char *folder) {
    const char *name = file_basename(folder);
    if (strcmp(folder, "/") == 0) return NULL;
    if (strcmp(folder, ".") == 0) return arena_copy(a, "..", 2);
    if (strcmp(name, "..") == 0) return file_join(a, folder, "..");
    return file_dirname(a, folder);
}

void source_read_house(struct style *s, struct arena *a, struct diags *ds, const char *folder) {
    struct house h = {.r = {.arena = a, .ds = ds}, .s = s};
    char *at = arena_copy(a, folder, strlen(folder));
    for (int i = 0; i < UPWARD_MAX && at; i++) {
        char *path = file_join(a, at, "house.yaml");
        if (file_kind_of(path) == FILE_REGULAR &&
            !add_file(&h, input_read(a, ds, path, (struct pos){0})))
            break;
        at = folder_above(a, at);
    }
    apply(&h);
}

void source_read_house_text(struct style *s, struct arena *a, struct diags *ds, struct str name,
                            struct str text) {
    struct house h = {.r = {.arena = a, .ds = ds}, .s = s};
    add_file(&h, input_of_text(a, ds, name, text));
    apply(&h);
}
