#include "source/bibtex.h"

#include "base/buf.h"
#include "source/works.h"

enum { BRACES_MAX = 1000, INHERIT_MAX = 8, FIELDS_MAX = 500, UNCLOSED_MAX = 50 };

/* Bytes of values that a file may give by joining and by inheriting, each. */
enum { JOINED_MAX = 4 << 20, INHERITED_MAX = 8 << 20 };

struct reader {
    struct reading *r;
    struct lines *lines;
    struct str text;
    size_t at;
    size_t joined, inherited;
    size_t unclosed;     /* values that run to the end of the file */
    struct hash strings; /* name → struct str */
    struct hash keys;    /* key → struct bibtex_entry */
    VEC(struct bibtex_entry *) entries;
};

/* --- characters ------------------------------------------------------------------------------- */

static char peek(const struct reader *b) {
    return b->at < b->text.n ? b->text.p[b->at] : '\0';
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_space(struct reader *b) {
    while (b->at < b->text.n && is_space(b->text.p[b->at]))
        b->at++;
}

static struct str take_name(struct reader *b) {
    size_t start = b->at;
    while (b->at < b->text.n && !is_space(peek(b)) && !strchr("{}(),=#\"%'@\\", peek(b)))
        b->at++;
    return str_slice(b->text, start, b->at - start);
}

static struct str lower(struct arena *a, struct str s) {
    char *copy = arena_copy(a, s.p, s.n);
    for (size_t i = 0; i < s.n; i++) {
        if (copy[i] >= 'A' && copy[i] <= 'Z') copy[i] = (char)(copy[i] + 'a' - 'A');
    }
    return (struct str){copy, s.n};
}

static bool fail(struct reader *b, size_t offset, const char *hint, const char *message) {
    diag_add(b->r->ds, DIAG_CITE_ENTRY, lines_pos(b->lines, offset), hint, "%s", message);
    return false;
}

/* --- values ----------------------------------------------------------------------------------- */

/* True if a line at i, within a value, begins another entry: then the value was not closed. */
static bool begins_entry(struct str text, size_t i) {
    if (text.p[i] != '@' || !i || text.p[i - 1] != '\n') return false;
    size_t at = i + 1;
    while (at < text.n && ((text.p[at] | 0x20) >= 'a' && (text.p[at] | 0x20) <= 'z'))
        at++;
    return at > i + 1 && at < text.n && text.p[at] == '{';
}

/* What stands between a brace or quote at the cursor and the one that closes it. */
static bool take_delimited(struct reader *b, struct str *out) {
    size_t start = b->at++, depth = 0;
    bool braces = b->text.p[start] == '{';
    for (; b->at < b->text.n; b->at++) {
        char c = peek(b);
        if (c == '\\' && b->at + 1 < b->text.n) {
            b->at++;
        } else if (!depth && c == (braces ? '}' : '"')) {
            *out = str_slice(b->text, start + 1, b->at - start - 1);
            b->at++;
            return true;
        } else if (c == '{') {
            if (++depth > BRACES_MAX) return fail(b, b->at, NULL, "braces are nested too deeply");
        } else if (c == '}') {
            if (!depth) return fail(b, b->at, "add an opening brace", "this brace closes nothing");
            depth--;
        } else if (begins_entry(b->text, b->at)) {
            break;
        }
    }
    b->unclosed += b->at >= b->text.n;
    b->at = start + 1;
    return fail(b, start, "add the closing one", "the value that begins here is not closed");
}

static struct str month_of(struct str name) {
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    static const char *const numbers[] = {"1", "2", "3", "4",  "5",  "6",
                                          "7", "8", "9", "10", "11", "12"};
    for (size_t i = 0; i < 12 && name.n >= 3; i++) {
        if (memcmp(name.p, months + 3 * i, 3) == 0) return str_of(numbers[i]);
    }
    return STR_NONE;
}

static bool take_part(struct reader *b, struct str *out) {
    skip_space(b);
    if (peek(b) == '{' || peek(b) == '"') return take_delimited(b, out);
    size_t start = b->at;
    struct str name = take_name(b);
    if (!name.n) return fail(b, start, "put it in braces", "a value is expected here");
    struct str small = lower(b->r->arena, name);
    const struct str *string = hash_get(&b->strings, small);
    bool number = name.p[0] >= '0' && name.p[0] <= '9';
    *out = string ? *string : number ? name : month_of(small);
    if (out->n || string) return true;
    *out = name;
    diag_add(b->r->ds, DIAG_CITE_FIELD, lines_pos(b->lines, start), "put it in braces",
             "no @string defines `%.*s`", STR_ARG(name));
    return true;
}

/* The parts after the first, each behind a #. What all values of a file are joined to is bounded:
 * strings made of strings grow without end. */
static bool take_more_parts(struct reader *b, struct buf *joined) {
    for (; peek(b) == '#'; skip_space(b)) {
        struct str more;
        size_t start = b->at++;
        if (!take_part(b, &more)) return false;
        b->joined += more.n;
        if (b->joined > JOINED_MAX) {
            diag_add(b->r->ds, DIAG_LIMIT, lines_pos(b->lines, start), "write the values out",
                     "what # joins in this file is more than %d MiB", JOINED_MAX >> 20);
            b->at = b->text.n;
            return false;
        }
        buf_add_str(joined, more);
    }
    return true;
}

/* Parts joined by #. */
static bool take_value(struct reader *b, struct str *out) {
    if (!take_part(b, out)) return false;
    skip_space(b);
    if (peek(b) != '#') return true;
    struct buf joined = {0};
    buf_add_str(&joined, *out);
    b->joined += out->n;
    bool taken = take_more_parts(b, &joined);
    *out = str_copy(b->r->arena, buf_str(&joined));
    buf_done(&joined);
    return taken;
}

/* --- entries ---------------------------------------------------------------------------------- */

/* `name = value`; an empty name is the end of the fields. */
static bool take_field(struct reader *b, struct bibtex_field *field) {
    *field = (struct bibtex_field){0};
    skip_space(b);
    while (peek(b) == ',') {
        b->at++;
        skip_space(b);
    }
    if (peek(b) == '}' || peek(b) == ')') {
        b->at++;
        return true;
    }
    size_t start = b->at;
    field->pos = lines_pos(b->lines, start);
    field->name = lower(b->r->arena, take_name(b));
    skip_space(b);
    if (!field->name.n || peek(b) != '=') {
        return fail(b, start, "write `name = {value},`",
                    "a field or the end of the entry is expected here");
    }
    b->at++;
    if (!take_value(b, &field->value)) return false;
    skip_space(b);
    if (peek(b) && peek(b) != ',' && peek(b) != '}' && peek(b) != ')') {
        return fail(b, b->at, "end the field before with a comma", "a comma is expected here");
    }
    return true;
}

static bool take_fields(struct reader *b, struct bibtex_entry *entry) {
    for (;;) {
        struct bibtex_field field;
        if (!take_field(b, &field)) return false;
        if (!field.name.n) return true;
        if (entry->fields.n < FIELDS_MAX &&
            !bibtex_find(entry, str_to_c(b->r->arena, field.name))) {
            *vec_push(b->r->arena, &entry->fields) = field;
        }
    }
}

static void take_strings(struct reader *b) {
    struct bibtex_field field;
    while (take_field(b, &field) && field.name.n) {
        struct str *value = arena_new(b->r->arena, struct str);
        *value = field.value;
        hash_put(&b->strings, field.name, value);
    }
}

static void add_entry(struct reader *b, struct bibtex_entry *entry) {
    if (hash_get(&b->keys, entry->key)) {
        diag_add(b->r->ds, DIAG_CITE_DUPLICATE, entry->pos, NULL,
                 "two references have the key `%.*s`", STR_ARG(entry->key));
        return;
    }
    hash_put(&b->keys, entry->key, entry);
    *vec_push(b->r->arena, &b->entries) = entry;
}

static void take_entry(struct reader *b, struct str type) {
    struct bibtex_entry *entry = arena_new(b->r->arena, struct bibtex_entry);
    entry->type = type;
    skip_space(b);
    size_t start = b->at;
    while (b->at < b->text.n && !is_space(peek(b)) && !strchr(",{}", peek(b)))
        b->at++;
    entry->key = str_slice(b->text, start, b->at - start);
    entry->pos = lines_pos(b->lines, start);
    if (!entry->key.n) {
        fail(b, start, "write @type{key, …}", "the entry has no key");
    } else if (take_fields(b, entry)) {
        add_entry(b, entry);
    } else {
        hash_put(&b->r->broken_ids, entry->key, entry);
    }
}

/* Skips what stands in braces after @comment and @preamble. */
static void skip_block(struct reader *b) {
    struct str ignored;
    if (peek(b) == '{') take_delimited(b, &ignored);
}

static void read_item(struct reader *b) {
    size_t start = b->at++;
    struct str type = lower(b->r->arena, take_name(b));
    skip_space(b);
    if (str_is(type, "comment") || str_is(type, "preamble")) {
        skip_block(b);
        return;
    }
    if (peek(b) != '{' && peek(b) != '(') {
        if (type.n) fail(b, start, "write @type{key, …}", "an entry's braces are expected here");
        return;
    }
    b->at++;
    if (str_is(type, "string")) {
        take_strings(b);
    } else {
        take_entry(b, type);
    }
}

/* --- inheritance ------------------------------------------------------------------------------ */

const struct bibtex_field *bibtex_find(const struct bibtex_entry *entry, const char *name) {
    for (size_t i = 0; i < entry->fields.n; i++) {
        if (str_is(entry->fields.v[i].name, name)) return &entry->fields.v[i];
    }
    return NULL;
}

struct str bibtex_value(const struct bibtex_entry *entry, const char *name) {
    const struct bibtex_field *field = bibtex_find(entry, name);
    return field ? field->value : STR_NONE;
}

/* The title of a book is the booktitle of its parts; what names the book itself is not handed on.
 */
static const char *inherited_name(struct str name, bool data) {
    static const char *const own[] = {"crossref",   "xdata",   "xref",        "label",
                                      "shorttitle", "options", "relatedtype", "entryset",
                                      "ids",        "pages",   "abstract"};
    if (data) return str_is(name, "xdata") ? NULL : name.p;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (str_is(name, own[i])) return NULL;
    }
    if (str_is(name, "title")) return "booktitle";
    if (str_is(name, "subtitle")) return "booksubtitle";
    return name.p;
}

