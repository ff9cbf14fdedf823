/* The geometry of charts, and the widths of columns: properties that hold for any input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "layout/block/columns.h"
#include "layout/chart/axis.h"

static uint32_t state = 1;

static sp random_below(sp most) {
    state = state * 1664525u + 1013904223u;
    return (sp)(state >> 8) % (most > 0 ? most : 1);
}

static void assert_apart(const struct axis_label *labels, size_t n, sp length) {
    for (size_t i = 0; i < n; i++) {
        assert_true(labels[i].at - labels[i].size / 2 >= 0);
        assert_true(labels[i].at + labels[i].size / 2 <= length + 1);
        if (i)
            assert_true(labels[i].at - labels[i].size / 2 >=
                        labels[i - 1].at + labels[i - 1].size / 2 - 1);
    }
}

static void labels_never_overlap(void **unused) {
    (void)unused;
    for (int round = 0; round < 2000; round++) {
        struct axis_label labels[40];
        size_t n = 1 + (size_t)random_below(40);
        sp at = 0, sizes = 0, length = SP(700);
        for (size_t i = 0; i < n; i++) {
            at += random_below(SP(30));
            labels[i] = (struct axis_label){.wanted = at, .size = SP(4) + random_below(SP(12))};
            sizes += labels[i].size;
        }
        assert_int_equal(axis_spread(labels, n, length), sizes <= length);
        if (sizes <= length) assert_apart(labels, n, length);
    }
}

static void labels_with_room_stay(void **unused) {
    (void)unused;
    struct axis_label labels[] = {{SP(20), SP(10), 0}, {SP(50), SP(10), 0}, {SP(90), SP(10), 0}};
    assert_true(axis_spread(labels, 3, SP(100)));
    for (int i = 0; i < 3; i++)
        assert_int_equal(labels[i].at, labels[i].wanted);
}

/* Two that want the same place share the way. */
static void labels_part_evenly(void **unused) {
    (void)unused;
    struct axis_label labels[] = {{SP(50), SP(10), 0}, {SP(50), SP(10), 0}};
    assert_true(axis_spread(labels, 2, SP(100)));
    assert_int_equal(labels[0].at, SP(45));
    assert_int_equal(labels[1].at, SP(55));
}

static void steps_are_round(void **unused) {
    (void)unused;
    assert_int_equal(axis_step(9, 10), 1);
    assert_int_equal(axis_step(26, 10), 5);
    assert_int_equal(axis_step(300, 10), 50);
    assert_int_equal(axis_step(4000, 10), 500);
}

static sp sum_of(const sp *widths, int n) {
    sp sum = 0;
    for (int i = 0; i < n; i++)
        sum += widths[i];
    return sum;
}

static void columns_keep_their_least(void **unused) {
    (void)unused;
    for (int round = 0; round < 500; round++) {
        struct column_need needs[8];
        sp widths[8], naturals[8 * 20], least = 0;
        int n = 1 + (int)random_below(8);
        for (int i = 0; i < n; i++) {
            needs[i] = (struct column_need){.least = SP(10) + random_below(SP(40)), .text = true};
            needs[i].natural = needs[i].least + random_below(SP(400));
            least += needs[i].least;
        }
        for (int i = 0; i < n * 20; i++)
            naturals[i] = random_below(needs[i % n].natural);
        bool fits = columns_deal(widths, needs, n, SP(471));
        assert_int_equal(fits, least <= SP(471));
        if (!fits) continue;
        sp before = sum_of(widths, n);
        columns_improve(widths, needs, n, &(struct column_sample){naturals, 20, SP(8)});
        assert_int_equal(sum_of(widths, n), before);
        assert_true(before <= SP(471));
        for (int i = 0; i < n; i++)
            assert_true(widths[i] >= needs[i].least);
        columns_fill(widths, needs, n, SP(471));
        assert_true(sum_of(widths, n) >= SP(471) - 8 && sum_of(widths, n) <= SP(471) + 8);
    }
}

static void given_widths_are_kept(void **unused) {
    (void)unused;
    struct column_need needs[] = {{SP(20), SP(300), SP(77), true}, {SP(20), SP(300), 0, true}};
    sp widths[2];
    assert_true(columns_deal(widths, needs, 2, SP(200)));
    columns_fill(widths, needs, 2, SP(200));
    assert_int_equal(widths[0], SP(77));
    assert_true(widths[1] > SP(122));
}

/* One long cell a row beside short ones: it gets the width, and the rows grow shorter. */
static void improving_makes_rows_shorter(void **unused) {
    (void)unused;
    struct column_need needs[] = {{SP(30), SP(130), 0, true}, {SP(30), SP(900), 0, true}};
    sp naturals[] = {SP(60), SP(760), SP(50), SP(740), SP(130), SP(100)}, widths[2];
    assert_true(columns_deal(widths, needs, 2, SP(300)));
    sp before = widths[1];
    columns_improve(widths, needs, 2, &(struct column_sample){naturals, 3, SP(8)});
    assert_true(widths[1] > before);
}

/* What does not fit goes at the cost of the widest; a narrow column keeps what it needs. */
static void too_wide_cuts_the_widest(void **unused) {
    (void)unused;
    struct column_need needs[] = {
        {SP(20), SP(20), 0, true}, {SP(200), SP(300), 0, true}, {SP(90), SP(90), SP(300), true}};
    sp widths[3];
    assert_false(columns_deal(widths, needs, 3, SP(260)));
    assert_int_equal(widths[0], SP(20));
    assert_int_equal(widths[1], SP(120));
    assert_int_equal(widths[2], SP(120));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_never_overlap),         cmocka_unit_test(labels_with_room_stay),
        cmocka_unit_test(labels_part_evenly),           cmocka_unit_test(steps_are_round),
        cmocka_unit_test(columns_keep_their_least),     cmocka_unit_test(given_widths_are_kept),
        cmocka_unit_test(improving_makes_rows_shorter), cmocka_unit_test(too_wide_cuts_the_widest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
