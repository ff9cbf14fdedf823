/* directive: fenced blocks by their info string.
 *
 * `{name}` makes a directive, anything else is code. Each directive is a row of the table below:
 * its options, whether it takes an argument and a body, and the function that makes its node. */
#include "source/directive.h"

#include "base/buf.h"
#include "base/file.h"
#include "source/attributes.h"
#include "source/call.h"
#include "source/indicators.h"
#include "source/input.h"
#include "source/key.h"
#include "source/markdown.h"
#include "source/tongue.h"

/* --- what the options say --------------------------------------------------------------------- */

const struct option *call_option(const struct call *c, const char *name) {
    for (size_t i = 0; i < c->option_count; i++) {
        if (str_is(c->options[i].name, name)) return &c->options[i];
    }
    return NULL;
}

struct str call_text(const struct call *c, const char *name) {
    const struct option *o = call_option(c, name);
    return o ? str_copy(c->r->arena, o->value.text) : STR_NONE;
}

struct doc_node *call_inlines(const struct call *c, const char *name) {
    const struct option *o = call_option(c, name);
    return o && o->value.text.n ? markdown_inlines(c->r, &o->value) : NULL;
}

int call_choice(struct call *c, const char *name, const char *const *choices) {
    const struct option *o = call_option(c, name);
    size_t n = 0;
    if (!o) return -1;
    for (; choices[n]; n++)
        if (str_is(o->value.text, choices[n])) return (int)n;
    const char *near = diag_nearest(o->value.text, choices, n);
    char *hint = near ? arena_printf(c->r->arena, "did you mean `%s`?", near)
                      : key_list(c->r->arena, choices);
    diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&o->value, 0), hint,
             "`%s` cannot be `%.*s`", name, STR_ARG(o->value.text));
    return -1;
}

static bool parts_words(char c) {
    return c == ' ' || c == '\t';
}

struct passage *call_words(size_t *n, struct call *c, const char *name) {
    const struct option *o = call_option(c, name);
    VEC(struct passage) words = {0};
    struct str text = o ? o->value.text : STR_NONE;
    bool commas = str_find_char(text, ',') < text.n;
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        while (end < text.n && (commas ? text.p[end] != ',' : !parts_words(text.p[end])))
            end++;
        size_t from = at, to = end;
        while (from < to && parts_words(text.p[from]))
            from++;
        while (to > from && parts_words(text.p[to - 1]))
            to--;
        if (to > from || commas)
            *vec_push(c->r->arena, &words) = passage_slice(c->r->arena, &o->value, from, to - from);
        at = end + 1;
    }
    *n = words.n;
    return words.v;
}

struct lines *call_file(struct call *c, const char *name) {
    const struct option *o = call_option(c, name);
    if (!o) return NULL;
    struct reading *r = c->r;
    struct pos pos = passage_pos(&o->value, 0);
    char *path, *folder = str_to_c(r->arena, r->doc->folder);
    if (!o->value.text.n) {
        diag_add(r->ds, DIAG_DIRECTIVE_OPTION, pos, "write `:file: data.csv`", "`%s` names no file",
                 name);
        return NULL;
    }
    if (file_resolve_inside(&path, r->arena, folder, folder, o->value.text)) {
        if (file_kind_of(path) == FILE_DIRECTORY) {
            diag_add(r->ds, DIAG_DIRECTIVE_OPTION, pos, "name a file in it", "`%.*s` is a folder",
                     STR_ARG(o->value.text));
            return NULL;
        }
        struct lines *lines = input_read(r->arena, r->ds, path, pos);
        if (!lines) reading_mistake(r, c->into, c->pos, str_to_c(r->arena, o->value.text));
        return lines;
    }
    diag_add(r->ds, DIAG_FILE_OUTSIDE, pos, "keep it in the briefing's folder",
             "%.*s is not within the briefing", STR_ARG(o->value.text));
    return NULL;
}

static void option_length(const struct call *c, struct doc_length *out, const char *name) {
    const struct option *o = call_option(c, name);
    if (!o) return;
    if (attributes_length(out, o->value.text)) {
        if (out->kind == DOC_LENGTH_PERCENT && out->value > 100)
            diag_add(c->r->ds, DIAG_BAD_ATTRIBUTES, passage_pos(&o->value, 0), "write 100% or less",
                     "the image cannot be wider than the text, so `%.*s` is 100%%",
                     STR_ARG(o->value.text));
        return;
    }
    diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&o->value, 0),
             "write it as 60%, 8cm, 80mm, 3in or 200px", "`%.*s` is not a length",
             STR_ARG(o->value.text));
}

