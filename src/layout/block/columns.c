#include "layout/block/columns.h"

/* Square root, rounded down. */
static int64_t root(int64_t v) {
    int64_t r = 0;
    for (int64_t bit = (int64_t)1 << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= v) r += bit;
    return r;
}

static int solve_shares(sp *widths, const struct column_need *needs, int count, sp available) {
    int64_t given = 0;
    for (int i = 0; i < count; i++)
        given += needs[i].share > 0 ? needs[i].share : 1;
    for (int i = 0; i < count; i++)
        widths[i] = sp_scale(available, needs[i].share > 0 ? needs[i].share : 1, given);
    return 1;
}

/* Room over the least widths goes by the square root of what each column would still like: a long
 * column gains most, yet a short one is not starved to a word a line. */
static void deal_out(sp *widths, const struct column_need *needs, int count, sp over) {
    while (over > count) {
        int64_t wish = 0;
        for (int i = 0; i < count; i++)
            wish += root(sp_max(needs[i].natural - widths[i], 0));
        if (!wish) return;
        sp dealt = 0;
        for (int i = 0; i < count; i++) {
            sp lack = sp_max(needs[i].natural - widths[i], 0);
            sp share = sp_min(lack, over * root(lack) / wish);
            widths[i] += share;
            dealt += share;
        }
        if (dealt <= count) return;
        over -= dealt;
    }
}

int columns_solve(sp *widths, const struct column_need *needs, int count, sp available) {
    sp least = 0, natural = 0;
    int shares = 0;
    for (int i = 0; i < count; i++) {
        least += needs[i].least;
        natural += needs[i].natural;
        shares |= needs[i].share;
    }
    if (shares) return solve_shares(widths, needs, count, available);
    for (int i = 0; i < count; i++) {
        if (natural <= available)
            widths[i] = needs[i].natural;
        else if (least <= available)
            widths[i] = needs[i].least;
        else
            widths[i] = sp_scale(available, needs[i].least, least);
    }
    if (natural > available && least < available) deal_out(widths, needs, count, available - least);
    return least <= available;
}
