/* fuzz_hyphen: any bytes as a hyphenation dictionary, which then divides words of it. */
#include "base/utf8.h"
#include "layout/inline/dictionary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void divide(const struct dictionary *d, struct str word) {
    unsigned char at[256];
    size_t n = dictionary_divide(at, d, word);
    for (size_t i = 0; i < n; i++)
        if (at[i] == 0 || at[i] >= word.n || (i > 0 && at[i] <= at[i - 1])) __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena;
    arena_init(&arena);
    struct str text = str_copy(&arena, (struct str){(const char *)data, size});
    const struct dictionary *d = dictionary_of(&arena, text);
    if (d) {
        divide(d, STR("government"));
        divide(d, STR("правительство"));
        for (size_t i = 0; i < text.n && i < 2000; i += 200)
            divide(d, str_slice(text, i, 20 + i % 300));
    }
    arena_done(&arena);
    return 0;
}
