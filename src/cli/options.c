#include "cli/options.h"

#include <stdio.h>

/* ---- the tables ---- */

struct command_info {
    const char *name;
    enum command command;
    const char *help;
};

static const struct command_info commands[] = {
    {"build", COMMAND_BUILD, "set each briefing to a PDF"},
    {"check", COMMAND_CHECK, "do everything but write, and show what is wrong"},
    {"watch", COMMAND_WATCH, "build, and again whenever something changes"},
    {"explain", COMMAND_EXPLAIN, "say what a CODE means; without one, list them"},
};

enum option_id {
    OPTION_OUTPUT,
    OPTION_STRICT,
    OPTION_DRAFT,
    OPTION_SHOW,
    OPTION_DUMP,
    OPTION_QUIET,
    OPTION_JOBS,
    OPTION_FORCE,
    OPTION_VERIFY,
    OPTION_REPORT,
    OPTION_DEPFILE,
    OPTION_DIAGNOSTICS,
    OPTION_ALLOW,
    OPTION_DENY,
    OPTION_LANGUAGES,
    OPTION_HELP,
    OPTION_VERSION,
};

struct option {
    enum option_id id;
    const char *name;     /* with its dashes */
    char letter;          /* after one dash; 0: none */
    const char *argument; /* as the help shows it; NULL: it takes none */
    const char *help;
};

static const struct option options[] = {
    {OPTION_OUTPUT, "--output", 'o', "DIR", "write into this folder, not beside the source"},
    {OPTION_STRICT, "--strict", 0, NULL, "treat warnings as errors"},
    {OPTION_DRAFT, "--draft", 0, NULL, "set a PDF in spite of errors, each marked in it"},
    {OPTION_SHOW, "--show", 0, "LIST", "draw over the pages: grid, boxes, glue"},
    {OPTION_DUMP, "--dump", 0, "STAGE", "print doc or frames as text instead of writing a PDF"},
    {OPTION_JOBS, "--jobs", 'j', "N", "set N briefings at a time (all processors)"},
    {OPTION_FORCE, "--force", 0, NULL, "set also what has not changed"},
    {OPTION_VERIFY, "--verify", 0, NULL, "fail if a PDF is not what its sources give"},
    {OPTION_REPORT, "--report", 0, "FILE", "write what came of it, as .json or JUnit's .xml"},
    {OPTION_DEPFILE, "--depfile", 0, "FILE", "write what PDFs depend on, for Make and Ninja"},
    {OPTION_DIAGNOSTICS, "--diagnostics", 0, "FORMAT", "text, json, sarif or github"},
    {OPTION_ALLOW, "--allow", 0, "CODE", "leave out a warning or note"},
    {OPTION_DENY, "--deny", 0, "CODE", "treat a warning or note as an error"},
    {OPTION_QUIET, "--quiet", 'q', NULL, "say nothing but warnings and errors"},
    {OPTION_LANGUAGES, "--languages", 0, NULL, "with check: list languages, and words they lack"},
    {OPTION_HELP, "--help", 'h', NULL, "show this help"},
    {OPTION_VERSION, "--version", 0, NULL, "show the version"},
};

struct word {
    const char *name;
    unsigned value;
};

static const struct word stages[] = {{"doc", BRIEF_DUMP_DOC}, {"frames", BRIEF_DUMP_FRAMES}};
static const struct word formats[] = {{"text", FORMAT_TEXT},
                                      {"json", FORMAT_JSON},
                                      {"sarif", FORMAT_SARIF},
                                      {"github", FORMAT_GITHUB}};
static const struct word overlays[] = {
    {"grid", BRIEF_SHOW_GRID}, {"boxes", BRIEF_SHOW_BOXES}, {"glue", BRIEF_SHOW_GLUE}};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* ---- reading ---- */

struct reader {
    struct options *o;
    struct usage_error *error;
    struct arena *arena;
    int argc;
    char *const *argv;
    int next; /* the argument to be read next */
};

/* "did you mean", if a candidate is near. */
static void suggest(struct reader *r, struct str s, const char *const *candidates, size_t n) {
    const char *nearest = diag_nearest(s, candidates, n);
    if (nearest) buf_printf(&r->error->hint, "did you mean '%s'?", nearest);
}

