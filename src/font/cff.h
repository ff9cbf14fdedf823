/* cff: the one thing that a subset of a CID-keyed CFF font needs changed. Private to font/.
 *
 * A PDF reader finds a glyph of a bare CID-keyed CFF table by its CID, through the table's charset,
 * not by its glyph id (ISO 32000-1, 9.7.4.2). HarfBuzz keeps the old CIDs in a subset while glyph
 * ids are dense, so the charset is rewritten to say that CID and glyph id are the same. */
#ifndef CHANCERY_FONT_CFF_H
#define CHANCERY_FONT_CFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes CIDs equal glyph ids in a bare CFF table of count glyphs, in place; a table that is not
 * CID-keyed is left as it is. False if the table cannot be understood. */
bool cff_make_identity(unsigned char *p, size_t n, uint32_t count);

#endif
