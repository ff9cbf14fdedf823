#include "source/links.h"

#include "base/utf8.h"
#include "text/case.h"

/* --- to headings by their words --------------------------------------------------------------- */

enum { WORDS_MAX = 300 }; /* bytes of a heading that are compared */

/* Letters and figures only, in lower case: quotes and dashes are not yet the same everywhere. */
static struct str fold(struct reading *r, struct str words) {
    struct buf out = {0};
    bool space = false;
    words = str_slice(words, 0, WORDS_MAX);
    for (size_t i = 0; i < words.n;) {
        uint32_t cp = utf8_next(words, &i);
        if (!case_is_alnum(cp)) {
            space = true;
            continue;
        }
        if (space && out.n) buf_add_char(&out, ' ');
        space = false;
        buf_add_cp(&out, cp);
    }
    struct str folded = case_lower(r->arena, str_copy(r->arena, buf_str(&out)), STR("en"));
    buf_done(&out);
    return folded;
}

/* Stands in the table for a heading that is not made yet. */
static char expected;

void links_expect_heading(struct reading *r, struct str words) {
    struct str folded = fold(r, words);
    if (folded.n && !hash_get(&r->headings, folded)) hash_put(&r->headings, folded, &expected);
}

void links_add_heading(struct reading *r, struct doc_node *heading) {
    struct buf words = {0};
    doc_plain_text(&words, heading);
    struct str folded = fold(r, buf_str(&words));
    const void *before = hash_get(&r->headings, folded);
    if (folded.n && (!before || before == &expected)) hash_put(&r->headings, folded, heading);
    buf_done(&words);
}

bool links_to_heading(struct reading *r, struct doc_node *link, struct str words) {
    struct str folded = fold(r, words);
    if (!folded.n || !hash_get(&r->headings, folded)) return false;
    *vec_push(r->arena, &r->heading_links) = (struct reading_mark){link, folded};
    return true;
}

void links_resolve(struct reading *r) {
    for (size_t i = 0; i < r->heading_links.n; i++) {
        struct reading_mark *m = &r->heading_links.v[i];
        const struct doc_node *heading = hash_get(&r->headings, m->label);
        if ((const char *)heading == &expected) {
            m->node->kind = DOC_SPAN;
            continue;
        }
        m->node->u.link.url = str_printf(r->arena, "#%.*s", STR_ARG(heading->id));
    }
}

/* --- within the briefing ---------------------------------------------------------------------- */

/* After so many misses the nearest identifier is no longer looked for: it costs a pass over all. */
enum { NEAREST_MAX = 100 };

static const char *nearest_id(struct reading *r, struct str id) {
    VEC(const char *) ids = {0};
    if (r->ds->seen[DIAG_DEAD_LINK] >= NEAREST_MAX) return NULL;
    for (struct doc_node *n = r->doc->root; n; n = doc_next(r->doc->root, n)) {
        if (!str_empty(n->id)) *vec_push(r->arena, &ids) = str_to_c(r->arena, n->id);
    }
    return diag_nearest(id, ids.v, ids.n);
}

/* True if the place is there. */
static bool check_id(struct reading *r, struct pos pos, struct str id) {
    if (hash_get(&r->ids, id)) return true;
    const char *near = nearest_id(r, id);
    char *hint = near ? arena_printf(r->arena, "did you mean `%s`?", near) : NULL;
    diag_add(r->ds, DIAG_DEAD_LINK, pos,
             hint ? hint : "give the place an identifier: ## Heading {#name}",
             "nothing in the briefing has the identifier `%.*s`", STR_ARG(id));
    return false;
}

/* --- outside ---------------------------------------------------------------------------------- */

/* What a reader's machine opens without harm. */
static const char *const schemes[] = {"http", "https", "mailto", "tel", "sms",  "ftp",
                                      "ftps", "doi",   "urn",    "geo", "xmpp", "sip"};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The letters before the first colon, in lower case; empty if the address has no scheme. */
static struct str scheme_of(struct arena *a, struct str url) {
    size_t n = 0;
    while (n < url.n && (is_letter(url.p[n]) || (n && strchr("0123456789+-.", url.p[n]))))
        n++;
    if (n < 2 || n >= url.n || url.p[n] != ':') return STR_NONE;
    char *lower = arena_copy(a, url.p, n);
    for (size_t i = 0; i < n; i++) {
        if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] = (char)(lower[i] + 32);
    }
    return (struct str){lower, n};
}

