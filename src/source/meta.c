#include "source/meta.h"

#include "base/buf.h"
#include "source/abbreviations.h"
#include "source/cites.h"
#include "source/indicators.h"
#include "source/markdown.h"
#include "source/marking.h"
#include "source/tongue.h"

#define TABLE(what, rows, hints)                                                                   \
    { what, rows, sizeof rows / sizeof *rows, hints }

/* --- keys of pandoc, Quarto and others ---------------------------------------------------------
 */

#define LOOKS "what pages look like is said in house.yaml"
#define FONTS                                                                                      \
    "families are chosen in fonts/fonts.yaml, sizes in house.yaml: `type: {body: {size: 10pt}}`"
#define MARGINS "write in house.yaml: `page: {left: 30mm, right: 25mm}`"
#define COLOURS "write in house.yaml: `colour: {accent: \"#1f3f7a\"}`"
#define ALWAYS  "take it out: a briefing is always set to a PDF"
#define WHERE   "write it under its author: `author: [{name: …, affiliation: …}]`"

static const struct key_hint briefing_hints[] = {
    {"institute", WHERE},
    {"institution", WHERE},
    {"affiliation", WHERE},
    {"affiliations", WHERE},
    {"organization", WHERE},
    {"email", WHERE},
    {"orcid", WHERE},
    {"authors", "write `author`, with one or a list of them"},
    {"language", "write `lang`"},
    {"title-meta", "take it out: the PDF has the title of `title`"},
    {"author-meta", "take it out: the PDF has the names of `author`"},
    {"pagetitle", "take it out: the PDF has the title of `title`"},
    {"description", "write `abstract`"},
    {"summary", "write `abstract`"},
    {"subject", "write `keywords`"},
    {"tags", "write `keywords`"},
    {"categories", "write `keywords`"},
    {"licence", "write `rights`"},
    {"license", "write `rights`"},
    {"copyright", "write `rights`"},
    {"geometry", MARGINS},
    {"margin", MARGINS},
    {"margin-left", MARGINS},
    {"margin-right", MARGINS},
    {"margin-top", "write in house.yaml: `page: {top: 25mm}`"},
    {"margin-bottom", "write in house.yaml: `page: {bottom: 25mm}`"},
    {"papersize", "write in house.yaml: `page: {size: A4}`"},
    {"paper", "write in house.yaml: `page: {size: A4}`"},
    {"fontsize", "write in house.yaml: `type: {body: {size: 10pt}}`"},
    {"linestretch", "write in house.yaml: `page: {grid: 14pt}`"},
    {"mainfont", FONTS},
    {"sansfont", FONTS},
    {"monofont", FONTS},
    {"fontfamily", FONTS},
    {"linkcolor", COLOURS},
    {"urlcolor", COLOURS},
    {"citecolor", COLOURS},
    {"colorlinks", COLOURS},
    {"number-sections", "write in house.yaml: `heading: {numbered: yes}`"},
    {"numbersections", "write in house.yaml: `heading: {numbered: yes}`"},
    {"header-includes", LOOKS},
    {"include-before", LOOKS},
    {"include-after", LOOKS},
    {"documentclass", LOOKS},
    {"classoption", LOOKS},
    {"template", LOOKS},
    {"reference-doc", LOOKS},
    {"css", LOOKS},
    {"theme", LOOKS},
    {"style", LOOKS},
    {"output", ALWAYS},
    {"format", ALWAYS},
    {"pdf-engine", ALWAYS},
    {"output-file", "take it out: the PDF is called after the folder or file"},
    {"execute", "take it out: nothing in a briefing is run"},
    {"engine", "take it out: nothing in a briefing is run"},
    {"jupyter", "take it out: nothing in a briefing is run"},
    {"params", "take it out: nothing in a briefing is run"},
    {"filters", "take it out: nothing in a briefing is run"},
    {"citation-style", "write `csl`"},
    {"biblio-style", "write `csl`"},
    {"bibliographystyle", "write `csl`"},
    {"nocite", "take it out: works that are cited are listed"},
    {"reference-section-title", "write in house.yaml: `words: {literature: …}`"},
    {"toc-title", "write in house.yaml: `words: {contents: …}`"},
    {"table-of-contents", "write `toc: yes`"},
    {"lof", "place a fenced block ```{contents} with `:of: figures`"},
    {"lot", "place a fenced block ```{contents} with `:of: tables`"},
    {"status", "write `marking: {status: draft}`"},
    {"classification", "write `marking: {line: …}`"},
    {"embargo", "write `marking: {embargo: 2025-03-14}`"},
    {NULL, NULL},
};

