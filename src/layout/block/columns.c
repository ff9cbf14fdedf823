/* columns: dealing out, then hill climbing.
 *
 * Dealing out is the start: every column its least width, what is over by the square root of what
 * is lacking. Then a step of width goes from one column to another as long as the sample's rows
 * grow shorter in sum: a row is as tall as its tallest cell, and a cell's lines are estimated by
 * its width on one line, since breaking every cell at every trial would cost the square of it. The
 * caller breaks the cells at both results and takes the better one.
 * Rejected: HTML's automatic layout (CSS 2.1, 17.5.2), which deals in proportion to the natural
 * widths, so that one long cell starves the rest. */
#include "layout/block/columns.h"

enum { STEPS = 48, ROUNDS = 200 };

/* Square root, rounded down. */
static int64_t root(int64_t v) {
    int64_t r = 0;
    for (int64_t bit = (int64_t)1 << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= v) r += bit;
    return r;
}

static sp lack_of(const sp *widths, const struct column_need *needs, int i) {
    return needs[i].given ? 0 : sp_max(needs[i].natural - widths[i], 0);
}

/* Room over the least widths goes by the square root of what each column would still like: a long
 * column gains most, yet a short one is not starved to a word a line. */
static void deal_out(sp *widths, const struct column_need *needs, int count, sp over) {
    while (over > count) {
        int64_t wish = 0;
        for (int i = 0; i < count; i++)
            wish += root(lack_of(widths, needs, i));
        if (!wish) return;
        sp dealt = 0;
        for (int i = 0; i < count; i++) {
            sp lack = lack_of(widths, needs, i);
            sp share = sp_min(lack, over * root(lack) / wish);
            widths[i] += share;
            dealt += share;
        }
        if (dealt <= count) return;
        over -= dealt;
    }
}

/* Cuts the widest columns down to one width, so that the sum is at most available: what is too wide
 * stands over in as few columns as can be. */
static void cut_down(sp *widths, int count, sp available) {
    sp low = 0, high = available;
    while (low < high) {
        sp most = (low + high + 1) / 2, sum = 0;
        for (int i = 0; i < count; i++)
            sum += sp_min(widths[i], most);
        if (sum <= available)
            low = most;
        else
            high = most - 1;
    }
    for (int i = 0; i < count; i++)
        widths[i] = sp_min(widths[i], low);
}

bool columns_deal(sp *widths, const struct column_need *needs, int count, sp available) {
    sp least = 0, natural = 0;
    for (int i = 0; i < count; i++) {
        least += needs[i].given ? needs[i].given : needs[i].least;
        natural += needs[i].given ? needs[i].given : needs[i].natural;
    }
    for (int i = 0; i < count; i++) {
        widths[i] = needs[i].given ? needs[i].given : needs[i].least;
        if (natural <= available && !needs[i].given) widths[i] = needs[i].natural;
    }
    if (least > available) cut_down(widths, count, available);
    if (natural > available && least < available) deal_out(widths, needs, count, available - least);
    return least <= available;
}

/* Lines of one cell at that width. A line of ragged text is on average a twelfth shorter than its
 * measure, but the last. */
static int64_t lines_of(sp natural, sp width, sp padding) {
    sp text = natural - padding, room = sp_max(width - padding, SP(1));
    if (text <= room) return 1;
    room -= room / 12;
    return (text + room - 1) / room;
}

/* Rows' lines in sum, and all cells' as a tie-breaker. */
static int64_t cost_of(const sp *widths, int count, const struct column_sample *sample) {
    int64_t cost = 0;
    for (size_t r = 0; r < sample->rows; r++) {
        int64_t tallest = 1;
        for (int i = 0; i < count; i++) {
            sp natural = sample->naturals[r * (size_t)count + (size_t)i];
            if (!natural) continue;
            int64_t lines = lines_of(natural, widths[i], sample->padding);
            if (lines > tallest) tallest = lines;
            cost += lines;
        }
        cost += tallest * 1000;
    }
    return cost;
}

static bool may_give(const sp *widths, const struct column_need *needs, int i, sp step) {
    return !needs[i].given && widths[i] - step >= needs[i].least;
}

static bool may_take(const sp *widths, const struct column_need *needs, int i) {
    return !needs[i].given && widths[i] < needs[i].natural;
}

/* Makes the best move of one step; false if none is better than nothing. */
static bool move(sp *widths, const struct column_need *needs, int count,
                 const struct column_sample *sample, sp step) {
    int64_t best = cost_of(widths, count, sample);
    int from = -1, to = -1;
    for (int i = 0; i < count; i++) {
        if (!may_give(widths, needs, i, step)) continue;
        for (int k = 0; k < count; k++) {
            if (k == i || !may_take(widths, needs, k)) continue;
            widths[i] -= step, widths[k] += step;
            int64_t cost = cost_of(widths, count, sample);
            widths[i] += step, widths[k] -= step;
            if (cost >= best) continue;
            best = cost, from = i, to = k;
        }
    }
    if (from < 0) return false;
    widths[from] -= step;
    widths[to] += step;
    return true;
}

void columns_improve(sp *widths, const struct column_need *needs, int count,
                     const struct column_sample *sample) {
    sp sum = 0;
    for (int i = 0; i < count; i++)
        sum += widths[i];
    if (count > 24) return; /* pairs of columns times cells: wide tables keep what was dealt */
    for (sp step = sum / STEPS * 4; step >= sum / STEPS; step /= 2) {
        int rounds = 0;
        while (rounds++ < ROUNDS && move(widths, needs, count, sample, step))
            ;
    }
}

void columns_fill(sp *widths, const struct column_need *needs, int count, sp available) {
    sp sum = 0, wish = 0;
    bool texts = false;
    for (int i = 0; i < count; i++) {
        sum += widths[i];
        texts |= needs[i].text && !needs[i].given;
    }
    if (sum >= available) return;
    for (int i = 0; i < count; i++)
        if (!needs[i].given && (needs[i].text || !texts)) wish += widths[i];
    for (int i = 0; i < count && wish; i++)
        if (!needs[i].given && (needs[i].text || !texts))
            widths[i] += sp_scale(widths[i], available - sum, wish);
}
