/* What stays together by custom: a number with its unit, a day with its month, initials with a
 * name, “Fig.” with its number, a dash with the word before it. */
#include "layout/inline/opportunity.h"

#include "base/utf8.h"

/* The words around a space, without the quotes and brackets around them. */
struct around {
    struct str before, after;
};

static bool is_any(struct str s, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (s.n > 0 && s.p[0] == list[i][0] && str_is(s, list[i])) return true;
    return false;
}
#define IS_ANY(s, list) is_any((s), (list), sizeof(list) / sizeof *(list))

static const char *const units[] = {
    "%",    "‰",        "°C",        "°F",        "°",          "€",         "£",
    "$",    "km",       "m",         "cm",        "mm",         "km²",       "km2",
    "m²",   "m2",       "m³",        "m3",        "kg",         "g",         "t",
    "mg",   "ha",       "l",         "ml",        "kW",         "MW",        "GW",
    "TW",   "kWh",      "MWh",       "GWh",       "TWh",        "W",         "V",
    "kV",   "A",        "Hz",        "kHz",       "MHz",        "GHz",       "kB",
    "MB",   "GB",       "TB",        "bcm",       "bbl",        "mph",       "km/h",
    "pp",   "pt",       "million",   "billion",   "trillion",   "bn",        "mn",
    "tn",   "per",      "percent",   "am",        "pm",         "a.m",       "p.m",
    "BC",   "AD",       "CE",        "BCE",       "USD",        "EUR",       "GBP",
    "RUB",  "KGS",      "CHF",       "Millionen", "Milliarden", "Billionen", "Mio",
    "Mrd",  "Prozent",  "Uhr",       "Euro",      "M€",         "Md€",       "k€",
    "M$",   "millions", "milliards", "millones",  "millón",     "по",        "млн",
    "млрд", "трлн",     "тыс",       "км",        "м",          "кг",        "г",
    "т",    "га",       "руб",       "сом",       "долл",       "евро",      "кВт",
    "МВт",  "ГВт",      "год",       "года",      "году",       "гг",        "процентов"};

static const char *const months[] = {
    "January",   "February",  "March",    "April",    "May",      "June",   "July",       "August",
    "September", "October",   "November", "December", "Jan",      "Feb",    "Mar",        "Apr",
    "Jun",       "Jul",       "Aug",      "Sep",      "Sept",     "Oct",    "Nov",        "Dec",
    "Januar",    "Jänner",    "Februar",  "März",     "Mai",      "Juni",   "Juli",       "Oktober",
    "Dezember",  "janvier",   "février",  "mars",     "avril",    "mai",    "juin",       "juillet",
    "août",      "septembre", "octobre",  "novembre", "décembre", "de",     "enero",      "febrero",
    "marzo",     "abril",     "mayo",     "junio",    "julio",    "agosto", "septiembre", "octubre",
    "noviembre", "diciembre", "gennaio",  "febbraio", "aprile",   "maggio", "giugno",     "luglio",
    "settembre", "ottobre",   "dicembre", "января",   "февраля",  "марта",  "апреля",     "мая",
    "июня",      "июля",      "августа",  "сентября", "октября",  "ноября", "декабря",    "січня",
    "лютого",    "березня",   "квітня",   "травня",   "червня",   "липня",  "серпня",     "вересня",
    "жовтня",    "листопада", "грудня"};

/* Before a number. */
static const char *const counted[] = {
    "p.",   "pp.",   "Fig.",  "Figs.", "fig.",  "figs.",  "No.",   "Nos.", "no.",   "nos.",
    "Nr.",  "Art.",  "Arts.", "art.",  "arts.", "Vol.",   "Vols.", "vol.", "vols.", "Ch.",
    "ch.",  "chap.", "Sec.",  "sec.",  "para.", "paras.", "n.",    "nn.",  "fn.",   "Eq.",
    "Tab.", "Abb.",  "Bd.",   "S.",    "Abs.",  "l.",     "§",     "§§",   "№",     "¶",
    "¶¶",   "с.",    "С.",    "стр.",  "т.",    "Т.",     "ст.",   "п.",   "рис.",  "табл.",
    "c.",   "ca.",   "col.",  "cols.", "ll.",   "r.",     "s.",    "n°",   "N°",    "nº",
    "Nº",   "гл.",   "разд.", "д.",    "кв.",   "корп.",  "оф."};

/* Before a number from which they better do not part. */
static const char *const labels[] = {
    "Table",    "Figure",  "Chapter",  "Section",   "Article", "Part",      "Annex",   "Appendix",
    "Box",      "Chart",   "Map",      "Page",      "Note",    "Phase",     "Step",    "Day",
    "Protocol", "Tabelle", "Tafel",    "Abbildung", "Kapitel", "Abschnitt", "Artikel", "Teil",
    "Anhang",   "Seite",   "Tableau",  "Chapitre",  "Partie",  "Annexe",    "Tabla",   "Figura",
    "Capítulo", "Sección", "Artículo", "Anexo",     "Таблица", "Рисунок",   "Глава",   "Статья",
    "Раздел",   "Пункт",   "Часть",    "Приложение"};

