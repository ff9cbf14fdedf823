#include "cite/locale.h"

#include <stdio.h>

struct str locale_main_dialect(struct str lang) {
    static const char *const dialects[][2] = {
        {"af", "af-ZA"}, {"bg", "bg-BG"}, {"ca", "ca-AD"}, {"cs", "cs-CZ"}, {"cy", "cy-GB"},
        {"da", "da-DK"}, {"de", "de-DE"}, {"el", "el-GR"}, {"en", "en-US"}, {"es", "es-ES"},
        {"et", "et-EE"}, {"fa", "fa-IR"}, {"fi", "fi-FI"}, {"fr", "fr-FR"}, {"he", "he-IL"},
        {"hi", "hi-IN"}, {"hr", "hr-HR"}, {"hu", "hu-HU"}, {"id", "id-ID"}, {"is", "is-IS"},
        {"it", "it-IT"}, {"ja", "ja-JP"}, {"km", "km-KH"}, {"ko", "ko-KR"}, {"lt", "lt-LT"},
        {"lv", "lv-LV"}, {"mn", "mn-MN"}, {"nb", "nb-NO"}, {"nl", "nl-NL"}, {"nn", "nn-NO"},
        {"no", "nb-NO"}, {"pl", "pl-PL"}, {"pt", "pt-PT"}, {"ro", "ro-RO"}, {"ru", "ru-RU"},
        {"sk", "sk-SK"}, {"sl", "sl-SI"}, {"sr", "sr-RS"}, {"sv", "sv-SE"}, {"th", "th-TH"},
        {"tr", "tr-TR"}, {"uk", "uk-UA"}, {"vi", "vi-VN"}, {"zh", "zh-CN"},
    };
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
        if (str_is(lang, dialects[i][0])) return str_of(dialects[i][1]);
    return lang;
}

static struct str base_of(struct str lang) {
    return str_slice(lang, 0, str_find_char(lang, '-'));
}

enum term_form locale_form_of(struct str name) {
    if (str_is(name, "short")) return TERM_SHORT;
    if (str_is(name, "symbol")) return TERM_SYMBOL;
    if (str_is(name, "verb")) return TERM_VERB;
    if (str_is(name, "verb-short")) return TERM_VERB_SHORT;
    return TERM_LONG;
}

static enum term_gender gender_of(struct str s) {
    if (str_is(s, "masculine")) return GENDER_MASCULINE;
    if (str_is(s, "feminine")) return GENDER_FEMININE;
    return GENDER_NEUTER;
}

static bool is_ordinal(struct str name) {
    return str_starts(name, "ordinal");
}

/* ordinal-00 to -09 match the last digit, ordinal-10 to -99 the last two, unless told. */
static enum term_match match_of(const struct style_node *node, struct str name) {
    struct str m = style_attr(node, ATTR_MATCH);
    if (str_is(m, "whole-number")) return MATCH_WHOLE_NUMBER;
    if (str_is(m, "last-two-digits")) return MATCH_LAST_TWO_DIGITS;
    if (str_is(m, "last-digit")) return MATCH_LAST_DIGIT;
    bool two = name.n == 10 && name.p[8] != '0';
    return two ? MATCH_LAST_TWO_DIGITS : MATCH_LAST_DIGIT;
}

static void add_term(struct locale *l, const struct style_node *node) {
    struct str name = style_attr(node, ATTR_NAME);
    if (name.n == 0) return;
    struct locale_term *t = arena_new(l->arena, struct locale_term);
    t->form = locale_form_of(style_attr(node, ATTR_FORM));
    t->gender = gender_of(style_attr(node, ATTR_GENDER));
    t->gender_form = gender_of(style_attr(node, ATTR_GENDER_FORM));
    t->match = match_of(node, name);
    const struct style_node *single = style_child(node, STYLE_SINGLE);
    const struct style_node *multiple = style_child(node, STYLE_MULTIPLE);
    t->single = single ? single->text : node->text;
    t->multiple = multiple ? multiple->text : t->single;
    struct locale_term *list = hash_get(&l->terms, name);
    for (struct locale_term *o = list; o; o = o->next)
        if (o->form == t->form && o->gender_form == t->gender_form) return;
    t->next = list;
    hash_put(&l->terms, name, t);
}

