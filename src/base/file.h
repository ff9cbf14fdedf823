/* file: reading, atomic writing, and keeping an author's paths inside the briefing.
 *
 * The only home of file-system calls, so that a test can make each of them fail in turn. Functions
 * return false or -1 with errno set; the caller, who knows whose file it is, says so in a
 * diagnostic. What is read and looked at is noted in the thread's trace, if it has one (trace.h).
 */
#ifndef CHANCERY_BASE_FILE_H
#define CHANCERY_BASE_FILE_H

#include <stdbool.h>
#include <stdio.h>
#include "base/arena.h"
#include "base/str.h"

enum file_kind { FILE_MISSING, FILE_REGULAR, FILE_DIRECTORY, FILE_OTHER };

/* What stands at path; FILE_MISSING also when it cannot be looked at (errno tells). */
enum file_kind file_kind_of(const char *path);

/* By what a file is known to be the same without reading it; times in nanoseconds. */
struct file_stamp {
    uint64_t device, inode, size;
    int64_t modified, changed;
};

/* False if nothing can be looked at there. */
bool file_stamp_of(struct file_stamp *out, const char *path);
bool file_stamp_equal(const struct file_stamp *a, const struct file_stamp *b);

/* Reads a whole regular file into the arena, NUL-terminated; at most max bytes (else errno =
 * EFBIG). Directories, pipes and devices are refused (EISDIR, EINVAL). */
bool file_read(struct str *out, struct arena *a, const char *path, size_t max);

/* Maps a whole file read-only; unmapped with file_unmap. For font files. */
bool file_map(struct str *out, const char *path);
void file_unmap(struct str mapped);

/* Writes data to path so that path holds either what it held before or all of data: a temporary
 * file beside it, fsync, rename. Permissions of a file that is replaced are kept, links followed;
 * a folder, a device or a read-only file is not replaced (EISDIR, EINVAL, EACCES). On failure
 * (errno set) the temporary file is gone. */
bool file_write_atomic(const char *path, struct str data);

/* The same in less time: for a moment nothing may stand there, and after a crash of the machine
 * path may hold anything. For what can be made again and tells whether it is whole. */
bool file_write_soon(const char *path, struct str data);

/* As file_write_atomic, without waiting for the disk if soon; *stamp becomes that of the file it
 * put there (all 0 if that cannot be told), whoever has put another there since. */
bool file_write_stamped(struct file_stamp *stamp, const char *path, struct str data, bool soon);

/* Waits until what was written soon is on the disk; false if it cannot be told. */
bool file_sync(const char *path);

/* Gives a file the time of now; false if that is refused. */
bool file_touch(const char *path);

/* What an errno of these functions means, in words. */
const char *file_reason(int error);

/* Removes a file; true if there is none afterwards. */
bool file_remove(const char *path);

/* Makes the folder and its parents; true if it is there afterwards. */
bool file_make_directories(struct arena *a, const char *path);

/* The sorted names (byte order, without "." and "..") in a folder; false if it cannot be read. */
bool file_list(char ***names, size_t *n, struct arena *a, const char *path);

/* The same with a slash behind the name of a folder, for less than a look at each; links are not
 * followed whose names is_file takes for files'. Noted in no trace. */
bool file_list_marked(char ***names, size_t *n, struct arena *a, const char *path,
                      bool (*is_file)(struct str name));

/* "dir" and "name" joined by one slash; name alone if it is absolute or dir is empty. */
char *file_join(struct arena *a, const char *dir, const char *name);

/* The part before the last slash ("." if none) and the part after it, in the arena. */
char *file_dirname(struct arena *a, const char *path);
const char *file_basename(const char *path);

/* The absolute path of what stands at path, without links, "." and "..". */
bool file_real(char **out, struct arena *a, const char *path);

/* Resolves a path that an author wrote in a file of folder dir. False if it is absolute or leaves
 * root by "..", or through a symbolic link: an author's file names files of the briefing only.
 * errno = EACCES then (another errno if it cannot be looked at: ENAMETOOLONG, ELOOP, …); *out is
 * the joined path. True also for a file within that is not there. */
bool file_resolve_inside(char **out, struct arena *a, const char *root, const char *dir,
                         struct str written);

/* Makes sure that standard input, output and error are open, so that no file that is opened later
 * is taken for one of them. One that was closed fails when it is used. */
void file_open_standard(void);

/* Makes the n-th file-system call from now fail with the given errno (0: never), for tests. */
void file_fail_after(size_t n, int error);

/* Removes temporary files that are open; arena_fail calls it. May be called in a signal handler. */
void file_remove_temporaries(void);

#endif
