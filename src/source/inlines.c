/* inlines: our own marks in the children of one node.
 *
 * First each list of siblings is gone through once with a stack of open brackets, so that notes,
 * spans and citations are found from the inside out; then at signs outside brackets; then, over the
 * whole node, quotes and dashes. Marks are looked for only in live text, so escapes work as they do
 * in Markdown. A bracket that turns out to mean nothing stays as text. */
#include "source/inlines.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "source/attributes.h"
#include "source/cites.h"
#include "source/links.h"
#include "source/live.h"
#include "source/note.h"
#include "source/smart.h"
#include "text/text.h"

/* An open bracket, and how many at signs had been seen before it. */
struct opener {
    struct doc_node *node;
    size_t at_signs;
};

struct brackets {
    struct reading *r;
    const struct passage *p;
    VEC(struct opener) open;                   /* text nodes "[" and "^[" */
    size_t at_signs;                           /* seen so far in this list */
    struct doc_node *plain_open, *plain_close; /* the last pair that meant nothing by itself */
    struct doc_node *made; /* the link that the last pair and the one before became */
};

typedef VEC(struct doc_node *) node_list;

/* Moves the siblings between two nodes of one list to the end of another. */
static void move_between(struct doc_node *into, struct doc_node *from, const struct doc_node *to) {
    while (from->next != to) {
        struct doc_node *child = from->next;
        doc_unlink(child);
        doc_append(into, child);
    }
}

/* --- attributes ------------------------------------------------------------------------------- */

/* Takes attributes off the start of a text node; false if there are none. The node may go. */
static bool take_attributes(struct reading *r, const struct passage *p, struct doc_node *text,
                            struct attributes *out, struct pos *pos) {
    if (!live_is(text) || !text->u.text.n || text->u.text.p[0] != '{') return false;
    if (!attributes_parse(out, r->arena, str_slice(text->u.text, 0, ATTRIBUTES_MAX))) return false;
    *pos = text->pos;
    text->pos = live_pos(p, text, out->length);
    text->u.text = str_slice(text->u.text, out->length, text->u.text.n);
    return true;
}

static void attach_attributes(struct reading *r, const struct passage *p, struct doc_node *node) {
    struct attributes attributes;
    struct pos pos;
    if (node->kind != DOC_IMAGE && node->kind != DOC_LINK && node->kind != DOC_CODE) return;
    bool raw =
        node->kind == DOC_CODE && live_is(node->next) && str_starts(node->next->u.text, "{=");
    if (raw)
        diag_add(r->ds, DIAG_FOREIGN_SYNTAX, node->next->pos,
                 "write it in Markdown, or take it out",
                 "nothing is passed on to another program: this is set as code");
    if (!take_attributes(r, p, node->next, &attributes, &pos)) return;
    attributes_apply(r, node, &attributes, pos);
}

/* Another role of MyST's, {doc}`name`: letters between braces right before the code. */
static void report_role(struct reading *r, const struct doc_node *before,
                        const struct doc_node *code) {
    struct str text = before->u.text;
    size_t open = text.n;
    if (!str_ends(text, "}")) return;
    for (open--; open && ((text.p[open - 1] >= 'a' && text.p[open - 1] <= 'z') ||
                          strchr(":-_", text.p[open - 1]));)
        open--;
    if (!open || text.p[open - 1] != '{' || open + 1 == text.n) return;
    struct str role = str_slice(text, open - 1, text.n);
    struct pos pos = code->pos;
    if (pos.col > role.n) pos.col -= (uint32_t)role.n;
    diag_add(r->ds, DIAG_FOREIGN_SYNTAX, pos, "write {ref}`name`, [words](#name) or [@key]",
             "the role `%.*s` is not known, and is printed as it stands", STR_ARG(role));
}

