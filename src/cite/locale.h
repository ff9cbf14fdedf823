/* locale: the terms, date forms and options in force for one style and language.
 *
 * Made once from layers, the first of which wins: the style's own cs:locale for the dialect, for
 * the language, for any language; then the locale files for the dialect, its language's main
 * dialect, and en-US. Immutable after that. */
#ifndef CHANCERY_CITE_LOCALE_H
#define CHANCERY_CITE_LOCALE_H

#include "cite/style.h"

enum term_form { TERM_LONG, TERM_SHORT, TERM_SYMBOL, TERM_VERB, TERM_VERB_SHORT };
enum term_gender { GENDER_NEUTER, GENDER_MASCULINE, GENDER_FEMININE };
enum term_match { MATCH_LAST_DIGIT, MATCH_LAST_TWO_DIGITS, MATCH_WHOLE_NUMBER };

struct locale_term {
    struct locale_term *next; /* other forms of the same name */
    enum term_form form;
    enum term_gender gender, gender_form;
    enum term_match match;
    struct str single, multiple;
};

struct locale {
    struct arena *arena;
    struct str lang;
    struct hash terms;                 /* name → struct locale_term list */
    const struct style_node *dates[2]; /* text, numeric */
    bool punctuation_in_quote, limit_day_ordinals;
    bool has_ordinals, in_quote_given, limit_given;
    struct str open_quote, close_quote, open_inner, close_inner, apostrophe;
    struct str and_text, and_symbol, et_al, page_delimiter, year_delimiter;
    bool is_english, is_french;
};

/* The locale for lang as style sees it. */
struct locale *locale_load(struct arena *a, struct diags *ds, struct pos pos,
                           const struct style_node *style, struct str lang,
                           struct cite_loader loader);

/* The term, falling back from verb-short to verb, symbol to short, all to long; STR_NONE if the
 * name has none. */
struct str locale_term(const struct locale *l, struct str name, enum term_form form, bool plural);
struct str locale_term_c(const struct locale *l, const char *name, enum term_form form,
                         bool plural);

/* The form named by a `form` attribute. */
enum term_form locale_form_of(struct str name);

/* The gender of the noun that a term is. */
enum term_gender locale_gender(const struct locale *l, struct str name);

/* What follows n as an ordinal number ("th"). */
struct str locale_ordinal(const struct locale *l, long n, enum term_gender gender);

/* n as an ordinal word ("first"), or STR_NONE. */
struct str locale_long_ordinal(const struct locale *l, long n, enum term_gender gender);

/* The dialect a bare language stands for ("de" → "de-DE"), or lang itself. */
struct str locale_main_dialect(struct str lang);

#endif
