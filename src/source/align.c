/* align: a cursor that follows cmark's inlines through the source.
 *
 * The forms are those of the CommonMark specification 0.29, chapter 6, and of GFM's extensions. To
 * parse inlines a second time, ourselves, was rejected: two parsers would have to agree on
 * emphasis and links; this one only has to step over what cmark has already understood. */
#include "source/align.h"

#include <cmark-gfm/buffer.h>
#include <cmark-gfm/houdini.h>

static char peek(const struct aligner *al, size_t ahead) {
    return al->at + ahead < al->end ? al->text.p[al->at + ahead] : '\0';
}

static bool is_punct(char c) {
    return c && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) != NULL;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static bool is_newline(char c) {
    return c == '\n' || c == '\r';
}

static void skip_blanks(struct aligner *al) {
    while (is_blank(peek(al, 0)))
        al->at++;
}

/* --- text ------------------------------------------------------------------------------------- */

/* Bytes of the source taken by the entity at the cursor if it decodes to what literal has at i;
 * *decoded is the length of that. 0 if it is none. */
static size_t entity_length(const struct aligner *al, struct str literal, size_t i,
                            size_t *decoded) {
    cmark_strbuf out;
    cmark_strbuf_init(cmark_get_default_mem_allocator(), &out, 16);
    size_t rest = al->end - al->at - 1;
    if (rest > 64) rest = 64;
    const unsigned char *source = (const unsigned char *)al->text.p + al->at + 1;
    bufsize_t taken = houdini_unescape_ent(&out, source, (bufsize_t)rest);
    *decoded = (size_t)out.size;
    bool fits =
        taken > 0 && i + *decoded <= literal.n && memcmp(out.ptr, literal.p + i, *decoded) == 0;
    cmark_strbuf_free(&out);
    return fits ? (size_t)taken + 1 : 0;
}

/* A piece that is not as it stands in the source. */
static struct align_piece take_decoded(struct aligner *al, struct str literal, size_t *i,
                                       size_t source_bytes, size_t decoded) {
    struct align_piece piece = {str_slice(literal, *i, decoded), al->at, false};
    al->at += source_bytes;
    *i += decoded;
    return piece;
}

static struct align_piece take_rest_lost(struct aligner *al, struct str literal, size_t *i) {
    struct align_piece piece = {str_slice(literal, *i, literal.n), al->at, true};
    al->lost = true;
    *i = literal.n;
    return piece;
}

/* Bytes from the cursor on that are no escape and no entity, and stand in literal at i as well. */
static size_t alike(const struct aligner *al, struct str literal, size_t i) {
    const char *here = al->text.p + al->at, *there = literal.p + i;
    size_t n = al->end > al->at ? al->end - al->at : 0, at = 0;
    if (n > literal.n - i) n = literal.n - i;
    while (at < n && here[at] == there[at] && here[at] != '\\' && here[at] != '&' && here[at])
        at++;
    return at;
}

struct align_piece align_text(struct aligner *al, struct str literal, size_t *i) {
    if (al->lost) return take_rest_lost(al, literal, i);
    size_t start = al->at, decoded, n;
    while (*i < literal.n) {
        size_t same = alike(al, literal, *i);
        al->at += same;
        *i += same;
        if (*i == literal.n) break;
        char c = peek(al, 0);
        bool plain = al->at == start;
        if (c == '\\' && !al->raw && is_punct(peek(al, 1))) {
            if (!plain) break;
            if (peek(al, 1) != literal.p[*i]) return take_rest_lost(al, literal, i);
            return take_decoded(al, literal, i, 2, 1);
        }
        if (c == '&' && !al->raw_entities && (n = entity_length(al, literal, *i, &decoded)) > 0) {
            if (!plain) break;
            return take_decoded(al, literal, i, n, decoded);
        }
        if (c != literal.p[*i] || !c) {
            if (plain) return take_rest_lost(al, literal, i);
            break;
        }
        al->at++;
        ++*i;
    }
    return (struct align_piece){str_slice(al->text, start, al->at - start), start, true};
}

/* --- marks ------------------------------------------------------------------------------------ */

void align_delimiter(struct aligner *al, const char *characters, size_t count) {
    for (size_t k = 0; k < count && !al->lost; k++) {
        char c = peek(al, 0);
        if (!c || !strchr(characters, c)) {
            al->lost = true;
        } else {
            al->at++;
        }
    }
}

void align_tildes(struct aligner *al) {
    align_delimiter(al, "~", peek(al, 1) == '~' ? 2 : 1);
}

void align_code(struct aligner *al) {
    size_t ticks = 0;
    while (peek(al, ticks) == '`')
        ticks++;
    for (size_t i = al->at + ticks; ticks && i < al->end;) {
        size_t run = 0;
        while (i + run < al->end && al->text.p[i + run] == '`')
            run++;
        if (run == ticks) {
            al->at = i + run;
            return;
        }
        i += run ? run : 1;
    }
    al->lost = true;
}