/* Before a name. */
static const char *const titles[] = {
    "Mr",    "Mr.",  "Mrs",  "Mrs.", "Ms",    "Ms.",  "Dr",    "Dr.",   "Mme",
    "M.",    "St",   "St.",  "Hr.",  "Fr.",   "г-н",  "г-жа",  "Mlle",  "MM.",
    "Prof.", "Gen.", "Col.", "Lt.",  "Capt.", "Sgt.", "Amb.",  "Sen.",  "Gov.",
    "Pres.", "H.E.", "S.E.", "г.",   "им.",   "ул.",  "проф.", "акад.", "ген."};

static uint32_t first_cp(struct str s) {
    size_t i = 0;
    return s.n ? utf8_next(s, &i) : 0;
}

static uint32_t last_cp(struct str s) {
    size_t i = s.n;
    return s.n ? utf8_prev(s, &i) : 0;
}

static bool is_ascii_digit(uint32_t cp) {
    return cp >= '0' && cp <= '9';
}

static bool is_opening(uint32_t cp) {
    return cp == '(' || cp == '[' || cp == '"' || cp == '\'' || cp == 0x2018 || cp == 0x201C ||
           cp == 0x201E || cp == 0x00AB;
}

static bool is_closing(uint32_t cp) {
    return cp == ')' || cp == ']' || cp == '"' || cp == '\'' || cp == 0x2019 || cp == 0x201D ||
           cp == 0x00BB || cp == ',' || cp == ';' || cp == ':' || cp == '!' || cp == '?' ||
           cp == '.';
}

static struct str strip_opening(struct str s) {
    size_t i = 0;
    while (i < s.n && is_opening(first_cp(str_slice(s, i, s.n))))
        utf8_next(s, &i);
    return str_slice(s, i, s.n);
}

static struct str strip_closing(struct str s) {
    while (s.n > 0) {
        size_t i = s.n;
        if (!is_closing(utf8_prev(s, &i))) break;
        s.n = i;
    }
    return s;
}

/* A word's neighbourhood is looked at, not more: words of code or hostile ones may be endless. */
#define REACH 24

/* NUL also ends a word. */
static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\0';
}

static struct around words_around(struct str text, size_t from, size_t to) {
    size_t start = from, end = to;
    while (start > 0 && from - start < REACH && !is_space(text.p[start - 1]))
        start--;
    while (end < text.n && end - to < REACH && !is_space(text.p[end]))
        end++;
    while (start < from && ((unsigned char)text.p[start] & 0xC0) == 0x80)
        start++;
    struct around a = {str_slice(text, start, from - start), str_slice(text, to, end - to)};
    a.before = strip_opening(a.before);
    return a;
}

/* Fewer than three digits at the end of s, a point after them or not: a day; "1er" in French. */
static bool ends_in_day(struct str s) {
    if (str_is(s, "1er")) return true;
    if (s.n > 0 && s.p[s.n - 1] == '.') s.n--;
    size_t digits = 0;
    while (digits < s.n && is_ascii_digit((unsigned char)s.p[s.n - 1 - digits]))
        digits++;
    return digits == 1 || digits == 2;
}

static bool is_day(struct str s) {
    size_t digits = 0;
    while (digits < s.n && is_ascii_digit((unsigned char)s.p[digits]))
        digits++;
    return (digits == 1 || digits == 2) && digits < s.n && s.p[digits] == ',';
}

/* "S." or "J.R." before a capital. */
static bool is_initials(struct str s) {
    size_t letters = 0;
    for (size_t i = 0; i < s.n;) {
        if (!text_is_upper(utf8_next(s, &i))) return false;
        if (i >= s.n || s.p[i] != '.') return false;
        i++;
        letters++;
    }
    return letters > 0 && letters < 5;
}

static bool is_one_letter(struct str s) {
    size_t i = 0;
    return s.n > 0 && text_is_letter(utf8_next(s, &i)) && i == s.n;
}

/* One letter and a point, as in "z. B.", "т. е.", "e. g.". */
static bool is_letter_and_point(struct str s) {
    size_t i = 0;
    return s.n > 1 && text_is_letter(utf8_next(s, &i)) && i + 1 == s.n && s.p[i] == '.';
}

/* What is after may have more behind its point: "е.,". */
static bool is_abbreviated(struct around a) {
    size_t i = 0;
    if (!is_letter_and_point(a.before) || str_empty(a.after)) return false;
    if (str_starts(a.after, "Chr.")) return str_is(a.before, "v.") || str_is(a.before, "n.");
    return text_is_letter(utf8_next(a.after, &i)) && i < a.after.n && a.after.p[i] == '.';
}

