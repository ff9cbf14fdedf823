#define _GNU_SOURCE /* dl_iterate_phdr */
#include "base/libraries.h"

#include <link.h>
#include <string.h>
#include "base/file.h"
#include "base/hash.h"
#include "base/trace.h"

static int add_library(struct dl_phdr_info *info, size_t size, void *closure) {
    (void)size;
    uint64_t *hash = closure;
    /* The program itself is the one without a name; the kernel's own part has no file. */
    const char *path = info->dlpi_name && *info->dlpi_name ? info->dlpi_name : "/proc/self/exe";
    struct file_stamp stamp;
    memset(&stamp, 0, sizeof stamp);
    if (!file_stamp_of(&stamp, path)) return 0;
    uint64_t part[] = {*hash,      hash_bytes(path, strlen(path)), stamp.inode,
                       stamp.size, (uint64_t)stamp.modified,       (uint64_t)stamp.changed};
    *hash = hash_bytes(part, sizeof part);
    return 0;
}

uint64_t libraries_hash(void) {
    uint64_t hash = 0;
    struct trace *before = trace_set(NULL);
    dl_iterate_phdr(add_library, &hash);
    trace_set(before);
    return hash;
}
