/* work: looking into a cited work. */
#include "doc/work.h"

const struct work_field *work_find(const struct work *w, struct str name) {
    for (size_t i = 0; i < w->field_count; i++) {
        if (str_eq(w->fields[i].name, name)) return &w->fields[i];
    }
    return NULL;
}
