/* axis: labels spread by pooling.
 *
 * With the sizes of the labels before it taken off, each label wants a position, and the positions
 * must not descend: isotonic regression, whose least squares solution pools neighbours that violate
 * the order and gives each pool its mean (Ayer et al., “An Empirical Distribution Function for
 * Sampling with Incomplete Information”, Annals of Mathematical Statistics 26, 1955). Clipping the
 * means to the axis keeps the order, and is the least squares solution within it. Linear in labels.
 * Rejected: pushing each label below the one above, which sends a cluster all one way. */
#include "layout/chart/axis.h"

#include <stdlib.h>

/* Labels pooled: the sum of what they want, and how many. */
struct pool {
    sp sum;
    size_t first, count;
};

static sp mean(const struct pool *p) {
    return p->sum / (sp)p->count;
}

/* Pools are a stack: the last joins the one before it as long as it stands above it. */
bool axis_spread(struct axis_label *labels, size_t count, sp length) {
    sp sizes = 0;
    struct pool *pools = calloc(count + 1, sizeof *pools);
    size_t n = 0;
    if (!pools) return false;
    for (size_t i = 0; i < count; i++) {
        pools[n++] = (struct pool){labels[i].wanted - labels[i].size / 2 - sizes, i, 1};
        sizes += labels[i].size;
        while (n > 1 && mean(&pools[n - 1]) <= mean(&pools[n - 2])) {
            pools[n - 2].sum += pools[n - 1].sum;
            pools[n - 2].count += pools[n - 1].count;
            n--;
        }
    }
    sp most = sp_max(length - sizes, 0), before = 0;
    for (size_t p = 0; p < n; p++) {
        sp top = sp_min(sp_max(mean(&pools[p]), 0), most);
        for (size_t i = pools[p].first; i < pools[p].first + pools[p].count; i++) {
            labels[i].at = top + before + labels[i].size / 2;
            before += labels[i].size;
        }
    }
    free(pools);
    return sizes <= length;
}

int axis_step(int span, int most) {
    static const int steps[] = {1, 2, 5, 10, 20, 25, 50};
    for (int factor = 1; factor <= 1000000; factor *= 100)
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
            if (span / (steps[i] * factor) < (most > 1 ? most : 1)) return steps[i] * factor;
    return span;
}
