/* digest_x86: SHA-256 with the SHA extensions (Intel, “Intel SHA Extensions”, 2013).
 *
 * The eight working variables are in two vectors, A B E F and C D G H from the highest lane down.
 * sha256rnds2 does two rounds with two sums of W and K; sha256msg1 and sha256msg2 make the next
 * four W from the last sixteen. */
#include "base/digest_x86.h"

#include <stdatomic.h>

static atomic_bool refused;

void digest_without_instructions(bool without) {
    atomic_store(&refused, without);
}

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

/* Leaf 1 has SSSE3 and SSE4.1, leaf 7 the SHA extensions. */
static bool processor_has_them(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1)) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Asking the processor takes as long as hashing a kilobyte (more under a hypervisor), so it is
 * asked once: 0 not yet, 1 no, 2 yes. */
static bool is_usable(void) {
    static atomic_int known;
    int k = atomic_load_explicit(&known, memory_order_relaxed);
    if (!k) {
        k = processor_has_them() ? 2 : 1;
        atomic_store_explicit(&known, k, memory_order_relaxed);
    }
    return k == 2 && !atomic_load_explicit(&refused, memory_order_relaxed);
}

/* Four words of the block, the first in the lowest lane; they are big-endian in memory. */
WITH_SHA static inline __m128i words(const unsigned char *p) {
    const __m128i turned = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    __m128i w;
    __builtin_memcpy(&w, p, sizeof w);
    return _mm_shuffle_epi8(w, turned);
}

WITH_SHA static void add_block(__m128i *abef, __m128i *cdgh, const unsigned char *block) {
    __m128i w0 = words(block), w1 = words(block + 16), w2 = words(block + 32),
            w3 = words(block + 48);
    __m128i f = *abef, h = *cdgh;
    for (int t = 0; t < 64; t += 4) {
        __m128i k, sum;
        __builtin_memcpy(&k, &digest_constants[t], sizeof k);
        sum = _mm_add_epi32(w0, k);
        h = _mm_sha256rnds2_epu32(h, f, sum);
        f = _mm_sha256rnds2_epu32(f, h, _mm_shuffle_epi32(sum, 0x0E));
        /* W of 16 rounds on: from those of 16, 15, 7 and 2 before it */
        __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
        next = _mm_sha256msg2_epu32(next, w3);
        w0 = w1, w1 = w2, w2 = w3, w3 = next;
    }
    *abef = _mm_add_epi32(*abef, f);
    *cdgh = _mm_add_epi32(*cdgh, h);
}

static int lane(uint32_t word) {
    int i;
    __builtin_memcpy(&i, &word, sizeof i);
    return i;
}

WITH_SHA bool digest_blocks_x86(uint32_t H[8], const unsigned char *blocks, size_t n) {
    if (!is_usable()) return false;
    __m128i abef = _mm_set_epi32(lane(H[0]), lane(H[1]), lane(H[4]), lane(H[5]));
    __m128i cdgh = _mm_set_epi32(lane(H[2]), lane(H[3]), lane(H[6]), lane(H[7]));
    for (size_t i = 0; i < n; i++)
        add_block(&abef, &cdgh, blocks + 64 * i);
    uint32_t out[2][4];
    __builtin_memcpy(out[0], &abef, sizeof out[0]);
    __builtin_memcpy(out[1], &cdgh, sizeof out[1]);
    H[0] = out[0][3], H[1] = out[0][2], H[4] = out[0][1], H[5] = out[0][0];
    H[2] = out[1][3], H[3] = out[1][2], H[6] = out[1][1], H[7] = out[1][0];
    return true;
}

#else

bool digest_blocks_x86(uint32_t H[8], const unsigned char *blocks, size_t n) {
    (void)H, (void)blocks, (void)n;
    return false;
}

#endif
