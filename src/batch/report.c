/* report: see report.h. */
#include "batch/report.h"

#include "base/utf8.h"

const char *report_level_name(enum diag_level level) {
    static const char *const names[] = {
        [DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error"};
    return names[level];
}

static const char *const outcome_names[] = {
    [BATCH_SET] = "set", [BATCH_UNCHANGED] = "unchanged", [BATCH_FAILED] = "failed"};

static struct str path_of(const struct diags *ds, const struct diag *d) {
    return d->pos.file && d->pos.file <= ds->files.n ? ds->files.v[d->pos.file - 1].path : STR_NONE;
}

/* ---- JSON ---- */

static void add_text(struct json *j, const char *key, struct str s) {
    json_key(j, key);
    json_str(j, s);
}

static void add_number(struct json *j, const char *key, uint64_t n) {
    json_key(j, key);
    json_number(j, n);
}

static void add_digest(struct json *j, const char *key, const struct digest *d) {
    char hex[DIGEST_HEX];
    digest_to_hex(hex, d);
    add_text(j, key, str_of(hex));
}

void report_add_diags(struct json *j, const struct diags *ds) {
    for (size_t i = 0; i < ds->list.n; i++) {
        const struct diag *d = &ds->list.v[i];
        json_open(j, '{');
        add_text(j, "file", path_of(ds, d));
        add_number(j, "line", d->pos.line);
        add_number(j, "column", d->pos.col);
        add_text(j, "level", str_of(report_level_name(d->level)));
        add_text(j, "code", str_of(diag_infos[d->code].name));
        add_text(j, "message", d->message);
        add_text(j, "hint", d->hint);
        json_close(j, '}');
    }
}

static void add_inputs(struct json *j, const struct trace *t) {
    static const struct digest none;
    json_key(j, "inputs");
    json_open(j, '[');
    for (size_t i = 0; i < t->entries.n; i++) {
        const struct trace_entry *e = t->entries.v[i];
        if (e->kind != TRACE_FILE) continue;
        json_open(j, '{');
        add_text(j, "path", e->path);
        if (!digest_equal(&e->digest, &none)) add_digest(j, "sha256", &e->digest);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void add_output(struct json *j, const struct brief_result *r) {
    json_key(j, "output");
    json_open(j, '{');
    add_number(j, "bytes", r->bytes);
    add_digest(j, "sha256", &r->digest);
    json_close(j, '}');
}

static void add_briefing(struct json *j, const struct batch_item *item) {
    json_open(j, '{');
    add_text(j, "briefing", str_of(item->job->path));
    add_text(j, "pdf", str_of(item->job->output));
    add_text(j, "outcome", str_of(outcome_names[item->outcome]));
    if (item->result.bytes) add_output(j, &item->result);
    add_number(j, "pages", item->result.pages);
    add_number(j, "words", item->result.words);
    json_key(j, "milliseconds");
    json_ms(j, item->ms);
    add_inputs(j, &item->trace);
    json_key(j, "diagnostics");
    json_open(j, '[');
    report_add_diags(j, &item->diags);
    json_close(j, ']');
    json_close(j, '}');
}

static void add_summary(struct json *j, const struct report *r, double wall) {
    json_key(j, "summary");
    json_open(j, '{');
    add_number(j, "briefings", r->n);
    add_number(j, "set", r->set);
    add_number(j, "unchanged", r->unchanged);
    add_number(j, "failed", r->failed);
    add_number(j, "errors", r->errors);
    add_number(j, "warnings", r->warnings);
    json_key(j, "milliseconds");
    json_ms(j, wall);
    json_close(j, '}');
}

/* The array was written at its own depth, so it is taken over as it stands. */
void report_write_json(struct buf *out, struct report *r, double wall) {
    struct json j = json_to(out);
    json_open(&j, '{');
    add_text(&j, "program", STR("chancery"));
    add_text(&j, "version", STR(CHANCERY_VERSION));
    add_summary(&j, r, wall);
    json_key(&j, "briefings");
    json_open(&j, '[');
    buf_add_str(out, buf_str(&r->briefings));
    j.first = r->n == 0;
    json_close(&j, ']');
    json_close(&j, '}');
}

/* ---- JUnit ---- */

/* XML 1.0 has no way to write most control characters. */
static bool is_xml(uint32_t cp) {
    if (cp < 0x20) return cp == '\t' || cp == '\n' || cp == '\r';
    return cp != 0xFFFE && cp != 0xFFFF;
}

static void add_xml(struct buf *out, struct str s) {
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        switch (cp) {
        case '&': buf_add_c(out, "&amp;"); break;
        case '<': buf_add_c(out, "&lt;"); break;
        case '>': buf_add_c(out, "&gt;"); break;
        case '"': buf_add_c(out, "&quot;"); break;
        default: buf_add_cp(out, is_xml(cp) ? cp : UTF8_REPLACEMENT);
        }
    }
}

static void add_diag_line(struct buf *out, const struct diags *ds, const struct diag *d) {
    struct str path = path_of(ds, d);
    add_xml(out, path);
    if (path.n && d->pos.line) buf_printf(out, ":%u", (unsigned)d->pos.line);
    if (path.n && d->pos.line && d->pos.col) buf_printf(out, ":%u", (unsigned)d->pos.col);
    if (path.n) buf_add_c(out, ": ");
    buf_printf(out, "%s[%s]: ", report_level_name(d->level), diag_infos[d->code].name);
    add_xml(out, d->message);
    buf_add_char(out, '\n');
}

static const struct diag *first_error(const struct diags *ds) {
    for (size_t i = 0; i < ds->list.n; i++)
        if (ds->list.v[i].level == DIAG_ERROR) return &ds->list.v[i];
    return NULL;
}

/* An author's mistake is a failure, the machine's trouble an error. */
static void add_failure(struct buf *out, const struct batch_item *item) {
    const struct diag *first = first_error(&item->diags);
    const char *name = item->diags.machine_errors ? "error" : "failure";
    buf_printf(out, "    <%s type=\"%s\" message=\"", name,
               first ? diag_infos[first->code].name : "failed");
    if (first) add_xml(out, first->message);
    buf_add_c(out, "\">");
    for (size_t i = 0; i < item->diags.list.n; i++)
        add_diag_line(out, &item->diags, &item->diags.list.v[i]);
    buf_printf(out, "</%s>\n", name);
}

static void add_notices(struct buf *out, const struct batch_item *item) {
    if (item->diags.list.n == 0) return;
    buf_add_c(out, "    <system-err>");
    for (size_t i = 0; i < item->diags.list.n; i++)
        add_diag_line(out, &item->diags, &item->diags.list.v[i]);
    buf_add_c(out, "</system-err>\n");
}

static void add_case(struct buf *out, const struct batch_item *item) {
    buf_add_c(out, "  <testcase classname=\"chancery\" name=\"");
    add_xml(out, str_of(item->job->path));
    buf_printf(out, "\" time=\"%.4f\">\n", item->ms / 1e3);
    if (item->outcome == BATCH_FAILED) {
        add_failure(out, item);
    } else {
        add_notices(out, item);
    }
    buf_add_c(out, "  </testcase>\n");
}

void report_write_junit(struct buf *out, const struct report *r, double wall) {
    size_t failures = r->failed - r->machine;
    buf_add_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    buf_printf(out,
               "<testsuite name=\"chancery\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
               "time=\"%.4f\">\n",
               r->n, failures, r->machine, wall / 1e3);
    buf_add_str(out, buf_str(&r->cases));
    buf_add_c(out, "</testsuite>\n");
}

/* ---- both ---- */

void report_init(struct report *r, bool texts) {
    *r = (struct report){.texts = texts};
    r->json = (struct json){.out = &r->briefings, .depth = 2, .first = true};
}

void report_done(struct report *r) {
    buf_done(&r->briefings);
    buf_done(&r->cases);
}

void report_add(struct report *r, const struct batch_item *item) {
    r->n++;
    r->set += item->outcome == BATCH_SET;
    r->unchanged += item->outcome == BATCH_UNCHANGED;
    r->failed += item->outcome == BATCH_FAILED;
    r->machine += item->outcome == BATCH_FAILED && item->diags.machine_errors;
    r->errors += item->diags.errors;
    r->warnings += item->diags.warnings;
    r->ms += item->ms;
    if (!r->texts) return;
    add_briefing(&r->json, item);
    add_case(&r->cases, item);
}
