/* Who may include whom: reads every #include under src and fails on an arrow that the table of the
 * design does not have, on a library outside its only home, and on calls of the file system, of
 * threads or of the clock where they are not to be. Each offence is shown as file:line: what is
 * wrong. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/buf.h"

/* ---- the table ---- */

/* What each module may include besides itself; lists are separated and enclosed by spaces. */
static const struct {
    const char *module, *may_include;
} arrows[] = {
    {"base", " "},
    {"text", " base "},
    {"image", " base "},
    {"doc", " base "},
    {"style", " base "},
    {"frame", " base "},
    {"source", " doc style text base "},
    {"cite", " doc style text base "},
    {"lint", " doc style text base "},
    {"font", " base "},
    {"layout", " doc style text image font frame base "},
    {"pdf", " frame font image base "},
    {"brief", " base text image doc style frame source cite lint font layout pdf "},
    {"batch", " brief base "},
    {"cli", " batch brief base "},
    {"main", " cli "},
};

/* Headers from outside and the modules that may include them; a name that ends with a star stands
 * for all that begin so. What is in neither list is in nobody's. */
static const struct {
    const char *header, *homes;
} homes[] = {
    {"unicode/*", " text "},
    {"yaml.h", " source "},
    {"cmark-gfm*", " source "},
    {"csv.h", " source "},
    {"expat.h", " cite "},
    {"hb*", " font "},
    {"fontconfig/*", " font "},
    {"hpdf*", " pdf "},
    {"libdeflate.h", " pdf "},
    {"png.h", " image "},
    /* threads and the file system */
    {"pthread.h", " base "},
    {"threads.h", " base "},
    {"semaphore.h", " base "},
    {"sched.h", " base "},
    {"poll.h", " base "},
    {"sys/inotify.h", " base "},
    {"link.h", " base "},
    {"dirent.h", " base "},
    {"fcntl.h", " base "},
    {"sys/mman.h", " base "},
    {"sys/resource.h", " base "},
    {"sys/stat.h", " base "},
    {"sys/types.h", " base "},
    /* what is left of the machine */
    {"unistd.h", " base cli "},
    {"signal.h", " base cli "},
    {"time.h", " base brief batch cli "},
    {"iconv.h", " base "},
    {"cpuid.h", " base "},
    {"malloc.h", " base "},
    {"immintrin.h", " base "},
    {"dlfcn.h", " font "}, /* fontconfig is loaded only when it is needed */
};

/* The C library, for everyone; not setjmp.h, and nothing that depends on the locale. */
static const char standard[] =
    " assert.h ctype.h errno.h float.h inttypes.h limits.h math.h stdalign.h stdarg.h stdatomic.h"
    " stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h strings.h ";

/* Calls that only some modules make: of the file system and of threads base, of the clock those
 * that tell how long something took. No page may depend on the clock. */
static const struct {
    const char *names, *homes;
} calls[] = {
    {" fopen freopen fdopen tmpfile open openat creat opendir readdir stat lstat fstat access mkdir"
     " rmdir unlink rename remove mkstemp mmap realpath readlink symlink chmod chdir getcwd fsync"
     " pthread_create pthread_mutex_lock thrd_create mtx_lock ",
     " base "},
    {" time clock clock_gettime gettimeofday localtime localtime_r ", " base batch cli "},
    {" setlocale rand srand random srandom ", " "},
    {" setjmp longjmp sigsetjmp siglongjmp ", " "},
};

/* ---- the checker ---- */

struct check {
    struct buf report;
    size_t offences, includes, files;
};

static bool in_list(const char *list, const char *word, size_t n) {
    char spaced[128];
    if (n + 3 > sizeof spaced) return false;
    snprintf(spaced, sizeof spaced, " %.*s ", (int)n, word);
    return strstr(list, spaced) != NULL;
}

static void offend(struct check *c, const char *path, size_t line, const char *what,
                   const char *subject, size_t n, const char *module) {
    buf_printf(&c->report, "src/%s:%zu: ", path, line);
    buf_printf(&c->report, what, (int)n, subject, module);
    buf_add_char(&c->report, '\n');
    c->offences++;
}

static const char *arrows_of(const char *module) {
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
        if (strcmp(arrows[i].module, module) == 0) return arrows[i].may_include;
    }
    return NULL;
}

