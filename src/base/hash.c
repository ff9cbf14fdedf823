#include "base/hash.h"

struct hash_slot {
    struct str key;
    uint64_t code;
    void *value; /* NULL: the slot is free */
};

/* Multiplying leaves the low bits weak; two rounds of multiply and shift spread the others. */
static uint64_t mix(uint64_t h) {
    h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
    h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 33;
}

/* Eight bytes, the least first on any machine. */
static uint64_t word_at(const unsigned char *p) {
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

static uint64_t add_word(uint64_t h, uint64_t word) {
    return (h ^ word ^ h >> 29) * 0x9e3779b97f4a7c15u;
}

uint64_t hash_bytes(const void *p, size_t n) {
    const unsigned char *c = p;
    unsigned char rest[8] = {0};
    uint64_t h = n;
    size_t i = 0;
    for (; n - i >= sizeof rest; i += sizeof rest)
        h = add_word(h, word_at(c + i));
    if (i < n) memcpy(rest, c + i, n - i);
    return mix(add_word(h, word_at(rest)));
}

struct hash_wide hash_bytes_wide(const void *p, size_t n) {
    const unsigned char *c = p;
    unsigned char rest[8] = {0};
    uint64_t a = n, b = ~(uint64_t)n;
    size_t i = 0;
    for (; n - i >= sizeof rest; i += sizeof rest) {
        uint64_t word = word_at(c + i);
        a = add_word(a, word);
        b = (b ^ word ^ b >> 32) * 0xd6e8feb86659fd93u;
    }
    if (i < n) memcpy(rest, c + i, n - i);
    uint64_t last = word_at(rest);
    return (struct hash_wide){{mix(add_word(a, last)), mix((b ^ last ^ b >> 32) + a)}};
}

void hash_init(struct hash *h, struct arena *a) {
    *h = (struct hash){.arena = a};
}

/* The slot that holds key, or the free one where it belongs. cap is a power of two and never full.
 */
static struct hash_slot *find_slot(const struct hash *h, struct str key, uint64_t code) {
    size_t i = (size_t)code & (h->cap - 1);
    while (h->slots[i].value && !(h->slots[i].code == code && str_eq(h->slots[i].key, key)))
        i = (i + 1) & (h->cap - 1);
    return &h->slots[i];
}

static void grow(struct hash *h) {
    struct hash old = *h;
    h->cap = old.cap ? old.cap * 2 : 16;
    h->slots = arena_array(h->arena, h->cap, sizeof *h->slots);
    for (size_t i = 0; i < old.cap; i++) {
        const struct hash_slot *s = &old.slots[i];
        if (s->value) *find_slot(h, s->key, s->code) = *s;
    }
}

void *hash_get(const struct hash *h, struct str key) {
    if (h->n == 0) return NULL;
    return find_slot(h, key, hash_bytes(key.p, key.n))->value;
}

void *hash_put(struct hash *h, struct str key, void *value) {
    if (h->n >= h->cap - h->cap / 4) grow(h);
    uint64_t code = hash_bytes(key.p, key.n);
    struct hash_slot *s = find_slot(h, key, code);
    void *before = s->value;
    if (!before) h->n++;
    *s = (struct hash_slot){key, code, value};
    return before;
}
