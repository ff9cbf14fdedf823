/* csv: libcsv knows the states of quoting; places are ours.
 *
 * libcsv tells a field's bytes and not where they stood. So it is fed in runs that end with the
 * one byte at which a field or a record may end: what lies between two such ends is the field's
 * source, and a passage is made of that. */
#include "source/csv.h"

#include <csv.h>

struct reader {
    struct csv *csv;
    struct arena *a;
    struct lines *lines;
    struct str text;
    size_t from;  /* of the text in the file */
    size_t field; /* where the field under way began */
    size_t at;    /* the byte being fed */
    VEC(struct passage) fields;
};

/* --- fields -------------------------------------------------------------------------------------
 */

/* The field's value is source without its quotes; where a quote was doubled a segment begins. */
static struct passage unquote(struct reader *r, size_t from, size_t to) {
    size_t n = to - from;
    char *text = arena_alloc(r->a, n + 1);
    struct passage p = {.lines = r->lines};
    size_t out = 0;
    passage_segment(r->a, &p, 0, r->from + from);
    for (size_t i = from; i < to; i++) {
        if (r->text.p[i] == '"' && i + 1 < to && r->text.p[i + 1] == '"') {
            text[out++] = '"';
            i++;
            passage_segment(r->a, &p, out, r->from + i + 1);
        } else
            text[out++] = r->text.p[i];
    }
    p.text = (struct str){text, out};
    return p;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void end_field(void *bytes, size_t n, void *closure) {
    struct reader *r = closure;
    size_t from = r->field, to = r->at;
    (void)bytes, (void)n;
    while (from < to && is_blank(r->text.p[from]))
        from++;
    while (to > from && is_blank(r->text.p[to - 1]))
        to--;
    bool quoted = to - from >= 2 && r->text.p[from] == '"' && r->text.p[to - 1] == '"';
    struct passage *p = vec_push(r->a, &r->fields);
    if (quoted)
        *p = unquote(r, from + 1, to - 1);
    else
        *p = passage_of_file(r->a, r->lines, r->from + from, to - from);
    r->field = r->at + 1;
}

static void end_record(int last, void *closure) {
    struct reader *r = closure;
    (void)last;
    if (!r->fields.n) return;
    struct csv_record *record = vec_push(r->a, &r->csv->records);
    record->pos = passage_pos(&r->fields.v[0], 0);
    record->count = r->fields.n;
    record->fields = arena_new_array(r->a, r->fields.n, struct passage);
    memcpy(record->fields, r->fields.v, r->fields.n * sizeof *record->fields);
    r->fields.n = 0;
}

/* --- the file -----------------------------------------------------------------------------------
 */

/* The commonest of the three in the first line. */
static char delimiter_of(struct str text) {
    static const char signs[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false;
    for (size_t i = 0; i < text.n && text.p[i] != '\n'; i++) {
        if (text.p[i] == '"') quoted = !quoted;
        const char *sign = quoted || !text.p[i] ? NULL : strchr(signs, text.p[i]);
        if (sign) counts[sign - signs]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best]) best = i;
    return signs[best];
}

static bool ends_run(char c, char delimiter) {
    return c == delimiter || c == '\n' || c == '\r' || c == '"';
}

/* An empty line gives no field; its end must not count as the next field's. */
static void skip_line_end(struct reader *r) {
    char c = r->text.p[r->at];
    if ((c == '\n' || c == '\r') && !r->fields.n && r->field == r->at) r->field = r->at + 1;
}

static bool feed(struct reader *r, struct csv_parser *parser, char delimiter) {
    size_t i = 0;
    while (i < r->text.n) {
        size_t end = i;
        while (end < r->text.n && !ends_run(r->text.p[end], delimiter))
            end++;
        if (end > i &&
            csv_parse(parser, r->text.p + i, end - i, end_field, end_record, r) < end - i) {
            r->at = i;
            return false;
        }
        r->at = end;
        if (end == r->text.n) break;
        if (csv_parse(parser, r->text.p + end, 1, end_field, end_record, r) != 1) return false;
        skip_line_end(r);
        i = end + 1;
    }
    r->at = r->text.n;
    return csv_fini(parser, end_field, end_record, r) == 0;
}

bool csv_read(struct csv *out, struct arena *a, struct diags *ds, struct lines *l, size_t from,
              size_t n) {
    struct reader r = {.csv = out, .a = a, .lines = l, .from = from};
    r.text = str_slice(l->text, from, n);
    *out = (struct csv){.pos = lines_pos(l, from)};
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI)) arena_fail();
    char delimiter = delimiter_of(r.text);
    csv_set_delim(&parser, (unsigned char)delimiter);
    bool ok = feed(&r, &parser, delimiter);
    csv_free(&parser);
    if (ok) return true;
    diag_add(ds, DIAG_CSV_SYNTAX, lines_pos(l, from + (r.at < r.text.n ? r.at : r.field)),
             "put quotes around the whole field, and write a quote within it twice",
             r.at < r.text.n ? "a quote stands amid a field" : "a quote is not closed");
    return false;
}

