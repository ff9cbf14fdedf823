/* paragraph: what a paragraph turns out to be.
 *
 * CommonMark knows paragraphs only; here they become figures, captions of tables, lines of verse,
 * definitions and explanations of abbreviations, by the forms that pandoc and PHP Markdown Extra
 * gave them. What has none of the forms stays a paragraph. */
#include "source/markdown_parts.h"

#include <cmark-gfm-core-extensions.h>

#include "base/buf.h"
#include "source/abbreviations.h"
#include "source/attributes.h"
#include "source/habits.h"
#include "source/inlines.h"
#include "source/markdown.h"

static void move_children(struct doc_node *into, struct doc_node *from) {
    while (from->first) {
        struct doc_node *child = from->first;
        doc_unlink(child);
        doc_append(into, child);
    }
}

/* Takes n bytes, which are ASCII, off the start of a text. */
static void skip_bytes(struct doc_node *text, size_t n) {
    text->u.text = str_slice(text->u.text, n, text->u.text.n);
    if (text->pos.col) text->pos.col += (uint32_t)n;
}

/* --- figures ---------------------------------------------------------------------------------- */

/* A paragraph that holds one image and nothing else is a figure; what stands in the image's
 * brackets is its caption, as pandoc has it, and the words of that are its alternative text. */
static void make_figure(struct markdown *m, struct doc_node *paragraph) {
    struct doc_node *image = paragraph->first;
    if (!image || image->next || image->kind != DOC_IMAGE) return;
    struct arena *a = m->r->arena;
    paragraph->kind = DOC_FIGURE;
    paragraph->u.figure.decorative = doc_has_class(image, "decorative");
    paragraph->id = image->id;
    image->id = STR_NONE;
    struct doc_node *alt = attributes_take_alt(image);
    struct buf words = {0};
    struct pos words_pos = image->first ? image->first->pos : image->pos;
    doc_plain_text(&words, image);
    if (!image->first && !str_empty(image->u.image.title)) {
        doc_append(paragraph, doc_text_new(a, image->u.image.title, image->pos));
    }
    while (image->first) {
        struct doc_node *child = image->first;
        doc_unlink(child);
        doc_append(paragraph, child);
    }
    if (alt) {
        doc_append(image, alt);
    } else if (words.n) {
        doc_append(image, doc_text_new(a, str_copy(a, buf_str(&words)), words_pos));
    }
    buf_done(&words);
}

/* --- tasks ------------------------------------------------------------------------------------ */

/* The box of a task stands before the paragraph's text. */
static void add_task_mark(struct markdown *m, struct doc_node *paragraph, cmark_node *node) {
    cmark_node *item = cmark_node_parent(node);
    if (!parse_is(item, "tasklist") || cmark_node_previous(node)) return;
    size_t offset = markdown_offset_of(m, node);
    while (offset && m->p->text.p[offset] != '[' && m->p->text.p[offset] != '\n')
        offset--;
    struct doc_node *mark = doc_node_new(m->r->arena, DOC_TASK_MARK, passage_pos(m->p, offset));
    mark->u.task.done = cmark_gfm_extensions_get_tasklist_item_checked(item);
    if (paragraph->first) {
        doc_insert_before(paragraph->first, mark);
    } else {
        doc_append(paragraph, mark);
    }
}

/* --- captions --------------------------------------------------------------------------------- */

size_t paragraph_caption(struct str text) {
    size_t n = str_starts(text, "Table:") || str_starts(text, "table:") ? 6
               : str_starts(text, ":")                                  ? 1
                                                                        : 0;
    size_t from = n;
    while (n && from < text.n && text.p[from] == ' ')
        from++;
    return from > n && from < text.n ? from : 0;
}

void paragraph_make_caption(struct markdown *m, struct doc_node *table, struct doc_node *paragraph,
                            size_t from) {
    struct doc_node *caption = doc_node_new(m->r->arena, DOC_SPAN, paragraph->pos);
    skip_bytes(paragraph->first, from);
    move_children(caption, paragraph);
    table->u.table.caption = caption;
    if (str_empty(table->id)) table->id = paragraph->id;
    if (str_empty(table->classes)) table->classes = paragraph->classes;
    if (!str_empty(table->id)) return;
    struct str id = str_printf(m->r->arena, "table-%u", (unsigned)table->pos.line);
    if (hash_get(&m->r->ids, id)) return;
    table->id = id; /* a list of tables needs a place to name */
    hash_put(&m->r->ids, id, table);
}

