/* A document's citations and its literature list. */
#include "cite/engine_private.h"

#include "base/utf8.h"
#include "text/case.h"

struct job {
    struct doc *doc;
    struct engine *engine;
    struct arena scratch;
    struct cite_cluster **clusters; /* one a doc_citation, NULL if it cites nothing known */
    struct hash refs;               /* work id → doc_work_ref */
    bool links;                     /* cites link to their references */
    bool notes;                     /* the style prints citations in notes */
};

static bool is_same_language(struct str x, struct str y) {
    return str_eq(str_slice(x, 0, str_find_char(x, '-')), str_slice(y, 0, str_find_char(y, '-')));
}

static struct cite_ref *make_ref(struct job *j, const struct doc_cite_item *item,
                                 struct cite_cluster *c, size_t place) {
    struct cite_ref *ref = arena_new(j->doc->arena, struct cite_ref);
    ref->entry = engine_add_work(j->engine, item->work);
    ref->prefix = item->prefix;
    ref->suffix = item->suffix;
    ref->label = item->label;
    ref->locator = item->locator;
    ref->suppress_author = item->suppress_author;
    ref->cluster = c;
    ref->given = place;
    if (!is_same_language(item->work->lang, j->doc->meta.lang)) ref->lang = item->work->lang;
    const struct doc_work_ref *cited = hash_get(&j->refs, item->work->id);
    if (j->links && cited) ref->url = str_printf(j->doc->arena, "#work-%zu", cited->number);
    return ref;
}

/* True if words of the author's stand before the citation and their sentence has not ended. */
static bool is_within(const struct doc_node *node) {
    const struct doc_node *before = node->prev;
    if (before && before->kind == DOC_SOFT_BREAK) before = before->prev;
    if (!before) return false;
    if (before->kind != DOC_TEXT) return true;
    struct str s = str_trim(before->u.text);
    return s.n && !str_ends(s, ".") && !str_ends(s, "!") && !str_ends(s, "?");
}

static struct cite_cluster *make_cluster(struct job *j, const struct doc_citation *citation) {
    struct cite_cluster *c = arena_new(j->doc->arena, struct cite_cluster);
    c->note_number = citation->note_number;
    c->within = is_within(citation->node);
    c->refs = arena_new_array(j->doc->arena, citation->item_count + 1, struct cite_ref *);
    for (size_t i = 0; i < citation->item_count; i++)
        if (citation->items[i].work)
            c->refs[c->ref_count++] = make_ref(j, &citation->items[i], c, i);
    return c->ref_count ? c : NULL;
}

static struct cite_cluster **collect(struct job *j, size_t *n) {
    struct doc *doc = j->doc;
    j->clusters = arena_new_array(doc->arena, doc->citations.n + 1, struct cite_cluster *);
    struct cite_cluster **known =
        arena_new_array(doc->arena, doc->citations.n + 1, struct cite_cluster *);
    *n = 0;
    for (size_t i = 0; i < doc->cited.n; i++)
        engine_add_work(j->engine, doc->cited.v[i]->work);
    for (size_t i = 0; i < doc->citations.n; i++) {
        j->clusters[i] = make_cluster(j, doc->citations.v[i]);
        if (j->clusters[i]) known[(*n)++] = j->clusters[i];
    }
    return known;
}

static void move_children(struct doc_node *to, struct doc_node *from) {
    while (from->first) {
        struct doc_node *c = from->first;
        doc_unlink(c);
        doc_append(to, c);
    }
}

static void print_into(struct job *j, struct doc_node *node, const struct out *o) {
    struct print_options p = engine_print_options(j->engine, j->doc->arena, true);
    out_print(node, o, &p);
}

