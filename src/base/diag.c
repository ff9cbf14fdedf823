#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <strings.h>

#define CODE(id, name, level, blame, explanation) [DIAG_##id] = {name, level, blame, explanation},
const struct diag_info diag_infos[DIAG_CODE_COUNT] = {
#include "base/diag_codes.h"
};
#undef CODE

enum { USUAL_LIMIT_PER_CODE = 50 };

void diags_init(struct diags *ds, struct arena *a) {
    *ds = (struct diags){.arena = a, .limit_per_code = USUAL_LIMIT_PER_CODE};
    hash_init(&ds->said, a);
}

uint32_t diags_add_file(struct diags *ds, struct str path, struct str text) {
    for (size_t i = 0; i < ds->files.n; i++) {
        if (!str_eq(ds->files.v[i].path, path)) continue;
        if (str_empty(ds->files.v[i].text)) ds->files.v[i].text = text;
        return (uint32_t)(i + 1);
    }
    *vec_push(ds->arena, &ds->files) = (struct diag_file){str_copy(ds->arena, path), text};
    return (uint32_t)ds->files.n;
}

/* Counts it; false if there were so many of its code that it need not be kept. */
static bool count(struct diags *ds, enum diag_code code, enum diag_level level) {
    if (level == DIAG_ERROR) {
        ds->errors++;
        if (diag_infos[code].blame == DIAG_MACHINE) ds->machine_errors++;
    } else if (level == DIAG_WARNING) {
        ds->warnings++;
    }
    return ds->seen[code]++ < ds->limit_per_code || ds->limit_per_code == 0;
}

/* What was said is remembered up to a number, so that hostile input cannot fill the memory. */
enum { REMEMBERED = 10000 };

/* The level that a code has by the options and the house style. */
static enum diag_level level_now(const struct diags *ds, enum diag_code code) {
    enum diag_level level = diag_infos[code].level;
    return (ds->strict && level == DIAG_WARNING) || ds->raised[code] ? DIAG_ERROR : level;
}

/* Everything that makes a diagnostic different from another, in the arena. */
static struct str identity(struct diags *ds, enum diag_code code, struct pos pos,
                           struct str message) {
    return str_printf(ds->arena, "%d:%u:%u:%u:%.*s", (int)code, pos.file, pos.line, pos.col,
                      STR_ARG(message));
}

static struct str format_message(struct arena *a, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) arena_fail();
    char *text = arena_alloc(a, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return (struct str){text, (size_t)n};
}

void diag_add(struct diags *ds, enum diag_code code, struct pos pos, const char *hint,
              const char *format, ...) {
    struct arena_mark mark = arena_mark(ds->arena);
    va_list args;
    va_start(args, format);
    struct str message = format_message(ds->arena, format, args);
    va_end(args);
    struct str key = identity(ds, code, pos, message);
    bool repeated = hash_get(&ds->said, key) != NULL;
    bool remembered = !repeated && ds->said.n < REMEMBERED;
    if (remembered) hash_put(&ds->said, key, ds);
    enum diag_level level = level_now(ds, code);
    if (repeated || ds->allowed[code] || !count(ds, code, level)) {
        if (!remembered) arena_reset(ds->arena, mark);
        return;
    }
    *vec_push(ds->arena, &ds->list) = (struct diag){
        .code = code,
        .level = level,
        .pos = pos,
        .message = message,
        .hint = hint ? str_copy(ds->arena, str_of(hint)) : STR_NONE,
    };
}

/* Counts again what is listed, after levels have changed; what was over the limit is an error of
 * its code's level all the same. */
static void recount(struct diags *ds, enum diag_code code, enum diag_level before,
                    enum diag_level after) {
    size_t n = ds->seen[code];
    if (before == DIAG_ERROR) ds->errors -= n;
    if (before == DIAG_WARNING) ds->warnings -= n;
    if (after == DIAG_ERROR) ds->errors += n;
    if (after == DIAG_ERROR && before != DIAG_ERROR && diag_infos[code].blame == DIAG_MACHINE)
        ds->machine_errors += n;
}

void diags_raise(struct diags *ds, enum diag_code code) {
    enum diag_level before = level_now(ds, code);
    ds->raised[code] = true;
    if (ds->allowed[code]) return;
    recount(ds, code, before, DIAG_ERROR);
    for (size_t i = 0; i < ds->list.n; i++)
        if (ds->list.v[i].code == code) ds->list.v[i].level = DIAG_ERROR;
}

void diags_allow(struct diags *ds, enum diag_code code) {
    size_t kept = 0;
    if (ds->allowed[code]) return;
    ds->allowed[code] = true;
    recount(ds, code, level_now(ds, code), DIAG_NOTE);
    ds->seen[code] = 0;
    for (size_t i = 0; i < ds->list.n; i++)
        if (ds->list.v[i].code != code) ds->list.v[kept++] = ds->list.v[i];
    ds->list.n = kept;
}

void diag_add_again(struct diags *ds, const struct diag *d) {
    if (count(ds, d->code, d->level)) *vec_push(ds->arena, &ds->list) = *d;
}

int diag_find_code(struct str name) {
    for (int i = 0; i < DIAG_CODE_COUNT; i++)
        if (str_is(name, diag_infos[i].name)) return i;
    return -1;
}

static bool stands_after(const struct diag *x, const struct diag *y) {
    if (x->pos.file != y->pos.file) return x->pos.file > y->pos.file;
    if (x->pos.line != y->pos.line) return x->pos.line > y->pos.line;
    return x->pos.col > y->pos.col;
}

/* Merges the sorted halves from..mid and mid..to, the left first among equals. */
static void merge(struct diag *out, const struct diag *in, size_t from, size_t mid, size_t to) {
    size_t left = from, right = mid;
    for (size_t k = from; k < to; k++) {
        bool take_right = left == mid || (right < to && stands_after(&in[left], &in[right]));
        out[k] = in[take_right ? right++ : left++];
    }
}

/* A merge sort from the bottom up: qsort is not stable. */
void diags_sort(struct diags *ds) {
    size_t n = ds->list.n;
    if (n < 2) return;
    struct diag *from = ds->list.v, *to = arena_new_array(ds->arena, ds->list.cap, struct diag);
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t i = 0; i < n; i += 2 * width) {
            size_t mid = i + width < n ? i + width : n;
            size_t end = i + 2 * width < n ? i + 2 * width : n;
            merge(to, from, i, mid, end);
        }
        struct diag *sorted = to;
        to = from;
        from = sorted;
    }
    ds->list.v = from;
}

int diags_status(const struct diags *ds) {
    if (ds->machine_errors) return 3;
    return ds->errors ? 1 : 0;
}

const char *diag_nearest(struct str s, const char *const *candidates, size_t n) {
    const char *nearest = NULL;
    size_t least = s.n / 3 + 1;
    for (size_t i = 0; i < n; i++) {
        struct str c = str_of(candidates[i]);
        if (c.n == s.n && s.n && strncasecmp(c.p, s.p, s.n) == 0) return c.p;
        size_t distance = str_distance(s, c);
        if (distance < least) {
            least = distance;
            nearest = c.p;
        }
    }
    return nearest;
}
