/* library: see library.h. */
#include "font/library.h"

#include <stdlib.h>
#include "base/hash.h"
#include "base/lock.h"
#include "font/index.h"
#include "font/system.h"

/* A face that was asked for; a file that could not be opened is remembered too. */
struct opened {
    struct str path;
    unsigned index;
    int weight; /* 0 unless the file is variable */
    struct font_face *face;
};

struct font_library {
    struct arena arena;
    struct lock lock;
    VEC(struct str) folders;
    bool folders_read;
    struct index user;    /* of the folders */
    struct hash families; /* name → struct index *, of the well-known places or fontconfig */
    VEC(struct opened) opened;
    struct system_fonts *system;
};

struct font_library *font_library_new(const char *const *folders) {
    struct font_library *lib = calloc(1, sizeof *lib);
    if (!lib) arena_fail();
    arena_init(&lib->arena);
    lock_init(&lib->lock);
    hash_init(&lib->families, &lib->arena);
    lib->user.arena = &lib->arena;
    for (size_t i = 0; folders && folders[i]; i++)
        *vec_push(&lib->arena, &lib->folders) = str_copy(&lib->arena, str_of(folders[i]));
    return lib;
}

void font_library_free(struct font_library *lib) {
    if (!lib) return;
    for (size_t i = 0; i < lib->opened.n; i++)
        if (lib->opened.v[i].face) face_close(lib->opened.v[i].face);
    system_free(lib->system);
    lock_done(&lib->lock);
    arena_done(&lib->arena);
    free(lib);
}

/* From here on the lock is held. */

static struct index *user_index(struct font_library *lib) {
    for (size_t i = 0; !lib->folders_read && i < lib->folders.n; i++)
        index_add_folder(&lib->user, lib->folders.v[i]);
    lib->folders_read = true;
    return &lib->user;
}

static struct system_fonts *system_of(struct font_library *lib) {
    if (!lib->system) lib->system = system_new(&lib->arena);
    return lib->system;
}

static struct index *family_index(struct font_library *lib, struct str family) {
    struct index *x = hash_get(&lib->families, family);
    if (x) return x;
    x = arena_new(&lib->arena, struct index);
    x->arena = &lib->arena;
    if (!index_add_known(x, family)) system_add_family(system_of(lib), x, family);
    hash_put(&lib->families, str_copy(&lib->arena, family), x);
    return x;
}

static const struct font_face *open_face(struct font_library *lib, const struct index_entry *e,
                                         int weight) {
    int axis = e->facts.weight_min < e->facts.weight_max ? weight : 0;
    for (size_t i = 0; i < lib->opened.n; i++) {
        const struct opened *o = &lib->opened.v[i];
        if (o->index == e->index && o->weight == axis && str_eq(o->path, e->path)) return o->face;
    }
    struct font_face f, *face = NULL;
    if (face_open(&f, &lib->arena, e->path, e->index, axis)) {
        face = arena_new(&lib->arena, struct font_face);
        *face = f;
    }
    *vec_push(&lib->arena, &lib->opened) =
        (struct opened){.path = e->path, .index = e->index, .weight = axis, .face = face};
    return face;
}

/* Of the users' nearest and the system's nearest the nearer one; the users' if they are equal. The
 * system is not asked if the users' is exact. */
static const struct index_entry *nearest(struct font_library *lib, struct str family, int weight,
                                         bool italic) {
    const struct index_entry *user = index_find(user_index(lib), family, weight, italic);
    uint32_t user_distance = user ? index_distance(user, weight, italic) : UINT32_MAX;
    if (user_distance <= 1) return user;
    const struct index_entry *e = index_find(family_index(lib, family), family, weight, italic);
    return e && index_distance(e, weight, italic) < user_distance ? e : user;
}

static bool same_letter(char a, char b) {
    return (a | 0x20) == (b | 0x20);
}

