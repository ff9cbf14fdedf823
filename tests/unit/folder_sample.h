/* folder_sample: each test works in an empty folder of its own, which is gone when it ends. */
#ifndef CHANCERY_TESTS_FOLDER_SAMPLE_H
#define CHANCERY_TESTS_FOLDER_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static struct arena arena;
static char folder[64];
static int home = -1;

static int set_up(void **state) {
    (void)state;
    arena_init(&arena);
    home = open(".", O_RDONLY);
    strcpy(folder, "/tmp/chancery-test-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    umask(022);
    return chdir(folder);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw) {
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static int tear_down(void **state) {
    (void)state;
    file_fail_after(0, 0);
    arena_done(&arena);
    if (fchdir(home) != 0) return -1;
    close(home);
    return nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