/* The module of src/MODULE/…, src/MODULE.c or src/MODULE_part.c. */
static void module_of(char *module, size_t size, const char *path) {
    size_t n = strcspn(path, "/");
    snprintf(module, size, "%.*s", (int)(path[n] ? n : strcspn(path, "_.")), path);
}

/* "module/file.h", or "brief.h" and brief's own parts, which stand in src itself. */
static void check_own(struct check *c, const char *path, size_t line, const char *module,
                      const char *name, size_t n) {
    char included[256];
    snprintf(included, sizeof included, "%.*s", (int)n, name);
    bool in_root = strchr(included, '/') == NULL;
    bool is_part = in_root && strncmp(included, "brief_", 6) == 0;
    char from[64];
    module_of(from, sizeof from, included);
    if (in_root && !is_part && strcmp(included, "brief.h") != 0) {
        offend(c, path, line, "\"%.*s\" is not written \"module/file.h\" (in %s)", name, n, module);
    } else if (strstr(included, "../")) {
        offend(c, path, line, "\"%.*s\" leaves its folder (in %s)", name, n, module);
    } else if (strcmp(from, module) != 0 &&
               (is_part || !in_list(arrows_of(module), from, strlen(from)))) {
        offend(c, path, line, "\"%.*s\" is not for %s to include", name, n, module);
    }
}

static void check_outside(struct check *c, const char *path, size_t line, const char *module,
                          const char *name, size_t n) {
    if (in_list(standard, name, n)) return;
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++) {
        const char *header = homes[i].header;
        size_t length = strcspn(header, "*");
        bool starts = n >= length && memcmp(name, header, length) == 0;
        if (!starts || (header[length] != '*' && n != length)) continue;
        if (!in_list(homes[i].homes, module, strlen(module))) {
            offend(c, path, line, "<%.*s> is not at home in %s", name, n, module);
        }
        return;
    }
    offend(c, path, line, "<%.*s> is not in the table (in %s)", name, n, module);
}

static void check_include(struct check *c, const char *path, size_t line, const char *module,
                          const char *rest, const char *end) {
    while (rest < end && (*rest == ' ' || *rest == '\t'))
        rest++;
    c->includes++;
    char close = rest < end && *rest == '"' ? '"' : rest < end && *rest == '<' ? '>' : '\0';
    const char *stop = close ? memchr(rest + 1, close, (size_t)(end - rest) - 1) : NULL;
    if (!stop) {
        offend(c, path, line, "#include %.*s cannot be read (in %s)", rest, (size_t)(end - rest),
               module);
        return;
    }
    size_t n = (size_t)(stop - rest) - 1;
    if (close == '"') {
        check_own(c, path, line, module, rest + 1, n);
    } else {
        check_outside(c, path, line, module, rest + 1, n);
    }
}

/* Blanks out comments, and what stands in quotes except on lines that begin with #. */
static void blank(char *text) {
    bool directive = false, line_start = true;
    for (char *p = text; *p; p++) {
        if (line_start && *p == '#') directive = true;
        if (*p == '\n') directive = false;
        line_start = *p == '\n' || (line_start && (*p == ' ' || *p == '\t'));
        if (p[0] == '/' && p[1] == '*') {
            for (; *p && !(p[0] == '*' && p[1] == '/'); p++) {
                if (*p != '\n') *p = ' ';
            }
            if (!*p) return;
            p[0] = p[1] = ' ';
        } else if (p[0] == '/' && p[1] == '/') {
            for (; p[1] && p[1] != '\n'; p++)
                *p = ' ';
            *p = ' ';
        } else if ((*p == '"' || *p == '\'') && !directive) {
            char quote = *p;
            for (p++; *p && *p != quote && *p != '\n'; p++) {
                if (*p == '\\' && p[1] && p[1] != '\n') *p++ = ' ';
                *p = ' ';
            }
            if (!*p) return;
        }
    }
}

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* Looks at each call: a word, not a member, followed by a parenthesis. */
static void check_calls(struct check *c, const char *path, size_t line, const char *module,
                        const char *p, const char *end) {
    char before = ' ';
    while (p < end) {
        size_t n = 0;
        while (p + n < end && is_word(p[n]))
            n++;
        bool is_call = n && p + n < end && p[n] == '(' && before != '.' && before != '>';
        for (size_t i = 0; is_call && i < sizeof calls / sizeof *calls; i++) {
            if (!in_list(calls[i].names, p, n)) continue;
            if (in_list(calls[i].homes, module, strlen(module))) continue;
            offend(c, path, line, "%.*s() is not for %s to call", p, n, module);
        }
        p += n ? n : 1;
        before = p[-1];
    }
}

