/* Atomic writing: the data goes to a temporary file in the target's own folder (rename works only
 * within a file system), is synced, takes the target's permissions and is renamed over it. A link
 * is followed first, so that it stays a link. Writing in place was rejected: a full disk would
 * leave half a file. The folder is not synced: until the system does that a crash may bring the old
 * file back, whole, and a batch would wait for the disk half of its time.
 *
 * Each call of the system goes through a wrapper of three lines that a test can make fail. */
#define _XOPEN_SOURCE   700 /* realpath */
#define _DEFAULT_SOURCE 1   /* d_type */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/trace.h"
#include "base/vec.h"

/* ---- failing on purpose ---- */

static atomic_size_t countdown;
static atomic_int countdown_error;

void file_fail_after(size_t n, int error) {
    atomic_store(&countdown_error, error);
    atomic_store(&countdown, n);
}

static bool must_fail(void) {
    size_t n = atomic_load_explicit(&countdown, memory_order_relaxed);
    while (n > 0) {
        if (!atomic_compare_exchange_weak(&countdown, &n, n - 1)) continue;
        if (n == 1) errno = atomic_load(&countdown_error);
        return n == 1;
    }
    return false;
}

static int try_open(const char *path, int flags, mode_t mode) {
    return must_fail() ? -1 : open(path, flags | O_CLOEXEC, mode);
}

static ssize_t try_read(int fd, void *p, size_t n) {
    return must_fail() ? -1 : read(fd, p, n);
}

static ssize_t try_write(int fd, const void *p, size_t n) {
    return must_fail() ? -1 : write(fd, p, n);
}

static int try_fsync(int fd) {
    return must_fail() ? -1 : fsync(fd);
}

static int try_fchmod(int fd, mode_t mode) {
    return must_fail() ? -1 : fchmod(fd, mode);
}

static int try_rename(const char *from, const char *to) {
    return must_fail() ? -1 : rename(from, to);
}

static int try_stat(const char *path, struct stat *st) {
    return must_fail() ? -1 : stat(path, st);
}

static int try_lstat(const char *path, struct stat *st) {
    return must_fail() ? -1 : lstat(path, st);
}

static int try_fstat(int fd, struct stat *st) {
    return must_fail() ? -1 : fstat(fd, st);
}

static int try_mkdir(const char *path) {
    return must_fail() ? -1 : mkdir(path, 0777);
}

/* Even when it fails the descriptor is gone. */
static int try_close(int fd) {
    int closed = close(fd);
    return must_fail() ? -1 : closed;
}

static void close_quietly(int fd) {
    int error = errno;
    close(fd);
    errno = error;
}

/* ---- looking and reading ---- */

static enum file_kind look_at(const char *path) {
    struct stat st;
    if (try_stat(path, &st) != 0) return FILE_MISSING;
    if (S_ISREG(st.st_mode)) return FILE_REGULAR;
    return S_ISDIR(st.st_mode) ? FILE_DIRECTORY : FILE_OTHER;
}

enum file_kind file_kind_of(const char *path) {
    enum file_kind kind = look_at(path);
    int error = errno;
    if (trace_wanted()) trace_note_place(path, kind);
    errno = error;
    return kind;
}

