/* Model: each object is an HPDF_Dict without entries of libharu's own. Its attr points to what it
 * prints: a struct body (text, and bytes if it is a stream) or a struct pdf_writer that makes the
 * text while saving. libharu prints "<<", calls write_fn, prints ">>", and calls after_write_fn,
 * where a stream's bytes follow.
 *
 * Traps of libharu 2.3 met here:
 * - its list of cross-reference entries grows by 1,024 and copies itself each time, quadratic in
 *   the number of objects: it is told to double;
 * - after an error every later call fails with another: the first is kept;
 * - /ID is hashed from the clock by libharu, and only for encryption: the trailer's write_fn prints
 *   one hashed from the bytes written so far;
 * - Info begins with libharu's own Producer: taken out;
 * - offsets are printed from 32 bits, startxref even from a signed number: the file ends at 2 GiB;
 * - its memory pool gives addresses that are not aligned: each object is a malloc.
 * Rejected: HPDF_SaveToStream, which keeps the file in 4 KB pieces and must be read back. */
#include "pdf/object.h"

#include <limits.h>
#include <stdlib.h>

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>

#include "base/hash.h"
#include "base/heap.h"
#include "pdf/syntax.h"

#define MAX_OBJECTS HPDF_LIMIT_MAX_XREF_ELEMENT
#define MAX_FILE    ((size_t)INT_MAX)

/* The comment of high bytes tells transfer programs that the file is binary. */
#define HEADER "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"

struct body {
    struct pdf_file *file;
    struct str entries;
    struct str bytes;    /* of a stream */
    struct pdf_job *job; /* or what gives them, and has the thread's time until the file settles */
};

struct pdf_file {
    HPDF_Doc doc;
    struct arena *arena;
    struct diags *ds;
    HPDF_STATUS error, detail; /* the first */
    bool too_many, too_large;
    struct pdf_press *press;
    size_t given;       /* bytes of entries and streams, but for the press's */
    HPDF_Stream target; /* while saving */
    struct buf *out;    /* while saving */
    struct buf scratch;
};

/* --- libharu's callbacks --------------------------------------------------------------------- */

static void *allocate(HPDF_UINT size) {
    void *p = malloc(size);
    if (!p) arena_fail();
    return p;
}

static void release(void *p) {
    free(p);
}

static void keep_error(struct pdf_file *f, HPDF_STATUS error, HPDF_STATUS detail) {
    if (f->error || error == HPDF_OK) return;
    f->error = error;
    f->detail = detail;
}

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *closure) {
    keep_error(closure, error, detail);
}

static HPDF_STATUS on_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size) {
    struct pdf_file *f = stream->attr;
    if (size > MAX_FILE - f->out->n) {
        f->too_large = true;
        return HPDF_FILE_IO_ERROR;
    }
    buf_add(f->out, bytes, size);
    return HPDF_OK;
}

static HPDF_STATUS put(HPDF_Stream stream, struct str s) {
    struct pdf_file *f = stream->attr;
    if (s.n > MAX_FILE) { /* before the size is cut to libharu's 32 bits */
        f->too_large = true;
        return HPDF_FILE_IO_ERROR;
    }
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)s.p, (HPDF_UINT)s.n);
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream) {
    const struct body *body = dict->attr;
    return put(stream, body->entries);
}

static struct str bytes_of(const struct body *body) {
    return body->job ? (struct str){body->job->result, body->job->size} : body->bytes;
}

static HPDF_STATUS write_stream_entries(HPDF_Dict dict, HPDF_Stream stream) {
    const struct body *body = dict->attr;
    struct buf *b = &body->file->scratch;
    buf_clear(b);
    buf_add_str(b, body->entries);
    if (body->job && body->job->deflated) buf_add_c(b, "/Filter/FlateDecode\n");
    buf_add_c(b, "/Length ");
    pdf_put_integer(b, (int64_t)bytes_of(body).n);
    buf_add_char(b, '\n');
    return put(stream, buf_str(b));
}

