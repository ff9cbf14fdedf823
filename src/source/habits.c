#include "source/habits.h"

#include <ctype.h>

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

static size_t line_end(struct str s, size_t i) {
    while (i < s.n && !is_line_end(s.p[i]))
        i++;
    return i;
}

static size_t run_of(struct str s, size_t i, char c) {
    size_t n = 0;
    while (i + n < s.n && s.p[i + n] == c)
        n++;
    return n;
}

/* --- mathematics ------------------------------------------------------------------------------ */

enum {
    MATH_MAX = 500,
    CODE_MAX = 5000
}; /* bytes of a formula, of a code span, that are looked at */

/* True if what stands between dollar signs has a mark of a formula, or is a letter or two. */
static bool is_formula(struct str s) {
    bool letters = s.n > 0 && s.n <= 2;
    for (size_t i = 0; i < s.n; i++) {
        if (strchr("\\^_={}<>+", s.p[i])) return true;
        letters &= isalpha((unsigned char)s.p[i]) != 0;
    }
    return letters;
}

/* Bytes of the formula whose first dollar sign stands at i; 0 if there is none. As pandoc has it:
 * no white space inside the signs, and no figure after the last, so that prices stay prices. */
static size_t formula_at(struct str s, size_t i) {
    size_t signs = run_of(s, i, '$'), from = i + signs;
    if (signs > 2 || from >= s.n || (signs == 1 && isspace((unsigned char)s.p[from]))) return 0;
    for (size_t at = from; at < s.n && at - from < MATH_MAX; at++) {
        if (s.p[at] == '\\') at++;
        if (at >= s.n || s.p[at] != '$') continue;
        if (signs == 2) return run_of(s, at, '$') >= 2 && at > from ? at + 2 - i : 0;
        if (isspace((unsigned char)s.p[at - 1])) return 0;
        if (at + 1 < s.n && isdigit((unsigned char)s.p[at + 1])) return 0;
        return is_formula(str_slice(s, from, at - from)) ? at + 1 - i : 0;
    }
    return 0;
}

static void report_formula(struct reading *r, struct pos pos, struct str formula) {
    size_t n = formula.n < 40 ? formula.n : 40, line = line_end(formula, 0);
    while (n < formula.n && n && ((unsigned char)formula.p[n] & 0xC0) == 0x80)
        n--;
    diag_add(r->ds, DIAG_FOREIGN_SYNTAX, pos,
             "write it in words and signs, as E = mc^2^, or place it as an image; \\$ is a dollar "
             "sign",
             "mathematics is not set: `%.*s` is printed as it stands", (int)(n < line ? n : line),
             formula.p);
}

/* --- LaTeX ------------------------------------------------------------------------------------ */

/* Commands that take no braces, and what to write for those that have a counterpart. */
static const struct {
    const char *name, *hint;
} commands[] = {
    {"newpage", "write a fenced block ```{pagebreak}"},
    {"pagebreak", "write a fenced block ```{pagebreak}"},
    {"clearpage", "write a fenced block ```{pagebreak}"},
    {"cleardoublepage", "write a fenced block ```{pagebreak}"},
    {"tableofcontents", "write `toc: yes` in the metadata"},
    {"maketitle", "take it out: the title block is set from the metadata"},
    {"textbf", "write **words**"},
    {"textit", "write *words*"},
    {"emph", "write *words*"},
    {"texttt", "write `words` in backquotes"},
    {"textsc", "write [words]{.smallcaps}"},
    {"textsuperscript", "write ^words^"},
    {"textsubscript", "write ~words~"},
    {"footnote", "write ^[words]"},
    {"cite", "write [@key]"},
    {"citep", "write [@key]"},
    {"citet", "write @key"},
    {"ref", "write [words](#name)"},
    {"href", "write [words](address)"},
    {"url", "write <address>"},
    {"section", "write `# Heading`"},
    {"subsection", "write `## Heading`"},
    {"noindent", NULL},
    {"newline", "end the line with a backslash"},
    {"linebreak", "end the line with a backslash"},
    {"hfill", NULL},
    {"vfill", NULL},
    {"smallskip", NULL},
    {"medskip", NULL},
    {"bigskip", NULL},
    {"LaTeX", NULL},
    {"TeX", NULL},
    {"ldots", "write ..."},
    {"dots", "write ..."},
    {"centering", NULL},
    {"item", "begin the line with `- `"},
    {"appendix", NULL},
};