#define NAMES "write the whole name: `name: Given Family`"
#define PLACE "write `affiliation`"

static const struct key_hint author_hints[] = {
    {"given", NAMES},
    {"family", NAMES},
    {"first", NAMES},
    {"last", NAMES},
    {"literal", NAMES},
    {"given-names", NAMES},
    {"surname", NAMES},
    {"author", NAMES},
    {"institute", PLACE},
    {"institution", PLACE},
    {"organization", PLACE},
    {"organisation", PLACE},
    {"affiliations", PLACE},
    {"department", PLACE},
    {"role", "write it with the affiliation: `affiliation: Director, The Institute`"},
    {"title", "write it with the affiliation: `affiliation: Director, The Institute`"},
    {"position", "write it with the affiliation: `affiliation: Director, The Institute`"},
    {"url", "write it in the name: `name: \"[Name](https://…)\"`"},
    {"website", "write it in the name: `name: \"[Name](https://…)\"`"},
    {NULL, NULL},
};

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
    {"affiliation", KEY_ANY, NULL, "where the author works", false},
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

const struct key_table meta_keys = TABLE("a briefing's metadata", briefing_rows, briefing_hints);
const struct key_table meta_author_keys = TABLE("an author", author_rows, author_hints);
const struct key_table meta_event_keys = TABLE("an event of the timeline", event_rows, NULL);

/* --- authors ---------------------------------------------------------------------------------- */

/* Adds an affiliation to those before, parted by a comma. */
static void add_affiliation(struct reading *r, struct doc_author *author, const struct datum *d) {
    if (d->kind == DATUM_MAPPING && datum_get(d, "name")) d = datum_get(d, "name");
    if (datum_is_null(d)) return;
    if (d->kind != DATUM_SCALAR) {
        diag_add(r->ds, DIAG_WRONG_TYPE, d->pos, "write `affiliation: The Institute`, or a list",
                 "`affiliation` must be a text or a list of texts, and this is %s",
                 datum_kind_name(d));
        return;
    }
    struct doc_node *span = markdown_inlines(r, &d->where);
    if (!span->first) return;
    if (!author->affiliation) {
        author->affiliation = span;
        return;
    }
    doc_append(author->affiliation, doc_text_new(r->arena, STR(", "), span->pos));
    while (span->first) {
        struct doc_node *child = span->first;
        doc_unlink(child);
        doc_append(author->affiliation, child);
    }
}

static void read_affiliation(struct reading *r, struct doc_author *author, const struct datum *d) {
    if (!d) return;
    if (d->kind != DATUM_SEQUENCE) {
        add_affiliation(r, author, d);
        return;
    }
    for (size_t i = 0; i < d->items.n; i++)
        add_affiliation(r, author, d->items.v[i]);
}

/* Something before an at sign, and something with a full stop in it behind, without spaces. */
static bool is_email(struct str s) {
    size_t at = str_find_char(s, '@'), dots = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (strchr(" \t\n<>,;", s.p[i]) || (s.p[i] == '@' && i != at)) return false;
        dots += i > at + 1 && s.p[i] == '.' && i + 1 < s.n;
    }
    return at > 0 && at < s.n && dots;
}

/* The identifier without the address before it; empty if its 16 figures do not agree with the last
 * of them (ISO 7064, MOD 11-2). */
