/* syntax: how PDF spells numbers, strings, names and dates. Writes into a buf; knows no objects.
 * Source: ISO 32000-1, 7.3 and 7.9. */
#ifndef CHANCERY_PDF_SYNTAX_H
#define CHANCERY_PDF_SYNTAX_H

#include "base/buf.h"
#include "base/units.h"
#include "frame/frame.h"

/* Thousandths of a unit as a decimal number, without idle zeros: 1500 is "1.5". */
void pdf_put_milli(struct buf *out, int64_t milli);

/* A length as thousandths of a point, rounded to nearest. */
static inline int64_t pdf_milli(sp length) {
    return sp_scale(length, 1000, SP_PER_PT);
}

/* "N 0 R". */
void pdf_put_reference(struct buf *out, uint32_t object);

void pdf_put_integer(struct buf *out, int64_t value);

/* A text string: ASCII as it is, anything else as UTF-16BE with its mark. Cut at a character where
 * it would pass the 32,767 bytes that PDF/A allows. */
void pdf_put_text(struct buf *out, struct str text);

/* Four digits, hexadecimal. */
void pdf_put_hex16(struct buf *out, unsigned value);

/* UTF-16BE in hexadecimal, without brackets or mark. */
void pdf_put_utf16(struct buf *out, struct str text);

/* A byte string, in parentheses. */
void pdf_put_bytes(struct buf *out, struct str bytes);

/* A name, with its slash; cut at 127 bytes. */
void pdf_put_name(struct buf *out, struct str name);

/* (D:20260102030405Z) */
void pdf_put_date(struct buf *out, const struct frame_date *date);

/* A URI string: what ASCII forbids in one is percent-encoded, what is encoded stays. */
void pdf_put_uri(struct buf *out, struct str url);

#endif
