#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/heap.h"
#include "cli/build.h"
#include "cli/explain.h"
#include "cli/print.h"
#include "cli/run.h"
#include "cli/watch.h"

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

/* ---- the program ---- */

static void refuse(struct run *r, const struct usage_error *error) {
    buf_add_c(&r->text, "chancery: ");
    print_safely(&r->text, buf_str(&error->message));
    if (error->hint.n) buf_add_c(&r->text, "\nhint: ");
    print_safely(&r->text, buf_str(&error->hint));
    buf_add_c(&r->text, "\n'chancery --help' shows how to call it\n");
    run_flush_to_stderr(r);
    run_raise_status(r, 2);
}

static void do_command(struct run *r) {
    switch (r->options->command) {
    case COMMAND_HELP:
        options_help(&r->text);
        run_flush_to_stdout(r);
        return;
    case COMMAND_VERSION:
        buf_add_c(&r->text, "chancery " CHANCERY_VERSION "\n");
        run_flush_to_stdout(r);
        return;
    case COMMAND_NONE: return;
    case COMMAND_EXPLAIN:
        explain_codes(&r->text, r->options->paths.v, r->options->paths.n);
        run_flush_to_stdout(r);
        return;
    case COMMAND_CHECK:
        if (r->options->languages) {
            brief_list_languages(&r->text);
            run_flush_to_stdout(r);
            return;
        }
        build_run(r);
        return;
    case COMMAND_BUILD: build_run(r); return;
    case COMMAND_WATCH: watch_run(r); return;
    }
}

int cli_main(int argc, char **argv) {
    heap_keep();
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
