/* units: the lengths that layout computes with.
 *
 * Every length is an integer number of scaled points, as in TeX, but of the PDF point (1/72 inch):
 * 65,536 sp = 1 pt. Integers make the same page on every machine. 64 bits hold a galley of any
 * length, so nothing needs a check for overflow.
 * Coordinates run from the top left corner of the page, x to the right, y down. */
#ifndef CHANCERY_BASE_UNITS_H
#define CHANCERY_BASE_UNITS_H

#include <stdint.h>

typedef int64_t sp;

#define SP_PER_PT 65536

/* A constant in points, as sp; for literals only: SP(11), SP(10.5). */
#define SP(pt) ((sp)((pt) * SP_PER_PT))

/* Points of an sp value, for output and messages only; never for layout arithmetic. */
static inline double sp_to_pt(sp v) {
    return (double)v / SP_PER_PT;
}

/* v * num / den, rounded to nearest, halves away from zero; den > 0. The product must fit 63 bits. */
static inline sp sp_scale(sp v, int64_t num, int64_t den) {
    int64_t p = v * num;
    return p >= 0 ? (p + den / 2) / den : -((-p + den / 2) / den);
}

static inline sp sp_min(sp a, sp b) {
    return a < b ? a : b;
}

static inline sp sp_max(sp a, sp b) {
    return a > b ? a : b;
}

/* The length of (x, y), rounded down; both under 2^31. Newton's method on integers. */
static inline sp sp_length(sp x, sp y) {
    uint64_t square = (uint64_t)(x * x) + (uint64_t)(y * y), root = square;
    for (uint64_t next = (root + 1) / 2; next < root; next = (root + square / root) / 2)
        root = next;
    return (sp)root;
}

#endif
