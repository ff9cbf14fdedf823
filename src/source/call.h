/* call: a directive as it was written: its options, argument and body.
 *
 * Made by directive.c, read by the functions that make each directive's node. Lives while the
 * directive is read; texts it gives live in the document's arena. */
#ifndef CHANCERY_SOURCE_CALL_H
#define CHANCERY_SOURCE_CALL_H

#include "source/reading.h"

enum { OPTIONS_MAX = 24 };

struct option {
    struct str name;
    struct passage value;
    struct pos pos;
};

struct directive;

struct call {
    struct reading *r;
    const struct directive *directive;
    struct pos pos;
    struct str argument;
    struct pos argument_pos;
    struct option options[OPTIONS_MAX];
    size_t option_count;
    struct passage body; /* what follows the options */
    struct doc_node *into;
};

struct directive {
    const char *name;
    const char *options[OPTIONS_MAX]; /* ends with NULL; `name`, `class` and `lang` go everywhere */
    bool argument, body;
    void (*make)(struct call *c);
};

/* The option of that name, or NULL; its text, its inlines, empty or NULL if it is not given. */
const struct option *call_option(const struct call *c, const char *name);
struct str call_text(const struct call *c, const char *name);
struct doc_node *call_inlines(const struct call *c, const char *name);

/* Which of the choices (ends with NULL) it is; -1 if it is not given, or none, with a diagnostic.
 */
int call_choice(struct call *c, const char *name, const char *const *choices);

/* The option's words, parted by commas or else by spaces. Between commas one may be empty. */
struct passage *call_words(size_t *n, struct call *c, const char *name);

/* The file that the option names, read; NULL if it is not given or cannot be, with a diagnostic. */
struct lines *call_file(struct call *c, const char *name);

/* A node of that kind at the directive's place, with what name, class and lang say. */
struct doc_node *call_append(struct call *c, enum doc_kind kind);

/* Says that the metadata do not give what the directive places. */
void call_report_empty(struct call *c, const char *key);

/* --- directives with files of their own ---------------------------------------------------------
 */

#define TIMELINE_OPTIONS                                                                           \
    "caption", "file", "form", "from", "to", "category", "max", "order", "categories", "legend",   \
        "period", "as-of"
void timeline_make(struct call *c);

#define TABLE_OPTIONS                                                                              \
    "caption", "file", "format", "source", "notes", "types", "align", "widths", "width",           \
        "header-rows", "header-columns", "group", "totals", "check-totals", "scale", "summary",    \
        "keep", "landscape"
void sheet_make(struct call *c);

#endif
