/* fuzz_image: any bytes as an image file. */
#include "image/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena;
    arena_init(&arena);
    struct image_set set;
    image_set_init(&set, &arena);
    const char *why = NULL;
    uint32_t index = image_set_add(&set, (struct str){(const char *)data, size}, &why);
    if (index == IMAGE_NONE && !why) __builtin_trap();
    arena_done(&arena);
    return 0;
}
