#include "source/work_dates.h"

#include "source/date.h"
#include "source/key.h"

static const char hint[] = "write 2022, 2022-01, 2022-01-06 or 2010/2012";

/* 0 if it is no whole number; beyond what a year may be it is the nearest that is not. */
static int int_of(const struct datum *d) {
    long value = 0;
    if (!d || d->kind != DATUM_SCALAR || !str_to_long(&value, str_trim(d->text))) return 0;
    return value < -10000 ? -10000 : value > 10000 ? 10000 : (int)value;
}

static bool is_season(int month) {
    return (month >= 13 && month <= 16) || (month >= 21 && month <= 24);
}

bool work_dates_check(struct reading *r, const struct work_date_part *part, struct pos pos) {
    if (!part->year && !part->month && !part->day) return true;
    if (date_exists(part->year, is_season(part->month) ? 1 : part->month, part->day)) return true;
    diag_add(r->ds, DIAG_BAD_DATE, pos, hint, "this date of a reference does not exist");
    return false;
}

static struct work_date_part read_parts(struct reading *r, const struct datum *d) {
    struct work_date_part part = {0};
    if (d->kind == DATUM_SCALAR) part.year = int_of(d);
    if (d->items.n > 0) part.year = int_of(d->items.v[0]);
    if (d->items.n > 1) part.month = int_of(d->items.v[1]);
    if (d->items.n > 2) part.day = int_of(d->items.v[2]);
    return work_dates_check(r, &part, d->pos) ? part : (struct work_date_part){0};
}

static void read_date_parts(struct reading *r, struct work_date *date, const struct datum *d) {
    if (d->kind != DATUM_SEQUENCE || !d->items.n) return;
    bool flat = d->items.v[0]->kind == DATUM_SCALAR;
    date->from = read_parts(r, flat ? d : d->items.v[0]);
    if (flat || d->items.n < 2) return;
    date->to = read_parts(r, d->items.v[1]);
    date->open_end = date->to.year == 0;
}

/* A season of EDTF, 2014-21 to 2014-24. */
static bool read_season(struct work_date *date, struct str s) {
    if (s.n != 7 || s.p[4] != '-' || s.p[5] != '2' || s.p[6] < '1' || s.p[6] > '4') return false;
    long year;
    if (!str_to_long(&year, str_slice(s, 0, 4))) return false;
    date->from.year = (int)year;
    date->season = s.p[6] - '0';
    return true;
}

static size_t count_figures(struct str s, size_t from) {
    size_t n = 0;
    while (from + n < s.n && s.p[from + n] >= '0' && s.p[from + n] <= '9')
        n++;
    return n;
}

/* A year of four figures or more, and at most two numbers of one or two: meant as a date of the
 * calendar. Anything else may be words, or a form that cite/ knows. */
static bool is_calendar_date(struct str s) {
    size_t at = count_figures(s, 0);
    if (at < 4) return false;
    for (int part = 0; part < 2 && at < s.n && s.p[at] == '-'; part++) {
        size_t n = count_figures(s, at + 1);
        if (n < 1 || n > 2) return false;
        at += n + 1;
    }
    return at == s.n || (s.p[at] == '/' && is_calendar_date(str_slice(s, at + 1, s.n)));
}

void work_dates_read_text(struct reading *r, struct work_date *date, struct str text,
                          struct pos pos) {
    struct str s = str_copy(r->arena, str_trim(text));
    struct work_date parsed = {0};
    struct str point = s;
    bool uncertain = point.n && (point.p[point.n - 1] == '?' || point.p[point.n - 1] == '%');
    if (uncertain) point.n--;
    if (read_season(date, point)) return;
    const char *wrong = date_parse(&parsed, point);
    if (!wrong) {
        parsed.circa |= uncertain;
        *date = parsed;
    } else if (is_calendar_date(point)) {
        diag_add(r->ds, DIAG_BAD_DATE, pos, hint, "`%.*s` %s", STR_ARG(key_clip(s)), wrong);
    } else {
        date->raw = s;
    }
}

static int season_of(struct str s) {
    static const char *const seasons[] = {"spring", "summer", "autumn", "winter"};
    for (size_t i = 0; i < 4; i++) {
        if (str_is(s, seasons[i])) return (int)i + 1;
    }
    if (str_is(s, "fall")) return 3;
    return s.n == 1 && s.p[0] >= '1' && s.p[0] <= '4' ? s.p[0] - '0' : 0;
}

static void read_date_mapping(struct reading *r, struct work_date *date, const struct datum *d) {
    const struct datum *parts = datum_get(d, "date-parts");
    struct str raw = key_text(r, d, "raw");
    if (raw.n) work_dates_read_text(r, date, raw, datum_get(d, "raw")->pos);
    if (parts) {
        read_date_parts(r, date, parts);
    } else if (datum_get(d, "year")) {
        struct work_date_part part = {int_of(datum_get(d, "year")), int_of(datum_get(d, "month")),
                                      int_of(datum_get(d, "day"))};
        if (work_dates_check(r, &part, d->pos)) date->from = part;
    }
    date->literal = key_text(r, d, "literal");
    struct str season = key_text(r, d, "season");
    if (season.n) date->season = season_of(season);
    const struct datum *circa = datum_get(d, "circa");
    if (circa && circa->kind == DATUM_SCALAR) {
        date->circa = !(str_is(circa->text, "false") || str_is(circa->text, "no") ||
                        str_is(circa->text, "0") || datum_is_null(circa));
    }
}

void work_dates_read(struct reading *r, struct work_date *date, const struct datum *d) {
    if (d->kind == DATUM_SCALAR) {
        work_dates_read_text(r, date, d->text, d->pos);
    } else if (d->kind == DATUM_MAPPING) {
        read_date_mapping(r, date, d);
    } else if (d->items.n && d->items.v[0]->kind == DATUM_MAPPING) {
        read_date_mapping(r, date, d->items.v[0]);
        struct work_date end = {0};
        if (d->items.n > 1 && d->items.v[1]->kind == DATUM_MAPPING) {
            read_date_mapping(r, &end, d->items.v[1]);
        }
        if (end.from.year) date->to = end.from;
    } else {
        read_date_parts(r, date, d);
    }
}
