/* bibtex_map: BibTeX's and BibLaTeX's types and fields → CSL's. */
#include "source/bibtex.h"
#include "source/date.h"
#include "source/work_dates.h"
#include "source/latex.h"

/* --- types ------------------------------------------------------------------------------------ */

static const struct {
    const char *bibtex, *csl;
} types[] = {
    {"article", "article-journal"},
    {"artwork", "graphic"},
    {"audio", "song"},
    {"book", "book"},
    {"bookinbook", "chapter"},
    {"booklet", "pamphlet"},
    {"collection", "book"},
    {"conference", "paper-conference"},
    {"dataset", "dataset"},
    {"electronic", "webpage"},
    {"image", "graphic"},
    {"inbook", "chapter"},
    {"incollection", "chapter"},
    {"inproceedings", "paper-conference"},
    {"inreference", "entry"},
    {"jurisdiction", "legal_case"},
    {"legislation", "legislation"},
    {"letter", "personal_communication"},
    {"manual", "report"},
    {"mastersthesis", "thesis"},
    {"movie", "motion_picture"},
    {"music", "song"},
    {"mvbook", "book"},
    {"mvcollection", "book"},
    {"mvproceedings", "book"},
    {"mvreference", "book"},
    {"online", "webpage"},
    {"patent", "patent"},
    {"performance", "performance"},
    {"periodical", "periodical"},
    {"phdthesis", "thesis"},
    {"proceedings", "book"},
    {"reference", "book"},
    {"report", "report"},
    {"review", "review"},
    {"software", "software"},
    {"standard", "standard"},
    {"suppbook", "chapter"},
    {"suppcollection", "chapter"},
    {"suppperiodical", "article-journal"},
    {"techreport", "report"},
    {"thesis", "thesis"},
    {"unpublished", "manuscript"},
    {"video", "motion_picture"},
    {"www", "webpage"},
    {"misc", "document"},
};

static struct str type_of(const struct bibtex_entry *e) {
    struct str sub = bibtex_value(e, "entrysubtype");
    if (str_is(e->type, "article") && str_is(sub, "newspaper")) return STR("article-newspaper");
    if (str_is(e->type, "article") && str_is(sub, "magazine")) return STR("article-magazine");
    if (str_is(e->type, "misc") && bibtex_find(e, "url")) return STR("webpage");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (str_is(e->type, types[i].bibtex)) return str_of(types[i].csl);
    }
    return STR("document");
}

/* --- fields ----------------------------------------------------------------------------------- */

/* The first field that the entry has gives the variable. */
static const struct {
    const char *fields[4];
    const char *variable;
    enum latex_mode mode;
} texts[] = {
    {{"shorttitle"}, "title-short", LATEX_TITLE},
    {{"shortjournal"}, "container-title-short", LATEX_TEXT},
    {{"volume"}, "volume", LATEX_TEXT},
    {{"volumes"}, "number-of-volumes", LATEX_TEXT},
    {{"pagetotal"}, "number-of-pages", LATEX_TEXT},
    {{"pages"}, "page", LATEX_TEXT},
    {{"publisher", "institution", "school", "organization"}, "publisher", LATEX_TEXT},
    {{"address", "location"}, "publisher-place", LATEX_TEXT},
    {{"edition"}, "edition", LATEX_TEXT},
    {{"chapter"}, "chapter-number", LATEX_TEXT},
    {{"part"}, "part-number", LATEX_TEXT},
    {{"version"}, "version", LATEX_TEXT},
    {{"doi"}, "DOI", LATEX_VERBATIM},
    {{"isbn"}, "ISBN", LATEX_TEXT},
    {{"issn"}, "ISSN", LATEX_TEXT},
    {{"url"}, "URL", LATEX_VERBATIM},
    {{"abstract"}, "abstract", LATEX_TEXT},
    {{"annotation", "annote"}, "annote", LATEX_TEXT},
    {{"keywords"}, "keyword", LATEX_TEXT},
    {{"eventtitle"}, "event-title", LATEX_TEXT},
    {{"venue"}, "event-place", LATEX_TEXT},
    {{"origtitle"}, "original-title", LATEX_TITLE},
    {{"origpublisher"}, "original-publisher", LATEX_TEXT},
    {{"origlocation"}, "original-publisher-place", LATEX_TEXT},
    {{"library"}, "archive", LATEX_TEXT},
    {{"pubstate"}, "status", LATEX_TEXT},
    {{"note", "addendum"}, "note", LATEX_TEXT},
};

static const struct {
    const char *field, *variable;
} names[] = {
    {"author", "author"},         {"editor", "editor"},
    {"translator", "translator"}, {"bookauthor", "container-author"},
    {"director", "director"},     {"holder", "author"},
};

static const struct {
    const char *field, *variable;
} dates[] = {
    {"date", "issued"},
    {"urldate", "accessed"},
    {"origdate", "original-date"},
    {"eventdate", "event-date"},
};

