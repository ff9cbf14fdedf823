/* trace: which files a stretch of work looked at, and what they were then.
 *
 * While a trace is set for a thread, file.h notes in it each file that this thread reads, each
 * folder it lists and each place it looks at, also those where nothing is: a file that appears
 * there would change what comes of the work. Each is noted once, as first seen. Whether all is as
 * it was, trace_holds says later. A stamp saves reading a file again; it is trusted only if the
 * file had not changed within a second of being noted, since clocks are coarse. */
#ifndef CHANCERY_BASE_TRACE_H
#define CHANCERY_BASE_TRACE_H

#include "base/digest.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/vec.h"

enum trace_kind {
    TRACE_PLACE,  /* only what kind of thing stands there */
    TRACE_FILE,   /* its bytes */
    TRACE_FOLDER, /* its names */
};

struct trace_entry {
    struct str path; /* as it was named, NUL-terminated */
    enum trace_kind kind;
    enum file_kind there;
    struct file_stamp stamp; /* all 0: not to be trusted */
    struct digest digest;    /* of the bytes or the names; all 0: only the stamp tells */
};

struct trace {
    struct arena *arena; /* holds the entries */
    struct hash by_path;
    VEC(struct trace_entry *) entries; /* in the order first seen */
    bool all_digests; /* of trace_add_file's files too, which else are known by their stamps */
};

void trace_init(struct trace *t, struct arena *a);

/* Makes t (or none: NULL) the trace of this thread; returns the one before. */
struct trace *trace_set(struct trace *t);

/* Notes a file whose bytes the work knows without reading them now: a font that was mapped before.
 */
void trace_add_file(struct trace *t, struct str path);

/* Adds an entry that was made elsewhere (kept in a file). */
void trace_add_entry(struct trace *t, const struct trace_entry *entry);

/* Notes in this thread's trace, if it has one, all of another: what was read once for many. */
void trace_note_all(const struct trace *from);

/* Whether what stands at the entry's path is what was noted. */
bool trace_holds(const struct trace_entry *entry);

/* --- for file.c ------------------------------------------------------------------------------- */

bool trace_wanted(void);
void trace_note_place(const char *path, enum file_kind there);
void trace_note_file(const char *path, const struct file_stamp *stamp, struct str bytes);
void trace_note_folder(const char *path, char *const *names, size_t n);

#endif
