#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "brief.h"
#include "cli/inputs.h"
#include "cli/options.h"
#include "cli/print.h"

/* One run of the program. */
struct run {
    const struct options *options;
    struct arena arena;
    struct buf text; /* scratch: what is about to be written */
    struct inputs inputs;
    size_t path_width;       /* of the longest output path, for the summary */
    size_t errors, warnings; /* of all briefings */
    int status;
    bool colour; /* on standard error */
    bool mute;   /* standard output has failed */
};

static void raise_status(struct run *r, int status) {
    if (status > r->status) r->status = status;
}

/* ---- streams ---- */

/* Writes the scratch text to standard error and empties it. If even that fails there is nobody
 * left to tell. */
static void flush_to_stderr(struct run *r) {
    if (r->text.n) fwrite(r->text.p, 1, r->text.n, stderr);
    buf_clear(&r->text);
}

/* Writes the scratch text to standard output and empties it. A reader who has gone away (head, a
 * pager) is no news to anybody; a full disk is. The briefings that remain are set all the same. */
static void flush_to_stdout(struct run *r) {
    bool ok = r->text.n == 0 || fwrite(r->text.p, 1, r->text.n, stdout) == r->text.n;
    if (fflush(stdout) != 0) ok = false;
    int error = errno;
    buf_clear(&r->text);
    if (ok || r->mute) return;
    r->mute = true; /* said once */
    raise_status(r, 3);
    if (error == EPIPE) return;
    buf_printf(&r->text, "chancery: cannot write to standard output: %s\n", strerror(error));
    flush_to_stderr(r);
}

/* Colour is for a terminal that knows it and a reader who has not declined (no-color.org). */
static bool wants_colour(void) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color && *no_color) return false;
    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

/* ---- signals ---- */

/* Stopped in the middle: temporary files go, then the signal does what it always does. */
static void clean_up_and_die(int sig) {
    file_remove_temporaries();
    signal(sig, SIG_DFL);
    raise(sig);
}

/* A signal that was ignored from outside (nohup) stays ignored. */
static void catch_signals(void) {
    static const int fatal[] = {SIGHUP, SIGINT, SIGTERM, SIGXCPU};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        struct sigaction action, old;
        memset(&action, 0, sizeof action);
        action.sa_handler = clean_up_and_die;
        sigemptyset(&action.sa_mask);
        if (sigaction(fatal[i], NULL, &old) != 0 || old.sa_handler == SIG_IGN) continue;
        sigaction(fatal[i], &action, NULL);
    }
    /* Writing to a closed pipe or past a file size limit is an error like any other. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

/* ---- briefings ---- */

static void report(struct run *r, struct diags *ds) {
    print_diags(&r->text, ds, !r->options->quiet, r->colour);
    flush_to_stderr(r);
    r->errors += ds->errors;
    r->warnings += ds->warnings;
}

static double now_in_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* "path  N pages  M ms", the columns aligned over all briefings. */
static void say_built(struct run *r, const char *output, size_t pages, double ms) {
    struct str path = str_of(output);
    print_safely(&r->text, path);
    size_t width = print_width(path);
    int gap = width < r->path_width ? (int)(r->path_width - width) : 0;
    buf_printf(&r->text, "%*s  %3zu page%s  %5.0f ms\n", gap, "", pages, pages == 1 ? " " : "s",
               ms);
    flush_to_stdout(r);
}

/* Several dumps are told apart by a line with the path before each. */
static void write_dump(struct run *r, const struct input *input, struct buf *dump) {
    if (r->inputs.list.n > 1) {
        buf_add_c(&r->text, "== ");
        print_safely(&r->text, str_of(input->path));
        buf_add_c(&r->text, " ==\n");
    }
    buf_add_str(&r->text, buf_str(dump));
    flush_to_stdout(r);
}

static bool writes_pdf(const struct options *o) {
    return o->command == COMMAND_BUILD && o->dump == BRIEF_DUMP_NONE;
}