static struct file_stamp stamp_of(const struct stat *st) {
    return (struct file_stamp){
        .device = (uint64_t)st->st_dev,
        .inode = (uint64_t)st->st_ino,
        .size = (uint64_t)st->st_size,
        .modified = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
        .changed = (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec,
    };
}

bool file_stamp_of(struct file_stamp *out, const char *path) {
    struct stat st;
    if (try_stat(path, &st) != 0) return false;
    *out = stamp_of(&st);
    return true;
}

bool file_stamp_equal(const struct file_stamp *a, const struct file_stamp *b) {
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->modified == b->modified && a->changed == b->changed;
}

/* A file that could not be opened is noted by what stands there. */
static void note_unread(const char *path) {
    if (!trace_wanted()) return;
    int error = errno;
    trace_note_place(path, look_at(path));
    errno = error;
}

static void note_read(const char *path, const struct stat *st, struct str bytes) {
    if (!trace_wanted()) return;
    struct file_stamp stamp = stamp_of(st);
    trace_note_file(path, &stamp, bytes);
}

/* Opens a regular file for reading; without O_NONBLOCK a pipe would wait for a writer. */
static int open_regular(const char *path, struct stat *st) {
    int fd = try_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    if (fd < 0) return -1;
    int error = 0;
    if (try_fstat(fd, st) != 0) {
        error = errno;
    } else if (!S_ISREG(st->st_mode)) {
        error = S_ISDIR(st->st_mode) ? EISDIR : EINVAL;
    }
    if (error == 0) return fd;
    close(fd);
    errno = error;
    return -1;
}

/* Reads up to n bytes; fewer only at the end of the file. -1 on an error. */
static ssize_t read_fully(int fd, char *p, size_t n) {
    size_t got = 0;
    while (got < n) {
        size_t step = n - got > SSIZE_MAX ? SSIZE_MAX : n - got;
        ssize_t k = try_read(fd, p + got, step);
        if (k < 0 && errno == EINTR) continue;
        if (k < 0) return -1;
        if (k == 0) break;
        got += (size_t)k;
    }
    return (ssize_t)got;
}

/* The size that stat told is a guess: the file may grow meanwhile, and in /proc it says 0. So one
 * byte more is asked for, and only a short read is the end. */
static bool read_all(struct str *out, struct arena *a, int fd, size_t guess, size_t max) {
    size_t cap = guess + 1, n = 0;
    char *p = arena_alloc(a, cap + 1);
    for (;;) {
        ssize_t k = read_fully(fd, p + n, cap - n);
        if (k < 0) return false;
        n += (size_t)k;
        if (n > max) {
            errno = EFBIG;
            return false;
        }
        if (n < cap) break;
        char *more = arena_alloc(a, cap * 2 + 1);
        memcpy(more, p, n);
        p = more;
        cap *= 2;
    }
    p[n] = '\0';
    *out = (struct str){p, n};
    return true;
}

bool file_read(struct str *out, struct arena *a, const char *path, size_t max) {
    *out = STR_NONE;
    struct stat st;
    int fd = open_regular(path, &st);
    if (fd < 0) {
        note_unread(path);
        return false;
    }
    struct arena_mark mark = arena_mark(a);
    bool ok = false;
    if (st.st_size < 0 || (uintmax_t)st.st_size > max || (uintmax_t)st.st_size > SIZE_MAX / 4) {
        errno = EFBIG;
    } else {
        ok = read_all(out, a, fd, (size_t)st.st_size, max);
    }
    close_quietly(fd);
    if (!ok) arena_reset(a, mark);
    if (ok) note_read(path, &st, *out);
    return ok;
}

bool file_map(struct str *out, const char *path) {
    *out = STR("");
    struct stat st;
    int fd = open_regular(path, &st);
    if (fd < 0) return false;
    bool ok = true;
    if (st.st_size > 0) {
        size_t n = (size_t)st.st_size;
        void *p = must_fail() ? MAP_FAILED : mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        ok = p != MAP_FAILED;
        if (ok) *out = (struct str){p, n};
    }
    close_quietly(fd);
    return ok;
}

void file_unmap(struct str mapped) {
    if (mapped.n) munmap((void *)(uintptr_t)mapped.p, mapped.n);
}

/* Opened the wrong way round on purpose. */
void file_open_standard(void) {
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
        if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) return;
    }
}

/* ---- temporary files ---- */

/* The temporary files that are open: a list that only grows, whose nodes are used again. Whoever
 * swaps a path out of its node owns it, so removing needs no lock and may be done in a signal
 * handler. */
struct temporary {
    _Atomic(char *) path;
    struct temporary *next;
};

static _Atomic(struct temporary *) temporaries;

static struct temporary *register_temporary(char *path) {
    for (struct temporary *t = atomic_load(&temporaries); t; t = t->next) {
        char *free_node = NULL;
        if (atomic_compare_exchange_strong(&t->path, &free_node, path)) return t;
    }
    struct temporary *t = malloc(sizeof *t);
    if (!t) arena_fail();
    atomic_init(&t->path, path);
    t->next = atomic_load(&temporaries);
    while (!atomic_compare_exchange_weak(&temporaries, &t->next, t)) {
    }
    return t;
}

void file_remove_temporaries(void) {
    for (struct temporary *t = atomic_load(&temporaries); t; t = t->next) {
        char *path = atomic_exchange(&t->path, NULL);
        if (path) unlink(path);
    }
}

