/* diag_codes: every diagnostic there is. CODE(id, name, level, blame, explanation).
 *
 * Included with CODE defined (see diag.h). Ordered by the stage that finds it. The explanation says
 * in one or two sentences what is wrong in general and what to do; the message says it of the case.
 */

/* reading files */
CODE(FILE_MISSING, "file-missing", DIAG_ERROR, DIAG_AUTHOR,
     "A file that the command line or a source names is not there.")
CODE(FILE_UNREADABLE, "file-unreadable", DIAG_ERROR, DIAG_MACHINE,
     "A file is there but cannot be read: its permissions, its kind or the disk forbid it.")
CODE(FILE_OUTSIDE, "file-outside", DIAG_ERROR, DIAG_AUTHOR,
     "A path leaves the briefing's tree. A briefing names only files within its own tree.")
CODE(FILE_EMPTY, "file-empty", DIAG_ERROR, DIAG_AUTHOR,
     "A briefing has no text at all, so there is nothing to set.")
CODE(FILE_TOO_LARGE, "file-too-large", DIAG_ERROR, DIAG_AUTHOR,
     "A file is larger than the limit for its kind.")
CODE(INVALID_UTF8, "invalid-utf8", DIAG_ERROR, DIAG_AUTHOR,
     "A source is not valid UTF-8 at this byte. Save the file as UTF-8.")
CODE(NOT_A_BRIEFING, "not-a-briefing", DIAG_ERROR, DIAG_AUTHOR,
     "A path on the command line is neither a Markdown file nor a folder with a briefing in it.")
CODE(OUTPUT_CLASH, "output-clash", DIAG_ERROR, DIAG_AUTHOR,
     "Two briefings would be written to the same file, so neither is.")
CODE(CONTROL_CHARACTER, "control-character", DIAG_WARNING, DIAG_AUTHOR,
     "A control character stands in the text and is read as a space, or a number such as `&#0;` stands "
     "for no character and is set as \uFFFD.")
CODE(WRITE_FAILED, "write-failed", DIAG_ERROR, DIAG_MACHINE,
     "The PDF could not be written. An earlier PDF is left as it was.")
CODE(OUT_OF_STEP, "out-of-step", DIAG_ERROR, DIAG_AUTHOR,
     "A PDF is not the one that its sources give, or is not there. Build it again.")
CODE(LIMIT, "limit", DIAG_ERROR, DIAG_AUTHOR,
     "The input exceeds a limit that protects the program from hostile input.")
CODE(PDF_FAILED, "pdf-failed", DIAG_ERROR, DIAG_MACHINE,
     "The library that writes the PDF gave up. An earlier PDF is left as it was.")

/* YAML and metadata */
CODE(YAML_SYNTAX, "yaml-syntax", DIAG_ERROR, DIAG_AUTHOR,
     "The YAML cannot be read: an unclosed quote, wrong indentation, a tab, a stray character.")
CODE(JSON_SYNTAX, "json-syntax", DIAG_ERROR, DIAG_AUTHOR,
     "The JSON cannot be read: an unclosed text, a missing comma, a stray character.")
CODE(YAML_DUPLICATE_KEY, "yaml-duplicate-key", DIAG_ERROR, DIAG_AUTHOR,
     "A key stands twice in one mapping, or in both briefing.yaml and the front matter.")
CODE(YAML_ALIAS, "yaml-alias", DIAG_ERROR, DIAG_AUTHOR,
     "A YAML alias is undefined, refers to itself, or expands to too much.")
CODE(UNKNOWN_KEY, "unknown-key", DIAG_ERROR, DIAG_AUTHOR,
     "A key is not in the table of keys. A misspelt key would otherwise be ignored in silence.")
CODE(WRONG_TYPE, "wrong-type", DIAG_ERROR, DIAG_AUTHOR,
     "A value has another type than its key asks for.")
CODE(BAD_VALUE, "bad-value", DIAG_ERROR, DIAG_AUTHOR,
     "A value has the right type but is not one of those that its key allows.")
CODE(BAD_DATE, "bad-date", DIAG_ERROR, DIAG_AUTHOR,
     "A date is not a year, year-month, day or range, or names a day that does not exist.")
CODE(MISSING_KEY, "missing-key", DIAG_ERROR, DIAG_AUTHOR, "A key that is needed here is not given.")
CODE(MISSING_TITLE, "missing-title", DIAG_WARNING, DIAG_AUTHOR,
     "The briefing has no title, so that the PDF is called by its first heading or words.")