static void inherit(struct reader *b, struct bibtex_entry *entry, const struct bibtex_entry *from,
                    bool data) {
    for (size_t i = 0; i < from->fields.n; i++) {
        struct bibtex_field field = from->fields.v[i];
        const char *name = inherited_name(field.name, data);
        if (!name || entry->fields.n >= FIELDS_MAX || bibtex_find(entry, name)) continue;
        field.name = str_of(name);
        b->inherited += field.value.n;
        if (b->inherited > INHERITED_MAX) {
            diag_add(b->r->ds, DIAG_LIMIT, from->pos, "name it less often",
                     "the entries that take fields from others take more than %d MiB",
                     INHERITED_MAX >> 20);
            return;
        }
        *vec_push(b->r->arena, &entry->fields) = field;
    }
}

static void inherit_all(struct reader *b, struct bibtex_entry *entry, int depth);

/* Adds what the entries named in the field `by` have and this one has not. */
static void inherit_from(struct reader *b, struct bibtex_entry *entry, const char *by, int depth) {
    const struct bibtex_field *field = bibtex_find(entry, by);
    if (!field) return;
    struct str rest = field->value;
    struct pos pos = field->pos;
    bool data = strcmp(by, "xdata") == 0;
    while (rest.n) {
        size_t end = data ? str_find_char(rest, ',') : rest.n;
        struct str key = str_trim(str_slice(rest, 0, end));
        rest = str_slice(rest, end + 1, rest.n);
        struct bibtex_entry *from = key.n ? hash_get(&b->keys, key) : NULL;
        if (!from && key.n) {
            diag_add(b->r->ds, DIAG_CITE_FIELD, pos, NULL, "`%s` names `%.*s`, which is no entry",
                     by, STR_ARG(key));
        }
        if (!from) continue;
        if (from->inheriting) {
            diag_add(b->r->ds, DIAG_CITE_FIELD, pos, "name another entry, or leave it out",
                     "`%s` names `%.*s`, which takes its own fields from here", by, STR_ARG(key));
            continue;
        }
        inherit_all(b, from, depth + 1);
        inherit(b, entry, from, data);
    }
}

