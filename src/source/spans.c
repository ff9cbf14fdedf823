/* spans: the inlines of one cmark block become nodes, with the aligner telling their places.
 *
 * HTML tags that are honoured open and close nodes like Markdown's own marks do; a tag that is not
 * closed before its surroundings end is closed there, with a warning. */
#include "source/markdown_parts.h"

#include <cmark-gfm-extension_api.h>

#include "base/utf8.h"
#include "source/habits.h"
#include "source/inlines.h"
#include "source/live.h"
#include "source/markdown.h"

/* An open inline: of cmark's (node) or an HTML tag's (tag). */
struct open_span {
    cmark_node *node;
    struct str tag;
    struct doc_node *outer;
    struct pos pos;
    enum align_link form;
};

struct spans {
    struct markdown *m;
    struct aligner al;
    struct doc_node *at;
    VEC(struct open_span) open;
    bool skipped_guard;
};

static struct pos here(struct spans *s) {
    return passage_pos(s->m->p, s->al.at);
}

static struct str restored(struct spans *s, const char *literal) {
    return parse_literal(&s->m->parsed, s->m->r->arena, literal);
}

static struct str literal_of(struct spans *s, cmark_node *node) {
    return restored(s, cmark_node_get_literal(node));
}

/* A copy without control characters: those become spaces, as do tabs and line ends. */
static struct str copy_clean(struct arena *a, struct str s) {
    char *copy = arena_copy(a, s.p, s.n);
    passage_clean(copy, s.n);
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)copy[i] < 0x20) copy[i] = ' ';
    }
    return (struct str){copy, s.n};
}

static void add_piece(struct spans *s, struct str text, size_t offset, bool live) {
    struct doc_node *node = doc_text_new(s->m->r->arena, text, passage_pos(s->m->p, offset));
    if (live && !s->al.raw) live_begin(node);
    doc_append(s->at, node);
}

/* A character given by a number that no text has: "&#0;", "&#xD800;". */
static void report_no_character(struct spans *s, const struct align_piece *piece) {
    if (piece->live || s->al.text.p[piece->offset] != '&' || !str_is(piece->text, "\uFFFD")) return;
    struct str source = str_slice(s->al.text, piece->offset, s->al.at - piece->offset);
    diag_add(s->m->r->ds, DIAG_CONTROL_CHARACTER, passage_pos(s->m->p, piece->offset),
             "remove it, or write the character itself",
             "`%.*s` stands for no character, and is set as \uFFFD", STR_ARG(source));
}

/* A piece that comes from several places of the file (a folded value of YAML) makes several nodes,
 * so that each has its own. */
static void add_text(struct spans *s, struct str literal) {
    const struct passage *p = s->m->p;
    for (size_t i = 0; i < literal.n;) {
        struct align_piece piece = align_text(&s->al, literal, &i);
        report_no_character(s, &piece);
        if (!piece.live || !passage_holds(p, piece.text)) {
            add_piece(s, copy_clean(s->m->r->arena, piece.text), piece.offset, piece.live);
            continue;
        }
        for (size_t from = 0; from < piece.text.n;) {
            size_t n = passage_run(p, piece.offset + from);
            struct str part = str_slice(piece.text, from, n);
            add_piece(s, part, piece.offset + from, true);
            from += part.n;
        }
    }
}

/* Makes a node the one that takes what follows, unless that would be too deep. */
static void open_node(struct spans *s, struct doc_node *node, struct open_span span) {
    struct markdown *m = s->m;
    span.outer = s->at;
    span.pos = node->pos;
    *vec_push(m->r->arena, &s->open) = span;
    if (s->open.n + m->outer.n > MARKDOWN_DEPTH_MAX) {
        if (!m->too_deep) {
            diag_add(m->r->ds, DIAG_TOO_DEEP, node->pos, "nest less deeply",
                     "this is nested more than %d levels deep", MARKDOWN_DEPTH_MAX);
        }
        m->too_deep = true;
        return;
    }
    doc_append(s->at, node);
    s->at = node;
}

static struct doc_node *node_here(struct spans *s, enum doc_kind kind) {
    return doc_node_new(s->m->r->arena, kind, here(s));
}

/* --- HTML ------------------------------------------------------------------------------------- */

