/* cites: citations, by pandoc's rules.
 *
 * A bracket is a citation if each of its parts, between semicolons, names one key. What stands
 * before the key is the prefix, what follows is the locator and the suffix; their marks become
 * CSL's inline HTML, since that is what a CSL processor takes. */
#include "source/cites.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "source/live.h"
#include "source/locator.h"
#include "source/smart.h"
#include "text/case.h"

enum { SIBLINGS_MAX = 1000 }; /* between the brackets behind a key in the text */

/* --- keys ------------------------------------------------------------------------------------- */

static bool is_key_char(uint32_t cp) {
    return cp == '_' || case_is_alnum(cp);
}

/* Bytes of `@key` or `@{key}` at i, where an at sign stands; 0 if no key follows it. */
static size_t key_at(struct str s, size_t i, struct str *key) {
    size_t start = i + 1, end = start;
    if (start < s.n && s.p[start] == '{') {
        size_t close = start + str_find_char(str_slice(s, start, s.n), '}');
        *key = str_slice(s, start + 1, close - start - 1);
        return close < s.n && key->n ? close + 1 - i : 0;
    }
    while (end < s.n) {
        size_t next = end;
        uint32_t cp = utf8_next(s, &next);
        if (is_key_char(cp)) {
            end = next;
            continue;
        }
        bool joins = cp < 0x80 && strchr(":.#$%&-+?<>~/", (int)cp) && end > start;
        if (!joins || next >= s.n) break;
        size_t after = next;
        uint32_t follows = utf8_next(s, &after);
        if (!is_key_char(follows) && !((cp == ':' || cp == '/') && follows == '/')) break;
        end = next;
    }
    *key = str_slice(s, start, end - start);
    return key->n ? end - i : 0;
}

/* True if an at sign at i does not stand within a word, as in an address. */
static bool may_begin(struct str s, size_t i) {
    if (i == 0) return true;
    return !case_is_alnum(utf8_prev(s, &i));
}

/* --- items ------------------------------------------------------------------------------------ */

struct items {
    struct reading *r;
    const struct passage *p;
    VEC(struct doc_cite_item) list;
    struct doc_cite_item item;
    bool has_key, broken;
    struct buf text; /* of the prefix, then of the suffix */
};

static struct str take_text(struct items *it) {
    struct str s = str_copy(it->r->arena, buf_str(&it->text));
    buf_clear(&it->text);
    return s;
}

/* A locator's double hyphens are dashes, as those of running text. */
static struct str dash_ranges(struct arena *a, struct str locator) {
    struct buf out = {0};
    if (str_find(locator, STR("--")) == SIZE_MAX) return locator;
    for (size_t i = 0; i < locator.n;) {
        size_t n = 0;
        while (i + n < locator.n && locator.p[i + n] == '-')
            n++;
        if (n == 2 || n == 3) {
            buf_add_cp(&out, n == 2 ? 0x2013 : 0x2014);
        } else {
            n = n ? n : 1;
            buf_add(&out, locator.p + i, n);
        }
        i += n;
    }
    struct str dashed = str_copy(a, buf_str(&out));
    buf_done(&out);
    return dashed;
}

static void finish_item(struct items *it) {
    if (!it->has_key) {
        it->broken = true;
        return;
    }
    struct str suffix = take_text(it);
    struct locator locator = locator_parse(suffix);
    it->item.label = locator.label;
    it->item.locator = dash_ranges(it->r->arena, locator.value);
    while (locator.rest.n && locator.rest.p[locator.rest.n - 1] == ' ')
        locator.rest.n--;
    it->item.suffix = smart_text(it->r, locator.rest);
    *vec_push(it->r->arena, &it->list) = it->item;
    it->item = (struct doc_cite_item){0};
    it->has_key = false;
}

static void start_key(struct items *it, struct str key, struct pos pos) {
    struct str prefix = str_trim(take_text(it));
    bool suppress = prefix.n && prefix.p[prefix.n - 1] == '-' &&
                    (prefix.n == 1 || prefix.p[prefix.n - 2] == ' ');
    if (suppress) prefix = str_trim(str_slice(prefix, 0, prefix.n - 1));
    it->item.key = str_copy(it->r->arena, key);
    it->item.pos = pos;
    it->item.prefix = smart_text(it->r, prefix);
    it->item.suppress_author = suppress;
    it->has_key = true;
}

static void add_live(struct items *it, const struct doc_node *text) {
    struct str s = text->u.text;
    for (size_t i = 0; i < s.n;) {
        struct str key;
        size_t n;
        if (s.p[i] == ';') {
            finish_item(it);
            i++;
        } else if (s.p[i] == '@' && !it->has_key && may_begin(s, i) &&
                   (n = key_at(s, i, &key)) > 0) {
            start_key(it, key, live_pos(it->p, text, i));
            i += n;
        } else {
            buf_add_char(&it->text, s.p[i++]);
        }
    }
}

static const char *tag_of(enum doc_kind kind) {
    switch (kind) {
    case DOC_EMPH: return "i";
    case DOC_STRONG: return "b";
    case DOC_SUP: return "sup";
    case DOC_SUB: return "sub";
    default: return NULL;
    }
}

/* A node and all below it as CSL's inline HTML. */
static void add_markup(void *closure, enum doc_event_kind event, struct doc_node *node) {
    struct buf *out = closure;
    const char *tag = tag_of(node->kind);
    if (tag) {
        buf_printf(out, event == DOC_ENTER ? "<%s>" : "</%s>", tag);
    } else if (node->kind == DOC_SMALLCAPS) {
        buf_add_c(out,
                  event == DOC_ENTER ? "<span style=\"font-variant:small-caps;\">" : "</span>");
    } else if (node->kind == DOC_NOCASE) {
        buf_add_c(out, event == DOC_ENTER ? "<span class=\"nocase\">" : "</span>");
    } else if (event == DOC_ENTER && (node->kind == DOC_TEXT || node->kind == DOC_CODE)) {
        buf_add_str(out, node->u.text);
    } else if (event == DOC_ENTER &&
               (node->kind == DOC_SOFT_BREAK || node->kind == DOC_LINE_BREAK)) {
        buf_add_char(out, ' ');
    }
}