void csv_report_count(struct reading *r, struct pos pos, size_t count, size_t wanted) {
    const char *hint = count < wanted ? "add what is missing, or leave its place empty"
                                      : "take out what is too much; a comma within a field needs "
                                        "quotes around the field";
    diag_add(r->ds, DIAG_TABLE_CELLS, pos, hint,
             "this row has %zu cell%s, and the table %zu columns", count, count == 1 ? "" : "s",
             wanted);
}

/* --- as data ------------------------------------------------------------------------------------
 */

static struct datum *scalar(struct arena *a, const struct passage *p) {
    struct datum *d = arena_new(a, struct datum);
    *d = (struct datum){
        .kind = DATUM_SCALAR, .pos = passage_pos(p, 0), .text = p->text, .where = *p, .weight = 1};
    return d;
}

static struct datum *list(struct arena *a, const struct passage *p) {
    struct datum *d = arena_new(a, struct datum);
    *d = (struct datum){.kind = DATUM_SEQUENCE, .pos = passage_pos(p, 0), .weight = 1};
    for (size_t at = 0; at < p->text.n;) {
        size_t n = str_find_char(str_slice(p->text, at, p->text.n), ';');
        size_t from = at, to = at + n < p->text.n ? at + n : p->text.n;
        while (from < to && is_blank(p->text.p[from]))
            from++;
        struct passage item = passage_slice(a, p, from, to - from);
        *vec_push(a, &d->items) = scalar(a, &item);
        at += n + 1;
    }
    return d;
}

static bool is_list(struct str key, const char *const *lists) {
    for (; *lists; lists++)
        if (str_is(key, *lists)) return true;
    return false;
}

/* A mapping whose keys are the columns, without values. */
static const struct datum *columns_of(struct arena *a, const struct csv_record *head) {
    struct datum *d = arena_new(a, struct datum);
    *d = (struct datum){.kind = DATUM_MAPPING, .pos = head->pos};
    for (size_t k = 0; k < head->count; k++)
        vec_push(a, &d->pairs)->key = head->fields[k].text;
    return d;
}

struct datum *csv_data(struct reading *r, const struct csv *csv, const char *const *lists) {
    struct arena *a = r->arena;
    struct datum *all = arena_new(a, struct datum);
    *all = (struct datum){.kind = DATUM_SEQUENCE, .pos = csv->pos};
    if (!csv->records.n) return all;
    const struct csv_record *head = &csv->records.v[0];
    const struct datum *columns = columns_of(a, head);
    for (size_t i = 1; i < csv->records.n; i++) {
        const struct csv_record *record = &csv->records.v[i];
        if (record->count < head->count)
            csv_report_count(r, record->pos, record->count, head->count);
        if (record->count > head->count)
            csv_report_count(r, passage_pos(&record->fields[head->count], 0), record->count,
                             head->count);
        struct datum *d = arena_new(a, struct datum);
        *d = (struct datum){.kind = DATUM_MAPPING, .pos = record->pos, .columns = columns};
        for (size_t k = 0; k < head->count && k < record->count; k++) {
            const struct passage *p = &record->fields[k];
            if (!p->text.n) continue;
            struct datum_pair *pair = vec_push(a, &d->pairs);
            pair->key = head->fields[k].text;
            pair->pos = passage_pos(&head->fields[k], 0); /* so that a wrong name is told once */
            pair->value = is_list(pair->key, lists) ? list(a, p) : scalar(a, p);
        }
        *vec_push(a, &all->items) = d;
    }
    return all;
}
