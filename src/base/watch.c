/* watch: see watch.h. */
#include "base/watch.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>
#include "base/file.h"

/* How long all must be still, and after how long it is enough, in ms. */
enum { STILL = 3, ENOUGH = 30 };

#define CHANGES                                                                                    \
    (IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF |       \
     IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR)

struct file_watch {
    int fd;
};

struct file_watch *file_watch_new(void) {
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) return NULL;
    struct file_watch *w = malloc(sizeof *w);
    if (!w) arena_fail();
    w->fd = fd;
    return w;
}

void file_watch_free(struct file_watch *w) {
    if (!w) return;
    close(w->fd);
    free(w);
}

/* Watches the folder that holds path, or the nearest above it that is there. */
static void add_folder(struct file_watch *w, struct arena *scratch, const char *path) {
    const char *folder = file_dirname(scratch, path);
    while (inotify_add_watch(w->fd, folder, CHANGES) < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        const char *above = file_dirname(scratch, folder);
        if (strcmp(above, folder) == 0) break;
        folder = above;
    }
}

static bool is_link(const char *path) {
    char first;
    return readlink(path, &first, 1) >= 0;
}

/* What a link leads to is written where it stands, not where the link does. */
void file_watch_add(struct file_watch *w, const char *path) {
    struct arena scratch;
    char *real;
    arena_init(&scratch);
    add_folder(w, &scratch, path);
    if (is_link(path) && file_real(&real, &scratch, path)) add_folder(w, &scratch, real);
    arena_done(&scratch);
}

/* A file is whole when it is closed after writing, or takes its place by a rename. */
static bool tells_of_whole_file(const char *events, size_t n) {
    struct inotify_event e;
    for (size_t i = 0; i + sizeof e <= n; i += sizeof e + e.len) {
        memcpy(&e, events + i, sizeof e);
        if (e.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) return true;
    }
    return false;
}

/* Takes all that is there to be read; false on an error. *whole if a file is complete. */
static bool drain(struct file_watch *w, bool *whole) {
    char events[4096];
    for (;;) {
        ssize_t n = read(w->fd, events, sizeof events);
        if (n > 0) *whole |= tells_of_whole_file(events, (size_t)n);
        if (n > 0 || (n < 0 && errno == EINTR)) continue;
        return n < 0 && errno == EAGAIN;
    }
}

/* 1 something is there, 0 nothing within that time, -1 an error. */
static int wait_for(struct file_watch *w, int ms) {
    struct pollfd p = {.fd = w->fd, .events = POLLIN};
    int n;
    while ((n = poll(&p, 1, ms)) < 0 && errno == EINTR) {
    }
    return n;
}

bool file_watch_wait(struct file_watch *w) {
    bool whole = false;
    if (wait_for(w, -1) < 0 || !drain(w, &whole)) return false;
    for (int waited = 0; waited < ENOUGH && !whole; waited += STILL) {
        int n = wait_for(w, STILL);
        if (n == 0) return true;
        if (n < 0 || !drain(w, &whole)) return false;
    }
    return true;
}
