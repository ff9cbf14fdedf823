/* markdown: the blocks of cmark's tree become nodes.
 *
 * One pass over cmark's iterator. A stack holds what was open before each block, so that depth
 * costs no C stack; beyond the limit blocks join their parent's, and nothing is lost. */
#include "source/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <ctype.h>
#include <stdlib.h>

#include "base/buf.h"
#include "source/attributes.h"
#include "source/directive.h"
#include "source/div.h"
#include "source/habits.h"
#include "source/inlines.h"
#include "source/links.h"
#include "source/live.h"
#include "source/markdown_parts.h"
#include "source/note.h"

size_t markdown_offset(const struct markdown *m, int line, int column) {
    if (line < 1) return 0;
    size_t index = (size_t)line - 1;
    if (index >= m->parsed.starts.n) return m->p->text.n;
    size_t offset = m->parsed.starts.v[index] + (column > 0 ? (size_t)column - 1 : 0);
    return offset < m->p->text.n ? offset : m->p->text.n;
}

static size_t line_end(const struct markdown *m, size_t line) {
    size_t i = line < m->parsed.starts.n ? m->parsed.starts.v[line] : m->p->text.n;
    while (i < m->p->text.n && m->p->text.p[i] != '\n' && m->p->text.p[i] != '\r')
        i++;
    return i;
}

static struct str literal_of(struct markdown *m, cmark_node *node) {
    return parse_literal(&m->parsed, m->r->arena, cmark_node_get_literal(node));
}

