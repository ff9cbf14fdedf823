/* Characters that no font has. A script that is lacking is said once; a character once a word of
 * the author's; of what a citation or the list of literature prints, which stands nowhere in the
 * source, once a field of the work that has them. */
#include "base/buf.h"
#include "base/utf8.h"
#include "layout/inline/content.h"

/* How far a word is looked at, in bytes; how many characters are told apart; and named. */
enum { WORD_MOST = 200, KEPT_MOST = 64, NAMED_MOST = 6 };

/* Where something made of a work is set, and the works it may be of. */
struct made {
    const struct work *work;
    struct made *next;
};

struct lacking {
    struct inline_content *c;
    const struct span *span;
    uint32_t cps[KEPT_MOST];
    size_t n;
    bool more; /* than are kept */
};

/* --- what is lacking -------------------------------------------------------------------------- */

static bool lacks(const struct inline_content *c, const struct span *s, uint32_t cp) {
    return font_set_fallback(c->l->job.fonts, s->font->face, cp, s->font->lang) == FONT_NONE;
}

static bool is_named(const struct lacking *l, uint32_t cp) {
    for (size_t i = 0; i < l->n; i++)
        if (l->cps[i] == cp) return true;
    return false;
}

static void add_lacking(struct lacking *l, struct str text) {
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        if (cp < 0x80 || is_named(l, cp) || !lacks(l->c, l->span, cp)) continue;
        if (l->n == KEPT_MOST)
            l->more = true;
        else
            l->cps[l->n++] = cp;
    }
}

/* Scripts of which our faces have most: a letter that is missing is one by itself. */
static bool is_usual(const char *script) {
    return strcmp(script, "Latin") == 0 || strcmp(script, "Greek") == 0 ||
           strcmp(script, "Cyrillic") == 0;
}

/* The name of the script that is lacking as a whole with the character, or NULL. One set of fonts
 * has all of East Asia. */
static const char *script_of(uint32_t cp) {
    if (text_is_east_asian(cp)) return "Han";
    const char *script = text_script_name(cp);
    return script && is_usual(script) ? NULL : script;
}

/* A script is said to be lacking once for all, and so is the package that has it; other characters
 * are told each. */
static bool is_due(struct layout *l, const char *script, const char *package) {
    struct arena *a = &l->words;
    bool had_script = script && hash_put(&l->missing, str_printf(a, "script %s", script), l);
    bool had_package = package && hash_put(&l->missing, str_printf(a, "package %s", package), l);
    return script ? !had_script : !had_package;
}

/* “, and for what else is of the script Cypro Minoan” */
static struct str and_script(struct arena *a, const char *script) {
    if (!script) return STR_NONE;
    char *words = arena_printf(a, " and what else is of the script %s", script);
    for (char *c = words; *c; c++)
        if (*c == '_') *c = ' ';
    return str_of(words);
}

/* Says it, with `of` after it. Without a place it is of words that the program prints. */
static void report(const struct lacking *l, struct pos pos, struct str of) {
    struct layout *layout = l->c->l;
    struct arena *a = l->c->context->arena;
    bool own = !pos.file;
    if (own) pos = layout->job.doc->meta.lang_pos;
    struct buf list = {0};
    for (size_t i = 0; i < l->n && i < NAMED_MOST; i++)
        buf_printf(&list, "%sU+%04X", i ? ", " : "", l->cps[i]);
    if (l->n > NAMED_MOST) buf_add_c(&list, "…");
    const char *package = font_set_package(layout->job.fonts, l->cps[0], l->span->font->lang);
    struct str hint =
        str_printf(a, "install %s%s, or write %s", package ? "the package " : "a font that has it",
                   package ? package : "",
                   own ? "these words under `words:` in house.yaml" : "it in another way");
    const char *script = script_of(l->cps[0]);
    diag_add(layout->job.diags, DIAG_NO_GLYPH, pos, hint.p, "no font has %s for %.*s%.*s%.*s%s",
             l->n > 1 || script ? "glyphs" : "a glyph", STR_ARG(buf_str(&list)),
             STR_ARG(and_script(a, script)), STR_ARG(of),
             own ? ", in words that the program prints" : "");
    buf_done(&list);
}

/* True the first time that something is lacking there: `what` tells things of a place apart. */
static bool is_new(struct inline_context *x, struct pos at, uint32_t what) {
    const uint32_t key[] = {at.file, at.line, at.col, what};
    struct str known = {(const char *)key, sizeof key};
    if (hash_get(&x->missing, known)) return false;
    hash_put(&x->missing, str_copy(x->arena, known), x);
    return true;
}