static void add_terms(struct locale *l, const struct style_node *terms) {
    bool had_ordinals = l->has_ordinals;
    for (const struct style_node *t = terms->first; t; t = t->next) {
        if (t->kind != STYLE_TERM) continue;
        bool ordinal = is_ordinal(style_attr(t, ATTR_NAME));
        if (ordinal && had_ordinals) continue;
        if (ordinal) l->has_ordinals = true;
        add_term(l, t);
    }
}

static void add_options(struct locale *l, const struct style_node *options) {
    if (!l->in_quote_given && style_has_attr(options, ATTR_PUNCTUATION_IN_QUOTE)) {
        l->in_quote_given = true;
        l->punctuation_in_quote = style_attr_is(options, ATTR_PUNCTUATION_IN_QUOTE, "true");
    }
    if (!l->limit_given && style_has_attr(options, ATTR_LIMIT_DAY_ORDINALS)) {
        l->limit_given = true;
        l->limit_day_ordinals = style_attr_is(options, ATTR_LIMIT_DAY_ORDINALS, "true");
    }
}

static void add_layer(struct locale *l, const struct style_node *layer) {
    add_options(l, layer); /* CSL 0.8 had them on cs:locale itself */
    for (const struct style_node *c = layer->first; c; c = c->next) {
        if (c->kind == STYLE_TERMS) add_terms(l, c);
        if (c->kind == STYLE_STYLE_OPTIONS) add_options(l, c);
        if (c->kind == STYLE_DATE) {
            size_t i = style_attr_is(c, ATTR_FORM, "numeric") ? 1 : 0;
            if (!l->dates[i]) l->dates[i] = c;
        }
    }
}

/* The style's own cs:locale elements for exactly that language ("" : without a language). */
static void add_own_layers(struct locale *l, const struct style_node *style, struct str lang) {
    for (const struct style_node *c = style->first; c; c = c->next)
        if (c->kind == STYLE_LOCALE && str_eq(style_attr(c, ATTR_LANG), lang)) add_layer(l, c);
}

static bool add_file(struct locale *l, struct diags *ds, struct pos pos, struct cite_loader loader,
                     struct str lang) {
    struct str xml;
    if (!loader.load || !loader.load(loader.closure, &xml, l->arena, lang, true)) return false;
    const char *why = NULL;
    struct style_node *root = style_tree_parse(l->arena, xml, &why);
    if (!root || root->kind != STYLE_LOCALE) {
        diag_add(ds, DIAG_CSL_BROKEN, pos, NULL, "the locale %.*s cannot be read: %s",
                 STR_ARG(lang), why ? why : "it is no CSL locale");
        return false;
    }
    add_layer(l, root);
    return true;
}

/* A bare `fr` is served by fr-FR; a file under the bare name goes first (eu, ar, ka). */
static void add_files(struct locale *l, struct diags *ds, struct pos pos,
                      struct cite_loader loader) {
    struct str base = base_of(l->lang), dialect = locale_main_dialect(base);
    add_file(l, ds, pos, loader, l->lang);
    if (!str_eq(base, l->lang) && !str_eq(base, dialect)) {
        if (!str_eq(dialect, l->lang)) add_file(l, ds, pos, loader, dialect);
    } else if (!str_eq(base, l->lang)) {
        add_file(l, ds, pos, loader, base);
    } else if (!str_eq(dialect, l->lang)) {
        add_file(l, ds, pos, loader, dialect);
    }
    if (!str_is(l->lang, "en-US") && !str_is(dialect, "en-US"))
        add_file(l, ds, pos, loader, STR("en-US"));
}

static struct str term_or(const struct locale *l, const char *name, enum term_form form,
                          const char *fallback) {
    struct str s = locale_term_c(l, name, form, false);
    return s.p ? s : str_of(fallback);
}

static void cache_terms(struct locale *l) {
    l->open_quote = term_or(l, "open-quote", TERM_LONG, "“");
    l->close_quote = term_or(l, "close-quote", TERM_LONG, "”");
    l->open_inner = term_or(l, "open-inner-quote", TERM_LONG, "‘");
    l->close_inner = term_or(l, "close-inner-quote", TERM_LONG, "’");
    l->and_text = term_or(l, "and", TERM_LONG, "and");
    l->and_symbol = term_or(l, "and", TERM_SYMBOL, "&");
    if (str_eq(l->and_symbol, l->and_text)) l->and_symbol = STR("&");
    l->et_al = term_or(l, "et-al", TERM_LONG, "et al.");
    l->page_delimiter = term_or(l, "page-range-delimiter", TERM_LONG, "–");
    l->year_delimiter = term_or(l, "year-range-delimiter", TERM_LONG, "–");
    l->apostrophe = STR("’");
    l->is_english = str_is(base_of(l->lang), "en");
    l->is_french = str_is(base_of(l->lang), "fr");
}

