#include "base/relay.h"

#include "base/hash.h"

struct relay_entry {
    struct str key;
    uint64_t code;
    const void *value;
};

void relay_init(struct relay *r, struct arena *a, size_t most) {
    *r = (struct relay){.arena = a, .cap = 16};
    while (r->cap < most * 2)
        r->cap *= 2;
    r->slots = arena_array(a, r->cap, sizeof *r->slots);
}

/* The entry with the key, or NULL and in *slot the free place for it. */
static const struct relay_entry *find(size_t *slot, const struct relay *r, struct str key,
                                      uint64_t code) {
    const struct relay_entry *e;
    *slot = (size_t)code & (r->cap - 1);
    while ((e = atomic_load_explicit(&r->slots[*slot], memory_order_acquire))) {
        if (e->code == code && str_eq(e->key, key)) return e;
        *slot = (*slot + 1) & (r->cap - 1);
    }
    return NULL;
}

bool relay_put(struct relay *r, struct str key, const void *value) {
    uint64_t code = hash_bytes(key.p, key.n);
    size_t slot;
    if (r->n >= r->cap / 2 || find(&slot, r, key, code)) return false;
    struct relay_entry *e = arena_new(r->arena, struct relay_entry);
    *e = (struct relay_entry){key, code, value};
    atomic_store_explicit(&r->slots[slot], e, memory_order_release);
    r->n++;
    return true;
}

const void *relay_get(const struct relay *r, struct str key) {
    size_t slot;
    const struct relay_entry *e = find(&slot, r, key, hash_bytes(key.p, key.n));
    return e ? e->value : NULL;
}
