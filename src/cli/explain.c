/* explain: see explain.h. */
#include "cli/explain.h"

#include "base/diag.h"
#include "batch/report.h"

/* What brings a diagnostic about, and what to write or do instead. */
struct example {
    const char *wrong, *right;
};

static const struct example examples[DIAG_CODE_COUNT] = {
    [DIAG_FILE_MISSING] = {"chancery build grian", "chancery build grain"},
    [DIAG_FILE_UNREADABLE] = {"-rw------- root briefing.md", "chmod a+r briefing.md"},
    [DIAG_FILE_OUTSIDE] = {"![Map](../../other/map.png){width=50%}", "![Map](map.png){width=50%}"},
    [DIAG_FILE_EMPTY] = {"a briefing.md of no bytes", "# Summary\n\nThe first sentence."},
    [DIAG_FILE_TOO_LARGE] = {"a briefing.md of a gigabyte", "several briefings, each of its own"},
    [DIAG_INVALID_UTF8] = {"caf\\xE9 (Latin-1)", "café, the file saved as UTF-8"},
    [DIAG_NOT_A_BRIEFING] = {"chancery build notes.txt", "chancery build notes.md"},
    [DIAG_OUTPUT_CLASH] = {"chancery build x/grain y/grain -o out",
                           "chancery build x/grain -o out/x; chancery build y/grain -o out/y"},
    [DIAG_CONTROL_CHARACTER] = {"a bell (U+0007) pasted from a terminal", "the text without it"},
    [DIAG_WRITE_FAILED] = {"chancery build grain -o /read-only", "chancery build grain -o output"},
    [DIAG_OUT_OF_STEP] = {"chancery build --verify grain, after an edit of grain/briefing.md",
                          "chancery build grain, and commit the PDF with its sources"},
    [DIAG_LIMIT] = {"folders nested a hundred deep",
                    "folders nested as deep as readers can follow"},
    [DIAG_PDF_FAILED] = {"no memory left while the PDF is put together",
                         "fewer briefings at a time: --jobs=1"},
    [DIAG_YAML_SYNTAX] = {"title: \"Grain", "title: \"Grain\""},
    [DIAG_JSON_SYNTAX] = {"[{\"id\": \"fao\" \"title\": \"Grain\"}]",
                          "[{\"id\": \"fao\", \"title\": \"Grain\"}]"},
    [DIAG_YAML_DUPLICATE_KEY] = {"lang: en-GB\nlang: de", "lang: en-GB"},
    [DIAG_YAML_ALIAS] = {"author: *me", "author: &me\n  - name: The Author"},
    [DIAG_UNKNOWN_KEY] = {"titel: Grain", "title: Grain"},
    [DIAG_WRONG_TYPE] = {"title: [Grain, prices]", "title: Grain, prices"},
    [DIAG_BAD_VALUE] = {"page:\n  size: A44", "page:\n  size: A4"},
    [DIAG_BAD_DATE] = {"date: 2026-02-30", "date: 2026-02-28"},
    [DIAG_MISSING_KEY] = {"indicators:\n  - value: 12",
                          "indicators:\n  - label: Price\n    value: 12"},
    [DIAG_MISSING_TITLE] = {"lang: en-GB", "title: Grain\nlang: en-GB"},
    [DIAG_UNPLACED] = {"a timeline in briefing.yaml and no directive for it", "::: timeline\n:::"},
    [DIAG_RAW_HTML] = {"<div class=\"box\">Text</div>", "Text, or a directive of ::: lines"},
    [DIAG_UNKNOWN_DIRECTIVE] = {"::: timelime\n:::", "::: timeline\n:::"},
    [DIAG_DIRECTIVE_OPTION] = {"::: timeline {colour=loud}", "::: timeline"},
    [DIAG_DIRECTIVE_EMPTY] = {"::: indicators, and no indicators in the metadata",
                              "indicators:\n  - label: Price\n    value: 12"},
    [DIAG_BAD_ATTRIBUTES] = {"![Map](map.png){width}", "![Map](map.png){width=50%}"},
    [DIAG_NOTE_UNDEFINED] = {"As agreed.[^1]", "As agreed.[^1]\n\n[^1]: In Article 5."},
    [DIAG_NOTE_UNUSED] = {"[^1]: In Article 5., and no mark [^1]",
                          "As agreed.[^1]\n\n[^1]: In Article 5."},
    [DIAG_NOTE_DUPLICATE] = {"[^1]: In Article 5.\n\n[^1]: In Article 6.",
                             "[^1]: In Article 5.\n\n[^2]: In Article 6."},
    [DIAG_NOTE_NESTED] = {"[^1]: See this note.[^1]", "[^1]: See Article 5."},
    [DIAG_DEAD_LINK] = {"See [the prices](#pirces).", "See [the prices](#prices)."},
    [DIAG_DUPLICATE_ID] = {"# Prices {#p}\n\n# Places {#p}",
                           "# Prices {#prices}\n\n# Places {#places}"},
    [DIAG_HEADING_ORDER] = {"# Prices\n\n### In May", "# Prices\n\n## In May"},
    [DIAG_TOO_DEEP] = {"a list in a list in a list, a hundred times", "two or three levels"},
    [DIAG_CSV_SYNTAX] = {"Month,\"Price\nMay,12", "Month,\"Price\"\nMay,12"},
    [DIAG_TABLE_CELLS] = {"Month,Price\nMay,12,13", "Month,Price\nMay,12"},
    [DIAG_TABLE_COLUMN] = {"{columns=\"Month,Prise\"}", "{columns=\"Month,Price\"}"},
    [DIAG_TABLE_SPAN] = {"| << | Price |", "| Month | << |"},
    [DIAG_EVENT_ORDER] = {"- date: 2020\n- date: 2019", "- date: 2019\n- date: 2020"},
    [DIAG_EVENT_DUPLICATE] = {"- date: 2019\n  text: Signed\n- date: 2019\n  text: Signed",
                              "- date: 2019\n  text: Signed"},
    [DIAG_UNKNOWN_CATEGORY] = {"category: treatty", "category: treaty"},
    [DIAG_INDICATOR_VALUE] = {"value: about twelve hundred and some", "value: 1200"},
    [DIAG_INDICATOR_SCALE] = {"value: 120\n  max: 100", "value: 120\n  max: 150"},
    [DIAG_INDICATOR_TREND] = {"value: 12\n  previous: 10\n  trend: down",
                              "value: 12\n  previous: 10\n  trend: up"},
    [DIAG_INDICATOR_DATE] = {"- label: Price\n  value: 12",
                             "- label: Price\n  value: 12\n  date: 2026-05"},
    [DIAG_INDICATOR_SOURCE] = {"- label: Price\n  value: 12",
                               "- label: Price\n  value: 12\n  source: \"@fao2026\""},
    [DIAG_UNKNOWN_LEVEL] = {"level: hihg", "level: high"},
    [DIAG_MARKING_MISSING] = {"a footer that leaves no room for the marking",
                              "wider margins in house.yaml, or a shorter marking"},
    [DIAG_PROGRAM_TOO_OLD] = {"requires: 99.0", "a newer chancery, or requires: " CHANCERY_VERSION},
    [DIAG_WORD_FALLBACK] = {"lang: ky", "words:\n  contents: (the word in that language)"},
    [DIAG_REPEATED_WORD] = {"in the the north", "in the north"},
    [DIAG_PLACEHOLDER] = {"Prices rose by TBD per cent.", "Prices rose by 12 per cent."},
    [DIAG_DOUBLE_SPACE] = {"Prices rose.  Then they fell.", "Prices rose. Then they fell."},
    [DIAG_CITE_UNDEFINED] = {"[@smiht2020]", "[@smith2020]"},
    [DIAG_CITE_UNUSED] = {"- id: smith2020, and no [@smith2020]", "As Smith says.[@smith2020]"},
    [DIAG_CITE_DUPLICATE] = {"- id: smith2020\n- id: smith2020",
                             "- id: smith2020a\n- id: smith2020b"},
    [DIAG_CITE_FIELD] = {"- id: smith2020\n  titel: A book", "- id: smith2020\n  title: A book"},
    [DIAG_CITE_ENTRY] = {"@book{smith2020, title = {A book", "@book{smith2020, title = {A book}}"},
    [DIAG_CSL_BROKEN] = {"csl: chikago", "csl: notes"},
    [DIAG_IMAGE_MISSING] = {"![Map](mpa.png)", "![Map](map.png)"},
    [DIAG_IMAGE_CORRUPT] = {"![Map](map.tiff)", "![Map](map.png)"},
    [DIAG_IMAGE_NO_ALT] = {"![](map.png)", "![A map of the three ports](map.png)"},
    [DIAG_FONT_MISSING] = {"fonts:\n  text: Garamont", "fonts:\n  text: Vollkorn"},
    [DIAG_FONT_BROKEN] = {"fonts/Mine.ttf, cut short by a download", "the font fetched again"},
    [DIAG_NO_GLYPH] = {"a word in Thai, and no font with Thai",
                       "a font for that script in the folder fonts, or installed"},
    [DIAG_OVERFULL] = {"a very long word without a place to break",
                       "the word with soft hyphens (U+00AD), or another word"},
    [DIAG_UNDERFULL] = {"three long words in a narrow column", "other words, or a wider column"},
    [DIAG_TOO_TALL] = {"![Map](map.png){height=60cm}", "![Map](map.png){width=100%}"},
    [DIAG_UNSTABLE] = {"a reference to a page that moves when the reference grows",
                       "the sentence written a little longer or shorter"},
    [DIAG_CONTRAST] = {"colour:\n  text: \"#bbbbbb\"", "colour:\n  text: \"#1a1a1a\""},
    [DIAG_GEOMETRY] = {"margin: 120mm on A4", "margin: 25mm"},
    [DIAG_NOTE_CROWDED] = {"one line with notes of a page and a half",
                           "the notes shorter, or in the text"},
    [DIAG_SHORT_PAGE] = {"a table that just does not fit below the text",
                         "the table after the next paragraph"},
    [DIAG_HINT_IGNORED] = {"a page break asked for within a table",
                           "the page break before the table"},
};

static void add_indented(struct buf *out, const char *title, const char *text) {
    buf_printf(out, "\n%s\n", title);
    for (struct str rest = str_of(text); rest.n;) {
        size_t n = str_find_char(rest, '\n');
        buf_printf(out, n ? "    %.*s\n" : "%.*s\n", STR_ARG(str_slice(rest, 0, n)));
        rest = str_slice(rest, n + 1, rest.n);
    }
}

static void explain(struct buf *out, size_t code) {
    const struct diag_info *info = &diag_infos[code];
    buf_printf(out, "%s (%s)\n\n%s\n", info->name, report_level_name(info->level),
               info->explanation);
    if (!examples[code].wrong) return;
    add_indented(out, "For example:", examples[code].wrong);
    add_indented(out, "Instead:", examples[code].right);
}

static void list_all(struct buf *out) {
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
        buf_printf(out, "%-20s  %s\n", diag_infos[i].name, report_level_name(diag_infos[i].level));
}

void explain_codes(struct buf *out, const char *const *codes, size_t n) {
    if (n == 0) list_all(out);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_add_c(out, "\n\n");
        explain(out, (size_t)diag_find_code(str_of(codes[i])));
    }
}
