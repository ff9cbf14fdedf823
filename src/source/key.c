#include "source/key.h"

#include <stdlib.h>

#include "source/date.h"
#include "source/markdown.h"

/* --- shapes ----------------------------------------------------------------------------------- */

static const char *wanted(enum key_type type) {
    switch (type) {
    case KEY_YES: return "yes or no";
    case KEY_COUNT: return "a whole number";
    case KEY_NUMBER: return "a number";
    case KEY_NUMBERS: return "a list of numbers";
    case KEY_DATE: return "a date";
    case KEY_WORDS: return "a text or a list of texts";
    case KEY_MAPPING: return "a mapping";
    case KEY_MAPPINGS: return "a list of mappings";
    default: return "a text";
    }
}

static bool all_scalars(const struct datum *list) {
    for (size_t i = 0; i < list->items.n; i++) {
        if (list->items.v[i]->kind != DATUM_SCALAR) return false;
    }
    return true;
}

static bool has_shape(const struct datum *d, enum key_type type) {
    if (datum_is_null(d)) return true;
    switch (type) {
    case KEY_ANY: return true;
    case KEY_WORDS: return d->kind == DATUM_SCALAR || (d->kind == DATUM_SEQUENCE && all_scalars(d));
    case KEY_NUMBERS: return d->kind == DATUM_SEQUENCE && all_scalars(d);
    case KEY_MAPPING: return d->kind == DATUM_MAPPING;
    case KEY_MAPPINGS: return d->kind == DATUM_SEQUENCE;
    default: return d->kind == DATUM_SCALAR;
    }
}

static const struct key *find_key(const struct key_table *table, struct str name) {
    for (size_t i = 0; i < table->n; i++) {
        if (str_is(name, table->keys[i].name)) return &table->keys[i];
    }
    return NULL;
}

/* True for what stands after the comma in {value: 51,8}. */
static bool is_figures(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return s.n > 0;
}

static void report_unknown(struct reading *r, const struct datum_pair *pair,
                           const struct key_table *table) {
    for (const struct key_hint *h = table->hints; h && h->name; h++) {
        if (!str_is(pair->key, h->name)) continue;
        diag_add(r->ds, DIAG_UNKNOWN_KEY, pair->pos, h->hint, "the key `%.*s` is not known in %s",
                 STR_ARG(pair->key), table->what);
        return;
    }
    const char **names = arena_new_array(r->arena, table->n, const char *);
    for (size_t i = 0; i < table->n; i++)
        names[i] = table->keys[i].name;
    const char *near = diag_nearest(pair->key, names, table->n);
    const char *hint = near ? arena_printf(r->arena, "did you mean `%s`?", near) : NULL;
    if (!near && datum_is_null(pair->value) && is_figures(pair->key))
        hint = "within {…} a comma ends a value: put the number in quotation marks";
    diag_add(r->ds, DIAG_UNKNOWN_KEY, pair->pos, hint, "the key `%.*s` is not known in %s",
             STR_ARG(pair->key), table->what);
}

/* A column that a CSV file lacks is told at its head, and so once for all its rows. */
static void report_missing(struct reading *r, const struct datum *mapping,
                           const struct key_table *table, const struct key *key) {
    const struct datum *columns = mapping->columns;
    if (columns && !datum_find(columns, str_of(key->name)))
        diag_add(r->ds, DIAG_MISSING_KEY, columns->pos,
                 arena_printf(r->arena, "add the column `%s` (%s)", key->name, key->meaning),
                 "%s needs the column `%s`", table->what, key->name);
    else
        diag_add(r->ds, DIAG_MISSING_KEY, mapping->pos,
                 arena_printf(r->arena, "add `%s: …` (%s)", key->name, key->meaning),
                 "%s needs the key `%s`", table->what, key->name);
}

