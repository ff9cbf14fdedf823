/* explain: see explain.h. */
#include "cli/explain.h"

#include "base/diag.h"
#include "batch/report.h"
#include "cli/examples.h"

/* "For example, in briefing.md:" and the text; commands stand after a dollar sign. */
static void add_example(struct buf *out, const char *title, const char *where, const char *text) {
    bool commands = where && strcmp(where, "shell") == 0;
    buf_printf(out, "\n%s%s%s:\n\n", title, where && !commands ? ", in " : "",
               where && !commands ? where : "");
    for (struct str rest = str_of(text); rest.n;) {
        size_t n = str_find_char(rest, '\n');
        buf_printf(out, "%s%.*s\n",
                   n == 0     ? ""
                   : commands ? "    $ "
                              : "    ",
                   STR_ARG(str_slice(rest, 0, n)));
        rest = str_slice(rest, n + 1, rest.n);
    }
}

static void explain(struct buf *out, size_t code) {
    const struct diag_info *info = &diag_infos[code];
    buf_printf(out, "%s (%s)\n\n%s\n", info->name, report_level_name(info->level),
               info->explanation);
    const struct example *e = &examples[code];
    if (!e->wrong) return;
    add_example(out, "For example", e->where, e->wrong);
    add_example(out, "Instead", e->where, e->right);
}

static void list_all(struct buf *out) {
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
        buf_printf(out, "%-20s  %s\n", diag_infos[i].name, report_level_name(diag_infos[i].level));
}

void explain_codes(struct buf *out, const char *const *codes, size_t n) {
    if (n == 0) list_all(out);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_add_c(out, "\n\n");
        explain(out, (size_t)diag_find_code(str_of(codes[i])));
    }
}
