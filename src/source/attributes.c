#include "source/attributes.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "source/tongue.h"
#include "text/case.h"

/* --- parsing ---------------------------------------------------------------------------------- */

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_word(char c) {
    return c && !is_space(c) && c != '{' && c != '}' && c != '=' && c != '"' && c != '\'';
}

static struct str take_word(struct str text, size_t *i) {
    size_t start = *i;
    while (*i < text.n && is_word(text.p[*i]))
        ++*i;
    return str_slice(text, start, *i - start);
}

static bool take_value(struct str *out, struct str text, size_t *i) {
    char quote = *i < text.n ? text.p[*i] : '\0';
    if (quote != '"' && quote != '\'') {
        *out = take_word(text, i);
        return out->n > 0;
    }
    size_t start = ++*i;
    while (*i < text.n && text.p[*i] != quote)
        ++*i;
    if (*i >= text.n) return false;
    *out = str_slice(text, start, *i - start);
    ++*i;
    return true;
}

static void add_class(struct attributes *out, struct arena *a, struct str name) {
    out->classes = str_empty(out->classes)
                       ? name
                       : str_printf(a, "%.*s %.*s", STR_ARG(out->classes), STR_ARG(name));
}

static bool take_one(struct attributes *out, struct arena *a, struct str text, size_t *i) {
    size_t start = *i;
    char c = text.p[*i];
    if (c == '#' || c == '.') {
        ++*i;
        struct str word = take_word(text, i);
        if (!word.n) return false;
        if (c == '#') {
            out->id = word;
        } else {
            add_class(out, a, word);
        }
        return true;
    }
    struct str name = take_word(text, i);
    if (str_is(name, "-")) {
        add_class(out, a, STR("unnumbered"));
        return true;
    }
    if (!name.n || *i >= text.n || text.p[*i] != '=') return false;
    ++*i;
    struct str value;
    if (!take_value(&value, text, i)) return false;
    *vec_push(a, &out->pairs) = (struct attribute){name, value, start};
    return true;
}

bool attributes_parse(struct attributes *out, struct arena *a, struct str text) {
    *out = (struct attributes){0};
    size_t i = 1, given = 0;
    if (!text.n || text.p[0] != '{') return false;
    for (;; given++) {
        while (i < text.n && is_space(text.p[i]))
            i++;
        if (i >= text.n) return false;
        if (text.p[i] == '}') break;
        if (!take_one(out, a, text, &i)) return false;
    }
    out->length = i + 1;
    return given > 0;
}

/* --- values ----------------------------------------------------------------------------------- */

bool attributes_length(struct doc_length *out, struct str text) {
    static const struct {
        const char *unit;
        double points; /* 0: a percentage */
    } units[] = {{"%", 0},   {"pt", 1},         {"mm", 72 / 25.4}, {"cm", 72 / 2.54},
                 {"in", 72}, {"px", 72.0 / 96}, {"pc", 12},        {"", 72.0 / 96}};
    char number[32];
    size_t n = 0;
    while (n < text.n && n < sizeof number - 1 &&
           ((text.p[n] >= '0' && text.p[n] <= '9') || text.p[n] == '.')) {
        number[n] = text.p[n];
        n++;
    }
    number[n] = '\0';
    char *end;
    double value = strtod(number, &end);
    if (!n || *end || value <= 0 || value > 100000) return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!str_is(str_slice(text, n, text.n), units[i].unit)) continue;
        out->kind = units[i].points > 0 ? DOC_LENGTH_PT : DOC_LENGTH_PERCENT;
        out->value = units[i].points > 0 ? value * units[i].points : value;
        return true;
    }
    return false;
}

static struct pos pos_within(struct pos brace, const struct attribute *a) {
    if (brace.col) brace.col += (uint32_t)a->offset;
    return brace;
}

static void apply_length(struct reading *r, struct doc_length *out, const struct attribute *a,
                         struct pos pos) {
    if (attributes_length(out, a->value)) {
        if (out->kind == DOC_LENGTH_PERCENT && out->value > 100)
            diag_add(r->ds, DIAG_BAD_ATTRIBUTES, pos_within(pos, a), "write 100% or less",
                     "the image cannot be wider than the text, so `%.*s` is 100%%",
                     STR_ARG(a->value));
        return;
    }
    diag_add(r->ds, DIAG_BAD_ATTRIBUTES, pos_within(pos, a),
             "write it as 60%, 8cm, 80mm, 3in or 200px", "`%.*s` is not a length",
             STR_ARG(a->value));
}