/* --- of works --------------------------------------------------------------------------------- */

static struct str key_of(const struct pos *pos) {
    return (struct str){(const char *)pos, sizeof *pos};
}

static void note_made(struct inline_context *x, struct pos pos, const struct work *work) {
    struct made *m = arena_new(x->arena, struct made);
    struct pos *at = arena_new(x->arena, struct pos);
    *at = pos;
    m->work = work;
    m->next = hash_put(&x->made, key_of(at), m);
}

/* Looks up where works are printed, the first time that something is lacking. */
static const struct made *find_made(struct inline_context *x, struct pos pos) {
    const struct doc *doc = x->l->job.doc;
    if (!x->made.arena) {
        hash_init(&x->made, x->arena);
        for (size_t i = 0; i < doc->cited.n; i++)
            note_made(x, doc->cited.v[i]->work->pos, doc->cited.v[i]->work);
        for (size_t i = 0; i < doc->citations.n; i++) {
            const struct doc_citation *citation = doc->citations.v[i];
            for (size_t k = 0; k < citation->item_count; k++)
                if (citation->items[k].work)
                    note_made(x, citation->node->pos, citation->items[k].work);
        }
    }
    return hash_get(&x->made, key_of(&pos));
}

static void add_field(struct lacking *l, const struct work_field *f) {
    add_lacking(l, f->text);
    add_lacking(l, f->date.literal);
    add_lacking(l, f->date.raw);
    for (size_t i = 0; i < f->name_count; i++) {
        const struct work_name *n = &f->names[i];
        const struct str parts[] = {n->family,  n->given,
                                    n->suffix,  n->dropping_particle,
                                    n->literal, n->non_dropping_particle};
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            add_lacking(l, parts[k]);
    }
}

/* Reports the fields that have what is wanted; true if some do. */
static bool report_fields(const struct lacking *wanted, const struct work *work) {
    struct inline_context *x = wanted->c->context;
    bool found = false;
    for (size_t i = 0; i < work->field_count; i++) {
        struct lacking has = {.c = wanted->c, .span = wanted->span};
        add_field(&has, &work->fields[i]);
        bool same = has.more;
        for (size_t k = 0; k < wanted->n; k++)
            same = same || is_named(&has, wanted->cps[k]);
        if (!same) continue;
        found = true;
        struct pos pos = work->fields[i].pos.line ? work->fields[i].pos : work->pos;
        if (is_new(x, pos, 0))
            report(&has, pos, str_printf(x->arena, " in the reference `%.*s`", STR_ARG(work->id)));
    }
    return found;
}

/* --- of words --------------------------------------------------------------------------------- */

/* The first character of the chunk that is lacking, and where; false if it was told before. */
static bool find_first(size_t *at, const struct inline_content *c, const struct chunk *k,
                       struct pos node) {
    struct str text = content_text(c);
    for (size_t i = k->from; i < k->to;) {
        *at = i;
        uint32_t cp = utf8_next(text, &i);
        if (cp >= 0x80 && lacks(c, &c->spans.v[k->span], cp)) return is_new(c->context, node, cp);
    }
    return false;
}

static struct str word_at(struct inline_content *c, size_t at, size_t span_end) {
    struct str text = content_text(c);
    size_t end = at;
    while (end < span_end && end - at < WORD_MOST && text.p[end] != ' ' && text.p[end] != '\n')
        end++;
    while (end < span_end && ((unsigned char)text.p[end] & 0xC0) == 0x80)
        end++;
    return str_slice(text, at, end - at);
}

void content_report_missing(struct inline_content *c, const struct chunk *k) {
    struct lacking l = {.c = c, .span = &c->spans.v[k->span]};
    struct pos node = content_node_pos(c, k->from);
    size_t at;
    if (l.span->font->face == FONT_NONE || !find_first(&at, c, k, node)) return;
    add_lacking(&l, word_at(c, at, content_span_end(c, k->span)));
    const char *package = font_set_package(c->l->job.fonts, l.cps[0], l.span->font->lang);
    const char *script = script_of(l.cps[0]);
    if ((script || package) && !is_due(c->l, script, package)) return;
    const struct made *made = find_made(c->context, node);
    bool told = false;
    for (const struct made *m = made; m; m = m->next)
        told = report_fields(&l, m->work) || told;
    if (told) return;
    for (size_t i = 0; i < l.n; i++)
        is_new(c->context, node, l.cps[i]);
    report(&l, made ? node : content_pos(c, at), STR_NONE);
}