struct doc_node *call_append(struct call *c, enum doc_kind kind) {
    struct doc_node *node = doc_node_new(c->r->arena, kind, c->pos);
    node->id = call_text(c, "name");
    node->classes = call_text(c, "class");
    const struct option *lang = call_option(c, "lang");
    if (lang) node->lang = tongue_read(c->r, lang->value.text, passage_pos(&lang->value, 0));
    if (!str_empty(node->id)) attributes_register_id(c->r, node, call_option(c, "name")->pos);
    doc_append(c->into, node);
    return node;
}

/* Says that the metadata do not give what the directive places. */
void call_report_empty(struct call *c, const char *key) {
    if (c->r->incomplete) return;
    reading_mistake(c->r, c->into, c->pos, c->directive->name);
    char *hint = arena_printf(c->r->arena, "add `%s:` to the metadata, or take this out", key);
    diag_add(c->r->ds, DIAG_DIRECTIVE_EMPTY, c->pos, hint, "the metadata give no %s to place here",
             key);
}

/* --- the directives --------------------------------------------------------------------------- */

static void make_indicators(struct call *c) {
    const struct doc_meta *m = &c->r->doc->meta;
    if (!m->indicator_count) {
        call_report_empty(c, "indicators");
        return;
    }
    struct doc_node *node = call_append(c, DOC_INDICATORS);
    node->u.indicators.caption = call_inlines(c, "caption");
    const struct option *only = call_option(c, "only");
    indicators_add_box(c->r, node, call_text(c, "only"), only ? only->pos : c->pos);
}

static void make_page_break(struct call *c) {
    call_append(c, DOC_PAGE_BREAK);
}

static void make_literature(struct call *c) {
    c->r->literature = call_append(c, DOC_LITERATURE);
}

/* False if the list is of tables or figures, of which there may be several. */
static bool is_of_headings(struct call *c, struct doc_node *node) {
    static const char *const kinds[] = {"headings", "tables", "figures", NULL};
    int of = call_choice(c, "of", kinds);
    if (of > 0) node->u.contents.of = (enum doc_contents_of)of;
    return of <= 0;
}

static void make_contents(struct call *c) {
    const struct option *depth = call_option(c, "depth");
    long value = 0;
    struct doc_node *node = call_append(c, DOC_CONTENTS);
    if (is_of_headings(c, node)) c->r->contents = node;
    if (!depth) return;
    if (str_to_long(&value, depth->value.text) && value >= 1 && value <= 6) {
        c->r->doc->meta.toc_depth = (int)value;
        return;
    }
    diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&depth->value, 0), NULL,
             "`depth` must be a number from 1 to 6");
}

static void make_figure(struct call *c) {
    struct arena *a = c->r->arena;
    struct doc_node *figure = call_append(c, DOC_FIGURE);
    struct doc_node *image = doc_node_new(a, DOC_IMAGE, c->argument_pos);
    image->u.image.path = c->argument;
    option_length(c, &image->u.image.width, "width");
    option_length(c, &image->u.image.height, "height");
    const struct option *alt = call_option(c, "alt");
    if (alt && alt->value.text.n) {
        doc_append(image, doc_text_new(a, call_text(c, "alt"), passage_pos(&alt->value, 0)));
    }
    figure->u.figure.decorative =
        doc_has_class(figure, "decorative") || (alt && !alt->value.text.n);
    doc_append(figure, image);
    struct doc_node *caption = markdown_inlines(c->r, &c->body);
    while (caption->first) {
        struct doc_node *child = caption->first;
        doc_unlink(child);
        doc_append(figure, child);
    }
    if (!c->argument.n) {
        diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, c->pos, "write ```{figure} picture.png",
                 "the figure names no file");
    }
}

static void make_callout(struct call *c) {
    struct doc_node *callout = call_append(c, DOC_CALLOUT);
    callout->u.callout.type = str_of(c->directive->name);
    if (c->argument.n) {
        struct passage title = passage_at(c->argument, c->argument_pos);
        callout->u.callout.title = markdown_inlines(c->r, &title);
    }
    struct doc_node *group = markdown_blocks(c->r, &c->body);
    while (group->first) {
        struct doc_node *child = group->first;
        doc_unlink(child);
        doc_append(callout, child);
    }
}

