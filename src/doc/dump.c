/* dump: the document as indented text, a node a line, stable from run to run.
 *
 * Each line is kind, place (line:column, the file before it where it is not the briefing's main
 * one), then what the node holds. Text is quoted with \n, \t, \" and \\ escaped. */
#include "doc/doc.h"

#include "base/buf.h"

struct dumper {
    struct buf *out;
    const struct doc *doc;
    uint32_t main_file;
};

static void add_quoted(struct buf *out, struct str s) {
    buf_add_char(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '\n': buf_add_c(out, "\\n"); break;
        case '\t': buf_add_c(out, "\\t"); break;
        case '"': buf_add_c(out, "\\\""); break;
        case '\\': buf_add_c(out, "\\\\"); break;
        default: buf_add_char(out, s.p[i]);
        }
    }
    buf_add_char(out, '"');
}

/* " name="value"" unless value is empty. */
static void add_str(struct buf *out, const char *name, struct str value) {
    if (str_empty(value)) return;
    buf_printf(out, " %s=", name);
    add_quoted(out, value);
}

static void add_pos(struct dumper *d, struct pos pos) {
    if (!pos.file) return;
    buf_add_char(d->out, ' ');
    if (pos.file != d->main_file && pos.file <= d->doc->diags->files.n) {
        struct str path = d->doc->diags->files.v[pos.file - 1].path;
        size_t from = path.n;
        while (from && path.p[from - 1] != '/')
            from--;
        buf_add_str(d->out, str_slice(path, from, path.n));
        buf_add_char(d->out, ':');
    }
    buf_printf(d->out, "%u:%u", (unsigned)pos.line, (unsigned)pos.col);
}

static void add_indent(struct dumper *d, size_t depth) {
    for (size_t i = 0; i < depth; i++)
        buf_add_c(d->out, "  ");
}

static void add_length(struct buf *out, const char *name, struct doc_length length) {
    if (length.kind == DOC_LENGTH_NONE) return;
    buf_printf(out, " %s=%g%s", name, length.value, length.kind == DOC_LENGTH_PERCENT ? "%" : "pt");
}

static void add_date(struct dumper *d, const char *name, const struct doc_date *date) {
    const struct work_date *v = &date->value;
    if (!v->from.year && str_empty(date->written)) return;
    buf_printf(d->out, " %s=%s%d-%d-%d", name, v->circa ? "c." : "", v->from.year, v->from.month,
               v->from.day);
    if (v->to.year) buf_printf(d->out, "/%d-%d-%d", v->to.year, v->to.month, v->to.day);
    if (v->open_end) buf_add_c(d->out, "/..");
}

static const char align_letters[] = "-lcr.";

static void add_table(struct buf *out, const struct doc_node *node) {
    buf_printf(out, " columns=%zu aligns=", node->u.table.columns);
    for (size_t i = 0; i < node->u.table.columns; i++) {
        buf_add_char(out, node->u.table.aligns ? align_letters[node->u.table.aligns[i]] : '-');
    }
}

static void add_cite_item(struct buf *out, const struct doc_cite_item *item) {
    buf_printf(out, " {%.*s", STR_ARG(item->key));
    if (!item->work) buf_add_c(out, " undefined");
    if (item->suppress_author) buf_add_c(out, " suppress-author");
    if (item->author_in_text) buf_add_c(out, " author-in-text");
    add_str(out, "prefix", item->prefix);
    add_str(out, "label", item->label);
    add_str(out, "locator", item->locator);
    add_str(out, "suffix", item->suffix);
    buf_add_char(out, '}');
}

static void add_citation(struct buf *out, const struct doc_citation *citation) {
    if (!citation) return;
    if (citation->in_text) buf_add_c(out, " in-text");
    if (citation->note_number) buf_printf(out, " note=%zu", citation->note_number);
    for (size_t i = 0; i < citation->item_count; i++)
        add_cite_item(out, &citation->items[i]);
}

static void add_note_mark(struct buf *out, const struct doc_note *note) {
    if (!note) return;
    if (note->number) buf_printf(out, " note=%zu", note->number);
    add_str(out, "label", note->label);
}

static void add_list(struct buf *out, const struct doc_node *node) {
    if (node->u.list.ordered) {
        buf_printf(out, " ordered start=%ld delimiter=%c", node->u.list.start,
                   node->u.list.delimiter);
    }
    if (node->u.list.tight) buf_add_c(out, " tight");
}