/* Looks for a command at i, where a backslash stands; gives its bytes, 0 if it is none. A path
 * such as C:\Users is none. */
static size_t command_at(struct str s, size_t i, const char **hint) {
    if (i && (isalnum((unsigned char)s.p[i - 1]) || strchr(":\\/", s.p[i - 1]))) return 0;
    size_t end = i + 1;
    while (end < s.n && isalpha((unsigned char)s.p[end]))
        end++;
    struct str name = str_slice(s, i + 1, end - i - 1);
    if (name.n < 2) return 0;
    *hint = NULL;
    for (size_t k = 0; k < sizeof commands / sizeof *commands; k++) {
        if (!str_is(name, commands[k].name)) continue;
        *hint = commands[k].hint;
        return name.n + 1;
    }
    return end < s.n && s.p[end] == '{' ? name.n + 1 : 0;
}

/* --- other things ------------------------------------------------------------------------------
 */

/* Bytes of \\(x\\) or \\[x\\] at i if what it holds looks like a formula: brackets are escaped for
 * other reasons too. */
static size_t bracketed_formula_at(struct str s, size_t i) {
    char close = i + 1 < s.n && s.p[i + 1] == '(' ? ')' : ']';
    bool formula = false;
    if (i + 1 >= s.n || !strchr("([", s.p[i + 1])) return 0;
    for (size_t at = i + 2; at + 1 < s.n && at - i < MATH_MAX; at++) {
        if (s.p[at] == '\\' && s.p[at + 1] == close) return formula ? at + 2 - i : 0;
        formula |= strchr("^={}", s.p[at]) != NULL;
        formula |= s.p[at] == '\\' && isalpha((unsigned char)s.p[at + 1]);
    }
    return 0;
}

static bool is_open_comment(struct str s, size_t i) {
    struct str rest = str_slice(s, i, s.n);
    return str_starts(rest, "<!--") && str_find(rest, STR("-->")) == SIZE_MAX;
}

/* {{name}}, {{< include >}} and {% if %} are filled in by other programs. */
static bool is_template(struct str s, size_t i) {
    struct str rest = str_slice(s, i, 200);
    return (str_starts(rest, "{{") && str_find(rest, STR("}}")) != SIZE_MAX) ||
           (str_starts(rest, "{%") && str_find(rest, STR("%}")) != SIZE_MAX);
}

/* ==words== */
static bool is_highlight(struct str s, size_t i) {
    struct str rest = str_slice(s, i + 2, 200);
    if (i && s.p[i - 1] == '=') return false;
    size_t end = str_starts(str_slice(s, i, s.n), "==") ? str_find(rest, STR("==")) : SIZE_MAX;
    return end != SIZE_MAX && end > 0 && !isspace((unsigned char)rest.p[0]) && rest.p[0] != '=' &&
           !isspace((unsigned char)rest.p[end - 1]);
}

struct other {
    bool (*is)(struct str s, size_t i);
    char first;
    const char *hint, *message;
};

static const struct other others[] = {
    {is_open_comment, '<', "close it with -->",
     "the comment that begins here is not closed, so its words are printed"},
    {is_template, '{', "write what is to stand here", "nothing is filled in here"},
    {is_highlight, '=', "write *words* or **words**", "highlighting is not set"},
};

enum { OTHERS = sizeof others / sizeof *others };

/* Looks for the other things at i; each is said once. */
static void look_at_others(struct reading *r, const struct passage *p, struct str s, size_t i,
                           bool said[OTHERS]) {
    for (size_t k = 0; k < OTHERS; k++) {
        if (said[k] || s.p[i] != others[k].first || !others[k].is(s, i)) continue;
        said[k] = true;
        diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, i), others[k].hint, "%s",
                 others[k].message);
    }
}

/* --- inlines ---------------------------------------------------------------------------------- */

/* Where the code span that begins at i ends, or the backquotes where it is none. */
static size_t skip_code(struct str s, size_t i) {
    size_t ticks = run_of(s, i, '`'), at = i + ticks;
    while (at < s.n && at - i < CODE_MAX) {
        size_t n = run_of(s, at, '`');
        if (n == ticks) return at + n;
        at += n ? n : 1;
    }
    return i + ticks;
}

