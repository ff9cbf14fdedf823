/* timeline_status: parties against signature, consent to be bound, and entry into force.
 *
 * Set as depositaries set it: a date in each column, and after the date of consent (or of
 * signature, where no other is known) a letter for the act, where that was not ratification; a
 * legend tells the letters. The result is an ordinary table, so that it breaks, repeats its head
 * and is read aloud as tables are. */
#include "source/timeline.h"

#include "base/buf.h"
#include "source/key.h"
#include "source/sheet.h"
#include "style/words.h"
#include "text/locale.h"

static const struct key status_rows[] = {
    {"party", KEY_INLINES, NULL, "the state or organisation", true},
    {"signature", KEY_DATE, NULL, "when it signed", false},
    {"consent", KEY_DATE, NULL, "when it consented to be bound", false},
    {"action", KEY_TEXT, "ratification", "the act by which it did", false},
    {"entry", KEY_DATE, NULL, "when the treaty entered into force for it", false},
    {"end", KEY_DATE, NULL, "when it ceased to be bound", false},
    {"note", KEY_INLINES, NULL, "what is to be said of it", false},
    {"group", KEY_TEXT, NULL, "the group it stands in", false},
};
static const struct key_table status_keys = {"a party's row", status_rows,
                                             sizeof status_rows / sizeof *status_rows, NULL};

enum { ACTIONS = 7 };
static const char *const actions[] = {"ratification", "accession", "acceptance", "approval",
                                      "succession",   "signature", "founding",   NULL};
static const char *const letters[] = {"", "a", "A", "AA", "d", "s", "f"};

struct row {
    const struct datum *data;
    struct doc_node *party, *note;
    struct doc_date dates[4]; /* signature, consent, entry, end */
    int action;
    struct str group;
};

struct status {
    struct call *c;
    struct reading *r;
    struct locale *locale;
    VEC(struct row) rows;
    bool used[6];          /* columns: party, four dates, note */
    bool actions[ACTIONS]; /* those that were met */
};

static struct str word(const struct status *s, size_t id) {
    return style_word(s->r->doc->meta.lang, (enum style_word_id)id, NULL);
}

/* --- rows
 * ----------------------------------------------------------------------------------------- */

static bool read_row(struct status *s, struct row *row, const struct datum *d) {
    static const char *const dates[] = {"signature", "consent", "entry", "end"};
    *row = (struct row){.data = d};
    if (!key_check(s->r, d, &status_keys)) return false;
    row->party = key_inlines(s->r, d, "party");
    row->note = key_inlines(s->r, d, "note");
    row->group = key_text(s->r, d, "group");
    for (int i = 0; i < 4; i++) {
        row->dates[i] = key_date(s->r, d, dates[i]);
        s->used[i + 1] |= datum_get(d, dates[i]) != NULL;
    }
    s->used[5] |= row->note != NULL;
    int action = key_choice(s->r, d, "action", actions);
    row->action = action < 0 ? 0 : action;
    if (row->dates[1].value.from.year || row->dates[0].value.from.year)
        s->actions[row->action] = true;
    return row->party != NULL;
}

/* A party twice, or bound before it signed. */
static void check_rows(struct status *s) {
    struct hash seen;
    hash_init(&seen, s->r->arena);
    for (size_t i = 0; i < s->rows.n; i++) {
        struct row *row = &s->rows.v[i];
        struct str party = sheet_words(s->r, row->party);
        struct str key = str_printf(s->r->arena, "%.*s\n%.*s", STR_ARG(row->group), STR_ARG(party));
        if (hash_put(&seen, key, row))
            diag_add(s->r->ds, DIAG_EVENT_DUPLICATE, row->party->pos, "take one of them out",
                     "this party stands in the table already");
        const struct work_date_part *before = NULL;
        for (int k = 0; k < 4; k++) {
            const struct doc_date *date = &row->dates[k];
            if (!date->value.from.year) continue;
            if (before && timeline_compare(before, &date->value.from) > 0)
                diag_add(s->r->ds, DIAG_EVENT_ORDER, date->pos, "see which of the two is right",
                         "this date is before one of an earlier step");
            before = &date->value.from;
        }
    }
}

/* --- the table
 * ------------------------------------------------------------------------------------ */

static struct doc_node *add_cell(struct status *s, struct doc_node *row, bool header) {
    struct doc_node *cell = doc_node_new(s->r->arena, DOC_CELL, row->pos);
    cell->u.cell.colspan = cell->u.cell.rowspan = 1;
    cell->u.cell.header = header;
    doc_append(row, cell);
    return cell;
}

static void add_words(struct status *s, struct doc_node *to, struct str words) {
    if (words.n) doc_append(to, doc_text_new(s->r->arena, words, to->pos));
}

