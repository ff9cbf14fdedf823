#include "layout/facts.h"

void page_facts_init(struct page_facts *f, struct arena *a) {
    *f = (struct page_facts){.arena = a};
    hash_init(&f->places, a);
}

/* Adds a number to the digest, in order. */
static void digest_add(struct page_facts *f, uint64_t v) {
    uint64_t both[2] = {f->digest, v};
    f->digest = hash_bytes(both, sizeof both);
}

uint32_t page_facts_find(const struct page_facts *f, struct str id) {
    return f->arena ? (uint32_t)(uintptr_t)hash_get(&f->places, id) : 0;
}

void page_facts_put(struct page_facts *f, struct str id, uint32_t page) {
    id = str_copy(f->arena, id);
    hash_put(&f->places, id, (void *)(uintptr_t)page);
    digest_add(f, hash_bytes(id.p, id.n));
    digest_add(f, page);
}

void page_facts_cite(struct page_facts *f, size_t work, uint32_t page) {
    while (f->works.n < work)
        *vec_push(f->arena, &f->works) = (struct page_list){0};
    struct page_list *list = &f->works.v[work - 1];
    if (list->pages.n && list->pages.v[list->pages.n - 1] >= page) return;
    *vec_push(f->arena, &list->pages) = page;
    digest_add(f, work);
    digest_add(f, page);
}

struct page_list page_facts_work(const struct page_facts *f, size_t work) {
    if (work == 0 || work > f->works.n) return (struct page_list){0};
    return f->works.v[work - 1];
}

bool page_facts_equal(const struct page_facts *a, const struct page_facts *b) {
    return a->page_count == b->page_count && a->digest == b->digest;
}
