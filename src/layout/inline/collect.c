/* From doc's inlines to the paragraph's text, spans and structure nodes. The tree is walked without
 * recursion: each open node is an entry of a stack that holds how its text is set. */
#include "layout/inline/collect.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "style/words.h"
#include "text/case.h"
#include "text/text.h"

/* --- how text is set -------------------------------------------------------------------------- */

void collect_type(const struct inline_context *x, struct look *look, enum style_type_id type,
                  struct str lang) {
    const struct style_type *t = &x->l->job.style->types[type];
    *look = (struct look){.family = t->family,
                          .weight = t->weight,
                          .italic = t->italic,
                          .size = t->size,
                          .tracking = t->tracking,
                          .figures = t->figures,
                          .colour = t->colour,
                          .capitals = t->capitals,
                          .lang = lang,
                          .flags = t->family == STYLE_MONO ? SPAN_CODE | SPAN_NO_HYPHENS : 0};
}

/* The face for small capitals: an italic without them takes the upright's; NONE: plain letters. */
static uint32_t face_with_smallcaps(struct inline_context *x, const struct look *look) {
    const bool italics[] = {look->italic, false, false};
    const int weights[] = {look->weight, look->weight, 400};
    for (int i = 0; i < 3; i++) {
        uint32_t face = context_face(x, look->family, weights[i], italics[i]);
        if (face != FONT_NONE && font_face_has_feature(x->l->job.fonts, face, "smcp")) return face;
    }
    return FONT_NONE;
}

struct inline_font *collect_font(struct inline_context *x, const struct look *look) {
    struct inline_font f = {.size = look->size, .tracking = look->tracking, .lang = look->lang};
    f.face = context_face(x, look->family, look->weight, look->italic);
    f.features = features_of_figures(look->figures) | look->features;
    if (look->smallcaps) {
        uint32_t face = face_with_smallcaps(x, look);
        if (face != FONT_NONE) {
            f.face = face;
            f.features |= FEATURE_SMALLCAPS;
        }
    }
    if (look->flags & SPAN_CODE)
        f.features = FEATURE_CODE;
    else if (look->tracking != 0)
        f.features |= FEATURE_NO_LIGATURES;
    return context_font(x, &f);
}

struct inline_font *collect_base_font(struct inline_context *x, enum style_type_id type,
                                      struct str lang) {
    struct look look;
    collect_type(x, &look, type, lang);
    return collect_font(x, &look);
}

/* The node that text goes to: a TEXT of the element, a new one after each child element. */
static uint32_t text_node(struct collector *k, struct element *e) {
    if (k->artifact) return FRAME_ARTIFACT;
    if (e->text == FRAME_NO_NODE) e->text = frame_add_node(k->c->l->out, e->node, FRAME_ROLE_TEXT);
    return e->text;
}

static struct setting setting_of(struct collector *k, const struct look *look, uint32_t node) {
    return (struct setting){.font = collect_font(k->c->context, look),
                            .rise = look->rise,
                            .colour = look->colour,
                            .node = node,
                            .link = look->link,
                            .flags = look->flags};
}

void collect_text(struct collector *k, const struct look *look, struct element *e, struct str text,
                  struct pos pos) {
    if (str_empty(text)) return;
    if (look->script) {
        collect_script_text(k, look, e, text, pos);
        return;
    }
    struct setting s = setting_of(k, look, text_node(k, e));
    if (look->capitals) text = case_upper(k->c->arena, text, look->lang);
    if (capitals_are_small(k, look))
        collect_capitals(k, &s, look, text, pos);
    else
        content_append(k->c, &s, text, pos);
}

/* --- elements, links, marks ------------------------------------------------------------------- */

struct element collect_element(struct collector *k, struct element *parent, enum frame_role role) {
    struct element e = {FRAME_ARTIFACT, FRAME_NO_NODE};
    if (k->artifact) return e;
    parent->text = FRAME_NO_NODE;
    e.node = frame_add_node(k->c->l->out, parent->node, role);
    return e;
}

/* What the node says, to be filled in; of an artifact what nobody reads. */
static struct frame_says *says_of(struct collector *k, struct element e) {
    return e.node == FRAME_ARTIFACT ? &k->none : frame_say(k->c->l->out, e.node);
}