/* The link becomes its words. */
static void take_off(struct doc_node *link) {
    link->kind = DOC_SPAN;
    link->classes = STR_NONE;
}

/* At most so much of an address is said. */
static int said(struct str url) {
    size_t n = url.n < 50 ? url.n : 50;
    while (n < url.n && n && ((unsigned char)url.p[n] & 0xC0) == 0x80)
        n--;
    return (int)n;
}

static bool is_scheme_known(struct str scheme) {
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (str_is(scheme, schemes[i])) return true;
    }
    return false;
}

bool links_check_address(struct reading *r, struct str url, struct pos pos) {
    struct str address = str_trim(url), scheme = scheme_of(r->arena, address);
    bool host = str_find_char(scheme, '.') < scheme.n; /* example.org:80 */
    if (!scheme.n || host || is_scheme_known(scheme)) return true;
    diag_add(
        r->ds, DIAG_LINK_TARGET, pos, "write an address that begins with https:",
        "the address `%.*s` is not one that a reader's machine should follow, so the reference "
        "is printed without it",
        said(address), address.p);
    return false;
}

static void check_outside(struct reading *r, struct doc_node *link) {
    struct str url = str_trim(link->u.link.url), scheme = scheme_of(r->arena, url);
    if (is_scheme_known(scheme)) return;
    if (!url.n)
        diag_add(r->ds, DIAG_LINK_TARGET, link->pos, "write an address, or take the brackets off",
                 "the link has no address, so its text is set without it");
    else if (scheme.n && !str_is(scheme, "file"))
        diag_add(r->ds, DIAG_LINK_TARGET, link->pos,
                 "link to an address that begins with https: or mailto:",
                 "the link `%.*s` is not one that a reader's machine should follow, so its text is "
                 "set without it",
                 said(url), url.p);
    else if (str_starts(url, "//"))
        diag_add(r->ds, DIAG_LINK_TARGET, link->pos, "begin the address with https:",
                 "the link `%.*s` does not say how it is reached, so its text is set without it",
                 said(url), url.p);
    else
        diag_add(r->ds, DIAG_LINK_TARGET, link->pos,
                 "write the whole address, https://…; a place in the briefing is `#name`",
                 "the link `%.*s` leads to a file, which readers of the PDF do not have, so its "
                 "text is set without it",
                 said(url), url.p);
    take_off(link);
}

/* --- all -------------------------------------------------------------------------------------- */

/* [](#name) says what {ref}`name` says. */
static void name_empty(struct reading *r, struct doc_node *link, struct str id) {
    if (link->first) return;
    diag_add(r->ds, DIAG_LINK_EMPTY, link->pos, "write [words](#name), or {ref}`name`",
             "the link has no words, so those of the place that it leads to are printed");
    link->kind = DOC_REF;
    link->u.ref.target = id;
}

static void lose(struct reading *r, struct doc_node *node, struct str id) {
    bool link = node->kind == DOC_LINK, words = node->first != NULL;
    struct str lost = str_printf(r->arena, "#%.*s?", STR_ARG(id));
    if (link) take_off(node);
    if (!r->doc->draft) return;
    if (link || words) { /* words and what they led to */
        struct doc_node *mistake = doc_node_new(r->arena, DOC_MISTAKE, node->pos);
        mistake->u.text = lost;
        node->kind = DOC_SPAN;
        if (words) doc_append(node, doc_text_new(r->arena, STR("\u00A0"), node->pos));
        doc_append(node, mistake);
        return;
    }
    node->kind = DOC_MISTAKE;
    node->u.text = lost;
}

void links_check(struct reading *r, struct doc_node *node) {
    bool within = node->kind == DOC_REF || str_starts(node->u.link.url, "#");
    if (!within) {
        check_outside(r, node);
        return;
    }
    struct str id = node->kind == DOC_REF ? node->u.ref.target
                                          : str_slice(node->u.link.url, 1, node->u.link.url.n);
    if (!check_id(r, node->pos, id))
        lose(r, node, id);
    else if (node->kind == DOC_LINK)
        name_empty(r, node, id);
}