static void do_briefing(struct run *r, struct brief_shared *shared, const struct input *input) {
    const struct options *o = r->options;
    struct arena arena;
    arena_init(&arena);
    struct diags ds;
    diags_init(&ds, &arena);
    ds.strict = o->strict;
    struct buf dump = {0};
    struct brief_options options = {
        .output = writes_pdf(o) ? input->output : NULL,
        .strict = o->strict,
        .draft = o->draft,
        .show = o->show,
        .dump = o->dump,
        .dump_out = &dump,
    };
    double start = now_in_ms();
    struct brief_result result = brief_build(shared, &ds, input->path, &options);
    double ms = now_in_ms() - start;
    raise_status(r, result.status);
    report(r, &ds);
    if (dump.n) write_dump(r, input, &dump);
    bool built = writes_pdf(o) && (ds.errors == 0 || (o->draft && ds.machine_errors == 0));
    if (built && !o->quiet) say_built(r, input->output, result.pages, ms);
    buf_done(&dump);
    arena_done(&arena);
}

static void measure_paths(struct run *r) {
    for (size_t i = 0; i < r->inputs.list.n; i++) {
        size_t width = print_width(str_of(r->inputs.list.v[i].output));
        if (width > r->path_width) r->path_width = width;
    }
}

/* False if the folder that -o names cannot be made. */
static bool make_folder(struct run *r, struct diags *ds) {
    const char *folder = r->options->folder;
    if (!folder || file_make_directories(&r->arena, folder)) return true;
    diag_add(ds, DIAG_WRITE_FAILED, (struct pos){0}, NULL, "cannot make the folder %s: %s", folder,
             strerror(errno));
    return false;
}

static void do_briefings(struct run *r) {
    const struct options *o = r->options;
    struct diags ds;
    diags_init(&ds, &r->arena);
    inputs_find(&r->inputs, &ds, &r->arena, o->paths.v, o->paths.n, o->folder);
    bool ready = r->inputs.list.n > 0 && make_folder(r, &ds);
    raise_status(r, diags_status(&ds));
    report(r, &ds);
    if (!ready) return;
    measure_paths(r);
    struct brief_shared *shared = brief_shared_new();
    for (size_t i = 0; i < r->inputs.list.n; i++)
        do_briefing(r, shared, &r->inputs.list.v[i]);
    brief_shared_free(shared);
    if (o->quiet) return;
    print_counts(&r->text, r->errors, r->warnings);
    flush_to_stderr(r);
}

/* ---- the program ---- */

static void refuse(struct run *r, const struct usage_error *error) {
    buf_add_c(&r->text, "chancery: ");
    print_safely(&r->text, buf_str(&error->message));
    if (error->hint.n) buf_add_c(&r->text, "\nhint: ");
    print_safely(&r->text, buf_str(&error->hint));
    buf_add_c(&r->text, "\n'chancery --help' shows how to call it\n");
    flush_to_stderr(r);
    raise_status(r, 2);
}

static void do_command(struct run *r) {
    switch (r->options->command) {
    case COMMAND_HELP:
        options_help(&r->text);
        flush_to_stdout(r);
        return;
    case COMMAND_VERSION:
        buf_add_c(&r->text, "chancery " CHANCERY_VERSION "\n");
        flush_to_stdout(r);
        return;
    case COMMAND_NONE: return;
    case COMMAND_BUILD:
    case COMMAND_CHECK: do_briefings(r); return;
    }
}

int cli_main(int argc, char **argv) {
    file_open_standard();
    catch_signals();
    struct options options;
    struct run r = {.options = &options, .colour = wants_colour()};
    arena_init(&r.arena);
    struct usage_error error = {0};
    if (options_read(&options, &error, &r.arena, argc, argv)) {
        do_command(&r);
    } else {
        refuse(&r, &error);
    }
    buf_done(&error.message);
    buf_done(&error.hint);
    buf_done(&r.text);
    arena_done(&r.arena);
    return r.status;
}