/* MyST's {ref}`target` and {ref}`words <target>`: a code span behind the name of the role. */
static void make_reference(struct reading *r, struct doc_node *code) {
    static const char role[] = "{ref}";
    struct doc_node *before = code->prev;
    if (code->kind != DOC_CODE || !live_is(before)) return;
    if (!str_ends(before->u.text, role)) {
        report_role(r, before, code);
        return;
    }
    struct str text = code->u.text;
    size_t open = str_find_char(text, '<');
    bool words = text.n && text.p[text.n - 1] == '>' && open < text.n;
    struct str target = words ? str_slice(text, open + 1, text.n - open - 2) : text;
    before->u.text.n -= sizeof role - 1;
    code->kind = DOC_REF;
    if (code->pos.col > sizeof role - 1) code->pos.col -= (uint32_t)(sizeof role - 1);
    code->u.ref.target = str_trim(target);
    struct str given = words ? str_trim(str_slice(text, 0, open)) : STR_NONE;
    if (given.n) doc_append(code, doc_text_new(r->arena, given, code->pos));
}

/* --- raised and lowered text ------------------------------------------------------------------ */

enum { SCRIPT_NODES = 8 }; /* within one */

/* The place of the mark that closes a script, at or after the byte at i of *text; *text is moved to
 * its node. As in pandoc there is no white space between. */
static bool find_script_end(struct doc_node **text, size_t *i, char mark) {
    struct doc_node *n = *text;
    size_t at = *i;
    for (int count = 0; n && count < SCRIPT_NODES; n = n->next, at = 0, count++) {
        if (n->kind == DOC_SOFT_BREAK || n->kind == DOC_LINE_BREAK) return false;
        if (!live_is(n)) continue;
        for (; at < n->u.text.n; at++) {
            if (n->u.text.p[at] == mark) {
                bool any = n != *text || at > *i;
                *text = n;
                *i = at;
                return any;
            }
            if (strchr(" \t\n[]", n->u.text.p[at])) return false;
        }
    }
    return false;
}

/* True if something stands right before the byte at i that can have a script. */
static bool has_base(const struct doc_node *text, size_t i) {
    if (i) return !strchr(" \t([{~^", text->u.text.p[i - 1]);
    const struct doc_node *before = text->prev;
    return before && before->kind != DOC_SOFT_BREAK && before->kind != DOC_LINE_BREAK &&
           !(before->kind == DOC_TEXT && before->u.text.n &&
             strchr(" (", before->u.text.p[before->u.text.n - 1]));
}

/* H~2~O and x^2^: makes a node of what stands between the marks at or after the byte at i. Gives
 * the node to go on with. */
static struct doc_node *make_script(struct reading *r, const struct passage *p,
                                    struct doc_node *text, size_t i) {
    char mark = text->u.text.p[i];
    struct doc_node *close = text;
    size_t end = i + 1;
    if (!has_base(text, i) || !find_script_end(&close, &end, mark)) return NULL;
    close = live_split(r->arena, p, close, end);
    if (close->u.text.n > 1) live_split(r->arena, p, close, 1);
    struct doc_node *open = live_split(r->arena, p, text, i);
    if (open->u.text.n > 1) live_split(r->arena, p, open, 1);
    struct doc_node *script = doc_node_new(r->arena, mark == '~' ? DOC_SUB : DOC_SUP, open->pos);
    move_between(script, open, close);
    doc_replace(open, script);
    struct doc_node *next = close->next;
    doc_unlink(close);
    return next ? next : script;
}

static void read_scripts(struct reading *r, const struct passage *p, struct doc_node *top) {
    for (struct doc_node *at = top; at; at = doc_next(top, at)) {
        if (!live_is(at)) continue;
        for (size_t i = 0; i < at->u.text.n; i++) {
            char c = at->u.text.p[i];
            if (c != '~' && c != '^') continue;
            struct doc_node *next = make_script(r, p, at, i);
            if (!next) continue;
            at = next->prev ? next->prev : next;
            break;
        }
    }
}

/* --- brackets --------------------------------------------------------------------------------- */

/* ^[…]: what stands between becomes a note. */
static void make_note(struct brackets *b, struct doc_node *opener, struct doc_node *closer,
                      node_list *roots) {
    struct arena *a = b->r->arena;
    struct doc_note *note = note_new(b->r, opener->pos);
    struct doc_node *paragraph = doc_node_new(a, DOC_PARAGRAPH, opener->pos);
    move_between(paragraph, opener, closer);
    doc_append(note->body, paragraph);
    struct doc_node *mark = doc_node_new(a, DOC_NOTE_MARK, opener->pos);
    mark->u.note_mark.note = note;
    doc_replace(opener, mark);
    doc_unlink(closer);
    *vec_push(a, roots) = paragraph;
}

