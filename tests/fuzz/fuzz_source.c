/* fuzz_source: any bytes as a briefing. They are read, numbered both ways and dumped: nothing may
 * crash, leak, hang or leave text that is not valid UTF-8. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "source/source.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size) {
    struct arena arena = {0};
    struct diags ds;
    struct buf dump = {0};
    arena_init(&arena);
    diags_init(&ds, &arena);
    struct source_options opt = {.draft = size % 2 == 0};
    struct str text = {(const char *)data, size};
    struct doc *doc = source_read_markdown_text(&arena, &ds, STR("fuzz.md"), text, &opt);
    if (doc) {
        doc_number(doc, size % 3 == 0);
        doc_dump(&dump, doc);
        if (utf8_check(buf_str(&dump)) != dump.n) abort();
    }
    buf_done(&dump);
    arena_done(&arena);
    return 0;
}