/* Once for each entry, so that neither cycles nor long lists of lists cost more than one pass. */
static void inherit_all(struct reader *b, struct bibtex_entry *entry, int depth) {
    if (entry->inherited || depth > INHERIT_MAX) return;
    entry->inherited = entry->inheriting = true;
    inherit_from(b, entry, "xdata", depth);
    inherit_from(b, entry, "crossref", depth);
    entry->inheriting = false;
}

void bibtex_read(struct reading *r, struct lines *lines) {
    struct reader b = {.r = r, .lines = lines, .text = lines->text};
    hash_init(&b.strings, r->arena);
    hash_init(&b.keys, r->arena);
    for (;;) {
        while (b.at < b.text.n && peek(&b) != '@')
            b.at++;
        if (b.at >= b.text.n) break;
        read_item(&b);
        if (b.unclosed <= UNCLOSED_MAX) continue;
        diag_add(r->ds, DIAG_LIMIT, lines_pos(lines, b.at), NULL,
                 "too many values are not closed, so the rest of the file is not read");
        break;
    }
    for (size_t i = 0; i < b.entries.n; i++) {
        inherit_all(&b, b.entries.v[i], 0);
    }
    for (size_t i = 0; i < b.entries.n; i++) {
        if (str_is(b.entries.v[i]->type, "xdata")) continue;
        struct work work = bibtex_work(r, b.entries.v[i]);
        works_add(r, &work);
    }
}
