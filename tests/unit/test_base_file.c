/* file: reading, writing whole or not at all with each call failing in turn, staying inside. */
#define _XOPEN_SOURCE 700
#include "folder_sample.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void put(const char *path, const char *text) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void assert_holds(const char *path, const char *text) {
    struct str got;
    assert_true(file_read(&got, &arena, path, 1 << 20));
    assert_string_equal(got.p, text);
}

static size_t count_names(const char *path) {
    char **names;
    size_t n;
    assert_true(file_list(&names, &n, &arena, path));
    return n;
}

static void tells_kinds(void **state) {
    (void)state;
    put("f", "x");
    mkdir("d", 0777);
    mkfifo("p", 0666);
    symlink("f", "link");
    symlink("nowhere", "dangling");
    assert_int_equal(file_kind_of("f"), FILE_REGULAR);
    assert_int_equal(file_kind_of("d"), FILE_DIRECTORY);
    assert_int_equal(file_kind_of("p"), FILE_OTHER);
    assert_int_equal(file_kind_of("link"), FILE_REGULAR);
    assert_int_equal(file_kind_of("dangling"), FILE_MISSING);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(file_kind_of("f/x"), FILE_MISSING);
    assert_int_equal(errno, ENOTDIR);
}

static void reads_whole_files(void **state) {
    (void)state;
    struct str s;
    put("empty", "");
    assert_true(file_read(&s, &arena, "empty", 0));
    assert_int_equal(s.n, 0);
    assert_string_equal(s.p, "");
    put("f", "12345");
    assert_true(file_read(&s, &arena, "f", 5));
    assert_string_equal(s.p, "12345");
    assert_false(file_read(&s, &arena, "f", 4));
    assert_int_equal(errno, EFBIG);
    assert_true(file_read(&s, &arena, "f", SIZE_MAX));
    /* stat says 0 bytes of a file in /proc */
    assert_true(file_read(&s, &arena, "/proc/self/maps", 1 << 20));
    assert_true(s.n > 1000);
    assert_int_equal(s.p[s.n], 0);
    assert_false(file_read(&s, &arena, "/proc/self/maps", 100));
    assert_int_equal(errno, EFBIG);
}

static void refuses_what_is_no_file(void **state) {
    (void)state;
    struct str s;
    mkdir("d", 0777);
    mkfifo("p", 0666); /* without a writer: must not wait */
    size_t used = arena.used;
    assert_false(file_read(&s, &arena, "d", 100));
    assert_int_equal(errno, EISDIR);
    assert_false(file_read(&s, &arena, "p", 100));
    assert_int_equal(errno, EINVAL);
    assert_false(file_read(&s, &arena, "/dev/zero", 100));
    assert_int_equal(errno, EINVAL);
    assert_false(file_read(&s, &arena, "none", 100));
    assert_int_equal(errno, ENOENT);
    assert_int_equal(arena.used, used);
}

static void reading_fails_at_each_call(void **state) {
    (void)state;
    put("f", "12345");
    struct str s;
    for (size_t n = 1; n <= 4; n++) { /* open, fstat, read, read */
        file_fail_after(n, EIO);
        assert_false(file_read(&s, &arena, "f", 100));
        assert_int_equal(errno, EIO);
        assert_int_equal(s.n, 0);
    }
    file_fail_after(3, EINTR); /* an interrupted read is done again */
    assert_true(file_read(&s, &arena, "f", 100));
    assert_string_equal(s.p, "12345");
    for (size_t n = 1; n <= 3; n++) {
        file_fail_after(n, EIO);
        assert_false(file_map(&s, "f"));
        assert_int_equal(errno, EIO);
    }
    file_fail_after(1, EACCES);
    assert_int_equal(file_kind_of("f"), FILE_MISSING);
    assert_int_equal(errno, EACCES);
}

static void maps_files(void **state) {
    (void)state;
    struct str s;
    put("f", "12345");
    put("empty", "");
    assert_true(file_map(&s, "f"));
    assert_true(str_is(s, "12345"));
    file_unmap(s);
    assert_true(file_map(&s, "empty"));
    assert_int_equal(s.n, 0);
    file_unmap(s);
    assert_false(file_map(&s, "."));
    assert_int_equal(errno, EISDIR);
    assert_false(file_map(&s, "none"));
    assert_int_equal(errno, ENOENT);
}

