/* source: cmark-gfm changes process-wide tables during a parse; the lock must keep threads apart.
 */
#include <pthread.h>

#include "source_sample.h"

enum { THREADS = 4, ROUNDS = 150 };

static const char text[] =
    "---\ntitle: A *title*\n---\n# H ~~a~~\n\n- [x] www.x.org *b* `c` [^n]\n\n"
    "| a | b |\n|---|---|\n| ~~c~~ | http://y.org |\n\n> d **e** \"f\"\n\n"
    "[^n]: note <b@c.de>\n";

struct job {
    struct buf expected;
    int wrong;
};

static void dump_once(struct buf *out) {
    struct arena a = {0};
    struct diags own;
    arena_init(&a);
    diags_init(&own, &a);
    struct doc *d = source_read_markdown_text(&a, &own, STR("t.md"), str_of(text), NULL);
    doc_number(d, true);
    doc_dump(out, d);
    arena_done(&a);
}

static void *run(void *closure) {
    struct job *job = closure;
    for (int i = 0; i < ROUNDS; i++) {
        struct buf out = {0};
        dump_once(&out);
        if (!str_eq(buf_str(&out), buf_str(&job->expected))) job->wrong++;
        buf_done(&out);
    }
    return NULL;
}

static void threads_read_the_same(void **state) {
    (void)state;
    struct job jobs[THREADS] = {0};
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        dump_once(&jobs[i].expected);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run, &jobs[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(jobs[i].wrong, 0);
        buf_done(&jobs[i].expected);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(threads_read_the_same)};
    return cmocka_run_group_tests_name("source_threads", tests, NULL, NULL);
}