size_t markdown_offset_of(const struct markdown *m, cmark_node *node) {
    return markdown_offset(m, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
}

static struct doc_node *node_for(struct markdown *m, enum doc_kind kind, cmark_node *node) {
    return doc_node_new(m->r->arena, kind, passage_pos(m->p, markdown_offset_of(m, node)));
}

/* --- open and close --------------------------------------------------------------------------- */

static void open_block(struct markdown *m, struct doc_node *node) {
    *vec_push(m->r->arena, &m->outer) = m->at;
    if (m->outer.n <= MARKDOWN_DEPTH_MAX) {
        doc_append(m->at, node);
        m->at = node;
        return;
    }
    if (!m->too_deep) {
        diag_add(m->r->ds, DIAG_TOO_DEEP, node->pos, "nest less deeply",
                 "this is nested more than %d levels deep", MARKDOWN_DEPTH_MAX);
    }
    m->too_deep = true;
}

static void close_block(struct markdown *m) {
    m->at = m->outer.v[--m->outer.n];
}

/* --- lines of literals ------------------------------------------------------------------------ */

struct passage markdown_lines_of(struct markdown *m, struct str literal, size_t line) {
    struct arena *a = m->r->arena;
    struct str text = str_copy(a, literal);
    struct passage out = {.text = text,
                          .lines = m->p->lines,
                          .pos = passage_pos(m->p, markdown_offset(m, (int)line + 1, 1))};
    for (size_t at = 0; at < text.n && out.lines; line++) {
        size_t n = str_find_char(str_slice(text, at, text.n), '\n');
        size_t end = line_end(m, line), start = markdown_offset(m, (int)line + 1, 1);
        bool suffix = end >= start + n && memcmp(m->p->text.p + end - n, text.p + at, n) == 0;
        passage_segment(a, &out, at, passage_file_offset(m->p, suffix ? end - n : start));
        at += n + 1;
    }
    return out;
}

/* The literal of a block without what parse_passage put after the passage's last line. */
static struct str own_lines(const struct markdown *m, struct str literal, size_t line) {
    size_t last = m->parsed.starts.n - 1, at = 0;
    if (!m->parsed.definitions.n && !m->r->links.n) return literal;
    if (m->parsed.starts.v[last] == m->p->text.n && last > 0) last--;
    for (; at < literal.n && line <= last; line++) {
        at += str_find_char(str_slice(literal, at, literal.n), '\n') + 1;
    }
    return str_slice(literal, 0, at);
}

/* --- blocks ----------------------------------------------------------------------------------- */

struct aligner markdown_aligner(const struct markdown *m, cmark_node *node) {
    int last = cmark_node_get_end_line(node), first = cmark_node_get_start_line(node);
    if (last < first) last = first;
    struct aligner al = {
        .text = m->p->text, .at = markdown_offset_of(m, node), .quotes = m->quotes};
    al.end = line_end(m, (size_t)last - 1);
    if (al.end < al.at) al.end = al.at;
    return al;
}

static void add_heading(struct markdown *m, cmark_node *node) {
    struct doc_node *heading = node_for(m, DOC_HEADING, node);
    heading->u.heading.level = cmark_node_get_heading_level(node);
    struct aligner al = markdown_aligner(m, node);
    while (al.at < al.end && (al.text.p[al.at] == ' ' || al.text.p[al.at] == '\t'))
        al.at++;
    size_t marks = al.at;
    while (marks < al.end && al.text.p[marks] == '#')
        marks++;
    bool atx = marks > al.at && marks - al.at == (size_t)heading->u.heading.level;
    if (atx) {
        al.at = marks;
        while (al.at < al.end && (al.text.p[al.at] == ' ' || al.text.p[al.at] == '\t'))
            al.at++;
    }
    struct str source = str_slice(m->p->text, al.at, al.end - al.at);
    heading->lang = attributes_foreseen_lang(m->r->arena, source);
    spans_read(m, heading, node, al, false);
    heading->lang = STR_NONE;
    inlines_flatten_images(m->r, heading);
    attributes_of_heading(m->r, heading);
    links_add_heading(m->r, heading);
    doc_append(m->at, heading);
}

static void open_list(struct markdown *m, cmark_node *node) {
    struct doc_node *list = node_for(m, DOC_LIST, node);
    list->u.list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->u.list.tight = cmark_node_get_list_tight(node);
    list->u.list.start = list->u.list.ordered ? cmark_node_get_list_start(node) : 0;
    list->u.list.delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
    open_block(m, list);
}

static void open_item(struct markdown *m, cmark_node *node) {
    struct doc_node *item = node_for(m, DOC_ITEM, node);
    const struct doc_node *list = m->at;
    if (list->kind == DOC_LIST && list->u.list.ordered) {
        const struct doc_node *before = list->last;
        item->u.item.number = before ? before->u.item.number + 1 : list->u.list.start;
    }
    open_block(m, item);
}

/* Notes are not part of the tree; their blocks are. A definition's quotation marks are those of
 * its line, since cmark has moved it out of its quotations. */
static void open_note(struct markdown *m, cmark_node *node) {
    int line = cmark_node_get_start_line(node);
    struct parse_definition *d = parse_definition_at(&m->parsed, (size_t)line - 1);
    struct str label = d ? d->label : STR_NONE;
    size_t offset = d ? d->offset : markdown_offset_of(m, node);
    m->quotes = 0;
    for (size_t i = markdown_offset(m, line, 1); i < offset; i++) {
        m->quotes += m->p->text.p[i] == '>';
    }
    struct doc_note *note = note_define(m->r, label, passage_pos(m->p, offset));
    *vec_push(m->r->arena, &m->outer) = m->at;
    m->at = note->body;
}

static void close_note(struct markdown *m) {
    m->quotes = 0;
    close_block(m);
}

static void add_code(struct markdown *m, cmark_node *node) {
    int line = cmark_node_get_start_line(node);
    struct directive_source source = {
        .offset = markdown_offset_of(m, node),
        .info = parse_literal(&m->parsed, m->r->arena, cmark_node_get_fence_info(node)),
    };
    int fence_length, fence_offset;
    char fence;
    bool fenced = cmark_node_get_fenced(node, &fence_length, &fence_offset, &fence);
    size_t first = fenced ? (size_t)line : (size_t)line - 1;
    struct str literal = own_lines(m, literal_of(m, node), first);
    source.body = markdown_lines_of(m, literal, first);
    if (!fenced && paragraph_continue(m, &source.body)) return;
    directive_read(m->r, m->p, &source, m->at);
}

static void add_html(struct markdown *m, cmark_node *node) {
    size_t line = (size_t)cmark_node_get_start_line(node) - 1;
    html_read_block(m, own_lines(m, literal_of(m, node), line), line);
}

/* --- the walk --------------------------------------------------------------------------------- */

/* Reads a block on entering it; true if cmark's children are still to be walked. */
static bool enter(struct markdown *m, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        open_block(m, node_for(m, DOC_QUOTE, node));
        m->quotes++;
        return true;
    case CMARK_NODE_LIST: open_list(m, node); return true;
    case CMARK_NODE_ITEM: open_item(m, node); return true;
    case CMARK_NODE_FOOTNOTE_DEFINITION: open_note(m, node); return true;
    case CMARK_NODE_PARAGRAPH: paragraph_read(m, node); return false;
    case CMARK_NODE_HEADING: add_heading(m, node); return false;
    case CMARK_NODE_CODE_BLOCK: add_code(m, node); return false;
    case CMARK_NODE_HTML_BLOCK: add_html(m, node); return false;
    case CMARK_NODE_THEMATIC_BREAK:
        habits_in_rule(m->r, m->p, markdown_offset_of(m, node));
        doc_append(m->at, node_for(m, DOC_RULE, node));
        return false;
    default: break;
    }
    if (parse_is(node, "tasklist")) {
        open_item(m, node);
        return true;
    }
    if (parse_is(node, "table")) table_read(m, node, m->at);
    return false;
}