/* What to write instead of a tag. */
static const struct {
    const char *names, *hint;
} html_hints[] = {
    {"b strong", "write **words**"},
    {"i em u ins mark", "write *words*"},
    {"s del strike", "write ~~words~~"},
    {"code tt kbd samp pre", "write `words` in backquotes, or a fenced block"},
    {"a", "write [words](address)"},
    {"img", "write ![what it shows](file.png)"},
    {"table", "write it with bars, | one | two |, or in a fenced block ```{table}"},
    {"ul ol li", "begin the lines with - or 1."},
    {"h1 h2 h3 h4 h5 h6", "write # Heading"},
    {"hr", "write ***"},
    {"blockquote", "begin the lines with >"},
    {"q", "write \"words\" in quotation marks"},
    {"div p center span font small big section article",
     "take it out: what pages look like is said in house.yaml"},
};

/* True if the word is one of those that stand in the list, parted by spaces. */
static bool names_hold(const char *names, const struct html_tag *tag) {
    char name[16];
    for (size_t n; *names; names += n + (names[n] == ' ')) {
        n = strcspn(names, " ");
        memcpy(name, names, n);
        name[n] = '\0';
        if (html_is(tag, name)) return true;
    }
    return false;
}

static void warn_html(struct spans *s, struct pos pos, struct str literal) {
    struct html_tag tag;
    const char *hint = "use Markdown; <br>, <sub>, <sup> and <abbr title=\"…\"> are understood";
    size_t n = str_find_char(literal, '\n');
    if (n > 40) n = 40;
    while (n && n < literal.n && ((unsigned char)literal.p[n] & 0xC0) == 0x80)
        n--;
    if (html_parse_tag(&tag, s->m->r->arena, literal)) {
        /* the table they stand in has been told */
        if (names_hold("tr td th thead tbody tfoot caption colgroup col", &tag)) return;
        for (size_t i = 0; i < sizeof html_hints / sizeof *html_hints; i++)
            if (names_hold(html_hints[i].names, &tag)) hint = html_hints[i].hint;
    }
    diag_add(s->m->r->ds, DIAG_RAW_HTML, pos, hint, "the HTML `%.*s` is not set", (int)n,
             literal.p);
}

static enum doc_kind kind_of_tag(const struct html_tag *tag) {
    if (html_is(tag, "sub")) return DOC_SUB;
    if (html_is(tag, "sup")) return DOC_SUP;
    if (html_is(tag, "abbr")) return DOC_ABBR;
    return DOC_ROOT;
}

static void open_tag(struct spans *s, const struct html_tag *tag, struct doc_node *node) {
    if (node->kind == DOC_ABBR) node->u.abbr.expansion = tag->title;
    open_node(s, node, (struct open_span){.tag = tag->name});
}

static void close_tag(struct spans *s, const struct html_tag *tag, struct pos pos,
                      struct str literal) {
    struct open_span *top = s->open.n ? &s->open.v[s->open.n - 1] : NULL;
    struct html_tag opener = {.name = top ? top->tag : STR_NONE};
    struct arena *a = s->m->r->arena;
    if (!top || top->node || !html_is(&opener, str_to_c(a, tag->name))) {
        warn_html(s, pos, literal);
        return;
    }
    s->at = top->outer;
    s->open.n--;
}

/* The words of <![CDATA[…]]>; other declarations and instructions have none. */
static void add_cdata(struct spans *s, struct pos pos, struct str literal) {
    static const char open[] = "<![CDATA[";
    size_t n = sizeof open - 1;
    if (!str_starts(literal, open) || literal.n < n + 3) return;
    struct str words = copy_clean(s->m->r->arena, str_slice(literal, n, literal.n - n - 3));
    doc_append(s->at, doc_text_new(s->m->r->arena, words, pos));
}

static void add_html(struct spans *s, struct str literal) {
    struct html_tag tag;
    struct pos pos = here(s);
    struct doc_node *node = node_here(s, DOC_LINE_BREAK);
    align_html(&s->al, literal);
    if (html_is_comment(literal)) return;
    if (!html_parse_tag(&tag, s->m->r->arena, literal)) {
        warn_html(s, pos, literal);
        add_cdata(s, pos, literal);
        return;
    }
    if (html_is(&tag, "br")) {
        doc_append(s->at, node);
        return;
    }
    node->kind = kind_of_tag(&tag);
    if (node->kind == DOC_ROOT) {
        if (!tag.closing) warn_html(s, pos, literal);
        if (tag.closing && names_hold("td th li", &tag)) /* words of two cells stay two */
            doc_append(s->at, doc_text_new(s->m->r->arena, STR(" "), pos));
    } else if (tag.closing) {
        close_tag(s, &tag, pos, literal);
    } else {
        open_tag(s, &tag, node);
    }
}