static const struct directive directives[] = {
    {"timeline", {TIMELINE_OPTIONS}, false, true, timeline_make},
    {"table", {TABLE_OPTIONS}, true, true, sheet_make},
    {"indicators", {"caption", "only"}, false, false, make_indicators},
    {"pagebreak", {NULL}, false, false, make_page_break},
    {"contents", {"depth", "of"}, false, false, make_contents},
    {"literature", {NULL}, false, false, make_literature},
    {"figure", {"alt", "width", "height"}, true, true, make_figure},
    {"note", {NULL}, true, true, make_callout},
    {"tip", {NULL}, true, true, make_callout},
    {"warning", {NULL}, true, true, make_callout},
    {"important", {NULL}, true, true, make_callout},
};

enum { DIRECTIVE_COUNT = sizeof directives / sizeof *directives };

/* --- reading a call --------------------------------------------------------------------------- */

static const struct directive *find_directive(struct str name) {
    for (size_t i = 0; i < DIRECTIVE_COUNT; i++) {
        if (str_is(name, directives[i].name)) return &directives[i];
    }
    return NULL;
}

static void report_option(struct call *c, const struct option *o) {
    static const char *const everywhere[] = {"name", "class", "lang"};
    const char *known[OPTIONS_MAX + 3];
    size_t n = 0;
    for (; c->directive->options[n]; n++)
        known[n] = c->directive->options[n];
    for (size_t i = 0; i < 3; i++)
        known[n++] = everywhere[i];
    for (size_t i = 0; i < n; i++) {
        if (str_is(o->name, known[i])) return;
    }
    const char *near = diag_nearest(o->name, known, n);
    char *hint = near ? arena_printf(c->r->arena, "did you mean `:%s:`?", near) : NULL;
    diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, o->pos, hint, "{%s} has no option `%.*s`",
             c->directive->name, STR_ARG(o->name));
}

/* Reads `:name: value` at the start of a line; false if it is something else. */
static bool take_option(struct call *c, const struct passage *body, size_t at, size_t end) {
    struct str line = str_slice(body->text, at, end - at);
    size_t indent = 0;
    while (indent < line.n && (line.p[indent] == ' ' || line.p[indent] == '\t'))
        indent++;
    struct str rest = str_slice(line, indent, line.n);
    size_t colon = rest.n > 1 && rest.p[0] == ':'
                       ? 1 + str_find_char(str_slice(rest, 1, rest.n), ':')
                       : rest.n;
    struct str name = str_slice(rest, 1, colon - 1);
    if (colon >= rest.n || !name.n || str_find_char(name, ' ') < name.n) return false;
    size_t from = at + indent + colon + 1, to = end;
    while (from < to && (body->text.p[from] == ' ' || body->text.p[from] == '\t'))
        from++;
    while (to > from && strchr(" \t\r", body->text.p[to - 1]))
        to--;
    struct option o = {name, passage_slice(c->r->arena, body, from, to - from),
                       passage_pos(body, at + indent)};
    report_option(c, &o);
    if (call_option(c, str_to_c(c->r->arena, name))) {
        diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, o.pos, "keep one of them",
                 "the option `%.*s` is given twice", STR_ARG(name));
    } else if (c->option_count < OPTIONS_MAX) {
        c->options[c->option_count++] = o;
    }
    return true;
}

static void read_options(struct call *c, const struct passage *body) {
    size_t at = 0;
    while (at < body->text.n) {
        size_t end = at + str_find_char(str_slice(body->text, at, body->text.n), '\n');
        if (!take_option(c, body, at, end)) break;
        at = end + 1;
    }
    if (at > body->text.n) at = body->text.n;
    c->body = passage_slice(c->r->arena, body, at, body->text.n - at);
}

/* Says what was written that the directive does not take, so that nothing goes in silence. */
static void check_call(struct call *c) {
    if (c->argument.n && !c->directive->argument) {
        diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, c->argument_pos, "take it out",
                 "{%s} takes no argument", c->directive->name);
    }
    if (!c->directive->body && !str_empty(str_trim(c->body.text))) {
        size_t at = 0;
        while (strchr(" \t\r\n", c->body.text.p[at]))
            at++;
        diag_add(c->r->ds, DIAG_DIRECTIVE_OPTION, passage_pos(&c->body, at),
                 "take it out; options are written as `:name: value`", "{%s} takes no text",
                 c->directive->name);
    }
}

