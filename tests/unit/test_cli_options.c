/* cli/options: the command line, right and wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include "cli/options.h"

static struct arena arena;
static struct options o;
static struct usage_error error;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    buf_done(&error.message);
    buf_done(&error.hint);
    arena_done(&arena);
    return 0;
}

/* Reads the arguments, which end with NULL. */
static bool reads(const char *const *arguments) {
    char *argv[32] = {arena_copy(&arena, "chancery", 8)};
    int argc = 1;
    for (; *arguments; arguments++)
        argv[argc++] = arena_copy(&arena, *arguments, strlen(*arguments));
    buf_clear(&error.message);
    buf_clear(&error.hint);
    return options_read(&o, &error, &arena, argc, argv);
}

#define READS(...) reads((const char *const[]){__VA_ARGS__, NULL})

static void assert_refused(bool read, const char *message, const char *hint) {
    assert_false(read);
    assert_string_equal(error.message.p, message);
    assert_string_equal(error.hint.p ? error.hint.p : "", hint);
}

static void reads_commands_and_paths(void **state) {
    (void)state;
    assert_true(READS("build", "a", "b.md"));
    assert_int_equal(o.command, COMMAND_BUILD);
    assert_int_equal(o.paths.n, 2);
    assert_string_equal(o.paths.v[1], "b.md");
    assert_null(o.folder);
    assert_false(o.quiet || o.strict || o.draft || o.show || o.dump);
    assert_true(READS("check", "a"));
    assert_int_equal(o.command, COMMAND_CHECK);
    assert_true(READS("build", "build")); /* a folder of that name */
    assert_true(READS("build", "-"));     /* a file of that name */
}

static void reads_options_anywhere(void **state) {
    (void)state;
    assert_true(READS("--strict", "build", "--quiet", "a", "--draft", "-o", "out"));
    assert_true(o.strict && o.quiet && o.draft);
    assert_string_equal(o.folder, "out");
    assert_true(READS("build", "-oout", "a") && strcmp(o.folder, "out") == 0);
    assert_true(READS("build", "-qo", "out", "a") && o.quiet && strcmp(o.folder, "out") == 0);
    assert_true(READS("build", "--output=out=1", "a") && strcmp(o.folder, "out=1") == 0);
    assert_true(READS("build", "--output", "-x", "a") && strcmp(o.folder, "-x") == 0);
    assert_true(READS("build", "--", "--strict", "--") && o.paths.n == 2 && !o.strict);
}

static void reads_lists_of_words(void **state) {
    (void)state;
    assert_true(READS("build", "--show=grid", "a"));
    assert_int_equal(o.show, BRIEF_SHOW_GRID);
    assert_true(READS("build", "--show=boxes,glue", "--show", "grid", "a"));
    assert_int_equal(o.show, BRIEF_SHOW_GRID | BRIEF_SHOW_BOXES | BRIEF_SHOW_GLUE);
    assert_true(READS("check", "--dump=doc", "a") && o.dump == BRIEF_DUMP_DOC);
    assert_true(READS("build", "--dump", "frames", "a") && o.dump == BRIEF_DUMP_FRAMES);
}

static void tells_help_and_version_whatever_follows(void **state) {
    (void)state;
    assert_true(READS("--help") && o.command == COMMAND_HELP);
    assert_true(READS("-h", "--nonsense") && o.command == COMMAND_HELP);
    assert_true(READS("build", "--help") && o.command == COMMAND_HELP);
    assert_true(READS("--version") && o.command == COMMAND_VERSION);
}

static void refuses_what_it_does_not_know(void **state) {
    (void)state;
    assert_refused(READS("build", "--strct", "a"), "unknown option '--strct'",
                   "did you mean '--strict'?");
    assert_refused(READS("build", "--out=x", "a"), "unknown option '--out'", "");
    assert_refused(READS("build", "--outptu=x", "a"), "unknown option '--outptu'",
                   "did you mean '--output'?");
    assert_refused(READS("build", "-x", "a"), "unknown option '-x'", "");
    assert_refused(READS("build", "-qx", "a"), "unknown option '-qx'", "");
    assert_refused(READS("buidl", "a"), "unknown command 'buidl'", "did you mean 'build'?");
    assert_refused(READS("content/a"), "unknown command 'content/a'", "");
    assert_refused(READS("build", "--dump=docs", "a"), "--dump does not know 'docs'",
                   "did you mean 'doc'?");
    assert_refused(READS("build", "--dump=x", "a"), "--dump does not know 'x'",
                   "write doc or frames");
    assert_refused(READS("build", "--show=grid,", "a"), "--show does not know ''",
                   "write grid, boxes or glue");
}

static void refuses_what_is_missing_or_senseless(void **state) {
    (void)state;
    assert_refused(reads((const char *const[]){NULL}),
                   "a command is missing: build, check, watch or explain", "");
    assert_refused(READS("--strict"), "a command is missing: build, check, watch or explain", "");
    assert_refused(READS("build"),
                   "a PATH is missing: a briefing's folder, a .md file, or a tree of them", "");
    assert_refused(READS("build", "--"),
                   "a PATH is missing: a briefing's folder, a .md file, or a tree of them", "");
    assert_refused(READS("build", ""), "a PATH is empty", "");
    assert_refused(READS("build", "a", "-o"), "--output needs DIR", "");
    assert_refused(READS("build", "a", "-o", ""), "--output needs DIR", "");
    assert_refused(READS("build", "a", "--depfile="), "--depfile needs FILE", "");
    assert_refused(READS("build", "a", "--report", ""), "--report needs FILE", "");
    assert_refused(READS("build", "a", "--jobs="), "--jobs needs N", "");
    assert_refused(READS("build", "a", "--dump"), "--dump needs STAGE", "");
    assert_refused(READS("build", "--strict=yes", "a"), "--strict takes no value", "");
    assert_refused(READS("check", "a", "-o", "x"), "check writes nothing, so -o has no meaning",
                   "");
    assert_refused(READS("build", "a", "-o", "x", "--dump=doc"),
                   "--dump writes no PDF, so -o has no meaning", "");
}

/* The help comes from the same table as the options: what it shows can be read. */
static void helps_with_what_there_is(void **state) {
    (void)state;
    struct buf help = {0};
    options_help(&help);
    size_t seen = 0;
    for (const char *c = strstr(help.p, "--"); c; c = strstr(c + 2, "--")) {
        size_t n = strspn(c, "-abcdefghijklmnopqrstuvwxyz");
        if (n == 2) continue;
        char *option = arena_copy(&arena, c, n);
        bool ok = c[n] == '=' ? READS(option, strstr(option, "dump")   ? "doc"
                                              : strstr(option, "show") ? "grid"
                                                                       : "x")
                              : READS(option);
        if (!ok) assert_null(strstr(error.message.p, "unknown"));
        seen++;
    }
    assert_int_equal(seen, 17);
    for (const char *line = help.p; *line; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= 80);
    buf_done(&help);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(reads_commands_and_paths),      TEST(reads_options_anywhere),
        TEST(reads_lists_of_words),          TEST(tells_help_and_version_whatever_follows),
        TEST(refuses_what_it_does_not_know), TEST(refuses_what_is_missing_or_senseless),
        TEST(helps_with_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