/* In a draft, what is cited and not known is seen. */
static void print_unknown(struct job *j, const struct doc_citation *c) {
    if (!j->doc->draft) return;
    for (size_t i = 0; i < c->item_count; i++) {
        if (c->items[i].work) continue;
        struct doc_node *m = doc_node_new(j->doc->arena, DOC_MISTAKE, c->items[i].pos);
        m->u.text = str_join(j->doc->arena, STR("@"), c->items[i].key);
        if (doc_ends_in_words(c->node->last ? c->node->last : c->node->prev))
            doc_append(c->node, doc_text_new(j->doc->arena, STR(" "), c->items[i].pos));
        doc_append(c->node, m);
    }
}

/* "@key says": the author's name in the running text. In a note style the name stands in the text
 * and the whole citation in its note; otherwise the rest follows the name. True if it does. */
static bool print_author(struct job *j, const struct doc_citation *citation,
                         struct cite_cluster *cluster) {
    struct doc_node *to = citation->author_node ? citation->author_node : citation->node;
    struct out *names = engine_render_author(j->engine, cluster->refs[0]);
    if (!names) return false;
    names->lang = cluster->refs[0]->lang;
    print_into(j, to, names);
    if (citation->author_node) return false;
    cluster->refs[0]->suppress_author = true;
    return true;
}

/* The last text below node, or NULL. */
static struct doc_node *last_text(struct doc_node *node) {
    while (node && node->kind != DOC_TEXT)
        node = node->last;
    return node;
}

/* A style ends its citations with a stop, since each is a note of its own. Amid a sentence that the
 * author goes on with, the stop is the author's to set. */
static void drop_stop(struct doc_node *node) {
    struct doc_node *text = last_text(node);
    if (!node->next || !text || !str_ends(text->u.text, ".")) return;
    text->u.text.n--;
}

static struct doc_node *first_text(struct doc_node *node) {
    while (node && node->kind != DOC_TEXT)
        node = node->first;
    return node;
}

/* True if the text begins with a word in small letters throughout: "van", not "eBay". */
static bool begins_small(struct str text) {
    size_t i = 0, n = 0;
    uint32_t cp = 0;
    while (i < text.n && case_is_letter(cp = utf8_next(text, &i)) && !case_is_upper(cp))
        n++;
    return n && (i == text.n || !case_is_letter(cp));
}

/* A note begins with a capital, whatever it cites begins with. */
static void begin_note(struct doc *doc, struct doc_node *node) {
    struct doc_node *text = node->prev ? NULL : first_text(node);
    if (!text || !begins_small(text->u.text) || text->parent->kind == DOC_LINK) return;
    text->u.text = case_capital(doc->arena, text->u.text, doc->meta.lang);
}

/* --- marks ------------------------------------------------------------------------------------ */

enum {
    MARK_MOST = 8,  /* characters up to a mark's first space: "[12–15]" */
    WHOLE_MOST = 10 /* of a mark that no line's end divides: "[7, p. 3]" */
};

/* True if all that the node prints stands above the line. */
static bool is_raised(const struct doc_node *node) {
    return node->first && !node->first->next && node->first->kind == DOC_SUP;
}

/* True for what is a figure between brackets rather than words: "[7]", "(12)", "[Ott21, p. 4]". */
static bool is_figure(struct str text) {
    bool digit = false;
    size_t end = str_find_char(text, ' ');
    for (size_t i = 0; i < end; i++)
        digit = digit || (text.p[i] >= '0' && text.p[i] <= '9');
    char first = text.n ? text.p[0] : '\0';
    return digit && utf8_count(str_slice(text, 0, end)) <= MARK_MOST &&
           (first == '[' || first == '(' || (first >= '0' && first <= '9'));
}

/* The class that says how a mark holds together; empty: the citation is words like others. */
static struct str class_of_mark(struct job *j, const struct doc_node *node) {
    struct buf b = {0};
    doc_plain_text(&b, node);
    struct str text = str_copy(&j->scratch, buf_str(&b));
    buf_done(&b);
    bool raised = is_raised(node), solid = str_find_char(text, ' ') == text.n;
    if (!raised && !is_figure(text)) return STR_NONE;
    bool whole = raised ? solid : utf8_count(text) <= WHOLE_MOST;
    return whole ? STR("csl-mark csl-whole") : STR("csl-mark");
}

