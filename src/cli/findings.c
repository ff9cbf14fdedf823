/* findings: see findings.h. SARIF as of "Static Analysis Results Interchange Format (SARIF) Version
 * 2.1.0", OASIS; GitHub's as of its "Workflow commands for GitHub Actions". */
#include "cli/findings.h"

#include "batch/report.h"

void findings_init(struct findings *f, enum format format, bool notes) {
    *f = (struct findings){.format = format, .notes = notes};
    unsigned depth = format == FORMAT_SARIF ? 4 : 1;
    f->json = (struct json){.out = &f->body, .depth = depth, .first = true};
}

void findings_done(struct findings *f) {
    buf_done(&f->body);
}

static struct str path_of(const struct diags *ds, const struct diag *d) {
    return d->pos.file && d->pos.file <= ds->files.n ? ds->files.v[d->pos.file - 1].path : STR_NONE;
}

static void add_text(struct json *j, const char *key, struct str s) {
    json_key(j, key);
    json_str(j, s);
}

static void open_under(struct json *j, const char *key, char bracket) {
    json_key(j, key);
    json_open(j, bracket);
}

/* ---- SARIF ---- */

/* A path as a relative or file URI (RFC 3986): what is not unreserved is escaped. */
static struct str uri_of(struct buf *scratch, struct str path) {
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    buf_clear(scratch);
    if (str_starts(path, "/")) buf_add_c(scratch, "file://");
    for (size_t i = 0; i < path.n; i++) {
        if (path.p[i] && strchr(plain, path.p[i])) {
            buf_add_char(scratch, path.p[i]);
        } else {
            buf_printf(scratch, "%%%02X", (unsigned char)path.p[i]);
        }
    }
    return buf_str(scratch);
}

static void add_region(struct json *j, struct pos pos) {
    if (pos.line == 0) return;
    open_under(j, "region", '{');
    json_key(j, "startLine");
    json_number(j, pos.line);
    if (pos.col) {
        json_key(j, "startColumn");
        json_number(j, pos.col);
    }
    json_close(j, '}');
}

static void add_location(struct json *j, const struct diags *ds, const struct diag *d) {
    struct buf scratch = {0};
    open_under(j, "locations", '[');
    if (d->pos.file) {
        json_open(j, '{');
        open_under(j, "physicalLocation", '{');
        open_under(j, "artifactLocation", '{');
        add_text(j, "uri", uri_of(&scratch, path_of(ds, d)));
        json_close(j, '}');
        add_region(j, d->pos);
        json_close(j, '}');
        json_close(j, '}');
    }
    json_close(j, ']');
    buf_done(&scratch);
}

static void add_result(struct json *j, const struct diags *ds, const struct diag *d) {
    struct buf message = {0};
    buf_add_str(&message, d->message);
    if (d->hint.n) buf_printf(&message, " (%.*s)", STR_ARG(d->hint));
    json_open(j, '{');
    add_text(j, "ruleId", str_of(diag_infos[d->code].name));
    json_key(j, "ruleIndex");
    json_number(j, (uint64_t)d->code);
    add_text(j, "level", str_of(report_level_name(d->level)));
    open_under(j, "message", '{');
    add_text(j, "text", buf_str(&message));
    json_close(j, '}');
    add_location(j, ds, d);
    json_close(j, '}');
    buf_done(&message);
}

static void add_rules(struct json *j) {
    open_under(j, "rules", '[');
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
        json_open(j, '{');
        add_text(j, "id", str_of(diag_infos[i].name));
        open_under(j, "shortDescription", '{');
        add_text(j, "text", str_of(diag_infos[i].explanation));
        json_close(j, '}');
        open_under(j, "defaultConfiguration", '{');
        add_text(j, "level", str_of(report_level_name(diag_infos[i].level)));
        json_close(j, '}');
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void write_sarif(struct buf *out, struct findings *f) {
    struct json j = json_to(out);
    json_open(&j, '{');
    add_text(&j, "$schema", STR("https://json.schemastore.org/sarif-2.1.0.json"));
    add_text(&j, "version", STR("2.1.0"));
    open_under(&j, "runs", '[');
    json_open(&j, '{');
    open_under(&j, "tool", '{');
    open_under(&j, "driver", '{');
    add_text(&j, "name", STR("chancery"));
    add_text(&j, "version", STR(CHANCERY_VERSION));
    add_rules(&j);
    json_close(&j, '}');
    json_close(&j, '}');
    add_text(&j, "columnKind", STR("unicodeCodePoints"));
    open_under(&j, "results", '[');
    buf_add_str(out, buf_str(&f->body));
    j.first = f->body.n == 0;
    json_close(&j, ']');
    json_close(&j, '}');
    json_close(&j, ']');
    json_close(&j, '}');
}

/* ---- GitHub ---- */

/* Percent signs and line ends are escaped everywhere, colons and commas in properties too. */
static void add_escaped(struct buf *out, struct str s, bool property) {
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '%' || c < 0x20 || (property && (c == ':' || c == ','))) {
            buf_printf(out, "%%%02X", c);
        } else {
            buf_add_char(out, (char)c);
        }
    }
}

static void add_command(struct buf *out, const struct diags *ds, const struct diag *d) {
    static const char *const names[] = {
        [DIAG_NOTE] = "notice", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error"};
    buf_printf(out, "::%s ", names[d->level]);
    if (d->pos.file) {
        buf_add_c(out, "file=");
        add_escaped(out, path_of(ds, d), true);
        if (d->pos.line) buf_printf(out, ",line=%u", (unsigned)d->pos.line);
        if (d->pos.line && d->pos.col) buf_printf(out, ",col=%u", (unsigned)d->pos.col);
        buf_add_char(out, ',');
    }
    buf_printf(out, "title=%s::", diag_infos[d->code].name);
    add_escaped(out, d->message, false);
    if (d->hint.n) {
        buf_add_c(out, "%0A");
        add_escaped(out, d->hint, false);
    }
    buf_add_char(out, '\n');
}

/* ---- all ---- */

/* Only what is wanted; the list is the caller's. */
static struct diags without_notes(const struct diags *ds, struct arena *a) {
    struct diags kept = *ds;
    kept.list.v = arena_new_array(a, ds->list.n, struct diag);
    kept.list.n = 0;
    for (size_t i = 0; i < ds->list.n; i++)
        if (ds->list.v[i].level != DIAG_NOTE) kept.list.v[kept.list.n++] = ds->list.v[i];
    return kept;
}

void findings_add(struct findings *f, const struct diags *ds) {
    struct arena scratch;
    arena_init(&scratch);
    struct diags wanted = f->notes ? *ds : without_notes(ds, &scratch);
    if (f->format == FORMAT_JSON) report_add_diags(&f->json, &wanted);
    for (size_t i = 0; i < wanted.list.n; i++) {
        if (f->format == FORMAT_SARIF) add_result(&f->json, &wanted, &wanted.list.v[i]);
        if (f->format == FORMAT_GITHUB) add_command(&f->body, &wanted, &wanted.list.v[i]);
    }
    arena_done(&scratch);
}

void findings_write(struct buf *out, struct findings *f) {
    if (f->format == FORMAT_SARIF) {
        write_sarif(out, f);
    } else if (f->format == FORMAT_JSON) {
        struct json j = json_to(out);
        json_open(&j, '[');
        buf_add_str(out, buf_str(&f->body));
        j.first = f->body.n == 0;
        json_close(&j, ']');
    } else {
        buf_add_str(out, buf_str(&f->body));
    }
}
