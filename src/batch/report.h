/* report: what came of a batch, for machines: JSON, or JUnit's XML.
 *
 * Takes the items of a batch as they come, keeps only text, and gives the whole at the end. */
#ifndef CHANCERY_BATCH_REPORT_H
#define CHANCERY_BATCH_REPORT_H

#include "batch/batch.h"
#include "batch/json.h"

struct report {
    bool texts;
    struct buf briefings;                      /* the objects of the JSON's array */
    struct json json;                          /* writes into briefings */
    struct buf cases;                          /* the elements of the XML's suite */
    size_t n, set, unchanged, failed, machine; /* machine: of failed, those that are its fault */
    size_t errors, warnings;
    double ms; /* of all briefings together */
};

/* Without texts it only counts. */
void report_init(struct report *r, bool texts);
void report_done(struct report *r);
void report_add(struct report *r, const struct batch_item *item);

/* The whole: `wall` is how long the batch took, in ms. */
void report_write_json(struct buf *out, struct report *r, double wall);
void report_write_junit(struct buf *out, const struct report *r, double wall);

/* The diagnostics' objects, with briefing if it is not empty, into the array that is open. */
void report_add_diags(struct json *j, const struct diags *ds);

/* "note", "warning", "error". */
const char *report_level_name(enum diag_level level);

#endif