/* Where the tag or address that begins at i ends. */
static size_t skip_angles(struct str s, size_t i) {
    size_t end = i + 1;
    while (end < s.n && !isspace((unsigned char)s.p[end]) && s.p[end] != '<' && s.p[end] != '>')
        end++;
    return end < s.n && s.p[end] == '>' ? end + 1 : i + 1;
}

/* What the habits below begin with; code, tags and escapes are passed over. */
static const bool begins_something[256] = {
    ['<'] = true, ['{'] = true, ['='] = true, ['`'] = true, ['$'] = true, ['\\'] = true};

void habits_in_inlines(struct reading *r, const struct passage *p, size_t from, size_t to) {
    struct str s = str_slice(p->text, 0, to);
    bool formula = false, command = false, said[OTHERS] = {false};
    if (from >= to) return;
    for (size_t i = from; i < to;) {
        if (!begins_something[(unsigned char)s.p[i]]) {
            i++;
            continue;
        }
        size_t n = 1;
        const char *hint;
        look_at_others(r, p, s, i, said);
        if (s.p[i] == '`') {
            n = skip_code(s, i) - i;
        } else if (s.p[i] == '<') {
            n = skip_angles(s, i) - i;
        } else if (s.p[i] == '$' && !formula && (n = formula_at(s, i)) > 0) {
            report_formula(r, passage_pos(p, i), str_slice(s, i, n));
            formula = true;
        } else if (s.p[i] == '\\' && !formula && (n = bracketed_formula_at(s, i)) > 0) {
            report_formula(r, passage_pos(p, i), str_slice(s, i, n));
            formula = true;
        } else if (s.p[i] == '\\' && !command && (n = command_at(s, i, &hint)) > 0) {
            diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, i),
                     hint ? hint : "write it in Markdown, or take it out",
                     "LaTeX is not set: `%.*s` is printed as it stands", (int)n, s.p + i);
            command = true;
        } else {
            n = s.p[i] == '\\' ? 2 : s.p[i] == '$' ? run_of(s, i, '$') : 1;
        }
        i += n;
    }
}

/* --- tables ----------------------------------------------------------------------------------- */

/* True for +---+=====+ . */
static bool is_grid_line(struct str line) {
    size_t corners = 0, dashes = 0;
    for (size_t i = 0; i < line.n; i++) {
        corners += line.p[i] == '+';
        dashes += line.p[i] == '-' || line.p[i] == '=';
        if (!strchr("+-=:", line.p[i])) return false;
    }
    return corners >= 2 && dashes >= 3 && line.p[0] == '+' && line.p[line.n - 1] == '+';
}

/* True for | one | two | , which is no line of a line block. */
static bool is_barred(struct str line) {
    return line.n > 2 && line.p[0] == '|' && line.p[line.n - 1] == '|' && line.p[1] != '|' &&
           str_find_char(str_slice(line, 1, line.n - 2), '|') < line.n - 2;
}

/* The columns of a line |---|:-:| that parts a table's head from its rows; 0 for any other. */
static size_t columns_of_hyphens(struct str line) {
    size_t columns = 1, hyphens = 0, bars = 0;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '|') {
            bars++;
            columns += i > 0 && i + 1 < line.n;
        } else if (line.p[i] == '-') {
            hyphens++;
        } else if (line.p[i] != ':' && !is_blank(line.p[i])) {
            return 0;
        }
    }
    return bars && hyphens ? columns : 0;
}

/* The second line of a paragraph is one of hyphens: its head has another number of columns. */
static bool look_at_head(struct reading *r, const struct passage *p, size_t from, size_t to) {
    struct str s = str_slice(p->text, 0, to);
    size_t at = line_end(s, from) + 1;
    if (at >= to) return false;
    size_t columns = columns_of_hyphens(str_trim(str_slice(s, at, line_end(s, at) - at)));
    if (!columns) return false;
    diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, at),
             "give the head and this line the same columns; a bar in a cell is \\|",
             "this looks like a table, but here are hyphens for %zu column%s, and its head has not "
             "as many",
             columns, columns == 1 ? "" : "s");
    return true;
}