static struct str orcid_of(struct str s) {
    size_t from = str_find(s, STR("orcid.org/"));
    if (from != SIZE_MAX) s = str_slice(s, from + strlen("orcid.org/"), s.n);
    int sum = 0;
    if (s.n != 19) return STR_NONE;
    for (size_t i = 0; i < 19; i++) {
        char c = s.p[i];
        if (i % 5 == 4) {
            if (c != '-') return STR_NONE;
            continue;
        }
        if (i == 18) {
            int check = (12 - sum % 11) % 11;
            return c == (check == 10 ? 'X' : (char)('0' + check)) ? s : STR_NONE;
        }
        if (c < '0' || c > '9') return STR_NONE;
        sum = 2 * (sum + c - '0');
    }
    return STR_NONE;
}

static void read_addresses(struct reading *r, struct doc_author *author, const struct datum *d) {
    author->email = key_text(r, d, "email");
    struct str orcid = key_text(r, d, "orcid");
    if (author->email.n && !is_email(author->email)) {
        diag_add(r->ds, DIAG_BAD_VALUE, datum_get(d, "email")->pos, "write it as name@example.org",
                 "`%.*s` is not an address of mail", STR_ARG(key_clip(author->email)));
        author->email = STR_NONE;
    }
    if (orcid.n && !(author->orcid = orcid_of(orcid)).n)
        diag_add(r->ds, DIAG_BAD_VALUE, datum_get(d, "orcid")->pos,
                 "write its sixteen figures, as 0000-0002-1825-0097; the last tells slips of the "
                 "keyboard",
                 "`%.*s` is not an ORCID identifier", STR_ARG(key_clip(orcid)));
}

static void add_reach_text(struct reading *r, struct doc_author *author, struct str text) {
    doc_append(author->reach, doc_text_new(r->arena, text, author->pos));
}

static void add_reach_link(struct reading *r, struct doc_author *author, struct str url,
                           struct str text) {
    struct doc_node *link = doc_node_new(r->arena, DOC_LINK, author->pos);
    link->u.link.url = url;
    doc_append(link, doc_text_new(r->arena, text, author->pos));
    doc_append(author->reach, link);
}

/* "Name: name@example.org, ORCID 0000-0002-1825-0097", for the imprint. */
static void make_reach(struct reading *r, struct doc_author *author) {
    struct buf name = {0};
    if (!author->name || (!author->email.n && !author->orcid.n)) return;
    doc_plain_text(&name, author->name);
    author->reach = doc_node_new(r->arena, DOC_SPAN, author->pos);
    add_reach_text(r, author, str_printf(r->arena, "%.*s: ", STR_ARG(buf_str(&name))));
    buf_done(&name);
    if (author->email.n)
        add_reach_link(r, author, str_printf(r->arena, "mailto:%.*s", STR_ARG(author->email)),
                       author->email);
    if (!author->orcid.n) return;
    add_reach_text(r, author, author->email.n ? STR(", ORCID\u00A0") : STR("ORCID\u00A0"));
    add_reach_link(r, author,
                   str_printf(r->arena, "https://orcid.org/%.*s", STR_ARG(author->orcid)),
                   author->orcid);
}

static struct doc_author read_author(struct reading *r, const struct datum *d) {
    struct doc_author author = {.pos = d->pos};
    if (d->kind == DATUM_SCALAR) {
        author.name = markdown_inlines(r, &d->where);
    } else if (key_check(r, d, &meta_author_keys)) {
        author.name = key_inlines(r, d, "name");
        read_affiliation(r, &author, datum_get(d, "affiliation"));
        read_addresses(r, &author, d);
        make_reach(r, &author);
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
        r->event_told = arena_new_array(r->arena, list->items.n, bool);
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
    struct str tag = tongue_read(r, d->text, d->pos);
    r->doc->meta.lang_given = true;
    r->doc->meta.lang_pos = d->pos;
    if (tag.n) r->doc->meta.lang = tag;
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
