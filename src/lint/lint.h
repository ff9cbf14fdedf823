/* lint: what is doubtful in a doc that could be read, found before it is set.
 *
 * Takes a doc and a style, adds diagnostics, changes nothing. Knows nothing of files and pages. */
#ifndef CHANCERY_LINT_LINT_H
#define CHANCERY_LINT_LINT_H

#include "doc/doc.h"
#include "style/style.h"

/* Indicators: values and targets outside their scale, trends against their numbers, levels that the
 * style does not name, missing dates and sources. */
void lint_indicators(const struct doc *doc, const struct style *s);

/* Says if the document's language lacks words that the program prints. */
void lint_words(const struct doc *doc, const struct style *s);

/* --- what only `check` looks at; the doc is walked, and stays as it is ------------------------ */

/* What an editor of prose would mark: words said twice, placeholders, two spaces in a row, straight
 * quotation marks. */
void lint_prose(struct doc *doc);

/* Whether the briefing says its language, and something stands under each heading. */
void lint_structure(const struct doc *doc);

/* Figures and accounts that were true long before the briefing's own date. */
void lint_dates(struct doc *doc, const struct style *s);

/* Abbreviations that nothing explains, and explanations of what is not said again. */
void lint_abbreviations(struct doc *doc, const struct style *s);

#endif
