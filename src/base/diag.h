/* diag: what is wrong, where, and what to write instead.
 *
 * A diagnostic has a level, a code, a place (file, line, column), a message of one line and a hint.
 * Every stage adds to one struct diags and goes on, so that one run shows all mistakes. Codes stand
 * in one table (diag_codes.h) with their usual level, whose fault it is, and an explanation.
 * Owns the table of files with their text, so that a printer can show the source line.
 * Knows nothing of printing: cli/ does that. */
#ifndef CHANCERY_BASE_DIAG_H
#define CHANCERY_BASE_DIAG_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"

/* A place in a source. file is an index into diags.files plus 1; 0 means no place. line counts from
 * 1 (0: the file as a whole); col counts code points from 1 (0: the line as a whole). */
struct pos {
    uint32_t file, line, col;
};

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* Whose mistake it is; decides the exit status (1 author, 3 machine). */
enum diag_blame { DIAG_AUTHOR, DIAG_MACHINE };

#define CODE(id, name, level, blame, explanation) DIAG_##id,
enum diag_code {
#include "base/diag_codes.h"
    DIAG_CODE_COUNT
};
#undef CODE

struct diag_info {
    const char *name; /* as printed: error[NAME] */
    enum diag_level level;
    enum diag_blame blame;
    const char *explanation;
};

extern const struct diag_info diag_infos[DIAG_CODE_COUNT];

struct diag {
    enum diag_code code;
    enum diag_level level; /* after the options were applied */
    struct pos pos;
    struct str message;
    struct str hint; /* may be empty */
};

struct diag_file {
    struct str path; /* as shown to the author: as given on the command line, joined with names */
    struct str text; /* the whole file, or empty; in diags.arena: printed when the doc is gone */
};

struct diags {
    struct arena *arena;
    VEC(struct diag) list;
    VEC(struct diag_file) files;
    size_t errors, warnings;  /* counted at their level after the options */
    size_t machine_errors;    /* of errors, those that are the machine's */
    bool strict;              /* warnings become errors */
    size_t limit_per_code;    /* after this many of one code the rest are only counted; 0: no limit */
    size_t seen[DIAG_CODE_COUNT];
    bool raised[DIAG_CODE_COUNT], allowed[DIAG_CODE_COUNT]; /* by the house style */
    struct hash said;         /* what was said where: a stage that runs again says nothing twice */
};

void diags_init(struct diags *ds, struct arena *a);

/* Registers a file; the same path gives the same number. Returns the value for pos.file. */
uint32_t diags_add_file(struct diags *ds, struct str path, struct str text);

/* Adds a diagnostic at its code's level, unless the same message of the same place is there already
 * (layout runs several times over). hint may be NULL. */
void diag_add(struct diags *ds, enum diag_code code, struct pos pos, const char *hint,
              const char *format, ...) __attribute__((format(printf, 5, 6)));

/* From now on, and of those that are there, a code's diagnostics are errors, or are dropped. */
void diags_raise(struct diags *ds, enum diag_code code);
void diags_allow(struct diags *ds, enum diag_code code);

/* Adds one that was found before, as it was then; its texts are borrowed. */
void diag_add_again(struct diags *ds, const struct diag *d);

/* The code of that name, or -1. */
int diag_find_code(struct str name);

/* Sorts by file, line and column (stable), for printing. */
void diags_sort(struct diags *ds);

/* 0, 1 or 3: the exit status that these diagnostics ask for. */
int diags_status(const struct diags *ds);

/* The candidate nearest to s within a third of its length, or NULL: "did you mean". */
const char *diag_nearest(struct str s, const char *const *candidates, size_t n);

#endif
