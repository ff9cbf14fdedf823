/* yaml: libyaml's events into a tree.
 *
 * libyaml's own loader is not used: it has no bound on depth, lets aliases make cycles, and loses
 * where keys stood. The events are walked by recursive descent, bounded by YAML_DEPTH_MAX. An alias
 * shares the datum of its anchor; an anchor is known only once its datum is complete, so that there
 * are no cycles, and the weights of shared data are added up, so that nested aliases cannot
 * explode. Marks count characters from the start of the input; they are turned into bytes by a
 * cursor that only moves forward, since nearly all marks come in order. */
#include "source/yaml.h"

#include <yaml.h>

#include "base/hash.h"
#include "base/utf8.h"

/* How often reading begins again after a mistake. */
enum { PARTS_MAX = 50 };

#define NO_SLIP SIZE_MAX

struct reader {
    struct arena *arena;
    struct diags *ds;
    struct lines *lines;
    size_t from, n; /* the part of the file that is read */
    yaml_parser_t parser;
    struct hash anchors;
    size_t weight;
    bool failed;
    size_t slip;        /* where a mistake stands after which reading may begin again, or NO_SLIP */
    struct datum *root; /* of the part that is read, as far as it was read */
    size_t mark_index, mark_offset; /* the cursor: characters and bytes from `from` */
};

/* --- marks ------------------------------------------------------------------------------------ */

static size_t offset_of(struct reader *r, yaml_mark_t mark) {
    struct str text = str_slice(r->lines->text, r->from, r->n);
    if (mark.index < r->mark_index) r->mark_index = r->mark_offset = 0;
    while (r->mark_index < mark.index && r->mark_offset < text.n) {
        utf8_next(text, &r->mark_offset);
        r->mark_index++;
    }
    return r->from + r->mark_offset;
}

static struct pos pos_of(struct reader *r, yaml_mark_t mark) {
    return lines_pos(r->lines, offset_of(r, mark));
}

/* --- errors ----------------------------------------------------------------------------------- */

/* What libyaml says → what we say. The first whose words are in the problem is taken. */
static const struct {
    const char *problem, *message, *hint;
} phrases[] = {
    {"mapping values are not allowed", "a colon is not allowed here",
     "put the value in quotes if it holds a colon followed by a space"},
    {"could not find expected ':'", "this line is neither a key with a colon nor part of a value",
     "write `key: value`, and indent further lines of a value"},
    {"did not find expected key", "a key is expected here",
     "keys of one mapping begin in the same column"},
    {"did not find expected '-'", "a list item or the end of the list is expected here",
     "items of one list begin with `- ` in the same column"},
    {"did not find expected ',' or ']'", "the list in square brackets is not closed",
     "separate its items by commas and close it with `]`"},
    {"did not find expected ',' or '}'", "the mapping in braces is not closed",
     "separate its pairs by commas and close it with `}`"},
    {"did not find expected node content", "a value is expected here", "put it in quotes"},
    {"block sequence entries are not allowed", "a list cannot begin here",
     "begin the list on a line of its own"},
    {"block mapping", "a mapping cannot begin here",
     "keys of one mapping begin in the same column"},
    {"cannot start any token", "a value cannot begin with this character", "put it in quotes"},
    {"unknown escape character", "this escape in double quotes is not known",
     "write `\\\\` for a backslash, or use single quotes"},
    {"control characters are not allowed", "control characters are not allowed", "remove it"},
    {"did not find expected <document start>", "only one YAML document is read here",
     "remove what follows, or check the indentation of this line"},
    {"found duplicate %YAML", "the %YAML line stands twice", "remove one"},
    {"undefined tag handle", "this tag is not known", "remove it, or put the value in quotes"},
};

static bool line_has_tab_indent(struct str text, size_t offset) {
    size_t start = offset;
    while (start && text.p[start - 1] != '\n')
        start--;
    while (start < text.n && text.p[start] == ' ')
        start++;
    return start < text.n && text.p[start] == '\t';
}

