#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/utf8.h"

void buf_grow(struct buf *b, size_t n) {
    if (n >= SIZE_MAX - b->n) arena_fail();
    size_t need = b->n + n + 1;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    char *p = realloc(b->p, cap);
    if (!p) arena_fail();
    b->p = p;
    b->cap = cap;
}

void buf_done(struct buf *b) {
    free(b->p);
    *b = (struct buf){0};
}

void buf_add(struct buf *b, const void *p, size_t n) {
    char *end = buf_room(b, n);
    if (n) memcpy(end, p, n);
    buf_end(b, end + n);
}

void buf_add_str(struct buf *b, struct str s) {
    buf_add(b, s.p, s.n);
}

void buf_add_c(struct buf *b, const char *c) {
    buf_add(b, c, strlen(c));
}

void buf_add_char(struct buf *b, char c) {
    char *end = buf_room(b, 1);
    *end = c;
    buf_end(b, end + 1);
}

void buf_add_cp(struct buf *b, uint32_t cp) {
    char out[4];
    buf_add(b, out, utf8_put(out, cp));
}

void buf_printf(struct buf *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t room = b->cap - b->n;
    int n = vsnprintf(b->p ? b->p + b->n : NULL, room, format, args);
    va_end(args);
    if (n < 0) arena_fail();
    if ((size_t)n >= room) {
        buf_grow(b, (size_t)n);
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
    }
    va_end(again);
    b->n += (size_t)n;
}
