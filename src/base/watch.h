/* watch: waiting until something changes in folders (inotify).
 *
 * Folders are watched, not files: an editor that saves by renaming puts a new file in the place of
 * the old one. What changed is for the caller to find out (trace.h). */
#ifndef CHANCERY_BASE_WATCH_H
#define CHANCERY_BASE_WATCH_H

#include <stdbool.h>
#include "base/arena.h"

struct file_watch;

/* NULL with errno set if the system has no watches left. */
struct file_watch *file_watch_new(void);
void file_watch_free(struct file_watch *w);

/* From now on notices what changes in the folder of path, or where that is missing in the nearest
 * one above it. To add it again is harmless and needed when a folder was made anew. */
void file_watch_add(struct file_watch *w, const char *path);

/* Sleeps until something has changed since the last call. A file that was written and closed, or put
 * in its place by a rename, is told at once; after any other change (an editor that moves the old
 * file away first) it waits until one is, or all is still for some milliseconds. False if watching
 * fails. */
bool file_watch_wait(struct file_watch *w);

#endif