CODE(UNPLACED, "unplaced", DIAG_WARNING, DIAG_AUTHOR,
     "The metadata gives a timeline, but no directive places it in the text, so it is not set.")

/* Markdown */
CODE(RAW_HTML, "raw-html", DIAG_WARNING, DIAG_AUTHOR,
     "Raw HTML other than <br>, <sub>, <sup>, <abbr> and comments is not set as HTML.")
CODE(FOREIGN_SYNTAX, "foreign-syntax", DIAG_WARNING, DIAG_AUTHOR,
     "Text has the form of something that other dialects of Markdown know, such as mathematics, LaTeX or "
     "a table drawn in characters. It is printed as it stands.")
CODE(LINK_TARGET, "link-target", DIAG_WARNING, DIAG_AUTHOR,
     "A link leads to what a reader of the PDF cannot or should not open: a script, data, a file of the "
     "author's machine. Its text is set without the link. Links to the web, addresses of mail and "
     "telephone numbers are kept.")
CODE(LINK_EMPTY, "link-empty", DIAG_WARNING, DIAG_AUTHOR,
     "A link within the briefing has no words between its brackets. Those of the place it leads to are "
     "printed.")
CODE(UNKNOWN_DIRECTIVE, "unknown-directive", DIAG_ERROR, DIAG_AUTHOR,
     "A fenced directive has a name that is not known.")
CODE(DIRECTIVE_OPTION, "directive-option", DIAG_ERROR, DIAG_AUTHOR,
     "A directive has an option that it does not know, or a wrong value for one.")
CODE(DIRECTIVE_EMPTY, "directive-empty", DIAG_ERROR, DIAG_AUTHOR,
     "A directive places a part that the metadata does not give.")
CODE(FENCED_DIV, "fenced-div", DIAG_WARNING, DIAG_AUTHOR,
     "A line of three colons opens a div that has no meaning here, or is not closed, or closes none.")
CODE(BAD_ATTRIBUTES, "bad-attributes", DIAG_WARNING, DIAG_AUTHOR,
     "Attributes in braces cannot be read, or name an attribute that is not known here.")
CODE(NOTE_UNDEFINED, "note-undefined", DIAG_ERROR, DIAG_AUTHOR,
     "A note mark has no definition.")
CODE(NOTE_UNUSED, "note-unused", DIAG_WARNING, DIAG_AUTHOR,
     "A note is defined and no mark refers to it, so it is not set.")
CODE(NOTE_DUPLICATE, "note-duplicate", DIAG_ERROR, DIAG_AUTHOR,
     "A note's label is defined twice.")
CODE(NOTE_NESTED, "note-nested", DIAG_ERROR, DIAG_AUTHOR, "A note refers to itself.")
CODE(DEAD_LINK, "dead-link", DIAG_ERROR, DIAG_AUTHOR,
     "A link or reference points to a place in the briefing that does not exist.")
CODE(DUPLICATE_ID, "duplicate-id", DIAG_ERROR, DIAG_AUTHOR, "Two places have the same identifier.")
CODE(HEADING_ORDER, "heading-order", DIAG_WARNING, DIAG_AUTHOR,
     "A heading is more than one level below the one before it.")
CODE(EMPTY_HEADING, "empty-heading", DIAG_WARNING, DIAG_AUTHOR,
     "A heading has no words, so the outline and the list of contents have nothing to say there.")
CODE(TOO_DEEP, "too-deep", DIAG_ERROR, DIAG_AUTHOR,
     "Lists, quotations or emphasis are nested more deeply than the limit.")

/* tables and timelines */
CODE(CSV_SYNTAX, "csv-syntax", DIAG_ERROR, DIAG_AUTHOR,
     "A CSV file cannot be read: a quote is not closed, or it has no rows.")
CODE(TABLE_CELLS, "table-cells", DIAG_ERROR, DIAG_AUTHOR,
     "A row has fewer or more cells than the table has columns.")
CODE(TABLE_SHORT_ROW, "table-short-row", DIAG_WARNING, DIAG_AUTHOR,
     "A row of a Markdown table has fewer cells than its head, and is filled up with empty ones.")
CODE(TABLE_COLUMN, "table-column", DIAG_ERROR, DIAG_AUTHOR,
     "An option names a column that the table does not have, or more columns than there are.")
CODE(TABLE_SPAN, "table-span", DIAG_ERROR, DIAG_AUTHOR,
     "A cell is to join one that is not there: << joins the cell to the left, ^^ the one above.")
