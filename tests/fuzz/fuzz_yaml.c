/* fuzz_yaml: any well-formed text as YAML, from events to data. */
#include "base/utf8.h"
#include "source/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct str text = {(const char *)data, size};
    if (utf8_check(text) < text.n) return -1;
    struct arena arena;
    arena_init(&arena);
    struct diags ds;
    diags_init(&ds, &arena);
    text = str_copy(&arena, text);
    struct lines *lines = lines_new(&arena, diags_add_file(&ds, STR("fuzz.yaml"), text), text);
    bool broken = false;
    yaml_read(&arena, &ds, lines, 0, text.n, &broken);
    if (broken && ds.errors == 0) __builtin_trap();
    arena_done(&arena);
    return 0;
}