static const char alt_class[] = "alt";

static void apply_alt(struct reading *r, struct doc_node *node, const struct attribute *a,
                      struct pos pos) {
    if (str_empty(a->value)) {
        node->classes = STR("decorative");
        return;
    }
    struct doc_node *alt = doc_text_new(r->arena, str_copy(r->arena, a->value), pos_within(pos, a));
    alt->classes = (struct str){alt_class, sizeof alt_class - 1};
    doc_append(node, alt);
}

struct doc_node *attributes_take_alt(struct doc_node *image) {
    struct doc_node *last = image->last;
    if (!last || last->classes.p != alt_class) return NULL;
    doc_unlink(last);
    last->classes = STR_NONE;
    return last;
}

static void apply_pair(struct reading *r, struct doc_node *node, const struct attribute *a,
                       struct pos pos) {
    static const char *const known[] = {"lang", "width", "height", "alt", "title"};
    size_t count = sizeof known / sizeof *known;
    bool image = node->kind == DOC_IMAGE;
    if (str_is(a->name, "lang")) {
        node->lang = tongue_read(r, a->value, pos_within(pos, a));
    } else if (image && str_is(a->name, "width")) {
        apply_length(r, &node->u.image.width, a, pos);
    } else if (image && str_is(a->name, "height")) {
        apply_length(r, &node->u.image.height, a, pos);
    } else if (image && str_is(a->name, "alt")) {
        apply_alt(r, node, a, pos);
    } else if (image && str_is(a->name, "title")) {
        node->u.image.title = a->value;
    } else {
        const char *near = diag_nearest(a->name, known, image ? count : 1), *hint = NULL;
        for (size_t i = 1; i < count; i++)
            if (str_is(a->name, known[i])) hint = "only images have it";
        if (near) hint = arena_printf(r->arena, "did you mean `%s`?", near);
        diag_add(r->ds, DIAG_BAD_ATTRIBUTES, pos_within(pos, a), hint,
                 "the attribute `%.*s` is not known here", STR_ARG(a->name));
    }
}

/* Classes that are kinds of their own. */
static void apply_classes(struct doc_node *node) {
    static const struct {
        const char *name;
        enum doc_kind kind;
    } kinds[] = {{"smallcaps", DOC_SMALLCAPS},
                 {"sc", DOC_SMALLCAPS},
                 {"nocase", DOC_NOCASE},
                 {"sub", DOC_SUB},
                 {"sup", DOC_SUP}};
    if (node->kind != DOC_SPAN) return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (doc_has_class(node, kinds[i].name)) node->kind = kinds[i].kind;
    }
}

void attributes_apply(struct reading *r, struct doc_node *node, const struct attributes *attributes,
                      struct pos pos) {
    if (!str_empty(attributes->classes)) node->classes = str_copy(r->arena, attributes->classes);
    apply_classes(node);
    bool marked = doc_has_class(node, "underline") || doc_has_class(node, "ul") ||
                  doc_has_class(node, "mark");
    if (node->kind == DOC_SPAN && marked)
        diag_add(r->ds, DIAG_BAD_ATTRIBUTES, pos, "write *words* or **words**",
                 "underlining and highlighting are not set");
    for (size_t i = 0; i < attributes->pairs.n; i++) {
        apply_pair(r, node, &attributes->pairs.v[i], pos);
    }
    if (str_empty(attributes->id)) return;
    node->id = str_copy(r->arena, attributes->id);
    attributes_register_id(r, node, pos);
}

/* --- identifiers ------------------------------------------------------------------------------ */

void attributes_register_id(struct reading *r, struct doc_node *node, struct pos pos) {
    const struct doc_node *before = hash_get(&r->ids, node->id);
    if (!before) {
        hash_put(&r->ids, node->id, node);
        return;
    }
    char *hint = arena_printf(r->arena, "line %u has it already; choose another",
                              (unsigned)before->pos.line);
    diag_add(r->ds, DIAG_DUPLICATE_ID, pos, hint, "the identifier `%.*s` is given twice",
             STR_ARG(node->id));
}

/* pandoc's rule: letters, digits, _ - . are kept, spaces become hyphens, the rest goes; lower case;
 * nothing before the first letter. */