CODE(TABLE_TOTAL, "table-total", DIAG_WARNING, DIAG_AUTHOR,
     "A total is not the sum of the rows that it stands for, by more than rounding explains.")
CODE(EVENT_ORDER, "event-order", DIAG_WARNING, DIAG_AUTHOR,
     "An event stands before one that happened earlier.")
CODE(EVENT_DUPLICATE, "event-duplicate", DIAG_WARNING, DIAG_AUTHOR,
     "Two events, or two rows of a status table, are the same.")
CODE(CHART_TEXT, "chart-text", DIAG_NOTE, DIAG_AUTHOR,
     "A timeline drawn as a chart shows the dates and names of its events and has no room for their "
     "texts, which are left out with their notes unless rows show them too.")
CODE(UNKNOWN_CATEGORY, "unknown-category", DIAG_ERROR, DIAG_AUTHOR,
     "An event has a category that is not among those that the timeline names.")

/* the summary box, house style and markings */
CODE(INDICATOR_VALUE, "indicator-value", DIAG_WARNING, DIAG_AUTHOR,
     "The value of an indicator is too long for its cell, even in the smallest size.")
CODE(INDICATOR_SCALE, "indicator-scale", DIAG_WARNING, DIAG_AUTHOR,
     "The value or target of an indicator lies outside its scale.")
CODE(INDICATOR_TREND, "indicator-trend", DIAG_WARNING, DIAG_AUTHOR,
     "The trend of an indicator says otherwise than its series or its previous value.")
CODE(INDICATOR_SERIES, "indicator-series", DIAG_WARNING, DIAG_AUTHOR,
     "The value of an indicator is not the last of its series, or its previous value is not earlier.")
CODE(INDICATOR_DUPLICATE, "indicator-duplicate", DIAG_WARNING, DIAG_AUTHOR,
     "Two indicators have the same label, so that a reader cannot tell them apart.")
CODE(INDICATOR_DATE, "indicator-date", DIAG_WARNING, DIAG_AUTHOR,
     "An indicator does not say of when it is.")
CODE(INDICATOR_SOURCE, "indicator-source", DIAG_WARNING, DIAG_AUTHOR,
     "An indicator does not say where it comes from.")
CODE(UNKNOWN_LEVEL, "unknown-level", DIAG_ERROR, DIAG_AUTHOR,
     "An indicator has a level that the house style does not name.")
CODE(MARKING_MISSING, "marking-missing", DIAG_ERROR, DIAG_AUTHOR,
     "A marking that the briefing asks for is not whole on one of its pages.")
CODE(PROGRAM_TOO_OLD, "program-too-old", DIAG_ERROR, DIAG_MACHINE,
     "The house style needs a later version of the program.")
CODE(WORD_FALLBACK, "word-fallback", DIAG_NOTE, DIAG_AUTHOR,
     "The program has no word of its own in the briefing's language, so the English one is printed.")

/* prose, looked at by `check` */
CODE(MISSING_LANG, "missing-lang", DIAG_WARNING, DIAG_AUTHOR,
     "The briefing does not say its language, so British English is taken for it: hyphens, quotation "
     "marks, and the voice of a screen reader.")
CODE(EMPTY_SECTION, "empty-section", DIAG_WARNING, DIAG_AUTHOR,
     "Nothing stands under a heading, neither text nor a heading of a lower level.")
CODE(STALE_DATE, "stale-date", DIAG_WARNING, DIAG_AUTHOR,
     "A figure or an account is true as of a date years before the briefing's own. How many years are "
     "too many is `check.stale-years` in house.yaml; the clock is not asked.")
CODE(ABBR_UNDEFINED, "abbr-undefined", DIAG_NOTE, DIAG_AUTHOR,
     "An abbreviation stands in the text, and neither the text nor `abbreviations:` explains it. Those "
     "that everybody knows are listed by `check.known` in house.yaml.")
CODE(ABBR_UNUSED, "abbr-unused", DIAG_NOTE, DIAG_AUTHOR,
     "An abbreviation is explained and then not said again, so the reader learns it in vain.")
CODE(STRAIGHT_QUOTE, "straight-quote", DIAG_WARNING, DIAG_AUTHOR,
     "A straight quotation mark is printed as it is: it is escaped, or follows a figure and closes "
     "nothing, where feet, inches, minutes and seconds have marks of their own.")
CODE(REPEATED_WORD, "repeated-word", DIAG_WARNING, DIAG_AUTHOR,
     "A word stands twice in a row, which is mostly a slip of the keyboard.")
