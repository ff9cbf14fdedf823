/* facts: where things came to stand, for what the next pass prints of it.
 *
 * Pages count from 1. Made by a pass of layout in the arena given; the next pass asks it. Facts
 * remember what they were asked, so that a pass that asked nothing, or was told what turned out to
 * be true, is the last one. */
#ifndef CHANCERY_LAYOUT_FACTS_H
#define CHANCERY_LAYOUT_FACTS_H

#include <stdbool.h>
#include "base/hash.h"
#include "base/vec.h"

struct page_list {
    VEC(uint32_t) pages; /* ascending, distinct */
};

struct page_facts {
    struct arena *arena;
    size_t page_count;
    struct hash places;          /* destination id → (void *)(uintptr_t) page */
    VEC(struct page_list) works; /* by work number, from 1: the pages that cite it */
    VEC(struct str) asked_places;
    VEC(size_t) asked_works;
};

void page_facts_init(struct page_facts *f, struct arena *a);

/* The page of a destination, or 0. */
uint32_t page_facts_find(struct page_facts *f, struct str id);

void page_facts_put(struct page_facts *f, struct str id, uint32_t page);

/* Notes that the work of that number is cited on page. */
void page_facts_cite(struct page_facts *f, size_t work, uint32_t page);

/* The pages that cite the work; empty list when none are known yet. */
struct page_list page_facts_work(struct page_facts *f, size_t work);

/* True if everything that was asked of `told` has the same answer in `now`. */
bool page_facts_hold(const struct page_facts *told, const struct page_facts *now);

#endif