uint32_t collect_link(struct collector *k, uint32_t node, struct str url, uint32_t destination) {
    if (k->artifact) return 0;
    *vec_push(k->c->arena, &k->c->links) = (struct link){node, url, destination};
    return (uint32_t)k->c->links.n;
}

void collect_mark(struct collector *k, struct mark m) {
    if (k->artifact) return;
    m.offset = k->c->text.n;
    *vec_push(k->c->arena, &k->c->marks) = m;
}

void collect_destination(struct collector *k, struct str id, uint32_t node) {
    if (k->artifact || str_empty(id)) return;
    struct layout *l = k->c->l;
    uint32_t d = layout_destination(l, id);
    if (node != FRAME_ARTIFACT) l->out->destinations.v[d].node = node;
    collect_mark(k, (struct mark){.kind = MARK_DESTINATION, .destination = d});
}

static struct str plain_text(struct collector *k, const struct doc_node *node) {
    struct buf b = {0};
    doc_plain_text(&b, node);
    struct str s = str_copy(k->c->l->out->arena, buf_str(&b));
    buf_done(&b);
    return s;
}

/* --- kinds of inline -------------------------------------------------------------------------- */

static void enter_strong(struct look *look) {
    look->weight = features_strong_weight(look->weight);
}

/* Code is set so that its small letters are as tall as the text's around it. */
static void enter_code(struct collector *k, struct look *look) {
    struct look plain = *look;
    plain.flags &= ~(unsigned)SPAN_CODE;
    sp around = collect_font(k->c->context, &plain)->metrics.x_height;
    bool was_code = look->family == STYLE_MONO;
    look->family = STYLE_MONO;
    look->smallcaps = false;
    look->tracking = 0;
    look->flags |= SPAN_CODE | SPAN_NO_HYPHENS;
    look->features = 0;
    if (was_code) return;
    sp own = collect_font(k->c->context, look)->metrics.x_height;
    if (own > 0 && around > 0 && around < own * 2) look->size = sp_scale(look->size, around, own);
}

void collect_mistake(struct collector *k, const struct look *look, struct element *e,
                     struct str text, struct pos pos) {
    struct look seen = *look;
    seen.family = STYLE_SANS;
    seen.weight = 700;
    seen.colour = k->c->l->job.style->accent;
    seen.flags &= ~(unsigned)SPAN_CODE;
    collect_text(k, &seen, e, str_printf(k->c->arena, "[%.*s]", STR_ARG(text)), pos);
}

static void enter_link(struct collector *k, const struct doc_node *node, struct open *o) {
    struct layout *l = k->c->l;
    if (k->artifact || o->look.link) return;
    struct str url = node->u.link.url, alt = plain_text(k, node);
    bool inner = str_starts(url, "#");
    o->own = collect_element(k, o->element, FRAME_ROLE_LINK);
    o->element = &o->own;
    struct frame_says *n = says_of(k, o->own);
    n->alt = str_empty(alt) ? str_copy(l->out->arena, url) : alt;
    n->title = node->u.link.title;
    uint32_t destination = inner ? layout_destination(l, str_slice(url, 1, url.n)) : 0;
    o->look.link = collect_link(k, o->own.node, inner ? STR_NONE : url, destination);
}

static void enter_abbr(struct collector *k, const struct doc_node *node, struct open *o) {
    o->own = collect_element(k, o->element, FRAME_ROLE_SPAN);
    o->element = &o->own;
    says_of(k, o->own)->expansion = node->u.abbr.expansion;
}

/* A change of language is an element, so that it can be read aloud rightly. */
static void enter_lang(struct collector *k, const struct doc_node *node, struct open *o) {
    if (str_empty(node->lang) || str_eq(node->lang, o->look.lang)) return;
    o->look.lang = node->lang;
    if (k->artifact) return;
    if (o->element != &o->own) {
        o->own = collect_element(k, o->element, FRAME_ROLE_SPAN);
        o->element = &o->own;
    }
    says_of(k, o->own)->lang = node->lang;
}

