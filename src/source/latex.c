/* latex: one pass with a small stack of what each closing brace ends.
 *
 * An accent is put behind its letter as a combining mark and joined with it where Unicode has the
 * pair as one letter; the table holds the pairs of the Latin alphabets of Europe and Turkey. The
 * stack is bounded: deeper braces only group. */
#include "source/latex.h"

#include "base/buf.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 32 };

struct decoder {
    struct str text;
    size_t at;
    struct buf out;
    enum latex_mode mode;
    const char *closing[DEPTH_MAX]; /* what each open brace adds at its end */
    size_t depth;
    const char *pending; /* of a font command whose brace comes next */
    uint32_t accent;     /* combining mark for the next letter, or 0 */
};

/* --- tables ----------------------------------------------------------------------------------- */

static const struct {
    char command;
    uint32_t mark;
} accents[] = {
    {'`', 0x300}, {'\'', 0x301}, {'^', 0x302}, {'~', 0x303}, {'=', 0x304},
    {'u', 0x306}, {'.', 0x307},  {'"', 0x308}, {'r', 0x30A}, {'H', 0x30B},
    {'v', 0x30C}, {'d', 0x323},  {'c', 0x327}, {'k', 0x328}, {'b', 0x331},
};

/* Letters that have a mark of their own: base letters, then what they become, in the same order. */
static const struct {
    uint32_t mark;
    const char *bases, *letters;
} pairs[] = {
    {0x300, "AEIOUaeiouNn", "ÀÈÌÒÙàèìòùǸǹ"},
    {0x301, "AEIOUYaeiouyCcNnSsZzLlRr", "ÁÉÍÓÚÝáéíóúýĆćŃńŚśŹźĹĺŔŕ"},
    {0x302, "AEIOUaeiouCcGgHhJjSsWwYy", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ"},
    {0x303, "AONaonIiUu", "ÃÕÑãõñĨĩŨũ"},
    {0x304, "AEIOUaeiou", "ĀĒĪŌŪāēīōū"},
    {0x306, "AGUagueEiIoO", "ĂĞŬăğŭĕĔĭĬŏŎ"},
    {0x307, "CcEeGgIZz", "ĊċĖėĠġİŻż"},
    {0x308, "AEIOUYaeiouy", "ÄËÏÖÜŸäëïöüÿ"},
    {0x30A, "AaUu", "ÅåŮů"},
    {0x30B, "OoUu", "ŐőŰű"},
    {0x30C, "CcDdEeNnRrSsTtZzGg", "ČčĎďĚěŇňŘřŠšŤťŽžǦǧ"},
    {0x323, "AaEeIiOoUuHhSsTt", "ẠạẸẹỊịỌọỤụḤḥṢṣṬṭ"},
    {0x327, "CcSsTtGKkLlNnRr", "ÇçŞşŢţĢĶķĻļŅņŖŗ"},
    {0x328, "AaEeIiUu", "ĄąĘęĮįŲų"},
};

static const struct {
    const char *command, *letter;
} letters[] = {
    {"ss", "ß"},
    {"SS", "ẞ"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"o", "ø"},
    {"O", "Ø"},
    {"aa", "å"},
    {"AA", "Å"},
    {"l", "ł"},
    {"L", "Ł"},
    {"i", "ı"},
    {"j", "ȷ"},
    {"dh", "ð"},
    {"DH", "Ð"},
    {"th", "þ"},
    {"TH", "Þ"},
    {"dj", "đ"},
    {"DJ", "Đ"},
    {"ng", "ŋ"},
    {"NG", "Ŋ"},
    {"S", "§"},
    {"P", "¶"},
    {"pounds", "£"},
    {"euro", "€"},
    {"copyright", "©"},
    {"dots", "…"},
    {"ldots", "…"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"textquoteleft", "‘"},
    {"textquoteright", "’"},
    {"textquotedblleft", "“"},
    {"textquotedblright", "”"},
    {"textbackslash", "\\"},
    {"textasciitilde", "~"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"guillemotleft", "«"},
    {"guillemotright", "»"},
    {"quotedblbase", "„"},
    {"TeX", "TeX"},
    {"LaTeX", "LaTeX"},
    {"degree", "°"},
    {"textdegree", "°"},
    {"times", "×"},
    {"slash", "/"},
};

static const struct {
    const char *command, *before, *after;
} fonts[] = {
    {"emph", "<i>", "</i>"},
    {"textit", "<i>", "</i>"},
    {"mkbibemph", "<i>", "</i>"},
    {"textsl", "<i>", "</i>"},
    {"textbf", "<b>", "</b>"},
    {"mkbibbold", "<b>", "</b>"},
    {"textsc", "<span style=\"font-variant:small-caps;\">", "</span>"},
    {"textsuperscript", "<sup>", "</sup>"},
    {"textsubscript", "<sub>", "</sub>"},
    {"mkbibquote", "“", "”"},
    {"enquote", "“", "”"},
};

/* --- letters ---------------------------------------------------------------------------------- */

/* The letter that base becomes with mark, or 0. */
static uint32_t composed(uint32_t base, uint32_t mark) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].mark != mark) continue;
        struct str list = str_of(pairs[i].letters);
        size_t at = 0;
        for (const char *b = pairs[i].bases; *b && at < list.n; b++) {
            uint32_t letter = utf8_next(list, &at);
            if ((uint32_t)(unsigned char)*b == base) return letter;
        }
    }
    return 0;
}

