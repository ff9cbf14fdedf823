/* XML to style nodes.
 *
 * Styles come from anywhere, so what is larger than MAX_BYTES or has more than MAX_NODES elements
 * is refused; xml.h bounds the rest. What is unknown is kept out of the tree: CSL's successors and
 * CSL-M add elements that we do not print. */
#include "base/buf.h"
#include "cite/style.h"
#include "cite/xml.h"

enum { MAX_BYTES = 4 << 20, MAX_NODES = 200000 };

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
    struct style_node *root, *at; /* at: the innermost open node that is kept */
    size_t nodes, skipped;        /* skipped: open elements below `at` that are not kept */
    struct buf text;              /* of `at`, if it stands in several pieces */
};

static void read_attrs(struct reader *r, struct style_node *node, const struct xml *x) {
    struct style_attr_value found[XML_ATTRIBUTES_MAX];
    struct style_format format = no_format;
    bool formats = false;
    for (size_t i = 0; i < x->attribute_count; i++) {
        int id = find_attr(x->attributes[i].name);
        if (id < 0) continue;
        struct style_attr_value v = {(enum style_attr)id, x->attributes[i].value};
        found[node->attr_count++] = v;
        formats |= read_format(&format, v.attr, v.value);
        if (v.attr == ATTR_VARIABLE) node->var_count = style_words(&node->vars, r->arena, v.value);
    }
    node->attrs = arena_new_array(r->arena, node->attr_count, struct style_attr_value);
    if (node->attr_count) memcpy(node->attrs, found, node->attr_count * sizeof *found);
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

static void open_node(struct reader *r, const struct xml *x) {
    enum style_kind kind = find_element(x->name);
    struct style_node *parent = r->at;
    if (r->skipped || (parent && skips(kind, parent->kind))) {
        r->skipped++;
        return;
    }
    struct style_node *node = arena_new(r->arena, struct style_node);
    node->kind = kind;
    node->parent = parent;
    read_attrs(r, node, x);
    if (holds_text(kind)) node->text = STR("");
    buf_clear(&r->text);
    if (!parent)
        r->root = node;
    else if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    if (parent) parent->last = node;
    r->at = node;
    r->nodes++;
}

static void add_text(struct reader *r, struct str text) {
    if (!r->at || !holds_text(r->at->kind)) return;
    if (!r->at->text.n) {
        r->at->text = text;
        return;
    }
    if (!r->text.n) buf_add_str(&r->text, r->at->text);
    buf_add_str(&r->text, text);
}

static void close_node(struct reader *r) {
    if (r->skipped) {
        r->skipped--;
        return;
    }
    if (r->text.n) r->at->text = str_copy(r->arena, buf_str(&r->text));
    buf_clear(&r->text);
    r->at->text = trim_lines(r->at->text);
    r->at = r->at->parent;
}

/* Builds the tree; false if the document is broken or has too many elements. */
static bool read_document(struct reader *r, struct xml *x) {
    while (r->nodes <= MAX_NODES) {
        switch (xml_next(x)) {
        case XML_START: open_node(r, x); break;
        case XML_END: close_node(r); break;
        case XML_TEXT: add_text(r, x->value); break;
        case XML_DONE: return true;
        case XML_BROKEN: return false;
        }
    }
    return false;
}

struct style_node *style_tree_parse(struct arena *a, struct str bytes, const char **why) {
    struct reader r = {.arena = a};
    struct xml x;
    bool too_large = bytes.n > MAX_BYTES;
    if (!too_large) xml_init(&x, a, bytes);
    bool good = !too_large && read_document(&r, &x);
    buf_done(&r.text);
    if (good) return r.root;
    *why = too_large ? "it is larger than 4 MB"
           : r.nodes > MAX_NODES
               ? "it has too many elements"
               : arena_printf(a, "line %zu of it cannot be read as XML: %s", xml_line(&x), x.why);
    return NULL;
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