/* [^label], which cmark left as text because the definition is not in this passage. */
static bool make_mark(struct brackets *b, struct doc_node *opener, struct doc_node *closer) {
    struct doc_node *label = opener->next;
    if (label->next != closer || !live_is(label) || label->u.text.n < 2) return false;
    if (label->u.text.p[0] != '^') return false;
    struct doc_node *mark = doc_node_new(b->r->arena, DOC_NOTE_MARK, opener->pos);
    struct str name = str_slice(label->u.text, 1, label->u.text.n);
    *vec_push(b->r->arena, &b->r->marks) = (struct reading_mark){mark, name};
    doc_unlink(label);
    doc_unlink(closer);
    doc_replace(opener, mark);
    return true;
}

static bool make_span(struct brackets *b, struct doc_node *opener, struct doc_node *closer) {
    struct attributes attributes;
    struct pos pos;
    if (!take_attributes(b->r, b->p, closer->next, &attributes, &pos)) return false;
    struct doc_node *span = doc_node_new(b->r->arena, DOC_SPAN, opener->pos);
    move_between(span, opener, closer);
    doc_replace(opener, span);
    doc_unlink(closer);
    attributes_apply(b->r, span, &attributes, pos);
    return true;
}

static bool make_citation(struct brackets *b, struct doc_node *opener, struct doc_node *closer) {
    struct doc_node *citation = cites_group(b->r, b->p, opener, closer);
    if (!citation) return false;
    while (opener->next != closer)
        doc_unlink(opener->next);
    doc_replace(opener, citation);
    doc_unlink(closer);
    return true;
}

enum { HEADING_NODES = 20 }; /* within brackets that name a heading */

/* [Losses], or [words][Losses], where a heading has those words. */
static void make_heading_link(struct brackets *b, struct doc_node *opener,
                              struct doc_node *closer) {
    bool double_pair = b->plain_close && opener->prev == b->plain_close;
    struct doc_node *open = double_pair ? b->plain_open : opener;
    struct doc_node *close = double_pair ? b->plain_close : closer;
    struct buf words = {0};
    size_t count = 0;
    b->plain_open = opener;
    b->plain_close = closer;
    if (!b->r->headings.n) return;
    for (struct doc_node *n = opener->next; n != closer && count <= HEADING_NODES; n = n->next) {
        doc_plain_text(&words, n);
        count += n->kind == DOC_LINK ? HEADING_NODES + 1 : 1;
    }
    struct doc_node *link = doc_node_new(b->r->arena, DOC_LINK, open->pos);
    bool found = count <= HEADING_NODES && links_to_heading(b->r, link, buf_str(&words));
    buf_done(&words);
    if (!found) return;
    b->plain_open = b->plain_close = NULL;
    move_between(link, open, close);
    doc_replace(open, link);
    while (double_pair && close->next != closer)
        doc_unlink(close->next);
    if (double_pair) doc_unlink(closer);
    doc_unlink(close);
    b->made = link;
}

/* Makes of a pair of brackets what it means. */
static void close_bracket(struct brackets *b, const struct opener *open, struct doc_node *closer,
                          node_list *roots) {
    struct doc_node *opener = open->node;
    if (opener->u.text.p[0] == '^') {
        make_note(b, opener, closer, roots);
        return;
    }
    if (opener->next == closer) { /* []{#place} */
        make_span(b, opener, closer);
        return;
    }
    if (make_mark(b, opener, closer) || make_span(b, opener, closer)) return;
    if (b->at_signs > open->at_signs && make_citation(b, opener, closer)) return;
    make_heading_link(b, opener, closer);
}

