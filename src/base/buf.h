/* buf: bytes being written, in one growing malloc block that its owner frees with buf_done.
 *
 * Always NUL-terminated, so that buf.p can be printed. Out of memory is arena_fail. */
#ifndef CHANCERY_BASE_BUF_H
#define CHANCERY_BASE_BUF_H

#include "base/str.h"

struct buf {
    char *p;
    size_t n, cap;
};

void buf_done(struct buf *b);

/* Gets memory for n more bytes and the NUL. */
void buf_grow(struct buf *b, size_t n);

void buf_add(struct buf *b, const void *p, size_t n);
void buf_add_str(struct buf *b, struct str s);
void buf_add_c(struct buf *b, const char *c);
void buf_add_char(struct buf *b, char c);

/* The code point as UTF-8. */
void buf_add_cp(struct buf *b, uint32_t cp);

/* Room for n bytes and more behind what is there; what is written there counts when buf_end says
 * where it ends. */
static inline char *buf_room(struct buf *b, size_t n) {
    if (n >= b->cap - b->n) buf_grow(b, n);
    return b->p + b->n;
}

static inline void buf_end(struct buf *b, char *end) {
    b->n = (size_t)(end - b->p);
    *end = '\0';
}

void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The contents, borrowed until the next write. */
static inline struct str buf_str(const struct buf *b) {
    return (struct str){b->p ? b->p : "", b->n};
}

/* Empties it and keeps the memory. */
static inline void buf_clear(struct buf *b) {
    b->n = 0;
    if (b->p) b->p[0] = '\0';
}

#endif
