/* words: what the program itself prints, by language: one table (words_table.h), a block a language.
 *
 * Month names, numbers and dates are ICU's (text/locale.h). A word that a language lacks falls back
 * to English, and says that it did. */
#ifndef CHANCERY_STYLE_WORDS_H
#define CHANCERY_STYLE_WORDS_H

#include <stdbool.h>
#include "base/str.h"

enum style_word_id {
    STYLE_WORD_CONTINUED, /* after a repeated caption: "continued" */
    STYLE_WORD_CONTENTS,
    STYLE_WORD_LITERATURE,
    STYLE_WORD_ABSTRACT,
    STYLE_WORD_KEYWORDS,
    STYLE_WORD_KEY_INDICATORS,
    STYLE_WORD_TIMELINE,
    STYLE_WORD_YEAR, STYLE_WORD_DATE, STYLE_WORD_EVENT, STYLE_WORD_ACCOUNT, STYLE_WORD_CATEGORY,
    STYLE_WORD_TABLE, STYLE_WORD_FIGURE,
    STYLE_WORD_PAGE, STYLE_WORD_PAGES,  /* short, of a number: "p.", "pp." */
    STYLE_WORD_CITED_ON,                /* before pages: "cited on" */
    STYLE_WORD_ACCESSED,
    STYLE_WORD_AS_OF,
    STYLE_WORD_SOURCE,
    STYLE_WORD_NOTE, STYLE_WORD_TIP, STYLE_WORD_WARNING, STYLE_WORD_IMPORTANT,
    STYLE_WORD_TARGET,
    STYLE_WORD_PREVIOUS,
    STYLE_WORD_SCALE,                   /* "scale" as in "scale 0 to 100" */
    STYLE_WORD_TO,                      /* between the ends of a range, in words */
    STYLE_WORD_FROM,
    STYLE_WORD_RISING, STYLE_WORD_FALLING, STYLE_WORD_UNCHANGED,
    STYLE_WORD_VERY_LOW, STYLE_WORD_LOW, STYLE_WORD_MODERATE, STYLE_WORD_HIGH, STYLE_WORD_VERY_HIGH,
    STYLE_WORD_NOT_APPLICABLE, STYLE_WORD_UNKNOWN,
    STYLE_WORD_DRAFT,
    STYLE_WORD_AND,
    STYLE_WORD_LINK_BACK,               /* what a screen reader says of the way back from a note */
    STYLE_WORD_DONE, STYLE_WORD_TO_DO,  /* of a task list's boxes */
    STYLE_WORD_NOTES,                   /* the heading of endnotes */
    STYLE_WORD_POINTS,                  /* of a percentage: "+3 points" */
    STYLE_WORD_NO_DATA,                 /* "n/a" */
    STYLE_WORD_FAVOURABLE, STYLE_WORD_UNFAVOURABLE, /* of a trend */
    STYLE_WORD_EMBARGO,                 /* before a date: "embargoed until" */
    STYLE_WORD_DISTRIBUTION,
    STYLE_WORD_COPY,                    /* of a copy's number */
    STYLE_WORD_CIRCA,                   /* of a date that is not exact: "c. 1996" */
    /* of the table of parties to a treaty: heads of columns, then what a party may do */
    STYLE_WORD_PARTY, STYLE_WORD_SIGNATURE, STYLE_WORD_CONSENT, STYLE_WORD_ENTRY_INTO_FORCE,
    STYLE_WORD_UNTIL, STYLE_WORD_REMARKS,
    STYLE_WORD_RATIFICATION, STYLE_WORD_ACCESSION, STYLE_WORD_ACCEPTANCE, STYLE_WORD_APPROVAL,
    STYLE_WORD_SUCCESSION, STYLE_WORD_DEFINITIVE_SIGNATURE, STYLE_WORD_FOUNDING_PARTY,
    STYLE_WORD_COLON, STYLE_WORD_COMMA, /* with the spaces around them: ": ", ", " */
    STYLE_WORD_PAGE_OF_PAGES,           /* of a page's number and how many there are */
    STYLE_WORD_COUNT
};

/* The word in the language (BCP 47; region and script are dropped where the table has none). Never
 * empty. *fallback, if given, tells whether English stood in. Where a number goes with it, "{}" may
 * stand for the number; else it comes after a space. */
struct str style_word(struct str lang, enum style_word_id id, bool *fallback);

/* What house.yaml calls the word: "key-indicators". */
const char *style_word_key(enum style_word_id id);

/* The tag of the table's i-th language, from 0; NULL after the last. */
const char *style_word_language(size_t i);

/* True if lang is the tag, or begins with it as whole subtags; case does not count (BCP 47). */
bool style_lang_matches(struct str lang, struct str tag);

/* How many words the language leaves to English. */
size_t style_word_gaps(struct str lang);

#endif