/* True if a file's name begins like the family's, spaces aside: "JetBrainsMono-Bold.ttf". */
static bool named_after(struct str path, struct str family) {
    size_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    size_t i = slash;
    for (size_t j = 0; j < family.n; j++) {
        if (family.p[j] == ' ') continue;
        while (i < path.n && (path.p[i] == ' ' || path.p[i] == '_'))
            i++;
        if (i == path.n || !same_letter(path.p[i], family.p[j])) return false;
        i++;
    }
    return i < path.n && (path.p[i] == '-' || path.p[i] == '.' || path.p[i] == '[');
}

static struct str broken_of(const struct index *x, struct str family) {
    for (size_t i = 0; i < x->broken.n; i++)
        if (named_after(x->broken.v[i], family)) return x->broken.v[i];
    return STR_NONE;
}

/* A well-known place may hold something else by now: then fontconfig is asked after all. */
static const struct index_entry *ask_system(struct font_library *lib, struct str family, int weight,
                                            bool italic) {
    struct index *x = family_index(lib, family);
    x->entries.n = 0;
    system_add_family(system_of(lib), x, family);
    return nearest(lib, family, weight, italic);
}

static struct library_answer find(struct font_library *lib, struct str family, int weight,
                                  bool italic) {
    struct library_answer answer = {.broken = broken_of(user_index(lib), family)};
    const struct index_entry *e = nearest(lib, family, weight, italic);
    if (!e) return answer;
    answer.face = open_face(lib, e, weight);
    if (e->known && (!answer.face || !index_same_family(answer.face->family, family))) {
        if (!answer.face) answer.broken = e->path;
        e = ask_system(lib, family, weight, italic);
        answer.face = e ? open_face(lib, e, weight) : NULL;
    }
    if (e && !answer.face) answer.broken = e->path;
    return answer;
}

static const struct font_face *open_if_covering(struct font_library *lib,
                                                const struct index_entry *e,
                                                const struct font_face *like, uint32_t cp) {
    const struct font_face *f = open_face(lib, e, like->weight);
    return f && face_covers(f, cp) ? f : NULL;
}

/* Of the users' own faces that have cp, the one whose style is nearest. */
static const struct font_face *user_fallback(struct font_library *lib, const struct font_face *like,
                                             uint32_t cp) {
    const struct index *x = user_index(lib);
    const struct font_face *best = NULL;
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < x->entries.n; i++) {
        uint32_t d = index_distance(&x->entries.v[i], like->weight, like->italic);
        if (d >= least) continue;
        const struct font_face *f = open_if_covering(lib, &x->entries.v[i], like, cp);
        if (f) best = f, least = d;
    }
    return best;
}

static const struct font_face *system_fallback(struct font_library *lib,
                                               const struct font_face *like, uint32_t cp,
                                               struct str lang) {
    struct system_wish wish = {.fixed_pitch = like->fixed_pitch,
                               .serif = like->serif,
                               .italic = like->italic,
                               .weight = like->weight,
                               .lang = lang};
    struct index_entry e;
    for (size_t nth = 0; system_find(&e, system_of(lib), &wish, cp, nth); nth++) {
        const struct font_face *f = open_if_covering(lib, &e, like, cp);
        if (f) return f;
    }
    return NULL;
}

/* The lock is taken from here on. */

struct library_answer library_find(struct font_library *lib, struct str family, int weight,
                                   bool italic) {
    lock_enter(&lib->lock);
    struct library_answer answer = find(lib, family, weight, italic);
    lock_leave(&lib->lock);
    return answer;
}

const struct font_face *library_fallback(struct font_library *lib, const struct font_face *like,
                                         uint32_t cp, struct str lang) {
    lock_enter(&lib->lock);
    const struct font_face *f = user_fallback(lib, like, cp);
    if (!f) f = system_fallback(lib, like, cp, lang);
    lock_leave(&lib->lock);
    return f;
}
