/* xml: XML 1.0 without document types, by its grammar (W3C, fifth edition).
 *
 * A library was tried first: to build its tree took ten times as long as this, and to load it as
 * long again, which counts where a whole briefing takes some milliseconds. Without document types
 * the language is small. */
#include "cite/xml.h"

#include <strings.h>
#include "base/buf.h"
#include "base/charset.h"
#include "base/utf8.h"

static enum xml_event fail(struct xml *x, const char *why) {
    if (!x->why) x->why = why;
    return XML_BROKEN;
}

/* The byte ahead, or 0 behind the end. */
static char peek(const struct xml *x, size_t ahead) {
    return x->text.n - x->at > ahead ? x->text.p[x->at + ahead] : '\0';
}

static bool looks_at(const struct xml *x, const char *what) {
    return str_starts(str_slice(x->text, x->at, x->text.n), what);
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_space(struct xml *x) {
    while (is_space(peek(x, 0)))
        x->at++;
}

/* Moves behind the next `end`; false if there is none. */
static bool skip_past(struct xml *x, const char *end) {
    struct str what = str_of(end);
    size_t n = str_find(str_slice(x->text, x->at, x->text.n), what);
    if (n == SIZE_MAX) return false;
    x->at += n + what.n;
    return true;
}

/* --- names ------------------------------------------------------------------------------------ */

static bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           (unsigned char)c >= 0x80;
}