CODE(PLACEHOLDER, "placeholder", DIAG_WARNING, DIAG_AUTHOR,
     "A placeholder is left in the text, such as TBD or lorem ipsum.")
CODE(DOUBLE_SPACE, "double-space", DIAG_NOTE, DIAG_AUTHOR,
     "Two spaces stand in a row. They are set as one.")

/* citations */
CODE(CITE_UNDEFINED, "cite-undefined", DIAG_ERROR, DIAG_AUTHOR,
     "A citation names a key that no reference has.")
CODE(CITE_UNUSED, "cite-unused", DIAG_NOTE, DIAG_AUTHOR,
     "A reference is given and nothing cites it, so the literature list leaves it out.")
CODE(CITE_DUPLICATE, "cite-duplicate", DIAG_ERROR, DIAG_AUTHOR,
     "Two references have the same key.")
CODE(CITE_FIELD, "cite-field", DIAG_WARNING, DIAG_AUTHOR,
     "A reference lacks a field that the citation style prints, or has one that is not known.")
CODE(CITE_EMPTY, "cite-empty", DIAG_WARNING, DIAG_AUTHOR,
     "A citation prints nothing, since the reference has nothing of what the citation style prints, "
     "or its author is all that the style prints and was left out.")
CODE(CITE_ENTRY, "cite-entry", DIAG_ERROR, DIAG_AUTHOR, "A reference cannot be read.")
CODE(CSL_BROKEN, "csl-broken", DIAG_ERROR, DIAG_AUTHOR,
     "A citation style or locale cannot be read.")

/* images */
CODE(IMAGE_MISSING, "image-missing", DIAG_ERROR, DIAG_AUTHOR, "An image file is not there.")
CODE(IMAGE_CORRUPT, "image-corrupt", DIAG_ERROR, DIAG_AUTHOR,
     "An image file is damaged or of a kind that is not read. PNG and JPEG are.")
CODE(IMAGE_NO_ALT, "image-no-alt", DIAG_WARNING, DIAG_AUTHOR,
     "An image has no alternative text, so a reader who cannot see it learns nothing of it.")

/* fonts */
CODE(FONT_MISSING, "font-missing", DIAG_ERROR, DIAG_MACHINE,
     "A font family that a role uses is not installed.")
CODE(FONT_BROKEN, "font-broken", DIAG_ERROR, DIAG_MACHINE, "A font file cannot be read.")
CODE(NO_GLYPH, "no-glyph", DIAG_ERROR, DIAG_AUTHOR,
     "No font at hand has a glyph for a character, so it would print as a blank or a box.")

/* layout */
CODE(OVERFULL, "overfull", DIAG_WARNING, DIAG_AUTHOR,
     "A line is wider than its measure, even with the last resort of stretching.")
CODE(HEAD_CUT, "head-cut", DIAG_WARNING, DIAG_AUTHOR,
     "The running head or foot has no room for all its words, and ends in an ellipsis.")
CODE(LONG_WORD, "long-word", DIAG_WARNING, DIAG_AUTHOR,
     "A word is wider than its line and has no place to be divided, so it is divided anywhere.")
CODE(UNDERFULL, "underfull", DIAG_NOTE, DIAG_AUTHOR,
     "A line is set much wider between its words than looks well.")
CODE(TOO_TALL, "too-tall", DIAG_WARNING, DIAG_AUTHOR,
     "Something that cannot be broken is taller than a page and was scaled or cut.")
CODE(UNSTABLE, "unstable", DIAG_WARNING, DIAG_AUTHOR,
     "Page references did not settle after five passes.")
CODE(CONTRAST, "contrast", DIAG_WARNING, DIAG_AUTHOR,
     "A kind of text has less contrast with what is behind it than 4.5:1, which many cannot read.")
CODE(SMALL_TYPE, "small-type", DIAG_WARNING, DIAG_AUTHOR,
     "A kind of text is smaller than 7 pt, which many cannot read in print.")
CODE(GEOMETRY, "geometry", DIAG_ERROR, DIAG_AUTHOR,
     "The page geometry leaves no room for text.")
CODE(NOTE_CROWDED, "note-crowded", DIAG_WARNING, DIAG_AUTHOR,
     "The notes of one line fill more than a page, so that one of them begins overleaf.")
CODE(SHORT_PAGE, "short-page", DIAG_NOTE, DIAG_AUTHOR,
     "A page ends short of its depth because what follows cannot be divided or must stay together.")
CODE(HINT_IGNORED, "hint-ignored", DIAG_WARNING, DIAG_AUTHOR,
     "A hint for page breaks cannot be followed where it stands.")
