/* fuzz_csl: any bytes as a citation style. */
#include "cite/cite.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A locale or parent style of the same bytes: the worst there can be. */
static bool load(void *closure, struct str *out, struct arena *a, struct str name, bool locale) {
    (void)a;
    (void)name;
    (void)locale;
    *out = *(const struct str *)closure;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena;
    arena_init(&arena);
    struct diags ds;
    diags_init(&ds, &arena);
    struct str xml = {(const char *)data, size};
    struct cite_loader loader = {load, &xml};
    struct cite_style *style =
        cite_style_parse(&arena, &ds, (struct pos){0}, xml, STR("en-GB"), loader);
    if (!style && ds.errors == 0) __builtin_trap();
    arena_done(&arena);
    return 0;
}
