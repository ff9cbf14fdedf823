#include "layout/state.h"

#include <errno.h>
#include "base/file.h"
#include "image/image.h"

/* The largest image file that is read, bytes. */
#define IMAGE_FILE_MAX ((size_t)256 << 20)

uint32_t layout_destination(struct layout *l, struct str id) {
    uintptr_t found = (uintptr_t)hash_get(&l->destinations, id);
    if (found) return (uint32_t)(found - 1);
    id = str_copy(l->job.arena, id);
    uint32_t index = frame_add_destination(l->out, id);
    hash_put(&l->destinations, id, (void *)(uintptr_t)(index + 1));
    return index;
}

/* What became of a path: an index, or why there is none. */
struct image_answer {
    uint32_t index;
    int error;       /* of the file, or 0 */
    bool outside;    /* it is not the briefing's to name */
    const char *why; /* of its contents */
};

/* True for the address of something elsewhere, and for data in place of a path. */
static bool is_remote(struct str path) {
    return str_find(path, STR("://")) != SIZE_MAX || str_starts(path, "data:") ||
           str_starts(path, "//");
}

/* As much of a path as a message has room for. */
static struct str shown(struct str path) {
    size_t n = path.n < 80 ? path.n : 80;
    while (n < path.n && n && ((unsigned char)path.p[n] & 0xC0) == 0x80)
        n--;
    return str_slice(path, 0, n);
}

/* Says why an image is not there, and what to do. */
static void image_mistake(struct layout *l, const struct image_answer *answer, struct str path,
                          struct pos pos) {
    struct diags *ds = l->job.diags;
    path = shown(path);
    if (is_remote(path))
        diag_add(ds, DIAG_IMAGE_MISSING, pos,
                 "nothing is fetched: save the image in the briefing's folder, and name it here",
                 "the image `%.*s` is not a file of the briefing", STR_ARG(path));
    else if (!answer->error)
        diag_add(ds, DIAG_IMAGE_CORRUPT, pos, "save it again as PNG or JPEG",
                 "the image `%.*s` cannot be used: %s", STR_ARG(path),
                 answer->why ? answer->why : "its kind is unknown");
    else if (answer->outside)
        diag_add(ds, DIAG_FILE_OUTSIDE, pos,
                 "put the image beside the briefing and name it from there",
                 "the image `%.*s` is outside the briefing's folder", STR_ARG(path));
    else if (answer->error == ENOENT || answer->error == ENOTDIR)
        diag_add(ds, DIAG_IMAGE_MISSING, pos, "paths start at the folder of the briefing",
                 "there is no image `%.*s`", STR_ARG(path));
    else
        diag_add(ds, DIAG_FILE_UNREADABLE, pos, NULL, "the image `%.*s` cannot be read: %s",
                 STR_ARG(path), file_reason(answer->error));
}

static struct image_answer *image_read(struct layout *l, struct str path) {
    struct image_answer *answer = arena_new(&l->words, struct image_answer);
    char *folder = str_to_c(&l->words, l->job.doc->folder), *full;
    struct str bytes;
    answer->index = IMAGE_NONE;
    bool inside = file_resolve_inside(&full, &l->words, folder, folder, path);
    if (!inside || !file_read(&bytes, &l->words, full, IMAGE_FILE_MAX)) {
        answer->error = errno ? errno : EIO;
        answer->outside = !inside && errno == EACCES;
    } else
        answer->index = image_set_add(l->job.images, bytes, &answer->why);
    return answer;
}

uint32_t layout_house_image(struct layout *l, struct str path) {
    struct str key = str_printf(&l->words, "house:%.*s", STR_ARG(path));
    struct image_answer *answer = hash_get(&l->images, key);
    if (!answer) {
        struct str bytes;
        answer = arena_new(&l->words, struct image_answer);
        answer->index = IMAGE_NONE;
        if (file_read(&bytes, &l->words, str_to_c(&l->words, path), IMAGE_FILE_MAX))
            answer->index = image_set_add(l->job.images, bytes, &answer->why);
        else
            answer->error = errno ? errno : EIO;
        hash_put(&l->images, key, answer);
    }
    if (answer->index == IMAGE_NONE) image_mistake(l, answer, path, (struct pos){0});
    return answer->index;
}

uint32_t layout_image(struct layout *l, struct str path, struct pos pos) {
    struct image_answer *answer = hash_get(&l->images, path);
    if (!answer) {
        answer = image_read(l, path);
        hash_put(&l->images, str_copy(&l->words, path), answer);
    }
    if (answer->index == IMAGE_NONE) image_mistake(l, answer, path, pos);
    return answer->index;
}

struct layout_passing layout_begin_passing(struct layout *l) {
    struct layout_passing p = {arena_mark(&l->passing), l->in_passing};
    l->in_passing = true;
    return p;
}

void layout_end_passing(struct layout *l, struct layout_passing p) {
    arena_reset(&l->passing, p.mark);
    l->in_passing = p.outer;
}