/* Takes the siblings after from up to to (not included) apart. */
static void add_between(struct items *it, struct doc_node *from, const struct doc_node *to) {
    for (struct doc_node *n = from->next; n != to; n = n->next) {
        if (live_is(n)) {
            add_live(it, n);
        } else {
            doc_walk(n, add_markup, &it->text);
        }
    }
}

static struct doc_node *citation_new(struct items *it, struct pos pos) {
    struct arena *a = it->r->arena;
    struct doc_citation *citation = arena_new(a, struct doc_citation);
    struct doc_node *node = doc_node_new(a, DOC_CITATION, pos);
    node->u.citation.citation = citation;
    citation->node = node;
    citation->pos = pos;
    citation->items = it->list.v;
    citation->item_count = it->list.n;
    *vec_push(a, &it->r->citations) = citation;
    return node;
}

struct doc_node *cites_group(struct reading *r, const struct passage *p, struct doc_node *opener,
                             struct doc_node *closer) {
    struct items it = {.r = r, .p = p};
    add_between(&it, opener, closer);
    finish_item(&it);
    buf_done(&it.text);
    return it.broken ? NULL : citation_new(&it, opener->pos);
}

/* --- in the text ------------------------------------------------------------------------------ */

/* The bracket that closes the one at opener, not too far among its siblings; NULL if there is none.
 */
static struct doc_node *closing_of(struct doc_node *opener) {
    int open = 0, seen = 0;
    for (struct doc_node *n = opener; n && seen < SIBLINGS_MAX; n = n->next, seen++) {
        if (!live_is(n)) continue;
        if (str_is(n->u.text, "[")) open++;
        if (str_is(n->u.text, "]") && --open == 0) return n;
    }
    return NULL;
}

/* Reads ` [p. 4]` behind `@key` into its item, and more items after semicolons. */
static void take_bracket(struct items *it, struct doc_node *after) {
    struct doc_node *opener = after ? after->next : NULL;
    bool space = after && ((live_is(after) && str_empty(str_trim(after->u.text))) ||
                           after->kind == DOC_SOFT_BREAK);
    if (after && live_is(after) && str_is(after->u.text, "[")) {
        opener = after;
        space = false;
        after = NULL;
    } else if (!space) {
        return;
    }
    if (!live_is(opener) || !str_is(opener->u.text, "[")) return;
    struct doc_node *closer = closing_of(opener);
    if (!closer) return;
    struct doc_cite_item alone = it->list.v[0];
    it->has_key = true;
    it->item = alone;
    it->list.n = 0;
    buf_add_c(&it->text, ", ");
    add_between(it, opener, closer);
    finish_item(it);
    if (it->broken) {
        it->list.v[0] = alone;
        it->list.n = 1;
        return;
    }
    while (opener->next != closer)
        doc_unlink(opener->next);
    doc_unlink(opener);
    doc_unlink(closer);
    if (after) doc_unlink(after);
}

/* Makes a citation of the at sign at offset in text; gives the node to go on with. */
static struct doc_node *cite_at(struct reading *r, const struct passage *p, struct doc_node *text,
                                size_t offset, size_t length, struct str key) {
    struct items it = {.r = r, .p = p};
    struct pos pos = live_pos(p, text, offset);
    bool suppress =
        offset && text->u.text.p[offset - 1] == '-' && may_begin(text->u.text, offset - 1);
    start_key(&it, key, pos);
    finish_item(&it);
    it.list.v[0].suppress_author = suppress;
    it.list.v[0].author_in_text = !suppress;
    struct doc_node *at = live_split(r->arena, p, text, offset - suppress);
    live_split(r->arena, p, at, length + suppress);
    take_bracket(&it, at->next);
    struct doc_node *node = citation_new(&it, at->pos);
    node->u.citation.citation->in_text = !suppress;
    doc_replace(at, node);
    buf_done(&it.text);
    return node;
}

void cites_in_text(struct reading *r, const struct passage *p, struct doc_node *root) {
    struct doc_node *next;
    for (struct doc_node *at = root; at; at = next) {
        if (live_is(at)) {
            struct str s = at->u.text, key;
            for (size_t i = str_find_char(s, '@'); i < s.n; i++) {
                size_t n = s.p[i] == '@' && may_begin(s, i) ? key_at(s, i, &key) : 0;
                if (!n) continue;
                at = cite_at(r, p, at, i, n, key);
                break;
            }
        }
        next = doc_next(root, at);
    }
}

struct str cites_markup(struct arena *a, struct doc_node *inlines) {
    struct buf out = {0};
    doc_walk(inlines, add_markup, &out);
    struct str s = str_copy(a, buf_str(&out));
    buf_done(&out);
    return s;
}

struct doc_node *cites_of_keys(struct reading *r, const struct str *keys, const struct pos *places,
                               size_t n) {
    if (!n) return NULL;
    struct items it = {.r = r};
    for (size_t i = 0; i < n; i++) {
        struct str key = str_slice(keys[i], str_starts(keys[i], "@"), keys[i].n);
        *vec_push(r->arena, &it.list) = (struct doc_cite_item){.key = key, .pos = places[i]};
    }
    struct doc_node *span = doc_node_new(r->arena, DOC_SPAN, places[0]);
    doc_append(span, citation_new(&it, places[0]));
    return span;
}
