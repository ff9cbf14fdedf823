/* digest_x86: SHA-256 by the instructions that x86 processors have for it. Private to digest. */
#ifndef CHANCERY_BASE_DIGEST_X86_H
#define CHANCERY_BASE_DIGEST_X86_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* K of the standard, section 4.2.2 (digest.c). */
extern const uint32_t digest_constants[64];

/* Adds n blocks of 64 bytes to the hash value H; false, and nothing is done, if the processor has
 * no such instructions or digest_without_instructions said not to use them. */
bool digest_blocks_x86(uint32_t H[8], const unsigned char *blocks, size_t n);

/* For a test of the plain code on a machine that would not use it: not used from here on, or again.
 */
void digest_without_instructions(bool without);

#endif
