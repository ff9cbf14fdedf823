/* json: see json.h. */
#include "batch/json.h"

#include "base/utf8.h"

struct json json_to(struct buf *out) {
    return (struct json){.out = out, .first = true};
}

static void new_line(struct json *j) {
    buf_add_char(j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++)
        buf_add_c(j->out, "  ");
}

/* What stands between the value or key before and the one to come. */
static void separate(struct json *j) {
    if (!j->after_key && j->depth) {
        if (!j->first) buf_add_char(j->out, ',');
        new_line(j);
    }
    j->first = j->after_key = false;
}

void json_open(struct json *j, char bracket) {
    separate(j);
    buf_add_char(j->out, bracket);
    j->depth++;
    j->first = true;
}

void json_close(struct json *j, char bracket) {
    j->depth--;
    if (!j->first) new_line(j);
    buf_add_char(j->out, bracket);
    j->first = false;
    if (j->depth == 0) buf_add_char(j->out, '\n');
}

static void add_quoted(struct buf *out, struct str s) {
    buf_add_char(out, '"');
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        switch (cp) {
        case '"': buf_add_c(out, "\\\""); break;
        case '\\': buf_add_c(out, "\\\\"); break;
        case '\n': buf_add_c(out, "\\n"); break;
        case '\r': buf_add_c(out, "\\r"); break;
        case '\t': buf_add_c(out, "\\t"); break;
        default:
            if (cp < 0x20 || cp == 0x7F || cp == 0x2028 || cp == 0x2029) {
                buf_printf(out, "\\u%04x", (unsigned)cp);
            } else {
                buf_add_cp(out, cp);
            }
        }
    }
    buf_add_char(out, '"');
}

void json_key(struct json *j, const char *key) {
    separate(j);
    add_quoted(j->out, str_of(key));
    buf_add_c(j->out, ": ");
    j->after_key = true;
}

void json_str(struct json *j, struct str s) {
    separate(j);
    add_quoted(j->out, s);
}

void json_number(struct json *j, uint64_t n) {
    separate(j);
    buf_printf(j->out, "%llu", (unsigned long long)n);
}

void json_ms(struct json *j, double ms) {
    separate(j);
    buf_printf(j->out, "%.1f", ms);
}

void json_bool(struct json *j, bool value) {
    separate(j);
    buf_add_c(j->out, value ? "true" : "false");
}
