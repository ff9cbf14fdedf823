/* Addresses and code. An address is never hyphenated, since a reader would take the hyphen for part
 * of it; it divides after "://", before a point, a slash and other signs, and after & and =, as the
 * Chicago Manual (14.18) has it. Long runs of letters divide anywhere, at a high price. */
#include "layout/inline/opportunity.h"

#include <ctype.h>

#define LONG_RUN 12 /* letters without a seam, from which on the last resort is allowed */
#define KEEP     3  /* of them at least stay together at each end */

static bool starts_at(struct str text, size_t i, size_t end, const char *with) {
    return str_starts(str_slice(text, i, end - i), with);
}

static bool is_word_byte(unsigned char b) {
    return isalnum(b) || b >= 0x80;
}

/* True for "name@example.org", signs after it or not. */
static bool is_mail(struct str text, size_t from, size_t to) {
    const char *at = memchr(text.p + from, '@', to - from);
    if (!at || at == text.p + from || !is_word_byte((unsigned char)at[-1])) return false;
    size_t i = (size_t)(at + 1 - text.p), begin = i;
    while (i < to && (is_word_byte((unsigned char)text.p[i]) || text.p[i] == '-'))
        i++;
    return i > begin && i + 1 < to && text.p[i] == '.' &&
           is_word_byte((unsigned char)text.p[i + 1]);
}

/* The offset at which an address begins in from..to, or to. */
static size_t address_start(struct str text, size_t from, size_t to) {
    static const char *const starts[] = {"http://",  "https://", "ftp://", "www.",
                                         "doi.org/", "mailto:",  "doi:",   "urn:"};
    size_t i = from;
    while (i < to && i < from + 6 && !isalpha((unsigned char)text.p[i]))
        i++;
    if (i == to) return to;
    if (is_mail(text, i, to)) return i;
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++)
        if (*starts[k] == text.p[i] && starts_at(text, i, to, starts[k])) return i;
    return to;
}

static bool is_continuation(unsigned char b) {
    return (b & 0xC0) == 0x80;
}

/* Allows the last resort within long runs of letters and digits. */
static void divide_runs(unsigned char *o, struct str text, size_t from, size_t to) {
    for (size_t i = from; i < to;) {
        size_t end = i;
        while (end < to && is_word_byte((unsigned char)text.p[end]))
            end++;
        if (end - i > LONG_RUN)
            for (size_t k = i + KEEP; k + KEEP <= end; k++)
                if (!is_continuation((unsigned char)text.p[k])) o[k] = OPPORTUNITY_LAST;
        i = end + 1;
    }
}

static void clear(unsigned char *o, size_t from, size_t to) {
    for (size_t i = from + 1; i < to; i++)
        o[i] = OPPORTUNITY_NONE;
}

bool opportunity_in_address(unsigned char *o, struct str text, size_t from, size_t to) {
    size_t start = address_start(text, from, to);
    if (start == to) return false;
    clear(o, from, to);
    size_t body = start;
    while (body + 3 <= to && memcmp(text.p + body, "://", 3) != 0)
        body++;
    body = body + 3 <= to ? body + 3 : start;
    if (body > start && body < to) o[body] = OPPORTUNITY_SEAM;
    if (starts_at(text, start, to, "doi:") || starts_at(text, start, to, "urn:")) body = start + 4;
    divide_runs(o, text, body, to);
    for (size_t i = body + 1; i + 1 < to; i++) {
        char c = text.p[i];
        bool before = strchr("/.?#%~_,-+;:@", c) && c;
        bool after = c == '&' || c == '=';
        bool www = i - body == 3 && memcmp(text.p + body, "www", 3) == 0;
        if (before && !www && text.p[i - 1] != '/') o[i] = OPPORTUNITY_SEAM;
        if (before && o[i + 1] == OPPORTUNITY_LAST) o[i + 1] = OPPORTUNITY_NONE;
        if (after) o[i + 1] = OPPORTUNITY_SEAM;
    }
    return true;
}

void opportunity_in_code(unsigned char *o, struct str text, size_t from, size_t to) {
    clear(o, from, to);
    divide_runs(o, text, from, to);
    for (size_t i = from + 1; i + 1 < to; i++) {
        char c = text.p[i], next = text.p[i + 1];
        bool closing = strchr("/.,;:=-_)}]&|+?#\\", c) && c;
        bool pair = strchr("/.,;:=-_)}]&|+?#\\>", next) && next;
        if (closing && !pair) o[i + 1] = OPPORTUNITY_CODE;
    }
}
