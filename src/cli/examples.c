/* examples: see examples.h. The briefing `grain` has a title, a language and a date in
 * briefing.yaml, the work fao2026 in references.yaml, an image map.png and a text notes.txt; a file
 * shown here stands in the place of its own. Front matter shown here stands for briefing.yaml. */
#include "cli/examples.h"

#define PROSE "briefing.md", /* what the briefing says */
#define META  "briefing.yaml",
#define WORKS "references.yaml",
#define HOUSE "house.yaml",
#define SHELL "shell",
#define WORDS NULL,

/* Front matter with a title, so that nothing but the example is amiss. */
#define HEAD "---\ntitle: Grain\nlang: en-GB\n"

const struct example examples[DIAG_CODE_COUNT] = {
    /* reading files */
    [DIAG_FILE_MISSING] = {SHELL "chancery build grian", "chancery build grain"},
    [DIAG_FILE_UNREADABLE] = {SHELL "rm grain/map.png; mkdir grain/map.png; chancery check grain",
                              "chancery check grain"},
    [DIAG_FILE_OUTSIDE] = {PROSE "![Ports](../../other/map.png)", "![Ports](map.png)"},
    [DIAG_FILE_EMPTY] = {SHELL ": >grain/briefing.md; chancery check grain",
                         "echo 'The first sentence.' >grain/briefing.md; chancery check grain"},
    [DIAG_FILE_TOO_LARGE] = {SHELL "truncate -s 1G grain/briefing.md; chancery check grain",
                             "chancery check grain"},
    [DIAG_INVALID_UTF8] = {SHELL "printf 'Caf\\351\\n' >grain/briefing.md; chancery check grain",
                           "printf 'Caf\\351\\n' | iconv -f latin1 -t utf-8 >grain/briefing.md; "
                           "chancery check grain"},
    [DIAG_NOT_A_BRIEFING] = {SHELL "chancery build grain/notes.txt",
                             "chancery build grain/briefing.md"},
    [DIAG_OUTPUT_CLASH] = {SHELL "cp -r grain old-grain; mkdir old; mv old-grain old/grain; "
                                 "chancery build grain old/grain -o out",
                           "chancery build grain -o out; chancery build old/grain -o out/old"},
    [DIAG_CONTROL_CHARACTER] = {SHELL
                                "printf 'Grain\\007\\n' >grain/briefing.md; chancery check grain",
                                "printf 'Grain\\n' >grain/briefing.md; chancery check grain"},
    [DIAG_WRITE_FAILED] = {SHELL "mkdir -p out/grain.pdf; chancery build grain -o out",
                           "chancery build grain -o elsewhere"},
    [DIAG_OUT_OF_STEP] = {SHELL "chancery build grain -o out; echo More. >>grain/briefing.md; "
                                "chancery build --verify grain -o out",
                          "chancery build grain -o out; chancery build --verify grain -o out"},
    [DIAG_LIMIT] = {SHELL
                    "mkdir -p tree$(printf '/a%.0s' $(seq 200)); chancery build tree grain -o out",
                    "mkdir -p tree/a/a; cp -r grain tree/a/a; chancery build tree -o out"},
    [DIAG_PDF_FAILED] = {WORDS "no memory is left while the PDF is put together",
                         "set fewer briefings at a time: --jobs=1"},

    /* YAML and metadata */
    [DIAG_YAML_SYNTAX] = {META "title: \"Grain", "title: \"Grain\""},
    [DIAG_JSON_SYNTAX] = {"references.json", "[{\"id\": \"fao\" \"title\": \"Grain\"}]",
                          "[{\"id\": \"fao\", \"title\": \"Grain\"}]"},
    [DIAG_YAML_DUPLICATE_KEY] = {META "title: Grain\nlang: en-GB\nlang: de",
                                 "title: Grain\nlang: en-GB"},
    [DIAG_YAML_ALIAS] = {META "title: Grain\nauthor: *me",
                         "title: Grain\nauthor: &me\n  - name: The Desk"},
    [DIAG_UNKNOWN_KEY] = {META "titel: Grain", "title: Grain"},
    [DIAG_WRONG_TYPE] = {META "title: [Grain, prices]", "title: Grain, prices"},
    [DIAG_BAD_VALUE] = {HOUSE "page:\n  size: A44", "page:\n  size: A4"},
    [DIAG_BAD_DATE] = {META "title: Grain\ndate: 2026-02-30", "title: Grain\ndate: 2026-02-28"},
    [DIAG_MISSING_KEY] = {META "title: Grain\nindicators:\n  - value: 12",
                          "title: Grain\nindicators:\n  - label: Price\n    value: 12"},
    [DIAG_MISSING_TITLE] = {META "lang: en-GB", "title: Grain\nlang: en-GB"},
    [DIAG_UNPLACED] = {PROSE HEAD "timeline:\n  - {date: 2019, event: Signed}\n---\nProse.",
                       HEAD "timeline:\n  - {date: 2019, event: Signed}\n---\nProse.\n\n"
                            "```{timeline}\n```"},

    /* Markdown */
    [DIAG_RAW_HTML] = {PROSE "A <u>word</u>.", "A *word*."},
    [DIAG_FOREIGN_SYNTAX] = {PROSE "Growth is $g = 2 x_1$.", "Growth is *g* = 2*x*~1~."},
    [DIAG_LINK_TARGET] = {PROSE "See [the data](file:///home/me/data.csv).",
                          "See [the data](https://example.org/data.csv)."},
    [DIAG_LINK_EMPTY] = {PROSE "# Losses\n\nSee [](#losses).",
                         "# Losses\n\nSee [what was lost](#losses)."},
    [DIAG_UNKNOWN_DIRECTIVE] = {PROSE "```{waring}\nMind the gap.\n```",
                                "```{warning}\nMind the gap.\n```"},
    [DIAG_FENCED_DIV] = {PROSE "::: waring\nMind the gap.\n:::", "::: warning\nMind the gap.\n:::"},
    [DIAG_DIRECTIVE_OPTION] = {PROSE "```{figure} map.png\n:alt: Ports\n:widht: 50%\n```",
                               "```{figure} map.png\n:alt: Ports\n:width: 50%\n```"},
    [DIAG_DIRECTIVE_EMPTY] = {PROSE "```{indicators}\n```",
                              HEAD "indicators:\n  - {label: Price, value: 12}\n---\n"
                                   "```{indicators}\n```"},
    [DIAG_BAD_ATTRIBUTES] = {PROSE "![Ports](map.png){widht=50%}", "![Ports](map.png){width=50%}"},
    [DIAG_NOTE_UNDEFINED] = {PROSE "As agreed.[^1]", "As agreed.[^1]\n\n[^1]: In Article 5."},
    [DIAG_NOTE_UNUSED] = {PROSE "As agreed.\n\n[^1]: In Article 5.",
                          "As agreed.[^1]\n\n[^1]: In Article 5."},
    [DIAG_NOTE_DUPLICATE] = {PROSE "As agreed.[^1]\n\n[^1]: In Article 5.\n\n[^1]: In Article 6.",
                             "As agreed.[^1] [^2]\n\n[^1]: In Article 5.\n\n[^2]: In Article 6."},
    [DIAG_NOTE_NESTED] = {PROSE "As agreed.[^1]\n\n[^1]: See this note.[^1]",
                          "As agreed.[^1]\n\n[^1]: See Article 5."},
    [DIAG_DEAD_LINK] = {PROSE "# Prices\n\nSee [the prices](#pirces).",
                        "# Prices\n\nSee [the prices](#prices)."},
    [DIAG_DUPLICATE_ID] = {PROSE "# Prices {#p}\n\nHigh.\n\n# Places {#p}\n\nMany.",
                           "# Prices {#prices}\n\nHigh.\n\n# Places {#places}\n\nMany."},
    [DIAG_HEADING_ORDER] = {PROSE "# Prices\n\n### In May\n\nHigh.",
                            "# Prices\n\n## In May\n\nHigh."},
    [DIAG_EMPTY_HEADING] = {PROSE "Prose.\n\n#\n\nMore.", "Prose.\n\n# Prices\n\nMore."},
    [DIAG_TOO_DEEP] = {SHELL "printf '>%.0s' $(seq 300) >>grain/briefing.md; chancery check grain",
                       "echo '>> Enough.' >>grain/briefing.md; chancery check grain"},

    /* tables and timelines */
    [DIAG_CSV_SYNTAX] = {PROSE "```{table} Prices\n:format: csv\n\nMonth,\"Price\nMay,12\n```",
                         "```{table} Prices\n:format: csv\n\nMonth,\"Price\"\nMay,12\n```"},
    [DIAG_TABLE_CELLS] = {PROSE "```{table} Prices\n:format: csv\n\nMonth,Price\nMay,12,13\n```",
                          "```{table} Prices\n:format: csv\n\nMonth,Price\nMay,12\n```"},
    [DIAG_TABLE_SHORT_ROW] = {PROSE "| Month | Price |\n|-------|-------|\n| May |",
                              "| Month | Price |\n|-------|-------|\n| May | 12 |"},
    [DIAG_TABLE_COLUMN] = {PROSE "```{table} Prices\n:format: csv\n:group: Region\n\n"
                                 "Month,Price\nMay,12\n```",
                           "```{table} Prices\n:format: csv\n:group: Region\n\n"
                           "Region,Month,Price\nNorth,May,12\n```"},
    [DIAG_TABLE_TOTAL] =
        {PROSE "```{table} Prices\n:types: text, number\n:totals: Both\n\n"
               "| Month | Price |\n|---|--:|\n| May | 12 |\n| June | 14 |\n| Both | 36 |\n```",
         "```{table} Prices\n:types: text, number\n:totals: Both\n\n"
         "| Month | Price |\n|---|--:|\n| May | 12 |\n| June | 14 |\n| Both | 26 |\n```"},
    [DIAG_TABLE_SPAN] = {PROSE "```{table} Prices\n| << | Price |\n|---|---|\n| May | 12 |\n```",
                         "```{table} Prices\n| Price | << |\n|---|---|\n| May | 12 |\n```"},
    [DIAG_EVENT_ORDER] = {PROSE HEAD "timeline:\n  - {date: 2020, event: Ratified}\n"
                                     "  - {date: 2019, event: Signed}\n---\n```{timeline}\n```",
                          HEAD "timeline:\n  - {date: 2019, event: Signed}\n"
                               "  - {date: 2020, event: Ratified}\n---\n```{timeline}\n```"},
    [DIAG_EVENT_DUPLICATE] = {PROSE HEAD "timeline:\n  - {date: 2019, event: Signed}\n"
                                         "  - {date: 2019, event: Signed}\n---\n```{timeline}\n```",
                              HEAD "timeline:\n  - {date: 2019, event: Signed}\n---\n"
                                   "```{timeline}\n```"},
    [DIAG_CHART_TEXT] = {PROSE HEAD
                         "timeline:\n  - {date: 2019, event: Signed, text: By four states.}\n---\n"
                         "```{timeline}\n:form: chart\n```",
                         HEAD
                         "timeline:\n  - {date: 2019, event: Signed, text: By four states.}\n---\n"
                         "```{timeline}\n```"},
    [DIAG_UNKNOWN_CATEGORY] = {PROSE HEAD
                               "timeline:\n"
                               "  - {date: 2019, event: Signed, category: treatty}\n---\n"
                               "```{timeline}\n:categories: treaty\n```",
                               HEAD "timeline:\n"
                                    "  - {date: 2019, event: Signed, category: treaty}\n---\n"
                                    "```{timeline}\n:categories: treaty\n```"},

    /* the summary box, house style and markings */
    [DIAG_INDICATOR_VALUE] =
        {META "title: Grain\nindicators:\n"
              "  - {label: Price, value: 12345678901234567890123456789012345678901234567890"
              "12345678901234567890123456789012345678901234567890}",
         "title: Grain\nindicators:\n"
         "  - {label: Price, value: 1.2 trillion}"},
    [DIAG_INDICATOR_SCALE] = {META "title: Grain\nindicators:\n"
                                   "  - {label: Stocks, value: 120, scale: [0, 100]}",
                              "title: Grain\nindicators:\n"
                              "  - {label: Stocks, value: 120, scale: [0, 150]}"},
    [DIAG_INDICATOR_TREND] = {META "title: Grain\nindicators:\n"
                                   "  - {label: Price, value: 12, previous: 10, trend: down}",
                              "title: Grain\nindicators:\n"
                              "  - {label: Price, value: 12, previous: 10, trend: up}"},
    [DIAG_INDICATOR_SERIES] = {META "title: Grain\nindicators:\n"
                                    "  - {label: Price, value: 12, series: [9, 10, 11]}",
                               "title: Grain\nindicators:\n"
                               "  - {label: Price, value: 12, series: [9, 10, 12]}"},
    [DIAG_INDICATOR_DUPLICATE] = {META "title: Grain\nindicators:\n"
                                       "  - {label: Price, value: 12}\n"
                                       "  - {label: Price, value: 15}",
                                  "title: Grain\nindicators:\n"
                                  "  - {label: Price of wheat, value: 12}\n"
                                  "  - {label: Price of rye, value: 15}"},
    [DIAG_INDICATOR_DATE] = {META "title: Grain\nindicators:\n  - {label: Price, value: 12}",
                             "title: Grain\nindicators:\n"
                             "  - {label: Price, value: 12, date: 2026-05}"},
    [DIAG_INDICATOR_SOURCE] = {META "title: Grain\nindicators:\n  - {label: Price, value: 12}",
                               "title: Grain\nindicators:\n"
                               "  - {label: Price, value: 12, cite: [fao2026]}"},
    [DIAG_UNKNOWN_LEVEL] = {META "title: Grain\nindicators:\n"
                                 "  - {label: Risk, value: rising, level: hihg}",
                            "title: Grain\nindicators:\n"
                            "  - {label: Risk, value: rising, level: high}"},
    [DIAG_MARKING_MISSING] = {WORDS "a footer that leaves no room for the marking",
                              "give wider margins in house.yaml, or a shorter marking"},
    [DIAG_PROGRAM_TOO_OLD] = {HOUSE "requires: 99.0", "requires: " CHANCERY_VERSION},
    [DIAG_WORD_FALLBACK] = {META "title: Korn\nlang: nds", "title: Korn\nlang: de"},

    /* prose, looked at by `check` */
    [DIAG_MISSING_LANG] = {META "title: Grain", "title: Grain\nlang: en-GB"},
    [DIAG_EMPTY_SECTION] = {PROSE "# Prices\n\n# Places\n\nMany.",
                            "# Prices\n\nHigh.\n\n# Places\n\nMany."},
    [DIAG_STALE_DATE] = {PROSE "As it was as of May 2009, prices are high.",
                         "As it was as of May 2025, prices are high."},
    [DIAG_ABBR_UNDEFINED] =
        {PROSE "Grain stocks of the IGC fell.",
         "The International Grains Council (IGC) met. The IGC says stocks fell."},
    [DIAG_ABBR_UNUSED] = {PROSE "The International Grains Council (IGC) met.",
                          "The International Grains Council met."},
    [DIAG_STRAIGHT_QUOTE] = {PROSE "A depth of 12\" is enough.", "A depth of 12″ is enough."},
    [DIAG_REPEATED_WORD] = {PROSE "Prices rose in the the north.", "Prices rose in the north."},
    [DIAG_PLACEHOLDER] = {PROSE "Prices rose by TBD per cent.", "Prices rose by 12 per cent."},
    [DIAG_DOUBLE_SPACE] = {PROSE "Prices rose.  Then they fell.", "Prices rose. Then they fell."},

    /* citations */
    [DIAG_CITE_UNDEFINED] = {PROSE "Prices rose.[@fao2062]", "Prices rose.[@fao2026]"},
    [DIAG_CITE_UNUSED] = {PROSE "Prices rose.", "Prices rose.[@fao2026]"},
    [DIAG_CITE_DUPLICATE] = {WORKS "- {id: fao2026, title: Grain}\n- {id: fao2026, title: Bread}",
                             "- {id: fao2026, title: Grain}\n- {id: fao2026b, title: Bread}"},
    [DIAG_CITE_FIELD] = {WORKS "- {id: fao2026, type: webpage, titel: Grain}",
                         "- {id: fao2026, type: webpage, title: Grain, issued: 2026, "
                         "author: [{literal: FAO}], URL: \"https://example.org\"}"},
    [DIAG_CITE_EMPTY] = {PROSE HEAD "csl: modern-language-association\n---\n\n"
                                    "The FAO [-@fao2026] says that prices rose.",
                         HEAD "csl: modern-language-association\n---\n\n"
                              "The FAO says that prices rose [@fao2026]."},
    [DIAG_CITE_ENTRY] = {"references.bib", "@book{fao2026, title = {Grain",
                         "@book{fao2026, title = {Grain}}"},
    [DIAG_CSL_BROKEN] = {META "title: Grain\ncsl: nots", "title: Grain\ncsl: notes"},

    /* images */
    [DIAG_IMAGE_MISSING] = {PROSE "![Ports](mpa.png)", "![Ports](map.png)"},
    [DIAG_IMAGE_CORRUPT] = {SHELL "echo text >grain/map.png; chancery check grain",
                            "chancery check grain"},
    [DIAG_IMAGE_NO_ALT] = {PROSE "![](map.png)", "![A map of the three ports](map.png)"},

    /* fonts */
    [DIAG_FONT_MISSING] = {"fonts/fonts.yaml",
                           "roles:\n  text: {families: [Garamont]}\n"
                           "  sans: {families: [Inter]}\n  mono: {families: [JetBrains Mono]}",
                           "roles:\n  text: {families: [Vollkorn]}\n"
                           "  sans: {families: [Inter]}\n  mono: {families: [JetBrains Mono]}"},
    [DIAG_FONT_BROKEN] = {WORDS "a font file that was cut short by a download",
                          "fetch the font again"},
    [DIAG_NO_GLYPH] = {PROSE "A character for private use: \U000F0001.",
                       "A character that fonts have: ☐."},

    /* layout */
    [DIAG_OVERFULL] = {PROSE "```{table}\n:widths: 12pt, 60pt\n\n"
                             "| Party | Signed |\n|---|---|\n| Kazakhstan | 1992 |\n```",
                       "```{table}\n:widths: 60pt, 60pt\n\n"
                       "| Party | Signed |\n|---|---|\n| Kazakhstan | 1992 |\n```"},
    [DIAG_HEAD_CUT] = {HOUSE
                       "furniture:\n  head-on-first: yes\n"
                       "  head-left: A foundation for the study of the treaties of many states, "
                       "their parties and their depositaries",
                       "furniture:\n  head-on-first: yes\n  head-left: Treaties"},
    [DIAG_LONG_WORD] = {PROSE
                        "One word: "
                        "ThisNameIsMuchTooLongForItsLineAndHasNoPlaceWhereItCouldBeDividedEver"
                        "SinceItGoesOnAndOnForLongerThanALine.",
                        "Another word."},
    [DIAG_UNDERFULL] = {HOUSE "page: {columns: 4, hang: 0}", "page: {columns: 1, hang: 0}"},
    [DIAG_TOO_TALL] = {PROSE HEAD "timeline:\n  - {date: 2020, event: Ratified}\n"
                                  "  - {date: 2019, event: Signed}\n---\n"
                                  "```{timeline}\n:form: chart\n:order: given\n```",
                       HEAD "timeline:\n  - {date: 2019, event: Signed}\n"
                            "  - {date: 2020, event: Ratified}\n---\n"
                            "```{timeline}\n:form: chart\n```"},
    [DIAG_UNSTABLE] = {WORDS "a reference to a page that moves when the reference grows",
                       "write the sentence a little longer or shorter"},
    [DIAG_CONTRAST] = {HOUSE "colour: {ink: \"#bbbbbb\"}", "colour: {ink: \"#1a1a1a\"}"},
    [DIAG_SMALL_TYPE] = {HOUSE "type: {note: {size: 6}}", "type: {note: {size: 8}}"},
    [DIAG_GEOMETRY] = {HOUSE "page: {left: 120mm, right: 120mm}",
                       "page: {left: 25mm, right: 25mm}"},
    [DIAG_NOTE_CROWDED] = {WORDS "one line with two notes of a page and a half each",
                           "make the notes shorter, or put them into the text"},
    [DIAG_SHORT_PAGE] = {WORDS "a table that just does not fit below the text",
                         "put the table after the next paragraph"},
    [DIAG_HINT_IGNORED] = {PROSE "```{note}\n# Method {.break-before}\n\nWe asked.\n```",
                           "# Method {.break-before}\n\nWe asked."},
};
