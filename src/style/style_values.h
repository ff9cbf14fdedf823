/* style_values: every value of the house style, in one table.
 *
 * Included with these macros defined (see style.h):
 *   LENGTH(field, key, default_pt, min_pt, max_pt, meaning)
 *   NUMBER(field, key, default, min, max, meaning)
 *   COLOUR(field, key, default_rgb, meaning)
 *   FLAG(field, key, default, meaning)
 *   TEXT(field, key, default, meaning)
 *   CHOICE(field, key, default, "its, names", meaning)
 *   TYPE(id, key, family, weight, italic, size_pt, leading_pt, tracking, colour, align, hyphens,
 *        figures, meaning)          how one kind of text is set; tracking in thousandths of an em
 * Defaults are those of the art direction: A4, one justified column of Vollkorn 11/14 at the right,
 * a wide left margin that headings, captions and marginal years hang into. */

/* page */
LENGTH(page_width, "page.width", 595.276, 100, 5000, "width of the trimmed page")
LENGTH(page_height, "page.height", 841.89, 100, 5000, "height of the trimmed page")
LENGTH(margin_top, "page.top", 76, 0, 1000, "from the page's top to the first line's top")
LENGTH(first_top, "page.first-top", 0, 0, 2000,
       "the same on the first page, whose head may be deeper; 0: as on the others")
LENGTH(margin_bottom, "page.bottom", 78, 0, 1000, "least space below the last line or note")
LENGTH(margin_left, "page.left", 62, 0, 1000, "from the page's left to the hanging margin")
LENGTH(margin_right, "page.right", 62, 0, 1000, "from the text column to the page's right")
LENGTH(hang, "page.hang", 146, 0, 1000,
       "width of the hanging margin, its gutter included, left of the text column")
LENGTH(gutter, "page.gutter", 14, 0, 200, "space between the hanging margin and the text")
NUMBER(columns, "page.columns", 1, 1, 4, "columns of text on a page")
LENGTH(column_gap, "page.column-gap", 18, 0, 200, "space between columns")
FLAG(two_sided, "page.two-sided", false,
     "even pages stand at the left: their margins, heads and feet change sides, and facing pages end alike")
FLAG(balance, "page.balance", true,
     "columns end alike on the last page, and above what spans them")
LENGTH(grid, "page.grid", 14, 4, 100, "distance of the baselines that body lines stand on")
LENGTH(head_baseline, "page.head", 44, 0, 1000, "baseline of the running head, from the top")
LENGTH(foot_baseline, "page.foot", 40, 0, 1000, "baseline of the folio, from the bottom")

/* paragraphs and lists */
LENGTH(indent, "text.indent", 11, 0, 100, "first-line indent of a paragraph that follows one")
LENGTH(list_indent, "text.list-indent", 15, 0, 100, "indent of a list's items, a level")
LENGTH(quote_indent, "text.quote-indent", 15, 0, 100, "indent of a quotation, left")
LENGTH(quote_rule, "text.quote-rule", 0, 0, 20,
       "thickness of a rule of accent beside quotations; 0: none")
LENGTH(code_indent, "text.code-padding", 6, 0, 100, "space between a code block's tint and text")

/* lines */
NUMBER(hyphen_penalty, "text.hyphen-penalty", 115, 0, 10000, "cost of a hyphen at a line's end")
NUMBER(expansion, "text.expansion", 20, 0, 50, "most expansion of glyphs, in thousandths")
NUMBER(protrusion, "text.protrusion", 1000, 0, 2000, "protrusion into the margin, in thousandths of the table's")
NUMBER(hyphen_left, "text.hyphen-left", 2, 1, 10, "fewest letters before a hyphen")
NUMBER(hyphen_right, "text.hyphen-right", 2, 1, 10, "fewest letters after a hyphen")
NUMBER(small_capitals, "text.small-capitals", 0, 0, 100, "runs of so many capitals or more are set as small ones (NATO); 0: none")

