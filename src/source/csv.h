/* csv: a CSV file → records of fields, each with its place.
 *
 * RFC 4180 as libcsv reads it: commas, or semicolons or tabs where the first line has more of them;
 * quotes around fields, doubled within; line ends of any kind. Empty lines are passed over. Types
 * nothing. Lives in the document's arena. */
#ifndef CHANCERY_SOURCE_CSV_H
#define CHANCERY_SOURCE_CSV_H

#include "source/reading.h"

struct csv_record {
    struct pos pos;
    struct passage *fields; /* texts without quotes; white space around is off */
    size_t count;
};

struct csv {
    struct pos pos; /* of the text's first byte */
    VEC(struct csv_record) records;
};

/* Reads bytes from..from+n of a file. False after a diagnostic, with the records before it. */
bool csv_read(struct csv *out, struct arena *a, struct diags *ds, struct lines *l, size_t from,
              size_t n);

/* The records as a list of mappings whose keys are the first record's fields; fields that are empty
 * are left out. Those under the keys in `lists` (ends with NULL) are lists, parted by semicolons.
 * Records with too few or too many fields are diagnosed; what they have is kept. */
struct datum *csv_data(struct reading *r, const struct csv *csv, const char *const *lists);

/* Says that a row has count cells and not wanted; pos: the row's, or its first cell too many. */
void csv_report_count(struct reading *r, struct pos pos, size_t count, size_t wanted);

#endif
