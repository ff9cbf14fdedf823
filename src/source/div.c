#include "source/div.h"

#include "base/buf.h"
#include "source/attributes.h"
#include "source/directive.h"
#include "source/markdown.h"

enum line_kind { LINE_TEXT, LINE_CODE, LINE_OPENS, LINE_CLOSES };

/* A walk over the lines of a passage. */
struct scan {
    struct str text;
    size_t at, end; /* the line at hand, without its end */
    char fence;     /* of code that is open, or 0 */
    size_t fence_length;
};

/* An open div. */
struct div {
    size_t line, info, body; /* where its line, what stands behind the colons, and its text begin */
};

/* --- lines ------------------------------------------------------------------------------------ */

static size_t run_of(struct str s, size_t i, char c) {
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] == c)
        n++;
    return n;
}

/* Opens and closes fences of code; true if the line is one, or within one. */
static bool is_code(struct scan *s, struct str line, size_t indent) {
    char c = indent < line.n ? line.p[indent] : '\0';
    size_t n = c == '`' || c == '~' ? run_of(line, indent, c) : 0;
    if (s->fence) {
        bool closes = c == s->fence && n >= s->fence_length &&
                      str_empty(str_trim(str_slice(line, indent + n, line.n)));
        if (closes) s->fence = '\0';
        return true;
    }
    if (n < 3 ||
        (c == '`' && str_find_char(str_slice(line, indent + n, line.n), '`') + indent + n < line.n))
        return false;
    s->fence = c;
    s->fence_length = n;
    return true;
}

/* What the line at hand is; *info: where what stands behind the colons begins. */
static enum line_kind kind_of(struct scan *s, size_t *info) {
    struct str line = str_slice(s->text, s->at, s->end - s->at);
    size_t indent = run_of(line, 0, ' ');
    if (indent > 3) return s->fence ? LINE_CODE : LINE_TEXT;
    if (is_code(s, line, indent)) return LINE_CODE;
    size_t colons = run_of(line, indent, ':');
    if (colons < 3) return LINE_TEXT;
    *info = s->at + indent + colons;
    struct str rest = str_trim(str_slice(line, indent + colons, line.n));
    if (!rest.n) return LINE_CLOSES;
    /* More colons, or a sentence: pandoc has one word or attributes, MyST {name} and a title. */
    return rest.p[0] == ':' ? LINE_TEXT : LINE_OPENS;
}

static bool next_line(struct scan *s, size_t from) {
    if (from >= s->text.n) return false;
    s->at = from;
    s->end = from + str_find_char(str_slice(s->text, from, s->text.n), '\n');
    return true;
}

bool div_may_be_in(struct str text) {
    struct str rest = text;
    for (size_t at; (at = str_find(rest, STR(":::"))) != SIZE_MAX;) {
        size_t start = at;
        while (start && rest.p[start - 1] == ' ')
            start--;
        if (start == 0 || rest.p[start - 1] == '\n') return true;
        rest = str_slice(rest, at + 3, rest.n);
    }
    return false;
}

/* --- what a div is ---------------------------------------------------------------------------- */

static void take_children(struct doc_node *into, struct doc_node *from) {
    while (from->first) {
        struct doc_node *child = from->first;
        doc_unlink(child);
        doc_append(into, child);
    }
}

static void read_part(struct reading *r, const struct passage *p, size_t from, size_t to,
                      struct doc_node *into) {
    if (str_empty(str_trim(str_slice(p->text, from, to - from)))) return;
    struct passage part = passage_slice(r->arena, p, from, to - from);
    markdown_plain_blocks(r, &part, into);
}

/* Blocks that only take a language and an identifier from the div. */
static void read_plain(struct reading *r, const struct passage *body,
                       const struct attributes *attributes, struct pos pos, struct doc_node *into) {
    struct doc_node *group = doc_node_new(r->arena, DOC_GROUP, pos);
    attributes_apply(r, group, attributes, pos);
    struct doc_node *blocks = markdown_blocks(r, body);
    for (struct doc_node *n = blocks->first; n; n = n->next)
        if (!n->lang.n) n->lang = group->lang;
    if (blocks->first && !blocks->first->id.n) blocks->first->id = group->id;
    take_children(into, blocks);
}

/* The value of title="…", or nothing. */
static struct str title_of(const struct attributes *attributes) {
    for (size_t i = 0; i < attributes->pairs.n; i++)
        if (str_is(attributes->pairs.v[i].name, "title")) return attributes->pairs.v[i].value;
    return STR_NONE;
}

/* "callout-note" is Quarto's "note". */
static struct str bare_name(struct str name) {
    return str_starts(name, "callout-") ? str_slice(name, strlen("callout-"), name.n) : name;
}