struct mapping {
    struct reading *r;
    const struct bibtex_entry *entry;
    struct work *work;
    size_t room;
};

static bool has(const struct mapping *m, const char *variable) {
    return work_find(m->work, str_of(variable)) != NULL;
}

static struct work_field *add(struct mapping *m, const char *variable, enum work_value_kind kind,
                              struct pos pos) {
    struct work_field *field = &m->work->fields[m->work->field_count++];
    *field = (struct work_field){.name = str_of(variable), .kind = kind, .pos = pos};
    return field;
}

static void add_text(struct mapping *m, const char *variable, struct str value, struct pos pos) {
    if (str_empty(value) || has(m, variable) || m->work->field_count >= m->room) return;
    add(m, variable, WORK_TEXT, pos)->text = value;
}

static void add_field(struct mapping *m, const char *name, const char *variable,
                      enum latex_mode mode) {
    const struct bibtex_field *field = bibtex_find(m->entry, name);
    if (field) add_text(m, variable, latex_decode(m->r->arena, field->value, mode), field->pos);
}

/* A title with its subtitle: “Title: Subtitle”. */
static void add_title(struct mapping *m, const char *name, const char *sub, const char *variable) {
    struct arena *a = m->r->arena;
    const struct bibtex_field *field = bibtex_find(m->entry, name);
    if (!field) return;
    struct str title = latex_decode(a, field->value, LATEX_TITLE);
    struct str subtitle = latex_decode(a, bibtex_value(m->entry, sub), LATEX_TITLE);
    if (subtitle.n) title = str_printf(a, "%.*s: %.*s", STR_ARG(title), STR_ARG(subtitle));
    add_text(m, variable, title, field->pos);
}

static void add_titles(struct mapping *m) {
    add_title(m, "title", "subtitle", "title");
    if (bibtex_find(m->entry, "subtitle") && !bibtex_find(m->entry, "shorttitle"))
        add_field(m, "title", "title-short", LATEX_TITLE);
    add_title(m, "journaltitle", "journalsubtitle", "container-title");
    add_title(m, "journal", "journalsubtitle", "container-title");
    add_title(m, "booktitle", "booksubtitle", "container-title");
    add_title(m, "maintitle", "mainsubtitle", "container-title");
    add_field(m, "series", "collection-title", LATEX_TITLE);
}

/* `number` counts issues of a journal, reports, or volumes of a series. */
static void add_number(struct mapping *m) {
    struct str type = m->work->type;
    const char *variable = str_starts(type, "article") || str_is(type, "periodical") ? "issue"
                           : bibtex_find(m->entry, "series") ? "collection-number"
                                                             : "number";
    add_field(m, "number", variable, LATEX_TEXT);
    add_field(m, "issue", "issue", LATEX_TEXT);
}

static void add_genre(struct mapping *m) {
    static const struct {
        const char *written, *words;
    } genres[] = {{"phdthesis", "PhD thesis"},
                  {"mathesis", "Master’s thesis"},
                  {"mastersthesis", "Master’s thesis"},
                  {"techreport", "Technical report"},
                  {"resreport", "Research report"}};
    const struct bibtex_field *field = bibtex_find(m->entry, "type");
    struct str type = field ? field->value : m->entry->type;
    for (size_t i = 0; i < sizeof genres / sizeof *genres; i++) {
        if (str_is(type, genres[i].written) && (field || i != 3)) {
            add_text(m, "genre", str_of(genres[i].words), m->entry->pos);
        }
    }
    add_field(m, "type", "genre", LATEX_TEXT);
}

static void add_language(struct mapping *m) {
    static const struct {
        const char *name, *tag;
    } languages[] = {{"english", "en"},   {"american", "en-US"}, {"british", "en-GB"},
                     {"german", "de"},    {"ngerman", "de"},     {"french", "fr"},
                     {"spanish", "es"},   {"italian", "it"},     {"russian", "ru"},
                     {"ukrainian", "uk"}, {"turkish", "tr"},     {"portuguese", "pt"},
                     {"dutch", "nl"},     {"polish", "pl"},      {"chinese", "zh"},
                     {"arabic", "ar"},    {"kazakh", "kk"},      {"kyrgyz", "ky"}};
    const struct bibtex_field *field = bibtex_find(m->entry, "langid");
    if (!field) field = bibtex_find(m->entry, "language");
    if (!field) return;
    struct str tag = latex_decode(m->r->arena, field->value, LATEX_TEXT);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (str_is(tag, languages[i].name)) tag = str_of(languages[i].tag);
    }
    add_text(m, "language", tag, field->pos);
    m->work->lang = tag;
}

/* `howpublished` is an address or a way of publication. */
static void add_how_published(struct mapping *m) {
    const struct bibtex_field *field = bibtex_find(m->entry, "howpublished");
    if (!field) return;
    struct str value = latex_decode(m->r->arena, field->value, LATEX_TEXT);
    size_t at = str_find(value, STR("http"));
    if (at != SIZE_MAX) {
        add_text(m, "URL", str_slice(value, at, value.n), field->pos);
    } else {
        add_text(m, "publisher", value, field->pos);
    }
}

