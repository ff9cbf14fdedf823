/* hash: a map from byte strings to pointers, in an arena; and a hash function.
 *
 * Open addressing, linear probing. Keys are borrowed: they must live as long as the map. There is
 * no removal. Iteration order is not offered: whoever needs order keeps a vec beside the map. */
#ifndef CHANCERY_BASE_HASH_H
#define CHANCERY_BASE_HASH_H

#include "base/arena.h"
#include "base/str.h"

struct hash_slot;

struct hash {
    struct arena *arena;
    struct hash_slot *slots;
    size_t n, cap;
};

/* 64 bits, by multiplication, eight bytes a step; the same on every machine and in every run. */
uint64_t hash_bytes(const void *p, size_t n);

/* Twice as many, that tell contents apart where nobody gains by making two alike. */
struct hash_wide {
    uint64_t halves[2];
};
struct hash_wide hash_bytes_wide(const void *p, size_t n);

void hash_init(struct hash *h, struct arena *a);

/* The value under key, or NULL. */
void *hash_get(const struct hash *h, struct str key);

/* Sets key to value (not NULL); returns the value it had before, or NULL. */
void *hash_put(struct hash *h, struct str key, void *value);

#endif
