#include "source/marking.h"

#include "source/date.h"

static const struct key rows[] = {
    {"line", KEY_TEXT, NULL, "the classification or handling line, set in capitals", false},
    {"tlp", KEY_TEXT, NULL, "the Traffic Light Protocol: red, amber+strict, amber, green, clear",
     false},
    {"embargo", KEY_TEXT, NULL, "a date, or words, until when it is not to be published", false},
    {"distribution", KEY_WORDS, NULL, "who gets it", false},
    {"copy", KEY_TEXT, NULL, "the number of this copy", false},
    {"status", KEY_TEXT, NULL, "draft, final or another word; all but final stand behind the text",
     false},
};

const struct key_table marking_keys = {"a marking", rows, sizeof rows / sizeof *rows, NULL};

/* "TLP:AMBER+STRICT", "amber strict" or "Amber" → "AMBER+STRICT"; empty after a diagnostic. */
static struct str read_tlp(struct reading *r, const struct datum *mapping) {
    static const char *const labels[] = {"RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR", NULL};
    const struct datum *d = datum_get(mapping, "tlp");
    struct str text = key_text(r, mapping, "tlp");
    if (str_empty(text)) return text;
    char *label = str_to_c(r->arena, text);
    for (char *c = label; *c; c++) {
        if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
        if (*c == ' ' || *c == '_' || *c == '-') *c = '+';
    }
    struct str upper = str_of(label);
    if (str_starts(upper, "TLP:")) upper = str_trim(str_slice(upper, 4, upper.n));
    for (size_t i = 0; labels[i]; i++)
        if (str_is(upper, labels[i])) return str_of(labels[i]);
    diag_add(r->ds, DIAG_BAD_VALUE, d->pos,
             str_is(upper, "WHITE") ? "since version 2.0 of the protocol it is called clear"
                                    : "write red, amber+strict, amber, green or clear",
             "`%.*s` is no label of the Traffic Light Protocol", STR_ARG(key_clip(text)));
    return STR_NONE;
}

/* A date where it is one, else words as they stand. */
static struct doc_date read_embargo(struct reading *r, const struct datum *mapping) {
    const struct datum *d = datum_get(mapping, "embargo");
    struct doc_date date = {.written = key_text(r, mapping, "embargo")};
    if (str_empty(date.written)) return date;
    date.pos = d->pos;
    if (date_parse(&date.value, date.written)) date.value = (struct work_date){0};
    return date;
}

void marking_read(struct reading *r, const struct datum *mapping, struct pos pos) {
    struct doc_marking *m = &r->doc->meta.marking;
    if (datum_is_null(mapping) || !key_check(r, mapping, &marking_keys)) return;
    m->pos = pos;
    m->line = key_text(r, mapping, "line");
    m->tlp = read_tlp(r, mapping);
    m->embargo = read_embargo(r, mapping);
    m->distribution = key_words(&m->distribution_count, NULL, r, mapping, "distribution");
    m->copy = key_text(r, mapping, "copy");
    m->status = key_text(r, mapping, "status");
}
