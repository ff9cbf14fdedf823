/* sfnt: numbers out of the tables of an OpenType file, for the few that HarfBuzz does not tell.
 *
 * Offsets are those of the OpenType specification; what lies outside a table reads as 0. Private
 * to font/. */
#ifndef CHANCERY_FONT_SFNT_H
#define CHANCERY_FONT_SFNT_H

#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A table of a face, borrowed until sfnt_done. */
struct sfnt_table {
    hb_blob_t *blob;
    const unsigned char *p;
    size_t n;
};

/* The table under a tag; n is 0 if there is none. */
struct sfnt_table sfnt_open(hb_face_t *face, const char tag[4]);
void sfnt_done(struct sfnt_table *t);

unsigned sfnt_u8(const struct sfnt_table *t, size_t at);
unsigned sfnt_u16(const struct sfnt_table *t, size_t at);
int sfnt_i16(const struct sfnt_table *t, size_t at);
uint32_t sfnt_u32(const struct sfnt_table *t, size_t at);

/* 16.16 fixed. */
double sfnt_fixed(const struct sfnt_table *t, size_t at);

/* True if the face has a table of that name that is not empty. */
bool sfnt_has(hb_face_t *face, const char tag[4]);

#endif
