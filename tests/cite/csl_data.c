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

static void read_work(struct arena *a, struct work *w, json_t *o) {
    const char *key;
    json_t *v;
    w->id = text_at(a, o, "id");
    w->type = text_at(a, o, "type");
    w->lang = text_at(a, o, "language");
    w->fields = arena_new_array(a, json_object_size(o) + 1, struct work_field);
    json_object_foreach(o, key, v) {
        if (strcmp(key, "id") && strcmp(key, "type"))
            read_field(a, &w->fields[w->field_count++], key, v);
    }
}

struct work *csl_data_works(struct arena *a, const json_t *array, size_t *n) {
    *n = json_array_size(array);
    struct work *works = arena_new_array(a, *n + 1, struct work);
    for (size_t i = 0; i < *n; i++)
        read_work(a, &works[i], json_array_get(array, i));
    return works;
}
