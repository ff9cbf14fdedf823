/* object: the file being made, a thin layer over libharu's objects.
 *
 * libharu holds the objects and writes them, the cross-reference table and the trailer. What stands
 * in a dictionary is given here as text, printed by the dictionary's write_fn: an entry added to
 * libharu's own list costs 300 bytes, and its arrays end at 32,767 items. A stream's bytes come
 * already compressed and are printed by the after_write_fn, so that libdeflate (press.h) does what
 * libharu would do with zlib while saving, and no stream is copied in pieces.
 * Owns the libharu document; everything else is borrowed from the arena given.
 * Knows nothing of frames. Objects are named by their number. */
#ifndef CHANCERY_PDF_OBJECT_H
#define CHANCERY_PDF_OBJECT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "pdf/press.h"

struct pdf_file;

/* Objects that libharu makes with the document. */
enum { PDF_CATALOG = 1, PDF_PAGES = 2, PDF_INFO = 3 };

/* Everything the file needs besides libharu's own memory and that of compressed streams comes from
 * the arena. spare: a second thread may compress. NULL with a diagnostic if libharu cannot begin.
 */
struct pdf_file *pdf_file_new(struct arena *a, struct diags *ds, bool spare);
void pdf_file_free(struct pdf_file *f);

struct arena *pdf_file_arena(struct pdf_file *f);

/* Reserves an object that is a dictionary; returns its number. After libharu's first error, 0. */
uint32_t pdf_object_new(struct pdf_file *f);

/* Gives a dictionary its entries, as they stand between "<<" and ">>"; copied. */
void pdf_object_set(struct pdf_file *f, uint32_t object, struct str entries);

/* Makes it a stream of these bytes, which are borrowed until the file is freed. /Length is added
 * to the entries, which are copied. */
void pdf_object_set_stream(struct pdf_file *f, uint32_t object, struct str entries,
                           struct str bytes);

/* The same with the bytes compressed where that makes them smaller; they are borrowed only here. */
void pdf_object_set_deflated(struct pdf_file *f, uint32_t object, struct str entries,
                             struct str bytes, enum pdf_effort effort);

/* The same with bytes that `make` gives, on any thread and at any time until pdf_file_settle. */
void pdf_object_set_made(struct pdf_file *f, uint32_t object, struct str (*make)(void *closure),
                         void *closure);

/* Gives such a stream its entries. */
void pdf_object_set_entries(struct pdf_file *f, uint32_t object, struct str entries);

/* Returns when all streams are made and compressed. */
void pdf_file_settle(struct pdf_file *f);

/* pdf_object_new and pdf_object_set in one. */
uint32_t pdf_object_add(struct pdf_file *f, struct str entries);

/* Entries that are written only while saving, so that they take no memory before. One writer serves
 * many objects; it is borrowed until the file is freed. */
struct pdf_writer {
    void (*write)(struct buf *out, void *closure, uint32_t object);
    void *closure;
};
void pdf_object_set_writer(struct pdf_file *f, uint32_t object, struct pdf_writer *writer);

/* Writes the file into out. False with a diagnostic if libharu failed, now or earlier, or the file
 * would pass 2 GiB, where its offsets end. */
bool pdf_file_save(struct pdf_file *f, struct buf *out);

#endif