/* Closes the tags that stand open above the innermost cmark node. */
static void close_open_tags(struct spans *s) {
    while (s->open.n && !s->open.v[s->open.n - 1].node) {
        struct open_span *top = &s->open.v[s->open.n - 1];
        diag_add(s->m->r->ds, DIAG_RAW_HTML, top->pos, "close it where it ends",
                 "the tag <%.*s> is not closed", STR_ARG(top->tag));
        s->at = top->outer;
        s->open.n--;
    }
}

/* --- Markdown --------------------------------------------------------------------------------- */

/* cmark takes the citation -@key.com for an address: its words stay text. */
static void open_text(struct spans *s, cmark_node *node) {
    struct open_span span = {.node = node, .outer = s->at, .pos = here(s), .form = ALIGN_BARE};
    *vec_push(s->m->r->arena, &s->open) = span;
}

static void enter_link(struct spans *s, cmark_node *node) {
    struct arena *a = s->m->r->arena;
    struct doc_node *link = node_here(s, DOC_LINK);
    link->u.link.url = copy_clean(a, restored(s, cmark_node_get_url(node)));
    link->u.link.title = copy_clean(a, restored(s, cmark_node_get_title(node)));
    if (str_starts(link->u.link.url, "mailto:-@")) {
        open_text(s, node);
        return;
    }
    enum align_link form = align_link_enter(&s->al);
    if (form != ALIGN_BRACKETS) link->classes = STR("uri");
    open_node(s, link, (struct open_span){.node = node, .form = form});
}

static int hex_of(char c) {
    return c >= '0' && c <= '9'                     ? c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                    : -1;
}

/* The path that a URL means: %20 is a space. What is no escape stays as it is, and so does the
 * whole if it would not be text. */
static struct str path_of_url(struct arena *a, struct str url) {
    char *path = arena_copy(a, url.p ? url.p : "", url.n);
    size_t n = 0;
    for (size_t i = 0; i < url.n; i++) {
        int high = url.p[i] == '%' && i + 2 < url.n ? hex_of(url.p[i + 1]) : -1;
        int low = high >= 0 ? hex_of(url.p[i + 2]) : -1;
        path[n++] = low >= 0 ? (char)(high * 16 + low) : url.p[i];
        if (low >= 0) i += 2;
        if ((unsigned char)path[n - 1] < 0x20) return url;
    }
    struct str plain = {path, n};
    return utf8_check(plain) == n ? plain : url;
}

static void enter_image(struct spans *s, cmark_node *node) {
    struct arena *a = s->m->r->arena;
    struct doc_node *image = node_here(s, DOC_IMAGE);
    image->u.image.path = path_of_url(a, copy_clean(a, restored(s, cmark_node_get_url(node))));
    image->u.image.title = copy_clean(a, restored(s, cmark_node_get_title(node)));
    align_image_enter(&s->al);
    open_node(s, image, (struct open_span){.node = node, .form = ALIGN_BRACKETS});
}

static void enter_emphasis(struct spans *s, cmark_node *node, enum doc_kind kind) {
    struct doc_node *emphasis = node_here(s, kind);
    if (kind == DOC_STRIKE) {
        align_tildes(&s->al);
    } else {
        align_delimiter(&s->al, "*_", kind == DOC_STRONG ? 2 : 1);
    }
    open_node(s, emphasis, (struct open_span){.node = node});
}

static void add_break(struct spans *s, enum doc_kind kind) {
    doc_append(s->at, node_here(s, kind));
    align_break(&s->al);
}

static void add_code(struct spans *s, struct str literal) {
    struct doc_node *code = node_here(s, DOC_CODE);
    code->u.text = copy_clean(s->m->r->arena, literal);
    align_code(&s->al);
    doc_append(s->at, code);
}