static void leave(struct markdown *m, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
        m->quotes--;
        if (m->at->kind == DOC_QUOTE) paragraph_make_alert(m->at);
        close_block(m);
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION: close_note(m); break;
    case CMARK_NODE_LIST:
    case CMARK_NODE_ITEM: close_block(m); break;
    default:
        if (parse_is(node, "tasklist")) close_block(m);
    }
}

/* True for what parse_passage put behind the passage. */
static bool is_added(const struct markdown *m, cmark_node *node) {
    return (size_t)cmark_node_get_start_line(node) > m->parsed.starts.n;
}

static void walk(struct markdown *m) {
    cmark_node *root = m->parsed.root;
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == root) continue;
        if (event == CMARK_EVENT_EXIT) {
            leave(m, node);
        } else if ((is_added(m, node) || !enter(m, node)) && cmark_node_first_child(node)) {
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iter);
}

/* The words of a heading of cmark's, without attributes at their end. */
static void expect_heading(struct markdown *m, cmark_node *heading) {
    struct buf words = {0};
    for (cmark_node *n = cmark_node_first_child(heading); n;) {
        const char *literal = cmark_node_get_literal(n);
        if (literal && cmark_node_get_type(n) != CMARK_NODE_HTML_INLINE)
            buf_add_str(&words, parse_literal(&m->parsed, m->r->arena, literal));
        cmark_node *next = cmark_node_first_child(n);
        while (!next && n != heading) {
            next = cmark_node_next(n);
            n = next ? n : cmark_node_parent(n);
        }
        n = next;
    }
    struct str all = str_trim(buf_str(&words));
    size_t brace = str_find_char(all, '{');
    if (brace && str_ends(all, "}")) all = str_slice(all, 0, brace);
    links_expect_heading(m->r, all);
    buf_done(&words);
}

/* Headings may be named before they come. */
static void expect_headings(struct markdown *m) {
    cmark_node *n = cmark_node_first_child(m->parsed.root);
    for (; n; n = cmark_node_next(n)) {
        if (cmark_node_get_type(n) == CMARK_NODE_HEADING && !is_added(m, n)) expect_heading(m, n);
    }
}

void markdown_plain_blocks(struct reading *r, const struct passage *p, struct doc_node *into) {
    struct markdown m = {.r = r, .p = p, .at = into};
    parse_passage(&m.parsed, r, p, "");
    expect_headings(&m);
    walk(&m);
    note_judge(r, p, m.parsed.definitions.v, m.parsed.definitions.n);
    parse_done(&m.parsed);
}

struct doc_node *markdown_blocks(struct reading *r, const struct passage *p) {
    struct doc_node *group = doc_node_new(r->arena, DOC_GROUP, passage_pos(p, 0));
    if (r->depth >= MARKDOWN_NESTING_MAX) {
        diag_add(r->ds, DIAG_TOO_DEEP, group->pos, "nest less deeply",
                 "directives are nested more than %d levels deep", MARKDOWN_NESTING_MAX);
        return group;
    }
    r->depth++;
    if (div_may_be_in(p->text)) {
        div_read(r, p, group);
    } else {
        markdown_plain_blocks(r, p, group);
    }
    r->depth--;
    return group;
}

/* --- one paragraph's worth -------------------------------------------------------------------- */