/* Cuts the bracket at offset out of a text; gives the node that holds just it. */
static struct doc_node *cut_bracket(struct brackets *b, struct doc_node *text, size_t offset) {
    size_t from = offset;
    bool note = text->u.text.p[offset] == '[' && offset && text->u.text.p[offset - 1] == '^';
    if (note) from--;
    struct doc_node *bracket = live_split(b->r->arena, b->p, text, from);
    live_split(b->r->arena, b->p, bracket, note ? 2 : 1);
    return bracket;
}

static size_t find_bracket(struct str s) {
    size_t i = 0;
    while (i < s.n && s.p[i] != '[' && s.p[i] != ']')
        i++;
    return i;
}

static void read_brackets(struct brackets *b, struct doc_node *parent, node_list *roots) {
    b->open.n = b->at_signs = 0;
    b->plain_open = b->plain_close = NULL;
    for (struct doc_node *node = parent->first; node; node = node->next) {
        attach_attributes(b->r, b->p, node);
        make_reference(b->r, node);
        if (!live_is(node)) continue;
        size_t at = find_bracket(node->u.text);
        if (at && memchr(node->u.text.p, '@', at)) b->at_signs++;
        if (at == node->u.text.n) continue;
        bool opens = node->u.text.p[at] == '[';
        node = cut_bracket(b, node, at);
        if (opens) {
            *vec_push(b->r->arena, &b->open) = (struct opener){node, b->at_signs};
        } else if (b->open.n) {
            struct opener opener = b->open.v[--b->open.n];
            struct doc_node *before = opener.node->prev;
            b->made = NULL;
            close_bracket(b, &opener, node, roots);
            b->at_signs = opener.at_signs;
            if (b->made) {
                node = b->made;
            } else if (!node->parent) {
                node = before ? before->next : parent->first;
            }
        }
    }
}

/* --- finishing -------------------------------------------------------------------------------- */

/* The last of the texts after first that stand side by side with it on one line; *bytes is the
 * length of all of them. */
static struct doc_node *last_neighbour(struct doc_node *first, size_t *bytes) {
    struct doc_node *last = first;
    size_t columns = utf8_count(first->u.text);
    *bytes = first->u.text.n;
    for (struct doc_node *n = first->next; n && n->kind == DOC_TEXT; n = n->next) {
        bool beside = n->pos.line == first->pos.line && n->pos.file == first->pos.file &&
                      first->pos.col + columns == n->pos.col;
        if (!beside && n->u.text.n) break;
        columns += utf8_count(n->u.text);
        *bytes += n->u.text.n;
        last = n;
    }
    return last;
}

/* Joins a text with its neighbours, without a copy where they stand side by side in memory too. */
static void join_neighbours(struct arena *a, struct doc_node *first) {
    size_t bytes, at = first->u.text.n;
    struct doc_node *last = last_neighbour(first, &bytes);
    if (last == first) return;
    char *joined = NULL;
    while (first->next && first != last) {
        struct doc_node *next = first->next;
        struct str more = next->u.text;
        bool done = next == last;
        if (!joined && more.n && first->u.text.p + at != more.p) {
            joined = arena_alloc(a, bytes + 1);
            if (at) memcpy(joined, first->u.text.p, at);
            first->u.text.p = joined;
        }
        if (joined && more.n) memcpy(joined + at, more.p, more.n);
        at += more.n;
        first->u.text.n = at;
        doc_unlink(next);
        if (done) break;
    }
}

static void clean_text(struct arena *a, struct doc_node *text) {
    live_end(text);
    struct str s = text->u.text;
    bool dirty = false;
    for (size_t i = 0; i < s.n; i++)
        dirty |= (unsigned char)s.p[i] < 0x20;
    if (!dirty) return;
    char *copy = arena_copy(a, s.p, s.n);
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)copy[i] < 0x20) copy[i] = ' ';
    }
    text->u.text.p = copy;
}

/* What stood between two spaces (a comment) may be gone: one space is enough. */
static void drop_second_space(struct doc_node *text) {
    const struct doc_node *before = text->prev;
    if (!before || before->kind != DOC_TEXT || !before->u.text.n || !text->u.text.n) return;
    if (before->u.text.p[before->u.text.n - 1] != ' ' || text->u.text.p[0] != ' ') return;
    text->u.text = str_slice(text->u.text, 1, text->u.text.n);
    text->pos.col++;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t';
}