/* libharu has printed ">>" and does not say to which stream, so the file knows it. */
static HPDF_STATUS write_bytes(HPDF_Dict dict) {
    const struct body *body = dict->attr;
    HPDF_Stream stream = body->file->target;
    HPDF_STATUS status = put(stream, STR("\nstream\n"));
    if (status == HPDF_OK) status = put(stream, bytes_of(body));
    if (status == HPDF_OK) status = put(stream, STR("\nendstream"));
    return status;
}

static HPDF_STATUS write_late(HPDF_Dict dict, HPDF_Stream stream) {
    struct pdf_file *f = stream->attr;
    struct pdf_writer *writer = dict->attr;
    buf_clear(&f->scratch);
    writer->write(&f->scratch, writer->closure, dict->header.obj_id & 0x00FFFFFF);
    return put(stream, buf_str(&f->scratch));
}

/* Two hashes of all that the file holds so far: the same file, the same identifier. */
static HPDF_STATUS write_identifier(HPDF_Dict dict, HPDF_Stream stream) {
    struct pdf_file *f = dict->attr;
    uint64_t whole = hash_bytes(f->out->p, f->out->n);
    uint64_t seed[2] = {whole, f->out->n};
    unsigned long long id[2] = {whole, hash_bytes(seed, sizeof seed)};
    buf_clear(&f->scratch);
    buf_printf(&f->scratch, "/ID[<%016llX%016llX><%016llX%016llX>]\n", id[0], id[1], id[0], id[1]);
    return put(stream, buf_str(&f->scratch));
}

/* --- the file -------------------------------------------------------------------------------- */

/* The root of the page tree and the document information are wholly ours. */
static void take_over(struct pdf_file *f) {
    HPDF_Doc doc = f->doc;
    HPDF_Dict_RemoveElement(doc->root_pages, "Kids");
    HPDF_Dict_RemoveElement(doc->root_pages, "Count");
    doc->root_pages->before_write_fn = NULL;
    HPDF_Dict_RemoveElement(doc->info, "Producer");
    HPDF_Dict_Add(doc->trailer, "Root", doc->catalog);
    HPDF_Dict_Add(doc->trailer, "Info", doc->info);
    doc->trailer->attr = f;
    doc->trailer->write_fn = write_identifier;
}

struct pdf_file *pdf_file_new(struct arena *a, struct diags *ds, bool spare) {
    struct pdf_file *f = arena_new(a, struct pdf_file);
    f->arena = a;
    f->ds = ds;
    f->doc = HPDF_NewEx(on_error, allocate, release, 0, f);
    if (!f->doc) {
        diag_add(ds, DIAG_PDF_FAILED, (struct pos){0}, NULL, "libharu could not begin a document");
        return NULL;
    }
    take_over(f);
    f->press = pdf_press_new(spare);
    return f;
}

void pdf_file_free(struct pdf_file *f) {
    pdf_press_free(f->press);
    buf_done(&f->scratch);
    HPDF_Free(f->doc);
}

struct arena *pdf_file_arena(struct pdf_file *f) {
    return f->arena;
}

static HPDF_Dict dict_of(struct pdf_file *f, uint32_t object) {
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(f->doc->xref, object);
    return entry ? entry->obj : NULL;
}

uint32_t pdf_object_new(struct pdf_file *f) {
    HPDF_List entries = f->doc->xref->entries;
    if (f->error) return 0;
    if (entries->count >= MAX_OBJECTS) {
        f->too_many = true;
        keep_error(f, HPDF_XREF_COUNT_ERR, 0);
        return 0;
    }
    if (entries->count >= entries->block_siz && entries->block_siz > 0)
        entries->items_per_block = entries->block_siz;
    HPDF_Dict dict = HPDF_Dict_New(f->doc->mmgr);
    if (!dict || HPDF_Xref_Add(f->doc->xref, dict) != HPDF_OK) {
        keep_error(f, HPDF_Error_GetCode(&f->doc->error), f->doc->error.detail_no);
        return 0;
    }
    return dict->header.obj_id & 0x00FFFFFF;
}

static struct body *set_body(struct pdf_file *f, uint32_t object, struct str entries) {
    struct body *body = arena_new(f->arena, struct body);
    HPDF_Dict dict = dict_of(f, object);
    body->file = f;
    body->entries = str_copy(f->arena, entries);
    f->given += entries.n;
    if (dict) {
        dict->attr = body;
        dict->write_fn = write_entries;
    }
    return body;
}

