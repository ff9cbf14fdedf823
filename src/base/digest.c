/* digest: SHA-256 as FIPS 180-4 gives it, sections 4 to 6; names are the standard's. Where the
 * processor has instructions for it (digest_x86.c) they do the same ten times as fast. */
#include "base/digest.h"
#include "base/digest_x86.h"

const uint32_t digest_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

static void add_block(uint32_t H[8], const unsigned char *block) {
    uint32_t W[64];
    for (int t = 0; t < 16; t++, block += 4)
        W[t] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 |
               block[3];
    for (int t = 16; t < 64; t++) {
        uint32_t s0 = turn(W[t - 15], 7) ^ turn(W[t - 15], 18) ^ W[t - 15] >> 3;
        uint32_t s1 = turn(W[t - 2], 17) ^ turn(W[t - 2], 19) ^ W[t - 2] >> 10;
        W[t] = s1 + W[t - 7] + s0 + W[t - 16];
    }
    uint32_t a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
    for (int t = 0; t < 64; t++) {
        uint32_t S1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25), ch = (e & f) ^ (~e & g);
        uint32_t S0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22), maj = (a & b) ^ (a & c) ^ (b & c);
        uint32_t T1 = h + S1 + ch + digest_constants[t] + W[t], T2 = S0 + maj;
        h = g, g = f, f = e, e = d + T1, d = c, c = b, b = a, a = T1 + T2;
    }
    H[0] += a, H[1] += b, H[2] += c, H[3] += d, H[4] += e, H[5] += f, H[6] += g, H[7] += h;
}

static void add_blocks(uint32_t H[8], const unsigned char *blocks, size_t n) {
    if (digest_blocks_x86(H, blocks, n)) return;
    for (size_t i = 0; i < n; i++)
        add_block(H, blocks + 64 * i);
}

/* What is left after the whole blocks, the bit 1, zeros and the length in bits. */
static void add_end(uint32_t H[8], struct str rest, uint64_t bits) {
    unsigned char end[128] = {0};
    size_t n = rest.n < 56 ? 64 : 128;
    if (rest.n) memcpy(end, rest.p, rest.n);
    end[rest.n] = 0x80;
    for (size_t i = 0; i < 8; i++)
        end[n - 1 - i] = (unsigned char)(bits >> (8 * i));
    add_blocks(H, end, n / 64);
}

struct digest digest_of(struct str data) {
    uint32_t H[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    size_t whole = data.n / 64;
    add_blocks(H, (const unsigned char *)data.p, whole);
    add_end(H, str_slice(data, whole * 64, data.n), (uint64_t)data.n * 8);
    struct digest d;
    for (size_t k = 0; k < 32; k++)
        d.bytes[k] = (unsigned char)(H[k / 4] >> (24 - 8 * (k % 4)));
    return d;
}

bool digest_equal(const struct digest *a, const struct digest *b) {
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void digest_to_hex(char hex[DIGEST_HEX], const struct digest *d) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof d->bytes; i++) {
        hex[2 * i] = digits[d->bytes[i] >> 4];
        hex[2 * i + 1] = digits[d->bytes[i] & 15];
    }
    hex[DIGEST_HEX - 1] = '\0';
}

static int value_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_from_hex(struct digest *d, struct str hex) {
    if (hex.n != 2 * sizeof d->bytes) return false;
    for (size_t i = 0; i < sizeof d->bytes; i++) {
        int high = value_of(hex.p[2 * i]), low = value_of(hex.p[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        d->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