/* Takes white space off an end node; true if nothing is left of it. */
static bool trim_end(struct doc_node *node, bool at_start) {
    if (node->kind == DOC_SOFT_BREAK) return true;
    if (node->kind != DOC_TEXT) return false;
    struct str *text = &node->u.text;
    while (text->n && is_space(text->p[at_start ? 0 : text->n - 1])) {
        *text = str_slice(*text, at_start, text->n - 1);
        node->pos.col += at_start;
    }
    return !text->n;
}

/* No white space at either end of a paragraph: marks and tags that are gone may leave some. */
static void trim_ends(struct doc_node *top) {
    while (top->first && trim_end(top->first, true))
        doc_unlink(top->first);
    while (top->last && trim_end(top->last, false))
        doc_unlink(top->last);
}

/* True if the text at that end of the node, or of what is in it, ends (or begins) with a character
 * of East Asia that no space stands beside. */
static bool is_unspaced_end(const struct doc_node *node, bool at_start) {
    while (node && node->first)
        node = at_start ? node->first : node->last;
    if (!node || node->kind != DOC_TEXT || !node->u.text.n) return false;
    size_t at = at_start ? 0 : node->u.text.n;
    uint32_t cp = at_start ? utf8_next(node->u.text, &at) : utf8_prev(node->u.text, &at);
    return text_is_east_asian(cp) && !text_is_hangul(cp);
}

/* Chinese and Japanese are written without spaces: where a line ends in the source there is none.
 */
static void drop_soft_breaks(struct doc_node *top) {
    for (struct doc_node *at = top, *next; at; at = next) {
        next = doc_next(top, at);
        if (at->kind == DOC_SOFT_BREAK && is_unspaced_end(at->prev, false) &&
            is_unspaced_end(at->next, true))
            doc_unlink(at);
    }
}

static void finish(struct reading *r, struct doc_node *top) {
    struct doc_node *next;
    drop_soft_breaks(top);
    for (struct doc_node *at = top; at; at = next) {
        if (at->kind == DOC_TEXT && at != top) join_neighbours(r->arena, at);
        next = doc_next(top, at);
        if (at->kind != DOC_TEXT || at == top) continue;
        clean_text(r->arena, at);
        drop_second_space(at);
        if (!at->u.text.n) doc_unlink(at);
    }
}

static void collect_parents(struct arena *a, node_list *out, struct doc_node *top) {
    for (struct doc_node *at = top; at; at = doc_next(top, at)) {
        if (at->first) *vec_push(a, out) = at;
    }
}

void inlines_read(struct reading *r, const struct passage *p, struct doc_node *parent) {
    struct brackets b = {.r = r, .p = p};
    node_list parents = {0}, roots = {0};
    read_scripts(r, p, parent);
    collect_parents(r->arena, &parents, parent);
    *vec_push(r->arena, &roots) = parent;
    for (size_t i = 0; i < parents.n; i++)
        read_brackets(&b, parents.v[i], &roots);
    for (size_t i = 0; i < roots.n; i++) {
        struct doc_node *root = roots.v[i];
        cites_in_text(r, p, root);
        smart_punctuate(r, root);
        trim_ends(root);
        finish(r, root);
    }
}

static void flatten_image(struct reading *r, struct doc_node *image) {
    struct doc_node *alt = attributes_take_alt(image);
    if (!alt &&
        (!image->first || (image->first == image->last && image->first->kind == DOC_TEXT))) {
        return;
    }
    struct buf words = {0};
    struct pos pos = image->first ? image->first->pos : image->pos;
    if (!alt) doc_plain_text(&words, image);
    while (image->first)
        doc_unlink(image->first);
    if (words.n) alt = doc_text_new(r->arena, str_copy(r->arena, buf_str(&words)), pos);
    if (alt) doc_append(image, alt);
    buf_done(&words);
}

void inlines_flatten_images(struct reading *r, struct doc_node *parent) {
    for (struct doc_node *at = parent; at; at = doc_next(parent, at)) {
        if (at->kind == DOC_IMAGE) flatten_image(r, at);
    }
}