/* notes */
LENGTH(note_rule_width, "notes.rule-width", 60, 0, 1000, "length of the rule above notes")
LENGTH(note_rule_thickness, "notes.rule-thickness", 0.5, 0, 10, "thickness of the rule above notes")
LENGTH(note_gap, "notes.gap", 14, 0, 100, "least space between text and notes, the rule within it")
LENGTH(note_hang, "notes.hang", 15, 0, 100, "how far notes' numerals hang left of the notes")
CHOICE(note_numerals, "notes.numerals", STYLE_NUMERALS_FULL, "full, superior",
       "the numerals before notes: figures of their size, or superiors as in the text")
TEXT(note_after, "notes.after-numeral", "", "what follows the numeral before a note: a point, a bracket")

/* tables and boxes */
CHOICE(table_rules, "table.rules", STYLE_RULES_ROWS, "rows, head, none",
       "rules of tables: between rows too, only around the head and at the foot, or none")
FLAG(table_stripes, "table.stripes", false, "every second row of a table stands on the tint")
LENGTH(table_rule, "table.rule", 0.4, 0, 10, "thickness of hairlines between rows")
LENGTH(table_head_rule, "table.head-rule", 0.8, 0, 10, "thickness of the rules around a table's head")
LENGTH(table_padding, "table.padding", 4, 0, 100, "space between columns, each side")
LENGTH(box_padding, "box.padding", 10, 0, 100, "space inside the indicator box")
LENGTH(box_gutter, "box.gutter", 16, 0, 100, "space between the cells of the indicator box")

NUMBER(box_columns, "box.columns", 0, 0, 4, "columns of the indicator box; 0: as the content asks")
FLAG(box_source_line, "box.source-line", false,
     "sources of indicators stand in a line of their own, not only as a note mark")
FLAG(figure_caption_above, "figure.caption-above", false, "captions stand above figures, else below")

/* headings and the title */
LENGTH(heading_rule, "heading.rule", 0, 0, 20,
       "thickness of a rule of accent above sections; 0: none")
LENGTH(title_rule, "title.rule", 0, 0, 60, "thickness of a bar of accent above the title; 0: none")

/* furniture: {title}, {short-title}, {series}, {number}, {author}, {publisher}, {date}, {page}, {pages},
 * {page-of-pages} */
TEXT(head_left, "furniture.head-left", "{short-title}", "the running head, at the left")
TEXT(head_center, "furniture.head-center", "", "the running head, in the middle")
TEXT(head_right, "furniture.head-right", "{series}", "the running head, at the right")
TEXT(foot_left, "furniture.foot-left", "", "the foot, at the left")
TEXT(foot_center, "furniture.foot-center", "", "the foot, in the middle")
TEXT(foot_right, "furniture.foot-right", "{page} / {pages}", "the foot, at the right")
FLAG(head_on_first, "furniture.head-on-first", false, "the first page has a running head too")

/* logo */
TEXT(logo, "logo.file", "", "a PNG or JPEG, by its path from the file that names it")
LENGTH(logo_height, "logo.height", 28, 4, 300, "height of the logo")
CHOICE(logo_on, "logo.on", STYLE_LOGO_TITLE, "title, pages, both",
       "where the logo stands: above the title, in the head of the other pages, or both")
LENGTH(logo_head_height, "logo.head-height", 14, 4, 100, "height of the logo in the head of pages")
FLAG(logo_right, "logo.right", true, "the logo stands at the right, else at the left")

/* markings */
LENGTH(marking_top, "marking.top", 24, 8, 200, "baseline of the marking, from the top")
LENGTH(marking_bottom, "marking.bottom", 20, 8, 200, "baseline of the marking, from the bottom")
FLAG(marking_diagonal, "marking.diagonal", true,
     "the word behind the text runs from corner to corner, else level")

