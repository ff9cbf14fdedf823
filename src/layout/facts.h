/* facts: where things came to stand, for what the next pass prints of it.
 *
 * Pages count from 1. Made by a pass of layout in the arena given; equal facts mean that the pages
 * have settled. */
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
    struct hash places;              /* destination id → (void *)(uintptr_t) page */
    VEC(struct page_list) works;     /* by work number, from 1: the pages that cite it */
    uint64_t digest;                 /* of all of it, for comparing */
};

void page_facts_init(struct page_facts *f, struct arena *a);

/* The page of a destination, or 0. */
uint32_t page_facts_find(const struct page_facts *f, struct str id);

void page_facts_put(struct page_facts *f, struct str id, uint32_t page);

/* Notes that the work of that number is cited on page. */
void page_facts_cite(struct page_facts *f, size_t work, uint32_t page);

/* The pages that cite the work; empty list when none are known yet. */
struct page_list page_facts_work(const struct page_facts *f, size_t work);

bool page_facts_equal(const struct page_facts *a, const struct page_facts *b);

#endif