/* Moves over one line end and the white space and quotation marks of the next line. */
static void skip_newline(struct aligner *al) {
    if (peek(al, 0) == '\r' && peek(al, 1) == '\n') al->at++;
    al->at++;
    skip_blanks(al);
    for (int q = 0; q < al->quotes && peek(al, 0) == '>'; q++) {
        al->at++;
        skip_blanks(al);
    }
}

void align_break(struct aligner *al) {
    if (al->lost) return;
    skip_blanks(al);
    if (peek(al, 0) == '\\') al->at++;
    skip_blanks(al);
    if (!is_newline(peek(al, 0))) {
        al->lost = true;
        return;
    }
    skip_newline(al);
}

void align_html(struct aligner *al, struct str literal) {
    for (size_t i = 0; i < literal.n && !al->lost; i++) {
        if (is_newline(literal.p[i])) {
            skip_blanks(al);
            if (is_newline(peek(al, 0))) {
                skip_newline(al);
            } else {
                al->lost = true;
            }
            while (i + 1 < literal.n && is_blank(literal.p[i + 1]))
                i++;
        } else if (peek(al, 0) == literal.p[i]) {
            al->at++;
        } else if (is_blank(literal.p[i])) {
            continue;
        } else if (peek(al, 0) == '\\' && peek(al, 1) == literal.p[i]) {
            al->at += 2;
        } else {
            al->lost = true;
        }
    }
}

/* --- links ------------------------------------------------------------------------------------ */

enum align_link align_link_enter(struct aligner *al) {
    char c = peek(al, 0);
    if (c == '[' || c == '<') al->at++;
    if (c == '[') return ALIGN_BRACKETS;
    al->raw = true;
    al->raw_entities = c != '<';
    return c == '<' ? ALIGN_ANGLES : ALIGN_BARE;
}

void align_image_enter(struct aligner *al) {
    align_delimiter(al, "!", 1);
    align_delimiter(al, "[", 1);
}

/* White space with at most one line end. */
static void skip_space_and_newline(struct aligner *al) {
    skip_blanks(al);
    if (is_newline(peek(al, 0))) skip_newline(al);
}

static bool skip_angle_destination(struct aligner *al) {
    for (al->at++; al->at < al->end; al->at++) {
        char c = peek(al, 0);
        if (is_newline(c) || c == '<') return false;
        if (c == '\\' && is_punct(peek(al, 1))) {
            al->at++;
        } else if (c == '>') {
            al->at++;
            return true;
        }
    }
    return false;
}

static bool skip_destination(struct aligner *al) {
    if (peek(al, 0) == '<') return skip_angle_destination(al);
    int open = 0;
    for (; al->at < al->end; al->at++) {
        char c = peek(al, 0);
        if (is_blank(c) || is_newline(c)) break;
        if (c == '\\' && is_punct(peek(al, 1))) {
            al->at++;
        } else if (c == '(') {
            open++;
        } else if (c == ')' && open-- == 0) {
            return true;
        }
    }
    return open <= 0;
}

static bool skip_title(struct aligner *al) {
    char open = peek(al, 0), close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(') return true;
    for (al->at++; al->at < al->end; al->at++) {
        char c = peek(al, 0);
        if (c == '\\' && is_punct(peek(al, 1))) {
            al->at++;
        } else if (c == close) {
            al->at++;
            return true;
        }
    }
    return false;
}

/* `(destination "title")` at the cursor. */
static bool skip_inline_tail(struct aligner *al) {
    if (peek(al, 0) != '(') return false;
    al->at++;
    skip_space_and_newline(al);
    if (!skip_destination(al)) return false;
    skip_space_and_newline(al);
    if (!skip_title(al)) return false;
    skip_space_and_newline(al);
    if (peek(al, 0) != ')') return false;
    al->at++;
    return true;
}

/* `[label]` at the cursor. */
static bool skip_label(struct aligner *al) {
    if (peek(al, 0) != '[') return false;
    for (al->at++; al->at < al->end; al->at++) {
        char c = peek(al, 0);
        if (c == '[') return false;
        if (c == '\\' && is_punct(peek(al, 1))) {
            al->at++;
        } else if (c == ']') {
            al->at++;
            return true;
        }
    }
    return false;
}

void align_link_exit(struct aligner *al, enum align_link form) {
    al->raw = al->raw_entities = false;
    if (al->lost || form == ALIGN_BARE) return;
    align_delimiter(al, form == ALIGN_ANGLES ? ">" : "]", 1);
    if (al->lost || form == ALIGN_ANGLES) return;
    size_t start = al->at;
    if (skip_inline_tail(al)) return;
    al->at = start;
    if (skip_label(al)) return;
    al->at = start;
}

struct str align_note_mark(struct aligner *al) {
    align_delimiter(al, "[", 1);
    align_delimiter(al, "^", 1);
    size_t start = al->at;
    while (al->at < al->end && peek(al, 0) != ']')
        al->at++;
    struct str label = str_slice(al->text, start, al->at - start);
    align_delimiter(al, "]", 1);
    return al->lost ? STR_NONE : label;
}
