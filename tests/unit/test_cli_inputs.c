/* cli/inputs: from paths to briefings and the PDFs they become. */
#define _XOPEN_SOURCE 700
#include "folder_sample.h"

#include <errno.h>
#include "base/buf.h"
#include "cli/inputs.h"

static struct diags ds;
static struct inputs in;

static void put(const char *path) {
    if (strchr(path, '/')) assert_true(file_make_directories(&arena, file_dirname(&arena, path)));
    assert_true(file_write_atomic(path, STR("text\n")));
}

static void find(const char *output, const char *const *paths) {
    size_t n = 0;
    while (paths[n])
        n++;
    diags_init(&ds, &arena);
    inputs_find(&in, &ds, &arena, paths, n, output);
}

#define FIND(output, ...) find((output), (const char *const[]){__VA_ARGS__, NULL})

static void assert_input(size_t i, const char *path, const char *output) {
    assert_true(i < in.list.n);
    assert_string_equal(in.list.v[i].path, path);
    assert_string_equal(in.list.v[i].output, output);
}

static void assert_one_error(enum diag_code code, const char *message) {
    assert_int_equal(ds.list.n, 1);
    assert_int_equal(ds.list.v[0].code, code);
    assert_string_equal(ds.list.v[0].message.p, message);
}

static void finds_a_folder_and_a_file(void **state) {
    (void)state;
    put("a/briefing.md");
    put("b/note.md");
    put("c.md");
    FIND(NULL, "a", "b/note.md", "c.md");
    assert_int_equal(in.list.n, 3);
    assert_input(0, "a", "a/a.pdf");
    assert_input(1, "b/note.md", "b/note.pdf");
    assert_input(2, "c.md", "c.pdf");
    FIND("out", "a", "b/note.md", "c.md");
    assert_input(0, "a", "out/a.pdf");
    assert_input(1, "b/note.md", "out/note.pdf");
    assert_input(2, "c.md", "out/c.pdf");
    assert_int_equal(ds.errors, 0);
}

static void names_a_folder_by_its_own_name(void **state) {
    (void)state;
    put("a/briefing.md");
    put("a/x/other.md");
    FIND(NULL, "a/");
    assert_input(0, "a/", "a/a.pdf");
    FIND(NULL, "a/x/..");
    assert_input(0, "a/x/..", "a/x/../a.pdf");
    assert_int_equal(chdir("a"), 0);
    FIND(NULL, ".");
    assert_input(0, ".", "./a.pdf");
    FIND("out", ".");
    assert_input(0, ".", "out/a.pdf");
    FIND(NULL, "briefing.md"); /* stands for its folder */
    assert_input(0, ".", "./a.pdf");
    assert_int_equal(chdir(".."), 0);
    FIND(NULL, "a/briefing.md");
    assert_input(0, "a", "a/a.pdf");
}

static void walks_a_tree_in_order(void **state) {
    (void)state;
    put("t/b/briefing.md");
    put("t/b/inner/briefing.md");
    put("t/a/deep/er/briefing.md");
    put("t/c/readme.md");
    put("t/.hidden/briefing.md");
    put("t/d/.git/briefing.md");
    put("t/stray.md");
    mkdir("t/briefing", 0777);
    FIND(NULL, "t");
    assert_int_equal(in.list.n, 3);
    assert_input(0, "t/a/deep/er", "t/a/deep/er/er.pdf");
    assert_input(1, "t/b", "t/b/b.pdf");
    assert_input(2, "t/b/inner", "t/b/inner/inner.pdf");
    assert_int_equal(chdir("t"), 0);
    FIND("out", ".");
    assert_input(0, "a/deep/er", "out/a/deep/er.pdf");
    assert_int_equal(ds.errors, 0);
}

static void ends_in_spite_of_loops(void **state) {
    (void)state;
    put("t/a/briefing.md");
    symlink("..", "t/a/up");
    symlink(".", "t/self");
    symlink("a", "t/z");
    symlink("gone", "t/dangling");
    symlink("../t", "t/again");
    FIND(NULL, "t");
    assert_int_equal(in.list.n, 1);
    assert_input(0, "t/a", "t/a/a.pdf");
    assert_int_equal(ds.errors, 0);
}

