#include "source/meta.h"

#include "source/cites.h"
#include "source/markdown.h"

#define TABLE(what, rows)                                                                          \
    { what, rows, sizeof rows / sizeof *rows }

static const struct key briefing_rows[] = {
    {"title", KEY_INLINES, NULL, "the briefing's title", false},
    {"subtitle", KEY_INLINES, NULL, "what stands under the title", false},
    {"short-title", KEY_INLINES, NULL, "the title in the running head, if shorter", false},
    {"author", KEY_ANY, NULL, "a name, or a list of names or mappings", false},
    {"date", KEY_DATE, NULL, "the date of publication", false},
    {"lang", KEY_TEXT, "en-GB", "the main language, as a BCP 47 tag", false},
    {"abstract", KEY_BLOCKS, NULL, "a summary in Markdown", false},
    {"keywords", KEY_WORDS, NULL, "a list of keywords", false},
    {"series", KEY_INLINES, NULL, "the series that the briefing belongs to", false},
    {"number", KEY_INLINES, NULL, "its number in the series", false},
    {"publisher", KEY_INLINES, NULL, "who publishes it", false},
    {"rights", KEY_INLINES, NULL, "the licence or copyright line", false},
    {"contact", KEY_INLINES, NULL, "whom to write to", false},
    {"disclaimer", KEY_INLINES, NULL, "whose views these are", false},
    {"toc", KEY_YES, "no", "whether a table of contents is set", false},
    {"toc-depth", KEY_COUNT, "2", "the deepest heading in it, 1 to 6", false},
    {"notes", KEY_TEXT, "page", "where notes stand: page, table, end or margin", false},
    {"csl", KEY_TEXT, "notes", "the citation style: a name or a file", false},
    {"link-citations", KEY_TEXT, NULL, "whether citations link to the literature list", false},
    {"bibliography", KEY_WORDS, NULL, "files of references: YAML, JSON or BibTeX", false},
    {"references", KEY_ANY, NULL, "references, as CSL-YAML", false},
    {"indicators", KEY_MAPPINGS, NULL, "the cells of the summary box", false},
    {"timeline", KEY_MAPPINGS, NULL, "the events of the timeline", false},
};

static const struct key author_rows[] = {
    {"name", KEY_INLINES, NULL, "the author's name", true},
    {"affiliation", KEY_INLINES, NULL, "where the author works", false},
    {"email", KEY_TEXT, NULL, "an e-mail address", false},
    {"orcid", KEY_TEXT, NULL, "an ORCID identifier", false},
};

static const struct key indicator_rows[] = {
    {"label", KEY_INLINES, NULL, "what is measured", true},
    {"value", KEY_INLINES, NULL, "the figure, as it is to be printed", true},
    {"unit", KEY_INLINES, NULL, "its unit", false},
    {"date", KEY_DATE, NULL, "when it was measured", false},
    {"source", KEY_INLINES, NULL, "where it comes from", false},
    {"note", KEY_INLINES, NULL, "a line of explanation", false},
    {"previous", KEY_NUMBER, NULL, "the value before", false},
    {"series", KEY_NUMBERS, NULL, "values in order of time, for a small curve", false},
    {"target", KEY_NUMBER, NULL, "the value aimed at", false},
    {"scale", KEY_NUMBERS, NULL, "the two ends of the bar: [0, 100]", false},
    {"level", KEY_TEXT, NULL, "a level, by a name of the house style", false},
    {"trend", KEY_TEXT, NULL, "up, down or flat", false},
    {"good", KEY_TEXT, NULL, "the direction that is good: up, down or neither", false},
    {"cite", KEY_WORDS, NULL, "keys of references", false},
};

static const struct key event_rows[] = {
    {"date", KEY_DATE, NULL, "when it happened", true},
    {"event", KEY_INLINES, NULL, "what happened, in a few words", true},
    {"text", KEY_BLOCKS, NULL, "an account in Markdown", false},
    {"category", KEY_TEXT, NULL, "its kind", false},
    {"actors", KEY_WORDS, NULL, "who took part", false},
    {"place", KEY_TEXT, NULL, "where", false},
    {"status", KEY_TEXT, NULL, "in force, signed, denounced, expired…", false},
    {"cite", KEY_WORDS, NULL, "keys of references", false},
};

const struct key_table meta_keys = TABLE("a briefing's metadata", briefing_rows);
const struct key_table meta_author_keys = TABLE("an author", author_rows);
const struct key_table meta_indicator_keys = TABLE("an indicator", indicator_rows);
const struct key_table meta_event_keys = TABLE("an event of the timeline", event_rows);

/* --- authors ---------------------------------------------------------------------------------- */

