/* fuzz_works: any bytes as references, in BibTeX or in JSON (told by the first byte). */
#include <stdlib.h>

#include "base/utf8.h"
#include "source/bibtex.h"
#include "source/input.h"
#include "source/json.h"
#include "source/works.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void check_text(struct str text) {
    if (text.n && utf8_check(text) != text.n) abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct arena arena = {0};
    struct diags ds;
    arena_init(&arena);
    diags_init(&ds, &arena);
    struct reading r;
    reading_init(&r, &arena, &ds);
    struct str text = str_copy(&arena, (struct str){(const char *)data, size});
    struct lines *lines = input_of_text(&arena, &ds, STR("fuzz"), text);
    if (size && (data[0] == '{' || data[0] == '[')) {
        const struct datum *d = json_read(&arena, &ds, lines);
        if (!d && !ds.errors) abort();
        if (d) works_read(&r, d);
    } else {
        bibtex_read(&r, lines);
    }
    for (size_t i = 0; i < r.works.n; i++) {
        check_text(r.works.v[i].id);
        for (size_t k = 0; k < r.works.v[i].field_count; k++)
            check_text(r.works.v[i].fields[k].text);
    }
    arena_done(&arena);
    return 0;
}
