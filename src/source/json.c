#include "source/json.h"

#include "base/buf.h"
#include "base/hash.h"

struct reader {
    struct arena *arena;
    struct diags *ds;
    struct lines *lines;
    struct str text;
    size_t at;
    bool failed;
};

static struct datum *fail(struct reader *r, const char *hint, const char *message) {
    if (!r->failed) {
        diag_add(r->ds, DIAG_JSON_SYNTAX, lines_pos(r->lines, r->at), hint, "%s", message);
    }
    r->failed = true;
    return NULL;
}

static char peek(const struct reader *r) {
    return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static void skip_space(struct reader *r) {
    while (r->at < r->text.n && strchr(" \t\r\n", r->text.p[r->at]))
        r->at++;
}

/* Moves over c, after white space; false if something else stands there. */
static bool take(struct reader *r, char c) {
    skip_space(r);
    if (peek(r) != c) return false;
    r->at++;
    return true;
}

static struct datum *datum_here(struct reader *r, enum datum_kind kind) {
    struct datum *d = arena_new(r->arena, struct datum);
    d->kind = kind;
    d->pos = lines_pos(r->lines, r->at);
    d->weight = 1;
    return d;
}

/* --- strings ---------------------------------------------------------------------------------- */

/* Four hexadecimal digits at the cursor; -1 if there are not four. */
static long take_hex(struct reader *r) {
    long value = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        char c = peek(r);
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The code point of \uXXXX, whose surrogate may be followed by its other half. */
static long take_code_point(struct reader *r) {
    long high = take_hex(r);
    if (high < 0xD800 || high > 0xDFFF) return high;
    if (high > 0xDBFF || peek(r) != '\\' || r->at + 1 >= r->text.n || r->text.p[r->at + 1] != 'u') {
        return -1;
    }
    r->at += 2;
    long low = take_hex(r);
    if (low < 0xDC00 || low > 0xDFFF) return -1;
    return 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00);
}

static bool take_escape(struct reader *r, struct buf *out) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = peek(r);
    const char *found = c ? strchr(from, c) : NULL;
    if (found) {
        r->at++;
        buf_add_char(out, to[found - from]);
        return true;
    }
    if (c != 'u') return false;
    r->at++;
    long cp = take_code_point(r);
    if (cp <= 0) return false;
    buf_add_cp(out, (uint32_t)cp);
    return true;
}

static struct datum *read_string(struct reader *r) {
    struct datum *d = datum_here(r, DATUM_SCALAR);
    struct buf out = {0};
    size_t start = r->at++;
    d->where = (struct passage){.lines = r->lines, .pos = d->pos};
    passage_segment(r->arena, &d->where, 0, r->at);
    while (peek(r) != '"') {
        if (r->at >= r->text.n || peek(r) == '\n') {
            r->at = start;
            buf_done(&out);
            return fail(r, "close it with a double quote",
                        "the text that begins here is not closed");
        }
        if (peek(r) != '\\') {
            buf_add_char(&out, r->text.p[r->at++]);
            continue;
        }
        r->at++;
        if (!take_escape(r, &out)) {
            buf_done(&out);
            return fail(r, "write \\\\ for a backslash", "this escape is not known");
        }
        passage_segment(r->arena, &d->where, out.n, r->at);
    }
    r->at++;
    d->quoted = true;
    if (out.n) passage_clean(out.p, out.n);
    d->text = str_copy(r->arena, buf_str(&out));
    d->where.text = d->text;
    buf_done(&out);
    return d;
}

/* A number or one of JSON's three words. */
static struct datum *read_word(struct reader *r) {
    struct datum *d = datum_here(r, DATUM_SCALAR);
    size_t start = r->at;
    while (peek(r) && strchr("+-.0123456789eEtrufalsn", peek(r)))
        r->at++;
    d->text = str_slice(r->text, start, r->at - start);
    d->where = passage_of_file(r->arena, r->lines, start, d->text.n);
    char c = d->text.n ? d->text.p[0] : '\0';
    bool word = str_is(d->text, "true") || str_is(d->text, "false") || str_is(d->text, "null");
    if (word || c == '-' || (c >= '0' && c <= '9')) return d;
    r->at = start;
    return fail(r, "texts stand in double quotes", "a value is expected here");
}

/* --- the tree --------------------------------------------------------------------------------- */

static struct datum *read_value(struct reader *r, size_t depth);

static struct datum *read_array(struct reader *r, size_t depth) {
    struct datum *d = datum_here(r, DATUM_SEQUENCE);
    r->at++;
    if (take(r, ']')) return d;
    do {
        struct datum *item = read_value(r, depth + 1);
        if (!item) return NULL;
        *vec_push(r->arena, &d->items) = item;
    } while (take(r, ','));
    return take(r, ']') ? d : fail(r, NULL, "a comma or the end of the list is expected here");
}

static bool read_pair(struct reader *r, struct datum *d, struct hash *seen, size_t depth) {
    skip_space(r);
    if (peek(r) != '"') {
        fail(r, "write \"key\": value", "a key in double quotes is expected here");
        return false;
    }
    struct datum *key = read_string(r);
    if (!key) return false;
    if (!take(r, ':')) {
        fail(r, NULL, "a colon is expected here");
        return false;
    }
    struct datum *value = read_value(r, depth + 1);
    if (!value) return false;
    if (hash_put(seen, key->text, d)) {
        diag_add(r->ds, DIAG_YAML_DUPLICATE_KEY, key->pos, "keep one of them",
                 "the key `%.*s` is given twice", STR_ARG(key->text));
        return true;
    }
    *vec_push(r->arena, &d->pairs) = (struct datum_pair){key->text, key->pos, value};
    return true;
}

static struct datum *read_object(struct reader *r, size_t depth) {
    struct datum *d = datum_here(r, DATUM_MAPPING);
    struct hash seen;
    hash_init(&seen, r->arena);
    r->at++;
    if (take(r, '}')) return d;
    do {
        if (!read_pair(r, d, &seen, depth)) return NULL;
    } while (take(r, ','));
    return take(r, '}') ? d : fail(r, NULL, "a comma or the end of the mapping is expected here");
}

static struct datum *read_value(struct reader *r, size_t depth) {
    if (depth > JSON_DEPTH_MAX) {
        return fail(r, NULL, "the data are nested more than 64 levels deep");
    }
    skip_space(r);
    switch (peek(r)) {
    case '[': return read_array(r, depth);
    case '{': return read_object(r, depth);
    case '"': return read_string(r);
    default: return read_word(r);
    }
}

struct datum *json_read(struct arena *a, struct diags *ds, struct lines *l) {
    struct reader r = {.arena = a, .ds = ds, .lines = l, .text = l->text};
    struct datum *d = read_value(&r, 0);
    skip_space(&r);
    if (d && r.at < r.text.n)
        return fail(&r, "remove it", "something stands after the end of the data");
    return r.failed ? NULL : d;
}
