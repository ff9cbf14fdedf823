#include "source/meta.h"

#include "source/abbreviations.h"
#include "source/cites.h"
#include "source/indicators.h"
#include "source/markdown.h"
#include "source/marking.h"

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
    {"abbreviations", KEY_MAPPING, NULL, "what each stands for", false},
    {"link-citations", KEY_YES, "yes", "whether citations link to their references", false},
    {"foot-references", KEY_YES, NULL,
     "whether references stand at the foot of each page that cites them; as the style has it",
     false},
    {"bibliography", KEY_WORDS, NULL, "files of references: YAML, JSON or BibTeX", false},
    {"references", KEY_ANY, NULL, "references, as CSL-YAML", false},
    {"indicators", KEY_MAPPINGS, NULL, "the cells of the summary box", false},
    {"timeline", KEY_MAPPINGS, NULL, "the events of the timeline", false},
    {"marking", KEY_MAPPING, NULL, "how the briefing may be handled", false},
};

static const struct key author_rows[] = {
    {"name", KEY_INLINES, NULL, "the author's name", true},
    {"affiliation", KEY_INLINES, NULL, "where the author works", false},
    {"email", KEY_TEXT, NULL, "an e-mail address", false},
    {"orcid", KEY_TEXT, NULL, "an ORCID identifier", false},
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
    indicators_read(r, datum_get(d, "indicators"));
    struct datum_pair *marking = datum_find(d, STR("marking"));
    if (marking) marking_read(r, marking->value, marking->pos);
    const struct datum *list = datum_get(d, "timeline");
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
        r->doc->meta.lang_given = true;
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
    abbreviations_read(r, datum_get(d, "abbreviations"));
    m->plain_citations = !key_yes(r, d, "link-citations", true);
    m->foot_references_given = datum_get(d, "foot-references") != NULL;
    m->foot_references = key_yes(r, d, "foot-references", false);
    read_lists(r, d);
}
