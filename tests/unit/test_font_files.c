/* Font files of a user's own, good and bad: where they are looked for, which comes first, and that
 * no damaged file does harm. Files are made from installed ones, with bytes changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "font/font.h"

#define VOLLKORN "/usr/share/fonts/truetype/vollkorn/Vollkorn-Regular.ttf"
#define INTER    "/usr/share/fonts/opentype/inter/Inter-Regular.otf"

struct fixture {
    struct arena arena;
    struct diags diags;
    char folder[64];
    struct font_library *library;
    struct font_set *set;
};

static int setup(void **state) {
    struct fixture *f = calloc(1, sizeof *f);
    arena_init(&f->arena);
    diags_init(&f->diags, &f->arena);
    strcpy(f->folder, "/tmp/chancery-fonts-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    *state = f;
    return 0;
}

static void remove_below(struct arena *a, const char *folder) {
    char **names;
    size_t n;
    if (file_list(&names, &n, a, folder))
        for (size_t i = 0; i < n; i++) {
            char *path = file_join(a, folder, names[i]);
            if (unlink(path) != 0) remove_below(a, path);
        }
    rmdir(folder);
}

static void close_fonts(struct fixture *f) {
    font_set_free(f->set);
    font_library_free(f->library);
    f->set = NULL;
    f->library = NULL;
}

static int teardown(void **state) {
    struct fixture *f = *state;
    close_fonts(f);
    remove_below(&f->arena, f->folder);
    arena_done(&f->arena);
    free(f);
    return 0;
}

static void open_fonts(struct fixture *f) {
    const char *folders[] = {f->folder, NULL};
    f->library = font_library_new(folders);
    f->set = font_set_new(f->library, &f->arena, &f->diags);
}

static uint32_t face(struct fixture *f, const char *family, int weight, bool italic) {
    const char **families = arena_new_array(&f->arena, 2, const char *);
    families[0] = family;
    struct font_request r = {
        .families = families, .weight = weight, .italic = italic, .role = "test"};
    return font_set_face(f->set, &r);
}

static char *read_font(size_t *n, struct fixture *f, const char *path) {
    struct str s;
    assert_true(file_read(&s, &f->arena, path, 1 << 24));
    *n = s.n;
    return arena_copy(&f->arena, s.p, s.n);
}

static void write_font(struct fixture *f, const char *name, const char *data, size_t n) {
    FILE *file = fopen(file_join(&f->arena, f->folder, name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

/* Changes every UTF-16 occurrence of a name to another as long. */
static void rename_font(char *data, size_t n, const char *from, const char *to) {
    size_t length = strlen(from);
    for (size_t i = 0; i + 2 * length <= n; i++) {
        size_t j = 0;
        while (j < length && data[i + 2 * j] == 0 && data[i + 2 * j + 1] == from[j])
            j++;
        for (size_t k = 0; j == length && k < length; k++)
            data[i + 2 * k + 1] = to[k];
    }
}

static void a_users_family_is_found(void **state) {
    struct fixture *f = *state;
    size_t n;
    char *data = read_font(&n, f, VOLLKORN);
    rename_font(data, n, "Vollkorn", "Zzzzkorn");
    assert_int_equal(mkdir(file_join(&f->arena, f->folder, "deeper"), 0700), 0);
    write_font(f, "deeper/odd name.TTF", data, n);
    open_fonts(f);
    uint32_t id = face(f, "zzzzkorn", 700, false);
    assert_int_not_equal(id, FONT_NONE);
    assert_true(str_is(font_face_name(f->set, id), "Zzzzkorn-Regular"));
    assert_int_equal(f->diags.list.n, 0);
}

static void a_users_file_comes_first(void **state) {
    struct fixture *f = *state;
    size_t n;
    char *data = read_font(&n, f, VOLLKORN);
    rename_font(data, n, "Vollkorn-Regular", "Userkorn-Regular");
    write_font(f, "a.ttf", data, n);
    open_fonts(f);
    uint32_t regular = face(f, "Vollkorn", 400, false), italic = face(f, "Vollkorn", 400, true);
    assert_true(str_is(font_face_name(f->set, regular), "Userkorn-Regular"));
    /* the system's italic is nearer than the user's upright */
    assert_true(str_is(font_face_name(f->set, italic), "Vollkorn-Italic"));
}

static void a_users_face_stands_in_for_characters(void **state) {
    struct fixture *f = *state;
    size_t n;
    char *data = read_font(&n, f, INTER);
    write_font(f, "Inter-Regular.otf", data, n);
    open_fonts(f);
    uint32_t text = face(f, "Vollkorn", 400, false);
    uint32_t id = font_set_fallback(f->set, text, 0x21B5, STR("en"));
    assert_true(str_is(font_face_name(f->set, id), "Inter-Regular"));
}

