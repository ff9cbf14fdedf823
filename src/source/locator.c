#include "source/locator.h"

#include "base/utf8.h"

/* Words an author may write → CSL's label. Longer ones before their beginnings. Abbreviations of
 * other languages are taken too where they cannot be mistaken. */
static const struct {
    const char *word, *label;
} labels[] = {
    {"pages", "page"},
    {"page", "page"},
    {"pp.", "page"},
    {"p.", "page"},
    {"pp", "page"},
    {"Seiten", "page"},
    {"Seite", "page"},
    {"S.", "page"},
    {"с.", "page"},
    {"стр.", "page"},
    {"s.", "page"},
    {"págs.", "page"},
    {"pág.", "page"},
    {"chapters", "chapter"},
    {"chapter", "chapter"},
    {"chaps.", "chapter"},
    {"chap.", "chapter"},
    {"ch.", "chapter"},
    {"Kapitel", "chapter"},
    {"Kap.", "chapter"},
    {"гл.", "chapter"},
    {"cap.", "chapter"},
    {"sections", "section"},
    {"section", "section"},
    {"secs.", "section"},
    {"sec.", "section"},
    {"§§", "section"},
    {"§", "section"},
    {"разд.", "section"},
    {"paragraphs", "paragraph"},
    {"paragraph", "paragraph"},
    {"paras.", "paragraph"},
    {"para.", "paragraph"},
    {"¶¶", "paragraph"},
    {"¶", "paragraph"},
    {"Abs.", "paragraph"},
    {"п.", "paragraph"},
    {"volumes", "volume"},
    {"volume", "volume"},
    {"vols.", "volume"},
    {"vol.", "volume"},
    {"Bd.", "volume"},
    {"т.", "volume"},
    {"issues", "issue"},
    {"issue", "issue"},
    {"numbers", "issue"},
    {"number", "issue"},
    {"nos.", "issue"},
    {"no.", "issue"},
    {"Nr.", "issue"},
    {"№", "issue"},
    {"figures", "figure"},
    {"figure", "figure"},
    {"figs.", "figure"},
    {"fig.", "figure"},
    {"рис.", "figure"},
    {"articles", "article-locator"},
    {"article", "article-locator"},
    {"arts.", "article-locator"},
    {"art.", "article-locator"},
    {"Art.", "article-locator"},
    {"ст.", "article-locator"},
    {"books", "book"},
    {"book", "book"},
    {"bks.", "book"},
    {"bk.", "book"},
    {"columns", "column"},
    {"column", "column"},
    {"cols.", "column"},
    {"col.", "column"},
    {"folios", "folio"},
    {"folio", "folio"},
    {"fols.", "folio"},
    {"fol.", "folio"},
    {"lines", "line"},
    {"line", "line"},
    {"ll.", "line"},
    {"l.", "line"},
    {"notes", "note"},
    {"note", "note"},
    {"nn.", "note"},
    {"n.", "note"},
    {"Anm.", "note"},
    {"opus", "opus"},
    {"op.", "opus"},
    {"parts", "part"},
    {"part", "part"},
    {"pts.", "part"},
    {"pt.", "part"},
    {"Teil", "part"},
    {"ч.", "part"},
    {"rules", "rule"},
    {"rule", "rule"},
    {"r.", "rule"},
    {"verses", "verse"},
    {"verse", "verse"},
    {"vv.", "verse"},
    {"v.", "verse"},
    {"sub verbo", "sub-verbo"},
    {"s.vv.", "sub-verbo"},
    {"s.v.", "sub-verbo"},
    {"tables", "table"},
    {"table", "table"},
    {"tbl.", "table"},
    {"Tab.", "table"},
    {"табл.", "table"},
    {"appendices", "appendix"},
    {"appendix", "appendix"},
    {"app.", "appendix"},
    {"annex", "appendix"},
    {"scenes", "scene"},
    {"scene", "scene"},
    {"sc.", "scene"},
    {"act", "act"},
    {"acts", "act"},
    {"canon", "canon"},
    {"elocation", "elocation"},
    {"equation", "equation"},
    {"eq.", "equation"},
    {"supplement", "supplement"},
    {"surah", "surah"},
    {"timestamp", "timestamp"},
    {"title", "title-locator"},
};