static mode_t mode_of(const char *path) {
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static void writes_and_replaces(void **state) {
    (void)state;
    assert_true(file_write_atomic("f", STR("first")));
    assert_holds("f", "first");
    assert_int_equal(mode_of("f"), 0644);
    chmod("f", 0640);
    assert_true(file_write_atomic("f", STR("second")));
    assert_holds("f", "second");
    assert_int_equal(mode_of("f"), 0640);
    assert_true(file_write_atomic("f", STR("")));
    assert_holds("f", "");
    umask(077);
    assert_true(file_write_atomic("private", STR("x")));
    assert_int_equal(mode_of("private"), 0600);
    assert_int_equal(count_names("."), 2);
}

static void tells_the_stamp_of_what_it_wrote(void **state) {
    (void)state;
    struct file_stamp written, seen;
    for (int soon = 0; soon <= 1; soon++) {
        assert_true(file_write_stamped(&written, "f", STR("x"), soon));
        assert_holds("f", "x");
        assert_true(file_stamp_of(&seen, "f"));
        assert_true(file_stamp_equal(&written, &seen));
        assert_true(file_write_atomic("f", STR("x")));
        assert_true(file_stamp_of(&seen, "f"));
        assert_false(file_stamp_equal(&written, &seen));
    }
    assert_false(file_write_stamped(&written, "none/f", STR("x"), true));
    assert_int_equal(written.inode, 0);
}

static void replaces_what_may_be_gone_for_a_moment(void **state) {
    (void)state;
    assert_true(file_write_soon("f", STR("first")));
    assert_holds("f", "first");
    chmod("f", 0640);
    symlink("f", "link");
    assert_true(file_write_soon("link", STR("second")));
    assert_holds("f", "second");
    assert_holds("link", "second");
    assert_int_equal(mode_of("f"), 0640);
    assert_int_equal(count_names("."), 2);
}

static void writes_a_name_as_long_as_can_be(void **state) {
    (void)state;
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    assert_true(file_write_atomic(name, STR("x")));
    assert_holds(name, "x");
}

static void writes_through_links(void **state) {
    (void)state;
    mkdir("d", 0777);
    put("d/real", "old");
    symlink("d/real", "link");
    symlink("link", "link2");
    assert_true(file_write_atomic("link2", STR("new")));
    assert_holds("d/real", "new");
    struct stat st;
    assert_true(lstat("link2", &st) == 0 && S_ISLNK(st.st_mode));
    assert_true(lstat("link", &st) == 0 && S_ISLNK(st.st_mode));
    symlink("d/fresh", "dangling");
    assert_true(file_write_atomic("dangling", STR("new")));
    assert_holds("d/fresh", "new");
    symlink("loop", "loop");
    assert_false(file_write_atomic("loop", STR("new")));
    assert_int_equal(errno, ELOOP);
}

static void refuses_to_replace(void **state) {
    (void)state;
    mkdir("d", 0777);
    assert_false(file_write_atomic("d", STR("x")));
    assert_int_equal(errno, EISDIR);
    symlink("d", "link");
    assert_false(file_write_atomic("link", STR("x")));
    assert_int_equal(errno, EISDIR);
    mkfifo("p", 0666);
    assert_false(file_write_atomic("p", STR("x")));
    assert_int_equal(errno, EINVAL);
    assert_false(file_write_atomic("none/f", STR("x")));
    assert_int_equal(errno, ENOENT);
    put("f", "x");
    assert_false(file_write_atomic("f/g", STR("x")));
    assert_int_equal(errno, ENOTDIR);
    assert_false(file_write_atomic("", STR("x")));
    assert_false(file_write_atomic("/dev/null", STR("x")));
    assert_int_equal(errno, EINVAL);
    if (getuid() != 0) {
        chmod("f", 0444);
        assert_false(file_write_atomic("f", STR("y")));
        assert_int_equal(errno, EACCES);
    }
    assert_holds("f", "x");
    assert_int_equal(count_names("."), 4);
}

/* Fails the n-th call, for each n until nothing fails any more: the file holds all of the old or
 * all of the new, as the result says, and no temporary file stays. Returns the failures seen. */
static size_t fail_each_call(const char *path, bool exists, int error) {
    size_t failures = 0;
    for (size_t n = 1; n <= 30; n++) {
        remove(path);
        if (exists) put(path, "old");
        size_t names = count_names(".");
        file_fail_after(n, error);
        bool ok = file_write_atomic(path, STR("new"));
        int seen = errno;
        file_fail_after(0, 0);
        if (ok) {
            assert_holds(path, "new");
            assert_int_equal(count_names("."), names + !exists);
            continue;
        }
        failures++;
        assert_int_equal(seen, error);
        assert_int_equal(count_names("."), names);
        if (exists) {
            assert_holds(path, "old");
        } else {
            assert_int_equal(file_kind_of(path), FILE_MISSING);
        }
    }
    return failures;
}

static void leaves_the_old_file_when_a_call_fails(void **state) {
    (void)state;
    /* lstat, access, open, write, fchmod, fsync, close, rename; the folder's open and fsync may */
    assert_int_equal(fail_each_call("f", true, EIO), 8);
    /* lstat, open, write, fsync, close, rename */
    assert_int_equal(fail_each_call("g", false, EIO), 6);
    assert_int_equal(fail_each_call("f", true, ENOSPC), 8);
    assert_int_equal(fail_each_call("f", true, EDQUOT), 8);
    /* interrupted: write and fsync are done again, a name that is taken gives way to another */
    assert_int_equal(fail_each_call("f", true, EINTR), 6);
    assert_int_equal(fail_each_call("f", true, EEXIST), 7);
}

static void leaves_the_old_file_when_space_runs_out(void **state) {
    (void)state;
    put("f", "old");
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        /* A write past the limit is first short, then fails with EFBIG. */
        signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = {5000, 5000};
        setrlimit(RLIMIT_FSIZE, &limit);
        static char big[100000];
        bool ok = file_write_atomic("f", (struct str){big, sizeof big});
        _exit(ok ? 1 : errno == EFBIG ? 0 : 2);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_holds("f", "old");
    assert_int_equal(count_names("."), 1);
}

/* Arrives in the middle of a write, where only the temporary file may stand. */
static void run_out_of_memory(int sig) {
    (void)sig;
    if (access("f", F_OK) == 0) _exit(8);
    arena_fail();
}

static void out_of_memory_leaves_no_temporary(void **state) {
    (void)state;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit limit = {3, 3};
        setrlimit(RLIMIT_FSIZE, &limit);
        signal(SIGXFSZ, run_out_of_memory);
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        file_write_atomic("f", STR("123456"));
        _exit(9);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
    assert_int_equal(count_names("."), 0);
}

static void makes_folders(void **state) {
    (void)state;
    assert_true(file_make_directories(&arena, "a/b//c/"));
    assert_int_equal(file_kind_of("a/b/c"), FILE_DIRECTORY);
    assert_true(file_make_directories(&arena, "a/b/c"));
    assert_true(file_make_directories(&arena, "."));
    assert_true(file_make_directories(&arena, "/"));
    char *absolute = file_join(&arena, folder, "x/y");
    assert_true(file_make_directories(&arena, absolute));
    assert_int_equal(file_kind_of("x/y"), FILE_DIRECTORY);
    assert_true(file_make_directories(&arena, "a/../z/w"));
    put("f", "x");
    assert_false(file_make_directories(&arena, "f"));
    assert_int_equal(errno, ENOTDIR);
    assert_false(file_make_directories(&arena, "f/g"));
    assert_int_equal(errno, ENOTDIR);
    assert_false(file_make_directories(&arena, "/proc/none/x"));
    file_fail_after(3, ENOSPC); /* stat, stat, mkdir */
    assert_false(file_make_directories(&arena, "q/r"));
    assert_int_equal(errno, ENOSPC);
}

static void lists_names_sorted(void **state) {
    (void)state;
    put("b", "");
    put("a", "");
    put(".hidden", "");
    put("\xD0\x9A", "");
    put("B", "");
    char **names;
    size_t n;
    assert_true(file_list(&names, &n, &arena, "."));
    assert_int_equal(n, 5);
    static const char *const expected[] = {".hidden", "B", "a", "b", "\xD0\x9A"};
    for (size_t i = 0; i < n; i++)
        assert_string_equal(names[i], expected[i]);
    assert_false(file_list(&names, &n, &arena, "none"));
    assert_int_equal(errno, ENOENT);
    for (size_t fail = 1; fail <= 4; fail++) {
        file_fail_after(fail, EIO);
        assert_false(file_list(&names, &n, &arena, "."));
        assert_int_equal(errno, EIO);
        assert_int_equal(n, 0);
    }
}

static bool is_taken_for_a_file(struct str name) {
    return str_eq(name, STR("to-b-too"));
}

static void marks_folders(void **state) {
    (void)state;
    put("a", "");
    mkdir("b", 0777);
    symlink("b", "to-b");
    symlink("a", "to-a");
    symlink("b", "to-b-too");
    symlink("none", "to-none");
    char **names;
    size_t n;
    assert_true(file_list_marked(&names, &n, &arena, ".", is_taken_for_a_file));
    static const char *const expected[] = {"a", "b/", "to-a", "to-b-too", "to-b/", "to-none"};
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(names[i], expected[i]);
    assert_false(file_list_marked(&names, &n, &arena, "none", is_taken_for_a_file));
}

static void joins_and_parts_paths(void **state) {
    (void)state;
    assert_string_equal(file_join(&arena, "a", "b"), "a/b");
    assert_string_equal(file_join(&arena, "a/", "b"), "a/b");
    assert_string_equal(file_join(&arena, "", "b"), "b");
    assert_string_equal(file_join(&arena, "/", "b"), "/b");
    assert_string_equal(file_join(&arena, "a", "/b"), "/b");
    assert_string_equal(file_dirname(&arena, "a/b"), "a");
    assert_string_equal(file_dirname(&arena, "a"), ".");
    assert_string_equal(file_dirname(&arena, "/a"), "/");
    assert_string_equal(file_dirname(&arena, "//a"), "/");
    assert_string_equal(file_dirname(&arena, "a//b"), "a");
    assert_string_equal(file_dirname(&arena, "/"), "/");
    assert_string_equal(file_basename("a/b.md"), "b.md");
    assert_string_equal(file_basename("b.md"), "b.md");
    assert_string_equal(file_basename("a/"), "");
}

static bool resolves(const char *root, const char *dir, const char *written) {
    char *out;
    errno = 0;
    return file_resolve_inside(&out, &arena, root, dir, str_of(written));
}

static void stays_inside_as_written(void **state) {
    (void)state;
    mkdir("root", 0777);
    mkdir("root/sub", 0777);
    put("root/f", "x");
    put("outside", "x");
    assert_true(resolves("root", "root", "f"));
    assert_true(resolves("root", "root/sub", "../f"));
    assert_true(resolves("root/", "root/sub", "../f"));
    assert_true(resolves("root", "root", "./sub/../f"));
    assert_true(resolves("root", "root", "missing/too.png"));
    assert_true(resolves(".", ".", "root/f"));
    assert_true(resolves("root", "root", "..f")); /* only a name */
    static const char *const outside[] = {"../outside", "sub/../../outside", "/etc/passwd",
                                          "..",         "sub/../..",         "none/../../outside"};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        assert_false(resolves("root", "root", outside[i]));
        assert_int_equal(errno, EACCES);
    }
    assert_false(resolves("root", "root/sub", "../../outside"));
    /* a root whose name only begins alike */
    mkdir("root2", 0777);
    assert_false(resolves("root", "root2", "../f"));
    char *out;
    assert_false(file_resolve_inside(&out, &arena, "root", "root", STR("f\0/../../outside")));
    assert_int_equal(errno, EACCES);
}

