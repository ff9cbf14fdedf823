#include "source/works.h"

#include <stdlib.h>

#include "source/cites.h"
#include "source/links.h"
#include "source/markdown.h"
#include "source/work_dates.h"

/* --- what CSL knows: the specification 1.0.2, appendices III and IV -----------------------------
 */

static const char *const text_variables[] = {
    "abstract",
    "annote",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "authority",
    "call-number",
    "categories",
    "chapter-number",
    "citation-key",
    "citation-label",
    "citation-number",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "custom",
    "dimensions",
    "division",
    "DOI",
    "edition",
    "event",
    "event-place",
    "event-title",
    "first-reference-note-number",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "journalAbbreviation",
    "jurisdiction",
    "keyword",
    "language",
    "license",
    "locator",
    "medium",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "PMCID",
    "PMID",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "shortTitle",
    "source",
    "status",
    "supplement-number",
    "title",
    "title-short",
    "URL",
    "version",
    "volume",
    "volume-title",
    "year-suffix",
};

static const char *const date_variables[] = {
    "accessed", "available-date", "event-date", "issued", "original-date", "submitted",
};

static const char *const name_variables[] = {
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
};

static const char *const types[] = {
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool is_among(const char *const *list, size_t n, struct str s) {
    for (size_t i = 0; i < n; i++) {
        if (str_is(s, list[i])) return true;
    }
    return false;
}

bool works_kind_of(enum work_value_kind *kind, struct str variable) {
    if (is_among(date_variables, COUNT(date_variables), variable)) {
        *kind = WORK_DATE;
    } else if (is_among(name_variables, COUNT(name_variables), variable)) {
        *kind = WORK_NAMES;
    } else if (is_among(text_variables, COUNT(text_variables), variable)) {
        *kind = WORK_TEXT;
    } else {
        return false;
    }
    return true;
}

bool works_has_type(struct str type) {
    return is_among(types, COUNT(types), type);
}

static const char *nearest_variable(struct str s) {
    const char *all[COUNT(text_variables) + COUNT(date_variables) + COUNT(name_variables)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(text_variables); i++)
        all[n++] = text_variables[i];
    for (size_t i = 0; i < COUNT(date_variables); i++)
        all[n++] = date_variables[i];
    for (size_t i = 0; i < COUNT(name_variables); i++)
        all[n++] = name_variables[i];
    return diag_nearest(s, all, n);
}

/* --- texts ------------------------------------------------------------------------------------ */

static void report(struct reading *r, enum diag_code code, struct pos pos, const char *hint,
                   const char *what, struct str name) {
    diag_add(r->ds, code, pos, hint, "%s `%.*s`", what, STR_ARG(name));
}

static struct str text_of(struct reading *r, const struct datum *mapping, const char *key) {
    const struct datum *d = datum_get(mapping, key);
    if (!d || d->kind != DATUM_SCALAR || datum_is_null(d)) return STR_NONE;
    return str_copy(r->arena, str_trim(d->text));
}

static bool is_number(const struct datum *d) {
    if (d->quoted || d->kind != DATUM_SCALAR || !d->text.n) return false;
    for (size_t i = 0; i < d->text.n; i++) {
        char c = d->text.p[i];
        if (!(c >= '0' && c <= '9') && !(c == '-' && i == 0)) return false;
    }
    return true;
}

/* In YAML texts may be Markdown, as with pandoc; in JSON and BibTeX they are CSL's inline HTML. */
static struct str marked_text(struct reading *r, const struct datum *d, struct str variable) {
    static const char *const verbatim[] = {"DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL"};
    struct str text = str_copy(r->arena, str_trim(d->text));
    bool marks = false;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '<') return text;
        marks |= strchr("*_\\`", text.p[i]) != NULL;
    }
    if (!marks || !r->yaml_works || is_among(verbatim, COUNT(verbatim), variable)) return text;
    return cites_markup(r->arena, markdown_inlines(r, &d->where));
}

/* A list of texts (of keywords, ISBNs) becomes one text. */
static struct str joined(struct reading *r, const struct datum *list) {
    struct str out = STR_NONE;
    for (size_t i = 0; i < list->items.n; i++) {
        const struct datum *item = list->items.v[i];
        if (item->kind != DATUM_SCALAR) continue;
        out = out.n ? str_printf(r->arena, "%.*s, %.*s", STR_ARG(out), STR_ARG(item->text))
                    : item->text;
    }
    return str_copy(r->arena, out);
}

/* --- names ------------------------------------------------------------------------------------ */

static bool is_yes(const struct datum *mapping, const char *key) {
    const struct datum *d = datum_get(mapping, key);
    if (!d || d->kind != DATUM_SCALAR) return false;
    return str_is(d->text, "true") || str_is(d->text, "yes") || str_is(d->text, "1");
}

static struct work_name read_name(struct reading *r, const struct datum *d) {
    struct work_name name = {0};
    if (d->kind == DATUM_SCALAR) {
        name.literal = str_copy(r->arena, str_trim(d->text));
        return name;
    }
    static const char *const known[] = {
        "family",  "given",           "suffix",      "dropping-particle", "non-dropping-particle",
        "literal", "static-ordering", "parse-names", "comma-suffix",
    };
    for (size_t i = 0; i < d->pairs.n; i++) {
        struct str key = d->pairs.v[i].key;
        if (is_among(known, COUNT(known), key)) continue;
        const char *near = diag_nearest(key, known, COUNT(known));
        char *hint = near ? arena_printf(r->arena, "did you mean `%s`?", near) : NULL;
        report(r, DIAG_CITE_FIELD, d->pairs.v[i].pos, hint, "a name has no part", key);
    }
    name.family = text_of(r, d, "family");
    name.given = text_of(r, d, "given");
    name.suffix = text_of(r, d, "suffix");
    name.dropping_particle = text_of(r, d, "dropping-particle");
    name.non_dropping_particle = text_of(r, d, "non-dropping-particle");
    name.literal = text_of(r, d, "literal");
    name.comma_suffix = is_yes(d, "comma-suffix");
    name.static_ordering = is_yes(d, "static-ordering");
    name.parse_names = is_yes(d, "parse-names");
    return name;
}