/* True if figures above the line stand just before the node. */
static bool follows_raised(const struct doc_node *node) {
    const struct doc_node *before = node->prev;
    if (!before) return false;
    if (before->kind == DOC_CITATION)
        return before->last && doc_has_class(before->last, "csl-mark") && is_raised(before->last);
    return before->kind == DOC_NOTE_MARK && before->u.note_mark.note;
}

/* Puts what the citation prints into its node. A mark is a span of its own; where it is raised, no
 * space stands before it, but a comma where other raised figures do. Nothing leaves no space behind
 * either. */
static void place(struct job *j, struct doc_node *node, struct doc_node *printed, bool named) {
    bool raised = is_raised(printed), tight = raised || !printed->first;
    struct arena *a = j->doc->arena;
    if (named && !tight) doc_append(node, doc_text_new(a, STR(" "), node->pos));
    if (!named && tight) doc_trim_before(node);
    if (!named && raised && follows_raised(node))
        doc_insert_before(printed->first->first, doc_text_new(a, STR(","), node->pos));
    if (!j->notes) printed->classes = class_of_mark(j, printed);
    if (printed->classes.n)
        doc_append(node, printed);
    else
        move_children(node, printed);
}

static void report_empty(struct job *j, const struct doc_citation *citation) {
    bool suppressed = citation->items[0].suppress_author;
    diag_add(j->doc->diags, DIAG_CITE_EMPTY, citation->items[0].pos,
             suppressed ? "cite it with its author, without the hyphen, or take the citation out"
                        : "give the reference what the style prints, or choose another under csl:",
             "of the citation of `%.*s` the style prints nothing", STR_ARG(citation->items[0].key));
}

static void print_citation(struct job *j, size_t i) {
    struct doc_citation *citation = j->doc->citations.v[i];
    struct cite_cluster *cluster = j->clusters[i];
    struct arena_mark mark = arena_mark(&j->scratch);
    if (cluster) {
        bool named = citation->in_text && print_author(j, citation, cluster);
        struct doc_node *printed = doc_node_new(j->doc->arena, DOC_SPAN, citation->node->pos);
        struct out *o = engine_render_cluster(j->engine, cluster);
        if (o) print_into(j, printed, o);
        place(j, citation->node, printed, named);
        if (citation->note_number) drop_stop(citation->node);
        if (j->notes && citation->note_number) begin_note(j->doc, citation->node);
        if (!citation->node->first) report_empty(j, citation);
    }
    print_unknown(j, citation);
    arena_reset(&j->scratch, mark);
}

/* --- the literature list ---------------------------------------------------------------------- */

/* The space between label and body is the page's to set. */
static void trim_ends(struct doc_node *label, struct doc_node *body) {
    struct doc_node *last = label, *first = body;
    while (last && last->kind != DOC_TEXT)
        last = last->last;
    while (first && first->kind != DOC_TEXT)
        first = first->first;
    while (last && str_ends(last->u.text, " "))
        last->u.text.n--;
    while (first && str_starts(first->u.text, " "))
        first->u.text = str_slice(first->u.text, 1, first->u.text.n);
}

/* Takes the left field out of the body. */
static void split_label(struct doc *doc, struct doc_literature_entry *entry) {
    struct doc_node *left = entry->body->first;
    if (!left || !doc_has_class(left, "csl-left-margin")) return;
    doc_unlink(left);
    entry->label = doc_node_new(doc->arena, DOC_SPAN, left->pos);
    move_children(entry->label, left);
    struct doc_node *right = entry->body->first;
    if (right && !right->next && doc_has_class(right, "csl-right-inline")) {
        doc_unlink(right);
        move_children(entry->body, right);
    }
    trim_ends(entry->label, entry->body);
}