/* colours */
COLOUR(ink, "colour.ink", 0x000000, "text")
COLOUR(muted, "colour.muted", 0x555049, "secondary text: furniture, captions' sources, dates")
COLOUR(accent, "colour.accent", 0x7a1f2b, "labels, marks and rules")
COLOUR(tint, "colour.tint", 0xf4efe6, "behind boxes")
COLOUR(table_head, "colour.table-head", 0xffffff, "behind the heads of tables; that of paper: nothing")
COLOUR(rule, "colour.rule", 0xb8b0a4, "hairlines")
COLOUR(watermark, "colour.watermark", 0xeeebe5, "the word behind the text of a draft")
COLOUR(paper, "colour.paper", 0xffffff, "what contrast is computed against")

/* what `check` says */
NUMBER(stale_years, "check.stale-years", 5, 0, 1000,
       "years that an “as of” date may lie before the briefing's own")
TEXT(known_abbreviations, "check.known",
     "AD AM BC CEO EU EUR GBP GDP GMT HIV ID ISO IT OK PDF PM SMS TV UK UN US USA USD UTC",
     "abbreviations that need no explanation, parted by spaces")

/* behaviour */
FLAG(notes_by_page, "notes.number-by-page", false, "notes are numbered from 1 on each page")
FLAG(notes_by_section, "notes.number-by-section", false, "notes are numbered from 1 in each section")
FLAG(notes_collapse, "notes.collapse", false,
     "three marks or more in one place, in succession, are set as a range: 1–3")
FLAG(note_symbols, "notes.table-symbols", false, "with `notes: table`, marks are * † ‡ § rather than a b c")
FLAG(number_headings, "heading.numbered", false, "sections and subsections are numbered: 2.1")
FLAG(number_tables, "table.numbers", true, "captions of tables and figures begin with a number")
FLAG(h3_run_in, "heading.run-in", true, "headings of the third level begin their paragraph")
FLAG(literature_pages, "literature.pages", true, "the list names the pages that cite each work")

/* kinds of text: family, weight, italic, size, leading, tracking, colour, align, hyphens, figures */
TYPE(BODY, "type.body", TEXT, 400, false, 11, 14, 0, ink, JUSTIFY, true, OLD_STYLE, "running text")
TYPE(QUOTE, "type.quote", TEXT, 400, false, 10, 14, 0, ink, JUSTIFY, true, OLD_STYLE, "quotations")
TYPE(LEAD, "type.lead", TEXT, 400, true, 11.5, 14, 0, ink, LEFT, false, OLD_STYLE, "the abstract")
TYPE(NOTE, "type.note", TEXT, 400, false, 8.5, 10.5, 0, ink, LEFT, true, OLD_STYLE, "notes")
TYPE(LITERATURE, "type.literature", TEXT, 400, false, 9.5, 14, 0, ink, LEFT, true, OLD_STYLE,
     "the literature list")
TYPE(CODE, "type.code", MONO, 400, false, 8.5, 14, 0, ink, LEFT, false, DEFAULT, "code blocks")
TYPE(TITLE, "type.title", SANS, 700, false, 25, 28, -14, ink, LEFT, false, LINING, "the title")
TYPE(SUBTITLE, "type.subtitle", SANS, 400, false, 13, 18, 0, muted, LEFT, false, LINING,
     "the subtitle")
TYPE(LABEL, "type.label", SANS, 700, false, 8, 10.5, 40, accent, LEFT, false, LINING,
     "labels: series and number, the box's title")
TYPE(BYLINE, "type.byline", SANS, 400, false, 9, 14, 0, ink, LEFT, false, LINING,
     "authors and date")
TYPE(H1, "type.h1", SANS, 700, false, 13, 16, -5, ink, LEFT, false, LINING, "sections")
TYPE(H2, "type.h2", SANS, 700, false, 11, 14, 0, ink, LEFT, false, LINING, "subsections")
TYPE(H3, "type.h3", TEXT, 400, true, 11, 14, 0, ink, LEFT, false, OLD_STYLE,
     "third level, run in by default")