static void read_names(struct reading *r, struct work_field *field, const struct datum *d) {
    size_t n = d->kind == DATUM_SEQUENCE ? d->items.n : 1;
    field->names = arena_new_array(r->arena, n, struct work_name);
    for (size_t i = 0; i < n; i++) {
        const struct datum *item = d->kind == DATUM_SEQUENCE ? d->items.v[i] : d;
        if (item->kind == DATUM_SEQUENCE) {
            diag_add(r->ds, DIAG_CITE_ENTRY, item->pos, "write {family: …, given: …}",
                     "a name is a mapping or a text, and this is a list");
            continue;
        }
        struct work_name name = read_name(r, item);
        bool empty = !name.family.n && !name.given.n && !name.literal.n;
        if (!empty) field->names[field->name_count++] = name;
    }
}

/* --- works ------------------------------------------------------------------------------------ */

static void read_field(struct reading *r, struct work *work, const struct datum_pair *pair) {
    struct work_field field = {.name = pair->key, .pos = pair->value->pos};
    const struct datum *d = pair->value;
    if (datum_is_null(d)) return;
    if (!works_kind_of(&field.kind, pair->key)) {
        const char *near = nearest_variable(pair->key);
        char *hint = near ? arena_printf(r->arena, "did you mean `%s`?", near)
                          : arena_printf(r->arena, "take it out, or put it in `note`");
        report(r, DIAG_CITE_FIELD, pair->pos, hint, "CSL has no variable", pair->key);
        return;
    }
    switch (field.kind) {
    case WORK_TEXT:
        if (d->kind == DATUM_MAPPING) return;
        field.text = d->kind == DATUM_SEQUENCE ? joined(r, d) : marked_text(r, d, pair->key);
        field.numeric = is_number(d);
        if (str_is(pair->key, "URL") && !links_check_address(r, field.text, field.pos)) return;
        break;
    case WORK_NAMES: read_names(r, &field, d); break;
    case WORK_DATE: work_dates_read(r, &field.date, d); break;
    }
    if (str_is(pair->key, "language")) work->lang = field.text;
    work->fields[work->field_count++] = field;
}

static void read_type(struct reading *r, struct work *work, const struct datum *d) {
    work->type = text_of(r, d, "type");
    if (!work->type.n) {
        work->type = STR("document");
        return;
    }
    if (works_has_type(work->type)) return;
    const char *near = diag_nearest(work->type, types, COUNT(types));
    char *hint = near ? arena_printf(r->arena, "did you mean `%s`?", near) : NULL;
    report(r, DIAG_CITE_FIELD, datum_get(d, "type")->pos, hint, "CSL has no type", work->type);
    if (near) work->type = str_of(near);
}

static void read_work(struct reading *r, const struct datum *d) {
    struct work work = {.pos = d->pos};
    if (d->kind != DATUM_MAPPING) {
        diag_add(r->ds, DIAG_CITE_ENTRY, d->pos, "write `- id: …` and its fields below",
                 "a reference is a mapping, and this is %s", datum_kind_name(d));
        return;
    }
    work.id = text_of(r, d, "id");
    if (!work.id.n) {
        diag_add(r->ds, DIAG_CITE_ENTRY, d->pos, "add `id: …`, the key that citations name",
                 "a reference has no id");
        return;
    }
    work.pos = datum_get(d, "id")->pos;
    work.fields = arena_new_array(r->arena, d->pairs.n, struct work_field);
    read_type(r, &work, d);
    for (size_t i = 0; i < d->pairs.n; i++) {
        struct str key = d->pairs.v[i].key;
        if (!str_is(key, "id") && !str_is(key, "type")) read_field(r, &work, &d->pairs.v[i]);
    }
    works_add(r, &work);
}

void works_read(struct reading *r, const struct datum *references) {
    if (references->kind == DATUM_MAPPING && datum_get(references, "references")) {
        references = datum_get(references, "references");
    }
    if (datum_is_null(references)) return;
    if (references->kind != DATUM_SEQUENCE) {
        diag_add(r->ds, DIAG_WRONG_TYPE, references->pos, "write each as `- id: …` and its fields",
                 "references are a list, and this is %s", datum_kind_name(references));
        return;
    }
    for (size_t i = 0; i < references->items.n; i++)
        read_work(r, references->items.v[i]);
}

void works_add(struct reading *r, const struct work *work) {
    const struct work *before = works_find(r, work->id);
    if (before) {
        char *hint = arena_printf(r->arena, "line %u of the same or another file has it first",
                                  (unsigned)before->pos.line);
        report(r, DIAG_CITE_DUPLICATE, work->pos, hint, "two references have the key", work->id);
        return;
    }
    *vec_push(r->arena, &r->works) = *work;
    hash_put(&r->work_ids, work->id, (void *)(uintptr_t)r->works.n);
}

const struct work *works_find(const struct reading *r, struct str id) {
    size_t index = (size_t)(uintptr_t)hash_get(&r->work_ids, id);
    return index ? &r->works.v[index - 1] : NULL;
}

const char *works_nearest(struct reading *r, struct str id) {
    const char **ids = arena_new_array(r->arena, r->works.n, const char *);
    for (size_t i = 0; i < r->works.n; i++)
        ids[i] = str_to_c(r->arena, r->works.v[i].id);
    return diag_nearest(id, ids, r->works.n);
}
