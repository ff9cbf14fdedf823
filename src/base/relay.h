/* relay: a map from byte strings to pointers that one thread fills while others look into it.
 *
 * Without locks: an entry is seen whole or not at all, and stays. There is room for as many as were
 * said at first; what does not fit is refused. Meant for work done ahead: who does not find a key
 * does the work itself, so that nothing but time depends on which thread was faster. */
#ifndef CHANCERY_BASE_RELAY_H
#define CHANCERY_BASE_RELAY_H

#include <stdatomic.h>
#include "base/arena.h"
#include "base/str.h"

struct relay_entry;

struct relay {
    struct arena *arena; /* the filling thread's */
    _Atomic(const struct relay_entry *) *slots;
    size_t cap, n;
};

/* Room for `most` keys. The arena is used here and by relay_put. */
void relay_init(struct relay *r, struct arena *a, size_t most);

/* For the filling thread: gives key, which is borrowed, and value (not NULL) to the others. False
 * if the key is there already or there is no more room. */
bool relay_put(struct relay *r, struct str key, const void *value);

/* The value under key, or NULL; on any thread. */
const void *relay_get(const struct relay *r, struct str key);

#endif