/* ---- writing ---- */

/* A path of its own in the folder of target, by malloc. Its name does not contain the target's,
 * which may already be as long as a name can be. */
static char *temporary_path(const char *target) {
    static atomic_uint serial;
    const char *slash = strrchr(target, '/');
    size_t folder = slash ? (size_t)(slash - target) + 1 : 0;
    if (folder > SIZE_MAX / 2) arena_fail();
    size_t size = folder + 64;
    char *path = malloc(size);
    if (!path) arena_fail();
    memcpy(path, target, folder);
    snprintf(path + folder, size - folder, ".chancery-%ld-%u.tmp", (long)getpid(),
             atomic_fetch_add(&serial, 1));
    return path;
}

static int open_temporary(struct temporary **t, const char *target, mode_t mode) {
    for (int attempt = 0; attempt < 100; attempt++) {
        char *path = temporary_path(target);
        int fd = try_open(path, O_WRONLY | O_CREAT | O_EXCL, mode);
        if (fd >= 0) {
            *t = register_temporary(path);
            return fd;
        }
        free(path);
        if (errno != EEXIST) return -1;
    }
    return -1;
}

static bool write_fully(int fd, struct str data) {
    for (size_t done = 0; done < data.n;) {
        size_t step = data.n - done > SSIZE_MAX ? SSIZE_MAX : data.n - done;
        ssize_t k = try_write(fd, data.p + done, step);
        if (k < 0 && errno == EINTR) continue;
        if (k <= 0) {
            if (k == 0) errno = ENOSPC;
            return false;
        }
        done += (size_t)k;
    }
    return true;
}

/* Some file systems have no fsync; that is no failure to write. */
static bool sync_fully(int fd) {
    while (try_fsync(fd) != 0) {
        if (errno == EINVAL || errno == ENOTSUP) return true;
        if (errno != EINTR) return false;
    }
    return true;
}

/* Follows links at the end of path, also to a place where nothing stands yet. */
static bool follow_links(char **target, struct arena *a, const char *path, struct stat *st,
                         bool *exists) {
    *target = arena_copy(a, path, strlen(path));
    for (int links = 0; links < 40; links++) {
        *exists = try_lstat(*target, st) == 0;
        if (!*exists) return errno == ENOENT;
        if (!S_ISLNK(st->st_mode)) return true;
        char to[PATH_MAX];
        ssize_t n = must_fail() ? -1 : readlink(*target, to, sizeof to - 1);
        if (n < 0) return false;
        to[n] = '\0';
        *target = file_join(a, file_dirname(a, *target), to);
    }
    errno = ELOOP;
    return false;
}

/* Whether a file that is there may be replaced; a folder, a pipe or a device may not, nor a file
 * that its owner has protected from writing. */