static struct str identifier_of(struct arena *a, struct str words) {
    struct buf out = {0};
    for (size_t i = 0; i < words.n;) {
        uint32_t cp = utf8_next(words, &i);
        bool letter = case_is_letter(cp);
        if (!out.n && !letter) continue;
        if (letter || case_is_alnum(cp) || cp == '_' || cp == '-' || cp == '.') {
            buf_add_cp(&out, cp);
        } else if (cp == ' ' || cp == 0xA0) {
            buf_add_char(&out, '-');
        }
    }
    struct str id = out.n ? case_lower(a, str_copy(a, buf_str(&out)), STR("en")) : STR("section");
    buf_done(&out);
    return id;
}

/* id, or id-1, id-2… The last number tried is kept for each id, so that a thousand headings of the
 * same words do not each try a thousand. */
static struct str unused_identifier(struct reading *r, struct str id) {
    struct str tried = id;
    size_t n = (size_t)(uintptr_t)hash_get(&r->id_counts, id);
    while (hash_get(&r->ids, tried))
        tried = str_printf(r->arena, "%.*s-%zu", STR_ARG(id), ++n);
    if (n) hash_put(&r->id_counts, id, (void *)(uintptr_t)n);
    return tried;
}

size_t attributes_find_trailing(struct attributes *out, struct arena *a, struct str text) {
    struct str trimmed = text;
    while (trimmed.n && is_space(trimmed.p[trimmed.n - 1]))
        trimmed.n--;
    for (size_t i = trimmed.n; i-- > 0;) {
        if (trimmed.p[i] != '{') continue;
        struct str rest = str_slice(trimmed, i, trimmed.n);
        if (attributes_parse(out, a, rest) && out->length == rest.n) return i;
        break;
    }
    return text.n;
}

struct str attributes_foreseen_lang(struct arena *a, struct str source) {
    struct attributes attributes;
    source = str_trim(source);
    if (!str_ends(source, "}")) return STR_NONE;
    if (source.n > ATTRIBUTES_MAX) source = str_slice(source, source.n - ATTRIBUTES_MAX, source.n);
    size_t at = attributes_find_trailing(&attributes, a, source);
    if (at == source.n || (at && source.p[at - 1] == '\\')) return STR_NONE;
    for (size_t i = 0; i < attributes.pairs.n; i++)
        if (str_is(attributes.pairs.v[i].name, "lang")) return attributes.pairs.v[i].value;
    return STR_NONE;
}

/* Gives a node the attributes at the end of its inlines; false if there are none. */
static bool take_trailing(struct reading *r, struct doc_node *node, bool apart) {
    struct doc_node *last = node->last;
    struct attributes attributes;
    if (!last || last->kind != DOC_TEXT) return false;
    size_t at = attributes_find_trailing(&attributes, r->arena, last->u.text);
    if (at == last->u.text.n) return false;
    bool alone = at == 0 && (!last->prev || last->prev->kind == DOC_SOFT_BREAK);
    if (apart && !alone && (at == 0 || !is_space(last->u.text.p[at - 1]))) return false;
    struct pos pos = last->pos;
    pos.col += (uint32_t)utf8_count(str_slice(last->u.text, 0, at));
    while (at && is_space(last->u.text.p[at - 1]))
        at--;
    last->u.text.n = at;
    if (!at) doc_unlink(last);
    if (node->last && node->last->kind == DOC_SOFT_BREAK) doc_unlink(node->last);
    attributes_apply(r, node, &attributes, pos);
    return true;
}

bool attributes_of_paragraph(struct reading *r, struct doc_node *paragraph, struct str source) {
    size_t open = source.n;
    while (open && source.p[open - 1] != '{')
        open--;
    bool escaped = open >= 2 && source.p[open - 2] == '\\';
    return open && !escaped && take_trailing(r, paragraph, true);
}

void attributes_of_heading(struct reading *r, struct doc_node *heading) {
    take_trailing(r, heading, false);
    heading->u.heading.numbered = !doc_has_class(heading, "unnumbered");
    if (!str_empty(heading->id)) return;
    struct buf words = {0};
    doc_plain_text(&words, heading);
    heading->id = unused_identifier(r, identifier_of(r->arena, buf_str(&words)));
    buf_done(&words);
    hash_put(&r->ids, heading->id, heading);
}
