/* render: the elements of a style's layout for one work as trees of texts.
 *
 * One struct render is one pass over a layout for one work: what is asked (area, ref, what
 * disambiguation wants) and what has happened on the way (variables met, variables used up by a
 * substitute, whether the year suffix is out). The passes are cheap and made often: for each
 * cite, for sort keys and for disambiguation. */
#ifndef CHANCERY_CITE_RENDER_H
#define CHANCERY_CITE_RENDER_H

#include "cite/engine.h"
#include "cite/locale.h"

enum render_area { AREA_CITATION, AREA_BIBLIOGRAPHY };

/* Answers how much of a given name disambiguation by the rules for all names wants: 0, 1 or 2. */
struct name_register;

enum { RENDER_MAX_USED = 24 };

/* What all passes of one engine may still cost, so that a hostile style ends. */
struct render_limits {
    long budget; /* elements */
    bool cut;    /* some pass was cut short */
};

struct render {
    const struct cite_style *style;
    const struct locale *locale;
    struct arena *a;                    /* scratch */
    const struct style_node *area_node; /* cs:citation or cs:bibliography: names inherit from it */
    enum render_area area;
    const struct entry *entry;
    const struct work *work;
    const struct cite_ref *ref; /* NULL in a bibliography */
    const struct disambig *disambig;
    const struct name_register *names;
    struct name_register *collect; /* names printed are counted here, if set */
    size_t year_suffix;
    bool sorting;                 /* for a sort key */
    const struct style_node *key; /* the cs:key that asks */
    enum cite_position position;
    bool near_note;
    /* what has happened */
    size_t vars_called, vars_found;
    size_t conditions;                /* disambiguate tests met */
    struct str used[RENDER_MAX_USED]; /* variables printed by a substitute */
    size_t used_count;
    size_t names_set; /* counts cs:names that printed something */
    size_t names_shown[DISAMBIG_SETS], names_total[DISAMBIG_SETS];
    const struct style_node *names_parent; /* inside a substitute: the cs:names it is for */
    bool suffix_done, probing;
    struct str lang; /* of the work */
    struct render_limits *limits;
    int depth;
    long steps;
};

void render_init(struct render *r, const struct engine *e, const struct entry *entry,
                 enum render_area area);

/* The children of node in order, joined by its delimiter, with its formatting. NULL: nothing. */
struct out *render_children(struct render *r, const struct style_node *node);
struct out *render_element(struct render *r, const struct style_node *node);

/* The plain value of a variable that is a text or number; STR_NONE if the work lacks it. */
struct str render_variable(struct render *r, struct str name, bool is_short);

/* Charges the pass for work beyond one element: words compared, text of so many bytes. */
void render_spend(struct render *r, size_t words, size_t bytes);

/* Notes that a variable was asked for. */
void render_count(struct render *r, bool found);
bool render_is_used(const struct render *r, struct str name);

/* A branch with the element's formatting, holding child; NULL if child prints nothing. */
struct out *render_wrap(struct render *r, const struct style_node *node, struct out *child);

/* names.c, date.c, number.c */
struct out *render_names(struct render *r, const struct style_node *node);
struct out *render_date(struct render *r, const struct style_node *node);
struct out *render_number(struct render *r, const struct style_node *node);
struct out *render_label(struct render *r, const struct style_node *node);
bool render_if(struct render *r, const struct style_node *node);

/* number.c */
bool number_is_numeric(struct str s);
bool number_is_plural(struct str s);
struct str number_roman(struct arena *a, long n);
struct str number_pages(struct arena *a, struct str s, struct str format, const struct locale *l);
struct str number_year_suffix(struct arena *a, size_t n);

/* date.c: a date as a sort key (YYYYMMDD of both ends), empty if there is none. */
struct str date_sort_key(struct arena *a, const struct work_date *d);

/* Reads a date that was written as one string; false if it is not understood. */
bool date_parse_raw(struct work_date *out, struct str raw);
const struct work_date *date_of_variable(struct render *r, struct str variable);

/* names.c */
/* The names of a variable without a cs:names: as sort keys are, or by family name only. */
struct out *names_of_variable(struct render *r, struct str variable, bool is_short);

/* How much of a name shows by default and can be shown at most, for disambiguation. */
int names_max_level(const struct render *r);

struct person {
    struct str family, given, suffix, dropping, demoted;
    struct str literal;
    bool comma_suffix, static_order, comma_dropping;
};

/* person.c: a name with its particles apart. */
void person_read(struct person *p, struct arena *a, const struct work_name *n);
struct str person_initials(struct arena *a, struct str given, struct str with, bool initialize,
                           bool hyphen);
bool person_is_roman(const struct person *p);
struct str person_key_family(struct arena *a, const struct person *p);

#endif
