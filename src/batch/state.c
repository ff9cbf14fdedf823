/* The format, a line for each thing, fields parted by tabs; backslash, tab and line end in a text
 * are escaped:
 *
 *     chancery state 1
 *     key TEXT
 *     pdf DIGEST STAMP PAGES WORDS BYTES
 *     file DIGEST STAMP PATH
 *     place KIND PATH
 *     folder DIGEST PATH
 *     diag CODE LEVEL LINE COL PATH MESSAGE HINT
 *     end HASH             of all before
 *
 * A stamp is device, inode, size, modified, changed. One file for a whole batch was rejected: two
 * runs into one folder would undo each other's, and a stopped run would lose all. */
#include "batch/state.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/file.h"

static const char first_line[] = "chancery state 1\n";

enum { STATE_MAX = 1 << 24, FIELDS_MAX = 16 };

/* ---- places ---- */

static char *folder_of(struct arena *a, const char *output) {
    const char *dir = file_dirname(a, output);
    return file_join(a, strchr(output, '/') ? dir : "", ".chancery");
}

static char *path_of(struct arena *a, const char *output) {
    return arena_printf(a, "%s/%s.state", folder_of(a, output), file_basename(output));
}

/* The folder, with a word to version control that it is not to be kept. */
static bool make_folder(struct arena *a, const char *output) {
    const char *folder = folder_of(a, output);
    if (file_kind_of(folder) == FILE_DIRECTORY) return true;
    if (!file_make_directories(a, folder)) return false;
    return file_write_soon(file_join(a, folder, ".gitignore"), STR("*\n"));
}

/* ---- the key ---- */

struct str state_key(struct arena *a, const char *path, struct str world,
                     const struct batch_options *o) {
    struct buf b = {0};
    buf_add_str(&b, world);
    buf_printf(&b, " strict=%d draft=%d show=%u", o->brief.strict, o->brief.draft, o->brief.show);
    for (size_t i = 0; o->rules && i < DIAG_CODE_COUNT; i++)
        if (o->rules[i]) buf_printf(&b, " %s=%d", diag_infos[i].name, o->rules[i]);
    buf_printf(&b, " %s", path);
    struct str key = str_copy(a, buf_str(&b));
    buf_done(&b);
    return key;
}

/* ---- writing ---- */

static void add_text(struct buf *b, struct str s) {
    buf_add_char(b, '\t');
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '\n': buf_add_c(b, "\\n"); break;
        case '\t': buf_add_c(b, "\\t"); break;
        case '\\': buf_add_c(b, "\\\\"); break;
        case '\0': buf_add_c(b, "\\0"); break;
        default: buf_add_char(b, s.p[i]);
        }
    }
}

static void add_digest(struct buf *b, const struct digest *d) {
    char hex[DIGEST_HEX];
    digest_to_hex(hex, d);
    buf_printf(b, "\t%s", hex);
}

static void add_stamp(struct buf *b, const struct file_stamp *s) {
    buf_printf(b, "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRId64 "\t%" PRId64, s->device,
               s->inode, s->size, s->modified, s->changed);
}

static void add_entry(struct buf *b, const struct trace_entry *e) {
    switch (e->kind) {
    case TRACE_PLACE: buf_printf(b, "place\t%d", (int)e->there); break;
    case TRACE_FILE:
        buf_add_c(b, "file");
        add_digest(b, &e->digest);
        add_stamp(b, &e->stamp);
        break;
    case TRACE_FOLDER:
        buf_add_c(b, "folder");
        add_digest(b, &e->digest);
        break;
    }
    add_text(b, e->path);
    buf_add_char(b, '\n');
}

static void add_diag(struct buf *b, const struct diags *ds, const struct diag *d) {
    struct str path = STR_NONE;
    if (d->pos.file && d->pos.file <= ds->files.n) path = ds->files.v[d->pos.file - 1].path;
    buf_printf(b, "diag\t%s\t%d\t%u\t%u", diag_infos[d->code].name, (int)d->level,
               (unsigned)d->pos.line, (unsigned)d->pos.col);
    add_text(b, path);
    add_text(b, d->message);
    add_text(b, d->hint);
    buf_add_char(b, '\n');
}