static void check_line(struct check *c, const char *path, size_t line, const char *module,
                       const char *p, const char *end) {
    const char *start = p;
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    if (p < end && *p == '#') {
        p++;
        while (p < end && (*p == ' ' || *p == '\t'))
            p++;
        if (end - p > 7 && memcmp(p, "include", 7) == 0) {
            check_include(c, path, line, module, p + 7, end);
        }
        return;
    }
    check_calls(c, path, line, module, start, end);
}

/* path is below src. The text is changed. */
static void check_text(struct check *c, const char *path, char *text) {
    char module[64];
    module_of(module, sizeof module, path);
    c->files++;
    if (!arrows_of(module)) {
        offend(c, path, 1, "%.*s is in no module of the table%s", path, strlen(path), "");
        return;
    }
    blank(text);
    size_t line = 1;
    for (const char *p = text; *p; line++) {
        const char *end = p + strcspn(p, "\n");
        check_line(c, path, line, module, p, end);
        p = *end ? end + 1 : end;
    }
}

/* ---- the sources ---- */

static struct check whole; /* nftw has no argument to hand on */
static size_t root_length;

static bool ends_with(const char *s, const char *suffix) {
    size_t n = strlen(s), k = strlen(suffix);
    return n >= k && strcmp(s + n - k, suffix) == 0;
}

static int check_file(const char *path, const struct stat *st, int flag, struct FTW *ftw) {
    (void)st, (void)ftw;
    if (flag != FTW_F || !(ends_with(path, ".c") || ends_with(path, ".h"))) return 0;
    FILE *f = fopen(path, "rb");
    if (!f) return -1;
    struct buf text = {0};
    char block[8192];
    size_t n;
    while ((n = fread(block, 1, sizeof block, f)) > 0)
        buf_add(&text, block, n);
    fclose(f);
    if (text.n) check_text(&whole, path + root_length, text.p);
    buf_done(&text);
    return 0;
}

static void the_sources_keep_to_the_table(void **state) {
    (void)state;
    static const char root[] = CHANCERY_SOURCE_DIR "/src/";
    root_length = strlen(root);
    whole = (struct check){0};
    assert_int_equal(nftw(root, check_file, 16, FTW_PHYS), 0);
    assert_true(whole.files > 20 && whole.includes > 50); /* it has really looked */
    assert_int_equal(whole.offences, 0);
}

/* ---- the checker itself ---- */

/* The report on a file of that text. */
static void assert_report(const char *path, const char *text, const char *expected) {
    struct check c = {0};
    struct buf copy = {0};
    buf_add_c(&copy, text);
    check_text(&c, path, copy.p);
    assert_string_equal(c.report.p ? c.report.p : "", expected);
    buf_done(&copy);
    buf_done(&c.report);
}

static void finds_wrong_arrows(void **state) {
    (void)state;
    assert_report("pdf/page.c", "#include \"pdf/page.h\"\n#include \"frame/frame.h\"\n", "");
    assert_report("pdf/page.c", "\n\n#include \"doc/doc.h\"\n",
                  "src/pdf/page.c:3: \"doc/doc.h\" is not for pdf to include\n");
    assert_report("layout/inline/break.c", "#include \"layout/page/galley.h\"\n", "");
    assert_report(
        "layout/inline/break.c", "  #  include \"source/markdown.h\"\n",
        "src/layout/inline/break.c:1: \"source/markdown.h\" is not for layout to include\n");
    assert_report("base/arena.h", "#include \"doc/doc.h\"\n",
                  "src/base/arena.h:1: \"doc/doc.h\" is not for base to include\n");
    assert_report("brief.c", "#include \"brief.h\"\n#include \"pdf/pdf.h\"\n", "");
    assert_report("brief_fonts.c", "#include \"brief_fonts.h\"\n#include \"font/font.h\"\n", "");
    assert_report("cli/cli.c", "#include \"brief_fonts.h\"\n",
                  "src/cli/cli.c:1: \"brief_fonts.h\" is not for cli to include\n");
    assert_report("brief.c", "#include \"batch/batch.h\"\n",
                  "src/brief.c:1: \"batch/batch.h\" is not for brief to include\n");
    assert_report("cli/cli.c", "#include \"brief.h\"\n#include \"batch/batch.h\"\n", "");
    assert_report("cli/cli.c", "#include \"doc/doc.h\"\n",
                  "src/cli/cli.c:1: \"doc/doc.h\" is not for cli to include\n");
    assert_report("doc/doc.c", "#include \"brief.h\"\n",
                  "src/doc/doc.c:1: \"brief.h\" is not for doc to include\n");
    assert_report("main.c", "#include \"cli/cli.h\"\n#include \"base/arena.h\"\n",
                  "src/main.c:2: \"base/arena.h\" is not for main to include\n");
    assert_report("doc/doc.c", "#include \"doc.h\"\n",
                  "src/doc/doc.c:1: \"doc.h\" is not written \"module/file.h\" (in doc)\n");
    assert_report("doc/doc.c", "#include \"doc/../pdf/pdf.h\"\n",
                  "src/doc/doc.c:1: \"doc/../pdf/pdf.h\" leaves its folder (in doc)\n");
    assert_report("extra/x.c", "int x;\n",
                  "src/extra/x.c:1: extra/x.c is in no module of the table\n");
}

