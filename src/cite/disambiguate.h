/* disambiguate: telling works apart whose cites would read the same.
 *
 * Two parts. The register knows every name that cites print and says how much of a given name the
 * rules for all names want (they apply to names, whether cites clash or not). The cite part takes
 * the entries whose cites read the same and widens them step by step: more names, more of given
 * names, the style's disambiguate condition, and last a year suffix. */
#ifndef CHANCERY_CITE_DISAMBIGUATE_H
#define CHANCERY_CITE_DISAMBIGUATE_H

#include "base/hash.h"
#include "doc/work.h"

struct engine;
struct name_register;

/* A register for the rule of the style's cs:citation, or NULL if the style has no such rule. */
struct name_register *register_new(struct arena *a, struct str rule);

/* Counts a name that a cite prints. */
void register_add(struct name_register *reg, struct arena *scratch, const struct work_name *n,
                  size_t index);

/* 0: as the form says; 1: initials; 2: the whole given name. */
int register_level(const struct name_register *reg, struct arena *scratch,
                   const struct work_name *n, size_t index);

/* Decides disambig and year_suffix of all entries. */
void disambiguate_entries(struct engine *e);

#endif
