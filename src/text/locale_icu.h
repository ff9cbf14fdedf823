/* locale_icu: what locale.c and locale_date.c share of a struct locale. Private to text/. */
#ifndef CHANCERY_TEXT_LOCALE_ICU_H
#define CHANCERY_TEXT_LOCALE_ICU_H

#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include "base/vec.h"
#include "text/locale.h"

enum { LOCALE_ID_MAX = 96, LOCALE_KINDS = 3 };

/* A date or interval format for a skeleton. */
struct locale_pattern {
    const char *skeleton;
    UDateFormat *date;
    UDateIntervalFormat *interval;
};

struct locale {
    struct arena *arena;
    char id[LOCALE_ID_MAX]; /* ICU's name, with the Gregorian calendar */
    bool known;
    UNumberFormat *numbers[LOCALE_KINDS];
    UCalendar *from, *to;
    UDateTimePatternGenerator *generator;
    VEC(struct locale_pattern) patterns;
    UListFormatter *list;
};

/* UTF-16 from ICU as UTF-8 in the arena. */
struct str locale_narrow(struct arena *a, const UChar *units, int32_t n);

/* The reverse; *n is the number of units. */
UChar *locale_widen(int32_t *n, struct arena *a, struct str s);

/* s with every `from` replaced by `to`, in the arena. */
struct str locale_replace(struct arena *a, struct str s, struct str from, struct str to);

/* Gives back what locale_date.c opened. */
void locale_close_dates(struct locale *l);

#endif