/* Small capitals. Where there is nothing but capitals ("EU") they are what becomes small. */
static void enter_smallcaps(struct collector *k, const struct doc_node *node, struct look *look) {
    if (look->smallcaps) return;
    struct str words = plain_text(k, node);
    bool small = false;
    look->smallcaps = true;
    for (size_t i = 0; i < words.n && !small;)
        small = case_is_lower(utf8_next(words, &i));
    if (!small) look->features |= FEATURE_ALL_SMALL;
}

/* What citation styles ask for beyond emphasis (see cite.h). No face is oblique beside its italic.
 */
static void enter_csl(struct collector *k, const struct doc_node *node, struct look *look) {
    const struct style_type *t = &k->c->l->job.style->types[k->c->type];
    if (doc_has_class(node, "csl-upright")) look->italic = false;
    if (doc_has_class(node, "csl-oblique")) look->italic = true;
    if (doc_has_class(node, "csl-regular")) look->weight = t->weight < 600 ? t->weight : 400;
    if (doc_has_class(node, "csl-light")) look->weight = 300;
    if (doc_has_class(node, "csl-underline")) look->flags |= SPAN_UNDERLINE;
    if (doc_has_class(node, "csl-no-underline")) look->flags &= ~(unsigned)SPAN_UNDERLINE;
    if (doc_has_class(node, "csl-mark")) {
        content_wish(k->c, WISH_NO_BREAK);
        if (node->first && node->first->kind == DOC_SUP) look->flags |= SPAN_TIGHT;
    }
    if (doc_has_class(node, "csl-whole")) look->flags |= SPAN_WHOLE;
    if (doc_has_class(node, "csl-no-caps")) {
        look->smallcaps = false;
        look->features &= ~(unsigned)FEATURE_ALL_SMALL;
    }
    if (doc_has_class(node, "csl-baseline")) {
        look->size = t->size;
        look->rise = 0;
        look->script = SCRIPT_NONE;
        look->figures = t->figures;
        look->features &= ~(unsigned)(FEATURE_SUPERIOR | FEATURE_INFERIOR);
    }
}

static void enter_classes(struct collector *k, const struct doc_node *node, struct look *look) {
    if (str_empty(node->classes)) return;
    if (doc_has_class(node, "smallcaps")) enter_smallcaps(k, node, look);
    if (doc_has_class(node, "underline")) look->flags |= SPAN_UNDERLINE;
    if (doc_has_class(node, "nohyphens")) look->flags |= SPAN_NO_HYPHENS;
    if (str_starts(node->classes, "csl-")) enter_csl(k, node, look);
}

/* A work is cited on the page of the mark, wherever the notes are listed in the end; they are set
 * as the literature is. */
static bool is_endnote(const struct collector *k) {
    return k->c->l->job.doc->meta.notes == DOC_NOTES_END && k->c->type == STYLE_TYPE_LITERATURE;
}

static void note_works(struct collector *k, const struct doc_citation *citation) {
    if (!citation) return;
    for (size_t i = 0; i < citation->item_count; i++) {
        const struct work *work = citation->items[i].work;
        struct str key = {(const char *)&work, sizeof work};
        const struct doc_work_ref *ref = work ? hash_get(&k->c->context->works, key) : NULL;
        if (ref) collect_mark(k, (struct mark){.kind = MARK_WORK, .work = ref->number});
    }
}

void collect_endnote_works(struct collector *k, const struct doc_note *note) {
    if (k->c->l->job.doc->meta.notes != DOC_NOTES_END || !note->body || is_endnote(k)) return;
    for (const struct doc_node *n = note->body; n; n = doc_next(note->body, n))
        if (n->kind == DOC_CITATION) note_works(k, n->u.citation.citation);
}

static void put_task(struct collector *k, const struct doc_node *node, struct open *o) {
    struct element e = collect_element(k, o->element, FRAME_ROLE_SPAN);
    bool done = node->u.task.done;
    says_of(k, e)->actual =
        style_say(k->c->l->job.style, o->look.lang, done ? STYLE_WORD_DONE : STYLE_WORD_TO_DO);
    struct setting s = setting_of(k, &o->look, text_node(k, &e));
    sp side = sp_scale(o->look.size, 72, 100);
    struct object box = {.kind = OBJECT_TASK, .width = side, .height = side, .done = done};
    content_append_object(k->c, &s, &box, node->pos);
}

