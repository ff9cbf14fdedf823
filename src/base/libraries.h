/* libraries: which build of the program and of the shared libraries runs. */
#ifndef CHANCERY_BASE_LIBRARIES_H
#define CHANCERY_BASE_LIBRARIES_H

#include <stdint.h>

/* A hash of the paths and stamps (inode, size, times) of the program's file and of every library
 * that is loaded: another after any of them was installed anew. Their versions are not asked, since
 * a distribution mends a library without another version, and some have none to ask for. */
uint64_t libraries_hash(void);

#endif