static bool add_tab_error(struct reader *r, size_t offset) {
    struct str text = r->lines->text;
    if (!line_has_tab_indent(text, offset)) return false;
    while (offset && text.p[offset - 1] != '\n')
        offset--;
    while (text.p[offset] == ' ')
        offset++;
    diag_add(r->ds, DIAG_YAML_SYNTAX, lines_pos(r->lines, offset),
             "YAML is indented with spaces only", "a tab stands in the indentation");
    return true;
}

static void add_phrase_error(struct reader *r, const char *problem, struct pos pos) {
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (!strstr(problem, phrases[i].problem)) continue;
        diag_add(r->ds, DIAG_YAML_SYNTAX, pos, phrases[i].hint, "%s", phrases[i].message);
        return;
    }
    diag_add(r->ds, DIAG_YAML_SYNTAX, pos, NULL, "the YAML cannot be read: %s", problem);
}

/* Says what libyaml has found, once. */
static void add_parser_error(struct reader *r) {
    const yaml_parser_t *p = &r->parser;
    const char *problem = p->problem ? p->problem : "unknown mistake";
    r->failed = true;
    if (p->error == YAML_MEMORY_ERROR) arena_fail();
    if (p->error == YAML_READER_ERROR) {
        add_phrase_error(r, problem, lines_pos(r->lines, r->from + p->problem_offset));
        return;
    }
    size_t offset = offset_of(r, p->problem_mark);
    r->slip = offset;
    if (p->context && strstr(p->context, "quoted scalar") && !strstr(problem, "escape")) {
        r->slip = offset_of(r, p->context_mark);
        diag_add(r->ds, DIAG_YAML_SYNTAX, pos_of(r, p->context_mark),
                 "close it with the same quote; inside single quotes write '' for a quote",
                 "the quoted text that begins here is not closed");
        return;
    }
    if (add_tab_error(r, offset)) return;
    bool begun = p->context && (strstr(p->context, "simple key") || strstr(p->context, "flow"));
    if (begun) r->slip = offset = offset_of(r, p->context_mark);
    add_phrase_error(r, problem, lines_pos(r->lines, offset));
}

static void fail_at(struct reader *r, enum diag_code code, struct pos pos, const char *hint,
                    const char *message) {
    if (!r->failed) diag_add(r->ds, code, pos, hint, "%s", message);
    r->failed = true;
}

/* --- scalars ---------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Moves over the escape at raw[i], a backslash in double quotes, and over what it made in the
 * value, which is nothing for an escaped line end. */
static size_t skip_escape(struct str raw, size_t i, struct str value, size_t *at) {
    char c = i + 1 < raw.n ? raw.p[i + 1] : '\0';
    if (c == '\n' || c == '\r') {
        for (i++; i < raw.n && is_blank(raw.p[i]); i++) {
        }
        return i;
    }
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    utf8_next(value, at);
    return i + 2 + digits;
}

/* Moves over white space in both: blank by blank on one line, all of it where a line was folded. */
static size_t skip_blanks(struct str raw, size_t i, struct str value, size_t *at) {
    size_t end = i;
    bool folded = false;
    for (; end < raw.n && is_blank(raw.p[end]); end++)
        folded |= raw.p[end] == '\n';
    if (!folded && end > i) {
        ++*at;
        return i + 1;
    }
    while (*at < value.n && is_blank(value.p[*at]))
        ++*at;
    return end;
}

/* Finds for each byte of the value where it stands in raw, the scalar as written with its quotes.
 * Value and raw run side by side: equal bytes go together; where the value has white space and raw
 * has other white space, a line was folded; the rest are escapes, doubled quotes and indentation.
 */
