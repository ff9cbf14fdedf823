/* Each briefing keeps the trace of its last setting: what it read, and where it looked in vain.
 * After any change in the folders of those files, the briefings whose trace no longer holds are set
 * again; so what an editor does in between, and our own writing, set nothing. The folders are
 * watched before the traces are looked at, so that no change falls in between. Paths are looked for
 * anew each time: a briefing may come or go. */
#include "cli/watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/watch.h"
#include "cli/inputs.h"
#include "cli/print.h"

/* More pages than this are only counted. */
enum { PAGES_SHOWN = 6 };

/* What is kept of a briefing between its settings. */
struct watched {
    struct arena arena; /* holds what follows */
    bool known;
    struct trace trace;
    struct brief_lines lines;
};

struct watch {
    struct run *run;
    struct file_watch *files;
    struct brief_shared *shared;
    struct arena arena;  /* lives as long as the watch */
    struct hash watched; /* by the path of the output */
    VEC(struct watched *) all;
    bool begun;
};

static struct watched *watched_of(struct watch *w, const struct batch_job *job) {
    struct watched *known = hash_get(&w->watched, str_of(job->output));
    if (known) return known;
    struct watched *fresh = arena_new(&w->arena, struct watched);
    arena_init(&fresh->arena);
    *vec_push(&w->arena, &w->all) = fresh;
    hash_put(&w->watched, str_copy(&w->arena, str_of(job->output)), fresh);
    return fresh;
}

/* ---- what changed on the pages ---- */

static int compare_lines(const void *x, const void *y) {
    const struct brief_line *a = x, *b = y;
    if (a->page != b->page) return a->page < b->page ? -1 : 1;
    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

static void sort_lines(struct brief_lines *l) {
    if (l->list.n) qsort(l->list.v, l->list.n, sizeof *l->list.v, compare_lines);
}

/* How many lines are on that page of one list only; *i and *j move past the page. */
static size_t changed_on_page(const struct brief_lines *a, const struct brief_lines *b, size_t *i,
                              size_t *j, uint32_t page) {
    size_t gone = 0, come = 0;
    for (;;) {
        bool left = *i < a->list.n && a->list.v[*i].page == page;
        bool right = *j < b->list.n && b->list.v[*j].page == page;
        if (!left && !right) return gone > come ? gone : come;
        uint64_t x = left ? a->list.v[*i].hash : 0, y = right ? b->list.v[*j].hash : 0;
        if (left && right && x == y) {
            ++*i, ++*j;
        } else if (left && (!right || x < y)) {
            ++*i, ++gone;
        } else {
            ++*j, ++come;
        }
    }
}

/* "page 4: 3 lines; page 5: 1 line". Both lists are sorted. */
static void add_changes(struct buf *out, const struct brief_lines *before,
                        const struct brief_lines *now) {
    size_t i = 0, j = 0, shown = 0, more = 0;
    uint32_t last = 0;
    if (before->list.n) last = before->list.v[before->list.n - 1].page;
    if (now->list.n && now->list.v[now->list.n - 1].page > last)
        last = now->list.v[now->list.n - 1].page;
    for (uint32_t page = 1; page <= last; page++) {
        size_t n = changed_on_page(before, now, &i, &j, page);
        if (n == 0) continue;
        if (shown == PAGES_SHOWN) {
            more++;
            continue;
        }
        buf_printf(out, "%s page %u: %zu line%s", shown++ ? ";" : "", (unsigned)page, n,
                   n == 1 ? "" : "s");
    }
    if (more) buf_printf(out, "; %zu more page%s", more, more == 1 ? "" : "s");
    if (!shown) buf_add_c(out, " no line of text changed");
}

/* ---- setting ---- */

static void keep(struct watched *k, const struct batch_item *item) {
    struct arena old = k->arena;
    struct brief_lines before = k->lines;
    arena_init(&k->arena);
    trace_init(&k->trace, &k->arena);
    for (size_t i = 0; i < item->trace.entries.n; i++)
        trace_add_entry(&k->trace, item->trace.entries.v[i]);
    k->lines = (struct brief_lines){.arena = &k->arena};
    const struct brief_lines *from = item->outcome == BATCH_SET ? &item->lines : &before;
    for (size_t i = 0; i < from->list.n; i++)
        *vec_push(&k->arena, &k->lines.list) = from->list.v[i];
    k->known = true;
    arena_done(&old);
}

static void finish_briefing(void *closure, struct batch_item *item) {
    struct watch *w = closure;
    struct buf *out = &w->run->text;
    struct watched *k = watched_of(w, item->job);
    diags_sort(&item->diags);
    print_diags(out, &item->diags, !w->run->options->quiet, w->run->colour);
    run_flush_to_stderr(w->run);
    print_safely(out, str_of(item->job->output));
    if (item->outcome == BATCH_SET) {
        sort_lines(&item->lines);
        buf_printf(out, "  %zu page%s  %.0f ms", item->result.pages,
                   item->result.pages == 1 ? "" : "s", item->ms);
        if (k->lines.list.n) buf_add_char(out, ' ');
        if (k->lines.list.n) add_changes(out, &k->lines, &item->lines);
        buf_add_char(out, '\n');
    } else {
        buf_printf(out, "  not set: %zu error%s\n", item->diags.errors,
                   item->diags.errors == 1 ? "" : "s");
    }
    run_flush_to_stdout(w->run);
    if (item->outcome == BATCH_SET) file_sync(item->job->output); /* when a viewer has it already */
    keep(k, item);
}

/* Fonts, and citation styles with their locales, are kept from setting to setting. */
static bool is_shared(const struct trace_entry *e) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc", ".csl", ".xml"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(e->path, endings[i])) return true;
    return e->kind == TRACE_FOLDER;
}

