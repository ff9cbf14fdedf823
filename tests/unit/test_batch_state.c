/* batch/state, base/trace, base/digest, batch/json: what was read is known again, and only that. */
#define _XOPEN_SOURCE 700
#include "folder_sample.h"

#include "base/digest.h"
#include "base/digest_x86.h"
#include "base/trace.h"
#include "batch/json.h"
#include "batch/report.h"
#include "batch/state.h"

static const struct batch_job job = {"b", "out/b.pdf"};

static void put(const char *path, const char *text) {
    if (strchr(path, '/')) assert_true(file_make_directories(&arena, file_dirname(&arena, path)));
    assert_true(file_write_atomic(path, str_of(text)));
}

/* ---- digests ---- */

static void assert_digest(const char *hex, struct str data) {
    char got[DIGEST_HEX];
    struct digest d = digest_of(data), again;
    digest_to_hex(got, &d);
    assert_string_equal(got, hex);
    assert_true(digest_from_hex(&again, str_of(got)));
    assert_true(digest_equal(&d, &again));
}

/* The values of FIPS 180's own examples, and lengths about a block's end. */
static void digests_are_sha256(void **state) {
    (void)state;
    assert_digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", STR(""));
    assert_digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", STR("abc"));
    assert_digest("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
                  STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
    char *million = arena_alloc(&arena, 1000000);
    memset(million, 'a', 1000000);
    assert_digest("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
                  (struct str){million, 1000000});
    struct digest d;
    assert_false(digest_from_hex(&d, STR("e3b0")));
    assert_false(digest_from_hex(
        &d, STR("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")));
}

/* The processor's instructions, if it has any, give what the plain code gives: of each length about
 * the ends of blocks, and from an address that is not aligned. */
static void digests_are_the_same_without_instructions(void **state) {
    char bytes[300];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)((i * 37 ^ i >> 3) & 0x7F);
    for (size_t n = 0; n < sizeof bytes; n++) {
        struct str data = {bytes + (n < sizeof bytes - 1), n};
        digest_without_instructions(false);
        struct digest with = digest_of(data);
        digest_without_instructions(true);
        struct digest without = digest_of(data);
        assert_true(digest_equal(&with, &without));
    }
    digests_are_sha256(state);
    digest_without_instructions(false);
}

/* ---- traces ---- */

static struct trace trace;

static void trace_all(void) {
    char **names;
    size_t n;
    struct str text;
    trace_init(&trace, &arena);
    struct trace *before = trace_set(&trace);
    assert_null(before);
    assert_true(file_read(&text, &arena, "b/briefing.md", 1000));
    assert_int_equal(file_kind_of("b/house.yaml"), FILE_MISSING);
    assert_false(file_read(&text, &arena, "b/none.yaml", 1000));
    assert_true(file_list(&names, &n, &arena, "b/fonts"));
    trace_set(NULL);
    assert_int_equal(trace.entries.n, 4);
}

static size_t broken(void) {
    size_t n = 0;
    for (size_t i = 0; i < trace.entries.n; i++)
        n += !trace_holds(trace.entries.v[i]);
    return n;
}

static void traces_notice_each_change(void **state) {
    (void)state;
    put("b/briefing.md", "one");
    put("b/fonts/a.ttf", "font");
    trace_all();
    assert_int_equal(broken(), 0);
    put("b/briefing.md", "two"); /* as long as before */
    assert_int_equal(broken(), 1);
    put("b/briefing.md", "one"); /* another file, the same bytes */
    assert_int_equal(broken(), 0);
    put("b/house.yaml", "");
    put("b/none.yaml", "");
    put("b/fonts/b.ttf", "font");
    assert_int_equal(broken(), 3);
    assert_int_equal(remove("b/briefing.md"), 0);
    assert_int_equal(broken(), 4);
}

/* A file written again within the clock's grain has the same times. */
static void a_young_stamp_is_not_trusted(void **state) {
    (void)state;
    put("b/briefing.md", "one");
    put("b/fonts/a.ttf", "font");
    trace_all();
    struct stat st;
    assert_int_equal(stat("b/briefing.md", &st), 0);
    int fd = open("b/briefing.md", O_WRONLY);
    assert_int_equal(write(fd, "two", 3), 3);
    struct timespec times[2] = {st.st_atim, st.st_mtim};
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
    assert_int_equal(broken(), 1);
}

/* ---- states ---- */

static struct batch_item item;

static void begin_item(void) {
    memset(&item, 0, sizeof item);
    item.job = &job;
    arena_init(&item.arena);
    diags_init(&item.diags, &item.arena);
    trace_init(&item.trace, &item.arena);
}

/* As if the briefing had been set by that key, and its PDF replaced by another's of that text. */
static void save_with(const char *key, const char *replaced_by) {
    struct str text;
    begin_item();
    trace_set(&item.trace);
    assert_true(file_read(&text, &item.arena, "b/briefing.md", 1000));
    trace_set(NULL);
    put("out/b.pdf", "old");
    assert_true(file_write_stamped(&item.result.stamp, "out/b.pdf", STR("%PDF-"), true));
    if (replaced_by) put("out/b.pdf", replaced_by);
    item.result.digest = digest_of(STR("%PDF-"));
    item.result.pages = 7;
    item.result.bytes = 5;
    struct pos pos = {diags_add_file(&item.diags, STR("b/briefing.md"), STR("one")), 1, 2};
    diag_add(&item.diags, DIAG_UNDERFULL, pos, "a\thint\\", "a\nmessage");
    state_save(&item, str_of(key));
    arena_done(&item.arena);
}