bool key_check(struct reading *r, const struct datum *mapping, const struct key_table *table) {
    if (mapping->kind != DATUM_MAPPING) {
        diag_add(r->ds, DIAG_WRONG_TYPE, mapping->pos, "write it as `key: value` lines",
                 "%s is a mapping, and this is %s", table->what, datum_kind_name(mapping));
        return false;
    }
    for (size_t i = 0; i < mapping->pairs.n; i++) {
        struct datum_pair *pair = &mapping->pairs.v[i];
        const struct key *key = find_key(table, pair->key);
        if (!key) {
            report_unknown(r, pair, table);
        } else if (!has_shape(pair->value, key->type)) {
            diag_add(r->ds, DIAG_WRONG_TYPE, pair->value->pos, NULL,
                     "`%s` must be %s, and this is %s", key->name, wanted(key->type),
                     datum_kind_name(pair->value));
        }
    }
    for (size_t i = 0; i < table->n; i++)
        if (table->keys[i].needed && !datum_get(mapping, table->keys[i].name))
            report_missing(r, mapping, table, &table->keys[i]);
    return true;
}

/* --- values ----------------------------------------------------------------------------------- */

/* The scalar under name, or NULL if it is not given or has the wrong shape (said by key_check). */
static const struct datum *scalar_of(const struct datum *mapping, const char *name) {
    const struct datum *d = datum_get(mapping, name);
    return d && d->kind == DATUM_SCALAR && !datum_is_null(d) ? d : NULL;
}

struct str key_clip(struct str text) {
    size_t n = text.n < 60 ? text.n : 60;
    size_t line = str_find_char(text, '\n');
    if (line < n) n = line;
    while (n < text.n && n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--;
    return str_slice(text, 0, n);
}

static void report_type(struct reading *r, const struct datum *d, const char *name,
                        enum key_type type, const char *hint) {
    diag_add(r->ds, DIAG_WRONG_TYPE, d->pos, hint, "`%s` must be %s, not `%.*s`", name,
             wanted(type), STR_ARG(key_clip(d->text)));
}

struct str key_text(struct reading *r, const struct datum *mapping, const char *name) {
    const struct datum *d = scalar_of(mapping, name);
    return d ? str_copy(r->arena, str_trim(d->text)) : STR_NONE;
}

struct doc_node *key_inlines(struct reading *r, const struct datum *mapping, const char *name) {
    const struct datum *d = scalar_of(mapping, name);
    if (!d) return NULL;
    struct doc_node *span = markdown_inlines(r, &d->where);
    return span->first ? span : NULL;
}

struct doc_node *key_blocks(struct reading *r, const struct datum *mapping, const char *name) {
    const struct datum *d = scalar_of(mapping, name);
    if (!d) return NULL;
    struct doc_node *group = markdown_blocks(r, &d->where);
    return group->first ? group : NULL;
}

bool key_yes(struct reading *r, const struct datum *mapping, const char *name, bool initial) {
    static const char *const yes[] = {"yes", "true", "on", "Yes", "True", "YES", "TRUE"};
    static const char *const no[] = {"no", "false", "off", "No", "False", "NO", "FALSE"};
    const struct datum *d = scalar_of(mapping, name);
    if (!d) return initial;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (str_is(d->text, yes[i])) return true;
    }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        if (str_is(d->text, no[i])) return false;
    }
    report_type(r, d, name, KEY_YES, NULL);
    return initial;
}

long key_count(struct reading *r, const struct datum *mapping, const char *name, long from, long to,
               long initial) {
    const struct datum *d = scalar_of(mapping, name);
    long value;
    if (!d) return initial;
    if (!str_to_long(&value, d->text)) {
        report_type(r, d, name, KEY_COUNT, NULL);
        return initial;
    }
    if (value >= from && value <= to) return value;
    diag_add(r->ds, DIAG_BAD_VALUE, d->pos, NULL, "`%s` must be between %ld and %ld, not %ld", name,
             from, to, value);
    return initial;
}

