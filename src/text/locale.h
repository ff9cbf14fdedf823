/* locale: numbers, dates and lists in the words and signs of a language, through ICU.
 *
 * Takes typed values (never text to be parsed) and a BCP 47 tag; makes UTF-8 in the caller's arena.
 * The house's own rules stand over CLDR's: thousands are grouped from five digits up and years
 * never, figures are 0 to 9 as pages and notes are numbered (unless the tag asks for others, as
 * ar-u-nu-arab does), minus is U+2212, a range has an en dash, a space between thousands is a narrow no-break
 * one, a day keeps to its month. A language that CLDR lacks is set as English. A struct locale
 * belongs to one thread; what ICU needs is opened when first asked for. Knows no words of ours:
 * those are style/words.h. */
#ifndef CHANCERY_TEXT_LOCALE_H
#define CHANCERY_TEXT_LOCALE_H

#include "base/arena.h"
#include "base/str.h"

struct locale;

/* Lives in the arena; what ICU holds for it is given back by locale_free. */
struct locale *locale_new(struct arena *a, struct str lang);
void locale_free(struct locale *l);

/* False if CLDR lacks the language, so that English stands in. */
bool locale_is_known(const struct locale *l);

/* --- numbers --- */

enum locale_kind { LOCALE_DECIMAL, LOCALE_PERCENT, LOCALE_CURRENCY };

/* How a number is written. A percentage is given as it is printed: 5.2 is “5.2%”. */
struct locale_number {
    enum locale_kind kind;
    int decimals;     /* exactly so many, rounded half up; -1: as many as there are, at most six */
    bool plus;        /* a positive number gets its sign, as in a change */
    char currency[4]; /* LOCALE_CURRENCY: ISO 4217, "USD" */
};

/* value must be finite. */
struct str locale_format_number(struct arena *a, struct locale *l, double value,
                                const struct locale_number *how);

/* “5–7%”, “US$5–7”; spaced where a minus stands, as in “−5 – −2”. */
struct str locale_format_range(struct arena *a, struct locale *l, double from, double to,
                               const struct locale_number *how);

/* The currency's sign where the language sets it after the number; empty where it stands before. */
struct str locale_currency_after(struct arena *a, struct locale *l, const char currency[4]);

/* A number as text with its unit: a no-break space between them, none before ° ′ ″. */
struct str locale_with_unit(struct arena *a, struct str number, struct str unit);

/* --- dates --- */

/* A day of the proleptic Gregorian calendar; month 0: a year, day 0: a month. Year -43 is 44 BC. */
struct locale_date {
    int year, month, day;
};

enum locale_date_style {
    LOCALE_DATE_LONG = 0,    /* 6 January 2022 */
    LOCALE_DATE_SHORT = 1,   /* 6 Jan 2022 */
    LOCALE_DATE_NO_YEAR = 2, /* or'ed to one of them: 6 January; a bare year keeps its year */
    LOCALE_DATE_ERA = 4,     /* or'ed: with the era, which years before the first always have */
};

/* A date of any precision in words. */
struct str locale_format_date(struct arena *a, struct locale *l, struct locale_date date,
                              unsigned style);

/* From one date to another, what they share written once: 6–8 January 2022, 6 January – 8 March
 * 2022, 2014–2022. */
struct str locale_format_date_range(struct arena *a, struct locale *l, struct locale_date from,
                                    struct locale_date to, unsigned style);

/* --- lists --- */

/* “a, b and c”. */
struct str locale_format_list(struct arena *a, struct locale *l, const struct str *items, size_t n);

#endif