/* A page of the front matter: "iv". */
static bool is_small_roman(struct str s) {
    s = strip_closing(s);
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("ivxlc", s.p[i])) return false;
    return s.n > 0;
}

/* A sign of arithmetic that stays with the number after it. */
static bool is_sign(struct str s) {
    static const char *const signs[] = {"=", "≈", "±", "<", ">", "≤", "≥", "+", "−", "×", "·", "÷"};
    return IS_ANY(s, signs);
}

/* True if the figures before byte `from` and those before them follow a plus: a telephone number.
 */
static bool is_telephone(struct str text, size_t from) {
    size_t i = from;
    while (i > 0 && from - i < REACH && strchr("0123456789 ()-", text.p[i - 1]))
        i--;
    return i > 0 && text.p[i - 1] == '+' && i < from && is_ascii_digit((unsigned char)text.p[i]);
}

static bool is_dash(struct str s) {
    return str_is(s, "–") || str_is(s, "—") || str_is(s, "-");
}

static bool is_lang(struct str lang, const char *list) {
    size_t n = 0;
    while (n < lang.n && lang.p[n] != '-' && lang.p[n] != '_')
        n++;
    char key[8];
    if (n == 0 || n > 3) return false;
    key[0] = ' ';
    memcpy(key + 1, lang.p, n);
    key[n + 1] = ' ';
    key[n + 2] = '\0';
    return strstr(list, key) != NULL;
}

static bool is_unit(struct around a) {
    bool number = is_ascii_digit(last_cp(a.before)), day = ends_in_day(a.before);
    if (!number && !day) return false;
    struct str after = strip_closing(a.after);
    return (day && IS_ANY(after, months)) || (number && IS_ANY(after, units));
}

static bool is_three_digits(struct str s) {
    s = strip_closing(s);
    for (size_t i = 0; i < s.n; i++)
        if (!is_ascii_digit((unsigned char)s.p[i])) return false;
    return s.n == 3;
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

/* A small letter or a comma before a space and a small letter after it, in English: no custom but
 * one asks for more than a glance. */
static bool is_everyday(struct str text, size_t from, size_t to, struct str lang) {
    char before = text.p[from - 1], after = text.p[to];
    bool small = is_small(after) && (is_small(before) || before == ',');
    return small && !(before == 'r' && after == 'c') && str_starts(lang, "en");
}

enum opportunity opportunity_of_space(struct str text, size_t from, size_t to, struct str lang) {
    if (from == 0 || to >= text.n || is_everyday(text, from, to, lang)) return OPPORTUNITY_USUAL;
    struct around a = words_around(text, from, to);
    if (last_cp(str_slice(text, 0, from)) == 0x00AB) return OPPORTUNITY_NONE; /* « */
    if (str_empty(a.before) || str_empty(a.after)) return OPPORTUNITY_USUAL;
    struct str after = strip_opening(a.after);
    uint32_t next = first_cp(after);
    bool number = is_ascii_digit(next), name = text_is_upper(next);
    if (is_unit(a)) return OPPORTUNITY_NONE;
    if (str_is(a.before, "per") && str_starts(a.after, "cent")) return OPPORTUNITY_NONE;
    if (is_day(a.after) && IS_ANY(a.before, months)) return OPPORTUNITY_NONE;
    bool roman = !number && is_small_roman(after) && !text_is_letter(last_cp(a.before));
    if ((number || roman) && IS_ANY(a.before, counted)) return OPPORTUNITY_NONE;
    if (number && (is_sign(a.before) || is_telephone(text, from))) return OPPORTUNITY_NONE;
    if (is_ascii_digit(last_cp(a.before)) && str_is(a.after, "×")) return OPPORTUNITY_NONE;
    if (number && IS_ANY(a.before, labels)) return OPPORTUNITY_POOR;
    if (is_abbreviated(a)) return OPPORTUNITY_NONE;
    if (name && (is_initials(a.before) || IS_ANY(a.before, titles))) return OPPORTUNITY_NONE;
    if (str_is(a.before, "§") || str_is(a.before, "№")) return OPPORTUNITY_NONE;
    if (a.after.n < 4 && str_empty(strip_closing(a.after)) && !str_starts(a.after, ".") &&
        is_lang(lang, " fr "))
        return OPPORTUNITY_NONE; /* a stop that French sets off by a space */
    if (is_dash(a.after))
        return is_lang(lang, " ru uk be bg ky kk ") ? OPPORTUNITY_NONE : OPPORTUNITY_POOR;
    if (is_one_letter(a.before) && is_lang(lang, " cs sk pl ")) return OPPORTUNITY_NONE;
    if (is_one_letter(a.before) && is_lang(lang, " ru uk be bg ")) return OPPORTUNITY_POOR;
    if (is_ascii_digit(last_cp(a.before)) && is_three_digits(a.after) && !is_lang(lang, " en "))
        return OPPORTUNITY_NONE;
    return OPPORTUNITY_USUAL;
}