static void add_cell(struct buf *out, const struct doc_node *node) {
    if (node->u.cell.header) buf_add_c(out, " header");
    if (node->u.cell.colspan > 1) buf_printf(out, " colspan=%d", node->u.cell.colspan);
    if (node->u.cell.rowspan > 1) buf_printf(out, " rowspan=%d", node->u.cell.rowspan);
}

static void add_image(struct buf *out, const struct doc_node *node) {
    add_str(out, "path", node->u.image.path);
    add_str(out, "title", node->u.image.title);
    add_length(out, "width", node->u.image.width);
    add_length(out, "height", node->u.image.height);
}

/* What a node of its kind holds beside its children. */
static void add_payload(struct buf *out, const struct doc_node *node) {
    switch (node->kind) {
    case DOC_TEXT:
    case DOC_CODE:
    case DOC_MISTAKE:
        buf_add_char(out, ' ');
        add_quoted(out, node->u.text);
        break;
    case DOC_HEADING:
        buf_printf(out, " level=%d%s", node->u.heading.level,
                   node->u.heading.numbered ? " numbered" : "");
        break;
    case DOC_LIST: add_list(out, node); break;
    case DOC_ITEM:
        if (node->u.item.number) buf_printf(out, " number=%ld", node->u.item.number);
        break;
    case DOC_CODE_BLOCK:
        add_str(out, "language", node->u.code.language);
        buf_add_char(out, ' ');
        add_quoted(out, node->u.code.text);
        break;
    case DOC_TABLE: add_table(out, node); break;
    case DOC_ROW: buf_add_c(out, node->u.row.header ? " header" : ""); break;
    case DOC_CELL: add_cell(out, node); break;
    case DOC_FIGURE: buf_add_c(out, node->u.figure.decorative ? " decorative" : ""); break;
    case DOC_CALLOUT: add_str(out, "type", node->u.callout.type); break;
    case DOC_TIMELINE: buf_printf(out, " events=%zu", node->u.timeline.event_count); break;
    case DOC_INDICATORS:
        buf_printf(out, " indicators=%zu", node->u.indicators.indicator_count);
        break;
    case DOC_LINK:
        add_str(out, "url", node->u.link.url);
        add_str(out, "title", node->u.link.title);
        break;
    case DOC_IMAGE: add_image(out, node); break;
    case DOC_NOTE_MARK: add_note_mark(out, node->u.note_mark.note); break;
    case DOC_CITATION: add_citation(out, node->u.citation.citation); break;
    case DOC_ABBR: add_str(out, "expansion", node->u.abbr.expansion); break;
    case DOC_TASK_MARK: buf_add_c(out, node->u.task.done ? " done" : " open"); break;
    case DOC_PAGE_REF: add_str(out, "target", node->u.page_ref.target); break;
    case DOC_REF: add_str(out, "target", node->u.ref.target); break;
    default: break;
    }
}

/* The part that hangs beside a node, if there is one. */
static const struct doc_node *side_of(const struct doc_node *node, const char **name) {
    *name = "caption";
    switch (node->kind) {
    case DOC_TABLE: return node->u.table.caption;
    case DOC_TIMELINE: return node->u.timeline.caption;
    case DOC_INDICATORS: return node->u.indicators.caption;
    case DOC_CALLOUT: *name = "title"; return node->u.callout.title;
    default: return NULL;
    }
}

static void dump_line(struct dumper *d, const struct doc_node *node, size_t depth) {
    add_indent(d, depth);
    buf_add_c(d->out, doc_kind_name(node->kind));
    add_pos(d, node->pos);
    add_str(d->out, "id", node->id);
    add_str(d->out, "lang", node->lang);
    add_str(d->out, "class", node->classes);
    add_payload(d->out, node);
    buf_add_char(d->out, '\n');
}

static void dump_tree(struct dumper *d, const struct doc_node *top, size_t depth);

/* "name", then the tree below it, two deeper; nothing if there is none. */
static void dump_part(struct dumper *d, const char *name, const struct doc_node *node,
                      size_t depth) {
    if (!node) return;
    add_indent(d, depth);
    buf_printf(d->out, "%s:\n", name);
    dump_tree(d, node, depth + 1);
}

/* Recursion goes only into a side part, and a side part holds none of its own kind. */
static void dump_tree(struct dumper *d, const struct doc_node *top, size_t depth) {
    size_t below = 0;
    const struct doc_node *at = top;
    while (at) {
        dump_line(d, at, depth + below);
        const char *name;
        const struct doc_node *side = side_of(at, &name);
        dump_part(d, name, side, depth + below + 1);
        if (at->first) {
            at = at->first;
            below++;
            continue;
        }
        while (at != top && !at->next) {
            at = at->parent;
            below--;
        }
        at = at == top ? NULL : at->next;
    }
}