static void save(const char *key) {
    save_with(key, NULL);
}

static bool holds(const char *key) {
    begin_item();
    bool yes = state_holds(&item, str_of(key));
    if (!yes) assert_int_equal(item.diags.list.n + item.trace.entries.n + item.result.pages, 0);
    return yes;
}

static bool holds_once(const char *key) {
    bool yes = holds(key);
    arena_done(&item.arena);
    return yes;
}

static void a_state_tells_what_was(void **state) {
    (void)state;
    put("b/briefing.md", "one");
    assert_false(holds_once("key"));
    save("key");
    assert_true(holds("key"));
    assert_int_equal(item.result.pages, 7);
    assert_int_equal(item.diags.list.n, 1);
    const struct diag *d = &item.diags.list.v[0];
    assert_int_equal(d->code, DIAG_UNDERFULL);
    assert_int_equal(d->pos.col, 2);
    assert_string_equal(d->message.p, "a\nmessage");
    assert_string_equal(d->hint.p, "a\thint\\");
    assert_true(str_is(item.diags.files.v[d->pos.file - 1].text, "one"));
    arena_done(&item.arena);
    assert_false(holds_once("another key"));
}

static void another_s_output_has_no_state(void **state) {
    (void)state;
    put("b/briefing.md", "one");
    save_with("key", "%PDF+");
    assert_false(holds_once("key"));
    save_with("key", "%PDF-");
    assert_false(holds_once("key"));
    save("key");
    assert_true(holds_once("key"));
}

static void a_state_ends_with_its_input_or_output(void **state) {
    (void)state;
    put("b/briefing.md", "one");
    save("key");
    put("b/briefing.md", "new");
    assert_false(holds_once("key"));
    put("b/briefing.md", "one");
    assert_true(holds_once("key"));
    put("out/b.pdf", "%PDF+");
    assert_false(holds_once("key"));
    put("out/b.pdf", "%PDF-");
    assert_true(holds_once("key"));
    assert_int_equal(remove("out/b.pdf"), 0);
    assert_false(holds_once("key"));
}

/* Cut anywhere, or with any byte changed, a state is no state. */
static void a_broken_state_is_none(void **state) {
    (void)state;
    struct str text;
    put("b/briefing.md", "one");
    save("key");
    assert_true(file_read(&text, &arena, "out/.chancery/b.pdf.state", 100000));
    char *copy = arena_alloc(&arena, text.n + 1);
    for (size_t i = 0; i < text.n; i += 3) {
        memcpy(copy, text.p, text.n + 1);
        copy[i] ^= 1;
        assert_true(file_write_soon("out/.chancery/b.pdf.state", (struct str){copy, text.n}));
        assert_false(holds_once("key"));
        assert_true(file_write_soon("out/.chancery/b.pdf.state", str_slice(text, 0, i)));
        assert_false(holds_once("key"));
    }
    assert_true(file_write_soon("out/.chancery/b.pdf.state", text));
    assert_true(holds_once("key"));
}

/* ---- reports ---- */

static void json_escapes(void **state) {
    (void)state;
    struct buf out = {0};
    struct json j = json_to(&out);
    json_open(&j, '{');
    json_key(&j, "a\"b");
    json_str(&j, STR("line\nend\t\x01\\ \xff é"));
    json_key(&j, "empty");
    json_open(&j, '[');
    json_close(&j, ']');
    json_key(&j, "list");
    json_open(&j, '[');
    json_number(&j, UINT64_MAX);
    json_bool(&j, true);
    json_close(&j, ']');
    json_close(&j, '}');
    assert_string_equal(out.p, "{\n  \"a\\\"b\": \"line\\nend\\t\\u0001\\\\ \xef\xbf\xbd é\",\n"
                               "  \"empty\": [],\n  \"list\": [\n    18446744073709551615,\n"
                               "    true\n  ]\n}\n");
    buf_done(&out);
}

static void junit_tells_failures_from_errors(void **state) {
    (void)state;
    struct report r;
    struct buf out = {0};
    report_init(&r, true);
    for (int machine = 0; machine < 2; machine++) {
        begin_item();
        item.outcome = BATCH_FAILED;
        diag_add(&item.diags, machine ? DIAG_WRITE_FAILED : DIAG_CITE_UNDEFINED, (struct pos){0},
                 NULL, "<&\"\x01>");
        report_add(&r, &item);
        arena_done(&item.arena);
    }
    report_write_junit(&out, &r, 1500);
    assert_non_null(strstr(out.p, "tests=\"2\" failures=\"1\" errors=\"1\" time=\"1.5000\""));
    assert_non_null(strstr(out.p, "<failure type=\"cite-undefined\" message=\"&lt;&amp;&quot;"));
    assert_non_null(strstr(out.p, "<error type=\"write-failed\""));
    assert_null(strchr(out.p, '\x01'));
    buf_done(&out);
    report_done(&r);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(digests_are_sha256),
        TEST(digests_are_the_same_without_instructions),
        TEST(traces_notice_each_change),
        TEST(a_young_stamp_is_not_trusted),
        TEST(a_state_tells_what_was),
        TEST(another_s_output_has_no_state),
        TEST(a_state_ends_with_its_input_or_output),
        TEST(a_broken_state_is_none),
        TEST(json_escapes),
        TEST(junit_tells_failures_from_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