/* Whether the briefing must be set again; *shared if what briefings share must be read again too.
 */
static bool has_changed(const struct watched *k, const struct batch_job *job, bool *shared) {
    if (!k->known) return true;
    bool changed = k->lines.list.n && file_kind_of(job->output) == FILE_MISSING;
    for (size_t i = 0; i < k->trace.entries.n; i++) {
        const struct trace_entry *e = k->trace.entries.v[i];
        if (trace_holds(e)) continue;
        changed = true;
        if (is_shared(e)) *shared = true;
    }
    return changed;
}

static void set_jobs(struct watch *w, const struct batch_job *jobs, size_t n) {
    const struct options *o = w->run->options;
    struct batch_options options = {
        .mode = BATCH_BUILD,
        .brief = {.soon = true, .strict = o->strict, .draft = o->draft, .show = o->show},
        .rules = o->rules,
        .threads = o->jobs,
        .force = true,
        .lines = true,
        .closure = w,
        .done = finish_briefing,
    };
    batch_run(w->shared, jobs, n, &options);
}

/* ---- the loop ---- */

static void watch_entries(struct watch *w, struct arena *a, const struct trace *t) {
    for (size_t i = 0; i < t->entries.n; i++) {
        const struct trace_entry *e = t->entries.v[i];
        file_watch_add(w->files, e->path.p);
        bool folder = e->there == FILE_DIRECTORY;
        if (folder) file_watch_add(w->files, file_join(a, e->path.p, "x"));
    }
}

/* The briefings that are there now; what the search looked at is watched. */
static void find_jobs(struct watch *w, struct inputs *in, struct arena *a) {
    const struct options *o = w->run->options;
    struct diags ds;
    struct trace looked;
    diags_init(&ds, a);
    trace_init(&looked, a);
    struct trace *before = trace_set(&looked);
    inputs_find(in, &ds, a, o->paths.v, o->paths.n, o->folder);
    trace_set(before);
    watch_entries(w, a, &looked);
    if (w->begun && !ds.errors) return;
    print_diags(&w->run->text, &ds, true, w->run->colour);
    run_flush_to_stderr(w->run);
}

/* Sets what has changed; false if nothing had. */
static bool set_changed(struct watch *w) {
    struct arena a;
    struct inputs in;
    VEC(struct batch_job) due = {0};
    bool shared = false;
    arena_init(&a);
    find_jobs(w, &in, &a);
    for (size_t i = 0; i < in.list.n; i++)
        watch_entries(w, &a, &watched_of(w, &in.list.v[i])->trace);
    for (size_t i = 0; i < in.list.n; i++) {
        struct batch_job *job = &in.list.v[i];
        file_watch_add(w->files, job->output);
        if (has_changed(watched_of(w, job), job, &shared)) *vec_push(&a, &due) = *job;
    }
    if (shared || !w->shared) {
        if (w->shared) brief_shared_free(w->shared);
        w->shared = brief_shared_new();
    }
    for (size_t i = 0; i < due.n; i++)
        file_make_directories(&a, file_dirname(&a, due.v[i].output));
    set_jobs(w, due.v, due.n);
    arena_done(&a);
    w->begun = true;
    return due.n > 0;
}

void watch_run(struct run *r) {
    struct watch w = {.run = r, .files = file_watch_new()};
    bool watching = w.files != NULL;
    arena_init(&w.arena);
    hash_init(&w.watched, &w.arena);
    while (watching && !r->mute) {
        if (set_changed(&w)) continue;
        watching = file_watch_wait(w.files);
    }
    if (!watching) {
        buf_printf(&r->text, "chancery: cannot watch: %s\n", strerror(errno));
        run_flush_to_stderr(r);
        run_raise_status(r, 3);
    }
    file_watch_free(w.files);
    if (w.shared) brief_shared_free(w.shared);
    for (size_t i = 0; i < w.all.n; i++)
        arena_done(&w.all.v[i]->arena);
    arena_done(&w.arena);
}