/* What a reference to a place prints: a heading's words; “Table 2”; the words of a caption that has
 * no number. */
static struct str reference_words(struct collector *k, const struct doc_node *there) {
    struct layout *l = k->c->l;
    struct str lang = l->job.doc->meta.lang;
    const struct doc_node *caption = NULL;
    size_t number = 0;
    enum style_word_id word = doc_is_figure(there) ? STYLE_WORD_FIGURE : STYLE_WORD_TABLE;
    switch (there->kind) {
    case DOC_HEADING: return plain_text(k, there);
    case DOC_TABLE:
        number = there->u.table.number;
        caption = there->u.table.caption;
        break;
    case DOC_FIGURE: number = there->u.figure.number; break;
    case DOC_TIMELINE:
        number = there->u.timeline.number;
        caption = there->u.timeline.caption;
        if (!caption) return style_say(l->job.style, lang, STYLE_WORD_TIMELINE);
        break;
    default: return STR_NONE;
    }
    if (!l->job.style->number_tables || !number) return caption ? plain_text(k, caption) : STR_NONE;
    struct str figures = str_printf(k->c->arena, "%zu", number);
    return style_say_of(k->c->arena, l->job.style, lang, word, figures);
}

static void put_cross_reference(struct collector *k, const struct doc_node *node, struct open *o) {
    struct str target = node->u.ref.target;
    struct layout *l = k->c->l;
    if (!k->artifact && !o->look.link) {
        o->own = collect_element(k, o->element, FRAME_ROLE_LINK);
        o->element = &o->own;
        o->look.link = collect_link(k, o->own.node, STR_NONE, layout_destination(l, target));
    }
    struct str alt = plain_text(k, node);
    if (!node->first) {
        const struct doc_node *there = doc_find_id(l->job.doc, target);
        if (there) alt = reference_words(k, there);
        if (str_empty(alt)) alt = collect_page_number(k, target);
        collect_text(k, &o->look, o->element, alt, node->pos);
    }
    says_of(k, *o->element)->alt = alt;
}

/* --- walking ---------------------------------------------------------------------------------- */

/* What the node does to the text in it, and what it puts itself. */
static void enter(struct collector *k, const struct doc_node *node, struct open *o) {
    struct look *look = &o->look;
    switch (node->kind) {
    case DOC_TEXT: collect_text(k, look, o->element, node->u.text, node->pos); break;
    case DOC_SOFT_BREAK: collect_text(k, look, o->element, STR(" "), node->pos); break;
    case DOC_LINE_BREAK: collect_text(k, look, o->element, STR("\n"), node->pos); break;
    case DOC_EMPH: look->italic = !look->italic; break;
    case DOC_STRONG: enter_strong(look); break;
    case DOC_STRIKE: look->flags |= SPAN_STRIKE; break;
    case DOC_SMALLCAPS: enter_smallcaps(k, node, look); break;
    case DOC_SUP: collect_raise(k, look, node); break;
    case DOC_SUB: collect_lower(k, look, node); break;
    case DOC_CODE:
        enter_code(k, look);
        collect_text(k, look, o->element, node->u.text, node->pos);
        break;
    case DOC_MISTAKE: collect_mistake(k, look, o->element, node->u.text, node->pos); break;
    case DOC_LINK:
        enter_link(k, node, o);
        if (!node->first) collect_text(k, look, o->element, node->u.link.url, node->pos);
        break;
    case DOC_ABBR: enter_abbr(k, node, o); break;
    case DOC_IMAGE: collect_image(k, look, o->element, node); break;
    case DOC_NOTE_MARK: collect_note_mark(k, look, o->element, node); break;
    case DOC_TASK_MARK: put_task(k, node, o); break;
    case DOC_CITATION:
        if (!is_endnote(k)) note_works(k, node->u.citation.citation);
        break;
    case DOC_REF: put_cross_reference(k, node, o); break;
    case DOC_PAGE_REF: collect_page_ref(k, look, o->element, node); break;
    default: break;
    }
}

/* Images' children are their alternative text, so they are not set. */
static bool has_set_children(const struct doc_node *node) {
    return node->first && node->kind != DOC_IMAGE;
}

