/* parse: one call of cmark-gfm, and what it would lose.
 *
 * cmark-gfm drops definitions of notes to which no mark refers. Here a mark may stand in another
 * passage (a callout's body, a value of the metadata), so a last paragraph that marks every label
 * found in the source is added to what cmark reads; whoever converts the tree leaves it out, since
 * it lies below the passage's last line. And it cuts text that begins like a mark but is none (its
 * label runs over a line or holds other inlines), so the caret of such a one is hidden from it. */
#include "source/parse.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "base/buf.h"
#include "base/lock.h"
#include "source/markdown.h"

/* Definitions of links are read with each part of a text with divs: thousands of both would take
 * long. */
enum { LINKS_READ_MAX = 8 << 20 };

static struct lock cmark_lock = LOCK_INIT;

/* --- what the source says before cmark reads it ------------------------------------------------
 */

/* White space and quotation marks at the start of a line. */
static size_t skip_prefix(struct str text, size_t i) {
    while (i < text.n && (text.p[i] == ' ' || text.p[i] == '\t' || text.p[i] == '>'))
        i++;
    return i;
}

static void find_definition(struct parsed *out, struct reading *r, struct str text, size_t start) {
    size_t i = skip_prefix(text, start);
    size_t from = i;
    if (i + 3 >= text.n || text.p[i] != '[' || text.p[i + 1] != '^') return;
    for (i += 2; i < text.n && text.p[i] != ']'; i++) {
        if (strchr(" \t\r\n[", text.p[i])) return;
    }
    if (i + 1 >= text.n || text.p[i + 1] != ':' || i == from + 2) return;
    *vec_push(r->arena, &out->definitions) = (struct parse_definition){
        .label = str_slice(text, from + 2, i - from - 2),
        .line = out->starts.n - 1,
        .offset = from,
    };
}

/* True for a line of a table that would take cmark-gfm seconds. */
static bool is_long_row(struct str text, size_t start, size_t end) {
    if (end - start <= MARKDOWN_ROW_MAX) return false;
    size_t bars = 0;
    for (size_t i = start; i < end; i++)
        bars += text.p[i] == '|';
    return bars > 16;
}

/* Fills starts and definitions; false if tables must not be read. */
static bool scan_lines(struct parsed *out, struct reading *r, const struct passage *p) {
    struct str text = p->text;
    bool tables = true;
    for (size_t start = 0; start <= text.n;) {
        size_t end = start;
        while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
            end++;
        *vec_push(r->arena, &out->starts) = start;
        find_definition(out, r, text, start);
        if (tables && is_long_row(text, start, end)) {
            diag_add(r->ds, DIAG_LIMIT, passage_pos(p, start), "break the table up",
                     "a table row is longer than %d bytes, so tables are not read here",
                     MARKDOWN_ROW_MAX);
            tables = false;
        }
        if (end >= text.n) break;
        start = end + (text.p[end] == '\r' && end + 1 < text.n && text.p[end + 1] == '\n' ? 2 : 1);
    }
    return tables;
}

/* --- the parse -------------------------------------------------------------------------------- */

static void attach(cmark_parser *parser, const char *name) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(name);
    if (extension) cmark_parser_attach_syntax_extension(parser, extension);
}

static cmark_node *run_cmark(struct str text, bool tables) {
    lock_enter(&cmark_lock);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser =
        cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS | CMARK_OPT_FULL_INFO_STRING |
                         CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
    if (tables) attach(parser, "table");
    attach(parser, "strikethrough");
    attach(parser, "autolink");
    attach(parser, "tasklist");
    cmark_parser_feed(parser, text.p, text.n);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    lock_leave(&cmark_lock);
    return root;
}

static bool is_leaf(cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HEADING: return true;
    default: return parse_is(node, "table");
    }
}

/* The first definition on or after line. */
static size_t first_from(const struct parsed *parsed, size_t line) {
    size_t low = 0, high = parsed->definitions.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (parsed->definitions.v[middle].line < line) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void cover(struct parsed *out, size_t from, size_t to) {
    for (size_t i = first_from(out, from); i < out->definitions.n; i++) {
        struct parse_definition *d = &out->definitions.v[i];
        if (d->line > to) return;
        if (!d->kept) d->covered = true;
    }
}

/* Tells definitions from lines that only look like one: those lie within a leaf of the tree. */
static void judge_definitions(struct parsed *out) {
    if (!out->definitions.n) return;
    for (cmark_node *n = cmark_node_first_child(out->root); n; n = cmark_node_next(n)) {
        if (cmark_node_get_type(n) != CMARK_NODE_FOOTNOTE_DEFINITION) continue;
        struct parse_definition *d =
            parse_definition_at(out, (size_t)cmark_node_get_start_line(n) - 1);
        if (d) d->kept = true;
    }
    cmark_iter *iter = cmark_iter_new(out->root);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *n = cmark_iter_get_node(iter);
        if (!is_leaf(n)) continue;
        int from = cmark_node_get_start_line(n), to = cmark_node_get_end_line(n);
        if (from > 0 && to >= from) cover(out, (size_t)from - 1, (size_t)to - 1);
    }
    cmark_iter_free(iter);
}