/* --- metadata --------------------------------------------------------------------------------- */

static void dump_field(struct dumper *d, const char *name, struct str value) {
    if (str_empty(value)) return;
    buf_printf(d->out, "  %s ", name);
    add_quoted(d->out, value);
    buf_add_char(d->out, '\n');
}

static void dump_author(struct dumper *d, const struct doc_author *author) {
    buf_add_c(d->out, "  author");
    add_pos(d, author->pos);
    add_str(d->out, "email", author->email);
    add_str(d->out, "orcid", author->orcid);
    buf_add_char(d->out, '\n');
    dump_part(d, "name", author->name, 2);
    dump_part(d, "affiliation", author->affiliation, 2);
    dump_part(d, "reach", author->reach, 2);
}

static void dump_number(struct buf *out, const char *name, const struct doc_number *n) {
    if (n->given) buf_printf(out, " %s=%.*f", name, n->decimals, n->value);
}

static const char *const trend_names[] = {"none", "up", "down", "flat"};

static void dump_indicator(struct dumper *d, const struct doc_indicator *in) {
    buf_add_c(d->out, "  indicator");
    add_pos(d, in->pos);
    add_date(d, "date", &in->date);
    dump_number(d->out, "number", &in->figure.from);
    dump_number(d->out, "to", &in->figure.to);
    if (in->figure.percent) buf_add_c(d->out, " percent");
    if (in->figure.currency[0]) buf_printf(d->out, " %s", in->figure.currency);
    add_str(d->out, "after", in->figure.after);
    dump_number(d->out, "previous", &in->previous);
    dump_number(d->out, "target", &in->target);
    dump_number(d->out, "scale-from", &in->scale_from);
    dump_number(d->out, "scale-to", &in->scale_to);
    if (in->trend) buf_printf(d->out, " trend=%s", trend_names[in->trend]);
    if (in->good) buf_printf(d->out, " good=%s", trend_names[in->good]);
    add_str(d->out, "level", in->level);
    add_str(d->out, "group", in->group);
    if (in->series_count) buf_add_c(d->out, " series=");
    for (size_t i = 0; i < in->series_count; i++) {
        if (i) buf_add_char(d->out, ',');
        if (in->series_dates) {
            buf_add_str(d->out, in->series_dates[i].written);
            buf_add_char(d->out, ':');
        }
        buf_printf(d->out, "%g", in->series[i]);
    }
    buf_add_char(d->out, '\n');
    dump_part(d, "label", in->label, 2);
    dump_part(d, "value", in->value, 2);
    dump_part(d, "unit", in->unit, 2);
    dump_part(d, "note", in->note, 2);
    dump_part(d, "source", in->source, 2);
    dump_part(d, "citation", in->citation, 2);
}

static void dump_event(struct dumper *d, const struct doc_event *event) {
    buf_add_c(d->out, "  event");
    add_pos(d, event->pos);
    add_date(d, "date", &event->date);
    add_str(d->out, "category", event->category);
    add_str(d->out, "place", event->place);
    add_str(d->out, "status", event->status);
    for (size_t i = 0; i < event->actor_count; i++)
        add_str(d->out, "actor", event->actors[i]);
    buf_add_char(d->out, '\n');
    dump_part(d, "event", event->event, 2);
    dump_part(d, "text", event->text, 2);
    dump_part(d, "citation", event->citation, 2);
}

static void dump_marking(struct dumper *d, const struct doc_marking *m) {
    if (!m->pos.line) return;
    buf_add_c(d->out, "  marking");
    add_pos(d, m->pos);
    add_str(d->out, "line", m->line);
    add_str(d->out, "tlp", m->tlp);
    add_str(d->out, "embargo", m->embargo.written);
    add_str(d->out, "copy", m->copy);
    add_str(d->out, "status", m->status);
    for (size_t i = 0; i < m->distribution_count; i++)
        add_str(d->out, "to", m->distribution[i]);
    buf_add_char(d->out, '\n');
}