static struct open *push(struct collector *k, const struct doc_node *node, struct open *up) {
    struct open *o;
    if (k->free) {
        o = k->free;
        k->free = o->up_free;
    } else {
        o = arena_new(k->c->arena, struct open);
    }
    *o = (struct open){.node = node, .up = up, .element = up->element, .look = up->look};
    enter_classes(k, node, &o->look);
    enter_lang(k, node, o);
    collect_destination(k, node->id, o->element->node);
    enter(k, node, o);
    return o;
}

/* What is in a language of the other direction stands apart from what is around it: the comma and
 * the years after an Arabic title belong to the English sentence. */
static bool is_isolate(const struct open *o) {
    return text_lang_is_rtl(o->look.lang) != text_lang_is_rtl(o->up->look.lang);
}

static void begin_isolate(struct collector *k, struct open *o) {
    static const char *const marks[] = {"\u2066", "\u2067"}; /* from the left, from the right */
    if (is_isolate(o))
        collect_text(k, &o->look, o->element, str_of(marks[text_lang_is_rtl(o->look.lang)]),
                     o->node->pos);
}

static void end_isolate(struct collector *k, struct open *o) {
    if (is_isolate(o)) collect_text(k, &o->look, o->element, STR("\u2069"), o->node->pos);
}

static void release(struct collector *k, struct open *o) {
    o->up_free = k->free;
    k->free = o;
}

static void walk(struct collector *k, const struct doc_node *parent, struct open *root) {
    struct open *up = root;
    const struct doc_node *node = parent->first;
    while (node) {
        struct open *o = push(k, node, up);
        if (has_set_children(node)) {
            begin_isolate(k, o);
            up = o;
            node = node->first;
            continue;
        }
        release(k, o);
        while (!node->next && up != root) {
            struct open *done = up;
            end_isolate(k, done);
            node = done->node;
            up = done->up;
            release(k, done);
        }
        node = node->next;
    }
}

static struct collector collector_of(struct inline_content *c, uint32_t node) {
    return (struct collector){.c = c, .artifact = node == FRAME_ARTIFACT};
}

void inline_add_children(struct inline_content *c, uint32_t struct_parent,
                         const struct doc_node *parent, enum style_type_id type) {
    struct collector k = collector_of(c, struct_parent);
    struct open root = {.node = parent, .own = {struct_parent, FRAME_NO_NODE}};
    root.element = &root.own;
    collect_type(c->context, &root.look, type, c->lang);
    if (!str_empty(parent->lang)) root.look.lang = parent->lang;
    walk(&k, parent, &root);
}

void inline_add_text(struct inline_content *c, uint32_t node, struct str text,
                     enum style_type_id type, struct pos pos) {
    struct collector k = collector_of(c, node);
    struct look look;
    collect_type(c->context, &look, type, c->lang);
    struct setting s = setting_of(&k, &look, node);
    if (look.capitals) text = case_upper(c->arena, text, look.lang);
    content_append(c, &s, text, pos);
}

void inline_add_space(struct inline_content *c, sp width) {
    struct collector k = collector_of(c, FRAME_ARTIFACT);
    struct look look;
    collect_type(c->context, &look, c->type, c->lang);
    struct setting s = setting_of(&k, &look, FRAME_ARTIFACT);
    struct object space = {.kind = OBJECT_SPACE, .width = width};
    content_append_object(c, &s, &space, (struct pos){0});
}

void inline_add_link(struct inline_content *c, uint32_t struct_parent, struct str text,
                     uint32_t destination, struct str alt, enum style_type_id type, bool raised,
                     struct pos pos) {
    struct collector k = collector_of(c, struct_parent);
    struct look look;
    struct element parent = {struct_parent, FRAME_NO_NODE};
    collect_type(c->context, &look, type, c->lang);
    struct element e = collect_element(&k, &parent, FRAME_ROLE_LINK);
    says_of(&k, e)->alt = alt;
    look.link = collect_link(&k, e.node, STR_NONE, destination);
    if (raised) collect_raise_text(&k, &look, text);
    collect_text(&k, &look, &e, text, pos);
}