static bool is_in_name(char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* The name that stands here; empty if none does. */
static struct str read_name(struct xml *x) {
    size_t from = x->at;
    if (!begins_name(peek(x, 0))) return STR_NONE;
    while (is_in_name(peek(x, 0)))
        x->at++;
    return str_slice(x->text, from, x->at - from);
}

static struct str without_prefix(struct str name) {
    size_t colon = str_find_char(name, ':');
    return colon < name.n ? str_slice(name, colon + 1, name.n) : name;
}

/* --- values ----------------------------------------------------------------------------------- */

static bool is_character(uint32_t cp) {
    if (cp < 0x20) return cp == '\t' || cp == '\n' || cp == '\r';
    return cp < 0xD800 || (cp >= 0xE000 && cp < 0xFFFE) || (cp >= 0x10000 && cp <= 0x10FFFF);
}

/* The character of `#65` or `#x41`; 0 if it is none. */
static uint32_t number_of(struct str name) {
    bool hex = name.n > 1 && name.p[1] == 'x';
    size_t i = hex ? 2 : 1;
    uint32_t cp = 0, base = hex ? 16 : 10;
    if (i >= name.n) return 0;
    for (; i < name.n; i++) {
        char c = name.p[i], low = (char)(c | 0x20);
        uint32_t digit = c >= '0' && c <= '9'              ? (uint32_t)(c - '0')
                         : hex && low >= 'a' && low <= 'f' ? (uint32_t)(low - 'a') + 10
                                                           : base;
        if (digit >= base || cp > 0x10FFFF) return 0;
        cp = cp * base + digit;
    }
    return is_character(cp) ? cp : 0;
}

/* The character that `&name;` stands for; 0 if there is none. */
static uint32_t reference_of(struct str name) {
    static const struct {
        const char *name;
        char c;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    if (name.n && name.p[0] == '#') return number_of(name);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(name, known[i].name)) return (uint32_t)known[i].c;
    return 0;
}

/* Raw text with references replaced and line ends made one character, a space in attributes. */
static struct str decode(struct xml *x, struct str raw, bool attribute) {
    struct buf out = {0};
    for (size_t i = 0; i < raw.n && !x->why; i++) {
        char c = raw.p[i];
        if (c == '&') {
            struct str rest = str_slice(raw, i + 1, 16);
            size_t n = str_find_char(rest, ';');
            uint32_t cp = n < rest.n ? reference_of(str_slice(rest, 0, n)) : 0;
            if (!cp) fail(x, "an `&` begins nothing that XML knows");
            if (cp) buf_add_cp(&out, cp);
            i += n + 1;
            continue;
        }
        if (c == '\r' && i + 1 < raw.n && raw.p[i + 1] == '\n') continue;
        if (is_space(c) && c != ' ') c = attribute ? ' ' : c == '\r' ? '\n' : c;
        buf_add_char(&out, c);
    }
    struct str value = str_copy(x->arena, buf_str(&out));
    buf_done(&out);
    return value;
}

/* What raw text means. Most of it is written as it is meant. */
static struct str value_of(struct xml *x, struct str raw, bool attribute) {
    bool differs = false;
    for (size_t i = 0; i < raw.n; i++) {
        unsigned char c = (unsigned char)raw.p[i];
        if (c >= 0x20) {
            differs |= c == '&';
        } else if (is_character(c)) {
            differs |= attribute || c == '\r';
        } else {
            fail(x, "it holds a control character");
        }
    }
    return differs ? decode(x, raw, attribute) : raw;
}

/* --- tags ------------------------------------------------------------------------------------- */

static bool has_attribute(const struct xml *x, struct str name) {
    for (size_t i = 0; i < x->attribute_count; i++)
        if (str_eq(x->attributes[i].name, name)) return true;
    return false;
}

/* Reads `name="value"`; false if it is broken. Namespaces are declared like attributes. */
static bool read_attribute(struct xml *x) {
    struct str name = read_name(x);
    skip_space(x);
    if (!name.n || peek(x, 0) != '=') return fail(x, "a tag is not closed"), false;
    x->at++;
    skip_space(x);
    char quote = peek(x, 0);
    struct str rest = str_slice(x->text, x->at + 1, x->text.n);
    size_t n = str_find_char(rest, quote);
    if ((quote != '"' && quote != '\'') || n == rest.n)
        return fail(x, "an attribute has no value in quotes"), false;
    struct str raw = str_slice(rest, 0, n);
    if (str_find_char(raw, '<') < n) return fail(x, "an attribute holds a `<`"), false;
    x->at += n + 2;
    if (str_is(name, "xmlns") || str_starts(name, "xmlns:")) return true;
    name = without_prefix(name);
    if (has_attribute(x, name)) return fail(x, "an attribute is given twice"), false;
    if (x->attribute_count == XML_ATTRIBUTES_MAX)
        return fail(x, "an element has too many attributes"), false;
    x->attributes[x->attribute_count++] = (struct xml_attribute){name, value_of(x, raw, true)};
    return !x->why;
}

static enum xml_event read_start(struct xml *x) {
    x->at++;
    struct str name = read_name(x);
    if (!name.n) return fail(x, "a `<` begins no tag");
    if (!x->depth && x->had_root) return fail(x, "something follows the root element");
    if (x->depth == XML_DEPTH_MAX) return fail(x, "it is nested too deeply");
    x->had_root = true;
    x->name = without_prefix(name);
    x->attribute_count = 0;
    for (;;) {
        bool parted = is_space(peek(x, 0));
        skip_space(x);
        x->ends_at_once = peek(x, 0) == '/' && peek(x, 1) == '>';
        if (x->ends_at_once || peek(x, 0) == '>') break;
        if (!parted) return fail(x, "a tag is not closed");
        if (!read_attribute(x)) return XML_BROKEN;
    }
    x->at += x->ends_at_once ? 2 : 1;
    x->open[x->depth++] = name;
    return XML_START;
}

static enum xml_event read_end(struct xml *x) {
    x->at += 2;
    struct str name = read_name(x);
    skip_space(x);
    if (!x->depth || !str_eq(name, x->open[x->depth - 1]) || peek(x, 0) != '>')
        return fail(x, "a tag closes what is not open");
    x->at++;
    x->depth--;
    return XML_END;
}

/* --- texts ------------------------------------------------------------------------------------ */

static enum xml_event read_text(struct xml *x) {
    struct str rest = str_slice(x->text, x->at, x->text.n);
    struct str raw = str_slice(rest, 0, str_find_char(rest, '<'));
    if (!x->depth) return fail(x, "a text stands outside of it all");
    if (str_find(raw, STR("]]>")) != SIZE_MAX) return fail(x, "a `]]>` closes nothing");
    x->value = value_of(x, raw, false);
    x->at += raw.n;
    return x->why ? XML_BROKEN : XML_TEXT;
}

static enum xml_event read_cdata(struct xml *x) {
    size_t from = x->at + strlen("<![CDATA[");
    if (!x->depth || !skip_past(x, "]]>")) return fail(x, "a CDATA section is not closed");
    x->value = str_slice(x->text, from, x->at - strlen("]]>") - from);
    return XML_TEXT;
}

static bool skip_comment(struct xml *x) {
    x->at += strlen("<!--");
    if (skip_past(x, "--") && peek(x, 0) == '>') {
        x->at++;
        return true;
    }
    fail(x, "a comment is not closed, or holds two hyphens");
    return false;
}

static bool skip_instruction(struct xml *x) {
    if (skip_past(x, "?>")) return true;
    fail(x, "an instruction is not closed");
    return false;
}

static enum xml_event read_close(struct xml *x) {
    if (x->depth) return fail(x, "it ends before its last tag is closed");
    return x->had_root ? XML_DONE : fail(x, "it has no root element");
}

enum xml_event xml_next(struct xml *x) {
    if (x->ends_at_once) {
        x->ends_at_once = false;
        x->depth--;
        return XML_END;
    }
    while (!x->why) {
        if (!x->depth) skip_space(x);
        if (x->at == x->text.n) return read_close(x);
        if (peek(x, 0) != '<') return read_text(x);
        if (peek(x, 1) == '/') return read_end(x);
        if (peek(x, 1) == '?') {
            skip_instruction(x);
        } else if (looks_at(x, "<!--")) {
            skip_comment(x);
        } else if (looks_at(x, "<![CDATA[")) {
            return read_cdata(x);
        } else if (peek(x, 1) == '!') {
            return fail(x, "it has a document type, which is not read");
        } else {
            return read_start(x);
        }
    }
    return XML_BROKEN;
}

/* --- the whole -------------------------------------------------------------------------------- */

/* The character set that the declaration names; UTF-8 if it names none. */
static struct str encoding_of(struct str text) {
    size_t end = str_find(text, STR("?>"));
    struct str head =
        str_starts(text, "<?xml") && end != SIZE_MAX ? str_slice(text, 0, end) : STR_NONE;
    size_t at = str_find(head, STR("encoding"));
    if (at == SIZE_MAX) return STR("UTF-8");
    while (at < head.n && head.p[at] != '"' && head.p[at] != '\'')
        at++;
    struct str rest = str_slice(head, at + 1, head.n);
    return str_slice(rest, 0, str_find_char(rest, at < head.n ? head.p[at] : '\0'));
}

/* The text out of an 8-bit set, as UTF-8. STR_NONE if the system does not know the set, or a byte
 * means nothing in it. */
static struct str transcode(struct arena *a, struct str text, struct str name) {
    uint32_t table[256];
    if (!charset_table(table, str_to_c(a, name))) return STR_NONE;
    struct buf out = {0};
    bool known = true;
    for (size_t i = 0; i < text.n && known; i++) {
        uint32_t cp = table[(unsigned char)text.p[i]];
        known = cp != 0;
        buf_add_cp(&out, cp);
    }
    struct str copy = known ? str_copy(a, buf_str(&out)) : STR_NONE;
    buf_done(&out);
    return copy;
}

void xml_init(struct xml *x, struct arena *a, struct str bytes) {
    *x = (struct xml){.arena = a, .text = bytes};
    struct str name = encoding_of(bytes);
    if (str_starts(bytes, "\xEF\xBB\xBF")) {
        x->text = str_slice(bytes, 3, bytes.n);
    } else if (strcasecmp(str_to_c(a, name), "UTF-8") != 0) {
        x->text = transcode(a, bytes, name);
    }
    if (!x->text.n || utf8_check(x->text) < x->text.n)
        fail(x, "it is in no character set that is read; save it as UTF-8");
}

size_t xml_line(const struct xml *x) {
    size_t line = 1;
    for (size_t i = 0; i < x->at; i++)
        line += x->text.p[i] == '\n';
    return line;
}