/* True if a plain label begins at i: no white space, nothing that might hold a bracket. */
static bool is_label(struct str text, size_t i) {
    size_t start = i;
    while (i < text.n && !strchr(" \t\r\n[]`<\\", text.p[i]))
        i++;
    return i > start && i < text.n && text.p[i] == ']';
}

static void hide_carets(struct parsed *out, struct str source, char *text) {
    struct str mark = STR("[^");
    for (size_t i = 0, n; (n = str_find(str_slice(source, i, source.n), mark)) != SIZE_MAX;) {
        i += n + mark.n;
        if (is_label(source, i)) continue;
        text[i - 1] = PARSE_CARET;
        out->hidden = true;
    }
}

/* What opens a comment, an instruction and the like, and what must close it. */
static const struct {
    const char *open, *close;
} html_pairs[] = {{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<!", ">"}};

enum { HTML_PAIRS = sizeof html_pairs / sizeof *html_pairs, UNCLOSED_MAX = 200 };

/* Goes backward through the text, so that it is known whether a close follows in the paragraph.
 * Gives the number of openings that are not closed; hides them if text is not NULL. */
static size_t find_unclosed(struct str source, char *text) {
    bool closed[HTML_PAIRS] = {false};
    size_t unclosed = 0;
    for (size_t i = source.n; i-- > 0;) {
        struct str rest = str_slice(source, i, 10);
        if (str_starts(rest, "\n\n")) memset(closed, 0, sizeof closed);
        for (size_t k = 0; k < HTML_PAIRS; k++)
            closed[k] |= str_starts(rest, html_pairs[k].close);
        if (source.p[i] != '<') continue;
        size_t k = 0;
        while (k < HTML_PAIRS && !str_starts(rest, html_pairs[k].open))
            k++;
        if (k == HTML_PAIRS || closed[k]) continue;
        unclosed++;
        if (text) text[i] = PARSE_ANGLE;
    }
    return unclosed;
}

/* For each opening that is not closed cmark looks through the rest of its paragraph: thousands of
 * them would take it minutes. */
static void hide_unclosed(struct parsed *out, struct str source, char *text) {
    if (!memchr(source.p, '<', source.n) || find_unclosed(source, NULL) <= UNCLOSED_MAX) return;
    find_unclosed(source, text);
    out->hidden = true;
}

void parse_passage(struct parsed *out, struct reading *r, const struct passage *p,
                   const char *before) {
    *out = (struct parsed){0};
    bool tables = scan_lines(out, r, p);
    struct buf text = {0};
    buf_add_c(&text, before);
    buf_add_str(&text, p->text);
    if (p->text.n) {
        hide_carets(out, p->text, text.p + strlen(before));
        hide_unclosed(out, p->text, text.p + strlen(before));
    }
    if (out->definitions.n || r->links.n) buf_add_c(&text, "\n\n");
    r->links_read += r->links.n;
    if (r->links_read < LINKS_READ_MAX) buf_add_str(&text, r->links);
    for (size_t i = 0; i < out->definitions.n; i++) {
        buf_printf(&text, "[^%.*s] ", STR_ARG(out->definitions.v[i].label));
    }
    out->root = run_cmark(buf_str(&text), tables);
    buf_done(&text);
    if (!out->root) arena_fail();
    judge_definitions(out);
}

struct str parse_literal(const struct parsed *parsed, struct arena *a, const char *literal) {
    struct str s = str_of(literal);
    if (!parsed->hidden) return s;
    char *copy = arena_copy(a, s.p, s.n);
    for (size_t i = 0; i < s.n; i++) {
        if (copy[i] == PARSE_CARET) copy[i] = '^';
        if (copy[i] == PARSE_ANGLE) copy[i] = '<';
    }
    return (struct str){copy, s.n};
}

void parse_done(struct parsed *parsed) {
    cmark_node_free(parsed->root);
}

struct parse_definition *parse_definition_at(struct parsed *parsed, size_t line) {
    size_t i = first_from(parsed, line);
    bool found = i < parsed->definitions.n && parsed->definitions.v[i].line == line;
    return found ? &parsed->definitions.v[i] : NULL;
}

bool parse_is(cmark_node *node, const char *type) {
    return strcmp(cmark_node_get_type_string(node), type) == 0;
}