/* An HTML tag before the text keeps cmark from seeing a list or heading in “1. May” or “# 3”; it is
 * left out again. */
static const char guard[] = "<b>";

static struct passage trimmed(struct reading *r, const struct passage *p) {
    size_t from = 0, to = p->text.n;
    while (from < to && strchr(" \t\r\n", p->text.p[from]))
        from++;
    while (to > from && strchr(" \t\r\n", p->text.p[to - 1]))
        to--;
    return passage_slice(r->arena, p, from, to - from);
}

/* A line end within a paragraph is a space here, so that no line can begin a block; the one after a
 * backslash stays, and so do blank lines, which part paragraphs. */
static void unfold(struct reading *r, struct passage *p) {
    struct str s = p->text;
    char *flat = arena_copy(r->arena, s.p, s.n);
    for (size_t i = 0; i < s.n; i++) {
        bool kept = i && (s.p[i - 1] == '\\' || s.p[i - 1] == '\n');
        if (s.p[i] == '\n' && !kept && i + 1 < s.n && s.p[i + 1] != '\n') flat[i] = ' ';
    }
    p->text.p = flat;
}

/* The source of a block that is no paragraph, as it stands: text that looks like a list, say, after
 * a blank line. */
static void add_source(struct markdown *m, struct doc_node *part, cmark_node *n) {
    struct aligner al = markdown_aligner(m, n);
    struct str source = str_slice(m->p->text, al.at, al.end - al.at);
    char *flat = arena_copy(m->r->arena, source.p, source.n);
    for (size_t i = 0; i < source.n; i++) {
        if ((unsigned char)flat[i] < 0x20) flat[i] = ' ';
    }
    struct str words = {flat, source.n};
    doc_append(part, doc_text_new(m->r->arena, words, passage_pos(m->p, al.at)));
}

static void take_block(struct markdown *m, struct doc_node *part, cmark_node *n, bool first) {
    struct aligner al = markdown_aligner(m, n);
    if (cmark_node_get_type(n) != CMARK_NODE_PARAGRAPH && !first) {
        add_source(m, part, n);
        return;
    }
    if (first) al.at = 0;
    if (al.end < al.at) al.end = m->p->text.n;
    spans_read(m, part, n, al, first);
}

/* Paragraphs are joined by line breaks. */
static void take_inlines(struct markdown *m, struct doc_node *span) {
    cmark_node *first = cmark_node_first_child(m->parsed.root);
    for (cmark_node *n = first; n && !is_added(m, n); n = cmark_node_next(n)) {
        struct doc_node *part = doc_node_new(m->r->arena, DOC_SPAN, span->pos);
        take_block(m, part, n, n == first);
        if (n != first) doc_append(span, doc_node_new(m->r->arena, DOC_LINE_BREAK, part->pos));
        while (part->first) {
            struct doc_node *child = part->first;
            doc_unlink(child);
            doc_append(span, child);
        }
    }
}

/* True if cmark would make one text of it: it holds no mark of Markdown, no address and no line
 * end. */
static bool is_plain(struct str s) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80 && !isalnum(c) && !(c && strchr(" ,.;()%/'\"-+", c))) return false;
    }
    return str_find(s, STR("www")) == SIZE_MAX;
}

/* Most values of the metadata are plain words, which need no parser. */
static void add_plain(struct reading *r, const struct passage *p, struct doc_node *span) {
    for (size_t from = 0, n; from < p->text.n; from += n) {
        n = passage_run(p, from);
        struct str part = str_slice(p->text, from, n);
        struct doc_node *node = doc_text_new(r->arena, part, passage_pos(p, from));
        live_begin(node);
        doc_append(span, node);
    }
    inlines_read(r, p, span);
}

struct doc_node *markdown_inlines(struct reading *r, const struct passage *p) {
    struct passage text = trimmed(r, p);
    struct doc_node *span = doc_node_new(r->arena, DOC_SPAN, passage_pos(&text, 0));
    if (!text.text.n) return span;
    unfold(r, &text);
    if (is_plain(text.text)) {
        add_plain(r, &text, span);
        return span;
    }
    struct markdown m = {.r = r, .p = &text, .at = span};
    parse_passage(&m.parsed, r, &text, guard);
    take_inlines(&m, span);
    parse_done(&m.parsed);
    inlines_flatten_images(r, span);
    return span;
}