static void map_scalar(struct reader *r, struct datum *d, size_t from, struct str raw,
                       yaml_scalar_style_t style) {
    struct passage *p = &d->where;
    size_t i = 0, n = d->text.n;
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
        i = str_find_char(raw, '\n');
    } else if (style != YAML_PLAIN_SCALAR_STYLE) {
        i = 1;
    }
    for (size_t at = 0; at < n;) {
        bool escape = style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && i < raw.n && raw.p[i] == '\\';
        if (escape) {
            passage_segment(r->arena, p, at, from + i);
            i = skip_escape(raw, i, d->text, &at);
        } else if (is_blank(d->text.p[at])) {
            passage_segment(r->arena, p, at, from + i);
            i = skip_blanks(raw, i, d->text, &at);
        } else if (i < raw.n && is_blank(raw.p[i])) {
            i++;
        } else {
            passage_segment(r->arena, p, at, from + i);
            if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE && d->text.p[at] == '\'') i++;
            at++;
            i++;
        }
    }
}

/* Bytes of the anchor and the tag that stand before a scalar and belong to its event. */
static size_t properties_length(struct str raw) {
    size_t i = 0;
    while (i < raw.n && (raw.p[i] == '&' || raw.p[i] == '!')) {
        while (i < raw.n && !is_blank(raw.p[i]))
            i++;
        while (i < raw.n && is_blank(raw.p[i]))
            i++;
    }
    return i;
}

static struct datum *read_scalar(struct reader *r, const yaml_event_t *event) {
    struct datum *d = arena_new(r->arena, struct datum);
    size_t from = offset_of(r, event->start_mark), to = offset_of(r, event->end_mark);
    from += properties_length(str_slice(r->lines->text, from, to - from));
    struct str raw = str_slice(r->lines->text, from, to - from);
    yaml_scalar_style_t style = event->data.scalar.style;
    d->kind = DATUM_SCALAR;
    d->pos = lines_pos(r->lines, from);
    d->quoted = style != YAML_PLAIN_SCALAR_STYLE;
    d->weight = 1;
    struct str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (str_eq(value, raw)) {
        d->text = raw;
        d->where = passage_of_file(r->arena, r->lines, from, raw.n);
        return d;
    }
    char *copy = arena_copy(r->arena, value.p, value.n);
    passage_clean(copy, value.n);
    d->text = (struct str){copy, value.n};
    d->where = (struct passage){.text = d->text, .lines = r->lines, .pos = d->pos};
    if (raw.n) map_scalar(r, d, from, raw, style);
    if (!d->where.segments.n) passage_segment(r->arena, &d->where, 0, from);
    return d;
}

/* --- the tree --------------------------------------------------------------------------------- */

static struct datum *read_node(struct reader *r, const yaml_event_t *event, size_t depth);

static bool next_event(struct reader *r, yaml_event_t *event) {
    if (r->failed) return false;
    if (yaml_parser_parse(&r->parser, event)) return true;
    add_parser_error(r);
    return false;
}

/* The next node, or NULL at the end of the collection (and on failure). */
static struct datum *read_next(struct reader *r, size_t depth) {
    yaml_event_t event;
    if (!next_event(r, &event)) return NULL;
    struct datum *d = read_node(r, &event, depth);
    yaml_event_delete(&event);
    return r->failed ? NULL : d;
}

static void read_sequence(struct reader *r, struct datum *d, size_t depth) {
    for (struct datum *item; (item = read_next(r, depth));) {
        *vec_push(r->arena, &d->items) = item;
        d->weight += item->weight;
    }
}

static void report_duplicate(struct reader *r, struct str key, struct pos pos, struct pos before) {
    char *hint = arena_printf(r->arena, "it is first given in line %u; keep one of them",
                              (unsigned)before.line);
    diag_add(r->ds, DIAG_YAML_DUPLICATE_KEY, pos, hint, "the key `%.*s` is given twice",
             STR_ARG(key));
}

