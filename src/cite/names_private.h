/* names_private: what the files that print names share: the options in force for one cs:names, and
 * the steps from a name to a list of names. */
#ifndef CHANCERY_CITE_NAMES_PRIVATE_H
#define CHANCERY_CITE_NAMES_PRIVATE_H

#include "cite/render.h"

enum precedes { PRECEDES_CONTEXTUAL, PRECEDES_ALWAYS, PRECEDES_NEVER, PRECEDES_INVERTED };
enum name_form { FORM_LONG, FORM_SHORT, FORM_COUNT };

struct name_options {
    const struct style_node *name, *et_al;
    const struct style_node *family_part, *given_part;
    enum name_form form;
    struct str and_word; /* empty: none */
    struct str delimiter, sort_separator, initialize_with;
    bool has_initials, initialize, hyphen;
    enum precedes precedes_last, precedes_et_al;
    enum { ORDER_DISPLAY, ORDER_FIRST, ORDER_ALL } order;
    long et_al_min, use_first;
    bool use_last;
    enum { DEMOTE_NEVER, DEMOTE_SORT, DEMOTE_DISPLAY } demote;
};

/* An attribute of name, else (under the name it has there) of cs:citation or cs:bibliography, else
 * of cs:style. */
struct str names_inherit(const struct render *r, const struct style_node *name, enum style_attr own,
                         enum style_attr above);

/* The options of a cs:name and cs:et-al, either of which may be NULL. */
void names_read_options(const struct render *r, struct name_options *o,
                        const struct style_node *name, const struct style_node *et_al);

/* One name, the index-th of its list. level: 0 as the form says, 1 at least initials, 2 the whole
 * given name. */
struct out *name_render(struct render *r, const struct name_options *o, const struct work_name *n,
                        size_t index, int level);

/* How many of n names show; *last: the last name follows an ellipsis. */
size_t name_list_count(struct render *r, const struct name_options *o, size_t n, bool *last);

/* The names of one field with what stands between them. */
struct out *name_list_render(struct render *r, const struct name_options *o,
                             const struct work_field *f);

#endif
