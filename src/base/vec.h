/* vec: a growing array in an arena, typed by macro.
 *
 *     VEC(struct doc_work) works = {0};
 *     *vec_push(arena, &works) = work;
 *     for (size_t i = 0; i < works.n; i++) use(&works.v[i]);
 *
 * Growing may move the items to new arena memory, so pointers to them do not outlive the next push.
 */
#ifndef CHANCERY_BASE_VEC_H
#define CHANCERY_BASE_VEC_H

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *v;                                                                                   \
        size_t n, cap;                                                                             \
    }

/* Makes room for one more item, zeroed, and gives its address. */
#define vec_push(a, vec)                                                                           \
    ((vec)->n < (vec)->cap                                                                         \
         ? (void)0                                                                                 \
         : vec_reserve((a), (void **)&(vec)->v, &(vec)->cap, (vec)->n + 1, sizeof *(vec)->v),      \
     (vec)->n++, (vec)->v + (vec)->n - 1)

/* Grows *items (of *cap items of size bytes) to hold at least need; new items are zeroed. */
void vec_reserve(struct arena *a, void **items, size_t *cap, size_t need, size_t size);

#endif