static void bounds_the_depth(void **state) {
    (void)state;
    struct buf path = {0};
    buf_add_c(&path, "t");
    for (int i = 0; i < 100; i++)
        buf_add_c(&path, "/d");
    buf_add_c(&path, "/briefing.md");
    put(path.p);
    FIND(NULL, "t");
    assert_int_equal(in.list.n, 0);
    assert_int_equal(ds.list.n, 1);
    assert_int_equal(ds.list.v[0].code, DIAG_LIMIT);
    buf_done(&path);
}

static void takes_a_briefing_once(void **state) {
    (void)state;
    put("t/a/briefing.md");
    put("t/b/briefing.md");
    put("c.md");
    symlink("c.md", "link.md");
    FIND(NULL, "t/a", "t/a/", "t", "./t", "c.md", "./c.md", "link.md", "t/a/briefing.md");
    assert_int_equal(in.list.n, 3);
    assert_input(0, "t/a", "t/a/a.pdf");
    assert_input(1, "t/b", "t/b/b.pdf");
    assert_input(2, "c.md", "c.pdf");
    assert_int_equal(ds.errors, 0);
}

static void refuses_two_into_one(void **state) {
    (void)state;
    put("x/a/briefing.md");
    put("y/a/briefing.md");
    put("z/a/briefing.md");
    put("y/b/briefing.md");
    FIND("out", "x", "y", "z/a");
    assert_int_equal(in.list.n, 1);
    assert_input(0, "y/b", "out/b.pdf");
    assert_int_equal(ds.list.n, 2);
    assert_int_equal(ds.list.v[0].code, DIAG_OUTPUT_CLASH);
    assert_string_equal(ds.list.v[0].message.p, "x/a and y/a would both be written to out/a.pdf");
    FIND(NULL, "x", "y"); /* beside the sources they do not meet */
    assert_int_equal(in.list.n, 3);
    assert_int_equal(ds.errors, 0);
    put("x/a/a.md"); /* beside the source, by another path */
    FIND(NULL, "x/a", "x/../x/a/a.md");
    assert_int_equal(in.list.n, 0);
    assert_int_equal(ds.errors, 1);
}

static void says_what_is_no_briefing(void **state) {
    (void)state;
    FIND(NULL, "none");
    assert_one_error(DIAG_FILE_MISSING, "there is no file or folder none");
    mkdir("empty", 0777);
    FIND(NULL, "empty");
    assert_one_error(DIAG_NOT_A_BRIEFING, "there is no briefing in empty or in a folder below it");
    put("notes.txt");
    FIND(NULL, "notes.txt");
    assert_one_error(DIAG_NOT_A_BRIEFING, "notes.txt is not a Markdown file");
    FIND(NULL, "notes.txt/x");
    assert_one_error(DIAG_FILE_MISSING, "there is no file or folder notes.txt/x");
    put(".md");
    FIND(NULL, ".md");
    assert_one_error(DIAG_NOT_A_BRIEFING, ".md is not a Markdown file");
    FIND(NULL, "/dev/null");
    assert_one_error(DIAG_NOT_A_BRIEFING, "/dev/null is neither a file nor a folder");
    put("a/briefing.md");
    FIND(NULL, "none", "a"); /* the rest goes on */
    assert_int_equal(ds.errors, 1);
    assert_input(0, "a", "a/a.pdf");
}

static void says_what_cannot_be_looked_at(void **state) {
    (void)state;
    put("a/x/briefing.md");
    file_fail_after(1, EACCES);
    FIND(NULL, "a");
    assert_one_error(DIAG_FILE_UNREADABLE, "cannot look at a: Permission denied");
    assert_int_equal(diags_status(&ds), 3);
    file_fail_after(4, EIO); /* stat a, stat a/briefing.md, real path of a, list a */
    FIND(NULL, "a");
    assert_one_error(DIAG_FILE_UNREADABLE, "cannot read the folder a: Input/output error");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(finds_a_folder_and_a_file),
        TEST(names_a_folder_by_its_own_name),
        TEST(walks_a_tree_in_order),
        TEST(ends_in_spite_of_loops),
        TEST(bounds_the_depth),
        TEST(takes_a_briefing_once),
        TEST(refuses_two_into_one),
        TEST(says_what_is_no_briefing),
        TEST(says_what_cannot_be_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