struct locale *locale_load(struct arena *a, struct diags *ds, struct pos pos,
                           const struct style_node *style, struct str lang,
                           struct cite_loader loader) {
    struct locale *l = arena_new(a, struct locale);
    l->arena = a;
    l->lang = lang;
    hash_init(&l->terms, a);
    add_own_layers(l, style, lang);
    if (!str_eq(base_of(lang), lang)) add_own_layers(l, style, base_of(lang));
    add_own_layers(l, style, STR_NONE);
    add_files(l, ds, pos, loader);
    cache_terms(l);
    return l;
}

static const struct locale_term *find_form(const struct locale_term *list, enum term_form form) {
    for (const struct locale_term *t = list; t; t = t->next)
        if (t->form == form && t->gender_form == GENDER_NEUTER) return t;
    return NULL;
}

struct str locale_term(const struct locale *l, struct str name, enum term_form form, bool plural) {
    static const enum term_form next[] = {[TERM_SHORT] = TERM_LONG,
                                          [TERM_SYMBOL] = TERM_SHORT,
                                          [TERM_VERB] = TERM_LONG,
                                          [TERM_VERB_SHORT] = TERM_VERB};
    const struct locale_term *list = hash_get(&l->terms, name);
    if (!list) return STR_NONE;
    const struct locale_term *t = find_form(list, form);
    while (!t && form != TERM_LONG) {
        form = next[form];
        t = find_form(list, form);
    }
    if (!t) return STR_NONE;
    struct str s = plural ? t->multiple : t->single;
    return s.p ? s : (struct str){"", 0};
}

struct str locale_term_c(const struct locale *l, const char *name, enum term_form form,
                         bool plural) {
    return locale_term(l, str_of(name), form, plural);
}

enum term_gender locale_gender(const struct locale *l, struct str name) {
    const struct locale_term *list = hash_get(&l->terms, name);
    for (const struct locale_term *t = list; t; t = t->next)
        if (t->gender != GENDER_NEUTER) return t->gender;
    return GENDER_NEUTER;
}

/* The term of that name and gender, else the neuter one. */
static const struct locale_term *find_gendered(const struct locale *l, const char *name,
                                               enum term_gender gender) {
    const struct locale_term *found = NULL;
    for (const struct locale_term *t = hash_get(&l->terms, str_of(name)); t; t = t->next) {
        if (t->form != TERM_LONG) continue;
        if (t->gender_form == gender) return t;
        if (t->gender_form == GENDER_NEUTER) found = t;
    }
    return found;
}

static const struct locale_term *find_ordinal(const struct locale *l, long n, long key,
                                              enum term_gender g, bool digit) {
    char name[32];
    snprintf(name, sizeof name, "ordinal-%02ld", key);
    const struct locale_term *t = find_gendered(l, name, g);
    if (!t) return NULL;
    if (t->match == MATCH_WHOLE_NUMBER) return n == key ? t : NULL;
    if (t->match == MATCH_LAST_TWO_DIGITS) return n % 100 == key ? t : NULL;
    return digit ? t : NULL;
}

struct str locale_ordinal(const struct locale *l, long n, enum term_gender gender) {
    if (n < 0) n = -n;
    const struct locale_term *t = NULL;
    if (n < 100) t = find_ordinal(l, n, n, gender, n < 10);
    if (!t) t = find_ordinal(l, n, n % 100, gender, false);
    if (!t) t = find_ordinal(l, n, n % 10, gender, true);
    if (!t) t = find_gendered(l, "ordinal", gender);
    return t ? t->single : STR_NONE;
}

struct str locale_long_ordinal(const struct locale *l, long n, enum term_gender gender) {
    char name[32];
    if (n < 1 || n > 10) return STR_NONE;
    snprintf(name, sizeof name, "long-ordinal-%02ld", n);
    const struct locale_term *t = find_gendered(l, name, gender);
    return t ? t->single : STR_NONE;
}
