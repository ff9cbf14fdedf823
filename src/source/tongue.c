#include "source/tongue.h"

#include "source/key.h"
#include "text/lang.h"

struct str tongue_read(struct reading *r, struct str tag, struct pos pos) {
    static const char *const wrong[] = {
        [LANG_UNKNOWN] = "is not the tag of a language",
        [LANG_MALFORMED] = "is not the tag of a language",
        [LANG_SCRIPT] = "names a script that there is not",
        [LANG_REGION] = "names a country that there is not",
    };
    struct str instead;
    tag = str_trim(tag);
    if (!tag.n) return tag;
    enum lang_state state = lang_check(&instead, r->arena, tag);
    if (state == LANG_GOOD) return str_copy(r->arena, tag);
    char *hint = instead.n ? arena_printf(r->arena, "write `%.*s`", STR_ARG(instead)) : NULL;
    diag_add(r->ds, DIAG_BAD_VALUE, pos,
             hint ? hint : "write a BCP 47 tag, such as en-GB, fr or ru", "`%.*s` %s",
             STR_ARG(key_clip(tag)), wrong[state]);
    return STR_NONE;
}