static bool make_caption(struct markdown *m, struct doc_node *paragraph) {
    struct doc_node *table = m->at->last, *first = paragraph->first;
    if (!table || table->kind != DOC_TABLE || table->u.table.caption) return false;
    size_t from = first && first->kind == DOC_TEXT ? paragraph_caption(first->u.text) : 0;
    if (!from) return false;
    paragraph_make_caption(m, table, paragraph, from);
    return true;
}

/* --- lines of verse, addresses ---------------------------------------------------------------- */

static bool is_break(const struct doc_node *node) {
    return node->kind == DOC_SOFT_BREAK || node->kind == DOC_LINE_BREAK;
}

/* A text that begins a line with a bar. */
static bool is_barred(const struct doc_node *text) {
    if (!text || text->kind != DOC_TEXT || !text->u.text.n || text->u.text.p[0] != '|')
        return false;
    struct str s = text->u.text;
    return (s.n == 1 && (!text->next || is_break(text->next))) ||
           (s.n > 1 && s.p[1] == ' ' && s.p[s.n - 1] != '|');
}

/* The lines of a line block end where they do in the source; one that begins without a bar goes on.
 */
static void make_lines(struct doc_node *paragraph) {
    if (!is_barred(paragraph->first)) return;
    paragraph->classes = STR("line-block");
    for (struct doc_node *n = paragraph->first; n; n = n->next) {
        bool begins = !n->prev || is_break(n->prev);
        if (!begins || !is_barred(n)) continue;
        if (n->prev) n->prev->kind = DOC_LINE_BREAK;
        skip_bytes(n, n->u.text.n > 1 ? 2 : 1);
    }
}

/* --- definitions ------------------------------------------------------------------------------ */

static bool is_definitions(const struct doc_node *node) {
    return node && node->kind == DOC_LIST && node->first && node->first->first &&
           node->first->first->kind == DOC_TERM;
}

/* Bytes of the mark of a definition at the start of a text. */
static size_t definition_mark(const struct doc_node *text) {
    if (!text || text->kind != DOC_TEXT) return 0;
    if (!str_starts(text->u.text, ": ") && !str_starts(text->u.text, "~ ")) return 0;
    size_t n = 2;
    while (n < text->u.text.n && text->u.text.p[n] == ' ')
        n++;
    return n;
}

static bool is_one_line(const struct doc_node *paragraph) {
    for (const struct doc_node *n = paragraph->first; n; n = n->next) {
        if (is_break(n)) return false;
    }
    return paragraph->first != NULL;
}

/* The item for a term whose inlines stand in term; in the list before, or a new one. */
static struct doc_node *add_term(struct markdown *m, struct doc_node *term) {
    struct arena *a = m->r->arena;
    struct doc_node *list = m->at->last;
    if (!is_definitions(list)) {
        list = doc_node_new(a, DOC_LIST, term->pos);
        doc_append(m->at, list);
    }
    struct doc_node *item = doc_node_new(a, DOC_ITEM, term->pos);
    struct doc_node *own = doc_node_new(a, DOC_TERM, term->pos);
    struct doc_node *strong = doc_node_new(a, DOC_STRONG, term->pos);
    move_children(strong, term);
    doc_append(own, strong);
    doc_append(item, own);
    doc_append(list, item);
    return item;
}

/* Makes paragraphs of the item of what stands from a mark on; each mark begins one. */
static void add_definitions(struct markdown *m, struct doc_node *item, struct doc_node *from) {
    struct doc_node *at = NULL;
    bool begins = true;
    for (struct doc_node *n = from, *next; n; n = next) {
        next = n->next;
        if (n->kind == DOC_SOFT_BREAK && definition_mark(next)) {
            begins = true;
            doc_unlink(n);
            continue;
        }
        if (begins) {
            at = doc_node_new(m->r->arena, DOC_PARAGRAPH, n->pos);
            at->classes = STR("definition");
            skip_bytes(n, definition_mark(n));
            doc_append(item, at);
            begins = false;
        }
        doc_unlink(n);
        doc_append(at, n);
    }
}

/* A term in one line, and below it lines that begin with a colon; or such lines alone, below a
 * paragraph of one line, which is the term then, or below another definition. */
static bool make_definition(struct markdown *m, struct doc_node *paragraph) {
    struct doc_node *n = paragraph->first, *before = m->at->last;
    if (definition_mark(n)) {
        bool term = before && before->kind == DOC_PARAGRAPH && is_one_line(before);
        if (!term && !is_definitions(before)) return false;
        struct doc_node *item = before->last;
        if (term) {
            doc_unlink(before);
            item = add_term(m, before);
        }
        add_definitions(m, item, n);
        return true;
    }
    while (n && !is_break(n))
        n = n->next;
    if (!n || n->kind != DOC_SOFT_BREAK || !definition_mark(n->next)) return false;
    struct doc_node *term = doc_node_new(m->r->arena, DOC_PARAGRAPH, paragraph->pos);
    struct doc_node *first = n->next;
    while (paragraph->first != n) {
        struct doc_node *child = paragraph->first;
        doc_unlink(child);
        doc_append(term, child);
    }
    add_definitions(m, add_term(m, term), first);
    return true;
}

