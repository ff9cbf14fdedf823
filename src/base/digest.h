/* digest: SHA-256, by which inputs and outputs are known again (FIPS 180-4). */
#ifndef CHANCERY_BASE_DIGEST_H
#define CHANCERY_BASE_DIGEST_H

#include "base/str.h"

struct digest {
    unsigned char bytes[32];
};

/* Hexadecimal digits of a digest and the NUL. */
enum { DIGEST_HEX = 65 };

struct digest digest_of(struct str data);
bool digest_equal(const struct digest *a, const struct digest *b);

/* Writes the digest in lower-case hexadecimal. */
void digest_to_hex(char hex[DIGEST_HEX], const struct digest *d);

/* False if it is not 64 hexadecimal digits. */
bool digest_from_hex(struct digest *d, struct str hex);

#endif
