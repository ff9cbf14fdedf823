#include "base/vec.h"

#include <stdint.h>
#include <string.h>

/* items points to a pointer of any object type, so it is read and written as bytes. */
void vec_reserve(struct arena *a, void **items, size_t *cap, size_t need, size_t size) {
    if (need <= *cap) return;
    size_t grown = *cap ? *cap : 4;
    while (grown < need)
        grown = grown > SIZE_MAX / 2 ? need : grown * 2;
    if (grown > SIZE_MAX / size) arena_fail();
    void *old;
    memcpy(&old, (const void *)items, sizeof old);
    old = arena_grow(a, old, *cap * size, grown * size);
    memcpy((void *)items, &old, sizeof old);
    *cap = grown;
}