TYPE(CAPTION, "type.caption", SANS, 400, false, 8.5, 10.5, 0, ink, LEFT, false, LINING, "captions")
TYPE(CAPTION_LABEL, "type.caption-label", SANS, 600, false, 8, 12, 10, accent, LEFT, false, TABULAR,
     "numbers of tables and figures, before their captions")
TYPE(TABLE, "type.table", SANS, 400, false, 9, 12, 0, ink, LEFT, true, TABULAR, "table cells")
TYPE(TABLE_HEAD, "type.table-head", SANS, 600, false, 8, 12, 10, accent, LEFT, false, TABULAR,
     "table heads")
TYPE(TABLE_GROUP, "type.table-group", SANS, 600, false, 9, 12, 0, ink, LEFT, false, TABULAR,
     "sub-headings of a table's groups")
TYPE(TABLE_TOTAL, "type.table-total", SANS, 600, false, 9, 12, 0, ink, LEFT, true, TABULAR,
     "totals of tables")
TYPE(EVENT_YEAR, "type.event-year", SANS, 600, false, 9, 12, 0, accent, LEFT, false, TABULAR,
     "years of the timeline")
TYPE(EVENT, "type.event", SANS, 600, false, 8.5, 12, 0, ink, LEFT, false, LINING, "names of events")
TYPE(EVENT_TEXT, "type.event-text", TEXT, 400, false, 9.5, 12, 0, ink, LEFT, true, OLD_STYLE,
     "accounts of events")
TYPE(EVENT_CATEGORY, "type.event-category", SANS, 400, false, 7.5, 12, 0, muted, LEFT, false, LINING,
     "categories of events")
TYPE(VALUE, "type.value", SANS, 600, false, 20, 24, -10, ink, LEFT, false, TABULAR,
     "large figures of the box")
TYPE(VALUE_SMALL, "type.value-small", SANS, 600, false, 15, 24, -5, ink, LEFT, false, TABULAR,
     "figures that are too long for the large size")
TYPE(VALUE_LEAST, "type.value-least", SANS, 600, false, 11, 14, 0, ink, LEFT, false, TABULAR,
     "figures that are too long for that, and texts in their place")
TYPE(UNIT, "type.unit", SANS, 400, false, 9, 14, 0, ink, LEFT, false, LINING, "units of the box")
TYPE(INDICATOR, "type.indicator", SANS, 600, false, 8.5, 10.5, 0, ink, LEFT, false, LINING,
     "labels of the box's cells")
TYPE(INDICATOR_NOTE, "type.indicator-note", SANS, 400, false, 7.5, 10.5, 0, muted, LEFT, false, LINING,
     "dates, changes and levels of the box's cells")
TYPE(HEAD, "type.running-head", SANS, 400, false, 7.5, 10, 10, muted, LEFT, false, LINING,
     "the running head")
TYPE(FOLIO, "type.folio", SANS, 400, false, 8, 10, 0, muted, RIGHT, false, TABULAR, "the folio")
TYPE(MARKING, "type.marking", SANS, 700, false, 8, 10.5, 50, ink, CENTER, false, LINING,
     "handling marks at the top and bottom of every page")
TYPE(TLP, "type.tlp", SANS, 700, false, 12, 14, 0, ink, LEFT, false, LINING,
     "labels of the Traffic Light Protocol, which asks for 12 pt; their colours are its own")
TYPE(WATERMARK, "type.watermark", SANS, 700, false, 150, 160, 60, watermark, CENTER, false, LINING,
     "the word behind the text of a draft")
TYPE(WATERMARK_SMALL, "type.watermark-small", SANS, 700, false, 60, 72, 40, watermark, CENTER,
     false, LINING, "words behind the text that are too long for the large size")
TYPE(CONTENTS, "type.contents", SANS, 400, false, 9.5, 14, 0, ink, LEFT, false, TABULAR,
     "the table of contents")
TYPE(CALLOUT, "type.callout", TEXT, 400, false, 10, 14, 0, ink, LEFT, true, OLD_STYLE, "callouts")
