/* XML to style nodes, by Expat.
 *
 * Styles come from anywhere, so document types are refused, and what is larger than MAX_BYTES, is
 * nested deeper than MAX_DEPTH or has more than MAX_NODES elements. Namespaces are not told apart.
 * What is unknown is kept out of the tree: CSL's successors and CSL-M add elements that we do not
 * print. */
#include <expat.h>
#include "base/buf.h"
#include "base/charset.h"
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

static enum style_kind find_element(struct str name) {
    for (size_t i = 1; i < sizeof element_names / sizeof *element_names; i++)
        if (str_is(name, element_names[i])) return (enum style_kind)i;
    return STYLE_UNKNOWN;
}

/* attr_names is sorted. */
static int find_attr(struct str name) {
    int low = 0, high = ATTR_COUNT - 1;
    while (low <= high) {
        int mid = (low + high) / 2;
        int c = str_cmp(name, str_of(attr_names[mid]));
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

/* Takes an attribute that says how to format; false: it is none. */
static bool read_format(struct style_format *f, enum style_attr attr, struct str v) {
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
    default: return false;
    }
    return true;
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

static const struct style_format no_format;

struct reader {
    struct arena *arena;
    XML_Parser parser;
    struct style_node *root, *at;       /* at: the innermost open node that is kept */
    size_t depth, nodes, skipped;       /* skipped: open elements below `at` that are not kept */
    VEC(struct style_attr_value) attrs; /* of the element that opens */
    struct buf text;                    /* of `at`, so far */
    const char *why;                    /* what is wrong with it, or NULL */
};

static void refuse(struct reader *r, const char *why) {
    r->why = why;
    XML_StopParser(r->parser, XML_FALSE);
}

static struct str local_name(const char *name) {
    const char *colon = strchr(name, ':');
    return str_of(colon ? colon + 1 : name);
}

/* attrs: names and values in turn, NULL at the end. */
static void read_attrs(struct reader *r, struct style_node *node, const char **attrs) {
    struct style_format format = no_format;
    bool formats = false;
    r->attrs.n = 0;
    for (; attrs[0]; attrs += 2) {
        int id = strncmp(attrs[0], "xmlns", 5) == 0 ? -1 : find_attr(local_name(attrs[0]));
        if (id < 0) continue;
        struct style_attr_value v = {(enum style_attr)id, str_copy(r->arena, str_of(attrs[1]))};
        *vec_push(r->arena, &r->attrs) = v;
        formats |= read_format(&format, v.attr, v.value);
        if (v.attr == ATTR_VARIABLE) node->var_count = style_words(&node->vars, r->arena, v.value);
    }
    node->attr_count = r->attrs.n;
    node->attrs = arena_new_array(r->arena, node->attr_count, struct style_attr_value);
    if (r->attrs.n) memcpy(node->attrs, r->attrs.v, r->attrs.n * sizeof *node->attrs);
    node->format = formats
                       ? memcpy(arena_new(r->arena, struct style_format), &format, sizeof format)
                       : &no_format;
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

static void XMLCALL open_node(void *closure, const char *name, const char **attrs) {
    struct reader *r = closure;
    enum style_kind kind = find_element(local_name(name));
    struct style_node *parent = r->at;
    if (++r->depth > MAX_DEPTH) refuse(r, "it is nested too deeply");
    if (r->skipped || (parent && skips(kind, parent->kind))) {
        r->skipped++;
        return;
    }
    if (++r->nodes > MAX_NODES) refuse(r, "it has too many elements");
    struct style_node *node = arena_new(r->arena, struct style_node);
    node->kind = kind;
    node->parent = parent;
    read_attrs(r, node, attrs);
    buf_clear(&r->text);
    if (!parent)
        r->root = node;
    else if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    if (parent) parent->last = node;
    r->at = node;
}

static void XMLCALL add_text(void *closure, const char *text, int n) {
    struct reader *r = closure;
    if (!r->skipped && holds_text(r->at->kind))
        buf_add_str(&r->text, (struct str){text, (size_t)n});
}

static void XMLCALL close_node(void *closure, const char *name) {
    (void)name;
    struct reader *r = closure;
    r->depth--;
    if (r->skipped) {
        r->skipped--;
        return;
    }
    if (holds_text(r->at->kind)) r->at->text = trim_lines(str_copy(r->arena, buf_str(&r->text)));
    buf_clear(&r->text);
    r->at = r->at->parent;
}

static void XMLCALL refuse_type(void *closure, const char *name, const char *system,
                                const char *public, int has_subset) {
    (void)name, (void)system, (void)public, (void)has_subset;
    refuse(closure, "it has a document type, which a CSL style has no use for");
}

/* Expat knows UTF-8, UTF-16 and ISO 8859-1; other 8-bit sets come from the system. */
static int XMLCALL read_charset(void *closure, const char *name, XML_Encoding *out) {
    (void)closure;
    uint32_t table[256];
    if (!charset_table(table, name)) return XML_STATUS_ERROR;
    for (size_t i = 0; i < 256; i++)
        out->map[i] = table[i] || i == 0 ? (int)table[i] : -1;
    out->data = NULL;
    out->convert = NULL;
    out->release = NULL;
    return XML_STATUS_OK;
}

static void read_document(struct reader *r, struct str bytes) {
    XML_Parser p = r->parser = XML_ParserCreate(NULL);
    if (!p) arena_fail();
    XML_SetUserData(p, r);
    XML_SetElementHandler(p, open_node, close_node);
    XML_SetCharacterDataHandler(p, add_text);
    XML_SetStartDoctypeDeclHandler(p, refuse_type);
    XML_SetUnknownEncodingHandler(p, read_charset, NULL);
    if (XML_Parse(p, bytes.p, (int)bytes.n, 1) == XML_STATUS_ERROR && !r->why) {
        if (XML_GetErrorCode(p) == XML_ERROR_NO_MEMORY) arena_fail();
        r->why = arena_printf(r->arena, "line %lu of it is not well-formed XML: %s",
                              (unsigned long)XML_GetCurrentLineNumber(p),
                              XML_ErrorString(XML_GetErrorCode(p)));
    }
    XML_ParserFree(p);
    buf_done(&r->text);
}

struct style_node *style_tree_parse(struct arena *a, struct str xml, const char **why) {
    struct reader r = {.arena = a};
    if (xml.n == 0)
        r.why = "it is empty";
    else if (xml.n > MAX_BYTES)
        r.why = "it is larger than 4 MB";
    else
        read_document(&r, xml);
    *why = r.why;
    return r.why ? NULL : r.root;
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