void pdf_object_set(struct pdf_file *f, uint32_t object, struct str entries) {
    set_body(f, object, entries);
}

uint32_t pdf_object_add(struct pdf_file *f, struct str entries) {
    uint32_t object = pdf_object_new(f);
    set_body(f, object, entries);
    return object;
}

static struct body *set_stream(struct pdf_file *f, uint32_t object, struct str entries) {
    struct body *body = set_body(f, object, entries);
    HPDF_Dict dict = dict_of(f, object);
    if (dict) {
        dict->write_fn = write_stream_entries;
        dict->after_write_fn = write_bytes;
    }
    return body;
}

void pdf_object_set_stream(struct pdf_file *f, uint32_t object, struct str entries,
                           struct str bytes) {
    set_stream(f, object, entries)->bytes = bytes;
    f->given += bytes.n;
}

static void set_job(struct pdf_file *f, uint32_t object, struct str entries, struct pdf_job job) {
    struct body *body = set_stream(f, object, entries);
    body->job = arena_new(f->arena, struct pdf_job);
    *body->job = job;
    pdf_press_add(f->press, body->job);
}

void pdf_object_set_deflated(struct pdf_file *f, uint32_t object, struct str entries,
                             struct str bytes, enum pdf_effort effort) {
    set_job(f, object, entries, (struct pdf_job){.bytes = bytes, .effort = effort});
}

void pdf_object_set_made(struct pdf_file *f, uint32_t object, struct str (*make)(void *closure),
                         void *closure) {
    set_job(f, object, STR_NONE, (struct pdf_job){.make = make, .closure = closure});
}

void pdf_object_set_entries(struct pdf_file *f, uint32_t object, struct str entries) {
    HPDF_Dict dict = dict_of(f, object);
    if (dict) ((struct body *)dict->attr)->entries = str_copy(f->arena, entries);
}

void pdf_file_settle(struct pdf_file *f) {
    pdf_press_settle(f->press);
}

void pdf_object_set_writer(struct pdf_file *f, uint32_t object, struct pdf_writer *writer) {
    HPDF_Dict dict = dict_of(f, object);
    if (!dict) return;
    dict->attr = writer;
    dict->write_fn = write_late;
}

/* --- saving ---------------------------------------------------------------------------------- */

static bool report(struct pdf_file *f) {
    if (f->too_large || f->too_many) {
        diag_add(f->ds, DIAG_LIMIT, (struct pos){0}, "split the briefing into several",
                 "the PDF would have more than %s",
                 f->too_large ? "2 GiB, where its offsets end" : "8,388,607 objects");
        return false;
    }
    diag_add(f->ds, DIAG_PDF_FAILED, (struct pos){0}, NULL,
             "libharu failed with error 0x%04lX, detail %lu", (unsigned long)f->error,
             (unsigned long)f->detail);
    return false;
}

/* About as much as the file will take, with some 60 bytes for an object's number and place. */
static void make_room(const struct pdf_file *f, struct buf *out) {
    size_t likely = f->given + pdf_press_size(f->press) + 60 * (size_t)f->doc->xref->entries->count;
    if (likely > MAX_FILE) return;
    heap_populate(buf_room(out, likely), likely);
}

bool pdf_file_save(struct pdf_file *f, struct buf *out) {
    keep_error(f, HPDF_Error_GetCode(&f->doc->error), f->doc->error.detail_no);
    if (f->error) return report(f);
    pdf_file_settle(f);
    f->out = out;
    make_room(f, out);
    f->target = HPDF_CallbackWriter_New(f->doc->mmgr, on_bytes, f);
    HPDF_STATUS status = put(f->target, STR(HEADER));
    if (status == HPDF_OK) status = HPDF_Xref_WriteToStream(f->doc->xref, f->target, NULL);
    HPDF_Stream_Free(f->target);
    f->target = NULL;
    keep_error(f, status, f->doc->error.detail_no);
    return f->error ? report(f) : true;
}