static void finds_libraries_outside_their_home(void **state) {
    (void)state;
    assert_report("font/shape.c", "#include <hb.h>\n#include <hb-subset.h>\n", "");
    assert_report("layout/x.c", "#include <hb.h>\n",
                  "src/layout/x.c:1: <hb.h> is not at home in layout\n");
    assert_report("source/x.c", "#include <unicode/ubrk.h>\n",
                  "src/source/x.c:1: <unicode/ubrk.h> is not at home in source\n");
    assert_report("pdf/x.c", "#include <yaml.h.in>\n",
                  "src/pdf/x.c:1: <yaml.h.in> is not in the table (in pdf)\n");
    assert_report("doc/x.c", "#include <stdio.h>\n#include <setjmp.h>\n",
                  "src/doc/x.c:2: <setjmp.h> is not in the table (in doc)\n");
    assert_report("text/x.c", "#include <pthread.h>\n",
                  "src/text/x.c:1: <pthread.h> is not at home in text\n");
    assert_report("text/x.c", "#include HEADER\n",
                  "src/text/x.c:1: #include HEADER cannot be read (in text)\n");
}

static void finds_calls_that_are_not_for_all(void **state) {
    (void)state;
    assert_report("doc/x.c", "    FILE *f = fopen(path, \"r\");\n",
                  "src/doc/x.c:1: fopen() is not for doc to call\n");
    assert_report("doc/x.c", "x->open(1); file_open(2); x.stat(3); reopen(4); open = 5;\n", "");
    assert_report("base/file.c", "fd = open(path, 0);\n", "");
    assert_report("cli/cli.c", "clock_gettime(CLOCK_MONOTONIC, &t);\n", "");
    assert_report("pdf/info.c", "now = time(NULL);\n",
                  "src/pdf/info.c:1: time() is not for pdf to call\n");
    assert_report("image/png.c", "if (setjmp(x)) y();\n",
                  "src/image/png.c:1: setjmp() is not for image to call\n");
    assert_report("doc/x.c", "say(\"open(it)\"); c = '\"'; d = \"\\\"open(\";\n", "");
    assert_report("doc/x.c", "c = '\"'; remove(x); d = '\"';\n",
                  "src/doc/x.c:1: remove() is not for doc to call\n");
}

static void passes_over_comments(void **state) {
    (void)state;
    assert_report("doc/x.c", "/* open(x)\n#include \"pdf/pdf.h\"\n*/ // open(x)\nint x;\n", "");
    assert_report("doc/x.c", "/**/ open(x); /* y */\n",
                  "src/doc/x.c:1: open() is not for doc to call\n");
    assert_report("doc/x.c", "// it's\nopen(x);\n",
                  "src/doc/x.c:2: open() is not for doc to call\n");
    assert_report("doc/x.c", "/* it's */ open(x);\n",
                  "src/doc/x.c:1: open() is not for doc to call\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_wrong_arrows),
        cmocka_unit_test(finds_libraries_outside_their_home),
        cmocka_unit_test(finds_calls_that_are_not_for_all),
        cmocka_unit_test(passes_over_comments),
        cmocka_unit_test(the_sources_keep_to_the_table),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    /* What is wrong stands after the result that it belongs to. */
    if (whole.offences) printf("%s", whole.report.p);
    buf_done(&whole.report);
    return failed;
}