/* Adds one code point, with the accent that waits for it. */
static void put(struct decoder *d, uint32_t cp) {
    uint32_t mark = d->accent;
    d->accent = 0;
    if (!mark) {
        buf_add_cp(&d->out, cp);
        return;
    }
    if (cp == 0x131) cp = 'i';
    if (cp == 0x237) cp = 'j';
    uint32_t letter = composed(cp, mark);
    buf_add_cp(&d->out, letter ? letter : cp);
    if (!letter) buf_add_cp(&d->out, mark);
}

static void put_str(struct decoder *d, const char *s) {
    struct str text = str_of(s);
    for (size_t i = 0; i < text.n;)
        put(d, utf8_next(text, &i));
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char peek(const struct decoder *d, size_t ahead) {
    return d->at + ahead < d->text.n ? d->text.p[d->at + ahead] : '\0';
}

/* --- commands --------------------------------------------------------------------------------- */

static uint32_t accent_of(char c) {
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        if (accents[i].command == c) return accents[i].mark;
    }
    return 0;
}

static bool put_letter(struct decoder *d, struct str name) {
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (!str_is(name, letters[i].command)) continue;
        put_str(d, letters[i].letter);
        return true;
    }
    return false;
}

static void start_font(struct decoder *d, struct str name) {
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        if (!str_is(name, fonts[i].command) || peek(d, 0) != '{') continue;
        buf_add_c(&d->out, fonts[i].before);
        d->pending = fonts[i].after;
        return;
    }
}

/* A command at a backslash: a name of letters, or one other character. */
static void read_command(struct decoder *d) {
    d->at++;
    if (!is_letter(peek(d, 0))) {
        char c = peek(d, 0);
        if (d->at >= d->text.n) return;
        uint32_t mark = accent_of(c);
        if (mark && d->mode != LATEX_VERBATIM) {
            d->at++;
            d->accent = mark;
        } else if (c == '\\') {
            d->at++;
            put(d, ' ');
        } else if (strchr("&%_#${}", c)) {
            d->at++;
            put(d, (uint32_t)(unsigned char)c);
        } else if (strchr(" ,;:!/-@", c)) {
            d->at++;
            if (c == ' ') put(d, ' ');
            if (c == ',') put(d, 0x202F);
        }
        return;
    }
    size_t start = d->at;
    while (is_letter(peek(d, 0)))
        d->at++;
    struct str name = str_slice(d->text, start, d->at - start);
    if (d->mode == LATEX_VERBATIM) return;
    while (peek(d, 0) == ' ')
        d->at++;
    if (name.n == 1 && accent_of(name.p[0])) {
        d->accent = accent_of(name.p[0]);
        return;
    }
    if (!put_letter(d, name)) start_font(d, name);
}

/* --- text ------------------------------------------------------------------------------------- */

static void open_brace(struct decoder *d) {
    const char *closing = d->pending ? d->pending : "";
    bool command = peek(d, 1) == '\\';
    d->at++;
    d->pending = NULL;
    if (d->mode == LATEX_TITLE && d->depth == 0 && !*closing && !command && !d->accent) {
        buf_add_c(&d->out, "<span class=\"nocase\">");
        closing = "</span>";
    }
    if (d->depth < DEPTH_MAX) d->closing[d->depth] = closing;
    d->depth++;
}

static void close_brace(struct decoder *d) {
    d->at++;
    if (!d->depth) return;
    d->depth--;
    if (d->depth < DEPTH_MAX) buf_add_c(&d->out, d->closing[d->depth]);
}

/* Ligatures of TeX at the cursor: dashes and quotes. Gives the bytes taken, 0 if there is none. */
static size_t put_ligature(struct decoder *d) {
    static const struct {
        const char *from;
        uint32_t to;
    } ligatures[] = {{"---", 0x2014}, {"--", 0x2013}, {"``", 0x201C}, {"''", 0x201D},
                     {"`", 0x2018},   {"'", 0x2019},  {"~", 0xA0}};
    struct str rest = str_slice(d->text, d->at, 4);
    for (size_t i = 0; i < sizeof ligatures / sizeof *ligatures; i++) {
        if (!str_starts(rest, ligatures[i].from)) continue;
        put(d, ligatures[i].to);
        return strlen(ligatures[i].from);
    }
    return 0;
}

static void put_plain(struct decoder *d) {
    char c = peek(d, 0);
    if (c == '\n' || c == '\r' || c == '\t' || c == ' ') {
        bool double_space = d->out.n && d->out.p[d->out.n - 1] == ' ';
        d->at++;
        if (!double_space && !d->accent) put(d, ' ');
        return;
    }
    size_t taken = d->mode == LATEX_VERBATIM || d->accent ? 0 : put_ligature(d);
    d->at += taken;
    if (taken) return;
    if (c == '$' && d->mode != LATEX_VERBATIM) {
        d->at++;
        return;
    }
    put(d, utf8_next(d->text, &d->at));
}

struct str latex_decode(struct arena *a, struct str text, enum latex_mode mode) {
    struct decoder d = {.text = text, .mode = mode};
    while (d.at < d.text.n) {
        switch (peek(&d, 0)) {
        case '\\': read_command(&d); break;
        case '{': open_brace(&d); break;
        case '}': close_brace(&d); break;
        default: put_plain(&d);
        }
    }
    while (d.depth)
        close_brace(&d);
    struct str out = str_copy(a, str_trim(buf_str(&d.out)));
    buf_done(&d.out);
    return out;
}
