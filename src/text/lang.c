/* lang: whether the tag of a language is one (lang.h). */
#include "text/lang.h"

#include <stdio.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { PART_MAX = 9, NAME_MAX_BYTES = 160 };

static bool is_alnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Takes the next part of a tag, which parts parted by hyphens make, off its start; false if it is
 * none, or longer than a part may be. */
static bool take_part(char part[PART_MAX], struct str *rest) {
    size_t n = str_find_char(*rest, '-');
    if (!n || n >= PART_MAX) return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_alnum(rest->p[i])) return false;
        part[i] = rest->p[i];
    }
    part[n] = '\0';
    bool last = n == rest->n;
    *rest = str_slice(*rest, n + 1, rest->n);
    return last || rest->n;
}

static bool is_listed(const char *const *list, const char *name) {
    for (; *list; list++) {
        if (strcasecmp(*list, name) == 0) return true;
    }
    return false;
}

/* Of several languages, of none, of no known one; and those for private use. */
static bool is_special(const char *s) {
    static const char *const codes[] = {"mul", "und", "zxx", "mis", NULL};
    return is_listed(codes, s) || (strlen(s) == 3 && strncasecmp(s, "q", 1) == 0 && s[1] <= 't');
}

static bool is_language(const char *part) {
    size_t n = strlen(part);
    if (n < 2 || n > 3) return false;
    return is_special(part) || uloc_getISO3Language(part)[0];
}

static bool is_region(const char *part) {
    if (strlen(part) == 3) return true; /* UN M.49 */
    return is_listed(uloc_getISOCountries(), part) || strcasecmp(part, "XK") == 0 ||
           strcasecmp(part, "EU") == 0 || strcasecmp(part, "UN") == 0;
}

/* The name of a language in another, in UTF-8; false if there is none. */
static bool name_of(char out[NAME_MAX_BYTES], const char *code, const char *in) {
    UChar name[NAME_MAX_BYTES / 2];
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = uloc_getDisplayLanguage(code, in, name, NAME_MAX_BYTES / 2, &error);
    if (U_FAILURE(error) || error == U_USING_DEFAULT_WARNING) return false;
    u_strToUTF8(out, NAME_MAX_BYTES, NULL, name, n, &error);
    return U_SUCCESS(error) && error != U_STRING_NOT_TERMINATED_WARNING;
}

/* The code of the language that is called so in English or by itself, or empty. */
static struct str code_of_name(struct arena *a, struct str name) {
    const char *wanted = str_to_c(a, name);
    char own[NAME_MAX_BYTES];
    for (const char *const *code = uloc_getISOLanguages(); *code; code++) {
        bool same = (name_of(own, *code, "en") && strcasecmp(own, wanted) == 0) ||
                    (name_of(own, *code, *code) && strcasecmp(own, wanted) == 0);
        if (same) return str_copy(a, str_of(*code));
    }
    return STR_NONE;
}

enum lang_state lang_check(struct str *instead, struct arena *a, struct str tag) {
    char part[PART_MAX];
    struct str rest = tag;
    *instead = STR_NONE;
    if (!tag.n || tag.n > LANG_TAG_MAX || !take_part(part, &rest) || !is_language(part)) {
        *instead = code_of_name(a, str_slice(tag, 0, LANG_TAG_MAX));
        return LANG_UNKNOWN;
    }
    while (rest.n) {
        size_t before = tag.n - rest.n;
        if (!take_part(part, &rest)) return LANG_MALFORMED;
        size_t n = strlen(part);
        bool digits = part[0] >= '0' && part[0] <= '9';
        if (n == 1) return LANG_GOOD; /* extensions, and what is for private use */
        if (n == 4 && !digits && u_getPropertyValueEnum(UCHAR_SCRIPT, part) == UCHAR_INVALID_CODE)
            return LANG_SCRIPT;
        bool region = n == 2 || (n == 3 && digits);
        if (region && !is_region(part)) {
            const char *better = strcasecmp(part, "UK") == 0 ? "GB" : NULL;
            if (better)
                *instead = str_printf(a, "%.*s%s", STR_ARG(str_slice(tag, 0, before)), better);
            return LANG_REGION;
        }
    }
    return LANG_GOOD;
}