/* An optional sign, digits, and perhaps a point and more digits. */
bool key_parse_number(struct doc_number *out, struct str text) {
    char digits[64];
    size_t n = 0, i = 0, count = 0;
    int decimals = 0;
    bool point = false;
    struct str s = str_trim(text);
    if (str_starts(s, "\xE2\x88\x92")) {
        digits[n++] = '-';
        i = 3;
    } else if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
        digits[n++] = s.p[i++];
    }
    for (; i < s.n && n < sizeof digits - 1; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        if (!digit && (s.p[i] != '.' || point)) return false;
        count += digit;
        decimals += digit && point;
        point |= !digit;
        digits[n++] = s.p[i];
    }
    if (i < s.n || !count) return false;
    digits[n] = '\0';
    *out = (struct doc_number){.given = true, .value = strtod(digits, NULL), .decimals = decimals};
    return true;
}

struct doc_number key_number(struct reading *r, const struct datum *mapping, const char *name) {
    const struct datum *d = scalar_of(mapping, name);
    struct doc_number number = {0};
    if (d && !key_parse_number(&number, d->text)) {
        report_type(r, d, name, KEY_NUMBER, "write digits and a decimal point only: 12.5");
    }
    return number;
}

/* What other programs take for the day of the build. */
static bool is_now(struct str text) {
    static const char *const words[] = {"today", "now", "\\today", "last-modified"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_is(str_trim(text), words[i])) return true;
    }
    return false;
}

struct doc_date key_date(struct reading *r, const struct datum *mapping, const char *name) {
    const struct datum *d = scalar_of(mapping, name);
    struct doc_date date = {0};
    if (!d) return date;
    date.pos = d->pos;
    const char *wrong = date_parse(&date.value, d->text);
    if (!wrong) {
        date.written = str_copy(r->arena, str_trim(d->text));
        return date;
    }
    date.value = (struct work_date){0};
    diag_add(r->ds, DIAG_BAD_DATE, d->pos,
             is_now(d->text) ? "the clock is never read: write the day, as 2022-01-06"
                             : "write 2022, 2022-01, 2022-01-06, 2010/2012 or c. 1992",
             "`%.*s` %s", STR_ARG(key_clip(d->text)), wrong);
    if (r->doc->draft) date.written = str_copy(r->arena, str_trim(d->text));
    return date;
}

struct str *key_words(size_t *n, struct pos **places, struct reading *r,
                      const struct datum *mapping, const char *name) {
    const struct datum *d = datum_get(mapping, name);
    *n = 0;
    if (!d || datum_is_null(d) || d->kind == DATUM_MAPPING) return NULL;
    size_t count = d->kind == DATUM_SCALAR ? 1 : d->items.n;
    struct str *words = arena_new_array(r->arena, count, struct str);
    struct pos *where = arena_new_array(r->arena, count, struct pos);
    for (size_t i = 0; i < count; i++) {
        const struct datum *item = d->kind == DATUM_SCALAR ? d : d->items.v[i];
        if (item->kind != DATUM_SCALAR || str_empty(str_trim(item->text))) continue;
        where[*n] = item->pos;
        words[(*n)++] = str_copy(r->arena, str_trim(item->text));
    }
    if (places) *places = where;
    return words;
}

char *key_list(struct arena *a, const char *const *choices) {
    char *list = arena_printf(a, "write %s", choices[0]);
    for (size_t i = 1; choices[0] && choices[i]; i++)
        list = arena_printf(a, choices[i + 1] ? "%s, %s" : "%s or %s", list, choices[i]);
    return list;
}

int key_choice(struct reading *r, const struct datum *mapping, const char *name,
               const char *const *choices) {
    const struct datum *d = scalar_of(mapping, name);
    size_t n = 0;
    if (!d) return -1;
    for (; choices[n]; n++) {
        if (str_is(d->text, choices[n])) return (int)n;
    }
    const char *near = diag_nearest(d->text, choices, n);
    char *hint =
        near ? arena_printf(r->arena, "did you mean `%s`?", near) : key_list(r->arena, choices);
    diag_add(r->ds, DIAG_BAD_VALUE, d->pos, hint, "`%s` cannot be `%.*s`", name,
             STR_ARG(key_clip(d->text)));
    return -1;
}
