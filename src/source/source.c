/* source: one briefing's files found, read and joined. */
#include "source/source.h"

#include <strings.h>
#include "base/file.h"
#include "source/bibtex.h"
#include "source/input.h"
#include "source/json.h"
#include "source/markdown.h"
#include "source/meta.h"
#include "source/resolve.h"
#include "source/works.h"
#include "source/yaml.h"

/* A Markdown file, cut into front matter and prose. */
struct prose {
    struct lines *lines;
    size_t yaml_from, yaml_length; /* length 0: no front matter */
    size_t text_from;
};

/* --- front matter ----------------------------------------------------------------------------- */

static size_t line_length(struct str text, size_t at) {
    size_t end = at;
    while (end < text.n && text.p[end] != '\n')
        end++;
    return end - at;
}

/* True if the line at `at` is mark and nothing else but white space. */
static bool is_line(struct str text, size_t at, const char *mark) {
    struct str line = str_slice(text, at, line_length(text, at));
    while (line.n && strchr(" \t\r", line.p[line.n - 1]))
        line.n--;
    return str_is(line, mark);
}

/* Front matter begins with `---` in the first line and ends with `---` or `...`. An opening that
 * is followed by a blank line, or never closed, is a rule of Markdown. */
static struct prose cut_front_matter(struct diags *ds, struct lines *lines) {
    struct prose prose = {.lines = lines};
    struct str text = lines->text;
    if (!is_line(text, 0, "---")) return prose;
    size_t first = line_length(text, 0) + 1;
    if (first >= text.n || is_line(text, first, "")) return prose;
    for (size_t at = first; at < text.n; at += line_length(text, at) + 1) {
        if (!is_line(text, at, "---") && !is_line(text, at, "...")) continue;
        prose.yaml_from = first;
        prose.yaml_length = at - first;
        prose.text_from = at + line_length(text, at) + 1;
        if (prose.text_from > text.n) prose.text_from = text.n;
        return prose;
    }
    struct str second = str_slice(text, first, line_length(text, first));
    if (str_find_char(second, ':') < second.n) {
        diag_add(ds, DIAG_YAML_SYNTAX, lines_pos(lines, 0), "close it with a line of three hyphens",
                 "the front matter that begins here is not closed");
    }
    return prose;
}

/* --- data ------------------------------------------------------------------------------------- */

static struct datum *read_yaml(struct reading *r, struct lines *lines, size_t from, size_t n) {
    bool broken;
    struct datum *d = yaml_read(r->arena, r->ds, lines, from, n, &broken);
    if (broken) r->incomplete = true;
    return d;
}

/* The mappings of front matter and briefing.yaml as one. */
static struct datum *merge(struct reading *r, struct datum *a, struct datum *b) {
    if (!a || a->kind != DATUM_MAPPING) return b ? b : a;
    if (!b || b->kind != DATUM_MAPPING) return a;
    struct datum *both = arena_new(r->arena, struct datum);
    *both = (struct datum){.kind = DATUM_MAPPING, .pos = a->pos};
    for (size_t i = 0; i < a->pairs.n; i++)
        *vec_push(r->arena, &both->pairs) = a->pairs.v[i];
    for (size_t i = 0; i < b->pairs.n; i++) {
        struct datum_pair *pair = &b->pairs.v[i];
        if (datum_find(a, pair->key)) {
            diag_add(r->ds, DIAG_YAML_DUPLICATE_KEY, pair->pos, "keep it in one of the two",
                     "the key `%.*s` is given in briefing.yaml and in the front matter",
                     STR_ARG(pair->key));
        } else {
            *vec_push(r->arena, &both->pairs) = *pair;
        }
    }
    return both;
}

static bool ends_in(const char *path, const char *end) {
    return str_ends(str_of(path), end);
}

/* A file of references: JSON or BibTeX by its name, YAML otherwise. */
static void read_references_file(struct reading *r, const char *path, struct pos at) {
    struct lines *lines = input_read(r->arena, r->ds, path, at);
    struct datum *d = NULL;
    if (!lines) {
        r->incomplete = true;
    } else if (ends_in(path, ".bib") || ends_in(path, ".bibtex")) {
        bibtex_read(r, lines);
    } else if (ends_in(path, ".json")) {
        d = json_read(r->arena, r->ds, lines);
        if (!d) r->incomplete = true;
    } else {
        d = read_yaml(r, lines, 0, lines->text.n);
    }
    r->yaml_works = !ends_in(path, ".json");
    if (d) works_read(r, d);
}

/* Reads the files under `bibliography`; true if `beside` is one of them. */
static bool read_bibliography(struct reading *r, const struct datum *meta, const char *beside) {
    bool named = false;
    size_t n;
    struct pos *places;
    struct str *names = key_words(&n, &places, r, meta, "bibliography");
    char *folder = str_to_c(r->arena, r->doc->folder);
    for (size_t i = 0; i < n; i++) {
        char *path;
        if (file_resolve_inside(&path, r->arena, folder, folder, names[i])) {
            read_references_file(r, path, places[i]);
            named |= beside && strcmp(file_basename(path), file_basename(beside)) == 0;
            continue;
        }
        r->incomplete = true;
        diag_add(r->ds, DIAG_FILE_OUTSIDE, places[i], "keep it in the briefing's folder",
                 "%.*s is not within the briefing", STR_ARG(names[i]));
    }
    return named;
}