/* --- code ------------------------------------------------------------------------------------- */

/* ```python, ``` {.python #id}, ```python {.numberLines}: the first class is the language. */
static void read_code(struct reading *r, const struct directive_source *source, struct pos pos,
                      struct doc_node *into) {
    struct str info = str_copy(r->arena, str_trim(source->info));
    size_t brace = str_find_char(info, '{');
    struct str language = str_trim(str_slice(info, 0, brace));
    struct doc_node *code = doc_node_new(r->arena, DOC_CODE_BLOCK, pos);
    struct attributes attributes;
    if (brace < info.n && attributes_parse(&attributes, r->arena, str_slice(info, brace, info.n))) {
        attributes_apply(r, code, &attributes, pos);
        if (!language.n) language = str_slice(code->classes, 0, str_find_char(code->classes, ' '));
    } else {
        language = str_slice(info, 0, str_find_char(info, ' '));
    }
    if (str_starts(info, "{="))
        diag_add(r->ds, DIAG_FOREIGN_SYNTAX, pos, "write it in Markdown, or take it out",
                 "`%.*s` is not passed on to another program: this is set as code", STR_ARG(info));
    code->u.code.text = source->body.text;
    code->u.code.language = language;
    doc_append(into, code);
}

/* The name in braces at the start of info; empty if it is no directive. */
static struct str name_of(struct str info) {
    size_t close = str_find_char(info, '}');
    if (info.n < 3 || info.p[0] != '{' || close >= info.n) return STR_NONE;
    struct str name = str_slice(info, 1, close - 1);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !strchr("0123456789-_:", c))) return STR_NONE;
    }
    return name;
}

static const char *nearest_name(struct str name) {
    const char *names[DIRECTIVE_COUNT];
    for (size_t i = 0; i < DIRECTIVE_COUNT; i++)
        names[i] = directives[i].name;
    return diag_nearest(name, names, DIRECTIVE_COUNT);
}

char *directive_hint(struct reading *r, struct str name) {
    const char *near = nearest_name(name);
    return near ? arena_printf(r->arena, "did you mean `%s`?", near)
                : arena_printf(r->arena, "note, tip, warning and important are set as callouts");
}

static void report_name(struct reading *r, struct str name, struct pos pos) {
    const char *near = nearest_name(name);
    char *hint = near ? arena_printf(r->arena, "did you mean {%s}?", near)
                      : arena_printf(r->arena, "for code write the language without braces");
    diag_add(r->ds, DIAG_UNKNOWN_DIRECTIVE, pos, hint, "there is no directive {%.*s}",
             STR_ARG(name));
}

void directive_read(struct reading *r, const struct passage *p,
                    const struct directive_source *source, struct doc_node *into) {
    struct str info = str_copy(r->arena, str_trim(source->info)), name = name_of(info);
    struct str line = str_slice(p->text, source->offset, p->text.n);
    struct pos pos = passage_pos(p, source->offset);
    if (!name.n) {
        read_code(r, source, pos, into);
        return;
    }
    size_t brace = str_find_char(str_slice(line, 0, str_find_char(line, '\n')), '{');
    struct call c = {.r = r, .directive = find_directive(name), .into = into};
    c.pos = passage_pos(p, source->offset + brace);
    if (!c.directive) {
        report_name(r, name, c.pos);
        reading_mistake(r, into, c.pos, str_to_c(r->arena, name));
        read_code(r, source, pos, into);
        return;
    }
    c.argument = str_trim(str_slice(info, name.n + 2, info.n));
    size_t skip = name.n + 2;
    while (skip < line.n - brace && line.p[brace + skip] == ' ')
        skip++;
    c.argument_pos = passage_pos(p, source->offset + brace + skip);
    read_options(&c, &source->body);
    check_call(&c);
    c.directive->make(&c);
}

bool directive_read_div(struct reading *r, const struct directive_div *div, struct doc_node *into) {
    struct call c = {.r = r, .directive = find_directive(div->name), .into = into, .pos = div->pos};
    if (!c.directive) return false;
    c.argument = div->argument;
    c.argument_pos = div->pos;
    if (div->id.n)
        c.options[c.option_count++] =
            (struct option){STR("name"), passage_at(div->id, div->pos), div->pos};
    read_options(&c, &div->body);
    check_call(&c);
    c.directive->make(&c);
    return true;
}