static void report_name(struct reading *r, struct str name, struct pos pos) {
    diag_add(r->ds, DIAG_FENCED_DIV, pos, directive_hint(r, name),
             "`%.*s` has no meaning for a div, so its text is set as any other", STR_ARG(name));
}

static void read_div(struct reading *r, const struct passage *p, const struct div *d, size_t end,
                     struct doc_node *into) {
    size_t line_end = d->info + str_find_char(str_slice(p->text, d->info, p->text.n), '\n');
    size_t from = d->info;
    while (p->text.p[from] == ' ')
        from++;
    struct str info = str_trim(str_slice(p->text, from, line_end - from));
    while (info.n && (info.p[info.n - 1] == ':' || info.p[info.n - 1] == ' '))
        info.n--;
    struct pos pos = passage_pos(p, from);
    size_t stop = end > d->body ? end : d->body;
    struct passage body = passage_slice(r->arena, p, d->body, stop - d->body);
    struct attributes attributes = {0};
    struct str name = info, argument = STR_NONE;
    if (info.p[0] == '{' && attributes_parse(&attributes, r->arena, info)) {
        name = bare_name(str_slice(attributes.classes, 0, str_find_char(attributes.classes, ' ')));
        argument = title_of(&attributes);
    } else {
        bool braced = info.p[0] == '{';
        size_t n = str_find_char(info, braced ? '}' : ' ');
        name = str_slice(info, braced, n - braced);
        argument = str_trim(str_slice(info, n + 1, info.n));
    }
    struct directive_div div = {name, str_copy(r->arena, argument), attributes.id, pos, body};
    if (name.n && directive_read_div(r, &div, into)) return;
    if (name.n) report_name(r, name, pos);
    attributes.classes = STR_NONE;
    read_plain(r, &body, &attributes, pos, into);
}

/* --- the passage ------------------------------------------------------------------------------ */

/* `[name]: address`: what it says must be known in every part. */
static bool is_link_definition(struct str line) {
    size_t indent = run_of(line, 0, ' ');
    if (indent > 3 || indent + 1 >= line.n || line.p[indent] != '[' || line.p[indent + 1] == '^')
        return false;
    size_t close = str_find(line, STR("]:"));
    return close != SIZE_MAX && close > indent + 1;
}

static struct str link_definitions(struct reading *r, struct str text) {
    struct buf all = {0};
    struct scan s = {.text = text};
    size_t info;
    for (size_t at = 0; next_line(&s, at); at = s.end + 1) {
        struct str line = str_slice(text, s.at, s.end - s.at);
        if (kind_of(&s, &info) != LINE_TEXT || !is_link_definition(line)) continue;
        buf_add_str(&all, line);
        buf_add_c(&all, "\n\n");
    }
    struct str found = str_copy(r->arena, buf_str(&all));
    buf_done(&all);
    return found;
}

static void report_line(struct reading *r, const struct passage *p, size_t at, const char *hint,
                        const char *message) {
    diag_add(r->ds, DIAG_FENCED_DIV, passage_pos(p, at), hint, "%s", message);
}

/* Reads the parts between and within the outermost divs; what is within comes back here. */
static void read_parts(struct reading *r, const struct passage *p, struct doc_node *into) {
    struct scan s = {.text = p->text};
    struct div open = {0};
    size_t depth = 0, from = 0, info = 0, next;
    for (size_t at = 0; next_line(&s, at); at = next) {
        next = s.end < p->text.n ? s.end + 1 : p->text.n;
        enum line_kind kind = kind_of(&s, &info);
        if (kind == LINE_OPENS && depth++ == 0) {
            read_part(r, p, from, s.at, into);
            open = (struct div){s.at, info, next};
        } else if (kind == LINE_CLOSES && depth == 0) {
            report_line(r, p, s.at, "take it out, or open a div before it: `::: note`",
                        "this line of colons closes nothing");
            read_part(r, p, from, s.at, into);
            from = next;
        } else if (kind == LINE_CLOSES && --depth == 0) {
            read_div(r, p, &open, s.at, into);
            from = next;
        }
    }
    if (!depth) {
        read_part(r, p, from, p->text.n, into);
        return;
    }
    report_line(r, p, open.line, "close it with a line of three colons",
                "the div that begins here is not closed");
    read_div(r, p, &open, p->text.n, into);
}

void div_read(struct reading *r, const struct passage *p, struct doc_node *into) {
    bool outermost = !r->links.n;
    if (outermost) r->links = link_definitions(r, p->text);
    read_parts(r, p, into);
    if (outermost) r->links = STR_NONE;
}
