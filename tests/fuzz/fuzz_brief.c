/* fuzz_brief: a whole briefing, from files to PDF.
 *
 * The bytes up to the first zero byte are briefing.md, those up to the next briefing.yaml, the rest
 * references.yaml. What is kept between runs is what every run shares: fonts, dictionaries, styles.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/file.h"
#include "brief.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[64];
static struct brief_shared *shared;

static void remove_folder(void) {
    static const char *const names[] = {"briefing.md", "briefing.yaml", "references.yaml",
                                        "out.pdf"};
    char path[96];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
    brief_shared_free(shared);
}

static void set_up(void) {
    snprintf(folder, sizeof folder, "/tmp/chancery-fuzz-XXXXXX");
    if (!mkdtemp(folder)) abort();
    shared = brief_shared_new();
    atexit(remove_folder);
}

/* Writes the bytes up to the next zero byte to a file, or removes it if there are none. */
static struct str write_part(const char *name, struct str rest) {
    struct str part = str_slice(rest, 0, str_find_char(rest, '\0'));
    char path[96];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = part.n || str_is(str_of(name), "briefing.md") ? fopen(path, "wb") : NULL;
    if (f) {
        fwrite(part.p, 1, part.n, f);
        fclose(f);
    } else {
        unlink(path);
    }
    return str_slice(rest, part.n + 1, rest.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!shared) set_up();
    struct str rest = {(const char *)data, size};
    rest = write_part("briefing.md", rest);
    rest = write_part("briefing.yaml", rest);
    write_part("references.yaml", rest);

    struct arena arena;
    arena_init(&arena);
    struct diags ds;
    diags_init(&ds, &arena);
    char output[96];
    snprintf(output, sizeof output, "%s/out.pdf", folder);
    struct brief_options options = {.output = output, .draft = true};
    struct brief_result result = brief_build(shared, &ds, folder, &options);
    if (result.status == 0 && ds.errors != 0) abort();
    arena_done(&arena);
    return 0;
}