static bool fail_at_option(struct reader *r, struct str name) {
    const char *names[COUNT(options)];
    for (size_t i = 0; i < COUNT(options); i++)
        names[i] = options[i].name;
    buf_printf(&r->error->message, "unknown option '%.*s'", STR_ARG(name));
    suggest(r, name, names, COUNT(options));
    return false;
}

static bool fail_at_command(struct reader *r, const char *name) {
    const char *names[COUNT(commands)];
    for (size_t i = 0; i < COUNT(commands); i++)
        names[i] = commands[i].name;
    buf_printf(&r->error->message, "unknown command '%s'", name);
    suggest(r, str_of(name), names, COUNT(commands));
    return false;
}

static bool read_word(struct reader *r, unsigned *value, struct str s, const char *option,
                      const struct word *words, size_t n) {
    const char *names[8];
    for (size_t i = 0; i < n; i++) {
        if (str_is(s, words[i].name)) {
            *value = words[i].value;
            return true;
        }
        names[i] = words[i].name;
    }
    buf_printf(&r->error->message, "%s does not know '%.*s'", option, STR_ARG(s));
    suggest(r, s, names, n);
    if (r->error->hint.n) return false;
    buf_add_c(&r->error->hint, "write ");
    for (size_t i = 0; i < n; i++)
        buf_printf(&r->error->hint, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " or ", names[i]);
    return false;
}

static bool read_overlays(struct reader *r, struct str list) {
    for (;;) {
        size_t comma = str_find_char(list, ',');
        unsigned bit = 0;
        struct str name = str_slice(list, 0, comma);
        if (!read_word(r, &bit, name, "--show", overlays, COUNT(overlays))) return false;
        r->o->show |= bit;
        if (comma == list.n) return true;
        list = str_slice(list, comma + 1, list.n);
    }
}

static bool read_stage(struct reader *r, struct str name) {
    unsigned stage = 0;
    if (!read_word(r, &stage, name, "--dump", stages, COUNT(stages))) return false;
    r->o->dump = (enum brief_dump)stage;
    return true;
}

static bool read_jobs(struct reader *r, const char *value) {
    long n;
    if (str_to_long(&n, str_of(value)) && n >= 1 && n <= 1024) {
        r->o->jobs = (size_t)n;
        return true;
    }
    buf_printf(&r->error->message, "--jobs does not know '%s'", value);
    buf_add_c(&r->error->hint, "write a number from 1 to 1024");
    return false;
}

static bool read_format(struct reader *r, struct str name) {
    unsigned format = 0;
    if (!read_word(r, &format, name, "--diagnostics", formats, COUNT(formats))) return false;
    r->o->format = (enum format)format;
    return true;
}

static bool read_report(struct reader *r, const char *file) {
    if (!str_ends(str_of(file), ".json") && !str_ends(str_of(file), ".xml")) {
        buf_printf(&r->error->message, "--report does not know the kind of '%s'", file);
        buf_add_c(&r->error->hint, "name a file that ends in .json or .xml");
        return false;
    }
    *vec_push(r->arena, &r->o->reports) = file;
    return true;
}

static bool fail_at_code(struct reader *r, const char *name) {
    const char *names[DIAG_CODE_COUNT];
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
        names[i] = diag_infos[i].name;
    buf_printf(&r->error->message, "there is no code '%s'", name);
    suggest(r, str_of(name), names, DIAG_CODE_COUNT);
    if (r->error->hint.n == 0) buf_add_c(&r->error->hint, "'chancery explain' lists them");
    return false;
}

/* One code, or several parted by commas. */
static bool read_rule(struct reader *r, struct str list, enum batch_rule rule) {
    for (;;) {
        size_t comma = str_find_char(list, ',');
        struct str name = str_slice(list, 0, comma);
        int code = diag_find_code(name);
        if (code < 0) return fail_at_code(r, str_to_c(r->arena, name));
        if (rule == BATCH_ALLOW && diag_infos[code].level == DIAG_ERROR) {
            buf_printf(&r->error->message, "'%s' is an error, which cannot be allowed",
                       diag_infos[code].name);
            return false;
        }
        r->o->rules[code] = (unsigned char)rule;
        if (comma == list.n) return true;
        list = str_slice(list, comma + 1, list.n);
    }
}

