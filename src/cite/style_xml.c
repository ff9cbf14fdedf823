/* XML to style nodes.
 *
 * Styles come from anywhere, so the bytes are refused before libxml2 sees them if they hold a
 * document type (no style needs one; it is where entity bombs live) or are larger than
 * MAX_BYTES; libxml2 is kept from the network and keeps its own depth limit. What is unknown is
 * kept out of the tree: CSL's successors and CSL-M add elements that we do not print. */
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "cite/style.h"

enum { MAX_BYTES = 4 << 20, MAX_DEPTH = 100, MAX_NODES = 200000 };

static const char *const element_names[] = {"",
#define X(id, name) name,
                                            STYLE_ELEMENTS(X)
#undef X
};

static const char *const attr_names[] = {
#define X(id, name) name,
    STYLE_ATTRIBUTES(X)
#undef X
};

static enum style_kind find_element(const char *name) {
    for (size_t i = 1; i < sizeof element_names / sizeof *element_names; i++)
        if (strcmp(element_names[i], name) == 0) return (enum style_kind)i;
    return STYLE_UNKNOWN;
}

/* attr_names is sorted. */
static int find_attr(const char *name) {
    int low = 0, high = ATTR_COUNT - 1;
    while (low <= high) {
        int mid = (low + high) / 2;
        int c = strcmp(name, attr_names[mid]);
        if (c == 0) return mid;
        if (c < 0)
            high = mid - 1;
        else
            low = mid + 1;
    }
    return -1;
}

static int choose_word(struct str s, const char *const *words) {
    for (int i = 0; words[i]; i++)
        if (str_is(s, words[i])) return i + 1;
    return 0;
}

#define CHOOSE(value, ...) choose_word((value), (const char *const[]){__VA_ARGS__, NULL})

static void read_format(struct style_format *f, enum style_attr attr, struct str v) {
    switch (attr) {
    case ATTR_FONT_STYLE:
        f->slant = (enum style_slant)CHOOSE(v, "normal", "italic", "oblique");
        break;
    case ATTR_FONT_WEIGHT:
        f->weight = (enum style_weight)CHOOSE(v, "normal", "bold", "light");
        break;
    case ATTR_FONT_VARIANT:
        f->variant = (enum style_variant)CHOOSE(v, "normal", "small-caps");
        break;
    case ATTR_TEXT_DECORATION: f->line = (enum style_line)CHOOSE(v, "none", "underline"); break;
    case ATTR_VERTICAL_ALIGN:
        f->shift = (enum style_shift)CHOOSE(v, "baseline", "sup", "sub");
        break;
    case ATTR_DISPLAY:
        f->display =
            (enum style_display)CHOOSE(v, "block", "left-margin", "right-inline", "indent");
        break;
    case ATTR_TEXT_CASE:
        f->text_case = (enum style_case)CHOOSE(v, "lowercase", "uppercase", "capitalize-first",
                                               "capitalize-all", "sentence", "title");
        break;
    case ATTR_QUOTES: f->quotes = str_is(v, "true"); break;
    case ATTR_STRIP_PERIODS: f->strip_periods = str_is(v, "true"); break;
    case ATTR_PREFIX: f->prefix = v; break;
    case ATTR_SUFFIX: f->suffix = v; break;
    case ATTR_DELIMITER: f->delimiter = v; break;
    default: break;
    }
}

size_t style_words(struct str **out, struct arena *a, struct str list) {
    VEC(struct str) words = {0};
    size_t i = 0;
    while (i < list.n) {
        while (i < list.n && (unsigned char)list.p[i] <= ' ')
            i++;
        size_t from = i;
        while (i < list.n && (unsigned char)list.p[i] > ' ')
            i++;
        if (i > from) *vec_push(a, &words) = str_slice(list, from, i - from);
    }
    *out = words.v;
    return words.n;
}

struct reader {
    struct arena *arena;
    size_t nodes;
    const char *why;
};

static struct str copy_xml(struct arena *a, const xmlChar *s) {
    return str_copy(a, str_of((const char *)s));
}

static void read_attrs(struct reader *r, struct style_node *node, xmlNode *x) {
    size_t n = 0;
    for (xmlAttr *at = x->properties; at; at = at->next)
        n++;
    node->attrs = arena_new_array(r->arena, n ? n : 1, struct style_attr_value);
    for (xmlAttr *at = x->properties; at; at = at->next) {
        int id = find_attr((const char *)at->name);
        if (id < 0) continue;
        struct str v = {"", 0};
        if (at->children && !at->children->next && at->children->content) {
            v = copy_xml(r->arena, at->children->content);
        } else if (at->children) {
            xmlChar *s = xmlNodeListGetString(x->doc, at->children, 1);
            if (s) v = copy_xml(r->arena, s);
            xmlFree(s);
        }
        node->attrs[node->attr_count++] = (struct style_attr_value){(enum style_attr)id, v};
        read_format(&node->format, (enum style_attr)id, v);
        if (id == ATTR_VARIABLE) node->var_count = style_words(&node->vars, r->arena, v);
    }
}

