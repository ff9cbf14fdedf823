/* html: the little HTML that Markdown lets through. */
#include "source/markdown_parts.h"

#include <ctype.h>

#include "source/live.h"
#include "source/markdown.h"

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || c == '-' || c == ':';
}

static size_t skip_space(struct str s, size_t i) {
    while (i < s.n && isspace((unsigned char)s.p[i]))
        i++;
    return i;
}

static size_t skip_name(struct str s, size_t i) {
    while (i < s.n && is_name_char(s.p[i]))
        i++;
    return i;
}

static bool equal_names(struct str a, const char *b) {
    size_t n = strlen(b);
    if (a.n != n) return false;
    for (size_t i = 0; i < n; i++) {
        if (tolower((unsigned char)a.p[i]) != tolower((unsigned char)b[i])) return false;
    }
    return true;
}

bool html_is(const struct html_tag *tag, const char *name) {
    return equal_names(tag->name, name);
}

/* The value of an attribute at *i, which is moved past it. */
static struct str parse_value(struct str s, size_t *i) {
    char quote = *i < s.n ? s.p[*i] : '\0';
    size_t start = *i;
    if (quote == '"' || quote == '\'') {
        start = ++*i;
        while (*i < s.n && s.p[*i] != quote)
            ++*i;
        struct str value = str_slice(s, start, *i - start);
        if (*i < s.n) ++*i;
        return value;
    }
    while (*i < s.n && !isspace((unsigned char)s.p[*i]) && s.p[*i] != '>')
        ++*i;
    return str_slice(s, start, *i - start);
}

static void parse_attributes(struct html_tag *tag, struct arena *a, struct str s, size_t i) {
    while ((i = skip_space(s, i)) < s.n && s.p[i] != '>' && s.p[i] != '/') {
        size_t start = i;
        i = skip_name(s, i);
        if (i == start) {
            i++;
            continue;
        }
        struct str name = str_slice(s, start, i - start);
        i = skip_space(s, i);
        if (i >= s.n || s.p[i] != '=') continue;
        i = skip_space(s, i + 1);
        struct str value = parse_value(s, &i);
        if (equal_names(name, "title")) tag->title = str_copy(a, value);
    }
}

bool html_parse_tag(struct html_tag *tag, struct arena *a, struct str literal) {
    *tag = (struct html_tag){0};
    size_t i = 1;
    if (literal.n < 3 || literal.p[0] != '<') return false;
    if (literal.p[1] == '/') {
        tag->closing = true;
        i++;
    }
    if (i >= literal.n || !isalpha((unsigned char)literal.p[i])) return false;
    size_t end = skip_name(literal, i);
    tag->name = str_copy(a, str_slice(literal, i, end - i));
    tag->empty = literal.p[literal.n - 2] == '/';
    parse_attributes(tag, a, literal, end);
    return true;
}

bool html_is_comment(struct str literal) {
    return str_starts(literal, "<!--");
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* True if literal is white space and comments. */
static bool is_silent(struct str s) {
    size_t i = 0;
    while ((i = skip_space(s, i)) < s.n) {
        if (!str_starts(str_slice(s, i, s.n), "<!--")) return false;
        size_t end = str_find(str_slice(s, i + 4, s.n), STR("-->"));
        if (end == SIZE_MAX) return true;
        i += 4 + end + 3;
    }
    return true;
}

void html_read_block(struct markdown *m, struct str literal, size_t line) {
    if (is_silent(literal)) return;
    struct passage words = markdown_lines_of(m, literal, line);
    char *flat = arena_copy(m->r->arena, words.text.p, words.text.n);
    for (size_t i = 0; i < words.text.n; i++) {
        if (flat[i] == '\n') flat[i] = ' ';
    }
    words.text.p = flat;
    struct doc_node *span = markdown_inlines(m->r, &words);
    if (!span->first) return;
    struct doc_node *paragraph = doc_node_new(m->r->arena, DOC_PARAGRAPH, span->pos);
    while (span->first) {
        struct doc_node *child = span->first;
        doc_unlink(child);
        doc_append(paragraph, child);
    }
    doc_append(m->at, paragraph);
}