void habits_in_rule(struct reading *r, const struct passage *p, size_t from) {
    struct str s = p->text, line = str_trim(str_slice(s, from, line_end(s, from) - from));
    size_t groups = 0;
    bool long_ones = true;
    for (size_t i = 0; i < line.n;) {
        size_t n = run_of(line, i, '-');
        if (n) groups++;
        if (n == 1 || n == 2) long_ones = false;
        if (!n && !is_blank(line.p[i])) return;
        i += n ? n : 1;
    }
    size_t next = line_end(s, from);
    while (next < s.n && is_line_end(s.p[next]) && !(s.p[next] == '\n' && next > line_end(s, from)))
        next++;
    bool rows = next < s.n && !is_line_end(s.p[next]);
    if (groups < 2 || !long_ones || !rows) return;
    diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, from),
             "write it with bars, | one | two |, or in a fenced block ```{table}",
             "this looks like a simple table of pandoc's, which is not set as one");
}

/* --- lists ------------------------------------------------------------------------------------ */

/* Bytes of a mark that Markdown does not know at the start of a line: a) (a) (1) #. i. (@) ; its
 * first character that counts goes to *kind. */
static size_t list_mark(struct str line, char *kind) {
    size_t i = 0, from;
    bool open = line.n && line.p[0] == '(';
    if (open) i++;
    from = i;
    if (i < line.n && line.p[i] == '@') {
        while (i < line.n && line.p[i] != ')' && !is_blank(line.p[i]))
            i++;
        *kind = '@';
        return open && i + 1 < line.n && line.p[i] == ')' && is_blank(line.p[i + 1]) ? i + 1 : 0;
    }
    while (i < line.n && i - from < 4 && (isalnum((unsigned char)line.p[i]) || line.p[i] == '#'))
        i++;
    if (i == from || i + 1 >= line.n || !is_blank(line.p[i + 1])) return 0;
    bool digits = isdigit((unsigned char)line.p[from]) != 0;
    bool roman = true;
    for (size_t k = from; k < i; k++)
        roman &= strchr("ivxIVX", line.p[k]) != NULL;
    if (i - from > 1 && !digits && !roman) return 0;
    *kind = line.p[from];
    if (line.p[i] == ')') return open || !digits ? i + 1 : 0;
    return line.p[i] == '.' && !open && !digits ? i + 1 : 0;
}

/* Lines that begin with such marks run together, since they are one paragraph. */
static void look_at_lists(struct reading *r, const struct passage *p, size_t from, size_t to) {
    struct str s = str_slice(p->text, 0, to);
    size_t marks = 0;
    char kind = '\0', first = '\0';
    for (size_t at = from; at < to; at = line_end(s, at) + 1) {
        struct str line = str_trim(str_slice(s, at, line_end(s, at) - at));
        if (!list_mark(line, &kind)) {
            if (at == from) return;
            continue;
        }
        if (!marks++) first = kind;
    }
    if (marks < 2 && first != '@') return;
    char mark;
    struct str line = str_slice(s, from, line_end(s, from) - from);
    size_t n = list_mark(line, &mark);
    diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, from),
             "begin the lines with 1. 2. 3., or part them by blank lines",
             "`%.*s` begins no list here, and these lines run together", (int)n, line.p);
}

void habits_in_paragraph(struct reading *r, const struct passage *p, size_t from, size_t to) {
    struct str s = str_slice(p->text, 0, to), line = str_slice(s, from, line_end(s, from) - from);
    line = str_trim(line);
    size_t marks = run_of(line, 0, '#');
    if (marks && marks <= 6 && marks < line.n && (line.p[marks] >= 'A' && line.p[marks] <= 'Z')) {
        diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, from),
                 "put a space behind it; for the sign itself write \\#",
                 "`%.*s` begins no heading without a space behind it", (int)marks, line.p);
    } else if (is_grid_line(line)) {
        diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, from),
                 "write it with bars, | one | two |, or in a fenced block ```{table}",
                 "this looks like a grid table of pandoc's, which is not set as one");
    } else if (look_at_head(r, p, from, to)) {
        return;
    } else if (is_barred(line)) {
        diag_add(r->ds, DIAG_FOREIGN_SYNTAX, passage_pos(p, from),
                 "put a line |---|---| with as many columns under its head",
                 "this looks like a table, but no line of hyphens parts its head from its rows");
    } else {
        look_at_lists(r, p, from, to);
    }
}