bool paragraph_continue(struct markdown *m, const struct passage *text) {
    struct doc_node *list = m->at->last;
    if (!is_definitions(list)) return false;
    move_children(list->last, markdown_blocks(m->r, text));
    return true;
}

/* --- alerts ----------------------------------------------------------------------------------- */

/* > [!NOTE] begins a callout on a code host. */
static const struct {
    const char *mark, *type;
} alerts[] = {{"[!NOTE]", "note"},
              {"[!TIP]", "tip"},
              {"[!IMPORTANT]", "important"},
              {"[!WARNING]", "warning"},
              {"[!CAUTION]", "warning"}};

void paragraph_make_alert(struct doc_node *quote) {
    struct doc_node *paragraph = quote->first;
    struct doc_node *text = paragraph ? paragraph->first : NULL;
    if (!text || paragraph->kind != DOC_PARAGRAPH || text->kind != DOC_TEXT) return;
    if (text->next && !is_break(text->next)) return;
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++) {
        if (!str_is(str_trim(text->u.text), alerts[i].mark)) continue;
        quote->kind = DOC_CALLOUT;
        quote->u.callout.type = str_of(alerts[i].type);
        quote->u.callout.title = NULL;
        if (text->next) doc_unlink(text->next);
        doc_unlink(text);
        if (!paragraph->first) doc_unlink(paragraph);
    }
}

/* --- abbreviations ---------------------------------------------------------------------------- */

/* Takes `*[WTO]: World Trade Organization` apart. */
static bool is_abbreviation(struct str line, struct str *name, struct str *expansion) {
    size_t close = str_find_char(line, ']');
    if (!str_starts(line, "*[") || close + 2 >= line.n || line.p[close + 1] != ':') return false;
    *name = str_slice(line, 2, close - 2);
    *expansion = str_trim(str_slice(line, close + 2, line.n));
    return name->n && expansion->n;
}

/* True if each line explains an abbreviation; then they are taken. */
static bool take_abbreviations(struct markdown *m, size_t from, size_t to) {
    struct str source = m->p->text, name, expansion;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t at = from; at < to;) {
            size_t n = str_find_char(str_slice(source, at, to - at), '\n');
            struct str line = str_trim(str_slice(source, at, n));
            if (!is_abbreviation(line, &name, &expansion)) return false;
            struct pos pos = passage_pos(m->p, (size_t)(name.p - source.p));
            if (pass) abbreviations_add(m->r, pos, name, expansion);
            at += n + 1;
        }
    }
    return true;
}

/* --- all -------------------------------------------------------------------------------------- */

/* Attributes on a line of their own below a block are that block's. */
static bool give_to_block_before(struct markdown *m, struct doc_node *paragraph) {
    struct doc_node *before = m->at->last;
    if (paragraph->first) return false;
    if (!before) {
        diag_add(m->r->ds, DIAG_BAD_ATTRIBUTES, paragraph->pos,
                 "put them below the block, or behind "
                 "the words of a heading",
                 "these attributes stand below nothing");
        return true;
    }
    if (!str_empty(paragraph->classes)) before->classes = paragraph->classes;
    if (!str_empty(paragraph->lang)) before->lang = paragraph->lang;
    if (!str_empty(paragraph->id)) before->id = paragraph->id;
    return true;
}

void paragraph_read(struct markdown *m, cmark_node *node) {
    struct aligner al = markdown_aligner(m, node);
    struct pos pos = passage_pos(m->p, markdown_offset_of(m, node));
    if (take_abbreviations(m, al.at, al.end)) return;
    struct doc_node *paragraph = doc_node_new(m->r->arena, DOC_PARAGRAPH, pos);
    habits_in_paragraph(m->r, m->p, al.at, al.end);
    struct str source = str_slice(m->p->text, al.at, al.end - al.at);
    paragraph->lang = attributes_foreseen_lang(m->r->arena, source);
    spans_read(m, paragraph, node, al, false);
    paragraph->lang = STR_NONE;
    bool attributes = attributes_of_paragraph(m->r, paragraph, source);
    make_figure(m, paragraph);
    inlines_flatten_images(m->r, paragraph);
    if (attributes && give_to_block_before(m, paragraph)) return;
    if (make_caption(m, paragraph) || make_definition(m, paragraph)) return;
    make_lines(paragraph);
    add_task_mark(m, paragraph, node);
    doc_append(m->at, paragraph);
}