static struct doc_author read_author(struct reading *r, const struct datum *d) {
    struct doc_author author = {.pos = d->pos};
    if (d->kind == DATUM_SCALAR) {
        author.name = markdown_inlines(r, &d->where);
    } else if (key_check(r, d, &meta_author_keys)) {
        author.name = key_inlines(r, d, "name");
        author.affiliation = key_inlines(r, d, "affiliation");
        author.email = key_text(r, d, "email");
        author.orcid = key_text(r, d, "orcid");
    }
    return author;
}

static void read_authors(struct reading *r, const struct datum *d) {
    struct doc_meta *m = &r->doc->meta;
    if (!d || datum_is_null(d)) return;
    size_t n = d->kind == DATUM_SEQUENCE ? d->items.n : 1;
    m->authors = arena_new_array(r->arena, n, struct doc_author);
    for (size_t i = 0; i < n; i++) {
        struct doc_author author = read_author(r, d->kind == DATUM_SEQUENCE ? d->items.v[i] : d);
        if (author.name && author.name->first) m->authors[m->author_count++] = author;
    }
}

/* --- indicators ------------------------------------------------------------------------------- */

/* The numbers of a list; those that cannot be read are said and left out. */
static double *read_numbers(struct reading *r, size_t *n, const struct datum *d, const char *name) {
    *n = 0;
    if (!d || d->kind != DATUM_SEQUENCE) return NULL;
    double *out = arena_new_array(r->arena, d->items.n, double);
    for (size_t i = 0; i < d->items.n; i++) {
        const struct datum *item = d->items.v[i];
        struct doc_number number;
        if (item->kind != DATUM_SCALAR) continue;
        if (key_parse_number(&number, item->text)) {
            out[(*n)++] = number.value;
            continue;
        }
        diag_add(r->ds, DIAG_WRONG_TYPE, item->pos, "write digits and a decimal point only: 12.5",
                 "`%s` must be a list of numbers", name);
    }
    return out;
}

static void read_scale(struct reading *r, struct doc_indicator *in, const struct datum *d) {
    size_t n;
    const struct datum *scale = datum_get(d, "scale");
    double *ends = read_numbers(r, &n, scale, "scale");
    if (!scale || scale->kind != DATUM_SEQUENCE) return;
    if (n != 2 || !(ends[0] < ends[1])) {
        diag_add(r->ds, DIAG_BAD_VALUE, scale->pos, "write its two ends: [0, 100]",
                 "`scale` must be two numbers, the lower first");
        return;
    }
    in->scale_from = (struct doc_number){.given = true, .value = ends[0]};
    in->scale_to = (struct doc_number){.given = true, .value = ends[1]};
}

/* The number within a value such as “≈27”: what stands before it says how exact it is. */
static struct doc_number number_of_value(const struct datum *d) {
    static const char *const before[] = {"≈", "~", "c. ", "ca. ", "<", ">", "≤", "≥"};
    struct doc_number number = {0};
    if (!d || d->kind != DATUM_SCALAR) return number;
    struct str s = str_trim(d->text);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (str_starts(s, before[i])) s = str_trim(str_slice(s, strlen(before[i]), s.n));
    }
    if (!key_parse_number(&number, s)) number = (struct doc_number){0};
    return number;
}

static const char *const trends[] = {"neither", "up", "down", "flat", NULL};

static enum doc_trend read_trend(struct reading *r, const struct datum *d, const char *name) {
    int choice = key_choice(r, d, name, trends);
    return choice < 0 ? DOC_TREND_NONE : (enum doc_trend)choice;
}

/* False if it is no mapping. */
static bool read_indicator(struct reading *r, struct doc_indicator *in, const struct datum *d) {
    struct pos *places;
    in->pos = d->pos;
    if (!key_check(r, d, &meta_indicator_keys)) return false;
    in->label = key_inlines(r, d, "label");
    in->value = key_inlines(r, d, "value");
    in->unit = key_inlines(r, d, "unit");
    in->note = key_inlines(r, d, "note");
    in->source = key_inlines(r, d, "source");
    in->date = key_date(r, d, "date");
    in->number = number_of_value(datum_get(d, "value"));
    in->previous = key_number(r, d, "previous");
    in->target = key_number(r, d, "target");
    in->series = read_numbers(r, &in->series_count, datum_get(d, "series"), "series");
    read_scale(r, in, d);
    in->level = key_text(r, d, "level");
    in->trend = read_trend(r, d, "trend");
    in->good = read_trend(r, d, "good");
    in->cite = key_words(&in->cite_count, &places, r, d, "cite");
    in->citation = cites_of_keys(r, in->cite, places, in->cite_count);
    return true;
}

