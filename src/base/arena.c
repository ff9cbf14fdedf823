#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/heap.h"

/* A block of malloc. Chunks form a stack, newest first, so that a mark is a chunk and a height in
 * it. Memory is zeroed as it is handed out, not with the chunk: pages that nobody asks for are
 * never touched, and a reset needs no cleaning. */
struct arena_chunk {
    struct arena_chunk *older;
    size_t size, used; /* of data */
    size_t ready;      /* of data: its pages are there */
    _Alignas(max_align_t) char data[];
};

#define CHUNK_FIRST ((size_t)64 << 10)
#define CHUNK_LAST  ((size_t)1 << 20)

/* How much of a chunk is made ready at a time, in parts of it. */
enum { CHUNK_STEPS = 8 };

/* Allocations until one fails; 0: none does. */
static atomic_size_t countdown;

void arena_fail_after(size_t n) {
    atomic_store(&countdown, n);
}

static bool must_fail(void) {
    size_t n = atomic_load_explicit(&countdown, memory_order_relaxed);
    while (n > 0) {
        if (atomic_compare_exchange_weak(&countdown, &n, n - 1)) return n == 1;
    }
    return false;
}

_Noreturn void arena_fail(void) {
    static const char message[] = "chancery: out of memory\n";
    /* No stdio and no exit handlers: either may want memory. */
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0) { /* nothing left to do */
    }
    file_remove_temporaries();
    _exit(3);
}

void arena_init(struct arena *a) {
    *a = (struct arena){0};
}

/* An arena that is reset often would ask malloc for the same chunk each time: the largest stays at
 * hand, if it is not one made for a huge gift. */
static void put_by(struct arena *a, struct arena_chunk *c) {
    struct arena_chunk *rest = c;
#ifdef CHANCERY_ARENA_DEBUG
    (void)a;
#else
    if (c->size <= CHUNK_LAST && (!a->spare || a->spare->size < c->size)) {
        rest = a->spare;
        a->spare = c;
    }
#endif
    free(rest);
}

static void free_down_to(struct arena *a, const struct arena_chunk *stop) {
    while (a->chunk != stop) {
        struct arena_chunk *older = a->chunk->older;
        put_by(a, a->chunk);
        a->chunk = older;
    }
}

void arena_done(struct arena *a) {
    free_down_to(a, NULL);
    free(a->spare);
    a->spare = NULL;
    a->used = 0;
}

static struct arena_chunk *chunk_new(struct arena *a, size_t size) {
    struct arena_chunk *c = a->spare;
    if (c && c->size >= size) {
        a->spare = NULL;
        return c;
    }
    if (size > SIZE_MAX - sizeof *c) arena_fail();
    c = malloc(sizeof *c + size);
    if (!c) arena_fail();
    c->size = size;
    c->ready = 0;
    return c;
}

static void push_chunk(struct arena *a, size_t size) {
    struct arena_chunk *c = chunk_new(a, size);
    c->older = a->chunk;
    c->used = 0;
    a->chunk = c;
}

/* Makes the newest chunk one with room for size more bytes at the alignment. */
static void make_room(struct arena *a, size_t size, size_t align) {
#ifdef CHANCERY_ARENA_DEBUG
    (void)align;
    push_chunk(a, size);
#else
    const struct arena_chunk *c = a->chunk;
    size_t next = CHUNK_FIRST;
    if (c) {
        size_t start = (c->used + align - 1) & ~(align - 1);
        if (start <= c->size && size <= c->size - start) return;
        next = c->size < CHUNK_LAST / 2 ? c->size * 2 : CHUNK_LAST;
    }
    push_chunk(a, size > next ? size : next);
#endif
}

/* Has the pages of the chunk up to `end` there, and some more for what comes next. */
static void make_ready(struct arena_chunk *c, size_t end) {
    if (end <= c->ready) return;
    size_t room = c->size - end, more = c->size / CHUNK_STEPS;
    end += more < room ? more : room;
    heap_populate(c->data + c->ready, end - c->ready);
    c->ready = end;
}

static void *take(struct arena *a, size_t size, size_t align) {
    if (must_fail()) arena_fail();
    if (size == 0) size = 1;
    make_room(a, size, align);
    struct arena_chunk *c = a->chunk;
    size_t start = (c->used + align - 1) & ~(align - 1);
    c->used = start + size;
    a->used += size;
    make_ready(c, c->used);
    return c->data + start;
}

void *arena_alloc(struct arena *a, size_t size) {
    return memset(take(a, size, _Alignof(max_align_t)), 0, size);
}

void *arena_array(struct arena *a, size_t n, size_t size) {
    if (size && n > SIZE_MAX / size) arena_fail();
    return arena_alloc(a, n * size);
}

#ifndef CHANCERY_ARENA_DEBUG
/* Gives what lies behind the last gift too, if it is that and the chunk has room for it. */
static bool extend(struct arena *a, const char *old, size_t kept, size_t more) {
    struct arena_chunk *c = a->chunk;
    if (!c || kept > c->used || old != c->data + c->used - kept || more > c->size - c->used)
        return false;
    make_ready(c, c->used + more);
    memset(c->data + c->used, 0, more);
    c->used += more;
    a->used += more;
    return true;
}
#endif

void *arena_grow(struct arena *a, void *old, size_t kept, size_t n) {
    assert(kept <= n);
#ifndef CHANCERY_ARENA_DEBUG
    if (kept && extend(a, old, kept, n - kept)) return old;
#endif
    char *moved = take(a, n, _Alignof(max_align_t));
    if (kept) memcpy(moved, old, kept);
    memset(moved + kept, 0, n - kept);
    return moved;
}

char *arena_copy(struct arena *a, const char *p, size_t n) {
    if (n == SIZE_MAX) arena_fail();
    char *copy = take(a, n + 1, 1);
    if (n) memcpy(copy, p, n);
    copy[n] = '\0';
    return copy;
}

char *arena_printf(struct arena *a, const char *format, ...) {
    char near[240]; /* most are short, and printed once */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(near, sizeof near, format, args);
    va_end(args);
    if (n < 0) arena_fail();
    char *out = take(a, (size_t)n + 1, 1);
    if ((size_t)n < sizeof near)
        memcpy(out, near, (size_t)n + 1);
    else
        vsnprintf(out, (size_t)n + 1, format, again);
    va_end(again);
    return out;
}

struct arena_mark arena_mark(const struct arena *a) {
    return (struct arena_mark){a->chunk, a->chunk ? a->chunk->used : 0, a->used};
}

void arena_reset(struct arena *a, struct arena_mark mark) {
    free_down_to(a, mark.chunk);
    if (a->chunk) {
        assert(mark.chunk_used <= a->chunk->used);
        a->chunk->used = mark.chunk_used;
    }
    a->used = mark.used;
}