static void check_duplicate(struct reader *r, struct hash *seen, const struct datum *key) {
    struct datum *before = hash_get(seen, key->text);
    if (!before) {
        hash_put(seen, key->text, (void *)(uintptr_t)key);
        return;
    }
    report_duplicate(r, key->text, key->pos, before->pos);
}

static void read_mapping(struct reader *r, struct datum *d, size_t depth) {
    struct hash seen;
    hash_init(&seen, r->arena);
    for (struct datum *key; (key = read_next(r, depth));) {
        if (key->kind != DATUM_SCALAR) {
            fail_at(r, DIAG_YAML_SYNTAX, key->pos, "put text in quotes if it begins with [ or {",
                    "a key must be a text");
            return;
        }
        struct datum *value = read_next(r, depth);
        if (!value) return;
        bool twice = hash_get(&seen, key->text) != NULL;
        check_duplicate(r, &seen, key);
        d->weight += value->weight + 1;
        if (twice) continue;
        *vec_push(r->arena, &d->pairs) = (struct datum_pair){key->text, key->pos, value};
    }
}

static struct datum *read_alias(struct reader *r, const yaml_event_t *event) {
    struct str name = str_of((const char *)event->data.alias.anchor);
    struct datum *d = hash_get(&r->anchors, name);
    struct pos pos = pos_of(r, event->start_mark);
    if (!d) {
        diag_add(r->ds, DIAG_YAML_ALIAS, pos, "put text in quotes if it begins with an asterisk",
                 "the alias `*%.*s` has no anchor that is complete before it", STR_ARG(name));
        r->failed = true;
        return NULL;
    }
    r->weight += d->weight;
    if (r->weight > YAML_DATA_MAX) {
        fail_at(r, DIAG_YAML_ALIAS, pos, "write the data out", "aliases expand to too much data");
    }
    return d;
}

static void add_anchor(struct reader *r, const yaml_char_t *anchor, struct datum *d) {
    if (anchor && d) hash_put(&r->anchors, str_copy(r->arena, str_of((const char *)anchor)), d);
}

static struct datum *collection_new(struct reader *r, const yaml_event_t *event,
                                    enum datum_kind kind) {
    struct datum *d = arena_new(r->arena, struct datum);
    d->kind = kind;
    d->pos = pos_of(r, event->start_mark);
    d->weight = 1;
    if (!r->root) r->root = d;
    return d;
}

/* The datum that begins with event; NULL at an end event. */
static struct datum *read_node(struct reader *r, const yaml_event_t *event, size_t depth) {
    struct datum *d = NULL;
    if (depth > YAML_DEPTH_MAX) {
        fail_at(r, DIAG_LIMIT, pos_of(r, event->start_mark), NULL,
                "the data are nested more than 64 levels deep");
        return NULL;
    }
    if (++r->weight > YAML_DATA_MAX) {
        fail_at(r, DIAG_LIMIT, pos_of(r, event->start_mark), NULL, "there are too many data");
        return NULL;
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        d = read_scalar(r, event);
        add_anchor(r, event->data.scalar.anchor, d);
        return d;
    case YAML_SEQUENCE_START_EVENT:
        d = collection_new(r, event, DATUM_SEQUENCE);
        read_sequence(r, d, depth + 1);
        add_anchor(r, event->data.sequence_start.anchor, d);
        return d;
    case YAML_MAPPING_START_EVENT:
        d = collection_new(r, event, DATUM_MAPPING);
        read_mapping(r, d, depth + 1);
        add_anchor(r, event->data.mapping_start.anchor, d);
        return d;
    case YAML_ALIAS_EVENT: return read_alias(r, event);
    default: return NULL;
    }
}