static void broken_files_are_named_and_passed_over(void **state) {
    struct fixture *f = *state;
    size_t n;
    char *data = read_font(&n, f, VOLLKORN);
    write_font(f, "Vollkorn-Regular.ttf", data, 200);
    write_font(f, "empty.ttf", "", 0);
    write_font(f, "text.otf", "not a font at all, but text", 27);
    write_font(f, "notes.txt", "not looked at", 13);
    assert_int_equal(mkdir(file_join(&f->arena, f->folder, "folder.ttf"), 0700), 0);
    assert_int_equal(symlink(f->folder, file_join(&f->arena, f->folder, "loop")), 0);
    open_fonts(f);
    uint32_t id = face(f, "Vollkorn", 400, false);
    assert_true(str_is(font_face_name(f->set, id), "Vollkorn-Regular"));
    assert_int_not_equal(face(f, "Vollkorn", 700, false), FONT_NONE);
    assert_int_equal(f->diags.list.n, 1);
    assert_int_equal(f->diags.list.v[0].code, DIAG_FONT_BROKEN);
    assert_true(str_find(f->diags.list.v[0].message, STR("Vollkorn-Regular.ttf")) != SIZE_MAX);
}

static void a_missing_folder_is_an_empty_one(void **state) {
    struct fixture *f = *state;
    strcat(f->folder, "/none");
    open_fonts(f);
    assert_int_not_equal(face(f, "Vollkorn", 400, false), FONT_NONE);
    assert_int_equal(f->diags.list.n, 0);
    *strrchr(f->folder, '/') = '\0';
}

static void a_font_without_outlines_is_refused(void **state) {
    struct fixture *f = *state;
    size_t n;
    char *data = read_font(&n, f, VOLLKORN);
    for (size_t i = 12; i < 400; i++)
        if (memcmp(data + i, "glyf", 4) == 0) data[i] = 'x';
    rename_font(data, n, "Vollkorn", "Zzzzkorn");
    write_font(f, "Zzzzkorn.ttf", data, n);
    open_fonts(f);
    assert_int_equal(face(f, "Zzzzkorn", 400, false), FONT_NONE);
    assert_int_equal(f->diags.list.n, 1);
    assert_int_equal(f->diags.list.v[0].code, DIAG_FONT_BROKEN);
}

/* --- damage --- */

static uint32_t next_random(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Does with a face all that a briefing does. */
static void use_face(struct fixture *f, uint32_t id) {
    size_t n;
    struct font_shape_request r = {.face = id,
                                   .text = STR("Affinity, “Ä” е́ ң 1/2"),
                                   .lang = STR("ky"),
                                   .features = (struct font_feature[]){{"smcp", 1}, {"onum", 1}},
                                   .feature_count = 2};
    const struct font_glyph *g = font_shape(&n, f->set, &f->arena, &r);
    uint32_t ids[2] = {1, 40};
    for (size_t i = 0; i < n; i++) {
        int32_t x0, y0, x1, y1;
        font_glyph_extents(&x0, &y0, &x1, &y1, f->set, id, g[i].id);
        if (g[i].id > 40) ids[1] = g[i].id;
    }
    font_face_metrics(f->set, id, SP(11));
    font_face_descriptor(f->set, id);
    font_face_has_feature(f->set, id, "zzzz");
    font_set_fallback(f->set, id, 0x10FFFE, STR("en"));
    struct font_subset s;
    if (font_face_subset(&s, f->set, &f->arena, id, ids, 2)) font_subset_make(&s);
    font_subset_done(&s);
}

/* More with FONT_ROUNDS in the environment, for a long search. */
static int rounds(void) {
    const char *given = getenv("FONT_ROUNDS");
    return given ? atoi(given) : 60;
}

static void damage(struct fixture *f, const char *path, const char *family, uint64_t seed,
                   int count) {
    size_t n, opened = 0;
    char *whole = read_font(&n, f, path);
    rename_font(whole, n, family, "Zzzzz");
    for (int round = 0; round < count; round++) {
        struct arena_mark mark = arena_mark(&f->arena);
        char *data = arena_copy(&f->arena, whole, n);
        size_t length = round % 5 ? n : next_random(&seed) % n,
               changes = 1 + next_random(&seed) % 40;
        for (size_t i = 0; i < changes; i++) {
            size_t at = i % 3 ? next_random(&seed) % n : 4 + next_random(&seed) % 300;
            data[at] = (char)next_random(&seed);
        }
        write_font(f, "damaged.ttf", data, length);
        open_fonts(f);
        uint32_t id = face(f, str_is(str_of(family), "Inter") ? "Zzzzz" : "Zzzzzorn", 400, false);
        if (id != FONT_NONE) use_face(f, id), opened++;
        close_fonts(f);
        diags_init(&f->diags, &f->arena);
        arena_reset(&f->arena, mark);
        diags_init(&f->diags, &f->arena);
    }
    assert_true(opened > (size_t)count / 10);
}

static void damaged_truetype_does_no_harm(void **state) {
    damage(*state, VOLLKORN, "Vollk", 3, rounds());
}

static void damaged_cff_does_no_harm(void **state) {
    damage(*state, INTER, "Inter", 4, rounds());
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(a_users_family_is_found),
        T(a_users_file_comes_first),
        T(a_users_face_stands_in_for_characters),
        T(broken_files_are_named_and_passed_over),
        T(a_missing_folder_is_an_empty_one),
        T(a_font_without_outlines_is_refused),
        T(damaged_truetype_does_no_harm),
        T(damaged_cff_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
