/* build: see build.h. */
#include "cli/build.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "batch/report.h"
#include "cli/findings.h"
#include "cli/inputs.h"
#include "cli/print.h"

/* Progress is not drawn more often than this, in ms. */
enum { DRAWN_EVERY = 40 };

struct build {
    struct run *run;
    const struct options *options;
    struct inputs inputs;
    struct report report;
    struct findings findings; /* diagnostics in a format for machines */
    struct buf dependencies, dependencies_alone;
    struct hash inputs_told;
    size_t path_width;       /* of the longest output path */
    size_t errors, warnings; /* of all briefings */
    double start;
    bool live;       /* progress is drawn on a terminal */
    size_t drawn;    /* lines of progress that stand there */
    double drawn_at; /* when, or 0 */
};

/* ---- progress ---- */

static bool is_terminal(void) {
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* Takes the lines of progress away, so that something lasting can be written. */
static void erase(struct build *b) {
    if (b->drawn) buf_printf(&b->run->text, "\x1b[%zuA\x1b[J", b->drawn);
    b->drawn = 0;
    run_flush_to_stderr(b->run);
}

static void add_time_left(struct buf *out, const struct batch_progress *p) {
    if (p->done == 0 || p->ms < 500) return;
    double left = p->ms / (double)p->done * (double)(p->jobs - p->done) / 1e3;
    buf_printf(out, ", %u:%02u left", (unsigned)left / 60, (unsigned)left % 60);
}

/* A line for each briefing being set, then one of counts. */
static void draw(struct build *b, const struct batch_progress *p) {
    struct buf *out = &b->run->text;
    erase(b);
    for (size_t i = 0; i < p->threads; i++) {
        if (!p->running[i]) continue;
        buf_add_c(out, "  ");
        print_safely(out, str_of(p->running[i]->path));
        buf_add_char(out, '\n');
        b->drawn++;
    }
    buf_printf(out, "%zu of %zu", p->done, p->jobs);
    if (p->unchanged) buf_printf(out, ", %zu unchanged", p->unchanged);
    if (p->failed) buf_printf(out, ", %zu failed", p->failed);
    add_time_left(out, p);
    buf_add_char(out, '\n');
    b->drawn++;
    run_flush_to_stderr(b->run);
}

static void show_progress(void *closure, const struct batch_progress *p) {
    struct build *b = closure;
    double now = run_now();
    if (p->done == p->jobs || now - b->drawn_at < DRAWN_EVERY) return;
    b->drawn_at = now;
    draw(b, p);
}

/* ---- what is said of a briefing ---- */

static void say_diags(struct build *b, struct diags *ds) {
    const struct options *o = b->options;
    diags_sort(ds);
    if (o->format == FORMAT_TEXT) {
        print_diags(&b->run->text, ds, !o->quiet, b->run->colour);
        run_flush_to_stderr(b->run);
    } else {
        findings_add(&b->findings, ds);
    }
    b->errors += ds->errors;
    b->warnings += ds->warnings;
}

/* Results are for standard output, unless it is a machine that reads there. */
static void flush_result(struct build *b) {
    if (b->options->format == FORMAT_TEXT) {
        run_flush_to_stdout(b->run);
    } else {
        run_flush_to_stderr(b->run);
    }
}

/* "path  N pages  M ms", the columns aligned over all briefings. */
static void say_built(struct build *b, const struct batch_item *item) {
    struct buf *out = &b->run->text;
    struct str path = str_of(item->job->output);
    size_t pages = item->result.pages, width = print_width(path);
    print_safely(out, path);
    int gap = width < b->path_width ? (int)(b->path_width - width) : 0;
    buf_printf(out, "%*s  %3zu page%s", gap, "", pages, pages == 1 ? " " : "s");
    if (item->outcome == BATCH_UNCHANGED) {
        buf_add_c(out, "  unchanged\n");
    } else {
        buf_printf(out, "  %5.0f ms\n", item->ms);
    }
    flush_result(b);
}

/* Several dumps are told apart by a line with the path before each. */
static void write_dump(struct build *b, const struct batch_item *item) {
    struct buf *out = &b->run->text;
    if (b->inputs.list.n > 1) {
        buf_add_c(out, "== ");
        print_safely(out, str_of(item->job->path));
        buf_add_c(out, " ==\n");
    }
    buf_add_str(out, buf_str(&item->dump));
    run_flush_to_stdout(b->run);
}

/* ---- dependencies ---- */

/* Make and Ninja have no way to write a line end in a path. */
static bool can_be_named(struct build *b, const char *path) {
    if (!strchr(path, '\n')) return true;
    buf_add_c(&b->run->text, "chancery: no depfile can name ");
    print_safely(&b->run->text, str_of(path));
    buf_add_char(&b->run->text, '\n');
    run_flush_to_stderr(b->run);
    return false;
}

/* A path as Make and Ninja read it. */
static void add_path(struct buf *out, const char *path) {
    for (const char *c = path; *c; c++) {
        if (*c == ' ' || *c == '#' || *c == '\\') buf_add_char(out, '\\');
        if (*c == '$') buf_add_char(out, '$');
        buf_add_char(out, *c);
    }
}

/* "input:", so that Make asks nobody to make an input that is gone. */
static void add_input_alone(struct build *b, struct str path) {
    if (hash_get(&b->inputs_told, path)) return;
    struct str copy = str_copy(&b->run->arena, path);
    hash_put(&b->inputs_told, copy, b);
    add_path(&b->dependencies_alone, copy.p);
    buf_add_c(&b->dependencies_alone, ":\n");
}

/* "output: input input ...". A PDF that need not be set again is made as new as it is right, or
 * Make would ask for it each time. */
static void add_dependencies(struct build *b, const struct batch_item *item) {
    struct buf *out = &b->dependencies;
    if (!can_be_named(b, item->job->output)) return;
    if (item->outcome == BATCH_UNCHANGED) file_touch(item->job->output);
    add_path(out, item->job->output);
    buf_add_char(out, ':');
    for (size_t i = 0; i < item->trace.entries.n; i++) {
        const struct trace_entry *e = item->trace.entries.v[i];
        if (e->kind != TRACE_FILE || !can_be_named(b, e->path.p)) continue;
        buf_add_c(out, " \\\n  ");
        add_path(out, e->path.p);
        add_input_alone(b, e->path);
    }
    buf_add_char(out, '\n');
}

/* ---- the batch ---- */

static bool writes_pdf(const struct options *o) {
    return o->command == COMMAND_BUILD && o->dump == BRIEF_DUMP_NONE && !o->verify;
}

static void finish_briefing(void *closure, struct batch_item *item) {
    struct build *b = closure;
    const struct options *o = b->options;
    if (b->live) erase(b);
    run_raise_status(b->run, item->result.status);
    say_diags(b, &item->diags);
    if (item->dump.n) write_dump(b, item);
    if (writes_pdf(o) && item->outcome != BATCH_FAILED && !o->quiet) say_built(b, item);
    report_add(&b->report, item);
    if (o->depfile) add_dependencies(b, item);
}

static void measure_paths(struct build *b) {
    for (size_t i = 0; i < b->inputs.list.n; i++) {
        size_t width = print_width(str_of(b->inputs.list.v[i].output));
        if (width > b->path_width) b->path_width = width;
    }
}

/* Makes the folder that -o names, and those below it that the tree has; the briefings whose folder
 * cannot be made fail when they are written. */
static bool make_folders(struct build *b, struct diags *ds) {
    const char *folder = b->options->folder;
    struct arena *a = &b->run->arena;
    if (!folder) return true;
    if (!file_make_directories(a, folder)) {
        diag_add(ds, DIAG_WRITE_FAILED, (struct pos){0}, NULL, "cannot make the folder %s: %s",
                 folder, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < b->inputs.list.n; i++) {
        struct arena_mark mark = arena_mark(a);
        file_make_directories(a, file_dirname(a, b->inputs.list.v[i].output));
        arena_reset(a, mark);
    }
    return true;
}

static void run_batch(struct build *b) {
    const struct options *o = b->options;
    struct batch_options options = {
        .mode = writes_pdf(o) ? BATCH_BUILD
                : o->verify   ? BATCH_VERIFY
                              : BATCH_CHECK,
        .brief = {.strict = o->strict,
                  .draft = o->draft,
                  .show = o->show,
                  .dump = o->dump,
                  .lint = o->command == COMMAND_CHECK},
        .rules = o->rules,
        .threads = o->jobs,
        .force = o->force,
        .traces = o->reports.n || o->depfile,
        .closure = b,
        .done = finish_briefing,
        .progress = b->live ? show_progress : NULL,
    };
    struct brief_shared *shared = brief_shared_new();
    batch_run(shared, b->inputs.list.v, b->inputs.list.n, &options);
    brief_shared_free(shared);
    if (b->live) erase(b);
}

/* ---- at the end ---- */

static void write_file(struct build *b, const char *path, const struct buf *text) {
    if (file_write_atomic(path, buf_str(text))) return;
    buf_printf(&b->run->text, "chancery: cannot write %s: %s\n", path, file_reason(errno));
    run_flush_to_stderr(b->run);
    run_raise_status(b->run, 3);
}

static void write_files(struct build *b) {
    const struct options *o = b->options;
    double wall = run_now() - b->start;
    for (size_t i = 0; i < o->reports.n; i++) {
        struct buf text = {0};
        if (str_ends(str_of(o->reports.v[i]), ".xml")) {
            report_write_junit(&text, &b->report, wall);
        } else {
            report_write_json(&text, &b->report, wall);
        }
        write_file(b, o->reports.v[i], &text);
        buf_done(&text);
    }
    buf_add_str(&b->dependencies, buf_str(&b->dependencies_alone));
    if (o->depfile) write_file(b, o->depfile, &b->dependencies);
}

/* "12 briefings: 9 set, 2 unchanged, 1 failed, in 1.3 s". */
static void say_summary(struct build *b) {
    const struct report *s = &b->report;
    struct buf *out = &b->run->text;
    if (writes_pdf(b->options) && s->n > 1) {
        buf_printf(out, "%zu briefings: %zu set", s->n, s->set);
        if (s->unchanged) buf_printf(out, ", %zu unchanged", s->unchanged);
        if (s->failed) buf_printf(out, ", %zu failed", s->failed);
        buf_printf(out, ", in %.2f s\n", (run_now() - b->start) / 1e3);
    }
    print_counts(out, b->errors, b->warnings);
    run_flush_to_stderr(b->run);
}

static void find_and_build(struct build *b) {
    const struct options *o = b->options;
    struct diags ds;
    diags_init(&ds, &b->run->arena);
    inputs_find(&b->inputs, &ds, &b->run->arena, o->paths.v, o->paths.n, o->folder);
    bool ready = b->inputs.list.n > 0 && make_folders(b, &ds);
    run_raise_status(b->run, diags_status(&ds));
    say_diags(b, &ds);
    if (ready) {
        measure_paths(b);
        b->live = !o->quiet && b->inputs.list.n > 1 && is_terminal();
        run_batch(b);
    }
    write_files(b);
    if (o->format != FORMAT_TEXT) {
        findings_write(&b->run->text, &b->findings);
        run_flush_to_stdout(b->run);
    }
    if (ready && !o->quiet) say_summary(b);
}

void build_run(struct run *r) {
    struct build b = {.run = r, .options = r->options, .start = run_now()};
    hash_init(&b.inputs_told, &r->arena);
    report_init(&b.report, r->options->reports.n > 0);
    findings_init(&b.findings, r->options->format, !r->options->quiet);
    find_and_build(&b);
    findings_done(&b.findings);
    report_done(&b.report);
    buf_done(&b.dependencies);
    buf_done(&b.dependencies_alone);
}