static void read_references(struct reading *r, const struct datum *meta, const char *beside) {
    const struct datum *inline_list = datum_get(meta, "references");
    r->yaml_works = true;
    if (inline_list) works_read(r, inline_list);
    bool named = meta && read_bibliography(r, meta, beside);
    if (beside && !named) read_references_file(r, beside, (struct pos){0});
}

/* --- the briefing ----------------------------------------------------------------------------- */

void reading_init(struct reading *r, struct arena *a, struct diags *ds) {
    *r = (struct reading){.arena = a, .ds = ds, .doc = doc_new(a, ds)};
    hash_init(&r->notes, a);
    hash_init(&r->work_ids, a);
    hash_init(&r->broken_ids, a);
    hash_init(&r->ids, a);
    hash_init(&r->id_counts, a);
    hash_init(&r->headings, a);
}

static void read_prose(struct reading *r, const struct prose *prose) {
    struct str text = prose->lines->text;
    struct passage *p = arena_new(r->arena, struct passage);
    *p = passage_of_file(r->arena, prose->lines, prose->text_from, text.n - prose->text_from);
    struct doc_node *group = markdown_blocks(r, p);
    struct doc_node *root = r->doc->root;
    root->pos = (struct pos){prose->lines->file, 1, 1};
    while (group->first) {
        struct doc_node *child = group->first;
        doc_unlink(child);
        doc_append(root, child);
    }
}

/* True if the metadata have a title that is mistaken, as a list or by a capital letter: that is
 * told already. */
static bool has_wrong_title(const struct datum *meta) {
    if (!meta || meta->kind != DATUM_MAPPING) return false;
    for (size_t i = 0; i < meta->pairs.n; i++) {
        const struct datum_pair *pair = &meta->pairs.v[i];
        if (pair->key.n != 5 || strncasecmp(pair->key.p, "title", 5) != 0) continue;
        if (!str_is(pair->key, "title") || pair->value->kind != DATUM_SCALAR) return true;
    }
    return false;
}

/* Metadata before prose: the language and what directives place must be known. */
static struct doc *read_all(struct reading *r, const struct prose *prose, struct datum *meta,
                            const char *references) {
    if (meta) {
        meta_read_lang(r, meta);
        meta_read(r, meta);
    }
    r->doc->meta.lang_given |= r->incomplete; /* it may stand where nothing could be read */
    if (r->options && r->options->has_meta) r->options->has_meta(r->options->closure, r->doc);
    read_references(r, meta, references);
    read_prose(r, prose);
    if (!r->doc->meta.title && !r->incomplete && !has_wrong_title(meta)) {
        diag_add(r->ds, DIAG_MISSING_TITLE, r->doc->root->pos, "add `title: …` to the metadata",
                 "the briefing has no title");
    }
    resolve(r);
    return r->doc;
}

static bool is_blank(struct str text) {
    return str_empty(str_trim(text));
}

static struct doc *read_lines(struct reading *r, struct lines *lines, const char *yaml,
                              const char *references) {
    if (is_blank(lines->text)) {
        diag_add(r->ds, DIAG_FILE_EMPTY, (struct pos){.file = lines->file}, "write some text in it",
                 "the briefing is empty");
        return NULL;
    }
    struct prose prose = cut_front_matter(r->ds, lines);
    struct datum *meta = NULL;
    if (prose.yaml_length) meta = read_yaml(r, lines, prose.yaml_from, prose.yaml_length);
    struct lines *beside = yaml ? input_read(r->arena, r->ds, yaml, (struct pos){0}) : NULL;
    if (yaml && !beside) r->incomplete = true;
    if (beside) meta = merge(r, meta, read_yaml(r, beside, 0, beside->text.n));
    return read_all(r, &prose, meta, references);
}

static const char *existing(struct arena *a, const char *folder, const char *name) {
    const char *path = file_join(a, folder, name);
    return file_kind_of(path) == FILE_MISSING ? NULL : path;
}

struct doc *source_read_briefing(struct arena *a, struct diags *ds, const char *path,
                                 const struct source_options *opt) {
    struct reading r;
    reading_init(&r, a, ds);
    r.doc->draft = opt && opt->draft;
    r.options = opt;
    bool folder = file_kind_of(path) == FILE_DIRECTORY;
    const char *dir = folder ? path : file_dirname(a, path);
    const char *main_file = folder ? file_join(a, path, "briefing.md") : path;
    r.doc->folder = str_copy(a, str_of(dir));
    struct lines *lines = input_read(a, ds, main_file, (struct pos){0});
    if (!lines) return NULL;
    return read_lines(&r, lines, folder ? existing(a, dir, "briefing.yaml") : NULL,
                      folder ? existing(a, dir, "references.yaml") : NULL);
}

struct doc *source_read_markdown_text(struct arena *a, struct diags *ds, struct str name,
                                      struct str text, const struct source_options *opt) {
    struct reading r;
    reading_init(&r, a, ds);
    r.doc->draft = opt && opt->draft;
    r.doc->folder = STR(".");
    return read_lines(&r, input_of_text(a, ds, name, text), NULL, NULL);
}
