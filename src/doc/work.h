/* work: one cited work, with the variables of CSL 1.0.2 (appendix IV) as typed values.
 *
 * Made by source/ from CSL-YAML, CSL-JSON or BibTeX; read by cite/. Values are kept as the author
 * wrote them: what they mean in print is the style's business. Owned by the document's arena. */
#ifndef CHANCERY_DOC_WORK_H
#define CHANCERY_DOC_WORK_H

#include "base/diag.h"
#include "base/str.h"

/* A name as CSL has it: family and given with particles, or literal. */
struct work_name {
    struct str family, given, suffix;
    struct str dropping_particle, non_dropping_particle;
    struct str literal;
    bool comma_suffix;
    bool static_ordering;
    bool parse_names; /* particles still stand inside family and given */
};

/* One end of a date. year 0 means not given (there is no year 0 in CSL: -1 is 1 BC or 2 BC as the
 * data says); month 1..12, or 13..16 / 21..24 for seasons; 0: not given. */
struct work_date_part {
    int year, month, day;
};

/* A date or a range. */
struct work_date {
    struct work_date_part from, to; /* to.year 0: a single date */
    bool open_end;                  /* a range that has not ended */
    bool circa;
    int season;                     /* 1..4, 0: none */
    struct str literal, raw;        /* raw was not understood as parts; printed as it is */
};

enum work_value_kind { WORK_TEXT, WORK_NAMES, WORK_DATE };

/* One variable of a work. */
struct work_field {
    struct str name; /* CSL variable: "title", "container-title", "issued"… */
    enum work_value_kind kind;
    struct pos pos;
    struct str text; /* WORK_TEXT: may hold CSL's inline HTML (<i>, <b>, <sup>, <sub>, small caps) */
    bool numeric;    /* the data gave a number, not a string */
    struct work_name *names;
    size_t name_count;
    struct work_date date;
};

struct work {
    struct str id;
    struct str type; /* CSL type: "article-journal", "report"… */
    struct str lang; /* its `language` variable, or empty */
    struct pos pos;
    struct work_field *fields;
    size_t field_count;
};

/* The field of that name, or NULL. */
const struct work_field *work_find(const struct work *w, struct str name);

#endif