static void stays_inside_through_links(void **state) {
    (void)state;
    mkdir("root", 0777);
    mkdir("root/sub", 0777);
    mkdir("rootless", 0777);
    put("root/f", "x");
    put("rootless/f", "x");
    symlink("../rootless", "root/away");
    symlink("../rootless/f", "root/awayfile");
    symlink("sub", "root/within");
    symlink("/etc", "root/etc");
    symlink("root", "alias");
    assert_false(resolves("root", "root", "away/f"));
    assert_int_equal(errno, EACCES);
    assert_false(resolves("root", "root", "awayfile"));
    assert_false(resolves("root", "root", "etc/passwd"));
    assert_false(resolves("root", "root", "etc/not-there"));
    assert_true(resolves("root", "root", "within/new"));
    assert_true(resolves("alias", "alias", "f"));
    assert_false(resolves("alias", "alias", "away/f"));
    symlink("loop", "root/loop");
    assert_false(resolves("root", "root", "loop"));
    assert_int_equal(errno, ELOOP);
    char *name = arena_alloc(&arena, 100001);
    memset(name, 'n', 100000);
    assert_false(resolves("root", "root", name));
    assert_int_equal(errno, ENAMETOOLONG);
    assert_false(resolves("none", "none", "f"));
    assert_int_equal(errno, ENOENT);
    char *out;
    assert_true(file_resolve_inside(&out, &arena, "root", "root/sub", STR("../f")));
    assert_string_equal(out, "root/sub/../f");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(tells_kinds),
        TEST(reads_whole_files),
        TEST(refuses_what_is_no_file),
        TEST(reading_fails_at_each_call),
        TEST(maps_files),
        TEST(writes_and_replaces),
        TEST(tells_the_stamp_of_what_it_wrote),
        TEST(replaces_what_may_be_gone_for_a_moment),
        TEST(writes_a_name_as_long_as_can_be),
        TEST(writes_through_links),
        TEST(refuses_to_replace),
        TEST(leaves_the_old_file_when_a_call_fails),
        TEST(leaves_the_old_file_when_space_runs_out),
        TEST(out_of_memory_leaves_no_temporary),
        TEST(makes_folders),
        TEST(lists_names_sorted),
        TEST(marks_folders),
        TEST(joins_and_parts_paths),
        TEST(stays_inside_as_written),
        TEST(stays_inside_through_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
