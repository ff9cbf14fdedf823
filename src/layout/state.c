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

/* Says why an image is not there, and what to do. */
static void image_mistake(struct layout *l, struct str path, struct pos pos) {
    struct diags *ds = l->job.diags;
    if (errno == EACCES)
        diag_add(ds, DIAG_FILE_OUTSIDE, pos, "put the image beside the briefing and name it from there",
                 "the image '%.*s' is outside the briefing's folder", STR_ARG(path));
    else if (errno == ENOENT || errno == ENOTDIR)
        diag_add(ds, DIAG_IMAGE_MISSING, pos, "paths start at the folder of the briefing",
                 "there is no image '%.*s'", STR_ARG(path));
    else
        diag_add(ds, DIAG_FILE_UNREADABLE, pos, NULL, "the image '%.*s' cannot be read: %s",
                 STR_ARG(path), strerror(errno));
}

static uint32_t image_read(struct layout *l, struct str path, struct pos pos) {
    char *folder = str_to_c(&l->words, l->job.doc->folder), *full;
    struct str bytes;
    if (!file_resolve_inside(&full, &l->words, folder, folder, path) ||
        !file_read(&bytes, &l->words, full, IMAGE_FILE_MAX)) {
        image_mistake(l, path, pos);
        return IMAGE_NONE;
    }
    const char *why = NULL;
    uint32_t index = image_set_add(l->job.images, bytes, &why);
    if (index == IMAGE_NONE)
        diag_add(l->job.diags, DIAG_IMAGE_CORRUPT, pos, "save it again as PNG or JPEG",
                 "the image '%.*s' cannot be used: %s", STR_ARG(path), why ? why : "unknown kind");
    return index;
}

uint32_t layout_image(struct layout *l, struct str path, struct pos pos) {
    uintptr_t found = (uintptr_t)hash_get(&l->images, path);
    if (found) return found == UINTPTR_MAX ? IMAGE_NONE : (uint32_t)(found - 1);
    uint32_t index = image_read(l, path, pos);
    hash_put(&l->images, str_copy(&l->words, path),
             (void *)(index == IMAGE_NONE ? UINTPTR_MAX : (uintptr_t)index + 1));
    return index;
}
