#include "csl_data.h"

#include <stdlib.h>

#include "base/vec.h"

struct str csl_data_text(struct arena *a, const json_t *v) {
    if (json_is_string(v))
        return str_copy(a, (struct str){json_string_value(v), json_string_length(v)});
    if (json_is_integer(v)) return str_printf(a, "%lld", (long long)json_integer_value(v));
    if (json_is_real(v)) return str_printf(a, "%g", json_real_value(v));
    return STR_NONE;
}

static struct str text_at(struct arena *a, const json_t *o, const char *key) {
    return csl_data_text(a, json_object_get(o, key));
}

static bool is_true(const json_t *v) {
    if (json_is_string(v)) return strcmp(json_string_value(v), "0") && json_string_length(v);
    return json_is_true(v) || (json_is_integer(v) && json_integer_value(v));
}

static void read_name(struct arena *a, struct work_name *n, const json_t *v) {
    n->family = text_at(a, v, "family");
    n->given = text_at(a, v, "given");
    n->suffix = text_at(a, v, "suffix");
    n->dropping_particle = text_at(a, v, "dropping-particle");
    n->non_dropping_particle = text_at(a, v, "non-dropping-particle");
    n->literal = text_at(a, v, "literal");
    if (is_true(json_object_get(v, "isInstitution")) && !n->literal.n) {
        n->literal = n->family;
        n->family = STR_NONE;
    }
    n->comma_suffix = is_true(json_object_get(v, "comma-suffix"));
    n->static_ordering = is_true(json_object_get(v, "static-ordering"));
    n->parse_names = true;
}

static int int_of(const json_t *v) {
    if (json_is_integer(v)) return (int)json_integer_value(v);
    return json_is_string(v) ? atoi(json_string_value(v)) : 0;
}

static void read_date_part(struct work_date_part *p, const json_t *v) {
    p->year = int_of(json_array_get(v, 0));
    p->month = int_of(json_array_get(v, 1));
    p->day = int_of(json_array_get(v, 2));
}

static void read_season(struct arena *a, struct work_date *d, const json_t *v) {
    struct str s = csl_data_text(a, v);
    long n;
    if (!s.n) return;
    if (str_to_long(&n, s) && n >= 1 && n <= 4) d->season = (int)n;
}

static void read_date(struct arena *a, struct work_date *d, const json_t *v) {
    const json_t *parts = json_object_get(v, "date-parts");
    read_date_part(&d->from, json_array_get(parts, 0));
    if (json_array_size(parts) > 1) {
        read_date_part(&d->to, json_array_get(parts, 1));
        if (!d->to.year) d->open_end = true;
    }
    d->circa = is_true(json_object_get(v, "circa"));
    d->literal = text_at(a, v, "literal");
    d->raw = text_at(a, v, "raw");
    read_season(a, d, json_object_get(v, "season"));
}

static void read_field(struct arena *a, struct work_field *f, const char *key, const json_t *v) {
    f->name = str_copy(a, str_of(key));
    if (json_is_array(v) && json_is_object(json_array_get(v, 0))) {
        f->kind = WORK_NAMES;
        f->name_count = json_array_size(v);
        f->names = arena_new_array(a, f->name_count, struct work_name);
        for (size_t i = 0; i < f->name_count; i++)
            read_name(a, &f->names[i], json_array_get(v, i));
    } else if (json_is_object(v)) {
        f->kind = WORK_DATE;
        read_date(a, &f->date, v);
    } else {
        f->kind = WORK_TEXT;
        f->text = csl_data_text(a, v);
        f->numeric = json_is_number(v);
    }
}

/* --- fields that the suite hides in a note: "event-date: 2004-10-01" on a line of its own ----- */

static bool is_names_field(struct str name) {
    return str_is(name, "reviewed-author") || str_is(name, "author") || str_is(name, "editor");
}

/* "Hall || W.C." is family and given name. */
static void read_hidden_name(struct arena *a, struct work_field *f, struct str value) {
    size_t bar = str_find(value, STR("||"));
    f->kind = WORK_NAMES;
    f->names = arena_new(a, struct work_name);
    f->name_count = 1;
    if (bar == SIZE_MAX) {
        f->names->literal = value;
        return;
    }
    f->names->family = str_trim(str_slice(value, 0, bar));
    f->names->given = str_trim(str_slice(value, bar + 2, value.n));
}

static void read_hidden_line(struct arena *a, struct work *w, struct str line) {
    size_t colon = str_find_char(line, ':');
    struct str name = str_slice(line, 0, colon);
    if (colon == 0 || colon >= line.n || str_find_char(name, ' ') < name.n) return;
    if (name.p[0] < 'a' || name.p[0] > 'z' || work_find(w, name)) return;
    struct work_field *f = &w->fields[w->field_count++];
    struct str value = str_trim(str_slice(line, colon + 1, line.n));
    f->name = name;
    if (is_names_field(name)) {
        read_hidden_name(a, f, value);
    } else if (str_ends(name, "-date") || str_is(name, "issued")) {
        f->kind = WORK_DATE;
        f->date.raw = value;
    } else {
        f->text = value;
    }
}

static size_t count_lines(struct str s) {
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\n') n++;
    return n;
}

static void read_hidden(struct arena *a, struct work *w, struct str note) {
    size_t from = 0;
    while (from < note.n) {
        size_t end = from + str_find_char(str_slice(note, from, note.n), '\n');
        read_hidden_line(a, w, str_trim(str_slice(note, from, end - from)));
        from = end + 1;
    }
}

static void read_work(struct arena *a, struct work *w, json_t *o) {
    const char *key;
    json_t *v;
    w->id = text_at(a, o, "id");
    w->type = text_at(a, o, "type");
    w->lang = text_at(a, o, "language");
    struct str note = text_at(a, o, "note");
    size_t most = json_object_size(o) + count_lines(note);
    w->fields = arena_new_array(a, most, struct work_field);
    json_object_foreach(o, key, v) {
        if (strcmp(key, "id") && strcmp(key, "type"))
            read_field(a, &w->fields[w->field_count++], key, v);
    }
    read_hidden(a, w, note);
}

struct work *csl_data_works(struct arena *a, const json_t *array, size_t *n) {
    *n = json_array_size(array);
    struct work *works = arena_new_array(a, *n + 1, struct work);
    for (size_t i = 0; i < *n; i++)
        read_work(a, &works[i], json_array_get(array, i));
    return works;
}
