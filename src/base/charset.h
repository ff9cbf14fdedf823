/* charset: what the bytes of an 8-bit character set mean. */
#ifndef CHANCERY_BASE_CHARSET_H
#define CHANCERY_BASE_CHARSET_H

#include <stdbool.h>
#include <stdint.h>

/* Fills the code points of all 256 bytes (0 where a byte means nothing) of the set of that name, as
 * dictionaries spell it ("KOI8-R", "ISO8859-1"). False if the system does not know it. */
bool charset_table(uint32_t table[256], const char *name);

#endif
