/* dates: a date of any precision, a range, an open one, in the words of the document's language.
 *
 * What two ends share is written once by the language's rules (text/locale.h); a range that has not
 * ended ends in a dash, which needs no grammar of any language; “about” is a word of each
 * language.
 */
#include "layout/block/block.h"

#include "text/locale.h"

/* In the data the year before 1 is -1, with ICU it is 0. */
static struct locale_date locale_date_of(const struct work_date_part *d) {
    return (struct locale_date){d->year < 0 ? d->year + 1 : d->year, d->month, d->day};
}

struct str block_date_as(struct flow *f, const struct doc_date *date, unsigned style) {
    const struct work_date *d = &date->value;
    struct arena *a = f->galley->arena;
    if (!d->from.year) return str_empty(d->literal) ? date->written : d->literal;
    struct locale_date from = locale_date_of(&d->from), to = locale_date_of(&d->to);
    struct str words = d->to.year ? locale_format_date_range(a, f->l->locale, from, to, style)
                                  : locale_format_date(a, f->l->locale, from, style);
    if (d->open_end) words = str_printf(a, "%.*s%s–", STR_ARG(words), from.month ? "\u00A0" : "");
    return d->circa ? block_word_of(f, STYLE_WORD_CIRCA, words) : words;
}

struct str block_date(struct flow *f, const struct doc_date *date) {
    return block_date_as(f, date, LOCALE_DATE_LONG);
}

struct str block_date_years(struct flow *f, const struct doc_date *date) {
    const struct work_date *d = &date->value;
    struct arena *a = f->galley->arena;
    if (!d->from.year || !str_empty(d->literal)) return date->written;
    if (d->from.year < 0) {
        struct doc_date years = *date;
        years.value.from = (struct work_date_part){.year = d->from.year};
        years.value.to = (struct work_date_part){.year = d->to.year};
        return block_date_as(f, &years, LOCALE_DATE_SHORT);
    }
    struct str words = str_printf(a, "%d", d->from.year);
    if (d->open_end) words = str_printf(a, "%d–", d->from.year);
    if (d->to.year && d->to.year != d->from.year)
        words = str_printf(a, "%d–%d", d->from.year, d->to.year);
    return d->circa ? block_word_of(f, STYLE_WORD_CIRCA, words) : words;
}

struct str block_date_within(struct flow *f, const struct doc_date *date) {
    const struct work_date *d = &date->value;
    if (!d->from.year || !d->from.month) return STR_NONE;
    struct doc_date exact = *date; /* “about” stands beside the year */
    exact.value.circa = false;
    bool spans = d->open_end || (d->to.year && d->to.year != d->from.year);
    return block_date_as(f, &exact, LOCALE_DATE_SHORT | (spans ? 0 : LOCALE_DATE_NO_YEAR));
}
