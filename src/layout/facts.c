#include "layout/facts.h"

void page_facts_init(struct page_facts *f, struct arena *a) {
    *f = (struct page_facts){.arena = a};
    hash_init(&f->places, a);
}

static uint32_t place_of(const struct page_facts *f, struct str id) {
    return (uint32_t)(uintptr_t)hash_get(&f->places, id);
}

static struct page_list work_of(const struct page_facts *f, size_t work) {
    return work && work <= f->works.n ? f->works.v[work - 1] : (struct page_list){0};
}

uint32_t page_facts_find(struct page_facts *f, struct str id) {
    *vec_push(f->arena, &f->asked_places) = str_copy(f->arena, id);
    return place_of(f, id);
}

void page_facts_put(struct page_facts *f, struct str id, uint32_t page) {
    hash_put(&f->places, str_copy(f->arena, id), (void *)(uintptr_t)page);
}

void page_facts_cite(struct page_facts *f, size_t work, uint32_t page) {
    while (f->works.n < work)
        *vec_push(f->arena, &f->works) = (struct page_list){0};
    struct page_list *list = &f->works.v[work - 1];
    if (list->pages.n && list->pages.v[list->pages.n - 1] >= page) return;
    *vec_push(f->arena, &list->pages) = page;
}

struct page_list page_facts_work(struct page_facts *f, size_t work) {
    *vec_push(f->arena, &f->asked_works) = work;
    return work_of(f, work);
}

static bool same_pages(struct page_list a, struct page_list b) {
    return a.pages.n == b.pages.n &&
           (a.pages.n == 0 || memcmp(a.pages.v, b.pages.v, a.pages.n * sizeof *a.pages.v) == 0);
}

bool page_facts_hold(const struct page_facts *told, const struct page_facts *now) {
    for (size_t i = 0; i < told->asked_places.n; i++)
        if (place_of(told, told->asked_places.v[i]) != place_of(now, told->asked_places.v[i]))
            return false;
    for (size_t i = 0; i < told->asked_works.n; i++)
        if (!same_pages(work_of(told, told->asked_works.v[i]), work_of(now, told->asked_works.v[i])))
            return false;
    return true;
}