static bool holds_text(enum style_kind k) {
    return k == STYLE_TERM || k == STYLE_SINGLE || k == STYLE_MULTIPLE;
}

/* A text set on lines of its own ends and begins with its words; a space within a line is meant. */
static struct str trim_lines(struct str s) {
    bool lines = str_find_char(s, '\n') < s.n;
    return lines ? str_trim(s) : s;
}

static bool skips(enum style_kind k, enum style_kind parent) {
    return k == STYLE_UNKNOWN || (parent == STYLE_INFO && k != STYLE_LINK);
}

static struct style_node *read_node(struct reader *r, struct style_node *parent, xmlNode *x,
                                    int depth) {
    enum style_kind kind = find_element((const char *)x->name);
    if (parent && skips(kind, parent->kind)) return NULL;
    if (depth > MAX_DEPTH || ++r->nodes > MAX_NODES) {
        r->why = depth > MAX_DEPTH ? "it is nested too deeply" : "it has too many elements";
        return NULL;
    }
    struct style_node *node = arena_new(r->arena, struct style_node);
    node->kind = kind;
    node->parent = parent;
    read_attrs(r, node, x);
    if (holds_text(kind)) {
        xmlChar *s = xmlNodeGetContent(x);
        node->text = trim_lines(copy_xml(r->arena, s ? s : (const xmlChar *)""));
        xmlFree(s);
    }
    for (xmlNode *c = x->children; c && !r->why; c = c->next) {
        if (c->type != XML_ELEMENT_NODE) continue;
        struct style_node *child = read_node(r, node, c, depth + 1);
        if (!child) continue;
        if (node->last)
            node->last->next = child;
        else
            node->first = child;
        node->last = child;
    }
    return node;
}

static struct style_node *read_document(struct reader *r, struct str xml) {
    xmlParserCtxt *ctx = xmlNewParserCtxt();
    if (!ctx) arena_fail();
    xmlDoc *doc = xmlCtxtReadMemory(ctx, xml.p, (int)xml.n, NULL, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                        XML_PARSE_NOBLANKS | XML_PARSE_COMPACT);
    struct style_node *root = NULL;
    if (!doc) {
        const xmlError *e = xmlCtxtGetLastError(ctx);
        struct str text = str_trim(str_of(e && e->message ? e->message : "no XML"));
        r->why = arena_printf(r->arena, "line %d of it is not well-formed XML: %.*s",
                              e ? e->line : 0, STR_ARG(text));
    } else if (xmlDocGetRootElement(doc)) {
        root = read_node(r, NULL, xmlDocGetRootElement(doc), 0);
    }
    if (doc) xmlFreeDoc(doc);
    xmlFreeParserCtxt(ctx);
    return root;
}

struct style_node *style_tree_parse(struct arena *a, struct str xml, const char **why) {
    struct reader r = {.arena = a};
    xmlInitParser(); /* once; safe from any thread */
    struct style_node *root = NULL;
    if (xml.n == 0)
        r.why = "it is empty";
    else if (xml.n > MAX_BYTES)
        r.why = "it is larger than 4 MB";
    else if (str_find(xml, STR("<!DOCTYPE")) != SIZE_MAX ||
             str_find(xml, STR("<!ENTITY")) != SIZE_MAX)
        r.why = "it has a document type, which a CSL style has no use for";
    else
        root = read_document(&r, xml);
    if (!root && !r.why) r.why = "it has no root element";
    *why = r.why;
    return r.why ? NULL : root;
}

struct str style_attr(const struct style_node *node, enum style_attr attr) {
    for (size_t i = 0; node && i < node->attr_count; i++)
        if (node->attrs[i].attr == attr) return node->attrs[i].value;
    return STR_NONE;
}

bool style_attr_is(const struct style_node *node, enum style_attr attr, const char *value) {
    return str_is(style_attr(node, attr), value);
}

bool style_has_attr(const struct style_node *node, enum style_attr attr) {
    return style_attr(node, attr).p != NULL;
}

struct style_node *style_child(const struct style_node *node, enum style_kind kind) {
    for (struct style_node *c = node ? node->first : NULL; c; c = c->next)
        if (c->kind == kind) return c;
    return NULL;
}

long style_attr_long(const struct style_node *node, enum style_attr attr, long fallback) {
    long v;
    return str_to_long(&v, str_trim(style_attr(node, attr))) ? v : fallback;
}