/* Bytes of white space at i, no-break ones included. */
static size_t space_at(struct str s, size_t i) {
    if (i >= s.n) return 0;
    if (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n') return 1;
    size_t next = i;
    uint32_t cp = utf8_next(s, &next);
    return cp == 0xA0 || cp == 0x202F || cp == 0x2009 ? next - i : 0;
}

static size_t skip_space(struct str s, size_t i) {
    for (size_t n; (n = space_at(s, i)) > 0;)
        i += n;
    return i;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The label at i, which is moved past it and the space after it; NULL if there is none. */
static const char *take_label(struct str s, size_t *i) {
    char first = *i < s.n ? s.p[*i] : '\0';
    for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
        if (labels[k].word[0] != first) continue;
        size_t n = strlen(labels[k].word);
        if (!str_starts(str_slice(s, *i, s.n), labels[k].word)) continue;
        size_t after = *i + n, value = skip_space(s, after);
        char last = labels[k].word[n - 1];
        bool closed = last == '.' || (last & 0x80);
        if (value >= s.n || (value == after && !(closed && is_digit(s.p[value])))) continue;
        *i = value;
        return labels[k].label;
    }
    return NULL;
}

/* The end of a word of a locator at i: letters, digits and what joins them. */
static size_t word_end(struct str s, size_t i) {
    size_t end = i;
    while (i < s.n && !space_at(s, i) && !strchr(",;-[](){}&", s.p[i])) {
        size_t next = i;
        uint32_t cp = utf8_next(s, &next);
        if (cp == 0x2013 || cp == 0x2014) break;
        i = next;
        if (cp != '.') end = i;
    }
    return end;
}

/* A word counts if it has a digit, is a Roman number, or (after a label) is a single letter. */
static bool is_counting(struct str word, bool labelled) {
    bool roman = word.n > 0;
    for (size_t i = 0; i < word.n; i++) {
        if (is_digit(word.p[i])) return true;
        if (!strchr("ivxlcdmIVXLCDM", word.p[i])) roman = false;
    }
    return labelled && (roman || word.n == 1);
}

/* Bytes of what may stand between two words of a locator: a comma, hyphen, dash or ampersand. */
static size_t separator_at(struct str s, size_t i) {
    size_t at = skip_space(s, i), next = at;
    if (at >= s.n) return 0;
    uint32_t cp = utf8_next(s, &next);
    if (cp == '-' && next < s.n && s.p[next] == '-') next++;
    if (cp != ',' && cp != '-' && cp != 0x2013 && cp != 0x2014 && cp != '&') return 0;
    return skip_space(s, next) - i;
}

static size_t value_end(struct str s, size_t i, bool labelled) {
    size_t end = word_end(s, i);
    if (!is_counting(str_slice(s, i, end - i), labelled)) return i;
    for (;;) {
        size_t next = end + separator_at(s, end);
        if (next == end) return end;
        size_t after = word_end(s, next);
        if (!is_counting(str_slice(s, next, after - next), labelled)) return end;
        end = after;
    }
}

static struct locator take_braces(struct str s, size_t i) {
    size_t close = i + str_find_char(str_slice(s, i, s.n), '}'), from = i + 1;
    if (close >= s.n) return (struct locator){.rest = s};
    const char *label = take_label(str_slice(s, 0, close), &from);
    return (struct locator){.label = str_of(label ? label : "page"),
                            .value = str_trim(str_slice(s, from, close - from)),
                            .rest = str_slice(s, close + 1, s.n)};
}

struct locator locator_parse(struct str suffix) {
    size_t i = skip_space(suffix, 0);
    if (i < suffix.n && suffix.p[i] == ',') i = skip_space(suffix, i + 1);
    if (i < suffix.n && suffix.p[i] == '{') return take_braces(suffix, i);
    const char *label = take_label(suffix, &i);
    size_t end = value_end(suffix, i, label != NULL);
    if (end == i) return (struct locator){.rest = suffix};
    return (struct locator){.label = str_of(label ? label : "page"),
                            .value = str_slice(suffix, i, end - i),
                            .rest = str_slice(suffix, end, suffix.n)};
}