/* --- dates and names -------------------------------------------------------------------------- */

/* BibLaTeX counts years as ISO 8601 does, which has a year 0: its -49 is 50 BC, CSL's -50. */
static void count_without_zero(struct work_date_part *part) {
    if (part->year < 0) part->year--;
}

static void add_date(struct mapping *m, const char *name, const char *variable) {
    const struct bibtex_field *field = bibtex_find(m->entry, name);
    if (!field || has(m, variable) || m->work->field_count >= m->room) return;
    struct work_date date = {0};
    struct str text = str_trim(field->value);
    bool about = str_find_char(text, '~') < text.n; /* no space of LaTeX's here */
    text = about ? str_copy(m->r->arena, text) : latex_decode(m->r->arena, text, LATEX_TEXT);
    work_dates_read_text(m->r, &date, text, field->pos);
    count_without_zero(&date.from);
    count_without_zero(&date.to);
    add(m, variable, WORK_DATE, field->pos)->date = date;
}

enum { MONTH_NONE = 99 /* a number that no month has */ };

static int day_of(struct str text) {
    long number;
    if (!str_to_long(&number, text)) return 0;
    return number >= 1 && number <= 31 ? (int)number : 99;
}

/* The number of a month, given as one or by its name; 0 if it is neither. */
static int month_of(struct str text) {
    static const char names_of_months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    long number;
    if (str_to_long(&number, text)) return number >= 1 && number <= 12 ? (int)number : MONTH_NONE;
    for (int i = 0; i < 12 && text.n >= 3; i++) {
        const char *name = names_of_months + 3 * i;
        if ((text.p[0] | 0x20) == name[0] && (text.p[1] | 0x20) == name[1] &&
            (text.p[2] | 0x20) == name[2]) {
            return i + 1;
        }
    }
    return 0;
}

/* year, month and day in fields of their own, as BibTeX has them. */
static void add_year(struct mapping *m) {
    const struct bibtex_field *field = bibtex_find(m->entry, "year");
    const struct bibtex_field *month = bibtex_find(m->entry, "month");
    const struct bibtex_field *of_day = bibtex_find(m->entry, "day");
    if (!field || has(m, "issued") || m->work->field_count >= m->room) return;
    struct work_date date = {0};
    struct str text = latex_decode(m->r->arena, field->value, LATEX_TEXT);
    work_dates_read_text(m->r, &date, text, field->pos);
    if (date.from.year && !date.to.year && !date.from.month) {
        struct work_date_part part = {date.from.year, 0, 0};
        if (month) part.month = month_of(str_trim(month->value));
        if (of_day && part.month) part.day = day_of(str_trim(of_day->value));
        if (work_dates_check(m->r, &part, part.day ? of_day->pos : month ? month->pos : field->pos))
            date.from = part;
    }
    add(m, "issued", WORK_DATE, field->pos)->date = date;
}

static void add_names(struct mapping *m, const char *name, const char *variable) {
    const struct bibtex_field *field = bibtex_find(m->entry, name);
    size_t n;
    if (!field || has(m, variable) || m->work->field_count >= m->room) return;
    struct work_name *list = bibtex_names(&n, m->r->arena, field->value);
    if (!n) return;
    struct work_field *out = add(m, variable, WORK_NAMES, field->pos);
    out->names = list;
    out->name_count = n;
}

static void add_eprint(struct mapping *m) {
    const struct bibtex_field *field = bibtex_find(m->entry, "eprint");
    struct str kind = bibtex_value(m->entry, "eprinttype");
    if (!kind.n) kind = bibtex_value(m->entry, "archiveprefix");
    if (!field || !kind.n || (kind.p[0] | 0x20) != 'a') return;
    add_text(m, "URL", str_printf(m->r->arena, "https://arxiv.org/abs/%.*s", STR_ARG(field->value)),
             field->pos);
}

struct work bibtex_work(struct reading *r, const struct bibtex_entry *entry) {
    struct work work = {.id = entry->key, .type = type_of(entry), .pos = entry->pos};
    struct mapping m = {.r = r, .entry = entry, .work = &work, .room = entry->fields.n + 4};
    work.fields = arena_new_array(r->arena, m.room, struct work_field);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        add_names(&m, names[i].field, names[i].variable);
    }
    add_titles(&m);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        add_date(&m, dates[i].field, dates[i].variable);
    }
    add_year(&m);
    add_number(&m);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t k = 0; k < 4 && texts[i].fields[k]; k++) {
            add_field(&m, texts[i].fields[k], texts[i].variable, texts[i].mode);
        }
    }
    add_genre(&m);
    add_language(&m);
    add_how_published(&m);
    add_eprint(&m);
    return work;
}