static void print_entry(struct job *j, struct doc_literature_entry *to, struct entry *entry,
                        struct entry *previous) {
    struct arena_mark mark = arena_mark(&j->scratch);
    to->body = doc_node_new(j->doc->arena, DOC_PARAGRAPH, entry->work->pos);
    to->body->lang = entry->work->lang;
    struct out *o = engine_render_entry(j->engine, entry, previous);
    if (o) print_into(j, to->body, o);
    split_label(j->doc, to);
    arena_reset(&j->scratch, mark);
}

static double attr_double(const struct style_node *n, enum style_attr attr, double fallback) {
    return (double)style_attr_long(n, attr, (long)fallback);
}

static void read_list_options(struct doc_literature *l, const struct style_node *b) {
    struct str align = style_attr(b, ATTR_SECOND_FIELD_ALIGN);
    l->hanging_indent = style_attr_is(b, ATTR_HANGING_INDENT, "true");
    l->second_field_flush = str_is(align, "flush");
    l->second_field_margin = str_is(align, "margin");
    l->entry_spacing = attr_double(b, ATTR_ENTRY_SPACING, 1);
    l->line_spacing = attr_double(b, ATTR_LINE_SPACING, 1);
}

/* Whether references stand at the feet of pages: as the author says, else as the style does, which
 * may bear `at-foot="true"` of any namespace on its bibliography. Where no note stands at a foot,
 * none does. */
static bool stand_at_foot(const struct doc *doc, const struct cite_style *s) {
    const struct doc_meta *m = &doc->meta;
    if (s->is_note) return false;
    if (m->foot_references_given) return m->foot_references;
    return m->notes != DOC_NOTES_END && style_attr_is(s->bibliography, ATTR_AT_FOOT, "true");
}

/* No heading stands over nothing, but for one that the author wrote. */
static void drop_heading(struct doc *doc) {
    struct doc_node *heading = doc->literature_heading;
    if (doc->literature.count || !heading) return;
    doc_unlink(heading);
    doc->literature_heading = NULL;
}

static void print_literature(struct job *j, const struct cite_style *s) {
    struct doc *doc = j->doc;
    if (!s->bibliography_layout) return;
    struct entry **order;
    size_t n = engine_entries(j->engine, &order);
    struct doc_literature *l = &doc->literature;
    read_list_options(l, s->bibliography);
    l->at_foot = stand_at_foot(doc, s);
    l->entries = arena_new_array(doc->arena, n + 1, struct doc_literature_entry);
    struct entry *previous = NULL;
    for (size_t i = 0; i < n; i++) {
        struct doc_literature_entry *to = &l->entries[l->count];
        to->ref = hash_get(&j->refs, order[i]->work->id);
        print_entry(j, to, order[i], previous);
        if (!to->body->first && !to->label) continue; /* the style leaves such works out */
        previous = order[i];
        l->count++;
    }
}

void cite_document(struct doc *doc, const struct cite_style *s) {
    struct job j = {.doc = doc, .notes = s->is_note};
    arena_init(&j.scratch);
    j.engine = engine_new(doc->arena, &j.scratch, s);
    j.links = !s->is_note && s->bibliography_layout && !doc->meta.plain_citations;
    hash_init(&j.refs, doc->arena);
    for (size_t i = 0; i < doc->cited.n; i++)
        hash_put(&j.refs, doc->cited.v[i]->work->id, doc->cited.v[i]);
    size_t n;
    struct cite_cluster **clusters = collect(&j, &n);
    engine_update(j.engine, clusters, n);
    for (size_t i = 0; i < doc->citations.n; i++)
        print_citation(&j, i);
    print_literature(&j, s);
    drop_heading(doc);
    fields_check(doc, j.engine);
    if (j.engine->limits->cut)
        diag_add(doc->diags, DIAG_LIMIT, doc->meta.csl_pos,
                 "use another style under csl:, or look for a reference with an endless text",
                 "a citation takes more work than the limit allows; what it prints was cut");
    engine_done(j.engine);
    arena_done(&j.scratch);
}
