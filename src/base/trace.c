/* trace: see trace.h. */
#include "base/trace.h"

#include <errno.h>
#include <time.h>
#include "base/buf.h"

/* The largest file that is read only to be compared. */
#define COMPARED_MAX ((size_t)1 << 30)

/* Nanoseconds within which a stamp may hide a second change. */
#define COARSE 1000000000

static _Thread_local struct trace *current;

void trace_init(struct trace *t, struct arena *a) {
    *t = (struct trace){.arena = a};
    hash_init(&t->by_path, a);
}

struct trace *trace_set(struct trace *t) {
    struct trace *before = current;
    current = t;
    return before;
}

bool trace_wanted(void) {
    return current != NULL;
}

/* The entry of path, new or one that knows less than kind; NULL if there is nothing to add. */
static struct trace_entry *entry_for(struct trace *t, struct str path, enum trace_kind kind) {
    struct trace_entry *e = hash_get(&t->by_path, path);
    if (e && (e->kind != TRACE_PLACE || kind == TRACE_PLACE)) return NULL;
    if (e) return e;
    e = arena_new(t->arena, struct trace_entry);
    e->path = str_copy(t->arena, path);
    hash_put(&t->by_path, e->path, e);
    *vec_push(t->arena, &t->entries) = e;
    return e;
}

void trace_add_entry(struct trace *t, const struct trace_entry *entry) {
    struct trace_entry *e = entry_for(t, entry->path, entry->kind);
    if (!e) return;
    struct str path = e->path;
    *e = *entry;
    e->path = path;
}

void trace_note_all(const struct trace *from) {
    for (size_t i = 0; current && i < from->entries.n; i++)
        trace_add_entry(current, from->entries.v[i]);
}

static bool is_stamp(const struct file_stamp *s) {
    return s->inode != 0;
}

/* The stamp, or none while the file is so young that it may change again unseen. */
static struct file_stamp settled(const struct file_stamp *stamp) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t age = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - stamp->changed;
    if (age > COARSE || age < -COARSE) return *stamp;
    return (struct file_stamp){0};
}

static void fill_file(struct trace_entry *e, const struct file_stamp *stamp, struct str bytes) {
    e->kind = TRACE_FILE;
    e->there = FILE_REGULAR;
    e->stamp = settled(stamp);
    e->digest = digest_of(bytes);
}

void trace_note_place(const char *path, enum file_kind there) {
    struct trace_entry *e = entry_for(current, str_of(path), TRACE_PLACE);
    if (!e) return;
    e->kind = TRACE_PLACE;
    e->there = there;
}

void trace_note_file(const char *path, const struct file_stamp *stamp, struct str bytes) {
    struct trace_entry *e = entry_for(current, str_of(path), TRACE_FILE);
    if (e) fill_file(e, stamp, bytes);
}

static struct digest digest_of_names(char *const *names, size_t n) {
    struct buf all = {0};
    for (size_t i = 0; i < n; i++)
        buf_add(&all, names[i], strlen(names[i]) + 1);
    struct digest d = digest_of(buf_str(&all));
    buf_done(&all);
    return d;
}

void trace_note_folder(const char *path, char *const *names, size_t n) {
    struct trace_entry *e = entry_for(current, str_of(path), TRACE_FOLDER);
    if (!e) return;
    e->kind = TRACE_FOLDER;
    e->there = FILE_DIRECTORY;
    e->digest = digest_of_names(names, n);
}

void trace_add_file(struct trace *t, struct str path) {
    if (hash_get(&t->by_path, path)) return;
    struct trace *before = trace_set(NULL);
    struct arena scratch;
    arena_init(&scratch);
    struct str bytes;
    struct file_stamp stamp;
    const char *name = str_to_c(&scratch, path);
    if (file_stamp_of(&stamp, name)) {
        stamp = settled(&stamp);
        bool read = t->all_digests || !is_stamp(&stamp);
        if (!read || file_map(&bytes, name)) {
            struct trace_entry *e = entry_for(t, path, TRACE_FILE);
            *e = (struct trace_entry){e->path, TRACE_FILE, FILE_REGULAR, stamp, {{0}}};
            if (read) e->digest = digest_of(bytes);
            if (read) file_unmap(bytes);
        }
    }
    arena_done(&scratch);
    trace_set(before);
}

/* ---- comparing ---- */

static bool file_holds(const struct trace_entry *e) {
    struct file_stamp now;
    if (!file_stamp_of(&now, e->path.p)) return false;
    if (is_stamp(&e->stamp) && file_stamp_equal(&now, &e->stamp)) return true;
    if (is_stamp(&e->stamp) && now.size != e->stamp.size) return false;
    static const struct digest none;
    if (digest_equal(&e->digest, &none)) return false;
    struct str bytes;
    if (!file_map(&bytes, e->path.p)) return false;
    struct digest d = digest_of(bytes);
    file_unmap(bytes);
    return digest_equal(&d, &e->digest);
}

static bool folder_holds(const struct trace_entry *e) {
    struct arena scratch;
    arena_init(&scratch);
    char **names;
    size_t n;
    bool holds = file_list(&names, &n, &scratch, e->path.p);
    if (holds) {
        struct digest d = digest_of_names(names, n);
        holds = digest_equal(&d, &e->digest);
    }
    arena_done(&scratch);
    return holds;
}

bool trace_holds(const struct trace_entry *e) {
    struct trace *before = trace_set(NULL);
    bool holds = false;
    switch (e->kind) {
    case TRACE_PLACE: holds = file_kind_of(e->path.p) == e->there; break;
    case TRACE_FILE: holds = file_holds(e); break;
    case TRACE_FOLDER: holds = folder_holds(e); break;
    }
    trace_set(before);
    return holds;
}
