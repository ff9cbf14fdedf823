/* arena: memory that is freed all at once.
 *
 * A briefing has three: one for the document, one for the frames, one for scratch. What an arena
 * hands out is zeroed, aligned for any type and lives until the arena is reset below it or done.
 * Out of memory is one error path: a message on stderr and exit status 3 (arena_fail), so callers
 * never check. With CHANCERY_ARENA_DEBUG each allocation is a malloc of its own, so that the
 * sanitizers see its bounds and its end.
 * For the tests an arena can be told to fail at its n-th allocation (arena_fail_after). */
#ifndef CHANCERY_BASE_ARENA_H
#define CHANCERY_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunk; /* newest first */
    struct arena_chunk *spare; /* one that a reset emptied, for the next; or NULL */
    size_t used;               /* bytes handed out, for statistics */
};

/* A place to reset to; taken by arena_mark. */
struct arena_mark {
    struct arena_chunk *chunk;
    size_t chunk_used;
    size_t used;
};

void arena_init(struct arena *a);

/* Frees everything the arena gave. The arena may be used again afterwards. */
void arena_done(struct arena *a);

/* size bytes, zeroed; size 0 gives a unique pointer. */
void *arena_alloc(struct arena *a, size_t size);

/* n items of size bytes, zeroed; the product is checked for overflow. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* n bytes whose first `kept` are those at old (which this arena gave, or NULL if kept is 0), the
 * rest zeroed: at the same place if old was the arena's last gift and there is room behind it. */
void *arena_grow(struct arena *a, void *old, size_t kept, size_t n);

/* A NUL-terminated copy of n bytes. */
char *arena_copy(struct arena *a, const char *p, size_t n);

/* Formats as printf into the arena. */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct arena_mark arena_mark(const struct arena *a);

/* Frees what was allocated after the mark. */
void arena_reset(struct arena *a, struct arena_mark mark);

#define arena_new(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define arena_new_array(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

/* Out of memory, from here or from a library: says so and exits with status 3, after removing the
 * temporary files that file.h has open. */
_Noreturn void arena_fail(void);

/* Makes the n-th allocation from now fail in this process (0: never), for tests. */
void arena_fail_after(size_t n);

#endif