/* Whether the PDF that was written stands there: another run may have put its own there meanwhile.
 */
static bool output_stands(const struct batch_item *item) {
    struct file_stamp now;
    return file_stamp_of(&now, item->job->output) && file_stamp_equal(&now, &item->result.stamp);
}

/* What was left out of the diagnostics could not be shown again. */
static bool is_complete(const struct diags *ds) {
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
        if (ds->limit_per_code && ds->seen[i] > ds->limit_per_code) return false;
    return true;
}

static void add_all(struct buf *b, const struct batch_item *item, struct str key) {
    buf_add_c(b, first_line);
    buf_add_c(b, "key");
    add_text(b, key);
    buf_add_c(b, "\npdf");
    add_digest(b, &item->result.digest);
    add_stamp(b, &item->result.stamp);
    buf_printf(b, "\t%zu\t%zu\t%zu\n", item->result.pages, item->result.words, item->result.bytes);
    for (size_t i = 0; i < item->trace.entries.n; i++)
        add_entry(b, item->trace.entries.v[i]);
    for (size_t i = 0; i < item->diags.list.n; i++)
        add_diag(b, &item->diags, &item->diags.list.v[i]);
    buf_printf(b, "end\t%016" PRIx64 "\n", hash_bytes(b->p, b->n));
}

void state_save(struct batch_item *item, struct str key) {
    struct arena *a = &item->arena;
    const char *output = item->job->output;
    if (item->diags.errors || !is_complete(&item->diags)) {
        file_remove(path_of(a, output)); /* a draft with mistakes is never up to date */
        return;
    }
    if (!output_stands(item) || !make_folder(a, output)) return;
    struct buf b = {0};
    add_all(&b, item, key);
    file_write_soon(path_of(a, output), buf_str(&b));
    buf_done(&b);
}

/* ---- reading ---- */

struct fields {
    struct str v[FIELDS_MAX];
    size_t n;
};

static struct fields split(struct str line) {
    struct fields f = {.n = 0};
    while (f.n < FIELDS_MAX) {
        size_t n = str_find_char(line, '\t');
        f.v[f.n++] = str_slice(line, 0, n);
        if (n == line.n) break;
        line = str_slice(line, n + 1, line.n);
    }
    return f;
}

static struct str unescape(struct arena *a, struct str s) {
    if (str_find_char(s, '\\') == s.n) return str_copy(a, s);
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\\' && i + 1 < s.n) {
            c = s.p[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == '0' ? '\0' : c;
        }
        p[n++] = c;
    }
    return (struct str){p, n};
}

/* A whole number without sign; what is none is 0, which no digest agrees with. */
static uint64_t number(struct str s) {
    uint64_t v = 0;
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    return v;
}

static int64_t signed_number(struct str s) {
    bool minus = str_starts(s, "-");
    int64_t v = (int64_t)(number(str_slice(s, minus, s.n)) & INT64_MAX);
    return minus ? -v : v;
}

static struct file_stamp read_stamp(const struct str *v) {
    return (struct file_stamp){number(v[0]), number(v[1]), number(v[2]), signed_number(v[3]),
                               signed_number(v[4])};
}

struct state {
    struct str key;
    struct trace_entry pdf;
    struct batch_item *item;
};

static bool read_entry(struct state *s, const struct fields *f) {
    struct arena *a = &s->item->arena;
    struct trace_entry e = {.there = FILE_REGULAR};
    if (str_is(f->v[0], "place") && f->n == 3) {
        e.kind = TRACE_PLACE;
        e.there = (enum file_kind)(number(f->v[1]) & 3);
    } else if (str_is(f->v[0], "file") && f->n == 8) {
        e.kind = TRACE_FILE;
        e.stamp = read_stamp(&f->v[2]);
        if (!digest_from_hex(&e.digest, f->v[1])) return false;
    } else if (str_is(f->v[0], "folder") && f->n == 3) {
        e.kind = TRACE_FOLDER;
        e.there = FILE_DIRECTORY;
        if (!digest_from_hex(&e.digest, f->v[1])) return false;
    } else {
        return false;
    }
    e.path = unescape(a, f->v[f->n - 1]);
    trace_add_entry(&s->item->trace, &e);
    return true;
}