/* --- events ----------------------------------------------------------------------------------- */

bool meta_read_event(struct reading *r, struct doc_event *event, const struct datum *d) {
    struct pos *places;
    *event = (struct doc_event){0};
    event->pos = d->pos;
    if (!key_check(r, d, &meta_event_keys)) return false;
    event->date = key_date(r, d, "date");
    event->event = key_inlines(r, d, "event");
    event->text = key_blocks(r, d, "text");
    event->category = key_text(r, d, "category");
    event->place = key_text(r, d, "place");
    event->status = key_text(r, d, "status");
    event->actors = key_words(&event->actor_count, NULL, r, d, "actors");
    event->cite = key_words(&event->cite_count, &places, r, d, "cite");
    event->citation = cites_of_keys(r, event->cite, places, event->cite_count);
    return true;
}

/* --- all -------------------------------------------------------------------------------------- */

static void read_lists(struct reading *r, const struct datum *d) {
    struct doc_meta *m = &r->doc->meta;
    const struct datum *list = datum_get(d, "indicators");
    if (list && list->kind == DATUM_SEQUENCE) {
        m->indicators_pos = list->pos;
        m->indicators = arena_new_array(r->arena, list->items.n, struct doc_indicator);
        for (size_t i = 0; i < list->items.n; i++) {
            struct doc_indicator *in = &m->indicators[m->indicator_count];
            if (read_indicator(r, in, list->items.v[i])) m->indicator_count++;
        }
    }
    list = datum_get(d, "timeline");
    if (list && list->kind == DATUM_SEQUENCE) {
        m->timeline_pos = datum_find(d, STR("timeline"))->pos;
        m->events = arena_new_array(r->arena, list->items.n, struct doc_event);
        r->event_data = arena_new_array(r->arena, list->items.n, const struct datum *);
        r->event_used = arena_new_array(r->arena, list->items.n, bool);
        for (size_t i = 0; i < list->items.n; i++) {
            if (!meta_read_event(r, &m->events[m->event_count], list->items.v[i])) continue;
            r->event_data[m->event_count++] = list->items.v[i];
        }
        r->event_count = m->event_count;
    }
}

void meta_read_lang(struct reading *r, const struct datum *mapping) {
    const struct datum *d = datum_get(mapping, "lang");
    if (!d || d->kind != DATUM_SCALAR || datum_is_null(d)) return;
    struct str tag = str_trim(d->text);
    bool letters = tag.n >= 2;
    for (size_t i = 0; i < tag.n; i++) {
        char c = tag.p[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (i > 1 && ((c >= '0' && c <= '9') || c == '-'));
        letters &= fits;
    }
    if (letters) {
        r->doc->meta.lang = str_copy(r->arena, tag);
        return;
    }
    diag_add(r->ds, DIAG_BAD_VALUE, d->pos, "write a BCP 47 tag, such as en-GB, fr or ru",
             "`lang` is not the tag of a language");
}

static enum doc_notes_place read_notes_place(struct reading *r, const struct datum *d) {
    static const char *const places[] = {"page", "table", "end", "margin", NULL};
    int choice = key_choice(r, d, "notes", places);
    return choice < 0 ? DOC_NOTES_PAGE : (enum doc_notes_place)choice;
}

void meta_read(struct reading *r, const struct datum *d) {
    struct doc_meta *m = &r->doc->meta;
    if (!d || !key_check(r, d, &meta_keys)) return;
    m->title = key_inlines(r, d, "title");
    m->subtitle = key_inlines(r, d, "subtitle");
    m->short_title = key_inlines(r, d, "short-title");
    read_authors(r, datum_get(d, "author"));
    m->date = key_date(r, d, "date");
    m->abstract = key_blocks(r, d, "abstract");
    m->keywords = key_words(&m->keyword_count, NULL, r, d, "keywords");
    m->series = key_inlines(r, d, "series");
    m->number = key_inlines(r, d, "number");
    m->publisher = key_inlines(r, d, "publisher");
    m->rights = key_inlines(r, d, "rights");
    m->contact = key_inlines(r, d, "contact");
    m->disclaimer = key_inlines(r, d, "disclaimer");
    m->toc_given = datum_get(d, "toc") != NULL;
    m->toc = key_yes(r, d, "toc", false);
    m->toc_depth = (int)key_count(r, d, "toc-depth", 1, 6, m->toc_depth);
    m->notes = read_notes_place(r, d);
    m->csl = key_text(r, d, "csl");
    if (datum_get(d, "csl")) m->csl_pos = datum_get(d, "csl")->pos;
    m->link_citations = key_text(r, d, "link-citations");
    read_lists(r, d);
}