static void add_head(struct status *s, struct doc_node *table) {
    static const enum style_word_id heads[] = {STYLE_WORD_PARTY,   STYLE_WORD_SIGNATURE,
                                               STYLE_WORD_CONSENT, STYLE_WORD_ENTRY_INTO_FORCE,
                                               STYLE_WORD_UNTIL,   STYLE_WORD_REMARKS};
    struct doc_node *row = doc_node_new(s->r->arena, DOC_ROW, s->c->pos);
    row->u.row.header = true;
    doc_append(table, row);
    for (int i = 0; i < 6; i++) {
        if (!s->used[i]) continue;
        struct str text = word(s, heads[i]);
        for (int k = 1; i == 2 && k < ACTIONS; k++)
            if (s->actions[k])
                text =
                    str_printf(s->r->arena, "%.*s, %.*s\u00A0(%s)", STR_ARG(text),
                               STR_ARG(word(s, STYLE_WORD_RATIFICATION + (size_t)k)), letters[k]);
        add_words(s, add_cell(s, row, true), text);
    }
}

static struct str date_words(struct status *s, const struct doc_date *date) {
    const struct work_date_part *d = &date->value.from;
    if (!d->year) return date->written.n ? date->written : STR("–");
    struct locale_date day = {d->year, d->month, d->day};
    return locale_format_date(s->r->arena, s->locale, day, LOCALE_DATE_SHORT);
}

static void move_children(struct doc_node *to, struct doc_node *from) {
    while (from && from->first) {
        struct doc_node *child = from->first;
        doc_unlink(child);
        doc_append(to, child);
    }
}

static void add_row(struct status *s, struct doc_node *table, struct row *from) {
    struct doc_node *row = doc_node_new(s->r->arena, DOC_ROW, from->data->pos);
    doc_append(table, row);
    move_children(add_cell(s, row, true), from->party);
    int acted = from->dates[1].value.from.year ? 1 : 0; /* the date that the letter follows */
    for (int i = 0; i < 4; i++) {
        if (!s->used[i + 1]) continue;
        struct doc_node *cell = add_cell(s, row, false);
        struct str words = date_words(s, &from->dates[i]);
        if (i == acted && letters[from->action][0] && from->dates[i].value.from.year)
            words = str_printf(s->r->arena, "%.*s\u00A0%s", STR_ARG(words), letters[from->action]);
        add_words(s, cell, words);
    }
    if (s->used[5]) move_children(add_cell(s, row, false), from->note);
}

static void add_group(struct status *s, struct doc_node *table, struct str words, size_t columns) {
    struct doc_node *row = doc_node_new(s->r->arena, DOC_ROW, s->c->pos);
    row->u.row.group = true;
    doc_append(table, row);
    struct doc_node *cell = add_cell(s, row, true);
    cell->u.cell.colspan = (int)columns;
    add_words(s, cell, words);
}

static size_t count_columns(const struct status *s) {
    size_t n = 0;
    for (int i = 0; i < 6; i++)
        n += s->used[i];
    return n;
}

static void add_rows(struct status *s, struct doc_node *table) {
    size_t columns = count_columns(s);
    struct str group = STR_NONE;
    add_head(s, table);
    for (size_t i = 0; i < s->rows.n; i++) {
        struct row *row = &s->rows.v[i];
        if (row->group.n && !str_eq(row->group, group))
            add_group(s, table, group = row->group, columns);
        add_row(s, table, row);
    }
    table->u.table.columns = columns;
    table->u.table.aligns = arena_new_array(s->r->arena, columns, enum doc_align);
}

/* The date that the table is true of stands under it. */
static void add_as_of(struct status *s, struct doc_node *table, struct doc_table *more) {
    struct doc_date date = timeline_as_of(s->c);
    more->as_of = date;
    if (!date.value.from.year) return;
    struct doc_node *group = doc_node_new(s->r->arena, DOC_GROUP, date.pos);
    struct doc_node *p = doc_node_new(s->r->arena, DOC_PARAGRAPH, date.pos);
    p->classes = STR("as-of");
    add_words(s, p, date_words(s, &date));
    doc_append(group, p);
    doc_append(table, group);
}

void timeline_make_status(struct call *c) {
    static const char *const no_lists[] = {NULL};
    struct status s = {.c = c, .r = c->r, .used = {true}};
    const struct datum *d = timeline_data(c, no_lists);
    if (!d) {
        if (!call_option(c, "file")) call_report_empty(c, "timeline");
        return;
    }
    s.locale = locale_new(c->r->arena, c->r->doc->meta.lang);
    for (size_t i = 0; i < d->items.n; i++) {
        struct row row;
        if (read_row(&s, &row, d->items.v[i])) *vec_push(c->r->arena, &s.rows) = row;
    }
    check_rows(&s);
    struct doc_node *table = call_append(c, DOC_TABLE);
    struct doc_table *more = arena_new(c->r->arena, struct doc_table);
    table->u.table.more = more;
    table->u.table.caption = call_inlines(c, "caption");
    add_rows(&s, table);
    add_as_of(&s, table, more);
    locale_free(s.locale);
}