static bool read_pdf(struct state *s, const struct fields *f) {
    if (f->n != 10 || !digest_from_hex(&s->pdf.digest, f->v[1])) return false;
    s->pdf.kind = TRACE_FILE;
    s->pdf.stamp = read_stamp(&f->v[2]);
    s->item->result = (struct brief_result){.pages = (size_t)number(f->v[7]),
                                            .words = (size_t)number(f->v[8]),
                                            .bytes = (size_t)number(f->v[9]),
                                            .digest = s->pdf.digest};
    return true;
}

/* The text of a file that a diagnostic is about, so that its line can be shown. */
static uint32_t file_of(struct batch_item *item, struct str path) {
    if (str_empty(path)) return 0;
    struct diags *ds = &item->diags;
    for (size_t i = 0; i < ds->files.n; i++)
        if (str_eq(ds->files.v[i].path, path)) return (uint32_t)(i + 1);
    struct str text = STR_NONE;
    file_read(&text, &item->arena, path.p, STATE_MAX);
    return diags_add_file(ds, path, text);
}

static bool read_diag(struct state *s, const struct fields *f) {
    struct arena *a = &s->item->arena;
    int code = f->n == 8 ? diag_find_code(f->v[1]) : -1;
    if (code < 0) return false;
    struct diag d = {.code = (enum diag_code)code};
    d.level = str_is(f->v[2], "0") ? DIAG_NOTE : DIAG_WARNING;
    d.pos.line = (uint32_t)number(f->v[3]);
    d.pos.col = (uint32_t)number(f->v[4]);
    d.pos.file = file_of(s->item, unescape(a, f->v[5]));
    d.message = unescape(a, f->v[6]);
    d.hint = unescape(a, f->v[7]);
    diag_add_again(&s->item->diags, &d);
    return true;
}

/* The text before its last line, if that is the right hash of it. */
static bool is_whole(struct str *body, struct str text) {
    size_t last = text.n ? text.n - 1 : 0;
    while (last > 0 && text.p[last - 1] != '\n')
        last--;
    *body = str_slice(text, 0, last);
    char end[32];
    snprintf(end, sizeof end, "end\t%016" PRIx64 "\n", hash_bytes(body->p, body->n));
    return str_is(str_slice(text, last, text.n), end);
}

/* Reads the lines of a kind: diagnostics only once it is known that they are wanted. */
static bool read_lines(struct state *s, struct str body, bool diags) {
    for (struct str rest = body; rest.n;) {
        size_t n = str_find_char(rest, '\n');
        struct fields f = split(str_slice(rest, 0, n));
        rest = str_slice(rest, n + 1, rest.n);
        bool is_diag = str_is(f.v[0], "diag"), ok = true;
        if (is_diag != diags) continue;
        if (is_diag) {
            ok = read_diag(s, &f);
        } else if (str_is(f.v[0], "key") && f.n == 2) {
            s->key = unescape(&s->item->arena, f.v[1]);
        } else if (str_is(f.v[0], "pdf")) {
            ok = read_pdf(s, &f);
        } else {
            ok = read_entry(s, &f);
        }
        if (!ok) return false;
    }
    return true;
}

static bool all_hold(struct state *s) {
    if (!trace_holds(&s->pdf)) return false;
    for (size_t i = 0; i < s->item->trace.entries.n; i++)
        if (!trace_holds(s->item->trace.entries.v[i])) return false;
    return true;
}

bool state_holds(struct batch_item *item, struct str key) {
    struct state s = {.item = item};
    struct arena *a = &item->arena;
    struct str text, body;
    s.pdf.path = str_copy(a, str_of(item->job->output));
    bool holds = file_read(&text, a, path_of(a, item->job->output), STATE_MAX) &&
                 is_whole(&body, text) && str_starts(body, first_line);
    if (holds) body = str_slice(body, sizeof first_line - 1, body.n);
    holds = holds && read_lines(&s, body, false) && str_eq(s.key, key) &&
            s.pdf.kind == TRACE_FILE && all_hold(&s) && read_lines(&s, body, true);
    if (holds) return true;
    bool all_digests = item->trace.all_digests;
    trace_init(&item->trace, a);
    item->trace.all_digests = all_digests;
    item->result = (struct brief_result){0};
    return false;
}