static void dump_meta(struct dumper *d) {
    const struct doc_meta *m = &d->doc->meta;
    buf_add_c(d->out, "meta\n");
    dump_part(d, "title", m->title, 1);
    dump_part(d, "subtitle", m->subtitle, 1);
    dump_part(d, "short-title", m->short_title, 1);
    for (size_t i = 0; i < m->author_count; i++)
        dump_author(d, &m->authors[i]);
    dump_field(d, "date", m->date.written);
    dump_field(d, "lang", m->lang);
    dump_part(d, "abstract", m->abstract, 1);
    for (size_t i = 0; i < m->keyword_count; i++)
        dump_field(d, "keyword", m->keywords[i]);
    dump_part(d, "series", m->series, 1);
    dump_part(d, "number", m->number, 1);
    dump_part(d, "publisher", m->publisher, 1);
    dump_part(d, "rights", m->rights, 1);
    dump_part(d, "contact", m->contact, 1);
    dump_part(d, "disclaimer", m->disclaimer, 1);
    if (m->toc_given)
        buf_printf(d->out, "  toc %s depth=%d\n", m->toc ? "yes" : "no", m->toc_depth);
    dump_field(d, "csl", m->csl);
    if (m->plain_citations) buf_add_c(d->out, "  link-citations no\n");
    if (m->foot_references_given)
        buf_printf(d->out, "  foot-references %s\n", m->foot_references ? "yes" : "no");
    dump_marking(d, &m->marking);
    for (size_t i = 0; i < m->indicator_count; i++)
        dump_indicator(d, &m->indicators[i]);
    for (size_t i = 0; i < m->event_count; i++)
        dump_event(d, &m->events[i]);
}

/* --- works ------------------------------------------------------------------------------------ */

static void dump_names(struct buf *out, const struct work_field *field) {
    for (size_t i = 0; i < field->name_count; i++) {
        const struct work_name *name = &field->names[i];
        buf_add_c(out, " {");
        add_str(out, "family", name->family);
        add_str(out, "given", name->given);
        add_str(out, "suffix", name->suffix);
        add_str(out, "dropping-particle", name->dropping_particle);
        add_str(out, "non-dropping-particle", name->non_dropping_particle);
        add_str(out, "literal", name->literal);
        buf_add_c(out, " }");
    }
}

static void dump_work_field(struct dumper *d, const struct work_field *field) {
    buf_printf(d->out, "    %.*s", STR_ARG(field->name));
    struct doc_date date = {.value = field->date, .written = field->date.raw};
    switch (field->kind) {
    case WORK_TEXT:
        buf_add_c(d->out, field->numeric ? " number " : " ");
        add_quoted(d->out, field->text);
        break;
    case WORK_NAMES: dump_names(d->out, field); break;
    case WORK_DATE:
        add_date(d, "date", &date);
        if (field->date.season) buf_printf(d->out, " season=%d", field->date.season);
        add_str(d->out, "literal", field->date.literal);
        add_str(d->out, "raw", field->date.raw);
        break;
    }
    buf_add_char(d->out, '\n');
}

static void dump_work(struct dumper *d, const struct work *work) {
    buf_printf(d->out, "  work %.*s", STR_ARG(work->id));
    add_pos(d, work->pos);
    buf_printf(d->out, " type=%.*s\n", STR_ARG(work->type));
    for (size_t i = 0; i < work->field_count; i++)
        dump_work_field(d, &work->fields[i]);
}

static void dump_literature(struct dumper *d) {
    const struct doc_literature *lit = &d->doc->literature;
    if (!lit->count) return;
    buf_printf(d->out, "literature%s\n", lit->at_foot ? " at-foot" : "");
    for (size_t i = 0; i < lit->count; i++) {
        dump_part(d, "label", lit->entries[i].label, 1);
        dump_part(d, "body", lit->entries[i].body, 1);
    }
}

static void dump_notes(struct dumper *d) {
    if (d->doc->notes.n) buf_add_c(d->out, "notes\n");
    for (size_t i = 0; i < d->doc->notes.n; i++) {
        const struct doc_note *note = d->doc->notes.v[i];
        buf_printf(d->out, "  note %zu", note->number);
        add_pos(d, note->pos);
        add_str(d->out, "label", note->label);
        buf_printf(d->out, " marks=%zu\n", note->mark_count);
        dump_tree(d, note->body, 2);
    }
}

void doc_dump(struct buf *out, const struct doc *doc) {
    struct dumper d = {.out = out, .doc = doc, .main_file = doc->root->pos.file};
    dump_meta(&d);
    dump_tree(&d, doc->root, 0);
    dump_notes(&d);
    if (doc->work_count) buf_add_c(out, "works\n");
    for (size_t i = 0; i < doc->work_count; i++)
        dump_work(&d, &doc->works[i]);
    if (doc->cited.n) buf_add_c(out, "cited");
    for (size_t i = 0; i < doc->cited.n; i++) {
        buf_printf(out, " %zu:%.*s", doc->cited.v[i]->number, STR_ARG(doc->cited.v[i]->work->id));
    }
    if (doc->cited.n) buf_add_char(out, '\n');
    dump_literature(&d);
}