/* Stream start, document start, the tree, and nothing after it. */
static struct datum *read_document(struct reader *r) {
    struct datum *d = NULL;
    yaml_event_t event;
    bool more = true;
    while (more && next_event(r, &event)) {
        yaml_event_type_t type = event.type;
        if (type == YAML_DOCUMENT_START_EVENT && d) {
            fail_at(r, DIAG_YAML_SYNTAX, pos_of(r, event.start_mark),
                    "remove what follows, or check the indentation of this line",
                    "only one YAML document is read here");
        } else if (type != YAML_DOCUMENT_START_EVENT && type != YAML_STREAM_START_EVENT && !d) {
            d = read_node(r, &event, 0);
        }
        more = type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return d;
}

/* --- after a mistake -------------------------------------------------------------------------- */

/* True if a key of the outermost mapping, or an item of the outermost list, begins the line. */
static bool begins_part(struct str line, enum datum_kind kind) {
    if (kind == DATUM_SEQUENCE) return str_starts(line, "- ");
    char c = line.n ? line.p[0] : ' ';
    if (is_blank(c) || strchr("#-:[]{},&*!|>%@`.", c)) return false;
    size_t colon = str_find_char(line, ':');
    return colon < line.n && (colon + 1 == line.n || is_blank(line.p[colon + 1]));
}

/* Where reading can begin again below the line of the slip; false if nowhere. */
static bool skip_to_part(struct reader *r, enum datum_kind kind) {
    struct str text = str_slice(r->lines->text, 0, r->from + r->n);
    for (size_t at = r->slip; at < text.n; at++) {
        if (text.p[at] != '\n') continue;
        struct str rest = str_slice(text, at + 1, text.n);
        if (!begins_part(str_slice(rest, 0, str_find_char(rest, '\n')), kind)) continue;
        r->n = r->from + r->n - (at + 1);
        r->from = at + 1;
        return true;
    }
    return false;
}

/* Reads from r->from on, up to the first mistake. */
static struct datum *read_part(struct reader *r) {
    r->failed = false;
    r->slip = NO_SLIP;
    r->root = NULL;
    r->mark_index = r->mark_offset = 0;
    if (!yaml_parser_initialize(&r->parser)) arena_fail();
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)r->lines->text.p + r->from,
                                 r->n);
    struct datum *d = read_document(r);
    yaml_parser_delete(&r->parser);
    return r->failed ? r->root : d;
}

/* Adds what a later part holds to what stood before it. */
static void join(struct reader *r, struct datum *all, const struct datum *part) {
    if (!part || part == all || part->kind != all->kind) return;
    for (size_t i = 0; i < part->items.n; i++)
        *vec_push(r->arena, &all->items) = part->items.v[i];
    for (size_t i = 0; i < part->pairs.n; i++) {
        const struct datum_pair *pair = &part->pairs.v[i], *before = datum_find(all, pair->key);
        if (before)
            report_duplicate(r, pair->key, pair->pos, before->pos);
        else
            *vec_push(r->arena, &all->pairs) = *pair;
    }
}

/* After a mistake reading begins again at the next key of the outermost mapping, so that one run
 * shows the mistakes of all of them. */
struct datum *yaml_read(struct arena *a, struct diags *ds, struct lines *l, size_t from, size_t n,
                        bool *broken) {
    if (n >= 3 && str_starts(str_slice(l->text, from, n), "\xEF\xBB\xBF")) {
        from += 3;
        n -= 3;
    }
    struct reader r = {.arena = a, .ds = ds, .lines = l, .from = from, .n = n};
    hash_init(&r.anchors, a);
    struct datum *all = read_part(&r);
    *broken = r.failed;
    for (int parts = 1; r.failed && r.slip != NO_SLIP && parts < PARTS_MAX; parts++) {
        enum datum_kind kind = all ? all->kind : DATUM_MAPPING;
        if (kind == DATUM_SCALAR || !skip_to_part(&r, kind)) break;
        struct datum *part = read_part(&r);
        if (!all)
            all = part;
        else
            join(&r, all, part);
    }
    return r.failed && r.slip == NO_SLIP ? NULL : all;
}