static bool set_option(struct reader *r, const struct option *option, const char *value) {
    switch (option->id) {
    case OPTION_OUTPUT: r->o->folder = value; return true;
    case OPTION_STRICT: r->o->strict = true; return true;
    case OPTION_DRAFT: r->o->draft = true; return true;
    case OPTION_SHOW: return read_overlays(r, str_of(value));
    case OPTION_DUMP: return read_stage(r, str_of(value));
    case OPTION_QUIET: r->o->quiet = true; return true;
    case OPTION_JOBS: return read_jobs(r, value);
    case OPTION_FORCE: r->o->force = true; return true;
    case OPTION_VERIFY: r->o->verify = true; return true;
    case OPTION_REPORT: return read_report(r, value);
    case OPTION_DEPFILE: r->o->depfile = value; return true;
    case OPTION_DIAGNOSTICS: return read_format(r, str_of(value));
    case OPTION_ALLOW: return read_rule(r, str_of(value), BATCH_ALLOW);
    case OPTION_DENY: return read_rule(r, str_of(value), BATCH_DENY);
    case OPTION_LANGUAGES: r->o->languages = true; return true;
    case OPTION_HELP: r->o->command = COMMAND_HELP; return true;
    case OPTION_VERSION: r->o->command = COMMAND_VERSION; return true;
    }
    return false;
}

/* value is what stood in the same argument, NULL if nothing did. */
static bool read_option(struct reader *r, const struct option *option, const char *value) {
    if (!option->argument && value) {
        buf_printf(&r->error->message, "%s takes no value", option->name);
        return false;
    }
    if (option->argument && !value) {
        if (r->next >= r->argc) {
            buf_printf(&r->error->message, "%s needs %s", option->name, option->argument);
            return false;
        }
        value = r->argv[r->next++];
    }
    if (option->argument && !*value) {
        buf_printf(&r->error->message, "%s needs %s", option->name, option->argument);
        return false;
    }
    return set_option(r, option, value);
}

/* --name or --name=value */
static bool read_long_option(struct reader *r, const char *argument) {
    struct str whole = str_of(argument);
    struct str name = str_slice(whole, 0, str_find_char(whole, '='));
    const char *value = name.n < whole.n ? argument + name.n + 1 : NULL;
    for (size_t i = 0; i < COUNT(options); i++) {
        if (str_is(name, options[i].name)) return read_option(r, &options[i], value);
    }
    return fail_at_option(r, name);
}

static const struct option *find_letter(char letter) {
    for (size_t i = 0; i < COUNT(options); i++) {
        if (options[i].letter && options[i].letter == letter) return &options[i];
    }
    return NULL;
}

/* -q, -oDIR, -qo DIR */
static bool read_letters(struct reader *r, const char *argument) {
    for (const char *c = argument + 1; *c; c++) {
        const struct option *option = find_letter(*c);
        if (!option) return fail_at_option(r, str_of(argument));
        if (option->argument) return read_option(r, option, c[1] ? c + 1 : NULL);
        if (!read_option(r, option, NULL)) return false;
    }
    return true;
}

static bool read_plain(struct reader *r, const char *argument) {
    if (r->o->command != COMMAND_NONE) {
        if (!*argument) {
            buf_add_c(&r->error->message, "a PATH is empty");
            return false;
        }
        *vec_push(r->arena, &r->o->paths) = argument;
        return true;
    }
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(argument, commands[i].name) != 0) continue;
        r->o->command = commands[i].command;
        return true;
    }
    return fail_at_command(r, argument);
}

static bool is_told(const struct options *o) {
    return o->command == COMMAND_HELP || o->command == COMMAND_VERSION;
}

/* An option that only building has a use for, or NULL. */
static const char *needs_build(const struct options *o) {
    if (o->verify) return "--verify";
    if (o->depfile) return "--depfile";
    return o->force ? "--force" : NULL;
}