static void add_note_mark(struct spans *s) {
    struct reading *r = s->m->r;
    struct doc_node *mark = node_here(s, DOC_NOTE_MARK);
    struct str label = align_note_mark(&s->al);
    doc_append(s->at, mark);
    *vec_push(r->arena, &r->marks) = (struct reading_mark){mark, label};
}

static bool is_strike(cmark_node *node) {
    return parse_is(node, "strikethrough");
}

static void enter(struct spans *s, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: add_text(s, literal_of(s, node)); break;
    case CMARK_NODE_SOFTBREAK: add_break(s, DOC_SOFT_BREAK); break;
    case CMARK_NODE_LINEBREAK: add_break(s, DOC_LINE_BREAK); break;
    case CMARK_NODE_CODE: add_code(s, literal_of(s, node)); break;
    case CMARK_NODE_HTML_INLINE: add_html(s, literal_of(s, node)); break;
    case CMARK_NODE_FOOTNOTE_REFERENCE: add_note_mark(s); break;
    case CMARK_NODE_EMPH: enter_emphasis(s, node, DOC_EMPH); break;
    case CMARK_NODE_STRONG: enter_emphasis(s, node, DOC_STRONG); break;
    case CMARK_NODE_LINK: enter_link(s, node); break;
    case CMARK_NODE_IMAGE: enter_image(s, node); break;
    default:
        if (is_strike(node)) enter_emphasis(s, node, DOC_STRIKE);
    }
}

static void leave(struct spans *s, cmark_node *node) {
    if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE) return;
    close_open_tags(s);
    if (!s->open.n || s->open.v[s->open.n - 1].node != node) return;
    struct open_span top = s->open.v[--s->open.n];
    s->at = top.outer;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH: align_delimiter(&s->al, "*_", 1); break;
    case CMARK_NODE_STRONG: align_delimiter(&s->al, "*_", 2); break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE: align_link_exit(&s->al, top.form); break;
    default: align_tildes(&s->al);
    }
}

/* True if the line at the cursor looks like `[label]:`. */
static bool at_definition(const struct aligner *al) {
    size_t i = al->at;
    if (i >= al->end || al->text.p[i] != '[') return false;
    for (i++; i < al->end && al->text.p[i] != ']' && al->text.p[i] != '['; i++) {
        if (al->text.p[i] == '\\') i++;
    }
    return i + 1 < al->end && al->text.p[i] == ']' && al->text.p[i + 1] == ':';
}

/* True if the text that a paragraph begins with stands at the cursor; also if it begins with
 * something else, which cannot be told. */
static bool fits(struct aligner al, struct str literal) {
    size_t i = 0;
    if (!literal.n) return true;
    struct align_piece piece = align_text(&al, literal, &i);
    return !al.lost && (i == literal.n || !piece.live);
}

static void next_line(struct aligner *al) {
    while (al->at < al->end && !strchr("\r\n", al->text.p[al->at]))
        al->at++;
    align_break(al);
}

/* The aligner past reference definitions at a paragraph's start: cmark takes them out and keeps the
 * paragraph's first line. A definition may run over lines; then what fits is looked for. */
static void skip_definitions(struct spans *s, cmark_node *first) {
    struct str literal =
        first && cmark_node_get_type(first) == CMARK_NODE_TEXT ? literal_of(s, first) : STR_NONE;
    struct aligner al = s->al;
    if (!at_definition(&al) || (literal.n && fits(al, literal))) return;
    while (at_definition(&al) || !fits(al, literal)) {
        next_line(&al);
        if (al.lost || al.at >= al.end) return;
    }
    s->al = al;
}

void spans_read(struct markdown *m, struct doc_node *parent, cmark_node *block, struct aligner al,
                bool prefixed) {
    struct spans s = {.m = m, .al = al, .at = parent, .skipped_guard = !prefixed};
    skip_definitions(&s, cmark_node_first_child(block));
    habits_in_inlines(m->r, m->p, s.al.at, s.al.end);
    cmark_iter *iter = cmark_iter_new(block);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == block) continue;
        if (!s.skipped_guard) {
            s.skipped_guard = true;
        } else if (event == CMARK_EVENT_ENTER) {
            enter(&s, node);
        } else {
            leave(&s, node);
        }
    }
    cmark_iter_free(iter);
    close_open_tags(&s);
    inlines_read(m->r, m->p, parent);
}