static bool may_replace(const char *target, const struct stat *st) {
    if (S_ISDIR(st->st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (!S_ISREG(st->st_mode)) {
        errno = EINVAL;
        return false;
    }
    return !must_fail() && access(target, W_OK) == 0;
}

/* A new file gets the usual permissions less the umask, which open does; one that replaces another
 * is closed to others until it has that one's permissions. */
static bool write_temporary(int fd, struct str data, const struct stat *old, bool durable) {
    bool ok = write_fully(fd, data);
    if (ok && old) ok = try_fchmod(fd, old->st_mode & 07777) == 0;
    if (ok && durable) ok = sync_fully(fd);
    if (ok) return try_close(fd) == 0;
    close_quietly(fd);
    return false;
}

/* The stamp that a file has after it was renamed, of one that nobody else can have put there. */
static struct file_stamp stamp_held(int held) {
    struct stat st;
    if (held < 0 || try_fstat(held, &st) != 0) return (struct file_stamp){0};
    return stamp_of(&st);
}

/* What is to be sure of a file that is written. */
enum care {
    CARE_DISK,  /* it is on the disk */
    CARE_WHOLE, /* path holds what it held, or the new */
    CARE_NONE,  /* for a moment nothing may stand there */
};

static bool replace(const char *target, struct str data, const struct stat *old, enum care care,
                    struct file_stamp *stamp) {
    struct temporary *t;
    int fd = open_temporary(&t, target, old ? 0600 : 0666);
    if (fd < 0) return false;
    const char *from = atomic_load(&t->path);
    int held = stamp ? fcntl(fd, F_DUPFD_CLOEXEC, 3) : -1; /* some errors are told by close alone */
    bool ok = write_temporary(fd, data, old, care == CARE_DISK);
    /* A rename over another file can begin to write to the disk (ext4), which takes 0.2 ms. */
    if (ok && old && care == CARE_NONE) unlink(target);
    if (ok) ok = from && try_rename(from, target) == 0;
    int error = errno;
    if (ok && stamp) *stamp = stamp_held(held);
    if (held >= 0) close(held);
    char *path = atomic_exchange(&t->path, NULL);
    if (path && !ok) unlink(path);
    free(path);
    errno = error;
    return ok;
}

static bool write_atomic(const char *path, struct str data, enum care care,
                         struct file_stamp *stamp) {
    struct arena scratch;
    arena_init(&scratch);
    char *target;
    struct stat st;
    bool exists;
    bool ok = follow_links(&target, &scratch, path, &st, &exists);
    if (ok && exists) ok = may_replace(target, &st);
    if (ok) ok = replace(target, data, exists ? &st : NULL, care, stamp);
    int error = errno;
    arena_done(&scratch);
    errno = error;
    return ok;
}

bool file_write_atomic(const char *path, struct str data) {
    return write_atomic(path, data, CARE_DISK, NULL);
}

bool file_write_soon(const char *path, struct str data) {
    return write_atomic(path, data, CARE_NONE, NULL);
}

bool file_write_stamped(struct file_stamp *stamp, const char *path, struct str data, bool soon) {
    *stamp = (struct file_stamp){0};
    return write_atomic(path, data, soon ? CARE_WHOLE : CARE_DISK, stamp);
}

bool file_touch(const char *path) {
    return utimensat(AT_FDCWD, path, NULL, 0) == 0;
}

const char *file_reason(int error) {
    return error == EINVAL ? "it is not a file" : strerror(error);
}

bool file_sync(const char *path) {
    int fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return false;
    bool ok = fsync(fd) == 0;
    close(fd);
    return ok;
}

bool file_remove(const char *path) {
    return (!must_fail() && unlink(path) == 0) || errno == ENOENT;
}

/* ---- folders ---- */

static bool make_directory(const char *path) {
    if (try_mkdir(path) == 0) return true;
    if (errno != EEXIST) return false;
    enum file_kind kind = file_kind_of(path);
    if (kind != FILE_DIRECTORY && kind != FILE_MISSING) errno = ENOTDIR;
    return kind == FILE_DIRECTORY;
}

bool file_make_directories(struct arena *a, const char *path) {
    enum file_kind kind = file_kind_of(path);
    if (kind == FILE_DIRECTORY) return true;
    char *p = arena_copy(a, path, strlen(path));
    for (char *slash = p + (*p == '/'); (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        bool ok = file_kind_of(p) == FILE_DIRECTORY || make_directory(p);
        *slash = '/';
        if (!ok) return false;
        while (slash[1] == '/')
            slash++;
    }
    return file_kind_of(p) == FILE_DIRECTORY || make_directory(p);
}

static int compare_names(const void *x, const void *y) {
    return strcmp(*(char *const *)x, *(char *const *)y);
}

static bool is_folder(DIR *dir, const struct dirent *entry, bool (*is_file)(struct str name)) {
#ifdef DT_DIR
    if (entry->d_type == DT_DIR) return true;
    if (entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK) return false;
#endif
    struct stat st;
    if (is_file(str_of(entry->d_name))) return false;
    return fstatat(dirfd(dir), entry->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode);
}

/* The sorted names, those of folders with a slash if is_file is given. */
static bool list(char ***names, size_t *n, struct arena *a, const char *path,
                 bool (*is_file)(struct str name)) {
    *names = NULL;
    *n = 0;
    DIR *dir = must_fail() ? NULL : opendir(path);
    if (!dir) return false;
    VEC(char *) found = {0};
    int error = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = must_fail() ? NULL : readdir(dir);
        if (!entry) {
            error = errno;
            break;
        }
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
        *vec_push(a, &found) = is_file && is_folder(dir, entry, is_file)
                                   ? arena_printf(a, "%s/", name)
                                   : arena_copy(a, name, strlen(name));
    }
    closedir(dir);
    if (error) {
        errno = error;
        return false;
    }
    if (found.n) qsort(found.v, found.n, sizeof *found.v, compare_names);
    *names = found.v;
    *n = found.n;
    return true;
}

bool file_list(char ***names, size_t *n, struct arena *a, const char *path) {
    if (!list(names, n, a, path, NULL)) return false;
    if (trace_wanted()) trace_note_folder(path, *names, *n);
    return true;
}

bool file_list_marked(char ***names, size_t *n, struct arena *a, const char *path,
                      bool (*is_file)(struct str name)) {
    return list(names, n, a, path, is_file);
}

/* ---- paths ---- */

char *file_join(struct arena *a, const char *dir, const char *name) {
    size_t n = strlen(dir);
    if (n == 0 || name[0] == '/') return arena_copy(a, name, strlen(name));
    return arena_printf(a, dir[n - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
}

char *file_dirname(struct arena *a, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash) return arena_copy(a, ".", 1);
    while (slash > path && slash[-1] == '/')
        slash--;
    return arena_copy(a, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *file_basename(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_real(char **out, struct arena *a, const char *path) {
    *out = NULL;
    char *real = must_fail() ? NULL : realpath(path, NULL);
    if (!real) return false;
    *out = arena_copy(a, real, strlen(real));
    free(real);
    return true;
}

/* Whether the walk along the components of path, begun depth folders below the root, ever leaves
 * the root; depth is moved along. */
static bool walk_stays_inside(size_t *depth, struct str path) {
    for (size_t i = 0; i < path.n;) {
        struct str rest = str_slice(path, i, path.n);
        struct str part = str_slice(rest, 0, str_find_char(rest, '/'));
        i += part.n + 1;
        if (part.n == 0 || str_is(part, ".")) continue;
        if (!str_is(part, "..")) {
            (*depth)++;
        } else if (*depth == 0) {
            return false;
        } else {
            (*depth)--;
        }
    }
    return true;
}

/* The part of dir below root, both written the same way; empty if dir does not start with root. */
static struct str below(const char *root, const char *dir) {
    struct str d = str_of(dir);
    size_t n = strlen(root);
    while (n > 1 && root[n - 1] == '/')
        n--;
    if (d.n < n || memcmp(dir, root, n) != 0) return STR_NONE;
    bool whole_name = d.n == n || d.p[n] == '/' || (n && root[n - 1] == '/');
    if (!whole_name) return STR_NONE;
    return str_slice(d, n, d.n);
}

static bool stays_inside_as_written(const char *root, const char *dir, struct str written) {
    if (written.n && written.p[0] == '/') return false;
    if (str_find_char(written, '\0') < written.n) return false;
    size_t depth = 0;
    return walk_stays_inside(&depth, below(root, dir)) && walk_stays_inside(&depth, written);
}

/* The real path of path or, if nothing stands there, of its nearest parent that is there. By
 * malloc; NULL with errno set. */
static char *real_path_of_existing(struct arena *a, const char *path) {
    for (;;) {
        char *real = must_fail() ? NULL : realpath(path, NULL);
        if (real || (errno != ENOENT && errno != ENOTDIR)) return real;
        const char *parent = file_dirname(a, path);
        if (strcmp(parent, path) == 0) return NULL;
        path = parent;
    }
}

static bool is_below(const char *real_root, const char *real) {
    size_t n = strlen(real_root);
    if (n == 1) return true; /* the root of the file system */
    return strncmp(real, real_root, n) == 0 && (real[n] == '/' || real[n] == '\0');
}

bool file_resolve_inside(char **out, struct arena *a, const char *root, const char *dir,
                         struct str written) {
    *out = file_join(a, dir, str_to_c(a, written));
    if (!stays_inside_as_written(root, dir, written)) {
        errno = EACCES;
        return false;
    }
    char *real_root = must_fail() ? NULL : realpath(root, NULL);
    if (!real_root) return false;
    char *real = real_path_of_existing(a, *out);
    int error = errno;
    bool inside = real && is_below(real_root, real);
    if (real && !inside) error = EACCES;
    free(real);
    free(real_root);
    errno = error;
    return inside;
}