static bool check_codes(struct reader *r) {
    for (size_t i = 0; i < r->o->paths.n; i++)
        if (diag_find_code(str_of(r->o->paths.v[i])) < 0) return fail_at_code(r, r->o->paths.v[i]);
    return true;
}

/* Whether what was asked for goes together. */
static bool check(const struct options *o, struct buf *message) {
    if (is_told(o)) return true;
    const char *building = needs_build(o);
    if (o->command == COMMAND_NONE) {
        buf_add_c(message, "a command is missing: build, check, watch or explain");
    } else if (o->languages && (o->command != COMMAND_CHECK || o->paths.n)) {
        buf_add_c(message, "--languages goes with check, without a PATH");
    } else if (o->languages) {
        return true;
    } else if (o->paths.n == 0) {
        buf_add_c(message, "a PATH is missing: a briefing's folder, a .md file, or a tree of them");
    } else if (o->command == COMMAND_CHECK && o->folder) {
        buf_add_c(message, "check writes nothing, so -o has no meaning");
    } else if (building && (o->command != COMMAND_BUILD || o->dump != BRIEF_DUMP_NONE)) {
        buf_printf(message, "%s goes with build, without --dump", building);
    } else if (o->verify && (o->force || o->depfile)) {
        buf_add_c(message, "--verify writes nothing, so --force and --depfile have no meaning");
    } else if (o->command == COMMAND_WATCH && (o->reports.n || o->format || o->dump)) {
        buf_add_c(message, "watch goes with neither --report nor --diagnostics nor --dump");
    } else if (o->dump != BRIEF_DUMP_NONE && o->format != FORMAT_TEXT) {
        buf_add_c(message, "--dump and --diagnostics would both write to standard output");
    } else if (o->dump != BRIEF_DUMP_NONE && o->folder) {
        buf_add_c(message, "--dump writes no PDF, so -o has no meaning");
    } else {
        return true;
    }
    return false;
}

bool options_read(struct options *o, struct usage_error *error, struct arena *a, int argc,
                  char *const *argv) {
    *o = (struct options){0};
    struct reader r = {.o = o, .error = error, .arena = a, .argc = argc, .argv = argv, .next = 1};
    bool only_paths = false;
    while (r.next < argc && !is_told(o)) {
        const char *argument = argv[r.next++];
        bool ok;
        if (!only_paths && strcmp(argument, "--") == 0) {
            only_paths = ok = true;
        } else if (only_paths || argument[0] != '-' || argument[1] == '\0') {
            ok = read_plain(&r, argument);
        } else {
            ok = argument[1] == '-' ? read_long_option(&r, argument) : read_letters(&r, argument);
        }
        if (!ok) return false;
    }
    if (o->command == COMMAND_EXPLAIN) return check_codes(&r);
    return check(o, &error->message);
}

/* ---- help ---- */

static void add_option_help(struct buf *out, const struct option *option) {
    char left[64];
    int n = option->letter ? snprintf(left, sizeof left, "-%c, %s", option->letter, option->name)
                           : snprintf(left, sizeof left, "    %s", option->name);
    if (option->argument) {
        snprintf(left + n, sizeof left - (size_t)n, "=%s", option->argument);
    }
    buf_printf(out, "  %-20s  %s\n", left, option->help);
}

void options_help(struct buf *out) {
    buf_add_c(out, "Usage: chancery COMMAND [OPTION]... PATH...\n\n"
                   "Sets briefings written in Markdown and YAML into PDF.\n\nCommands:\n");
    for (size_t i = 0; i < COUNT(commands); i++)
        buf_printf(out, "  %-20s  %s\n", commands[i].name, commands[i].help);
    buf_add_c(out,
              "\nPATH is a briefing's folder (one that holds briefing.md), a single .md file,\n"
              "or a folder with briefings somewhere below it.\n\nOptions:\n");
    for (size_t i = 0; i < COUNT(options); i++)
        add_option_help(out, &options[i]);
    buf_add_c(out,
              "  --                    what follows is a PATH, even if it begins with a dash\n"
              "\nExit status: 0 all is well; 1 mistakes in a briefing; 2 mistakes in the command\n"
              "line; 3 trouble with the machine (disk, fonts, memory). With several briefings\n"
              "it is the highest.\n");
}
